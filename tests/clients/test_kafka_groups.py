#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consumer groups: members that join, leave and crash, rebalances of each kind, static members, committed offsets."""
import broker as brokers
from kafkasupport import (Child, KafkaTest, Member, bodies, kafka, main, partition, produce, rdadmin, rdkafka, take,
                          values, wait_shares)
from kafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor


def received(members):
    return [message.value() for member in members for message in member.messages]


class Membership(KafkaTest):

    def numbers(self, topic, first, count):
        """Produces numbers over all partitions."""
        produce(self.producer(partitioner='random', sticky_partitioning_linger_ms=0), topic,
                values(*(str(number) for number in range(first, first + count))))
        return {b'%d' % number for number in range(first, first + count)}

    def wait_received(self, members, wanted):
        brokers.wait_until(lambda: set(received(members)) >= wanted, 30, '%d messages' % len(wanted))

    def test_three_join_leave_and_crash(self):
        topic, group = self.topic(partitions=6), self.name('group')
        first = Member(self, group, topic)
        wait_shares([first], [6])
        second = Member(self, group, topic)
        wait_shares([first, second], [3, 3])
        third = Member(self, group, topic)
        members = [first, second, third]
        wait_shares(members, [2, 2, 2])

        wanted = self.numbers(topic, 0, 300)
        self.wait_received(members, wanted)
        self.assertEqual(len(received(members)), 300, 'each message goes to one member')
        for member in members:
            self.assertEqual({message.partition() for message in member.messages} - member.assignment, set())

        third.leave()
        wait_shares([first, second], [3, 3])
        crashing = Child(self, group, topic)
        crashing.wait_assigned()
        wait_shares([first, second], [2, 2])
        crashing.crash()
        wait_shares([first, second], [3, 3])
        wanted |= self.numbers(topic, 300, 300)
        self.wait_received(members, wanted)

    def test_what_a_crashed_member_did_not_commit_comes_again(self):
        topic, group = self.topic(partitions=2), self.name('group')
        wanted = self.numbers(topic, 0, 100)
        crashing = Child(self, group, topic)
        self.assertEqual(crashing.wait_assigned(), {0, 1})
        crashing.crash()
        member = Member(self, group, topic)
        self.wait_received([member], wanted)

    def test_more_members_than_partitions(self):
        topic, group = self.topic(partitions=2), self.name('group')
        members = [Member(self, group, topic) for _ in range(3)]
        wait_shares(members, [0, 1, 1])

    def test_cooperative_rebalance(self):
        topic, group = self.topic(partitions=6), self.name('group')
        strategy = {'partition_assignment_strategy': 'cooperative-sticky'}
        first = Member(self, group, topic, **strategy)
        wait_shares([first], [6])
        second = Member(self, group, topic, **strategy)
        wait_shares([first, second], [3, 3])
        self.wait_received([first, second], self.numbers(topic, 0, 200))
        second.leave()
        wait_shares([first], [6])

    def test_static_member_comes_back(self):
        topic, group = self.topic(partitions=4), self.name('group')
        first = Member(self, group, topic, group_instance_id='one')
        second = Member(self, group, topic, group_instance_id='two')
        wait_shares([first, second], [2, 2])
        held, changes = second.assignment, first.assignments
        second.leave()
        again = Member(self, group, topic, group_instance_id='two')
        brokers.wait_until(lambda: again.assignment, 30, 'an assignment')
        self.assertEqual(again.assignment, held)
        self.assertEqual(first.assignments, changes, 'a static member that returns moves nothing')

    def test_members_of_both_libraries(self):
        topic, group = self.topic(partitions=4), self.name('group')
        member = Member(self, group, topic, partition_assignment_strategy='roundrobin')
        wait_shares([member], [4])
        other = self.python_consumer(
            topic, group_id=group, session_timeout_ms=6000, heartbeat_interval_ms=500,
            partition_assignment_strategy=[RoundRobinPartitionAssignor])

        def shared():
            other.poll(100)
            return len(other.assignment()) == 2 and len(member.assignment) == 2
        brokers.wait_until(shared, 30, 'two partitions each')
        self.assertEqual({each.partition for each in other.assignment()} | member.assignment, {0, 1, 2, 3})

    def test_a_member_that_does_not_poll_is_let_go(self):
        topic, group = self.topic(partitions=2), self.name('group')
        silent = self.consumer(group_id=group, max_poll_interval_ms=6000)
        silent.subscribe([topic])
        brokers.wait_until(lambda: silent.poll(0.1) or silent.assignment(), 30, 'an assignment')
        member = Member(self, group, topic)
        wait_shares([member], [2])

    def test_partitions_are_added_under_a_group(self):
        topic, group = self.topic(partitions=2), self.name('group')
        member = Member(self, group, topic, topic_metadata_refresh_interval_ms=500)
        wait_shares([member], [2])
        admin = self.admin()
        admin.create_partitions([rdadmin.NewPartitions(topic, 5)])[topic].result(30)
        wait_shares([member], [5])


