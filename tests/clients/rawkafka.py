# SPDX-License-Identifier: GPL-3.0-or-later
"""A few lines of Kafka's protocol on a bare socket, for what no client library would send: requests of the versions before
the flexible ones, and record batches with a checksum of our own."""
import struct
import zlib

import rawamqp as raw

PRODUCE, FETCH, LIST_OFFSETS, METADATA, API_VERSIONS, CREATE_TOPICS = 0, 1, 2, 3, 18, 19
NONE, CORRUPT_MESSAGE, UNKNOWN_TOPIC, UNSUPPORTED_VERSION, INVALID_RECORD = 0, 2, 3, 35, 87

Gone = raw.Gone


def string(text):
    return struct.pack('>h', -1) if text is None else struct.pack('>h', len(text)) + text.encode()


def data(content):
    return struct.pack('>i', -1) if content is None else struct.pack('>i', len(content)) + content


def array(*items):
    return struct.pack('>i', len(items)) + b''.join(items)


def request(api, version, body=b'', correlation=1, client='raw', size=None):
    payload = struct.pack('>hhi', api, version, correlation) + string(client) + body
    return struct.pack('>i', len(payload) if size is None else size) + payload


def _tables():
    table = []
    for number in range(256):
        for _ in range(8):
            number = (number >> 1) ^ (0x82F63B78 if number & 1 else 0)
        table.append(number)
    return table


CRC_TABLE = _tables()


def crc32c(content):
    crc = 0xFFFFFFFF
    for byte in content:
        crc = (crc >> 8) ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def varint(number):
    """Zigzag; small numbers only."""
    number = number * 2 if number >= 0 else -number * 2 - 1
    out = b''
    while number >= 0x80:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


def record(value, delta=0):
    body = b'\0' + varint(0) + varint(delta) + varint(-1) + varint(len(value)) + value + varint(0)
    return varint(len(body)) + body


def batch(*values, records=None, attributes=0, count=None, last_delta=None, magic=2, crc=None, length=None, producer=-1,
          epoch=-1, sequence=-1):
    """A record batch; each keyword tells a lie instead of the truth."""
    records = b''.join(record(value, delta) for delta, value in enumerate(values)) if records is None else records
    count = len(values) if count is None else count
    last_delta = count - 1 if last_delta is None else last_delta
    covered = struct.pack('>hiqqqhii', attributes, last_delta, 1700000000000, 1700000000000, producer, epoch, sequence,
                          count) + records
    crc = crc32c(covered) if crc is None else crc
    rest = struct.pack('>ibI', -1, magic, crc) + covered
    return struct.pack('>qi', 0, len(rest) if length is None else length) + rest


def message(value, magic=1, attributes=0, crc=None):
    """A message of the formats before batches."""
    body = struct.pack('>bb', magic, attributes) + (struct.pack('>q', 1700000000000) if magic else b'') + data(None) + data(value)
    crc = zlib.crc32(body) if crc is None else crc
    return struct.pack('>qiI', 0, len(body) + 4, crc) + body


def produce(topic, records, version=3, acks=-1, partition=0, **more):
    transactional = string(None) if version >= 3 else b''
    body = transactional + struct.pack('>hi', acks, 10000) + array(
        string(topic) + array(struct.pack('>i', partition) + data(records)))
    return request(PRODUCE, version, body, **more)


def fetch(topic, offset, version=4, partition=0, size=1 << 20, **more):
    body = struct.pack('>iii', -1, 500, 1) + (struct.pack('>i', 1 << 24) if version >= 3 else b'') \
        + (b'\0' if version >= 4 else b'') + array(string(topic) + array(struct.pack('>iqi', partition, offset, size)))
    return request(FETCH, version, body, **more)


class Connection(raw.RawConnection):

    def read_response(self):
        """(correlation, body)"""
        size = struct.unpack('>i', self._read(4))[0]
        payload = self._read(size)
        return struct.unpack('>i', payload[:4])[0], payload[4:]

    def call(self, content, correlation=1):
        self.send(content)
        got, body = self.read_response()
        if got != correlation:
            raise AssertionError('answer to %d instead of %d' % (got, correlation))
        return body

    def produce(self, topic, records, version=3, **more):
        """(error, base offset) of one partition."""
        body = self.call(produce(topic, records, version, **more))
        at = 4 + 2 + len(topic) + 4 + 4
        return struct.unpack('>hq', body[at:at + 10])

    def fetch(self, topic, offset, version=4):
        """(error, high watermark, records) of one partition."""
        body = self.call(fetch(topic, offset, version))
        at = (4 if version >= 1 else 0) + 4 + 2 + len(topic) + 4 + 4
        error, watermark = struct.unpack('>hq', body[at:at + 10])
        at += 10
        if version >= 4:
            aborted = struct.unpack('>qi', body[at:at + 12])[1]
            at += 12 + max(aborted, 0) * 16
        size = struct.unpack('>i', body[at:at + 4])[0]
        return error, watermark, body[at + 4:at + 4 + max(size, 0)]
