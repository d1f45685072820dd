# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table: how each figure is measured on one broker, started for it and ended after it."""
import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'clients'))
import broker as brokers  # noqa: E402
import rawamqp as raw  # noqa: E402

MIB = 1024


@dataclass
class Settings:
    loadgen: str = ''
    kafkagen: str = ''
    topicview: str = ''
    frames: str = ''
    seconds: float = 6.0
    warm_up: float = 1.5
    messages: int = 1_000_000
    connections: int = 1000
    #: the loads of the scale rows
    many_messages: int = 10_000_000
    many_connections: int = 5000
    many_queues: int = 20_000
    topic_bytes: int = 5 * 1024 ** 3
    topic_messages: int = 20_000_000
    #: seconds between two looks at the memory of a broker that comes to rest
    settle: float = 1.0


@dataclass
class Figure:
    """One line of the table: what is measured, and what it has to reach."""
    key: str
    title: str
    unit: str
    #: Sightglass over its peer at least (or, where less is better, at most) this; None: no ratio asked
    ratio: float = None
    #: an absolute bound on Sightglass's figure, at least or (where less is better) at most
    limit: float = None
    less_is_better: bool = False
    digits: int = 0


@dataclass
class Row:
    name: str
    figures: list
    measure: object
    #: the one broker that has such a thing; empty: all
    only: str = ''
    #: measured with --scale, or by name: it takes long
    scale: bool = False
    #: what Sightglass is measured beside: rabbitmq, or mock for loads of Kafka's protocol
    peer: str = 'rabbitmq'

    def brokers(self):
        return [name for name in ('sightglass', self.peer) if self.only in ('', name)]


