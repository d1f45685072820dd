// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/offsetset.h"

#include <algorithm>
#include <iterator>

namespace engine::core {

bool OffsetSet::contains(quint64 offset) const
{
    const auto after = m_intervals.upper_bound(offset);
    return after != m_intervals.begin() && std::prev(after)->second > offset;
}

void OffsetSet::insertRange(quint64 from, quint64 to)
{
    if (from >= to)
        return;
    auto next = m_intervals.upper_bound(from);
    if (next != m_intervals.begin()) {
        const auto before = std::prev(next);
        if (before->second >= from) {
            from = before->first;
            next = before;
        }
    }
    while (next != m_intervals.end() && next->first <= to) {
        to = std::max(to, next->second);
        m_count -= next->second - next->first;
        next = m_intervals.erase(next);
    }
    m_intervals.emplace_hint(next, from, to);
    m_count += to - from;
}

bool OffsetSet::remove(quint64 offset)
{
    const auto after = m_intervals.upper_bound(offset);
    if (after == m_intervals.begin())
        return false;
    const auto it = std::prev(after);
    const auto [from, to] = *it;
    if (to <= offset)
        return false;
    if (from == offset)
        m_intervals.erase(it);
    else
        it->second = offset;
    if (offset + 1 < to)
        m_intervals.emplace(offset + 1, to);
    --m_count;
    return true;
}

void OffsetSet::removeBelow(quint64 end)
{
    while (!m_intervals.empty() && m_intervals.begin()->first < end) {
        const auto [from, to] = *m_intervals.begin();
        m_intervals.erase(m_intervals.begin());
        m_count -= std::min(to, end) - from;
        if (to > end)
            m_intervals.emplace(end, to);
    }
}

quint64 OffsetSet::takeFirst()
{
    const quint64 offset = first();
    remove(offset);
    return offset;
}

void OffsetSet::clear()
{
    m_intervals.clear();
    m_count = 0;
}

} // namespace engine::core
