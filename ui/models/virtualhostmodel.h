// SPDX-License-Identifier: GPL-3.0-or-later
// VirtualHostModel: one row for each virtual host, with what is in it, who may enter, and its limits.
// Owner: VirtualHostsPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/access.h>

namespace ui::models {

class VirtualHostModel final : public DescribedTable<engine::VirtualHostSnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { Name, Description, Users, Limits, Connections, Exchanges, Queues, Ready, Unacked, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    QString keyOf(const engine::VirtualHostSnapshot &snapshot) const override { return snapshot.spec.name; }
    QVariant idOf(const engine::VirtualHostSnapshot &snapshot) const override { return snapshot.spec.name; }
    QString filterText(const engine::VirtualHostSnapshot &snapshot) const override;
};

} // namespace ui::models
