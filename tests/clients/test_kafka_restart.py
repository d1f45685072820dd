#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clean stop and a kill -9 leave of topics, groups, transactions and idempotent producers."""
import threading
import unittest

import broker as brokers
from kafkasupport import (KafkaTest, Member, bodies, drain, main, make_broker, may_stop, partition, produce, rdadmin,
                          take, values, wait_shares)


@unittest.skipUnless(may_stop(), 'needs a broker it may stop')
class Restarts:

    @classmethod
    def setUpClass(cls):
        """No shared broker: every test has one of its own to end."""

    def end(self):
        raise NotImplementedError

    def setUp(self):
        self.broker = make_broker()
        self.addCleanup(self.broker.cleanup)
        self.broker.start()

    def restart(self):
        self.end()
        self.broker.start()

    def test_topics_records_and_settings(self):
        topic = self.topic(partitions=3, retention_ms=86400000, max_message_bytes=70000)
        text = ['%d ' % number * 20 for number in range(300)]
        for codec in ('none', 'zstd'):
            produce(self.producer(compression_codec=codec), topic,
                    [{'value': value, 'partition': index % 3, 'headers': [('n', b'%d' % index)]}
                     for index, value in enumerate(text)])
        identity = self.admin().list_topics(timeout=10).cluster_id
        before = drain(self, topic, partitions=3)
        self.assertEqual(len(before), 600)
        self.restart()
        self.assertEqual(self.admin().list_topics(timeout=10).cluster_id, identity)
        after = drain(self, topic, partitions=3)
        whole = [(each.partition(), each.offset(), each.value(), each.headers(), each.timestamp()) for each in before]
        self.assertEqual([(each.partition(), each.offset(), each.value(), each.headers(), each.timestamp()) for each in after],
                         whole)
        admin, resource = self.admin(), rdadmin.ConfigResource(rdadmin.RESOURCE_TOPIC, topic)
        found = admin.describe_configs([resource])[resource].result(30)
        self.assertEqual([found[key].value for key in ('retention.ms', 'max.message.bytes')], ['86400000', '70000'])
        self.assertEqual(produce(self.producer(), topic, [{'value': 'next', 'partition': 1}]), [(1, 200)])

    def test_deleted_topics_stay_deleted(self):
        topic, kept = self.topic(), self.topic()
        admin = self.admin()
        admin.delete_topics([topic])[topic].result(30)
        self.restart()
        topics = self.admin().list_topics(timeout=10).topics
        self.assertNotIn(topic, topics)
        self.assertIn(kept, topics)

    def test_committed_offsets(self):
        topic, group = self.topic(partitions=2), self.name('group')
        produce(self.producer(), topic, [{'value': str(number), 'partition': number % 2} for number in range(20)])
        consumer = self.consumer(group_id=group)
        consumer.commit(offsets=[partition(topic, 0, 3), partition(topic, 1, 9)], asynchronous=False)
        consumer.commit(offsets=[partition(topic, 0, 4)], asynchronous=False)
        consumer.close()
        self.restart()
        consumer = self.consumer(group_id=group)
        found = consumer.committed([partition(topic, 0), partition(topic, 1)], 10)
        self.assertEqual([each.offset for each in found], [4, 9])
        self.assertIn((group, ''), self.python_admin().list_consumer_groups())
        consumer.subscribe([topic])
        self.assertEqual(sorted(bodies(take(consumer, 7)), key=int), ['8', '10', '12', '14', '16', '18', '19'])

    def test_a_group_goes_on_over_restarts(self):
        topic, group = self.topic(partitions=4), self.name('group')
        members = [Member(self, group, topic) for _ in range(2)]
        wait_shares(members, [2, 2])
        wanted = set()
        for life in range(3):
            new = ['%d.%d' % (life, number) for number in range(40)]
            produce(self.producer(), topic, [{'value': value, 'partition': index % 4} for index, value in enumerate(new)])
            wanted |= set(new)

            def everything_came():
                for member in members:
                    if member.error:
                        raise member.error
                return {body for member in members for body in bodies(member.messages)} >= wanted
            brokers.wait_until(everything_came, 60, 'all messages')
            self.restart()

    def test_transactions(self):
        topic = self.topic()
        producer = self.producer(transactional_id='txn')
        producer.init_transactions(30)
        for number in range(4):
            producer.begin_transaction()
            produce(producer, topic, values('txn %d' % number))
            (producer.abort_transaction if number % 2 else producer.commit_transaction)(30)
        producer.begin_transaction()
        produce(producer, topic, values('open'))
        self.restart()
        committed = {'isolation_level': 'read_committed'}
        self.assertEqual(bodies(drain(self, topic, **committed)), ['txn 0', 'txn 2'])
        # Who comes with the same id ends what was left open.
        successor = self.producer(transactional_id='txn')
        successor.init_transactions(30)
        successor.begin_transaction()
        produce(successor, topic, values('after'))
        successor.commit_transaction(30)
        self.assertEqual(bodies(drain(self, topic, **committed)), ['txn 0', 'txn 2', 'after'])

    def test_idempotence_across_the_end(self):
        """A producer that goes on while the broker ends and comes back: everything is there once, in order."""
        topic = self.topic(partitions=2)
        producer = self.producer(enable_idempotence=True, linger_ms=2, batch_num_messages=20, retry_backoff_ms=20,
                                 reconnect_backoff_max_ms=200, message_timeout_ms=60000)
        failures, acknowledged, sent = [], [0], [0]
        enough = threading.Event()

        def answered(error, _message):
            acknowledged[0] += 1
            if error:
                failures.append(error)

        def load():
            while not enough.is_set():
                producer.produce(topic, '%d' % sent[0], partition=sent[0] % 2, on_delivery=answered)
                sent[0] += 1
                producer.poll(0.0005)
                while len(producer) > 5000:
                    producer.poll(0.05)
        thread = threading.Thread(target=load, daemon=True)
        thread.start()
        self.addCleanup(enough.set)
        for life in range(3):
            brokers.wait_until(lambda: acknowledged[0] > 500 * (life + 1), 30, 'acknowledgements')
            self.restart()
        brokers.wait_until(lambda: acknowledged[0] > 2500, 60, 'acknowledgements of the last life')
        enough.set()
        thread.join(30)
        self.assertEqual(producer.flush(60), 0)
        self.assertEqual(failures, [])
        messages = drain(self, topic, partitions=2)
        for number in range(2):
            read = [int(message.value()) for message in messages if message.partition() == number]
            self.assertEqual(read, list(range(number, sent[0], 2)))


class CleanStop(Restarts, KafkaTest):

    def end(self):
        self.assertEqual(self.broker.stop(), 0)


class Kill(Restarts, KafkaTest):

    def end(self):
        self.broker.kill()


if __name__ == '__main__':
    main()
