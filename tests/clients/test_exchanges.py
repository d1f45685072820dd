#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exchanges of every type, their bindings, and what the broker says when they are used wrongly."""
from support import BrokerTest, drain, main, publish


class Routing(BrokerTest):

    def confirmed(self):
        """A channel on which a publish returns once the message is where it belongs."""
        channel = self.channel()
        channel.confirm_delivery()
        return channel

    def exchange(self, channel, kind, **options):
        name = self.name(kind)
        channel.exchange_declare(name, kind, **options)
        self.addCleanup(self.delete_exchange, name)
        return name

    def delete_exchange(self, name):
        channel = self.channel()
        channel.exchange_delete(name)

    def bound(self, channel, exchange, key='', arguments=None):
        queue = self.queue(channel)
        channel.queue_bind(queue, exchange, key, arguments)
        return queue

    def test_default_exchange_routes_by_queue_name(self):
        channel = self.confirmed()
        queue, other = self.queue(channel), self.queue(channel)
        publish(channel, '', queue, 'one')
        self.assertEqual(drain(channel, queue), ['one'])
        self.assertEqual(drain(channel, other), [])

    def test_direct(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'direct')
        red, both = self.bound(channel, exchange, 'red'), self.bound(channel, exchange, 'red')
        channel.queue_bind(both, exchange, 'blue')
        for key in ('red', 'blue', 'green', 're'):
            publish(channel, exchange, key, key)
        self.assertEqual(drain(channel, red), ['red'])
        self.assertEqual(drain(channel, both), ['red', 'blue'])

    def test_two_bindings_deliver_once(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'topic')
        queue = self.bound(channel, exchange, 'a.*')
        channel.queue_bind(queue, exchange, '#')
        publish(channel, exchange, 'a.b', 'once')
        self.assertEqual(drain(channel, queue), ['once'])

    def test_fanout_ignores_the_key(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'fanout')
        queues = [self.bound(channel, exchange, 'ignored') for _ in range(3)]
        publish(channel, exchange, 'anything', 'x')
        self.assertEqual([drain(channel, queue) for queue in queues], [['x']] * 3)

    def test_topic_patterns(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'topic')
        expected = {
            '#': ['', 'a', 'a.b', 'a.b.c', 'b', 'a..c', '.', 'x.a.b'],
            '*': ['a', 'b'],
            'a': ['a'],
            'a.*': ['a.b'],
            'a.#': ['a', 'a.b', 'a.b.c', 'a..c'],
            '#.b': ['a.b', 'b', 'x.a.b'],
            '*.b': ['a.b'],
            'a.*.c': ['a.b.c', 'a..c'],
            'a.#.c': ['a.b.c', 'a..c'],
            '#.a.#': ['a', 'a.b', 'a.b.c', 'a..c', 'x.a.b'],
            '*.#': ['a', 'a.b', 'a.b.c', 'b', 'a..c', '.', 'x.a.b'],
            '*.*': ['a.b', '.'],
            'a.#.#': ['a', 'a.b', 'a.b.c', 'a..c'],
        }
        queues = {pattern: self.bound(channel, exchange, pattern) for pattern in expected}
        for key in ('', 'a', 'a.b', 'a.b.c', 'b', 'a..c', '.', 'x.a.b'):
            publish(channel, exchange, key, key)
        for pattern, keys in expected.items():
            with self.subTest(pattern=pattern):
                self.assertEqual(drain(channel, queues[pattern]), keys)

    def test_headers_match(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'headers')
        rules = {
            'default': {'format': 'pdf', 'pages': 3},
            'all': {'x-match': 'all', 'format': 'pdf', 'pages': 3},
            'any': {'x-match': 'any', 'format': 'pdf', 'pages': 3},
            'all ignores x-': {'x-match': 'all', 'format': 'pdf', 'x-kind': 'report'},
            'all-with-x': {'x-match': 'all-with-x', 'format': 'pdf', 'x-kind': 'report'},
            'any ignores x-': {'x-match': 'any', 'pages': 9, 'x-kind': 'report'},
            'any-with-x': {'x-match': 'any-with-x', 'pages': 9, 'x-kind': 'report'},
            'present': {'x-match': 'all', 'format': None},
            'nothing asked': {'x-match': 'all'},
            'any of nothing': {'x-match': 'any'},
        }
        queues = {label: self.bound(channel, exchange, '', rule) for label, rule in rules.items()}
        messages = {
            'both': {'format': 'pdf', 'pages': 3, 'more': True},
            'one': {'format': 'pdf', 'pages': 4},
            'type differs': {'format': 'txt', 'pages': '3'},
            'kind': {'format': 'pdf', 'x-kind': 'report'},
            'none': {},
        }
        for body, headers in messages.items():
            publish(channel, exchange, '', body, headers=headers)
        publish(channel, exchange, '', 'no table')
        everything = list(messages) + ['no table']
        expected = {
            'default': ['both'], 'all': ['both'], 'any': ['both', 'one', 'kind'],
            'all ignores x-': ['both', 'one', 'kind'], 'all-with-x': ['kind'],
            'any ignores x-': [], 'any-with-x': ['kind'],
            'present': ['both', 'one', 'type differs', 'kind'],
            'nothing asked': everything, 'any of nothing': [],
        }
        for label, bodies in expected.items():
            with self.subTest(rule=label):
                self.assertEqual(drain(channel, queues[label]), bodies)

    def test_headers_with_a_wrong_x_match(self):
        channel = self.channel()
        queue = self.queue(channel)
        with self.channel_error_like(406, '^PRECONDITION_FAILED - Invalid x-match field value .*most.*'
                                          'expected all, any, all-with-x, or any-with-x$'):
            channel.queue_bind(queue, 'amq.headers', '', {'x-match': 'most'})

    def test_exchange_to_exchange(self):
        channel = self.confirmed()
        first, second = self.exchange(channel, 'topic'), self.exchange(channel, 'fanout')
        queue = self.bound(channel, second)
        channel.exchange_bind(second, first, 'eu.#')
        publish(channel, first, 'eu.new', 'through')
        publish(channel, first, 'us.new', 'not')
        self.assertEqual(drain(channel, queue), ['through'])
        channel.exchange_unbind(second, first, 'eu.#')
        publish(channel, first, 'eu.new', 'no more')
        self.assertEqual(drain(channel, queue), [])

    def test_exchange_circles_end_and_deliver_once(self):
        channel = self.confirmed()
        first, second = self.exchange(channel, 'fanout'), self.exchange(channel, 'fanout')
        channel.exchange_bind(second, first)
        channel.exchange_bind(first, second)
        queue = self.bound(channel, first)
        channel.queue_bind(queue, second)
        publish(channel, second, '', 'once')
        self.assertEqual(drain(channel, queue), ['once'])

    def test_unbind_needs_the_same_key_and_arguments(self):
        channel = self.confirmed()
        exchange = self.exchange(channel, 'direct')
        queue = self.bound(channel, exchange, 'k')
        channel.queue_bind(queue, exchange, 'k', {'note': 1})
        channel.queue_unbind(queue, exchange, 'k')
        publish(channel, exchange, 'k', 'still')
        channel.queue_unbind(queue, exchange, 'k', {'note': 1})
        publish(channel, exchange, 'k', 'gone')
        self.assertEqual(drain(channel, queue), ['still'])

    def test_predeclared_exchanges(self):
        channel = self.confirmed()
        kinds = {'amq.direct': 'direct', 'amq.fanout': 'fanout', 'amq.topic': 'topic', 'amq.headers': 'headers',
                 'amq.match': 'headers'}
        for exchange, kind in kinds.items():
            channel.exchange_declare(exchange, kind, durable=True)
            queue = self.bound(channel, exchange, 'k', {'h': 1} if kind == 'headers' else None)
            publish(channel, exchange, 'k', exchange, headers={'h': 1})
            self.assertEqual(drain(channel, queue), [exchange])

    def test_auto_delete_exchange_goes_with_its_last_binding(self):
        channel = self.confirmed()
        exchange = self.name('auto')
        channel.exchange_declare(exchange, 'direct', auto_delete=True)
        channel.exchange_declare(exchange, passive=True)
        queue = self.bound(channel, exchange, 'a')
        channel.queue_bind(queue, exchange, 'b')
        channel.queue_unbind(queue, exchange, 'a')
        channel.exchange_declare(exchange, passive=True)
        channel.queue_unbind(queue, exchange, 'b')
        with self.channel_error(404, "NOT_FOUND - no exchange '%s' in vhost '/'" % exchange):
            channel.exchange_declare(exchange, passive=True)

    def test_auto_delete_source_goes_with_its_last_queue(self):
        channel = self.channel()
        exchange = self.name('auto')
        channel.exchange_declare(exchange, 'fanout', auto_delete=True)
        channel.queue_delete(self.bound(channel, exchange))
        with self.channel_error(404, "NOT_FOUND - no exchange '%s' in vhost '/'" % exchange):
            channel.exchange_declare(exchange, passive=True)


