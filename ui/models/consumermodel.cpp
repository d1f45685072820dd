// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/consumermodel.h"

#include "ui/models/features.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"

#include <limits>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::ConsumerSnapshot;

namespace {

QString yesOrNo(bool value)
{
    return value ? ConsumerModel::tr("yes") : ConsumerModel::tr("no");
}

QString consumerText(const ConsumerSnapshot &c, int column)
{
    switch (column) {
    case ConsumerModel::Tag:
        return c.tag;
    case ConsumerModel::Owner:
        return c.connectionName;
    case ConsumerModel::Channel:
        return QString::number(c.channel.number);
    case ConsumerModel::Active:
        return yesOrNo(c.active);
    case ConsumerModel::ActivityStatus:
        return c.active ? ConsumerModel::tr("up") : ConsumerModel::tr("waiting");
    case ConsumerModel::Prefetch:
        return c.prefetch ? theme::formatCount(c.prefetch) : ConsumerModel::tr("unlimited");
    case ConsumerModel::Unacked:
        return theme::formatCount(c.unacked);
    case ConsumerModel::Deliver:
        return theme::formatRate(c.deliverRate);
    case ConsumerModel::AckRequired:
        return yesOrNo(c.ackRequired);
    case ConsumerModel::Exclusive:
        return yesOrNo(c.exclusive);
    case ConsumerModel::Timeout:
        return c.timeoutMs ? theme::formatDuration(c.timeoutMs) : u"∞"_s;
    case ConsumerModel::Arguments:
        return argumentsText(c.arguments);
    }
    return {};
}

bool isConsumerFigure(int column)
{
    return column == ConsumerModel::Channel || column == ConsumerModel::Prefetch || column == ConsumerModel::Unacked ||
           column == ConsumerModel::Deliver || column == ConsumerModel::Timeout;
}

QVariant consumerSortValue(const ConsumerSnapshot &c, int column)
{
    switch (column) {
    case ConsumerModel::Channel:
        return c.channel.number;
    case ConsumerModel::Prefetch:
        return c.prefetch;
    case ConsumerModel::Unacked:
        return c.unacked;
    case ConsumerModel::Deliver:
        return c.deliverRate;
    case ConsumerModel::Timeout:
        return c.timeoutMs ? c.timeoutMs : std::numeric_limits<qint64>::max();
    default:
        return consumerText(c, column);
    }
}

Tone consumerTone(const ConsumerSnapshot &c, int column)
{
    switch (column) {
    case ConsumerModel::Active:
    case ConsumerModel::ActivityStatus:
        return c.active ? Tone::Ok : Tone::Unacked;
    case ConsumerModel::Unacked:
        return c.unacked ? Tone::Unacked : Tone::Muted;
    case ConsumerModel::Tag:
    case ConsumerModel::Owner:
    case ConsumerModel::Deliver:
        return Tone::Normal;
    default:
        return Tone::Muted;
    }
}

int styleOf(int column)
{
    if (isConsumerFigure(column))
        return FigureCell;
    if (column == ConsumerModel::ActivityStatus)
        return DotCell;
    return column == ConsumerModel::Tag || column == ConsumerModel::Arguments ? MonoCell : PlainCell;
}

} // namespace

QVariant ConsumerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConsumerSnapshot &c = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return consumerText(c, column);
    case Qt::ToolTipRole:
        if (column == Active || column == ActivityStatus)
            return c.active ? tr("Takes messages now.")
                            : tr("Takes no message now: its prefetch is used up, or it does not read its socket.");
        if (column == Timeout)
            return c.timeoutMs ? tr("An acknowledgement may take so long; then the channel is closed.")
                               : tr("An acknowledgement may take as long as it likes, or none is asked for.");
        return consumerText(c, column);
    case Qt::TextAlignmentRole:
        return int((isConsumerFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return consumerSortValue(c, column);
    case IdRole:
        return QVariant::fromValue(c.id.v);
    case ToneRole:
        return int(consumerTone(c, column));
    case StyleRole:
        return styleOf(column);
    }
    return {};
}

QVariant ConsumerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isConsumerFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Tag:
        return tr("Consumer tag");
    case Owner:
        return tr("Owner");
    case Channel:
        return tr("Channel");
    case Active:
        return tr("Active");
    case Prefetch:
        return tr("Prefetch count");
    case Unacked:
        return tr("Unacked");
    case Deliver:
        return tr("deliver");
    case AckRequired:
        return tr("Ack required");
    case Exclusive:
        return tr("Exclusive");
    case Arguments:
        return tr("Arguments");
    case ActivityStatus:
        return tr("Activity status");
    case Timeout:
        return tr("Consumer timeout");
    }
    return {};
}

QList<ConsumerSnapshot> consumersOf(const QList<engine::ConnectionSnapshot> &connections, engine::QueueId queue)
{
    QList<ConsumerSnapshot> found;
    for (const engine::ConnectionSnapshot &connection : connections) {
        for (const engine::ChannelSnapshot &channel : connection.channels) {
            for (const ConsumerSnapshot &consumer : channel.consumers) {
                if (consumer.queue == queue)
                    found << consumer;
            }
        }
    }
    return found;
}

} // namespace ui::models
