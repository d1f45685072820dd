// SPDX-License-Identifier: GPL-3.0-or-later
// The visitors behind each method's one field list: FieldDecoder, FieldEncoder and FieldPrinter.
// A method struct has `fields(self, visitor)`, which names its fields in wire order; reserved fields are written as
// zero and read over. Consecutive bits share an octet, lowest bit first (specification 4.2.5.2). Thread: any (values on
// the stack).
#pragma once

#include "wire/amqp/fieldtable.h"
#include "wire/bytereader.h"
#include "wire/bytewriter.h"

#include <QByteArray>
#include <QList>

namespace engine::wire::amqp {

class FieldDecoder
{
public:
    explicit FieldDecoder(ByteReader &reader)
        : m_reader(reader)
    {}

    void octet(const char *, quint8 &v)
    {
        endBits();
        v = m_reader.u8();
    }
    void shortInt(const char *, quint16 &v)
    {
        endBits();
        v = m_reader.u16();
    }
    void longInt(const char *, quint32 &v)
    {
        endBits();
        v = m_reader.u32();
    }
    void longLong(const char *, quint64 &v)
    {
        endBits();
        v = m_reader.u64();
    }
    void bit(const char *, bool &v)
    {
        if (m_bit == 0)
            m_octet = m_reader.u8();
        v = (m_octet >> m_bit) & 1;
        m_bit = (m_bit + 1) & 7;
    }
    void shortString(const char *, QByteArrayView &v)
    {
        endBits();
        v = m_reader.bytes(m_reader.u8());
        if (Q_UNLIKELY(!isUtf8(v)))
            m_reader.fail(Fault::BadUtf8, "Malformed UTF-8 in shortstr");
    }
    void shortString(const char *name, QByteArray &v)
    {
        QByteArrayView view;
        shortString(name, view);
        v = view.toByteArray();
    }
    void longString(const char *, QByteArray &v);
    void table(const char *, FieldTable &v);

    void reservedShort()
    {
        endBits();
        m_reader.u16();
    }
    void reservedShortString()
    {
        endBits();
        m_reader.skip(m_reader.u8());
    }
    void reservedLongString()
    {
        endBits();
        m_reader.skip(m_reader.u32());
    }
    void reservedBit()
    {
        bool ignored;
        bit("", ignored);
    }

private:
    void endBits() { m_bit = 0; }

    ByteReader &m_reader;
    int m_bit = 0;
    quint8 m_octet = 0;
};

class FieldEncoder
{
public:
    explicit FieldEncoder(ByteWriter &writer)
        : m_writer(writer)
    {}

    void octet(const char *, quint8 v)
    {
        endBits();
        m_writer.u8(v);
    }
    void shortInt(const char *, quint16 v)
    {
        endBits();
        m_writer.u16(v);
    }
    void longInt(const char *, quint32 v)
    {
        endBits();
        m_writer.u32(v);
    }
    void longLong(const char *, quint64 v)
    {
        endBits();
        m_writer.u64(v);
    }
    void bit(const char *, bool v)
    {
        if (m_bit == 0) {
            m_octet = 0;
            m_octetAt = m_writer.placeholder(1);
        }
        m_octet = quint8(m_octet | (quint8(v) << m_bit));
        m_writer.patchU8(m_octetAt, m_octet);
        m_bit = (m_bit + 1) & 7;
    }
    /// More than MaxShortString bytes are our own bug; what does not fit is cut off.
    void shortString(const char *, QByteArrayView v);
    void longString(const char *, QByteArrayView v);
    void table(const char *, const FieldTable &v);

    void reservedShort()
    {
        endBits();
        m_writer.u16(0);
    }
    void reservedShortString()
    {
        endBits();
        m_writer.u8(0);
    }
    void reservedLongString()
    {
        endBits();
        m_writer.u32(0);
    }
    void reservedBit() { bit("", false); }

private:
    void endBits() { m_bit = 0; }

    ByteWriter &m_writer;
    int m_bit = 0;
    quint8 m_octet = 0;
    qsizetype m_octetAt = 0;
};

/// One field as the frame inspector shows it: the specification's name and the value as text.
struct PrintedField
{
    QByteArray name;
    QByteArray value;
    bool operator==(const PrintedField &) const = default;
};

class FieldPrinter
{
public:
    void octet(const char *name, quint8 v) { number(name, v); }
    void shortInt(const char *name, quint16 v) { number(name, v); }
    void longInt(const char *name, quint32 v) { number(name, v); }
    void longLong(const char *name, quint64 v) { number(name, v); }
    void bit(const char *name, bool v) { add(name, v ? "true" : "false"); }
    void shortString(const char *name, QByteArrayView v) { add(name, v.toByteArray()); }
    void longString(const char *name, QByteArrayView v) { add(name, v.toByteArray()); }
    void table(const char *name, const FieldTable &v) { add(name, describe(v)); }

    void reservedShort() {}
    void reservedShortString() {}
    void reservedLongString() {}
    void reservedBit() {}

    QList<PrintedField> takeFields() { return std::move(m_fields); }

private:
    void number(const char *name, quint64 v) { add(name, QByteArray::number(v)); }
    void add(const char *name, const QByteArray &value) { m_fields.append({QByteArray(name), value}); }

    QList<PrintedField> m_fields;
};

} // namespace engine::wire::amqp
