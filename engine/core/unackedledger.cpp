// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/unackedledger.h"

#include <algorithm>

namespace engine::core {

namespace {

constexpr size_t keptSettled =
    64; // below this, settled entries behind an unsettled one cost less than moving the others

} // namespace

quint64 UnackedLedger::add(Queue &queue, quint64 offset, Consumer *consumer, qint64 nowMs, qint64 timeoutMs)
{
    const qint64 dueMs = timeoutMs > 0 ? nowMs + timeoutMs : never;
    const bool isDelivery = consumer != nullptr;
    m_entries.push_back({m_nextTag, &queue, offset, consumer, nowMs, dueMs, false, isDelivery});
    m_earliestDueMs = std::min(m_earliestDueMs, dueMs);
    ++m_count;
    m_deliveries += isDelivery;
    noteInRun(m_entries.back());
    return m_nextTag++;
}

void UnackedLedger::noteInRun(const UnackedEntry &entry)
{
    if (m_runs.empty() || m_runs.back().added == runLength)
        m_runs.push_back({entry.tag, entry.offset, entry.offset, 0});
    Run &run = m_runs.back();
    run.lowest = std::min(run.lowest, entry.offset);
    run.highest = std::max(run.highest, entry.offset);
    ++run.added;
}

UnackedLedger::Entries::const_iterator UnackedLedger::firstOf(const Run &run) const
{
    return std::lower_bound(m_entries.begin(), m_entries.end(), run.firstTag,
                            [](const UnackedEntry &entry, quint64 tag) { return entry.tag < tag; });
}

UnackedEntry *UnackedLedger::find(quint64 tag)
{
    if (m_entries.empty() || tag < m_entries.front().tag)
        return nullptr;
    // Without gaps the tag tells the place.
    const quint64 guess = tag - m_entries.front().tag;
    auto it = m_entries.begin();
    if (guess < m_entries.size() && m_entries[guess].tag == tag)
        it += qptrdiff(guess);
    else
        it = std::lower_bound(m_entries.begin(), m_entries.end(), tag,
                              [](const UnackedEntry &entry, quint64 wanted) { return entry.tag < wanted; });
    return it != m_entries.end() && it->tag == tag && it->queue ? &*it : nullptr;
}

void UnackedLedger::settle(UnackedEntry &entry)
{
    entry.queue = nullptr;
    --m_count;
    m_deliveries -= entry.isDelivery;
}

void UnackedLedger::lose(UnackedEntry &entry)
{
    m_lost.insert(entry.tag);
    if (m_lost.intervals().size() > mostLostRuns)
        m_lost.removeBelow(m_lost.intervals().begin()->second);
    settle(entry);
}

void UnackedLedger::settleLost(quint64 tag, bool multiple)
{
    if (m_lost.isEmpty()) [[likely]]
        return;
    if (!multiple)
        m_lost.remove(tag);
    else if (tag == 0)
        m_lost.clear();
    else
        m_lost.removeBelow(tag + 1);
}

void UnackedLedger::trim()
{
    while (!m_entries.empty() && !m_entries.front().queue)
        m_entries.pop_front();
    const size_t settled = m_entries.size() - m_count;
    if (settled > keptSettled && settled > m_count) {
        std::erase_if(m_entries, [](const UnackedEntry &entry) { return !entry.queue; });
        m_runs.clear();
        for (const UnackedEntry &entry : m_entries)
            noteInRun(entry);
    }
    while (m_runs.size() > 1 && (m_entries.empty() || m_runs[1].firstTag <= m_entries.front().tag))
        m_runs.pop_front();
    if (m_entries.empty())
        m_runs.clear();
}

const UnackedEntry *UnackedLedger::findOverdue(qint64 nowMs)
{
    m_earliestDueMs = never;
    for (const UnackedEntry &entry : m_entries) {
        if (!entry.queue || entry.inTransaction)
            continue;
        m_earliestDueMs = std::min(m_earliestDueMs, entry.dueMs);
        if (entry.dueMs <= nowMs)
            return &entry;
    }
    return nullptr;
}

} // namespace engine::core
