#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running short: memory and disk. Publishers wait and are told why, consumers go on, and it opens again by itself."""
import contextlib
import os
import subprocess
import tempfile
import threading
import unittest

import broker as brokers
import pika
import pika.exceptions
from support import drain, main, publish, ready, wait_ready

KIB = 1024
# A sanitizer's run-time shadows what is allocated.
LIMIT_MIB = int(os.environ.get('SIGHTGLASS_ALARM_LIMIT_MIB', '200'))
MIB = 1024 * KIB


def connect(broker, **options):
    return pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port, **options))


class Publisher:
    """A connection that publishes as fast as it may, in a thread, and notes what it is told."""

    def __init__(self, broker, queue, size):
        self.reasons = []
        self.published = 0
        self.unblocked = threading.Event()
        self._stop = threading.Event()
        self._broker = broker
        self._arguments = (broker, queue, b'x' * size)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        with contextlib.suppress(pika.exceptions.AMQPError):  # the broker goes first
            self._publish()

    def _publish(self):
        broker, queue, body = self._arguments
        connection = connect(broker)
        connection.add_on_connection_blocked_callback(lambda _c, frame: self._blocked(frame.method.reason))
        connection.add_on_connection_unblocked_callback(lambda _c, _frame: self.unblocked.set())
        channel = connection.channel()
        while not self._stop.is_set() and self._broker.running():
            if not self.reasons or self.unblocked.is_set():
                publish(channel, '', queue, body, delivery_mode=2)
                self.published += 1
                connection.process_data_events(time_limit=0)
            else:
                connection.process_data_events(time_limit=0.05)
        connection.close()

    def _blocked(self, reason):
        self.unblocked.clear()
        self.reasons.append(reason)

    def finish(self):
        self._stop.set()
        self._thread.join(30)
        return not self._thread.is_alive()


@unittest.skipIf(brokers.chosen() != 'sightglass', 'starts brokers of its own')
class Memory(unittest.TestCase):

    def test_publishers_wait_until_consumers_have_made_room(self):
        with brokers.make_broker(memory=True, options=('--memory-limit', '%dMB' % LIMIT_MIB)) as broker:
            control = connect(broker).channel()
            control.queue_declare('q')
            publisher = Publisher(broker, 'q', 32 * KIB)
            brokers.wait_until(lambda: publisher.reasons, timeout=60, what='connection.blocked')
            self.assertEqual(publisher.reasons[0], 'low on memory')
            self.assertLess(broker.rss_kib(), 2 * LIMIT_MIB * KIB)
            brokers.wait_until(lambda: self.take_some(control) and publisher.unblocked.is_set(), timeout=60,
                               what='connection.unblocked')
            published = publisher.published
            brokers.wait_until(lambda: publisher.published > published, what='publishing to go on')

    @staticmethod
    def take_some(channel):
        for _ in range(100):
            channel.basic_get('q', auto_ack=True)
        return True

    def test_a_connection_that_does_not_publish_is_left_alone(self):
        with brokers.make_broker(memory=True, options=('--memory-limit', '1')) as broker:
            told = []
            connection = connect(broker)
            connection.add_on_connection_blocked_callback(lambda *_: told.append(1))
            channel = connection.channel()
            channel.queue_declare('q')
            self.assertEqual(ready(channel, 'q'), 0)
            publisher = Publisher(broker, 'q', 1)
            brokers.wait_until(lambda: publisher.reasons, what='connection.blocked')
            self.assertEqual(drain(channel, 'q')[:1], ['x'])
            self.assertEqual(told, [])


@contextlib.contextmanager
def small_disk(mebibytes):
    """A tmpfs of that size, where this user may mount one."""
    folder = tempfile.mkdtemp(prefix='sightglass-disk-')
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=%dm' % mebibytes, 'none', folder],
                             stderr=subprocess.DEVNULL).returncode == 0
    if not mounted:
        os.rmdir(folder)
        raise unittest.SkipTest('may not mount a tmpfs')
    try:
        yield folder
    finally:
        subprocess.run(['umount', '-l', folder], check=False)
        os.rmdir(folder)


@unittest.skipIf(brokers.chosen() != 'sightglass', 'starts brokers of its own')
class Disk(unittest.TestCase):

    def test_the_limit_blocks_and_opens_again(self):
        with small_disk(160) as folder, \
                brokers.make_broker(folder=folder, options=('--disk-free-limit', '60MB')) as broker:
            control = connect(broker).channel()
            control.queue_declare('q', durable=True)
            ballast = os.path.join(folder, 'ballast')
            with open(ballast, 'wb') as file:
                file.write(b'\0' * (110 * MIB))
            publisher = Publisher(broker, 'q', KIB)
            brokers.wait_until(lambda: publisher.reasons, timeout=30, what='connection.blocked')
            self.assertEqual(publisher.reasons[0], 'low on disk')
            os.unlink(ballast)
            brokers.wait_until(publisher.unblocked.is_set, timeout=30, what='connection.unblocked')
            self.assertTrue(publisher.finish())
            wait_ready(control, 'q', publisher.published)

    def test_full_refuses_and_loses_nothing_that_was_confirmed(self):
        with small_disk(48) as folder, \
                brokers.make_broker(folder=folder, options=('--disk-free-limit', '0')) as broker:
            ballast = os.path.join(folder, 'ballast')
            with open(ballast, 'wb') as file:
                file.write(b'\0' * (8 * MIB))
            channel = connect(broker).channel()
            channel.queue_declare('q', durable=True)
            channel.confirm_delivery()
            confirmed = 0
            while self.try_publish(channel, b'x' * 256 * KIB):
                confirmed += 1
            self.assertGreater(confirmed, 20)
            broker.kill()
            os.unlink(ballast)
            broker.start()
            channel = connect(broker).channel()
            channel.confirm_delivery()
            self.assertGreaterEqual(ready(channel, 'q'), confirmed)
            channel.queue_purge('q')
            brokers.wait_until(lambda: self.try_publish(channel, b'again'), timeout=30, what='publishing again')

    def test_it_goes_on_without_a_restart(self):
        with small_disk(48) as folder, \
                brokers.make_broker(folder=folder, options=('--disk-free-limit', '0')) as broker:
            ballast = os.path.join(folder, 'ballast')
            channel = connect(broker).channel()
            channel.queue_declare('q', durable=True)
            channel.confirm_delivery()
            self.assertTrue(self.try_publish(channel, b'first'))
            with contextlib.suppress(OSError), open(ballast, 'wb', buffering=0) as file:
                while file.write(b'\0' * MIB):
                    pass
            confirmed = 1
            while self.try_publish(channel, b'x' * 64 * KIB):
                confirmed += 1
            os.unlink(ballast)
            brokers.wait_until(lambda: self.try_publish(channel, b'again'), timeout=30, what='publishing again')
            self.assertEqual(channel.basic_get('q', auto_ack=True)[2], b'first')
            self.assertGreaterEqual(ready(channel, 'q'), confirmed)

    @staticmethod
    def try_publish(channel, body):
        try:
            publish(channel, '', 'q', body, delivery_mode=2)
            return True
        except pika.exceptions.NackError:
            return False


if __name__ == '__main__':
    main()
