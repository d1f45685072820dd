#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Producing and consuming: every compression, keys, headers, timestamps, acks, sizes, offsets; librdkafka and kafka-python."""
import time
import unittest

import broker as brokers
from kafkasupport import (KafkaTest, bodies, drain, kafka, main, may_stop, partition, produce, rdkafka, shared_broker, take,
                          values)

CODECS = ('none', 'gzip', 'snappy', 'lz4', 'zstd')
MEGABYTE = 1 << 20


class Records(KafkaTest):

    def test_there_and_back(self):
        topic = self.topic()
        answers = produce(self.producer(), topic, values(*('m%d' % number for number in range(1000))))
        self.assertEqual(answers, [(0, number) for number in range(1000)])
        messages = drain(self, topic)
        self.assertEqual(bodies(messages), ['m%d' % number for number in range(1000)])
        self.assertEqual([message.offset() for message in messages], list(range(1000)))

    def test_every_compression_of_librdkafka(self):
        topic = self.topic()
        text = ['%s %d ' % (codec, number) * 20 for codec in CODECS for number in range(200)]
        for index, codec in enumerate(CODECS):
            produce(self.producer(compression_codec=codec, linger_ms=50), topic, values(*text[index * 200:index * 200 + 200]))
        self.assertEqual(bodies(drain(self, topic)), text)
        self.assertEqual([record.value.decode() for record, _ in zip(self.python_consumer(topic), text)], text)

    def test_every_compression_of_kafka_python(self):
        topic = self.topic()
        text = ['%s %d ' % (codec, number) * 20 for codec in CODECS for number in range(200)]
        for index, codec in enumerate(CODECS):
            producer = self.python_producer(compression_type=None if codec == 'none' else codec, linger_ms=50)
            for value in text[index * 200:index * 200 + 200]:
                producer.send(topic, value.encode())
            producer.flush(30)
        self.assertEqual(bodies(drain(self, topic)), text)
        self.assertEqual([record.value.decode() for record, _ in zip(self.python_consumer(topic), text)], text)

    def test_keys_headers_and_timestamps(self):
        topic = self.topic()
        records = [
            {'key': b'k', 'value': b'v', 'timestamp': 1700000000123,
             'headers': [('a', b'1'), ('a', b'\x00\xff'), ('null', None), ('', b'')]},
            {'key': None, 'value': b'no key', 'timestamp': 1},
            {'key': b'', 'value': b'', 'timestamp': 1700000000124},
            {'key': b'tombstone', 'value': None, 'timestamp': 1700000000125},
            {'key': bytes(range(256)), 'value': bytes(range(256)) * 300, 'timestamp': 1700000000126},
        ]
        produce(self.producer(), topic, records)
        messages = drain(self, topic)
        for message, record in zip(messages, records):
            self.assertEqual((message.key(), message.value()), (record['key'], record['value']))
            self.assertEqual(message.timestamp(), (rdkafka.TIMESTAMP_CREATE_TIME, record['timestamp']))
            self.assertEqual(message.headers(), record.get('headers'))
        read = [record for record, _ in zip(self.python_consumer(topic), records)]
        self.assertEqual([(record.key, record.value, record.timestamp) for record in read],
                         [(record['key'], record['value'], record['timestamp']) for record in records])
        self.assertEqual(read[0].headers, records[0]['headers'])

    def test_log_append_time(self):
        topic = self.topic(message_timestamp_type='LogAppendTime')
        before = int(time.time() * 1000) - 1000
        for codec in CODECS:
            produce(self.producer(compression_codec=codec), topic, [{'value': b'x' * 100, 'timestamp': 5}] * 3)
        for message in drain(self, topic):
            kind, stamp = message.timestamp()
            self.assertEqual(kind, rdkafka.TIMESTAMP_LOG_APPEND_TIME)
            self.assertGreaterEqual(stamp, before)

    def test_acks(self):
        for acks in (0, 1, -1):
            topic = self.topic()
            producer = self.producer(acks=acks, enable_idempotence=False)
            produce(producer, topic, values(*('m%d' % number for number in range(100))))
            # With acks=0 the producer knows nothing but that it has sent them.
            messages = take(self.assigned(topic), 100)
            self.assertEqual(bodies(messages), ['m%d' % number for number in range(100)])

    def test_partitions_by_key(self):
        topic = self.topic(partitions=7)
        records = [{'key': b'key %d' % (number % 20), 'value': b'%d' % number} for number in range(400)]
        answers = produce(self.producer(), topic, records)
        where = {}
        for record, (number, _) in zip(records, answers):
            self.assertEqual(where.setdefault(record['key'], number), number)
        self.assertGreater(len(set(where.values())), 3)
        messages = drain(self, topic, partitions=7)
        self.assertEqual(len(messages), 400)
        for key in where:
            read = [int(message.value()) for message in messages if message.key() == key]
            self.assertEqual(read, sorted(read))

    def test_ten_megabytes(self):
        topic = self.topic(max_message_bytes=11 * MEGABYTE)
        body = bytes(range(256)) * (10 * MEGABYTE // 256)
        produce(self.producer(message_max_bytes=11 * MEGABYTE), topic, [{'value': body}, {'value': b'small'}, {'value': body}])
        read = [message.value() for message in take(self.assigned(topic, fetch_message_max_bytes=11 * MEGABYTE), 3)]
        self.assertEqual([len(value) for value in read], [len(body), 5, len(body)])
        self.assertEqual(read, [body, b'small', body])

    def test_a_large_message_comes_however_little_is_asked_for(self):
        topic = self.topic(max_message_bytes=3 * MEGABYTE)
        body = b'x' * (2 * MEGABYTE)
        produce(self.producer(message_max_bytes=3 * MEGABYTE), topic, [{'value': body}, {'value': b'next'}])
        consumer = self.python_consumer(topic, max_partition_fetch_bytes=1000, fetch_max_bytes=1000)
        self.assertEqual([len(record.value) for record, _ in zip(consumer, range(2))], [len(body), 4])

    def test_too_large_is_refused(self):
        topic = self.topic(max_message_bytes=20000)
        with self.kafka_error(rdkafka.KafkaError.MSG_SIZE_TOO_LARGE):
            produce(self.producer(), topic, [{'value': b'x' * 30000}])
        produce(self.producer(), topic, values('fits'))
        self.assertEqual(bodies(drain(self, topic)), ['fits'])

    def test_compacted_topics_take_no_record_without_a_key(self):
        topic = self.topic(cleanup_policy='compact')
        with self.kafka_error(rdkafka.KafkaError.INVALID_RECORD, rdkafka.KafkaError._INVALID_ARG):
            produce(self.producer(), topic, values('no key'))
        produce(self.producer(), topic, [{'key': b'k', 'value': b'v'}])
        self.assertEqual(bodies(drain(self, topic)), ['v'])

    def test_unknown_partition(self):
        topic = self.topic(partitions=2)
        with self.kafka_error(rdkafka.KafkaError._UNKNOWN_PARTITION):
            produce(self.producer(), topic, [{'value': b'x', 'partition': 2}])


class Offsets(KafkaTest):

    def filled(self, count=100, **config):
        topic = self.topic(**config)
        produce(self.producer(), topic, [{'value': b'%d' % number, 'timestamp': 1700000000000 + number * 1000}
                                         for number in range(count)])
        return topic

    def at_the_end(self, consumer):
        """Returns when the consumer has seen the end of its partition, and nothing else."""
        def seen():
            message = consumer.poll(0.1)
            return message and message.error() and message.error().code() == rdkafka.KafkaError._PARTITION_EOF
        brokers.wait_until(seen, 30, 'the end')

    def test_watermarks(self):
        topic = self.filled()
        consumer = self.consumer()
        self.assertEqual(consumer.get_watermark_offsets(partition(topic), 10), (0, 100))
        self.assertEqual(consumer.get_watermark_offsets(partition(self.topic()), 10), (0, 0))

    def test_from_any_offset(self):
        topic = self.filled()
        for offset in (0, 1, 50, 99):
            message = take(self.assigned(topic, offset=offset), 1)[0]
            self.assertEqual((message.offset(), message.value()), (offset, b'%d' % offset))
        consumer = self.python_consumer()
        consumer.assign([kafka.TopicPartition(topic, 0)])
        consumer.seek(kafka.TopicPartition(topic, 0), 42)
        self.assertEqual(next(consumer).value, b'42')

    def test_by_timestamp(self):
        topic = self.filled()
        consumer = self.consumer()
        wanted = {1700000000000: 0, 1600000000000: 0, 1700000042000: 42, 1700000041001: 42, 1700000099000: 99}
        for stamp, offset in wanted.items():
            found = consumer.offsets_for_times([partition(topic, 0, stamp)], 10)[0]
            self.assertEqual(found.offset, offset, stamp)
        self.assertEqual(consumer.offsets_for_times([partition(topic, 0, 1800000000000)], 10)[0].offset, rdkafka.OFFSET_END)
        python = self.python_consumer()
        place = kafka.TopicPartition(topic, 0)
        found = python.offsets_for_times({place: 1700000042000})[place]
        self.assertEqual((found.offset, found.timestamp), (42, 1700000042000))
        self.assertIsNone(python.offsets_for_times({place: 1800000000000})[place])

    def test_by_timestamp_within_a_batch(self):
        topic = self.topic()
        records = [{'value': b'%d' % number, 'timestamp': 1700000000000 + number} for number in (5, 3, 9, 1, 9)]
        for codec in CODECS:
            produce(self.producer(linger_ms=100, compression_codec=codec), topic, records)
        found = self.consumer().offsets_for_times([partition(topic, 0, 1700000000006)], 10)[0]
        self.assertEqual(found.offset, 2)

    def test_first_and_last(self):
        topic = self.filled()
        self.assertEqual(take(self.assigned(topic, offset=rdkafka.OFFSET_BEGINNING), 1)[0].offset(), 0)
        consumer = self.assigned(topic, offset=rdkafka.OFFSET_END, enable_partition_eof=True)
        self.at_the_end(consumer)
        produce(self.producer(), topic, values('next'))
        self.assertEqual(bodies(take(consumer, 1)), ['next'])

    def test_out_of_range(self):
        topic = self.filled()
        self.assertEqual(take(self.assigned(topic, offset=5000, auto_offset_reset='earliest'), 1)[0].offset(), 0)
        consumer = self.assigned(topic, offset=5000, auto_offset_reset='error')
        with self.kafka_error(rdkafka.KafkaError._AUTO_OFFSET_RESET, rdkafka.KafkaError.OFFSET_OUT_OF_RANGE):
            take(consumer, 1)

    def test_a_waiting_fetch_is_answered_when_something_comes(self):
        topic = self.filled(1)
        consumer = self.assigned(topic, offset=1, fetch_wait_max_ms=20000, enable_partition_eof=True)
        self.at_the_end(consumer)
        started = time.monotonic()
        produce(self.producer(), topic, values('wake up'))
        self.assertEqual(bodies(take(consumer, 1)), ['wake up'])
        self.assertLess(time.monotonic() - started, 10)


class AutoCreation(KafkaTest):

    def test_by_producing(self):
        topic = self.name()
        self.assertEqual(produce(self.producer(), topic, values('first')), [(0, 0)])
        self.assertEqual(bodies(drain(self, topic)), ['first'])

    def test_by_kafka_python(self):
        topic = self.name()
        self.assertEqual(self.python_producer().send(topic, b'first').get(30).offset, 0)

    def test_not_by_a_consumer_that_says_no(self):
        topic = self.name()
        consumer = self.assigned(topic, allow_auto_create_topics=False)
        described = consumer.list_topics(topic, timeout=10).topics[topic]
        self.assertEqual(described.error.code(), rdkafka.KafkaError.UNKNOWN_TOPIC_OR_PART)
        self.assertNotIn(topic, self.admin().list_topics(timeout=10).topics)

    def test_no_such_names(self):
        for name in ('a/b', 'a b', 'a' * 250, '..'):
            with self.kafka_error(rdkafka.KafkaError.TOPIC_EXCEPTION, rdkafka.KafkaError._UNKNOWN_TOPIC):
                produce(self.producer(message_timeout_ms=5000), name, values('x'))


@unittest.skipUnless(may_stop(), 'needs a broker with options of its own')
class NoAutoCreation(KafkaTest):

    @classmethod
    def setUpClass(cls):
        cls.broker = shared_broker(('--kafka-auto-create', 'off', '--kafka-partitions', '3'))

    def test_nobody_makes_a_topic_by_the_way(self):
        topic = self.name()
        with self.kafka_error(rdkafka.KafkaError.UNKNOWN_TOPIC_OR_PART, rdkafka.KafkaError._UNKNOWN_TOPIC,
                              rdkafka.KafkaError._MSG_TIMED_OUT):
            produce(self.producer(message_timeout_ms=4000, topic_metadata_propagation_max_ms=500), topic, values('x'))
        with self.assertRaises((kafka.errors.KafkaTimeoutError, kafka.errors.UnknownTopicOrPartitionError)):
            self.python_producer(max_block_ms=2000).send(topic, b'x')
        self.assertNotIn(topic, self.admin().list_topics(timeout=10).topics)

    def test_on_purpose_it_goes(self):
        topic = self.topic(partitions=-1)
        self.assertEqual(len(self.admin().list_topics(topic, timeout=10).topics[topic].partitions), 3)
        produce(self.producer(), topic, [{'value': 'x', 'partition': 2}])


if __name__ == '__main__':
    main()
