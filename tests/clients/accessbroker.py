# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker whose users and virtual hosts are changed while it runs."""
import os
import shutil
import subprocess
import tempfile

import broker as brokers

HELPER = os.environ.get('SIGHTGLASS_ACCESSBROKER', '')


class AccessBroker:
    """tests/clients/accessbroker: a broker that takes commands on its standard input."""

    host = '127.0.0.1'

    def __init__(self, kafka=False):
        self.folder = tempfile.mkdtemp(prefix='sightglass-access-')
        self.port = brokers.free_port()
        self.kafka_port = brokers.free_port() if kafka else None
        self.start()

    def start(self):
        self.process = subprocess.Popen([HELPER, self.folder, str(self.port), str(self.kafka_port or '')],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        preexec_fn=brokers.die_with_parent)
        assert self.process.stdout.readline().strip() == 'ready'

    def ask(self, *words):
        self.process.stdin.write('\t'.join(words) + '\n')
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def remove(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
