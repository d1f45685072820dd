// SPDX-License-Identifier: GPL-3.0-or-later
// QueueModel: one row for each queue, with RabbitMQ's columns, a level and the last minute of the incoming rate.
// Owner: QueuesPage, or whoever lists queues. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/snapshots.h>

#include <QHash>

namespace ui::models {

QString queueStateName(engine::QueueSnapshot::State state);
Level levelOf(const engine::QueueSnapshot &queue);
/// The limit that counts: "2,000", or "10 MB" where it is one of bytes.
QString limitText(const Level &level);

class QueueModel final : public DescribedTable<engine::QueueSnapshot, engine::QueueId>
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

    using DescribedTable::DescribedTable;

    QVariant data(const QModelIndex &index, int role) const override;

private:
    const Columns &columns() const override;
    engine::QueueId keyOf(const engine::QueueSnapshot &snapshot) const override { return snapshot.id; }
    QVariant idOf(const engine::QueueSnapshot &snapshot) const override { return snapshot.id.v; }
    QString filterText(const engine::QueueSnapshot &snapshot) const override;
    bool willChange(const engine::QueueSnapshot *before, const engine::QueueSnapshot &after) override;
    void willRemove(const engine::QueueSnapshot &snapshot) override { m_history.remove(snapshot.id); }

    QHash<engine::QueueId, QList<float>> m_history;
};

} // namespace ui::models
