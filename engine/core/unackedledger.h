// SPDX-License-Identifier: GPL-3.0-or-later
// UnackedLedger: what a channel was delivered and has not acknowledged, by delivery tag. Tags of deliveries that need no
// acknowledgement, and of what is settled, leave no trace: its size follows what is unacknowledged, however long one stays.
// Owner: Channel. Thread: engine.
#pragma once

#include <QtGlobal>

#include <deque>
#include <limits>

namespace engine::core {

class Queue;
struct Consumer;

struct UnackedEntry
{
    quint64 tag = 0;
    Queue *queue = nullptr; ///< null: settled already, leaves the ledger soon
    quint64 offset = 0;
    Consumer *consumer = nullptr; ///< null: by get, or the consumer was cancelled
    qint64 deliveredAtMs = 0;
    qint64 dueMs = 0;           ///< when its acknowledgement is overdue
    bool inTransaction = false; ///< settled by a transaction that has not been committed
};

class UnackedLedger
{
public:
    using Entries = std::deque<UnackedEntry>;

    /// Ascending tags.
    const Entries &entries() const { return m_entries; }
    Entries &entries() { return m_entries; }
    quint32 count() const { return m_count; }

    /// Takes a tag for a delivery that is not to be acknowledged.
    quint64 skipTag() { return m_nextTag++; }
    static constexpr qint64 never = std::numeric_limits<qint64>::max();
    /// timeoutMs: how long its acknowledgement may take; 0: for ever.
    quint64 add(Queue &queue, quint64 offset, Consumer *consumer, qint64 nowMs, qint64 timeoutMs);
    /// The unsettled entry with this tag, or null.
    UnackedEntry *find(quint64 tag);
    void settle(UnackedEntry &entry);
    /// Lets go of settled entries; pointers into the ledger end here.
    void trim();

    /// No acknowledgement is overdue before; exact only after findOverdue().
    qint64 earliestDueMs() const { return m_earliestDueMs; }
    /// The oldest of those whose acknowledgement is overdue, or null. What a transaction has settled is not.
    const UnackedEntry *findOverdue(qint64 nowMs);

private:
    Entries m_entries;
    quint64 m_nextTag = 1;
    quint32 m_count = 0;
    qint64 m_earliestDueMs = never;
};

} // namespace engine::core
