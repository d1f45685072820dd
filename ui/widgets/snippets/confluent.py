# SPDX-License-Identifier: GPL-3.0-or-later
from confluent_kafka import Producer

producer = Producer({"bootstrap.servers": "{kafka}"})
producer.produce("hello-topic", key="me", value="Hello!")
producer.flush()
