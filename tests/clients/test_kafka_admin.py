#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Administration: topics, partitions, settings, groups and their offsets, the cluster; librdkafka and kafka-python."""
import unittest

import broker as brokers
from kafkasupport import (PATIENCE, KafkaTest, Member, bodies, drain, kafka, main, make_broker, may_stop, partition, produce,
                          rdadmin, rdkafka, take, values, wait_shares)


class Topics(KafkaTest):

    def described(self, topic):
        return self.admin().list_topics(topic, timeout=10).topics[topic]

    def settings(self, topic):
        resource = rdadmin.ConfigResource(rdadmin.RESOURCE_TOPIC, topic)
        admin = self.admin()
        return admin.describe_configs([resource])[resource].result(PATIENCE)

    def test_create_and_delete(self):
        topic = self.topic(partitions=12)
        found = self.described(topic)
        self.assertIsNone(found.error)
        self.assertEqual(sorted(found.partitions), list(range(12)))
        for part in found.partitions.values():
            self.assertEqual((part.leader, part.replicas, part.isrs), (part.replicas[0], part.isrs, [part.leader]))
        self.assertIn(topic, self.admin().list_topics(timeout=10).topics)

        produce(self.producer(), topic, values('x'))
        admin = self.admin()
        admin.delete_topics([topic])[topic].result(PATIENCE)
        self.assertNotIn(topic, self.admin().list_topics(timeout=10).topics)

    def test_a_topic_made_again_is_empty(self):
        topic = self.topic()
        produce(self.producer(), topic, values('old'))
        admin = self.admin()
        admin.delete_topics([topic])[topic].result(PATIENCE)
        self.topic(name=topic)
        self.assertEqual(produce(self.producer(), topic, values('new')), [(0, 0)])
        self.assertEqual(bodies(drain(self, topic)), ['new'])

    def test_refusals(self):
        topic = self.topic()
        refused = {
            rdkafka.KafkaError.TOPIC_ALREADY_EXISTS: {'name': topic},
            rdkafka.KafkaError.INVALID_PARTITIONS: {'name': self.name(), 'partitions': 0},
            rdkafka.KafkaError.TOPIC_EXCEPTION: {'name': 'not/a name'},
            rdkafka.KafkaError.INVALID_CONFIG: {'name': self.name(), 'cleanup_policy': 'shred'},
        }
        for code, arguments in refused.items():
            with self.subTest(arguments), self.kafka_error(code, rdkafka.KafkaError._INVALID_ARG):
                self.topic(**arguments)
        admin = self.admin()
        unknown = self.name()
        with self.kafka_error(rdkafka.KafkaError.UNKNOWN_TOPIC_OR_PART):
            admin.delete_topics([unknown])[unknown].result(PATIENCE)
        with self.kafka_error(rdkafka.KafkaError.UNKNOWN_TOPIC_OR_PART):
            admin.create_partitions([rdadmin.NewPartitions(unknown, 3)])[unknown].result(PATIENCE)
        with self.kafka_error(rdkafka.KafkaError.INVALID_PARTITIONS):
            admin.create_partitions([rdadmin.NewPartitions(topic, 1)])[topic].result(PATIENCE)

    def test_replicas_there_are_not(self):
        admin, name = self.admin(), self.name()
        with self.kafka_error(rdkafka.KafkaError.INVALID_REPLICATION_FACTOR):
            admin.create_topics([rdadmin.NewTopic(name, 1, 3)])[name].result(PATIENCE)

    def test_only_validated(self):
        admin, name = self.admin(), self.name()
        admin.create_topics([rdadmin.NewTopic(name, 1, 1)], validate_only=True)[name].result(PATIENCE)
        self.assertNotIn(name, self.admin().list_topics(timeout=10).topics)

    def test_add_partitions(self):
        topic = self.topic(partitions=2)
        produce(self.producer(), topic, [{'value': 'old', 'partition': 1}])
        admin = self.admin()
        admin.create_partitions([rdadmin.NewPartitions(topic, 5)])[topic].result(PATIENCE)
        self.assertEqual(sorted(self.described(topic).partitions), list(range(5)))
        self.assertEqual(produce(self.producer(), topic, [{'value': 'new', 'partition': 4}]), [(4, 0)])
        self.assertEqual(bodies(drain(self, topic, partitions=5)), ['old', 'new'])

    def test_settings(self):
        topic = self.topic(retention_ms=86400000, cleanup_policy='compact')
        found = self.settings(topic)
        self.assertEqual(found['retention.ms'].value, '86400000')
        self.assertEqual(found['cleanup.policy'].value, 'compact')
        for setting in ('max.message.bytes', 'retention.bytes', 'delete.retention.ms', 'message.timestamp.type'):
            self.assertIn(setting, found)
        resource = rdadmin.ConfigResource(rdadmin.RESOURCE_TOPIC, topic,
                                          set_config={'retention.ms': '1000000', 'max.message.bytes': '5000'})
        admin = self.admin()
        admin.alter_configs([resource])[resource].result(PATIENCE)
        found = self.settings(topic)
        # What this call does not name goes back to its default.
        self.assertEqual([found[key].value for key in ('retention.ms', 'max.message.bytes', 'cleanup.policy')],
                         ['1000000', '5000', 'delete'])
        with self.kafka_error(rdkafka.KafkaError.MSG_SIZE_TOO_LARGE):
            produce(self.producer(), topic, [{'value': b'x' * 10000}])

    def test_settings_by_kafka_python(self):
        topic, admin = self.topic(), self.python_admin()
        resource = kafka.admin.ConfigResource(kafka.admin.ConfigResourceType.TOPIC, topic, {'retention.ms': '7000000'})
        admin.alter_configs([resource])
        found = admin.describe_configs([kafka.admin.ConfigResource(kafka.admin.ConfigResourceType.TOPIC, topic)])
        pairs = {entry[0]: entry[1] for answer in found for entry in answer.resources[0][4]}
        self.assertEqual(pairs['retention.ms'], '7000000')

    def test_settings_that_make_no_sense(self):
        topic = self.topic()
        admin = self.admin()
        for settings in ({'retention.ms': 'soon'}, {'max.message.bytes': '-7'}):
            resource = rdadmin.ConfigResource(rdadmin.RESOURCE_TOPIC, topic, set_config=settings)
            with self.kafka_error(rdkafka.KafkaError.INVALID_CONFIG, rdkafka.KafkaError.INVALID_REQUEST):
                admin.alter_configs([resource])[resource].result(PATIENCE)

    def test_topics_by_kafka_python(self):
        admin, name = self.python_admin(), self.name()
        admin.create_topics([kafka.admin.NewTopic(name, 3, 1)])
        self.assertIn(name, admin.list_topics())
        self.assertEqual(len(admin.describe_topics([name])[0]['partitions']), 3)
        admin.create_partitions({name: kafka.admin.NewPartitions(4)})
        self.assertEqual(len(admin.describe_topics([name])[0]['partitions']), 4)
        admin.delete_topics([name])
        self.assertNotIn(name, admin.list_topics())
        with self.assertRaises(kafka.errors.UnknownTopicOrPartitionError):
            admin.delete_topics([name])

    def test_the_cluster(self):
        found = self.admin().list_topics(timeout=10)
        self.assertTrue(found.cluster_id)
        self.assertEqual(list(found.brokers), [found.controller_id])
        only = found.brokers[found.controller_id]
        self.assertEqual((only.host, only.port), ('127.0.0.1', self.broker.kafka_port))
        described = self.python_admin().describe_cluster()
        self.assertEqual((described['cluster_id'], described['controller_id']), (found.cluster_id, found.controller_id))


