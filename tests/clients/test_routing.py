#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What RabbitMQ adds to routing: alternate exchanges, sender-selected distribution, exchanges that share messages out."""
import collections
import os
import time
import unittest

import broker as brokers
from support import BrokerTest, Collector, drain, get_body, main, pika, publish, wait_ready


class Routing(BrokerTest):

    def confirmed(self):
        channel = self.channel()
        channel.confirm_delivery()
        return channel

    def exchange(self, channel, kind, **options):
        name = self.name(kind)
        channel.exchange_declare(name, kind, **options)
        self.addCleanup(lambda: self.channel().exchange_delete(name))
        return name

    def bound(self, channel, exchange, key=''):
        queue = self.queue(channel)
        channel.queue_bind(queue, exchange, key)
        return queue

    def assert_returned(self, channel, exchange, key, **properties):
        with self.assertRaises(pika.exceptions.UnroutableError):
            publish(channel, exchange, key, 'x', mandatory=True, **properties)


class AlternateExchange(Routing):

    def test_takes_what_no_binding_takes(self):
        channel = self.confirmed()
        rest = self.exchange(channel, 'fanout')
        spare = self.bound(channel, rest)
        exchange = self.exchange(channel, 'direct', arguments={'alternate-exchange': rest})
        orders = self.bound(channel, exchange, 'orders')
        publish(channel, exchange, 'orders', 'known', mandatory=True)
        publish(channel, exchange, 'invoices', 'unknown', mandatory=True)
        self.assertEqual(drain(channel, orders), ['known'])
        method, _, body = channel.basic_get(spare, auto_ack=True)
        self.assertEqual((method.exchange, method.routing_key, body), (exchange, 'invoices', b'unknown'))

    def test_returned_only_if_the_whole_chain_routes_nowhere(self):
        channel = self.confirmed()
        last = self.exchange(channel, 'topic')
        middle = self.exchange(channel, 'headers', arguments={'alternate-exchange': last})
        first = self.exchange(channel, 'direct', arguments={'alternate-exchange': middle})
        self.assert_returned(channel, first, 'a.b')
        self.assert_returned(channel, first, 'a.b')
        queue = self.bound(channel, last, 'a.*')
        publish(channel, first, 'a.b', 'found', mandatory=True)
        self.assert_returned(channel, first, 'b.b')
        self.assertEqual(drain(channel, queue), ['found'])

    def test_circle_and_missing_alternate(self):
        channel = self.confirmed()
        one, two = self.name('one'), self.name('two')
        for name, other in ((one, two), (two, one)):
            channel.exchange_declare(name, 'direct', arguments={'alternate-exchange': other})
            self.addCleanup(lambda name=name: self.channel().exchange_delete(name))
        self.assert_returned(channel, one, 'k')
        queue = self.bound(channel, two, 'k')
        publish(channel, one, 'k', 'x', mandatory=True)
        self.assertEqual(drain(channel, queue), ['x'])
        alone = self.exchange(channel, 'direct', arguments={'alternate-exchange': self.name('nowhere')})
        self.assert_returned(channel, alone, 'k')

    def test_bad_and_different_argument(self):
        name = self.name('x')
        with self.channel_error(406, "PRECONDITION_FAILED - invalid type 'signedint' for arg 'alternate-exchange' in "
                                     "exchange '%s' in vhost '/'" % name):
            self.channel().exchange_declare(name, 'direct', arguments={'alternate-exchange': 7})
        exchange = self.exchange(self.channel(), 'direct', arguments={'alternate-exchange': 'a'})
        with self.channel_error(406, "PRECONDITION_FAILED - inequivalent arg 'alternate-exchange' for exchange '%s' in "
                                     "vhost '/': received 'b' but current is 'a'" % exchange):
            self.channel().exchange_declare(exchange, 'direct', arguments={'alternate-exchange': 'b'})
        self.channel().exchange_declare(exchange, 'direct', arguments={'alternate-exchange': 'a', 'x-note': 'n'})


