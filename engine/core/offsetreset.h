// SPDX-License-Identifier: GPL-3.0-or-later
// Moving a group's offsets, and how far a group is behind: plain computations over what somebody has looked up. The names of
// the targets are those of Kafka's own tool.
// Thread: any (values).
#pragma once

#include "core/consumergroup.h"

#include <optional>
#include <vector>

namespace engine::core {

struct ResetTarget
{
    enum class Kind : quint8 {
        Earliest,
        Latest,
        Offset,    ///< `value`
        Timestamp, ///< the first record at or after `value`, milliseconds since 1970; PartitionFacts::atTimestamp
        Shift,     ///< `value` records on, or back where it is negative
        Copy,      ///< where another group is; PartitionFacts::other
    };
    Kind kind = Kind::Earliest;
    qint64 value = 0;
};

/// What has been looked up about a partition. Offsets of it lie between start and end.
struct PartitionFacts
{
    TopicPartition partition;
    std::optional<qint64> committed;
    qint64 start = 0, end = 0;
    std::optional<qint64> atTimestamp; ///< nullopt: nothing is that new, which means the end
    std::optional<qint64> other;       ///< what the group that is copied from has committed
};

struct ResetStep
{
    enum class Note : quint8 {
        None,
        Limited,          ///< what was asked for lies outside of the log: its start or end
        NothingCommitted, ///< nothing to shift: stays as it is
        NothingToCopy,    ///< the other group has nothing: stays as it is
    };
    TopicPartition partition;
    std::optional<qint64> current, target; ///< no target: nothing is done
    qint64 start = 0, end = 0;
    std::optional<qint64> lagBefore, lagAfter;
    Note note = Note::None;
    bool operator==(const ResetStep &) const = default;
};

/// What a reset would do, one step for each partition. ConsumerGroups::reset() does it.
std::vector<ResetStep> planReset(const ResetTarget &target, const std::vector<PartitionFacts> &partitions);

/// Messages between a committed offset and the end that are still there; nullopt: nothing is committed.
std::optional<qint64> lagOf(std::optional<qint64> committed, qint64 start, qint64 end);

/// How far behind in time: the age of the first record that is not read yet; 0: all is read. firstUnreadMs: when that was
/// written; 0: it is not known, which is nullopt.
std::optional<qint64> lagMsOf(qint64 lag, qint64 firstUnreadMs, qint64 nowMs);

} // namespace engine::core
