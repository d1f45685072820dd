#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples that the window shows to whoever connects a client, as they are shown. Those whose client library is here run
against the broker; the Java one is compiled against the few declarations it uses."""
import os
import shutil
import subprocess
import sys
import tempfile

import broker as brokers
from support import BrokerTest, get_body, main, pika

HERE = os.path.dirname(os.path.abspath(__file__))
SNIPPETS = os.path.join(HERE, '..', '..', 'ui', 'widgets', 'snippets')
NODE_MODULES = os.path.join(HERE, 'node_modules')

JAVA_CLIENT = {
    'ConnectionFactory': 'public class ConnectionFactory { public void setHost(String h) {} public void setPort(int p) {} '
                         'public Connection newConnection() throws java.io.IOException { return null; } }',
    'Connection': 'public interface Connection extends java.io.Closeable '
                  '{ Channel createChannel() throws java.io.IOException; }',
    'Channel': 'public interface Channel { Object queueDeclare(String q, boolean d, boolean e, boolean a, '
               'java.util.Map<String, Object> args) throws java.io.IOException; '
               'void basicPublish(String e, String k, Object p, byte[] b) throws java.io.IOException; }',
}


class Snippets(BrokerTest):

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='sg-snippets-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.control = self.channel()
        self.control.queue_declare('hello', durable=True)
        self.control.queue_purge('hello')

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as file:
            file.write(text)
        return path

    def snippet(self, name, broker=None):
        broker = broker or self.broker
        with open(os.path.join(SNIPPETS, name)) as file:
            licence, text = file.read().split('\n', 1)
        self.assertIn('SPDX', licence)
        text = text.replace('{host}', broker.host).replace('{port}', str(broker.port))
        return text.replace('{kafka}', '%s:%s' % (broker.host, broker.kafka_port))

    def run_it(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ''))

    def test_every_snippet_is_tested(self):
        shown = {name for name in os.listdir(SNIPPETS) if not name.endswith('.qrc')}
        self.assertEqual(shown, {'pika.py', 'amqplib.mjs', 'Hello.java', 'confluent.py'})

    def test_pika(self):
        self.run_it(sys.executable, self.write('hello.py', self.snippet('pika.py')))
        self.assertEqual(get_body(self.control, 'hello'), 'Hello!')

    def test_kafka(self):
        with brokers.Sightglass(brokers.sightglass_binary(), kafka=True) as broker:
            self.run_it('/usr/bin/python3', self.write('hello.py', self.snippet('confluent.py', broker)))
            connection = pika.BlockingConnection(pika.ConnectionParameters(broker.host, broker.port))
            there = connection.channel().queue_declare('hello-topic', passive=True)
            self.assertEqual(there.method.message_count, 1)
            connection.close()

    def test_amqplib(self):
        if not shutil.which('node') or not os.path.isdir(os.path.join(NODE_MODULES, 'amqplib')):
            self.skipTest('amqplib is not here; npm ci in tests/clients fetches it')
        os.symlink(NODE_MODULES, os.path.join(self.folder, 'node_modules'))
        self.run_it('node', self.write('hello.mjs', self.snippet('amqplib.mjs')))
        self.assertEqual(get_body(self.control, 'hello'), 'Hello!')

    def test_amqplib_as_the_readme_says(self):
        if not shutil.which('node') or not os.path.isdir(os.path.join(NODE_MODULES, 'amqplib')):
            self.skipTest('amqplib is not here; npm ci in tests/clients fetches it')
        with open(os.path.join(HERE, '..', '..', 'README.md')) as readme:
            line = next(line for line in readme if 'amqplib |' in line).split('`')[1]
        line = line.replace('amqp://localhost', 'amqp://%s:%d' % (self.broker.host, self.broker.port))
        os.symlink(NODE_MODULES, os.path.join(self.folder, 'node_modules'))
        self.run_it('node', self.write('readme.mjs', line.replace('await ', 'const c = await ') + '; await c.close();'))

    def test_java(self):
        if not shutil.which('javac'):
            self.skipTest('no Java compiler')
        for name, text in JAVA_CLIENT.items():
            self.write('com/rabbitmq/client/%s.java' % name, 'package com.rabbitmq.client;\n' + text)
        path = self.write('Hello.java', 'class Hello { public static void main(String[] args) throws Exception {\n%s} }\n'
                          % self.snippet('Hello.java'))
        self.run_it('javac', '-sourcepath', self.folder, '-d', self.folder, path)


if __name__ == '__main__':
    main()
