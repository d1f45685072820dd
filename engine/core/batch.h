// SPDX-License-Identifier: GPL-3.0-or-later
// Batch: consecutive records of one partition as they go through the core: the bytes of a Kafka record batch, which core
// does not look into (RecordFormat does), and what a broker has to know about them.
// Thread: any (values).
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace engine::core {

/// Data, or the marker that ends a producer's transaction (a control batch of one record).
enum class BatchKind : quint8 { Data, Commit, Abort };

/// Who wrote a batch, for idempotent and transactional producers; id -1: neither.
struct ProducerStamp
{
    qint64 id = -1;
    qint16 epoch = -1;
    qint32 sequence = -1; ///< of the first record; the others count on, 0 follows 2^31 - 1
    bool isSet() const { return id >= 0; }
    bool operator==(const ProducerStamp &) const = default;
};

struct Batch
{
    quint64 base = 0;  ///< offset of the first position; given by the partition
    quint32 span = 0;  ///< positions it covers; more than count where records were compacted away
    quint32 count = 0; ///< records
    qint64 firstTimestamp = 0, maxTimestamp = 0; ///< milliseconds since 1970
    ProducerStamp producer;
    bool transactional = false;
    BatchKind kind = BatchKind::Data;
    /// Compaction has been here: from then on its tombstones, or the marker that it is, may go.
    std::optional<qint64> deleteHorizonMs;
    QByteArray bytes;

    quint64 end() const { return base + span; }
    bool operator==(const Batch &) const = default;
};

/// What a chunk says of the batches of one producer in it: adjacent ones of the same epoch whose sequences and offsets follow
/// each other are one run. From these a partition knows its producers and transactions again after a restart.
struct ProducerRun
{
    qint64 producer = -1;
    qint16 epoch = -1;
    BatchKind kind = BatchKind::Data;
    bool transactional = false;
    qint32 firstSequence = -1, lastSequence = -1; ///< -1 for markers
    quint64 firstOffset = 0, lastOffset = 0;
    bool operator==(const ProducerRun &) const = default;
};

/// Sequences are 31 bits and go round.
constexpr qint32 sequenceAfter(qint32 sequence, quint32 steps)
{
    return qint32((quint64(quint32(sequence)) + steps) & 0x7fffffff);
}

} // namespace engine::core
