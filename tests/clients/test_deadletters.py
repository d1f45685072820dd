#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dead letters: every cause, the headers they carry, cycles, and what happens to them when the broker is killed."""
import unittest

import broker as brokers
import pika
from support import BrokerTest, Collector, drain, get_body, main, publish, ready, wait_ready


class DeadLetterTest(BrokerTest):

    def pair(self, channel, key=None, **arguments):
        """A queue whose dead letters go to another one through the default exchange."""
        dead = self.queue(channel)
        arguments = {'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': dead, **arguments}
        return self.queue(channel, arguments={name: value for name, value in arguments.items() if value is not None}), dead

    def take(self, channel, queue):
        wait_ready(channel, queue, 1)
        method, properties, body = channel.basic_get(queue, auto_ack=True)
        return method, properties, body.decode()

    def reject_one(self, channel, queue):
        wait_ready(channel, queue, 1)
        method, _, _ = channel.basic_get(queue)
        channel.basic_reject(method.delivery_tag, requeue=False)


class Causes(DeadLetterTest):

    def test_rejected(self):
        channel = self.channel()
        queue, dead = self.pair(channel)
        publish(channel, '', queue, 'a', headers={'own': 1}, content_type='text/plain')
        self.reject_one(channel, queue)
        method, properties, body = self.take(channel, dead)
        self.assertEqual((body, method.exchange, method.routing_key), ('a', '', dead))
        self.assertFalse(method.redelivered)
        self.assertEqual(properties.content_type, 'text/plain')
        headers = properties.headers
        self.assertEqual(headers['own'], 1)
        (death,) = headers['x-death']
        self.assertEqual({key: death[key] for key in ('count', 'reason', 'queue', 'exchange', 'routing-keys')},
                         {'count': 1, 'reason': 'rejected', 'queue': queue, 'exchange': '', 'routing-keys': [queue]})
        self.assertIn('time', death)
        self.assertNotIn('original-expiration', death)
        for prefix in ('x-first-death', 'x-last-death'):
            if prefix == 'x-last-death' and prefix + '-queue' not in headers and brokers.chosen() == 'rabbitmq':
                continue  # RabbitMQ writes it since 3.13
            self.assertEqual([headers['%s-%s' % (prefix, what)] for what in ('reason', 'queue', 'exchange')],
                             ['rejected', queue, ''])

    def test_nack_of_several(self):
        channel = self.channel()
        queue, dead = self.pair(channel)
        for body in 'abc':
            publish(channel, '', queue, body)
        wait_ready(channel, queue, 3)
        tags = [channel.basic_get(queue)[0].delivery_tag for _ in range(3)]
        channel.basic_nack(tags[1], multiple=True, requeue=False)
        wait_ready(channel, dead, 2)
        self.assertEqual(drain(channel, dead), ['a', 'b'])

    def test_expired_in_the_queue(self):
        channel = self.channel()
        queue, dead = self.pair(channel, **{'x-message-ttl': 20})
        publish(channel, '', queue, 'a')
        _, properties, body = self.take(channel, dead)
        self.assertEqual((body, properties.headers['x-death'][0]['reason']), ('a', 'expired'))
        self.assertEqual(ready(channel, queue), 0)

    def test_expired_by_its_own_time(self):
        channel = self.channel()
        queue, dead = self.pair(channel)
        publish(channel, '', queue, 'a', expiration='20')
        _, properties, _ = self.take(channel, dead)
        self.assertIsNone(properties.expiration)
        self.assertEqual(properties.headers['x-death'][0]['original-expiration'], '20')

    def test_pushed_out(self):
        channel = self.channel()
        queue, dead = self.pair(channel, **{'x-max-length': 2})
        for body in 'abc':
            publish(channel, '', queue, body)
        _, properties, body = self.take(channel, dead)
        self.assertEqual((body, properties.headers['x-death'][0]['reason']), ('a', 'maxlen'))
        self.assertEqual(drain(channel, queue), ['b', 'c'])

    def test_returned_too_often(self):
        channel = self.channel()
        dead = self.queue(channel)
        queue = self.name('quorum')
        channel.queue_declare(queue, durable=True, arguments={
            'x-queue-type': 'quorum', 'x-delivery-limit': 2, 'x-dead-letter-exchange': '',
            'x-dead-letter-routing-key': dead})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        publish(channel, '', queue, 'a')
        counts = []

        def give_back(_channel, method, properties, _body):
            counts.append((properties.headers or {}).get('x-delivery-count', 0))
            channel.basic_reject(method.delivery_tag, requeue=True)
        channel.basic_consume(queue, give_back)
        brokers.wait_until(lambda: channel.connection.process_data_events(0.01) or ready(channel, dead) == 1)
        self.assertEqual(counts, [0, 1, 2])
        _, properties, _ = self.take(channel, dead)
        self.assertEqual(properties.headers['x-death'][0]['reason'], 'delivery_limit')


    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'a limit that is there without asking since RabbitMQ 4.0')
    def test_returned_too_often_without_a_limit_of_its_own(self):
        channel = self.channel()
        dead = self.queue(channel)
        queue = self.name('quorum')
        channel.queue_declare(queue, durable=True, arguments={
            'x-queue-type': 'quorum', 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': dead})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        publish(channel, '', queue, 'a')
        for count in range(21):
            wait_ready(channel, queue, 1)
            method, properties, _ = channel.basic_get(queue)
            self.assertEqual((properties.headers or {}).get('x-delivery-count', 0), count)
            channel.basic_reject(method.delivery_tag, requeue=True)
        _, properties, _ = self.take(channel, dead)
        self.assertEqual(properties.headers['x-death'][0]['reason'], 'delivery_limit')
        self.assertEqual(ready(channel, queue), 0)

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'since RabbitMQ 4.3')
    def test_giving_back_does_not_count(self):
        channel = self.channel()
        queue = self.name('quorum')
        channel.queue_declare(queue, durable=True, arguments={'x-queue-type': 'quorum', 'x-delivery-limit': 1})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        publish(channel, '', queue, 'a')
        for acquired in range(5):
            wait_ready(channel, queue, 1)
            method, properties, _ = channel.basic_get(queue)
            headers = properties.headers or {}
            self.assertEqual((headers.get('x-acquired-count', 0), headers.get('x-delivery-count')), (acquired, None))
            self.assertEqual(method.redelivered, acquired > 0)
            channel.basic_nack(method.delivery_tag, requeue=True)
        other = self.channel()
        Collector(other, queue).wait(1)
        other.close()  # without settling it: that does
        wait_ready(channel, queue, 1)
        method, properties, _ = channel.basic_get(queue)
        self.assertEqual([properties.headers[name] for name in ('x-acquired-count', 'x-delivery-count')], [6, 1])
        channel.basic_reject(method.delivery_tag, requeue=True)
        wait_ready(channel, queue, 0)


class Headers(DeadLetterTest):

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'since RabbitMQ 4.0')
    def test_what_is_published_anew_has_a_history_of_its_own(self):
        channel = self.channel()
        queue, dead = self.pair(channel)
        other, _ = self.pair(channel, **{'x-dead-letter-routing-key': dead})
        publish(channel, '', other, 'a')
        for source in (other, queue, queue):
            self.reject_one(channel, source)
            _, properties, body = self.take(channel, dead)
            (death,) = properties.headers['x-death']
            self.assertEqual((death['queue'], death['count']), (source, 1))
            self.assertEqual(properties.headers['x-first-death-queue'], source)
            channel.basic_publish('', queue, body, properties)

    def test_the_latest_death_comes_first(self):
        channel = self.channel()
        last = self.queue(channel)
        second = self.queue(channel, arguments={'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': last,
                                                'x-message-ttl': 10})
        first = self.queue(channel, arguments={'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': second})
        publish(channel, '', first, 'a')
        self.reject_one(channel, first)
        _, properties, _ = self.take(channel, last)
        self.assertEqual([(death['queue'], death['reason']) for death in properties.headers['x-death']],
                         [(second, 'expired'), (first, 'rejected')])
        self.assertEqual(properties.headers['x-first-death-queue'], first)

    def test_the_key_stays_without_one_of_its_own(self):
        channel = self.channel()
        exchange = self.name('dlx')
        channel.exchange_declare(exchange, 'topic', auto_delete=True)
        dead = self.queue(channel)
        channel.queue_bind(dead, exchange, '#')
        queue = self.queue(channel, arguments={'x-dead-letter-exchange': exchange})
        channel.queue_bind(queue, 'amq.direct', 'orders.new')
        publish(channel, 'amq.direct', 'orders.new', 'a')
        self.reject_one(channel, queue)
        method, properties, _ = self.take(channel, dead)
        self.assertEqual((method.exchange, method.routing_key), (exchange, 'orders.new'))
        self.assertEqual(properties.headers['x-death'][0]['exchange'], 'amq.direct')
        self.assertEqual(properties.headers['x-death'][0]['routing-keys'], ['orders.new'])

    def test_headers_exchange_sees_the_history(self):
        channel = self.channel()
        dead = self.queue(channel)
        channel.queue_bind(dead, 'amq.headers', '', {'x-match': 'all-with-x', 'x-first-death-reason': 'rejected'})
        queue = self.queue(channel, arguments={'x-dead-letter-exchange': 'amq.headers'})
        publish(channel, '', queue, 'a')
        self.reject_one(channel, queue)
        self.assertEqual(self.take(channel, dead)[2], 'a')


