// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/virtualhostmodel.h"

#include "ui/models/roles.h"
#include "ui/theme/format.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::VirtualHostSnapshot;

namespace {

QString usersOf(const VirtualHostSnapshot &host)
{
    return host.users.isEmpty() ? VirtualHostModel::tr("nobody") : host.users.join(u", "_s);
}

QStringList limitBadges(const VirtualHostSnapshot &host)
{
    QStringList badges;
    if (host.limits.maxConnections)
        badges << VirtualHostModel::tr("connections %1").arg(*host.limits.maxConnections);
    if (host.limits.maxQueues)
        badges << VirtualHostModel::tr("queues %1").arg(*host.limits.maxQueues);
    return badges;
}

std::optional<quint64> figure(const VirtualHostSnapshot &host, int column)
{
    switch (column) {
    case VirtualHostModel::Connections:
        return host.connections;
    case VirtualHostModel::Exchanges:
        return host.exchanges;
    case VirtualHostModel::Queues:
        return host.queues;
    case VirtualHostModel::Ready:
        return host.ready;
    case VirtualHostModel::Unacked:
        return host.unacked;
    }
    return {};
}

QString text(const VirtualHostSnapshot &host, int column)
{
    switch (column) {
    case VirtualHostModel::Name:
        return host.spec.name;
    case VirtualHostModel::Description:
        return host.spec.description;
    case VirtualHostModel::Users:
        return usersOf(host);
    case VirtualHostModel::Limits:
        return limitBadges(host).join(u' ');
    }
    const auto number = figure(host, column);
    return number ? theme::formatCount(*number) : QString();
}

bool isReached(const std::optional<quint32> &limit, quint32 count)
{
    return limit && count >= *limit;
}

Tone tone(const VirtualHostSnapshot &host, int column)
{
    const bool atLimit =
        (column == VirtualHostModel::Connections && isReached(host.limits.maxConnections, host.connections)) ||
        (column == VirtualHostModel::Queues && isReached(host.limits.maxQueues, host.queues));
    if (atLimit)
        return Tone::Unacked;
    if (column == VirtualHostModel::Ready && host.ready)
        return Tone::Ready;
    if (column == VirtualHostModel::Unacked && host.unacked)
        return Tone::Unacked;
    if (column == VirtualHostModel::Users && host.users.isEmpty())
        return Tone::Faint;
    const auto number = figure(host, column);
    return (number && !*number) || column == VirtualHostModel::Description ? Tone::Muted : Tone::Normal;
}

QString toolTip(const VirtualHostSnapshot &host, int column)
{
    switch (column) {
    case VirtualHostModel::Name:
        return host.spec.tags.isEmpty() ? host.spec.name
                                        : VirtualHostModel::tr("Tags: %1").arg(host.spec.tags.join(u", "_s));
    case VirtualHostModel::Users:
        return host.users.isEmpty()
                   ? VirtualHostModel::tr(
                         "No user has permissions here: only the window and the local socket may enter.")
                   : VirtualHostModel::tr("Users with permissions here: %1").arg(usersOf(host));
    case VirtualHostModel::Connections:
        return isReached(host.limits.maxConnections, host.connections)
                   ? VirtualHostModel::tr("The limit of %1 is reached: no client can connect.")
                         .arg(*host.limits.maxConnections)
                   : QString();
    case VirtualHostModel::Queues:
        return isReached(host.limits.maxQueues, host.queues)
                   ? VirtualHostModel::tr("The limit of %1 is reached: no queue can be declared.")
                         .arg(*host.limits.maxQueues)
                   : QString();
    }
    return text(host, column);
}

Qt::Alignment alignment(int column)
{
    return Qt::AlignVCenter | (column >= VirtualHostModel::Connections ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

QVariant VirtualHostModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VirtualHostSnapshot &host = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(host, column);
    case Qt::ToolTipRole:
        return toolTip(host, column);
    case Qt::TextAlignmentRole:
        return int(alignment(column));
    case SortRole:
        if (const auto number = figure(host, column))
            return *number;
        return text(host, column);
    case IdRole:
        return host.spec.name;
    case BadgesRole:
        return column == Limits ? limitBadges(host) : QVariant();
    case ToneRole:
        return int(tone(host, column));
    case StyleRole:
        return int(column >= Connections ? FigureCell : column == Name ? StrongCell : PlainCell);
    case SnapshotRole:
        return QVariant::fromValue(host);
    case FilterRole:
        return QString(host.spec.name + u'\n' + host.spec.description + u'\n' + usersOf(host));
    }
    return {};
}

QVariant VirtualHostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(alignment(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Description:
        return tr("Description");
    case Users:
        return tr("Users");
    case Limits:
        return tr("Limits");
    case Connections:
        return tr("Connections");
    case Exchanges:
        return tr("Exchanges");
    case Queues:
        return tr("Queues");
    case Ready:
        return tr("Ready");
    case Unacked:
        return tr("Unacked");
    }
    return {};
}

} // namespace ui::models
