#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queues: names, lifetimes, redeclaration, counts, purge and delete, and the errors around them."""
import socket
import unittest

import broker as brokers
from support import BrokerTest, Collector, consumers, drain, fill, main, publish, ready, wait_ready

LOCKED = ("RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '%s' in vhost '/'. It could be originally "
          "declared on another connection or the exclusive property value does not match that of the original "
          "declaration.")


class Names(BrokerTest):

    def test_server_named(self):
        channel = self.channel()
        first = channel.queue_declare('', exclusive=True).method.queue
        second = channel.queue_declare('', exclusive=True).method.queue
        self.assertRegex(first, r'^amq\.gen-[A-Za-z0-9_-]{22}$')
        self.assertNotEqual(first, second)
        publish(channel, '', first, 'x')
        wait_ready(channel, first, 1)

    def test_only_classic_queues_are_server_named(self):
        for kind in ('quorum', 'stream'):
            with self.subTest(type=kind), self.channel_error(
                    406, 'PRECONDITION_FAILED - Cannot declare a server-named queue for type rabbit_%s_queue' % kind):
                self.channel().queue_declare('', durable=True, arguments={'x-queue-type': kind})

    def test_empty_name_means_the_last_declared(self):
        channel = self.channel()
        queue = channel.queue_declare('', exclusive=True).method.queue
        channel.queue_bind('', 'amq.direct', queue)
        publish(channel, 'amq.direct', queue, 'x')
        wait_ready(channel, queue, 1)
        self.assertEqual(drain(channel, ''), ['x'])
        self.assertEqual(channel.queue_purge('').method.message_count, 0)

    def test_empty_name_with_no_last_queue(self):
        with self.channel_error(404, 'NOT_FOUND - no previously declared queue'):
            self.channel().queue_purge('')
        with self.channel_error(404, 'NOT_FOUND - no previously declared queue'):
            self.channel().basic_get('')

    def test_empty_binding_key_and_name_mean_the_queue(self):
        channel = self.channel()
        queue = channel.queue_declare('', exclusive=True).method.queue
        channel.queue_bind('', 'amq.direct', '')
        publish(channel, 'amq.direct', queue, 'x')
        wait_ready(channel, queue, 1)

    def test_reserved_prefix(self):
        with self.channel_error(403, "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'"):
            self.channel().queue_declare('amq.mine')

    def test_names_are_any_utf8(self):
        channel = self.channel()
        for queue in ('größe и 大小 🐇', ' spaces ', 'a/b?c&d', 'x' * 255):
            channel.queue_declare(queue)
            publish(channel, '', queue, 'x')
            wait_ready(channel, queue, 1)
            self.assertEqual(channel.queue_delete(queue).method.message_count, 1)


class Lifetimes(BrokerTest):

    def missing(self, queue):
        return self.channel_error(404, "NOT_FOUND - no queue '%s' in vhost '/'" % queue)

    def test_unknown_queue(self):
        for use in (lambda c: c.queue_declare('none', passive=True), lambda c: c.queue_purge('none'),
                    lambda c: c.basic_get('none'), lambda c: c.basic_consume('none', print)):
            with self.missing('none'):
                use(self.channel())
        self.assertEqual(self.channel().queue_delete('none').method.message_count, 0)

    def test_exclusive_belongs_to_its_connection(self):
        owner = self.channel()
        queue = self.queue(owner, queue='locked')
        uses = {
            'declare': lambda c: c.queue_declare(queue, exclusive=True),
            'passive': lambda c: c.queue_declare(queue, passive=True),
            'consume': lambda c: c.basic_consume(queue, print),
            'get': lambda c: c.basic_get(queue),
            'purge': lambda c: c.queue_purge(queue),
            'delete': lambda c: c.queue_delete(queue),
            'bind': lambda c: c.queue_bind(queue, 'amq.direct', 'k'),
        }
        for label, use in uses.items():
            with self.subTest(use=label), self.channel_error(405, LOCKED % queue):
                use(self.channel())
        self.assertEqual(owner.connection.channel().queue_declare(queue, passive=True).method.queue, queue)
        other = self.channel()
        other.confirm_delivery()
        publish(other, '', queue, 'publishing is allowed')
        self.assertEqual(drain(owner, queue), ['publishing is allowed'])

    def test_exclusive_goes_with_its_connection(self):
        connection = self.connect()
        queue = self.queue(connection.channel())
        connection.close()
        with self.missing(queue):
            self.channel().queue_declare(queue, passive=True)

    def test_exclusive_goes_with_a_broken_connection(self):
        connection = self.connect()
        queue = self.queue(connection.channel(), durable=True)
        connection._impl._transport._sock.shutdown(socket.SHUT_RDWR)
        channel = self.channel()

        def declared_anew():
            nonlocal channel
            try:
                return channel.queue_declare(queue, exclusive=True).method.queue == queue
            except Exception:  # 405 until the broker has noticed
                channel = self.channel()
                return False
        brokers.wait_until(declared_anew, what='the exclusive queue to go')

    def test_auto_delete_goes_with_its_last_consumer(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False, auto_delete=True)
        channel.queue_declare(queue, passive=True)
        first, second = Collector(channel, queue), Collector(channel, queue)
        self.assertEqual(consumers(channel, queue), 2)
        channel.basic_cancel(first.tag)
        channel.queue_declare(queue, passive=True)
        channel.basic_cancel(second.tag)
        with self.missing(queue):
            channel.queue_declare(queue, passive=True)

    def test_auto_delete_goes_with_its_consumers_channel(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False, auto_delete=True)
        consumer = channel.connection.channel()
        Collector(consumer, queue)
        consumer.close()

        def gone():
            try:
                self.channel().queue_declare(queue, passive=True)
            except Exception:
                return True
        brokers.wait_until(gone, what='the queue to go')

    def test_deleting_a_queue_deletes_its_bindings(self):
        channel = self.channel()
        channel.confirm_delivery()
        queue = self.queue(channel)
        channel.queue_bind(queue, 'amq.direct', queue)
        channel.queue_delete(queue)
        self.queue(channel, queue=queue)
        publish(channel, 'amq.direct', queue, 'x')
        self.assertEqual(drain(channel, queue), [])


