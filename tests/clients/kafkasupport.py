# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Kafka tests share: one broker for each file, topics of a test's own, clients that are closed, and both Python
libraries in short words: confluent-kafka (librdkafka) and kafka-python."""
import atexit
import contextlib
import functools
import itertools
import os
import subprocess
import sys
import threading
import unittest

import broker as brokers

SKIPPED = 77

try:
    import confluent_kafka as rdkafka
    import confluent_kafka.admin as rdadmin
    import kafka
    import kafka.admin
    import kafka.errors
except ImportError as missing:
    print('SKIPPED: %s is not installed (python3-confluent-kafka, python3-kafka)' % missing.name)
    sys.exit(SKIPPED)

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 30
# Kafka's smallest session timeout.
SESSION_MS = 6000
counter = itertools.count(1)


class RunningKafka(brokers.Running):
    """A Kafka that somebody else started (SIGHTGLASS_TEST_KAFKA=host:port)."""

    def __init__(self, address):
        super().__init__(address)
        self.kafka_port = self.port


def make_broker(options=(), **more):
    if os.environ.get('SIGHTGLASS_TEST_KAFKA'):
        return RunningKafka(os.environ['SIGHTGLASS_TEST_KAFKA'])
    return brokers.Sightglass(brokers.sightglass_binary(), kafka=True, options=options, **more)


def may_stop():
    return not os.environ.get('SIGHTGLASS_TEST_KAFKA')


@functools.lru_cache
def shared_broker(options=()):
    broker = make_broker(options)
    atexit.register(broker.cleanup)
    broker.start()
    return broker


class KafkaTest(unittest.TestCase):
    """A test against the file's broker, with names of its own."""

    @classmethod
    def setUpClass(cls):
        cls.broker = shared_broker()

    @property
    def servers(self):
        return '%s:%d' % (self.broker.host, self.broker.kafka_port)

    def name(self, hint='t'):
        return '%s.%s.%d' % (self._testMethodName, hint, next(counter))

    def admin(self):
        """Whoever asks it for something keeps it until the answer is there: without it the request ends."""
        return rdadmin.AdminClient({'bootstrap.servers': self.servers})

    def topic(self, partitions=1, name=None, **config):
        """A new topic; dots of its settings are written as underscores."""
        name = name or self.name()
        settings = {key.replace('_', '.'): str(value) for key, value in config.items()}
        new = rdadmin.NewTopic(name, num_partitions=partitions, replication_factor=1, config=settings)
        admin = self.admin()
        admin.create_topics([new])[name].result(PATIENCE)
        return name

    def producer(self, **config):
        """librdkafka's, with acks=all by its default; dots as underscores."""
        return rdkafka.Producer(dict(dotted(config), **{'bootstrap.servers': self.servers}))

    def consumer(self, **config):
        """librdkafka's, reading from the beginning and in a group of its own unless told otherwise."""
        settings = {'group.id': self.name('group'), 'auto.offset.reset': 'earliest', 'session.timeout.ms': SESSION_MS,
                    'enable.auto.commit': False, 'bootstrap.servers': self.servers, 'fetch.wait.max.ms': 100}
        consumer = rdkafka.Consumer(dict(settings, **dotted(config)))
        self.addCleanup(close_quietly, consumer)
        return consumer

    def assigned(self, topic, partition=0, offset=0, **config):
        """A consumer of one partition without a group's say."""
        consumer = self.consumer(**config)
        consumer.assign([rdkafka.TopicPartition(topic, partition, offset)])
        return consumer

    def python_producer(self, **config):
        producer = kafka.KafkaProducer(bootstrap_servers=self.servers, **config)
        self.addCleanup(producer.close, 5)
        return producer

    def python_consumer(self, *topics, **config):
        consumer = kafka.KafkaConsumer(*topics, bootstrap_servers=self.servers, auto_offset_reset='earliest',
                                       consumer_timeout_ms=PATIENCE * 1000, **config)
        self.addCleanup(consumer.close, False)
        return consumer

    def python_admin(self):
        admin = kafka.admin.KafkaAdminClient(bootstrap_servers=self.servers)
        self.addCleanup(admin.close)
        return admin

    @contextlib.contextmanager
    def kafka_error(self, *codes):
        with self.assertRaises(rdkafka.KafkaException) as caught:
            yield caught
        self.assertIn(caught.exception.args[0].code(), codes, caught.exception)


def dotted(config):
    return {key.replace('_', '.'): value for key, value in config.items()}


def close_quietly(consumer):
    # Closed before by the test: librdkafka says so with a RuntimeError.
    with contextlib.suppress(RuntimeError):
        consumer.close()


def partition(topic, number=0, offset=rdkafka.OFFSET_INVALID, **more):
    return rdkafka.TopicPartition(topic, number, offset, **more)


