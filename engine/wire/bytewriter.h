// SPDX-License-Identifier: GPL-3.0-or-later
// ByteWriter appends numbers and bytes to an OutBuffer, checking for room at each step; lengths that are known only
// later are patched in place. RawWriter writes through a bare pointer into room that the caller reserved: the hot path.
// With ByteReader the only code that indexes bytes. Both borrow the buffer.
// Thread: any (values on the stack).
#pragma once

#include "wire/outbuffer.h"

#include <QtEndian>

#include <bit>
#include <cstring>

namespace engine::wire {

inline constexpr quint32 zigzag(qint32 v)
{
    return (quint32(v) << 1) ^ quint32(v >> 31);
}
inline constexpr quint64 zigzag(qint64 v)
{
    return (quint64(v) << 1) ^ quint64(v >> 63);
}
/// Bytes of an unsigned LEB128 number: 1 to 5 for 32 bits, 1 to 10 for 64.
inline constexpr int varintSize(quint64 v)
{
    return (int(std::bit_width(v | 1)) + 6) / 7;
}

/// Unchecked writes: whoever makes one has reserved enough room before.
class RawWriter
{
public:
    explicit RawWriter(char *at)
        : m_at(at)
    {}

    char *at() const { return m_at; }
    void u8(quint8 v) { *m_at++ = char(v); }
    void u16(quint16 v) { fixed(v); }
    void u32(quint32 v) { fixed(v); }
    void u64(quint64 v) { fixed(v); }
    void bytes(QByteArrayView v)
    {
        if (v.size())
            std::memcpy(m_at, v.data(), size_t(v.size()));
        m_at += v.size();
    }
    void varint(quint64 v)
    {
        for (; v >= 0x80; v >>= 7)
            *m_at++ = char(quint8(v) | 0x80);
        *m_at++ = char(v);
    }
    void zigzag32(qint32 v) { varint(zigzag(v)); }
    void zigzag64(qint64 v) { varint(zigzag(v)); }

private:
    template <typename T>
    void fixed(T v)
    {
        qToBigEndian(v, m_at);
        m_at += sizeof(T);
    }

    char *m_at;
};

class ByteWriter
{
public:
    explicit ByteWriter(OutBuffer &out)
        : m_out(out)
    {}

    OutBuffer &buffer() const { return m_out; }
    qsizetype position() const { return m_out.size(); }

    void u8(quint8 v) { fixed(v); }
    void u16(quint16 v) { fixed(v); }
    void u32(quint32 v) { fixed(v); }
    void u64(quint64 v) { fixed(v); }
    void i8(qint8 v) { fixed(quint8(v)); }
    void i16(qint16 v) { fixed(quint16(v)); }
    void i32(qint32 v) { fixed(quint32(v)); }
    void i64(qint64 v) { fixed(quint64(v)); }
    void f32(float v) { fixed(std::bit_cast<quint32>(v)); }
    void f64(double v) { fixed(std::bit_cast<quint64>(v)); }
    void bytes(QByteArrayView v) { m_out.append(v); }
    void varint(quint64 v)
    {
        RawWriter raw(m_out.reserveBack(10));
        raw.varint(v);
        m_out.commitBackTo(raw.at());
    }
    void zigzag32(qint32 v) { varint(zigzag(v)); }
    void zigzag64(qint64 v) { varint(zigzag(v)); }

    /// Leaves room for a number to be patched in later; answers its place.
    qsizetype placeholder(qsizetype bytes)
    {
        const qsizetype at = position();
        std::memset(m_out.reserveBack(bytes), 0, size_t(bytes));
        m_out.commitBack(bytes);
        return at;
    }
    void patchU8(qsizetype at, quint8 v) { patch(at, v); }
    void patchU16(qsizetype at, quint16 v) { patch(at, v); }
    void patchU32(qsizetype at, quint32 v) { patch(at, v); }
    void patchU64(qsizetype at, quint64 v) { patch(at, v); }

private:
    template <typename T>
    void fixed(T v)
    {
        qToBigEndian(v, m_out.reserveBack(sizeof(T)));
        m_out.commitBack(sizeof(T));
    }
    template <typename T>
    void patch(qsizetype at, T v)
    {
        Q_ASSERT(at >= 0 && at + qsizetype(sizeof(T)) <= m_out.size());
        qToBigEndian(v, m_out.data() + at);
    }

    OutBuffer &m_out;
};

} // namespace engine::wire
