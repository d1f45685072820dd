#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS: certificates made for local use, pika and amqplib through it, clients' certificates with EXTERNAL, and who is refused."""
import contextlib
import os
import shutil
import socket
import ssl
import stat
import subprocess
import tempfile
import unittest

import broker as brokers
import rawamqp as raw
from support import Collector, close_quietly, main, pika, publish

HERE = os.path.dirname(os.path.abspath(__file__))
NODE_CLIENT = os.path.join(HERE, 'node_modules', 'amqplib')


def make_certificates(data_dir, *clients):
    """Runs `sightglass tls`, and answers the files it names."""
    commands = [['create']] + [['client', name] for name in clients]
    made = []
    for command in commands:
        done = subprocess.run([brokers.sightglass_binary(), 'tls', *command, '--data-dir', data_dir],
                              capture_output=True, text=True, timeout=20, check=True)
        made += done.stdout.split('\n')[:-1]
    return made


@unittest.skipIf(brokers.chosen() != 'sightglass', 'certificates are made for Sightglass')
class TlsTest(unittest.TestCase):
    """A broker with a certificate for local use; stranger is somebody whose authority it does not know."""

    options = ('--tls-login', 'common-name')

    @classmethod
    def setUpClass(cls):
        cls.stranger = tempfile.mkdtemp(prefix='sg-stranger-')
        cls.addClassCleanup(shutil.rmtree, cls.stranger, ignore_errors=True)
        make_certificates(cls.stranger, 'guest')
        cls.broker = brokers.make_broker(options=('--amqps', '127.0.0.1:0') + cls.options)
        cls.addClassCleanup(cls.broker.cleanup)
        cls.files = make_certificates(cls.broker.data_dir, 'guest', 'nobody')
        cls.broker.start()

    def folder(self, stranger=False):
        return os.path.join(self.stranger if stranger else self.broker.data_dir, 'tls')

    def context(self, client=None, stranger=False, trusts_stranger=False):
        context = ssl.create_default_context(cafile=os.path.join(self.folder(trusts_stranger), 'ca.pem'))
        if client:
            inside = lambda name: os.path.join(self.folder(stranger), name)
            context.load_cert_chain(inside(client + '.pem'), inside(client + '-key.pem'))
        return context

    def parameters(self, context, **options):
        return pika.ConnectionParameters('127.0.0.1', self.broker.tls_port, socket_timeout=10,
                                         ssl_options=pika.SSLOptions(context, 'localhost'), **options)

    def connect(self, context, **options):
        connection = pika.BlockingConnection(self.parameters(context, **options))
        self.addCleanup(close_quietly, connection)
        return connection

    def tls_socket(self, context, host='localhost'):
        plain = socket.create_connection(('127.0.0.1', self.broker.tls_port), timeout=10)
        self.addCleanup(plain.close)
        wrapped = context.wrap_socket(plain, server_hostname=host)
        self.addCleanup(wrapped.close)
        return wrapped

    def assert_refused(self, context):
        """The refusal comes with the handshake, or (TLS 1.3) with the first answer."""
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            connection = self.tls_socket(context)
            connection.sendall(raw.PROTOCOL_HEADER)
            if not connection.recv(1):
                raise ConnectionError('closed without a word')

    def assert_serves(self):
        self.connect(self.context()).channel().queue_declare('', exclusive=True)