class SenderSelected(Routing):

    def test_cc_and_bcc_route_and_bcc_is_not_seen(self):
        channel = self.confirmed()
        to, cc, bcc = (self.queue(channel) for _ in range(3))
        headers = {'CC': [cc, to, 'no-such-queue'], 'BCC': [bcc], 'kept': 1}
        publish(channel, '', to, 'x', headers=headers, content_type='text/plain', message_id='7')
        for queue in (to, cc, bcc):
            method, properties, body = channel.basic_get(queue, auto_ack=True)
            self.assertEqual((method.routing_key, body), (to, b'x'))
            self.assertEqual(properties.headers, {'CC': [cc, to, 'no-such-queue'], 'kept': 1})
            self.assertEqual((properties.content_type, properties.message_id), ('text/plain', '7'))
            self.assertIsNone(get_body(channel, queue))

    def test_keys_meet_patterns_and_mandatory(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'topic')
        queue = self.bound(channel, exchange, 'eu.#')
        publish(channel, exchange, 'us.new', 'x', mandatory=True, headers={'BCC': ['asia.new', 'eu.new']})
        self.assertEqual(drain(channel, queue), ['x'])
        self.assert_returned(channel, exchange, 'us.new', headers={'CC': ['asia.new']})

    def test_a_plain_publish_with_the_same_key_goes_its_own_way(self):
        channel = self.confirmed()
        to, cc = self.queue(channel), self.queue(channel)
        for number in range(3):
            publish(channel, '', to, 'both %d' % number, headers={'CC': [cc]})
            publish(channel, '', to, 'one %d' % number)
        self.assertEqual(len(drain(channel, to)), 6)
        self.assertEqual(drain(channel, cc), ['both 0', 'both 1', 'both 2'])

    def test_items_that_are_no_text_are_passed_over(self):
        channel = self.confirmed()
        to, cc = self.queue(channel), self.queue(channel)
        publish(channel, '', to, 'x', headers={'CC': [1, None, cc]})
        self.assertEqual(drain(channel, cc), ['x'])

    def test_not_an_array(self):
        for header in ('CC', 'BCC'):
            with self.subTest(header=header), self.channel_error_like(
                    406, r'^PRECONDITION_FAILED - invalid message: \{unacceptable_type_in_header,"%s",longstr\}'
                         % header):
                channel = self.confirmed()
                publish(channel, '', 'q', 'x', headers={header: 'text'})


@unittest.skipIf(brokers.chosen() == 'rabbitmq' and 'RABBITMQ_ENABLED_PLUGINS' not in os.environ,
                 'set RABBITMQ_ENABLED_PLUGINS=rabbitmq_consistent_hash_exchange,rabbitmq_random_exchange,rabbitmq_sharding')
