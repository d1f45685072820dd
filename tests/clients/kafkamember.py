# SPDX-License-Identifier: GPL-3.0-or-later
"""kafkamember.py SERVERS GROUP TOPIC SESSION_MS: a member of a group that prints its partitions whenever they change, and
never leaves by itself."""
import sys

import confluent_kafka


def main():
    servers, group, topic, session = sys.argv[1:]
    consumer = confluent_kafka.Consumer({
        'bootstrap.servers': servers, 'group.id': group, 'session.timeout.ms': int(session), 'heartbeat.interval.ms': 500,
        'auto.offset.reset': 'earliest', 'enable.auto.commit': False})

    def assigned(consumer, partitions):
        consumer.assign(partitions)
        print('assigned', *(each.partition for each in partitions), flush=True)
    consumer.subscribe([topic], on_assign=assigned)
    while True:
        consumer.poll(0.1)


main()
