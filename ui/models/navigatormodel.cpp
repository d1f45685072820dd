// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/navigatormodel.h"

#include "ui/models/features.h"
#include "ui/models/queuemodel.h"
#include "ui/theme/format.h"

#include <algorithm>

namespace ui::models {

using engine::QueueSnapshot;

namespace {

bool comesBefore(const QueueSnapshot &a, const QueueSnapshot &b)
{
    const int names = QString::compare(a.spec.name, b.spec.name, Qt::CaseInsensitive);
    return names != 0 ? names < 0 : std::tie(a.spec.virtualHost, a.id) < std::tie(b.spec.virtualHost, b.id);
}

} // namespace

void NavigatorModel::updateQueues(const QList<QueueSnapshot> &queues)
{
    QList<QueueSnapshot> next = queues;
    std::sort(next.begin(), next.end(), comesBefore);
    const QModelIndex section = sectionIndex(Section::Queues);
    const qsizetype before = m_queues.size();
    removeMissing(next);
    for (qsizetype row = 0; row < next.size(); ++row) {
        const bool atEnd = row >= m_queues.size();
        if (!atEnd && m_queues.at(row).id == next.at(row).id) {
            if (m_queues.at(row) != next.at(row)) {
                m_queues[row] = next.at(row);
                const QModelIndex changed = index(int(row), 0, section);
                Q_EMIT dataChanged(changed, changed);
            }
            continue;
        }
        // All up to the next one we have is new.
        qsizetype end = row + 1;
        while (end < next.size() && (atEnd || m_queues.at(row).id != next.at(end).id))
            ++end;
        beginInsertRows(section, int(row), int(end) - 1);
        m_queues = m_queues.mid(0, row) + next.mid(row, end - row) + m_queues.mid(row);
        endInsertRows();
        row = end - 1;
    }
    if (m_queues.size() != before)
        Q_EMIT dataChanged(section, section);
}

void NavigatorModel::removeMissing(const QList<QueueSnapshot> &next)
{
    const auto stays = [&next](const QueueSnapshot &queue) {
        return std::binary_search(next.cbegin(), next.cend(), queue, comesBefore);
    };
    for (qsizetype last = m_queues.size() - 1; last >= 0; --last) {
        if (stays(m_queues.at(last)))
            continue;
        qsizetype first = last;
        while (first > 0 && !stays(m_queues.at(first - 1)))
            --first;
        beginRemoveRows(sectionIndex(Section::Queues), int(first), int(last));
        m_queues.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void NavigatorModel::updateOverview(const engine::OverviewSnapshot &overview)
{
    if (std::tie(overview.topics, overview.groups, overview.exchanges, overview.unrouted, overview.connections) ==
        std::tie(m_topics, m_groups, m_exchanges, m_unrouted, m_connections))
        return;
    m_topics = overview.topics;
    m_groups = overview.groups;
    m_exchanges = overview.exchanges;
    m_unrouted = overview.unrouted;
    m_connections = overview.connections;
    Q_EMIT dataChanged(sectionIndex(Section::Topics), sectionIndex(Section::Connections));
}

void NavigatorModel::setNews(Section section, int count)
{
    if (m_news.value(section) == count)
        return;
    m_news.insert(section, count);
    Q_EMIT dataChanged(sectionIndex(section), sectionIndex(section));
}

void NavigatorModel::updateDeadLetters(const engine::DeadLettersSnapshot &deadLetters)
{
    if (deadLetters.total == m_deadLetters)
        return;
    m_deadLetters = deadLetters.total;
    Q_EMIT dataChanged(sectionIndex(Section::DeadLetters), sectionIndex(Section::DeadLetters));
}

QModelIndex NavigatorModel::queueIndex(engine::QueueId queue) const
{
    for (qsizetype row = 0; row < m_queues.size(); ++row) {
        if (m_queues.at(row).id == queue)
            return index(int(row), 0, sectionIndex(Section::Queues));
    }
    return {};
}

const QueueSnapshot *NavigatorModel::queueLabelled(const QString &label) const
{
    const auto it = std::find_if(m_queues.cbegin(), m_queues.cend(),
                                 [&label](const QueueSnapshot &queue) { return queueLabel(queue.spec) == label; });
    return it != m_queues.cend() ? &*it : nullptr;
}

NavigatorModel::Section NavigatorModel::sectionOf(const QModelIndex &index) const
{
    return isSection(index) ? Section(index.row()) : Section::Queues;
}

const QueueSnapshot *NavigatorModel::queueOf(const QModelIndex &index) const
{
    return index.isValid() && !isSection(index) && index.row() < m_queues.size() ? &m_queues.at(index.row()) : nullptr;
}

// The internal id tells the levels apart: 0 a section, 1 a queue.
QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(1) : quintptr(0));
}

QModelIndex NavigatorModel::parent(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() == 1 ? sectionIndex(Section::Queues) : QModelIndex();
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return sectionCount;
    return isSection(parent) && sectionOf(parent) == Section::Queues ? int(m_queues.size()) : 0;
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const QueueSnapshot *queue = queueOf(index))
        return queueData(*queue, role);
    return sectionData(sectionOf(index), role);
}

