// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queuemodel.h"

#include "ui/models/features.h"
#include "ui/theme/format.h"

#include <algorithm>
#include <limits>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::QueueSnapshot;

namespace {

bool isFigure(int column)
{
    return column >= QueueModel::Ready;
}

QString typeOf(const QueueSnapshot &q)
{
    const engine::FieldValue *type = q.spec.arguments.find("x-queue-type");
    const auto text = type ? type->toText() : std::nullopt;
    return text ? QString::fromUtf8(*text) : u"classic"_s;
}

QVariant text(const QueueSnapshot &q, int column)
{
    switch (column) {
    case QueueModel::VirtualHost:
        return q.spec.virtualHost;
    case QueueModel::Name:
        return q.spec.name;
    case QueueModel::Type:
        return typeOf(q);
    case QueueModel::Features:
        return featuresOf(q).join(u' ');
    case QueueModel::Policy:
        return policyText(q.policy);
    case QueueModel::State:
        return queueStateName(q.state);
    case QueueModel::Ready:
        return theme::formatCount(q.ready);
    case QueueModel::Unacked:
        return theme::formatCount(q.unacked);
    case QueueModel::Total:
        return theme::formatCount(q.total());
    case QueueModel::Incoming:
        return theme::formatRate(q.incomingRate);
    case QueueModel::DeliverGet:
        return theme::formatRate(q.deliverGetRate);
    case QueueModel::Ack:
        return theme::formatRate(q.ackRate);
    case QueueModel::Consumers:
        return theme::formatCount(q.consumers);
    }
    return {};
}

QVariant sortKey(const QueueSnapshot &q, int column)
{
    switch (column) {
    case QueueModel::LevelBar:
        return q.total();
    case QueueModel::Ready:
        return q.ready;
    case QueueModel::Unacked:
        return q.unacked;
    case QueueModel::Total:
        return q.total();
    case QueueModel::Incoming:
        return q.incomingRate;
    case QueueModel::DeliverGet:
        return q.deliverGetRate;
    case QueueModel::Ack:
        return q.ackRate;
    case QueueModel::Consumers:
        return q.consumers;
    default:
        return text(q, column);
    }
}

/// A figure that is zero steps back; one that is not has the colour of what it counts.
Tone figureTone(bool zero, Tone tone)
{
    return zero ? Tone::Muted : tone;
}

Tone stateTone(QueueSnapshot::State state)
{
    switch (state) {
    case QueueSnapshot::State::Running:
        return Tone::Ok;
    case QueueSnapshot::State::Idle:
        return Tone::Muted;
    case QueueSnapshot::State::Paused:
        return Tone::Unacked;
    case QueueSnapshot::State::Blocked:
        return Tone::Dead;
    }
    return Tone::Normal;
}

Tone tone(const QueueSnapshot &q, int column)
{
    switch (column) {
    case QueueModel::VirtualHost:
    case QueueModel::Type:
        return Tone::Muted;
    case QueueModel::State:
        return stateTone(q.state);
    case QueueModel::Ready:
        return figureTone(!q.ready, Tone::Ready);
    case QueueModel::Unacked:
        return figureTone(!q.unacked, Tone::Unacked);
    case QueueModel::Total:
        return figureTone(!q.total(), Tone::Normal);
    case QueueModel::Incoming:
        return figureTone(q.incomingRate < 0.05, Tone::Normal);
    case QueueModel::DeliverGet:
        return figureTone(q.deliverGetRate < 0.05, Tone::Normal);
    case QueueModel::Ack:
        return figureTone(q.ackRate < 0.05, Tone::Ok);
    case QueueModel::Consumers:
        return figureTone(!q.consumers, Tone::Normal);
    default:
        return Tone::Normal;
    }
}

int style(int column)
{
    if (isFigure(column))
        return FigureCell;
    if (column == QueueModel::State)
        return DotCell;
    return column == QueueModel::Name ? StrongCell : PlainCell;
}

QString levelMeaning(const QueueSnapshot &q)
{
    const Level level = levelOf(q);
    const QString counts =
        QueueModel::tr("%1 ready, %2 unacked").arg(theme::formatCount(q.ready), theme::formatCount(q.unacked)) +
        (q.delayed ? QueueModel::tr(", %1 delayed").arg(theme::formatCount(q.delayed)) : QString());
    return level.limit ? QueueModel::tr("%1 of at most %2").arg(counts, theme::formatCount(level.limit))
                       : QueueModel::tr("%1 (no limit: the scale is logarithmic, full at a million)").arg(counts);
}

QVariant toolTip(const QueueSnapshot &q, int column)
{
    if (column == QueueModel::LevelBar)
        return levelMeaning(q);
    if (column == QueueModel::Ready)
        return theme::formatSize(q.readyBytes);
    if (column == QueueModel::Unacked)
        return theme::formatSize(q.unackedBytes);
    if (column == QueueModel::Features)
        return featuresText(q);
    if (column == QueueModel::Policy)
        return argumentsText(q.policy.effective);
    return column == QueueModel::Name ? q.spec.name : QVariant();
}

} // namespace

