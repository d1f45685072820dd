# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts, stops and kills the broker under test: `sightglass serve`, or a RabbitMQ as the reference.

Everything lives in one temporary folder and on loopback ports of its own, and ends with the process that started it.
"""
import ctypes
import itertools
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time

RABBITMQ_SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server'
PR_SET_PDEATHSIG = 1


def candidate_ports():
    """Ports below those that the system hands out to outgoing connections, where a client's own end could take one between
    its choice and its use. Each process walks from a place of its own, so that runs side by side seldom meet."""
    try:
        with open('/proc/sys/net/ipv4/ip_local_port_range') as limits:
            end = int(limits.read().split()[0])
    except OSError:
        end = 32768
    ports = range(min(20000, end - 2000), end)
    start = random.Random(os.getpid()).randrange(len(ports))
    return itertools.cycle(itertools.chain(ports[start:], ports[:start]))


_candidates, _walker = None, None


def free_port():
    """A port nobody listens on, and that this process has not given out before."""
    global _candidates, _walker
    if _walker != os.getpid():  # a forked worker walks from its own place
        _candidates, _walker = candidate_ports(), os.getpid()
    for port in itertools.islice(_candidates, 500):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(('127.0.0.1', port))
                return port
            except OSError:
                continue
    raise RuntimeError('no free port')


def die_with_parent():
    """A test run that is killed takes its brokers along."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def wait_until(condition, timeout=10.0, what='the condition'):
    """Polls until the condition holds and returns its value; the only way these tests wait for the outside."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError('%s did not come true within %.1f s' % (what, timeout))
        time.sleep(0.01)


def accepts(port):
    try:
        socket.create_connection(('127.0.0.1', port), timeout=1).close()
        return True
    except OSError:
        return False


class Broker:
    """One broker process and its folder. `stop` is SIGTERM and waits; `kill` is SIGKILL; `start` may follow either."""

    name = 'none'
    is_reference = False

    def __init__(self, prefix, folder=None):
        self.folder = tempfile.mkdtemp(prefix='sg-%s-' % prefix, dir=folder)
        self.host = '127.0.0.1'
        self.port = None
        self.tls_port = None
        self.kafka_port = None
        self.socket_path = None
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    def launch(self):
        """Starts the process and does not wait for it to serve."""
        raise NotImplementedError

    def await_ready(self, timeout):
        raise NotImplementedError

    def start(self, timeout=60):
        self.launch()
        self.await_ready(timeout)

    def running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self, timeout=60):
        """Ends it cleanly and returns the exit code."""
        if self.running():
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def cleanup(self):
        if self.running():
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def status(self, key):
        """A figure in KiB out of /proc/PID/status, such as VmRSS or VmHWM."""
        with open('/proc/%d/status' % self.pid) as status:
            for line in status:
                if line.startswith(key + ':'):
                    return int(line.split()[1])
        return 0

    def rss_kib(self):
        return self.status('VmRSS')

    def log_path(self):
        return os.path.join(self.folder, 'log')

    def log_tail(self, lines=30):
        try:
            with open(self.log_path(), errors='replace') as log:
                return ''.join(log.readlines()[-lines:])
        except OSError:
            return ''

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc):
        self.cleanup()


class Sightglass(Broker):
    name = 'sightglass'

    def __init__(self, binary, local_socket=False, memory=False, kafka=False, folder=None, wrapper=(), options=()):
        super().__init__('serve', folder)
        self.binary = binary
        self.local_socket = local_socket
        self.kafka = kafka
        self.memory = memory
        self.wrapper = list(wrapper)
        self.options = list(options)
        self.data_dir = os.path.join(self.folder, 'data')

    def command(self):
        where = os.path.join(self.folder, 'socket') if self.local_socket else 'off'
        kafka = '127.0.0.1:%d' % (self.kafka_port or 0) if self.kafka else 'off'
        command = self.wrapper + [self.binary, 'serve', '--data-dir', self.data_dir, '--socket', where,
                                  '--amqp', '127.0.0.1:%d' % (self.port or 0), '--kafka', kafka]
        return command + (['--memory'] if self.memory else []) + self.options

    def environment(self):
        return dict(os.environ, QT_QPA_PLATFORM='offscreen')

    def launch(self):
        command = self.command()
        with open(self.log_path(), 'a') as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=self.environment(),
                                            stdin=subprocess.DEVNULL, preexec_fn=die_with_parent)

    def await_ready(self, timeout):
        try:
            self._read_listeners(time.monotonic() + timeout)
        except Exception:
            self.kill()
            raise

    def _read_listeners(self, deadline):
        pending = b''
        while b'ready\n' not in pending:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise TimeoutError('no "ready" from sightglass serve; its log ends:\n' + self.log_tail())
            chunk = os.read(self.process.stdout.fileno(), 4096)
            if not chunk:
                raise RuntimeError('sightglass serve ended early; its log ends:\n' + self.log_tail())
            pending += chunk
        for line in pending.decode().splitlines():
            words = line.split(' ', 2)
            if words[:2] == ['listening', 'amqp']:
                self.port = int(words[2].rsplit(':', 1)[1])
            elif words[:2] == ['listening', 'amqps']:
                self.tls_port = int(words[2].rsplit(':', 1)[1])
            elif words[:2] == ['listening', 'kafka']:
                self.kafka_port = int(words[2].rsplit(':', 1)[1])
            elif words[:2] == ['listening', 'socket']:
                self.socket_path = words[2]

    def kill(self):
        super().kill()
        self.process.stdout.close()

    def stop(self, timeout=60):
        code = super().stop(timeout)
        self.process.stdout.close()
        return code


class SightglassWindow(Sightglass):
    """The window with its embedded broker, drawn off screen, with settings of its own: the live feed is open at first."""

    name = 'window'

    def command(self):
        self.port = self.port or free_port()
        return self.wrapper + [self.binary, '--data-dir', self.data_dir, '--socket', 'off', '--kafka', 'off',
                               '--amqp', '127.0.0.1:%d' % self.port] + self.options

    def environment(self):
        inside = {name: os.path.join(self.folder, name.lower()) for name in ('XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR')}
        for folder in inside.values():
            os.makedirs(folder, mode=0o700, exist_ok=True)
        return dict(super().environment(), HOME=self.folder, **inside)

    def await_ready(self, timeout):
        wait_until(lambda: not self.running() or accepts(self.port), timeout, 'the window')
        if not self.running():
            raise RuntimeError('the window ended early:\n' + self.log_tail())


class RabbitMq(Broker):
    """Debian's rabbitmq-server with a node, an epmd, a cookie and a database of its own."""

    name = 'rabbitmq'
    is_reference = True

    def __init__(self, folder=None, wrapper=(), **_):
        super().__init__('rabbit', folder)
        self.wrapper = list(wrapper)
        self.data_dir = os.path.join(self.folder, 'db')
        self.port = free_port()
        self.dist_port = free_port()
        self.epmd_port = free_port()
        self.epmd = None

    @staticmethod
    def installed():
        return os.path.exists(RABBITMQ_SERVER)

    def environment(self):
        inside = lambda name: os.path.join(self.folder, name)
        return dict(os.environ, HOME=self.folder, RUNNING_UNDER_SYSTEMD='true',
                    RABBITMQ_NODENAME='sg%d@localhost' % self.port, RABBITMQ_NODE_PORT=str(self.port),
                    RABBITMQ_NODE_IP_ADDRESS='127.0.0.1', RABBITMQ_DIST_PORT=str(self.dist_port),
                    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}',
                    ERL_EPMD_PORT=str(self.epmd_port), ERL_EPMD_ADDRESS='127.0.0.1',
                    RABBITMQ_MNESIA_BASE=inside('db'), RABBITMQ_LOG_BASE=inside('logs'),
                    RABBITMQ_LOGS=inside('logs/server.log'), RABBITMQ_ENABLED_PLUGINS_FILE=inside('plugins'),
                    RABBITMQ_CONF_ENV_FILE=inside('env.conf'), RABBITMQ_CONFIG_FILE=inside('rabbitmq'),
                    RABBITMQ_PID_FILE=inside('pid'))

    def launch(self):
        with open(os.path.join(self.folder, 'plugins'), 'w') as plugins:
            plugins.write('[].')
        for empty in ('env.conf', 'rabbitmq.conf'):
            open(os.path.join(self.folder, empty), 'w').close()
        if self.epmd is None:
            # A child of ours instead of the daemon that the node would leave behind.
            self.epmd = subprocess.Popen(['epmd', '-port', str(self.epmd_port), '-address', '127.0.0.1'],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                         preexec_fn=die_with_parent)
            wait_until(lambda: accepts(self.epmd_port), 10, 'epmd')
        with open(self.log_path(), 'a') as log:
            self.process = subprocess.Popen(self.wrapper + [RABBITMQ_SERVER], stdout=log, stderr=log, env=self.environment(),
                                            stdin=subprocess.DEVNULL, preexec_fn=die_with_parent)

    def await_ready(self, timeout):
        wait_until(lambda: not self.running() or accepts(self.port), timeout, 'RabbitMQ')
        if not self.running():
            raise RuntimeError('RabbitMQ ended early:\n' + self.log_tail())

    def cleanup(self):
        if self.running():
            self.kill()
        if self.epmd is not None:
            self.epmd.kill()
            self.epmd.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


class Running(Broker):
    """A broker somebody else started (SIGHTGLASS_TEST_URL=amqp://host:port): no restarts, no look at its memory."""

    name = 'running'

    def __init__(self, url):
        super().__init__('running')
        self.host, port = url.split('://', 1)[-1].split('@')[-1].split('/')[0].rsplit(':', 1)
        self.port = int(port)

    def start(self, timeout=0):
        pass

    def running(self):
        return False


def chosen():
    """What the environment asks for: 'running', 'rabbitmq' or 'sightglass'."""
    if os.environ.get('SIGHTGLASS_TEST_URL'):
        return 'running'
    return os.environ.get('SIGHTGLASS_TEST_BROKER', 'sightglass')


def sightglass_binary():
    here = os.path.dirname(os.path.abspath(__file__))
    default = os.path.join(here, '..', '..', '.build', 'dev', 'app', 'sightglass')
    return os.environ.get('SIGHTGLASS_BINARY', os.path.normpath(default))


def make_broker(**options):
    kind = chosen()
    if kind == 'running':
        return Running(os.environ['SIGHTGLASS_TEST_URL'])
    if kind == 'rabbitmq':
        return RabbitMq(**options)
    return Sightglass(sightglass_binary(), **options)
