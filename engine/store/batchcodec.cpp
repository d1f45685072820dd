// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/batchcodec.h"

#include "store/rowcheck.h"
#include "wire/bytereader.h"
#include "wire/bytewriter.h"
#include "wire/kafka/recordbatch.h"

#include <algorithm>
#include <limits>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::BatchAppend;
using core::BatchChunk;
using core::BatchKind;
using core::ChunkId;
using core::ProducerRun;
using wire::ByteReader;
using wire::RawWriter;
using wire::kafka::Checksum;
using wire::kafka::RecordBatchInfo;
using wire::kafka::RecordReader;
using wire::kafka::RecordView;

namespace {

constexpr char TopicChunkTableName[] = "topic_chunk"; // its name is in the checksum of the head
// Base offset, length and leader epoch stand before the part of a batch that its own checksum covers.
constexpr qsizetype UncoveredSize = 16;
constexpr qsizetype MaxBatchHeadNumbers = 9 * 10 + 2 * 4;
constexpr qsizetype MaxRunSize = 1 + 10 + 3 + 2 * 5 + 2 * 10;
constexpr qsizetype MinRunSize = 5;

enum RunFlag : quint8 {
    KindMask = 0x03,
    IsTransactional = 0x04,
    HasSequences = 0x08,
};

/// Goes through consecutive batches. The first that is broken, or does not lie behind the one before, ends it.
class BatchWalk
{
public:
    BatchWalk(QByteArrayView data, Checksum checksum)
        : m_rest(data)
        , m_checksum(checksum)
    {}

    bool next()
    {
        if (m_rest.isEmpty() || m_fault)
            return false;
        const auto peeked = wire::kafka::peek(m_rest, m_checksum);
        if (!peeked)
            return fail(peeked.isMalformed() ? peeked.error().what : "a batch is cut off");
        if (m_any && peeked->baseOffset <= m_info.lastOffset())
            return fail("offsets of batches do not ascend");
        m_info = *peeked;
        m_any = true;
        m_bytes = m_rest.first(m_info.size());
        m_rest = m_rest.sliced(m_info.size());
        m_places = wire::crc32c(m_bytes.first(UncoveredSize), m_places);
        return true;
    }
    const RecordBatchInfo &info() const { return m_info; }
    QByteArrayView bytes() const { return m_bytes; }
    quint32 places() const { return m_places; } ///< of the batches so far
    const char *fault() const { return m_fault; }

private:
    bool fail(const char *what)
    {
        m_fault = what;
        return false;
    }

