// SPDX-License-Identifier: GPL-3.0-or-later
// FlowScene: the items of the graph that is shown, by id, where the placement has put them. Follows the model; a layout comes
// from Graphviz when most of it is new and nobody has found his way about in it yet, or when somebody asks for one.
// Owner: FlowPage. Thread: ui.
#pragma once

#include "ui/canvas/edgeitem.h"
#include "ui/canvas/graphmodel.h"
#include "ui/canvas/nodeitem.h"
#include "ui/canvas/placement.h"

#include <QGraphicsScene>

#include <functional>

namespace ui::canvas {

class LayoutRunner;

class FlowScene final : public QGraphicsScene
{
    Q_OBJECT
public:
    FlowScene(GraphModel &model, QObject *parent);

    const GraphModel &model() const { return m_model; }
    NodeItem *nodeItem(const NodeId &id) const { return m_nodes.value(id); }
    EdgeItem *edgeItem(const EdgeId &id) const { return m_edges.value(id); }
    const QHash<NodeId, NodeItem *> &nodeItems() const { return m_nodes; }
    const QHash<EdgeId, EdgeItem *> &edgeItems() const { return m_edges; }

    void setLook(const Look &look);
    const Look &look() const { return m_look; }
    /// Width by height of the room there is, for the next layout.
    void setAspect(double aspect) { m_aspect = aspect; }
    /// Asked before everything is laid out anew because most of it is new. Without it: it may be.
    void setMayRearrange(std::function<bool()> may) { m_mayRearrange = std::move(may); }
    /// Lays everything out anew.
    void tidy();
    /// Everything has its place.
    bool isSettled() const;
    QRectF contents() const;
    /// Only these stand out; null: all do.
    void dimAllBut(const QSet<NodeId> *lit);

Q_SIGNALS:
    /// A layout has given everything its place.
    void laidOut();
    /// Something was added near what was there, or something went.
    void extended();

private:
    void addNode(const NodeId &id);
    void changeNode(const NodeId &id);
    void addEdge(const EdgeId &id);
    void followShape();
    void takePlaces(const Places &places);
    void placeItems();
    void layEdges();
    void partLabels();

    GraphModel &m_model;
    LayoutRunner *m_runner;
    Placement m_placement;
    Look m_look;
    double m_aspect = 1.4;
    std::function<bool()> m_mayRearrange;
    QHash<NodeId, NodeItem *> m_nodes;
    QHash<EdgeId, EdgeItem *> m_edges;
};

} // namespace ui::canvas