class Redeclaration(BrokerTest):

    def test_same_again(self):
        channel = self.channel()
        queue = self.name()
        arguments = {'x-max-length': 10, 'x-message-ttl': 60000}
        channel.queue_declare(queue, arguments=arguments)
        channel.queue_declare(queue, arguments=arguments)
        channel.queue_delete(queue)

    def test_other_properties(self):
        queue = self.name()
        self.channel().queue_declare(queue)
        for what, options in (('durable', {'durable': True}), ('auto_delete', {'auto_delete': True})):
            with self.subTest(argument=what), self.channel_error(
                    406, "PRECONDITION_FAILED - inequivalent arg '%s' for queue '%s' in vhost '/': received 'true' "
                         "but current is 'false'" % (what, queue)):
                self.channel().queue_declare(queue, **options)
        with self.channel_error(405, LOCKED % queue):
            self.channel().queue_declare(queue, exclusive=True)
        self.channel().queue_delete(queue)

    def test_other_arguments(self):
        queue = self.name()
        self.channel().queue_declare(queue, arguments={'x-max-length': 10, 'note': 'free'})
        text = "PRECONDITION_FAILED - inequivalent arg '%s' for queue '%s' in vhost '/': received %s but current is %s"
        ten, five = "the value '10' of type 'signedint'", "the value '5' of type 'signedint'"
        cases = (
            ({'x-max-length': 11}, 'x-max-length', "'11'", "'10'"),
            ({}, 'x-max-length', 'none', ten),
            ({'x-max-length': 10, 'x-message-ttl': 5}, 'x-message-ttl', five, 'none'),
        )
        for arguments, what, got, have in cases:
            with self.subTest(arguments=arguments), self.channel_error(406, text % (what, queue, got, have)):
                self.channel().queue_declare(queue, arguments=arguments)
        self.channel().queue_declare(queue, arguments={'x-max-length': 10, 'note': 'not compared'})
        self.channel().queue_delete(queue)

    def test_what_nobody_knows_is_not_compared(self):
        channel = self.channel()
        queue = self.name()
        channel.queue_declare(queue, arguments={'x-message-deduplication': True})
        channel.queue_declare(queue)
        channel.queue_declare(queue, arguments={'x-message-deduplication': False, 'x-of-a-plugin': 'any'})
        channel.queue_delete(queue)

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'since RabbitMQ 4.0')
    def test_an_exclusive_queue_may_be_called_durable(self):
        channel = self.channel()
        queue = self.queue(channel, durable=True)
        for durable in (False, True):
            self.assertEqual(self.queue(channel, queue=queue, durable=durable), queue)
        other = self.queue(channel, durable=False)
        self.assertEqual(self.queue(channel, queue=other, durable=True), other)

    def test_passive_compares_nothing(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-max-length': 10})
        channel.queue_declare(queue, passive=True, durable=True)


class Counts(BrokerTest):

    def test_declare_answers_ready_and_consumers(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 5)
        channel.basic_get(queue)
        again = channel.queue_declare(queue, passive=True).method
        self.assertEqual((again.message_count, again.consumer_count), (4, 0))
        channel.basic_qos(prefetch_count=1)
        Collector(channel, queue).wait(1)
        again = channel.queue_declare(queue, passive=True).method
        self.assertEqual((again.message_count, again.consumer_count), (3, 1))

    def test_purge_takes_the_ready_ones_only(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 10)
        method, _, body = channel.basic_get(queue)
        self.assertEqual(channel.queue_purge(queue).method.message_count, 9)
        self.assertEqual(ready(channel, queue), 0)
        channel.basic_nack(method.delivery_tag)
        wait_ready(channel, queue, 1)
        self.assertEqual(drain(channel, queue), [body.decode()])

    def test_delete_counts_messages(self):
        channel = self.channel()
        queue = self.queue(channel)
        fill(channel, queue, 3)
        self.assertEqual(channel.queue_delete(queue).method.message_count, 3)

    def test_delete_if_empty(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        fill(channel, queue, 1)
        with self.channel_error(406, "PRECONDITION_FAILED - queue '%s' in vhost '/' not empty" % queue):
            channel.queue_delete(queue, if_empty=True)
        channel = self.channel()
        drain(channel, queue)
        channel.queue_delete(queue, if_empty=True)

    def test_delete_if_unused(self):
        channel = self.channel()
        queue = self.queue(channel, exclusive=False)
        Collector(self.channel(), queue)
        with self.channel_error(406, "PRECONDITION_FAILED - queue '%s' in vhost '/' in use" % queue):
            channel.queue_delete(queue, if_unused=True)
        self.channel().queue_delete(queue)


if __name__ == '__main__':
    main()
