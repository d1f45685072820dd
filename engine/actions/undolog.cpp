// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/undolog.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace engine::actions {

quint64 UndoLog::bytesOf(const Changes &changes)
{
    return std::accumulate(changes.begin(), changes.end(), quint64(0),
                           [](quint64 sum, const Change &change) { return sum + change.bytes(); });
}

quint64 UndoLog::keep(Changes changes, qint64 nowMs)
{
    dropExpired(nowMs);
    const quint64 bytes = bytesOf(changes);
    if (changes.empty() || bytes > budgetBytes)
        return 0;
    add({++m_lastToken, std::move(changes), bytes, nowMs + keptMs});
    return m_lastToken;
}

bool UndoLog::extend(quint64 token, Changes more, qint64 nowMs)
{
    std::optional<Entry> entry = takeEntry(token, nowMs);
    if (!entry)
        return false;
    entry->bytes += bytesOf(more);
    if (entry->bytes > budgetBytes || entry->changes.size() + more.size() > mostExtended)
        return false;
    std::move(more.begin(), more.end(), std::back_inserter(entry->changes));
    entry->untilMs = nowMs + keptMs;
    add(std::move(*entry));
    return true;
}

std::optional<Changes> UndoLog::take(quint64 token, qint64 nowMs)
{
    std::optional<Entry> entry = takeEntry(token, nowMs);
    return entry ? std::optional(std::move(entry->changes)) : std::nullopt;
}

std::optional<UndoLog::Entry> UndoLog::takeEntry(quint64 token, qint64 nowMs)
{
    dropExpired(nowMs);
    const auto it =
        std::find_if(m_entries.begin(), m_entries.end(), [token](const Entry &e) { return e.token == token; });
    if (it == m_entries.end())
        return std::nullopt;
    Entry entry = std::move(*it);
    m_bytes -= entry.bytes;
    m_entries.erase(it);
    return entry;
}

/// The one that is kept longest is the last one.
void UndoLog::add(Entry entry)
{
    while (m_bytes + entry.bytes > budgetBytes)
        dropOldest();
    m_bytes += entry.bytes;
    m_entries.push_back(std::move(entry));
}

void UndoLog::dropExpired(qint64 nowMs)
{
    while (!m_entries.empty() && m_entries.front().untilMs <= nowMs)
        dropOldest();
}

void UndoLog::dropOldest()
{
    m_bytes -= m_entries.front().bytes;
    m_entries.pop_front();
}

} // namespace engine::actions
