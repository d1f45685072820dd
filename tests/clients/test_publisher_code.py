#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window's "Copy as code" writes, run as it stands where the client library is here: pika and confluent-kafka, amqplib and
kafkajs, amqp-publish and kcat. The messages are awkward on purpose. The Java ones are compiled against the few declarations they
use."""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile

import broker as brokers
from support import SKIPPED, main, pika
import unittest

try:
    import confluent_kafka
except ImportError:
    confluent_kafka = None

HERE = os.path.dirname(os.path.abspath(__file__))
NODE_MODULES = os.path.join(HERE, 'node_modules')
SAMPLES = os.environ.get('SIGHTGLASS_CODESAMPLES', os.path.join(HERE, '../../.build/dev/tests/clients/codesamples'))
KEY = 'k\'e"y \\ $x ä'.encode()

if not os.path.exists(SAMPLES):
    print('SKIPPED: there is no window in this build')
    sys.exit(SKIPPED)

JAVA_STUBS = {
    'com/rabbitmq/client/ConnectionFactory.java':
        'package com.rabbitmq.client; public class ConnectionFactory { public void setHost(String h) {} '
        'public void setPort(int p) {} public void setVirtualHost(String v) {} '
        'public Connection newConnection() { return null; } }',
    'com/rabbitmq/client/Connection.java':
        'package com.rabbitmq.client; public interface Connection extends java.io.Closeable { Channel createChannel(); }',
    'com/rabbitmq/client/Channel.java':
        'package com.rabbitmq.client; public interface Channel extends AutoCloseable { void confirmSelect(); '
        'void basicPublish(String e, String k, AMQP.BasicProperties p, byte[] b); void waitForConfirmsOrDie(long ms); }',
    'com/rabbitmq/client/AMQP.java':
        'package com.rabbitmq.client; public class AMQP { public static class BasicProperties { public static class Builder { '
        + ''.join('public Builder %s(%s v) { return this; } ' % (name, kind) for name, kind in [
            ('contentType', 'String'), ('contentEncoding', 'String'), ('deliveryMode', 'Integer'), ('priority', 'Integer'),
            ('correlationId', 'String'), ('replyTo', 'String'), ('expiration', 'String'), ('messageId', 'String'),
            ('timestamp', 'java.util.Date'), ('type', 'String'), ('userId', 'String'), ('appId', 'String'),
            ('clusterId', 'String'), ('headers', 'java.util.Map<String, Object>')])
        + 'public BasicProperties build() { return null; } } } }',
    'org/apache/kafka/clients/producer/Producer.java':
        'package org.apache.kafka.clients.producer; public interface Producer<K, V> extends java.io.Closeable { '
        'java.util.concurrent.Future<Object> send(ProducerRecord<K, V> r); void close(); }',
    'org/apache/kafka/clients/producer/KafkaProducer.java':
        'package org.apache.kafka.clients.producer; public class KafkaProducer<K, V> implements Producer<K, V> { '
        'public KafkaProducer(java.util.Properties p, Object k, Object v) {} '
        'public java.util.concurrent.Future<Object> send(ProducerRecord<K, V> r) { return null; } public void close() {} }',
    'org/apache/kafka/clients/producer/ProducerRecord.java':
        'package org.apache.kafka.clients.producer; public class ProducerRecord<K, V> { '
        'public ProducerRecord(String t, Integer p, Long ts, K k, V v) {} public Headers headers() { return null; } '
        'public interface Headers { void add(String n, byte[] v); } }',
    'org/apache/kafka/common/serialization/ByteArraySerializer.java':
        'package org.apache.kafka.common.serialization; public class ByteArraySerializer {}',
}


class PublisherCode(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.broker = brokers.Sightglass(brokers.sightglass_binary(), kafka=True)
        cls.addClassCleanup(cls.broker.cleanup)
        cls.broker.start()
        cls.folder = tempfile.mkdtemp(prefix='sg-code-')
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.kafka = '%s:%d' % (cls.broker.host, cls.broker.kafka_port)
        subprocess.run([SAMPLES, cls.broker.host, str(cls.broker.port), cls.kafka, cls.folder], check=True, timeout=60,
                       env={**os.environ, 'QT_QPA_PLATFORM': 'offscreen'})
        with open(os.path.join(cls.folder, 'expected.json')) as file:
            cls.samples = json.load(file)
        if os.path.isdir(NODE_MODULES):
            os.symlink(NODE_MODULES, os.path.join(cls.folder, 'node_modules'))
        cls.connection = pika.BlockingConnection(pika.ConnectionParameters(cls.broker.host, cls.broker.port))
        cls.addClassCleanup(cls.connection.close)
        cls.channel = cls.connection.channel()

    def run_it(self, language, path):
        command = {'python': ['/usr/bin/python3', path], 'node': ['node', path], 'shell': ['sh', path],
                   'paste': ['sh', path]}[language]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ''), path)

    def of(self, language, tool):
        if not shutil.which(tool):
            self.skipTest('%s is not here' % tool)
        return [s for s in self.samples if s['language'] == language]

    # ---- AMQP

    def check_amqp(self, sample, expectations):
        """Runs the program and looks at what has arrived."""
        self.channel.queue_declare(sample['target'], arguments={'x-max-priority': 10})
        self.run_it(sample['language'], sample['amqp'])
        method, properties, body = self.channel.basic_get(sample['target'], auto_ack=True)
        self.assertIsNotNone(method, sample['target'])
        self.assertEqual(body, base64.b64decode(sample['body']), sample['target'])
        self.assertEqual(properties.content_type, 'text/it\'s; a="b"')
        self.assertEqual(properties.delivery_mode, 2)
        self.assertEqual(properties.headers['text'], 'va\'l"ue ä')
        self.assertEqual(properties.headers['bell'], self.HEADERS['bell'])
        for name, value in expectations.items():
            self.assertEqual(getattr(properties, name), value, name)
        return properties

    ALL = {'priority': 7, 'correlation_id': 'c-ä\\', 'message_id': 'm\'1"', 'expiration': '600000',
           'timestamp': 1700000000, 'type': '$type', 'app_id': 'app'}
    HEADERS = {'text': 'va\'l"ue ä', 'number': 42, 'big': 1 << 40, 'yes': True, 'nothing': None, 'list': ['a', 1],
               'table': {"k'": 'v'}, 'end\nexit 9': {"k'": 'v'}, 'bell': 'a\x07\x1b[0m\'b'}

    def test_amqp_python(self):
        for sample in self.of('python', 'python3'):
            if 'amqp' in sample:
                self.assertEqual(self.check_amqp(sample, self.ALL).headers, self.HEADERS)

    def test_amqp_node(self):
        if not os.path.isdir(os.path.join(NODE_MODULES, 'amqplib')):
            self.skipTest('amqplib is not here; npm ci in tests/clients fetches it')
        for sample in self.of('node', 'node'):
            if 'amqp' in sample:
                self.assertEqual(self.check_amqp(sample, self.ALL).headers, self.HEADERS)

    def test_amqp_shell(self):
        for sample in self.of('shell', 'amqp-publish') + self.of('paste', 'amqp-publish'):
            if 'amqp' in sample:
                self.check_amqp(sample, {})
                with open(sample['amqp']) as file:
                    self.assertIn('no option for: priority', file.read())

    # ---- Kafka

    RECORD_HEADERS = [('again', b'1'), ('again', b'2'), ('text', b'va\'l"ue=1')]
    BINARY_HEADER = [('end\nexit 9', b'\0')]

    def check_kafka(self, sample, headers):
        admin = subprocess.run(['kcat', '-L', '-b', self.kafka, '-t', sample['topic']], capture_output=True, timeout=60)
        self.assertEqual(admin.returncode, 0)
        self.run_it(sample['language'], sample['kafka'])
        consumer = confluent_kafka.Consumer({'bootstrap.servers': self.kafka, 'group.id': sample['topic'],
                                             'auto.offset.reset': 'earliest'})
        consumer.assign([confluent_kafka.TopicPartition(sample['topic'], 0, 0)])
        record = consumer.poll(30)
        consumer.close()
        self.assertIsNotNone(record, sample['topic'])
        self.assertIsNone(record.error(), sample['topic'])
        self.assertEqual(record.key(), KEY, sample['topic'])
        if 'body' not in sample:
            self.assertIsNone(record.value())
            return
        self.assertEqual(record.value(), base64.b64decode(sample['body']), sample['topic'])
        self.assertEqual(sorted(record.headers()), sorted(self.RECORD_HEADERS + headers))

    def kafka_samples(self, language, tool):
        if not confluent_kafka or not shutil.which('kcat'):
            self.skipTest('python3-confluent-kafka and kcat are not both here')
        return self.of(language, tool)

    def test_kafka_python(self):
        for sample in self.kafka_samples('python', 'python3'):
            self.check_kafka(sample, self.BINARY_HEADER)

    def test_kafka_node(self):
        if not os.path.isdir(os.path.join(NODE_MODULES, 'kafkajs')):
            self.skipTest('kafkajs is not here; npm ci in tests/clients fetches it')
        for sample in self.kafka_samples('node', 'node'):
            self.check_kafka(sample, self.BINARY_HEADER)

    def test_kafka_shell(self):
        for sample in self.kafka_samples('shell', 'kcat') + self.kafka_samples('paste', 'kcat'):
            self.check_kafka(sample, [])

    # ---- what is compiled

    def test_java_compiles(self):
        if not shutil.which('javac'):
            self.skipTest('no Java compiler')
        stubs = os.path.join(self.folder, 'stubs')
        for name, text in JAVA_STUBS.items():
            path = os.path.join(stubs, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w') as file:
                file.write(text)
        for sample in self.of('java', 'javac'):
            for kind, name in (('amqp', 'Publish'), ('kafka', 'Produce')):
                if kind not in sample:
                    continue
                path = os.path.join(self.folder, 'java', '%s-%s' % (kind, sample['sample']), name + '.java')
                os.makedirs(os.path.dirname(path), exist_ok=True)
                shutil.copyfile(sample[kind], path)
                done = subprocess.run(['javac', '-sourcepath', stubs, '-d', os.path.dirname(path), path],
                                      capture_output=True, text=True, timeout=120)
                self.assertEqual((done.returncode, done.stderr), (0, ''), path)


if __name__ == '__main__':
    main()
