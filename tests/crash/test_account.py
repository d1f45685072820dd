#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account finds what a broker may do wrong, and nothing in what it does right."""
import unittest

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


if __name__ == '__main__':
    unittest.main()
