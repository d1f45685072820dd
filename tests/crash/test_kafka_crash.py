#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of kill -9 under load over Kafka, then a full account of every record.

test_kafka_crash.py [ROUNDS] [--seed N] [--longest S]     see README.md
"""
import argparse
import os
import random
import sys
import time

from test_crash import SKIPPED, fork, reported, start

try:
    import kafkaworkers as workers
except ImportError as missing:
    print('SKIPPED: %s is not installed (python3-confluent-kafka)' % missing.name)
    sys.exit(SKIPPED)

import broker as brokers  # on the path by way of workers
from logaccount import LogAccount, faults, summary

CODECS = ('none', 'gzip', 'snappy', 'lz4', 'zstd')
LASTING, MORTAL = 2, 2


def answer(target, *arguments):
    return reported(start(target, *arguments))


class Run:

    def __init__(self, broker):
        self.broker = broker
        self.account = LogAccount()
        self.life = 0
        self.next_transaction = 0
        self.committed = 0
        self.end = fork.Event()
        self.lasting = {}

    @property
    def port(self):
        return self.broker.kafka_port

    def begin(self):
        self.broker.start()
        answer(workers.declare, self.port)
        for number in range(LASTING):
            name = 'lasting.%d' % number
            self.lasting[name] = self.producer(name, self.end, True)

    def producer(self, name, stop, goes_on):
        return start(workers.produce, self.port, name, random.choice(CODECS), stop, goes_on)

    def round(self, seconds):
        """Load for a while, then kill -9 under it, and the start on what is left."""
        stop = fork.Event()
        mortal = {name: self.producer(name, stop, False)
                  for name in ('mortal.%d.%d' % (self.life, number) for number in range(MORTAL))}
        transactions = start(workers.transact, self.port, 'transactions', self.next_transaction, stop)
        commits = start(workers.commit, self.port, self.committed, stop)
        time.sleep(seconds)
        self.broker.kill()
        stop.set()
        for name, worker in mortal.items():
            self.account.add(name, *reported(worker))
        self.broker.start()
        answer(workers.serving, self.port)
        # These wait for an answer of the broker, and get it from the one that comes back or not at all.
        self.next_transaction, outcomes = reported(transactions)
        self.account.transactions += outcomes
        acknowledged, attempted = reported(commits)
        found = answer(workers.committed, self.port)
        self.account.commits.append((acknowledged, attempted, max(found, 0)))
        self.committed = max(attempted, found)
        self.life += 1

    def finish(self):
        self.end.set()
        for name, worker in self.lasting.items():
            self.account.add(name, *reported(worker))
        # Ends what the last crash left open.
        stop = fork.Event()
        stop.set()
        answer(workers.transact, self.port, 'transactions', self.next_transaction, stop)
        self.account.log = answer(workers.read, self.port, workers.TOPIC)
        self.account.visible = [message for *_, message in answer(workers.read, self.port, workers.TRANSACTIONS)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('rounds', nargs='?', type=int, default=5)
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 30))
    parser.add_argument('--longest', type=float, default=3.0, help='seconds of load before a kill, at most')
    return parser.parse_args()


def main():
    options = arguments()
    if brokers.chosen() != 'sightglass' or not os.path.exists(brokers.sightglass_binary()):
        print('SKIPPED: no broker to kill')
        return SKIPPED
    print('seed', options.seed, flush=True)
    random.seed(options.seed)
    broker = brokers.make_broker(kafka=True)
    try:
        return run(options, broker)
    finally:
        broker.cleanup()


def run(options, broker):
    run = Run(broker)
    run.begin()
    for number in range(options.rounds):
        seconds = random.uniform(0.3, options.longest)
        run.round(seconds)
        print('round %d: killed after %.2f s; %s' % (number + 1, seconds, summary(run.account)), flush=True)
    run.finish()
    found = faults(run.account)
    print('in all:', summary(run.account))
    for fault, detail in found.items():
        print('FAULT %s: %s' % (fault, detail))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