    QByteArrayView m_rest;
    QByteArrayView m_bytes;
    RecordBatchInfo m_info;
    const Checksum m_checksum;
    const char *m_fault = nullptr;
    quint32 m_places = 0;
    bool m_any = false;
};

/// Checks the batches against the span they belong to, and gathers the checksum over their places.
Result<quint32> placesOf(quint64 base, quint32 span, QByteArrayView data, Checksum checksum, BrokerError code)
{
    BatchWalk walk(data, checksum);
    while (walk.next()) {
        if (quint64(walk.info().baseOffset) < base || quint64(walk.info().lastOffset()) >= base + span)
            return Error{code, u"a batch lies outside the offsets of its chunk"_s};
    }
    if (walk.fault())
        return Error{code, QLatin1StringView(walk.fault())};
    return walk.places();
}

qint64 difference(quint64 a, quint64 b)
{
    return qint64(a - b); // wraps, and so does the way back
}

void writeRun(RawWriter &writer, const ProducerRun &run, const ProducerRun &previous)
{
    const bool hasSequences = run.firstSequence != -1 || run.lastSequence != -1;
    quint8 flags = quint8(run.kind);
    flags |= run.transactional ? IsTransactional : 0;
    flags |= hasSequences ? HasSequences : 0;
    writer.u8(flags);
    writer.zigzag64(difference(quint64(run.producer), quint64(previous.producer)));
    writer.zigzag32(run.epoch);
    if (hasSequences) {
        writer.zigzag32(run.firstSequence);
        writer.zigzag32(qint32(quint32(run.lastSequence) - quint32(run.firstSequence)));
    }
    writer.zigzag64(difference(run.firstOffset, previous.firstOffset));
    writer.zigzag64(difference(run.lastOffset, run.firstOffset));
}

ProducerRun readRun(ByteReader &reader, const ProducerRun &previous)
{
    ProducerRun run;
    const quint8 flags = reader.u8();
    run.kind = BatchKind(flags & KindMask);
    run.transactional = flags & IsTransactional;
    run.producer = qint64(quint64(previous.producer) + quint64(reader.zigzag64()));
    run.epoch = qint16(reader.zigzag32());
    if (flags & HasSequences) {
        run.firstSequence = reader.zigzag32();
        run.lastSequence = qint32(quint32(run.firstSequence) + quint32(reader.zigzag32()));
    }
    run.firstOffset = previous.firstOffset + quint64(reader.zigzag64());
    run.lastOffset = run.firstOffset + quint64(reader.zigzag64());
    return run;
}

/// What the runs of a chunk are told from: offsets count from the base, producers from none.
ProducerRun beforeFirst(quint64 base)
{
    ProducerRun run;
    run.firstOffset = base;
    return run;
}

void readRuns(ByteReader &reader, BatchChunk &chunk)
{
    const quint32 count = reader.varint32();
    if (qint64(count) * MinRunSize > reader.remaining())
        return reader.fail(wire::Fault::Truncated, "more producers than the head has room for");
    chunk.producers.reserve(count);
    ProducerRun previous = beforeFirst(chunk.base);
    for (quint32 i = 0; i < count; ++i) {
        previous = readRun(reader, previous);
        chunk.producers.push_back(previous);
    }
}

/// Commit or abort: the second number in the key of a marker's only record.
BatchKind kindOf(QByteArrayView batch, const RecordBatchInfo &info)
{
    if (!(info.attributes & wire::kafka::ControlBatch))
        return BatchKind::Data;
    RecordReader records(batch, info);
    RecordView record;
    if (!records.next(record))
        return BatchKind::Data;
    ByteReader key(record.key);
    key.i16(); // version
    return key.i16() == 1 ? BatchKind::Commit : BatchKind::Abort;
}

void addToRuns(std::vector<ProducerRun> &runs, QByteArrayView batch, const RecordBatchInfo &info)
{
    if (info.producerId < 0)
        return;
    ProducerRun run;
    run.producer = info.producerId;
    run.epoch = info.producerEpoch;
    run.kind = kindOf(batch, info);
    run.transactional = info.attributes & wire::kafka::Transactional;
    run.firstOffset = quint64(info.baseOffset);
    run.lastOffset = quint64(info.lastOffset());
    if (info.baseSequence >= 0 && run.kind == BatchKind::Data) {
        run.firstSequence = info.baseSequence;
        run.lastSequence = core::sequenceAfter(info.baseSequence, quint32(info.lastOffsetDelta));
    }
    const bool follows = !runs.empty() && run.kind == BatchKind::Data && runs.back().kind == run.kind &&
                         runs.back().producer == run.producer && runs.back().epoch == run.epoch &&
                         runs.back().transactional == run.transactional && run.firstSequence >= 0 &&
                         runs.back().lastSequence >= 0 &&
                         core::sequenceAfter(runs.back().lastSequence, 1) == run.firstSequence &&
                         runs.back().lastOffset + 1 == run.firstOffset;
    if (!follows) {
        runs.push_back(run);
        return;
    }
    runs.back().lastSequence = run.lastSequence;
    runs.back().lastOffset = run.lastOffset;
}

} // namespace

Result<BatchRow> rowOf(const BatchAppend &append)
{
    const auto places = placesOf(append.base, append.span, append.data, Checksum::Trust, BrokerError::Internal);
    if (!places)
        return Error{BrokerError::Internal, u"chunk %1: %2"_s.arg(append.chunk.v).arg(places.error().detail)};
    return BatchRow{append.log,
                    {append.chunk, append.base, append.span, append.count, quint32(append.data.size()),
                     append.firstTimestamp, append.maxTimestamp, append.producers},
                    *places};
}

