# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client tests share: one broker for each file, connections that are closed, and pika in short words."""
import atexit
import contextlib
import functools
import itertools
import os
import sys
import unittest

import broker as brokers

SKIPPED = 77

try:
    import pika
    import pika.exceptions
except ImportError:
    print('SKIPPED: python3-pika is not installed')
    sys.exit(SKIPPED)

counter = itertools.count(1)


@functools.lru_cache
def shared_broker(local_socket=False):
    """One broker serves all tests of a file."""
    broker = brokers.make_broker(local_socket=local_socket)
    atexit.register(broker.cleanup)
    broker.start()
    return broker


class BrokerTest(unittest.TestCase):
    """A test against the file's broker, with names of its own."""

    local_socket = False

    @classmethod
    def setUpClass(cls):
        cls.broker = shared_broker(cls.local_socket)

    def name(self, hint='q'):
        return '%s.%s.%d' % (self._testMethodName, hint, next(counter))

    def parameters(self, **options):
        options.setdefault('credentials', pika.PlainCredentials('guest', 'guest'))
        return pika.ConnectionParameters(host=self.broker.host, port=self.broker.port, **options)

    def connect(self, **options):
        connection = pika.BlockingConnection(self.parameters(**options))
        self.addCleanup(close_quietly, connection)
        return connection

    def channel(self, **options):
        return self.connect(**options).channel()

    def queue(self, channel, **options):
        """A queue of this test's own; gone with the connection unless asked otherwise."""
        options.setdefault('exclusive', True)
        return channel.queue_declare(options.pop('queue', self.name()), **options).method.queue

    @contextlib.contextmanager
    def channel_error(self, code, text):
        with self.assertRaises(pika.exceptions.ChannelClosedByBroker) as caught:
            yield
        self.assertEqual((caught.exception.reply_code, caught.exception.reply_text), (code, text))

    @contextlib.contextmanager
    def channel_error_like(self, code, pattern):
        """For texts that carry a term of RabbitMQ's own language."""
        with self.assertRaises(pika.exceptions.ChannelClosedByBroker) as caught:
            yield
        self.assertEqual(caught.exception.reply_code, code)
        self.assertRegex(caught.exception.reply_text, pattern)

    @contextlib.contextmanager
    def connection_error(self, code, text):
        with self.assertRaises(pika.exceptions.ConnectionClosedByBroker) as caught:
            yield
        self.assertEqual((caught.exception.reply_code, caught.exception.reply_text), (code, text))


def close_quietly(connection):
    if connection.is_open:
        with contextlib.suppress(pika.exceptions.AMQPError, AssertionError):
            connection.close()


def when_closed(channel):
    """Asked before the broker closes the channel: what waits for it and answers with the reason."""
    reasons = []
    channel._impl.add_on_close_callback(lambda _, reason: reasons.append(reason))

    def wait():
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or reasons, what='the end of the channel')
        return reasons[0]
    return wait


def publish(channel, exchange, key, body=b'', **properties):
    mandatory = properties.pop('mandatory', False)
    body = body.encode() if isinstance(body, str) else body
    channel.basic_publish(exchange, key, body, pika.BasicProperties(**properties), mandatory=mandatory)


def fill(channel, queue, count, start=0):
    """Publishes '0', '1', … straight to the queue and returns once all of them are in it."""
    already = ready(channel, queue)
    for number in range(start, start + count):
        publish(channel, '', queue, str(number))
    brokers.wait_until(lambda: ready(channel, queue) == already + count, what='%d messages in %s' % (count, queue))


def ready(channel, queue):
    return channel.queue_declare(queue, passive=True).method.message_count


def consumers(channel, queue):
    return channel.queue_declare(queue, passive=True).method.consumer_count


def get_body(channel, queue, auto_ack=True):
    method, _, body = channel.basic_get(queue, auto_ack=auto_ack)
    return None if method is None else body.decode()


def drain(channel, queue):
    return [body for body in iter(lambda: get_body(channel, queue), None)]


def wait_ready(channel, queue, count):
    brokers.wait_until(lambda: ready(channel, queue) == count, what='%d ready in %s' % (count, queue))


def routed(channel, queues):
    """The bodies each queue received, after a confirm has made sure that all of them arrived."""
    return {label: drain(channel, queue) for label, queue in queues.items()}


class Collector:
    """A consumer that remembers its deliveries."""

    def __init__(self, channel, queue, **options):
        self.channel = channel
        self.queue = queue
        self.deliveries = []
        self.tag = channel.basic_consume(queue, self._receive, **options)

    def _receive(self, _channel, method, properties, body):
        self.deliveries.append((method, properties, body))

    def bodies(self):
        return [body.decode() for _, _, body in self.deliveries]

    def tags(self):
        return [method.delivery_tag for method, _, _ in self.deliveries]

    def wait(self, count):
        def enough():
            self.channel.connection.process_data_events(time_limit=0.01)
            return len(self.deliveries) >= count
        brokers.wait_until(enough, what='%d deliveries from %s' % (count, self.queue))
        return self

    def settle(self):
        """Returns when everything the broker meant to deliver by now is here.

        Deliveries that were decided before the first answer may follow it on the wire, but not the second.
        """
        for _ in range(2):
            self.channel.queue_declare(self.queue, passive=True)
        self.channel.connection.process_data_events(time_limit=0.02)
        return self


def main():
    """Exit code 77 tells ctest that nothing could be tested here."""
    if brokers.chosen() == 'sightglass' and not os.path.exists(brokers.sightglass_binary()):
        print('SKIPPED: no broker at', brokers.sightglass_binary())
        sys.exit(SKIPPED)
    program = unittest.main(exit=False, verbosity=2)
    result = program.result
    if result.testsRun and len(result.skipped) == result.testsRun:
        sys.exit(SKIPPED)
    sys.exit(0 if result.wasSuccessful() else 1)
