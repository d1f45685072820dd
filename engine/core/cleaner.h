// SPDX-License-Identifier: GPL-3.0-or-later
// Cleaner: compaction of topics whose cleanup.policy has "compact": which partition is next, one at a time. The policy is that
// of Kafka's log cleaner. A partition is due when the part of it that is new since its last pass is more than
// min.cleanable.dirty.ratio, or older than max.compaction.lag.ms; or when a tombstone has stayed long enough. What may be
// compacted ends at the last stable offset, and at the first chunk with a record younger than min.compaction.lag.ms.
// Where Kafka leaves the active segment alone, there is no such thing here: a chunk is what is compacted, the newest as well.
// Owner: Broker. Thread: engine.
#pragma once

#include "core/cleaningpass.h"
#include "core/duetask.h"

#include <memory>
#include <optional>

namespace engine::core {

class Cleaner
{
public:
    /// How often it looks whether something is due, while there are topics to be compacted.
    static constexpr qint64 everyMs = 5000;

    explicit Cleaner(Broker &broker);
    ~Cleaner();

    /// A topic that compacts has come, or one has begun to.
    void arm();
    void partitionLeaves(const Partition &partition);
    bool isAtWork() const { return m_pass && !m_isOver; }
    /// For tests: smaller maps.
    void setMostKeys(size_t keys) { m_mostKeys = keys; }

private:
    struct Plan
    {
        Partition *partition = nullptr;
        double urgency = 0;
        CompactionJudge::Facts facts;
    };
    void look();
    void lookAgainAt(qint64 ms);
    std::optional<Plan> planFor(Partition &partition) const;
    void passEnded(bool complete);

    Broker &m_broker;
    DueTask m_look;
    std::unique_ptr<CleaningPass> m_pass;
    bool m_isOver = false; ///< the pass has ended, and is let go of with the next look
    size_t m_mostKeys = KeyOffsets::most;
};

} // namespace engine::core
