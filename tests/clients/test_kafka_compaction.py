#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compacted topics: of each key the latest value, at its offset; tombstones, transactions, restarts, a kill -9 in between."""
import unittest

import broker as brokers
from kafkasupport import (PATIENCE, KafkaTest, drain, kafka, main, make_broker, may_stop, partition, produce, rdadmin,
                          rdkafka, take, values)

try:
    import pika
    import pika.exceptions
except ImportError:
    pika = None

WAIT = 30
INVALID_RECORD = 87


def keyed(*pairs):
    return [{'key': key, 'value': value} for key, value in pairs]


def content(messages):
    """Key, value and offset of each."""
    text = lambda data: None if data is None else data.decode()
    return [(text(message.key()), text(message.value()), message.offset()) for message in messages]


def read_all(consumer, topic):
    """What a consumer that tells of the end finds from the start to the end; it may be asked again."""
    consumer.assign([partition(topic, 0, 0)])
    messages = []

    def at_the_end():
        for message in consumer.consume(500, 0.1):
            if not message.error():
                messages.append(message)
            elif message.error().code() == rdkafka.KafkaError._PARTITION_EOF:
                return True
            else:
                raise rdkafka.KafkaException(message.error())
        return False
    brokers.wait_until(at_the_end, PATIENCE, 'the end of ' + topic)
    return content(messages)


class Compacted(KafkaTest):

    def compacted(self, **config):
        return self.topic(**dict({'cleanup_policy': 'compact', 'min_cleanable_dirty_ratio': '0'}, **config))

    def await_content(self, topic, wanted, **config):
        found, consumer = [], self.consumer(enable_partition_eof=True, **config)

        def is_there():
            found[:] = read_all(consumer, topic)
            return found == wanted
        try:
            brokers.wait_until(is_there, PATIENCE, 'compaction of ' + topic)
        except TimeoutError:
            self.assertEqual(found, wanted)
        consumer.close()

    def ends(self, topic):
        return self.consumer().get_watermark_offsets(partition(topic, 0), 10)


class Cleaning(Compacted):

    def test_the_latest_value_of_each_key(self):
        topic, latest = self.compacted(), {}
        for codec in ('none', 'gzip', 'snappy', 'lz4', 'zstd'):
            records = [('key %d' % (number % 13), '%s %d' % (codec, number) * 5) for number in range(200)]
            answers = produce(self.producer(compression_codec=codec, linger_ms=5), topic, keyed(*records))
            latest.update({key: (key, value, offset) for (key, value), (_, offset) in zip(records, answers)})
        wanted = sorted(latest.values(), key=lambda each: each[2])
        self.await_content(topic, wanted)
        self.assertEqual(self.ends(topic), (0, 1000))
        # From the middle of what is gone, and by the other library.
        self.assertEqual(content(take(self.assigned(topic, offset=500), 13)), wanted)
        self.assertEqual(content(take(self.assigned(topic, offset=wanted[5][2]), 8)), wanted[5:])
        other = self.python_consumer()
        place = kafka.TopicPartition(topic, 0)
        other.assign([place])
        found = [(each.key.decode(), each.value.decode(), each.offset) for _, each in zip(wanted, other)]
        self.assertEqual(found, wanted)
        self.assertEqual(other.end_offsets([place])[place], 1000)
        self.assertEqual(produce(self.producer(), topic, keyed(('key 0', 'next'))), [(0, 1000)])

    def test_tombstones(self):
        topic = self.compacted(delete_retention_ms=4000)
        produce(self.producer(), topic, keyed(('a', '1'), ('b', '1'), ('a', None)))
        self.await_content(topic, [('b', '1', 1), ('a', None, 2)])
        self.await_content(topic, [('b', '1', 1)])
        self.assertEqual(self.ends(topic), (0, 3))
        consumer = self.consumer(enable_partition_eof=True)
        consumer.assign([partition(topic, 0, 2)])

        def at_the_end():
            message = consumer.poll(0.1)
            return message and message.error() and message.error().code() == rdkafka.KafkaError._PARTITION_EOF
        brokers.wait_until(at_the_end, PATIENCE, 'the end, behind what is gone')

    def test_offsets_by_time(self):
        topic = self.compacted()
        producer = self.producer()
        for second, key in enumerate('abca'):
            produce(producer, topic, [{'key': key, 'value': str(second), 'timestamp': 1700000000000 + 1000 * second}])
        self.await_content(topic, [('b', '1', 1), ('c', '2', 2), ('a', '3', 3)])
        consumer = self.consumer()
        for time, offset in ((0, 1), (1700000000000, 1), (1700000001000, 1), (1700000001001, 2), (1700000003000, 3)):
            found = consumer.offsets_for_times([partition(topic, 0, time)], 10)
            self.assertEqual(found[0].offset, offset, time)

    def test_aborted_transactions(self):
        topic = self.compacted()
        producer = self.producer(transactional_id=self.name('txn'))
        producer.init_transactions(WAIT)
        offsets = []
        for number in range(6):
            producer.begin_transaction()
            offsets += produce(producer, topic, keyed(('a', '%d' % number), ('only %d' % number, 'x')))
            (producer.abort_transaction if number % 2 else producer.commit_transaction)(WAIT)
        kept = [('only %d' % number, 'x', offsets[2 * number + 1][1]) for number in (0, 2, 4)]
        kept.append(('a', '4', offsets[8][1]))
        kept.sort(key=lambda each: each[2])
        # Nothing of what was aborted is left even for those who would read it.
        for isolation in ('read_uncommitted', 'read_committed'):
            self.await_content(topic, kept, isolation_level=isolation)
        producer.begin_transaction()
        produce(producer, topic, keyed(('a', 'last')))
        producer.commit_transaction(WAIT)
        self.await_content(topic, [each for each in kept if each[0] != 'a'] + [('a', 'last', 18)],
                           isolation_level='read_committed')

    def test_an_open_transaction_is_left_alone(self):
        topic = self.compacted()
        produce(self.producer(), topic, keyed(('a', '1'), ('a', '2')))
        producer = self.producer(transactional_id=self.name('txn'))
        producer.init_transactions(WAIT)
        producer.begin_transaction()
        produce(producer, topic, keyed(('a', 'open')))
        self.await_content(topic, [('a', '2', 1), ('a', 'open', 2)], isolation_level='read_uncommitted')
        self.await_content(topic, [('a', '2', 1)], isolation_level='read_committed')
        producer.abort_transaction(WAIT)
        produce(self.producer(), topic, keyed(('b', '1')))
        self.await_content(topic, [('a', '2', 1), ('b', '1', 4)])

    def test_a_record_needs_a_key(self):
        topic = self.compacted()
        with self.kafka_error(INVALID_RECORD):
            produce(self.producer(), topic, values('no key'))
        with self.kafka_error(INVALID_RECORD):
            produce(self.producer(linger_ms=2000), topic, keyed(('a', '1'), (None, 'no key')))
        self.assertEqual(self.ends(topic), (0, 0))
        self.assertEqual(produce(self.producer(), topic, keyed(('', 'an empty one is one'))), [(0, 0)])

    @unittest.skipUnless(pika and may_stop(), 'needs pika and a broker of its own')
    def test_a_message_needs_a_key(self):
        topic = self.compacted()
        connection = pika.BlockingConnection(pika.ConnectionParameters(self.broker.host, self.broker.port))
        self.addCleanup(connection.close)
        channel = connection.channel()
        channel.confirm_delivery()
        with self.assertRaises(pika.exceptions.ChannelClosedByBroker) as closed:
            channel.basic_publish('', topic, b'no key')
        self.assertEqual(closed.exception.reply_code, 406)
        self.assertIn('key', closed.exception.reply_text)
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_publish('', topic, b'1', pika.BasicProperties(headers={'x-kafka-key': 'a'}))
        channel.queue_bind(topic, 'amq.topic', 'b')
        channel.basic_publish('amq.topic', 'b', b'2')
        channel.basic_publish('amq.topic', 'b', b'3')
        self.await_content(topic, [('a', '1', 0), ('b', '3', 2)])

    def test_settings(self):
        topic = self.compacted(max_compaction_lag_ms=60000, min_compaction_lag_ms=5)
        admin, resource = self.admin(), rdadmin.ConfigResource(rdadmin.RESOURCE_TOPIC, topic)
        found = admin.describe_configs([resource])[resource].result(PATIENCE)
        self.assertEqual([found[key].value for key in ('cleanup.policy', 'max.compaction.lag.ms', 'min.compaction.lag.ms')],
                         ['compact', '60000', '5'])
        with self.kafka_error(rdkafka.KafkaError.INVALID_CONFIG):
            self.compacted(max_compaction_lag_ms=1, min_compaction_lag_ms=5)


