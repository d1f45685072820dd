// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/flowscene.h"

#include "ui/canvas/layoutrunner.h"

namespace ui::canvas {

namespace {

using EdgesAt = QHash<NodeId, QList<const FlowEdge *>>;

/// The places of the edges that meet at one side of a node, by where they come from, so that they do not cross there.
void orderAt(const EdgesAt &edges, bool atTo, const QHash<NodeId, NodeItem *> &nodes, QHash<EdgeId, double> &shifts)
{
    for (auto it = edges.cbegin(); it != edges.cend(); ++it) {
        QList<const FlowEdge *> meeting = it.value();
        std::sort(meeting.begin(), meeting.end(), [&](const FlowEdge *a, const FlowEdge *b) {
            const double left = nodes.value(atTo ? a->from : a->to)->y();
            const double right = nodes.value(atTo ? b->from : b->to)->y();
            return left != right ? left < right : a->id < b->id;
        });
        const double height = nodes.value(it.key())->body().height();
        for (int i = 0; i < int(meeting.size()); ++i)
            shifts.insert(meeting.at(i)->id, shiftOf(i, int(meeting.size()), height));
    }
}

bool isLevel(const FlowEdge &edge)
{
    return edge.kind != EdgeKind::DeadLetter && edge.kind != EdgeKind::Alternate;
}

} // namespace

FlowScene::FlowScene(GraphModel &model, QObject *parent)
    : QGraphicsScene(parent)
    , m_model(model)
    , m_runner(new LayoutRunner(this))
{
    setItemIndexMethod(NoIndex);
    connect(&model, &GraphModel::nodeAdded, this, &FlowScene::addNode);
    connect(&model, &GraphModel::nodeChanged, this, &FlowScene::changeNode);
    connect(&model, &GraphModel::nodeRemoved, this, [this](const NodeId &id) {
        m_placement.release(id);
        delete m_nodes.take(id);
    });
    connect(&model, &GraphModel::edgeAdded, this, &FlowScene::addEdge);
    connect(&model, &GraphModel::edgeChanged, this,
            [this](const EdgeId &id) { m_edges.value(id)->setEdge(*m_model.edge(id), m_look); });
    connect(&model, &GraphModel::edgeRemoved, this, [this](const EdgeId &id) { delete m_edges.take(id); });
    connect(&model, &GraphModel::shapeChanged, this, &FlowScene::followShape);
    connect(m_runner, &LayoutRunner::finished, this, &FlowScene::takePlaces);
}

void FlowScene::addNode(const NodeId &id)
{
    auto *item = new NodeItem(*m_model.node(id), m_look);
    item->hide(); // until it has a place
    m_nodes.insert(id, item);
    addItem(item);
}

void FlowScene::changeNode(const NodeId &id)
{
    NodeItem *item = m_nodes.value(id);
    const QRectF before = item->body();
    item->setNode(*m_model.node(id), m_look);
    if (item->isVisible() && item->body() != before)
        layEdges(); // a topic has grown
}

void FlowScene::addEdge(const EdgeId &id)
{
    auto *item = new EdgeItem(*m_model.edge(id), m_look);
    item->hide();
    m_edges.insert(id, item);
    addItem(item);
}

void FlowScene::setLook(const Look &look)
{
    if (look == m_look)
        return;
    m_look = look;
    for (const FlowNode &node : m_model.graph().nodes)
        m_nodes.value(node.id)->setNode(node, look);
    for (const FlowEdge &edge : m_model.graph().edges)
        m_edges.value(edge.id)->setEdge(edge, look);
}

void FlowScene::tidy()
{
    m_runner->run(requestFor(m_model.graph(), m_aspect));
}

bool FlowScene::isSettled() const
{
    return !m_runner->isRunning();
}

void FlowScene::followShape()
{
    const bool mayRearrange = m_placement.isEmpty() || !m_mayRearrange || m_mayRearrange();
    if (mayRearrange && m_placement.isMostlyNew(m_model.graph())) {
        tidy();
        return;
    }
    placeItems();
    Q_EMIT extended();
}

void FlowScene::takePlaces(const Places &places)
{
    if (!places.isEmpty())
        m_placement.replaceAll(places);
    for (auto it = places.cbegin(); it != places.cend(); ++it) {
        if (!m_nodes.contains(it.key()))
            m_placement.release(it.key()); // it has gone while the layout was made
    }
    placeItems();
    Q_EMIT laidOut();
}

void FlowScene::placeItems()
{
    m_placement.add(m_model.graph());
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
        it.value()->setPos(m_placement.of(it.key()));
        it.value()->show();
    }
    layEdges();
}

void FlowScene::layEdges()
{
    EdgesAt from, to;
    for (const FlowEdge &edge : m_model.graph().edges) {
        if (isLevel(edge)) {
            from[edge.from] << &edge;
            to[edge.to] << &edge;
        }
    }
    QHash<EdgeId, double> fromShift, toShift;
    orderAt(from, false, m_nodes, fromShift);
    orderAt(to, true, m_nodes, toShift);
    QList<QRectF> bodies;
    for (const NodeItem *node : std::as_const(m_nodes))
        bodies << node->body();
    for (const FlowEdge &edge : m_model.graph().edges) {
        EdgeItem *item = m_edges.value(edge.id);
        const NodeItem *start = m_nodes.value(edge.from);
        EdgeEnds ends{edge.kind, start->body(), m_nodes.value(edge.to)->body(), 0, 0, false};
        // A hexagon is left from its point.
        ends.fromShift = start->kind() == NodeKind::Exchange ? 0 : fromShift.value(edge.id);
        ends.toShift = m_nodes.value(edge.to)->kind() == NodeKind::Exchange ? toShift.value(edge.id) * 0.5
                                                                            : toShift.value(edge.id);
        ends.isManyToOne = to.value(edge.to).size() > 1 && from.value(edge.from).size() == 1;
        item->setWay(wayAround(ends, bodies));
        item->show();
    }
    partLabels();
}

/// The ways of dead letters and alternate exchanges cross the others: their labels stand where none of those does.
void FlowScene::partLabels()
{
    QList<QRectF> taken;
    for (const FlowEdge &edge : m_model.graph().edges) {
        if (isLevel(edge))
            taken << m_edges.value(edge.id)->labelRect();
    }
    for (const FlowEdge &edge : m_model.graph().edges) {
        EdgeItem *item = m_edges.value(edge.id);
        if (isLevel(edge) || item->labelRect().isNull())
            continue;
        for (const double share : {0.5, 0.38, 0.62, 0.26, 0.74, 0.5}) {
            item->moveLabel(item->way().at(share));
            const QRectF here = item->labelRect();
            if (std::none_of(taken.cbegin(), taken.cend(), [&](const QRectF &one) { return one.intersects(here); }))
                break;
        }
        taken << item->labelRect();
    }
}

QRectF FlowScene::contents() const
{
    QRectF all;
    for (const NodeItem *item : m_nodes) {
        if (item->isVisible())
            all |= item->sceneBoundingRect();
    }
    return all;
}

void FlowScene::dimAllBut(const QSet<NodeId> *lit)
{
    for (NodeItem *item : std::as_const(m_nodes))
        item->setDimmed(lit && !lit->contains(item->id()));
    for (const FlowEdge &edge : m_model.graph().edges)
        m_edges.value(edge.id)->setDimmed(lit && !(lit->contains(edge.from) && lit->contains(edge.to)));
}

} // namespace ui::canvas
