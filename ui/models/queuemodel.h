// SPDX-License-Identifier: GPL-3.0-or-later
// QueueModel: one row for each queue, with RabbitMQ's columns, a level and the last minute of the incoming rate.
// Owner: QueuesPage, or whoever lists queues. Thread: ui.
#pragma once

#include "ui/models/roles.h"
#include "ui/models/snapshottable.h"

#include <engine/snapshots.h>

#include <QHash>

namespace ui::models {

QString queueStateName(engine::QueueSnapshot::State state);
Level levelOf(const engine::QueueSnapshot &queue);

class QueueModel final : public SnapshotTable<engine::QueueSnapshot, engine::QueueId>
{
    Q_OBJECT
public:
    enum Column {
        VirtualHost,
        Name,
        Type,
        Features,
        Policy,
        State,
        LevelBar,
        Ready,
        Unacked,
        Total,
        Incoming,
        DeliverGet,
        Ack,
        Consumers,
        columnEnd
    };
    static constexpr int historyLength = 60;

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    engine::QueueId keyOf(const engine::QueueSnapshot &snapshot) const override { return snapshot.id; }
    bool willChange(const engine::QueueSnapshot *before, const engine::QueueSnapshot &after) override;
    void willRemove(const engine::QueueSnapshot &snapshot) override { m_history.remove(snapshot.id); }

    QHash<engine::QueueId, QList<float>> m_history;
};

} // namespace ui::models
