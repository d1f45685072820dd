#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of the soak finds what a broker may do wrong, and nothing in what it does right."""
import unittest

from soakaccount import (ACKED, BURIED, CLOSED, CONFIRMED, DAMAGED, DELIVERED, PERSISTENT, RECORD, REDELIVERED, REQUEUED,
                         SENT, Account, growth, is_flat)

QUEUE, OTHER, DEAD = 3, 4, 50
CHANNEL = 7
KINDS = {'d': (DELIVERED, 0), 'r': (DELIVERED, REDELIVERED), 'a': (ACKED, 0), 'q': (REQUEUED, 0), 'b': (BURIED, 0),
         'c': (CLOSED, 0), 'x': (DAMAGED, 0)}


def account(*events, sent=(0, 1), confirmed=(0, 1)):
    """Events are (kind, number[, queue[, channel]]) in the order of time."""
    records = [(SENT, PERSISTENT, QUEUE, 1, number, 1) for number in sent]
    records += [(CONFIRMED, 0, 0, 1, number, 1) for number in confirmed]
    for kind, number, *place in events:
        queue, channel = (place + [QUEUE, CHANNEL][len(place):])[:2]
        records.append(KINDS[kind] + (queue, 1, number, channel))
    return Account(DEAD).feed([RECORD.pack(at, *record) for at, record in enumerate(records)])


class Accounts(unittest.TestCase):

    def check(self, expected, *events, **options):
        found = {fault for fault, messages in account(*events, **options).faults.items() if messages}
        self.assertEqual(found, set(expected))

    def test_everything_once(self):
        self.check([], ('d', 0), ('a', 0), ('d', 1), ('a', 1), ('c', 0))

    def test_requeued_and_dead_lettered(self):
        self.check([], ('d', 0), ('d', 1), ('q', 0), ('r', 0), ('b', 0), ('a', 1), ('d', 0, DEAD, 8), ('a', 0, DEAD, 8))

    def test_an_acknowledgement_on_a_connection_that_was_cut_may_be_undone(self):
        self.check([], ('d', 0), ('a', 0), ('r', 0, QUEUE, 8), ('a', 0, QUEUE, 8), ('d', 1, QUEUE, 8), ('a', 1, QUEUE, 8))

    def test_unconfirmed_may_be_missing(self):
        self.check([], ('d', 0), ('a', 0), confirmed=(0,))

    def test_lost(self):
        self.check(['confirmed but lost'], ('d', 0), ('a', 0))

    def test_lost_after_it_was_requeued(self):
        self.check(['confirmed but lost'], ('d', 0), ('a', 0), ('d', 1), ('q', 1))

    def test_lost_instead_of_dead_lettered(self):
        self.check(['confirmed but lost'], ('d', 0), ('a', 0), ('d', 1), ('b', 1), ('c', 0))

    def test_twice_as_if_it_were_new(self):
        self.check(['duplicated without the redelivered flag'], ('d', 0), ('d', 1), ('q', 1), ('d', 1, QUEUE, 8),
                   ('a', 0), ('a', 1, QUEUE, 8))

    def test_back_from_the_dead(self):
        self.check(['back from the dead'], ('d', 0), ('a', 0), ('d', 1), ('a', 1), ('c', 0), ('r', 0, QUEUE, 8))

    def test_out_of_order(self):
        self.check(['out of order'], ('d', 1), ('d', 0), ('a', 0), ('a', 1))

    def test_each_consumer_has_an_order_of_its_own(self):
        self.check([], ('d', 1), ('d', 0, QUEUE, 8), ('a', 0, QUEUE, 8), ('a', 1))

    def test_dead_without_a_reason(self):
        self.check(['dead without a reason'], ('d', 0), ('a', 0), ('d', 1, DEAD), ('a', 1, DEAD))

    def test_wrong_queue_never_sent_damaged(self):
        self.check(['in a wrong queue', 'never sent', 'damaged'], ('d', 0, OTHER), ('a', 0, OTHER), ('d', 1), ('a', 1),
                   ('d', 9), ('x', 5))


class Memory(unittest.TestCase):

    def test_a_warm_up_does_not_count(self):
        grown, span, mean = growth([(at, min(at, 100) * 1000) for at in range(600)])
        self.assertAlmostEqual(grown, 0)
        self.assertTrue(is_flat(grown, mean))
        self.assertGreater(span, 390)

    def test_a_slow_leak(self):
        grown, _, mean = growth([(at, 40_000 + at * 30 + at % 7 * 100) for at in range(600)])
        self.assertFalse(is_flat(grown, mean))

    def test_a_short_run_says_nothing(self):
        self.assertIsNone(growth([(at, at * 1000) for at in range(30)]))


if __name__ == '__main__':
    unittest.main()
