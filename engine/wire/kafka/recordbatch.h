// SPDX-License-Identifier: GPL-3.0-or-later
// Kafka's RecordBatch v2 (magic 2): the unit of storage of every queue and topic, and what Kafka clients send and
// fetch. RecordBatchBuilder writes records straight into the caller's OutBuffer; peek() checks header and checksum;
// RecordReader walks the records as views. Nothing is allocated for a record. Attributes are kept, compressed records
// are not read here. Layout: the record batch page of Kafka's protocol documentation; all numbers big-endian. Thread:
// any (not shared).
#pragma once

#include "wire/bytereader.h"
#include "wire/bytewriter.h"

#include <QByteArrayView>

#include <optional>
#include <span>

namespace engine::wire::kafka {

/// Base offset, length, leader epoch, magic, crc, attributes … record count.
inline constexpr qsizetype RecordBatchHeaderSize = 61;
/// Base offset and length: what the length does not count.
inline constexpr qsizetype RecordBatchPrefixSize = 12;
/// Largest batch that is read: an AMQP body of 128 MiB with all its properties fits.
inline constexpr qint32 MaxRecordBatchSize = 160 * 1024 * 1024;
/// An empty record: length, attributes, two deltas, key, value and header count, one byte each.
inline constexpr qsizetype MinRecordSize = 7;

enum class Compression : quint8 { None = 0, Gzip = 1, Snappy = 2, Lz4 = 3, Zstd = 4 };

/// The bits of RecordBatchInfo::attributes.
enum BatchAttribute : quint16 {
    CompressionMask = 0x07,
    LogAppendTime = 0x08,
    Transactional = 0x10,
    ControlBatch = 0x20,
    HasDeleteHorizon = 0x40,
};

/// The header's fields, under the names of Kafka's documentation.
struct RecordBatchInfo
{
    qint64 baseOffset = 0;
    qint32 batchLength = 0; ///< bytes behind this field
    qint32 partitionLeaderEpoch = -1;
    quint32 crc = 0;
    quint16 attributes = 0;
    qint32 lastOffsetDelta = 0;
    qint64 baseTimestamp = 0; ///< milliseconds since 1970; with HasDeleteHorizon that horizon, and no record's time
    qint64 maxTimestamp = 0;
    qint64 producerId = -1;
    qint16 producerEpoch = -1;
    qint32 baseSequence = -1;
    qint32 recordCount = 0;

    qint64 lastOffset() const { return baseOffset + lastOffsetDelta; }
    qsizetype size() const { return RecordBatchPrefixSize + batchLength; }
    Compression compression() const { return Compression(attributes & CompressionMask); }
    /// From when on compaction may remove the tombstones of the batch, or the marker that it is (KIP-534).
    std::optional<qint64> deleteHorizonMs() const
    {
        return attributes & HasDeleteHorizon ? std::optional(baseTimestamp) : std::nullopt;
    }
    bool operator==(const RecordBatchInfo &) const = default;
};

enum class Checksum : quint8 { Verify, Trust };

/// The header of the batch at the start of `bytes`, once all of the batch is there; consumed() is the batch's size.
/// Checks magic, lengths, counts and, unless trusted, the CRC-32C. The records inside are checked by RecordReader.
DecodeResult<RecordBatchInfo> peek(QByteArrayView bytes, Checksum checksum = Checksum::Verify,
                                   qint32 maxBatchSize = MaxRecordBatchSize);

/// Gives a stored or received batch another place in its log. The checksum does not cover the base offset.
/// `batch` must hold at least the prefix.
void patchBaseOffset(char *batch, qint64 baseOffset);
/// The same for the epoch of the leader that appended it, which stands behind the prefix; the checksum does not cover it either.
void patchLeaderEpoch(char *batch, qint32 epoch);

/// A record header. A null value is Kafka's null, an empty one is empty.
struct RecordHeader
{
    QByteArrayView key;
    QByteArrayView value;
};

/// A record as views into its batch. Null key or value is Kafka's null.
struct RecordView
{
    qint64 offset = 0;
    qint64 timestamp = 0;
    quint8 attributes = 0;
    QByteArrayView key;
    QByteArrayView value;
    qint32 headerCount = 0;
    QByteArrayView headers; ///< raw; walk them with HeaderReader
    qsizetype position = 0; ///< of the record's length field in the batch
    qsizetype size = 0;     ///< with the length field
};

class HeaderReader
{
public:
    explicit HeaderReader(const RecordView &record)
        : m_reader(record.headers)
        , m_left(record.headerCount)
    {}
    /// The next header; false at the end. Headers of a record from RecordReader are valid.
    bool next(RecordHeader &header);

private:
    ByteReader m_reader;
    qint32 m_left;
};

/// The value of the first header under `key`; null when there is none.
QByteArrayView headerValue(const RecordView &record, QByteArrayView key);

/// Walks the records of one uncompressed batch that passed peek(). Checks each record in full, headers included.
class RecordReader
{
public:
    /// `batch` starts with the batch that `info` describes, and must outlive the reader and its views.
    RecordReader(QByteArrayView batch, const RecordBatchInfo &info);

