#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two pika clients for tests of the dead letters: "shop-web" publishes orders, "billing-svc" takes them and rejects those whose
total is no number.

    deadclient.py PORT GOOD BAD

Declares the exchanges shop and failed, the queues work (dead letters to failed), dead and parking. Publishes so many good and bad
orders, and prints "ready" when all have been settled. From then on it prints "acked" or "rejected" and the body of what comes.
A line "leave" on standard input ends the consumer ("left" is printed), a line "publish" publishes one more bad order; the end of
the input ends it.
"""
import json
import sys
import threading

import pika


def connect(port: int, name: str) -> pika.BlockingConnection:
    return pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", port, client_properties={"connection_name": name}))


def declare(channel) -> None:
    channel.exchange_declare("shop", "topic", durable=True)
    channel.exchange_declare("failed", "fanout", durable=True)
    channel.queue_declare("work", durable=True, arguments={"x-dead-letter-exchange": "failed"})
    channel.queue_declare("dead", durable=True)
    channel.queue_declare("parking", durable=True)
    channel.queue_bind("work", "shop", "eu.*")
    channel.queue_bind("dead", "failed", "")


def main() -> int:
    port, good, bad = (int(argument) for argument in sys.argv[1:4])
    shop, billing = connect(port, "shop-web"), connect(port, "billing-svc")
    selling, taking = shop.channel(), billing.channel()
    declare(selling)
    selling.confirm_delivery()
    settled = 0

    def sell(number: int, total) -> None:
        body = json.dumps({"id": number, "total": total}).encode()
        properties = pika.BasicProperties(delivery_mode=2, content_type="application/json", headers={"region": "eu"})
        selling.basic_publish("shop", "eu.new", body, properties)

    def take(channel, method, _, body) -> None:
        nonlocal settled
        is_good = isinstance(json.loads(body)["total"], (int, float))
        if is_good:
            channel.basic_ack(method.delivery_tag)
        else:
            channel.basic_reject(method.delivery_tag, requeue=False)
        settled += 1
        if settled > good + bad:
            print("acked" if is_good else "rejected", body.decode(), flush=True)

    for number in range(good):
        sell(number, 9.5)
    for number in range(good, good + bad):
        sell(number, "n/a")
    taking.basic_qos(prefetch_count=5)
    taking.basic_consume("work", take, consumer_tag="billing")
    while settled < good + bad:
        billing.process_data_events(time_limit=0.1)
    print("ready", flush=True)

    commands, ended = [], threading.Event()

    def listen() -> None:
        for line in sys.stdin:
            commands.append(line.strip())
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    while not ended.is_set():
        billing.process_data_events(time_limit=0.05)
        shop.process_data_events(time_limit=0)
        command = commands.pop(0) if commands else ""
        if command == "leave":
            taking.basic_cancel("billing")
            print("left", flush=True)
        elif command == "publish":
            sell(4711, "n/a")
    shop.close()
    billing.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
