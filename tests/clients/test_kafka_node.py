#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kafkajs on Node.js. `npm ci` in this folder fetches the client (tests/run does so)."""
import os
import shutil
import subprocess
import sys
import unittest

from kafkasupport import HERE, SKIPPED, KafkaTest, main


class KafkaJs(KafkaTest):

    def run_script(self, name):
        done = subprocess.run(['node', os.path.join(HERE, 'node', 'kafka.js'), self.servers, name],
                              capture_output=True, text=True, timeout=60,
                              env=dict(os.environ, KAFKAJS_NO_PARTITIONER_WARNING='1'))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok %s\n' % name, ''))

    def test_records(self):
        self.run_script('records')

    @unittest.skipUnless(os.path.isdir(os.path.join(HERE, 'node_modules', 'lz4js')), 'npm ci fetches the codecs')
    def test_compressions(self):
        self.run_script('compressions')

    def test_acks(self):
        self.run_script('acks')

    def test_groups(self):
        self.run_script('groups')

    def test_administration(self):
        self.run_script('administration')

    def test_transactions(self):
        self.run_script('transactions')

    def test_idempotent(self):
        self.run_script('idempotent')

    def test_auto_creation(self):
        self.run_script('autoCreation')


if __name__ == '__main__':
    if not shutil.which('node') or not os.path.isdir(os.path.join(HERE, 'node_modules', 'kafkajs')):
        print('SKIPPED: kafkajs is not here; npm ci in tests/clients fetches it')
        sys.exit(SKIPPED)
    main()