    /// The next record; false at the end or at the first bad one.
    bool next(RecordView &record);
    bool ok() const { return m_reader.ok(); }
    /// Offset counts from the start of the batch.
    Malformed error() const;

private:
    RecordBatchInfo m_info;
    ByteReader m_reader;
    qint64 m_lastOffset = -1;
    qint32 m_left;
};

/// A single record at a position known from RecordView::position: random access without walking the batch.
DecodeResult<RecordView> recordAt(QByteArrayView batch, const RecordBatchInfo &info, qsizetype position);

/// What a batch says about itself beyond its records.
struct BatchOptions
{
    quint16 attributes = 0;
    qint32 partitionLeaderEpoch = -1;
    qint64 producerId = -1;
    qint16 producerEpoch = -1;
    qint32 baseSequence = -1;
    /// Stands in the place of the first timestamp; the records count theirs from it.
    std::optional<qint64> deleteHorizonMs = {};
    /// Where that is not what the records say: the time of appending, or there are none.
    std::optional<qint64> maxTimestamp = {};
};

/// Builds one batch at the end of a buffer. The buffer may hold other bytes before it; nobody else may append
/// meanwhile.
class RecordBatchBuilder
{
public:
    RecordBatchBuilder(OutBuffer &out, qint64 baseOffset, const BatchOptions &options = {});

    /// `offset` must be above the last one appended (or at least the base offset): gaps are allowed, order is not
    /// broken. Null key or value becomes Kafka's null. Answers the record's position in the batch, for recordAt().
    qsizetype append(qint64 offset, qint64 timestamp, QByteArrayView key, QByteArrayView value,
                     std::span<const RecordHeader> headers = {});

    qint32 recordCount() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    /// Bytes so far, header included.
    qsizetype size() const { return m_out.size() - m_begin; }
    qint64 lastOffset() const { return m_baseOffset + m_lastOffsetDelta; }

    /// Completes header and checksum. `lastOffset` may lie above the last record's offset: the batch then covers the
    /// gap. The view is good until the buffer changes. An empty batch is allowed (Kafka's compaction leaves such).
    QByteArrayView finish();
    QByteArrayView finish(qint64 lastOffset);

    /// Bytes that a record will take at most, for choosing where a batch ends.
    static qsizetype recordBound(QByteArrayView key, QByteArrayView value, std::span<const RecordHeader> headers = {});

private:
    OutBuffer &m_out;
    const qsizetype m_begin;
    const qint64 m_baseOffset;
    BatchOptions m_options;
    qint64 m_baseTimestamp = -1;
    qint64 m_maxTimestamp = -1;
    qint32 m_lastOffsetDelta = -1;
    qint32 m_count = 0;
};

} // namespace engine::wire::kafka
