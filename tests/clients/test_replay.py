#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replays between the protocols: what Kafka's clients produce arrives at pika, and the other way round, with its marks."""
import os
import unittest

from kafkasupport import KafkaTest, drain, main, produce
from support import Collector, pika, publish, wait_ready
from accessbroker import HELPER, AccessBroker


@unittest.skipUnless(HELPER and os.access(HELPER, os.X_OK), 'accessbroker was not built')
class Replay(KafkaTest):

    @classmethod
    def setUpClass(cls):
        cls.broker = AccessBroker(kafka=True)
        cls.addClassCleanup(cls.broker.remove)

    def setUp(self):
        connection = pika.BlockingConnection(pika.ConnectionParameters('127.0.0.1', self.broker.port, socket_timeout=10))
        self.addCleanup(lambda: connection.is_open and connection.close())
        self.channel = connection.channel()

    def replay(self, what, source, target):
        self.assertEqual(self.broker.ask('replay-' + what, source, target), 'ok')

    def test_kafka_to_a_queue(self):
        topic, queue = self.topic(partitions=3), self.name('queue')
        records = [{'key': b'key %d' % (number % 5), 'value': b'value %d' % number, 'timestamp': 1700000000000 + number,
                    'headers': [('text', b'caf\xc3\xa9'), ('bytes', b'\xff\x00'), ('twice', b'1'), ('twice', b'2')]}
                   for number in range(500)]
        places = produce(self.producer(compression_codec='gzip'), topic, records)
        self.channel.queue_declare(queue, durable=True)
        self.replay('topic', topic, queue)
        got = Collector(self.channel, queue).wait(500).deliveries
        # Those of all partitions by their time.
        self.assertEqual([body for _, _, body in got], [record['value'] for record in records])
        for (_, properties, _), record, place in zip(got, records, places):
            headers = properties.headers
            self.assertEqual((headers['x-replayed-from-partition'], headers['x-replayed-from-offset']), place)
            self.assertEqual(headers['x-replayed-from-topic'], topic)
            self.assertGreater(headers['x-replayed-at'], record['timestamp'])
            self.assertEqual(headers['x-kafka-key'], record['key'].decode())
            self.assertEqual(headers['x-kafka-timestamp'], record['timestamp'])
            self.assertEqual((headers['text'], headers['bytes'], headers['twice']), ('café', b'\xff\x00', ['1', '2']))

    def test_a_queue_to_kafka(self):
        topic, queue = self.topic(), self.name('queue')
        self.channel.queue_declare(queue, durable=True)
        for number in range(100):
            publish(self.channel, '', queue, 'body %d' % number, headers={'number': number})
        wait_ready(self.channel, queue, 100)
        self.replay('queue', queue, topic)
        consumer = self.assigned(topic)
        messages = []
        while len(messages) < 100:
            found = consumer.consume(100, 30)
            self.assertTrue(found)
            messages += found
        self.assertEqual([message.value().decode() for message in messages], ['body %d' % number for number in range(100)])
        for number, message in enumerate(messages):
            headers = dict(message.headers())
            self.assertEqual((headers['number'], headers['x-replayed-from-queue'], headers['x-replayed-from-offset']),
                             (b'%d' % number, queue.encode(), b'%d' % number))
        wait_ready(self.channel, queue, 100)

    def test_only_what_is_committed(self):
        topic, queue = self.topic(), self.name('queue')
        for commit in (False, True):
            producer = self.producer(transactional_id=self.name('producer'))
            producer.init_transactions()
            producer.begin_transaction()
            producer.produce(topic, b'committed' if commit else b'aborted')
            (producer.commit_transaction if commit else producer.abort_transaction)()
        produce(self.producer(), topic, [{'value': b'last'}])
        self.assertEqual([message.value() for message in drain(self, topic, isolation_level='read_committed')],
                         [b'committed', b'last'])
        self.channel.queue_declare(queue, durable=True)
        self.replay('topic', topic, queue)
        self.assertEqual(Collector(self.channel, queue).wait(2).bodies(), ['committed', 'last'])


if __name__ == '__main__':
    main()
