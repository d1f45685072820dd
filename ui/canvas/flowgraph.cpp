// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/flowgraph.h"

#include <algorithm>

namespace ui::canvas {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t kindLetters[] = u"pxqtcg";
constexpr char16_t edgeLetters[] = u"prdac";

QSet<NodeId> reach(const QMultiHash<NodeId, NodeId> &steps, const NodeId &start)
{
    QSet<NodeId> seen{start};
    QList<NodeId> todo{start};
    while (!todo.isEmpty()) {
        const NodeId at = todo.takeLast();
        for (auto [it, end] = steps.equal_range(at); it != end; ++it) {
            if (!seen.contains(*it)) {
                seen.insert(*it);
                todo << *it;
            }
        }
    }
    return seen;
}

void keepBusiest(QList<FlowNode> &nodes, int most)
{
    std::stable_sort(nodes.begin(), nodes.end(), [](const FlowNode &a, const FlowNode &b) {
        return std::tuple(a.rate, a.level.ready + a.level.unacked) >
               std::tuple(b.rate, b.level.ready + b.level.unacked);
    });
    nodes.resize(most);
}

} // namespace

NodeId nodeId(NodeKind kind, const QString &virtualHost, const QString &name)
{
    return {QString(QChar(kindLetters[size_t(kind)])) % u':' % virtualHost % u'\n' % name};
}

EdgeId edgeId(EdgeKind kind, const NodeId &from, const NodeId &to)
{
    return {QString(QChar(edgeLetters[size_t(kind)])) % u':' % from.v % u'\r' % to.v};
}

const FlowNode *FlowGraph::find(const NodeId &id) const
{
    const auto it = std::find_if(nodes.cbegin(), nodes.cend(), [&id](const FlowNode &node) { return node.id == id; });
    return it == nodes.cend() ? nullptr : &*it;
}

QSet<NodeId> streamThrough(const FlowGraph &graph, const NodeId &id)
{
    QMultiHash<NodeId, NodeId> down, up;
    for (const FlowEdge &edge : graph.edges) {
        down.insert(edge.from, edge.to);
        up.insert(edge.to, edge.from);
    }
    return reach(down, id) | reach(up, id);
}

FlowGraph visiblePart(const FlowGraph &graph, const FlowChoice &choice, int *leftOut)
{
    const bool isFocused = choice.only.isValid() && graph.find(choice.only);
    const QSet<NodeId> wanted = isFocused ? streamThrough(graph, choice.only) : QSet<NodeId>();
    FlowGraph part;
    QSet<NodeId> kept;
    for (const FlowNode &node : graph.nodes) {
        const bool isHidden = (node.isInternal && !choice.internals) || (node.isIdle && !choice.idle);
        if (isFocused ? !wanted.contains(node.id) || (isHidden && node.id != choice.only) : isHidden)
            continue;
        part.nodes << node;
    }
    const int tooMany = std::max(0, int(part.nodes.size()) - choice.most);
    if (tooMany > 0)
        keepBusiest(part.nodes, choice.most);
    if (leftOut)
        *leftOut = tooMany;
    for (const FlowNode &node : std::as_const(part.nodes))
        kept.insert(node.id);
    for (const FlowEdge &edge : graph.edges) {
        if (kept.contains(edge.from) && kept.contains(edge.to))
            part.edges << edge;
    }
    return part;
}

} // namespace ui::canvas
