// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodepainter.h"

#include "ui/canvas/geometry.h"

#include "ui/widgets/paint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace ui::canvas {

namespace {

constexpr double pillInset = 32;
constexpr double hexagonCorner = 16;
constexpr double wall = 4; // of a tube
constexpr double leastVisible = 9;
constexpr double titleZoom = 0.2; // below it names are no more than dust

QStaticText prepared(const QString &text, const QFont &font, double room)
{
    QStaticText made(QFontMetricsF(font).elidedText(text, Qt::ElideRight, room));
    made.setTextFormat(Qt::PlainText);
    made.setPerformanceHint(QStaticText::AggressiveCaching);
    made.prepare({}, font);
    return made;
}

double titleRoom(const FlowNode &node, const QRectF &whole, double figure)
{
    switch (node.kind) {
    case NodeKind::Exchange:
        return whole.width() - 2 * hexagonCorner;
    case NodeKind::Queue:
    case NodeKind::Topic:
        return whole.width() - figure - 10;
    default:
        return whole.width() - pillInset - 10;
    }
}

} // namespace

NodeFace faceOf(const FlowNode &node, const Look &look)
{
    NodeFace face;
    face.kind = node.kind;
    face.trouble = node.trouble;
    face.level = node.level;
    face.keepsDeadLetters = node.keepsDeadLetters;
    face.isIdle = node.isIdle;
    face.lanes = node.lanes;
    const QSizeF size = sizeOf(node);
    face.whole = QRectF(QPointF(-size.width() / 2, -size.height() / 2), size);
    face.body = bodyOf(node);
    face.figure = prepared(node.figure, look.figure, size.width());
    const double room = titleRoom(node, face.whole, node.figure.isEmpty() ? 0 : face.figure.size().width());
    face.title = prepared(node.title, look.title, room);
    const bool isStore = node.kind == NodeKind::Queue || node.kind == NodeKind::Topic;
    face.caption = prepared(node.caption, look.small, isStore ? size.width() - 14 : room);
    return face;
}

NodePainter::NodePainter(QPainter &painter, const NodeFace &face, const NodeState &state, const Look &look)
    : m_painter(painter)
    , m_face(face)
    , m_state(state)
    , m_look(look)
    , m_tokens(*look.tokens)
    , m_zoom(QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform()))
{}

void NodePainter::paint()
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setOpacity(m_state.isDimmed ? 0.3 : 1);
    switch (m_face.kind) {
    case NodeKind::Exchange:
        return paintExchange();
    case NodeKind::Queue:
        return paintQueue();
    case NodeKind::Topic:
        return paintTopic();
    default:
        return paintPill();
    }
}

