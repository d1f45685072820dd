#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The six classic tutorials with librabbitmq, by TCP and over the local socket."""
import os
import subprocess
import sys
import unittest

import broker as brokers
from support import SKIPPED, BrokerTest, main

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ.get('SIGHTGLASS_TUTORIALS_C', os.path.join(HERE, '../../.build/dev/tests/clients/tutorials_c'))
NAMES = ('hello', 'work', 'pubsub', 'routing', 'topics', 'rpc', 'confirms')


class Librabbitmq(BrokerTest):

    local_socket = True

    def run_tutorials(self, *where):
        for name in NAMES:
            with self.subTest(name):
                done = subprocess.run([PROGRAM, *where, name], capture_output=True, text=True, timeout=30)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok %s\n' % name, ''))

    def test_by_tcp(self):
        self.run_tutorials('--port', str(self.broker.port))

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'the reference has no local socket')
    def test_over_the_local_socket(self):
        self.run_tutorials('--socket', self.broker.socket_path)

    @unittest.skipIf(brokers.chosen() != 'sightglass', 'the reference has no local socket')
    def test_over_the_local_socket_as_its_owner(self):
        self.run_tutorials('--socket', self.broker.socket_path, '--external')


if __name__ == '__main__':
    if not os.path.exists(PROGRAM):
        print('SKIPPED: tutorials_c is not built; it needs librabbitmq-dev')
        sys.exit(SKIPPED)
    main()
