#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write, sync, confirm, in this order: seen from outside with strace, for lone confirms and for concurrent ones."""
import os
import shutil
import struct
import subprocess
import sys
import threading
import unittest

import trace_calls as trace
import workers

import broker as brokers  # on the path by way of workers
import rawamqp as raw

SKIPPED = 77
PUBLISH_END = b'~end~'


def marker(name, number):
    return ('~%s.%05d~' % (name, number)).encode()


class Publisher:
    """Publishes marked messages with at most `window` unconfirmed."""

    def __init__(self, port, name, queue):
        self.name = name
        self.queue = queue
        self.connection = workers.connect(port)
        self.connection.send(raw.method(1, workers.CONFIRM_SELECT, b'\0'))
        self.connection.expect(workers.CONFIRM_SELECT_OK)

    def run(self, count, window):
        confirms = workers.Confirms(0)
        while confirms.published < count or confirms.missing():
            while confirms.published < count and confirms.missing() < window:
                body = marker(self.name, confirms.published) + b'.' * 100 + PUBLISH_END
                confirms.published += 1
                self.connection.send(raw.publish(1, '', self.queue, body, properties=workers.PERSISTENT))
            arguments = self.connection.expect(workers.BASIC_ACK)
            confirms.add(struct.unpack('>Q', arguments[:8])[0], arguments[8] & 1)
        self.connection.close()


class Stream:
    """One direction of one socket, as frames, each with the call that completed it."""

    def __init__(self):
        self.pending = b''
        self.greeted = False

    def frames(self, data, skip_greeting):
        self.pending += data
        if skip_greeting and not self.greeted:
            if len(self.pending) < 8:
                return
            self.pending, self.greeted = self.pending[8:], True
        while len(self.pending) >= 8:
            kind, _, size = struct.unpack('>BHI', self.pending[:7])
            if len(self.pending) < 8 + size:
                return
            yield kind, self.pending[7:7 + size]
            self.pending = self.pending[8 + size:]


class Observed:
    """What the trace shows, sorted into publishes, confirms, writes and syncs."""

    def __init__(self, calls, port, folder):
        self.publishes = {}  # socket → [(line the last byte was received on, marker)]
        self.confirms = {}   # socket → [(line the confirm began to be sent on, tag, multiple)]
        self.writes = []
        self.syncs = []
        incoming, outgoing = {}, {}
        for call in calls:
            if call.result < 0:
                continue
            if call.target.startswith(folder):
                if call.name in trace.SYNCING:
                    self.syncs.append(call)
                elif call.name in trace.WRITING:
                    self.writes.append(call)
            elif call.target.startswith('TCP') and '127.0.0.1:%d->' % port in call.target:
                if call.name in trace.RECEIVING:
                    self.receive(call, incoming.setdefault(call.target, Stream()))
                elif call.name in trace.WRITING:
                    self.send(call, outgoing.setdefault(call.target, Stream()))

    def receive(self, call, stream):
        for kind, payload in stream.frames(call.data[:call.result], skip_greeting=True):
            if kind == raw.BODY and payload.endswith(PUBLISH_END):
                self.publishes.setdefault(call.target, []).append((call.end, payload[:payload.index(b'.' * 20)]))

    def send(self, call, stream):
        for kind, payload in stream.frames(call.data[:call.result], skip_greeting=False):
            if kind == raw.METHOD and struct.unpack('>HH', payload[:4]) == workers.BASIC_ACK:
                tag, multiple = struct.unpack('>QB', payload[4:13])
                self.confirms.setdefault(call.target, []).append((call.begin, tag, multiple & 1))

    def confirmed(self):
        """(line received, line confirmed, marker) of every publish."""
        for socket, publishes in self.publishes.items():
            open_tags = set(range(1, len(publishes) + 1))
            for line, tag, multiple in self.confirms.get(socket, []):
                covered = {other for other in open_tags if other <= tag} if multiple else {tag} & open_tags
                open_tags -= covered
                for each in covered:
                    received, mark = publishes[each - 1]
                    yield received, line, mark

    def written(self, mark):
        """The first write to a file that carries this message whole."""
        return next((call for call in self.writes if mark in call.data), None)

    def synced(self, after, before, path=None):
        """Whether a sync began after one line and was over before another; of one file, if given."""
        return any(after < sync.begin and sync.end < before and path in (None, sync.target) for sync in self.syncs)


class SyncOrder(unittest.TestCase):

    def traced(self, load, options=()):
        broker = brokers.make_broker(options=list(options))
        self.addCleanup(broker.cleanup)
        output = os.path.join(broker.folder, 'trace')
        broker.wrapper = trace.command(output)
        broker.start()
        workers.declare(broker.port, bind=True)
        load(broker.port)
        broker.stop()
        # strace ends after the program it watches.
        brokers.wait_until(lambda: b'+++ exited with' in self.tail(output), 30, 'the end of the trace')
        return Observed(trace.read(output), broker.port, broker.data_dir)

    def tail(self, path):
        with open(path, 'rb') as file:
            file.seek(max(0, os.path.getsize(path) - 200))
            return file.read()

    def check(self, observed, count):
        confirmed = list(observed.confirmed())
        self.assertEqual(len(confirmed), count)
        found = 0
        for received, line, mark in confirmed:
            self.assertTrue(observed.synced(received, line), 'no sync between publish and confirm of %r' % mark)
            write = observed.written(mark)
            if write is None:
                continue  # cut in two by a page's edge
            found += 1
            self.assertTrue(observed.synced(write.end, line, write.target),
                            '%r was written, but not synced before its confirm' % mark)
        self.assertGreater(found, count * 0.7, 'most messages can be found in what was written')
        print('%d confirms, %d of them traced from write to sync to confirm, %d syncs in all'
              % (count, found, len(observed.syncs)), flush=True)

    def test_lone_confirms(self):
        self.check(self.traced(lambda port: Publisher(port, 'lone', workers.QUEUES[0]).run(40, 1)), 40)

    def test_concurrent_confirms(self):
        def load(port):
            publishers = [Publisher(port, 'p%d' % number, workers.QUEUES[number % 2]) for number in range(4)]
            threads = [threading.Thread(target=publisher.run, args=(150, 30)) for publisher in publishers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.check(self.traced(load), 600)

    def test_confirms_that_do_not_wait_for_the_disk(self):
        if brokers.chosen() == 'rabbitmq':
            self.skipTest('RabbitMQ has no such setting')
        observed = self.traced(lambda port: Publisher(port, 'lone', workers.QUEUES[0]).run(40, 1), ['--sync', 'off'])
        confirmed = list(observed.confirmed())
        self.assertEqual(len(confirmed), 40)
        # Upkeep of the log may sync now and then; the confirms do not wait for it.
        unsynced = [mark for received, line, mark in confirmed if not observed.synced(received, line)]
        self.assertGreater(len(unsynced), 36, 'most confirms came without a sync')
        for _, line, mark in confirmed:
            write = observed.written(mark)
            self.assertTrue(write is None or write.end < line, '%r was not with the system before its confirm' % mark)


def main():
    if not shutil.which('strace') or subprocess.run(['strace', '-o', '/dev/null', 'true'], capture_output=True).returncode:
        print('SKIPPED: strace is not installed, or may not attach')
        return SKIPPED
    if brokers.chosen() == 'running' or brokers.chosen() == 'sightglass' and not os.path.exists(brokers.sightglass_binary()):
        print('SKIPPED: no broker to start')
        return SKIPPED
    return 0 if unittest.main(exit=False, verbosity=2).result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main())
