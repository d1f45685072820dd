#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients see when the broker's owner pauses a queue or cancels a consumer."""
import os
import time
import unittest

import broker as brokers
import pika
from accessbroker import HELPER, AccessBroker
from support import main


@unittest.skipIf(brokers.chosen() != 'sightglass' or not os.path.exists(HELPER), 'of this broker')
class PausedByTheOwner(unittest.TestCase):

    def setUp(self):
        self.broker = AccessBroker()
        self.addCleanup(self.broker.remove)
        self.connect()

    def connect(self):
        self.connection = pika.BlockingConnection(pika.ConnectionParameters(port=self.broker.port))
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        self.got = []

    def until(self, happened, seconds=20):
        deadline = time.monotonic() + seconds
        has_happened = happened()
        while not has_happened and time.monotonic() < deadline:
            self.connection.process_data_events(time_limit=0.05)
            has_happened = happened()
        self.assertTrue(has_happened)

    def publish(self, *bodies):
        for body in bodies:
            self.channel.basic_publish('', 'work', body, pika.BasicProperties(delivery_mode=2))

    def consume(self, tag='reader'):
        self.channel.basic_consume('work', lambda *delivery: self.got.append(delivery[3]), auto_ack=True,
                                   consumer_tag=tag)

    def ready(self):
        return self.channel.queue_declare('work', passive=True).method.message_count

    def test_publishing_goes_on_and_deliveries_wait(self):
        self.channel.queue_declare('work', durable=True)
        self.consume()
        self.publish(b'a')
        self.until(lambda: self.got == [b'a'])
        self.assertEqual(self.broker.ask('pause', 'work'), 'ok')
        self.publish(b'b', b'c')
        self.assertEqual(self.ready(), 2)
        self.assertIsNone(self.channel.basic_get('work')[0])
        self.assertEqual(self.got, [b'a'])
        self.assertEqual(self.broker.ask('resume', 'work'), 'ok')
        self.until(lambda: self.got == [b'a', b'b', b'c'])

    def test_after_a_kill(self):
        self.channel.queue_declare('work', durable=True)
        self.publish(b'a')
        self.assertEqual(self.broker.ask('pause', 'work'), 'ok')
        self.broker.kill()
        self.broker.start()
        self.connect()
        self.consume()
        self.publish(b'b')
        self.assertEqual(self.ready(), 2)
        self.assertEqual(self.got, [])
        self.assertEqual(self.broker.ask('resume', 'work'), 'ok')
        self.until(lambda: self.got == [b'a', b'b'])

    def test_what_cannot_be_paused(self):
        self.channel.queue_declare('log', durable=True, arguments={'x-queue-type': 'stream'})
        self.assertIn('can not be paused', self.broker.ask('pause', 'log'))
        self.assertIn('nobody', self.broker.ask('pause', 'nobody'))

    def test_a_cancelled_consumer_is_told(self):
        self.channel.queue_declare('work', durable=True)
        cancelled = []
        self.channel.add_on_cancel_callback(lambda frame: cancelled.append(frame.method.consumer_tag))
        self.consume('first')
        self.consume('second')
        self.until(lambda: self.broker.ask('cancel', 'first') == 'ok')
        self.until(lambda: cancelled == ['first'])
        self.publish(b'a', b'b')
        self.until(lambda: self.got == [b'a', b'b'])  # the other one goes on
        self.assertEqual(self.channel.queue_declare('work', passive=True).method.consumer_count, 1)

    def test_what_it_held_stays_with_its_channel(self):
        self.channel.queue_declare('work', durable=True)
        held = []
        self.channel.basic_consume('work', lambda *delivery: held.append(delivery[1].delivery_tag), consumer_tag='slow')
        self.publish(b'a')
        self.until(lambda: len(held) == 1)
        self.until(lambda: self.broker.ask('cancel', 'slow') == 'ok')
        self.assertEqual(self.ready(), 0)
        self.channel.basic_nack(held[0], requeue=True)
        self.assertEqual(self.ready(), 1)


if __name__ == '__main__':
    main()
