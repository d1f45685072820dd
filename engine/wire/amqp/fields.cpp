// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/amqp/fields.h"

#include "wire/amqp/limits.h"

namespace engine::wire::amqp {

void FieldDecoder::longString(const char *, QByteArray &v)
{
    endBits();
    v = m_reader.bytes(m_reader.u32()).toByteArray();
}

void FieldDecoder::table(const char *, FieldTable &v)
{
    endBits();
    v = readTable(m_reader);
}

void FieldEncoder::shortString(const char *, QByteArrayView v)
{
    endBits();
    Q_ASSERT(v.size() <= MaxShortString);
    v = v.first(qMin(v.size(), qsizetype(MaxShortString)));
    m_writer.u8(quint8(v.size()));
    m_writer.bytes(v);
}

void FieldEncoder::longString(const char *, QByteArrayView v)
{
    endBits();
    m_writer.u32(quint32(v.size()));
    m_writer.bytes(v);
}

void FieldEncoder::table(const char *, const FieldTable &v)
{
    endBits();
    writeTable(m_writer, v);
}

} // namespace engine::wire::amqp
