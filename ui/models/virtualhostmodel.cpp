// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/virtualhostmodel.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::VirtualHostSnapshot;

namespace {

QString usersOf(const VirtualHostSnapshot &host)
{
    return host.users.isEmpty() ? VirtualHostModel::tr("nobody") : host.users.join(u", "_s);
}

QStringList hostLimitBadges(const VirtualHostSnapshot &host)
{
    QStringList badges;
    if (host.limits.maxConnections)
        badges << VirtualHostModel::tr("connections %1").arg(*host.limits.maxConnections);
    if (host.limits.maxQueues)
        badges << VirtualHostModel::tr("queues %1").arg(*host.limits.maxQueues);
    return badges;
}

bool isReached(const std::optional<quint32> &limit, quint32 count)
{
    return limit && count >= *limit;
}

} // namespace

const VirtualHostModel::Columns &VirtualHostModel::columns() const
{
    using Host = VirtualHostSnapshot;
    static const Columns all = [] {
        Columns list{
            {.title = tr("Name"),
             .text = [](const Host &h) { return h.spec.name; },
             .style = StrongCell,
             .toolTip =
                 [](const Host &h) {
                     QStringList lines{h.spec.name};
                     if (!h.spec.tags.isEmpty())
                         lines << tr("Tags: %1").arg(h.spec.tags.join(u", "_s));
                     if (!h.spec.defaultQueueType.isEmpty())
                         lines << tr("Queues declared without a type: %1").arg(h.spec.defaultQueueType);
                     return lines.join(u'\n');
                 }},
            {.title = tr("Description"),
             .text = [](const Host &h) { return h.spec.description; },
             .tone = [](const Host &) { return Tone::Muted; }},
            {.title = tr("Users"),
             .text = usersOf,
             .tone = [](const Host &h) { return h.users.isEmpty() ? Tone::Faint : Tone::Normal; },
             .toolTip =
                 [](const Host &h) {
                     return h.users.isEmpty()
                                ? tr("No user has permissions here: only the window and the local socket may enter.")
                                : tr("Users with permissions here: %1").arg(usersOf(h));
                 }},
            {.title = tr("Limits"),
             .text = [](const Host &h) { return hostLimitBadges(h).join(u' '); },
             .badges = hostLimitBadges},
            countColumn<Host>(tr("Connections"), [](const Host &h) { return h.connections; }),
            countColumn<Host>(tr("Exchanges"), [](const Host &h) { return h.exchanges; }),
            countColumn<Host>(tr("Queues"), [](const Host &h) { return h.queues; }),
            countColumn<Host>(
                tr("Ready"), [](const Host &h) { return h.ready; }, Tone::Ready),
            countColumn<Host>(
                tr("Unacked"), [](const Host &h) { return h.unacked; }, Tone::Unacked),
        };
        const auto warn = [](ColumnOf<Host> &column, auto isFull, auto meaning) {
            column.tone = [isFull, usual = column.tone](const Host &h) { return isFull(h) ? Tone::Unacked : usual(h); };
            column.toolTip = [isFull, meaning](const Host &h) { return isFull(h) ? meaning(h) : QString(); };
        };
        warn(
            list[Connections], [](const Host &h) { return isReached(h.limits.maxConnections, h.connections); },
            [](const Host &h) {
                return tr("The limit of %1 is reached: no client can connect.").arg(*h.limits.maxConnections);
            });
        warn(
            list[Queues], [](const Host &h) { return isReached(h.limits.maxQueues, h.queues); },
            [](const Host &h) {
                return tr("The limit of %1 is reached: no queue can be declared.").arg(*h.limits.maxQueues);
            });
        return list;
    }();
    return all;
}

QString VirtualHostModel::filterText(const VirtualHostSnapshot &host) const
{
    return host.spec.name + u'\n' + host.spec.description + u'\n' + usersOf(host);
}

} // namespace ui::models
