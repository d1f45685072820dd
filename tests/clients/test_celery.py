#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task queue as frameworks build it: Celery (over kombu and py-amqp) with results, retries, groups, and a lost worker."""
import os
import signal
import subprocess
import sys
import tempfile
import unittest

import broker as brokers
from support import SKIPPED, main, shared_broker

try:
    import celery.exceptions
    import kombu
except ImportError:
    print('SKIPPED: python3-celery is not installed')
    sys.exit(SKIPPED)


def url():
    broker = shared_broker()
    return 'amqp://guest:guest@%s:%d//' % (broker.host, broker.port)


os.environ['SIGHTGLASS_TEST_URL'] = url()
import celeryapp  # noqa: E402  (needs the address)


class Worker:
    """A worker process with one thread. It starts sooner when it looks for no others."""

    def __init__(self, *options):
        self.log = tempfile.NamedTemporaryFile(prefix='celery-', suffix='.log')
        self.process = subprocess.Popen(
            [sys.executable, '-m', 'celery', '-A', 'celeryapp', 'worker', '--pool=solo', '--loglevel=INFO',
             *(options or ('--without-mingle', '--without-gossip'))],
            cwd=os.path.dirname(os.path.abspath(__file__)), stdout=self.log, stderr=subprocess.STDOUT,
            preexec_fn=brokers.die_with_parent)
        brokers.wait_until(lambda: 'ready.' in self.output() or self.process.poll() is not None, timeout=60,
                           what='the worker')

    def output(self):
        with open(self.log.name) as log:
            return log.read()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
        self.log.close()


class Tasks(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.worker = Worker()

    @classmethod
    def tearDownClass(cls):
        cls.worker.stop()

    def test_result(self):
        self.assertEqual(celeryapp.add.delay(2, 3).get(timeout=20), 5)

    def test_many(self):
        results = [celeryapp.add.delay(number, number) for number in range(50)]
        self.assertEqual([result.get(timeout=30) for result in results], [2 * number for number in range(50)])

    def test_retries(self):
        self.assertEqual(celeryapp.flaky.delay('twice', 2).get(timeout=20), 3)

    def test_failure_reaches_the_caller(self):
        with self.assertRaises(ValueError):
            celeryapp.refuse.delay().get(timeout=20)

    def test_group(self):
        group = celery.group(celeryapp.add.s(number, 1) for number in range(10))
        self.assertEqual(group.apply_async().get(timeout=20), list(range(1, 11)))

    def test_priority_and_countdown(self):
        self.assertEqual(celeryapp.add.apply_async((1, 1), priority=4, countdown=0.05).get(timeout=20), 2)

    def test_the_worker_can_be_asked(self):
        self.assertTrue(celeryapp.app.control.ping(timeout=5))
        self.assertIn('celeryapp.add', str(celeryapp.app.control.inspect(timeout=5).registered()))


class LostWorker(unittest.TestCase):

    def test_its_task_goes_to_the_next_one(self):
        first = Worker()
        with kombu.Connection(url()) as connection:
            first.process.send_signal(signal.SIGSTOP)
            result = celeryapp.add.delay(20, 22)
            first.kill()
            second = Worker()
            try:
                self.assertEqual(result.get(timeout=30), 42)
            finally:
                second.stop()
            connection.release()


class Countdowns(unittest.TestCase):
    """A worker keeps what waits for its time unacknowledged, and raises its prefetch for it."""

    QUEUE = 'celery.countdowns'

    def delete_queue(self):
        with kombu.Connection(url()) as connection, connection.channel() as channel:
            channel.queue_delete(self.QUEUE)

    def test_tasks_that_wait_hold_up_no_others(self):
        self.addCleanup(self.delete_queue)
        worker = Worker('--queues', self.QUEUE)  # and Celery's defaults otherwise
        self.addCleanup(worker.stop)
        waiting = [celeryapp.add.apply_async((number, 0), countdown=30, queue=self.QUEUE)
                   for number in range(5 * celeryapp.app.conf.worker_prefetch_multiplier)]
        self.assertEqual(celeryapp.add.apply_async((20, 22), queue=self.QUEUE).get(timeout=10), 42)
        self.assertFalse(any(result.ready() for result in waiting))


class Kombu(unittest.TestCase):

    def test_simple_queue(self):
        with kombu.Connection(url()) as connection:
            queue = connection.SimpleQueue('kombu.simple')
            queue.put({'id': 17}, serializer='json', compression='zlib')
            message = queue.get(timeout=5)
            self.assertEqual(message.payload, {'id': 17})
            message.ack()
            queue.close()

    def test_declares_and_requeues(self):
        with kombu.Connection(url()) as connection, connection.channel() as channel:
            exchange = kombu.Exchange('kombu.tasks', type='topic', durable=True)
            queue = kombu.Queue('kombu.tasks.eu', exchange, routing_key='eu.#', max_priority=3, message_ttl=60)(channel)
            queue.declare()
            kombu.Producer(channel, exchange).publish('hello', routing_key='eu.new', priority=2)
            brokers.wait_until(lambda: queue.queue_declare(passive=True).message_count == 1)
            message = queue.get()
            message.requeue()
            brokers.wait_until(lambda: queue.queue_declare(passive=True).message_count == 1)
            self.assertTrue(queue.get().delivery_info['redelivered'])
            queue.delete()


if __name__ == '__main__':
    main()
