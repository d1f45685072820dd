// SPDX-License-Identifier: GPL-3.0-or-later
// NodeItem: a node on the canvas. Shows what the scene has told it, asks nobody.
// Owner: FlowScene. Thread: ui.
#pragma once

#include "ui/canvas/nodepainter.h"

#include <QGraphicsItem>

namespace ui::canvas {

class NodeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    NodeItem(const FlowNode &node, const Look &look);

    const NodeId &id() const { return m_id; }
    NodeKind kind() const { return m_face.kind; }
    /// Where edges meet it, in the scene.
    QRectF body() const { return m_face.body.translated(pos()); }
    const QString &title() const { return m_title; }
    void setNode(const FlowNode &node, const Look &look);
    const NodeState &state() const { return m_state; }
    void setCurrent(bool isCurrent) { change(m_state.isCurrent, isCurrent); }
    void setDropTarget(bool isTarget) { change(m_state.isDropTarget, isTarget); }
    void setDimmed(bool isDimmed) { change(m_state.isDimmed, isDimmed); }

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;

private:
    void change(bool &flag, bool value);

    NodeId m_id;
    QString m_title;
    Look m_look;
    NodeFace m_face;
    NodeState m_state;
};

} // namespace ui::canvas
