#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""librdkafka in C, with the requests that the Python libraries of Debian do not know."""
import os
import subprocess
import sys

from kafkasupport import HERE, SKIPPED, KafkaTest, main

CLIENT = os.environ.get('SIGHTGLASS_LIBRDKAFKA', os.path.normpath(
    os.path.join(HERE, '..', '..', '.build', 'dev', 'tests', 'clients', 'librdkafka_client')))


class Librdkafka(KafkaTest):

    def run_client(self, name):
        done = subprocess.run([CLIENT, self.servers, name, self.topic()], capture_output=True, text=True, timeout=60)
        # The library logs a line (%4|…) where an offset that it was at is deleted, which is what some tests are about.
        errors = [line for line in done.stderr.splitlines() if not line.startswith('%')]
        self.assertEqual((done.returncode, done.stdout, errors), (0, 'ok %s\n' % name, []))

    def test_compressions(self):
        self.run_client('compressions')

    def test_idempotent(self):
        self.run_client('idempotent')

    def test_delete_records(self):
        self.run_client('deleteRecords')

    def test_group_offsets(self):
        self.run_client('groupOffsets')

    def test_transactions(self):
        self.run_client('transactions')


if __name__ == '__main__':
    if not os.path.exists(CLIENT):
        print('SKIPPED: no client at', CLIENT)
        sys.exit(SKIPPED)
    main()
