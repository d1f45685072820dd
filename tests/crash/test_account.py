#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account finds what a broker may do wrong, and nothing in what it does right."""
import unittest

import logaccount
from account import Account, Delivery, again, faults


def account(*deliveries, sent=3, confirmed=(0, 1, 2)):
    """Deliveries are (life, number[, letters]): r redelivered, a acknowledged, c committed."""
    result = Account()
    result.add_sent('p', sent, set(confirmed))
    for life, number, *letters in deliveries:
        letters = letters[0] if letters else 'ac'
        result.deliveries.append(Delivery(life, 'q', ('p', number), 'r' in letters, 'a' in letters, 'c' in letters))
    return result


class Accounts(unittest.TestCase):

    def check(self, expected, *deliveries, **options):
        self.assertEqual(set(faults(account(*deliveries, **options))), set(expected))

    def test_everything_once(self):
        self.check([], (1, 0), (1, 1), (1, 2))

    def test_over_two_lives(self):
        self.check([], (1, 0), (1, 1, 'a'), (2, 1, 'rac'), (2, 2))

    def test_unconfirmed_may_be_missing(self):
        self.check([], (1, 0), (1, 1), confirmed=(0, 1))

    def test_lost(self):
        self.check(['confirmed but lost'], (1, 0), (1, 2))

    def test_back_from_the_dead(self):
        self.check(['back from the dead'], (1, 0, 'ac'), (1, 1), (2, 0, 'r'), (2, 2))

    def test_an_acknowledgement_not_known_to_be_on_disk_may_be_undone(self):
        self.check([], (1, 0, 'a'), (1, 1), (2, 0, 'rac'), (2, 2))

    def test_twice_in_one_life(self):
        self.check(['duplicated'], (1, 0, 'a'), (1, 0, 'a'), (1, 1), (1, 2))

    def test_out_of_order(self):
        self.check(['out of order'], (1, 0), (1, 2), (1, 1))

    def test_never_sent(self):
        self.check(['never sent'], (1, 0), (1, 1), (1, 2), (1, 7))

    def test_flags(self):
        repeated, unflagged = again(account((1, 0, 'a'), (1, 1, 'a'), (2, 0, 'r'), (2, 1, '')))
        self.assertEqual((len(repeated), unflagged), (2, {('p', 1)}))


def log_account(*entries, acknowledged=(), sent=9, **more):
    """Entries are (partition, offset, number); acknowledged are numbers, at the place of the first entry that has them."""
    result = logaccount.LogAccount(**more)
    places = {number: (partition, offset) for partition, offset, number in reversed(entries)}
    result.add('p', sent, {number: places.get(number, (0, 99)) for number in acknowledged}, [])
    result.log = [(partition, offset, None if number is None else ('p', number)) for partition, offset, number in entries]
    return result


class LogAccounts(unittest.TestCase):

    def check(self, expected, *entries, **options):
        self.assertEqual(set(logaccount.faults(log_account(*entries, **options))), set(expected))

    def test_everything_once(self):
        self.check([], (0, 0, 0), (0, 1, 1), (1, 0, 2), acknowledged=(0, 1, 2))

    def test_without_an_answer_it_may_be_there_or_not(self):
        self.check([], (0, 0, 0), (0, 1, 5), acknowledged=(0,))

    def test_lost(self):
        self.check(['acknowledged but lost'], (0, 0, 0), acknowledged=(0, 1))

    def test_at_another_place_than_the_answer_said(self):
        account = log_account((0, 0, 0), (0, 1, 1))
        account.add('p', 9, {0: (0, 1)}, [])
        self.assertEqual(set(logaccount.faults(account)), {'acknowledged but lost'})

    def test_an_answer_that_names_no_place(self):
        account = log_account((0, 0, 0), (0, 1, 1))
        account.add('p', 9, {0: None, 1: None}, [])
        self.assertEqual(logaccount.faults(account), {})
        account.add('p', 9, {2: None}, [])
        self.assertEqual(set(logaccount.faults(account)), {'acknowledged but lost'})

    def test_twice(self):
        self.check(['duplicated'], (0, 0, 0), (0, 1, 0))

    def test_a_gap(self):
        self.check(['offsets with gaps'], (0, 0, 0), (0, 2, 1))
        self.check(['offsets with gaps'], (0, 1, 0))

    def test_out_of_order(self):
        self.check(['out of order'], (0, 0, 1), (0, 1, 0))
        self.check([], (0, 0, 1), (1, 0, 0))

    def test_never_sent(self):
        self.check(['never sent'], (0, 0, 9))

    def test_damaged(self):
        self.check(['damaged records'], (0, 0, None))

    def test_transactions(self):
        messages = [('t', 0), ('t', 1)]
        for outcome, visible, right in (('committed', messages, True), ('committed', messages[:1], False),
                                        ('committed', [], False), ('aborted', [], True), ('aborted', messages[:1], False),
                                        ('unknown', [], True), ('unknown', messages, True), ('unknown', messages[1:], False)):
            with self.subTest(outcome=outcome, visible=visible):
                self.check([] if right else ['transactions in part'], transactions=[(outcome, messages)], visible=visible)

    def test_commits(self):
        self.check([], commits=[(5, 6, 5), (6, 7, 7)])
        self.check(['commits that went back'], commits=[(5, 6, 4)])
        self.check(['commits that went back'], commits=[(5, 6, 7)])


if __name__ == '__main__':
    unittest.main()
