// SPDX-License-Identifier: GPL-3.0-or-later
// PriorityLevels: the ready messages of a queue with x-max-priority, by priority and then by age. Owner: Queue. Thread: engine.
#pragma once

#include "core/offsetset.h"

#include <optional>
#include <vector>

namespace engine::core {

class PriorityLevels
{
public:
    /// highest: messages of a higher priority count as this one.
    explicit PriorityLevels(quint8 highest)
        : m_levels(size_t(highest) + 1)
    {}
    void insert(quint64 offset, quint8 priority)
    {
        m_levels[std::min<size_t>(priority, m_levels.size() - 1)].insert(offset);
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
