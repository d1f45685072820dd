#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Idempotent producers and transactions: commit, abort, read_committed, offsets in a transaction, fencing, the time-out."""
from kafkasupport import KafkaTest, bodies, drain, main, partition, produce, rdkafka, take, values

WAIT = 30


class Transactions(KafkaTest):

    def transactional(self, name=None, **config):
        producer = self.producer(transactional_id=name or self.name('txn'), **config)
        producer.init_transactions(WAIT)
        return producer

    def read(self, topic, isolation, partitions=1):
        return bodies(drain(self, topic, partitions, isolation_level=isolation))

    def test_commit(self):
        topic = self.topic(partitions=2)
        producer = self.transactional()
        producer.begin_transaction()
        produce(producer, topic, [{'value': 'a', 'partition': 0}, {'value': 'b', 'partition': 1}])
        self.assertEqual(self.read(topic, 'read_committed', 2), [])
        self.assertEqual(self.read(topic, 'read_uncommitted', 2), ['a', 'b'])
        producer.commit_transaction(WAIT)
        self.assertEqual(self.read(topic, 'read_committed', 2), ['a', 'b'])

    def test_abort(self):
        topic = self.topic()
        producer = self.transactional()
        for number in range(4):
            producer.begin_transaction()
            produce(producer, topic, values('%d a' % number, '%d b' % number))
            (producer.abort_transaction if number % 2 else producer.commit_transaction)(WAIT)
        self.assertEqual(self.read(topic, 'read_committed'), ['0 a', '0 b', '2 a', '2 b'])
        self.assertEqual(len(self.read(topic, 'read_uncommitted')), 8)

    def test_markers_take_offsets(self):
        topic = self.topic()
        producer = self.transactional()
        producer.begin_transaction()
        produce(producer, topic, values('a'))
        producer.commit_transaction(WAIT)
        self.assertEqual(produce(self.producer(), topic, values('b')), [(0, 2)])
        self.assertEqual([message.offset() for message in drain(self, topic)], [0, 2])

    def test_an_open_transaction_holds_readers_of_committed_back(self):
        topic = self.topic()
        producer = self.transactional()
        producer.begin_transaction()
        produce(producer, topic, values('open'))
        produce(self.producer(), topic, values('plain'))
        self.assertEqual(self.read(topic, 'read_committed'), [])
        consumer = self.consumer(isolation_level='read_committed')
        consumer.assign([partition(topic, 0, 0)])
        producer.commit_transaction(WAIT)
        self.assertEqual(bodies(take(consumer, 2)), ['open', 'plain'])

    def test_transactions_side_by_side(self):
        topic = self.topic()
        committing, aborting = self.transactional(), self.transactional()
        committing.begin_transaction()
        aborting.begin_transaction()
        for number in range(10):
            produce(committing, topic, values('keep %d' % number))
            produce(aborting, topic, values('drop %d' % number))
        aborting.abort_transaction(WAIT)
        committing.commit_transaction(WAIT)
        self.assertEqual(self.read(topic, 'read_committed'), ['keep %d' % number for number in range(10)])

    def test_with_compression(self):
        topic = self.topic()
        for codec in ('gzip', 'snappy', 'lz4', 'zstd'):
            producer = self.transactional(compression_codec=codec)
            producer.begin_transaction()
            produce(producer, topic, values(*('%s %d' % (codec, number) * 20 for number in range(20))))
            producer.commit_transaction(WAIT)
        self.assertEqual(len(self.read(topic, 'read_committed')), 80)

    def test_consume_transform_produce(self):
        source, target, group = self.topic(), self.topic(), self.name('group')
        produce(self.producer(), source, values(*(str(number) for number in range(10))))
        consumer = self.consumer(group_id=group)
        consumer.subscribe([source])
        producer = self.transactional()
        for commits in (False, True):
            producer.begin_transaction()
            messages = take(consumer, 10)
            produce(producer, target, values(*('%s!' % body for body in bodies(messages))))
            producer.send_offsets_to_transaction([partition(source, 0, 10)], consumer.consumer_group_metadata(), WAIT)
            if commits:
                producer.commit_transaction(WAIT)
            else:
                producer.abort_transaction(WAIT)
                self.assertEqual(consumer.committed([partition(source)], 10)[0].offset, rdkafka.OFFSET_INVALID)
                consumer.seek(partition(source, 0, 0))
        self.assertEqual(consumer.committed([partition(source)], 10)[0].offset, 10)
        self.assertEqual(self.read(target, 'read_committed'), ['%d!' % number for number in range(10)])

    def test_a_zombie_is_fenced(self):
        topic, name = self.topic(), self.name('txn')
        zombie = self.transactional(name)
        zombie.begin_transaction()
        produce(zombie, topic, values('of the zombie'))
        successor = self.transactional(name)
        successor.begin_transaction()
        produce(successor, topic, values('of the successor'))
        with self.kafka_error(rdkafka.KafkaError._FENCED, rdkafka.KafkaError.INVALID_PRODUCER_EPOCH,
                              rdkafka.KafkaError.PRODUCER_FENCED) as caught:
            produce(zombie, topic, values('too late'))
            zombie.commit_transaction(WAIT)
        self.assertTrue(caught.exception.args[0].fatal() or caught.exception.args[0].txn_requires_abort())
        successor.commit_transaction(WAIT)
        self.assertEqual(self.read(topic, 'read_committed'), ['of the successor'])

    def test_a_transaction_that_takes_too_long_is_aborted(self):
        topic = self.topic()
        producer = self.transactional(transaction_timeout_ms=1500)
        producer.begin_transaction()
        produce(producer, topic, values('too slow'))
        produce(self.producer(), topic, values('plain'))
        consumer = self.consumer(isolation_level='read_committed')
        consumer.assign([partition(topic, 0, 0)])
        self.assertEqual(bodies(take(consumer, 1)), ['plain'])
        with self.assertRaises(rdkafka.KafkaException):
            producer.commit_transaction(WAIT)


class Idempotence(KafkaTest):

    def test_in_order_and_once(self):
        topic = self.topic(partitions=3)
        producer = self.producer(enable_idempotence=True, linger_ms=1, batch_num_messages=10)
        records = [{'value': str(number), 'partition': number % 3} for number in range(3000)]
        produce(producer, topic, records)
        messages = drain(self, topic, partitions=3)
        for number in range(3):
            read = [int(message.value()) for message in messages if message.partition() == number]
            self.assertEqual(read, list(range(number, 3000, 3)))

    def test_two_producers_have_sequences_of_their_own(self):
        topic = self.topic()
        first, second = self.producer(enable_idempotence=True), self.producer(enable_idempotence=True)
        for number in range(20):
            produce(first, topic, values('a%d' % number))
            produce(second, topic, values('b%d' % number))
        self.assertEqual(len(drain(self, topic)), 40)


if __name__ == '__main__':
    main()
