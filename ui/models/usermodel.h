// SPDX-License-Identifier: GPL-3.0-or-later
// UserModel: one row for each user. PermissionModel: what one of them may do, a row for each virtual host and for each topic
// exchange with rules of its own.
// Owner: UsersPage. Thread: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/access.h>

namespace ui::models {

class UserModel final : public SnapshotTable<engine::UserSnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { Name, Tags, VirtualHosts, Password, Limits, Connections, Channels, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString keyOf(const engine::UserSnapshot &snapshot) const override { return snapshot.name; }
};

/// Permissions in a virtual host, or on the routing keys of one topic exchange in it.
struct PermissionEntry
{
    engine::PermissionSpec permission; ///< of a topic exchange: without configure
    std::optional<QString> exchange;
    bool operator==(const PermissionEntry &) const = default;
};

QList<PermissionEntry> permissionEntries(const engine::UserSnapshot &user);

class PermissionModel final : public SnapshotTable<PermissionEntry, std::tuple<QString, bool, QString, QString>>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Exchange, Configure, Write, Read, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::tuple<QString, bool, QString, QString> keyOf(const PermissionEntry &entry) const override
    {
        return {entry.permission.virtualHost, entry.exchange.has_value(), entry.exchange.value_or(QString()),
                entry.permission.user};
    }
};

} // namespace ui::models
