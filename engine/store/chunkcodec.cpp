// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chunkcodec.h"

#include "store/rowcheck.h"
#include "wire/bytereader.h"
#include "wire/bytewriter.h"
#include "wire/kafka/recordbatch.h"

#include <algorithm>
#include <array>

namespace engine::store {

using core::ChunkAppend;
using core::Message;
using core::MessagePtr;
using core::PropertiesFormat;
using core::StoredMessage;
using wire::ByteReader;
using wire::RawWriter;
using wire::kafka::HeaderReader;
using wire::kafka::RecordBatchBuilder;
using wire::kafka::RecordBatchInfo;
using wire::kafka::RecordHeader;
using wire::kafka::RecordReader;
using wire::kafka::RecordView;

namespace {

// The reserved header names. One letter each: they are repeated in every record.
constexpr QByteArrayView MetaKey("m", 1);       // flags, message id, and the rare numbers
constexpr QByteArrayView PropertiesKey("p", 1); // the property bytes as they came; left out when there are none
constexpr QByteArrayView
    ExchangeKey("e", 1); // left out when it is the previous record's (before the first: the default exchange)
constexpr QByteArrayView SelectedKey("k", 1); // the keys of CC and BCC; left out when there are none
constexpr QByteArrayView ChunkKey("c", 1);    // first record only: chunk, log, base

enum MetaFlag : quint8 {
    Persistent = 0x01,
    Transient = 0x02,
    HasPriority = 0x04,
    HasExpiration = 0x08,
    FormatShift = 4, // one bit
    DeathsShift = 5, // the other three
};
static_assert(core::Message::manyDeaths == 0xFF >> DeathsShift);

constexpr char ChunkTableName[] = "chunk"; // its name is in the checksum of the head
constexpr qsizetype MaxMetaSize = 1 + 10 + 1 + 10;
constexpr qsizetype MaxChunkIdentitySize = 30;
constexpr qsizetype MaxChunkHeadNumbers = 8 * 10 + 4;
// A reused buffer above this is given back: one large message must not stay in memory for good.
constexpr qsizetype KeptBuffer = 1024 * 1024;

class Bitmap
{
public:
    explicit Bitmap(quint32 span)
        : m_span(span)
    {}
    void set(quint32 i)
    {
        if (m_bytes.isNull())
            m_bytes = QByteArray(qsizetype(m_span / 8 + 1), '\0');
        m_bytes.data()[i / 8] = char(quint8(m_bytes.at(i / 8)) | (1u << (i % 8)));
    }
    QByteArray take() { return std::move(m_bytes); }

private:
    quint32 m_span;
    QByteArray m_bytes;
};

/// Gathers a row's columns while its records pass, in either direction.
class RowTally
{
public:
    explicit RowTally(ChunkRow &row)
        : m_row(row)
        , m_gaps(row.span)
        , m_transient(row.span)
        , m_next(row.base)
    {}

