// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/messageset.h"

#include "wire/kafka/batchheader.h"

#include <zlib.h>

namespace engine::wire::kafka {
namespace {

// Checksum, magic, attributes, and the lengths of key and value.
constexpr qsizetype SmallestMessage = 14;
// What a message takes beyond its key and value: the prefix, the above and a timestamp.
constexpr qsizetype MessageOverhead = MessagePrefixSize + SmallestMessage + 8;

quint32 checksumOf(QByteArrayView bytes)
{
    return quint32(crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), size_t(bytes.size())));
}

// A length and that many bytes; -1 is null.
QByteArrayView nullableBytes(ByteReader &reader)
{
    const qint32 size = reader.i32();
    if (size == -1)
        return {};
    return reader.bytes(size);
}

void readMessage(ByteReader &body, MessageView &message)
{
    const quint32 crc = body.u32();
    if (body.ok() && checksumOf(body.peekRest()) != crc)
        return body.fail(Fault::BadChecksum, "the checksum of a message does not hold");
    message.magic = body.i8();
    if (body.ok() && message.magic != 0 && message.magic != 1)
        return body.fail(Fault::BadMagic, "not a message of version 0 or 1");
    message.attributes = body.u8();
    message.timestamp = message.magic == 1 ? body.i64() : -1;
    message.key = nullableBytes(body);
    message.value = nullableBytes(body);
    // zstd came with record batches.
    if (body.ok() && message.compression() > Compression::Lz4)
        body.fail(Fault::BadHeader, "unknown compression");
}

// Collects messages into a batch, wrappers opened, as far as the limit goes.
class UpConversion
{
public:
    UpConversion(OutBuffer &out, qsizetype limit)
        : m_builder(out, 0)
        , m_limit(limit)
    {}

    Malformed addSet(QByteArrayView set, Decompressor &decompressor)
    {
        MessageSetReader reader(set);
        for (MessageView message; reader.next(message);) {
            const Malformed bad =
                message.compression() == Compression::None ? add(message) : open(message, decompressor);
            if (bad.fault != Fault::None)
                return bad;
        }
        return reader.error();
    }
    RecordBatchInfo finish()
    {
        const QByteArrayView batch = m_builder.finish();
        return peek(batch, Checksum::Trust).value();
    }

private:
    Malformed open(const MessageView &wrapper, Decompressor &decompressor)
    {
        const auto inner = decompressor.decompress(wrapper.compression(), wrapper.value, m_limit);
        if (!inner)
            return inner.error();
        MessageSetReader reader(*inner);
        for (MessageView message; reader.next(message);) {
            if (message.compression() != Compression::None)
                return {Fault::TooDeep, 0, "a compressed message inside a compressed message"};
            if (message.magic != wrapper.magic)
                return {Fault::BadMagic, 0, "a message of another version than the one it came in"};
            if (wrapper.attributes & MessageLogAppendTime)
                message.timestamp = wrapper.timestamp;
            if (const Malformed bad = add(message); bad.fault != Fault::None)
                return bad;
        }
        return reader.error();
    }
    Malformed add(const MessageView &message)
    {
        if (m_builder.size() + RecordBatchBuilder::recordBound(message.key, message.value) > m_limit)
            return {Fault::TooLarge, 0, "the records grow above the size limit"};
        m_builder.append(m_builder.recordCount(), message.timestamp, message.key, message.value);
        return {};
    }

    RecordBatchBuilder m_builder;
    const qsizetype m_limit;
};

void writeNullableBytes(RawWriter &raw, QByteArrayView bytes)
{
    raw.u32(bytes.isNull() ? quint32(-1) : quint32(bytes.size()));
    raw.bytes(bytes);
}

void writeMessage(const RecordView &record, qint8 magic, quint8 attributes, qint64 timestamp, OutBuffer &out)
{
    char *begin = out.reserveBack(MessageOverhead + record.key.size() + record.value.size());
    RawWriter raw(begin);
    raw.u64(quint64(record.offset));
    RawWriter size = raw;
    raw.u32(0);
    RawWriter crc = raw;
    raw.u32(0);
    const char *covered = raw.at();
    raw.u8(quint8(magic));
    raw.u8(attributes);
    if (magic == 1)
        raw.u64(quint64(timestamp));
    writeNullableBytes(raw, record.key);
    writeNullableBytes(raw, record.value);
    size.u32(quint32(raw.at() - begin - MessagePrefixSize));
    crc.u32(checksumOf(QByteArrayView(covered, raw.at() - covered)));
    out.commitBackTo(raw.at());
}

Malformed writeMessages(const PlainBatch &plain, qint8 magic, qsizetype limit, OutBuffer &out)
{
    const bool appendTime = magic == 1 && (plain.info.attributes & LogAppendTime);
    const quint8 attributes = appendTime ? MessageLogAppendTime : 0;
    const qsizetype begin = out.size();
    RecordReader reader(plain.bytes, plain.info);
    for (RecordView record; reader.next(record);) {
        if (out.size() - begin + MessageOverhead + record.key.size() + record.value.size() > limit)
            return {Fault::TooLarge, record.position, "the messages grow above the size limit"};
        writeMessage(record, magic, attributes, appendTime ? plain.info.maxTimestamp : record.timestamp, out);
    }
    return reader.error();
}

} // namespace

qint8 magicOf(QByteArrayView records)
{
    ByteReader reader(records);
    reader.skip(MagicAt);
    const qint8 magic = reader.i8();
    return reader.ok() ? magic : qint8(-1);
}

bool MessageSetReader::next(MessageView &message)
{
    if (!m_reader.ok() || m_reader.atEnd())
        return false;
    message.offset = m_reader.i64();
    const qint32 size = m_reader.i32();
    if (m_reader.ok() && size < SmallestMessage)
        m_reader.fail(Fault::BadHeader, "a message shorter than its fields");
    m_reader.nested(size, [&](ByteReader &body) { readMessage(body, message); });
    return m_reader.ok();
}

DecodeResult<RecordBatchInfo> upConvert(QByteArrayView set, Decompressor &decompressor, OutBuffer &out, qsizetype limit)
{
    Q_ASSERT(limit <= MaxRecordBatchSize);
    const qsizetype begin = out.size();
    UpConversion conversion(out, limit);
    if (const Malformed bad = conversion.addSet(set, decompressor); bad.fault != Fault::None) {
        out.truncate(begin);
        return bad;
    }
    return Decoded<RecordBatchInfo>{conversion.finish(), set.size()};
}

DecodeResult<qsizetype> downConvert(QByteArrayView batch, const RecordBatchInfo &info, qint8 magic,
                                    Decompressor &decompressor, OutBuffer &out, qsizetype limit)
{
    Q_ASSERT(magic == 0 || magic == 1);
    if (info.attributes & ControlBatch)
        return Decoded<qsizetype>{0, info.size()};
    const auto plain = decompressor.plain(batch, info, limit);
    if (!plain)
        return plain.error();
    const qsizetype begin = out.size();
    if (const Malformed bad = writeMessages(*plain, magic, limit, out); bad.fault != Fault::None) {
        out.truncate(begin);
        return bad;
    }
    return Decoded<qsizetype>{out.size() - begin, info.size()};
}

} // namespace engine::wire::kafka
