#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two clients of Kafka for tst_topicslive: "web-shop" writes into the topic clicks, "reporter" reads it for the group analytics.

    topicsclient.py PORT

Prints "ready" when a record has been read and committed. A line on standard input ends the reader, which is answered with
"stopped"; the writer goes on until standard input ends.
"""
import sys
import threading

from kafka import KafkaConsumer, KafkaProducer


def write(servers: str, ended: threading.Event) -> None:
    producer = KafkaProducer(bootstrap_servers=servers, client_id="web-shop", acks="all")
    number = 0
    while not ended.wait(0.02):
        producer.send("clicks", b'{"number": %d}' % number, key=b"user-%d" % (number % 7), headers=[("page", b"cart")]).get(10)
        number += 1
    producer.close()


def read(servers: str, stopped: threading.Event, ready: threading.Event) -> None:
    consumer = KafkaConsumer("clicks", bootstrap_servers=servers, client_id="reporter", group_id="analytics",
                             auto_offset_reset="earliest", enable_auto_commit=False, metadata_max_age_ms=500)
    while not stopped.is_set():
        if consumer.poll(timeout_ms=100):
            consumer.commit()
            ready.set()
    consumer.close(autocommit=False)


def main() -> int:
    servers = "127.0.0.1:" + sys.argv[1]
    ended, stopped, ready = threading.Event(), threading.Event(), threading.Event()
    writer = threading.Thread(target=write, args=(servers, ended))
    reader = threading.Thread(target=read, args=(servers, stopped, ready))
    writer.start()
    reader.start()
    ready.wait()
    print("ready", flush=True)
    if sys.stdin.readline():
        stopped.set()
        reader.join()
        print("stopped", flush=True)
        sys.stdin.read()
    ended.set()
    stopped.set()
    writer.join()
    reader.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
