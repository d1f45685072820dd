// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakefleet.h"

using namespace Qt::StringLiterals;
using namespace engine;

namespace tests {

namespace {

const QStringList areas{u"orders"_s,   u"billing"_s, u"shipping"_s, u"catalog"_s, u"search"_s,
                        u"accounts"_s, u"mail"_s,    u"stock"_s,    u"reports"_s, u"pricing"_s};

QString teamName(int team)
{
    const QString area = areas.at(team % areas.size());
    return team < areas.size() ? area : u"%1-%2"_s.arg(area).arg(team / areas.size() + 1);
}

void addQueue(FakeSession &session, const QString &exchange, const QString &name, const QString &key, int number)
{
    QueueSnapshot queue;
    queue.id = {quint64(session.queues.size() + 1)};
    queue.spec.name = name;
    queue.ready = quint64(number * 131 % 977);
    queue.unacked = quint64(number % 9);
    queue.incomingRate = queue.deliverGetRate = queue.ackRate = number % 4 == 3 ? 0 : number * 17 % 240;
    queue.consumers = 1;
    session.queues << queue;
    BindingSnapshot binding;
    binding.spec.source = exchange;
    binding.spec.destination = name;
    binding.spec.routingKey = key;
    session.bindings << binding;
}

void addExchange(FakeSession &session, const QString &name, ExchangeType type)
{
    ExchangeSnapshot exchange;
    exchange.id = {quint64(session.exchanges.size() + 1)};
    exchange.spec.name = name;
    exchange.spec.type = type;
    exchange.rateIn = 100;
    session.exchanges << exchange;
}

ConnectionSnapshot &addClient(FakeSession &session, const QString &name)
{
    ConnectionSnapshot connection;
    connection.id = {quint64(session.connections.size() + 1)};
    connection.name = name;
    connection.protocol = u"AMQP 0-9-1"_s;
    connection.virtualHost = u"/"_s;
    connection.state = ConnectionSnapshot::State::Running;
    ChannelSnapshot channel;
    channel.channel = {connection.id, 1};
    connection.channels << channel;
    session.connections << connection;
    return session.connections.last();
}

void addConsumer(FakeSession &session, const QString &name, const QStringList &queues, int number)
{
    ConnectionSnapshot &connection = addClient(session, name);
    for (const QString &queue : queues) {
        ConsumerSnapshot consumer;
        consumer.channel = connection.channels.front().channel;
        consumer.queueName = queue;
        consumer.virtualHost = u"/"_s;
        consumer.prefetch = 20;
        consumer.unacked = number % 3 ? 4 : 20;
        consumer.deliverRate = number * 13 % 120;
        connection.channels.front().consumers << consumer;
    }
}

void addTeam(FakeSession &session, int team)
{
    const QString name = teamName(team);
    addExchange(session, name, ExchangeType::Topic);
    addExchange(session, name + u".failed"_s, ExchangeType::Fanout);
    for (const QString &part : {u"eu"_s, u"us"_s, u"audit"_s}) {
        addQueue(session, name, name + u'.' + part, part == u"audit" ? u"#"_s : part + u".*"_s,
                 team * 3 + int(session.queues.size()));
        session.queues.last().spec.arguments.set("x-dead-letter-exchange", (name + u".failed"_s).toUtf8());
        if (part == u"eu")
            session.queues.last().spec.arguments.set("x-max-length", qint32(1000));
    }
    addQueue(session, name + u".failed"_s, name + u".dead"_s, {}, team);
    session.queues.last().incomingRate = session.queues.last().deliverGetRate = 0;
    session.queues.last().consumers = 0;
    for (const QString &producer : {u"-web"_s, u"-api"_s})
        addClient(session, name + producer).channels.front().publishRate = team * 29 % 300;
    addConsumer(session, name + u"-worker"_s, {name + u".eu"_s, name + u".us"_s}, team);
    addConsumer(session, name + u"-audit"_s, {name + u".audit"_s}, team + 1);
}

LiveEvent event(LifecycleStep step, const QString &exchange)
{
    LiveEvent e;
    e.step = step;
    e.virtualHost = u"/"_s;
    e.exchange = exchange;
    return e;
}

} // namespace

void openFakeFleet(FakeSession &session, int teams)
{
    for (int team = 0; team < teams; ++team)
        addTeam(session, team);
}

LiveBatch fleetTraffic(const FakeSession &session)
{
    LiveBatch batch;
    quint64 message = 0;
    for (const ConnectionSnapshot &connection : session.connections) {
        if (!connection.channels.front().consumers.isEmpty())
            continue;
        LiveEvent published = event(LifecycleStep::Published, connection.name.left(connection.name.lastIndexOf(u'-')));
        published.channel = connection.channels.front().channel;
        published.message = {++message};
        batch.events << published;
        for (const QueueSnapshot &queue : session.queues) {
            if (!queue.spec.name.startsWith(published.exchange + u'.') || queue.spec.name.endsWith(u".dead"))
                continue;
            LiveEvent enqueued = event(LifecycleStep::Enqueued, published.exchange);
            enqueued.queue = queue.spec.name;
            enqueued.queueId = queue.id;
            enqueued.message = published.message;
            batch.events << enqueued;
        }
    }
    batch.seen = quint64(batch.events.size());
    return batch;
}

} // namespace tests
