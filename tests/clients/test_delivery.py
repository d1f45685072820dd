#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consumers: order, credit, acknowledgement, requeue to the original place, get, cancel."""
import broker as brokers
from support import BrokerTest, Collector, consumers, drain, fill, get_body, main, pika, publish, ready, wait_ready


def numbers(*ranges):
    return [str(number) for numbers in ranges for number in (numbers if hasattr(numbers, '__iter__') else [numbers])]


class Consuming(BrokerTest):

    def test_in_order(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 500)
        collector = Collector(channel, queue).wait(500)
        self.assertEqual(collector.bodies(), numbers(range(500)))
        self.assertEqual(collector.tags(), list(range(1, 501)))

    def test_delivery_says_where_it_comes_from(self):
        channel = self.channel()
        queue = self.queue(channel)
        channel.queue_bind(queue, 'amq.topic', 'say.#')
        publish(channel, 'amq.topic', 'say.hello', 'x', content_type='text/plain')
        collector = Collector(channel, queue, consumer_tag='me').wait(1)
        method, properties, _ = collector.deliveries[0]
        self.assertEqual((method.consumer_tag, method.exchange, method.routing_key, method.redelivered),
                         ('me', 'amq.topic', 'say.hello', False))
        self.assertEqual(properties.content_type, 'text/plain')

    def test_no_ack(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 50)
        collector = Collector(channel, queue, auto_ack=True).wait(50)
        self.assertEqual(collector.bodies(), numbers(range(50)))
        channel.close()
        channel = channel.connection.channel()
        self.assertEqual(ready(channel, queue), 0)

    def test_no_ack_ignores_prefetch(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 20)
        channel.basic_qos(prefetch_count=3)
        Collector(channel, queue, auto_ack=True).wait(20)

    def test_server_named_tag(self):
        channel = self.channel()
        queue = self.queue(channel)
        answer = channel._impl  # pika's blocking face makes tags of its own
        tags = []
        answer.basic_consume(queue, print, consumer_tag='', callback=lambda ok: tags.append(ok.method.consumer_tag))
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or tags)
        self.assertRegex(tags[0], r'^amq\.ctag-[A-Za-z0-9_-]{22}$|^ctag')

    def test_tag_used_twice(self):
        channel = self.channel()
        queue = self.queue(channel)
        raw = channel._impl
        for _ in range(2):
            raw._send_method(pika.spec.Basic.Consume(queue=queue, consumer_tag='me'))
        with self.connection_error(530, "NOT_ALLOWED - attempt to reuse consumer tag 'me'"):
            channel.queue_declare(queue, passive=True)

    def test_round_robin(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        collectors = [Collector(self.channel(), queue, auto_ack=True) for _ in range(3)]
        for number in range(30):
            publish(channel, '', queue, str(number))
        for collector in collectors:
            collector.wait(10).settle()
            own = [int(body) for body in collector.bodies()]
            self.assertEqual(own, list(range(own[0], 30, 3)))
        channel.queue_delete(queue)

    def test_round_robin_passes_over_the_busy(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        busy = self.channel()
        busy.basic_qos(prefetch_count=1)
        stuck, free = Collector(busy, queue), Collector(self.channel(), queue, auto_ack=True)
        for number in range(20):
            publish(channel, '', queue, str(number))
        free.wait(19)
        self.assertEqual(len(stuck.wait(1).settle().deliveries), 1)
        channel.queue_delete(queue)

    def test_exclusive_consumer(self):
        channel = self.channel()
        queue = self.queue(channel)
        Collector(channel, queue, exclusive=True)
        other = channel.connection.channel()
        with self.channel_error(403, "ACCESS_REFUSED - queue '%s' in vhost '/' in exclusive use" % queue):
            other.basic_consume(queue, print)
        channel.close()
        channel = channel.connection.channel()
        Collector(channel, queue)
        with self.channel_error(403, "ACCESS_REFUSED - queue '%s' in vhost '/' in exclusive use" % queue):
            channel.connection.channel().basic_consume(queue, print, exclusive=True)

    def test_cancel_leaves_the_unacked_with_the_channel(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 3)
        collector = Collector(channel, queue).wait(3)
        channel._impl.basic_cancel(collector.tag, callback=lambda _: None)
        brokers.wait_until(lambda: consumers(channel, queue) == 0)
        self.assertEqual(ready(channel, queue), 0)
        for tag in collector.tags():
            channel.basic_ack(tag)
        self.assertEqual(ready(channel, queue), 0)

    def test_cancel_of_an_unknown_tag(self):
        channel = self.channel()
        channel._impl._send_method(pika.spec.Basic.Cancel('nobody'))
        self.queue(channel)

    def test_deleting_the_queue_cancels_its_consumers(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        cancelled = []
        channel.add_on_cancel_callback(lambda method: cancelled.append(method.method.consumer_tag))
        collector = Collector(channel, queue)
        self.channel().queue_delete(queue)
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or cancelled)
        self.assertEqual(cancelled, [collector.tag])

    def test_what_a_deleted_queue_delivered_may_be_settled(self):
        channel = self.channel()
        other = self.queue(channel)
        queue = self.queue(channel, exclusive=False)
        fill(channel, queue, 4)
        tags = Collector(channel, queue).wait(4).tags()
        self.channel().queue_delete(queue)
        channel.basic_ack(tags[0])
        channel.basic_nack(tags[1], requeue=True)
        channel.basic_reject(tags[2], requeue=False)
        channel.basic_ack(tags[3], multiple=True)
        self.assertEqual(ready(channel, other), 0)  # the channel is still there
        with self.channel_error(406, 'PRECONDITION_FAILED - unknown delivery tag %d' % tags[3]):
            channel.basic_ack(tags[3])
            ready(channel, other)


class Credit(BrokerTest):

    def test_prefetch_for_each_consumer(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 20)
        channel.basic_qos(prefetch_count=3)
        first = Collector(channel, queue).wait(3).settle()
        channel.basic_qos(prefetch_count=5)
        second = Collector(channel, queue).wait(5).settle()
        self.assertEqual((first.bodies(), second.bodies()), (numbers(range(3)), numbers(range(3, 8))))
        channel.basic_ack(first.tags()[0])
        self.assertEqual(first.wait(4).settle().bodies(), numbers(range(3), 8))
        self.assertEqual(len(second.deliveries), 5)

    def test_prefetch_for_the_channel(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 20)
        channel.basic_qos(prefetch_count=4, global_qos=True)
        first, second = Collector(channel, queue), Collector(channel, queue)

        def both():
            channel.connection.process_data_events(0.01)
            return len(first.deliveries) + len(second.deliveries) >= 4
        brokers.wait_until(both)
        first.settle()
        self.assertEqual(len(first.deliveries) + len(second.deliveries), 4)
        channel.basic_ack(max(first.tags() + second.tags()), multiple=True)
        brokers.wait_until(lambda: both() and len(first.deliveries) + len(second.deliveries) == 8)

    def test_both_limits_hold(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 20)
        channel.basic_qos(prefetch_count=4)
        channel.basic_qos(prefetch_count=5, global_qos=True)
        first = Collector(channel, queue).wait(4)
        second = Collector(channel, queue).wait(1).settle()
        self.assertEqual((len(first.deliveries), len(second.deliveries)), (4, 1))

    def test_get_takes_no_credit(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 5)
        channel.basic_qos(prefetch_count=1)
        Collector(channel, queue).wait(1)
        self.assertEqual([get_body(channel, queue, auto_ack=False) for _ in range(4)], numbers(range(1, 5)))

    def test_get_takes_no_credit_of_the_channel_either(self):
        channel = self.channel()
        queue = self.queue(channel)
        channel.basic_qos(prefetch_count=2, global_qos=True)
        fill(channel, queue, 6)
        self.assertEqual([get_body(channel, queue, auto_ack=False) for _ in range(3)], numbers(range(3)))
        collector = Collector(channel, queue).wait(2).settle()
        self.assertEqual(collector.bodies(), ['3', '4'])
        channel.basic_ack(3)  # one of those: makes no room
        self.assertEqual(collector.settle().bodies(), ['3', '4'])
        channel.basic_ack(collector.tags()[0])
        self.assertEqual(collector.wait(3).settle().bodies(), ['3', '4', '5'])

    def test_zero_means_no_limit(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 300)
        channel.basic_qos(prefetch_count=0)
        Collector(channel, queue).wait(300)

    def test_prefetch_by_size_is_refused(self):
        channel = self.channel()
        with self.connection_error(540, 'NOT_IMPLEMENTED - prefetch_size!=0 (10)'):
            channel.basic_qos(prefetch_size=10)


class Acknowledging(BrokerTest):

    def taken(self, count):
        """A channel, its queue and `count` messages taken from it with get."""
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, count)
        return channel, queue, [channel.basic_get(queue)[0].delivery_tag for _ in range(count)]

    def returned(self, channel, queue):
        """What is in the queue after everything unacknowledged has come back."""
        channel.close()
        return drain(channel.connection.channel(), queue)

    def test_single(self):
        channel, queue, tags = self.taken(5)
        channel.basic_ack(tags[1])
        channel.basic_ack(tags[3])
        self.assertEqual(self.returned(channel, queue), numbers(0, 2, 4))

    def test_multiple(self):
        channel, queue, tags = self.taken(6)
        channel.basic_ack(tags[3], multiple=True)
        self.assertEqual(self.returned(channel, queue), numbers(4, 5))

    def test_multiple_with_holes(self):
        channel, queue, tags = self.taken(6)
        channel.basic_nack(tags[1])
        channel.basic_ack(tags[3], multiple=True)
        self.assertEqual(self.returned(channel, queue), numbers(1, 4, 5))

    def test_zero_multiple_means_all(self):
        channel, queue, _ = self.taken(5)
        channel.basic_ack(0, multiple=True)
        self.assertEqual(self.returned(channel, queue), [])

    def test_reject_drops(self):
        channel, queue, tags = self.taken(3)
        channel.basic_reject(tags[1], requeue=False)
        self.assertEqual(self.returned(channel, queue), numbers(0, 2))

    def test_nack_multiple_drops(self):
        channel, queue, tags = self.taken(4)
        channel.basic_nack(tags[2], multiple=True, requeue=False)
        self.assertEqual(self.returned(channel, queue), numbers(3))

    def test_requeue_goes_to_the_original_place(self):
        channel, queue, tags = self.taken(6)
        fill(channel, queue, 2, start=6)
        for index in (3, 0, 4):
            channel.basic_reject(tags[index], requeue=True)
        wait_ready(channel, queue, 5)
        self.assertEqual(drain(channel, queue), numbers(0, 3, 4, 6, 7))

    def test_nack_multiple_requeues_in_order(self):
        channel, queue, tags = self.taken(5)
        fill(channel, queue, 1, start=5)
        channel.basic_nack(tags[3], multiple=True, requeue=True)
        wait_ready(channel, queue, 5)
        self.assertEqual(drain(channel, queue), numbers(0, 1, 2, 3, 5))

    def test_closing_the_channel_requeues_in_order(self):
        channel, queue, tags = self.taken(6)
        fill(channel, queue, 2, start=6)
        channel.basic_ack(tags[2])
        self.assertEqual(self.returned(channel, queue), numbers(0, 1, 3, 4, 5, 6, 7))

    def test_redelivered_flag(self):
        channel, queue, tags = self.taken(2)
        channel.basic_nack(tags[0])
        wait_ready(channel, queue, 1)
        fill(channel, queue, 1, start=9)
        flags = [channel.basic_get(queue)[0].redelivered for _ in range(2)]
        self.assertEqual(flags, [True, False])

    def test_redelivered_after_a_lost_consumer(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        fill(channel, queue, 3)
        lost = self.channel()
        Collector(lost, queue).wait(3)
        lost.connection.close()
        collector = Collector(channel, queue).wait(3)
        self.assertEqual(collector.bodies(), numbers(range(3)))
        self.assertEqual([method.redelivered for method, _, _ in collector.deliveries], [True] * 3)
        channel.queue_delete(queue)

    def test_recover_requeues(self):
        channel, queue, _ = self.taken(3)
        channel.basic_recover(requeue=True)
        method, _, body = channel.basic_get(queue)
        self.assertEqual((body, method.redelivered), (b'0', True))

    def test_recover_without_requeue_is_refused(self):
        with self.connection_error(540, 'NOT_IMPLEMENTED - requeue=false'):
            self.channel().basic_recover(requeue=False)

    def test_unknown_tag(self):
        for use in (lambda c: c.basic_ack(99), lambda c: c.basic_nack(99), lambda c: c.basic_reject(99),
                    lambda c: c.basic_ack(99, multiple=True)):
            channel, queue, _ = self.taken(1)
            with self.channel_error(406, 'PRECONDITION_FAILED - unknown delivery tag 99'):
                use(channel)
                channel.queue_declare(queue, passive=True)

    def test_acknowledged_twice(self):
        channel, queue, tags = self.taken(2)
        channel.basic_ack(tags[0])
        with self.channel_error(406, 'PRECONDITION_FAILED - unknown delivery tag 1'):
            channel.basic_ack(tags[0])
            channel.queue_declare(queue, passive=True)
        self.assertEqual(drain(channel.connection.channel(), queue), numbers(1))

    def test_tags_belong_to_their_channel(self):
        channel, queue, tags = self.taken(1)
        other = channel.connection.channel()
        with self.channel_error(406, 'PRECONDITION_FAILED - unknown delivery tag %d' % tags[0]):
            other.basic_ack(tags[0])
            other.queue_declare(queue, passive=True)
        self.assertEqual(self.returned(channel, queue), numbers(0))


class Getting(BrokerTest):

    def test_get(self):
        channel = self.channel()
        queue = self.queue(channel)
        self.assertEqual(channel.basic_get(queue), (None, None, None))
        channel.queue_bind(queue, 'amq.direct', 'key-of-' + queue)
        for number in range(3):
            publish(channel, 'amq.direct', 'key-of-' + queue, str(number), message_id='m%d' % number)
        wait_ready(channel, queue, 3)
        method, properties, body = channel.basic_get(queue)
        self.assertEqual((method.exchange, method.routing_key, method.message_count, method.redelivered),
                         ('amq.direct', 'key-of-' + queue, 2, False))
        self.assertEqual((properties.message_id, body), ('m0', b'0'))

    def test_get_no_ack(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 2)
        self.assertEqual(get_body(channel, queue, auto_ack=True), '0')
        channel.close()
        self.assertEqual(drain(channel.connection.channel(), queue), numbers(1))


if __name__ == '__main__':
    main()
