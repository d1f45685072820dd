#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames no client should send: each is answered as RabbitMQ answers it, and the broker goes on serving."""
import struct

import rawamqp as raw
from support import BrokerTest, main

PUBLISH = raw.method(1, raw.BASIC_PUBLISH, b'\0\0\0\0\0')


def header(size, class_id=60, weight=0, rest=b'\0\0'):
    return raw.frame(raw.HEADER, 1, struct.pack('>HHQ', class_id, weight, size) + rest)


# label: (bytes after channel 1 is open, code, text or its beginning, whether the text is whole)
ANSWERED = {
    'wrong end of frame': (raw.queue_declare(1, 'x')[:-1] + b'\0', 501, 'FRAME_ERROR - ', False),
    'frame type 7': (raw.frame(7, 1, b'abc'), 501, 'FRAME_ERROR - type 7, ', False),
    'frame type 0': (raw.frame(0, 1, b'abc'), 501, 'FRAME_ERROR - type 0, ', False),
    'frame larger than agreed': (struct.pack('>BHI', 1, 1, 200000) + bytes(1000), 501, 'FRAME_ERROR - type 1, ', False),
    'frame of 4 GiB': (struct.pack('>BHI', 3, 1, 0xffffffff) + bytes(1000), 501, 'FRAME_ERROR - type 3, ', False),
    'heartbeat with a body': (raw.frame(8, 0, b'x'), 501, 'FRAME_ERROR - type 8, ', False),
    'heartbeat on a channel': (raw.frame(8, 1, b''), 505, 'UNEXPECTED_FRAME - type 8, ', False),
    'method frame without a method': (raw.frame(1, 1, b''), 501, 'FRAME_ERROR - type 1, ', False),
    'arguments cut short': (raw.method(1, raw.QUEUE_DECLARE, b'\0\0\x09abc'), 501, 'FRAME_ERROR - ', False),
    'arguments too long': (raw.queue_declare(1, 'a', 4)[:-1] + b'zz' + raw.END, 501, 'FRAME_ERROR - ', False),
    'more arguments than asked': (raw.method(1, raw.QUEUE_DECLARE, b'\0\0\1a\4\0\0\0\0zzzz'), 501, 'FRAME_ERROR - ',
                                  False),
    'table longer than its frame': (raw.queue_declare(1, 'x', 4, struct.pack('>I', 50000) + b'zz'), 501,
                                    'FRAME_ERROR - ', False),
    'name that is no UTF-8': (raw.queue_declare(1, b'\xff\xfe', 4), 501, 'FRAME_ERROR - ', False),
    'header out of place': (header(3), 505,
                            'UNEXPECTED_FRAME - expected method frame, got non method frame instead', True),
    'body out of place': (raw.frame(3, 1, b'abc'), 505,
                          'UNEXPECTED_FRAME - expected method frame, got non method frame instead', True),
    'body before its header': (PUBLISH + raw.frame(3, 1, b'abc'), 505,
                               'UNEXPECTED_FRAME - expected content header for class 60, got non content header frame '
                               'instead', True),
    'method before the header': (PUBLISH + raw.queue_declare(1, 'x'), 505,
                                 'UNEXPECTED_FRAME - expected content header for class 60, got non content header '
                                 'frame instead', True),
    'method before the body': (PUBLISH + header(5) + raw.queue_declare(1, 'x'), 505,
                               'UNEXPECTED_FRAME - expected content body, got non content body frame instead', True),
    'header of another class': (PUBLISH + header(3, class_id=50), 505,
                                'UNEXPECTED_FRAME - expected content header for class 60, got one for class 50 '
                                'instead', True),
    'header cut short': (PUBLISH + raw.frame(2, 1, b'\0\x3c'), 501, 'FRAME_ERROR - ', False),
    'channel opened twice': (raw.method(1, raw.CHANNEL_OPEN, b'\0'), 504,
                             "CHANNEL_ERROR - second 'channel.open' seen", True),
    'channel never opened': (raw.queue_declare(9, 'x'), 504, "CHANNEL_ERROR - expected 'channel.open'", True),
    'channel.open on channel 0': (raw.method(0, raw.CHANNEL_OPEN, b'\0'), 504,
                                  'CHANNEL_ERROR - unexpected method in connection state running', True),
    'connection.open twice': (raw.method(0, raw.CONNECTION_OPEN, b'\1/\0\0'), 504,
                              'CHANNEL_ERROR - unexpected method in connection state running', True),
    'connection.open on a channel': (raw.method(1, raw.CONNECTION_OPEN, b'\1/\0\0'), 503,
                                     'COMMAND_INVALID - unimplemented method', True),
    'a method only brokers send': (raw.method(1, raw.QUEUE_DECLARE_OK, b'\1a' + bytes(8)), 503,
                                   'COMMAND_INVALID - unimplemented method', True),
}
# Here RabbitMQ's reader or channel process just crashes; any error code before the end will do.
ENDED = {
    'class that does not exist': raw.method(1, (99, 10)),
    'method that does not exist': raw.method(1, (50, 99)),
    'table with an unknown type': raw.queue_declare(1, 'x', 4, raw.long(b'\x03abc?zz')),
    'table with a cut value': raw.queue_declare(1, 'x', 4, raw.long(b'\x03abcSzz')),
    'property cut short': PUBLISH + header(0, rest=b'\xff\xfc\x05a') + raw.queue_declare(1, 'y', 4),
}


class Malformed(BrokerTest):

    def opened(self):
        connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake().open_channel()
        self.addCleanup(connection.close)
        return connection

    def still_serves(self):
        self.queue(self.channel())

    def test_answered(self):
        for label, (data, code, text, whole) in ANSWERED.items():
            with self.subTest(label):
                connection = self.opened()
                connection.send(data)
                got_code, got_text, _, _ = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))
                self.assertEqual((got_code, got_text if whole else got_text[:len(text)]), (code, text))
                connection.send(raw.method(0, raw.CONNECTION_CLOSE_OK))
                connection.until_closed()
        self.still_serves()

    def test_ended(self):
        for label, data in ENDED.items():
            with self.subTest(label):
                connection = self.opened()
                connection.send(data)
                try:
                    code = raw.close_reason(connection.expect(raw.CONNECTION_CLOSE))[0]
                    self.assertIn(code, (501, 502, 503, 504, 505, 540, 541))
                    connection.send(raw.method(0, raw.CONNECTION_CLOSE_OK))
                    connection.until_closed()
                except raw.Gone:
                    pass
        self.still_serves()

    def test_frames_after_connection_close_are_ignored(self):
        connection = self.opened()
        connection.send(raw.frame(7, 1, b'abc'))
        connection.expect(raw.CONNECTION_CLOSE)
        connection.send(raw.queue_declare(1, self.name(), 4) + raw.method(0, raw.CONNECTION_CLOSE_OK))
        self.assertEqual(connection.until_closed(), b'')

    def test_sockets_closed_at_any_moment(self):
        conversation = raw.method(1, raw.CHANNEL_OPEN, b'\0') + raw.queue_declare(1, self.name(), 4) \
            + raw.publish(1, '', 'x', b'body')
        for cut in range(0, len(conversation), 7):
            connection = raw.RawConnection((self.broker.host, self.broker.port)).handshake()
            connection.send(conversation[:cut])
            connection.close()
        self.still_serves()


if __name__ == '__main__':
    main()
