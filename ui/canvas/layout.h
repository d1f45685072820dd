// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a whole graph, left to right. Graphviz (dot) orders what is connected; then every kind stands in its column, and
// where that would become a long thin strip, several of them stand side by side.
// Thread: any; Graphviz itself is used by one thread at a time.
#pragma once

#include "ui/canvas/flowgraph.h"

#include <QHash>
#include <QPointF>
#include <QSizeF>

namespace ui::canvas {

struct LayoutRequest
{
    struct Node
    {
        NodeId id;
        NodeKind kind = NodeKind::Queue;
        QSizeF size;
        QString sortedBy;
    };
    struct Edge
    {
        NodeId from, to;
        bool isMain = true; ///< decides the order; the others only which parts stand together
    };
    QList<Node> nodes;
    QList<Edge> edges;
    double aspect = 1.4; ///< width by height of the room there is
};

/// The middle of every node.
using Places = QHash<NodeId, QPointF>;

LayoutRequest requestFor(const FlowGraph &graph, double aspect);
Places layOut(const LayoutRequest &request);

} // namespace ui::canvas
