// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeModel: one row for each exchange, with RabbitMQ's columns.
// Owner: ExchangesPage. Thread: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/snapshots.h>

namespace ui::models {

class ExchangeModel final : public SnapshotTable<engine::ExchangeSnapshot, engine::ExchangeId>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Name, Type, Features, Policy, RateIn, RateOut, Bindings, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    engine::ExchangeId keyOf(const engine::ExchangeSnapshot &snapshot) const override { return snapshot.id; }
};

/// Their names in this virtual host, sorted, without the default exchange: to choose from.
QStringList exchangeNames(const QList<engine::ExchangeSnapshot> &exchanges, const QString &virtualHost);

} // namespace ui::models