QPen NodePainter::frame(const QColor &color, double width) const
{
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

QColor NodePainter::frameColor() const
{
    if (m_state.isCurrent || m_state.isDropTarget)
        return m_tokens.accent;
    if (m_face.trouble == Trouble::Serious)
        return m_tokens.dead;
    if (m_face.trouble == Trouble::Warning)
        return m_tokens.unacked;
    if (m_state.isHovered)
        return m_tokens.muted;
    return m_tokens.dark ? m_tokens.line.lighter(130) : m_tokens.line.darker(106);
}

void NodePainter::paintPill()
{
    const QRectF &whole = m_face.whole;
    const double radius = whole.height() / 2;
    m_painter.setPen(frame(frameColor(), m_state.isCurrent ? 2 : 1));
    m_painter.setBrush(m_tokens.surface);
    m_painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    paintStatus({whole.left() + 20, whole.center().y()});
    if (m_zoom < titleZoom)
        return;
    const double left = whole.left() + pillInset;
    m_painter.setPen(m_tokens.text);
    m_painter.setFont(m_look.title);
    if (!showsSmall()) {
        m_painter.drawStaticText(QPointF(left, -m_face.title.size().height() / 2), m_face.title);
        return;
    }
    m_painter.drawStaticText(QPointF(left, -m_face.title.size().height() + 1.5), m_face.title);
    m_painter.setFont(m_look.small);
    m_painter.setPen(m_face.trouble == Trouble::None ? m_tokens.muted : m_tokens.unackedText);
    m_painter.drawStaticText(QPointF(left, 1.5), m_face.caption);
}

/// A dot for a client, hollow while it is idle; for a group the mark that it has on the lanes.
void NodePainter::paintStatus(const QPointF &middle)
{
    const QColor color = m_face.trouble == Trouble::None ? m_tokens.ok : m_tokens.unacked;
    m_painter.setPen(m_face.isIdle ? frame(m_tokens.faint, 1.4) : QPen(Qt::NoPen));
    m_painter.setBrush(m_face.isIdle ? QBrush(Qt::NoBrush) : QBrush(color));
    if (m_face.kind == NodeKind::Group) {
        const QPointF mark[] = {middle + QPointF(-5.5, -4), middle + QPointF(5.5, -4), middle + QPointF(0, 5)};
        m_painter.drawPolygon(mark, 3);
        return;
    }
    m_painter.drawEllipse(middle, 4.5, 4.5);
}

void NodePainter::paintExchange()
{
    const QRectF whole = m_face.whole.adjusted(0.5, 0.5, -0.5, -0.5);
    const QPointF corners[] = {{whole.left() + hexagonCorner, whole.top()},
                               {whole.right() - hexagonCorner, whole.top()},
                               {whole.right(), whole.center().y()},
                               {whole.right() - hexagonCorner, whole.bottom()},
                               {whole.left() + hexagonCorner, whole.bottom()},
                               {whole.left(), whole.center().y()}};
    m_painter.setPen(frame(m_tokens.accent, m_state.isCurrent || m_state.isDropTarget ? 2.4 : 1.1));
    m_painter.setBrush(m_tokens.accentBg);
    m_painter.drawPolygon(corners, 6);
    if (m_zoom >= titleZoom) {
        m_painter.setPen(m_tokens.text);
        m_painter.setFont(m_look.title);
        drawCentred(m_face.title, showsSmall() ? -m_face.title.size().height() + 2 : -m_face.title.size().height() / 2);
    }
    if (showsSmall()) {
        m_painter.setFont(m_look.small);
        m_painter.setPen(m_tokens.muted);
        drawCentred(m_face.caption, 2);
    }
    if (!m_state.isHovered)
        return;
    // Where a binding is drawn from.
    m_painter.setPen(frame(m_tokens.accent, 1.6));
    m_painter.setBrush(m_tokens.surface);
    m_painter.drawEllipse(QPointF(whole.right(), whole.center().y()), 5, 5);
}

void NodePainter::drawCentred(const QStaticText &text, double y)
{
    m_painter.drawStaticText(QPointF(-text.size().width() / 2, y), text);
}

void NodePainter::paintHeadAndFoot()
{
    const QRectF &whole = m_face.whole;
    if (m_zoom < titleZoom)
        return;
    const double baseline = m_face.body.top() - m_face.title.size().height() - 2;
    m_painter.setPen(m_tokens.text);
    m_painter.setFont(m_look.title);
    m_painter.drawStaticText(QPointF(whole.left() + 1, baseline), m_face.title);
    if (!showsSmall())
        return;
    const bool isDead = m_face.keepsDeadLetters && m_face.level.ready > 0;
    m_painter.setFont(m_look.figure);
    m_painter.setPen(isDead || m_face.trouble == Trouble::Serious ? m_tokens.dead : m_tokens.muted);
    m_painter.drawStaticText(QPointF(whole.right() - m_face.figure.size().width() - 1, baseline), m_face.figure);
    const QColor color = m_face.trouble == Trouble::Serious   ? m_tokens.dead
                         : m_face.trouble == Trouble::Warning ? m_tokens.unackedText
                                                              : m_tokens.muted;
    const double below = m_face.body.bottom() + 2;
    const bool isWarned = m_face.trouble != Trouble::None;
    if (isWarned)
        paintWarning({whole.left() + 6, below + m_face.caption.size().height() / 2}, color);
    m_painter.setPen(color);
    m_painter.setFont(m_look.small);
    m_painter.drawStaticText(QPointF(whole.left() + (isWarned ? 15 : 1), below), m_face.caption);
}

void NodePainter::paintWarning(const QPointF &middle, const QColor &color)
{
    const QPointF triangle[] = {middle + QPointF(0, -4.5), middle + QPointF(5, 4), middle + QPointF(-5, 4)};
    m_painter.setPen(frame(color, 1.2));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPolygon(triangle, 3);
    m_painter.drawLine(middle + QPointF(0, -1.5), middle + QPointF(0, 0.8));
}

void NodePainter::paintQueue()
{
    paintTube(m_face.body);
    paintHeadAndFoot();
}

void NodePainter::paintTube(const QRectF &body)
{
    const QRectF tube = body.adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isMarked = m_state.isCurrent || m_state.isDropTarget;
    m_painter.setPen(frame(frameColor(), isMarked ? 2 : m_face.trouble == Trouble::None ? 1 : 1.5));
    m_painter.setBrush(m_tokens.surface);
    m_painter.drawRoundedRect(tube, tube.height() / 2, tube.height() / 2);
    const QRectF inner = tube.adjusted(wall, wall, -wall, -wall);
    const double radius = inner.height() / 2;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_tokens.sunken);
    m_painter.drawRoundedRect(inner, radius, radius);
    const quint64 total = m_face.level.ready + m_face.level.unacked;
    if (total > 0) {
        const double filled = qMax(inner.height(), inner.width() * widgets::fillOf(m_face.level));
        const double out = m_face.level.unacked
                               ? qBound(leastVisible, filled * double(m_face.level.unacked) / double(total), filled)
                               : 0;
        m_painter.setBrush(m_face.keepsDeadLetters ? m_tokens.dead : m_tokens.ready);
        if (m_face.level.ready > 0)
            m_painter.drawRoundedRect(QRectF(inner.right() - filled, inner.top(), filled, inner.height()), radius,
                                      radius);
        m_painter.setBrush(m_tokens.unacked);
        const double round = qMin(radius, out / 2);
        if (out > 0)
            m_painter.drawRoundedRect(QRectF(inner.right() - out, inner.top(), out, inner.height()), round, radius);
    }
    if (!showsSmall())
        return;
    QColor mark = m_tokens.muted;
    mark.setAlphaF(0.55f);
    m_painter.setPen(QPen(mark, 1));
    for (int i = 1; i < 4; ++i) {
        const double x = inner.left() + inner.width() * i / 4;
        m_painter.drawLine(QPointF(x, inner.bottom() - 5), QPointF(x, inner.bottom()));
    }
}

