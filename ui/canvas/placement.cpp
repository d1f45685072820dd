// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/placement.h"

#include "ui/canvas/geometry.h"

#include <cmath>

namespace ui::canvas {

namespace {

constexpr double clearance = 20;
constexpr double columnStep = 288; // from one column to the next where there is none of the kind yet
constexpr qsizetype rememberedPlaces = 5000;
constexpr qsizetype mostAwaited = 12;
constexpr int mostTries = 4000;

QRectF rectAt(const QPointF &middle, const QSizeF &size)
{
    return {middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height()};
}

int columnOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Producer:
        return 0;
    case NodeKind::Exchange:
        return 1;
    case NodeKind::Queue:
    case NodeKind::Topic:
        return 2;
    case NodeKind::Consumer:
    case NodeKind::Group:
        return 3;
    }
    return 2;
}

} // namespace

void Placement::replaceAll(const Places &places)
{
    m_places = places;
    m_left.clear();
    m_awaited.clear();
    m_spots.clear();
}

void Placement::release(const NodeId &id)
{
    if (!m_places.contains(id))
        return;
    if (m_left.size() >= rememberedPlaces) {
        m_left.clear();
        m_awaited.clear();
    }
    const Spot spot = m_spots.take(id);
    const QPointF place = m_places.take(id);
    m_left.insert(id, spot.rect.isNull() ? rectAt(place, {}) : spot.rect);
    m_awaited.removeOne(id);
    m_awaited << id;
    if (m_awaited.size() > mostAwaited)
        m_awaited.removeFirst();
}

bool Placement::isMostlyNew(const FlowGraph &graph) const
{
    qsizetype known = 0;
    for (const FlowNode &node : graph.nodes)
        known += m_places.contains(node.id) || m_left.contains(node.id);
    return known * 2 < graph.nodes.size();
}

void Placement::put(const FlowNode &node, const QPointF &place)
{
    m_places.insert(node.id, place);
    m_spots.insert(node.id, {node.kind, rectAt(place, sizeOf(node))});
}

void Placement::add(const FlowGraph &graph)
{
    for (const FlowNode &node : graph.nodes) {
        if (m_places.contains(node.id))
            put(node, m_places.value(node.id)); // its size may have changed
    }
    QMultiHash<NodeId, NodeId> neighbours;
    for (const FlowEdge &edge : graph.edges) {
        if (edge.kind == EdgeKind::DeadLetter || edge.kind == EdgeKind::Alternate)
            continue;
        neighbours.insert(edge.from, edge.to);
        neighbours.insert(edge.to, edge.from);
    }
    // Those with a neighbour that stands first, so that each helps the next.
    for (const bool isAlone : {false, true}) {
        for (const FlowNode &node : graph.nodes) {
            if (m_places.contains(node.id))
                continue;
            QList<QPointF> near;
            for (auto [it, end] = neighbours.equal_range(node.id); it != end; ++it) {
                if (m_places.contains(*it))
                    near << m_places.value(*it);
            }
            const bool isBack = m_left.contains(node.id);
            const QPointF before = m_left.take(node.id).center();
            m_awaited.removeOne(node.id);
            if (isBack && isFree(rectAt(before, sizeOf(node))))
                put(node, before);
            else if (!near.isEmpty() || isAlone)
                put(node, freeNear(wishFor(node, near), sizeOf(node)));
        }
    }
}

QPointF Placement::wishFor(const FlowNode &node, const QList<QPointF> &neighbours) const
{
    QPointF mean;
    for (const QPointF &neighbour : neighbours)
        mean += neighbour / double(neighbours.size());
    double x = 0, y = 0, nearest = std::numeric_limits<double>::max();
    bool hasColumn = false;
    for (const Spot &spot : m_spots) {
        y = std::max(y, spot.rect.bottom() + clearance * 2);
        if (columnOf(spot.kind) != columnOf(node.kind))
            continue;
        const double distance =
            neighbours.isEmpty() ? spot.rect.center().x() : std::abs(spot.rect.center().x() - mean.x());
        if (distance < nearest) {
            nearest = distance;
            x = spot.rect.center().x();
            hasColumn = true;
        }
    }
    if (!hasColumn)
        x = neighbours.isEmpty() ? columnOf(node.kind) * columnStep
                                 : mean.x() + (columnOf(node.kind) >= 2 ? columnStep : -columnStep);
    return {x, neighbours.isEmpty() ? y + sizeOf(node).height() / 2 : mean.y()};
}

bool Placement::isFree(const QRectF &rect) const
{
    const QRectF wide = rect.adjusted(-clearance / 2, -clearance / 2, clearance / 2, clearance / 2);
    return std::none_of(m_spots.cbegin(), m_spots.cend(),
                        [&wide](const Spot &spot) { return spot.rect.intersects(wide); });
}

bool Placement::isAwaited(const QRectF &rect) const
{
    return std::any_of(m_awaited.cbegin(), m_awaited.cend(),
                       [&](const NodeId &id) { return m_left.value(id).intersects(rect); });
}

QPointF Placement::freeNear(const QPointF &wish, const QSizeF &size) const
{
    for (int step = 0; step < mostTries; ++step) {
        // Below and above in turn.
        const double away = (step + 1) / 2 * gridStep * 2 * (step % 2 ? 1 : -1);
        const QPointF place(wish.x(), std::round(wish.y() / 2) * 2 + away);
        if (isFree(rectAt(place, size)) && !isAwaited(rectAt(place, size)))
            return place;
    }
    return wish;
}

} // namespace ui::canvas
