#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pika client for tst_actionslive: publishes messages with all sorts of properties, and takes what arrives elsewhere.

    actionsclient.py PORT COUNT [HOLD]

Declares the queues "orders" (whose rejected messages go to "orders.dead") and "orders.retry", publishes COUNT messages to the first one, holds
HOLD of them, and prints "ready". Then, for each line of standard input:

    reject N        rejects N messages of "orders", without requeue
    take QUEUE N    takes and acknowledges N messages, and prints "took BODY HEADERS PRIORITY REDELIVERED" for each
    depth QUEUE     prints "depth N"
"""
import json
import sys

import pika


def main() -> int:
    port, count = int(sys.argv[1]), int(sys.argv[2])
    hold = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    connection = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", port))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.queue_declare("orders.dead", durable=True)
    channel.queue_declare("orders.retry", durable=True)
    channel.queue_declare("orders", durable=True, arguments={
        "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "orders.dead"})
    for number in range(count):
        channel.basic_publish("", "orders", b'{"number": %d}' % number, pika.BasicProperties(
            delivery_mode=2, priority=number % 10, content_type="application/json", headers={"number": number, "kind": "test"}))
    for _ in range(hold):
        channel.basic_get("orders")
    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "reject":
            for _ in range(int(words[1])):
                method, _, _ = channel.basic_get("orders")
                channel.basic_reject(method.delivery_tag, requeue=False)
            print("rejected", flush=True)
        elif words[0] == "take":
            for _ in range(int(words[2])):
                method, properties, body = channel.basic_get(words[1])
                if method is None:
                    print("nothing", flush=True)
                    continue
                channel.basic_ack(method.delivery_tag)
                print("took", body.decode(), json.dumps(properties.headers, sort_keys=True, default=str), properties.priority,
                      method.redelivered, flush=True)
        elif words[0] == "depth":
            print("depth", channel.queue_declare(words[1], passive=True).method.message_count, flush=True)
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
