// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do on the canvas.
#include "ui/canvas/flowview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <cmath>

namespace ui::canvas {

namespace {

constexpr double keyZoomStep = 1.2;

double next(double zoom, bool isIn)
{
    const double wanted = isIn ? zoom * keyZoomStep : zoom / keyZoomStep;
    return (zoom < 0.99 && wanted > 0.99) || (zoom > 1.01 && wanted < 1.01) ? 1 : wanted;
}

} // namespace

NodeItem *FlowView::nodeAt(const QPoint &position) const
{
    for (QGraphicsItem *item : items(position)) {
        if (item->type() == NodeItem::Type)
            return static_cast<NodeItem *>(item);
    }
    return nullptr;
}

EdgeItem *FlowView::edgeAt(const QPoint &position) const
{
    for (QGraphicsItem *item : items(position)) {
        if (item->type() == EdgeItem::Type)
            return static_cast<EdgeItem *>(item);
    }
    return nullptr;
}

// ---- mouse

void FlowView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressedAt = m_lastAt = event->position().toPoint();
    m_drag = Drag::Pressed;
    m_bindFrom = {};
    m_bindTo = {};
    if (event->button() == Qt::MiddleButton)
        return;
    NodeItem *item = nodeAt(m_pressedAt);
    if (item && item->kind() == NodeKind::Exchange)
        m_bindFrom = item->id();
    if (item)
        setCurrent(item->id());
}

void FlowView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (m_drag == Drag::Pressed && (position - m_pressedAt).manhattanLength() >= QApplication::startDragDistance())
        m_drag = m_bindFrom.isValid() ? Drag::Binding : Drag::Panning;
    if (m_drag == Drag::Panning) {
        const QPoint moved = position - m_lastAt;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
        viewport()->setCursor(Qt::ClosedHandCursor);
        m_followsFit = false;
    } else if (m_drag == Drag::Binding) {
        dragBinding(position);
    } else if (m_drag == Drag::None) {
        QGraphicsView::mouseMoveEvent(event); // hovering
    }
    m_lastAt = position;
}

bool FlowView::canBindTo(const NodeItem *item) const
{
    if (!item || item->id() == m_bindFrom)
        return false;
    const FlowNode *from = m_model.node(m_bindFrom);
    const FlowNode *to = m_model.node(item->id());
    if (!from || !to)
        return false;
    // To AMQP a topic of several partitions is as many queues.
    const bool isPlace = item->kind() == NodeKind::Queue ||
                         (item->kind() == NodeKind::Topic && to->lanes.size() == 1) ||
                         (item->kind() == NodeKind::Exchange && !to->name.isEmpty());
    return isPlace && !from->name.isEmpty() && from->virtualHost == to->virtualHost;
}

void FlowView::dragBinding(const QPoint &position)
{
    NodeItem *under = nodeAt(position);
    const NodeId target = canBindTo(under) ? under->id() : NodeId();
    if (target != m_bindTo) {
        if (NodeItem *before = m_scene.nodeItem(m_bindTo))
            before->setDropTarget(false);
        if (target.isValid())
            under->setDropTarget(true);
        m_bindTo = target;
    }
    viewport()->setCursor(target.isValid() || !under ? Qt::CrossCursor : Qt::ForbiddenCursor);
    viewport()->update();
}

void FlowView::endBinding()
{
    if (NodeItem *target = m_scene.nodeItem(m_bindTo))
        target->setDropTarget(false);
    m_drag = Drag::None;
    viewport()->unsetCursor();
    viewport()->update();
}

void FlowView::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag was = m_drag;
    const bool isOnGround = was == Drag::Pressed && event->button() == Qt::LeftButton && !nodeAt(m_pressedAt);
    endBinding();
    if (was == Drag::Binding && m_bindTo.isValid())
        Q_EMIT bindingDrawn(m_bindFrom, m_bindTo);
    if (isOnGround) {
        const EdgeItem *edge = edgeAt(m_pressedAt);
        setCurrent({});
        chooseEdge(edge ? edge->id() : EdgeId());
    }
    m_bindFrom = {};
    m_bindTo = {};
}

void FlowView::chooseEdge(const EdgeId &id)
{
    if (id == m_edge)
        return;
    if (EdgeItem *before = m_scene.edgeItem(m_edge))
        before->setLit(false);
    m_edge = id;
    if (EdgeItem *edge = m_scene.edgeItem(id))
        edge->setLit(true);
    Q_EMIT edgeChosen(id);
}

void FlowView::mouseDoubleClickEvent(QMouseEvent *event)
{
    NodeItem *item = nodeAt(event->position().toPoint());
    if (item && event->button() == Qt::LeftButton)
        Q_EMIT opened(item->id());
}

