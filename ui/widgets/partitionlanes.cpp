// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/partitionlanes.h"

#include "ui/theme/format.h"
#include "ui/theme/tabular.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui::widgets {

using namespace Qt::StringLiterals;
using theme::formatCount;

namespace {

constexpr int barsLeft = 56;   // of the bars: room for the partition's number
constexpr int barsRight = 124; // room for the next offset
constexpr int barTop = 16;
constexpr int barHeight = 24;
constexpr int captionHeight = 18;
constexpr int deletedShare = 20; // of a bar whose oldest messages are gone, one part in so many
constexpr int markWidth = 10;
constexpr int markHeight = 8;
constexpr int reach = 6; // of a mark, to either side

} // namespace

PartitionLanes::PartitionLanes(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Partitions"));
    setMouseTracking(true);
}

void PartitionLanes::setLanes(const QList<Lane> &lanes)
{
    if (lanes == m_lanes)
        return;
    const bool isResized = lanes.size() != m_lanes.size();
    m_lanes = lanes;
    m_current = std::clamp(m_current, 0, qMax(0, int(m_lanes.size()) - 1));
    if (m_drag && m_drag->lane >= m_lanes.size())
        endDrag();
    setAccessibleDescription(m_lanes.isEmpty() ? QString() : describe(m_current));
    if (isResized)
        updateGeometry();
    update();
}

void PartitionLanes::setCurrent(int lane)
{
    if (lane < 0 || lane >= m_lanes.size())
        return;
    m_current = lane;
    setAccessibleDescription(describe(lane));
    update();
}

QRect PartitionLanes::barOf(int lane) const
{
    return {barsLeft, lane * laneHeight + barTop, qMax(40, width() - barsLeft - barsRight), barHeight};
}

/// The part of the bar that holds messages. What was deleted is a stub before it, whatever its length.
QRect PartitionLanes::keptOf(int lane) const
{
    QRect bar = barOf(lane);
    if (m_lanes.at(lane).first > 0)
        bar.setLeft(bar.left() + bar.width() / deletedShare);
    return bar;
}

int PartitionLanes::xOf(int lane, quint64 offset) const
{
    const Lane &l = m_lanes.at(lane);
    const QRect kept = keptOf(lane);
    if (l.next <= l.first)
        return kept.left();
    const double share = double(std::clamp(offset, l.first, l.next) - l.first) / double(l.next - l.first);
    return kept.left() + int(share * kept.width());
}

QPoint PartitionLanes::positionOf(int lane, quint64 offset) const
{
    return {xOf(lane, offset), barOf(lane).center().y()};
}

QPoint PartitionLanes::handleOf(int lane, quint64 offset) const
{
    return {xOf(lane, offset), barOf(lane).top() - 2 - markHeight / 2};
}

int PartitionLanes::laneAt(const QPoint &point) const
{
    const int lane = point.y() / laneHeight;
    return point.y() >= 0 && lane < m_lanes.size() ? lane : -1;
}

/// The nearest mark within reach; of those at the same place the last, which is drawn above the others.
const LaneMark *PartitionLanes::markAt(const QPoint &point) const
{
    const int lane = laneAt(point);
    if (lane < 0 || !barOf(lane).adjusted(-reach, -markHeight - 2, reach, 0).contains(point))
        return nullptr;
    const LaneMark *nearest = nullptr;
    int distance = reach;
    for (const LaneMark &mark : m_lanes.at(lane).marks) {
        const int away = qAbs(xOf(lane, mark.offset) - point.x());
        if (away > distance)
            continue;
        nearest = &mark;
        distance = away;
    }
    return nearest;
}

quint64 PartitionLanes::dropOffset(int lane, int x) const
{
    const QRect kept = keptOf(lane);
    const Lane &l = m_lanes.at(lane);
    if (x >= kept.right())
        return l.next;
    return offsetAt(lane, qMax(x, kept.left())).value_or(l.first);
}

