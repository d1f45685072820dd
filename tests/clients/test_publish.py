#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing: confirms, mandatory and return, properties and headers without loss, bodies of every size."""
import datetime
import decimal
import hashlib
import os
import struct

import broker as brokers
import rawamqp as raw
from support import BrokerTest, Collector, drain, main, pika, publish, wait_ready

MIB = 1024 * 1024


def confirmations(channel):
    """Collects (ack or nack, tag, multiple) of a channel in confirm mode, one by one."""
    seen = []
    channel._impl.confirm_delivery(
        ack_nack_callback=lambda frame: seen.append((frame.method.NAME, frame.method.delivery_tag,
                                                     frame.method.multiple)),
        callback=lambda _: None)
    return seen


def confirmed_tags(seen):
    """The set of tags that a list of confirmations covers."""
    tags = set()
    for _, tag, multiple in seen:
        tags.update(range(1, tag + 1) if multiple else [tag])
    return tags


class Confirms(BrokerTest):

    def wait_confirmed(self, channel, seen, count):
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01)
                           or confirmed_tags(seen) == set(range(1, count + 1)), what='%d confirms' % count)

    def test_every_publish_is_confirmed(self):
        channel = self.channel()
        queue = self.queue(channel)
        durable = self.queue(channel, durable=True)
        seen = confirmations(channel)
        for number in range(200):
            publish(channel, '', durable if number % 2 else queue, str(number), delivery_mode=1 + number // 2 % 2)
        self.wait_confirmed(channel, seen, 200)
        self.assertEqual({name for name, _, _ in seen}, {'Basic.Ack'})

    def test_unroutable_is_confirmed_too(self):
        channel = self.channel()
        seen = confirmations(channel)
        for number in range(10):
            publish(channel, 'amq.direct', 'no such key', str(number))
        self.wait_confirmed(channel, seen, 10)

    def test_select_twice(self):
        channel = self.channel()
        seen = confirmations(channel)
        channel._impl._send_method(pika.spec.Confirm.Select())
        publish(channel, 'amq.direct', 'no such key')
        self.wait_confirmed(channel, seen, 1)

    def test_tags_count_from_the_select(self):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'before')
        seen = confirmations(channel)
        publish(channel, '', queue, 'after')
        self.wait_confirmed(channel, seen, 1)

    def test_confirm_means_it_is_in_the_queue(self):
        channel = self.channel()
        channel.confirm_delivery()
        queue = self.queue(channel, durable=True)
        for number in range(50):
            publish(channel, '', queue, str(number), delivery_mode=2)
            method, _, body = channel.basic_get(queue, auto_ack=True)
            self.assertEqual(body, str(number).encode())


class Returns(BrokerTest):

    def test_mandatory_without_a_route_comes_back(self):
        channel = self.channel()
        returned = []
        channel.add_on_return_callback(lambda _, *what: returned.append(what))
        publish(channel, 'amq.direct', 'no such key', 'body', mandatory=True, message_id='m1', headers={'a': 1})
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or returned)
        method, properties, body = returned[0]
        self.assertEqual((method.reply_code, method.reply_text, method.exchange, method.routing_key),
                         (312, 'NO_ROUTE', 'amq.direct', 'no such key'))
        self.assertEqual((properties.message_id, properties.headers, body), ('m1', {'a': 1}, b'body'))

    def test_mandatory_with_a_route_does_not(self):
        channel = self.channel()
        channel.confirm_delivery()
        queue = self.queue(channel)
        publish(channel, '', queue, 'body', mandatory=True)
        self.assertEqual(drain(channel, queue), ['body'])

    def test_the_return_comes_before_the_confirm(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake().open_channel()
        self.addCleanup(connection.close)
        connection.send(raw.method(1, (85, 10), b'\0'))
        connection.expect((85, 11))
        connection.send(raw.publish(1, 'amq.direct', 'no such key', b'body', bits=1))
        connection.expect((60, 50))
        self.assertEqual(connection.read_frame()[0], raw.HEADER)
        self.assertEqual(connection.read_frame()[2], b'body')
        connection.expect((60, 80))

    def test_immediate_is_refused(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake().open_channel()
        self.addCleanup(connection.close)
        connection.send(raw.publish(1, 'amq.direct', 'k', b'body', bits=2))
        reason = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))
        self.assertEqual(reason, (540, 'NOT_IMPLEMENTED - immediate=true', 60, 40))