void FlowView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const NodeItem *item = m_scene.nodeItem(m_current);
        if (!item)
            return Q_EMIT groundMenuWanted(viewport()->mapToGlobal(viewport()->rect().center()));
        reveal(m_current);
        return Q_EMIT nodeMenuWanted(m_current, viewport()->mapToGlobal(mapFromScene(item->body().center())));
    }
    if (NodeItem *item = nodeAt(event->pos())) {
        setCurrent(item->id());
        Q_EMIT nodeMenuWanted(item->id(), event->globalPos());
    } else if (const EdgeItem *edge = edgeAt(event->pos())) {
        Q_EMIT edgeMenuWanted(edge->id(), event->globalPos());
    } else {
        Q_EMIT groundMenuWanted(event->globalPos());
    }
}

// ---- keyboard

void FlowView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (walk(event->key()))
            return;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current.isValid())
            Q_EMIT opened(m_current);
        return;
    case Qt::Key_Escape:
        m_isTyping = false;
        if (m_drag == Drag::Binding) {
            m_bindFrom = {};
            m_bindTo = {};
            endBinding();
        } else if (!m_find.isEmpty()) {
            find({});
        } else {
            Q_EMIT left();
        }
        return;
    default:
        break;
    }
    if (!zoomByKey(event) && !typeToFind(event))
        QGraphicsView::keyPressEvent(event);
}

void FlowView::focusOutEvent(QFocusEvent *event)
{
    m_isTyping = false;
    QGraphicsView::focusOutEvent(event);
    viewport()->update();
}

bool FlowView::zoomByKey(QKeyEvent *event)
{
    if (event->modifiers() & Qt::AltModifier || m_isTyping)
        return false;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomTo(next(zoom(), true));
        return true;
    case Qt::Key_Minus:
        zoomTo(next(zoom(), false));
        return true;
    case Qt::Key_0:
        if (!(event->modifiers() & Qt::ControlModifier))
            return false;
        zoomTo(1);
        return true;
    case Qt::Key_Home:
        fit();
        return true;
    default:
        return false;
    }
}

bool FlowView::typeToFind(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Backspace && m_isTyping) {
        m_typing.start();
        find(m_find.chopped(1));
        return true;
    }
    const QString text = event->text();
    const bool isPrintable = !text.isEmpty() && text.front().isPrint() && (m_isTyping || !text.front().isSpace());
    if (!isPrintable || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const QString wanted = (m_isTyping ? m_find : QString()) + text;
    m_isTyping = true;
    m_typing.start();
    find(wanted);
    return true;
}

bool FlowView::walk(int key)
{
    NodeId to;
    if (!m_scene.nodeItem(m_current)) {
        // The first step leads to what stands at the top left.
        const NodeItem *first = nullptr;
        for (const NodeItem *item : m_scene.nodeItems()) {
            if (!first || std::pair(item->x(), item->y()) < std::pair(first->x(), first->y()))
                first = item;
        }
        to = first ? first->id() : NodeId();
    } else if (key == Qt::Key_Left || key == Qt::Key_Right) {
        to = neighbour(key == Qt::Key_Right);
    } else {
        to = beside(key == Qt::Key_Down);
    }
    if (!to.isValid())
        return m_current.isValid();
    setCurrent(to);
    reveal(to);
    return true;
}

/// Along an edge: the nearest one in height.
NodeId FlowView::neighbour(bool isAhead) const
{
    const double height = m_scene.nodeItem(m_current)->y();
    NodeId nearest;
    double distance = std::numeric_limits<double>::max();
    for (const FlowEdge &edge : m_model.graph().edges) {
        if ((isAhead ? edge.from : edge.to) != m_current)
            continue;
        const NodeId &other = isAhead ? edge.to : edge.from;
        const double away = std::abs(m_scene.nodeItem(other)->y() - height);
        if (away < distance) {
            distance = away;
            nearest = other;
        }
    }
    return nearest;
}

/// The next one above or below, in the same column before others.
NodeId FlowView::beside(bool isBelow) const
{
    const QPointF here = m_scene.nodeItem(m_current)->pos();
    NodeId nearest;
    double distance = std::numeric_limits<double>::max();
    for (const NodeItem *item : m_scene.nodeItems()) {
        const QPointF away = item->pos() - here;
        if (isBelow ? away.y() < 1 : away.y() > -1)
            continue;
        const double cost = std::abs(away.y()) + 4 * std::abs(away.x());
        if (cost < distance) {
            distance = cost;
            nearest = item->id();
        }
    }
    return nearest;
}

} // namespace ui::canvas
