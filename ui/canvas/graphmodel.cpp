// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/graphmodel.h"

namespace ui::canvas {

namespace {

template <typename Id, typename Value>
struct Difference
{
    QList<Id> added, changed, removed;

    Difference(const QList<Value> &before, const QHash<Id, qsizetype> &beforeAt, const QList<Value> &after,
               const QHash<Id, qsizetype> &afterAt)
    {
        for (const Value &value : before) {
            if (!afterAt.contains(value.id))
                removed << value.id;
        }
        for (const Value &value : after) {
            const auto was = beforeAt.constFind(value.id);
            if (was == beforeAt.cend())
                added << value.id;
            else if (!(before.at(*was) == value))
                changed << value.id;
        }
    }
};

template <typename Id, typename Value>
QHash<Id, qsizetype> indexOf(const QList<Value> &values)
{
    QHash<Id, qsizetype> index;
    index.reserve(values.size());
    for (qsizetype i = 0; i < values.size(); ++i)
        index.insert(values.at(i).id, i);
    return index;
}

} // namespace

const FlowNode *GraphModel::node(const NodeId &id) const
{
    const auto it = m_nodes.constFind(id);
    return it == m_nodes.cend() ? nullptr : &m_graph.nodes.at(*it);
}

const FlowEdge *GraphModel::edge(const EdgeId &id) const
{
    const auto it = m_edges.constFind(id);
    return it == m_edges.cend() ? nullptr : &m_graph.edges.at(*it);
}

void GraphModel::update(const FlowGraph &next)
{
    auto nodesAt = indexOf<NodeId>(next.nodes);
    auto edgesAt = indexOf<EdgeId>(next.edges);
    const Difference<NodeId, FlowNode> nodes(m_graph.nodes, m_nodes, next.nodes, nodesAt);
    const Difference<EdgeId, FlowEdge> edges(m_graph.edges, m_edges, next.edges, edgesAt);
    for (const EdgeId &id : edges.removed)
        Q_EMIT edgeRemoved(id);
    for (const NodeId &id : nodes.removed)
        Q_EMIT nodeRemoved(id);
    m_graph = next;
    m_nodes = std::move(nodesAt);
    m_edges = std::move(edgesAt);
    for (const NodeId &id : nodes.added)
        Q_EMIT nodeAdded(id);
    for (const EdgeId &id : edges.added)
        Q_EMIT edgeAdded(id);
    for (const NodeId &id : nodes.changed)
        Q_EMIT nodeChanged(id);
    for (const EdgeId &id : edges.changed)
        Q_EMIT edgeChanged(id);
    if (!nodes.added.isEmpty() || !nodes.removed.isEmpty() || !edges.added.isEmpty() || !edges.removed.isEmpty())
        Q_EMIT shapeChanged();
    Q_EMIT updated();
}

} // namespace ui::canvas
