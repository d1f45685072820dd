// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/livemodel.h"

#include "ui/tables/cells.h"
#include "ui/tables/preview.h"
#include "ui/tables/steptone.h"
#include "ui/theme/format.h"

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

using engine::LifecycleStep;
using engine::LiveEvent;
using tables::Tone;

namespace {

Tone columnTone(const LiveEvent &event, int column)
{
    switch (column) {
    case LiveModel::TimeColumn:
        return Tone::Faint;
    case LiveModel::EventColumn:
        return tables::stepTone(event.step);
    case LiveModel::SizeColumn:
    case LiveModel::ClientColumn:
    case LiveModel::BodyColumn:
        return Tone::Muted;
    default:
        return Tone::Normal;
    }
}

/// Steps that happen inside a queue; where the message came from is no news there.
bool concernsQueueOnly(LifecycleStep step)
{
    return step == LifecycleStep::Acked || step == LifecycleStep::Rejected || step == LifecycleStep::Requeued ||
           step == LifecycleStep::Expired || step == LifecycleStep::Dropped;
}

bool isMonospaced(int column)
{
    return column == LiveModel::TimeColumn || column == LiveModel::KeyColumn || column == LiveModel::BodyColumn;
}

} // namespace

QString eventPath(const LiveEvent &event)
{
    const bool fromExchange = event.step == LifecycleStep::Published || event.step == LifecycleStep::Routed ||
                              event.step == LifecycleStep::Unroutable || event.step == LifecycleStep::Returned;
    const QString exchange = event.exchange.isEmpty() && fromExchange ? u"(AMQP default)"_s : event.exchange;
    if (event.queue.isEmpty())
        return exchange;
    return exchange.isEmpty() || concernsQueueOnly(event.step) ? event.queue
                                                               : QString(exchange % u" → "_s % event.queue);
}

LiveModel::LiveModel(QObject *parent, int capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{}

void LiveModel::append(const QList<LiveEvent> &events)
{
    const int added = int(qMin(events.size(), qsizetype(m_capacity)));
    if (added == 0)
        return;
    const int kept = m_capacity - added;
    const int rows = rowCount();
    if (rows > kept) {
        beginRemoveRows({}, kept, rows - 1);
        m_events.resize(size_t(kept));
        endRemoveRows();
    }
    beginInsertRows({}, 0, added - 1);
    for (auto it = events.cend() - added; it != events.cend(); ++it)
        m_events.push_front(*it);
    endInsertRows();
}

void LiveModel::clear()
{
    beginResetModel();
    m_events.clear();
    endResetModel();
}

int LiveModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int LiveModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LiveModel::text(const LiveEvent &event, int column) const
{
    switch (column) {
    case TimeColumn:
        return theme::formatTime(event.atMs);
    case EventColumn:
        return engine::lifecycleStepName(event.step);
    case PathColumn:
        return eventPath(event);
    case KeyColumn:
        return event.routingKey;
    case SizeColumn:
        return event.size == 0 && concernsQueueOnly(event.step) ? QString() : theme::formatSize(event.size);
    case ClientColumn:
        return event.client;
    case BodyColumn:
        return tables::previewLine(event.preview);
    default:
        return {};
    }
}

QVariant LiveModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LiveEvent &event = eventAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(event, index.column());
    case Qt::ToolTipRole:
        return index.column() == PathColumn || index.column() == ClientColumn ? text(event, index.column())
                                                                              : QVariant();
    case Qt::TextAlignmentRole:
        return int((index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case tables::ToneRole:
        return int(columnTone(event, index.column()));
    case tables::MonospacedRole:
        return isMonospaced(index.column());
    case tables::TabularRole:
        return index.column() == SizeColumn;
    default:
        return {};
    }
}

QVariant LiveModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case EventColumn:
        return tr("Event");
    case PathColumn:
        return tr("Exchange → queue");
    case KeyColumn:
        return tr("Routing key");
    case SizeColumn:
        return tr("Size");
    case ClientColumn:
        return tr("Client");
    case BodyColumn:
        return tr("Body");
    default:
        return {};
    }
}

} // namespace ui::feed
