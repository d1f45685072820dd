#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Streams over AMQP 0-9-1, as RabbitMQ has them: reading from a place, credit by acknowledgement, retention, restarts."""
import datetime
import time

import pika

import broker as brokers
from support import BrokerTest, main


def declare(channel, queue, **arguments):
    channel.queue_declare(queue, durable=True, arguments={'x-queue-type': 'stream', **arguments})


def read(channel, queue, count, offset, prefetch=100):
    """So many messages from an offset on, each acknowledged: (offset, body) pairs."""
    channel.basic_qos(prefetch_count=prefetch)
    got = []
    for method, properties, body in channel.consume(queue, arguments={'x-stream-offset': offset},
                                                    inactivity_timeout=20):
        if method is None:
            raise AssertionError('only %r arrived' % got)
        got.append((properties.headers['x-stream-offset'], body))
        channel.basic_ack(method.delivery_tag)
        if len(got) == count:
            break
    channel.cancel()
    return got


class Streams(BrokerTest):

    def setUp(self):
        self.publisher = self.channel()
        self.publisher.confirm_delivery()
        self.stream = self.name('s')
        self.addCleanup(lambda: self.channel().queue_delete(self.stream))

    def publish(self, *bodies):
        for body in bodies:
            self.publisher.basic_publish('', self.stream, body)

    def read(self, *arguments, **options):
        return read(self.channel(), self.stream, *arguments, **options)

    def test_many_readers_each_from_its_own_place(self):
        declare(self.publisher, self.stream)
        self.publish(b'a', b'b', b'c')
        everything = [(0, b'a'), (1, b'b'), (2, b'c')]
        self.assertEqual(self.read(3, 'first'), everything)
        self.assertEqual(self.read(3, 'first', prefetch=1), everything)
        self.assertEqual(self.read(1, 2), [(2, b'c')])
        self.assertEqual(self.read(3, '1h'), everything)
        self.assertEqual(self.read(3, datetime.datetime.now() - datetime.timedelta(days=1)), everything)
        declared = self.publisher.queue_declare(self.stream, passive=True)
        self.assertEqual(declared.method.message_count, 3)

    def test_a_reader_follows(self):
        declare(self.publisher, self.stream)
        self.publish(b'before')
        reader = self.channel()
        reader.basic_qos(prefetch_count=1)
        deliveries = reader.consume(self.stream, arguments={'x-stream-offset': 'next'}, inactivity_timeout=0.01)
        self.assertEqual(next(deliveries)[2], None)
        self.publish(b'after')
        bodies = brokers.wait_until(lambda: next(deliveries)[2], what='the delivery')
        self.assertEqual(bodies, b'after')

    def test_headers_and_properties_come_back(self):
        declare(self.publisher, self.stream)
        properties = pika.BasicProperties(content_type='application/json', correlation_id='c', priority=4,
                                          headers={'n': 7, 's': 'text', 'b': True})
        self.publisher.basic_publish('', self.stream, b'{}', properties)
        channel = self.channel()
        channel.basic_qos(prefetch_count=1)
        method, got, body = next(channel.consume(self.stream, arguments={'x-stream-offset': 'first'},
                                                 inactivity_timeout=20))
        self.assertEqual(body, b'{}')
        self.assertEqual(got.headers, {'n': 7, 's': 'text', 'b': True, 'x-stream-offset': 0})
        self.assertEqual((got.content_type, got.correlation_id, got.priority), ('application/json', 'c', 4))
        self.assertFalse(method.redelivered)

    def test_a_binding_leads_to_a_stream(self):
        declare(self.publisher, self.stream)
        self.publisher.queue_bind(self.stream, 'amq.topic', 'orders.#')
        self.publisher.basic_publish('amq.topic', 'orders.eu', b'routed')
        self.assertEqual(self.read(1, 'first'), [(0, b'routed')])

    def test_what_a_stream_refuses(self):
        declare(self.publisher, self.stream)
        other = self.name('t')
        for code, work in (
                (540, lambda channel: channel.basic_get(self.stream)),
                (540, lambda channel: channel.queue_purge(self.stream)),
                (540, lambda channel: channel.basic_consume(self.stream, print, auto_ack=True)),
                (406, lambda channel: channel.basic_consume(self.stream, print)),
                (406, lambda channel: channel.queue_declare(other, arguments={'x-queue-type': 'stream'})),
                (406, lambda channel: declare(channel, other, **{'x-message-ttl': 5})),
                (406, lambda channel: declare(channel, self.stream, **{'x-max-age': '1h'}))):
            with self.assertRaises((pika.exceptions.ChannelClosedByBroker,
                                    pika.exceptions.ConnectionClosedByBroker)) as refused:
                work(self.channel())
            self.assertEqual(refused.exception.reply_code, code, refused.exception)

    def test_age_is_counted_from_arrival(self):
        """And so is the time that a reader starts from, whatever the publisher's clock says."""
        declare(self.publisher, self.stream, **{'x-max-age': '30s'})
        before = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=5)
        stamp = int(time.time()) - 7200
        self.publisher.basic_publish('', self.stream, b'late', pika.BasicProperties(timestamp=stamp))
        time.sleep(4)  # the broker looks every three seconds for what is too old
        channel = self.channel()
        channel.basic_qos(prefetch_count=1)
        method, properties, body = next(channel.consume(self.stream, arguments={'x-stream-offset': before},
                                                        inactivity_timeout=20))
        self.assertEqual(body, b'late')
        self.assertEqual(properties.timestamp, stamp)

    def test_retention_by_size(self):
        declare(self.publisher, self.stream, **{'x-max-length-bytes': 2000000})
        self.publish(*[b'x' * 100000] * 60)
        first = self.read(1, 'first')[0][0]
        self.assertGreater(first, 30)
        self.assertLess(first, 60)


class AfterARestart(BrokerTest):

    def test_a_stream_is_there_and_goes_on(self):
        broker = brokers.make_broker()
        self.addCleanup(broker.cleanup)
        for run in range(3):
            broker.start()
            connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
            channel = connection.channel()
            channel.confirm_delivery()
            declare(channel, 's')
            channel.basic_publish('', 's', b'%d' % run)
            self.assertEqual(read(channel, 's', run + 1, 'first'), [(i, b'%d' % i) for i in range(run + 1)])
            if run == 0:
                broker.kill()
            else:
                connection.close()
                broker.stop()


if __name__ == '__main__':
    main()
