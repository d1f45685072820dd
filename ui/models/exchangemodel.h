// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeModel: one row for each exchange, with RabbitMQ's columns.
// Owner: ExchangesPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/snapshots.h>

namespace ui::models {

class ExchangeModel final : public DescribedTable<engine::ExchangeSnapshot, engine::ExchangeId>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Name, Type, Features, Policy, RateIn, RateOut, Bindings, columnEnd };

    using DescribedTable::DescribedTable;

    QVariant data(const QModelIndex &index, int role) const override;

private:
    const Columns &columns() const override;
    engine::ExchangeId keyOf(const engine::ExchangeSnapshot &snapshot) const override { return snapshot.id; }
    QVariant idOf(const engine::ExchangeSnapshot &snapshot) const override { return snapshot.id.v; }
    QString filterText(const engine::ExchangeSnapshot &snapshot) const override;
};

/// Their names in this virtual host, sorted, without the default exchange: to choose from.
QStringList exchangeNames(const QList<engine::ExchangeSnapshot> &exchanges, const QString &virtualHost);

} // namespace ui::models