class Properties(BrokerTest):

    def through(self, body=b'x', **properties):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, body, **properties)
        wait_ready(channel, queue, 1)
        return channel.basic_get(queue, auto_ack=True)

    def test_all_fourteen(self):
        properties = dict(
            content_type='application/json', content_encoding='utf-8', headers={'k': 'v'}, delivery_mode=2, priority=7,
            correlation_id='c-1', reply_to='back', expiration='60000', message_id='m-1', timestamp=1700000000,
            type='order', user_id='guest', app_id='shop', cluster_id='old')
        _, got, _ = self.through(**properties)
        self.assertEqual({name: getattr(got, name) for name in properties}, properties)

    def test_none_at_all(self):
        _, got, _ = self.through()
        self.assertEqual([value for value in vars(got).values() if value is not None], [])

    def test_user_id_is_checked(self):
        channel = self.channel()
        with self.channel_error(406, "PRECONDITION_FAILED - user_id property set to 'mallory' but authenticated user "
                                     "was 'guest'"):
            publish(channel, 'amq.direct', 'k', 'x', user_id='mallory')
            channel.queue_declare('', exclusive=True)

    def test_headers_pika_knows(self):
        headers = {
            'text': 'größe', 'empty': '', 'int': -5, 'big': 2 ** 40, 'true': True, 'false': False, 'none': None,
            'bytes': b'\x00\xff', 'decimal': decimal.Decimal('12.34'), 'list': [1, 'two', [3, {'four': 4}], None],
            'table': {'a': {'b': {'c': []}}}, 'time': datetime.datetime(2026, 1, 2, 3, 4, 5),
            'k' * 255: 'longest name',
        }
        self.assertEqual(self.through(headers=headers)[1].headers, headers)

    def test_every_field_type_keeps_its_bytes(self):
        """Compared as bytes, at the top and inside a table and a list."""
        values = [
            (b't', b'\x01'), (b'b', b'\x80'), (b'B', b'\xff'), (b's', b'\x80\x00'), (b'u', b'\xff\xff'),
            (b'I', b'\x80\x00\x00\x00'), (b'i', b'\xff\xff\xff\xff'), (b'l', b'\x80' + bytes(7)),
            (b'f', struct.pack('>f', 1.5)), (b'd', struct.pack('>d', -2.25)), (b'D', b'\x02\x00\x00\x04\xd2'),
            (b'S', raw.long('größe')), (b'S', raw.long(b'')), (b'x', raw.long(b'\x00\xff')),
            (b'T', struct.pack('>Q', 1700000000)), (b'V', b''), (b'A', raw.long(b'')), (b'F', raw.long(b'')),
        ]
        inside = raw.table(*[('v%d' % index, letter, value) for index, (letter, value) in enumerate(values)])
        array = raw.long(b''.join(letter + value for letter, value in values))
        entries = [('h%d' % index, letter, value) for index, (letter, value) in enumerate(values)]
        headers = raw.table(*entries, ('nested', b'F', inside), ('array', b'A', array))
        properties = struct.pack('>H', 1 << 13) + headers
        connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake().open_channel()
        self.addCleanup(connection.close)
        queue = self.name()
        connection.send(raw.queue_declare(1, queue, bits=4))
        connection.expect(raw.QUEUE_DECLARE_OK)
        connection.send(raw.publish(1, '', queue, b'', properties=properties))
        connection.send(raw.method(1, raw.BASIC_CONSUME, b'\0\0' + raw.short(queue) + raw.short('') + b'\x02' + bytes(4)))
        connection.expect(raw.BASIC_CONSUME_OK)
        connection.expect((60, 60))
        kind, _, payload = connection.read_frame()
        self.assertEqual(kind, raw.HEADER)
        self.assertEqual(payload[12:].hex(), properties.hex())


class Bodies(BrokerTest):

    def round_trip(self, size, timeout=30, **options):
        channel = self.channel(**options)
        queue = self.queue(channel)
        body = os.urandom(min(size, MIB)) * max(1, size // MIB)
        self.assertEqual(len(body), size)
        publish(channel, '', queue, body)
        brokers.wait_until(lambda: channel.queue_declare(queue, passive=True).method.message_count, timeout)
        got = channel.basic_get(queue, auto_ack=True)[2]
        self.assertEqual((len(got), hashlib.sha256(got).digest()), (size, hashlib.sha256(body).digest()))

    def test_around_the_frame_size(self):
        for size in (0, 1, 131072 - 9, 131072 - 8, 131072 - 7, 131072, 2 * (131072 - 8), 2 * (131072 - 8) + 1):
            with self.subTest(size=size):
                self.round_trip(size)

    def test_small_frames(self):
        for size in (0, 4096 - 8, 4096 - 7, 100000):
            with self.subTest(size=size):
                self.round_trip(size, frame_max=4096)

    def test_1_mib(self):
        self.round_trip(MIB)

    def test_20_mib(self):
        self.round_trip(20 * MIB)

    def test_128_mib(self):
        self.round_trip(128 * MIB, timeout=60)

    def test_more_than_128_mib_is_refused(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake().open_channel()
        self.addCleanup(connection.close)
        connection.send(raw.method(1, raw.BASIC_PUBLISH, b'\0\0' + raw.short('') + raw.short('k') + b'\0'))
        size = 128 * MIB + 1
        connection.send(raw.frame(raw.HEADER, 1, struct.pack('>HHQ', 60, 0, size) + b'\0\0'))
        connection.send(raw.frame(raw.BODY, 1, bytes(1000)))
        piece = raw.frame(raw.BODY, 1, bytes(131064))
        sent = 1000
        while sent + 131064 < size:
            connection.send(piece)
            sent += 131064
        connection.send(raw.frame(raw.BODY, 1, bytes(size - sent)))
        reason = raw.close_reason(connection.expect(raw.CHANNEL_CLOSE))
        self.assertEqual(reason[:2], (406, 'PRECONDITION_FAILED - message size 134217729 is larger than configured '
                                           'max size 134217728'))

    def test_large_bodies_to_a_consumer(self):
        channel = self.channel()
        queue = self.queue(channel)
        collector = Collector(channel, queue, auto_ack=True)
        bodies = [os.urandom(size) for size in (300000, 0, 5 * MIB, 17)]
        for body in bodies:
            publish(channel, '', queue, body)
        collector.wait(4)
        self.assertEqual([body for _, _, body in collector.deliveries], bodies)


if __name__ == '__main__':
    main()
