# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a crash test on a topic: every record that was sent against the log as it reads at the end. README.md
defines the terms."""
from collections import defaultdict
from dataclasses import dataclass, field

from account import numbers


@dataclass
class LogAccount:
    sent: dict = field(default_factory=dict)          # producer → number of records sent
    # producer → number → (partition, offset), or None where an answer does not name the place, as AMQP's confirms do not
    acknowledged: dict = field(default_factory=lambda: defaultdict(dict))
    refused: list = field(default_factory=list)
    log: list = field(default_factory=list)           # (partition, offset, message or None), as read
    transactions: list = field(default_factory=list)  # (outcome, messages): 'committed', 'aborted' or 'unknown'
    visible: list = field(default_factory=list)       # messages that a reader of committed transactions sees
    commits: list = field(default_factory=list)       # (acknowledged, attempted, found after the restart)

    def add(self, producer, sent, acknowledged, refused):
        self.sent[producer] = sent
        self.acknowledged[producer].update(acknowledged)
        self.refused += refused


def faults(account):
    """Fault → description; empty when the broker kept its word."""
    found = {
        'acknowledged but lost': lost(account),
        'duplicated': duplicated(account),
        'out of order': out_of_order(account),
        'never sent': never_sent(account),
        'transactions in part': in_part(account),
    }
    result = {fault: numbers(messages) for fault, messages in found.items() if messages}
    plain = {
        'offsets with gaps': gaps(account),
        'damaged records': [place for *place, message in account.log if message is None],
        'refused records': account.refused,
        'commits that went back': [each for each in account.commits if not each[0] <= each[2] <= each[1]],
    }
    result.update({fault: '%d: %s' % (len(items), items[:8]) for fault, items in plain.items() if items})
    return result


def lost(account):
    there = {(partition, offset): message for partition, offset, message in account.log}
    anywhere = set(there.values())

    def is_there(message, place):
        return message in anywhere if place is None else there.get(place) == message
    return [(producer, number) for producer, acknowledged in account.acknowledged.items()
            for number, place in acknowledged.items() if not is_there((producer, number), place)]


def duplicated(account):
    seen, twice = set(), set()
    for *_, message in account.log:
        if message in seen:
            twice.add(message)
        seen.add(message)
    return twice - {None}


def gaps(account):
    expected, found = defaultdict(int), []
    for partition, offset, _ in sorted(account.log, key=lambda entry: entry[:2]):
        if offset != expected[partition]:
            found.append((partition, expected[partition], offset))
        expected[partition] = offset + 1
    return found


def out_of_order(account):
    last, wrong = {}, set()
    for partition, _, message in sorted(account.log, key=lambda entry: entry[:2]):
        if message is None:
            continue
        producer, number = message
        if number < last.get((partition, producer), -1):
            wrong.add(message)
        last[partition, producer] = number
    return wrong


def never_sent(account):
    return {message for *_, message in account.log if message and message[1] >= account.sent.get(message[0], 0)}


def in_part(account):
    """Messages of committed transactions that are not there, of aborted ones that are, and of those whose end nobody knows
    the missing ones if others are there."""
    visible, wrong = set(account.visible), set()
    for outcome, messages in account.transactions:
        there = visible.intersection(messages)
        if outcome == 'aborted':
            wrong |= there
        elif outcome == 'committed' or there:
            wrong |= set(messages) - there
    return wrong


def summary(account):
    ends = [outcome for outcome, _ in account.transactions]
    return ('%d sent, %d acknowledged, %d in the log; transactions: %d committed, %d aborted, %d unknown'
            % (sum(account.sent.values()), sum(map(len, account.acknowledged.values())), len(account.log),
               *(ends.count(outcome) for outcome in ('committed', 'aborted', 'unknown'))))
