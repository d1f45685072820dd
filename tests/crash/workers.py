# SPDX-License-Identifier: GPL-3.0-or-later
"""The load of a crash test: processes with one connection each that work until the broker is gone, and then report."""
import hashlib
import os
import random
import select
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'clients'))
import rawamqp as raw  # noqa: E402

CONFIRM_SELECT, CONFIRM_SELECT_OK = (85, 10), (85, 11)
BASIC_QOS, BASIC_QOS_OK, BASIC_DELIVER, BASIC_ACK = (60, 10), (60, 11), (60, 60), (60, 80)
QUEUE_BIND, QUEUE_BIND_OK, QUEUE_DELETE, QUEUE_DELETE_OK = (50, 20), (50, 21), (50, 40), (50, 41)
QUEUE_UNBIND, QUEUE_UNBIND_OK, BASIC_RETURN = (50, 50), (50, 51), (60, 50)
EXCHANGE_DECLARE, EXCHANGE_DECLARE_OK, EXCHANGE_DELETE, EXCHANGE_DELETE_OK = (40, 10), (40, 11), (40, 20), (40, 21)
CONNECTION_FORCED = 320
PASSIVE, DURABLE = 1, 2
PERSISTENT = struct.pack('>HB', 1 << 12, 2)
EXCHANGE = 'crash'
QUEUES = ('crash.0', 'crash.1')
BARRIER = 'crash.barrier'
STREAM, STREAM_TYPE = 'crash.stream', raw.table(('x-queue-type', b'S', raw.long('stream')))
LAST = ('last', 0)  # what is published to the stream when all is over
WINDOW = 600


def body_of(producer, number):
    """The message says who it is, and carries a digest over a length that varies with it."""
    head = '%s:%d:' % (producer, number)
    padding = b'.' * (number * 37 % 1500 if number % 200 else 150000)
    return head.encode() + hashlib.md5(head.encode() + padding).hexdigest().encode() + padding


def identify(body):
    """(producer, number), or None for a body that is not whole."""
    try:
        producer, number, rest = body.split(b':', 2)
        message = (producer.decode(), int(number))
    except ValueError:
        return None
    return message if body_of(*message)[:len(body)] == body and len(body_of(*message)) == len(body) else None


class Connection(raw.RawConnection):
    """A connection to which the broker's farewell is what its silence is: the end."""

    def read_method(self, skip_heartbeats=True):
        channel, ids, arguments = super().read_method(skip_heartbeats)
        if ids == raw.CONNECTION_CLOSE and struct.unpack('>H', arguments[:2])[0] == CONNECTION_FORCED:
            raise raw.Gone(self.pending)
        return channel, ids, arguments


def connect(port):
    connection = Connection(('127.0.0.1', port), timeout=30)
    return connection.handshake().open_channel()


def exchange_declare(exchange, kind, bits):
    return raw.method(1, EXCHANGE_DECLARE,
                      b'\0\0' + raw.short(exchange) + raw.short(kind) + bytes([bits]) + bytes(4))


def queue_bind(queue, exchange, key):
    return raw.method(1, QUEUE_BIND,
                      b'\0\0' + raw.short(queue) + raw.short(exchange) + raw.short(key) + b'\0' + bytes(4))


def declare(port, bind):
    """The topology. After a restart the same again must be accepted; but nothing is bound again, so that a lost binding shows:
    as messages that are confirmed and reach no queue."""
    connection = connect(port)
    connection.send(exchange_declare(EXCHANGE, 'direct', DURABLE))
    connection.expect(EXCHANGE_DECLARE_OK)
    for queue in QUEUES + (BARRIER, STREAM):
        arguments = STREAM_TYPE if queue == STREAM else raw.table()
        connection.send(raw.queue_declare(1, queue, bits=DURABLE, arguments=arguments))
        connection.expect(raw.QUEUE_DECLARE_OK)
        if bind:
            connection.send(queue_bind(queue, EXCHANGE, queue))
            connection.expect(QUEUE_BIND_OK)
    connection.close()


