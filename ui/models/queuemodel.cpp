// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queuemodel.h"

#include "ui/models/features.h"
#include "ui/models/streams.h"

#include <algorithm>
#include <limits>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::QueueSnapshot;

namespace {

QString typeOf(const QueueSnapshot &q)
{
    const engine::FieldValue *type = q.spec.arguments.find("x-queue-type");
    const auto text = type ? type->toText() : std::nullopt;
    return text ? QString::fromUtf8(*text) : u"classic"_s;
}

Tone queueStateTone(QueueSnapshot::State state)
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

/// Where it is, unless that is "/", and that it is paused, which no column may hide.
QString queueSuffix(const QueueSnapshot &q)
{
    QStringList parts{hostSuffix(q.spec.virtualHost)};
    parts.removeAll(QString());
    if (q.state == QueueSnapshot::State::Paused)
        parts << queueStateName(q.state);
    return parts.join(u" · "_s);
}

QString levelMeaning(const QueueSnapshot &q)
{
    const Level level = levelOf(q);
    const QString counts =
        QueueModel::tr("%1 ready, %2 unacked").arg(theme::formatCount(q.ready), theme::formatCount(q.unacked)) +
        (q.delayed ? QueueModel::tr(", %1 delayed").arg(theme::formatCount(q.delayed)) : QString()) +
        (q.dying ? QueueModel::tr(", %1 dead letters that no queue takes").arg(theme::formatCount(q.dying))
                 : QString());
    return level.isLimited() ? QueueModel::tr("%1 of at most %2").arg(counts, limitText(level))
                             : QueueModel::tr("%1 (no limit: the scale is logarithmic, full at a million)").arg(counts);
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
    const auto least = [&queue](const char *argument, const char *key) {
        qint64 most = std::numeric_limits<qint64>::max();
        for (const engine::FieldValue *limit : {queue.spec.arguments.find(argument), queue.policy.effective.find(key)})
            most = std::min(most, limit ? limit->toInteger().value_or(most) : most);
        const bool isLimited = most > 0 && most != std::numeric_limits<qint64>::max();
        return isLimited ? quint64(most) : quint64(0);
    };
    Level level;
    level.ready = queue.ready;
    level.unacked = queue.unacked;
    level.limit = least("x-max-length", "max-length");
    level.readyBytes = queue.readyBytes;
    level.unackedBytes = queue.unackedBytes;
    // To a stream it says how much is retained: it is always full.
    level.limitBytes = isStream(queue) ? 0 : least("x-max-length-bytes", "max-length-bytes");
    return level;
}

QString limitText(const Level &level)
{
    return level.countsBytes() ? theme::formatSize(level.limitBytes) : theme::formatCount(level.limit);
}

const QueueModel::Columns &QueueModel::columns() const
{
    using Q = QueueSnapshot;
    static const auto quiet = [](const Q &) { return Tone::Muted; };
    static const auto counted = [](const QString &title, quint64 Q::*count, quint64 Q::*bytes, Tone tone) {
        ColumnOf<Q> column = countColumn<Q>(
            title, [count](const Q &q) { return q.*count; }, tone);
        column.toolTip = [bytes](const Q &q) { return theme::formatSize(q.*bytes); };
        return column;
    };
    static const Columns all{
        {.title = tr("Virtual host"), .text = [](const Q &q) { return q.spec.virtualHost; }, .tone = quiet},
        {.title = tr("Name"),
         .text = [](const Q &q) { return q.spec.name; },
         .style = StrongCell,
         .suffix = queueSuffix},
        {.title = tr("Type"), .text = typeOf, .tone = quiet},
        {.title = tr("Features"),
         .text = [](const Q &q) { return featuresOf(q).join(u' '); },
         .toolTip = [](const Q &q) { return featuresText(q); },
         .badges = [](const Q &q) { return featuresOf(q); }},
        {.title = tr("Policy"),
         .text = [](const Q &q) { return policyText(q.policy); },
         .toolTip = [](const Q &q) { return argumentsText(q.policy.effective); }},
        {.title = tr("State"),
         .text = [](const Q &q) { return queueStateName(q.state); },
         .style = DotCell,
         .tone = [](const Q &q) { return queueStateTone(q.state); }},
        {.title = tr("Level"),
         .text = [](const Q &) { return QString(); },
         .sortKey = [](const Q &q) { return q.total(); },
         .toolTip = levelMeaning},
        counted(tr("Ready"), &Q::ready, &Q::readyBytes, Tone::Ready),
        counted(tr("Unacked"), &Q::unacked, &Q::unackedBytes, Tone::Unacked),
        countColumn<Q>(tr("Total"), [](const Q &q) { return q.total(); }),
        rateColumn<Q>(tr("incoming"), [](const Q &q) { return q.incomingRate; }),
        rateColumn<Q>(tr("deliver / get"), [](const Q &q) { return q.deliverGetRate; }),
        rateColumn<Q>(
            tr("ack"), [](const Q &q) { return q.ackRate; }, Tone::Ok),
        countColumn<Q>(tr("consumers"), [](const Q &q) { return q.consumers; }),
    };
    return all;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QueueSnapshot &q = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::AccessibleTextRole:
        return column == LevelBar ? QVariant(levelMeaning(q)) : DescribedTable::data(index, Qt::DisplayRole);
    case LevelRole:
        return column == LevelBar ? QVariant::fromValue(levelOf(q)) : QVariant();
    case HistoryRole:
        return column == Incoming ? QVariant::fromValue(m_history.value(q.id)) : QVariant();
    default:
        return DescribedTable::data(index, role);
    }
}

QString QueueModel::filterText(const QueueSnapshot &q) const
{
    return q.spec.name + u'\n' + typeOf(q) + u'\n' + q.spec.virtualHost + u'\n' + queueStateName(q.state);
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
