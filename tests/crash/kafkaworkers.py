# SPDX-License-Identifier: GPL-3.0-or-later
"""The load of a crash test over Kafka: processes with a librdkafka each. Nothing here makes a client in the process that
forks: librdkafka's threads do not survive that."""
import confluent_kafka as rdkafka
import confluent_kafka.admin as rdadmin

from workers import body_of, identify

TOPIC, TRANSACTIONS = 'crash', 'crash.transactions'
PARTITIONS = 3
WINDOW = 2000
PATIENCE = 60


def settings(port, **more):
    base = {'bootstrap.servers': '127.0.0.1:%d' % port, 'reconnect.backoff.ms': 20, 'reconnect.backoff.max.ms': 200,
            'log_level': 2}
    return dict(base, **{key.replace('_', '.'): value for key, value in more.items()})


def declare(port, report):
    admin = rdadmin.AdminClient(settings(port))
    futures = admin.create_topics([rdadmin.NewTopic(name, PARTITIONS, 1) for name in (TOPIC, TRANSACTIONS)])
    for future in futures.values():
        future.result(PATIENCE)
    report.send(None)


def serving(port, report):
    """Answers once the broker serves."""
    rdkafka.Producer(settings(port)).list_topics(timeout=PATIENCE)
    report.send(None)


def produce(port, name, codec, stop, goes_on, report):
    """An idempotent producer. One that goes on is told to stop only at the end and waits for every answer: the broker's end
    is a delay to it. The others end with the broker and leave records of which they know nothing."""
    producer = rdkafka.Producer(settings(port, enable_idempotence=True, linger_ms=2, batch_num_messages=50, retry_backoff_ms=20,
                                         compression_codec=codec, message_timeout_ms=PATIENCE * 2000))
    acknowledged, refused, sent = {}, [], 0

    def answered(number):
        def callback(error, message):
            if not error:
                acknowledged[number] = (message.partition(), message.offset())
            elif error.code() not in (rdkafka.KafkaError._PURGE_QUEUE, rdkafka.KafkaError._PURGE_INFLIGHT):
                refused.append('%s#%d: %s' % (name, number, error))
        return callback
    while not stop.is_set():
        producer.produce(TOPIC, body_of(name, sent), partition=sent % PARTITIONS, on_delivery=answered(sent))
        sent += 1
        producer.poll(0)
        while len(producer) > WINDOW and not stop.is_set():
            producer.poll(0.02)
    if not goes_on:
        producer.purge()
    unanswered = producer.flush(PATIENCE)
    if unanswered:
        refused.append('%s: %d without an answer' % (name, unanswered))
    report.send((sent, acknowledged, refused))


def transact(port, name, first, stop, report):
    """Transactions of some records each, on all partitions; every third is aborted. Its successor has the same id."""
    outcomes, number = [], first
    try:
        producer = rdkafka.Producer(settings(port, transactional_id=name, linger_ms=1))
        producer.init_transactions(PATIENCE)
        while not stop.is_set():
            messages = [(name, number + index) for index in range(1 + number % 7)]
            number += len(messages)
            outcomes.append(['unknown', messages])
            producer.begin_transaction()
            for message in messages:
                producer.produce(TRANSACTIONS, body_of(*message), partition=message[1] % PARTITIONS)
            # Short, so that a broker that is gone ends this; what becomes of the transaction is unknown then.
            if len(outcomes) % 3 == 2:
                producer.abort_transaction(2)
                outcomes[-1][0] = 'aborted'
            else:
                producer.commit_transaction(2)
                outcomes[-1][0] = 'committed'
    except rdkafka.KafkaException:
        pass
    report.send((number, outcomes))


def commit(port, first, stop, report):
    """Commits ever higher offsets. Answers the last that was acknowledged and the last that was tried."""
    acknowledged = attempted = first
    consumer = rdkafka.Consumer(settings(port, group_id=TOPIC, enable_auto_commit=False, session_timeout_ms=6000))
    try:
        while not stop.is_set():
            attempted += 1
            consumer.commit(offsets=[rdkafka.TopicPartition(TOPIC, 0, attempted)], asynchronous=False)
            acknowledged = attempted
    except rdkafka.KafkaException:
        pass
    report.send((acknowledged, attempted))


def committed(port, report):
    consumer = rdkafka.Consumer(settings(port, group_id=TOPIC))
    report.send(consumer.committed([rdkafka.TopicPartition(TOPIC, 0)], PATIENCE)[0].offset)


def read(port, topic, report):
    """(partition, offset, message) of all that a reader of committed transactions sees up to the end."""
    consumer = rdkafka.Consumer(settings(port, group_id='reader', enable_partition_eof=True,
                                         isolation_level='read_committed', auto_offset_reset='error'))
    consumer.assign([rdkafka.TopicPartition(topic, number, 0) for number in range(PARTITIONS)])
    entries, ended = [], set()
    while len(ended) < PARTITIONS:
        for message in consumer.consume(1000, 1.0):
            if not message.error():
                entries.append((message.partition(), message.offset(), identify(message.value())))
            elif message.error().code() == rdkafka.KafkaError._PARTITION_EOF:
                ended.add(message.partition())
            else:
                raise rdkafka.KafkaException(message.error())
    report.send(entries)