class Cycles(DeadLetterTest):

    def test_expiring_in_a_circle_ends(self):
        channel = self.channel()
        queue = self.name('circle')
        channel.queue_declare(queue, exclusive=True, arguments={
            'x-message-ttl': 10, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': queue})
        publish(channel, '', queue, 'a')
        wait_ready(channel, queue, 0)

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'since RabbitMQ 4.0')
    def test_what_a_client_wrote_there_is_no_circle(self):
        channel = self.channel()
        queue, dead = self.pair(channel, **{'x-message-ttl': 10})
        publish(channel, '', queue, 'a', headers={'x-death': [
            {'queue': dead, 'reason': 'expired', 'count': 1, 'exchange': '', 'routing-keys': [dead]}]})
        _, properties, body = self.take(channel, dead)
        self.assertEqual((body, properties.headers['x-death'][0]['queue']), ('a', queue))

    def test_retry_after_a_rejection_goes_on(self):
        channel = self.channel()
        work, wait = self.name('work'), self.name('wait')
        channel.queue_declare(work, exclusive=True,
                              arguments={'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': wait})
        channel.queue_declare(wait, exclusive=True, arguments={
            'x-message-ttl': 10, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': work})
        publish(channel, '', work, 'a')
        for _ in range(3):
            self.reject_one(channel, work)
        _, properties, _ = self.take(channel, work)
        self.assertEqual([(death['reason'], death['count']) for death in properties.headers['x-death']],
                         [('expired', 3), ('rejected', 3)])

    def test_no_such_exchange(self):
        channel = self.channel()
        queue = self.queue(channel, arguments={'x-dead-letter-exchange': self.name('missing')})
        publish(channel, '', queue, 'a')
        self.reject_one(channel, queue)
        publish(channel, '', queue, 'b')
        wait_ready(channel, queue, 1)


class AtLeastOnce(DeadLetterTest):

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'RabbitMQ tries again after minutes')
    def test_stays_until_it_is_taken(self):
        channel = self.channel()
        exchange = self.name('dlx')
        queue = self.queue(channel, exclusive=False, durable=True, arguments={
            'x-queue-type': 'quorum', 'x-dead-letter-strategy': 'at-least-once', 'x-overflow': 'reject-publish',
            'x-dead-letter-exchange': exchange})
        self.addCleanup(lambda: self.channel().queue_delete(queue))
        for body in ('a', 'b'):
            publish(channel, '', queue, body)
            self.reject_one(channel, queue)
        self.assertEqual(ready(channel, queue), 0)
        channel.exchange_declare(exchange, 'fanout', auto_delete=True)
        dead = self.queue(channel)
        channel.queue_bind(dead, exchange)
        wait_ready(channel, dead, 2)
        self.assertEqual(drain(channel, dead), ['a', 'b'])
        self.assertEqual(channel.queue_delete(queue, if_empty=True).method.message_count, 0)


def wait_some(channel, queue):
    brokers.wait_until(lambda: ready(channel, queue) > 0)


class Killed(unittest.TestCase):

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'kills the broker')
    def test_a_dead_letter_is_in_one_of_the_two_queues(self):
        with brokers.make_broker() as broker:
            for round_ in range(3):
                self.load(broker, round_)
                broker.kill()
                broker.start()
                connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
                channel = connection.channel()
                found = drain(channel, 'work') + drain(channel, 'dead')
                self.assertEqual(sorted(set(found)), sorted('%d.%d' % (round_, n) for n in range(300)))
                connection.close()

    def look_after_kill(self, broker, reason, bodies):
        """Each is in the queue or among the dead ones, whose headers tell the reason."""
        broker.kill()
        broker.start()
        connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
        channel = connection.channel()
        found = set()

        def look():  # more than once: some may die only now
            for _, properties, body in iter(lambda: channel.basic_get('dead', auto_ack=True), (None, None, None)):
                self.assertEqual([death['reason'] for death in properties.headers['x-death']], [reason])
                found.add(body.decode())
            found.update(drain(channel, 'work'))
            return len(found) >= len(bodies)
        brokers.wait_until(look)
        self.assertEqual(sorted(found), sorted(bodies))
        connection.close()

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'kills the broker')
    def test_whatever_they_died_of(self):
        for reason, arguments, properties in (('expired', {}, {'expiration': '400'}),
                                              ('maxlen', {'x-max-length': 150}, {}),
                                              ('delivery_limit', {'x-queue-type': 'quorum', 'x-delivery-limit': 0}, {})):
            with self.subTest(reason), brokers.make_broker() as broker:
                connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
                channel = connection.channel()
                channel.queue_declare('dead', durable=True)
                channel.queue_declare('work', durable=True, arguments={
                    'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead', **arguments})
                channel.confirm_delivery()
                bodies = [str(number) for number in range(300)]
                for body in bodies:
                    publish(channel, '', 'work', body, delivery_mode=2, **properties)
                if reason == 'delivery_limit':
                    returned = Collector(channel, 'work')
                    returned.wait(150)
                    for tag in returned.tags()[:150]:
                        channel.basic_reject(tag, requeue=True)
                wait_some(channel, 'dead')
                self.look_after_kill(broker, reason, bodies)

    @staticmethod
    def load(broker, round_):
        connection = pika.BlockingConnection(pika.ConnectionParameters(host=broker.host, port=broker.port))
        channel = connection.channel()
        channel.queue_declare('dead', durable=True)
        channel.queue_declare('work', durable=True, arguments={
            'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead'})
        channel.confirm_delivery()
        for number in range(300):
            publish(channel, '', 'work', '%d.%d' % (round_, number), delivery_mode=2)
        rejected = Collector(channel, 'work')
        rejected.wait(150)
        channel.basic_nack(rejected.tags()[149], multiple=True, requeue=False)
        wait_some(channel, 'dead')


if __name__ == '__main__':
    main()
