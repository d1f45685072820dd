// SPDX-License-Identifier: GPL-3.0-or-later
// RoutingModel: what each binding on a message's way makes of it, those that take it first, exchange by exchange.
// Owner: RoutingPreview. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/routing.h>

namespace ui::models {

struct RoutingRow
{
    int place = 0;                        ///< among all of them
    engine::ExchangeExplanation exchange; ///< without its bindings
    engine::BindingExplanation binding;
    bool operator==(const RoutingRow &) const = default;
};

class RoutingModel final : public DescribedTable<RoutingRow, int>
{
    Q_OBJECT
public:
    enum Column { Takes, Exchange, Condition, To, Why, columnEnd };

    using DescribedTable::DescribedTable;

    void show(const engine::RoutingExplanation &explanation);

private:
    const Columns &columns() const override;
    int keyOf(const RoutingRow &row) const override { return row.place; }
    QVariant idOf(const RoutingRow &row) const override { return row.place; }
};

} // namespace ui::models
