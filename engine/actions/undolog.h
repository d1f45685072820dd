// SPDX-License-Identifier: GPL-3.0-or-later
// UndoLog: what was done to messages by hand, kept for ten minutes and within a budget so that it can be taken back.
// The oldest entries give way to new ones. Owner: Actions. Thread: engine.
#pragma once

#include "core/queue.h"

#include <deque>
#include <optional>
#include <vector>

namespace engine::actions {

/// What was done to one message.
struct Change
{
    QueueId queue;                  ///< it was taken from
    core::Queue::Taken taken;       ///< without its message: it stayed where it is
    std::vector<MessageRef> copies; ///< where it has arrived, but in logs, which give nothing back
    quint64 bytes() const
    {
        return copies.size() * sizeof(MessageRef) + (taken.message ? taken.message->footprint() : 0);
    }
};
using Changes = std::vector<Change>;

class UndoLog
{
public:
    static constexpr quint64 budgetBytes = 64 * 1024 * 1024;
    static constexpr qint64 keptMs = 10 * 60 * 1000;
    /// So many changes an entry can grow to: each costs more than its bytes() where there is no message in it.
    static constexpr size_t mostExtended = 500'000;

    /// The token; 0 where the changes are none, or more than the budget.
    quint64 keep(Changes changes, qint64 nowMs);
    /// More of what this entry is about: from now on it is kept as long as a new one. False: it is not there, or it would be more
    /// than the budget or mostExtended, and is forgotten.
    bool extend(quint64 token, Changes more, qint64 nowMs);
    /// Takes the entry out; nothing where it was taken, gave way or is too old.
    std::optional<Changes> take(quint64 token, qint64 nowMs);
    void dropExpired(qint64 nowMs);
    /// When the next entry expires; 0 for none.
    qint64 nextExpiryMs() const { return m_entries.empty() ? 0 : m_entries.front().untilMs; }
    quint64 bytes() const { return m_bytes; }

private:
    struct Entry
    {
        quint64 token = 0;
        Changes changes;
        quint64 bytes = 0;
        qint64 untilMs = 0;
    };
    static quint64 bytesOf(const Changes &changes);
    std::optional<Entry> takeEntry(quint64 token, qint64 nowMs);
    void add(Entry entry);
    void dropOldest();

    std::deque<Entry> m_entries; ///< oldest first
    quint64 m_bytes = 0;
    quint64 m_lastToken = 0;
};

} // namespace engine::actions
