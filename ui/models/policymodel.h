// SPDX-License-Identifier: GPL-3.0-or-later
// PolicyModel: one row for each policy and operator policy, with RabbitMQ's columns and how much each applies to.
// Owner: PoliciesPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/snapshots.h>

namespace ui::models {

class PolicyModel final : public DescribedTable<engine::PolicySnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Name, Kind, Pattern, ApplyTo, Definition, Priority, Queues, Exchanges, columnEnd };

    using DescribedTable::DescribedTable;

    static QString idOf(const engine::PolicySpec &spec);

private:
    const Columns &columns() const override;
    QString keyOf(const engine::PolicySnapshot &snapshot) const override { return idOf(snapshot.spec); }
    QVariant idOf(const engine::PolicySnapshot &snapshot) const override { return idOf(snapshot.spec); }
    QString filterText(const engine::PolicySnapshot &snapshot) const override;
};

} // namespace ui::models