void NodePainter::paintTopic()
{
    const qsizetype lanes = qMin<qsizetype>(m_face.lanes.size(), shownLanes);
    for (qsizetype i = 0; i < lanes; ++i) {
        const QRectF bar(m_face.body.left(), m_face.body.top() + double(i) * laneStep + (laneStep - laneHeight) / 2,
                         m_face.body.width(), laneHeight);
        paintLane(bar, m_face.lanes.at(i));
    }
    if (m_state.isCurrent || m_state.isHovered || m_state.isDropTarget) {
        m_painter.setPen(frame(m_state.isHovered && !m_state.isCurrent ? m_tokens.muted : m_tokens.accent, 1.6));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(m_face.body.adjusted(-3, -2, 3, 2), 4, 4);
    }
    paintHeadAndFoot();
}

void NodePainter::paintLane(const QRectF &bar, const FlowLane &lane)
{
    QColor fill = m_tokens.topic;
    fill.setAlphaF(m_tokens.dark ? 0.55f : 0.42f);
    m_painter.setPen(lane.isEmpty ? frame(m_tokens.line, 1) : QPen(Qt::NoPen));
    m_painter.setBrush(lane.isEmpty ? m_tokens.sunken : fill);
    m_painter.drawRoundedRect(bar, 2, 2);
    m_painter.setPen(Qt::NoPen);
    if (!lane.isEmpty)
        m_painter.fillRect(QRectF(bar.right() - 2, bar.top(), 2, bar.height()), m_tokens.topic);
    for (const FlowLane::Mark &mark : lane.marks) {
        const double x = bar.left() + 4 + (bar.width() - 8) * double(mark.at);
        const QPointF triangle[] = {{x - 4.5, bar.top() - 2.5}, {x + 4.5, bar.top() - 2.5}, {x, bar.top() + 4}};
        m_painter.setBrush(mark.isBehind ? m_tokens.unacked : m_tokens.ok);
        m_painter.drawPolygon(triangle, 3);
        m_painter.fillRect(QRectF(x - 0.6, bar.top() + 3, 1.2, bar.height() - 3), m_painter.brush());
    }
}

} // namespace ui::canvas
