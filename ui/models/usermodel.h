// SPDX-License-Identifier: GPL-3.0-or-later
// UserModel: one row for each user. PermissionModel: what one of them may do, a row for each virtual host and for each topic
// exchange with rules of its own.
// Owner: UsersPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/access.h>

namespace ui::models {

class UserModel final : public DescribedTable<engine::UserSnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { Name, Tags, VirtualHosts, Password, Limits, Connections, Channels, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    QString keyOf(const engine::UserSnapshot &snapshot) const override { return snapshot.name; }
    QVariant idOf(const engine::UserSnapshot &snapshot) const override { return snapshot.name; }
    QString filterText(const engine::UserSnapshot &snapshot) const override;
};

/// Permissions in a virtual host, or on the routing keys of one topic exchange in it.
struct PermissionEntry
{
    engine::PermissionSpec permission; ///< of a topic exchange: without configure
    std::optional<QString> exchange;
    bool operator==(const PermissionEntry &) const = default;
};

QList<PermissionEntry> permissionEntries(const engine::UserSnapshot &user);

class PermissionModel final : public DescribedTable<PermissionEntry, std::tuple<QString, bool, QString, QString>>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Exchange, Configure, Write, Read, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    QVariant idOf(const PermissionEntry &entry) const override;
    std::tuple<QString, bool, QString, QString> keyOf(const PermissionEntry &entry) const override
    {
        return {entry.permission.virtualHost, entry.exchange.has_value(), entry.exchange.value_or(QString()),
                entry.permission.user};
    }
};

} // namespace ui::models
