// SPDX-License-Identifier: GPL-3.0-or-later
// FieldPrinter: the visitor that turns a message's field list into text for the inspector. Records and bytes are told
// by their length: they are shown elsewhere, or are credentials. Long arrays and strings are cut.
// Thread: any (values on the stack).
#pragma once

#include "wire/kafka/fields.h"

namespace engine::wire::kafka {

/// One field as the inspector shows it: the specification's name and the value as text.
struct PrintedField
{
    QByteArray name;
    QByteArray value;
    bool operator==(const PrintedField &) const = default;
};

class FieldPrinter
{
public:
    explicit FieldPrinter(qint16 version)
        : m_version(version)
    {}

    void boolean(const char *name, bool v, Versions in = {}) { add(name, v ? "true" : "false", in); }
    void int8(const char *name, qint8 v, Versions in = {}) { add(name, QByteArray::number(v), in); }
    void int16(const char *name, qint16 v, Versions in = {}) { add(name, QByteArray::number(v), in); }
    void int32(const char *name, qint32 v, Versions in = {}) { add(name, QByteArray::number(v), in); }
    void int64(const char *name, qint64 v, Versions in = {}) { add(name, QByteArray::number(v), in); }
    void errorCode(const char *name, ErrorCode v, Versions in = {}) { add(name, text(v), in); }
    void uuid(const char *name, const Uuid &v, Versions in = {}) { add(name, v.toText(), in); }
    void string(const char *name, const QByteArray &v, Versions in = {}) { add(name, text(v), in); }
    void nullableString(const char *name, const NullableBytes &v, Versions in = {}, NullSince = {})
    {
        add(name, v ? text(*v) : QByteArray("null"), in);
    }
    void nullableText(const char *name, const NullableBytes &v, Versions in = {}) { nullableString(name, v, in); }
    void bytes(const char *name, const QByteArray &v, Versions in = {}) { add(name, size(v.size()), in); }
    void nullableBytes(const char *name, const NullableBytes &v, Versions in = {})
    {
        add(name, v ? size(v->size()) : QByteArray("null"), in);
    }
    void records(const char *name, QByteArrayView v, Versions in = {})
    {
        add(name, v.isNull() ? QByteArray("null") : size(v.size()), in);
    }
    void records(const char *name, const RecordPieces &v, Versions in = {}) { add(name, size(v.size()), in); }
    template <typename T>
    void array(const char *name, const QList<T> &v, Versions in = {})
    {
        if (in.contain(m_version))
            add(name, list(v), in);
    }
    template <typename T>
    void nullableArray(const char *name, const std::optional<QList<T>> &v, Versions in = {}, NullSince = {})
    {
        if (in.contain(m_version))
            add(name, v ? list(*v) : QByteArray("null"), in);
    }
    template <typename T>
    void structure(const char *name, const T &v, Versions in = {})
    {
        if (in.contain(m_version))
            add(name, text(v), in);
    }
    template <typename Field>
    void tagged(quint32, bool present, Field &&field, Versions in = {})
    {
        if (present && in.contain(m_version))
            field(*this);
    }

    QList<PrintedField> takeFields() { return std::move(m_fields); }

private:
    /// Elements of an array, and bytes of a string, that are shown.
    static constexpr qsizetype ShownElements = 16;
    static constexpr qsizetype ShownBytes = 256;

    void add(const char *name, const QByteArray &value, Versions in)
    {
        if (in.contain(m_version))
            m_fields.append({QByteArray(name), value});
    }
    static QByteArray size(qsizetype bytes) { return '(' + QByteArray::number(bytes) + " bytes)"; }
    static QByteArray text(ErrorCode code);
    static QByteArray text(const QByteArray &string);
    QByteArray text(qint32 v) const { return QByteArray::number(v); }
    QByteArray text(qint64 v) const { return QByteArray::number(v); }
    template <typename T>
    requires IsStructure<T> QByteArray text(const T &v)
    const
    {
        FieldPrinter inner(m_version);
        T::fields(v, inner);
        return joined(inner.m_fields);
    }
    static QByteArray joined(const QList<PrintedField> &fields);
    template <typename T>
    QByteArray list(const QList<T> &v) const
    {
        QByteArray out("[");
        for (qsizetype i = 0; i < qMin(v.size(), ShownElements); ++i) {
            if (i > 0)
                out += ", ";
            out += text(v.at(i));
        }
        if (v.size() > ShownElements)
            out += ", … " + QByteArray::number(v.size() - ShownElements) + " more";
        return out + ']';
    }

    const qint16 m_version;
    QList<PrintedField> m_fields;
};

} // namespace engine::wire::kafka
