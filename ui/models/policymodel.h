// SPDX-License-Identifier: GPL-3.0-or-later
// PolicyModel: one row for each policy and operator policy, with RabbitMQ's columns and how much each applies to.
// Owner: PoliciesPage. Thread: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/snapshots.h>

namespace ui::models {

class PolicyModel final : public SnapshotTable<engine::PolicySnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Name, Kind, Pattern, ApplyTo, Definition, Priority, Queues, Exchanges, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString idOf(const engine::PolicySpec &spec);

private:
    QString keyOf(const engine::PolicySnapshot &snapshot) const override { return idOf(snapshot.spec); }
};

} // namespace ui::models
