// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/pulses.h"

#include "ui/canvas/motion.h"

#include <QSet>

namespace ui::canvas {

using engine::LifecycleStep;
using engine::LiveEvent;

namespace {

constexpr qsizetype mostEvents = 400; // of a batch: above that no edge shows single messages
constexpr double publishing = 100;    // pixels: how far a message has come when it reaches its exchange
constexpr double routing = 150;

} // namespace

void Pulses::setGraph(const BuiltGraph &built)
{
    m_producers = built.producers;
    m_consumers = built.consumers;
    m_routes = Routes(built.graph.edges);
    m_deadTo.clear();
    for (const FlowEdge &edge : built.graph.edges) {
        if (edge.kind == EdgeKind::DeadLetter)
            m_deadTo.insert(edge.from, edge.to);
    }
}

void Pulses::send(const engine::LiveBatch &batch, Motion &motion) const
{
    QSet<engine::MessageId> came;
    for (const LiveEvent &event : batch.events.mid(0, mostEvents)) {
        if (event.step == LifecycleStep::Published && event.message.isValid())
            came.insert(event.message);
        sendOne(event, came.contains(event.message), motion);
    }
}

void Pulses::sendOne(const LiveEvent &event, bool justCame, Motion &motion) const
{
    if (isRecord(event)) {
        // What is written is told; what is read shows by its rate (motion.h).
        if (event.step == LifecycleStep::Published)
            motion.send(edgeId(EdgeKind::Publish, m_producers.value(event.channel.connection),
                               nodeId(NodeKind::Topic, event.virtualHost, event.topic)),
                        0);
        return;
    }
    const NodeId queue = nodeId(NodeKind::Queue, event.virtualHost, event.queue);
    const NodeId exchange = nodeId(NodeKind::Exchange, event.virtualHost, event.exchange);
    switch (event.step) {
    case LifecycleStep::Published:
        motion.send(edgeId(EdgeKind::Publish, m_producers.value(event.channel.connection), exchange), 0);
        return;
    case LifecycleStep::Enqueued: {
        double before = justCame ? publishing : 0;
        for (const EdgeId &id : m_routes.between(exchange, queue)) {
            motion.send(id, before);
            before += motion.lengthOf(id);
        }
        return;
    }
    case LifecycleStep::Delivered:
        motion.send(edgeId(EdgeKind::Consume, queue, m_consumers.value(event.channel.connection)),
                    justCame ? publishing + routing : 0);
        return;
    case LifecycleStep::DeadLettered:
        motion.send(edgeId(EdgeKind::DeadLetter, queue, m_deadTo.value(queue)), 0);
        return;
    default:
        return;
    }
}

} // namespace ui::canvas
