// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeshop.h"

#include <cmath>

using namespace Qt::StringLiterals;
using namespace engine;

namespace tests {

namespace {

ExchangeSnapshot exchange(quint64 id, const QString &name, ExchangeType type, bool predeclared, double rate,
                          quint32 bindings)
{
    ExchangeSnapshot e;
    e.id = {id};
    e.spec.name = name;
    e.spec.type = type;
    e.predeclared = predeclared;
    e.rateIn = rate;
    e.rateOut = rate * 2;
    e.bindings = bindings;
    return e;
}

QueueSnapshot queue(quint64 id, const QString &name, quint64 ready, quint64 unacked, double rate, quint32 consumers)
{
    QueueSnapshot q;
    q.id = {id};
    q.spec.name = name;
    q.state = rate > 0 ? QueueSnapshot::State::Running : QueueSnapshot::State::Idle;
    q.ready = ready;
    q.unacked = unacked;
    q.readyBytes = ready * 312;
    q.incomingRate = rate;
    q.deliverGetRate = rate;
    q.ackRate = rate;
    q.consumers = consumers;
    q.bindings = 2;
    return q;
}

BindingSnapshot binding(const QString &source, const QString &destination, const QString &key)
{
    BindingSnapshot b;
    b.spec.source = source;
    b.spec.destination = destination;
    b.spec.routingKey = key;
    b.implicit = source.isEmpty();
    return b;
}

ConnectionSnapshot connection(quint64 id, const QString &name, const QString &product, bool publishes,
                              const QString &consumesFrom)
{
    ConnectionSnapshot c;
    c.id = {id};
    c.name = name;
    c.peer = u"127.0.0.1:%1"_s.arg(51000 + id * 17);
    c.protocol = u"AMQP 0-9-1"_s;
    c.user = u"guest"_s;
    c.virtualHost = u"/"_s;
    c.clientProduct = product;
    c.state = ConnectionSnapshot::State::Running;
    c.heartbeatSeconds = 60;
    c.bytesInRate = publishes ? 42'000 : 900;
    c.bytesOutRate = publishes ? 700 : 39'000;
    c.connectedAt = QDateTime::currentDateTime().addSecs(-3600);
    ChannelSnapshot channel;
    channel.channel = {c.id, 1};
    channel.user = c.user;
    channel.confirm = publishes;
    channel.publishRate = publishes ? 118 : 0;
    if (!consumesFrom.isEmpty()) {
        ConsumerSnapshot consumer;
        consumer.id = {id};
        consumer.tag = u"ctag1.%1"_s.arg(id);
        consumer.channel = channel.channel;
        consumer.queueName = consumesFrom;
        consumer.prefetch = 10;
        consumer.unacked = 10;
        consumer.deliverRate = 36;
        channel.prefetch = 10;
        channel.unacked = 10;
        channel.deliverGetRate = 36;
        channel.ackRate = 36;
        channel.consumers << consumer;
    }
    c.channels << channel;
    return c;
}

void fillMessages(FakeSession &session)
{
    const QDateTime now = QDateTime::currentDateTime();
    for (int i = 0; i < 200; ++i) {
        MessageDetails m;
        m.summary.ref = {{11}, quint64(4000 + i)};
        m.summary.id = {quint64(1600 + i)};
        m.summary.persistent = true;
        m.summary.publishedAt = now.addMSecs(-60'000 + i * 300);
        m.summary.exchange = u"orders"_s;
        m.summary.routingKey = i % 7 ? u"eu.new"_s : u"eu.refund"_s;
        m.summary.contentType = u"application/json"_s;
        m.body = QByteArray("{\"id\":") + QByteArray::number(1600 + i) +
                 ",\"customer\":{\"name\":\"M. Okafor\",\"country\":\"DE\"},\"total\":96.5,\"currency\":\"EUR\"}";
        m.summary.size = quint64(m.body.size());
        m.summary.preview = m.body;
        if (i < 10) {
            m.summary.state = MessageState::Unacked;
            m.summary.holder = u"billing-svc ctag1.3"_s;
            m.summary.unackedSince = now.addSecs(-4);
        }
        m.virtualHost = u"/"_s;
        m.queue = u"orders.eu"_s;
        m.properties.contentType = m.summary.contentType;
        m.properties.deliveryMode = 2;
        m.properties.headers.set("x-shop", QByteArray("berlin"));
        m.properties.headers.set("attempt", qint32(1));
        session.messages << m;
    }
}

} // namespace

void openFakeShop(FakeSession &session)
{
    session.exchanges = {
        exchange(1, {}, ExchangeType::Direct, true, 0, 6),
        exchange(2, u"amq.direct"_s, ExchangeType::Direct, true, 0, 0),
        exchange(3, u"amq.fanout"_s, ExchangeType::Fanout, true, 0, 0),
        exchange(4, u"amq.headers"_s, ExchangeType::Headers, true, 0, 0),
        exchange(5, u"amq.match"_s, ExchangeType::Headers, true, 0, 0),
        exchange(6, u"amq.topic"_s, ExchangeType::Topic, true, 0, 0),
        exchange(7, u"orders"_s, ExchangeType::Topic, false, 118, 3),
        exchange(8, u"orders.dlx"_s, ExchangeType::Fanout, false, 0, 1),
    };
    session.exchanges[7].spec.arguments.set("alternate-exchange", QByteArray("unrouted"));
    session.queues = {
        queue(11, u"orders.eu"_s, 1204, 10, 68, 1), queue(12, u"orders.us"_s, 38, 4, 36, 2),
        queue(13, u"billing"_s, 0, 0, 0, 0),        queue(14, u"shipping"_s, 212, 1, 12, 1),
        queue(15, u"audit"_s, 0, 0, 118, 1),        queue(16, u"orders.dead"_s, 17, 0, 0, 0),
    };
    session.queues[0].spec.arguments.set("x-max-length", qint32(2000));
    session.queues[0].spec.arguments.set("x-dead-letter-exchange", QByteArray("orders.dlx"));
    session.queues[4].spec.durable = false;
    session.queues[4].spec.autoDelete = true;
    session.bindings = {binding(u"orders"_s, u"orders.eu"_s, u"eu.*"_s),
                        binding(u"orders"_s, u"orders.us"_s, u"us.*"_s), binding(u"orders"_s, u"audit"_s, u"#"_s),
                        binding(u"orders.dlx"_s, u"orders.dead"_s, {})};
    for (const QueueSnapshot &q : session.queues)
        session.bindings << binding({}, q.spec.name, q.spec.name);
    session.connections = {connection(1, u"shop-web"_s, u"amqplib 0.10.3"_s, true, {}),
                           connection(2, u"shop-mobile"_s, u"pika 1.2.0"_s, true, {}),
                           connection(3, u"billing-svc"_s, u"pika 1.2.0"_s, false, u"orders.eu"_s),
                           connection(4, u"shipping-svc"_s, u"RabbitMQ Java 5.20"_s, false, u"orders.us"_s),
                           connection(5, u"audit-log"_s, u"pika 1.2.0"_s, false, u"audit"_s)};
    fillMessages(session);
    moveFakeShop(session, 0);
}

void moveFakeShop(FakeSession &session, int step)
{
    const double wave = std::sin(step / 7.0) + 0.4 * std::sin(step / 2.3);
    for (QueueSnapshot &q : session.queues) {
        if (q.incomingRate > 0)
            q.incomingRate = qMax(1.0, q.incomingRate + 3 * wave + (step * 37 % 11) - 5);
    }
    session.queues[0].ready += quint64(step % 5);
    OverviewSnapshot &o = session.overview;
    o.listeners = session.currentListeners;
    o.publishRate = 1214 + 120 * wave + (step * 53 % 40);
    o.deliverRate = 1180 + 90 * wave + (step * 31 % 60);
    o.ackRate = o.deliverRate - 20;
    o.unroutableRate = step % 30 > 24 ? 40 : 3;
    o.ready = 0;
    o.unacked = 0;
    for (const QueueSnapshot &q : session.queues) {
        o.ready += q.ready;
        o.unacked += q.unacked;
    }
    o.residentBytes = 61'000'000;
    o.diskBytes = 18'000'000;
    o.exchanges = quint32(session.exchanges.size());
    o.queues = quint32(session.queues.size());
    o.bindings = quint32(session.bindings.size());
    o.connections = quint32(session.connections.size());
    o.channels = 5;
    o.consumers = 3;
}

} // namespace tests
