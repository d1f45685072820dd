// SPDX-License-Identifier: GPL-3.0-or-later
// UndoLog: what destructive commands removed, kept for ten minutes and within a budget so that it can be brought back.
// The oldest entries give way to new ones. Owner: EngineHost. Thread: engine.
#pragma once

#include "core/messagestore.h"

#include <engine/specs.h>

#include <deque>
#include <optional>
#include <vector>

namespace engine::facade {

class UndoLog
{
public:
    static constexpr quint64 budgetBytes = 64 * 1024 * 1024;
    static constexpr qint64 keptMs = 10 * 60 * 1000;

    struct Entry
    {
        quint64 token = 0;
        QueueId queue;
        std::vector<core::StoredMessage> messages;
        quint64 bytes = 0;
        qint64 untilMs = 0;
    };

    /// The token; 0 where the messages are more than the budget.
    quint64 keep(QueueId queue, std::vector<core::StoredMessage> messages, qint64 nowMs);
    /// Takes the entry out; nothing where it was taken, gave way or is too old.
    std::optional<Entry> take(quint64 token, qint64 nowMs);
    void dropExpired(qint64 nowMs);
    /// When the next entry expires; 0 for none.
    qint64 nextExpiryMs() const { return m_entries.empty() ? 0 : m_entries.front().untilMs; }
    quint64 bytes() const { return m_bytes; }

private:
    void dropOldest();

    std::deque<Entry> m_entries; ///< oldest first
    quint64 m_bytes = 0;
    quint64 m_lastToken = 0;
};

} // namespace engine::facade
