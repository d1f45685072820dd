// SPDX-License-Identifier: GPL-3.0-or-later
// KafkaFiller: a visitor that gives each field which a version has a value of its own, made from one running number, so
// that two that were swapped would show. Arrays get two elements; every third nullable field is null.
// Records are borrowed from the filler. Thread: any.
#pragma once

#include "wire/kafka/fields.h"

namespace vectors {

using namespace engine::wire::kafka;

class KafkaFiller
{
public:
    explicit KafkaFiller(qint16 version)
        : m_version(version)
    {}

    void boolean(const char *, bool &v, Versions in = {}) { set(v, in); }
    void int8(const char *, qint8 &v, Versions in = {}) { set(v, in); }
    void int16(const char *, qint16 &v, Versions in = {}) { set(v, in); }
    void int32(const char *, qint32 &v, Versions in = {}) { set(v, in); }
    void int64(const char *, qint64 &v, Versions in = {}) { set(v, in); }
    void errorCode(const char *, ErrorCode &v, Versions in = {}) { set(v, in); }
    void uuid(const char *, Uuid &v, Versions in = {}) { set(v, in); }
    void string(const char *, QByteArray &v, Versions in = {}) { set(v, in); }
    void nullableString(const char *, NullableBytes &v, Versions in = {}, NullSince nulls = {})
    {
        maybe('s', v, in, nulls);
    }
    void nullableText(const char *, NullableBytes &v, Versions in = {}) { maybe('s', v, in, {}); }
    void bytes(const char *, QByteArray &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = numbered('b');
    }
    void nullableBytes(const char *, NullableBytes &v, Versions in = {}) { maybe('b', v, in, {}); }
    void records(const char *, QByteArrayView &v, Versions in = {})
    {
        if (in.contain(m_version))
            v = m_records.emplace_back(numbered('r'));
    }
    void records(const char *, RecordPieces &v, Versions in = {})
    {
        if (!in.contain(m_version))
            return;
        const QByteArrayView all = m_records.emplace_back(numbered('r'));
        v.pieces = {all.first(1), all.sliced(1)};
    }
    template <typename T>
    void array(const char *, QList<T> &v, Versions in = {})
    {
        if (!in.contain(m_version))
            return;
        next();
        twoOf(v);
    }
    template <typename T>
    void nullableArray(const char *, std::optional<QList<T>> &v, Versions in = {}, NullSince nulls = {})
    {
        if (!in.contain(m_version))
            return;
        if (next() % 3 == 0 && m_version >= nulls.version)
            v.reset();
        else
            twoOf(v.emplace());
    }
    template <typename T>
    void structure(const char *, T &v, Versions in = {})
    {
        if (in.contain(m_version))
            T::fields(v, *this);
    }
    template <typename Field>
    void tagged(quint32, bool, Field &&field, Versions in = {})
    {
        if (in.contain(m_version))
            field(*this);
    }

private:
    qint32 next() { return ++m_count; }
    QByteArray numbered(char kind) { return kind + QByteArray::number(next()); }

    template <typename T>
    void set(T &v, Versions in)
    {
        if (in.contain(m_version))
            fill(v);
    }
    void maybe(char kind, NullableBytes &v, Versions in, NullSince nulls)
    {
        if (!in.contain(m_version))
            return;
        const QByteArray value = numbered(kind);
        if (m_count % 3 == 0 && m_version >= nulls.version)
            v.reset();
        else
            v = value;
    }
    template <typename T>
    void twoOf(QList<T> &v)
    {
        v.resize(2);
        for (T &one : v)
            fill(one);
    }
    void fill(bool &v) { v = next() % 2 == 0; }
    void fill(qint8 &v) { v = qint8(next() % 100); }
    void fill(qint16 &v) { v = qint16(0x0100 + next()); }
    void fill(qint32 &v) { v = 0x01000000 + next(); }
    void fill(qint64 &v) { v = (qint64(1) << 40) + next(); }
    void fill(ErrorCode &v) { v = ErrorCode(1 + next() % 100); }
    void fill(Uuid &v)
    {
        v.low = quint64(next());
        v.high = (quint64(1) << 40) + v.low;
    }
    void fill(QByteArray &v) { v = numbered('s'); }
    template <typename T>
    requires IsStructure<T>
    void fill(T &v) { T::fields(v, *this); }

    const qint16 m_version;
    qint32 m_count = 0;
    QList<QByteArray> m_records;
};

} // namespace vectors