class Commits(KafkaTest):

    def test_go_on_where_the_group_was(self):
        topic, group = self.topic(), self.name('group')
        produce(self.producer(), topic, values(*(str(number) for number in range(20))))
        consumer = self.consumer(group_id=group)
        consumer.subscribe([topic])
        consumer.commit(take(consumer, 7)[-1], asynchronous=False)
        consumer.close()
        consumer = self.consumer(group_id=group)
        consumer.subscribe([topic])
        self.assertEqual(bodies(take(consumer, 13)), [str(number) for number in range(7, 20)])

    def test_committed_offsets_and_metadata(self):
        topic, group = self.topic(partitions=3), self.name('group')
        produce(self.producer(), topic, [{'value': b'x', 'partition': number % 3} for number in range(30)])
        consumer = self.consumer(group_id=group)
        self.assertEqual([each.offset for each in consumer.committed([partition(topic, n) for n in range(3)], 10)],
                         [rdkafka.OFFSET_INVALID] * 3)
        consumer.commit(offsets=[partition(topic, 0, 4), partition(topic, 1, 9)], asynchronous=False)
        found = consumer.committed([partition(topic, n) for n in range(3)], 10)
        self.assertEqual([each.offset for each in found], [4, 9, rdkafka.OFFSET_INVALID])

        python = self.python_consumer(group_id=group + '.python', enable_auto_commit=False)
        place = kafka.TopicPartition(topic, 2)
        python.assign([place])
        python.commit({place: kafka.OffsetAndMetadata(3, 'where I was, \u20ac')})
        self.assertEqual(python.committed(place, metadata=True), kafka.OffsetAndMetadata(3, 'where I was, \u20ac'))

    def test_groups_do_not_disturb_each_other(self):
        topic = self.topic()
        produce(self.producer(), topic, values('a', 'b', 'c'))
        for _ in range(3):
            consumer = self.consumer()
            consumer.subscribe([topic])
            self.assertEqual(bodies(take(consumer, 3)), ['a', 'b', 'c'])
            consumer.commit(asynchronous=False)

    def test_a_commit_of_a_member_that_was_let_go_is_refused(self):
        topic, group = self.topic(), self.name('group')
        produce(self.producer(), topic, values('a'))
        old = self.consumer(group_id=group, max_poll_interval_ms=6000)
        old.subscribe([topic])
        message = take(old, 1)[0]
        new = Member(self, group, topic, commit=False)
        # Nobody polls the old one any more: it leaves, and the partition is the new one's.
        wait_shares([new], [1])
        with self.kafka_error(rdkafka.KafkaError.UNKNOWN_MEMBER_ID, rdkafka.KafkaError.ILLEGAL_GENERATION,
                              rdkafka.KafkaError._STATE):
            old.commit(message, asynchronous=False)
        self.assertEqual(old.committed([partition(topic)], 10)[0].offset, rdkafka.OFFSET_INVALID)


if __name__ == '__main__':
    main()