def count(port, queue):
    connection = connect(port)
    connection.send(raw.queue_declare(1, queue, bits=1))
    ready = struct.unpack('>I', connection.expect(raw.QUEUE_DECLARE_OK)[-8:-4])[0]
    connection.close()
    return ready


class Confirms:
    """Which of a channel's publishes are confirmed."""

    def __init__(self, first):
        self.first = first
        self.published = 0
        self.low = 0
        self.above = set()

    def add(self, tag, multiple):
        if multiple:
            self.low = max(self.low, tag)
        else:
            self.above.add(tag)
        while self.low + 1 in self.above:
            self.low += 1
            self.above.discard(self.low)

    def missing(self):
        return self.published - self.low - sum(1 for tag in self.above if tag > self.low)

    def numbers(self):
        return {self.first + tag - 1 for tag in range(1, self.low + 1)} | {self.first + tag - 1 for tag in self.above}


def readable(connection, wait):
    return connection.pending or select.select([connection.socket], [], [], wait)[0]


def produce(port, producer, queue, first, stop, report):
    """Publishes from number `first` on, until the broker is gone (or `stop` is set and everything is confirmed)."""
    confirms = Confirms(first)
    try:
        connection = connect(port)
        connection.send(raw.method(1, CONFIRM_SELECT, b'\0'))
        connection.expect(CONFIRM_SELECT_OK)
        while not stop.is_set() or confirms.missing():
            if not stop.is_set() and confirms.missing() < WINDOW:
                batch = random.randint(1, 40)
                numbers = range(first + confirms.published, first + confirms.published + batch)
                # Counted before it is sent: what may have arrived counts as sent.
                confirms.published += batch
                connection.send(b''.join(raw.publish(1, EXCHANGE, queue, body_of(producer, number), properties=PERSISTENT)
                                         for number in numbers))
            while readable(connection, 0 if confirms.missing() < WINDOW else 0.1):
                _, ids, arguments = connection.read_method()
                if ids != BASIC_ACK:
                    raise AssertionError('expected a confirm, got %s %s' % (ids, arguments))
                confirms.add(struct.unpack('>Q', arguments[:8])[0], arguments[8] & 1)
    except (raw.Gone, OSError):
        pass
    report.send((first + confirms.published, confirms.numbers()))
    report.close()


def content(connection):
    """The header, as it came, and the body behind a delivery."""
    _, _, header = connection.read_frame()
    size = struct.unpack('>Q', header[4:12])[0]
    body = b''
    while len(body) < size:
        body += connection.read_frame()[2]
    return header, body


