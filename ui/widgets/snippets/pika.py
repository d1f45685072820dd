# SPDX-License-Identifier: GPL-3.0-or-later
import pika

url = pika.URLParameters("amqp://{host}:{port}")
channel = pika.BlockingConnection(url).channel()
channel.queue_declare("hello", durable=True)
channel.basic_publish("", "hello", b"Hello!")