class Mistakes(BrokerTest):

    def test_unknown_exchange(self):
        channel = self.channel()
        with self.channel_error(404, "NOT_FOUND - no exchange 'nowhere' in vhost '/'"):
            publish(channel, 'nowhere', 'k', 'x')
            channel.queue_declare('', exclusive=True)
        with self.channel_error(404, "NOT_FOUND - no exchange 'nowhere' in vhost '/'"):
            self.channel().exchange_declare('nowhere', passive=True)
        self.channel().exchange_delete('nowhere')

    def test_binding_what_is_not_there(self):
        channel = self.channel()
        queue = self.queue(channel)
        with self.channel_error(404, "NOT_FOUND - no exchange 'nowhere' in vhost '/'"):
            channel.queue_bind(queue, 'nowhere', '')
        with self.channel_error(404, "NOT_FOUND - no queue 'none' in vhost '/'"):
            self.channel().queue_bind('none', 'amq.direct', '')
        with self.channel_error(404, "NOT_FOUND - no exchange 'nowhere' in vhost '/'"):
            self.channel().exchange_bind('amq.direct', 'nowhere')
        channel = self.channel()
        channel.queue_unbind(self.queue(channel), 'amq.direct', 'never bound')

    def test_default_exchange_is_not_bindable(self):
        channel = self.channel()
        queue = self.queue(channel)
        with self.channel_error(403, 'ACCESS_REFUSED - operation not permitted on the default exchange'):
            channel.queue_bind(queue, '', 'k')
        with self.channel_error(403, 'ACCESS_REFUSED - operation not permitted on the default exchange'):
            self.channel().exchange_delete('')
        with self.channel_error(403, 'ACCESS_REFUSED - operation not permitted on the default exchange'):
            self.channel().exchange_declare('', 'direct', durable=True)

    def test_reserved_names(self):
        with self.channel_error(403, "ACCESS_REFUSED - exchange name 'amq.mine' contains reserved prefix 'amq.*'"):
            self.channel().exchange_declare('amq.mine', 'direct')
        with self.channel_error(403, "ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost '/' not allowed"):
            self.channel().exchange_delete('amq.direct')

    def test_redeclare_differently(self):
        name = self.name('x')
        self.channel().exchange_declare(name, 'direct')
        for what, options, got, have in (
                ('type', {'exchange_type': 'fanout'}, "'fanout'", "'direct'"),
                ('durable', {'durable': True}, "'true'", "'false'"),
                ('auto_delete', {'auto_delete': True}, "'true'", "'false'"),
                ('internal', {'internal': True}, "'true'", "'false'")):
            with self.subTest(argument=what), self.channel_error(
                    406, "PRECONDITION_FAILED - inequivalent arg '%s' for exchange '%s' in vhost '/': received %s "
                         "but current is %s" % (what, name, got, have)):
                self.channel().exchange_declare(name, **dict({'exchange_type': 'direct'}, **options))
        self.channel().exchange_declare(name, 'direct')
        self.channel().exchange_delete(name)

    def test_unknown_type(self):
        if self.broker.is_reference:  # up to RabbitMQ 3.12
            refused = self.connection_error(503, "COMMAND_INVALID - unknown exchange type 'x-unheard-of'")
        else:
            refused = self.channel_error(406, "PRECONDITION_FAILED - unknown exchange type 'x-unheard-of'")
        with refused:
            self.channel().exchange_declare(self.name('x'), 'x-unheard-of')

    def test_internal_exchange_takes_no_publish(self):
        channel = self.channel()
        name = self.name('x')
        channel.exchange_declare(name, 'fanout', internal=True)
        with self.channel_error(403, "ACCESS_REFUSED - cannot publish to internal exchange '%s' in vhost '/'" % name):
            publish(channel, name, '', 'x')
            channel.queue_declare('', exclusive=True)
        self.channel().exchange_delete(name)

    def test_delete_if_unused(self):
        channel = self.channel()
        name = self.name('x')
        channel.exchange_declare(name, 'fanout')
        channel.queue_bind(self.queue(channel), name)
        with self.channel_error(406, "PRECONDITION_FAILED - exchange '%s' in vhost '/' in use" % name):
            channel.exchange_delete(name, if_unused=True)
        self.channel().exchange_delete(name)


if __name__ == '__main__':
    main()
