#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The six classic tutorials with amqplib on Node.js, over TCP and over the local socket. `npm ci` in this folder fetches the client (tests/run does so)."""
import os
import shutil
import subprocess
import sys
import unittest

import broker as brokers
from support import SKIPPED, BrokerTest, main

HERE = os.path.dirname(os.path.abspath(__file__))


class Amqplib(BrokerTest):

    def where(self, name):
        return ['amqp://guest:guest@%s:%d' % (self.broker.host, self.broker.port), name]

    def run_tutorial(self, name):
        done = subprocess.run(['node', os.path.join(HERE, 'node', 'tutorials.js')] + self.where(name),
                              capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok %s\n' % name, ''))

    def test_1_hello_world(self):
        self.run_tutorial('hello')

    def test_2_work_queues(self):
        self.run_tutorial('work')

    def test_3_publish_subscribe(self):
        self.run_tutorial('pubsub')

    def test_4_routing(self):
        self.run_tutorial('routing')

    def test_5_topics(self):
        self.run_tutorial('topics')

    def test_6_rpc(self):
        self.run_tutorial('rpc')

    def test_confirms_headers_and_errors(self):
        self.run_tutorial('confirms')

    def test_direct_reply_to(self):
        self.run_tutorial('directReply')

    def test_recover(self):
        self.run_tutorial('recover')


@unittest.skipIf(brokers.chosen() != 'sightglass', 'the reference has no local socket')
class AmqplibOverTheLocalSocket(Amqplib):

    local_socket = True

    def where(self, name):
        return ['amqp://guest:guest@nowhere.invalid:1', name, self.broker.socket_path]


if __name__ == '__main__':
    if not shutil.which('node') or not os.path.isdir(os.path.join(HERE, 'node_modules', 'amqplib')):
        print('SKIPPED: amqplib is not here; npm ci in tests/clients fetches it')
        sys.exit(SKIPPED)
    main()
