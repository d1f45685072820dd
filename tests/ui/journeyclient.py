#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pika client for tst_journeylive that does what it is told, a line at a time:

    journeyclient.py PORT NAME

    declare QUEUE [DEAD-LETTER-QUEUE]     bind QUEUE EXCHANGE KEY
    publish EXCHANGE KEY BODY             ("-" is the default exchange)
    take QUEUE ack|reject                 one message, settled like that

Prints "ready" at the start, and "done" after each line. Ends with standard input.
"""
import sys

import pika


def run(channel, words):
    command = words[0]
    if command == "declare":
        arguments = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": words[2]} if len(words) > 2 else None
        channel.queue_declare(words[1], durable=True, arguments=arguments)
    elif command == "bind":
        channel.queue_bind(words[1], words[2], words[3])
    elif command == "publish":
        exchange = "" if words[1] == "-" else words[1]
        properties = pika.BasicProperties(delivery_mode=2, content_type="application/json", headers={"kind": "order"})
        channel.basic_publish(exchange, words[2], " ".join(words[3:]).encode(), properties)
    elif command == "take":
        for method, _, _ in channel.consume(words[1]):
            if words[2] == "ack":
                channel.basic_ack(method.delivery_tag)
            else:
                channel.basic_reject(method.delivery_tag, requeue=False)
            break
        channel.cancel()


def main() -> int:
    parameters = pika.ConnectionParameters("127.0.0.1", int(sys.argv[1]), client_properties={"connection_name": sys.argv[2]}, heartbeat=0)
    connection = pika.BlockingConnection(parameters)
    channel = connection.channel()
    channel.confirm_delivery()
    print("ready", flush=True)
    for line in sys.stdin:
        run(channel, line.split())
        print("done", flush=True)
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
