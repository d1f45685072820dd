// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/edgeitem.h"

#include "ui/theme/format.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace ui::canvas {

using namespace Qt::StringLiterals;

namespace {

constexpr double grip = 12;       // how wide the line is for the mouse
constexpr double labelZoom = 0.5; // below what is fitted to be read, whatever the letters
constexpr double leastLabel = 34, labelHeight = 16;

QString labelOf(const FlowEdge &edge)
{
    const QString rate = edge.rate < leastRate ? QString() : theme::formatRate(edge.rate);
    if (edge.label.isEmpty() || rate.isEmpty())
        return edge.label + rate;
    return edge.label + u" · "_s + rate;
}

QPen penOf(const FlowEdge &edge, EdgeTone tone, const theme::Tokens &tokens)
{
    QColor color = colorOf(tone, tokens);
    if (tone != EdgeTone::Idle)
        color.setAlphaF(0.8f);
    QPen pen(color, 1.3 + 0.55 * std::log10(1 + edge.rate), Qt::SolidLine, Qt::FlatCap);
    if (edge.kind == EdgeKind::DeadLetter || edge.kind == EdgeKind::Alternate) {
        pen.setWidthF(1.5);
        pen.setDashPattern({4, 3});
    }
    return pen;
}

} // namespace

EdgeTone busyToneOf(const FlowEdge &edge)
{
    if (edge.kind == EdgeKind::DeadLetter)
        return EdgeTone::Dead;
    if (edge.kind == EdgeKind::Consume)
        return edge.isBehind ? EdgeTone::Behind : EdgeTone::Out;
    return edge.isLog ? EdgeTone::Log : EdgeTone::In;
}

EdgeTone toneOf(const FlowEdge &edge)
{
    const bool isIdle = edge.rate < leastRate && !edge.isBehind && edge.kind != EdgeKind::DeadLetter;
    return isIdle ? EdgeTone::Idle : busyToneOf(edge);
}

QColor colorOf(EdgeTone tone, const theme::Tokens &tokens)
{
    switch (tone) {
    case EdgeTone::Idle:
        return tokens.dark ? tokens.faint.darker(115) : tokens.faint.lighter(112);
    case EdgeTone::In:
        return tokens.ready;
    case EdgeTone::Log:
        return tokens.topic;
    case EdgeTone::Out:
        return tokens.ok;
    case EdgeTone::Behind:
        return tokens.unacked;
    case EdgeTone::Dead:
        return tokens.dead;
    }
    return tokens.muted;
}

EdgeItem::EdgeItem(const FlowEdge &edge, const Look &look)
    : m_id(edge.id)
{
    setEdge(edge, look);
    setAcceptHoverEvents(true);
    setZValue(1);
}

void EdgeItem::setEdge(const FlowEdge &edge, const Look &look)
{
    m_kind = edge.kind;
    m_tone = toneOf(edge);
    m_busyTone = busyToneOf(edge);
    m_look = look;
    m_pen = penOf(edge, m_tone, *look.tokens);
    m_labelText = labelOf(edge);
    m_shortLabel = edge.label.isEmpty() ? m_labelText : edge.label;
    m_isKey = !edge.label.isEmpty();
    setToolTip(edge.words);
    prepareLabel();
    update();
}

void EdgeItem::setWay(const EdgeWay &way)
{
    prepareGeometryChange();
    m_way = way;
    QPainterPathStroker stroker;
    stroker.setWidth(grip);
    m_shape = stroker.createStroke(way.path);
    prepareLabel();
}

QRectF EdgeItem::labelRect() const
{
    if (m_kind != EdgeKind::DeadLetter && m_labelText.isEmpty())
        return {};
    const QSizeF size = m_label.size().expandedTo({leastLabel, 0}) + QSizeF(6, 0);
    return {m_way.labelAt.x() - size.width() / 2, m_way.labelAt.y() - labelHeight / 2, size.width(), labelHeight};
}

void EdgeItem::moveLabel(const QPointF &middle)
{
    prepareGeometryChange();
    m_way.labelAt = middle;
}

void EdgeItem::prepareLabel()
{
    const QFont &font = m_isKey ? m_look.key : m_look.small;
    const QFontMetricsF metrics(font);
    const double room = qMax(24.0, m_way.labelRoom);
    // The key is worth more than the rate, which the tooltip has, too.
    const bool fits = metrics.horizontalAdvance(m_labelText) <= room;
    m_label = QStaticText(metrics.elidedText(fits ? m_labelText : m_shortLabel, Qt::ElideMiddle, room));
    m_label.setTextFormat(Qt::PlainText);
    m_label.setPerformanceHint(QStaticText::AggressiveCaching);
    m_label.prepare({}, font);
}

void EdgeItem::setDimmed(bool isDimmed)
{
    if (m_isDimmed != isDimmed) {
        m_isDimmed = isDimmed;
        update();
    }
}

void EdgeItem::setLit(bool isLit)
{
    if (m_isLit != isLit) {
        m_isLit = isLit;
        update();
    }
}

QRectF EdgeItem::boundingRect() const
{
    const QRectF label(m_way.labelAt.x() - 90, m_way.labelAt.y() - 12, 180, 24);
    return m_way.path.controlPointRect().adjusted(-8, -8, 8, 8).united(label);
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(m_isDimmed ? 0.2 : 1);
    painter->setBrush(Qt::NoBrush);
    if (m_isLit) {
        QColor halo = m_pen.color();
        halo.setAlphaF(0.22f);
        painter->setPen(QPen(halo, m_pen.widthF() + 5, Qt::SolidLine, Qt::RoundCap));
        painter->drawPath(m_way.path);
    }
    painter->setPen(m_pen);
    painter->drawPath(m_way.path);
    if (m_kind == EdgeKind::DeadLetter || m_kind == EdgeKind::Alternate)
        paintArrow(*painter, m_pen.color());
    const double zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    if (!m_labelText.isEmpty() && zoom > labelZoom)
        paintLabel(*painter);
}

void EdgeItem::paintArrow(QPainter &painter, const QColor &color) const
{
    const QPointF back = m_way.arrowFrom - m_way.arrow;
    const double length = std::hypot(back.x(), back.y());
    if (length < 1)
        return;
    const QPointF along = back / length * 8;
    const QPointF across(along.y() * 0.45, -along.x() * 0.45);
    const QPointF head[] = {m_way.arrow, m_way.arrow + along + across, m_way.arrow + along - across};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(head, 3);
}

void EdgeItem::paintLabel(QPainter &painter) const
{
    const QSizeF size = m_label.size();
    const QRectF room(m_way.labelAt.x() - size.width() / 2, m_way.labelAt.y() - size.height() / 2, size.width(),
                      size.height());
    QColor halo = m_look.tokens->bg;
    halo.setAlphaF(0.82f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(halo);
    painter.drawRoundedRect(room.adjusted(-3, 0, 3, 0), 3, 3);
    painter.setPen(m_isLit ? m_look.tokens->text : m_look.tokens->muted);
    painter.setFont(m_isKey ? m_look.key : m_look.small);
    painter.drawStaticText(room.topLeft(), m_label);
}

} // namespace ui::canvas
