// SPDX-License-Identifier: GPL-3.0-or-later
// RecordFormat: how core reads and writes what is inside record batches without knowing their bytes: finding an offset,
// gathering messages of other protocols into a batch, opening a batch as messages, compaction. The common way of a Kafka
// batch, in and out, needs place(), find() and prefix() only.
// Owner: whoever builds the broker; it outlives the broker and its worker. Thread: any; implementations keep no state.
#pragma once

#include "core/batch.h"
#include "core/messagestore.h"

#include <functional>
#include <optional>
#include <span>

namespace engine::core {

class RecordFormat
{
public:
    virtual ~RecordFormat() = default;

    /// Gives a batch its place in its log: base offset in the bytes and in `batch`.
    virtual void place(Batch &batch, quint64 base) const = 0;
    /// As Kafka's LogAppendTime: this is the time of all its records.
    virtual void stamp(Batch &batch, qint64 appendTimeMs) const = 0;
    /// Position of the first of these consecutive batches that ends behind `offset`; their size where none does.
    virtual qsizetype find(QByteArrayView batches, quint64 offset) const = 0;
    /// Bytes of the leading batches that are no more than `most` together (but the first, whatever its size) and end at or
    /// below the offset `limit`; 0 where the first does not.
    virtual qsizetype prefix(QByteArrayView batches, qsizetype most, quint64 limit) const = 0;
    /// What stands in consecutive batches, without their bytes. Stops at the first that makes no sense.
    virtual std::vector<Batch> describe(QByteArrayView batches) const = 0;

    /// How many records from the offset `from` on are in these consecutive batches, markers left out; by their heads.
    virtual quint64 count(QByteArrayView batches, quint64 from) const = 0;

    /// One batch with a record for each message, at base, base + 1 …, whose time is `nowMs`. Nothing of a message is lost
    /// (decode()).
    virtual Batch encode(std::span<const MessagePtr> messages, quint64 base, qint64 nowMs) const = 0;
    /// The records from offset `from` on as messages, at most `most`, markers left out; batches are decompressed.
    /// Damaged: a batch cannot be read.
    virtual Result<std::vector<StoredMessage>> decode(QByteArrayView batches, quint64 from, size_t most) const = 0;
    /// ThatFit: as many as AMQP can take, and a word about the others; so does decode(). All: for what goes into a log again.
    enum class Headers : quint8 { ThatFit, All };
    /// The same with the time that each record has in its log.
    struct DatedMessage
    {
        quint64 offset = 0;
        qint64 timestamp = 0; ///< milliseconds since 1970
        MessagePtr message;
    };
    virtual Result<std::vector<DatedMessage>> decodeDated(QByteArrayView batches, quint64 from, size_t most,
                                                          Headers which) const = 0;
    /// The batch that ends a transaction: BatchKind::Commit or Abort, one record.
    virtual Batch marker(BatchKind kind, const ProducerStamp &producer, qint64 nowMs) const = 0;

    /// A record, as far as compaction, deletion, search by time and observers look at it.
    struct RecordKey
    {
        quint64 offset = 0;
        qint64 timestamp = 0;
        std::optional<QByteArrayView> key; ///< valid for the call only, as is the value
        QByteArrayView value;
        bool isTombstone = false; ///< has a key and no value
    };
    /// Calls `look` for each record but markers until it answers false. Damaged: a batch cannot be read.
    virtual Result<void> walk(QByteArrayView batches, const std::function<bool(const RecordKey &)> &look) const = 0;

    /// What a message becomes as a record has a key: a compacted topic takes no other.
    virtual bool hasKey(const Message &message) const = 0;

    /// What compaction decides of a batch, before it is asked about its records.
    struct BatchFate
    {
        bool keepsRecords = true;        ///< false: all of them go, or the marker that it is
        bool keepsHead = false;          ///< without a record it stays as an empty batch
        std::optional<qint64> horizonMs; ///< where tombstones (or a marker) stay that have no horizon yet: it gets this
    };
    class Judge
    {
    public:
        virtual ~Judge() = default;
        virtual BatchFate judge(const Batch &batch) = 0;
        /// Of the records of the batch that was judged last.
        virtual bool keeps(const RecordKey &record) = 0;
    };
    struct Filtered
    {
        QByteArray bytes;
        std::vector<Batch> batches; ///< what stands in them, as describe() tells it, but all firstTimestamps are exact
        bool isChanged = false;     ///< false: these are the batches that were given
    };
    /// The same batches with only what the judge keeps, at their offsets, each batch covering what it covered. Compression
    /// stays. Damaged: a batch cannot be read.
    virtual Result<Filtered> filtered(QByteArrayView batches, Judge &judge) const = 0;
};

} // namespace engine::core
