#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies set, changed and cleared while clients use the queues and exchanges that they concern."""
import os
import time
import unittest

import broker as brokers
from support import Collector, drain, main, pika, publish, ready, wait_ready, when_closed
from accessbroker import HELPER, AccessBroker


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

    def test_a_time_to_live_of_years(self):
        queue = self.declare('q')
        self.policy('ttl', '^q$', 'queues', 0, message_ttl=134_217_728_000)
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

    def test_an_operator_policy_caps_arguments_and_policies(self):
        queue = self.declare('orders', max_length=6)
        self.fill(queue, 6)
        self.assertEqual(self.broker.ask('operator-policy', 'cap', '^orders', 'queues', '0', 'max-length', '4'), 'ok')
        wait_ready(self.channel, queue, 4)
        self.policy('more', '^orders', 'queues', 9, max_length=100)
        self.policy('more', '^orders', 'queues', 9, max_length=100, message_ttl=3_600_000)
        publish(self.channel, '', queue, 'next')
        wait_ready(self.channel, queue, 4)
        self.policy('less', '^orders', 'queues', 10, max_length=2)
        wait_ready(self.channel, queue, 2)
        self.clear('less')
        self.assertEqual(self.broker.ask('clear-operator-policy', 'cap'), 'ok')
        self.fill(queue, 4)
        self.assertEqual(drain(self.channel, queue), ['5', 'next', '0', '1', '2', '3'])

    def test_an_operator_policy_sets_limits_only(self):
        answer = self.broker.ask('operator-policy', 'p', '.*', 'queues', '0', 'dead-letter-exchange', 'amq.fanout')
        self.assertIn('dead-letter-exchange', answer)

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
        self.assertEqual(ready(self.channel, queue), 0)  # the broker has read it before the policy comes, by another way
        self.policy('ae', '^in$', 'exchanges', 0, alternate_exchange='amq.fanout')
        publish(self.channel, 'in', 'nowhere', 'kept')
        wait_ready(self.channel, queue, 1)
        self.clear('ae')
        publish(self.channel, 'in', 'nowhere', 'lost')
        self.assertEqual(drain(self.channel, queue), ['kept'])

    def give_back(self, queue, times):
        for _ in range(times):
            wait_ready(self.channel, queue, 1)
            method, _, _ = self.channel.basic_get(queue)
            self.channel.basic_reject(method.delivery_tag, requeue=True)

    def test_a_delivery_limit_counts_what_came_back_before(self):
        dead = self.declare('dead')
        queue = self.declare('q', queue_type='quorum', dead_letter_exchange='', dead_letter_routing_key=dead)
        self.fill(queue, 1)
        self.give_back(queue, 2)
        self.policy('limit', '^q$', 'queues', 0, delivery_limit=3)
        self.give_back(queue, 2)
        wait_ready(self.channel, dead, 1)
        self.assertEqual(self.channel.basic_get(dead)[1].headers['x-death'][0]['reason'], 'delivery_limit')
        self.assertEqual(ready(self.channel, queue), 0)

    def test_an_acknowledgement_timeout(self):
        queue = self.declare('q', consumer_timeout=3_600_000)
        self.fill(queue, 1)
        self.policy('timeout', '^q$', 'queues', 0, consumer_timeout=300)
        channel = self.connect().channel()
        closed = when_closed(channel)
        Collector(channel, queue).wait(1)
        self.assertEqual(closed().reply_code, 406)
        self.assertIn('Timeout value used: 300 ms', closed().reply_text)
        wait_ready(self.channel, queue, 1)

    def test_delayed_retries(self):
        queue = self.declare('q', queue_type='quorum', delayed_retry_type='failed', delayed_retry_min=3_600_000)
        self.fill(queue, 1)
        self.policy('retry', '^q$', 'queues', 0, delayed_retry_type='returned', delayed_retry_min=300)
        method, _, _ = self.channel.basic_get(queue)
        returned = time.monotonic()
        self.channel.basic_nack(method.delivery_tag, requeue=True)
        wait_ready(self.channel, queue, 1)
        self.assertGreaterEqual(time.monotonic() - returned, 0.295)
        self.policy('retry', '^q$', 'queues', 0, delayed_retry_type='disabled')
        self.give_back(queue, 3)
        wait_ready(self.channel, queue, 1)

    def test_an_operator_policy_delays_retries(self):
        answer = self.broker.ask('operator-policy', 'p', '.*', 'queues', '0', 'delayed-retry-type', 'all',
                                 'delayed-retry-min', '3600000')
        self.assertEqual(answer, 'ok')
        queue = self.declare('q', queue_type='quorum')
        self.fill(queue, 1)
        self.give_back(queue, 1)
        self.assertEqual(ready(self.channel, queue), 0)

    def test_what_a_full_queue_does(self):
        classic = self.declare('classic', max_length=1, overflow='reject-publish')
        quorum = self.declare('quorum', queue_type='quorum', max_length=1, overflow='reject-publish')
        self.policy('drop', '.*', 'queues', 0, overflow='drop-head')
        for queue, left in ((classic, ['a']), (quorum, ['b'])):
            for body in ('a', 'b'):
                publish(self.channel, '', queue, body)
            wait_ready(self.channel, queue, 1)
            self.assertEqual(drain(self.channel, queue), left)

    def test_declaring_again_knows_no_policy(self):
        self.policy('limit', '.*', 'queues', 0, max_length=3)
        self.declare('q')
        self.assertEqual(self.declare('q'), 'q')

    def test_refusals(self):
        for words, text in ((('p', '(', 'all', '0', 'max-length', '1'), 'pattern should be regular expression'),
                            (('p', '.*', 'all', '0', 'max-lenght', '1'), 'are not recognised policy settings'),
                            (('p', '.*', 'all', '0', 'max-length', '-1'), 'max-length'),
                            (('p', '.*', 'all', '0', 'delayed-retry-type', 'all'), 'delayed-retry-min is required'),
                            (('p', '.*', 'all', '0', 'delayed-retry-min', '9', 'delayed-retry-max', '5'),
                             'delayed-retry-max (5) must not be smaller than delayed-retry-min (9)'),
                            (('p', '.*', 'all', '0'), 'no policy provided')):
            self.assertIn(text, self.broker.ask('policy', *words))
        self.assertIn("no policy 'p'", self.broker.ask('clear-policy', 'p'))


if __name__ == '__main__':
    main()
