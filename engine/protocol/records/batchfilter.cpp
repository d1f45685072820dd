// SPDX-License-Identifier: GPL-3.0-or-later
// RecordFormat::filtered(): what compaction leaves of batches.
#include "protocol/records/recordformat.h"
#include "wire/kafka/compression.h"
#include "wire/kafka/recordbatch.h"

#include <vector>

namespace engine::protocol::records {

using core::Batch;
using core::BatchKind;
using wire::kafka::BatchOptions;
using wire::kafka::Compression;
using wire::kafka::PlainBatch;
using wire::kafka::RecordBatchBuilder;
using wire::kafka::RecordBatchInfo;
using wire::kafka::RecordHeader;
using wire::kafka::RecordReader;
using wire::kafka::RecordView;
using Judge = core::RecordFormat::Judge;
using BatchFate = core::RecordFormat::BatchFate;

namespace {

/// A record's time may take so much more once it counts from a horizon.
constexpr qint64 longestTime = 9;

Error unreadableBatch()
{
    return {BrokerError::Damaged, QStringLiteral("a record batch cannot be read")};
}

BatchOptions optionsOf(const RecordBatchInfo &info, std::optional<qint64> horizonMs)
{
    BatchOptions options;
    options.attributes = quint16(info.attributes & ~(wire::kafka::CompressionMask | wire::kafka::HasDeleteHorizon));
    options.partitionLeaderEpoch = info.partitionLeaderEpoch;
    options.producerId = info.producerId;
    options.producerEpoch = info.producerEpoch;
    options.baseSequence = info.baseSequence;
    options.deleteHorizonMs = horizonMs;
    if (info.attributes & wire::kafka::LogAppendTime)
        options.maxTimestamp = info.maxTimestamp;
    return options;
}

void copyRecord(const RecordView &record, std::vector<RecordHeader> &headers, RecordBatchBuilder &builder)
{
    headers.clear();
    wire::kafka::HeaderReader reader(record);
    for (RecordHeader header; reader.next(header);)
        headers.push_back(header);
    builder.append(record.offset, record.timestamp, record.key, record.value, headers);
}

/// The same records under another head.
void rewrite(const PlainBatch &plain, const BatchOptions &options, wire::OutBuffer &out)
{
    RecordBatchBuilder builder(out, plain.info.baseOffset, options);
    RecordReader records(plain.bytes, plain.info);
    RecordView record;
    std::vector<RecordHeader> headers;
    while (records.next(record))
        copyRecord(record, headers, builder);
    builder.finish(plain.info.lastOffset());
}

/// One batch after the other.
class Filter
{
public:
    explicit Filter(Judge &judge)
        : m_judge(judge)
    {}

    /// False: it cannot be read.
    bool add(QByteArrayView batch, const RecordBatchInfo &info);
    core::RecordFormat::Filtered take();

private:
    struct Left
    {
        qint32 count = 0;
        qint64 firstTimestamp = 0;
        bool hasTombstone = false;
    };

    void addMarker(QByteArrayView batch, const RecordBatchInfo &info, const BatchFate &fate);
    bool addData(QByteArrayView batch, const RecordBatchInfo &info, const BatchFate &fate);
    std::optional<Left> build(const PlainBatch &plain);
    void addEmpty(const RecordBatchInfo &info);
    void addRebuilt(Compression compression, const Left &left);
    void keep(QByteArrayView batch, const RecordBatchInfo &info);

