#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`sightglass definitions import|export`, alone and to and from a RabbitMQ."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

import broker as brokers
from support import main, pika, publish, wait_ready

RABBITMQCTL = '/usr/lib/rabbitmq/bin/rabbitmqctl'
SECTIONS = ('users', 'vhosts', 'permissions', 'topic_permissions', 'parameters', 'policies', 'queues', 'exchanges',
            'bindings')

SHOP = {
    'rabbit_version': '3.10.8',
    'users': [{'name': 'ann', 'password': 'secret', 'tags': ['management']}],
    'vhosts': [{'name': 'shop'}],
    'permissions': [{'user': 'ann', 'vhost': 'shop', 'configure': '.*', 'write': '.*', 'read': '.*'}],
    'policies': [{'vhost': 'shop', 'name': 'limit', 'pattern': '^orders', 'apply-to': 'queues', 'priority': 0,
                  'definition': {'max-length': 2}}],
    'queues': [{'name': 'orders', 'vhost': 'shop', 'durable': True, 'auto_delete': False, 'arguments': {}},
               {'name': 'log', 'vhost': 'shop', 'durable': True, 'auto_delete': False,
                'arguments': {'x-queue-type': 'stream'}}],
    'exchanges': [{'name': 'in', 'vhost': 'shop', 'type': 'topic', 'durable': True, 'auto_delete': False,
                   'internal': False, 'arguments': {}},
                  {'name': 'recent', 'vhost': 'shop', 'type': 'x-recent-history', 'durable': True,
                   'auto_delete': False, 'internal': False, 'arguments': {}}],
    'bindings': [{'source': 'in', 'vhost': 'shop', 'destination': 'orders', 'destination_type': 'queue',
                  'routing_key': '#', 'arguments': {}}],
}


class Definitions(unittest.TestCase):

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='sg-definitions-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), 'w') as file:
            json.dump(content, file)
        return self.path(name)

    def read(self, name):
        with open(self.path(name)) as file:
            return json.load(file)

    def run_command(self, *arguments, data_dir=None, stdin=None):
        """Exit code, standard output, standard error."""
        done = subprocess.run([brokers.sightglass_binary(), 'definitions', *arguments,
                               '--data-dir', data_dir or self.path('data')], input=stdin, capture_output=True,
                              text=True, timeout=60, env=dict(os.environ, QT_QPA_PLATFORM='offscreen'))
        return done.returncode, done.stdout, done.stderr


