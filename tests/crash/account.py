# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a crash test: what happened to every message, over all lives of the broker. README.md defines the terms."""
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Delivery:
    """One delivery, in the order of its consumer's stream."""
    life: int
    queue: str
    message: tuple  # (producer, number)
    redelivered: bool
    acked: bool = False      # the acknowledgement was sent
    committed: bool = False  # and a later confirm on the same channel says that it is on disk


@dataclass
class Account:
    sent: dict = field(default_factory=dict)          # producer → number of messages sent
    confirmed: dict = field(default_factory=lambda: defaultdict(set))
    deliveries: list = field(default_factory=list)
    damaged: int = 0

    def add_sent(self, producer, upto, confirmed):
        self.sent[producer] = max(self.sent.get(producer, 0), upto)
        self.confirmed[producer] |= confirmed


def numbers(items):
    """A readable sample of a list that may be long."""
    items = sorted(items)
    return '%d: %s%s' % (len(items), ', '.join('%s#%d' % item for item in items[:8]), ' …' if len(items) > 8 else '')


def faults(account):
    """Fault → description; empty when the broker kept its word."""
    found = {
        'confirmed but lost': lost(account),
        'back from the dead': back_from_the_dead(account),
        'duplicated': duplicated(account),
        'out of order': out_of_order(account),
        'never sent': never_sent(account),
    }
    result = {fault: numbers(messages) for fault, messages in found.items() if messages}
    if account.damaged:
        result['damaged bodies'] = str(account.damaged)
    return result


def lost(account):
    seen = {delivery.message for delivery in account.deliveries}
    return [(producer, number) for producer, confirmed in account.confirmed.items() for number in confirmed
            if (producer, number) not in seen]


def never_sent(account):
    return {delivery.message for delivery in account.deliveries
            if delivery.message[1] >= account.sent.get(delivery.message[0], 0)}


def back_from_the_dead(account):
    committed, back = set(), set()
    for delivery in account.deliveries:
        if delivery.message in committed:
            back.add(delivery.message)
        if delivery.committed:
            committed.add(delivery.message)
    return back


def duplicated(account):
    """Twice within one life: nothing was requeued, so nothing may come a second time."""
    seen, twice = set(), set()
    for delivery in account.deliveries:
        key = (delivery.life, delivery.message)
        if key in seen:
            twice.add(delivery.message)
        seen.add(key)
    return twice


def out_of_order(account):
    """One consumer for each queue and life sees each producer's messages in the order they were sent, old ones included."""
    last, wrong = {}, set()
    for delivery in account.deliveries:
        producer, number = delivery.message
        stream = (delivery.life, delivery.queue, producer)
        if number < last.get(stream, -1):
            wrong.add(delivery.message)
        last[stream] = number
    return wrong


def again(account):
    """Messages delivered in more than one life: (all of them, those whose second delivery lacked the redelivered flag)."""
    seen, repeated, unflagged = set(), set(), set()
    for delivery in account.deliveries:
        if delivery.message in seen:
            repeated.add(delivery.message)
            if not delivery.redelivered:
                unflagged.add(delivery.message)
        seen.add(delivery.message)
    return repeated, unflagged


def summary(account):
    repeated, unflagged = again(account)
    return ('%d sent, %d confirmed, %d deliveries, %d delivered again after a kill, %d of them without the redelivered flag'
            % (sum(account.sent.values()), sum(len(confirmed) for confirmed in account.confirmed.values()),
               len(account.deliveries), len(repeated), len(unflagged)))
