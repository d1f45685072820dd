#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The local socket: the same protocol, for its owner only, with EXTERNAL as a way in; and pika through it, unmodified."""
import os
import stat
import subprocess
import unittest

import broker as brokers
import rawamqp as raw
from relay import Relay
from support import BrokerTest, Collector, drain, main, pika, publish


@unittest.skipIf(brokers.chosen() != 'sightglass', 'the reference has no local socket')
class LocalSocket(BrokerTest):

    local_socket = True

    def raw(self):
        connection = raw.RawConnection(self.broker.socket_path)
        self.addCleanup(connection.close)
        return connection

    def test_only_its_owner_may_use_it(self):
        mode = os.stat(self.broker.socket_path).st_mode
        self.assertTrue(stat.S_ISSOCK(mode))
        self.assertEqual(stat.S_IMODE(mode) & 0o077, 0)

    def test_external(self):
        start = self.raw().start()
        self.assertIn(b'EXTERNAL', start)
        self.raw().handshake('EXTERNAL', b'').open_channel()

    def test_plain(self):
        self.raw().handshake().open_channel()

    def test_external_is_not_offered_by_tcp(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port))
        self.addCleanup(connection.close)
        self.assertNotIn(b'EXTERNAL', connection.start())

    def test_wrong_header(self):
        connection = self.raw()
        connection.send(b'GET / HTTP/1.1\r\n\r\n')
        self.assertEqual(connection.until_closed(), raw.PROTOCOL_HEADER)

    def test_pika_through_the_local_socket(self):
        relay = Relay(self.broker.socket_path)
        self.addCleanup(relay.close)
        parameters = pika.ConnectionParameters('127.0.0.1', relay.port)
        connection = pika.BlockingConnection(parameters)
        self.addCleanup(connection.close)
        channel = connection.channel()
        channel.confirm_delivery()
        queue = self.queue(channel)
        body = os.urandom(3_000_000)
        publish(channel, '', queue, body)
        publish(channel, '', queue, 'small')
        collector = Collector(channel, queue, auto_ack=True).wait(2)
        self.assertEqual([each for _, _, each in collector.deliveries], [body, b'small'])

    def test_both_listeners_serve_the_same_broker(self):
        local = self.raw().handshake('EXTERNAL', b'').open_channel()
        channel = self.channel()
        queue = self.queue(channel)
        local.send(raw.publish(1, '', queue, b'from the local socket'))
        brokers.wait_until(lambda: channel.queue_declare(queue, passive=True).method.message_count)
        self.assertEqual(drain(channel, queue), ['from the local socket'])

    def test_two_brokers_do_not_share_a_data_directory(self):
        done = subprocess.run([self.broker.binary, 'serve', '--data-dir', self.broker.data_dir, '--amqp', '127.0.0.1:0',
                               '--socket', 'off', '--kafka', 'off'], capture_output=True, text=True, timeout=20)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertNotIn('ready', done.stdout)

    def test_a_taken_port_ends_the_start(self):
        done = subprocess.run([self.broker.binary, 'serve', '--data-dir', os.path.join(self.broker.folder, 'other'),
                               '--amqp', '127.0.0.1:%d' % self.broker.port, '--socket', 'off', '--kafka', 'off'],
                              capture_output=True, text=True, timeout=20)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(str(self.broker.port), done.stderr)


if __name__ == '__main__':
    main()
