// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prioritylevels.h"

#include <algorithm>

namespace engine::core {

quint8 PriorityLevels::remove(quint64 offset)
{
    for (size_t level = m_levels.size(); level-- > 0;) {
        if (m_levels[level].remove(offset))
            return quint8(level);
    }
    return 0;
}

bool PriorityLevels::contains(quint64 offset) const
{
    return std::any_of(m_levels.begin(), m_levels.end(),
                       [offset](const OffsetSet &level) { return level.contains(offset); });
}

std::optional<quint64> PriorityLevels::first() const
{
    const auto level =
        std::find_if(m_levels.rbegin(), m_levels.rend(), [](const OffsetSet &set) { return !set.isEmpty(); });
    if (level == m_levels.rend())
        return std::nullopt;
    return level->first();
}

void PriorityLevels::clear()
{
    for (OffsetSet &level : m_levels)
        level.clear();
}

} // namespace engine::core
