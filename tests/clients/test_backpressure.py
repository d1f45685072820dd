#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that stops reading: what waits for it stays in the queue, not in the broker's memory."""
import os
import select
import struct
import time
import unittest

import broker as brokers
import rawamqp as raw
from support import BrokerTest, Collector, main, publish, ready

KIB = 1024
# A sanitizer's run-time keeps what was freed for a while, and shadows the rest.
LIMIT_KIB = int(os.environ.get('SIGHTGLASS_MEMORY_LIMIT_MIB', '48')) * KIB


@unittest.skipIf(brokers.chosen() == 'running', 'needs to see the memory of the broker')
class StoppedReaders(BrokerTest):

    def stopped(self):
        """An open channel whose client will read nothing more."""
        connection = raw.RawConnection((self.broker.host, self.broker.port), receive_buffer=4096)
        self.addCleanup(connection.close)
        return connection.handshake().open_channel()

    def consume(self, connection, queue, no_ack):
        connection.send(raw.method(1, raw.BASIC_CONSUME, b'\0\0' + raw.short(queue) + raw.short('')
                                   + (b'\x02' if no_ack else b'\0') + bytes(4)))

    def settled(self, look):
        """The value of `look` once it has stayed the same for half a second."""
        last, since = look(), time.monotonic()

        def quiet():
            nonlocal last, since
            now = look()
            if now != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since > 0.5
        brokers.wait_until(quiet, 30, 'a settled broker')
        return last

    def backlog(self, mebibytes):
        channel = self.channel()
        channel.confirm_delivery()
        queue = self.queue(channel, exclusive=False, durable=True)
        body = os.urandom(64 * KIB)
        for _ in range(mebibytes * 16):
            publish(channel, '', queue, body, delivery_mode=2)
        return channel, queue

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'RabbitMQ hands the whole queue to such a channel')
    def test_a_backlog_stays_in_the_queue(self):
        channel, queue = self.backlog(128)
        before = self.broker.rss_kib()
        for no_ack in (True, False):
            with self.subTest(no_ack=no_ack):
                stopped = self.stopped()
                self.consume(stopped, queue, no_ack)
                self.settled(lambda: ready(channel, queue))
                self.assertLess(self.broker.rss_kib() - before, LIMIT_KIB)
                stopped.close()
        channel.queue_delete(queue)

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'RabbitMQ hands the whole queue to such a channel')
    def test_deliveries_stop_at_a_bounded_buffer(self):
        channel, queue = self.backlog(64)
        total = ready(channel, queue)
        self.consume(self.stopped(), queue, no_ack=False)
        left = self.settled(lambda: ready(channel, queue))
        self.assertLess((total - left) * 64, LIMIT_KIB)
        self.assertGreater(left, 0)
        self.assertEqual(channel.queue_purge(queue).method.message_count, left)
        channel.queue_delete(queue)

    def stuff(self, connection, data, limit):
        """Sends without ever reading, until the broker takes no more for a while; returns the bytes it took."""
        connection.socket.setblocking(False)
        view, at, taken = memoryview(data), 0, 0
        while taken < limit:
            if not select.select([], [connection.socket], [], 1.0)[1]:
                break
            try:
                sent = connection.socket.send(view[at:at + 65536])
            except BlockingIOError:
                continue
            except OSError:
                break
            at, taken = (at + sent) % len(data), taken + sent
        return taken

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'RabbitMQ keeps more of them than this bound allows')
    def test_answers_nobody_reads(self):
        before = self.broker.rss_kib()
        request = raw.queue_declare(1, self.name('answers'), bits=8)
        self.stuff(self.stopped(), request * 4000, 64 * KIB * KIB)
        self.assertLess(self.broker.rss_kib() - before, LIMIT_KIB)
        self.channel()

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'RabbitMQ keeps them all')
    def test_returns_nobody_reads(self):
        before = self.broker.rss_kib()
        unroutable = raw.publish(1, 'amq.direct', 'nowhere', bytes(8 * KIB), bits=1)
        self.stuff(self.stopped(), unroutable * 200, 192 * KIB * KIB)
        self.assertLess(self.broker.rss_kib() - before, LIMIT_KIB)
        self.channel()

    def test_a_body_that_never_ends(self):
        before = self.broker.rss_kib()
        for _ in range(10):
            stopped = self.stopped()
            stopped.send(raw.method(1, raw.BASIC_PUBLISH, b'\0\0' + raw.short('') + raw.short('k') + b'\0')
                         + raw.frame(raw.HEADER, 1, struct.pack('>HHQ', 60, 0, 128 * KIB * KIB) + b'\0\0')
                         + raw.frame(raw.BODY, 1, bytes(1000)))
        self.settled(self.broker.rss_kib)
        self.assertLess(self.broker.rss_kib() - before, LIMIT_KIB)

    def test_others_are_served_meanwhile(self):
        channel, queue = self.backlog(8)
        self.consume(self.stopped(), queue, no_ack=True)
        own = self.queue(channel)
        collector = Collector(channel, own, auto_ack=True)
        for number in range(100):
            publish(channel, '', own, str(number))
        collector.wait(100)
        channel.queue_delete(queue)


if __name__ == '__main__':
    main()
