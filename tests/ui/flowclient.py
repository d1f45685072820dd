#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two pika clients for tst_flow: "shop-web" publishes to a topic exchange, "billing-svc" takes slowly and rejects some.

    flowclient.py PORT

Declares the exchanges shop and failed, the queues eu (at most 5,000 messages, dead letters to failed) and dead.
Prints "ready" when both are at work; ends when standard input does.
"""
import sys
import threading

import pika


def connect(port: int, name: str) -> pika.BlockingConnection:
    return pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", port, client_properties={"connection_name": name}))


def declare(channel) -> None:
    channel.exchange_declare("shop", "topic", durable=True)
    channel.exchange_declare("failed", "fanout", durable=True)
    channel.queue_declare("eu", durable=True, arguments={"x-max-length": 5000, "x-dead-letter-exchange": "failed"})
    channel.queue_declare("dead", durable=True)
    channel.queue_bind("eu", "shop", "eu.*")
    channel.queue_bind("dead", "failed", "")


def bill(port: int, ended: threading.Event, working: threading.Event) -> None:
    connection = connect(port, "billing-svc")
    channel = connection.channel()
    channel.basic_qos(prefetch_count=2)

    def take(_, method, __, ___) -> None:
        working.set()
        connection.sleep(0.05)
        if method.delivery_tag % 5 == 0:
            channel.basic_reject(method.delivery_tag, requeue=False)
        else:
            channel.basic_ack(method.delivery_tag)

    channel.basic_consume("eu", take, consumer_tag="billing")
    while not ended.is_set():
        connection.process_data_events(time_limit=0.05)
    connection.close()


def main() -> int:
    port = int(sys.argv[1])
    shop = connect(port, "shop-web")
    channel = shop.channel()
    declare(channel)
    ended, working = threading.Event(), threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    billing = threading.Thread(target=bill, args=(port, ended, working))
    billing.start()
    told = False
    number = 0
    while not ended.is_set():
        channel.basic_publish("shop", "eu.new", b'{"number": %d}' % number)
        number += 1
        shop.sleep(0.02)
        if working.is_set() and not told:
            told = True
            print("ready", flush=True)
    billing.join()
    shop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
