// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/offsetreset.h"

#include <algorithm>

namespace engine::core {

namespace {

using Kind = ResetTarget::Kind;
using Note = ResetStep::Note;

/// Sums that do not fit end at the limits of the type, which lie outside of any log.
qint64 shifted(qint64 offset, qint64 by)
{
    qint64 sum = 0;
    if (!qAddOverflow(offset, by, &sum))
        return sum;
    return by < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
}

/// Where it goes, before the limits of the log; nullopt: `note` says why not.
std::optional<qint64> wanted(const ResetTarget &target, const PartitionFacts &facts, Note &note)
{
    switch (target.kind) {
    case Kind::Earliest:
        return facts.start;
    case Kind::Latest:
        return facts.end;
    case Kind::Offset:
        return target.value;
    case Kind::Timestamp:
        return facts.atTimestamp.value_or(facts.end);
    case Kind::Shift:
        if (facts.committed)
            return shifted(*facts.committed, target.value);
        note = Note::NothingCommitted;
        return std::nullopt;
    case Kind::Copy:
        if (!facts.other)
            note = Note::NothingToCopy;
        return facts.other;
    }
    return std::nullopt;
}

ResetStep stepFor(const ResetTarget &target, const PartitionFacts &facts)
{
    ResetStep step;
    step.partition = facts.partition;
    step.current = facts.committed;
    step.start = facts.start;
    step.end = facts.end;
    step.lagBefore = lagOf(facts.committed, facts.start, facts.end);
    if (const auto offset = wanted(target, facts, step.note)) {
        step.target = std::clamp(*offset, facts.start, facts.end);
        if (step.target != offset)
            step.note = Note::Limited;
    }
    step.lagAfter = lagOf(step.target ? step.target : step.current, facts.start, facts.end);
    return step;
}

} // namespace

std::optional<qint64> lagOf(std::optional<qint64> committed, qint64 start, qint64 end)
{
    if (!committed)
        return std::nullopt;
    return std::max<qint64>(end - std::max(*committed, start), 0);
}

std::optional<qint64> lagMsOf(qint64 lag, qint64 firstUnreadMs, qint64 nowMs)
{
    if (lag <= 0)
        return 0;
    if (firstUnreadMs <= 0)
        return std::nullopt;
    return std::max<qint64>(nowMs - firstUnreadMs, 0);
}

std::vector<ResetStep> planReset(const ResetTarget &target, const std::vector<PartitionFacts> &partitions)
{
    std::vector<ResetStep> steps;
    steps.reserve(partitions.size());
    for (const PartitionFacts &facts : partitions)
        steps.push_back(stepFor(target, facts));
    return steps;
}

} // namespace engine::core
