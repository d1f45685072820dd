// SPDX-License-Identifier: GPL-3.0-or-later
// TopicSnapshots: topics and their partitions as a window sees them. Keeps the previous counters, for rates, while somebody
// watches: forget() drops them.
// Owner: facade's Watches; the broker outlives it. Thread: engine.
#pragma once

#include "inspect/rates.h"

#include <engine/topics.h>

#include <QByteArray>
#include <QHash>

#include <utility>

namespace engine::core {
class Broker;
class Partition;
class Topic;
} // namespace engine::core

namespace engine::inspect {

class TopicSnapshots
{
public:
    explicit TopicSnapshots(const core::Broker &broker)
        : m_broker(broker)
    {}

    /// Sorted by virtual host and name. `nowMs` is monotonic time.
    QList<TopicSnapshot> topics(qint64 nowMs);
    void forget() { m_known.clear(); }

private:
    struct Known
    {
        Rates<4> rates;
        quint64 seen = 0;
    };
    /// Groups that have committed in it, by virtual host and topic.
    void countGroups();
    TopicSnapshot snapshot(const core::Topic &topic, qint64 nowMs);
    PartitionSnapshot snapshot(const core::Partition &partition, qint64 nowMs);

    const core::Broker &m_broker;
    QHash<QueueId, Known> m_known; ///< by the partitions' logs
    QHash<std::pair<QByteArray, QByteArray>, quint32> m_groups;
    quint64 m_pass = 0;
};

} // namespace engine::inspect