std::optional<quint64> PartitionLanes::offsetAt(int lane, int x) const
{
    const Lane &l = m_lanes.at(lane);
    const QRect kept = keptOf(lane);
    if (l.next <= l.first || x < kept.left() || x > kept.right() + 1)
        return std::nullopt;
    const double share = double(x - kept.left()) / double(kept.width());
    return std::min(l.first + quint64(share * double(l.next - l.first)), l.next - 1);
}

const LaneMark *PartitionLanes::slowest(int lane) const
{
    const LaneMark *found = nullptr;
    for (const LaneMark &mark : m_lanes.at(lane).marks) {
        if (mark.isBehind && (!found || mark.offset < found->offset))
            found = &mark;
    }
    return found;
}

QString PartitionLanes::describe(int lane) const
{
    const Lane &l = m_lanes.at(lane);
    QStringList lines{
        tr("Partition %1: offsets %2 to %3").arg(l.number).arg(formatCount(l.first), formatCount(l.next))};
    for (const LaneMark &mark : l.marks)
        lines << mark.words;
    return lines.join(u'\n');
}

void PartitionLanes::paintEvent(QPaintEvent *event)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int first = qMax(0, event->rect().top() / laneHeight);
    const int last = qMin(int(m_lanes.size()) - 1, event->rect().bottom() / laneHeight);
    for (int lane = first; lane <= last; ++lane) {
        if (lane == m_current && m_lanes.size() > 1)
            painter.fillRect(QRect(0, lane * laneHeight, width(), laneHeight), tokens.sel);
        paintLane(painter, lane, tokens);
        paintMarks(painter, lane, tokens);
        paintCaptions(painter, lane, tokens);
    }
    if (m_drag && m_drag->hasMoved)
        paintDrag(painter, tokens);
    if (hasFocus() && !m_lanes.isEmpty()) {
        painter.setPen(tokens.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRect(0, m_current * laneHeight, width() - 1, laneHeight - 1));
    }
}

