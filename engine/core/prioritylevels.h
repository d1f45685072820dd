// SPDX-License-Identifier: GPL-3.0-or-later
// PriorityLevels: the ready messages of a queue with x-max-priority, or of a quorum queue that has got messages with a
// priority, by priority and then by age. Owner: Queue. Thread: engine.
#pragma once

#include "core/offsetset.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace engine::core {

class PriorityLevels
{
public:
    // RabbitMQ 4.3: every quorum queue has 32 priorities; a message without one has 4. (Up to 4.2 there were two, high above 4,
    // and two high messages for each other one.) What comes back is ahead of them all.
    static constexpr quint8 quorumOrdinary = 4, quorumHighest = 31, quorumReturned = 32;

    /// highest: messages of a higher priority count as this one.
    explicit PriorityLevels(quint8 highest)
        : m_levels(size_t(highest) + 1)
    {}
    void insert(quint64 offset, quint8 priority) { insertRange(offset, offset + 1, priority); }
    /// [from, to)
    void insertRange(quint64 from, quint64 to, quint8 priority)
    {
        m_levels[std::min<size_t>(priority, m_levels.size() - 1)].insertRange(from, to);
    }
    /// The priority it was inserted with (0 if it was not there).
    quint8 remove(quint64 offset);
    bool contains(quint64 offset) const;
    /// The oldest of the highest priority that has any.
    std::optional<quint64> first() const;
    void clear();

private:
    std::vector<OffsetSet> m_levels;
};

} // namespace engine::core
