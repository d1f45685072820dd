#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, permissions, topic permissions, limits and virtual hosts, as pika meets them. Texts are RabbitMQ 4.x's."""
import os
import unittest

from accessbroker import HELPER, AccessBroker
from support import close_quietly, main, pika

PROPERTIES = pika.BasicProperties(delivery_mode=2)


@unittest.skipUnless(HELPER and os.access(HELPER, os.X_OK), 'accessbroker was not built')
class Access(unittest.TestCase):

    def setUp(self):
        self.broker = AccessBroker()
        self.addCleanup(self.broker.remove)
        self.do('user', 'ann', 'secret', '')
        self.do('permit', 'ann', '/', '^c', '^.?w', '^.?.?r')

    def do(self, *words):
        self.assertEqual(self.broker.ask(*words), 'ok', words)

    def connect(self, user='ann', password='secret', host='/'):
        connection = pika.BlockingConnection(pika.ConnectionParameters(
            '127.0.0.1', self.broker.port, host, pika.PlainCredentials(user, password), socket_timeout=10,
            blocked_connection_timeout=10, connection_attempts=1))
        self.addCleanup(close_quietly, connection)
        return connection

    def refused(self, code, text, call, *arguments, **options):
        with self.assertRaises((pika.exceptions.ChannelClosedByBroker, pika.exceptions.ConnectionClosedByBroker)) as caught:
            call(*arguments, **options)
        self.assertEqual((caught.exception.reply_code, caught.exception.reply_text), (code, text))

    def denied(self, what, call, *arguments, **options):
        self.refused(403, "ACCESS_REFUSED - %s in vhost '/' refused for user 'ann'" % what, call, *arguments, **options)

    # ---- logging in

    def test_passwords(self):
        self.connect().close()
        for password in ('guest', 'Secret', ''):
            with self.assertRaises(pika.exceptions.ProbableAuthenticationError):
                self.connect(password=password)
        self.do('user', 'ann', 'other', '')
        with self.assertRaises(pika.exceptions.ProbableAuthenticationError):
            self.connect()
        self.connect(password='other').close()
        self.connect('guest', 'guest').close()

    def test_virtual_hosts_need_permission(self):
        self.do('vhost', 'dev')
        with self.assertRaises(pika.exceptions.ProbableAccessDeniedError) as caught:
            self.connect(host='dev')
        self.assertIn("NOT_ALLOWED - access to vhost 'dev' refused for user 'ann'", str(caught.exception))
        with self.assertRaises(pika.exceptions.ProbableAccessDeniedError) as caught:
            self.connect(host='nowhere')
        self.assertIn('NOT_ALLOWED - vhost nowhere not found', str(caught.exception))
        self.do('permit', 'ann', 'dev', '', '', '')
        self.connect(host='dev').close()

    # ---- permissions

    def test_each_method_asks_for_its_permission(self):
        connection = self.connect()

        def channel():
            return connection.channel()

        setup = channel()
        for name in ('c', 'cw', 'cwr'):
            setup.queue_declare(name, durable=True)
            setup.exchange_declare(name, 'topic')
        self.denied("configure access to queue 'x'", channel().queue_declare, 'x')
        self.denied("configure access to queue 'x'", channel().queue_delete, 'x')
        self.denied("configure access to exchange 'x'", channel().exchange_declare, 'x')
        self.denied("configure access to exchange 'x'", channel().exchange_delete, 'x')
        self.denied("write access to queue 'c'", channel().queue_bind, 'c', 'cwr', '#')
        self.denied("read access to exchange 'cw'", channel().queue_bind, 'cw', 'cw', '#')
        self.denied("write access to exchange 'c'", channel().exchange_bind, 'c', 'cwr', '#')
        self.denied("read access to exchange 'cw'", channel().exchange_bind, 'cw', 'cw', '#')
        self.denied("read access to queue 'cw'", channel().basic_get, 'cw')
        self.denied("read access to queue 'cw'", channel().queue_purge, 'cw')
        self.denied("read access to queue 'cw'", channel().basic_consume, 'cw', lambda *_: None)
        confirming = channel()
        confirming.confirm_delivery()
        self.denied("write access to exchange 'amq.default'", confirming.basic_publish, '', 'cwr', b'')
        setup.queue_bind('cwr', 'cwr', '#')
        setup.basic_publish('cwr', 'k', b'body', PROPERTIES)
        self.assertEqual(setup.basic_get('cwr', auto_ack=True)[2], b'body')

    def test_server_named_queues_need_configure_too(self):
        self.do('permit', 'ann', '/', '^amq\\.gen-.*', '', '')
        name = self.connect().channel().queue_declare('', exclusive=True).method.queue
        self.assertTrue(name.startswith('amq.gen-'))

    def test_topic_permissions(self):
        self.do('permit', 'ann', '/', '.*', '.*', '.*')
        self.do('permit-topic', 'ann', '/', 'amq.topic', '^{username}\\.', '^public\\.')
        connection = self.connect()
        channel = connection.channel()
        channel.confirm_delivery()
        channel.queue_declare('q')
        channel.queue_bind('q', 'amq.topic', 'public.#')
        channel.basic_publish('amq.topic', 'ann.new', b'')
        self.denied("write access to topic 'bob.new' in exchange topic 'amq.topic'", channel.basic_publish, 'amq.topic',
                    'bob.new', b'')
        self.denied("read access to topic '#' in exchange topic 'amq.topic'", connection.channel().queue_bind, 'q',
                    'amq.topic', '#')

    def test_topic_permissions_count_for_every_key_of_a_message(self):
        self.do('permit', 'ann', '/', '.*', '.*', '.*')
        self.do('permit-topic', 'ann', '/', 'amq.topic', '^ann\\.', '.*')
        connection = self.connect()
        watching = connection.channel()
        watching.queue_declare('q')
        watching.queue_bind('q', 'amq.topic', '#')
        for header in ('CC', 'BCC'):
            def publish(*keys):
                channel = connection.channel()
                channel.confirm_delivery()
                channel.basic_publish('amq.topic', 'ann.x', b'', pika.BasicProperties(headers={header: list(keys)}))
            with self.subTest(header=header):
                publish('ann.y', 'ann.z')
                self.denied("write access to topic 'bob.y' in exchange topic 'amq.topic'", publish, 'ann.y', 'bob.y')
        self.assertEqual(watching.queue_declare('q', passive=True).method.message_count, 2)

    def test_changes_are_seen_by_open_channels(self):
        channel = self.connect().channel()
        channel.confirm_delivery()
        channel.exchange_declare('cw')
        channel.basic_publish('cw', '', b'')
        self.do('clear', 'ann', '/')
        self.denied("write access to exchange 'cw'", channel.basic_publish, 'cw', '', b'')

    def test_impersonator(self):
        self.do('permit', 'ann', '/', '.*', '.*', '.*')
        properties = pika.BasicProperties(user_id='bob')
        channel = self.connect().channel()
        channel.confirm_delivery()
        self.refused(406, "PRECONDITION_FAILED - user_id property set to 'bob' but authenticated user was 'ann'",
                     channel.basic_publish, '', 'q', b'', properties)
        self.do('user', 'ann', 'secret', 'impersonator')
        channel = self.connect().channel()
        channel.confirm_delivery()
        channel.basic_publish('', 'q', b'', properties)

    # ---- limits

    def test_limits(self):
        self.do('user-limits', 'ann', '1', '2')
        connection = self.connect()
        with self.assertRaises(pika.exceptions.ProbableAccessDeniedError) as caught:
            self.connect()
        self.assertIn("connection refused for user 'ann': user connection limit (1) is reached", str(caught.exception))
        connection.channel()
        connection.channel()
        self.refused(530, "NOT_ALLOWED - number of channels opened for user 'ann' has reached the maximum allowed user limit "
                     "of (2)", connection.channel)
        self.do('user-limits', 'ann', '-', '-')
        self.do('vhost-limits', '/', '1', '1')
        connection = self.connect()
        with self.assertRaises(pika.exceptions.ProbableAccessDeniedError) as caught:
            self.connect()
        self.assertIn("access to vhost '/' refused for user 'ann': connection limit (1) is reached", str(caught.exception))
        channel = connection.channel()
        channel.queue_declare('c1')
        channel.queue_declare('c1')
        self.refused(406, "PRECONDITION_FAILED - cannot declare queue 'c2': queue limit in vhost '/' (1) is reached",
                     channel.queue_declare, 'c2')

    # ---- what ends connections

    def test_deleting_a_virtual_host_closes_its_connections_and_takes_its_queues(self):
        self.do('vhost', 'dev')
        self.do('permit', 'ann', 'dev', '.*', '.*', '.*')
        connection = self.connect(host='dev')
        channel = connection.channel()
        channel.confirm_delivery()
        channel.queue_declare('kept', durable=True)
        channel.basic_publish('', 'kept', b'body', PROPERTIES)
        other = self.connect()
        self.do('delete-vhost', 'dev')
        self.refused(320, "CONNECTION_FORCED - vhost 'dev' is deleted", connection.process_data_events, 5)
        other.channel().queue_declare('c')
        self.broker.kill()
        self.broker.start()
        self.assertIn('not found', self.broker.ask('delete-vhost', 'dev'))
        self.do('vhost', 'dev')
        self.do('permit', 'ann', 'dev', '.*', '.*', '.*')
        with self.assertRaises(pika.exceptions.ChannelClosedByBroker) as caught:
            self.connect(host='dev').channel().queue_declare('kept', passive=True)
        self.assertEqual(caught.exception.reply_code, 404)

    def test_deleting_a_user_closes_its_connections(self):
        connection = self.connect()
        self.do('delete-user', 'ann')
        self.refused(320, "CONNECTION_FORCED - user 'ann' is deleted", connection.process_data_events, 5)
        with self.assertRaises(pika.exceptions.ProbableAuthenticationError):
            self.connect()

    def test_everything_survives_a_kill(self):
        self.do('user-limits', 'ann', '5', '-')
        self.do('permit-topic', 'ann', '/', 'amq.topic', '^a', '^a')
        self.do('delete-user', 'guest')
        self.broker.kill()
        self.broker.start()
        channel = self.connect().channel()
        channel.queue_declare('c')
        self.denied("configure access to queue 'x'", channel.queue_declare, 'x')
        with self.assertRaises(pika.exceptions.ProbableAuthenticationError):
            self.connect('guest', 'guest')


if __name__ == '__main__':
    main()
