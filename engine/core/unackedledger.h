// SPDX-License-Identifier: GPL-3.0-or-later
// UnackedLedger: what a channel was delivered and has not acknowledged, by delivery tag. Tags of deliveries that need no
// acknowledgement, and of what is settled, leave no trace: its size follows what is unacknowledged, however long one stays.
// Tags of what was lost with its queue are remembered: as with RabbitMQ a client may settle them, once, to no effect.
// Owner: Channel. Thread: engine.
#pragma once

#include "core/offsetset.h"

#include <deque>
#include <iterator>
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
    bool isDelivery = false;    ///< to a consumer, which may have been cancelled since; otherwise by get
};

class UnackedLedger
{
public:
    using Entries = std::deque<UnackedEntry>;

    /// Ascending tags.
    const Entries &entries() const { return m_entries; }
    Entries &entries() { return m_entries; }
    quint32 count() const { return m_count; }
    /// Of these the deliveries to consumers: without what was taken by get.
    quint32 deliveries() const { return m_deliveries; }

    /// Visits the unsettled entries of this queue whose offsets are within first and last. Runs of entries know the range of
    /// their offsets, so that of what is unacked elsewhere nothing is looked at but that range, one for a thousand; where a
    /// channel's deliveries of several queues alternate, the ranges are those of all of them.
    template <typename Visit>
    void visit(const Queue &queue, quint64 first, quint64 last, Visit &&visit) const
    {
        for (auto run = m_runs.begin(); run != m_runs.end(); ++run) {
            if (run->highest < first || run->lowest > last)
                continue;
            const auto next = std::next(run);
            const auto end = next == m_runs.end() ? m_entries.end() : firstOf(*next);
            for (auto entry = firstOf(*run); entry != end; ++entry) {
                if (entry->queue == &queue && entry->offset >= first && entry->offset <= last)
                    visit(*entry);
            }
        }
    }

    /// Takes a tag for a delivery that is not to be acknowledged.
    quint64 skipTag() { return m_nextTag++; }
    static constexpr qint64 never = std::numeric_limits<qint64>::max();
    /// timeoutMs: how long its acknowledgement may take; 0: for ever.
    quint64 add(Queue &queue, quint64 offset, Consumer *consumer, qint64 nowMs, qint64 timeoutMs);
    /// The unsettled entry with this tag, or null.
    UnackedEntry *find(quint64 tag);
    void settle(UnackedEntry &entry);
    /// The same, where its queue has gone: the tag stays known.
    void lose(UnackedEntry &entry);
    bool isLost(quint64 tag) const { return m_lost.contains(tag); }
    /// A lost tag is settled; with `multiple` those before it as well, and all of them with tag 0.
    void settleLost(quint64 tag, bool multiple);
    /// Lets go of settled entries; pointers into the ledger end here.
    void trim();

    /// No acknowledgement is overdue before; exact only after findOverdue().
    qint64 earliestDueMs() const { return m_earliestDueMs; }
    /// The oldest of those whose acknowledgement is overdue, or null. What a transaction has settled is not.
    const UnackedEntry *findOverdue(qint64 nowMs);

    /// So many runs of lost tags are remembered, the youngest ones.
    static constexpr size_t mostLostRuns = 4096;

private:
    static constexpr quint32 runLength = 1024;
    /// Entries that were added one after another, up to the first one of the next run; some of them may have left.
    struct Run
    {
        quint64 firstTag = 0;
        quint64 lowest = 0, highest = 0; ///< offsets
        quint32 added = 0;
    };
    Entries::const_iterator firstOf(const Run &run) const;
    void noteInRun(const UnackedEntry &entry);

    Entries m_entries;
    std::deque<Run> m_runs; ///< as many as the entries need
    OffsetSet m_lost;
    quint64 m_nextTag = 1;
    quint32 m_count = 0;
    quint32 m_deliveries = 0;
    qint64 m_earliestDueMs = never;
};

} // namespace engine::core
