#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SCRAM-SHA-256 and SCRAM-SHA-512 as librdkafka, kafka-python and kafkajs do them."""
import base64
import hashlib
import os
import shutil
import subprocess
import unittest

import broker as brokers
from accessbroker import HELPER, AccessBroker
from kafkasupport import HERE, PATIENCE, kafka, main, rdkafka

MECHANISMS = ('SCRAM-SHA-256', 'SCRAM-SHA-512')


@unittest.skipUnless(HELPER and os.access(HELPER, os.X_OK), 'accessbroker was not built')
class Scram(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.broker = AccessBroker(kafka=True)
        cls.addClassCleanup(cls.broker.remove)
        cls.servers = '127.0.0.1:%d' % cls.broker.kafka_port
        cls.do('user', 'ann', 'secret, of = many letters \u00e9', '')
        cls.do('permit', 'ann', '/', '.*', '.*', '.*')
        cls.password = 'secret, of = many letters \u00e9'

    @classmethod
    def do(cls, *words):
        answer = cls.broker.ask(*words)
        if answer != 'ok':
            raise AssertionError('%s: %s' % (words, answer))

    # ---- librdkafka

    def rdkafka_config(self, mechanism, user='ann', password=None):
        return {'bootstrap.servers': self.servers, 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanisms': mechanism,
                'sasl.username': user, 'sasl.password': self.password if password is None else password}

    def rdkafka_error(self, *login):
        """The first error that a client which cannot log in is told."""
        errors = []
        producer = rdkafka.Producer(dict(self.rdkafka_config(*login), error_cb=errors.append))

        def told():
            producer.poll(0.05)
            return [error for error in errors if error.code() == rdkafka.KafkaError._AUTHENTICATION]
        return brokers.wait_until(told, PATIENCE, 'an error of authentication')[0].str()

    def test_librdkafka(self):
        for mechanism in MECHANISMS:
            topic = 'rdkafka.' + mechanism
            producer = rdkafka.Producer(self.rdkafka_config(mechanism))
            producer.produce(topic, 'hello')
            self.assertEqual(producer.flush(PATIENCE), 0)
            consumer = rdkafka.Consumer(dict(self.rdkafka_config(mechanism), **{'group.id': topic,
                                                                                 'auto.offset.reset': 'earliest'}))
            self.addCleanup(consumer.close)
            consumer.subscribe([topic])
            message = brokers.wait_until(lambda: consumer.poll(0.1), PATIENCE, 'a message')
            self.assertEqual((message.error(), message.value()), (None, b'hello'))

    def test_librdkafka_is_refused(self):
        for mechanism in MECHANISMS:
            text = 'invalid credentials with SASL mechanism ' + mechanism
            self.assertIn(text, self.rdkafka_error(mechanism, 'ann', 'wrong'))
            self.assertIn(text, self.rdkafka_error(mechanism, 'nobody', 'secret'))

    def test_a_hash_is_not_enough(self):
        hashed = base64.b64encode(b'salt' + hashlib.sha256(b'saltsecret').digest()).decode()
        self.do('hashed-user', 'old', hashed)
        self.do('permit', 'old', '/', '.*', '.*', '.*')
        config = self.rdkafka_config('PLAIN', 'old', 'secret')
        self.assertTrue(rdkafka.Producer(config).list_topics(timeout=PATIENCE).cluster_id)
        self.assertIn('invalid credentials', self.rdkafka_error('SCRAM-SHA-256', 'old', 'secret'))
        self.do('user', 'old', 'secret', '')
        config['sasl.mechanisms'] = 'SCRAM-SHA-256'
        self.assertTrue(rdkafka.Producer(config).list_topics(timeout=PATIENCE).cluster_id)

    def test_guest_has_it_from_the_beginning(self):
        for mechanism in MECHANISMS:
            config = self.rdkafka_config(mechanism, 'guest', 'guest')
            self.assertTrue(rdkafka.Producer(config).list_topics(timeout=PATIENCE).cluster_id)

    # ---- kafka-python

    def python_config(self, mechanism, password=None):
        return {'bootstrap_servers': self.servers, 'security_protocol': 'SASL_PLAINTEXT', 'sasl_mechanism': mechanism,
                'sasl_plain_username': 'ann', 'sasl_plain_password': self.password if password is None else password}

    def test_kafka_python(self):
        for mechanism in MECHANISMS:
            topic = 'python.' + mechanism
            producer = kafka.KafkaProducer(**self.python_config(mechanism))
            self.addCleanup(producer.close, 5)
            producer.send(topic, b'hello').get(PATIENCE)
            consumer = kafka.KafkaConsumer(topic, auto_offset_reset='earliest', consumer_timeout_ms=PATIENCE * 1000,
                                           **self.python_config(mechanism))
            self.addCleanup(consumer.close, False)
            self.assertEqual(next(consumer).value, b'hello')

    def test_kafka_python_is_refused(self):
        for mechanism in MECHANISMS:
            with self.assertRaises(kafka.errors.KafkaError):
                kafka.KafkaProducer(max_block_ms=2000, **self.python_config(mechanism, 'wrong'))

    # ---- kafkajs

    def run_script(self, name, mechanism, password):
        done = subprocess.run(['node', os.path.join(HERE, 'node', 'kafka.js'), self.servers, name, mechanism, 'ann', password],
                              capture_output=True, text=True, timeout=60,
                              env=dict(os.environ, KAFKAJS_NO_PARTITIONER_WARNING='1'))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok %s\n' % name, ''))

    @unittest.skipUnless(shutil.which('node') and os.path.isdir(os.path.join(HERE, 'node_modules', 'kafkajs')),
                         'kafkajs is not here; npm ci in tests/clients fetches it')
    def test_kafkajs(self):
        for mechanism in MECHANISMS:
            self.run_script('records', mechanism, self.password)
            self.run_script('refused', mechanism, 'wrong')


if __name__ == '__main__':
    main()
