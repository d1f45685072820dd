#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clean stop and a kill -9 leave behind: durable things and persistent messages, nothing else."""
import contextlib
import threading
import time
import unittest

import broker as brokers
import rawamqp as raw
from support import BrokerTest, drain, main, pika, publish, ready, wait_ready


@unittest.skipIf(brokers.chosen() == 'running', 'needs a broker it may stop')
class Restarts:

    @classmethod
    def setUpClass(cls):
        """No shared broker: every test has one of its own to end."""

    def end(self):
        raise NotImplementedError

    def setUp(self):
        self.broker = brokers.make_broker()
        self.addCleanup(self.broker.cleanup)
        self.broker.start()

    def restarted(self):
        self.end()
        self.broker.start()
        return self.channel()

    def confirmed(self):
        channel = self.channel()
        channel.confirm_delivery()
        return channel

    def assert_gone(self, declare):
        with self.assertRaises(pika.exceptions.ChannelClosedByBroker) as caught:
            declare(self.channel())
        self.assertEqual(caught.exception.reply_code, 404)

    def test_messages(self):
        channel = self.confirmed()
        channel.queue_declare('durable', durable=True)
        channel.queue_declare('fleeting')
        body = bytes(range(256)) * 2000
        for number in range(100):
            publish(channel, '', 'durable', 'p%d' % number, delivery_mode=2)
            publish(channel, '', 'durable', 't%d' % number, delivery_mode=1)
            publish(channel, '', 'fleeting', 'x', delivery_mode=2)
        publish(channel, '', 'durable', body, delivery_mode=2, message_id='large', headers={'k': [1, None, {'a': b'x'}]})
        channel = self.restarted()
        self.assertEqual(ready(channel, 'durable'), 101)
        self.assertEqual([channel.basic_get('durable', auto_ack=True)[2].decode() for _ in range(100)],
                         ['p%d' % number for number in range(100)])
        _, properties, got = channel.basic_get('durable')
        self.assertEqual((properties.message_id, properties.headers, properties.delivery_mode, got),
                         ('large', {'k': [1, None, {'a': b'x'}]}, 2, body))
        self.assert_gone(lambda c: c.queue_declare('fleeting', passive=True))

    def test_acknowledged_stay_away_and_unacked_come_back(self):
        channel = self.confirmed()
        channel.queue_declare('q', durable=True)
        for number in range(20):
            publish(channel, '', 'q', str(number), delivery_mode=2)
        tags = [channel.basic_get('q')[0].delivery_tag for _ in range(15)]
        for tag in tags[::2]:
            channel.basic_ack(tag)
        channel.basic_reject(tags[1], requeue=False)
        # A confirm of a later message on the channel tells that what came before it is committed as well.
        publish(channel, '', 'q', '20', delivery_mode=2)
        expected = [str(number) for number in (3, 5, 7, 9, 11, 13, 15, 16, 17, 18, 19, 20)]
        if self.broker.is_reference and isinstance(self, AfterKill):
            self.skipTest('RabbitMQ writes acknowledgements later than that')
        self.assertEqual(drain(self.restarted(), 'q'), expected)

    def test_what_was_delivered_comes_back_as_redelivered(self):
        channel = self.confirmed()
        channel.queue_declare('q', durable=True)
        for number in range(4):
            publish(channel, '', 'q', str(number), delivery_mode=2)
        for _ in range(2):
            channel.basic_get('q')
        channel = self.restarted()
        flags = [channel.basic_get('q')[0].redelivered for _ in range(4)]
        self.assertEqual(flags[:2], [True, True])
        if isinstance(self, AfterStop):
            # After a crash no broker can know: the flag says that it may have been.
            self.assertEqual(flags[2:], [False, False])

    def test_bcc_still_routes_a_dead_letter(self):
        channel = self.confirmed()
        for queue in ('seen', 'hidden', 'other'):
            channel.queue_declare(queue, durable=True)
            channel.queue_bind(queue, 'amq.direct', queue)
        channel.queue_declare('q', durable=True, arguments={'x-dead-letter-exchange': 'amq.direct'})
        publish(channel, '', 'q', 'a', delivery_mode=2, headers={'CC': ['seen'], 'BCC': ['hidden']})
        for queue in ('seen', 'hidden'):
            self.assertEqual(drain(channel, queue), ['a'])
        channel = self.restarted()
        for queue in ('seen', 'hidden'):
            channel.queue_purge(queue)  # after a crash what was acknowledged last may be back
        channel.basic_reject(channel.basic_get('q')[0].delivery_tag, requeue=False)
        for queue in ('seen', 'hidden'):
            wait_ready(channel, queue, 1)
            headers = channel.basic_get(queue)[1].headers
            self.assertEqual((headers['CC'], headers['x-death'][0]['routing-keys']), (['seen'], ['q', 'seen']))
            self.assertNotIn('BCC', headers)
        self.assertEqual(ready(channel, 'other'), 0)

    def test_a_circle_of_dead_letters_ends(self):
        channel = self.confirmed()
        for queue, time_to_live, other in (('a', 50, 'b'), ('b', 3000, 'a')):
            channel.queue_declare(queue, durable=True, arguments={
                'x-message-ttl': time_to_live, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': other})
        channel.queue_declare('later', durable=True)
        publish(channel, '', 'a', 'x', delivery_mode=2)
        wait_ready(channel, 'b', 1)
        publish(channel, '', 'later', '', delivery_mode=2)  # its confirm tells that what came before is committed
        channel = self.restarted()
        wait_ready(channel, 'b', 0)
        self.assertEqual(ready(channel, 'a'), 0)

    def give_back(self, channel, queue):
        """Returns once that is committed, as something later on the channel is confirmed. The answer: how often it had failed."""
        method, properties, _ = channel.basic_get(queue)
        channel.basic_reject(method.delivery_tag)
        channel.queue_declare('later', durable=True)
        publish(channel, '', 'later', '', delivery_mode=2)
        return (properties.headers or {}).get('x-delivery-count', 0)

    def test_a_quorum_queue_goes_on_counting(self):
        channel = self.confirmed()
        channel.queue_declare('dead', durable=True)
        channel.queue_declare('q', durable=True, arguments={
            'x-queue-type': 'quorum', 'x-delivery-limit': 3, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead'})
        publish(channel, '', 'q', 'a', delivery_mode=2)
        for count in range(4):
            self.assertEqual(self.give_back(channel, 'q'), count)
            channel = self.restarted()
            channel.confirm_delivery()
        wait_ready(channel, 'dead', 1)
        self.assertEqual(channel.basic_get('dead')[1].headers['x-death'][0]['reason'], 'delivery_limit')

    def test_a_quorum_queue_keeps_transient_messages(self):
        channel = self.confirmed()
        channel.queue_declare('q', durable=True, arguments={'x-queue-type': 'quorum'})
        for number in range(20):
            publish(channel, '', 'q', str(number), delivery_mode=1)
        self.assertEqual(drain(self.restarted(), 'q'), [str(number) for number in range(20)])

    def test_a_returned_message_waits_on(self):
        if self.broker.is_reference:
            self.skipTest('RabbitMQ 3.10 knows no delayed retries')
        channel = self.confirmed()
        channel.queue_declare('q', durable=True, arguments={
            'x-queue-type': 'quorum', 'x-delayed-retry-type': 'all', 'x-delayed-retry-min': 3000})
        publish(channel, '', 'q', 'a', delivery_mode=2)
        returned = time.monotonic()
        self.give_back(channel, 'q')
        channel = self.restarted()
        wait_ready(channel, 'q', 1)
        self.assertGreaterEqual(time.monotonic() - returned, 3)
        self.assertEqual(channel.basic_get('q')[1].headers['x-delivery-count'], 1)

    def test_publishing_goes_on_where_it_was(self):
        channel = self.confirmed()
        channel.queue_declare('q', durable=True)
        for round_number in range(3):
            for number in range(10):
                publish(channel, '', 'q', str(round_number * 10 + number), delivery_mode=2)
            channel = self.restarted()
            channel.confirm_delivery()
        self.assertEqual(drain(channel, 'q'), [str(number) for number in range(30)])

    def test_purged_and_deleted_stay_away(self):
        channel = self.confirmed()
        for queue in ('purged', 'deleted'):
            channel.queue_declare(queue, durable=True)
            for number in range(10):
                publish(channel, '', queue, str(number), delivery_mode=2)
        channel.queue_purge('purged')
        channel.queue_delete('deleted')
        publish(channel, '', 'purged', 'after', delivery_mode=2)
        channel = self.restarted()
        self.assertEqual(drain(channel, 'purged'), ['after'])
        channel.queue_declare('deleted', durable=True)
        self.assertEqual(drain(channel, 'deleted'), [])

    def test_definitions(self):
        channel = self.confirmed()
        channel.exchange_declare('x.durable', 'topic', durable=True, arguments={'note': 'kept'})
        channel.exchange_declare('x.fleeting', 'topic')
        channel.exchange_declare('x.internal', 'fanout', durable=True, internal=True)
        channel.exchange_declare('x.auto', 'direct', durable=True, auto_delete=True)
        arguments = {'x-max-length': 1000, 'x-message-ttl': 3600000}
        channel.queue_declare('q', durable=True, arguments=arguments)
        channel.queue_declare('mine', durable=True, exclusive=True)
        channel.queue_bind('q', 'x.durable', 'a.*')
        channel.queue_bind('q', 'x.internal', '')
        channel.queue_bind('q', 'x.auto', 'k')
        channel.queue_bind('q', 'amq.headers', '', {'x-match': 'any', 'h': 1})
        channel.queue_bind('q', 'x.durable', 'removed')
        channel.queue_unbind('q', 'x.durable', 'removed')
        channel.exchange_bind('x.internal', 'x.durable', 'through.#')
        channel = self.restarted()
        channel.confirm_delivery()
        channel.exchange_declare('x.durable', 'topic', durable=True)
        channel.exchange_declare('x.internal', 'fanout', durable=True, internal=True)
        channel.exchange_declare('x.auto', 'direct', durable=True, auto_delete=True)
        channel.queue_declare('q', durable=True, arguments=arguments)
        for exchange, key in (('x.durable', 'a.b'), ('x.durable', 'through.it'), ('x.auto', 'k'),
                              ('x.durable', 'removed'), ('', 'q')):
            publish(channel, exchange, key, exchange + ' ' + key)
        publish(channel, 'amq.headers', '', 'headers', headers={'h': 1})
        self.assertEqual(drain(channel, 'q'), ['x.durable a.b', 'x.durable through.it', 'x.auto k', ' q', 'headers'])
        self.assert_gone(lambda c: c.exchange_declare('x.fleeting', passive=True))
        self.assert_gone(lambda c: c.queue_declare('mine', passive=True))

    def test_clients_reconnect(self):
        self.channel().queue_declare('q', durable=True)
        self.end()
        self.broker.start()
        self.channel().queue_declare('q', passive=True)


class AfterStop(Restarts, BrokerTest):

    def end(self):
        self.assertEqual(self.broker.stop(), 0)

    def test_open_connections_are_told(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake()
        self.addCleanup(connection.close)
        self.broker.stop()
        code, text, _, _ = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))
        self.assertEqual(code, 320)
        self.assertRegex(text, '^CONNECTION_FORCED - ')


class AfterKill(Restarts, BrokerTest):

    def end(self):
        self.broker.kill()

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'RabbitMQ promises no atomicity beyond one queue')
    def test_a_transaction_is_there_or_not(self):
        """Each transaction moves one message from one queue to two others. Wherever the end falls, all three agree."""
        numbers = [str(number) for number in range(400)]
        channel = self.confirmed()
        for queue in ('in', 'first', 'second'):
            channel.queue_declare(queue, durable=True)
        for number in numbers:
            publish(channel, '', 'in', number, delivery_mode=2)
        for after in (0.02, 0.05, 0.1):
            mover = self.channel()
            mover.tx_select()
            end = threading.Timer(after, self.broker.kill)
            end.start()
            with contextlib.suppress(pika.exceptions.AMQPError):
                while True:
                    method, _, body = mover.basic_get('in')
                    publish(mover, '', 'first', body.decode(), delivery_mode=2)
                    publish(mover, '', 'second', body.decode(), delivery_mode=2)
                    mover.basic_ack(method.delivery_tag)
                    mover.tx_commit()
            end.join()
            self.broker.start()
            channel = self.channel()
            left = [ready(channel, queue) for queue in ('in', 'first', 'second')]
            self.assertEqual(left, [len(numbers) - left[1], left[1], left[1]])
        self.assertGreater(left[1], 0)
        moved = drain(channel, 'first')
        self.assertEqual(moved, drain(channel, 'second'))
        self.assertEqual(sorted(moved + drain(channel, 'in')), sorted(numbers))


if __name__ == '__main__':
    main()