class CommandLine(Definitions):

    def test_import_tells_of_every_item(self):
        code, out, _ = self.run_command('import', self.write('shop.json', SHOP))
        self.assertEqual(code, 3)  # one exchange was left out
        lines = out.splitlines()
        self.assertIn('created  user ann', lines)
        self.assertIn('created  queue orders in shop', lines)
        self.assertIn('created  queue log in shop', lines)
        self.assertTrue([line for line in lines if line.startswith('not honoured  exchange recent in shop: ')], out)
        self.assertIn('not honoured', lines[-1])
        code, out, _ = self.run_command('import', self.path('shop.json'))
        self.assertIn('already there  queue orders in shop', out.splitlines())
        self.assertNotIn('created', out)

    def test_export_and_import_elsewhere(self):
        self.run_command('import', self.write('shop.json', SHOP))
        self.assertEqual(self.run_command('export', self.path('all.json'))[0], 0)
        exported = self.read('all.json')
        self.assertEqual(sorted(queue['name'] for queue in exported['queues']), ['log', 'orders'])
        self.assertEqual(os.stat(self.path('all.json')).st_mode & 0o077, 0)
        other = self.path('other')
        self.assertEqual(self.run_command('import', self.path('all.json'), '--replace', data_dir=other)[0], 0)
        self.assertEqual(self.run_command('export', self.path('again.json'), data_dir=other)[0], 0)
        self.assertEqual(self.read('again.json'), exported)

    def test_one_virtual_host_through_pipes(self):
        self.run_command('import', self.write('shop.json', SHOP))
        code, out, _ = self.run_command('export', '-', '--vhost', 'shop')
        self.assertEqual(code, 0)
        shop = json.loads(out)
        self.assertNotIn('users', shop)
        self.assertNotIn('vhost', shop['queues'][0])
        code, out, _ = self.run_command('import', '-', '--vhost', 'copy', stdin=json.dumps(shop))
        self.assertEqual(code, 0, out)
        self.assertIn('created  queue orders in copy', out)
        self.assertEqual(self.run_command('export', '-', '--vhost', 'nowhere')[0], 1)

    def test_what_can_not_be_done_says_so(self):
        code, _, err = self.run_command('import', self.path('missing.json'))
        self.assertEqual(code, 1)
        self.assertIn('missing.json can not be read', err)
        with open(self.path('bad.json'), 'w') as file:
            file.write('{"queues": [')
        code, _, err = self.run_command('import', self.path('bad.json'))
        self.assertEqual((code, 'no JSON' in err), (1, True), err)
        self.assertEqual(self.run_command('move', 'x')[0], 2)
        self.assertEqual(self.run_command('import')[0], 2)

    def test_a_running_broker_does_it_itself(self):
        for make in brokers.Sightglass, brokers.SightglassWindow:
            with self.subTest(broker=make.name), make(brokers.sightglass_binary()) as broker:
                brokers.wait_until(lambda: os.path.exists(os.path.join(broker.data_dir, 'definitions.socket')), 30, 'its socket')
                code, out, err = self.run_command('import', self.write('shop.json', SHOP), data_dir=broker.data_dir)
                self.assertEqual((code, 'created  queue orders in shop' in out.splitlines()), (3, True), out + err)
                connection = pika.BlockingConnection(pika.ConnectionParameters(
                    '127.0.0.1', broker.port, 'shop', pika.PlainCredentials('ann', 'secret')))
                connection.channel().queue_declare('meanwhile', durable=True)
                connection.close()
                code, out, err = self.run_command('export', '-', '--vhost', 'shop', data_dir=broker.data_dir)
                self.assertEqual(code, 0, err)
                self.assertEqual(sorted(queue['name'] for queue in json.loads(out)['queues']), ['log', 'meanwhile', 'orders'])
                self.assertEqual(self.run_command('export', '-', '--vhost', 'nowhere', data_dir=broker.data_dir)[0], 1)

    def test_a_killed_broker_leaves_no_obstacle(self):
        broker = brokers.Sightglass(brokers.sightglass_binary())
        self.addCleanup(broker.cleanup)
        broker.start()
        broker.kill()
        self.assertEqual(self.run_command('import', self.write('shop.json', SHOP), data_dir=broker.data_dir)[0], 3)
        broker.start()
        self.assertEqual(self.run_command('export', self.path('all.json'), data_dir=broker.data_dir)[0], 0)
        self.assertEqual(sorted(queue['name'] for queue in self.read('all.json')['queues']), ['log', 'orders'])

    def test_clients_meet_what_was_imported(self):
        self.run_command('import', self.write('shop.json', SHOP))
        broker = brokers.Sightglass(brokers.sightglass_binary())
        self.addCleanup(broker.cleanup)
        broker.data_dir = self.path('data')
        broker.start()
        connection = pika.BlockingConnection(pika.ConnectionParameters(
            '127.0.0.1', broker.port, 'shop', pika.PlainCredentials('ann', 'secret')))
        self.addCleanup(connection.close)
        channel = connection.channel()
        channel.confirm_delivery()
        for i in range(5):
            publish(channel, 'in', 'any', str(i))
        wait_ready(channel, 'orders', 2)  # by the policy


    def test_a_virtual_host_has_a_default_queue_type(self):
        file = dict(SHOP, vhosts=[{'name': 'shop', 'default_queue_type': 'quorum'}], policies=[])
        self.run_command('import', self.write('shop.json', file))
        broker = brokers.Sightglass(brokers.sightglass_binary())
        self.addCleanup(broker.cleanup)
        broker.data_dir = self.path('data')
        broker.start()
        connection = pika.BlockingConnection(pika.ConnectionParameters(
            '127.0.0.1', broker.port, 'shop', pika.PlainCredentials('ann', 'secret')))
        self.addCleanup(connection.close)
        channel = connection.channel()
        channel.confirm_delivery()
        for queue, arguments, counts in (('quorum', {}, 1), ('classic', {'x-queue-type': 'classic'}, None)):
            for _ in range(2):
                channel.queue_declare(queue, durable=True, arguments=arguments)
            publish(channel, '', queue, 'a')
            channel.basic_reject(channel.basic_get(queue)[0].delivery_tag)
            wait_ready(channel, queue, 1)
            headers = channel.basic_get(queue, auto_ack=True)[1].headers or {}
            self.assertEqual(headers.get('x-delivery-count'), counts)
        channel.queue_declare('quorum', durable=True, arguments={'x-queue-type': 'quorum'})
        channel.queue_declare('mine', exclusive=True)
        # What the file says of no type stays a classic queue, as it was where the file comes from.
        channel.queue_declare('orders', durable=True, arguments={'x-queue-type': 'classic'})


def as_object(value):
    """RabbitMQ writes some lists of properties as arrays of pairs."""
    return dict(value) if isinstance(value, list) else value


def as_list(value):
    return value.split(',') if isinstance(value, str) else value or []


def normalise(section, item):
    item = dict(item)
    if section == 'vhosts':
        metadata = item.get('metadata') or item
        description = metadata.get('description') or ''
        return {'name': item['name'], 'tags': as_list(metadata.get('tags')), 'description': description}
    if section == 'users':
        item['limits'] = as_object(item.get('limits') or {})
    if section == 'exchanges':
        item.setdefault('internal', False)  # rabbitmqctl does not write it, the HTTP API does
    if section == 'parameters' and 'definition' in item['value']:
        item['value'] = dict(item['value'], definition=as_object(item['value']['definition']))
    return item


def normalised(definitions):
    """The sections that both brokers have, without order."""
    return {section: sorted(json.dumps(normalise(section, item), sort_keys=True) for item in definitions[section])
            for section in SECTIONS}


