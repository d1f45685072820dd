// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/undolog.h"

#include <algorithm>

namespace engine::facade {

quint64 UndoLog::keep(QueueId queue, std::vector<core::StoredMessage> messages, qint64 nowMs)
{
    dropExpired(nowMs);
    quint64 bytes = 0;
    for (const core::StoredMessage &stored : messages)
        bytes += stored.message->footprint();
    if (bytes > budgetBytes)
        return 0;
    while (m_bytes + bytes > budgetBytes)
        dropOldest();
    m_bytes += bytes;
    m_entries.push_back({++m_lastToken, queue, std::move(messages), bytes, nowMs + keptMs});
    return m_lastToken;
}

std::optional<UndoLog::Entry> UndoLog::take(quint64 token, qint64 nowMs)
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

} // namespace engine::facade
