#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pika client for tst_live: declares a queue, publishes, consumes some without acknowledging, and stays.

    liveclient.py PORT QUEUE PUBLISH HOLD|take|obey

Prints "ready" when the broker has confirmed everything and the held messages have arrived; ends when standard input does.
With "take" it consumes and acknowledges everything from then on, and prints "got" and the body of each message.
With "obey" it does so, too, prints "cancelled" and the consumer's tag when the broker cancels it, and does what the lines of
standard input say (see obey()): to each it prints "answer" and "ok", what was asked for, or what the broker said instead.
"""
import queue as queues
import sys
import threading

import pika


def told(method: pika.spec.Basic.GetOk, properties: pika.BasicProperties, body: bytes) -> str:
    words = [body.decode(), "redelivered" if method.redelivered else "new"]
    for death in (properties.headers or {}).get("x-death", []):
        words += [death["reason"], death["queue"]]
    return " ".join(words)


def obey(connection: pika.BlockingConnection, line: str) -> str:
    """One command, on a channel of its own, as a refusal closes it. The exchange - is the default one.

    queue NAME | exchange NAME | bind QUEUE EXCHANGE KEY | publish EXCHANGE KEY BODY | is-queue NAME | is-exchange NAME
    dying-queue NAME DEAD: its dead letters go to the queue DEAD
    get QUEUE: takes a message; its body, "redelivered" or "new", and of a dead letter why and where it died
    """
    verb, *words = line.split()
    channel = connection.channel()
    try:
        if verb == "queue":
            channel.queue_declare(words[0], durable=True)
        elif verb == "exchange":
            channel.exchange_declare(words[0], "topic", durable=True)
        elif verb == "bind":
            channel.queue_bind(words[0], words[1], words[2])
        elif verb == "publish":
            channel.confirm_delivery()
            channel.basic_publish("" if words[0] == "-" else words[0], words[1], words[2].encode(), mandatory=True)
        elif verb == "dying-queue":
            arguments = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": words[1]}
            channel.queue_declare(words[0], durable=True, arguments=arguments)
        elif verb == "get":
            method, properties, body = channel.basic_get(words[0], auto_ack=True)
            channel.close()
            return told(method, properties, body) if method else "empty"
        elif verb == "is-queue":
            channel.queue_declare(words[0], passive=True)
        elif verb == "is-exchange":
            channel.exchange_declare(words[0], passive=True)
        else:
            return "no such command"
    except pika.exceptions.ChannelClosedByBroker as closed:
        return f"{closed.reply_code} {closed.reply_text}"
    except pika.exceptions.UnroutableError:
        channel.close()
        return "unroutable"
    channel.close()
    return "ok"


def main() -> int:
    port, queue, publish = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    obeys = sys.argv[4] == "obey"
    takes = obeys or sys.argv[4] == "take"
    hold = 0 if takes else int(sys.argv[4])
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
    if obeys:
        channel.add_on_cancel_callback(lambda frame: print("cancelled", frame.method.consumer_tag, flush=True))
    print("ready", flush=True)
    if takes:
        def take(channel, method, properties, body):
            print("got", body.decode(), flush=True)
            channel.basic_ack(method.delivery_tag)
        channel.basic_consume(queue, take, consumer_tag="taker")

    ended = threading.Event()
    commands: queues.SimpleQueue = queues.SimpleQueue()
    threading.Thread(target=lambda: ([commands.put(line) for line in sys.stdin], ended.set()), daemon=True).start()
    try:
        while not ended.is_set():
            connection.process_data_events(time_limit=0.1)
            while obeys and not commands.empty():
                print("answer", obey(connection, commands.get()), flush=True)
    except pika.exceptions.ConnectionClosedByBroker as closed:
        print("closed", closed.reply_code, closed.reply_text, flush=True)
        return 0
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