class Sharing(Routing):

    def shares(self, channel, queues):
        return [len(drain(channel, queue)) for queue in queues]

    def test_consistent_hash_of_the_routing_key(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'x-consistent-hash')
        queues = [self.bound(channel, exchange, weight) for weight in ('1', '1', '2')]
        for number in range(800):
            publish(channel, exchange, 'order-%d' % number, 'x', mandatory=True)
        one, two, three = self.shares(channel, queues)
        self.assertEqual(one + two + three, 800)
        self.assertTrue(140 < one < 260 and 140 < two < 260, (one, two, three))
        for _ in range(20):
            publish(channel, exchange, 'order-7', 'x')
        self.assertEqual(sorted(self.shares(channel, queues)), [0, 0, 20])

    def test_consistent_hash_of_a_header_or_a_property(self):
        channel = self.confirmed()
        for arguments, properties in (({'hash-header': 'customer'}, lambda n: {'headers': {'customer': n}}),
                                      ({'hash-property': 'message_id'}, lambda n: {'message_id': str(n)}),
                                      ({'hash-property': 'correlation_id'}, lambda n: {'correlation_id': str(n)}),
                                      ({'hash-property': 'timestamp'}, lambda n: {'timestamp': n})):
            with self.subTest(arguments=arguments):
                exchange = self.exchange(channel, 'x-consistent-hash', arguments=arguments)
                queues = [self.bound(channel, exchange, '1') for _ in range(2)]
                for number in range(50):
                    publish(channel, exchange, 'the same key', 'x', **properties(number))
                shares = self.shares(channel, queues)
                self.assertEqual(sum(shares), 50)
                self.assertTrue(min(shares) > 5, shares)
                for key in ('a', 'b', 'c', 'd', 'e', 'f'):
                    publish(channel, exchange, key, 'x', **properties(7))
                self.assertEqual(sorted(self.shares(channel, queues)), [0, 6])

    def test_consistent_hash_refuses(self):
        channel = self.channel()
        exchange = self.exchange(channel, 'x-consistent-hash')
        queue = self.queue(channel, exclusive=False, auto_delete=True)
        for key, text in (('0', 'The binding key must be greater than 0'),
                          ('much', 'The binding key must be an integer: <<"much">>')):
            with self.subTest(key=key), self.channel_error(406, 'PRECONDITION_FAILED - ' + text):
                self.channel().queue_bind(queue, exchange, key)
        with self.channel_error(406, 'PRECONDITION_FAILED - hash-header and hash-property are mutually exclusive'):
            self.channel().exchange_declare(self.name('x'), 'x-consistent-hash', arguments={
                'hash-header': 'a', 'hash-property': 'message_id'})
        with self.channel_error(406, 'PRECONDITION_FAILED - Unsupported property: app_id'):
            self.channel().exchange_declare(self.name('x'), 'x-consistent-hash', arguments={'hash-property': 'app_id'})
        channel.queue_delete(queue)

    def test_random(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'x-random')
        self.assert_returned(channel, exchange, 'k')
        queues = [self.bound(channel, exchange, key) for key in ('k', 'l', '')]
        for _ in range(120):
            publish(channel, exchange, 'k', 'x', mandatory=True)
        shares = self.shares(channel, queues)
        self.assertEqual(sum(shares), 120)
        self.assertTrue(min(shares) > 10, shares)

    def test_local_random(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'x-local-random')
        self.assert_returned(channel, exchange, 'k')
        queues = [self.bound(channel, exchange, '') for _ in range(2)]
        for number in range(60):
            publish(channel, exchange, str(number), 'x', mandatory=True)
        shares = self.shares(channel, queues)
        self.assertEqual(sum(shares), 60)
        self.assertTrue(min(shares) > 5, shares)
        with self.channel_error(406, "PRECONDITION_FAILED - Non empty binding 'k' key not permitted"):
            channel.connection.channel().queue_bind(queues[0], exchange, 'k')
        name = self.name('quorum')
        other = self.channel()
        other.queue_declare(name, durable=True, arguments={'x-queue-type': 'quorum'})
        self.addCleanup(lambda: self.channel().queue_delete(name))
        with self.channel_error(406, 'PRECONDITION_FAILED - Queue type rabbit_quorum_queue not valid for this exchange '
                                     'type'):
            other.queue_bind(name, exchange, '')

    def test_modulus_hash(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'x-modulus-hash')
        self.assert_returned(channel, exchange, 'k')
        queues = [self.bound(channel, exchange, 'ignored %d' % number) for number in range(3)]
        for _ in range(3):
            for number in range(100):
                publish(channel, exchange, str(number), str(number), mandatory=True)
        held = [collections.Counter(drain(channel, queue)) for queue in queues]
        self.assertTrue(all(times == 3 for counter in held for times in counter.values()))
        self.assertEqual(sum(len(counter) for counter in held), 100)
        self.assertTrue(min(len(counter) for counter in held) > 15)


