# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about topics: librdkafka against Sightglass, and beside it against librdkafka's own mock cluster."""
import json
import os
import subprocess
import tempfile
import time

from rows import MIB, Figure, Row, brokers

TOPIC = 'bench'
#: The mock keeps the last 5 MB of a partition: what is consumed is spread over so many that none has more.
SPREAD = 96
LONG = 3600


class MockCluster(brokers.Broker):
    """librdkafka's mock cluster with the topic in it, in a process of its own."""

    name = 'mock'

    def __init__(self, kafkagen, folder=None):
        super().__init__('mock', folder)
        self.kafkagen = kafkagen

    def start_with(self, partitions):
        with open(self.log_path(), 'a') as log:
            self.process = subprocess.Popen([self.kafkagen, 'mock', '--topic', TOPIC, '--partitions', str(partitions)],
                                            stdout=subprocess.PIPE, stderr=log, text=True,
                                            preexec_fn=brokers.die_with_parent)
        words = self.process.stdout.readline().split()
        if words[:1] != ['listening']:
            raise RuntimeError('no mock cluster:\n' + self.log_tail())
        self.kafka_port = int(words[1].rsplit(':', 1)[1])

    def cleanup(self):
        if self.process is not None:
            self.process.stdout.close()
        super().cleanup()


def kafkagen(settings, mode, broker, *arguments, timeout=LONG):
    command = [settings.kafkagen, mode, '--servers', '127.0.0.1:%d' % broker.kafka_port, '--topic', TOPIC]
    command += [str(argument) for argument in arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    if done.returncode != 0:
        raise RuntimeError('%s: %s\n%s' % (' '.join(command), done.stderr, broker.log_tail()))
    return json.loads(done.stdout) if done.stdout else None


def start(settings, broker, partitions=1):
    """The broker, with the topic."""
    if isinstance(broker, MockCluster):
        broker.start_with(partitions)
        return
    broker.start()
    kafkagen(settings, 'create', broker, '--partitions', partitions)


def produce(codec):
    def measure(settings, broker):
        start(settings, broker)
        load = ('--codec', codec, '--seconds')
        kafkagen(settings, 'produce', broker, *load, settings.warm_up)
        return {'rate': kafkagen(settings, 'produce', broker, *load, settings.seconds)['per_second']}
    return measure


def consume(codec):
    def measure(settings, broker):
        start(settings, broker, SPREAD)
        spread = ('--partitions', SPREAD)
        kafkagen(settings, 'produce', broker, *spread, '--codec', codec, '--messages', settings.messages)
        kafkagen(settings, 'consume', broker, *spread)
        result = kafkagen(settings, 'consume', broker, *spread)
        check_count(broker, result['messages'], settings.messages)
        return {'rate': result['per_second']}
    return measure


def check_count(broker, messages, expected):
    if messages != expected:
        raise RuntimeError('%s: %d of %d messages consumed' % (broker.name, messages, expected))


def latency(settings, broker):
    start(settings, broker)
    paced = ('--linger', 0, '--rate', 5000, '--seconds')
    kafkagen(settings, 'through', broker, *paced, settings.warm_up)
    result = kafkagen(settings, 'through', broker, *paced, settings.seconds)
    return {'p50': result['p50_us'] / 1000, 'p99': result['p99_us'] / 1000}


def five_gib(settings, broker):
    start(settings, broker)
    size = 1024
    messages = int(settings.topic_bytes / size)
    produced = kafkagen(settings, 'produce', broker, '--size', size, '--messages', messages)
    peak = broker.status('VmHWM')
    consumed = kafkagen(settings, 'consume', broker)
    check_count(broker, consumed['messages'], messages)
    in_mib = size / 1024 ** 2
    return {'produced': produced['per_second'] * in_mib, 'consumed': consumed['per_second'] * in_mib,
            'peak': broker.status('VmHWM') / MIB, 'producing': peak / MIB}


def looked_at(settings, broker):
    start(settings, broker)
    kafkagen(settings, 'produce', broker, '--size', 64, '--messages', settings.topic_messages)
    broker.stop(600)
    command = [settings.topicview, broker.data_dir, TOPIC]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG)
    if done.returncode != 0:
        raise RuntimeError('%s: %s' % (' '.join(command), done.stderr))
    return json.loads(done.stdout)


