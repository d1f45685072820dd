// SPDX-License-Identifier: GPL-3.0-or-later
// Partition: a log that keeps what it is given: record batches in chunks, each record with an offset, read by anybody from any
// place, never consumed. What is appended gathers, goes to the store with the next commit, and is visible to readers after
// it: nobody ever sees a record that a crash could take back. Old chunks go by retention; small ones are merged, so that a
// million lone records do not cost a million chunks (PartitionRewriter). What compaction removes leaves holes: offsets stay.
// Offsets: logStart <= lastStable <= highWatermark <= end. Owner: Topic. Thread: engine.
#pragma once

#include "core/messagestore.h"
#include "core/partitionproducers.h"
#include "core/partitionrewriter.h"

#include <engine/ids.h>
#include <engine/result.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace engine::core {

class Broker;
class Topic;
class Partition;

/// Who wants to know when there is more to read. Called while a commit is being noted: take note, work later
/// (Broker::flushLater()).
class PartitionReader
{
public:
    virtual ~PartitionReader() = default;
    /// The high watermark or the last stable offset has moved, or a chunk that was being read is here.
    virtual void partitionAdvanced(Partition &partition) = 0;
    /// It is being deleted: the pointer is not good any more. The reader is forgotten.
    virtual void partitionLeaves(Partition &partition) = 0;
};

class Partition
{
public:
    /// A chunk is closed when it reaches this, unless one batch alone is larger.
    static constexpr qsizetype chunkBytes = 512 * 1024;

    Partition(Topic &topic, quint32 number, QueueId log);
    ~Partition();
    Partition(const Partition &) = delete;
    Partition &operator=(const Partition &) = delete;

    Topic &topic() const { return m_topic; }
    quint32 number() const { return m_number; }
    QueueId log() const { return m_log; }

    /// The first offset that is not deleted.
    quint64 logStart() const { return m_logStart; }
    /// Everything below is committed: readers see no further.
    quint64 highWatermark() const { return m_highWatermark; }
    /// Everything below belongs to no open transaction: who reads committed records only sees no further.
    quint64 lastStable() const;
    /// The offset that the next record gets.
    quint64 end() const { return m_end; }
    /// Of what is committed and not deleted. Where the start lies within a chunk that compaction or transactions have left
    /// gaps in, its records are counted first: until then there may be more than this.
    quint64 records() const { return m_chunks.records() - deletedRecords(); }
    /// A chunk that is deleted in part counts whole.
    quint64 bytes() const { return m_chunks.bytes(); }
    /// Of its chunks, that are in memory as well.
    quint64 cachedBytes() const { return m_chunks.cachedBytes(); }
    /// Records ever appended while the broker runs: for rates.
    quint64 appended() const { return m_appended; }
    quint64 appendedBytes() const { return m_appendedBytes; }
    /// Records ever given to readers while the broker runs, as often as they were given; likewise.
    quint64 delivered() const { return m_delivered; }
    quint64 deliveredBytes() const { return m_deliveredBytes; }
    /// Of the newest record that is committed; 0: there is none.
    qint64 newestTimestamp() const;
    qint64 oldestTimestamp() const;
    const PartitionProducers &producers() const { return m_producers; }

    // In. Visible and durable with the commit that gathers now: Broker::whenCommitted().
    struct Appended
    {
        quint64 base = 0;
        qint64 appendTimeMs = -1; ///< where the topic's records get the broker's time
        bool isDuplicate = false; ///< a retry of what is there already, at `base`
    };
    /// A checked batch of at least one record; its base is given here. MessageTooLarge, OutOfOrderSequence, ProducerFenced.
    Result<Appended> append(Batch batch, ChannelRef by = {});
    /// A message of another protocol; its offset. Those of a turn are gathered into one batch. hasRoomFor() has allowed it.
    quint64 append(const MessagePtr &message);
    /// As a record it is no larger than max.message.bytes.
    bool hasRoomFor(const Message &message) const;
    /// Ends the transaction that this producer has open here. ProducerFenced.
    Result<void> appendMarker(BatchKind kind, const ProducerStamp &producer);

    // Out.
    struct Slice
    {
        QByteArray chunk;
        qsizetype position = 0, size = 0;
        std::optional<quint32> records = {}; ///< where it is all of a chunk
        QByteArrayView view() const { return QByteArrayView(chunk).sliced(position, size); }
    };
    enum class ReadState : quint8 {
        Data,       ///< at least one batch
        AtEnd,      ///< nothing there yet
        Loading,    ///< is being read from disk: PartitionReader::partitionAdvanced() follows
        OutOfRange, ///< below logStart, or above the end
    };
    /// Whole batches from the one that holds `from` on, up to the offset `limit` (highWatermark() or lastStable()) and about
    /// `most` bytes; the first batch comes whatever its size. Adds to `out`.
    ReadState read(quint64 from, quint64 limit, qsizetype most, std::vector<Slice> &out);
    /// Records of a slice from an offset on.
    quint64 recordsIn(const Slice &slice, quint64 from) const;
    /// A reader has been given so much.
    void noteDelivered(quint64 records, quint64 bytes)
    {
        m_delivered += records;
        m_deliveredBytes += bytes;
    }
    void addReader(PartitionReader *reader) { m_readers.push_back(reader); }
    void removeReader(PartitionReader *reader) { std::erase(m_readers, reader); }