@unittest.skipUnless(brokers.RabbitMq.installed() and os.path.exists(RABBITMQCTL), 'RabbitMQ is not installed')
class WithRabbitMq(Definitions):

    def rabbit(self):
        broker = brokers.RabbitMq()
        self.addCleanup(broker.cleanup)
        broker.start()
        brokers.wait_until(lambda: self.ctl(broker, 'await_startup', check=False).returncode == 0, 60, 'the node')
        return broker

    def ctl(self, broker, *arguments, check=True):
        done = subprocess.run([RABBITMQCTL, *arguments], env=broker.environment(), capture_output=True, text=True,
                              timeout=120, cwd=self.folder)
        if check:
            self.assertEqual(done.returncode, 0, (arguments, done.stdout, done.stderr))
        return done

    def furnish(self, broker):
        """Something of everything that both brokers have."""
        ctl = lambda *arguments: self.ctl(broker, *arguments)
        ctl('add_vhost', 'shop', '--description', 'the shop', '--tags', 'live,eu')
        ctl('add_user', 'ann', 'secret')
        ctl('set_user_tags', 'ann', 'monitoring')
        ctl('set_permissions', '-p', 'shop', 'ann', '^ann-', '.*', '.*')
        ctl('set_permissions', '-p', 'shop', 'guest', '.*', '.*', '.*')
        ctl('set_topic_permissions', '-p', 'shop', 'ann', 'amq.topic', '^a', '^b')
        ctl('set_user_limits', 'ann', '{"max-channels": 9}')
        ctl('set_vhost_limits', '-p', 'shop', '{"max-queues": 50}')
        ctl('set_policy', '-p', 'shop', '--priority', '7', '--apply-to', 'queues', 'ttl', '^orders',
            '{"message-ttl": 60000, "max-length": 9, "dead-letter-exchange": "in", "overflow": "reject-publish"}')
        ctl('set_policy', '-p', 'shop', '--apply-to', 'exchanges', 'ae', '^in', '{"alternate-exchange": "amq.fanout"}')
        ctl('set_operator_policy', '-p', 'shop', '--apply-to', 'queues', 'cap', '.*', '{"max-length": 1000}')
        connection = pika.BlockingConnection(pika.ConnectionParameters('127.0.0.1', broker.port, 'shop'))
        channel = connection.channel()
        channel.exchange_declare('in', 'topic', durable=True)
        channel.exchange_declare('by-header', 'headers', durable=True, arguments={'alternate-exchange': 'in'})
        channel.queue_declare('orders', durable=True, arguments={'x-max-length': 5, 'x-dead-letter-exchange': 'in'})
        channel.queue_declare('safe', durable=True, arguments={'x-queue-type': 'quorum'})
        channel.queue_declare('first', durable=True, arguments={'x-max-priority': 5, 'x-expires': 3_600_000})
        channel.queue_bind('orders', 'in', 'orders.#')
        channel.queue_bind('safe', 'by-header', '', {'x-match': 'all', 'format': 'pdf', 'pages': 3})
        channel.exchange_bind('by-header', 'in', 'docs.*')
        connection.close()

    def test_from_rabbitmq_and_back(self):
        first = self.rabbit()
        self.furnish(first)
        self.ctl(first, 'export_definitions', self.path('theirs.json'))
        theirs = self.read('theirs.json')
        code, out, err = self.run_command('import', self.path('theirs.json'), '--replace')
        left = [line for line in out.splitlines()[:-1] if line.startswith(('not honoured', 'differs'))]
        # RabbitMQ names its cluster; nothing else is left out.
        self.assertEqual([line for line in left if 'global parameter' not in line], [], out + err)
        self.assertEqual(self.run_command('export', self.path('ours.json'))[0], 0)
        self.assertEqual(normalised(self.read('ours.json')), normalised(theirs))
        first.stop()

        second = self.rabbit()
        self.ctl(second, 'import_definitions', self.path('ours.json'))
        self.ctl(second, 'export_definitions', self.path('back.json'))
        self.assertEqual(normalised(self.read('back.json')), normalised(theirs))

    def test_refuses_the_policies_that_rabbitmq_refuses(self):
        broker = self.rabbit()
        for number, (pattern, definition) in enumerate((
                ('(', '{"max-length": 1}'), ('.*', '{"max-lenght": 1}'), ('.*', '{"max-length": -1}'),
                ('.*', '{"message-ttl": "soon"}'), ('.*', '{"dead-letter-exchange": 1}'), ('.*', '{}'),
                ('.*', '{"overflow": "spill"}'))):
            theirs = self.ctl(broker, 'set_policy', 'p%d' % number, pattern, definition, check=False)
            self.assertNotEqual(theirs.returncode, 0, (pattern, definition))
            policy = {'vhost': '/', 'name': 'p', 'pattern': pattern, 'apply-to': 'all', 'priority': 0,
                      'definition': json.loads(definition)}
            code, out, _ = self.run_command('import', self.write('p.json', {'policies': [policy]}))
            self.assertEqual(code, 3, (out, theirs.stderr))


if __name__ == '__main__':
    main()
