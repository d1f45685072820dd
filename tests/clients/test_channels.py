#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a channel can do beside publishing and consuming: transactions, direct reply-to, recover, flow; the
claims a publisher makes about itself; and the highest number of channels."""
import os
import unittest

import broker as brokers
import rawamqp as raw
from support import BrokerTest, Collector, close_quietly, drain, fill, main, pika, publish, ready, wait_ready, when_closed

# A sanitizer's run-time shadows what is allocated.
KIB_A_CHANNEL = int(os.environ.get('SIGHTGLASS_KIB_A_CHANNEL', '4'))

REPLY_TO = 'amq.rabbitmq.reply-to'


class Transactions(BrokerTest):

    def transactional(self):
        channel = self.channel()
        channel.tx_select()
        return channel

    def test_publishes_are_there_after_the_commit(self):
        channel, other = self.transactional(), self.channel()
        queue = self.queue(channel, exclusive=False)
        publish(channel, '', queue, 'a', delivery_mode=2)
        publish(channel, '', queue, 'b')
        channel.queue_declare(queue, passive=True)
        self.assertEqual(ready(other, queue), 0)
        channel.tx_commit()
        self.assertEqual(ready(other, queue), 2)
        self.assertEqual(drain(other, queue), ['a', 'b'])
        channel.queue_delete(queue)

    def test_rollback_forgets_publishes(self):
        channel = self.transactional()
        queue = self.queue(channel)
        publish(channel, '', queue, 'a')
        channel.tx_rollback()
        publish(channel, '', queue, 'b')
        channel.tx_commit()
        self.assertEqual(drain(channel, queue), ['b'])

    def test_acks_take_effect_with_the_commit(self):
        channel = self.transactional()
        queue = self.queue(channel, exclusive=False, durable=True)
        other = self.channel()
        fill(other, queue, 3)
        for number in range(3):
            method, _, body = channel.basic_get(queue)
            self.assertEqual(body.decode(), str(number))
            if number == 0:
                channel.basic_ack(method.delivery_tag)
        channel.tx_commit()
        channel.basic_ack(2)
        channel.close()
        brokers.wait_until(lambda: ready(other, queue) == 2)
        self.assertEqual(drain(other, queue), ['1', '2'])
        other.queue_delete(queue)

    def test_rollback_leaves_the_unacked_with_the_channel(self):
        channel = self.transactional()
        queue = self.queue(channel)
        fill(self.same(channel), queue, 1)
        method, _, _ = channel.basic_get(queue)
        channel.basic_ack(method.delivery_tag)
        channel.tx_rollback()
        self.assertEqual(ready(channel, queue), 0)
        channel.basic_ack(method.delivery_tag)
        channel.tx_commit()
        channel.close()
        self.assertEqual(ready(channel.connection.channel(), queue), 0)

    def same(self, channel):
        return channel.connection.channel()

    def test_rejects_too(self):
        channel = self.transactional()
        queue = self.queue(channel)
        other = self.same(channel)
        fill(other, queue, 1)
        method, _, _ = channel.basic_get(queue)
        channel.basic_reject(method.delivery_tag, requeue=True)
        self.assertEqual(ready(other, queue), 0)
        channel.tx_commit()
        wait_ready(other, queue, 1)

    def test_settled_twice(self):
        channel = self.transactional()
        queue = self.queue(channel)
        fill(self.same(channel), queue, 1)
        method, _, _ = channel.basic_get(queue)
        channel.basic_ack(method.delivery_tag)
        channel.basic_ack(method.delivery_tag)
        with self.channel_error(406, 'PRECONDITION_FAILED - unknown delivery tag 1'):
            channel.queue_declare(queue, passive=True)

    def test_mandatory_returns_with_the_commit(self):
        channel = self.transactional()
        returned = []
        channel.add_on_return_callback(lambda *arguments: returned.append(arguments[3]))
        publish(channel, '', self.name('none'), 'x', mandatory=True)
        channel.queue_declare(self.queue(channel), passive=True)
        self.assertEqual(returned, [])
        channel.tx_commit()
        channel.connection.process_data_events(0.01)
        self.assertEqual(returned, [b'x'])

    def test_modes_exclude_each_other(self):
        channel = self.transactional()
        with self.channel_error(406, 'PRECONDITION_FAILED - cannot switch from tx to confirm mode'):
            channel.confirm_delivery()
        channel = self.channel()
        channel.confirm_delivery()
        with self.channel_error(406, 'PRECONDITION_FAILED - cannot switch from confirm to tx mode'):
            channel.tx_select()

    def test_without_select(self):
        for name in ('tx_commit', 'tx_rollback'):
            with self.channel_error(406, 'PRECONDITION_FAILED - channel is not transactional'):
                getattr(self.channel(), name)()

    def test_selecting_twice(self):
        channel = self.transactional()
        channel.tx_select()
        channel.tx_commit()

    def test_a_full_queue_refuses_some_of_it(self):
        channel, other = self.transactional(), self.channel()
        full = self.name('full')
        other.queue_declare(full, arguments={'x-max-length': 1, 'x-overflow': 'reject-publish'})
        queue = self.name()
        other.queue_declare(queue)
        publish(channel, '', full, 'a')
        channel.tx_commit()
        publish(channel, '', queue, 'b')
        publish(channel, '', full, 'c')
        with self.channel_error(406, 'PRECONDITION_FAILED - partial tx completion'):
            channel.tx_commit()
        self.assertEqual((drain(other, full), drain(other, queue)), (['a'], ['b']))
        for name in (full, queue):
            other.queue_delete(name)

    def test_unknown_exchange_fails_at_once(self):
        channel = self.transactional()
        publish(channel, 'none', 'x')
        with self.channel_error(404, "NOT_FOUND - no exchange 'none' in vhost '/'"):
            channel.tx_commit()


class DirectReplyTo(BrokerTest):

    def requester(self):
        channel = self.channel()
        return channel, Collector(channel, REPLY_TO, auto_ack=True)

    def address(self, channel):
        """What a request carries when it arrives."""
        queue = self.queue(channel)
        publish(channel, '', queue, 'request', reply_to=REPLY_TO, correlation_id='7', headers={'x': 'y'})
        wait_ready(channel, queue, 1)
        _, properties, body = channel.basic_get(queue, auto_ack=True)
        self.assertEqual((body, properties.correlation_id, properties.headers), (b'request', '7', {'x': 'y'}))
        return properties.reply_to

    def test_request_and_reply(self):
        channel, replies = self.requester()
        address = self.address(channel)
        self.assertTrue(address.startswith(REPLY_TO + '.'))
        server = self.channel()
        publish(server, '', address, 'answer', correlation_id='7')
        publish(server, '', address, 'another')
        replies.wait(2)
        self.assertEqual(replies.bodies(), ['answer', 'another'])
        method, properties, _ = replies.deliveries[0]
        self.assertEqual((method.exchange, method.routing_key, method.redelivered), ('', address, False))
        self.assertEqual(properties.correlation_id, '7')
        if not self.broker.is_reference:  # RabbitMQ 3.10 uses a tag twice
            self.assertEqual(replies.tags(), [2, 3])

    def test_addresses_differ(self):
        first, second = self.requester(), self.requester()
        self.assertNotEqual(self.address(first[0]), self.address(second[0]))

    def test_must_not_acknowledge(self):
        with self.channel_error(406, 'PRECONDITION_FAILED - reply consumer cannot acknowledge'):
            self.channel().basic_consume(REPLY_TO, print)

    def test_one_for_each_channel(self):
        channel, _ = self.requester()
        with self.channel_error(406, 'PRECONDITION_FAILED - reply consumer already set'):
            channel.basic_consume(REPLY_TO, print, auto_ack=True)

    def test_request_without_a_consumer(self):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'request', reply_to=REPLY_TO)
        with self.channel_error(406, 'PRECONDITION_FAILED - fast reply consumer does not exist'):
            channel.queue_declare(queue, passive=True)

    def test_cancelled(self):
        channel, replies = self.requester()
        address = self.address(channel)
        channel.basic_cancel(replies.tag)
        publish(self.channel(), '', address, 'late')
        queue = self.queue(channel)
        publish(channel, '', queue, 'request', reply_to=REPLY_TO)
        with self.channel_error(406, 'PRECONDITION_FAILED - fast reply consumer does not exist'):
            channel.queue_declare(queue, passive=True)

    def test_gone_requester_is_unroutable(self):
        channel, _ = self.requester()
        address = self.address(channel)
        channel.connection.close()
        server = self.channel()
        server.confirm_delivery()
        with self.assertRaises(pika.exceptions.UnroutableError):
            publish(server, '', address, 'late', mandatory=True)

    def test_server_asks_whether_the_requester_is_there(self):
        channel, _ = self.requester()
        address = self.address(channel)
        server = self.channel()
        answer = server.queue_declare(address, passive=True).method
        self.assertEqual((answer.queue, answer.message_count, answer.consumer_count), (address, 0, 1))
        channel.connection.close()

        def gone():
            try:
                server.connection.channel().queue_declare(address, passive=True)
            except pika.exceptions.ChannelClosedByBroker as closed:
                return closed
            return None
        closed = brokers.wait_until(gone)
        self.assertEqual((closed.reply_code, closed.reply_text),
                         (404, "NOT_FOUND - no queue '%s' in vhost '/'" % address))

    def test_unknown_address(self):
        channel = self.channel()
        channel.confirm_delivery()
        with self.assertRaises(pika.exceptions.UnroutableError):
            publish(channel, '', REPLY_TO + '.nobody', 'x', mandatory=True)

    def test_in_a_transaction(self):
        channel, replies = self.requester()
        address = self.address(channel)
        server = self.channel()
        server.tx_select()
        publish(server, '', address, 'answer')
        self.queue(server)
        channel.connection.process_data_events(0.02)
        if not self.broker.is_reference:  # RabbitMQ 3.10 sends it past the transaction
            self.assertEqual(replies.bodies(), [])
        server.tx_commit()
        replies.wait(1)


class RecoverAndFlow(BrokerTest):

    def test_recover_requeues(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 3)
        collector = Collector(channel, queue).wait(3)
        channel.basic_ack(collector.tags()[0])
        channel.basic_recover(requeue=True)
        collector.wait(5)
        self.assertEqual(collector.bodies(), ['0', '1', '2', '1', '2'])
        self.assertEqual([method.redelivered for method, _, _ in collector.deliveries], [False] * 3 + [True] * 2)

    def test_recover_without_requeue(self):
        with self.connection_error(540, 'NOT_IMPLEMENTED - requeue=false'):
            self.channel().basic_recover(requeue=False)

    def test_recover_async(self):
        connection = self.raw()
        queue = self.name()
        connection.send(raw.queue_declare(1, queue, bits=4))
        connection.expect(raw.QUEUE_DECLARE_OK)
        connection.send(raw.publish(1, '', queue, b'x') + raw.method(1, raw.BASIC_GET, b'\0\0' + raw.short(queue) + b'\0'))
        connection.expect((60, 71))
        for _ in range(2):
            connection.read_frame()
        connection.send(raw.method(1, (60, 100), b'\1'))

        def is_back():
            connection.send(raw.queue_declare(1, queue, bits=1))
            return connection.expect(raw.QUEUE_DECLARE_OK)[len(raw.short(queue)):] == bytes([0, 0, 0, 1, 0, 0, 0, 0])
        brokers.wait_until(is_back)

    def raw(self, **tuning):
        connection = raw.RawConnection((self.broker.host, self.broker.port))
        self.addCleanup(connection.close)
        return connection.handshake(**tuning).open_channel()

    def test_flow_cannot_be_stopped(self):
        connection = self.raw()
        connection.send(raw.method(1, raw.CHANNEL_FLOW, b'\0'))
        reason = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))
        self.assertEqual(reason, (540, 'NOT_IMPLEMENTED - active=false', 20, 20))


class AcknowledgementTimeout(BrokerTest):

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'a queue argument since 3.12, looked at once a minute')
    def test_closes_the_channel(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-consumer-timeout': 300})
        fill(channel, queue, 2)
        collector = Collector(channel, queue).wait(2)
        channel.basic_ack(collector.tags()[0])
        text = ('PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 300 ms. '
                'This timeout value can be configured, see consumers doc guide to learn more')
        reasons = []
        channel._impl.add_on_close_callback(lambda _, reason: reasons.append(reason))
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or reasons)
        self.assertEqual((reasons[0].reply_code, reasons[0].reply_text), (406, text))
        channel = channel.connection.channel()
        self.assertEqual(drain(channel, queue), ['1'])


    @unittest.skipIf(brokers.chosen() == 'rabbitmq', "a consumer's argument since 4.3")
    def test_the_consumers_own_comes_first(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-consumer-timeout': 3_600_000})
        fill(channel, queue, 1)
        closed = when_closed(channel)
        Collector(channel, queue, arguments={'x-consumer-timeout': 300}).wait(1)
        self.assertEqual(closed().reply_code, 406)
        self.assertIn('Timeout value used: 300 ms', closed().reply_text)


class Claims(BrokerTest):

    def refused(self, text, **properties):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'x', **properties)
        with self.channel_error(406, text):
            channel.queue_declare(queue, passive=True)

    def test_user_id(self):
        channel = self.channel()
        queue = self.queue(channel)
        publish(channel, '', queue, 'x', user_id='guest')
        wait_ready(channel, queue, 1)
        self.refused("PRECONDITION_FAILED - user_id property set to 'root' but authenticated user was 'guest'",
                     user_id='root')

    def test_expiration(self):
        self.refused("PRECONDITION_FAILED - invalid expiration 'soon': no_integer", expiration='soon')
        self.refused("PRECONDITION_FAILED - invalid expiration '-1': {value_negative,-1}", expiration='-1')


class Limits(BrokerTest):

    def test_channels_up_to_the_maximum(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port))
        self.addCleanup(connection.close)
        connection.handshake(channel_max=3)
        for number in (1, 2, 3):
            connection.open_channel(number)
        connection.send(raw.method(4, raw.CHANNEL_OPEN, b'\0'))
        code, text, _, _ = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))
        self.assertEqual((code, text), (530, 'NOT_ALLOWED - number of channels opened (3) has reached the negotiated '
                                             'channel_max (3)'))

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'starts a broker of its own')
    def test_as_many_as_the_protocol_can_number(self):
        with brokers.make_broker(memory=True, options=('--channel-max', '65535')) as broker:
            connection = raw.RawConnection((broker.host, broker.port))
            self.addCleanup(connection.close)
            connection.handshake(channel_max=65535)
            before = broker.rss_kib()
            for first in range(1, 65536, 512):
                numbers = range(first, min(first + 512, 65536))
                connection.send(b''.join(raw.method(number, raw.CHANNEL_OPEN, b'\0') for number in numbers))
                for number in numbers:
                    self.assertEqual(connection.read_method()[:2], (number, raw.CHANNEL_OPEN_OK))
            self.assertLess(broker.rss_kib() - before, 65535 * KIB_A_CHANNEL)
            connection.send(raw.method(65535, raw.CHANNEL_CLOSE, b'\0\xc8\0\0\0\0\0'))
            self.assertEqual(connection.read_method()[:2], (65535, raw.CHANNEL_CLOSE_OK))

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'starts a broker of its own')
    def test_a_timeout_for_all_queues(self):
        with brokers.make_broker(memory=True, options=('--consumer-timeout', '200')) as broker:
            connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
            self.addCleanup(close_quietly, connection)
            channel = connection.channel()
            channel.queue_declare('q')
            publish(channel, '', 'q', 'a')
            Collector(channel, 'q').wait(1)
            reasons = []
            channel._impl.add_on_close_callback(lambda _, reason: reasons.append(reason))
            brokers.wait_until(lambda: connection.process_data_events(0.01) or reasons)
            self.assertIn('Timeout value used: 200 ms', reasons[0].reply_text)


if __name__ == '__main__':
    main()