def disk_bytes_per_second(settings, folder):
    """What this disk takes when nothing is written but the bytes, in order, and synced every few MiB."""
    piece = os.urandom(8 * 1024 ** 2)
    written, start = 0, time.monotonic()
    with tempfile.TemporaryFile(dir=folder) as file:
        while time.monotonic() - start < settings.seconds / 2:
            file.write(piece)
            file.flush()
            os.fdatasync(file.fileno())
            written += len(piece)
    return written / (time.monotonic() - start)


def disk_note(settings, folder):
    rate = disk_bytes_per_second(settings, folder)
    return 'the disk itself, synced every 8 MiB: {:,.0f} MiB/s, or {:,.0f} values of 256 B a second'.format(
        rate / 1024 ** 2, rate / 256)


def sync_ends(settings, folder):
    """When each of many small writes, one after the other, was on the disk."""
    piece = os.urandom(4096)
    ends = [time.monotonic()]
    with tempfile.TemporaryFile(dir=folder) as file:
        while ends[-1] - ends[0] < settings.seconds / 2:
            file.seek(len(ends) % 1024 * len(piece))
            file.write(piece)
            file.flush()
            os.fdatasync(file.fileno())
            ends.append(time.monotonic())
    return ends


def sync_waits(ends, rate=5000):
    """What those who come `rate` times a second have to wait: for the sync under way, and for the one that is theirs."""
    waits, sync = [], 0
    for number in range(int((ends[-2] - ends[0]) * rate)):
        comes = ends[0] + number / rate
        while ends[sync + 1] <= comes:
            sync += 1
        if sync + 2 < len(ends):
            waits.append(ends[sync + 2] - comes)
    return sorted(waits)


def sync_note(settings, folder):
    waits = sync_waits(sync_ends(settings, folder))
    share = lambda part: waits[int(len(waits) * part)] * 1000
    return ('5,000 a second that wait for nothing but this disk (the sync under way, then their own): '
            'p50 {:.2f} ms, p99 {:.2f} ms').format(share(0.5), share(0.99))


def rate(title):
    return [Figure('rate', title, 'msg/s', ratio=0.7)]


def within(key, title, limit=200):
    return Figure(key, '20,000,000 messages: ' + title, 'ms', limit=limit, less_is_better=True, digits=1)


ROWS = [
    Row('kafka-produce', rate('Kafka: 256 B produced, acks=all, linger 5 ms'), produce('none'), peer='mock'),
    Row('kafka-produce-lz4', rate('Kafka: the same with lz4'), produce('lz4'), peer='mock'),
    Row('kafka-consume', rate('Kafka: 256 B consumed from the beginning'), consume('none'), peer='mock'),
    Row('kafka-consume-lz4', rate('Kafka: the same with lz4'), consume('lz4'), peer='mock'),
    Row('kafka-latency', [Figure('p50', 'Kafka: 5,000 msg/s end to end, linger 0: p50', 'ms', less_is_better=True, digits=2),
                          Figure('p99', 'Kafka: 5,000 msg/s end to end, linger 0: p99', 'ms', limit=5,
                                 less_is_better=True, digits=2)], latency, peer='mock', only='sightglass'),
]

SCALE_ROWS = [
    Row('topic5g', [Figure('produced', '5 GiB topic, 1 KiB each: produced', 'MiB/s'),
                    Figure('consumed', '5 GiB topic: consumed from the beginning', 'MiB/s'),
                    Figure('producing', '5 GiB topic: peak resident memory when produced', 'MiB', limit=300,
                           less_is_better=True),
                    Figure('peak', '5 GiB topic: peak resident memory when consumed too', 'MiB', limit=300,
                           less_is_better=True)], five_gib, peer='mock', only='sightglass', scale=True),
    Row('topic20m', [Figure('start', '20,000,000 messages: start of the broker', 'ms', less_is_better=True),
                     within('open', 'the topic and its newest page'),
                     within('offset', 'the page at any offset, the slowest of 50'),
                     within('time', 'the page at any time, the slowest of 50'),
                     within('tail', 'from a publish to the page with it, the slowest of 50')], looked_at,
        peer='mock', only='sightglass', scale=True),
]
