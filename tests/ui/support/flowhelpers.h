// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the flow share: ids by name, and what a tap would tell. Thread: ui.
#pragma once

#include "fakesession.h"

#include "ui/canvas/graphbuilder.h"

namespace tests {

using namespace Qt::StringLiterals;
using namespace ui::canvas;
using engine::LifecycleStep;
using engine::LiveBatch;
using engine::LiveEvent;

inline NodeId exchangeId(const QString &name)
{
    return nodeId(NodeKind::Exchange, u"/"_s, name);
}

inline NodeId queueId(const QString &name)
{
    return nodeId(NodeKind::Queue, u"/"_s, name);
}

inline NodeId producerId(const QString &name)
{
    return nodeId(NodeKind::Producer, u"/"_s, name);
}

inline NodeId consumerId(const QString &name)
{
    return nodeId(NodeKind::Consumer, u"/"_s, name);
}

inline FlowInputs inputsOf(const FakeSession &session)
{
    return {session.exchanges, session.queues, session.bindings, session.connections, session.topics, session.groups};
}

inline LiveEvent told(LifecycleStep step, const QString &exchange, const QString &queue, quint64 client)
{
    LiveEvent e;
    e.step = step;
    e.virtualHost = u"/"_s;
    e.exchange = exchange;
    e.queue = queue;
    e.channel = {{client}, 1};
    e.message = {1};
    return e;
}

/// As of a client of Kafka: no exchange, no queue.
inline LiveEvent toldRecord(LifecycleStep step, const QString &topic, quint64 client)
{
    LiveEvent e = told(step, {}, {}, client);
    e.topic = topic;
    e.message = {};
    return e;
}

inline NodeId topicId(const QString &name)
{
    return nodeId(NodeKind::Topic, u"/"_s, name);
}

/// One that writes to the topic, or reads from it, so many messages a second.
inline engine::ConnectionSnapshot kafkaClient(quint64 id, const QString &name, const engine::TopicUseSnapshot &use)
{
    engine::ConnectionSnapshot client;
    client.id = {id};
    client.name = name;
    client.peer = u"127.0.0.1:%1"_s.arg(52000 + id);
    client.protocol = u"Kafka"_s;
    client.virtualHost = u"/"_s;
    client.clientProperties.set("client_id", name.toUtf8());
    client.topics = {use};
    return client;
}

inline LiveBatch batchOf(const QList<LiveEvent> &events)
{
    return {events, 0, quint64(events.size()), 0};
}

inline const FlowEdge *edgeBetween(const FlowGraph &graph, EdgeKind kind, const NodeId &from, const NodeId &to)
{
    const EdgeId id = edgeId(kind, from, to);
    const auto it = std::find_if(graph.edges.begin(), graph.edges.end(), [&](const FlowEdge &e) { return e.id == id; });
    return it == graph.edges.end() ? nullptr : &*it;
}

/// The shop after the web client has published to its exchange, and two queues have got it.
inline Traffic shopTraffic()
{
    Traffic traffic;
    traffic.take(
        batchOf({told(LifecycleStep::Published, u"orders"_s, {}, 1), told(LifecycleStep::Published, u"orders"_s, {}, 2),
                 told(LifecycleStep::Enqueued, u"orders"_s, u"orders.eu"_s, 0),
                 told(LifecycleStep::Enqueued, u"orders"_s, u"orders.us"_s, 0),
                 told(LifecycleStep::Enqueued, u"orders"_s, u"audit"_s, 0)}),
        1000);
    return traffic;
}

} // namespace tests
