# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what strace wrote: which system call began and ended when, on which file or socket, with which bytes."""
import re
from dataclasses import dataclass

CALLS = ('read', 'readv', 'recvfrom', 'recvmsg', 'write', 'writev', 'sendto', 'sendmsg', 'pwrite64', 'pwritev', 'pwritev2',
         'fsync', 'fdatasync')
RECEIVING = {'read', 'readv', 'recvfrom', 'recvmsg'}
WRITING = {'write', 'writev', 'sendto', 'sendmsg', 'pwrite64', 'pwritev', 'pwritev2'}
SYNCING = {'fsync', 'fdatasync'}

BEGIN = re.compile(r'^(\d+) +(\w+)\(\d+<(.*?)>(?=[,)]| <unfinished)(.*)$')
RESUMED = re.compile(r'^(\d+) +<\.\.\. (\w+) resumed>(.*)$')
QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
HEX = re.compile(r'(?:\\x[0-9a-f]{2})+')
RESULT = re.compile(r'= (-?\d+)[^=]*$')


def command(output):
    """What to put before a program's command line. The program keeps its process id, strace watches from aside."""
    return ['strace', '-D', '-f', '-q', '-xx', '-yy', '-s', '1000000', '-e', 'trace=' + ','.join(CALLS), '-e', 'signal=none',
            '-o', output]


@dataclass
class Call:
    begin: int   # line numbers: the order in which strace saw things
    end: int
    name: str
    target: str  # path or TCP:[from->to]
    data: bytes
    result: int


def unhex(text):
    return bytes.fromhex(text.replace('\\x', ''))


def target_name(text):
    """Paths are in hex, with a note in plain text after some: <char 1:9>, (deleted)."""
    path = HEX.match(text)
    return unhex(path.group()).decode(errors='replace') if path else text


def data_of(text):
    return b''.join(unhex(piece) for piece in QUOTED.findall(text))


def result_of(text):
    match = RESULT.search(text)
    return int(match.group(1)) if match else -1


def read(path):
    """All calls that finished, by the line they began on."""
    calls, open_calls = [], {}
    with open(path) as lines:
        for number, line in enumerate(lines):
            begin = BEGIN.match(line)
            if begin:
                process, name, target, rest = begin.groups()
                if rest.rstrip().endswith('<unfinished ...>'):
                    open_calls[process] = (number, name, target, rest)
                else:
                    calls.append(Call(number, number, name, target_name(target), data_of(rest), result_of(rest)))
                continue
            resumed = RESUMED.match(line)
            if resumed and resumed.group(1) in open_calls:
                process, name, rest = resumed.groups()
                first, name, target, head = open_calls.pop(process)
                calls.append(Call(first, number, name, target_name(target), data_of(head + rest), result_of(rest)))
    calls.sort(key=lambda call: call.begin)
    return calls
