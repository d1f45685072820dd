#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies set, changed and cleared while clients use the queues and exchanges that they concern."""
import os
import unittest

import broker as brokers
from support import Collector, drain, main, pika, publish, ready, wait_ready
from test_access import HELPER, AccessBroker


@unittest.skipUnless(HELPER and os.access(HELPER, os.X_OK), 'accessbroker was not built')
class Policies(unittest.TestCase):

    def setUp(self):
        self.broker = AccessBroker()
        self.addCleanup(self.broker.remove)
        self.channel = self.connect().channel()

    def connect(self):
        connection = pika.BlockingConnection(pika.ConnectionParameters('127.0.0.1', self.broker.port, socket_timeout=10))
        self.addCleanup(lambda: connection.is_open and connection.close())
        return connection

    def policy(self, name, pattern, apply_to, priority, **definition):
        words = [word for key, value in definition.items() for word in (key.replace('_', '-'), str(value))]
        self.assertEqual(self.broker.ask('policy', name, pattern, apply_to, str(priority), *words), 'ok')

    def clear(self, name):
        self.assertEqual(self.broker.ask('clear-policy', name), 'ok')

    def declare(self, name, **arguments):
        return self.channel.queue_declare(name, durable=True,
                                          arguments={'x-' + key.replace('_', '-'): value
                                                     for key, value in arguments.items()}).method.queue

    def fill(self, queue, count):
        before = ready(self.channel, queue)
        for i in range(count):
            publish(self.channel, '', queue, str(i))
        wait_ready(self.channel, queue, before + count)

    def test_lower_limit_drops_the_head_of_a_live_queue(self):
        queue = self.declare('orders.eu')
        self.fill(queue, 10)
        self.policy('limit', '^orders', 'queues', 0, max_length=3)
        wait_ready(self.channel, queue, 3)
        self.assertEqual(drain(self.channel, queue), ['7', '8', '9'])
        self.clear('limit')
        self.fill(queue, 5)

    def test_unacked_messages_stay(self):
        queue = self.declare('orders.eu')
        self.fill(queue, 4)
        self.channel.basic_qos(prefetch_count=2)
        collector = Collector(self.channel, queue).wait(2)
        self.policy('limit', '^orders', 'queues', 0, max_length=1)
        wait_ready(self.channel, queue, 1)
        self.assertEqual(collector.bodies()[:2], ['0', '1'])

    def test_time_to_live_reaches_what_is_there(self):
        queue = self.declare('q')
        self.fill(queue, 3)
        self.policy('ttl', '^q$', 'queues', 0, message_ttl=30)
        wait_ready(self.channel, queue, 0)

    def test_dead_letters_of_a_live_queue(self):
        queue, dead = self.declare('q'), self.declare('dead')
        self.fill(queue, 3)
        self.policy('dead', '^q$', 'queues', 0, dead_letter_exchange='amq.fanout', dead_letter_routing_key='was-q',
                    max_length=1)
        wait_ready(self.channel, queue, 1)
        self.assertEqual(ready(self.channel, dead), 0)  # nothing was bound
        self.channel.queue_bind(dead, 'amq.fanout')
        publish(self.channel, '', queue, 'new')
        wait_ready(self.channel, dead, 1)
        method, properties, body = self.channel.basic_get(dead, auto_ack=True)
        self.assertEqual((method.routing_key, body), ('was-q', b'2'))
        self.assertEqual(properties.headers['x-death'][0]['reason'], 'maxlen')

    def test_the_argument_and_the_policy_count_as_the_lower_one(self):
        queue = self.declare('q', max_length=5)
        self.fill(queue, 5)
        self.policy('loose', '^q$', 'queues', 0, max_length=50)
        publish(self.channel, '', queue, 'x')
        wait_ready(self.channel, queue, 5)
        self.assertEqual(drain(self.channel, queue), ['1', '2', '3', '4', 'x'])
        self.fill(queue, 4)
        self.policy('loose', '^q$', 'queues', 0, max_length=2)
        wait_ready(self.channel, queue, 2)

    def test_a_higher_priority_takes_over_and_gives_back(self):
        queue = self.declare('q')
        self.policy('low', '.*', 'queues', 0, max_length=2)
        self.policy('high', '^q$', 'queues', 1, max_length=100)
        self.fill(queue, 6)
        self.clear('high')
        wait_ready(self.channel, queue, 2)

    def test_expires_deletes_an_unused_queue(self):
        queue = self.declare('q')
        self.policy('gone', '^q$', 'queues', 0, expires=50)

        def is_gone():
            channel = self.channel.connection.channel()
            try:
                channel.queue_declare(queue, passive=True)
            except pika.exceptions.ChannelClosedByBroker as closed:
                return closed.reply_code == 404
            channel.close()
            self.channel.connection.sleep(0.2)  # asking counts as use
            return False
        brokers.wait_until(is_gone, 20, 'the end of the queue')

    def test_alternate_exchange(self):
        queue = self.declare('unrouted')
        self.channel.queue_bind(queue, 'amq.fanout')
        self.channel.exchange_declare('in', 'direct')
        publish(self.channel, 'in', 'nowhere', 'lost')
        self.policy('ae', '^in$', 'exchanges', 0, alternate_exchange='amq.fanout')
        publish(self.channel, 'in', 'nowhere', 'kept')
        wait_ready(self.channel, queue, 1)
        self.clear('ae')
        publish(self.channel, 'in', 'nowhere', 'lost')
        self.assertEqual(drain(self.channel, queue), ['kept'])

    def test_declaring_again_knows_no_policy(self):
        self.policy('limit', '.*', 'queues', 0, max_length=3)
        self.declare('q')
        self.assertEqual(self.declare('q'), 'q')

    def test_refusals(self):
        for words, text in ((('p', '(', 'all', '0', 'max-length', '1'), 'pattern should be regular expression'),
                            (('p', '.*', 'all', '0', 'max-lenght', '1'), 'are not recognised policy settings'),
                            (('p', '.*', 'all', '0', 'max-length', '-1'), 'max-length'),
                            (('p', '.*', 'all', '0'), 'no policy provided')):
            self.assertIn(text, self.broker.ask('policy', *words))
        self.assertIn("no policy 'p'", self.broker.ask('clear-policy', 'p'))


if __name__ == '__main__':
    main()
