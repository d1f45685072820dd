# SPDX-License-Identifier: GPL-3.0-or-later
"""A few lines of AMQP 0-9-1 on a bare socket, for what no client library would send."""
import select
import socket
import struct
import time

METHOD, HEADER, BODY, HEARTBEAT = 1, 2, 3, 8
END = b'\xce'
PROTOCOL_HEADER = b'AMQP\x00\x00\x09\x01'

CONNECTION_START, CONNECTION_START_OK = (10, 10), (10, 11)
CONNECTION_SECURE, CONNECTION_SECURE_OK = (10, 20), (10, 21)
CONNECTION_TUNE, CONNECTION_TUNE_OK = (10, 30), (10, 31)
CONNECTION_OPEN, CONNECTION_OPEN_OK = (10, 40), (10, 41)
CONNECTION_CLOSE, CONNECTION_CLOSE_OK = (10, 50), (10, 51)
CONNECTION_UPDATE_SECRET, CONNECTION_UPDATE_SECRET_OK = (10, 70), (10, 71)
CHANNEL_OPEN, CHANNEL_OPEN_OK = (20, 10), (20, 11)
CHANNEL_FLOW, CHANNEL_FLOW_OK = (20, 20), (20, 21)
CHANNEL_CLOSE, CHANNEL_CLOSE_OK = (20, 40), (20, 41)
QUEUE_DECLARE, QUEUE_DECLARE_OK = (50, 10), (50, 11)
BASIC_CONSUME, BASIC_CONSUME_OK, BASIC_PUBLISH, BASIC_GET = (60, 20), (60, 21), (60, 40), (60, 70)


def short(text):
    text = text if isinstance(text, bytes) else text.encode()
    return bytes([len(text)]) + text


def long(data):
    data = data if isinstance(data, bytes) else data.encode()
    return struct.pack('>I', len(data)) + data


def table(*entries):
    """Entries are (name, type letter, encoded value)."""
    return long(b''.join(short(name) + letter + value for name, letter, value in entries))


def plain(user='guest', password='guest'):
    return ('\0%s\0%s' % (user, password)).encode()


def frame(kind, channel, payload):
    return struct.pack('>BHI', kind, channel, len(payload)) + payload + END


def method(channel, ids, arguments=b''):
    return frame(METHOD, channel, struct.pack('>HH', *ids) + arguments)


def content(channel, body, frame_max=131072, weight=0, class_id=60, properties=b'\0\0'):
    size = frame_max - 8
    frames = [frame(HEADER, channel, struct.pack('>HHQ', class_id, weight, len(body)) + properties)]
    frames += [frame(BODY, channel, body[at:at + size]) for at in range(0, len(body), size)]
    return b''.join(frames)


def publish(channel, exchange, key, body, bits=0, **options):
    return method(channel, BASIC_PUBLISH, b'\0\0' + short(exchange) + short(key) + bytes([bits])) \
        + content(channel, body, **options)


def queue_declare(channel, queue, bits=0, arguments=b'\0\0\0\0'):
    """Bits: passive 1, durable 2, exclusive 4, auto-delete 8, no-wait 16."""
    return method(channel, QUEUE_DECLARE, b'\0\0' + short(queue) + bytes([bits]) + arguments)


def close_reason(arguments):
    """(code, text, class, method) out of a connection.close or channel.close."""
    code, size = struct.unpack('>HB', arguments[:3])
    return (code, arguments[3:3 + size].decode()) + struct.unpack('>HH', arguments[3 + size:7 + size])


class Gone(Exception):
    """The broker closed the socket."""


class RawConnection:
    """One socket. Reads are bounded in time, and whatever arrives is kept frame by frame."""

    def __init__(self, address, timeout=10, receive_buffer=None):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(timeout)
        self.socket.connect(address)
        self.timeout = timeout
        self.pending = b''

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _read(self, count):
        deadline = time.monotonic() + self.timeout
        while len(self.pending) < count:
            if not select.select([self.socket], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError('no answer within %s s' % self.timeout)
            try:
                chunk = self.socket.recv(65536)
            except ConnectionResetError:
                chunk = b''
            if not chunk:
                raise Gone(self.pending)
            self.pending += chunk
        data, self.pending = self.pending[:count], self.pending[count:]
        return data

    def until_closed(self):
        """Everything up to the end of the stream."""
        try:
            self._read(1 << 40)
        except Gone as gone:
            return gone.args[0]

    def read_frame(self):
        kind, channel, size = struct.unpack('>BHI', self._read(7))
        payload = self._read(size)
        if self._read(1) != END:
            raise ValueError('frame without its end')
        return kind, channel, payload

    def read_method(self, skip_heartbeats=True):
        """(channel, (class, method), arguments) of the next frame."""
        while True:
            kind, channel, payload = self.read_frame()
            if kind == HEARTBEAT and skip_heartbeats:
                continue
            if kind != METHOD:
                raise ValueError('frame of type %d instead of a method' % kind)
            return channel, struct.unpack('>HH', payload[:4]), payload[4:]

    def expect(self, ids):
        channel, got, arguments = self.read_method()
        if got != ids:
            detail = close_reason(arguments) if got in (CONNECTION_CLOSE, CHANNEL_CLOSE) else arguments
            raise AssertionError('expected %s, got %s %s' % (ids, got, detail))
        return arguments

    def start(self):
        self.send(PROTOCOL_HEADER)
        return self.expect(CONNECTION_START)

    def start_ok(self, mechanism='PLAIN', response=plain(), properties=b'\0\0\0\0', locale='en_US'):
        self.send(method(0, CONNECTION_START_OK, properties + short(mechanism) + long(response) + short(locale)))

    def tune_ok(self, channel_max=0, frame_max=131072, heartbeat=0):
        self.send(method(0, CONNECTION_TUNE_OK, struct.pack('>HIH', channel_max, frame_max, heartbeat)))

    def open(self, virtual_host='/'):
        self.send(method(0, CONNECTION_OPEN, short(virtual_host) + b'\0\0'))

    def handshake(self, mechanism='PLAIN', response=plain(), **tuning):
        self.start()
        self.start_ok(mechanism, response)
        tune = struct.unpack('>HIH', self.expect(CONNECTION_TUNE))
        self.tune_ok(**dict({'channel_max': tune[0]}, **tuning))
        self.open()
        self.expect(CONNECTION_OPEN_OK)
        return self

    def open_channel(self, channel=1):
        self.send(method(channel, CHANNEL_OPEN, b'\0'))
        self.expect(CHANNEL_OPEN_OK)
        return self