QString queueStateName(QueueSnapshot::State state)
{
    switch (state) {
    case QueueSnapshot::State::Running:
        return QueueModel::tr("running");
    case QueueSnapshot::State::Idle:
        return QueueModel::tr("idle");
    case QueueSnapshot::State::Paused:
        return QueueModel::tr("paused");
    case QueueSnapshot::State::Blocked:
        return QueueModel::tr("blocked");
    }
    return {};
}

Level levelOf(const QueueSnapshot &queue)
{
    qint64 most = std::numeric_limits<qint64>::max();
    for (const engine::FieldValue *limit :
         {queue.spec.arguments.find("x-max-length"), queue.policy.effective.find("max-length")})
        most = std::min(most, limit ? limit->toInteger().value_or(most) : most);
    const bool isLimited = most > 0 && most != std::numeric_limits<qint64>::max();
    return {queue.ready, queue.unacked, isLimited ? quint64(most) : 0};
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QueueSnapshot &q = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(q, column);
    case Qt::ToolTipRole:
        return toolTip(q, column);
    case Qt::AccessibleTextRole:
        return column == LevelBar ? levelMeaning(q) : text(q, column);
    case Qt::TextAlignmentRole:
        return isFigure(column) ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return sortKey(q, column);
    case IdRole:
        return q.id.v;
    case BadgesRole:
        return column == Features ? featuresOf(q) : QVariant();
    case ToneRole:
        return int(tone(q, column));
    case StyleRole:
        return style(column);
    case LevelRole:
        return column == LevelBar ? QVariant::fromValue(levelOf(q)) : QVariant();
    case HistoryRole:
        return column == Incoming ? QVariant::fromValue(m_history.value(q.id)) : QVariant();
    case SnapshotRole:
        return QVariant::fromValue(q);
    case FilterRole:
        return QString(q.spec.name + u'\n' + typeOf(q) + u'\n' + q.spec.virtualHost + u'\n' + queueStateName(q.state));
    }
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isFigure(section) ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VirtualHost:
        return tr("Virtual host");
    case Name:
        return tr("Name");
    case Type:
        return tr("Type");
    case Features:
        return tr("Features");
    case Policy:
        return tr("Policy");
    case State:
        return tr("State");
    case LevelBar:
        return tr("Level");
    case Ready:
        return tr("Ready");
    case Unacked:
        return tr("Unacked");
    case Total:
        return tr("Total");
    case Incoming:
        return tr("incoming");
    case DeliverGet:
        return tr("deliver / get");
    case Ack:
        return tr("ack");
    case Consumers:
        return tr("consumers");
    }
    return {};
}

bool QueueModel::willChange(const QueueSnapshot *before, const QueueSnapshot &after)
{
    QList<float> &history = m_history[after.id];
    // Once a curve has gone flat at zero there is nothing to draw again.
    const bool moves =
        after.incomingRate > 0 || std::any_of(history.cbegin(), history.cend(), [](float v) { return v > 0; });
    history.append(float(after.incomingRate));
    if (history.size() > historyLength)
        history.removeFirst();
    return moves || !before || !(*before == after);
}

} // namespace ui::models
