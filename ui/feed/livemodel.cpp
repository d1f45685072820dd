// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/livemodel.h"

#include "ui/feed/querywords.h"
#include "ui/tables/cells.h"
#include "ui/tables/preview.h"
#include "ui/tables/steptone.h"
#include "ui/theme/format.h"

#include <algorithm>

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

namespace {

QString pathInHost(const LiveEvent &event)
{
    if (event.queue.isEmpty() && !event.topic.isEmpty())
        return LiveModel::tr("%1 · %2 @ %3")
            .arg(event.topic, QString::number(event.partition), theme::formatCount(event.offset));
    const bool fromExchange = event.step == LifecycleStep::Published || event.step == LifecycleStep::Routed ||
                              event.step == LifecycleStep::Unroutable || event.step == LifecycleStep::Returned;
    const QString exchange = event.exchange.isEmpty() && fromExchange ? u"(AMQP default)"_s : event.exchange;
    if (event.queue.isEmpty())
        return exchange;
    return exchange.isEmpty() || concernsQueueOnly(event.step) ? event.queue
                                                               : QString(exchange % u" → "_s % event.queue);
}

} // namespace

QString eventPath(const LiveEvent &event)
{
    const QString path = pathInHost(event);
    return event.virtualHost.isEmpty() || event.virtualHost == u"/"_s ? path
                                                                      : QString(path % u" · "_s % event.virtualHost);
}

LiveModel::LiveModel(QObject *parent, int capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{}

int LiveModel::append(const QList<LiveEvent> &events)
{
    // A batch made before the filter was set may bring others still.
    QList<LiveEvent> matching;
    matching.reserve(events.size());
    for (const LiveEvent &event : events) {
        m_all.push_front(event);
        if (m_matcher.matches(event))
            matching.append(event);
    }
    if (m_all.size() > size_t(m_capacity))
        m_all.resize(size_t(m_capacity));
    const int added = int(qMin(matching.size(), qsizetype(m_capacity)));
    if (added == 0)
        return 0;
    const int kept = m_capacity - added;
    const int rows = rowCount();
    if (rows > kept) {
        beginRemoveRows({}, kept, rows - 1);
        m_events.resize(size_t(kept));
        endRemoveRows();
    }
    beginInsertRows({}, 0, added - 1);
    for (auto it = matching.cend() - added; it != matching.cend(); ++it)
        m_events.push_front(*it);
    endInsertRows();
    return added;
}

void LiveModel::setCapacity(int capacity)
{
    m_capacity = capacity;
    if (m_all.size() > size_t(capacity))
        m_all.resize(size_t(capacity));
    if (const int rows = rowCount(); rows > capacity) {
        beginRemoveRows({}, capacity, rows - 1);
        m_events.resize(size_t(capacity));
        endRemoveRows();
    }
}

quint64 LiveModel::setFilter(const engine::LiveFilter &filter)
{
    quint64 notCompared = 0;
    beginResetModel();
    m_matcher = engine::LiveEventMatcher(filter);
    m_events.clear();
    for (const LiveEvent &event : m_all) {
        const engine::Truth truth = m_matcher.compare(event);
        if (truth == engine::Truth::Yes)
            m_events.push_back(event);
        else if (truth == engine::Truth::Unknown)
            ++notCompared;
    }
    endResetModel();
    return notCompared;
}

QueryNames LiveModel::names() const
{
    constexpr size_t lookedAt = 2000, bodiesLookedAt = 100;
    constexpr qsizetype most = 50;
    QueryNames names;
    const auto add = [](QStringList &list, const QString &name) {
        if (!name.isEmpty() && list.size() < most && !list.contains(name))
            list << name;
    };
    for (size_t i = 0; i < qMin(m_all.size(), lookedAt); ++i) {
        const LiveEvent &event = m_all[i];
        add(names.queues, event.queue);
        add(names.topics, event.topic);
        add(names.exchanges, event.exchange);
        add(names.keys, event.routingKey);
        add(names.clients, event.client);
        add(names.virtualHosts, event.virtualHost);
        if (i >= bodiesLookedAt)
            continue;
        for (const QString &path : bodyPathsIn(event.preview, most))
            add(names.bodyPaths, path);
    }
    return names;
}

void LiveModel::clear()
{
    beginResetModel();
    m_all.clear();
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
        return tr("Exchange → queue, topic");
    case KeyColumn:
        return tr("Key");
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
