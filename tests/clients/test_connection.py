#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections and channels: negotiation, login, heartbeats, limits, and how each of them ends."""
import struct
import time

import broker as brokers
import rawamqp as raw
from support import BrokerTest, Collector, main, pika, publish, wait_ready

CAPABLE = raw.table((b'capabilities', b'F', raw.table((b'authentication_failure_close', b't', b'\1'))))
REFUSED = ('ACCESS_REFUSED - Login was refused using authentication mechanism %s. For details see the broker logfile.')


class RawTest(BrokerTest):

    def raw(self, **options):
        connection = raw.RawConnection((self.broker.host, self.broker.port), **options)
        self.addCleanup(connection.close)
        return connection

    def expect_close(self, connection, expected):
        """The broker's connection.close with (code, text), then the end of the stream."""
        reason = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))
        self.assertEqual(reason[:2], expected)
        connection.send(raw.method(0, raw.CONNECTION_CLOSE_OK))
        self.assertEqual(connection.until_closed(), b'')


class Start(RawTest):

    def test_server_properties_and_capabilities(self):
        connection = self.connect()
        properties = connection._impl.server_properties
        for name in ('product', 'version', 'platform', 'information', 'copyright', 'cluster_name'):
            self.assertIsInstance(properties[name], str, name)
        # Clients such as kombu look at these two for the meaning of basic.qos.
        self.assertEqual(properties['product'], 'RabbitMQ')
        self.assertRegex(properties['version'], r'^\d+\.\d+\.\d+')
        for capability in ('publisher_confirms', 'exchange_exchange_bindings', 'basic.nack', 'consumer_cancel_notify',
                           'connection.blocked', 'authentication_failure_close', 'per_consumer_qos',
                           'consumer_priorities', 'direct_reply_to'):
            self.assertIs(properties['capabilities'].get(capability), True, capability)

    def test_mechanisms_and_locale(self):
        start = self.raw().start()
        self.assertEqual(start[:2], b'\0\x09')
        size = struct.unpack('>I', start[2:6])[0]
        rest = start[6 + size:]
        count = struct.unpack('>I', rest[:4])[0]
        self.assertTrue({b'PLAIN', b'AMQPLAIN'} <= set(rest[4:4 + count].split()))
        self.assertEqual(rest[4 + count:], raw.long('en_US'))

    def test_tune_offers(self):
        connection = self.raw()
        connection.start()
        connection.start_ok()
        self.assertEqual(struct.unpack('>HIH', connection.expect(raw.CONNECTION_TUNE)), (2047, 131072, 60))

    def test_what_is_no_amqp_gets_the_header_back(self):
        for header in (b'GET / HTTP/1.1\r\n\r\n', b'AMQP\0\0\x09\x02', b'AMQX\0\0\x09\1', b'AMQP\x09\x09\x09\x09',
                       bytes(8)):
            with self.subTest(header=header):
                connection = self.raw()
                connection.send(header)
                self.assertEqual(connection.until_closed(), raw.PROTOCOL_HEADER)

    def test_header_in_pieces(self):
        connection = self.raw()
        for byte in raw.PROTOCOL_HEADER:
            connection.send(bytes([byte]))
        connection.expect(raw.CONNECTION_START)

    def test_everything_byte_by_byte(self):
        connection = self.raw().handshake().open_channel()
        for byte in raw.queue_declare(1, self.name(), bits=4) + raw.publish(1, '', 'nobody', b'body'):
            connection.send(bytes([byte]))
        connection.expect(raw.QUEUE_DECLARE_OK)

    def test_limits_out_of_range_end_the_connection(self):
        for tuning in (dict(channel_max=4000), dict(channel_max=10, frame_max=1000),
                       dict(channel_max=10, frame_max=200000)):
            with self.subTest(tuning=tuning):
                connection = self.raw()
                connection.start()
                connection.start_ok()
                connection.expect(raw.CONNECTION_TUNE)
                connection.tune_ok(**tuning)
                connection.open()
                self.assert_refused(connection)

    def assert_refused(self, connection):
        """Before connection.open a broker may say why, or just close."""
        try:
            _, ids, arguments = connection.read_method()
            self.assertEqual(ids, raw.CONNECTION_CLOSE)
            self.assertGreaterEqual(raw.close_reason(arguments)[0], 400)
            connection.send(raw.method(0, raw.CONNECTION_CLOSE_OK))
            connection.until_closed()
        except raw.Gone:
            pass

    def test_methods_before_their_time(self):
        for early in (raw.method(0, raw.CONNECTION_OPEN, raw.short('/') + b'\0\0'), raw.method(1, raw.CHANNEL_OPEN, b'\0'),
                      b'z' * 30, raw.frame(raw.METHOD, 0, bytes(100000))):
            with self.subTest(early=early[:20]):
                connection = self.raw()
                connection.start()
                connection.send(early)
                self.assert_refused(connection)


