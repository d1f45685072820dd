#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One flooding publisher must not starve the others: each connection is read a bounded amount in its turn."""
import contextlib
import statistics
import threading
import time

import rawamqp
from support import BrokerTest, main, publish

KIB = 1024


class Flood:
    """A connection that writes publishes as fast as the broker reads them."""

    def __init__(self, broker, queue):
        self.sent = 0
        self._stop = threading.Event()
        self._connection = rawamqp.RawConnection((broker.host, broker.port), timeout=60)
        self._connection.handshake()
        self._connection.open_channel()
        self._batch = rawamqp.publish(1, '', queue, b'x' * (4 * KIB)) * 64
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        with contextlib.suppress(OSError):
            while not self._stop.is_set():
                self._connection.send(self._batch)
                self.sent += 64

    def finish(self):
        self._stop.set()
        self._connection.close()
        self._thread.join(30)


class Fairness(BrokerTest):

    def test_confirms_come_while_others_flood(self):
        channel = self.channel()
        flooded = self.queue(channel, arguments={'x-max-length': 1000})
        mine = self.queue(channel)
        channel.confirm_delivery()
        floods = [Flood(self.broker, flooded) for _ in range(2)]
        try:
            waits = []
            for number in range(60):
                started = time.monotonic()
                publish(channel, '', mine, str(number))
                waits.append(time.monotonic() - started)
            sent = sum(flood.sent for flood in floods)
        finally:
            for flood in floods:
                flood.finish()
        self.assertGreater(sent, 1000)
        self.assertLess(statistics.median(waits), 0.25)
        self.assertLess(max(waits), 3)


if __name__ == '__main__':
    main()
