// SPDX-License-Identifier: GPL-3.0-or-later
// GraphModel: the graph that is shown, by id. update() turns the next graph into what was removed, added and changed, so that
// what is drawn stays what it is while it lives. Removed edges go before their nodes, added nodes come before their edges.
// Owner: FlowPage. Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"

#include <QObject>

namespace ui::canvas {

class GraphModel final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void update(const FlowGraph &next);
    const FlowGraph &graph() const { return m_graph; }
    /// Null: it is not there.
    const FlowNode *node(const NodeId &id) const;
    const FlowEdge *edge(const EdgeId &id) const;

Q_SIGNALS:
    void nodeAdded(const ui::canvas::NodeId &id);
    void nodeChanged(const ui::canvas::NodeId &id);
    void nodeRemoved(const ui::canvas::NodeId &id);
    void edgeAdded(const ui::canvas::EdgeId &id);
    void edgeChanged(const ui::canvas::EdgeId &id);
    void edgeRemoved(const ui::canvas::EdgeId &id);
    /// After all of these, where nodes or edges came or went.
    void shapeChanged();
    /// After every update.
    void updated();

private:
    FlowGraph m_graph;
    QHash<NodeId, qsizetype> m_nodes;
    QHash<EdgeId, qsizetype> m_edges;
};

} // namespace ui::canvas