QVariant NavigatorModel::sectionData(Section section, int role) const
{
    const std::optional<quint64> count = [&]() -> std::optional<quint64> {
        switch (section) {
        case Section::Flow:
        case Section::Overview:
            return std::nullopt;
        case Section::Queues:
            return quint64(m_queues.size());
        case Section::Topics:
            return m_topics;
        case Section::Groups:
            return m_groups;
        case Section::Exchanges:
            return m_exchanges;
        case Section::Unrouted:
            return m_unrouted;
        case Section::Connections:
            return m_connections;
        case Section::DeadLetters:
            return m_deadLetters;
        case Section::VirtualHosts:
        case Section::Users:
        case Section::Policies:
            return std::nullopt; // nobody watches them for a figure
        }
        return std::nullopt;
    }();
    switch (role) {
    case Qt::DisplayRole:
        switch (section) {
        case Section::Flow:
            return tr("Flow");
        case Section::Overview:
            return tr("Overview");
        case Section::Queues:
            return tr("Queues");
        case Section::Topics:
            return tr("Topics");
        case Section::Groups:
            return tr("Consumer groups");
        case Section::Exchanges:
            return tr("Exchanges");
        case Section::Unrouted:
            return tr("Unrouted");
        case Section::Connections:
            return tr("Connections");
        case Section::DeadLetters:
            return tr("Dead letters");
        case Section::VirtualHosts:
            return tr("Virtual hosts");
        case Section::Users:
            return tr("Users");
        case Section::Policies:
            return tr("Policies");
        }
        break;
    case SortRole:
        return count ? QVariant(theme::formatCount(*count)) : QVariant();
    case BadgesRole:
        return m_news.value(section) ? QStringList{theme::formatShortCount(quint64(m_news.value(section)))}
                                     : QStringList();
    case Qt::ToolTipRole:
        return m_news.value(section) ? tr("%1 not looked at yet").arg(m_news.value(section)) : QString();
    case Qt::AccessibleDescriptionRole:
        return sectionData(section, Qt::ToolTipRole);
    case StyleRole:
        return int(StrongCell);
    case ToneRole:
        if (section == Section::Unrouted && m_unrouted > 0)
            return int(Tone::Unacked);
        return int(section == Section::DeadLetters && m_deadLetters > 0 ? Tone::Dead : Tone::Muted);
    case IdRole:
        return quint64(section);
    }
    return {};
}

QVariant NavigatorModel::queueData(const QueueSnapshot &queue, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return queue.spec.name;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return QString(tr("%1 in %2: %3 ready, %4 unacked")
                           .arg(queue.spec.name, queue.spec.virtualHost, theme::formatCount(queue.ready),
                                theme::formatCount(queue.unacked)) +
                       (queue.state == QueueSnapshot::State::Paused ? tr(", paused") : QString()));
    case SortRole:
        return theme::formatShortCount(queue.ready);
    case LevelRole:
        return QVariant::fromValue(levelOf(queue));
    case ToneRole:
        return int(queue.ready ? Tone::Normal : Tone::Muted);
    case IdRole:
        return queue.id.v;
    case SnapshotRole:
        return QVariant::fromValue(queue);
    }
    return {};
}

} // namespace ui::models