class Connections(TlsTest):

    def test_the_files_are_their_owners(self):
        self.assertEqual(sorted(os.path.basename(path) for path in self.files),
                         sorted(name + end for name in ('ca', 'server', 'guest', 'nobody') for end in ('.pem', '-key.pem')))
        self.assertEqual(stat.S_IMODE(os.stat(self.folder()).st_mode), 0o700)
        for path in self.files:
            if path.endswith('-key.pem'):
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600, path)

    def test_certificates_are_never_overwritten(self):
        for command in (['create'], ['client', 'guest'], ['client', 'ca'], ['client', '../guest']):
            done = subprocess.run([self.broker.binary, 'tls', *command, '--data-dir', self.broker.data_dir],
                                  capture_output=True, text=True, timeout=20)
            self.assertNotEqual(done.returncode, 0, command)
            self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_every_name_of_this_machine(self):
        for host in ('localhost', '127.0.0.1', '::1'):
            self.assertIn(self.tls_socket(self.context(), host).version(), ('TLSv1.2', 'TLSv1.3'))

    def test_publish_and_consume(self):
        connection = self.connect(self.context())
        channel = connection.channel()
        channel.confirm_delivery()
        queue = channel.queue_declare('', exclusive=True).method.queue
        bodies = [b'', b'small', os.urandom(100_000), os.urandom(5_000_000)]
        for body in bodies:
            publish(channel, '', queue, body)
        collector = Collector(channel, queue, auto_ack=True).wait(len(bodies))
        self.assertEqual([body for _, _, body in collector.deliveries], bodies)

    def test_a_consumer_that_does_not_read_is_waited_for(self):
        """More than the sockets take; all of it arrives once the client reads, and the broker held little of it meanwhile."""
        channel = self.connect(self.context()).channel()
        queue = channel.queue_declare('', auto_delete=True).method.queue
        count, size = 300, 200_000
        for number in range(count):
            publish(channel, '', queue, bytes([number % 256]) * size)
        slow = raw.RawConnection.__new__(raw.RawConnection)
        slow.socket, slow.pending, slow.timeout = self.tls_socket(self.context()), b'', 10
        slow.handshake().open_channel()
        slow.send(raw.method(1, raw.BASIC_CONSUME, b'\0\0' + raw.short(queue) + raw.short('c') + b'\2' + bytes(4)))
        brokers.wait_until(lambda: channel.queue_declare(queue, passive=True).method.consumer_count)
        left = channel.queue_declare(queue, passive=True).method.message_count
        self.assertGreater(left, count // 2)
        got = 0
        slow.expect(raw.BASIC_CONSUME_OK)
        while got < count * size:
            slow.socket.settimeout(10)
            data = slow.socket.recv(1 << 20)
            self.assertTrue(data)
            got += len(data)

    def test_a_wrong_authority_is_refused_by_the_client(self):
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.tls_socket(self.context(trusts_stranger=True))
        self.assert_serves()

    def test_old_versions_are_refused(self):
        context = self.context()
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        self.assert_refused(context)

    def test_a_plain_client_on_the_tls_port_is_closed(self):
        connection = raw.RawConnection(('127.0.0.1', self.broker.tls_port))
        self.addCleanup(connection.close)
        connection.send(raw.PROTOCOL_HEADER)
        self.assertNotIn(b'AMQP', connection.until_closed())
        self.assert_serves()

    def test_garbage_in_the_handshake(self):
        for garbage in (b'\x16\x03\x01\x40\x00' + b'x' * 0x4000, b'\x16\x03\x01\xff\xff' + b'x' * 100, b'\0' * 1000):
            connection = raw.RawConnection(('127.0.0.1', self.broker.tls_port))
            self.addCleanup(connection.close)
            with contextlib.suppress(ConnectionError):
                connection.send(garbage)
            self.assertNotIn(b'AMQP', connection.until_closed())
        self.assert_serves()

    def test_tls_on_the_plain_port_gets_an_alert(self):
        plain = socket.create_connection(('127.0.0.1', self.broker.port), timeout=10)
        self.addCleanup(plain.close)
        with self.assertRaises(ssl.SSLError) as caught:
            self.context().wrap_socket(plain, server_hostname='localhost')
        self.assertIn('PROTOCOL_VERSION', caught.exception.reason)

    def test_goodbye_is_answered(self):
        connection = self.tls_socket(self.context())
        connection.sendall(raw.PROTOCOL_HEADER)
        self.assertTrue(connection.recv(1))
        with contextlib.suppress(ssl.SSLError):
            connection.unwrap()
        self.assert_serves()

    def test_external_is_not_offered_without_a_certificate(self):
        connection = self.tls_socket(self.context())
        connection.sendall(raw.PROTOCOL_HEADER)
        self.assertNotIn(b'EXTERNAL', connection.recv(65536))

    @unittest.skipUnless(shutil.which('node') and os.path.isdir(NODE_CLIENT), 'amqplib is not here')
    def test_amqplib(self):
        done = subprocess.run(['node', os.path.join(HERE, 'node', 'tutorials.js'),
                               'amqps://guest:guest@localhost:%d' % self.broker.tls_port, 'confirms'],
                              env=dict(os.environ, NODE_EXTRA_CA_CERTS=os.path.join(self.folder(), 'ca.pem')),
                              capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, 'ok confirms\n', ''))


