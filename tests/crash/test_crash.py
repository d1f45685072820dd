#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of kill -9 in mid-load, every third of SIGTERM instead, then a full account of every message.

test_crash.py [ROUNDS] [--seed N] [--longest S]     see README.md
"""
import argparse
import multiprocessing
import os
import random
import sys
import time

import logaccount
import workers
from account import Account, Delivery, again, faults, summary

import broker as brokers  # on the path by way of workers

SKIPPED = 77
PRODUCERS = {'a': workers.QUEUES[0], 'b': workers.QUEUES[0], 'c': workers.QUEUES[1], 'd': workers.QUEUES[1]}
STREAMER = 'e'  # publishes to the stream
SERVING_AGAIN = float(os.environ.get('SIGHTGLASS_SERVING_AGAIN', '1.0'))
fork = multiprocessing.get_context('fork')


def start(target, *arguments):
    """A worker process and the pipe its report will come through."""
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=target, args=arguments + (theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def reported(worker):
    process, pipe = worker
    if not pipe.poll(60):
        raise RuntimeError('a worker does not report')
    result = pipe.recv()
    process.join(10)
    return result


class Run:

    def __init__(self, broker):
        self.broker = broker
        self.account = Account()
        self.stream = logaccount.LogAccount()
        self.life = 0
        self.slowest_start = 0
        self.wrong_definitions = []

    def serve(self, definitions=((), ())):
        """Starts the broker and takes the time until a client is served. Looks what became of the definitions of the life
        before, given as present and absent, before anything is declared again."""
        self.broker.port = self.broker.port or brokers.free_port()
        started = time.monotonic()
        self.broker.launch()
        brokers.wait_until(lambda: brokers.accepts(self.broker.port) or not self.broker.running(), 60, 'the broker')
        if not self.broker.running():
            raise RuntimeError('the broker ended:\n' + self.broker.log_tail())
        workers.connect(self.broker.port).close()
        took = time.monotonic() - started
        self.broker.await_ready(60)
        self.wrong_definitions += workers.wrong_definitions(self.broker.port, *map(set, definitions))
        workers.declare(self.broker.port, bind=self.life == 0)
        self.life += 1
        return took

    def consumers(self, stop):
        return {queue: start(workers.consume, self.broker.port, queue, stop) for queue in workers.QUEUES}

    def collect(self, consumers):
        for queue, worker in consumers.items():
            for message, redelivered, acked, committed in reported(worker):
                if message is None:
                    self.account.damaged += 1
                else:
                    self.account.deliveries.append(Delivery(self.life, queue, message, redelivered, acked, committed))

    def round(self, seconds, end):
        """Load on up to eight connections for a while, and the end of the broker under it."""
        stop = fork.Event()
        port = self.broker.port
        producers = {name: start(workers.produce, port, name, queue, self.account.sent.get(name, 0), stop)
                     for name, queue in PRODUCERS.items()}
        streamer = start(workers.produce, port, STREAMER, workers.STREAM, self.stream.sent.get(STREAMER, 0), stop)
        definer = start(workers.define, port, 'def.%d' % self.life, stop)
        # Sometimes the consumers come late or not at all, so that the kill meets backlogs of every size.
        consumers = self.consumers(stop) if random.random() < 0.6 else {}
        time.sleep(seconds)
        end()
        for name, worker in producers.items():
            self.account.add_sent(name, *reported(worker))
        sent, confirmed = reported(streamer)
        self.stream.add(STREAMER, sent, dict.fromkeys(confirmed), [])
        self.collect(consumers)
        return reported(definer)

    def stop(self):
        """The clean end, in mid-load all the same."""
        code = self.broker.stop()
        if code != 0:
            raise RuntimeError('the broker stopped with %s:\n%s' % (code, self.broker.log_tail()))

    def restart(self, definitions):
        took = self.serve(definitions)
        self.slowest_start = max(self.slowest_start, took)
        return took

    def read_stream(self):
        """Of a stream nothing goes, so what is in it at the end is all that ever was."""
        workers.end_stream(self.broker.port)
        producer, number = workers.LAST
        self.stream.add(producer, number + 1, {number: None}, [])
        self.stream.log = workers.read_stream(self.broker.port)

    def drain(self):
        """Takes what is left. Empty means: nothing ready, nothing unacknowledged after the consumers have gone."""
        for _ in range(3):
            stop = fork.Event()
            consumers = self.consumers(stop)
            brokers.wait_until(lambda: not any(workers.count(self.broker.port, queue) for queue in workers.QUEUES),
                               120, 'empty queues')
            stop.set()
            self.collect(consumers)
            # A consumer of its own stream: what comes back when it goes is a new one.
            self.life += 1
            if not any(workers.count(self.broker.port, queue) for queue in workers.QUEUES):
                return
        raise RuntimeError('the queues do not become empty')


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('rounds', nargs='?', type=int, default=5)
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 30))
    parser.add_argument('--longest', type=float, default=2.0, help='seconds of load before a kill, at most')
    return parser.parse_args()


def main():
    options = arguments()
    if brokers.chosen() == 'running':
        print('SKIPPED: needs a broker it may kill')
        return SKIPPED
    if brokers.chosen() == 'sightglass' and not os.path.exists(brokers.sightglass_binary()):
        print('SKIPPED: no broker at', brokers.sightglass_binary())
        return SKIPPED
    print('seed', options.seed, flush=True)
    random.seed(options.seed)
    broker = brokers.make_broker()
    try:
        return run(options, broker)
    finally:
        broker.cleanup()


def run(options, broker):
    run = Run(broker)
    run.serve()
    for number in range(options.rounds):
        seconds = random.uniform(0.2, options.longest)
        how, end = ('stopped', run.stop) if number % 3 == 2 else ('killed', broker.kill)
        definitions = run.round(seconds, end)
        took = run.restart(definitions)
        print('round %d: %s after %.2f s, serving again after %.3f s; %s'
              % (number + 1, how, seconds, took, summary(run.account)), flush=True)
    run.drain()
    run.read_stream()
    found = faults(run.account)
    found.update({'in the stream: ' + fault: detail for fault, detail in logaccount.faults(run.stream).items()})
    if broker.is_reference:
        # Its acknowledgements are written later than its confirms, by design.
        found.pop('back from the dead', None)
    elif run.slowest_start > SERVING_AGAIN:
        found['too long until serving again'] = '%.3f s' % run.slowest_start
    if again(run.account)[1]:
        found['repeated without the redelivered flag'] = str(len(again(run.account)[1]))
    if run.wrong_definitions:
        found['wrong definitions'] = ', '.join(run.wrong_definitions[:8])
    print('in all:', summary(run.account))
    print('the stream: %d sent, %d confirmed, %d in it'
          % (sum(run.stream.sent.values()), sum(map(len, run.stream.acknowledged.values())), len(run.stream.log)))
    for fault, detail in found.items():
        print('FAULT %s: %s' % (fault, detail))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