    struct Position
    {
        quint64 offset = 0;
        qint64 timestamp = 0;
    };
    /// The first record whose time is at or after this one; nullopt: there is none. Answers at once or after reading; not at
    /// all where the partition is deleted before.
    void findTime(qint64 timestamp, std::function<void(Result<std::optional<Position>>)> found);
    /// About when the record at this offset was written: exact for the first of a batch that is in memory, else by its place
    /// between the first and the last of its batch or chunk; 0: it is not known.
    qint64 timeNear(quint64 offset) const;

    // Keeping and deleting.
    /// Everything below this offset is deleted. OffsetOutOfRange above the high watermark.
    Result<void> deleteBelow(quint64 offset);
    /// Deletes what the topic's settings say is too old or too much.
    void enforceRetention(qint64 nowMs);

    /// The chunks that are committed, oldest first; for compaction and for looking.
    using Chunk = PartitionChunks::Chunk;
    const std::deque<Chunk> &chunks() const { return m_chunks.all(); }
    /// The batches of a chunk, from memory or from the store, at once or later; not at all where the partition is deleted
    /// before. A chunk that cannot be read is dropped: NotFound or Damaged.
    enum class Keep : bool { No, InCache };
    void load(ChunkId chunk, std::function<void(Result<QByteArray>)> loaded, Keep keep = Keep::InCache);

    // Compaction.
    /// Below this offset no record has a later one with the same key below it. After a restart it is told by the holes that
    /// compaction has left, so it may be lower than it was.
    quint64 cleanBelow() const { return m_cleanBelow; }
    void noteClean(quint64 below) { m_cleanBelow = std::max(m_cleanBelow, below); }
    /// Nothing is left of this aborted transaction, whose marker goes as well: readers who were told of it would wait for that.
    void forgetAborted(qint64 producer, quint64 marker) { m_producers.forgetAborted(producer, marker); }
    void noteHorizon(ChunkId chunk, qint64 horizonMs) { m_chunks.noteHorizon(chunk, horizonMs); }
    /// With the next commit. As PartitionRewriter::replace().
    quint64 replace(PartitionRewriter::Replacement &&replacement);
    PartitionRewriter &rewriter() { return m_rewriter; }
    const PartitionRewriter &rewriter() const { return m_rewriter; }

    // Called by Broker and Topic only.
    void restore(StoredPartition &&stored);
    void collect(StoreTransaction &transaction, quint64 &nextChunk);
    void collectState(StoreTransaction &transaction) const;
    void committed(const BatchAppend &append, bool ok);
    /// A chunk that a transaction which failed meant to remove is still in use.
    bool uses(ChunkId chunk) const { return m_chunks.find(chunk) != nullptr; }
    bool isQueuedForStore = false; ///< in the broker's list of those with something for the store

private:
    void tellAppended(ChannelRef by) const;
    void gather(Batch &&batch);
    qint64 timeForRetention(qint64 maxTimestamp) const;
    void seal();
    Batch encoded(std::span<const MessagePtr> messages) const;
    void addChunk(const BatchAppend &append);
    void considerMerging(size_t last);
    void dropDeleted();
    quint64 deletedRecords() const;
    void countDeleted();
    void publish();
    void buildChunks();
    BatchAppend newChunk() const;
    void commitInMemory(quint64 &nextChunk);
    void startLoading(ChunkId chunk);
    void askStore(ChunkId chunk);
    void loaded(ChunkId chunk, const Result<QByteArray> &batches);
    void forgetUnreadable(ChunkId chunk);
    bool sliceOf(const Chunk &chunk, const QByteArray &data, quint64 from, quint64 limit, qsizetype most,
                 std::vector<Slice> &out) const;
    void notifyLater();
    std::optional<Position> positionIn(const QByteArray &batches, qint64 timestamp) const;
    void findTimeIn(size_t index, qint64 timestamp, const std::function<void(Result<std::optional<Position>>)> &found);
    void moveStart(quint64 offset);
    void markDirty();
    void notifyReaders();

    // Set in the constructor.
    Broker &m_broker;
    Topic &m_topic;
    const quint32 m_number;
    const QueueId m_log;

    quint64 m_logStart = 0;
    quint64 m_highWatermark = 0;
    quint64 m_end = 0;
    quint64 m_appended = 0, m_appendedBytes = 0;
    quint64 m_delivered = 0, m_deliveredBytes = 0;
    PartitionChunks m_chunks;
    PartitionRewriter m_rewriter;
    struct PartlyDeleted
    {
        ChunkId chunk;
        quint64 start = 0;   ///< m_logStart when it was counted
        quint64 records = 0; ///< of the chunk, below it
    };
    PartlyDeleted m_partlyDeleted;
    quint64 m_cleanBelow = 0;
    PartitionProducers m_producers;

    // On the way to the store.
    std::vector<MessagePtr> m_messages; ///< at m_end - size … m_end - 1; not in a batch yet
    quint64 m_messageBytes = 0;
    std::vector<Batch> m_gathered;
    std::deque<BatchAppend> m_waiting; ///< chunks that are built and not committed, in order
    size_t m_submitted = 0;            ///< so many of them are in the transaction under way
    quint64 m_uncommittedBytes = 0;
    std::vector<ChunkId> m_removals;
    bool m_startMoved = false;

    std::vector<PartitionReader *> m_readers;
    struct Loading
    {
        ChunkId chunk;
        std::function<void(Result<QByteArray>)> done; ///< null: for whoever reads
        Keep keep = Keep::InCache;
    };
    std::vector<Loading> m_loading;
    std::shared_ptr<Partition *>
        m_self; ///< answers of the reader find the partition through it, or null when it is gone
};

} // namespace engine::core