class Login(RawTest):

    def answer(self, mechanism, response, properties=CAPABLE):
        connection = self.raw()
        connection.start()
        connection.start_ok(mechanism, response, properties)
        return connection

    def test_plain(self):
        self.answer('PLAIN', raw.plain()).expect(raw.CONNECTION_TUNE)

    def test_amqplain(self):
        login = raw.table((b'LOGIN', b'S', raw.long('guest')), (b'PASSWORD', b'S', raw.long('guest')))[4:]
        self.answer('AMQPLAIN', login).expect(raw.CONNECTION_TUNE)

    def test_wrong_password(self):
        for user, password in (('guest', 'wrong'), ('nobody', 'guest'), ('guest', '')):
            connection = self.answer('PLAIN', raw.plain(user, password))
            self.assertEqual(raw.close_reason(connection.expect(raw.CONNECTION_CLOSE)), (403, REFUSED % 'PLAIN', 0, 0))
        login = raw.table((b'LOGIN', b'S', raw.long('guest')), (b'PASSWORD', b'S', raw.long('wrong')))[4:]
        connection = self.answer('AMQPLAIN', login)
        self.assertEqual(raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))[:2], (403, REFUSED % 'AMQPLAIN'))

    def test_wrong_password_for_a_client_that_cannot_be_told(self):
        self.assertEqual(self.answer('PLAIN', raw.plain('guest', 'wrong'), bytes(4)).until_closed(), b'')

    def test_pika_learns_it(self):
        with self.assertRaises(pika.exceptions.ProbableAuthenticationError):
            self.connect(credentials=pika.PlainCredentials('guest', 'wrong'))

    def test_other_mechanisms_end_the_connection(self):
        for mechanism, response in (('SCRAM-SHA-1', b''), ('PLAIN', b'no zeros'), ('AMQPLAIN', b'zz'), ('EXTERNAL', b'')):
            with self.subTest(mechanism=mechanism):
                connection = self.answer(mechanism, response)
                try:
                    connection.expect(raw.CONNECTION_CLOSE)
                except raw.Gone:
                    pass

    def test_unknown_virtual_host(self):
        connection = self.answer('PLAIN', raw.plain())
        connection.expect(raw.CONNECTION_TUNE)
        connection.tune_ok(channel_max=2047)
        connection.open('nowhere')
        self.expect_close(connection, (530, 'NOT_ALLOWED - vhost nowhere not found'))

    def test_update_secret(self):
        connection = self.raw().handshake()
        connection.send(raw.method(0, raw.CONNECTION_UPDATE_SECRET, raw.long('new') + raw.short('rotated')))
        connection.expect(raw.CONNECTION_UPDATE_SECRET_OK)
        connection.open_channel()


class Heartbeats(RawTest):

    def test_none_when_not_wanted(self):
        connection = self.raw(timeout=2.5).handshake(heartbeat=0)
        with self.assertRaises(TimeoutError):
            connection.read_frame()

    def test_every_second_both_ways(self):
        connection = self.raw().handshake(heartbeat=1)
        until = time.monotonic() + 3
        while time.monotonic() < until:
            self.assertEqual(connection.read_frame(), (raw.HEARTBEAT, 0, b''))
            connection.send(raw.frame(raw.HEARTBEAT, 0, b''))
        connection.open_channel()

    def test_a_silent_client_is_dropped(self):
        connection = self.raw().handshake(heartbeat=1)
        started = time.monotonic()
        connection.until_closed()
        self.assertTrue(1 < time.monotonic() - started < 8)

    def test_any_traffic_counts_as_a_heartbeat(self):
        connection = self.raw().handshake(heartbeat=1)
        until = time.monotonic() + 3
        channel = 1
        while time.monotonic() < until:
            connection.send(raw.method(channel, raw.CHANNEL_OPEN, b'\0'))
            while connection.read_frame()[0] == raw.HEARTBEAT:
                pass
            brokers.wait_until(lambda until=time.monotonic() + 0.3: time.monotonic() > until)
            channel += 1

    def test_pika_with_a_heartbeat_of_one_second(self):
        connection = self.connect(heartbeat=1)
        channel = connection.channel()
        connection.sleep(3.5)
        self.queue(channel)


