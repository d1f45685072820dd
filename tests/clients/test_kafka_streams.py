#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One log, two protocols: what Kafka's clients produce is read by pika as a stream, and what pika publishes is fetched by them,
byte for byte: keys, values, headers of every type, tombstones, compression, large messages, partitions, super streams."""
import datetime
import decimal
import random
import time
import unittest

from kafkasupport import KafkaTest, drain, main, produce, rdkafka
from support import close_quietly, pika

ENVELOPE = 'x-sightglass-message'


class Streams(KafkaTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.broker.name != 'sightglass':
            raise unittest.SkipTest('a Kafka speaks no AMQP')

    def channel(self):
        connection = pika.BlockingConnection(pika.ConnectionParameters(self.broker.host, self.broker.port))
        self.addCleanup(close_quietly, connection)
        channel = connection.channel()
        channel.confirm_delivery()
        return channel

    def read(self, stream, count):
        """The first messages of a stream: (method, properties, body)."""
        channel = self.channel()
        channel.basic_qos(prefetch_count=100)
        got = []
        for delivery in channel.consume(stream, arguments={'x-stream-offset': 'first'}, inactivity_timeout=30):
            self.assertIsNotNone(delivery[0], 'only %d messages arrived' % len(got))
            got.append(delivery)
            channel.basic_ack(delivery[0].delivery_tag)
            if len(got) == count:
                break
        channel.cancel()
        return got

    def test_records_are_messages(self):
        topic = self.topic(retention_ms=-1)
        binary = bytes(range(256)) * 300
        records = [
            {'key': b'k', 'value': b'v', 'headers': [
                ('text', 'caf\u00e9'.encode()), ('bytes', b'\xff\x00'), ('null', None), ('empty', b''), ('twice', b'1'),
                ('twice', b'2')]},
            {'key': None, 'value': b'no key'},
            {'key': b'', 'value': b''},
            {'key': b'\xff\x00\x01', 'value': binary},
            {'key': b'k' * 300, 'value': b'a key longer than a routing key'},
            {'key': b'gone', 'value': None},
        ]
        for number, record in enumerate(records):
            record['timestamp'] = 1700000000123 + number
        produce(self.producer(), topic, records)
        got = self.read(topic, len(records))
        self.assertEqual([body for _, _, body in got], [record['value'] or b'' for record in records])
        self.assertEqual([method.routing_key for method, _, _ in got], ['k', '', '', '', '', 'gone'])
        for number, (record, (_, properties, _)) in enumerate(zip(records, got)):
            self.assertEqual(properties.timestamp, 1700000000)
            headers = dict(properties.headers)
            self.assertEqual(headers.pop('x-stream-offset'), number)
            self.assertEqual(headers.pop('x-kafka-timestamp'), record['timestamp'])
            key = headers.pop('x-kafka-key', None)
            self.assertEqual(key.encode() if isinstance(key, str) else key, record['key'])
            self.assertEqual(headers.pop('x-kafka-tombstone', False), record['value'] is None)
            self.assertEqual(headers, {'text': 'caf\u00e9', 'bytes': b'\xff\x00', 'null': None, 'empty': '',
                                       'twice': ['1', '2']} if number == 0 else {})

    def test_each_compression(self):
        bodies = [b'%d ' % number * 200 for number in range(50)]
        for codec in ('none', 'gzip', 'snappy', 'lz4', 'zstd'):
            topic = self.topic()
            produce(self.producer(compression_codec=codec, linger_ms=100), topic,
                    [{'key': b'key', 'value': body} for body in bodies])
            got = self.read(topic, len(bodies))
            self.assertEqual([body for _, _, body in got], bodies, codec)
            self.assertEqual({method.routing_key for method, _, _ in got}, {'key'})

    def test_messages_are_records(self):
        topic = self.topic()
        channel = self.channel()
        channel.queue_bind(topic, 'amq.topic', 'orders.#')
        headers = {'text': 'caf\u00e9', 'empty': '', 'bytes': b'\xff\x00', 'int': -7, 'long': 1 << 40, 'bool': True, 'none': None,
                   'decimal': decimal.Decimal('3.14'), 'time': datetime.datetime(2023, 11, 14, 22, 13, 20),
                   'array': [1, 'two'], 'table': {'n': 1, 's': 'text'}}
        everything = pika.BasicProperties(
            content_type='text/plain', content_encoding='none', headers=headers, delivery_mode=2, priority=4,
            correlation_id='c', reply_to='r', expiration='60000', message_id='m', timestamp=1000000000, type='t',
            user_id='guest', app_id='a')
        published = [
            ('', topic, bytes(range(256)) * 300, everything),
            ('amq.topic', 'orders.eu', b'with a key', pika.BasicProperties()),
            ('amq.topic', 'orders.eu', b'own key', pika.BasicProperties(headers={'x-kafka-key': 'own'})),
            ('', topic, b'binary key', pika.BasicProperties(headers={'x-kafka-key': b'\xff\x00'})),
            ('', topic, b'', pika.BasicProperties()),
            ('amq.topic', 'orders.gone', b'', pika.BasicProperties(headers={'x-kafka-tombstone': True})),
        ]
        for message in published:
            channel.basic_publish(*message)
        records = drain(self, topic)
        self.assertEqual([(record.key(), record.value()) for record in records], [
            (None, published[0][2]), (b'orders.eu', b'with a key'), (b'own', b'own key'), (b'\xff\x00', b'binary key'),
            (None, b''), (b'orders.gone', None)])
        for record in records:
            kind, stamp = record.timestamp()
            self.assertEqual(kind, rdkafka.TIMESTAMP_CREATE_TIME)
            self.assertLess(abs(stamp / 1000 - time.time()), 120)  # when it came, whatever the publisher says
            self.assertEqual(record.headers()[-1][0], ENVELOPE)
        self.assertEqual(records[0].headers()[:-1], [
            ('text', 'caf\u00e9'.encode()), ('empty', b''), ('bytes', b'\xff\x00'), ('int', b'-7'), ('long', b'1099511627776'),
            ('bool', b'true'), ('none', None), ('decimal', b'3.14'), ('time', b'1700000000'), ('array', b'1'),
            ('array', b'two'), ('table', b'{"n":1,"s":"text"}'), ('content-type', b'text/plain'),
            ('content-encoding', b'none'), ('correlation-id', b'c'), ('reply-to', b'r'), ('expiration', b'60000'),
            ('message-id', b'm'), ('type', b't'), ('user-id', b'guest'), ('app-id', b'a'), ('priority', b'4'),
            ('timestamp', b'1000000000')])
        self.assertEqual([len(record.headers()) for record in records[1:]], [1] * 5)
        # And what AMQP reads is what AMQP wrote.
        for number, ((_, key, body, properties), (method, got, got_body)) in enumerate(
                zip(published, self.read(topic, len(published)))):
            self.assertEqual((method.routing_key, got_body), (key, body))
            self.assertEqual(got.headers, dict(properties.headers or {}, **{'x-stream-offset': number}))
            got.headers = properties.headers
            self.assertEqual(vars(got), vars(properties))

    def test_forwarded_records(self):
        """A message that Kafka's clients forward with its headers is still that message, but for what they change."""
        source, target = self.topic(), self.topic()
        channel = self.channel()
        channel.queue_bind(source, 'amq.topic', 'orders.#')
        channel.basic_publish('amq.topic', 'orders.eu', b'body',
                              pika.BasicProperties(content_type='text/plain', headers={'n': 7}))
        [record] = drain(self, source)
        headers = record.headers()
        self.assertEqual([name for name, _ in headers], ['n', 'content-type', ENVELOPE])
        produce(self.producer(), target, [
            {'key': record.key(), 'value': record.value(), 'headers': headers},
            {'key': b'orders.us', 'value': record.value(), 'headers': headers + [('step', b'priced')]},
            {'key': record.key(), 'value': None, 'headers': headers},
        ])
        same, changed, gone = self.read(target, 3)
        self.assertEqual((same[0].routing_key, same[1].content_type, same[2]), ('orders.eu', 'text/plain', b'body'))
        self.assertEqual(same[1].headers, {'n': 7, 'x-stream-offset': 0})
        self.assertEqual((changed[0].routing_key, changed[2]), ('orders.us', b'body'))
        got = dict(changed[1].headers)
        self.assertIsInstance(got.pop('x-kafka-timestamp'), int)
        self.assertEqual(got, {'n': '7', 'content-type': 'text/plain', 'step': 'priced', 'x-kafka-key': 'orders.us',
                               'x-stream-offset': 1})
        self.assertEqual((gone[0].routing_key, gone[2]), ('orders.eu', b''))
        self.assertIs(gone[1].headers['x-kafka-tombstone'], True)
        self.assertNotIn(ENVELOPE, gone[1].headers)

    def test_ten_megabytes(self):
        topic = self.topic(max_message_bytes=12000000)
        body = random.Random(1).randbytes(10 << 20)
        produce(self.producer(message_max_bytes=12000000), topic, [{'key': b'k', 'value': body}])
        channel = self.channel()
        channel.queue_bind(topic, 'amq.topic', 'large')
        channel.basic_publish('amq.topic', 'large', body[::-1])
        self.assertTrue([got for _, _, got in self.read(topic, 2)] == [body, body[::-1]])
        records = drain(self, topic)
        self.assertEqual([record.key() for record in records], [b'k', b'large'])
        self.assertTrue([record.value() for record in records] == [body, body[::-1]])

    def test_what_is_too_large_is_refused(self):
        topic = self.topic(max_message_bytes=10000)
        channel = self.channel()
        channel.basic_publish('', topic, b'x' * 5000)
        with self.assertRaises((pika.exceptions.NackError, pika.exceptions.ChannelClosedByBroker)):
            channel.basic_publish('', topic, b'x' * 10000)
        self.assertEqual([len(record.value()) for record in drain(self, topic)], [5000])

    def test_partitions_are_streams(self):
        topic = self.topic(partitions=3)
        produce(self.producer(), topic, [{'key': b'k%d' % number, 'value': b'%d' % number, 'partition': number % 3}
                                         for number in range(30)])
        for partition in range(3):
            got = self.read('%s-%d' % (topic, partition), 10)
            self.assertEqual([body for _, _, body in got], [b'%d' % number for number in range(partition, 30, 3)])
            self.assertEqual([properties.headers['x-stream-offset'] for _, properties, _ in got], list(range(10)))

    def test_a_super_stream_is_published_to(self):
        topic = self.topic(partitions=3)
        channel = self.channel()
        for number in range(9):
            channel.basic_publish(topic, str(number % 3), b'%d' % number)
        self.assertEqual([(record.partition(), record.key(), record.value()) for record in drain(self, topic, 3)],
                         [(partition, b'%d' % partition, b'%d' % number)
                          for partition in range(3) for number in range(partition, 9, 3)])
        for partition in range(3):
            self.assertEqual([body for _, _, body in self.read('%s-%d' % (topic, partition), 3)],
                             [b'%d' % number for number in range(partition, 9, 3)])


if __name__ == '__main__':
    main()
