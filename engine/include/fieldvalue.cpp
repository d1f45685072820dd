// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/fieldvalue.h>

#include <QHashFunctions>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace engine {
namespace {

template <typename T>
constexpr bool IsInteger = std::is_integral_v<T> && !std::is_same_v<T, bool>;

bool isInteger(const FieldValue &value)
{
    return std::visit([](const auto &v) { return IsInteger<std::decay_t<decltype(v)>>; }, value.value);
}

std::optional<double> toFloating(const FieldValue &value)
{
    if (const auto *f = std::get_if<float>(&value.value))
        return double(*f);
    if (const auto *d = std::get_if<double>(&value.value))
        return *d;
    return std::nullopt;
}

// Not a number is the same as itself here: an argument that a client can send must be found again.
bool sameFloating(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool itemsEquivalent(const FieldArray &a, const FieldArray &b)
{
    return std::equal(a.items.cbegin(), a.items.cend(), b.items.cbegin(), b.items.cend(),
                      [](const FieldValue &x, const FieldValue &y) { return x.equivalentTo(y); });
}

// By name, equal names in their original order. Sorted so that a table of many names costs no square of them.
std::vector<const FieldEntry *> sorted(const FieldTable &table)
{
    std::vector<const FieldEntry *> entries;
    entries.reserve(size_t(table.entries.size()));
    for (const FieldEntry &entry : table.entries)
        entries.push_back(&entry);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const FieldEntry *a, const FieldEntry *b) { return a->name < b->name; });
    return entries;
}

} // namespace

const FieldValue *FieldTable::find(QByteArrayView name) const
{
    for (const FieldEntry &entry : entries) {
        if (QByteArrayView(entry.name) == name)
            return &entry.value;
    }
    return nullptr;
}

void FieldTable::set(const QByteArray &name, FieldValue value)
{
    for (FieldEntry &entry : entries) {
        if (entry.name == name) {
            entry.value = std::move(value);
            return;
        }
    }
    entries.append(FieldEntry{name, std::move(value)});
}

bool FieldTable::remove(QByteArrayView name)
{
    return entries.removeIf([name](const FieldEntry &entry) { return QByteArrayView(entry.name) == name; }) > 0;
}

bool FieldTable::operator==(const FieldTable &other) const
{
    return entries == other.entries;
}

bool FieldArray::operator==(const FieldArray &other) const
{
    return items == other.items;
}

bool FieldEntry::operator==(const FieldEntry &other) const
{
    return name == other.name && value == other.value;
}

bool FieldValue::operator==(const FieldValue &other) const
{
    if (value.index() != other.value.index())
        return false;
    if (const auto mine = toFloating(*this))
        return sameFloating(*mine, *toFloating(other));
    return value == other.value;
}

std::optional<qint64> FieldValue::toInteger() const
{
    return std::visit(
        [](const auto &v) -> std::optional<qint64> {
            using T = std::decay_t<decltype(v)>;
            if constexpr (!IsInteger<T>)
                return std::nullopt;
            else if constexpr (std::is_same_v<T, quint64>)
                return v <= quint64(std::numeric_limits<qint64>::max()) ? std::optional(qint64(v)) : std::nullopt;
            else
                return qint64(v);
        },
        value);
}

std::optional<QByteArray> FieldValue::toText() const
{
    const auto *text = std::get_if<QByteArray>(&value);
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<bool> FieldValue::toBool() const
{
    const auto *flag = std::get_if<bool>(&value);
    return flag ? std::optional(*flag) : std::nullopt;
}

bool FieldValue::equivalentTo(const FieldValue &other) const
{
    if (isInteger(*this) && isInteger(other)) {
        const auto mine = toInteger();
        const auto theirs = other.toInteger();
        // Both too large for qint64 means both quint64.
        return mine || theirs ? mine == theirs : value == other.value;
    }
    if (const auto mine = toFloating(*this); mine && toFloating(other))
        return sameFloating(*mine, *toFloating(other));
    if (value.index() != other.value.index())
        return false;
    if (const auto *table = std::get_if<FieldTable>(&value))
        return equivalent(*table, std::get<FieldTable>(other.value));
    if (const auto *array = std::get_if<FieldArray>(&value))
        return itemsEquivalent(*array, std::get<FieldArray>(other.value));
    return value == other.value;
}

bool equivalent(const FieldTable &a, const FieldTable &b)
{
    if (a.entries.size() != b.entries.size())
        return false;
    const auto left = sorted(a);
    const auto right = sorted(b);
    return std::equal(left.cbegin(), left.cend(), right.cbegin(), [](const FieldEntry *x, const FieldEntry *y) {
        return x->name == y->name && x->value.equivalentTo(y->value);
    });
}

size_t equivalenceHash(const FieldValue &value, size_t seed)
{
    if (const auto number = value.toInteger())
        return qHash(*number, seed);
    if (const auto number = toFloating(value))
        return qHash(std::isnan(*number) ? std::numeric_limits<double>::quiet_NaN() : *number, seed);
    if (const auto *text = std::get_if<QByteArray>(&value.value))
        return qHash(*text, seed);
    if (const auto *flag = std::get_if<bool>(&value.value))
        return qHash(*flag, seed);
    if (const auto *table = std::get_if<FieldTable>(&value.value))
        return equivalenceHash(*table, seed);
    if (const auto *array = std::get_if<FieldArray>(&value.value)) {
        size_t hash = seed;
        for (const FieldValue &item : array->items)
            hash = equivalenceHash(item, hash);
        return hash;
    }
    // Rare types share a hash.
    return qHash(value.value.index(), seed);
}

size_t equivalenceHash(const FieldTable &table, size_t seed)
{
    size_t sum = seed; // a sum, because the order does not count
    for (const FieldEntry &entry : table.entries)
        sum += equivalenceHash(entry.value, qHash(entry.name, seed));
    return sum;
}

} // namespace engine