class Channels(RawTest):

    def test_many(self):
        connection = self.connect()
        channels = [connection.channel() for _ in range(300)]
        queue = self.queue(channels[0])
        for channel in channels:
            publish(channel, '', queue, str(channel.channel_number))
        wait_ready(channels[0], queue, 300)
        Collector(channels[299], queue, auto_ack=True).wait(300)
        for channel in channels[::2]:
            channel.close()
        self.assertEqual(connection.channel().channel_number, 1)

    def test_highest_number(self):
        self.raw().handshake().open_channel(2047)

    def test_number_is_free_again_after_close(self):
        connection = self.raw().handshake().open_channel(5)
        for _ in range(100):
            connection.send(raw.method(5, raw.CHANNEL_CLOSE, struct.pack('>H', 200) + raw.short('') + bytes(4)))
            connection.expect(raw.CHANNEL_CLOSE_OK)
            connection.open_channel(5)

    def test_frames_after_a_channel_error_are_ignored(self):
        connection = self.raw().handshake().open_channel()
        connection.send(raw.queue_declare(1, 'none', bits=1) + raw.publish(1, '', 'x', b'body')
                        + raw.queue_declare(1, 'never', bits=4))
        reason = raw.close_reason(connection.expect(raw.CHANNEL_CLOSE))
        self.assertEqual(reason, (404, "NOT_FOUND - no queue 'none' in vhost '/'", 50, 10))
        connection.send(raw.method(1, raw.CHANNEL_CLOSE_OK))
        connection.open_channel(1)

    def test_other_channels_outlive_a_channel_error(self):
        connection = self.connect()
        healthy, broken = connection.channel(), connection.channel()
        with self.channel_error(404, "NOT_FOUND - no queue 'none' in vhost '/'"):
            broken.queue_declare('none', passive=True)
        self.queue(healthy)

    def test_flow(self):
        connection = self.raw().handshake().open_channel()
        connection.send(raw.method(1, raw.CHANNEL_FLOW, b'\1'))
        self.assertEqual(connection.expect(raw.CHANNEL_FLOW_OK), b'\1')

    def test_closing_the_connection_with_open_channels(self):
        connection = self.raw().handshake()
        for channel in range(1, 20):
            connection.open_channel(channel)
        queue = self.name()
        connection.send(raw.queue_declare(3, queue, bits=4))
        connection.expect(raw.QUEUE_DECLARE_OK)
        connection.send(raw.method(0, raw.CONNECTION_CLOSE, struct.pack('>H', 200) + raw.short('bye') + bytes(4)))
        connection.expect(raw.CONNECTION_CLOSE_OK)
        with self.channel_error(404, "NOT_FOUND - no queue '%s' in vhost '/'" % queue):
            self.channel().queue_declare(queue, passive=True)

    def test_unacked_of_a_broken_connection_come_back(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        broken = self.raw().handshake().open_channel()
        broken.send(raw.method(1, raw.BASIC_CONSUME, b'\0\0' + raw.short(queue) + raw.short('') + b'\0' + bytes(4)))
        broken.expect(raw.BASIC_CONSUME_OK)
        publish(channel, '', queue, 'survivor')
        broken.expect((60, 60))
        broken.close()
        wait_ready(channel, queue, 1)
        method, _, body = channel.basic_get(queue)
        self.assertEqual((method.redelivered, body), (True, b'survivor'))
        channel.queue_delete(queue)


if __name__ == '__main__':
    main()
