// SPDX-License-Identifier: GPL-3.0-or-later
// ConsumerModel: the consumers of one queue, with RabbitMQ's columns.
// Owner: QueuePage. Thread: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/snapshots.h>

namespace ui::models {

class ConsumerModel final : public SnapshotTable<engine::ConsumerSnapshot, engine::ConsumerId>
{
    Q_OBJECT
public:
    enum Column {
        Tag,
        Owner,
        Channel,
        Active,
        Prefetch,
        Unacked,
        Deliver,
        AckRequired,
        Exclusive,
        Arguments,
        ActivityStatus,
        Timeout,
        columnEnd
    };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    engine::ConsumerId keyOf(const engine::ConsumerSnapshot &snapshot) const override { return snapshot.id; }
};

/// Those of all connections that take from this queue.
QList<engine::ConsumerSnapshot> consumersOf(const QList<engine::ConnectionSnapshot> &connections,
                                            engine::QueueId queue);

} // namespace ui::models
