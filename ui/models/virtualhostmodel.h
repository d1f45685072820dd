// SPDX-License-Identifier: GPL-3.0-or-later
// VirtualHostModel: one row for each virtual host, with what is in it, who may enter, and its limits.
// Owner: VirtualHostsPage. Thread: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/access.h>

namespace ui::models {

class VirtualHostModel final : public SnapshotTable<engine::VirtualHostSnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { Name, Description, Users, Limits, Connections, Exchanges, Queues, Ready, Unacked, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString keyOf(const engine::VirtualHostSnapshot &snapshot) const override { return snapshot.spec.name; }
};

} // namespace ui::models
