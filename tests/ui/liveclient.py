#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pika client for tst_live: declares a queue, publishes, consumes some without acknowledging, and stays.

    liveclient.py PORT QUEUE PUBLISH HOLD

Prints "ready" when the broker has confirmed everything and the held messages have arrived; ends when standard input does.
"""
import sys
import threading

import pika


def main() -> int:
    port, queue, publish, hold = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    parameters = pika.ConnectionParameters("127.0.0.1", port, client_properties={"connection_name": "live client"})
    connection = pika.BlockingConnection(parameters)
    channel = connection.channel()
    channel.queue_declare(queue, durable=True)
    channel.confirm_delivery()
    for number in range(publish):
        channel.basic_publish("", queue, b'{"number": %d}' % number, pika.BasicProperties(delivery_mode=2, content_type="application/json"))
    held = []
    if hold:
        channel.basic_qos(prefetch_count=hold)
        channel.basic_consume(queue, lambda *delivery: held.append(delivery), consumer_tag="holder")
        while len(held) < hold:
            connection.process_data_events(time_limit=1)
    print("ready", flush=True)

    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    try:
        while not ended.is_set():
            connection.process_data_events(time_limit=0.1)
    except pika.exceptions.ConnectionClosedByBroker as closed:
        print("closed", closed.reply_code, closed.reply_text, flush=True)
        return 0
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
