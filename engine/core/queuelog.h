// SPDX-License-Identifier: GPL-3.0-or-later
// QueueLog: the messages of one queue as a log of segments: append, look at, mark as gone, hand over to the store, page out
// and in. Knows nothing of ready and unacked; that is Queue's. Owner: Queue. Thread: engine.
#pragma once

#include "core/segment.h"

#include <deque>
#include <memory>

namespace engine::core {

/// Sums over all queues of a broker that limits are applied to. Owner: Broker.
struct MemoryUse
{
    quint64 footprint = 0; ///< bytes of the messages that segments hold in memory (a fanned-out message counts in each)
    quint64 uncommitted = 0; ///< bytes of persistent messages not yet committed
};

class QueueLog
{
public:
    // A segment is closed when it reaches either bound; chunks of 64-256 KiB write fastest.
    static constexpr quint32 maxSegmentSpan = 4096;
    static constexpr quint64 maxSegmentBytes = 256 * 1024;

    /// What the store is to keep for good: of a durable queue what is persistent, of a quorum queue whatever there is.
    enum class Keeps : quint8 { Nothing, Persistent, Everything };

    QueueLog(QueueId id, Keeps keeps, MemoryUse &use);
    ~QueueLog();

    /// Rebuilds the log of a recovered queue, all of it paged out.
    void restore(const StoredLog &stored);

    /// due: the transaction that the message goes to the store with at the latest; 0: the next one.
    quint64 append(const MessagePtr &message, quint64 due = 0);
    /// The message at an offset that is live, or null while it is paged out.
    MessagePtr at(quint64 offset) const;
    bool isGone(quint64 offset) const;
    /// Marks as gone. False: it was already.
    bool remove(quint64 offset);
    /// Whether a message that was removed can return to its place.
    enum class Place : quint8 {
        Free,
        PagedOut,   ///< its segment has to be in memory first
        Committing, ///< not before the commit that is under way is done
        None,       ///< it was never there, or still is
    };
    Place placeOf(quint64 offset) const;
    /// Undo of remove(): puts a message back where it was. False: the place is not free.
    bool putBack(quint64 offset, const MessagePtr &message);
    /// The first live offset at or after this one, or end().
    quint64 nextLive(quint64 from) const;

    bool isPersistent() const { return m_keeps != Keeps::Nothing; }
    bool keeps(const Message &message) const
    {
        return m_keeps == Keeps::Everything || (m_keeps == Keeps::Persistent && message.persistent);
    }
    quint64 lowWater() const;
    quint64 end() const { return m_end; }
    quint64 live() const { return m_live; }
    quint64 bodyBytes() const { return m_bodyBytes; }
    /// Of these, those that the store has; estimated, as it writes many in one.
    quint64 storedBytes() const;
    quint64 footprint() const { return m_footprint; }
    const std::deque<std::unique_ptr<Segment>> &segments() const { return m_segments; }
    /// The segment that holds this offset, or null.
    Segment *segmentOf(quint64 offset) const;

    // The store's side.
    /// Something is to be written; collect() takes it.
    bool isDirty() const { return m_dirty; }
    /// True if a message waits for its commit, or for its place in a transaction.
    bool hasUncommitted() const { return m_uncommitted > 0; }
    /// Moves what must become durable into the transaction, but what is due after dueUpTo. True: something of that kind is left.
    bool collect(StoreTransaction &transaction, quint64 &nextChunk, quint64 dueUpTo);
    /// Also transient messages, oldest first but not those in [keepFrom, keepTo), up to budget bytes. Returns the bytes taken.
    quint64 collectSpill(StoreTransaction &transaction, quint64 &nextChunk, quint64 keepFrom, quint64 keepTo,
                         quint64 budget);
    /// A transaction this log has collected an append into has been committed, or has failed and is to be tried again.
    void committed(const ChunkAppend &append, bool ok);
    /// Adds the state that a clean stop keeps.
    void collectState(StoreTransaction &transaction, quint64 deliveredHigh) const;
    /// Drops messages in [from, to) from memory that the store has, the youngest first. Returns the bytes freed.
    quint64 pageOut(quint64 from, quint64 to, quint64 wanted);
    /// Fills a paged-out segment with what the store has read of its chunk.
    void loaded(ChunkId chunk, quint64 base, const std::vector<StoredMessage> &messages);
    /// After loaded(): live offsets of that segment for which the store had nothing (damaged). They are to be removed.
    std::vector<quint64> unreadable(quint64 base) const;

private:
    size_t indexOf(quint64 offset) const;
    Segment &tailFor(quint64 bytes);
    Segment *gapSegment(quint64 offset);
    void place(Segment &segment, quint64 offset, const MessagePtr &message);
    void forgetSlot(Segment &segment, quint64 offset);
    void dropIfFinished(size_t index);
    void noteGone(Segment &segment);
    void noteUncommitted(Segment &segment, qint64 change);
    void reopen(Segment &segment);
    void collectGone(StoreTransaction &transaction);
    void collectLowered(StoreTransaction &transaction);
    void appendChunk(Segment &segment, StoreTransaction &transaction, quint64 &nextChunk, bool withTransient);
    void recount(Segment &segment);
    quint64 unload(Segment &segment);

    const QueueId m_id;
    const Keeps m_keeps;
    MemoryUse &m_use;
    std::deque<std::unique_ptr<Segment>> m_segments; ///< ascending, disjoint, each with something live or under way
    std::vector<ChunkId> m_removals;                 ///< chunks that became empty since the last collect()
    mutable size_t m_hint = 0;                       ///< index of the segment that was asked for last
    quint64 m_end = 0;
    quint64 m_live = 0;
    quint64 m_bodyBytes = 0;
    quint64 m_footprint = 0;
    quint64 m_uncommitted = 0;
    quint64 m_collectFrom = 0;          ///< no segment below this offset has something to append
    quint64 m_statedLow = 0;            ///< the low-water mark that the store has been told
    bool m_isLowered = false;           ///< something has been put back, below that mark perhaps
    std::vector<quint64> m_goneChanged; ///< bases of the stored segments whose gone bits are to be written
    bool m_dirty = false;
};

} // namespace engine::core