void PartitionLanes::paintLane(QPainter &painter, int lane, const theme::Tokens &tokens) const
{
    const Lane &l = m_lanes.at(lane);
    const QRect bar = barOf(lane);
    painter.setPen(tokens.line);
    painter.setBrush(tokens.sunken);
    painter.drawRoundedRect(QRectF(bar).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (l.next > l.first) {
        const QRect kept = keptOf(lane).adjusted(0, 1, -1, -1);
        painter.fillRect(kept, tokens.topicBg);
        if (const LaneMark *mark = slowest(lane)) {
            QColor lag = tokens.unacked;
            lag.setAlphaF(0.28f);
            painter.fillRect(QRect(QPoint(xOf(lane, mark->offset), kept.top()), kept.bottomRight()), lag);
        }
        painter.fillRect(QRect(kept.right() - 1, kept.top(), 2, kept.height()), tokens.topic);
    }
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(tokens.text);
    painter.drawText(QRect(16, bar.top(), barsLeft - 20, bar.height()), Qt::AlignVCenter, QString::number(l.number));
    painter.setFont(font());
    painter.setPen(tokens.muted);
    theme::drawTabular(painter, QRect(bar.right() + 10, bar.top(), barsRight - 14, bar.height()), Qt::AlignLeft,
                       formatCount(l.next));
}

void PartitionLanes::paintMarks(QPainter &painter, int lane, const theme::Tokens &tokens) const
{
    for (const LaneMark &mark : m_lanes.at(lane).marks)
        paintMark(painter, lane, xOf(lane, mark.offset), mark.isBehind ? tokens.unacked : tokens.ok);
}

void PartitionLanes::paintMark(QPainter &painter, int lane, int x, const QColor &color) const
{
    const QRect bar = barOf(lane);
    painter.fillRect(QRect(x - 1, bar.top() - 2, 2, bar.height() + 2), color);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPoint triangle[] = {{x - markWidth / 2, bar.top() - 2 - markHeight},
                               {x + markWidth / 2, bar.top() - 2 - markHeight},
                               {x, bar.top() - 1}};
    painter.drawPolygon(triangle, 3);
}

/// Where it would go, with the offset beside it.
void PartitionLanes::paintDrag(QPainter &painter, const theme::Tokens &tokens) const
{
    const int lane = m_drag->lane;
    const int x = xOf(lane, m_drag->offset);
    paintMark(painter, lane, x, tokens.accent);
    const QString text = m_drag->reader + u" → "_s + formatCount(m_drag->offset);
    painter.setFont(font());
    const int textWidth = painter.fontMetrics().horizontalAdvance(text) + 16;
    const QRect bar = barOf(lane);
    QRect label(x + markWidth, bar.top(), textWidth, bar.height());
    if (label.right() > width())
        label.moveRight(x - markWidth);
    painter.setPen(tokens.accent);
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(label).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(tokens.text);
    painter.drawText(label, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void PartitionLanes::paintCaptions(QPainter &painter, int lane, const theme::Tokens &tokens) const
{
    const Lane &l = m_lanes.at(lane);
    const QRect kept = keptOf(lane);
    QFont small = font();
    small.setPixelSize(qMax(fontInfo().pixelSize() - 2, 9));
    painter.setFont(small);
    const QRect below(kept.left(), kept.bottom() + 2, kept.width(), captionHeight);
    const QString start = l.next <= l.first ? tr("empty")
                          : l.first > 0     ? tr("oldest kept %1").arg(formatCount(l.first))
                                            : tr("from the first message on");
    painter.setPen(tokens.muted);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, start);
    const LaneMark *mark = slowest(lane);
    if (!mark)
        return;
    const int used = painter.fontMetrics().horizontalAdvance(start) + 16;
    const QRect room = below.adjusted(used, 0, 0, 0);
    painter.setPen(tokens.unackedText);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(mark->words, Qt::ElideMiddle, room.width()));
}

void PartitionLanes::choose(int lane)
{
    if (lane < 0 || lane >= m_lanes.size() || lane == m_current)
        return;
    setCurrent(lane);
    Q_EMIT laneChosen(lane);
}

void PartitionLanes::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const int lane = laneAt(point);
    if (event->button() != Qt::LeftButton || lane < 0)
        return;
    // What a mark is taken hold of for shows with the next move, or when it is let go.
    if (const LaneMark *mark = markAt(point)) {
        m_drag = Drag{lane, mark->reader, point, mark->offset, false};
        return choose(lane);
    }
    choose(lane);
    const QRect bar = barOf(lane).adjusted(0, -markHeight - 2, 0, 0);
    if (const auto offset = offsetAt(lane, point.x()); offset && bar.contains(point))
        Q_EMIT offsetChosen(lane, *offset);
}

void PartitionLanes::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (!m_drag) {
        setCursor(markAt(point) ? Qt::OpenHandCursor : Qt::ArrowCursor);
        return;
    }
    if (!m_drag->hasMoved && (point - m_drag->from).manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->hasMoved = true;
    m_drag->offset = dropOffset(m_drag->lane, point.x());
    setCursor(Qt::ClosedHandCursor);
    update();
}

void PartitionLanes::mouseReleaseEvent(QMouseEvent *)
{
    const std::optional<Drag> drag = m_drag;
    endDrag();
    if (!drag || drag->lane >= m_lanes.size())
        return;
    const Lane &lane = m_lanes.at(drag->lane);
    if (drag->hasMoved)
        Q_EMIT markMoved(drag->lane, drag->reader, drag->offset);
    else if (drag->offset >= lane.first && drag->offset < lane.next)
        Q_EMIT offsetChosen(drag->lane, drag->offset);
}

void PartitionLanes::endDrag()
{
    if (!m_drag)
        return;
    m_drag.reset();
    setCursor(Qt::ArrowCursor);
    update();
}

void PartitionLanes::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (!m_drag)
            return QWidget::keyPressEvent(event);
        return endDrag();
    case Qt::Key_Up:
        return choose(m_current - 1);
    case Qt::Key_Down:
        return choose(m_current + 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(int(m_lanes.size()) - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool PartitionLanes::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int lane = help->pos().y() / laneHeight;
    if (lane < m_lanes.size())
        QToolTip::showText(help->globalPos(), describe(lane), this);
    return true;
}

} // namespace ui::widgets
