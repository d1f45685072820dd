// SPDX-License-Identifier: GPL-3.0-or-later
// FieldValue, FieldTable: the typed values of arguments and headers, as AMQP 0-9-1 (RabbitMQ's dialect) knows them.
// Every wire type keeps its identity, so that a table read from a client is written back byte for byte alike.
// Thread: any (implicitly shared values).
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <variant>

namespace engine {

struct FieldEntry;
struct FieldValue;

/// An ordered table. Names are UTF-8, at most 255 bytes on the wire. The first of two equal names wins a look-up.
struct FieldTable
{
    QList<FieldEntry> entries;

    bool isEmpty() const { return entries.isEmpty(); }
    /// The value under this name, or null. The pointer lives until the table changes.
    const FieldValue *find(QByteArrayView name) const;
    bool contains(QByteArrayView name) const { return find(name) != nullptr; }
    /// Replaces the value under this name, or appends it.
    void set(const QByteArray &name, FieldValue value);
    bool remove(QByteArrayView name);
    bool operator==(const FieldTable &) const;
};

struct FieldArray
{
    QList<FieldValue> items;
    bool operator==(const FieldArray &) const;
};

/// A decimal of the specification: value / 10^scale.
struct FieldDecimal
{
    quint8 scale = 0;
    qint32 value = 0;
    bool operator==(const FieldDecimal &) const = default;
};

/// Seconds since 1970-01-01T00:00:00Z.
struct FieldTimestamp
{
    quint64 seconds = 0;
    bool operator==(const FieldTimestamp &) const = default;
};

/// The type 'x': bytes with no character set. Text is the QByteArray alternative ('S').
struct FieldBytes
{
    QByteArray bytes;
    bool operator==(const FieldBytes &) const = default;
};

/// One typed value. The alternatives, in order, are the wire types V t b B s u I i l L f d D S x T A F.
struct FieldValue
{
    using Variant =
        std::variant<std::monostate, bool, qint8, quint8, qint16, quint16, qint32, quint32, qint64, quint64, float,
                     double, FieldDecimal, QByteArray, FieldBytes, FieldTimestamp, FieldArray, FieldTable>;
    Variant value;

    FieldValue() = default;
    template <typename T>
    requires std::is_constructible_v<Variant, T &&> &&
        (!std::is_same_v<std::remove_cvref_t<T>, FieldValue>)FieldValue(T &&v)
        : value(std::forward<T>(v))
    {}

    /// Any integer alternative as qint64 (a quint64 above its range: nullopt).
    std::optional<qint64> toInteger() const;
    /// Text ('S') as UTF-8 bytes; nullopt for every other type, bytes ('x') included.
    std::optional<QByteArray> toText() const;
    std::optional<bool> toBool() const;
    /// The letter RabbitMQ writes for the type: one of V t b B s u I i l L f d D S x T A F.
    char typeCode() const { return "VtbBsuIilLfdDSxTAF"[value.index()]; }
    /// Equal in type and value; not a number equals itself.
    bool operator==(const FieldValue &) const;
    /// Equal as RabbitMQ compares declaration arguments: integers by value whatever their width.
    bool equivalentTo(const FieldValue &other) const;
};

struct FieldEntry
{
    QByteArray name;
    FieldValue value;
    bool operator==(const FieldEntry &) const;
};

/// Equal whatever the order of the entries, values compared with equivalentTo().
bool equivalent(const FieldTable &a, const FieldTable &b);
/// Alike for values that are equivalentTo() each other, and for tables that are equivalent(), whatever their order.
size_t equivalenceHash(const FieldValue &value, size_t seed = 0);
size_t equivalenceHash(const FieldTable &table, size_t seed = 0);

} // namespace engine
