// SPDX-License-Identifier: GPL-3.0-or-later
// NodePainter: draws a node from its face, which holds everything that takes time to make: paint() only draws.
// Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"
#include "ui/canvas/look.h"

#include <QStaticText>

class QPainter;

namespace ui::canvas {

struct NodeFace
{
    NodeKind kind = NodeKind::Queue;
    Trouble trouble = Trouble::None;
    models::Level level;
    bool keepsDeadLetters = false;
    bool isIdle = false;
    QList<FlowLane> lanes;
    QRectF whole, body;
    QStaticText title, figure, caption;
};

struct NodeState
{
    bool isCurrent = false;
    bool isHovered = false;
    bool isDropTarget = false;
    bool isDimmed = false;
};

NodeFace faceOf(const FlowNode &node, const Look &look);

class NodePainter
{
public:
    NodePainter(QPainter &painter, const NodeFace &face, const NodeState &state, const Look &look);
    void paint();

private:
    void paintPill();
    void paintExchange();
    void paintQueue();
    void paintTopic();
    void paintTube(const QRectF &tube);
    void paintLane(const QRectF &bar, const FlowLane &lane);
    void paintHeadAndFoot();
    void paintStatus(const QPointF &middle);
    void paintWarning(const QPointF &middle, const QColor &color);
    void drawCentred(const QStaticText &text, double y);
    QColor frameColor() const;
    QPen frame(const QColor &color, double width) const;
    bool showsSmall() const { return m_zoom > 0.42; }

    QPainter &m_painter;
    const NodeFace &m_face;
    const NodeState &m_state;
    const Look &m_look;
    const theme::Tokens &m_tokens;
    double m_zoom;
};

} // namespace ui::canvas
