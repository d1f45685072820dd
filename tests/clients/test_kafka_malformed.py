#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no client should send, and what old clients send: unknown requests and versions, lying sizes, damaged records, message
formats of before 2017. Nothing of it may disturb anybody else."""
import gzip
import struct

import rawkafka as raw
from kafkasupport import KafkaTest, bodies, drain, kafka, main, may_stop, produce, values

INVALID_TIMESTAMP, MESSAGE_TOO_LARGE, INVALID_REQUIRED_ACKS = 32, 10, 21


class RawTest(KafkaTest):

    def raw(self):
        connection = raw.Connection((self.broker.host, self.broker.kafka_port))
        self.addCleanup(connection.close)
        return connection

    def assert_closed(self, content):
        """The connection is closed without an answer, and the broker serves on."""
        connection = self.raw()
        connection.send(content)
        self.assertEqual(connection.until_closed(), b'')
        self.assert_serves()

    def assert_serves(self):
        self.assertEqual(self.raw().call(raw.request(raw.API_VERSIONS, 0, correlation=7), 7)[:2], b'\0\0')


class Requests(RawTest):

    def test_api_versions(self):
        body = self.raw().call(raw.request(raw.API_VERSIONS, 0))
        error, count = struct.unpack('>hi', body[:6])
        ranges = {struct.unpack('>h', body[at:at + 2])[0]: struct.unpack('>hh', body[at + 2:at + 6])
                  for at in range(6, 6 + count * 6, 6)}
        self.assertEqual((error, len(ranges)), (0, count))
        for api in (*range(4), *range(8, 27), 32, 33, 36, 37, 42, 44, 47, 60, 61, 65, 66):
            self.assertIn(api, ranges)
        for lowest, highest in ranges.values():
            self.assertLessEqual(lowest, highest)

    def test_a_version_of_api_versions_that_is_not_there_is_answered_in_version_0(self):
        body = self.raw().call(raw.request(raw.API_VERSIONS, 99))
        error, count = struct.unpack('>hi', body[:6])
        self.assertEqual(error, raw.UNSUPPORTED_VERSION)
        self.assertIn(raw.API_VERSIONS, [struct.unpack('>h', body[at:at + 2])[0] for at in range(6, 6 + count * 6, 6)])

    def test_unknown_request(self):
        self.assert_closed(raw.request(999, 0))
        self.assert_closed(raw.request(-1, 0))

    def test_unknown_version(self):
        self.assert_closed(raw.request(raw.METADATA, 99, raw.array()))
        self.assert_closed(raw.request(raw.PRODUCE, -1))

    def test_sizes_that_lie(self):
        for size in (-1, -2147483648, 2147483647, 0, 3):
            with self.subTest(size=size):
                self.assert_closed(raw.request(raw.API_VERSIONS, 0, size=size))

    def test_fields_behind_the_end(self):
        self.assert_closed(raw.request(raw.METADATA, 0, struct.pack('>i', 2147483647)))
        self.assert_closed(raw.request(raw.METADATA, 0, struct.pack('>ih', 1, 32767) + b'short'))
        self.assert_closed(raw.request(raw.METADATA, 0, struct.pack('>ih', 1, -5)))
        self.assert_closed(raw.produce('t', b'')[:-2].replace(b'\0\0', b'\xff\x7f', 1))

    def test_a_request_in_small_pieces(self):
        connection = self.raw()
        for byte in raw.request(raw.API_VERSIONS, 0, correlation=77):
            connection.send(bytes([byte]))
        self.assertEqual(connection.read_response()[0], 77)

    def test_many_requests_at_once_are_answered_in_order(self):
        connection = self.raw()
        connection.send(b''.join(raw.request(raw.API_VERSIONS, 0, correlation=number) for number in range(500)))
        self.assertEqual([connection.read_response()[0] for _ in range(500)], list(range(500)))

    def test_a_produce_behind_a_waiting_fetch(self):
        topic = self.topic()
        connection = self.raw()
        connection.send(raw.fetch(topic, 0, correlation=1) + raw.produce(topic, raw.batch(b'x'), correlation=2))
        self.assertEqual([connection.read_response()[0] for _ in range(2)], [1, 2])

    def test_half_a_request_and_goodbye(self):
        connection = self.raw()
        connection.send(raw.request(raw.METADATA, 0, raw.array())[:9])
        connection.close()
        self.assert_serves()

    def test_acks_there_are_not(self):
        topic = self.topic()
        self.assertEqual(self.raw().produce(topic, raw.batch(b'x'), acks=5)[0], INVALID_REQUIRED_ACKS)
        self.assertEqual(drain(self, topic), [])

    def test_acks_0_is_not_answered(self):
        topic = self.topic()
        connection = self.raw()
        connection.send(raw.produce(topic, raw.batch(b'silent'), acks=0))
        self.assertEqual(connection.produce(topic, raw.batch(b'answered')), (0, 1))
        self.assertEqual(bodies(drain(self, topic)), ['silent', 'answered'])

    def test_an_error_with_acks_0_closes_the_connection(self):
        topic = self.topic()
        self.assert_closed(raw.produce(topic, raw.batch(b'x', crc=1), acks=0))

    def test_unknown_topic(self):
        self.assertEqual(self.raw().produce('not/a/topic', raw.batch(b'x'))[0] in (raw.UNKNOWN_TOPIC, 17), True)
        self.assertEqual(self.raw().fetch('no.such.topic', 0)[0], raw.UNKNOWN_TOPIC)


class DamagedRecords(RawTest):

    def assert_refused(self, records, *errors, version=3):
        topic = self.topic()
        connection = self.raw()
        self.assertIn(connection.produce(topic, records, version)[0], errors)
        # The connection goes on, and nothing was appended.
        self.assertEqual(connection.produce(topic, raw.batch(b'good')), (0, 0))
        self.assertEqual(bodies(drain(self, topic)), ['good'])

    def test_good(self):
        topic = self.topic()
        self.assertEqual(self.raw().produce(topic, raw.batch(b'a', b'b')), (0, 0))
        self.assertEqual(self.raw().produce(topic, raw.batch(b'c')), (0, 2))
        self.assertEqual(bodies(drain(self, topic)), ['a', 'b', 'c'])

    def test_checksum(self):
        self.assert_refused(raw.batch(b'a', crc=12345), raw.CORRUPT_MESSAGE)

    def test_cut_off(self):
        self.assert_refused(raw.batch(b'a')[:-1], raw.CORRUPT_MESSAGE)
        self.assert_refused(raw.batch(b'a')[:20], raw.CORRUPT_MESSAGE)

    def test_length(self):
        for length in (-1, 0, 48, 2147483647):
            self.assert_refused(raw.batch(b'a', length=length), raw.CORRUPT_MESSAGE, MESSAGE_TOO_LARGE)

    def test_counts(self):
        self.assert_refused(raw.batch(b'a', count=2), raw.INVALID_RECORD, raw.CORRUPT_MESSAGE)
        self.assert_refused(raw.batch(b'a', b'b', count=1), raw.INVALID_RECORD)
        self.assert_refused(raw.batch(b'a', last_delta=5), raw.INVALID_RECORD)
        self.assert_refused(raw.batch(b'a', count=-1, last_delta=0), raw.INVALID_RECORD, raw.CORRUPT_MESSAGE)
        self.assert_refused(raw.batch(records=b'', count=0, last_delta=0), raw.INVALID_RECORD)

    def test_records_that_are_none(self):
        self.assert_refused(raw.batch(records=b'\xff' * 20, count=1), raw.INVALID_RECORD, raw.CORRUPT_MESSAGE)
        self.assert_refused(raw.batch(records=b'\x0e' + bytes(3), count=1), raw.INVALID_RECORD, raw.CORRUPT_MESSAGE)

    def test_compression_that_is_none(self):
        for codec in (1, 2, 3, 4):
            self.assert_refused(raw.batch(records=b'not compressed at all', count=1, attributes=codec), raw.CORRUPT_MESSAGE,
                                raw.INVALID_RECORD, version=7)
        # Before version 7 nobody knew zstd.
        self.assert_refused(raw.batch(records=b'not compressed at all', count=1, attributes=4), 76)
        self.assert_refused(raw.batch(b'a', attributes=7), raw.CORRUPT_MESSAGE, raw.INVALID_RECORD)

    def test_a_decompression_bomb(self):
        bomb = gzip.compress(bytes(400 << 20), 9)
        before = self.broker.status('VmHWM') if may_stop() else 0
        self.assert_refused(raw.batch(records=bomb, count=1, attributes=1), raw.CORRUPT_MESSAGE, MESSAGE_TOO_LARGE,
                            raw.INVALID_RECORD)
        if may_stop():
            self.assertLess(self.broker.status('VmHWM') - before, 300 * 1024)

    def test_control_batches(self):
        self.assert_refused(raw.batch(b'a', attributes=0x20), raw.INVALID_RECORD)
        self.assert_refused(raw.batch(b'a', attributes=0x30, producer=1, epoch=0, sequence=0), raw.INVALID_RECORD)

    def test_old_format_in_a_new_request(self):
        self.assert_refused(raw.message(b'a'), raw.INVALID_RECORD)

    def test_magic(self):
        self.assert_refused(raw.batch(b'a', magic=9), raw.INVALID_RECORD, raw.CORRUPT_MESSAGE, 43)

    def test_nothing(self):
        self.assert_refused(b'', raw.INVALID_RECORD, raw.CORRUPT_MESSAGE)


class OldFormats(RawTest):

    def setUp(self):
        body = self.raw().call(raw.request(raw.API_VERSIONS, 0))
        self.ranges = {struct.unpack('>h', body[at:at + 2])[0]: struct.unpack('>h', body[at + 2:at + 4])[0]
                       for at in range(6, len(body) - 5, 6)}

    def needs(self, api, version):
        if self.ranges[api] > version:
            self.skipTest('the broker does not offer version %d of request %d' % (version, api))

    def test_produce_in_the_old_formats(self):
        self.needs(raw.PRODUCE, 2)
        topic = self.topic()
        connection = self.raw()
        self.assertEqual(connection.produce(topic, raw.message(b'a') + raw.message(b'b'), version=2), (0, 0))
        packed = gzip.compress(raw.message(b'c') + raw.message(b'd'))
        self.assertEqual(connection.produce(topic, raw.message(packed, attributes=1), version=2), (0, 2))
        self.assertEqual(connection.produce(topic, raw.message(b'e', crc=1), version=2)[0], raw.CORRUPT_MESSAGE)
        messages = drain(self, topic)
        self.assertEqual(bodies(messages), ['a', 'b', 'c', 'd'])
        self.assertEqual({message.timestamp()[1] for message in messages}, {1700000000000})

    def test_fetch_in_the_old_format(self):
        self.needs(raw.FETCH, 2)
        topic = self.topic()
        produce(self.producer(compression_codec='lz4', linger_ms=100), topic, values(*('message %d' % n for n in range(50))))
        for version, magic, header in ((0, 0, 14), (2, 1, 22)):
            error, watermark, records = self.raw().fetch(topic, 0, version=version)
            self.assertEqual((error, watermark), (0, 50))
            at, read = 0, []
            while at < len(records):
                offset, size = struct.unpack('>qi', records[at:at + 12])
                body = records[at + 12:at + 12 + size]
                self.assertEqual(body[4], magic)
                self.assertEqual(struct.unpack('>I', body[:4])[0], raw.zlib.crc32(body[4:]))
                read.append((offset, body[header:].decode()))
                at += 12 + size
            self.assertEqual(read, [(n, 'message %d' % n) for n in range(50)])

    def test_clients_of_before_batches(self):
        topic = self.topic()
        produce(self.producer(), topic, values('a', 'b', 'c'))
        for version in ((0, 9), (0, 10)):
            consumer = self.python_consumer(api_version=version)
            consumer.assign([kafka.TopicPartition(topic, 0)])
            consumer.seek_to_beginning()
            self.assertEqual([next(consumer).value for _ in range(3)], [b'a', b'b', b'c'])

    def test_list_offsets_in_the_old_version(self):
        self.needs(raw.LIST_OFFSETS, 0)
        topic = self.topic()
        produce(self.producer(), topic, values('a', 'b', 'c'))
        for time, expected in ((-1, 3), (-2, 0)):
            wanted = raw.array(raw.string(topic) + raw.array(struct.pack('>iqi', 0, time, 1)))
            body = self.raw().call(raw.request(raw.LIST_OFFSETS, 0, struct.pack('>i', -1) + wanted))
            self.assertEqual(struct.unpack('>ihiq', body[-18:]), (0, 0, 1, expected))


if __name__ == '__main__':
    main()
