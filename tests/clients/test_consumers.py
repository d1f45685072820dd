#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets the next message: priorities of messages and consumers, the single active consumer, delayed retries."""
import unittest

import broker as brokers
import pika
from support import BrokerTest, Collector, drain, fill, main, publish, ready, wait_ready


class MessagePriorities(BrokerTest):

    def test_higher_first_then_older(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-priority': 5})
        for body, priority in (('a', 1), ('b', 5), ('c', None), ('d', 5), ('e', 9)):
            publish(channel, '', queue, body, priority=priority)
        wait_ready(channel, queue, 5)
        self.assertEqual(drain(channel, queue), ['b', 'd', 'e', 'a', 'c'])

    def test_requeued_to_its_priority(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-priority': 5})
        for body, priority in (('low', 1), ('high', 4)):
            publish(channel, '', queue, body, priority=priority)
        wait_ready(channel, queue, 2)
        tags = [channel.basic_get(queue)[0].delivery_tag for _ in range(2)]
        for tag in reversed(tags):
            channel.basic_reject(tag, requeue=True)
        wait_ready(channel, queue, 2)
        method, _, body = channel.basic_get(queue, auto_ack=True)
        self.assertEqual((body, method.redelivered), (b'high', True))

    def test_without_the_argument_there_is_none(self):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'a', priority=1)
        publish(channel, '', queue, 'b', priority=9)
        wait_ready(channel, queue, 2)
        self.assertEqual(drain(channel, queue), ['a', 'b'])

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'RabbitMQ has them so since 4.3')
    def test_of_a_quorum_queue(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False, durable=True, arguments={'x-queue-type': 'quorum'})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        for body, priority in (('none', None), ('low', 0), ('four', 4), ('high', 5), ('top', 31), ('beyond', 200)):
            publish(channel, '', queue, body, priority=priority)
        wait_ready(channel, queue, 6)
        method, _, body = channel.basic_get(queue)
        self.assertEqual(body, b'top')
        channel.basic_nack(method.delivery_tag)  # back, and ahead of all
        wait_ready(channel, queue, 6)
        self.assertEqual(drain(channel, queue), ['top', 'beyond', 'high', 'none', 'four', 'low'])

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'restarts the broker')
    def test_of_a_quorum_queue_after_a_restart(self):
        with brokers.make_broker() as broker:
            for ended in (broker.stop, broker.kill):
                parameters = pika.ConnectionParameters(host=broker.host, port=broker.port)
                channel = pika.BlockingConnection(parameters).channel()
                channel.confirm_delivery()
                channel.queue_declare('p', durable=True, arguments={'x-queue-type': 'quorum'})
                for number in range(60):
                    publish(channel, '', 'p', str(number), priority=(None, 9, 1)[number % 3])
                ended()
                broker.start()
                channel = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port)).channel()
                wait_ready(channel, 'p', 60)
                expected = [str(number) for rest in (1, 0, 2) for number in range(rest, 60, 3)]
                self.assertEqual(drain(channel, 'p'), expected)
                channel.connection.close()

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'restarts the broker')
    def test_after_a_restart(self):
        with brokers.make_broker() as broker:
            def channel_of():
                return pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port)).channel()
            channel = channel_of()
            channel.confirm_delivery()
            channel.queue_declare('p', durable=True, arguments={'x-max-priority': 3})
            for number in range(60):
                publish(channel, '', 'p', '%d:%d' % (3 - number % 4, number), delivery_mode=2, priority=number % 4)
            channel.connection.close()
            broker.stop()
            broker.start()
            channel = channel_of()
            publish(channel, '', 'p', '0:99', priority=3)
            wait_ready(channel, 'p', 61)
            bodies = drain(channel, 'p')
            self.assertEqual(bodies, sorted(bodies, key=lambda body: tuple(map(int, body.split(':')))))
            channel.connection.close()


