// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/messagecells.h"

#include "ui/models/roles.h"
#include "ui/tables/preview.h"
#include "ui/theme/format.h"

#include <QCoreApplication>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::MessageState;
using engine::MessageSummary;

namespace {

struct CellWords
{
    Q_DECLARE_TR_FUNCTIONS(Messages)
};

bool isCellFigure(int column)
{
    return column == IndexColumn || column == SizeColumn || column == OffsetColumn || column == PartitionColumn ||
           column == DeathsColumn;
}

int alignment(int column)
{
    return int((isCellFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

/// Of an offset without a message: what else there would be is not known.
bool isKnown(const MessageSummary &message, int column)
{
    return message.state != MessageState::Gone || column == IndexColumn || column == OffsetColumn ||
           column == StateColumn || column == PartitionColumn;
}

/// In whole minutes as long as there are some: the tooltip has the moment itself.
QString untilText(const QDateTime &time)
{
    constexpr qint64 minute = 60'000;
    const qint64 ms = qMax<qint64>(0, QDateTime::currentDateTime().msecsTo(time));
    return theme::formatDuration(ms < minute ? ms : ms / minute * minute);
}

QString publishedText(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    const QDateTime local = time.toLocalTime();
    return local.date() == QDate::currentDate() ? theme::formatTime(local) : theme::formatDateTime(local);
}

QString stateText(const MessageSummary &message)
{
    switch (message.state) {
    case MessageState::Ready:
        return CellWords::tr("ready");
    case MessageState::Unacked:
        return CellWords::tr("unacked");
    case MessageState::Delayed:
        // A search does not read when the message of a waiting room is due.
        return message.readyAt.isValid() ? CellWords::tr("in %1").arg(untilText(message.readyAt))
                                         : CellWords::tr("delayed");
    case MessageState::Gone:
        return CellWords::tr("gone");
    }
    Q_UNREACHABLE();
}

QString stateMeaning(const MessageSummary &message)
{
    QStringList parts;
    if (message.state == MessageState::Delayed && message.readyAt.isValid())
        parts << CellWords::tr("Delayed: ready at %1").arg(theme::formatDateTime(message.readyAt));
    if (message.redelivered)
        parts << CellWords::tr("↻ Redelivered: it was given out before and came back");
    return parts.join(u'\n');
}

QString indexText(const MessageSummary &message, const MessageLook &look, int row)
{
    if (look.isLog)
        return theme::formatCount(message.ref.offset);
    return look.hasPlaces ? theme::formatCount(quint64(row) + 1) : QString();
}

QString cellText(const MessageSummary &message, const MessageLook &look, int row, int column)
{
    if (!isKnown(message, column))
        return column == BodyColumn ? CellWords::tr("no message at this offset") : QString();
    switch (column) {
    case IndexColumn:
        return indexText(message, look, row);
    case StateColumn:
        return message.redelivered ? QString(stateText(message) % u" ↻"_s) : stateText(message);
    case RedeliveredColumn:
        return message.redelivered ? CellWords::tr("redelivered") : QString();
    case PublishedColumn:
        return publishedText(message.publishedAt);
    case ExchangeColumn:
        return message.exchange.isEmpty() ? u"(AMQP default)"_s : message.exchange;
    case KeyColumn:
        return message.routingKey;
    case SizeColumn:
        return theme::formatSize(message.size);
    case ContentTypeColumn:
        return message.contentType;
    case HolderColumn:
        return message.holder;
    case OffsetColumn:
        return theme::formatCount(message.ref.offset);
    case PartitionColumn:
        return QString::number(look.partitions.value(message.ref.queue));
    case BodyColumn:
        return tables::previewLine(message.preview);
    default:
        return {};
    }
}

QVariant cellToolTip(const MessageSummary &message, int column)
{
    if (column == HolderColumn && message.unackedSince.isValid())
        return CellWords::tr("%1, since %2").arg(message.holder, theme::formatDateTime(message.unackedSince));
    if (column == PublishedColumn)
        return theme::formatDateTime(message.publishedAt);
    if (column == StateColumn)
        return stateMeaning(message);
    return {};
}

Tone cellTone(const MessageSummary &message, const MessageLook &look, int column)
{
    if (message.state == MessageState::Gone)
        return Tone::Faint;
    switch (column) {
    case StateColumn:
        return message.state == MessageState::Ready     ? Tone::Ready
               : message.state == MessageState::Unacked ? Tone::Unacked
                                                        : Tone::Muted;
    case RedeliveredColumn:
        return Tone::Unacked;
    case PublishedColumn:
        return Tone::Faint;
    case KeyColumn:
        return Tone::Normal;
    case IndexColumn:
        return look.isLog ? Tone::Normal : Tone::Muted;
    case ExchangeColumn:
        return message.exchange.isEmpty() ? Tone::Faint : Tone::Normal;
    default:
        return Tone::Muted;
    }
}

/// What a column sorts by: figures and times as such, everything else as it is written.
QVariant cellSortValue(const MessageSummary &message, const MessageLook &look, int row, int column)
{
    switch (column) {
    case IndexColumn:
    case OffsetColumn:
        return message.ref.offset;
    case PublishedColumn:
        return message.publishedAt;
    case SizeColumn:
        return message.size;
    case PartitionColumn:
        return look.partitions.value(message.ref.queue);
    default:
        return cellText(message, look, row, column);
    }
}

QString title(const MessageLook &look, int column)
{
    switch (column) {
    case IndexColumn:
        return look.isLog ? CellWords::tr("Offset") : u"#"_s;
    case StateColumn:
        return CellWords::tr("State");
    case RedeliveredColumn:
        return CellWords::tr("Redelivered");
    case PublishedColumn:
        return look.isLog ? CellWords::tr("Timestamp") : CellWords::tr("Published");
    case ExchangeColumn:
        return CellWords::tr("Exchange");
    case KeyColumn:
        return look.isLog ? CellWords::tr("Key") : CellWords::tr("Routing key");
    case SizeColumn:
        return look.isLog ? CellWords::tr("Value size") : CellWords::tr("Size");
    case ContentTypeColumn:
        return CellWords::tr("Content type");
    case HolderColumn:
        return CellWords::tr("Holder");
    case OffsetColumn:
        return CellWords::tr("Offset");
    case PartitionColumn:
        return CellWords::tr("Partition");
    case DiedColumn:
        return CellWords::tr("Died");
    case DeathColumn:
        return CellWords::tr("Why and where");
    case DeathsColumn:
        return CellWords::tr("Times");
    case BodyColumn:
        return look.isLog ? CellWords::tr("Value") : CellWords::tr("Body");
    default:
        return {};
    }
}

} // namespace

/// Nothing in a log is delivered once and gone: it has no state, and nobody holds it.
bool hasColumn(const MessageLook &look, int column)
{
    switch (column) {
    case StateColumn:
    case RedeliveredColumn:
    case HolderColumn:
    case OffsetColumn:
        return !look.isLog;
    case PartitionColumn:
        return look.isLog && look.partitions.size() > 1;
    case DiedColumn:
    case DeathColumn:
    case DeathsColumn:
        return look.isDead;
    case IndexColumn:
        return look.isLog || look.hasPlaces;
    default:
        return true;
    }
}

QVariant messageData(const MessageSummary *message, const MessageLook &look, int row, int column, int role)
{
    switch (role) {
    case Qt::TextAlignmentRole:
        return alignment(column);
    case tables::MonospacedRole:
        return column == PublishedColumn || column == KeyColumn || column == BodyColumn;
    case tables::TabularRole:
        return isCellFigure(column);
    case tables::LoadingRole:
        return message ? QVariant() : QVariant(true);
    case tables::ToneRole:
        return int(message ? cellTone(*message, look, column) : Tone::Faint);
    case Qt::DisplayRole:
        if (message)
            return cellText(*message, look, row, column);
        return column == IndexColumn && !look.isLog && look.hasPlaces ? theme::formatCount(quint64(row) + 1)
                                                                      : QVariant();
    case Qt::ToolTipRole:
        return message ? cellToolTip(*message, column) : QVariant();
    case SnapshotRole:
        return message ? QVariant::fromValue(*message) : QVariant();
    case SortRole:
        return message ? cellSortValue(*message, look, row, column) : QVariant();
    default:
        return {};
    }
}

QVariant messageHeader(const MessageLook &look, int column, int role)
{
    if (role == Qt::TextAlignmentRole)
        return alignment(column);
    if (role == Qt::ToolTipRole && column == IndexColumn && !look.isLog)
        return CellWords::tr(
            "Place in the queue: the first is delivered next. It changes as messages leave; the offset does not.");
    if (role == Qt::DisplayRole && hasColumn(look, column))
        return title(look, column);
    return {};
}

} // namespace ui::models
