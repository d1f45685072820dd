#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What RabbitMQ adds to AMQP 0-9-1, as amqplib meets it: dead letters, limits, priorities, and the rest. It has no transactions;
direct reply-to is among its tutorials."""
import os
import shutil
import subprocess
import sys
import unittest

import broker as brokers
from support import SKIPPED, BrokerTest, main

HERE = os.path.dirname(os.path.abspath(__file__))


class Amqplib(BrokerTest):

    def run_feature(self, name, broker=None):
        done = subprocess.run(['node', os.path.join(HERE, 'node', 'features.js'),
                               'amqp://guest:guest@127.0.0.1:%d' % (broker or self.broker).port, name], capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok %s\n' % name, ''))

    def test_dead_letters(self):
        self.run_feature('deadLetters')

    def test_time_to_live(self):
        self.run_feature('timeToLive')

    def test_lengths(self):
        self.run_feature('lengths')

    def test_priorities(self):
        self.run_feature('priorities')

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
    if not shutil.which('node') or not os.path.isdir(os.path.join(HERE, 'node_modules', 'amqplib')):
        print('SKIPPED: amqplib is not here; npm ci in tests/clients fetches it')
        sys.exit(SKIPPED)
    main()
