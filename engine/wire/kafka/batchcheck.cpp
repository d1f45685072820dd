// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/batchcheck.h"

#include "wire/kafka/batchheader.h"
#include "wire/kafka/messageset.h"

namespace engine::wire::kafka {
namespace {

using Refusal = std::optional<BatchRefusal>;

Refusal refuse(ErrorCode error, const char *what, qint32 record = -1)
{
    return BatchRefusal{error, 0, record, what};
}

Refusal checkMagic(qint8 magic)
{
    if (magic == 0 || magic == 1)
        return refuse(ErrorCode::InvalidRecord, "Produce requests of version 3 and above carry record batches only");
    if (magic > 2)
        return refuse(ErrorCode::UnsupportedForMessageFormat, "the record format is newer than this broker");
    return {};
}

Refusal refusePrefix(const DecodeResult<RecordBatchInfo> &info)
{
    if (info.needsMore())
        return refuse(ErrorCode::CorruptMessage, "a record batch is cut off");
    if (info.error().fault == Fault::TooLarge)
        return refuse(ErrorCode::MessageTooLarge, "the record batch is larger than max.message.bytes");
    return refuse(ErrorCode::CorruptMessage, info.error().what);
}

Refusal checkCodec(const RecordBatchInfo &info, const BatchRules &rules)
{
    if (info.compression() == Compression::Zstd && !rules.zstd)
        return refuse(ErrorCode::UnsupportedCompressionType,
                      "Produce requests below version 7 may not be compressed with zstd");
    return {};
}

Refusal checkHeader(const RecordBatchInfo &info)
{
    if (info.attributes & ControlBatch)
        return refuse(ErrorCode::InvalidRecord, "clients may not write control records");
    if (info.recordCount <= 0)
        return refuse(ErrorCode::InvalidRecord, "a record batch without records");
    if (info.recordCount - 1 != info.lastOffsetDelta)
        return refuse(ErrorCode::InvalidRecord, "the number of records does not match the batch's offsets");
    if (info.producerId >= 0 && (info.baseSequence < 0 || info.producerEpoch < 0))
        return refuse(ErrorCode::InvalidRecord, "a producer id without epoch or sequence");
    if (info.producerId < 0 && (info.attributes & Transactional))
        return refuse(ErrorCode::InvalidRecord, "a transactional record batch without a producer id");
    if (info.attributes & HasDeleteHorizon)
        return refuse(ErrorCode::InvalidRecord, "only compaction gives a record batch a delete horizon");
    if (info.attributes & LogAppendTime)
        return refuse(ErrorCode::InvalidTimestamp, "producers may not set the timestamp type to LogAppendTime");
    return {};
}

Refusal checkRecord(const RecordView &record, qint32 index, const RecordBatchInfo &info, const BatchRules &rules)
{
    if (record.offset != info.baseOffset + index)
        return refuse(ErrorCode::InvalidRecord, "the records of a batch are not numbered one by one", index);
    if (rules.keyRequired && record.key.isNull())
        return refuse(ErrorCode::InvalidRecord, "a compacted topic takes no record without a key", index);
    const bool inTime = record.timestamp >= rules.earliestTimestamp && record.timestamp <= rules.latestTimestamp;
    if (!inTime && record.timestamp != -1)
        return refuse(ErrorCode::InvalidTimestamp, "the timestamp of a record is out of the topic's range", index);
    return {};
}

Refusal refuseContent(const Malformed &error, qint32 record)
{
    switch (error.fault) {
    case Fault::TooLarge:
        return refuse(ErrorCode::MessageTooLarge, error.what);
    case Fault::BadCompression:
        return refuse(ErrorCode::CorruptMessage, error.what);
    default:
        return refuse(ErrorCode::InvalidRecord, error.what, record);
    }
}

Refusal checkRecords(const PlainBatch &plain, const BatchRules &rules, CheckedBatch &batch)
{
    RecordReader reader(plain.bytes, plain.info);
    qint32 index = 0;
    for (RecordView record; reader.next(record); ++index) {
        if (const Refusal refusal = checkRecord(record, index, plain.info, rules))
            return refusal;
        if (index == 0 || record.timestamp > batch.maxTimestamp) {
            batch.maxTimestamp = record.timestamp;
            batch.maxTimestampDelta = index;
        }
    }
    return reader.ok() ? Refusal() : refuseContent(reader.error(), index);
}

} // namespace

std::optional<BatchRefusal> BatchCheck::checkBatch(QByteArrayView rest, const BatchRules &rules)
{
    if (const Refusal refusal = checkMagic(magicOf(rest)))
        return refusal;
    const auto info = peek(rest, Checksum::Verify, rules.maxBatchSize);
    if (!info)
        return refusePrefix(info);
    if (const Refusal refusal = checkHeader(*info))
        return refusal;
    if (const Refusal refusal = checkCodec(*info, rules))
        return refusal;
    const auto plain = m_decompressor.plain(rest, *info, rules.maxPlainSize);
    if (!plain)
        return refuseContent(plain.error(), -1);
    CheckedBatch batch{rest.first(info->size()), *info};
    if (const Refusal refusal = checkRecords(*plain, rules, batch))
        return refusal;
    m_batches.push_back(batch);
    return {};
}

std::optional<BatchRefusal> BatchCheck::check(QByteArrayView records, const BatchRules &rules)
{
    m_batches.clear();
    m_recordCount = 0;
    m_maxTimestamp = -1;
    if (records.isEmpty())
        return refuse(ErrorCode::InvalidRecord, "no record batch for a partition");
    for (QByteArrayView rest = records; !rest.isEmpty(); rest = rest.sliced(m_batches.back().bytes.size())) {
        if (Refusal refusal = checkBatch(rest, rules)) {
            refusal->batchIndex = qint32(m_batches.size());
            return refusal;
        }
        m_recordCount += m_batches.back().info.recordCount;
        m_maxTimestamp = qMax(m_maxTimestamp, m_batches.back().maxTimestamp);
    }
    return {};
}

void stampBatch(char *batch, const RecordBatchInfo &info, qint64 maxTimestamp, bool logAppendTime)
{
    const quint16 attributes = quint16(info.attributes & ~LogAppendTime);
    RawWriter(batch + AttributesAt).u16(quint16(attributes | (logAppendTime ? LogAppendTime : 0)));
    RawWriter(batch + MaxTimestampAt).u64(quint64(maxTimestamp));
    sealBatch(batch, info.size());
}

} // namespace engine::wire::kafka
