#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The six classic tutorials with pika, each program of a tutorial on a connection of its own; over TCP and the local socket."""
import unittest

import broker as brokers
from relay import Relay
from support import BrokerTest, Collector, main, pika, publish


class Tutorials(BrokerTest):

    local_socket = True  # so that one broker does for both classes

    def temporary_queue(self, channel, exchange, *keys):
        queue = channel.queue_declare('', exclusive=True).method.queue
        for key in keys:
            channel.queue_bind(queue, exchange, key)
        return Collector(channel, queue, auto_ack=True)

    def test_1_hello_world(self):
        sender, receiver = self.channel(), self.channel()
        queue = self.name('hello')
        sender.queue_declare(queue)
        publish(sender, '', queue, 'Hello World!')
        receiver.queue_declare(queue)
        self.assertEqual(Collector(receiver, queue, auto_ack=True).wait(1).bodies(), ['Hello World!'])
        receiver.queue_delete(queue)

    def test_2_work_queues(self):
        sender = self.channel()
        queue = self.name('tasks')
        sender.queue_declare(queue, durable=True)
        slow, fast = self.channel(), self.channel()
        for worker in (slow, fast):
            worker.basic_qos(prefetch_count=1)
        on_slow, on_fast = Collector(slow, queue), Collector(fast, queue)
        for task in range(10):
            publish(sender, '', queue, 'task %d' % task, delivery_mode=2)
        on_slow.wait(1)
        for done in range(1, 10):
            fast.basic_ack(on_fast.wait(done).tags()[-1])
        slow.connection.close()
        on_fast.wait(10)
        self.assertEqual(sorted(on_fast.bodies()), ['task %d' % task for task in range(10)])
        self.assertTrue(on_fast.deliveries[9][0].redelivered)
        sender.queue_delete(queue)

    def test_3_publish_subscribe(self):
        sender = self.channel()
        logs = self.name('logs')
        sender.exchange_declare(logs, 'fanout')
        publish(sender, logs, '', 'nobody listens')
        receivers = [self.temporary_queue(self.channel(), logs, '') for _ in range(2)]
        publish(sender, logs, '', 'info: Hello World!')
        for receiver in receivers:
            self.assertEqual(receiver.wait(1).bodies(), ['info: Hello World!'])
        sender.exchange_delete(logs)

    def selective(self, kind, published, receivers):
        sender = self.channel()
        logs = self.name(kind)
        sender.exchange_declare(logs, kind)
        listening = [(self.temporary_queue(self.channel(), logs, *keys), expected) for keys, expected in receivers]
        for key in published:
            publish(sender, logs, key, key)
        for receiver, expected in listening:
            self.assertEqual(receiver.wait(len(expected)).settle().bodies(), expected)
        sender.exchange_delete(logs)

    def test_4_routing(self):
        self.selective('direct', ['info', 'error', 'debug', 'warning'],
                       [(['error'], ['error']), (['info', 'warning', 'error'], ['info', 'error', 'warning'])])

    def test_5_topics(self):
        self.selective('topic', ['kern.info', 'cron.critical', 'kern.critical', 'lazy.a.b'],
                       [(['kern.*'], ['kern.info', 'kern.critical']), (['*.critical'], ['cron.critical', 'kern.critical']),
                        (['#'], ['kern.info', 'cron.critical', 'kern.critical', 'lazy.a.b']),
                        (['kern.*', '*.critical'], ['kern.info', 'cron.critical', 'kern.critical'])])

    def test_6_rpc(self):
        def fibonacci(n):
            return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

        def serve(channel, method, properties, body):
            channel.basic_publish('', properties.reply_to, str(fibonacci(int(body))).encode(),
                                  pika.BasicProperties(correlation_id=properties.correlation_id))
            channel.basic_ack(method.delivery_tag)

        server, client = self.channel(), self.channel()
        requests = self.name('rpc')
        server.queue_declare(requests)
        server.basic_qos(prefetch_count=1)
        server.basic_consume(requests, serve)
        replies = Collector(client, client.queue_declare('', exclusive=True).method.queue, auto_ack=True)
        for number, identity in ((10, 'ten'), (15, 'fifteen')):
            publish(client, '', requests, str(number), correlation_id=identity, reply_to=replies.queue)

        def answered():
            server.connection.process_data_events(0.01)
            client.connection.process_data_events(0.01)
            return len(replies.deliveries) == 2
        brokers.wait_until(answered)
        self.assertEqual([(properties.correlation_id, body) for _, properties, body in replies.deliveries],
                         [('ten', b'55'), ('fifteen', b'610')])
        server.queue_delete(requests)


@unittest.skipIf(brokers.chosen() != 'sightglass', 'the reference has no local socket')
class OverTheLocalSocket(Tutorials):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.relay = Relay(cls.broker.socket_path)
        cls.addClassCleanup(cls.relay.close)

    def parameters(self, **options):
        parameters = super().parameters(**options)
        parameters.port = self.relay.port
        return parameters


if __name__ == '__main__':
    main()