def produce(producer, topic, records):
    """Produces dictionaries of what produce() takes, waits for the answers, and returns (partition, offset) of each.
    A record that was refused raises."""
    answers = {}

    def answered(index):
        def callback(error, message):
            answers[index] = error if error else (message.partition(), message.offset())
        return callback
    for index, record in enumerate(records):
        producer.produce(topic, on_delivery=answered(index), **record)
    if producer.flush(PATIENCE):
        raise TimeoutError('%d of %d records are not answered' % (len(producer), len(records)))
    for answer in answers.values():
        if isinstance(answer, rdkafka.KafkaError):
            raise rdkafka.KafkaException(answer)
    return [answers[index] for index in range(len(records))]


def values(*texts):
    return [{'value': text} for text in texts]


def take(consumer, count, timeout=PATIENCE):
    """The next messages, as many as wanted; an error in place of one raises."""
    messages = []

    def enough():
        for message in consumer.consume(count - len(messages), 0.1):
            if message.error():
                raise rdkafka.KafkaException(message.error())
            messages.append(message)
        return len(messages) == count
    if count:
        brokers.wait_until(enough, timeout, '%d messages' % count)
    return messages


def drain(test, topic, partitions=1, **config):
    """All messages of a topic up to its end at this moment, by partition and offset. With read_committed the end is the last
    stable offset."""
    consumer = test.consumer(enable_partition_eof=True, **config)
    consumer.assign([partition(topic, number, 0) for number in range(partitions)])
    messages, open_ones = [], set(range(partitions))

    def at_the_end():
        for message in consumer.consume(500, 0.1):
            if not message.error():
                messages.append(message)
            elif message.error().code() == rdkafka.KafkaError._PARTITION_EOF:
                open_ones.discard(message.partition())
            else:
                raise rdkafka.KafkaException(message.error())
        return not open_ones
    brokers.wait_until(at_the_end, PATIENCE, 'the end of ' + topic)
    consumer.close()
    return sorted(messages, key=lambda message: (message.partition(), message.offset()))


def bodies(messages):
    return [message.value().decode() for message in messages]


class Member:
    """A group's consumer on a thread of its own: what it holds, what it got. `leave` says goodbye; for a crash see Child."""

    def __init__(self, test, group, topic, commit=True, **config):
        self.assignment = set()
        self.assignments = 0
        self.messages = []
        self.error = None
        self._commit = commit
        self._stop = threading.Event()
        self._consumer = test.consumer(group_id=group, heartbeat_interval_ms=500, **config)
        self._cooperative = config.get('partition_assignment_strategy') == 'cooperative-sticky'
        self._consumer.subscribe([topic], on_assign=self._assigned, on_revoke=self._revoked)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        test.addCleanup(self.leave)

    def _assigned(self, consumer, partitions):
        self.assignments += 1
        (consumer.incremental_assign if self._cooperative else consumer.assign)(partitions)
        new = {each.partition for each in partitions}
        self.assignment = self.assignment | new if self._cooperative else new

    def _revoked(self, consumer, partitions):
        (consumer.incremental_unassign(partitions) if self._cooperative else consumer.unassign())
        self.assignment = self.assignment - {each.partition for each in partitions}

    def _run(self):
        try:
            while not self._stop.is_set():
                message = self._consumer.poll(0.05)
                if message is None:
                    continue
                if message.error():
                    raise rdkafka.KafkaException(message.error())
                self.messages.append(message)
                if self._commit:
                    self._consumer.commit(message, asynchronous=True)
            self._consumer.close()
        except Exception as error:  # told to the test by whoever looks at it
            self.error = error

    def leave(self):
        self._stop.set()
        self._thread.join(PATIENCE)


def shares(members):
    """How many partitions each holds, once together they hold each of them once; empty before."""
    for member in members:
        if member.error:
            raise member.error
    held = [number for member in members for number in member.assignment]
    return sorted(len(member.assignment) for member in members) if len(held) == len(set(held)) else []


def wait_shares(members, wanted, timeout=PATIENCE):
    brokers.wait_until(lambda: shares(members) == sorted(wanted), timeout, 'shares of %s' % wanted)


class Child:
    """A group's consumer in a process of its own, for a kill -9: prints what it holds and what it got."""

    def __init__(self, test, group, topic):
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, 'kafkamember.py'), test.servers, group, topic,
                                         str(SESSION_MS)], stdout=subprocess.PIPE, preexec_fn=brokers.die_with_parent)
        test.addCleanup(self.crash)

    def wait_assigned(self):
        for line in self.process.stdout:
            if line.startswith(b'assigned') and len(line.split()) > 1:
                return {int(number) for number in line.split()[1:]}
        raise AssertionError('the member ended')

    def crash(self):
        self.process.kill()
        self.process.wait(10)
        self.process.stdout.close()


def main():
    """Exit code 77 tells ctest that nothing could be tested here."""
    if may_stop() and not os.path.exists(brokers.sightglass_binary()):
        print('SKIPPED: no broker at', brokers.sightglass_binary())
        sys.exit(SKIPPED)
    result = unittest.main(exit=False, verbosity=2).result
    if result.testsRun and len(result.skipped) == result.testsRun:
        sys.exit(SKIPPED)
    sys.exit(0 if result.wasSuccessful() else 1)
