// SPDX-License-Identifier: GPL-3.0-or-later
// How far groups have come in the topics there are: lag in messages and in time, and what has to be looked up before offsets
// are moved. Readers see a partition up to its high watermark, so that is its end here.
// Thread: engine.
#pragma once

#include "core/consumergroups.h"

#include <functional>
#include <optional>
#include <vector>

namespace engine::core {

class Broker;

struct PartitionProgress
{
    GroupOffset committed;
    bool isThere = false; ///< the partition is; otherwise the rest says nothing
    qint64 start = 0, end = 0;
    std::optional<qint64> lag;   ///< messages
    std::optional<qint64> lagMs; ///< how old the first message is that is not read yet; nullopt: it is not known
};

/// One for each offset the group has committed, by topic and partition.
std::vector<PartitionProgress> progressOf(const Broker &broker, const ConsumerGroup &group);

/// Looks up what planReset() needs for these partitions; those that are not there (any more) are left out. copyFrom: the group
/// for ResetTarget::Kind::Copy. Answered at once, or when the times have been looked up.
[[nodiscard]] AnswerTicket lookUp(Broker &broker, const GroupKey &group, const ResetTarget &target,
                                  const QByteArray &copyFrom, const std::vector<TopicPartition> &partitions,
                                  PendingAnswer<std::vector<PartitionFacts>>::Callback answer);

} // namespace engine::core
