// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/records/recordformat.h"

#include "protocol/records/recordmapping.h"
#include "wire/kafka/batchcheck.h"
#include "wire/kafka/compression.h"
#include "wire/kafka/recordbatch.h"

#include <algorithm>

namespace engine::protocol::records {

using core::Batch;
using core::BatchKind;
using wire::kafka::BatchOptions;
using wire::kafka::Checksum;
using wire::kafka::RecordBatchBuilder;
using wire::kafka::RecordBatchInfo;
using wire::kafka::RecordReader;
using wire::kafka::RecordView;

namespace {

// Kafka's control record: key and value begin with a version; the type of the key says what it is.
constexpr quint16 controlVersion = 0;
constexpr quint16 controlAbort = 0, controlCommit = 1;

Error damaged(const char *what)
{
    return {BrokerError::Damaged, QLatin1StringView(what)};
}

template <typename T>
Error damagedBy(const wire::DecodeResult<T> &result)
{
    return damaged(result.isMalformed() ? result.error().what : "a record batch is cut off");
}

/// Calls `visit(info, bytes of the batch)` for one batch after the other until it answers false.
template <typename Visit>
Result<void> eachBatch(QByteArrayView batches, Visit visit)
{
    while (!batches.isEmpty()) {
        const auto info = wire::kafka::peek(batches, Checksum::Trust);
        if (!info)
            return damagedBy(info);
        if (!visit(*info, batches.first(info.consumed())))
            break;
        batches = batches.sliced(info.consumed());
    }
    return {};
}

BatchKind kindOf(const RecordBatchInfo &info, QByteArrayView batch)
{
    if (!(info.attributes & wire::kafka::ControlBatch))
        return BatchKind::Data;
    RecordReader reader(batch, info);
    RecordView record;
    if (!reader.next(record) || record.key.size() < 4)
        return BatchKind::Data;
    wire::ByteReader key(record.key);
    key.u16();
    return key.u16() == controlCommit ? BatchKind::Commit : BatchKind::Abort;
}

core::RecordFormat::RecordKey recordKeyOf(const RecordView &record, qint64 appendTimeMs)
{
    core::RecordFormat::RecordKey key;
    key.offset = quint64(record.offset);
    key.timestamp = appendTimeMs >= 0 ? appendTimeMs : record.timestamp;
    if (!record.key.isNull())
        key.key = record.key;
    key.value = record.value;
    key.isTombstone = !record.key.isNull() && record.value.isNull();
    return key;
}

/// The time of all records where the broker has given it.
qint64 appendTimeOf(const RecordBatchInfo &info)
{
    return info.attributes & wire::kafka::LogAppendTime ? info.maxTimestamp : -1;
}

/// Calls `take` for at most so many records from this offset on, with the time that counts; markers are left out.
template <typename Take>
Result<void> eachRecord(QByteArrayView batches, quint64 from, size_t most, Take take)
{
    wire::kafka::Decompressor decompressor;
    Result<void> read;
    size_t taken = 0;
    const auto walked = eachBatch(batches, [&](const RecordBatchInfo &info, QByteArrayView batch) {
        if (quint64(info.lastOffset()) < from || (info.attributes & wire::kafka::ControlBatch))
            return true;
        const auto plain = decompressor.plain(batch, info);
        if (!plain) {
            read = damagedBy(plain);
            return false;
        }
        RecordReader records(plain->bytes, plain->info);
        RecordView record;
        while (taken < most && records.next(record)) {
            if (quint64(record.offset) < from)
                continue;
            if (const qint64 time = appendTimeOf(info); time >= 0)
                record.timestamp = time;
            take(record);
            ++taken;
        }
        if (!records.ok())
            read = damaged(records.error().what);
        return read.ok() && taken < most;
    });
    return walked ? read : walked;
}

QByteArray control(quint16 type)
{
    wire::OutBuffer out;
    wire::ByteWriter writer(out);
    writer.u16(controlVersion);
    writer.u16(type);
    return out.toByteArray();
}

QByteArray controlValue()
{
    wire::OutBuffer out;
    wire::ByteWriter writer(out);
    writer.u16(controlVersion);
    writer.u32(0); // coordinator epoch: there is one coordinator, for ever
    return out.toByteArray();
}

Batch finished(RecordBatchBuilder &builder, quint64 end)
{
    const QByteArrayView bytes = builder.finish(qint64(end) - 1);
    const auto info = wire::kafka::peek(bytes, Checksum::Trust);
    Q_ASSERT(info);
    return batchOf(*info, bytes.toByteArray());
}

} // namespace

Batch batchOf(const RecordBatchInfo &info, const QByteArray &bytes)
{
    Batch batch;
    batch.base = quint64(info.baseOffset);
    batch.span = quint32(info.lastOffsetDelta) + 1;
    batch.count = quint32(info.recordCount);
    // A batch that compaction has been to has its horizon there: which of its records is first is not known from its head.
    batch.deleteHorizonMs = info.deleteHorizonMs();
    const bool isBaseTheFirst = !batch.deleteHorizonMs && appendTimeOf(info) < 0;
    batch.firstTimestamp = isBaseTheFirst ? info.baseTimestamp : info.maxTimestamp;
    batch.maxTimestamp = info.maxTimestamp;
    batch.producer = {info.producerId, info.producerEpoch, info.baseSequence};
    batch.transactional = info.attributes & wire::kafka::Transactional;
    batch.kind = kindOf(info, bytes);
    batch.bytes = bytes;
    return batch;
}

void RecordFormat::place(Batch &batch, quint64 base) const
{
    batch.base = base;
    wire::kafka::patchBaseOffset(batch.bytes.data(), qint64(base));
    wire::kafka::patchLeaderEpoch(batch.bytes.data(), 0); // there is one broker, which leads for ever
}

void RecordFormat::stamp(Batch &batch, qint64 appendTimeMs) const
{
    const auto info = wire::kafka::peek(batch.bytes, Checksum::Trust);
    Q_ASSERT(info);
    wire::kafka::stampBatch(batch.bytes.data(), *info, appendTimeMs, true);
    batch.firstTimestamp = batch.maxTimestamp = appendTimeMs;
}

qsizetype RecordFormat::find(QByteArrayView batches, quint64 offset) const
{
    qsizetype position = 0;
    const auto walked = eachBatch(batches, [&](const RecordBatchInfo &info, QByteArrayView batch) {
        if (quint64(info.lastOffset()) >= offset)
            return false;
        position += batch.size();
        return true;
    });
    return walked ? position : batches.size();
}

qsizetype RecordFormat::prefix(QByteArrayView batches, qsizetype most, quint64 limit) const
{
    qsizetype size = 0;
    (void)eachBatch(batches, [&](const RecordBatchInfo &info, QByteArrayView batch) {
        if (quint64(info.lastOffset()) >= limit || (size > 0 && size + batch.size() > most))
            return false;
        size += batch.size();
        return true;
    });
    return size;
}

std::vector<Batch> RecordFormat::describe(QByteArrayView batches) const
{
    std::vector<Batch> found;
    (void)eachBatch(batches, [&](const RecordBatchInfo &info, QByteArrayView batch) {
        found.push_back(batchOf(info, QByteArray::fromRawData(batch.data(), batch.size())));
        found.back().bytes.clear();
        return true;
    });
    return found;
}

quint64 RecordFormat::count(QByteArrayView batches, quint64 from) const
{
    quint64 count = 0;
    (void)eachBatch(batches, [&](const RecordBatchInfo &info, QByteArrayView) {
        if (info.attributes & wire::kafka::ControlBatch || quint64(info.lastOffset()) < from)
            return true;
        // Where compaction has taken some out nobody knows on which side: never more than there are.
        const quint64 positions = quint64(info.lastOffset()) + 1 - std::max(from, quint64(info.baseOffset));
        count += std::min(positions, quint64(info.recordCount));
        return true;
    });
    return count;
}

Batch RecordFormat::encode(std::span<const core::MessagePtr> messages, quint64 base, qint64 nowMs) const
{
    wire::OutBuffer out;
    RecordBatchBuilder builder(out, qint64(base));
    for (const core::MessagePtr &message : messages)
        appendMessage(builder, base++, nowMs, *message);
    return finished(builder, base);
}

Batch RecordFormat::marker(BatchKind kind, const core::ProducerStamp &producer, qint64 nowMs) const
{
    wire::OutBuffer out;
    BatchOptions options;
    options.attributes = wire::kafka::Transactional | wire::kafka::ControlBatch;
    options.producerId = producer.id;
    options.producerEpoch = producer.epoch;
    RecordBatchBuilder builder(out, 0, options);
    builder.append(0, nowMs, control(kind == BatchKind::Commit ? controlCommit : controlAbort), controlValue());
    return finished(builder, 1);
}

bool RecordFormat::hasKey(const core::Message &message) const
{
    return records::hasKey(message);
}

Result<std::vector<core::RecordFormat::DatedMessage>> RecordFormat::decodeDated(QByteArrayView batches, quint64 from,
                                                                                size_t most, Headers which) const
{
    std::vector<DatedMessage> messages;
    const Result<void> read = eachRecord(batches, from, most, [&](const RecordView &record) {
        messages.push_back({quint64(record.offset), record.timestamp, messageOf(record, which)});
    });
    if (!read)
        return read.error();
    return messages;
}

Result<std::vector<core::StoredMessage>> RecordFormat::decode(QByteArrayView batches, quint64 from, size_t most) const
{
    std::vector<core::StoredMessage> messages;
    const Result<void> read = eachRecord(batches, from, most, [&](const RecordView &record) {
        messages.push_back({quint64(record.offset), false, messageOf(record)});
    });
    if (!read)
        return read.error();
    return messages;
}

Result<void> RecordFormat::walk(QByteArrayView batches, const std::function<bool(const RecordKey &)> &look) const
{
    wire::kafka::Decompressor decompressor;
    Result<void> read;
    const auto walked = eachBatch(batches, [&](const RecordBatchInfo &info, QByteArrayView batch) {
        if (info.attributes & wire::kafka::ControlBatch)
            return true;
        const auto plain = decompressor.plain(batch, info);
        if (!plain) {
            read = damagedBy(plain);
            return false;
        }
        RecordReader records(plain->bytes, plain->info);
        RecordView record;
        while (records.next(record)) {
            if (!look(recordKeyOf(record, appendTimeOf(info))))
                return false;
        }
        if (!records.ok())
            read = damaged(records.error().what);
        return read.ok();
    });
    return walked ? read : walked;
}

} // namespace engine::protocol::records
