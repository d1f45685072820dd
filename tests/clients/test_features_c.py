#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What RabbitMQ adds to AMQP 0-9-1, as librabbitmq meets it: dead letters, limits, priorities, transactions, and the rest."""
import os
import subprocess
import sys
import unittest

import broker as brokers
from support import SKIPPED, BrokerTest, main

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ.get('SIGHTGLASS_FEATURES_C', os.path.join(HERE, '../../.build/dev/tests/clients/features_c'))


class Librabbitmq(BrokerTest):

    def run_feature(self, name, broker=None):
        done = subprocess.run([PROGRAM, '--port', str((broker or self.broker).port), name], capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok %s\n' % name, ''))

    def test_dead_letters(self):
        self.run_feature('deadLetters')

    def test_time_to_live(self):
        self.run_feature('timeToLive')

    def test_lengths(self):
        self.run_feature('lengths')

    def test_priorities(self):
        self.run_feature('priorities')

    def test_transactions(self):
        self.run_feature('transactions')

    def test_direct_reply_to(self):
        self.run_feature('directReply')

    def test_priorities_of_consumers(self):
        self.run_feature('consumerPriority')

    def test_single_active_consumer(self):
        self.run_feature('singleActiveConsumer')

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'RabbitMQ has it since 4.3')
    def test_delayed_retry(self):
        self.run_feature('delayedRetry')

    def test_consumer_is_told_that_its_queue_has_gone(self):
        self.run_feature('cancelled')

    def test_alternate_exchange(self):
        self.run_feature('alternate')

    @unittest.skipIf(brokers.chosen() == 'rabbitmq', 'a plugin that Debian does not have')
    def test_delayed_exchange(self):
        self.run_feature('delayed')

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'starts a broker of its own')
    def test_a_blocked_publisher_is_told(self):
        with brokers.make_broker(memory=True, options=('--memory-limit', '1')) as broker:
            self.run_feature('blocked', broker)


if __name__ == '__main__':
    if not os.path.exists(PROGRAM):
        print('SKIPPED: features_c is not built; it needs librabbitmq-dev')
        sys.exit(SKIPPED)
    main()