@unittest.skipIf(brokers.chosen() != 'sightglass', 'a plugin that RabbitMQ does not come with')
class Delayed(Routing):

    def delayed(self, channel, kind, **options):
        return self.exchange(channel, 'x-delayed-message', arguments={'x-delayed-type': kind}, **options)

    def test_waits_by_its_header(self):
        channel = self.confirmed()
        exchange = self.delayed(channel, 'topic')
        queue = self.bound(channel, exchange, 'a.*')
        collector = Collector(channel, queue, auto_ack=True)
        begin = time.monotonic()
        publish(channel, exchange, 'a.b', 'later', headers={'x-delay': 600, 'kept': 'k'}, mandatory=True)
        publish(channel, exchange, 'a.b', 'sooner', headers={'x-delay': '300'})
        publish(channel, exchange, 'a.b', 'now')
        publish(channel, exchange, 'b.b', 'nowhere', headers={'x-delay': 100})
        self.assertEqual(collector.wait(1).bodies(), ['now'])
        collector.wait(3)
        self.assertGreaterEqual(time.monotonic() - begin, 0.6)
        self.assertEqual(collector.bodies(), ['now', 'sooner', 'later'])
        method, properties, _ = collector.deliveries[2]
        self.assertEqual((method.exchange, method.routing_key, method.redelivered), (exchange, 'a.b', False))
        self.assertEqual(properties.headers, {'x-delay': -600, 'kept': 'k'})

    def test_refuses(self):
        for arguments in (None, {'x-delayed-type': 'unheard-of'}, {'x-delayed-type': 7}):
            with self.subTest(arguments=arguments), self.channel_error(
                    406, "PRECONDITION_FAILED - Invalid argument, 'x-delayed-type' must be an existing exchange type"):
                self.channel().exchange_declare(self.name('x'), 'x-delayed-message', arguments=arguments)

    def test_goes_with_its_exchange(self):
        channel = self.confirmed()
        exchange = self.delayed(channel, 'fanout')
        publish(channel, exchange, '', 'x', headers={'x-delay': 60000})
        room = 'amq.delayed.' + exchange
        for use in (lambda c: c.queue_declare(room, passive=True), lambda c: c.basic_get(room),
                    lambda c: c.basic_consume(room, print), lambda c: c.queue_delete(room)):
            with self.channel_error_like(403, 'holds the delayed messages of exchange'):
                use(self.channel())
        self.assert_returned(channel, '', room)
        channel.exchange_delete(exchange)
        with self.channel_error_like(404, 'no queue'):
            channel.queue_declare(room, passive=True)


@unittest.skipIf(brokers.chosen() != 'sightglass', 'a plugin that RabbitMQ does not come with')
class DelayedOverARestart(Routing):

    @classmethod
    def setUpClass(cls):
        """A broker of its own to end."""
        cls.broker = brokers.make_broker()
        cls.broker.start()

    @classmethod
    def tearDownClass(cls):
        cls.broker.cleanup()

    def restarted(self, end):
        channel = self.confirmed()
        channel.exchange_declare('later', 'x-delayed-message', durable=True, arguments={'x-delayed-type': 'direct'})
        channel.queue_declare('work', durable=True)
        channel.queue_bind('work', 'later', 'k')
        for number in range(50):
            publish(channel, 'later', 'k', str(number), delivery_mode=2, headers={'x-delay': 1000 + 10 * number})
        publish(channel, 'later', 'k', 'far', delivery_mode=2, headers={'x-delay': 3600000})
        end()
        self.broker.start()
        channel = self.confirmed()
        wait_ready(channel, 'work', 50)
        self.assertEqual(drain(channel, 'work'), [str(number) for number in range(50)])
        channel.exchange_delete('later')

    def test_clean_stop(self):
        self.restarted(self.broker.stop)

    def test_kill(self):
        self.restarted(self.broker.kill)


if __name__ == '__main__':
    main()
