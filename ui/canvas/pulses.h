// SPDX-License-Identifier: GPL-3.0-or-later
// Pulses: turns what the stream tells of single messages into dots that set out on the edges of the graph.
// Owner: FlowPage. Thread: ui.
#pragma once

#include "ui/canvas/graphbuilder.h"

namespace ui::canvas {

class Motion;

class Pulses
{
public:
    /// What is known of the graph now.
    void setGraph(const BuiltGraph &built);
    void send(const engine::LiveBatch &batch, Motion &motion) const;

private:
    void sendOne(const engine::LiveEvent &event, bool justCame, Motion &motion) const;

    QHash<engine::ConnectionId, NodeId> m_producers, m_consumers;
    QHash<NodeId, NodeId> m_deadTo; ///< where a queue's dead letters go
    Routes m_routes{{}};
};

} // namespace ui::canvas