    Judge &m_judge;
    wire::kafka::Decompressor m_decompressor;
    wire::OutBuffer m_out, m_scratch;
    std::vector<Batch> m_batches;
    bool m_isChanged = false;
};

bool Filter::add(QByteArrayView batch, const RecordBatchInfo &info)
{
    const Batch described = batchOf(info, QByteArray::fromRawData(batch.data(), batch.size()));
    const BatchFate fate = m_judge.judge(described);
    if (described.kind == BatchKind::Data && !(info.attributes & wire::kafka::ControlBatch))
        return addData(batch, info, fate);
    addMarker(batch, info, fate);
    return true;
}

void Filter::addMarker(QByteArrayView batch, const RecordBatchInfo &info, const BatchFate &fate)
{
    if (!fate.keepsRecords) {
        m_isChanged = true;
    } else if (!fate.horizonMs || info.deleteHorizonMs()) {
        keep(batch, info);
    } else {
        m_scratch.clear();
        rewrite({batch, info}, optionsOf(info, fate.horizonMs), m_scratch);
        addRebuilt(Compression::None, {info.recordCount, info.maxTimestamp, false});
    }
}

bool Filter::addData(QByteArrayView batch, const RecordBatchInfo &info, const BatchFate &fate)
{
    if (!fate.keepsRecords || info.recordCount == 0) {
        if (fate.keepsHead && info.recordCount == 0)
            keep(batch, info);
        else if (fate.keepsHead)
            addEmpty(info);
        m_isChanged = m_isChanged || !fate.keepsHead;
        return true;
    }
    const auto plain = m_decompressor.plain(batch, info);
    if (!plain)
        return false;
    const qint64 largest = plain->info.size() + longestTime * plain->info.recordCount;
    if (largest > wire::kafka::MaxRecordBatchSize) { // no room to write it anew: it stays as it is
        keep(batch, info);
        return true;
    }
    const std::optional<Left> built = build(*plain);
    if (!built)
        return false;
    const Left &left = *built;
    const bool needsHorizon = left.hasTombstone && fate.horizonMs && !info.deleteHorizonMs();
    if (left.count == 0) {
        if (fate.keepsHead)
            addEmpty(info);
        m_isChanged = true;
    } else if (needsHorizon) {
        const QByteArray filtered = m_scratch.view().toByteArray();
        const auto filteredInfo = wire::kafka::peek(filtered, wire::kafka::Checksum::Trust);
        m_scratch.clear();
        rewrite({filtered, *filteredInfo}, optionsOf(info, fate.horizonMs), m_scratch);
        addRebuilt(info.compression(), left);
    } else if (left.count < info.recordCount) {
        addRebuilt(info.compression(), left);
    } else {
        keep(batch, info);
        m_batches.back().firstTimestamp = left.firstTimestamp;
    }
    return true;
}

/// What is left of the records, in m_scratch; nullopt: one cannot be read.
std::optional<Filter::Left> Filter::build(const PlainBatch &plain)
{
    m_scratch.clear();
    RecordBatchBuilder builder(m_scratch, plain.info.baseOffset, optionsOf(plain.info, plain.info.deleteHorizonMs()));
    RecordReader records(plain.bytes, plain.info);
    const bool isAppendTime = plain.info.attributes & wire::kafka::LogAppendTime;
    std::vector<RecordHeader> headers;
    RecordView record;
    Left left;
    while (records.next(record)) {
        core::RecordFormat::RecordKey key;
        key.offset = quint64(record.offset);
        key.timestamp = isAppendTime ? plain.info.maxTimestamp : record.timestamp;
        if (!record.key.isNull())
            key.key = record.key;
        key.isTombstone = !record.key.isNull() && record.value.isNull();
        if (!m_judge.keeps(key))
            continue;
        if (left.count++ == 0)
            left.firstTimestamp = key.timestamp;
        left.hasTombstone = left.hasTombstone || key.isTombstone;
        copyRecord(record, headers, builder);
    }
    if (!records.ok())
        return std::nullopt;
    builder.finish(plain.info.lastOffset());
    return left;
}

/// Its head tells its producer's sequence, and readers how far they have come.
void Filter::addEmpty(const RecordBatchInfo &info)
{
    m_scratch.clear();
    BatchOptions options = optionsOf(info, std::nullopt);
    options.maxTimestamp = info.maxTimestamp;
    RecordBatchBuilder(m_scratch, info.baseOffset, options).finish(info.lastOffset());
    addRebuilt(Compression::None, {0, info.maxTimestamp, false});
}

void Filter::addRebuilt(Compression compression, const Left &left)
{
    const auto info = wire::kafka::peek(m_scratch.view(), wire::kafka::Checksum::Trust);
    Q_ASSERT(info);
    if (compression == Compression::None) {
        m_out.append(m_scratch.view());
    } else {
        wire::kafka::compressed(m_scratch.view(), *info, compression, m_out);
    }
    const QByteArrayView bytes = m_scratch.view();
    m_batches.push_back(batchOf(*info, QByteArray::fromRawData(bytes.data(), bytes.size())));
    m_batches.back().bytes.clear();
    m_batches.back().firstTimestamp = left.firstTimestamp;
    m_isChanged = true;
}

void Filter::keep(QByteArrayView batch, const RecordBatchInfo &info)
{
    m_out.append(batch);
    m_batches.push_back(batchOf(info, QByteArray::fromRawData(batch.data(), batch.size())));
    m_batches.back().bytes.clear();
}

core::RecordFormat::Filtered Filter::take()
{
    return {m_out.toByteArray(), std::move(m_batches), m_isChanged};
}

} // namespace

Result<core::RecordFormat::Filtered> RecordFormat::filtered(QByteArrayView batches, Judge &judge) const
{
    Filter filter(judge);
    while (!batches.isEmpty()) {
        const auto info = wire::kafka::peek(batches, wire::kafka::Checksum::Trust);
        if (!info || !filter.add(batches.first(info.consumed()), *info))
            return unreadableBatch();
        batches = batches.sliced(info.consumed());
    }
    return filter.take();
}

} // namespace engine::protocol::records
