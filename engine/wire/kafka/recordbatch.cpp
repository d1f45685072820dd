// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/recordbatch.h"

#include "wire/crc32c.h"
#include "wire/kafka/batchheader.h"

#include <limits>

namespace engine::wire::kafka {
namespace {

constexpr qint32 MinBatchLength = qint32(RecordBatchHeaderSize - RecordBatchPrefixSize);

RecordBatchInfo readHeader(ByteReader &reader)
{
    RecordBatchInfo info;
    info.baseOffset = reader.i64();
    info.batchLength = reader.i32();
    info.partitionLeaderEpoch = reader.i32();
    reader.i8();
    info.crc = reader.u32();
    info.attributes = reader.u16();
    info.lastOffsetDelta = reader.i32();
    info.baseTimestamp = reader.i64();
    info.maxTimestamp = reader.i64();
    info.producerId = reader.i64();
    info.producerEpoch = reader.i16();
    info.baseSequence = reader.i32();
    info.recordCount = reader.i32();
    return info;
}

// Magic and length, as soon as they are there: a stream that is no batch is refused before a whole one has gathered.
Malformed checkPrefix(QByteArrayView bytes, qint32 maxBatchSize)
{
    ByteReader reader(bytes);
    reader.skip(BatchLengthAt);
    const qint32 length = reader.i32();
    if (reader.ok() && length < MinBatchLength)
        return {Fault::BadHeader, BatchLengthAt, "a record batch shorter than its header"};
    if (reader.ok() && length > maxBatchSize - RecordBatchPrefixSize)
        return {Fault::TooLarge, BatchLengthAt, "a record batch above the size limit"};
    reader.skip(MagicAt - RecordBatchPrefixSize);
    const qint8 magic = reader.i8();
    if (reader.ok() && magic != RecordBatchMagic)
        return {Fault::BadMagic, MagicAt, "not a record batch of version 2"};
    return {};
}

Malformed checkHeader(const RecordBatchInfo &info)
{
    const auto bad = [](const char *what) { return Malformed{Fault::BadHeader, AttributesAt, what}; };
    if (info.baseOffset < 0 || info.lastOffsetDelta < 0 ||
        info.baseOffset > std::numeric_limits<qint64>::max() - info.lastOffsetDelta)
        return bad("offsets out of range");
    if (info.compression() > Compression::Zstd)
        return bad("unknown compression");
    if (info.recordCount < 0)
        return bad("a negative number of records");
    if (info.compression() == Compression::None &&
        info.recordCount > (info.size() - RecordBatchHeaderSize) / MinRecordSize)
        return bad("more records than the batch has room for");
    // Offsets ascend, so that n records span at least n offsets.
    if (info.recordCount > 0 && info.recordCount - 1 > info.lastOffsetDelta)
        return bad("more records than offsets");
    return {};
}

// A length and that many bytes; -1 is null.
QByteArrayView nullable(ByteReader &reader)
{
    const qint32 size = reader.zigzag32();
    if (size == -1)
        return {};
    return reader.bytes(size);
}

// Timestamps of a peer may be any number: wraps instead of overflowing.
qint64 addWrapping(qint64 a, qint64 b)
{
    return qint64(quint64(a) + quint64(b));
}

bool readOneHeader(ByteReader &reader, RecordHeader &header)
{
    header.key = reader.bytes(reader.zigzag32());
    header.value = nullable(reader);
    return reader.ok();
}

void readRecordBody(ByteReader &body, const RecordBatchInfo &info, RecordView &record)
{
    record.attributes = body.u8();
    record.timestamp = addWrapping(info.baseTimestamp, body.zigzag64());
    const qint32 offsetDelta = body.zigzag32();
    if (body.ok() && (offsetDelta < 0 || offsetDelta > info.lastOffsetDelta))
        return body.fail(Fault::BadHeader, "an offset outside the batch");
    record.offset = info.baseOffset + offsetDelta;
    record.key = nullable(body);
    record.value = nullable(body);
    record.headerCount = body.zigzag32();
    if (body.ok() && record.headerCount < 0)
        return body.fail(Fault::BadHeader, "a negative number of headers");
    record.headers = body.peekRest();
    RecordHeader ignored;
    for (qint32 i = 0; i < record.headerCount && readOneHeader(body, ignored); ++i) {
    }
}

void readRecord(ByteReader &reader, const RecordBatchInfo &info, RecordView &record)
{
    record.position = RecordBatchHeaderSize + reader.offset();
    const qint32 size = reader.zigzag32();
    reader.nested(size, [&](ByteReader &body) { readRecordBody(body, info, record); });
    record.size = RecordBatchHeaderSize + reader.offset() - record.position;
}

QByteArrayView recordsOf(QByteArrayView batch, const RecordBatchInfo &info)
{
    Q_ASSERT(batch.size() >= info.size());
    return batch.sliced(RecordBatchHeaderSize, info.size() - RecordBatchHeaderSize);
}

Malformed shifted(Malformed error, qsizetype by)
{
    error.offset += by;
    return error;
}

constexpr char NotRead[] = "compressed records are not read here";

} // namespace

DecodeResult<RecordBatchInfo> peek(QByteArrayView bytes, Checksum checksum, qint32 maxBatchSize)
{
    if (const Malformed early = checkPrefix(bytes, maxBatchSize); early.fault != Fault::None)
        return early;
    if (bytes.size() < RecordBatchHeaderSize)
        return NeedMore{RecordBatchHeaderSize - bytes.size()};
    ByteReader reader(bytes);
    const RecordBatchInfo info = readHeader(reader);
    if (const Malformed bad = checkHeader(info); bad.fault != Fault::None)
        return bad;
    if (bytes.size() < info.size())
        return NeedMore{info.size() - bytes.size()};
    if (checksum == Checksum::Verify && crc32c(bytes.sliced(AttributesAt, info.size() - AttributesAt)) != info.crc)
        return Malformed{Fault::BadChecksum, CrcAt, "the checksum of a record batch does not hold"};
    return Decoded<RecordBatchInfo>{info, info.size()};
}

void patchBaseOffset(char *batch, qint64 baseOffset)
{
    RawWriter(batch).u64(quint64(baseOffset));
}

void patchLeaderEpoch(char *batch, qint32 epoch)
{
    RawWriter(batch + RecordBatchPrefixSize).u32(quint32(epoch));
}

bool HeaderReader::next(RecordHeader &header)
{
    if (m_left <= 0)
        return false;
    --m_left;
    return readOneHeader(m_reader, header);
}

QByteArrayView headerValue(const RecordView &record, QByteArrayView key)
{
    HeaderReader headers(record);
    for (RecordHeader header; headers.next(header);) {
        if (header.key == key)
            return header.value;
    }
    return {};
}

RecordReader::RecordReader(QByteArrayView batch, const RecordBatchInfo &info)
    : m_info(info)
    , m_reader(recordsOf(batch, info))
    , m_left(info.recordCount)
{
    if (info.compression() != Compression::None)
        m_reader.fail(Fault::Unsupported, NotRead);
}

bool RecordReader::next(RecordView &record)
{
    if (m_left == 0)
        m_reader.expectEnd();
    if (m_left == 0 || !m_reader.ok())
        return false;
    --m_left;
    readRecord(m_reader, m_info, record);
    if (m_reader.ok() && record.offset <= m_lastOffset)
        m_reader.fail(Fault::BadHeader, "offsets of records do not ascend");
    m_lastOffset = record.offset;
    return m_reader.ok();
}

Malformed RecordReader::error() const
{
    return shifted(m_reader.error(), RecordBatchHeaderSize);
}

DecodeResult<RecordView> recordAt(QByteArrayView batch, const RecordBatchInfo &info, qsizetype position)
{
    if (info.compression() != Compression::None)
        return Malformed{Fault::Unsupported, position, NotRead};
    if (position < RecordBatchHeaderSize || position >= info.size())
        return Malformed{Fault::Truncated, position, "no record at this position"};
    ByteReader reader(recordsOf(batch, info).sliced(position - RecordBatchHeaderSize));
    RecordView record;
    readRecord(reader, info, record);
    record.position = position;
    record.size = reader.offset();
    if (!reader.ok())
        return shifted(reader.error(), position);
    return Decoded<RecordView>{record, record.size};
}

} // namespace engine::wire::kafka
