// SPDX-License-Identifier: GPL-3.0-or-later
// MessageStore: where the broker keeps what must outlive it. Asynchronous: the broker hands over one whole transaction at
// a time and goes on; while it commits, the next one gathers in the broker (group commit without timers).
// store/ implements it over SQLite; tests have others that fail, hold back or forget what was not synced.
// Owner: whoever builds the broker; it outlives the broker. Thread: engine, callbacks included.
#pragma once

#include "core/batch.h"
#include "core/definitions.h"
#include "core/message.h"

#include <engine/result.h>

#include <QBitArray>

#include <functional>
#include <memory>
#include <vector>

namespace engine::core {

/// A chunk: a batch of consecutive messages of one queue's log, one row of the store. Given by the broker, never reused.
struct ChunkId
{
    quint64 v = 0;
    bool isValid() const { return v != 0; }
    auto operator<=>(const ChunkId &) const = default;
};

struct StoredMessage
{
    quint64 offset = 0;     ///< in its queue
    bool transient = false; ///< spilled only to free memory; forgotten when the broker starts again
    MessagePtr message;
};

/// Bit i set: the message at offset base + i is gone (acknowledged, or never written). Shorter than the span: the rest is there.
using GoneBits = QBitArray;

struct ChunkAppend
{
    ChunkId chunk;
    QueueId log;
    quint64 base = 0;                    ///< offset of the first position; messages.front().offset may be higher
    quint32 span = 0;                    ///< positions it covers: base … base + span - 1
    std::vector<StoredMessage> messages; ///< ascending offsets within the span, gaps allowed, never empty
};

/// A chunk of a partition: record batches as they are, one behind the other, offsets ascending within the span. It may replace
/// others that cover the same offsets: append and removals in one transaction.
struct BatchAppend
{
    ChunkId chunk;
    QueueId log;
    quint64 base = 0;  ///< offset of the first position
    quint32 span = 0;  ///< positions it covers
    quint32 count = 0; ///< records
    qint64 firstTimestamp = 0, maxTimestamp = 0;
    std::vector<ProducerRun> producers;
    QByteArray data;
};

struct ChunkGone
{
    ChunkId chunk;
    GoneBits gone; ///< replaces what the store had for this chunk
};

/// What a queue keeps of a message that has come back to it. One with no returns says that there are messages with a priority
/// in the chunk, so that a start has to read it before it knows what is next.
struct ReturnedMessage
{
    quint64 offset = 0;
    quint32 returns = 0;     ///< how often it came back
    qint64 waitsUntilMs = 0; ///< not ready before, milliseconds since 1970; 0: it did not have to wait
    quint32 failures = 0;    ///< so many of its returns count for the delivery limit
    bool operator==(const ReturnedMessage &) const = default;
};

struct ChunkReturns
{
    ChunkId chunk;
    std::vector<ReturnedMessage> messages; ///< ascending offsets; replaces what the store had for this chunk
};

struct LogState
{
    QueueId log;
    quint64 lowWater = 0;      ///< everything below this offset is gone
    quint64 deliveredHigh = 0; ///< everything below may have been delivered before: redelivered after a restart
};

/// What one commit makes durable, all or nothing. Applied in the order of the members.
struct StoreTransaction
{
    quint64 sequence = 0; ///< ascending; names the commit to whoever waits for it
    /// True when somebody waits for the disk (a confirm, a declare-ok): the commit is synced. False: acknowledgements only;
    /// it need not survive a power failure, only the end of the process.
    bool sync = true;
    std::vector<DefinitionChange> definitions;
    std::vector<ChunkAppend> appends;
    std::vector<BatchAppend> batches;
    std::vector<ChunkGone> gone;
    std::vector<ChunkReturns> returns;
    std::vector<LogState> states;
    std::vector<ChunkId> removals; ///< chunks with no message left
    bool isEmpty() const
    {
        return definitions.empty() && appends.empty() && batches.empty() && gone.empty() && returns.empty() &&
               states.empty() && removals.empty();
    }
};

/// What a log holds, without the messages: enough to serve, whatever the depth.
struct ChunkInfo
{
    ChunkId chunk;
    quint64 base = 0;
    quint32 span = 0;
    quint64 bytes = 0; ///< sum of the bodies of the messages that are still there, as far as known
    GoneBits gone;     ///< gaps between messages and spilled transients included
};

struct StoredLog
{
    LogState state;
    std::vector<ChunkInfo> chunks;         ///< ascending base, disjoint
    std::vector<ReturnedMessage> returned; ///< of messages that may be gone since
};

/// A chunk of a partition, without its batches.
struct BatchChunk
{
    ChunkId chunk;
    quint64 base = 0;
    quint32 span = 0;
    quint32 count = 0;
    quint32 bytes = 0; ///< of the batches
    qint64 firstTimestamp = 0, maxTimestamp = 0;
    std::vector<ProducerRun> producers;
};

struct StoredPartition
{
    /// lowWater: where the log starts; what lies below is deleted. deliveredHigh: the next offset is not below it, even if no
    /// chunk reaches that far (the last one was damaged and set aside).
    LogState state;
    std::vector<BatchChunk> chunks; ///< ascending base, disjoint, none entirely below lowWater
};

struct StoreContents
{
    std::vector<Definition> definitions;
    std::vector<StoredLog> logs; ///< of durable queues only; others were forgotten when the store was opened
    std::vector<StoredPartition> partitions; ///< of all topics
    ChunkId highestChunk;
    QueueId highestQueue;
    MessageId highestMessage; ///< ids go on above this
    bool cleanClose = true;   ///< false: the last run was cut off, so every message may have been delivered before
    QStringList notices; ///< what a user must be told: damaged file set aside, chunks that failed their checksum …
};

class MessageStore
{
public:
    using Committed = std::function<void(StoreTransaction &&done, const Result<void> &result)>;
    using Loaded = std::function<void(Result<std::vector<StoredMessage>> messages)>;
    using BatchesLoaded = std::function<void(Result<QByteArray> batches)>;

    virtual ~MessageStore() = default;

    /// Everything that survived. Called once, before the first submit; may block (start-up only).
    virtual Result<StoreContents> open() = 0;

    /// Commits. One at a time: not called again before `done` has run (later, never from within submit()). The transaction
    /// comes back with its messages, so that they are released on the engine thread. On failure nothing of it is durable
    /// and the broker decides; the store stays usable if it can.
    virtual void submit(StoreTransaction &&transaction, Committed done) = 0;

    /// The messages of one committed chunk, those that are gone included if the store still has them. On the reader's own
    /// connection; several may be under way; answered in any order. Damaged: the chunk failed its checksum.
    virtual void load(ChunkId chunk, Loaded loaded) = 0;

    /// The same for a chunk of a partition: its batches as they were appended, each with its checksum verified.
    virtual void loadBatches(ChunkId chunk, BatchesLoaded loaded) = 0;

    /// Bytes the store occupies on disk now; 0 for one that keeps nothing.
    virtual quint64 diskBytes() const = 0;
    /// False: nothing survives (--memory).
    virtual bool isDurable() const = 0;
};

} // namespace engine::core
