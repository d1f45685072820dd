# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients of the soak: processes with one connection each that may be killed at any time. What they do they write down
first: an acknowledgement that was not sent after all explains less than one that nobody knows of."""
import hashlib
import os
import random
import select
import struct
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'clients'))
import broker as brokers  # noqa: E402
import rawamqp as raw  # noqa: E402
from soakaccount import (ACKED, BURIED, CHANNEL, CLOSED, CONFIRMED, CONNECTION, CUT, DAMAGED, DELIVERED, PERSISTENT,  # noqa: E402
                         REFUSED, REQUEUED, SENT, Log)

CONFIRM_SELECT, CONFIRM_SELECT_OK = (85, 10), (85, 11)
BASIC_QOS, BASIC_QOS_OK, BASIC_DELIVER = (60, 10), (60, 11), (60, 60)
BASIC_ACK, BASIC_REJECT, BASIC_NACK = (60, 80), (60, 90), (60, 120)
EXCHANGE, DEAD = 'soak', 'soak.dead'
LOAD, DRAIN, FINISH = range(3)
WINDOW, PREFETCH = 200, 100
#: seconds until a client ends its channel or its connection, on average
LIFE = 6.0
HEAD = struct.Struct('>II')
PROPERTIES = {False: struct.pack('>HB', 1 << 12, 1), True: struct.pack('>HB', 1 << 12, 2)}


def queue_name(index):
    return 'soak.%d' % index


def body_of(producer, number):
    head = HEAD.pack(producer, number)
    padding = b'.' * (number * 37 % 900 if number % 500 else 150_000)
    return head + hashlib.md5(head + padding).digest() + padding


def identify(body):
    """(producer, number), or None for a body that is not whole."""
    if len(body) < HEAD.size:
        return None
    message = HEAD.unpack_from(body)
    return message if body_of(*message) == body else None


class Client:
    """Works on a channel for a while, ends it or the whole connection in one of three ways, and begins anew."""

    def __init__(self, port, serial, log, state):
        self.port, self.log, self.state = port, Log(log), state
        self.random = random.Random(serial)
        self.channel = serial << 10  # every channel has an id of its own
        self.connection = None

    def finishing(self):
        return self.state[0] != LOAD

    def run(self):
        while True:
            self.connection = self.connection or raw.RawConnection(('127.0.0.1', self.port), timeout=60).handshake()
            self.connection.open_channel()
            self.channel += 1
            self.open()
            until = time.monotonic() + self.random.expovariate(1 / LIFE)
            while not self.done():
                if time.monotonic() >= until and not self.finishing():
                    break
                self.work()
            done = self.done()
            self.end('connection' if done else self.random.choice(('channel', 'channel', 'connection', 'cut')))
            if done:
                return

    def end(self, how):
        if how == 'cut':
            self.log.add(CUT)
        else:
            channel, ids, answer = ((1, raw.CHANNEL_CLOSE, raw.CHANNEL_CLOSE_OK) if how == 'channel' else
                                    (0, raw.CONNECTION_CLOSE, raw.CONNECTION_CLOSE_OK))
            self.connection.send(raw.method(channel, ids, struct.pack('>HBHH', 200, 0, 0, 0)))
            while self.read_on() != answer:
                pass
            self.log.add(CLOSED, CHANNEL if how == 'channel' else CONNECTION, channel=self.channel)
        self.log.write()
        if how != 'channel':
            self.connection.close()
            self.connection = None

    def read_on(self):
        """What arrives while the channel is ending; returns its method, or None."""
        kind, _, payload = self.connection.read_frame()
        return struct.unpack('>HH', payload[:4]) if kind == raw.METHOD else None

    def ask(self, ids, answer, arguments):
        self.connection.send(raw.method(1, ids, arguments))
        self.connection.expect(answer)

    def readable(self, wait):
        return self.connection.pending or select.select([self.connection.socket], [], [], max(0, wait))[0]


class Producer(Client):

    def __init__(self, port, serial, log, state, index, queues, rate):
        super().__init__(port, serial, log, state)
        self.index, self.queues, self.rate = index, queues, rate
        # The high bits name the channel, as the account wants it.
        self.number, self.unconfirmed, self.published = 0, {}, 0
        self.due = time.monotonic()

    def open(self):
        self.ask(CONFIRM_SELECT, CONFIRM_SELECT_OK, b'\0')
        self.unconfirmed, self.published = {}, 0
        self.number = self.channel << 12

    def done(self):
        return self.finishing() and not self.unconfirmed

    def work(self):
        now = time.monotonic()
        if not self.finishing() and now >= self.due and len(self.unconfirmed) < WINDOW and self.published < 4000:
            batch = self.random.randint(1, 20)
            self.due = max(self.due, now - 1) + batch / self.rate
            self.publish(batch)
        if self.readable(min(0.1, self.due - now) if len(self.unconfirmed) < WINDOW else 0.1):
            self.answer(*self.connection.read_method()[1:])
            self.log.write()

    def publish(self, batch):
        frames = []
        for _ in range(batch):
            queue, persistent = self.random.randrange(self.queues), self.random.random() < 0.6
            self.number += 1
            self.published += 1
            self.unconfirmed[self.published] = self.number
            self.log.add(SENT, PERSISTENT if persistent else 0, queue, self.index, self.number, self.channel)
            frames.append(raw.publish(1, EXCHANGE, queue_name(queue), body_of(self.index, self.number),
                                      properties=PROPERTIES[persistent]))
        self.log.write()
        self.connection.send(b''.join(frames))

    def answer(self, ids, arguments):
        if ids not in (BASIC_ACK, BASIC_NACK):
            raise AssertionError('expected a confirm, got %s %s' % (ids, arguments))
        tag, multiple = struct.unpack('>QB', arguments[:9])
        tags = [each for each in self.unconfirmed if each <= tag] if multiple & 1 else [tag]
        for each in tags:
            self.log.add(CONFIRMED if ids == BASIC_ACK else REFUSED, 0, 0, self.index, self.unconfirmed.pop(each))

    def end(self, how):
        if not self.finishing():
            self.publish(self.random.randint(1, 20))  # so that some are on their way
        super().end(how)

    def read_on(self):
        kind, _, payload = self.connection.read_frame()
        ids = struct.unpack('>HH', payload[:4]) if kind == raw.METHOD else None
        if ids in (BASIC_ACK, BASIC_NACK):
            self.answer(ids, payload[4:])
        return ids


class Consumer(Client):

    def __init__(self, port, serial, log, state, queues, dead_queue):
        super().__init__(port, serial, log, state)
        self.queues, self.dead_queue = queues, dead_queue
        self.held, self.enough, self.idle = {}, 1, False

    def open(self):
        self.held, self.idle = {}, False
        self.ask(BASIC_QOS, BASIC_QOS_OK, struct.pack('>IHB', 0, PREFETCH, 0))
        # The answers come between deliveries.
        self.connection.send(b''.join(
            raw.method(1, raw.BASIC_CONSUME, b'\0\0' + raw.short(DEAD if queue == self.dead_queue else queue_name(queue))
                       + raw.short(str(queue)) + b'\0' + bytes(4)) for queue in self.queues))

    def done(self):
        return self.state[0] == FINISH and self.idle and not self.held

    def work(self):
        self.idle = not self.readable(0.3 if self.state[0] == FINISH else 0.05)
        if not self.idle:
            self.take(*self.connection.read_method()[1:])
        if self.idle or len(self.held) >= self.enough:
            self.settle()
            self.enough = self.random.randint(1, 40)

    def take(self, ids, arguments):
        if ids == raw.BASIC_CONSUME_OK:
            return
        if ids != BASIC_DELIVER:
            raise AssertionError('expected a delivery, got %s %s' % (ids, arguments))
        size = arguments[0]
        queue = int(arguments[1:1 + size])
        tag, redelivered = struct.unpack('>QB', arguments[1 + size:10 + size])
        message = identify(self.content())
        if message is None:
            self.log.add(DAMAGED, 0, queue, 0, tag & 0xffffffff, self.channel)
            message = (0, 0)
        else:
            self.log.add(DELIVERED, redelivered & 1, queue, *message, self.channel)
        self.held[tag] = (queue,) + message
        self.log.write()

    def content(self):
        size = struct.unpack('>Q', self.connection.read_frame()[2][4:12])[0]
        body = b''
        while len(body) < size:
            body += self.connection.read_frame()[2]
        return body

    def settle(self):
        """One of the ways to settle deliveries, for one, several or all that are held."""
        if not self.held:
            return
        tags = list(self.held)
        chance = self.random.random()
        if self.finishing() or chance < 0.35:
            self.send(ACKED, BASIC_ACK, tags[-1], 1)
        elif chance < 0.5:
            self.send(ACKED, BASIC_ACK, self.random.choice(tags), 1)
        elif chance < 0.85:
            for tag in self.random.sample(tags, self.random.randint(1, len(tags))):
                self.send(ACKED, BASIC_ACK, tag, 0)
        elif chance < 0.89:
            self.send(REQUEUED, BASIC_NACK, self.random.choice(tags), 3)
        elif chance < 0.94:
            self.send(REQUEUED, self.random.choice((BASIC_NACK, BASIC_REJECT)), self.random.choice(tags), 2)
        elif self.dead_queue in self.queues:
            self.send(ACKED, BASIC_ACK, tags[0], 0)
        elif chance < 0.96:
            self.send(BURIED, BASIC_NACK, tags[len(tags) // 4], 1)
        else:
            self.send(BURIED, self.random.choice((BASIC_NACK, BASIC_REJECT)), self.random.choice(tags), 0)

    def send(self, kind, ids, tag, bits):
        """Bits: multiple 1, requeue 2; a reject has only the latter, at its place."""
        for each in [each for each in self.held if each <= tag] if bits & 1 else [tag]:
            self.log.add(kind, 0, *self.held.pop(each), self.channel)
        self.log.write()
        self.connection.send(raw.method(1, ids, struct.pack('>QB', tag, bits >> 1 if ids == BASIC_REJECT else bits)))


def run(kind, errors, *arguments):
    """The whole life of a client's process; an end that the plan does not know leaves its reason in a file."""
    brokers.die_with_parent()
    try:
        kind(*arguments).run()
    except Exception as error:
        with open(errors, 'w') as out:
            out.write('%s: %s' % (type(error).__name__, error))
        os._exit(1)
    os._exit(0)
