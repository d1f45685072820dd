// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/fields.h"

namespace engine::wire::kafka {

void skipTaggedFields(ByteReader &reader)
{
    const quint32 count = reader.varint32();
    for (quint32 i = 0; i < count && reader.ok(); ++i) {
        reader.varint32();
        reader.skip(reader.varint32());
    }
}

void FieldDecoder::nullableString(const char *, NullableBytes &v, Versions in, NullSince nulls)
{
    if (!in.contain(m_version))
        return;
    const qint64 length = stringLength();
    v.reset();
    if (length != Null || m_version < nulls.version)
        v = name(notNull(length));
}

void FieldDecoder::nullableText(const char *, NullableBytes &v, Versions in)
{
    if (!in.contain(m_version))
        return;
    const qint64 length = stringLength();
    v.reset();
    if (length != Null)
        v = m_reader.bytes(length).toByteArray();
}

void FieldDecoder::bytes(const char *, QByteArray &v, Versions in)
{
    if (in.contain(m_version))
        v = m_reader.bytes(notNull(bytesLength())).toByteArray();
}

void FieldDecoder::nullableBytes(const char *, NullableBytes &v, Versions in)
{
    if (!in.contain(m_version))
        return;
    const qint64 length = bytesLength();
    v.reset();
    if (length != Null)
        v = m_reader.bytes(length).toByteArray();
}

void FieldDecoder::records(const char *, QByteArrayView &v, Versions in)
{
    if (!in.contain(m_version))
        return;
    const qint64 length = bytesLength();
    v = length == Null ? QByteArrayView() : m_reader.bytes(length);
}

void FieldDecoder::records(const char *name, RecordPieces &v, Versions in)
{
    QByteArrayView all;
    records(name, all, in);
    v.pieces.clear();
    if (!all.isEmpty())
        v.pieces.append(all);
}

qint64 FieldDecoder::stringLength()
{
    const qint64 length = m_flexible ? compactLength() : m_reader.i16();
    if (length > MaxString)
        m_reader.fail(Fault::TooLarge, "a string longer than any may be");
    return length;
}

qint64 FieldDecoder::bytesLength()
{
    return m_flexible ? compactLength() : m_reader.i32();
}

qint64 FieldDecoder::arrayCount()
{
    return m_flexible ? compactLength() : m_reader.i32();
}

qint64 FieldDecoder::notNull(qint64 length)
{
    if (Q_LIKELY(length >= 0))
        return length;
    // A reader that failed before reads zeros, which are null in flexible versions: the first fault is the one kept.
    m_reader.fail(Fault::BadNull, "null where a value is required");
    return 0;
}

QByteArray FieldDecoder::name(qint64 length)
{
    const QByteArrayView view = m_reader.bytes(length);
    if (Q_UNLIKELY(!isUtf8(view)))
        m_reader.fail(Fault::BadUtf8, "a name that is not UTF-8");
    return view.toByteArray();
}

bool FieldDecoder::admit(qint64 count, qsizetype floor)
{
    if (count > m_reader.remaining() / floor) {
        m_reader.fail(Fault::Truncated, "an array has more elements than there are bytes");
        return false;
    }
    m_elements += qsizetype(count);
    if (m_elements > MaxElements) {
        m_reader.fail(Fault::TooLarge, "too many elements in one request");
        return false;
    }
    return true;
}

void FieldEncoder::records(const char *, const RecordPieces &v, Versions in)
{
    if (!in.contain(m_version))
        return;
    const qsizetype size = v.size();
    length(size);
    m_writer.buffer().reserveBack(size);
    for (const QByteArrayView piece : v.pieces)
        m_writer.bytes(piece);
}

void FieldEncoder::writeString(QByteArrayView v)
{
    Q_ASSERT(v.size() <= MaxString);
    v = v.first(qMin(v.size(), qsizetype(MaxString)));
    stringLength(v.size());
    m_writer.bytes(v);
}

} // namespace engine::wire::kafka
