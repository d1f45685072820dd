// SPDX-License-Identifier: GPL-3.0-or-later
// BindingModel: all bindings; views show those of one exchange or queue through BindingFilterProxy.
// Owner: a page. Thread: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/snapshots.h>

#include <QSortFilterProxyModel>

namespace ui::models {

class BindingModel final : public SnapshotTable<engine::BindingSnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { From, RoutingKey, Arguments, To, ToType, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// A text that two bindings share only when they are the same binding.
    static QString identity(const engine::BindingSpec &spec);

private:
    QString keyOf(const engine::BindingSnapshot &snapshot) const override { return identity(snapshot.spec); }
};

/// The bindings that leave an exchange, or that arrive at an exchange or a queue.
class BindingFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit BindingFilterProxy(QObject *parent = nullptr);
    void showFrom(const QString &virtualHost, const QString &exchange);
    void showTo(const QString &virtualHost, engine::DestinationType type, const QString &destination);

private:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

    QString m_virtualHost;
    QString m_name;
    engine::DestinationType m_type = engine::DestinationType::Queue;
    bool m_outgoing = true;
};

} // namespace ui::models