class ClientCertificates(TlsTest):

    def test_external(self):
        connection = self.connect(self.context('guest'), credentials=pika.credentials.ExternalCredentials())
        channel = connection.channel()
        channel.queue_declare('', exclusive=True)

    def test_external_is_for_users(self):
        with self.assertRaises(pika.exceptions.AMQPConnectionError):
            self.connect(self.context('nobody'), credentials=pika.credentials.ExternalCredentials())

    def test_a_password_will_do_as_well(self):
        self.connect(self.context('guest')).channel()

    def test_a_certificate_of_a_stranger_is_refused(self):
        self.assert_refused(self.context('guest', stranger=True))
        self.assert_serves()


class CertificateRequired(TlsTest):

    options = ('--tls-login', 'common-name', '--tls-verify', 'require')

    def test_with_one(self):
        self.connect(self.context('guest'), credentials=pika.credentials.ExternalCredentials()).channel()

    def test_without_one(self):
        self.assert_refused(self.context())

    def test_of_a_stranger(self):
        self.assert_refused(self.context('guest', stranger=True))


class CertificateNotAskedFor(TlsTest):

    options = ('--tls-verify', 'none')

    def test_external_proves_nothing(self):
        connection = self.tls_socket(self.context('guest'))
        connection.sendall(raw.PROTOCOL_HEADER)
        self.assertNotIn(b'EXTERNAL', connection.recv(65536))


@unittest.skipIf(brokers.chosen() != 'sightglass', 'the command line is Sightglass\'s')
class CommandLine(unittest.TestCase):

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='sg-tls-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def serve(self, *options):
        return subprocess.run([brokers.sightglass_binary(), 'serve', '--data-dir', self.folder, '--socket', 'off',
                               '--amqp', '127.0.0.1:0', '--kafka', 'off', *options], capture_output=True, text=True, timeout=20)

    def assert_fails(self, done, text):
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn(text, done.stderr)
        self.assertNotIn('ready', done.stdout)

    def test_no_certificate(self):
        self.assert_fails(self.serve('--amqps', '127.0.0.1:0'), 'certificate')
        self.assert_fails(self.serve('--tls-cert', 'x.pem'), '--tls-key')
        self.assert_fails(self.serve('--tls-verify', 'perhaps'), 'none, peer or require')

    def test_files_that_can_not_be_used(self):
        make_certificates(self.folder, 'guest')
        inside = lambda name: os.path.join(self.folder, 'tls', name)
        broken = inside('broken.pem')
        with open(broken, 'w') as file:
            file.write('no certificate')
        missing = self.serve('--amqps', '127.0.0.1:0', '--tls-cert', inside('none.pem'), '--tls-key', inside('server-key.pem'))
        self.assert_fails(missing, 'there is no such file')
        self.assert_fails(self.serve('--amqps', '127.0.0.1:0', '--tls-cert', broken, '--tls-key', inside('server-key.pem')),
                          'broken.pem')
        self.assert_fails(self.serve('--amqps', '127.0.0.1:0', '--tls-cert', inside('server.pem'), '--tls-key',
                                     inside('guest-key.pem')), 'guest-key.pem')

    def test_client_before_the_authority(self):
        done = subprocess.run([brokers.sightglass_binary(), 'tls', 'client', 'me', '--data-dir', self.folder],
                              capture_output=True, text=True, timeout=20)
        self.assert_fails(done, 'sightglass tls create')


if __name__ == '__main__':
    main()
