#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two clients of Kafka for tst_topicslive: "web-shop" writes into the topic clicks, "reporter" reads it for the group analytics.

    topicsclient.py PORT

Prints "ready" when a record has been read and committed. Then, for each line of standard input:

    stop    ends the reader, and prints "stopped"
    again   starts another one for the same group, and prints "from N", the offset of the first record it is given

Prints "back at N" whenever a reader is given a record again, or one before it, without having been started anew: somebody has set
its group back. The writer goes on until standard input ends.
"""
import sys
import threading

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import CommitFailedError


def write(servers: str, ended: threading.Event) -> None:
    producer = KafkaProducer(bootstrap_servers=servers, client_id="web-shop", acks="all")
    number = 0
    while not ended.wait(0.02):
        producer.send("clicks", b'{"number": %d}' % number, key=b"user-%d" % (number % 7), headers=[("page", b"cart")]).get(10)
        number += 1
    producer.close()


class Reader:
    """Reads and commits on a thread of its own until it is stopped."""

    def __init__(self, servers: str) -> None:
        self._servers = servers
        self._stopped, self.has_read = threading.Event(), threading.Event()
        self.first = self._last = -1
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        consumer = KafkaConsumer("clicks", bootstrap_servers=self._servers, client_id="reporter", group_id="analytics",
                                 auto_offset_reset="earliest", enable_auto_commit=False, metadata_max_age_ms=500)
        while not self._stopped.is_set():
            for records in consumer.poll(timeout_ms=100).values():
                if not self.has_read.is_set():
                    self.first = records[0].offset
                self._follow(records)
                try:
                    consumer.commit()
                except CommitFailedError:
                    continue  # the group was changed under it: the next poll() joins it again
                self.has_read.set()
        consumer.close(autocommit=False)

    def _follow(self, records: list) -> None:
        if records[0].offset <= self._last:
            print("back at", records[0].offset, flush=True)
        self._last = records[-1].offset

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()


def main() -> int:
    servers = "127.0.0.1:" + sys.argv[1]
    ended = threading.Event()
    writer = threading.Thread(target=write, args=(servers, ended))
    writer.start()
    reader = Reader(servers)
    reader.has_read.wait()
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "stop":
            reader.stop()
            print("stopped", flush=True)
        elif line.strip() == "again":
            reader = Reader(servers)
            reader.has_read.wait()
            print("from", reader.first, flush=True)
    ended.set()
    reader.stop()
    writer.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