QByteArray packBatchHead(const BatchRow &row)
{
    const BatchChunk &chunk = row.chunk;
    QByteArray head(MaxBatchHeadNumbers + MaxRunSize * qsizetype(chunk.producers.size()), Qt::Uninitialized);
    RawWriter writer(head.data());
    for (const quint64 number :
         {row.log.v, chunk.base, quint64(chunk.span), quint64(chunk.count), quint64(chunk.bytes)})
        writer.varint(number);
    writer.zigzag64(chunk.firstTimestamp);
    writer.zigzag64(difference(quint64(chunk.maxTimestamp), quint64(chunk.firstTimestamp)));
    writer.u32(row.places);
    writer.varint(chunk.producers.size());
    ProducerRun previous = beforeFirst(chunk.base);
    for (const ProducerRun &run : chunk.producers) {
        writeRun(writer, run, previous);
        previous = run;
    }
    const QByteArrayView summed(head.constData(), writer.at() - head.constData());
    writer.u32(headCheck(TopicChunkTableName, chunk.chunk.v, summed));
    head.truncate(summed.size() + 4);
    return head;
}

std::optional<BatchRow> unpackBatchHead(ChunkId chunk, QByteArrayView head)
{
    if (head.size() < 4)
        return std::nullopt;
    const QByteArrayView summed = head.chopped(4);
    if (ByteReader(head.last(4)).u32() != headCheck(TopicChunkTableName, chunk.v, summed))
        return std::nullopt;
    ByteReader reader(summed);
    BatchRow row;
    row.chunk.chunk = chunk;
    row.log.v = reader.varint64();
    row.chunk.base = reader.varint64();
    row.chunk.span = reader.varint32();
    row.chunk.count = reader.varint32();
    row.chunk.bytes = reader.varint32();
    row.chunk.firstTimestamp = reader.zigzag64();
    row.chunk.maxTimestamp = qint64(quint64(row.chunk.firstTimestamp) + quint64(reader.zigzag64()));
    row.places = reader.u32();
    readRuns(reader, row.chunk);
    reader.expectEnd();
    return reader.ok() ? std::optional(std::move(row)) : std::nullopt;
}

Result<void> checkBatches(const BatchRow &row, QByteArrayView data)
{
    const auto places = placesOf(row.chunk.base, row.chunk.span, data, Checksum::Verify, BrokerError::Damaged);
    if (!places)
        return places.error();
    if (data.size() != qsizetype(row.chunk.bytes) || *places != row.places)
        return Error{BrokerError::Damaged, u"the batches are not where they were"_s};
    return {};
}

std::optional<BatchRow> describeBatches(ChunkId chunk, QByteArrayView data)
{
    BatchRow row;
    row.chunk.chunk = chunk;
    row.chunk.bytes = quint32(data.size());
    row.chunk.maxTimestamp = std::numeric_limits<qint64>::min();
    quint64 end = 0;
    BatchWalk walk(data, Checksum::Verify);
    for (bool first = true; walk.next(); first = false) {
        const RecordBatchInfo &info = walk.info();
        if (first) {
            row.chunk.base = quint64(info.baseOffset);
            row.chunk.firstTimestamp = info.deleteHorizonMs() ? info.maxTimestamp : info.baseTimestamp;
        }
        row.chunk.count += quint32(info.recordCount);
        row.chunk.maxTimestamp = std::max(row.chunk.maxTimestamp, info.maxTimestamp);
        end = quint64(info.lastOffset()) + 1;
        addToRuns(row.chunk.producers, walk.bytes(), info);
    }
    const bool fits = end > 0 && end - row.chunk.base <= std::numeric_limits<quint32>::max();
    if (walk.fault() || !fits)
        return std::nullopt;
    row.chunk.span = quint32(end - row.chunk.base);
    row.places = walk.places();
    return row;
}

} // namespace engine::store
