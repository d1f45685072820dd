// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodeitem.h"

namespace ui::canvas {

namespace {

constexpr double roomAround = 8; // for outlines, marks and the handle

} // namespace

NodeItem::NodeItem(const FlowNode &node, const Look &look)
    : m_id(node.id)
{
    setNode(node, look);
    setAcceptHoverEvents(true);
    setZValue(2);
}

void NodeItem::setNode(const FlowNode &node, const Look &look)
{
    NodeFace face = faceOf(node, look);
    if (face.whole != m_face.whole)
        prepareGeometryChange();
    m_face = std::move(face);
    m_look = look;
    m_title = node.title;
    setToolTip(node.words);
    update();
}

void NodeItem::change(bool &flag, bool value)
{
    if (flag == value)
        return;
    flag = value;
    update();
}

QRectF NodeItem::boundingRect() const
{
    return m_face.whole.adjusted(-roomAround, -roomAround, roomAround, roomAround);
}

QPainterPath NodeItem::shape() const
{
    QPainterPath path;
    path.addRect(m_face.whole);
    return path;
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    NodePainter(*painter, m_face, m_state, m_look).paint();
}

void NodeItem::hoverEnterEvent(QGraphicsSceneHoverEvent *)
{
    change(m_state.isHovered, true);
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    change(m_state.isHovered, false);
}

} // namespace ui::canvas
