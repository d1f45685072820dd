// SPDX-License-Identifier: GPL-3.0-or-later
// TopicModel: one row for each topic. PartitionModel: one row for each partition of one topic. The columns are those that Kafka's
// consoles have.
// Owner: TopicsPage, TopicPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/topics.h>

namespace ui::models {

class TopicModel final : public DescribedTable<engine::TopicSnapshot, engine::TopicId>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Name, Partitions, Messages, Size, RateIn, RateOut, Retention, Groups, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    engine::TopicId keyOf(const engine::TopicSnapshot &snapshot) const override { return snapshot.id; }
    QVariant idOf(const engine::TopicSnapshot &snapshot) const override { return snapshot.id.v; }
    QString filterText(const engine::TopicSnapshot &snapshot) const override;
};

class PartitionModel final : public DescribedTable<engine::PartitionSnapshot, quint32>
{
    Q_OBJECT
public:
    enum Column { Number, FirstOffset, NextOffset, Messages, Size, RateIn, RateOut, Newest, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    quint32 keyOf(const engine::PartitionSnapshot &snapshot) const override { return snapshot.number; }
    QVariant idOf(const engine::PartitionSnapshot &snapshot) const override { return snapshot.number; }
};

/// "7 d or 5 GB", "compact", "for ever"; the size is that of each partition.
QString retentionText(const engine::TopicRetention &retention);
/// A configured time in the largest unit that says it exactly: "7 d", "36 h", "1500 ms".
QString exactDuration(qint64 ms);

} // namespace ui::models
