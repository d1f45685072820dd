#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bounds a queue in time and size: x-message-ttl, expiration, x-expires, x-max-length, x-overflow, and bad values."""
import time
import unittest

import broker as brokers
import pika
import pika.exceptions
from support import BrokerTest, Collector, drain, get_body, main, publish, ready, wait_ready


class TimeToLive(BrokerTest):

    def test_of_the_queue(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-message-ttl': 30})
        publish(channel, '', queue, 'a')
        wait_ready(channel, queue, 1)
        wait_ready(channel, queue, 0)

    def test_of_the_message(self):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'a', expiration='30')
        publish(channel, '', queue, 'b')
        wait_ready(channel, queue, 1)
        self.assertEqual(drain(channel, queue), ['b'])

    def test_the_shorter_one_counts(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-message-ttl': 30})
        publish(channel, '', queue, 'a', expiration='60000')
        wait_ready(channel, queue, 0)

    def test_of_years(self):
        """As the last of the queues that make a delay of a bit each is declared: 2^27 seconds."""
        years = 134_217_728_000
        channel = self.channel()
        for arguments, expiration in (({'x-message-ttl': years}, None), ({'x-expires': years}, None),
                                      ({}, str(years)), ({'x-message-ttl': 315_360_000_000}, '315360000000')):
            with self.subTest(arguments=arguments, expiration=expiration):
                queue = self.queue(channel, arguments=arguments)
                publish(channel, '', queue, 'a', expiration=expiration)
                wait_ready(channel, queue, 1)
                self.assertEqual(drain(channel, queue), ['a'])

    def test_of_more_than_ten_years(self):
        channel = self.channel()
        queue = self.queue(channel)
        with self.channel_error(406, "PRECONDITION_FAILED - invalid expiration '315360000001': "
                                     '{value_too_large,315360000001}'):
            publish(channel, '', queue, 'a', expiration='315360000001')
            ready(channel, queue)

    def test_only_the_head_expires(self):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'a')
        publish(channel, '', queue, 'b', expiration='1')
        wait_ready(channel, queue, 2)
        channel.connection.process_data_events(time_limit=0.03)  # b's time passes behind a, which has none
        self.assertEqual(ready(channel, queue), 2)
        self.assertEqual(drain(channel, queue), ['a'])

    def test_zero_reaches_a_consumer_that_waits(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-message-ttl': 0})
        publish(channel, '', queue, 'a')
        self.assertIsNone(get_body(channel, queue))
        collector = Collector(channel, queue, auto_ack=True).settle()
        publish(channel, '', queue, 'b')
        self.assertEqual(collector.wait(1).bodies(), ['b'])

    def test_unacked_does_not_expire(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-message-ttl': 40})
        publish(channel, '', queue, 'a')
        collector = Collector(channel, queue).wait(1)
        channel.connection.process_data_events(time_limit=0.08)
        channel.basic_ack(collector.tags()[0])
        self.assertEqual(ready(channel, queue), 0)
        self.assertTrue(channel.is_open)

    def test_requeued_after_its_time(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-message-ttl': 40})
        publish(channel, '', queue, 'a')
        wait_ready(channel, queue, 1)
        method, _, _ = channel.basic_get(queue)
        channel.connection.process_data_events(time_limit=0.08)
        channel.basic_nack(method.delivery_tag, requeue=True)
        wait_ready(channel, queue, 0)

    def test_bad_expiration(self):
        channel = self.channel()
        queue = self.queue(channel)
        with self.channel_error_like(406, r"^PRECONDITION_FAILED - invalid expiration 'soon'"):
            publish(channel, '', queue, 'a', expiration='soon')
            channel.queue_declare(queue, passive=True)


class UnusedQueues(BrokerTest):

    def exists(self, queue, after=0.0):
        time.sleep(after)  # asking counts as use
        try:
            self.channel().queue_declare(queue, passive=True)
        except pika.exceptions.ChannelClosedByBroker as closed:
            self.assertEqual(closed.reply_code, 404)
            return False
        return True

    def test_goes_when_nobody_uses_it(self):
        queue = self.name()
        self.channel().queue_declare(queue, arguments={'x-expires': 50})
        brokers.wait_until(lambda: not self.exists(queue, after=0.2))

    def test_asking_and_getting_count_as_use(self):
        channel = self.channel()
        asked, got, left = self.name('asked'), self.name('got'), self.name('left')
        for queue in (asked, got, left):
            channel.queue_declare(queue, arguments={'x-expires': 3000})
        for _ in range(9):
            channel.connection.sleep(0.5)
            channel.queue_declare(asked, passive=True)
            channel.basic_get(got)
        self.assertFalse(self.exists(left))
        for queue in (asked, got):
            self.assertTrue(self.exists(queue))
            channel.queue_delete(queue)

    def test_stays_while_it_has_a_consumer(self):
        channel = self.channel()
        queue = self.name()
        channel.queue_declare(queue, arguments={'x-expires': 50})
        collector = Collector(channel, queue)
        channel.connection.process_data_events(time_limit=0.15)
        self.assertTrue(self.exists(queue))
        channel.basic_cancel(collector.tag)
        brokers.wait_until(lambda: not self.exists(queue, after=0.2))


class Lengths(BrokerTest):

    def test_drop_head(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-length': 3})
        for number in range(10):
            publish(channel, '', queue, str(number))
        brokers.wait_until(lambda: ready(channel, queue) == 3)
        self.assertEqual(drain(channel, queue), ['7', '8', '9'])

    def test_unacked_does_not_count(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-length': 2})
        collector = Collector(channel, queue).settle()
        for number in range(4):
            publish(channel, '', queue, str(number))
        self.assertEqual(collector.wait(4).bodies(), ['0', '1', '2', '3'])

    def test_bytes(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-length-bytes': 10})
        for body in ('aaaa', 'bbbb', 'cccc'):
            publish(channel, '', queue, body)
        brokers.wait_until(lambda: ready(channel, queue) == 2)
        self.assertEqual(drain(channel, queue), ['bbbb', 'cccc'])

    def test_reject_publish(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-length': 1, 'x-overflow': 'reject-publish'})
        channel.confirm_delivery()
        publish(channel, '', queue, 'a')
        with self.assertRaises(pika.exceptions.NackError):
            publish(channel, '', queue, 'b')
        self.assertEqual(drain(channel, queue), ['a'])
        publish(channel, '', queue, 'c')
        self.assertEqual(drain(channel, queue), ['c'])

    def test_reject_publish_dlx(self):
        channel = self.channel()
        dead = self.queue(channel)
        queue = self.queue(channel, arguments={'x-max-length': 1, 'x-overflow': 'reject-publish-dlx',
                                               'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': dead})
        channel.confirm_delivery()
        publish(channel, '', queue, 'a')
        with self.assertRaises(pika.exceptions.NackError):
            publish(channel, '', queue, 'b')
        self.assertEqual((drain(channel, queue), drain(channel, dead)), (['a'], ['b']))

    def test_reject_publish_dlx_without_one(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-length': 1, 'x-overflow': 'reject-publish-dlx'})
        channel.confirm_delivery()
        publish(channel, '', queue, 'a')
        with self.assertRaises(pika.exceptions.NackError):
            publish(channel, '', queue, 'b')
        self.assertEqual(drain(channel, queue), ['a'])


class AcceptedArguments(BrokerTest):
    """What has no effect on one machine, or belongs to a plugin, is taken and compared all the same."""

    CASES = [
        {'x-queue-mode': 'lazy'},
        {'x-queue-mode': 'default'},
        {'x-queue-version': 2},
        {'x-queue-master-locator': 'min-masters'},
        {'x-queue-type': 'classic', 'x-queue-leader-locator': 'balanced'},
        {'x-queue-type': 'quorum', 'x-queue-leader-locator': 'client-local', 'x-quorum-initial-group-size': 1},
        {'x-message-deduplication': True, 'x-cache-size': 100},
        {'x-of-nobody': 'any'},
    ]

    def test_each_is_taken_and_routes(self):
        for arguments in self.CASES:
            with self.subTest(arguments):
                if brokers.chosen() == 'rabbitmq' and 'classic' in arguments.values():
                    self.skipTest('RabbitMQ takes it for classic queues since 3.12')
                channel = self.channel()
                channel.confirm_delivery()
                name = self.name()
                for _ in range(2):
                    channel.queue_declare(name, durable=True, arguments=arguments)
                for _ in range(2):
                    publish(channel, '', name, 'same', headers={'x-deduplication-header': '1'})
                self.assertEqual(drain(channel, name), ['same', 'same'])
                channel.queue_delete(name)

    def test_a_classic_queue_may_say_so_or_not(self):
        channel = self.channel()
        for first, second in (({}, {'x-queue-type': 'classic'}), ({'x-queue-type': 'classic'}, {})):
            name = self.name()
            channel.queue_declare(name, exclusive=True, arguments=first)
            channel.queue_declare(name, exclusive=True, arguments=second)

    def test_but_a_quorum_queue_must(self):
        name = self.name()
        self.channel().queue_declare(name, durable=True, arguments={'x-queue-type': 'quorum'})
        self.addCleanup(lambda: self.channel().queue_delete(name))
        with self.channel_error(406, "PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue '%s' in vhost '/': "
                                     "received none but current is the value 'quorum' of type 'longstr'" % name):
            self.channel().queue_declare(name, durable=True)


class BadArguments(BrokerTest):

    CASES = [
        ({'x-message-ttl': 'abc'}, '"expected integer, got longstr"'),
        ({'x-message-ttl': -5}, '{value_negative,-5}'),
        ({'x-expires': 0}, '{value_zero,0}'),
        ({'x-message-ttl': 315_360_000_001}, '{value_too_large,315360000001}'),
        ({'x-expires': 315_360_000_001}, '{value_too_large,315360000001}'),
        ({'x-max-length': -1}, '{value_negative,-1}'),
        ({'x-max-priority': 300}, '{max_value_exceeded,300}'),
        ({'x-overflow': 'zzz'}, 'invalid_overflow'),
        ({'x-dead-letter-routing-key': 'k'}, 'routing_key_but_no_dlx_defined'),
        ({'x-single-active-consumer': 'yes'}, '{unacceptable_type,longstr}'),
        ({'x-queue-mode': 'fast'}, '"unsupported queue mode \'fast\'"'),
    ]

    def test_each_is_refused(self):
        for arguments, why in self.CASES:
            with self.subTest(arguments):
                name = self.name()
                with self.assertRaises(pika.exceptions.ChannelClosedByBroker) as caught:
                    self.channel().queue_declare(name, arguments=arguments)
                self.assertEqual(caught.exception.reply_code, 406)
                expected = "PRECONDITION_FAILED - invalid arg '%s' for queue '%s' in vhost '/': %s" % (
                    next(iter(arguments)), name, why)
                self.assertTrue(caught.exception.reply_text.startswith(expected), caught.exception.reply_text)

    def test_the_exchange_of_dead_letters_is_a_name(self):
        name = self.name()
        with self.channel_error(406, "PRECONDITION_FAILED - invalid type 'signedint' for arg 'x-dead-letter-exchange' "
                                     "in queue '%s' in vhost '/'" % name):
            self.channel().queue_declare(name, arguments={'x-dead-letter-exchange': 5})

    def test_the_strategy_of_dead_letters_is_a_quorum_queues(self):
        name = self.name()
        with self.channel_error(406, "PRECONDITION_FAILED - invalid arg 'x-dead-letter-strategy' for queue '%s' in vhost '/' "
                                     "of queue type rabbit_classic_queue" % name):
            self.channel().queue_declare(name, arguments={'x-dead-letter-strategy': 'at-least-once'})
        with self.channel_error(406, "PRECONDITION_FAILED - invalid arg 'x-dead-letter-strategy' for queue '%s' in vhost '/': "
                                     "invalid_dlx_strategy" % name):
            self.channel().queue_declare(name, durable=True, arguments={'x-queue-type': 'quorum',
                                                                        'x-dead-letter-strategy': 'always'})
        # What it needs beside it is not asked for: without, RabbitMQ falls back to at-most-once.
        channel = self.channel()
        channel.queue_declare(name, durable=True, arguments={'x-queue-type': 'quorum',
                                                             'x-dead-letter-strategy': 'at-least-once'})
        channel.queue_delete(name)

    def test_each_type_refuses_the_others_arguments(self):
        for kind, arguments in (('quorum', {'x-max-priority': 5}), ('quorum', {'x-queue-mode': 'lazy'}),
                                ('quorum', {'x-queue-version': 2}), ('quorum', {'x-max-age': '1h'}),
                                ('classic', {'x-delivery-limit': 3})):
            with self.subTest((kind, arguments)):
                name = self.name()
                with self.channel_error(406, "PRECONDITION_FAILED - invalid arg '%s' for queue '%s' in vhost '/' of queue "
                                             'type rabbit_%s_queue' % (next(iter(arguments)), name, kind)):
                    self.channel().queue_declare(name, durable=True, arguments={'x-queue-type': kind, **arguments})

    def test_a_quorum_queue_is_durable(self):
        for options in ({'durable': False}, {'durable': True, 'exclusive': True}, {'durable': True, 'auto_delete': True}):
            with self.subTest(options), self.channel_error_like(406, '^PRECONDITION_FAILED - invalid property'):
                self.channel().queue_declare(self.name(), arguments={'x-queue-type': 'quorum'}, **options)


class Restarted(unittest.TestCase):

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'restarts the broker')
    def test_times_go_on(self):
        with brokers.make_broker() as broker:
            connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
            channel = connection.channel()
            channel.confirm_delivery()
            channel.queue_declare('ttl', durable=True, arguments={'x-message-ttl': 60000})
            channel.queue_declare('plain', durable=True)
            publish(channel, '', 'ttl', 'stays', delivery_mode=2)
            publish(channel, '', 'plain', 'goes', delivery_mode=2, expiration='300')
            connection.close()
            broker.stop()
            broker.start()
            connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
            channel = connection.channel()
            wait_ready(channel, 'plain', 0)
            self.assertEqual(ready(channel, 'ttl'), 1)
            connection.close()


if __name__ == '__main__':
    main()