class ConsumerPriorities(BrokerTest):

    def test_the_higher_one_is_served_while_it_can(self):
        channel = self.channel()
        queue = self.queue(channel)
        channel.basic_qos(prefetch_count=2)
        low = Collector(channel, queue)
        high = Collector(channel, queue, arguments={'x-priority': 10})
        fill_ = [publish(channel, '', queue, str(number)) for number in range(3)]
        self.assertEqual(len(fill_), 3)
        high.wait(2)
        low.wait(1)
        self.assertEqual((high.bodies(), low.bodies()), (['0', '1'], ['2']))

    def test_equals_take_turns(self):
        channel = self.channel()
        queue = self.queue(channel)
        one = Collector(channel, queue, arguments={'x-priority': 1})
        two = Collector(channel, queue, arguments={'x-priority': 1})
        none = Collector(channel, queue).settle()
        for number in range(4):
            publish(channel, '', queue, str(number))
        one.wait(2)
        two.wait(2)
        self.assertEqual(none.settle().bodies(), [])


    def test_a_priority_is_a_number(self):
        channel = self.channel()
        queue = self.queue(channel)
        with self.channel_error(406, "PRECONDITION_FAILED - invalid arg 'x-priority' for queue '%s' in vhost '/': "
                                     '"expected integer, got longstr"' % queue):
            Collector(channel, queue, arguments={'x-priority': 'high'})


class SingleActiveConsumer(BrokerTest):

    def test_a_quorum_queue_is_not_emptied_by_hand(self):
        channel = self.channel()
        queue = self.name()
        channel.queue_declare(queue, durable=True, arguments={'x-queue-type': 'quorum', 'x-single-active-consumer': True})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        with self.channel_error_like(405, "^RESOURCE_LOCKED - cannot obtain access to locked queue '%s' in vhost '/'. "
                                          "basic.get operations are not supported by " % queue):
            channel.basic_get(queue)

    def test_one_at_a_time_in_order(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-single-active-consumer': True})
        first = Collector(channel, queue)
        second = Collector(channel, queue).settle()
        for number in range(4):
            publish(channel, '', queue, str(number))
        first.wait(4)
        self.assertEqual(second.settle().bodies(), [])
        for tag in first.tags():
            channel.basic_ack(tag)
        channel.basic_cancel(first.tag)
        publish(channel, '', queue, '4')
        self.assertEqual(second.wait(1).bodies(), ['4'])


class DelayedRetries(BrokerTest):

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'RabbitMQ has it since 4.3')
    def test_which_returned_messages_wait(self):
        channel = self.channel()
        for kind, waits in (('all', {'nack', 'reject'}), ('failed', {'reject'}), ('returned', {'nack'}), ('disabled', set())):
            for how in ('nack', 'reject'):
                with self.subTest(kind=kind, how=how):
                    queue = self.name()
                    channel.queue_declare(queue, durable=True, arguments={
                        'x-queue-type': 'quorum', 'x-delayed-retry-type': kind, 'x-delayed-retry-min': 3_600_000})
                    publish(channel, '', queue, 'a')
                    wait_ready(channel, queue, 1)
                    method, _, _ = channel.basic_get(queue)
                    settle = channel.basic_nack if how == 'nack' else channel.basic_reject
                    settle(method.delivery_tag, requeue=True)
                    self.assertEqual(ready(channel, queue), 0 if how in waits else 1)
                    channel.queue_delete(queue)

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'RabbitMQ has it since 4.3')
    def test_a_returned_message_waits_longer_each_time(self):
        channel = self.channel()
        queue = self.name()
        channel.queue_declare(queue, durable=True, arguments={
            'x-queue-type': 'quorum', 'x-delayed-retry-type': 'all', 'x-delayed-retry-min': 60,
            'x-delayed-retry-max': 100})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        publish(channel, '', queue, 'a')
        import time
        times = []

        def give_back(_channel, method, properties, _body):
            times.append(time.monotonic())
            if len(times) < 4:
                channel.basic_reject(method.delivery_tag, requeue=True)
            else:
                channel.basic_ack(method.delivery_tag)
        channel.basic_consume(queue, give_back)
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or len(times) == 4)
        waits = [after - before for before, after in zip(times, times[1:])]
        for wait, least in zip(waits, (0.055, 0.095, 0.095)):
            self.assertGreaterEqual(wait, least)


if __name__ == '__main__':
    main()
