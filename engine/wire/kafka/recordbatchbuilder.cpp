// SPDX-License-Identifier: GPL-3.0-or-later
// RecordBatchBuilder (declared in recordbatch.h).
#include "wire/crc32c.h"
#include "wire/kafka/batchheader.h"
#include "wire/kafka/recordbatch.h"

#include <limits>

namespace engine::wire::kafka {
namespace {

qsizetype nullableSize(QByteArrayView bytes)
{
    return bytes.isNull() ? 1 : varintSize(zigzag(qint64(bytes.size()))) + bytes.size();
}

void writeNullable(RawWriter &raw, QByteArrayView bytes)
{
    raw.zigzag32(bytes.isNull() ? -1 : qint32(bytes.size()));
    raw.bytes(bytes);
}

// A header's key is never null.
QByteArrayView notNull(QByteArrayView key)
{
    return key.isNull() ? QByteArrayView("", 0) : key;
}

qsizetype headersSize(std::span<const RecordHeader> headers)
{
    qsizetype size = varintSize(zigzag(qint64(headers.size())));
    for (const RecordHeader &header : headers)
        size += nullableSize(notNull(header.key)) + nullableSize(header.value);
    return size;
}

// Everything but the two deltas, which take ten and five bytes at most.
qsizetype fixedPart(QByteArrayView key, QByteArrayView value, std::span<const RecordHeader> headers)
{
    return 1 + nullableSize(key) + nullableSize(value) + headersSize(headers);
}

} // namespace

RecordBatchBuilder::RecordBatchBuilder(OutBuffer &out, qint64 baseOffset, const BatchOptions &options)
    : m_out(out)
    , m_begin(out.size())
    , m_baseOffset(baseOffset)
    , m_options(options)
{
    Q_ASSERT(baseOffset >= 0);
    Q_ASSERT((options.attributes & (CompressionMask | HasDeleteHorizon)) == 0);
    m_baseTimestamp = options.deleteHorizonMs.value_or(options.maxTimestamp.value_or(-1));
    m_maxTimestamp = options.maxTimestamp.value_or(-1);
    if (options.deleteHorizonMs)
        m_options.attributes |= HasDeleteHorizon;
    m_out.reserveBack(RecordBatchHeaderSize);
    m_out.commitBack(RecordBatchHeaderSize);
}

qsizetype RecordBatchBuilder::append(qint64 offset, qint64 timestamp, QByteArrayView key, QByteArrayView value,
                                     std::span<const RecordHeader> headers)
{
    const qint64 delta = offset - m_baseOffset;
    Q_ASSERT(delta > m_lastOffsetDelta && delta <= std::numeric_limits<qint32>::max());
    if (m_count == 0 && !m_options.deleteHorizonMs)
        m_baseTimestamp = timestamp;
    if (!m_options.maxTimestamp)
        m_maxTimestamp = m_count == 0 ? timestamp : qMax(m_maxTimestamp, timestamp);
    const qint64 timestampDelta = qint64(quint64(timestamp) - quint64(m_baseTimestamp));
    const qsizetype body =
        fixedPart(key, value, headers) + varintSize(zigzag(timestampDelta)) + varintSize(zigzag(qint32(delta)));
    Q_ASSERT(size() + body + 5 <= MaxRecordBatchSize);

    const qsizetype position = size();
    RawWriter raw(m_out.reserveBack(body + 5));
    raw.zigzag32(qint32(body));
    raw.u8(0);
    raw.zigzag64(timestampDelta);
    raw.zigzag32(qint32(delta));
    writeNullable(raw, key);
    writeNullable(raw, value);
    raw.zigzag32(qint32(headers.size()));
    for (const RecordHeader &header : headers) {
        writeNullable(raw, notNull(header.key));
        writeNullable(raw, header.value);
    }
    m_out.commitBackTo(raw.at());

    m_lastOffsetDelta = qint32(delta);
    ++m_count;
    return position;
}

QByteArrayView RecordBatchBuilder::finish()
{
    return finish(qMax(lastOffset(), m_baseOffset));
}

QByteArrayView RecordBatchBuilder::finish(qint64 lastOffset)
{
    Q_ASSERT(lastOffset >= qMax(this->lastOffset(), m_baseOffset));
    Q_ASSERT(lastOffset - m_baseOffset <= std::numeric_limits<qint32>::max());
    char *batch = m_out.data() + m_begin;
    RawWriter raw(batch);
    raw.u64(quint64(m_baseOffset));
    raw.u32(quint32(size() - RecordBatchPrefixSize));
    raw.u32(quint32(m_options.partitionLeaderEpoch));
    raw.u8(quint8(RecordBatchMagic));
    RawWriter crc = raw;
    raw.u32(0);
    raw.u16(m_options.attributes);
    raw.u32(quint32(lastOffset - m_baseOffset));
    raw.u64(quint64(m_baseTimestamp));
    raw.u64(quint64(m_maxTimestamp));
    raw.u64(quint64(m_options.producerId));
    raw.u16(quint16(m_options.producerEpoch));
    raw.u32(quint32(m_options.baseSequence));
    raw.u32(quint32(m_count));
    const QByteArrayView whole(batch, size());
    crc.u32(crc32c(whole.sliced(AttributesAt)));
    return whole;
}

qsizetype RecordBatchBuilder::recordBound(QByteArrayView key, QByteArrayView value,
                                          std::span<const RecordHeader> headers)
{
    return fixedPart(key, value, headers) + 20;
}

} // namespace engine::wire::kafka