@unittest.skipUnless(may_stop(), 'needs a broker it may stop')
class Restarts(Compacted):

    @classmethod
    def setUpClass(cls):
        """No shared broker: every test has one of its own to end."""

    def setUp(self):
        self.broker = make_broker()
        self.addCleanup(self.broker.cleanup)
        self.broker.start()

    def test_a_restart(self):
        topic = self.compacted()
        producer = self.producer(enable_idempotence=True)
        produce(producer, topic, keyed(('a', '1'), ('b', '1'), ('a', '2'), ('b', None)))
        wanted = [('a', '2', 2), ('b', None, 3)]
        self.await_content(topic, wanted)
        for end in (self.broker.stop, self.broker.kill):
            end()
            self.broker.start()
            self.await_content(topic, wanted)
            self.assertEqual(self.ends(topic), (0, wanted[-1][2] + 1))
            # The producer goes on where it was.
            key = end.__name__
            wanted.append((key, 'x', produce(producer, topic, keyed((key, 'x')))[0][1]))

    def test_a_kill_in_between(self):
        topic = self.compacted()
        latest, producer = {}, self.producer(linger_ms=5)
        for life in range(3):
            records = [('key %d' % (number % 1500), '%d.%d ' % (life, number) * 100) for number in range(15000)]
            answers = produce(producer, topic, keyed(*records))
            latest.update({key: (key, value, offset) for (key, value), (_, offset) in zip(records, answers)})

            consumer = self.consumer()

            def has_begun():
                consumer.assign([partition(topic, 0, 0)])
                return take(consumer, 1)[0].offset() > 15000 * life
            brokers.wait_until(has_begun, PATIENCE, 'the first that goes')
            consumer.close()
            self.broker.kill()
            self.broker.start()
            found = {each[2]: each for each in content(drain(self, topic))}
            for each in latest.values():
                self.assertEqual(found.get(each[2]), each)
        self.await_content(topic, sorted(latest.values(), key=lambda each: each[2]))
        self.assertEqual(self.ends(topic), (0, 45000))


if __name__ == '__main__':
    main()