class Consumer:
    """Takes a queue's messages, acknowledges them singly, in groups and with some held back for long, and asks now and then,
    with a persistent message to a queue of its own, whether the acknowledgements so far are on disk."""

    def __init__(self, port, queue):
        self.connection = connect(port)
        self.queue = queue
        self.deliveries = []   # [message or None, redelivered, acked, committed]
        self.held = []
        self.barriers = []     # for each barrier published: the indices of the deliveries it covers
        self.since_barrier = []
        self.confirms = Confirms(1)
        self.reached = 0
        self.idle = False

    def open(self):
        connection = self.connection
        connection.send(raw.method(1, CONFIRM_SELECT, b'\0'))
        connection.expect(CONFIRM_SELECT_OK)
        connection.send(raw.method(1, BASIC_QOS, struct.pack('>IHB', 0, 300, 0)))
        connection.expect(BASIC_QOS_OK)
        connection.send(raw.method(1, raw.BASIC_CONSUME,
                                   b'\0\0' + raw.short(self.queue) + raw.short('c') + b'\0' + bytes(4)))
        connection.expect(raw.BASIC_CONSUME_OK)

    def run(self, stop):
        while not (stop.is_set() and self.idle):
            if not readable(self.connection, 0.05):
                # Nothing left to take: what was held back is acknowledged as well.
                self.acknowledge(self.held)
                self.held = []
                self.barrier()
                self.idle = True
                continue
            self.idle = False
            self.step()

    def step(self):
        _, ids, arguments = self.connection.read_method()
        if ids == BASIC_ACK:
            self.confirms.add(struct.unpack('>Q', arguments[:8])[0], arguments[8] & 1)
            while self.reached < self.confirms.low:
                for index in self.barriers[self.reached]:
                    self.deliveries[index][3] = True
                self.reached += 1
            return
        if ids != BASIC_DELIVER:
            raise AssertionError('expected a delivery, got %s %s' % (ids, arguments))
        redelivered = arguments[1 + arguments[0] + 8] & 1
        self.deliveries.append([identify(content(self.connection)[1]), bool(redelivered), False, False])
        index = len(self.deliveries) - 1
        if random.random() < 0.1 and len(self.held) < 100:
            self.held.append(index)
        else:
            self.acknowledge([index])
        if len(self.held) >= 60:
            random.shuffle(self.held)
            self.acknowledge(self.held)
            self.held = []
        if index % 150 == 149:
            self.barrier()

    def acknowledge(self, indices):
        for index in indices:
            # Marked before it is sent, as above: the broker may have it.
            self.deliveries[index][2] = True
        self.since_barrier += indices
        self.connection.send(b''.join(raw.method(1, BASIC_ACK, struct.pack('>QB', index + 1, 0)) for index in indices))

    def barrier(self):
        if not self.since_barrier:
            return
        self.barriers.append(self.since_barrier)
        self.since_barrier = []
        self.confirms.published += 1
        self.connection.send(raw.publish(1, EXCHANGE, BARRIER, b'barrier', properties=PERSISTENT))


def consume(port, queue, stop, report):
    deliveries = []
    try:
        consumer = Consumer(port, queue)
        deliveries = consumer.deliveries
        consumer.open()
        consumer.run(stop)
    except (raw.Gone, OSError):
        pass
    report.send(deliveries)
    report.close()


class Definitions:
    """(kind, name) of what the broker has answered to be there, and not to be there."""

    def __init__(self, connection):
        self.connection = connection
        self.present = set()
        self.absent = set()

    def make(self, kind, name, request, answer):
        self.connection.send(request)
        self.connection.expect(answer)
        self.present.add((kind, name))

    def end(self, kind, name, request, answer, takes=()):
        # Neither here nor there from the request to the answer.
        self.present -= {(kind, name)} | {(each, name) for each in takes}
        self.connection.send(request)
        self.connection.expect(answer)
        self.absent.add((kind, name))


def define(port, prefix, stop, report):
    """Declares durable queues, a durable exchange for each, of the same name, and a binding between the two; deletes some of each."""
    definitions, number = Definitions(None), 0
    try:
        definitions.connection = connect(port)
        while not stop.is_set():
            name = '%s.%d' % (prefix, number)
            definitions.make('queue', name, raw.queue_declare(1, name, bits=DURABLE), raw.QUEUE_DECLARE_OK)
            definitions.make('exchange', name, exchange_declare(name, 'fanout', DURABLE), EXCHANGE_DECLARE_OK)
            definitions.make('binding', name, queue_bind(name, name, ''), QUEUE_BIND_OK)
            if number % 5 == 1:
                definitions.end('queue', name, queue_delete(name), QUEUE_DELETE_OK, takes=('binding',))
            elif number % 5 == 2:
                definitions.end('exchange', name, exchange_delete(name), EXCHANGE_DELETE_OK, takes=('binding',))
            elif number % 5 == 3:
                definitions.end('binding', name, queue_unbind(name), QUEUE_UNBIND_OK)
            number += 1
    except (raw.Gone, OSError):
        pass
    report.send((definitions.present, definitions.absent))
    report.close()


def end_stream(port):
    """Publishes the last message."""
    connection = connect(port)
    connection.send(raw.method(1, CONFIRM_SELECT, b'\0'))
    connection.expect(CONFIRM_SELECT_OK)
    connection.send(raw.publish(1, EXCHANGE, STREAM, body_of(*LAST), properties=PERSISTENT))
    connection.expect(BASIC_ACK)
    connection.close()


