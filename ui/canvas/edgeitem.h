// SPDX-License-Identifier: GPL-3.0-or-later
// EdgeItem: a connection on the canvas: a line by its meaning, wider with its rate, and its label. What moves on it is drawn by
// the view (motion.h).
// Owner: FlowScene. Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"
#include "ui/canvas/geometry.h"
#include "ui/canvas/look.h"

#include <QGraphicsItem>
#include <QPen>
#include <QStaticText>

namespace ui::canvas {

enum class EdgeTone : quint8 { Idle, In, Log, Out, Behind, Dead };
inline constexpr int edgeToneCount = int(EdgeTone::Dead) + 1;
EdgeTone toneOf(const FlowEdge &edge);
/// The tone it has while something passes.
EdgeTone busyToneOf(const FlowEdge &edge);
QColor colorOf(EdgeTone tone, const theme::Tokens &tokens);

class EdgeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    EdgeItem(const FlowEdge &edge, const Look &look);

    const EdgeId &id() const { return m_id; }
    EdgeTone tone() const { return m_tone; }
    EdgeTone busyTone() const { return m_busyTone; }
    const EdgeWay &way() const { return m_way; }
    void setEdge(const FlowEdge &edge, const Look &look);
    void setWay(const EdgeWay &way);
    /// Null: it has none. As wide as a rate at least: it may have one soon.
    QRectF labelRect() const;
    void moveLabel(const QPointF &middle);
    void setDimmed(bool isDimmed);
    /// What its node is hovered or chosen for.
    void setLit(bool isLit);

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override { return m_shape; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *) override { setLit(true); }
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *) override { setLit(false); }

private:
    void prepareLabel();
    void paintArrow(QPainter &painter, const QColor &color) const;
    void paintLabel(QPainter &painter) const;

    EdgeId m_id;
    EdgeKind m_kind = EdgeKind::Route;
    EdgeTone m_tone = EdgeTone::Idle;
    EdgeTone m_busyTone = EdgeTone::In;
    Look m_look;
    EdgeWay m_way;
    QPainterPath m_shape;
    QPen m_pen;
    QString m_labelText, m_shortLabel;
    QStaticText m_label;
    bool m_isKey = false;
    bool m_isDimmed = false;
    bool m_isLit = false;
};

} // namespace ui::canvas