def loadgen(settings, mode, broker, *arguments, timeout=600):
    command = [settings.loadgen, mode, '--port', str(broker.port)] + [str(argument) for argument in arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    if done.returncode != 0:
        raise RuntimeError('%s: %s\n%s' % (' '.join(command), done.stderr, broker.log_tail()))
    return json.loads(done.stdout)


def through(*arguments):
    """A row of one producer and one consumer at once."""
    def measure(settings, broker):
        broker.start()
        loadgen(settings, 'through', broker, *arguments, '--seconds', settings.warm_up)
        result = loadgen(settings, 'through', broker, *arguments, '--seconds', settings.seconds)
        return {'rate': result['per_second'], 'p50': result['p50_us'] / 1000, 'p99': result['p99_us'] / 1000,
                'peak': broker.status('VmHWM') / MIB}
    return measure


def backlog(settings, broker):
    broker.start()
    published = loadgen(settings, 'publish', broker, '--messages', settings.messages)
    drained = loadgen(settings, 'drain', broker)
    if drained['messages'] != settings.messages:
        raise RuntimeError('%s: %d of %d messages drained' % (broker.name, drained['messages'], settings.messages))
    return {'publish': published['per_second'], 'drain': drained['per_second'], 'peak': broker.status('VmHWM') / MIB}


def first_connection(broker, timeout=60):
    """Seconds from the start of the process until a client has an open connection, trying every millisecond."""
    broker.port = broker.port or brokers.free_port()
    started = time.monotonic()
    broker.launch()
    while time.monotonic() - started < timeout:
        try:
            connection = raw.RawConnection(('127.0.0.1', broker.port))
        except OSError:
            if not broker.running():
                break
            time.sleep(0.001)
            continue
        connection.handshake()
        took = time.monotonic() - started
        connection.close()
        broker.await_ready(timeout)
        return took
    raise RuntimeError('%s does not serve:\n%s' % (broker.name, broker.log_tail()))


def settled_rss(settings, broker):
    """KiB once it has changed by less than 1 % within a second, or after ten."""
    deadline = time.monotonic() + 10
    last = broker.rss_kib()
    while time.monotonic() < deadline:
        time.sleep(settings.settle)
        now = broker.rss_kib()
        if abs(now - last) * 100 < last:
            return now
        last = now
    return last


def idle(settings, broker):
    return {'start': first_connection(broker), 'rss': settled_rss(settings, broker) / MIB}


def connections(settings, broker):
    broker.start()
    hold_connections(settings, broker, 50)
    before = settled_rss(settings, broker)
    rate, after = hold_connections(settings, broker, settings.connections)
    return {'rate': rate, 'each': (after - before) / settings.connections}


@contextlib.contextmanager
def open_connections(settings, broker, count):
    """Accepted a second; they stay open as long as the caller's block lasts."""
    command = [settings.loadgen, 'connections', '--port', str(broker.port), '--messages', str(count)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        line = holder.stdout.readline()
        if not line:
            raise RuntimeError('%s: cannot open %d connections' % (broker.name, count))
        yield json.loads(line)['per_second']
        holder.stdin.close()
        holder.wait(60)
    finally:
        holder.kill()
        holder.stdout.close()


def hold_connections(settings, broker, count):
    """(accepted a second, resident KiB while they are all open)"""
    with open_connections(settings, broker, count) as rate:
        return rate, settled_rss(settings, broker)


def live_view(settings, broker):
    """The persistent row, first without a window, then in the window's process with the live feed open."""
    without = through()(settings, broker)['rate']
    broker.stop()
    window = brokers.SightglassWindow(broker.binary, folder=os.path.dirname(broker.folder))
    try:
        watched = through()(settings, window)['rate']
    finally:
        window.cleanup()
    return {'without': without, 'with': watched, 'kept': watched / without}


def frames(settings, broker):
    """A window of its own, with the broker inside: the one that the row is given is never started."""
    command = [settings.frames, settings.loadgen, str(max(1, round(settings.seconds))), str(settings.messages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError('%s: %s' % (' '.join(command), done.stderr))
    return json.loads(done.stdout)


def frame_figures():
    pages = (('flow', 'flow of 300 nodes'), ('feed', 'live feed'), ('queue', 'queue of 1,000,000, scrolled'))
    for key, name in pages:
        yield Figure(key + '_median', name + ': frame time under full load, median', 'ms', less_is_better=True, digits=1)
        yield Figure(key + '_p99', name + ': frame time, p99', 'ms', limit=33, less_is_better=True, digits=1)
        yield Figure(key + '_blocked', name + ': longest turn of the event loop', 'ms', limit=50, less_is_better=True, digits=1)
        yield Figure(key + '_kept', name + ': throughput kept, not scrolled', '×', limit=0.9, digits=2)


def restart(settings, broker):
    broker.start()
    loadgen(settings, 'publish', broker, '--messages', settings.messages)
    broker.stop()
    stopped = first_connection(broker)
    check_count(settings, broker)
    broker.kill()
    killed = first_connection(broker)
    check_count(settings, broker)
    return {'stopped': stopped, 'killed': killed, 'rss': broker.rss_kib() / MIB}


def check_count(settings, broker, queue='bench', messages=None):
    messages = settings.messages if messages is None else messages
    connection = raw.RawConnection(('127.0.0.1', broker.port)).handshake().open_channel()
    connection.send(raw.queue_declare(1, queue, bits=1))
    answer = connection.expect(raw.QUEUE_DECLARE_OK)
    connection.close()
    count = int.from_bytes(answer[-8:-4], 'big')
    if count != messages:
        raise RuntimeError('%s: %d of %d messages after a restart' % (broker.name, count, messages))


ROWS = [
    Row('persistent', [Figure('rate', '256 B persistent, confirm window 500', 'msg/s', ratio=4)], through()),
    Row('transient', [Figure('rate', '256 B transient', 'msg/s', ratio=2)], through('--transient', '--window', 0)),
    Row('backlog', [Figure('publish', '256 B persistent, backlog: published', 'msg/s', ratio=4),
                    Figure('drain', '256 B persistent, backlog: drained', 'msg/s', ratio=4),
                    Figure('peak', 'backlog: peak resident memory', 'MiB', limit=300, less_is_better=True)], backlog),
    Row('lone', [Figure('rate', '256 B persistent, confirm window 1', 'msg/s', ratio=1.5)], through('--window', 1)),
    Row('latency', [Figure('p50', '5,000 msg/s end to end: p50', 'ms', less_is_better=True, digits=2),
                    Figure('p99', '5,000 msg/s end to end: p99', 'ms', ratio=1, less_is_better=True, digits=2)],
        through('--rate', 5000)),
    Row('large', [Figure('rate', '64 KiB persistent, confirm window 50', 'msg/s', ratio=2)],
        through('--size', 65536, '--window', 50, '--prefetch', 50)),
    Row('stream', [Figure('rate', '256 B into and out of a stream, confirm window 500', 'msg/s')], through('--stream')),
    Row('idle', [Figure('start', 'idle: start to the first open connection', 's', limit=0.5, less_is_better=True, digits=3),
                 Figure('rss', 'idle: resident memory', 'MiB', limit=60, less_is_better=True, digits=1)], idle),
    Row('connections', [Figure('each', 'idle connections with a channel: memory each', 'KiB', limit=20,
                               less_is_better=True, digits=1),
                        Figure('rate', 'connections accepted', '/s', ratio=2)], connections),
    Row('liveview', [Figure('without', '256 B persistent, no window', 'msg/s'),
                     Figure('with', '256 B persistent, live feed open in the window', 'msg/s'),
                     Figure('kept', 'throughput kept with the live feed open', '×', limit=0.9, digits=2)], live_view,
        only='sightglass'),
    Row('frames', list(frame_figures()), frames, only='sightglass'),
    Row('restart', [Figure('stopped', 'restart on the backlog, after a clean stop', 's', limit=1, less_is_better=True,
                           digits=3),
                    Figure('killed', 'restart on the backlog, after kill -9', 's', limit=1, less_is_better=True, digits=3)],
        restart),
]