class Groups(KafkaTest):

    def committed(self, group, topic, offset=2):
        """A group without members that has committed."""
        consumer = self.consumer(group_id=group)
        consumer.commit(offsets=[partition(topic, 0, offset)], asynchronous=False)
        consumer.close()

    def listed(self):
        return dict(self.python_admin().list_consumer_groups())

    def test_list_and_describe(self):
        topic, group = self.topic(partitions=4), self.name('group')
        members = [Member(self, group, topic), Member(self, group, topic, client_id='by name')]
        wait_shares(members, [2, 2])
        self.assertEqual(self.listed()[group], 'consumer')
        found = {each.id: each for each in self.admin().list_groups(timeout=10)}[group]
        self.assertEqual((found.state, found.protocol_type, len(found.members)), ('Stable', 'consumer', 2))
        self.assertIn('by name', [member.client_id for member in found.members])
        described = self.python_admin().describe_consumer_groups([group])[0]
        self.assertEqual((described.state, described.protocol, len(described.members)), ('Stable', 'range', 2))
        held = sorted(number for member in described.members for number in member.member_assignment.assignment[0][1])
        self.assertEqual(held, [0, 1, 2, 3])
        for member in members:
            member.leave()
        brokers.wait_until(lambda: self.python_admin().describe_consumer_groups([group])[0].state in ('Empty', 'Dead'), 30,
                           'a group without members')

    def test_offsets_of_a_group(self):
        topic, group = self.topic(), self.name('group')
        produce(self.producer(), topic, values('a', 'b', 'c'))
        self.committed(group, topic)
        found = self.python_admin().list_consumer_group_offsets(group)
        self.assertEqual({(place.topic, place.partition): offset.offset for place, offset in found.items()}, {(topic, 0): 2})

    def test_delete(self):
        topic, group = self.topic(), self.name('group')
        self.committed(group, topic)
        admin = self.python_admin()
        self.assertEqual(admin.delete_consumer_groups([group]), [(group, kafka.errors.NoError)])
        self.assertNotIn(group, self.listed())
        self.assertEqual(self.consumer(group_id=group).committed([partition(topic)], 10)[0].offset, rdkafka.OFFSET_INVALID)
        self.assertEqual(admin.delete_consumer_groups([group])[0][1], kafka.errors.GroupIdNotFoundError)

    def test_a_group_with_members_stays(self):
        topic, group = self.topic(), self.name('group')
        member = Member(self, group, topic)
        wait_shares([member], [1])
        self.assertEqual(self.python_admin().delete_consumer_groups([group])[0][1], kafka.errors.NonEmptyGroupError)
        self.assertIn(group, self.listed())

    def test_reset(self):
        topic, group = self.topic(), self.name('group')
        produce(self.producer(), topic, [{'value': str(number), 'timestamp': 1700000000000 + number} for number in range(10)])
        self.committed(group, topic, 8)
        resetting = self.consumer(group_id=group)
        place = resetting.offsets_for_times([partition(topic, 0, 1700000000004)], 10)[0]
        resetting.commit(offsets=[place], asynchronous=False)
        resetting.close()
        consumer = self.consumer(group_id=group)
        consumer.subscribe([topic])
        self.assertEqual(bodies(take(consumer, 6)), [str(number) for number in range(4, 10)])

    def test_a_deleted_topic_takes_its_offsets_along(self):
        topic, group = self.topic(), self.name('group')
        produce(self.producer(), topic, values('a', 'b', 'c'))
        self.committed(group, topic)
        admin = self.admin()
        admin.delete_topics([topic])[topic].result(PATIENCE)
        self.topic(name=topic)
        self.assertEqual(self.consumer(group_id=group).committed([partition(topic)], 10)[0].offset, rdkafka.OFFSET_INVALID)


class Advertised(unittest.TestCase):

    @unittest.skipUnless(may_stop(), 'it starts a broker of its own')
    def test_clients_are_sent_to_the_address_that_is_advertised(self):
        with make_broker(('--kafka-advertised', 'kafka.example:19092')) as broker:
            admin = rdadmin.AdminClient({'bootstrap.servers': '%s:%d' % (broker.host, broker.kafka_port)})
            found = admin.list_topics(timeout=PATIENCE).brokers
            self.assertEqual([(each.host, each.port) for each in found.values()], [('kafka.example', 19092)])


if __name__ == '__main__':
    main()