def offset_of(header):
    """Where a message stands in its stream: a header of it, a signed 64-bit integer."""
    name = raw.short('x-stream-offset')
    at = header.index(name) + len(name)
    kind, offset = struct.unpack('>cq', header[at:at + 9])
    if kind != b'l':
        raise AssertionError('an offset of type %s' % kind)
    return offset


def read_stream(port):
    """(0, offset, message or None) of all that is in the stream, which is one partition, up to the last message; less if nothing
    more comes for long."""
    connection, entries = connect(port), []
    connection.send(raw.method(1, BASIC_QOS, struct.pack('>IHB', 0, 300, 0)))
    connection.expect(BASIC_QOS_OK)
    first = raw.table(('x-stream-offset', b'S', raw.long('first')))
    connection.send(raw.method(1, raw.BASIC_CONSUME, b'\0\0' + raw.short(STREAM) + raw.short('c') + b'\0' + first))
    connection.expect(raw.BASIC_CONSUME_OK)
    while not (entries and entries[-1][2] == LAST) and readable(connection, 10):
        _, ids, _ = connection.read_method()
        if ids != BASIC_DELIVER:
            raise AssertionError('expected a delivery, got %s' % (ids,))
        header, body = content(connection)
        entries.append((0, offset_of(header), identify(body)))
        if len(entries) % 100 == 0:
            connection.send(raw.method(1, BASIC_ACK, struct.pack('>QB', len(entries), 1)))
    connection.close()
    return entries


def queue_delete(queue):
    return raw.method(1, QUEUE_DELETE, b'\0\0' + raw.short(queue) + b'\0')


def exchange_delete(exchange):
    return raw.method(1, EXCHANGE_DELETE, b'\0\0' + raw.short(exchange) + b'\0')


def queue_unbind(name):
    return raw.method(1, QUEUE_UNBIND, b'\0\0' + raw.short(name) + raw.short(name) + raw.short('') + bytes(4))


def is_there(connection, kind, name):
    """Looks without declaring. A binding has no passive declaration: a mandatory message through it comes back, or does not."""
    if kind == 'binding':
        connection.send(raw.publish(1, name, '', b'', bits=1) + raw.queue_declare(1, name, bits=PASSIVE))
        _, ids, _ = connection.read_method()
        if ids == BASIC_RETURN:
            connection.read_frame()  # the header; the body is empty
            connection.expect(raw.QUEUE_DECLARE_OK)
        return ids == raw.QUEUE_DECLARE_OK
    passive = raw.queue_declare(1, name, bits=PASSIVE) if kind == 'queue' else exchange_declare(name, 'fanout', PASSIVE)
    connection.send(passive)
    _, ids, _ = connection.read_method()
    if ids == raw.CHANNEL_CLOSE:
        connection.send(raw.method(1, raw.CHANNEL_CLOSE_OK))
        connection.open_channel()
        return False
    return True


def wrong_definitions(port, present, absent):
    """What should be there and is not, and the other way round. Bindings last, and only those whose ends are there; then all
    of it is deleted."""
    wrong = []
    connection = connect(port)
    ends = set()
    for kind, name in sorted(present | absent, key=lambda each: (each[0] == 'binding', each)):
        if kind == 'binding' and not {('queue', name), ('exchange', name)} <= ends:
            continue
        there = is_there(connection, kind, name)
        if there:
            ends.add((kind, name))
        if there != ((kind, name) in present):
            wrong.append('%s %s %s' % (kind, name, 'is there' if there else 'is missing'))
    for kind, name in ends:
        if kind != 'binding':
            connection.send(queue_delete(name) if kind == 'queue' else exchange_delete(name))
            connection.expect(QUEUE_DELETE_OK if kind == 'queue' else EXCHANGE_DELETE_OK)
    connection.close()
    return wrong
