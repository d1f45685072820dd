# SPDX-License-Identifier: GPL-3.0-or-later
"""What the clients of the soak write down, and the account made of it. README.md defines the faults."""
import os
import statistics
import struct
import time
from collections import Counter

#: time, kind, flags, queue, producer, number, channel; big endian and the time first, so that records sort as bytes.
RECORD = struct.Struct('>QBBHIII')
SENT, CONFIRMED, REFUSED, DELIVERED, ACKED, REQUEUED, BURIED, CLOSED, CUT, DAMAGED = range(1, 11)
PERSISTENT = REDELIVERED = 1
CHANNEL, CONNECTION = 0, 1

#: Growth of the resident memory over the judged time that still counts as flat: this share of the mean, or these KiB.
FLAT_SHARE, FLAT_KIB = 0.10, 8 * 1024
#: The first part of the run is the warm-up; a shorter rest than this many seconds says nothing about memory.
WARM_UP, SHORTEST = 1 / 3, 60


class Log:
    """Written through at once: what stands here survives the kill of the process that wrote it."""

    def __init__(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.records = []

    def add(self, kind, flags=0, queue=0, producer=0, number=0, channel=0):
        self.records.append(RECORD.pack(time.monotonic_ns(), kind, flags, queue, producer, number, channel))

    def write(self):
        if self.records:
            os.write(self.file, b''.join(self.records))
            self.records = []


def read(folder):
    """All records of all processes in the order of time, each still packed."""
    records = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), 'rb') as log:
            data = log.read()
        records += [data[at:at + RECORD.size] for at in range(0, len(data) - RECORD.size + 1, RECORD.size)]
    records.sort()
    return records


class Account:
    """Fed with records in the order of time."""

    def __init__(self, dead_queue):
        self.dead_queue = dead_queue
        self.counts = Counter()
        self.sent = {}            # message → its queue
        self.persistent = set()
        self.confirmed = set()
        self.accounted = set()    # acknowledged at least once, wherever it was by then
        self.buried = set()
        self.seen = set()         # (queue, message)
        self.settled = {}         # (queue, message) → the channels that acknowledged or buried it
        self.last = {}            # stream → the latest message that came for the first time
        self.faults = {name: set() for name in
                       ('confirmed but lost', 'duplicated without the redelivered flag', 'back from the dead',
                        'out of order', 'in a wrong queue', 'dead without a reason', 'never sent', 'damaged')}

    def feed(self, records):
        # Of a channel that closed in order the broker has read everything.
        closed = {fields[6] for fields in map(RECORD.unpack, records) if fields[1] == CLOSED}
        # Sent before it is delivered; but a record of the sender's may carry a later time than the receiver's.
        for record in records:
            if record[8] in (SENT, CONFIRMED, REFUSED):
                self.publication(*RECORD.unpack(record))
        for record in records:
            if record[8] not in (SENT, CONFIRMED, REFUSED):
                self.delivery(closed, *RECORD.unpack(record))
        self.faults['confirmed but lost'] = self.confirmed - self.accounted
        return self

    def publication(self, _, kind, flags, queue, producer, number, channel):
        message = (producer, number)
        self.counts[kind] += 1
        if kind == SENT:
            self.sent[message] = queue
            if flags & PERSISTENT:
                self.persistent.add(message)
        elif kind == CONFIRMED:
            self.confirmed.add(message)

    def delivery(self, closed, _, kind, flags, queue, producer, number, channel):
        message, place = (producer, number), (queue, (producer, number))
        self.counts[kind, flags] += 1
        if kind == DELIVERED:
            self.arrived(closed, flags & REDELIVERED, queue, message)
        elif kind == DAMAGED:
            self.faults['damaged'].add((queue, number))
        if kind == ACKED:
            self.accounted.add(message)
        elif kind == BURIED:
            self.buried.add(message)
        if kind in (ACKED, BURIED):
            self.settled.setdefault(place, []).append(channel)
        if kind == DELIVERED and not flags & REDELIVERED and queue != self.dead_queue:
            # The high bits of a number name the channel that published it: order is promised within one.
            stream = (channel, queue, producer, number >> 12)
            if number < self.last.get(stream, -1):
                self.faults['out of order'].add(message)
            self.last[stream] = number

    def arrived(self, closed, redelivered, queue, message):
        place = (queue, message)
        if message not in self.sent:
            self.faults['never sent'].add(message)
        elif queue not in (self.sent[message], self.dead_queue):
            self.faults['in a wrong queue'].add(message)
        if queue == self.dead_queue and message not in self.buried:
            self.faults['dead without a reason'].add(message)
        if place in self.seen and not redelivered:
            self.faults['duplicated without the redelivered flag'].add(message)
        if any(channel in closed for channel in self.settled.get(place, ())):
            self.faults['back from the dead'].add(message)
        self.seen.add(place)

    def summary(self):
        """(figure, value) for each line."""
        count = self.counts
        deliveries = count[DELIVERED, 0] + count[DELIVERED, REDELIVERED]
        yield 'messages sent', '%d, %d of them persistent' % (count[SENT], len(self.persistent))
        yield 'confirmed', '%d, %d of them persistent' % (len(self.confirmed), len(self.confirmed & self.persistent))
        yield 'refused', count[REFUSED]
        yield 'deliveries', '%d, %d of them redelivered' % (deliveries, count[DELIVERED, REDELIVERED])
        yield 'settled', '%d acknowledged, %d requeued, %d dead-lettered' % (
            count[ACKED, 0], count[REQUEUED, 0], count[BURIED, 0])
        yield 'ended by clients', '%d channels, %d connections closed, %d cut' % (
            count[CLOSED, CHANNEL], count[CLOSED, CONNECTION], count[CUT, 0])
        for fault, messages in self.faults.items():
            sample = ', '.join('%d#%d' % message for message in sorted(messages)[:6])
            yield fault, '%d%s' % (len(messages), ': ' + sample if messages else '')


def growth(samples):
    """(KiB by which the resident memory grew over the judged time, seconds of it, mean KiB), by a straight line through the
    samples (seconds, KiB) after the warm-up; None when there is too little to judge."""
    if not samples:
        return None
    start = samples[0][0] + (samples[-1][0] - samples[0][0]) * WARM_UP
    judged = [sample for sample in samples if sample[0] >= start]
    span = judged[-1][0] - judged[0][0]
    if span < SHORTEST:
        return None
    slope = statistics.linear_regression(*zip(*judged)).slope
    return slope * span, span, statistics.fmean(kib for _, kib in judged)


def is_flat(grown, mean):
    return grown <= max(FLAT_KIB, FLAT_SHARE * mean)
