// SPDX-License-Identifier: GPL-3.0-or-later
// buildGraph(): the whole topology as a graph, from what the broker's snapshots say and what the stream has told.
// Pure computation. Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"
#include "ui/canvas/traffic.h"

namespace ui::canvas {

struct FlowInputs
{
    QList<engine::ExchangeSnapshot> exchanges;
    QList<engine::QueueSnapshot> queues;
    QList<engine::BindingSnapshot> bindings;
    QList<engine::ConnectionSnapshot> connections;
    QList<engine::TopicSnapshot> topics;
    QList<engine::GroupSnapshot> groups;
};

struct BuiltGraph
{
    FlowGraph graph;
    QHash<engine::ConnectionId, NodeId> producers;
    QHash<engine::ConnectionId, NodeId> consumers;
};

BuiltGraph buildGraph(const FlowInputs &inputs, const Traffic &traffic);

/// The ways of a graph, from the exchange a message was published to into the queue it arrived in.
class Routes
{
public:
    explicit Routes(const QList<FlowEdge> &edges);
    /// The shortest one; empty: there is no such way.
    QList<EdgeId> between(const NodeId &exchange, const NodeId &destination) const;

private:
    struct Step
    {
        NodeId from;
        EdgeId edge;
    };
    QMultiHash<NodeId, Step> m_into;
};

} // namespace ui::canvas
