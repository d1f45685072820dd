#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kcat in a shell: produce, consume, list, query offsets."""
import json
import shutil
import subprocess
import sys
import tempfile

from kafkasupport import SKIPPED, KafkaTest, main

MEGABYTE = 1 << 20


class Kcat(KafkaTest):

    def kcat(self, *arguments, given=b''):
        done = subprocess.run(['kcat', '-q', '-b', self.servers, *arguments], input=given, capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, b''))
        return done.stdout

    def consume(self, topic, *arguments):
        return self.kcat('-C', '-e', '-o', 'beginning', '-t', topic, *arguments)

    def test_there_and_back(self):
        topic = self.topic()
        lines = b''.join(b'line %d\n' % number for number in range(500))
        self.kcat('-P', '-t', topic, given=lines)
        self.assertEqual(self.consume(topic), lines)

    def test_every_compression(self):
        topic = self.topic()
        line = b'the same words again and again ' * 50 + b'\n'
        for codec in ('none', 'gzip', 'snappy', 'lz4', 'zstd'):
            self.kcat('-P', '-t', topic, '-z', codec, given=line * 20)
        self.assertEqual(self.consume(topic), line * 100)

    def test_keys_headers_and_partitions(self):
        topic = self.topic(partitions=3)
        self.kcat('-P', '-t', topic, '-K', ':', '-p', '2', '-H', 'a=1', '-H', 'b=two', given=b'key:value\n')
        self.kcat('-P', '-t', topic, '-K', ':', '-Z', '-p', '2', given=b'gone:\n')
        found = [json.loads(line) for line in self.consume(topic, '-J').splitlines()]
        self.assertEqual([(each['partition'], each['offset'], each['key'], each['payload'], each.get('headers')) for each in found],
                         [(2, 0, 'key', 'value', ['a', '1', 'b', 'two']), (2, 1, 'gone', None, None)])

    def test_list(self):
        topic = self.topic(partitions=3)
        found = json.loads(self.kcat('-L', '-J'))
        self.assertEqual([(each['name'], each['host']) if 'host' in each else each['name'] for each in found['brokers']],
                         [self.servers])
        partitions = {each['topic']: each['partitions'] for each in found['topics']}[topic]
        self.assertEqual(sorted(each['partition'] for each in partitions), [0, 1, 2])
        self.assertEqual({each['leader'] for each in partitions}, {found['controllerid']})

    def test_offsets_by_time(self):
        topic = self.topic()
        self.kcat('-P', '-t', topic, given=b'a\nb\n')
        self.assertEqual(self.kcat('-Q', '-t', '%s:0:0' % topic).decode().split(), [topic, '[0]', 'offset', '0'])
        self.assertEqual(self.kcat('-Q', '-t', '%s:0:-1' % topic).decode().split(), [topic, '[0]', 'offset', '2'])

    def test_a_group(self):
        topic, group = self.topic(partitions=2), self.name('group')
        self.kcat('-P', '-t', topic, given=b''.join(b'%d\n' % number for number in range(50)))
        arguments = ['-X', 'auto.offset.reset=earliest', '-X', 'session.timeout.ms=6000', '-e', '-G', group, topic]
        self.assertEqual(sorted(self.kcat(*arguments).split(), key=int), [b'%d' % number for number in range(50)])
        self.kcat('-P', '-t', topic, given=b'next\n')
        self.assertEqual(self.kcat(*arguments), b'next\n')

    def test_ten_megabytes(self):
        topic = self.topic(max_message_bytes=11 * MEGABYTE)
        body = b'0123456789abcdef' * (10 * MEGABYTE // 16)
        with tempfile.NamedTemporaryFile() as file:
            file.write(body)
            file.flush()
            self.kcat('-P', '-t', topic, '-X', 'message.max.bytes=%d' % (11 * MEGABYTE), file.name)
        self.assertEqual(self.consume(topic, '-f', '%s', '-X', 'fetch.message.max.bytes=%d' % (11 * MEGABYTE)), body)


if __name__ == '__main__':
    if not shutil.which('kcat'):
        print('SKIPPED: kcat is not installed')
        sys.exit(SKIPPED)
    main()
