# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows that ask how much a broker holds: millions of messages, thousands of connections, ten thousands of queues."""
import sys

from rows import (MIB, Figure, Row, check_count, first_connection, hold_connections, loadgen, open_connections,
                  settled_rss)

SMALL = 64
LONG = 3600


def restarts(settings, broker, **expected):
    """Starts after kill -9 right after the load and after a clean stop, with what is resident once each has come to rest."""
    broker.kill()
    killed = first_connection(broker, 600)
    check_count(settings, broker, **expected)
    rss = settled_rss(settings, broker)
    broker.stop(600)
    stopped = first_connection(broker, 600)
    check_count(settings, broker, **expected)
    return {'stopped': stopped, 'killed': killed, 'again': max(rss, settled_rss(settings, broker)) / MIB}


def restarts_or_not(settings, broker, **expected):
    """The same; a broker that does not come back keeps its other figures, and is said to have failed these."""
    try:
        return restarts(settings, broker, **expected)
    except RuntimeError as failure:
        print('==> FAILED to start again: %s' % failure, file=sys.stderr, flush=True)
        return {}


def many_messages(settings, broker):
    broker.start()
    published = loadgen(settings, 'publish', broker, '--size', SMALL, '--messages', settings.many_messages, timeout=LONG)
    figures = {'publish': published['per_second'], 'peak': broker.status('VmHWM') / MIB}
    return dict(figures, **restarts_or_not(settings, broker, messages=settings.many_messages))


def rate_beside(settings, broker):
    """What one producer and one consumer reach now."""
    loadgen(settings, 'through', broker, '--seconds', settings.warm_up)
    return loadgen(settings, 'through', broker, '--seconds', settings.seconds)['per_second']


def many_connections(settings, broker):
    broker.start()
    alone = rate_beside(settings, broker)
    hold_connections(settings, broker, 50)
    before = settled_rss(settings, broker)
    with open_connections(settings, broker, settings.many_connections) as accepted:
        each = (settled_rss(settings, broker) - before) / settings.many_connections
        beside = rate_beside(settings, broker)
    return {'each': each, 'accepted': accepted, 'beside': beside, 'kept': beside / alone}


def many_queues(settings, broker):
    broker.start()
    alone = rate_beside(settings, broker)
    before = settled_rss(settings, broker)
    declared = loadgen(settings, 'queues', broker, '--messages', settings.many_queues, timeout=LONG)['per_second']
    each = (settled_rss(settings, broker) - before) / settings.many_queues
    beside = rate_beside(settings, broker)
    loadgen(settings, 'queues', broker, '--messages', settings.many_queues, '--each', 1, timeout=LONG)
    figures = {'each': each, 'declared': declared, 'beside': beside, 'kept': beside / alone}
    return dict(figures, **restarts_or_not(settings, broker, queue='bench.%d' % (settings.many_queues - 1), messages=1))


def restart_figures(what, limit=None, memory=None):
    return [Figure('stopped', '%s: start after a clean stop' % what, 's', limit=limit, less_is_better=True, digits=3),
            Figure('killed', '%s: start after kill -9' % what, 's', limit=limit, less_is_better=True, digits=3),
            Figure('again', '%s: resident after a start' % what, 'MiB', limit=memory, less_is_better=True)]


ROWS = [
    Row('messages10m', [Figure('publish', '10,000,000 of 64 B persistent: published', 'msg/s'),
                        Figure('peak', '10,000,000 queued: peak resident memory', 'MiB', limit=300, less_is_better=True)]
        + restart_figures('10,000,000 queued', limit=3, memory=300), many_messages, scale=True),
    Row('connections5k', [Figure('each', '5,000 idle connections: memory each', 'KiB', less_is_better=True, digits=1),
                          Figure('accepted', '5,000 idle connections: accepted', '/s'),
                          Figure('beside', '5,000 idle connections: persistent load beside them', 'msg/s'),
                          Figure('kept', '5,000 idle connections: of the rate without them', '×', digits=2)],
        many_connections, scale=True),
    Row('queues20k', [Figure('each', '20,000 durable queues: memory each', 'KiB', less_is_better=True, digits=1),
                      Figure('declared', '20,000 durable queues: declared', '/s'),
                      Figure('beside', '20,000 durable queues: persistent load beside them', 'msg/s'),
                      Figure('kept', '20,000 durable queues: of the rate without them', '×', digits=2)]
        + restart_figures('20,000 queues, one message each'), many_queues, scale=True),
]
