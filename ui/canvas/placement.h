// SPDX-License-Identifier: GPL-3.0-or-later
// Placement: where nodes stand, and that they go on standing there. What is new is put into its column near what it is connected
// with; what comes back takes the place it had.
// Owner: FlowScene. Thread: ui.
#pragma once

#include "ui/canvas/layout.h"

#include <QRectF>

namespace ui::canvas {

class Placement
{
public:
    /// Everything anew: what a layout has found.
    void replaceAll(const Places &places);
    /// Gives a place to each node that has none.
    void add(const FlowGraph &graph);
    /// The nodes of this graph that are there no more keep their place until it is needed.
    void release(const NodeId &id);
    /// More than half of what is shown has never been laid out.
    bool isMostlyNew(const FlowGraph &graph) const;
    bool isEmpty() const { return m_places.isEmpty(); }
    QPointF of(const NodeId &id) const { return m_places.value(id); }
    bool has(const NodeId &id) const { return m_places.contains(id); }

private:
    struct Spot
    {
        NodeKind kind = NodeKind::Queue;
        QRectF rect;
    };
    QPointF wishFor(const FlowNode &node, const QList<QPointF> &neighbours) const;
    QPointF freeNear(const QPointF &wish, const QSizeF &size) const;
    bool isFree(const QRectF &rect) const;
    bool isAwaited(const QRectF &rect) const;
    void put(const FlowNode &node, const QPointF &place);

    Places m_places;
    QHash<NodeId, QRectF> m_left; ///< of what is not there now
    QList<NodeId> m_awaited;      ///< of these the last ones: nobody takes their places
    QHash<NodeId, Spot> m_spots;
};

} // namespace ui::canvas
