// SPDX-License-Identifier: GPL-3.0-or-later
// ByteReader: reads numbers and byte ranges of untrusted input, front to back, each read checked against the end.
// The first failure sticks: it empties the reader, every later read answers zero, and one look at ok() at the end is
// enough. It borrows the bytes; views it hands out live as long as they do. With ByteWriter the only code that indexes
// bytes. Thread: any (a value on the stack).
#pragma once

#include "wire/decoded.h"
#include "wire/utf8.h"

#include <QByteArrayView>
#include <QtEndian>

#include <bit>
#include <cstring>

namespace engine::wire {

class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_begin(bytes.data())
        , m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {}

    bool ok() const { return m_fault == Fault::None; }
    qsizetype remaining() const { return m_end - m_at; }
    bool atEnd() const { return m_at == m_end; }
    /// Bytes read so far; after a failure the place of the failure.
    qsizetype offset() const { return m_at - m_begin; }
    Fault fault() const { return m_fault; }
    Malformed error() const { return {m_fault, offset(), m_what}; }

    /// Records the failure unless there is one already, and empties the reader. `what` must be a static text.
    Q_NEVER_INLINE void fail(Fault fault, const char *what)
    {
        if (m_fault == Fault::None) {
            m_fault = fault;
            m_what = what;
        }
        m_end = m_at;
    }

    quint8 u8() { return fixed<quint8>(); }
    quint16 u16() { return fixed<quint16>(); }
    quint32 u32() { return fixed<quint32>(); }
    quint64 u64() { return fixed<quint64>(); }
    qint8 i8() { return qint8(u8()); }
    qint16 i16() { return qint16(u16()); }
    qint32 i32() { return qint32(u32()); }
    qint64 i64() { return qint64(u64()); }
    float f32() { return std::bit_cast<float>(u32()); }
    double f64() { return std::bit_cast<double>(u64()); }

    /// Unsigned LEB128, as Kafka and MQTT write lengths: at most 5 bytes for 32 bits, 10 for 64, no bits beyond the
    /// width.
    quint32 varint32() { return varint<quint32>(); }
    quint64 varint64() { return varint<quint64>(); }
    /// Zigzag-coded signed variants (Kafka's VARINT and VARLONG).
    qint32 zigzag32()
    {
        const quint32 v = varint32();
        return qint32((v >> 1) ^ (~(v & 1) + 1));
    }
    qint64 zigzag64()
    {
        const quint64 v = varint64();
        return qint64((v >> 1) ^ (~(v & 1) + 1));
    }

    /// The next n bytes. Never null, even when empty: null has a meaning of its own in some formats.
    QByteArrayView bytes(qint64 n)
    {
        if (Q_UNLIKELY(n < 0 || n > remaining())) {
            fail(Fault::Truncated, "a length points behind the end");
            return QByteArrayView("", 0);
        }
        const char *at = m_at;
        m_at += n;
        return QByteArrayView(at, qsizetype(n));
    }
    void skip(qint64 n) { bytes(n); }
    /// Everything that is left; the reader is at its end afterwards.
    QByteArrayView rest() { return bytes(remaining()); }
    /// Everything that is left, without reading it.
    QByteArrayView peekRest() const { return QByteArrayView(m_at, remaining()); }

    /// Fails when bytes are left over.
    void expectEnd()
    {
        if (Q_UNLIKELY(ok() && !atEnd()))
            fail(Fault::TrailingBytes, "bytes left over");
    }

    /// Runs `inner` on a reader that sees just the next n bytes and must use them up; its failure becomes this one's.
    template <typename Inner>
    void nested(qint64 n, Inner &&inner)
    {
        ByteReader sub(bytes(n));
        if (!ok())
            return;
        inner(sub);
        sub.expectEnd();
        if (Q_UNLIKELY(!sub.ok())) {
            m_at = sub.m_at;
            fail(sub.m_fault, sub.m_what);
        }
    }

private:
    template <typename T>
    T fixed()
    {
        if (Q_UNLIKELY(remaining() < qsizetype(sizeof(T)))) {
            fail(Fault::Truncated, "a field is cut off");
            return 0;
        }
        const T v = qFromBigEndian<T>(m_at);
        m_at += sizeof(T);
        return v;
    }

    template <typename T>
    T varint()
    {
        if (Q_LIKELY(m_at < m_end && quint8(*m_at) < 0x80))
            return T(quint8(*m_at++));
        T v = 0;
        for (int shift = 0; shift < int(sizeof(T)) * 8; shift += 7) {
            const quint8 byte = u8();
            if (!ok())
                return 0;
            const T part = T(byte & 0x7f);
            if (Q_UNLIKELY(T(T(part << shift) >> shift) != part))
                break;
            v |= T(part << shift);
            if (byte < 0x80)
                return v;
        }
        fail(Fault::BadVarint, "a variable-length integer is too long");
        return 0;
    }

    const char *m_begin;
    const char *m_at;
    const char *m_end;
    const char *m_what = "";
    Fault m_fault = Fault::None;
};

} // namespace engine::wire