    void add(quint64 offset, MessageId id, quint64 bodySize, bool transient)
    {
        for (; m_next < offset; ++m_next)
            m_gaps.set(quint32(m_next - m_row.base));
        m_next = offset + 1;
        ++m_row.count;
        m_row.bytes += bodySize;
        m_row.lastMessage = std::max(m_row.lastMessage, id);
        if (transient)
            m_transient.set(quint32(offset - m_row.base));
    }
    void finish()
    {
        for (; m_next < m_row.base + m_row.span; ++m_next)
            m_gaps.set(quint32(m_next - m_row.base));
        m_row.gaps = m_gaps.take();
        m_row.transient = m_transient.take();
    }

private:
    ChunkRow &m_row;
    Bitmap m_gaps;
    Bitmap m_transient;
    quint64 m_next;
};

QByteArrayView writeMeta(char *at, const StoredMessage &stored, quint64 previousId)
{
    const Message &message = *stored.message;
    RawWriter writer(at);
    quint8 flags = quint8((quint8(message.format) << FormatShift) | (message.deaths << DeathsShift));
    flags |= message.persistent ? Persistent : 0;
    flags |= stored.transient ? Transient : 0;
    flags |= message.priority ? HasPriority : 0;
    flags |= message.expirationMs != Message::noExpiration ? HasExpiration : 0;
    writer.u8(flags);
    writer.zigzag64(qint64(message.id.v - previousId));
    if (flags & HasPriority)
        writer.u8(*message.priority);
    if (flags & HasExpiration)
        writer.zigzag64(message.expirationMs);
    return QByteArrayView(at, writer.at() - at);
}

/// The properties do not show those of BCC, so all of them are kept.
QByteArray packKeys(const QByteArrayList &keys)
{
    qsizetype size = 0;
    for (const QByteArray &key : keys)
        size += wire::varintSize(quint64(key.size())) + key.size();
    QByteArray packed(size, Qt::Uninitialized);
    RawWriter writer(packed.data());
    for (const QByteArray &key : keys) {
        writer.varint(quint64(key.size()));
        writer.bytes(key);
    }
    return packed;
}

QByteArrayList unpackKeys(QByteArrayView packed)
{
    QByteArrayList keys;
    ByteReader reader(packed);
    while (!reader.atEnd()) {
        const QByteArrayView key = reader.bytes(qint64(reader.varint32()));
        if (!reader.ok())
            break;
        keys.append(key.toByteArray());
    }
    return keys;
}

QByteArrayView writeIdentity(char *at, const ChunkRow &row)
{
    RawWriter writer(at);
    writer.varint(row.chunk.v);
    writer.varint(row.log.v);
    writer.varint(row.base);
    return QByteArrayView(at, writer.at() - at);
}

/// What the headers of one record say.
struct Meta
{
    quint8 flags = 0;
    quint64 id = 0;
    quint8 priority = 0;
    qint64 expirationMs = Message::noExpiration;
    QByteArrayView properties;
    QByteArrayView exchange; // null: as before
    QByteArrayView identity;
    QByteArrayView selectedKeys;
};

bool readMeta(const RecordView &record, quint64 previousId, Meta &meta)
{
    HeaderReader headers(record);
    RecordHeader header;
    bool found = false;
    while (headers.next(header)) {
        if (header.key.size() != 1)
            continue;
        switch (header.key.front()) {
        case 'm': {
            ByteReader reader(header.value);
            meta.flags = reader.u8();
            meta.id = previousId + quint64(reader.zigzag64());
            if (meta.flags & HasPriority)
                meta.priority = reader.u8();
            if (meta.flags & HasExpiration)
                meta.expirationMs = reader.zigzag64();
            found = reader.ok();
            break;
        }
        case 'p':
            meta.properties = header.value;
            break;
        case 'e':
            meta.exchange = header.value;
            break;
        case 'c':
            meta.identity = header.value;
            break;
        case 'k':
            meta.selectedKeys = header.value;
            break;
        default:
            break;
        }
    }
    return found;
}

// The base offset in the batch's header lies outside its checksum: the identity is the one to believe.
ChunkRow identityOf(const Meta &meta)
{
    ByteReader reader(meta.identity);
    ChunkRow row;
    row.chunk.v = reader.varint64();
    row.log.v = reader.varint64();
    row.base = reader.varint64();
    return row;
}

const QByteArray &shared(QByteArray &last, QByteArrayView name)
{
    if (QByteArrayView(last) != name)
        last = name.toByteArray();
    return last;
}

MessagePtr makeMessage(const RecordView &record, const Meta &meta, const QByteArray &exchange, SharedNames &names)
{
    auto *message = new Message;
    MessagePtr held(message);
    message->id = MessageId{meta.id};
    message->publishedAtMs = record.timestamp;
    message->exchange = exchange;
    message->routingKey = shared(names.routingKey, record.key);
    message->extraKeys = unpackKeys(meta.selectedKeys);
    message->payload = QByteArray(meta.properties.size() + record.value.size(), Qt::Uninitialized);
    RawWriter writer(message->payload.data());
    writer.bytes(meta.properties);
    writer.bytes(record.value);
    message->propertiesSize = quint32(meta.properties.size());
    message->format = PropertiesFormat((meta.flags >> FormatShift) & 1);
    message->deaths = quint8(meta.flags >> DeathsShift);
    message->persistent = meta.flags & Persistent;
    if (meta.flags & HasPriority)
        message->priority = meta.priority;
    message->expirationMs = meta.expirationMs;
    return held;
}

Error damagedChunk(const char *what)
{
    return {BrokerError::Damaged, QLatin1StringView(what)};
}

} // namespace

QByteArray packHead(const ChunkRow &row)
{
    QByteArray head(qsizetype(MaxChunkHeadNumbers) + row.gaps.size() + row.transient.size(), Qt::Uninitialized);
    RawWriter writer(head.data());
    for (const quint64 number :
         {row.log.v, row.base, quint64(row.span), quint64(row.count), row.bytes, row.lastMessage.v})
        writer.varint(number);
    for (const QByteArray &bitmap : {row.gaps, row.transient}) {
        writer.varint(quint64(bitmap.size()));
        writer.bytes(bitmap);
    }
    const QByteArrayView summed(head.constData(), writer.at() - head.constData());
    writer.u32(headCheck(ChunkTableName, row.chunk.v, summed));
    head.truncate(summed.size() + 4);
    return head;
}

std::optional<ChunkRow> unpackHead(core::ChunkId chunk, QByteArrayView head)
{
    if (head.size() < 4)
        return std::nullopt;
    const QByteArrayView summed = head.chopped(4);
    ByteReader reader(summed);
    ChunkRow row;
    row.chunk = chunk;
    row.log.v = reader.varint64();
    row.base = reader.varint64();
    row.span = reader.varint32();
    row.count = reader.varint32();
    row.bytes = reader.varint64();
    row.lastMessage.v = reader.varint64();
    for (QByteArray *bitmap : {&row.gaps, &row.transient}) {
        const QByteArrayView bytes = reader.bytes(qint64(reader.varint32()));
        if (!bytes.isEmpty())
            *bitmap = bytes.toByteArray();
    }
    reader.expectEnd();
    if (!reader.ok() || ByteReader(head.last(4)).u32() != headCheck(ChunkTableName, chunk.v, summed))
        return std::nullopt;
    return row;
}

QByteArrayView ChunkEncoder::encode(const ChunkAppend &append, ChunkRow &row)
{
    row = {append.chunk, append.log, append.base, append.span, 0, 0, {}, {}, {}};
    m_buffer.clear();
    m_buffer.shrink(KeptBuffer);
    RowTally tally(row);
    RecordBatchBuilder builder(m_buffer, qint64(append.base));
    quint64 previousId = 0;
    QByteArrayView exchange("", 0);
    std::array<char, MaxMetaSize> metaBytes;
    std::array<char, MaxChunkIdentitySize> identityBytes;
    QByteArray keyBytes;
    for (const StoredMessage &stored : append.messages) {
        const Message &message = *stored.message;
        std::array<RecordHeader, 5> headers;
        size_t n = 0;
        if (builder.isEmpty())
            headers[n++] = {ChunkKey, writeIdentity(identityBytes.data(), row)};
        headers[n++] = {MetaKey, writeMeta(metaBytes.data(), stored, previousId)};
        if (message.propertiesSize)
            headers[n++] = {PropertiesKey, message.properties()};
        if (QByteArrayView(message.exchange) != exchange) {
            exchange = message.exchange;
            headers[n++] = {ExchangeKey, exchange};
        }
        if (!message.extraKeys.isEmpty()) [[unlikely]] {
            keyBytes = packKeys(message.extraKeys);
            headers[n++] = {SelectedKey, keyBytes};
        }
        const QByteArrayView key(message.routingKey.constData(), message.routingKey.size());
        builder.append(qint64(stored.offset), message.publishedAtMs, key, message.body(), std::span(headers.data(), n));
        previousId = message.id.v;
        tally.add(stored.offset, message.id, message.bodySize(), stored.transient);
    }
    tally.finish();
    return builder.finish(qint64(append.base) + append.span - 1);
}

Result<std::vector<StoredMessage>> decodeChunk(QByteArrayView batch, SharedNames &names)
{
    const auto info = wire::kafka::peek(batch);
    if (!info)
        return damagedChunk(info.isMalformed() ? info.error().what : "the batch is cut off");
    std::vector<StoredMessage> messages;
    messages.reserve(size_t(info->recordCount));
    RecordReader records(batch, *info);
    RecordView record;
    quint64 previousId = 0;
    quint64 base = quint64(info->baseOffset);
    QByteArray exchange; // inherited within the chunk only; outside it the shared name is just a candidate
    while (records.next(record)) {
        Meta meta;
        if (!readMeta(record, previousId, meta))
            return damagedChunk("a record without its reserved header");
        if (!meta.identity.isNull())
            base = identityOf(meta).base;
        previousId = meta.id;
        if (!meta.exchange.isNull())
            exchange = shared(names.exchange, meta.exchange);
        const quint64 offset = base + quint64(record.offset - info->baseOffset);
        messages.push_back({offset, bool(meta.flags & Transient), makeMessage(record, meta, exchange, names)});
    }
    if (!records.ok())
        return damagedChunk(records.error().what);
    return messages;
}

bool chunkHolds(QByteArrayView batch)
{
    const auto info = wire::kafka::peek(batch);
    return info.ok() && info.consumed() == batch.size();
}

std::optional<ChunkRow> describeChunk(QByteArrayView batch)
{
    const auto info = wire::kafka::peek(batch);
    if (!info || info.consumed() != batch.size() || info->lastOffsetDelta < 0)
        return std::nullopt;
    RecordReader records(batch, *info);
    RecordView record;
    Meta meta;
    if (!records.next(record) || !readMeta(record, 0, meta) || meta.identity.isNull())
        return std::nullopt;
    ChunkRow row = identityOf(meta);
    row.span = quint32(info->lastOffsetDelta) + 1;
    RowTally tally(row);
    quint64 previousId = 0;
    do {
        meta = {};
        const quint64 offset = row.base + quint64(record.offset - info->baseOffset);
        if (offset >= row.base + row.span || !readMeta(record, previousId, meta))
            return std::nullopt;
        previousId = meta.id;
        tally.add(offset, MessageId{meta.id}, quint64(record.value.size()), meta.flags & Transient);
    } while (records.next(record));
    if (!records.ok())
        return std::nullopt;
    tally.finish();
    return row;
}

QByteArray toBlob(const QBitArray &bits)
{
    return bits.isEmpty() ? QByteArray() : QByteArray(bits.bits(), (bits.size() + 7) / 8);
}

QBitArray fromBlob(const QByteArray &blob, qsizetype size)
{
    return QBitArray::fromBits(blob.constData(), std::min(size, blob.size() * 8));
}

} // namespace engine::store
