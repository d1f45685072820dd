// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/fetchsession.h"

#include "protocol/kafka/limits.h"

namespace engine::protocol::kafka {

bool FetchSession::update(const wire::kafka::FetchRequest &request)
{
    for (const auto &topic : request.topics) {
        for (const auto &partition : topic.partitions) {
            FetchTarget &target = m_targets[{topic.topic, partition.partition}];
            target.offset = partition.fetchOffset;
            target.maxBytes = partition.partitionMaxBytes;
            target.leaderEpoch = partition.currentLeaderEpoch;
        }
    }
    for (const auto &topic : request.forgottenTopicsData) {
        for (const qint32 partition : topic.partitions)
            m_targets.erase({topic.topic, partition});
    }
    return m_targets.size() <= MaxSessionPartitions;
}

} // namespace engine::protocol::kafka
