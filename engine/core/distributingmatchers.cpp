// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distributingmatchers.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace engine::core {

namespace {

constexpr char headerArgument[] = "hash-header";
constexpr char propertyArgument[] = "hash-property";
constexpr std::array<const char *, 3> hashableProperties = {"correlation_id", "message_id", "timestamp"};
constexpr quint64 maxWeight = std::numeric_limits<quint32>::max();

/// The same in every process, unlike Qt's hashes: FNV-1a, its bits mixed well at the end, because keys are often short.
quint64 stableHash(QByteArrayView bytes)
{
    quint64 hash = 0xcbf29ce484222325;
    for (const char c : bytes)
        hash = (hash ^ quint8(c)) * 0x100000001b3;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
    return hash ^ (hash >> 33);
}

/// Jump consistent hash (Lamping, Veach: "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014): when the number of
/// buckets grows from n to n + 1, a value in n + 1 moves, and only to the new bucket.
quint64 bucketOf(quint64 hash, quint64 buckets)
{
    quint64 bucket = 0, next = 0;
    while (next < buckets) {
        bucket = next;
        hash = hash * 2862933555777941757u + 1;
        const double fraction = double((hash >> 33) + 1) / double(quint64(1) << 31); // in (0, 1]
        const double jump = double(bucket + 1) / fraction;
        next = jump < double(buckets) ? quint64(jump) : buckets;
    }
    return bucket;
}

/// What a header's value is to the hash: equal values of different width are alike. Tables and arrays all are.
QByteArray hashedBytes(const FieldValue &value)
{
    if (const auto number = value.toInteger())
        return QByteArray::number(*number);
    if (const auto text = value.toText())
        return *text;
    if (const auto flag = value.toBool())
        return *flag ? "true" : "false";
    if (const auto *bytes = std::get_if<FieldBytes>(&value.value))
        return bytes->bytes;
    if (const auto *time = std::get_if<FieldTimestamp>(&value.value))
        return QByteArray::number(time->seconds);
    if (const auto *number = std::get_if<double>(&value.value))
        return QByteArray::number(*number, 'g', 17);
    if (const auto *number = std::get_if<float>(&value.value))
        return QByteArray::number(double(*number), 'g', 17);
    return {};
}

/// A decimal number with an optional sign, capped at what a weight may be; nullopt: something else.
std::optional<qint64> readWeight(const QByteArray &key)
{
    const bool signedKey = key.startsWith('-') || key.startsWith('+');
    const QByteArrayView digits = QByteArrayView(key).sliced(signedKey ? 1 : 0);
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    quint64 weight = 0;
    for (const char c : digits)
        weight = std::min(maxWeight, weight * 10 + quint64(c - '0'));
    return key.startsWith('-') ? -qint64(weight) : qint64(weight);
}

Result<QByteArray> hashArgument(const FieldTable &arguments, const char *name)
{
    const FieldValue *value = arguments.find(name);
    if (!value)
        return QByteArray();
    if (const auto text = value->toText())
        return text->isNull() ? QByteArray("") : *text;
    return Error{
        BrokerError::PreconditionFailed,
        QStringLiteral("argument '%1' of an x-consistent-hash exchange must be text").arg(QLatin1String(name))};
}

} // namespace

// ---- x-consistent-hash

Result<void> ConsistentHashMatcher::validate(const FieldTable &arguments)
{
    const auto header = hashArgument(arguments, headerArgument);
    if (!header)
        return header.error();
    const auto property = hashArgument(arguments, propertyArgument);
    if (!property)
        return property.error();
    if (property->isNull())
        return {};
    if (!header->isNull()) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("hash-header and hash-property are mutually exclusive")};
    }
    for (const char *known : hashableProperties) {
        if (*property == known)
            return {};
    }
    return Error{BrokerError::PreconditionFailed,
                 QStringLiteral("Unsupported property: %1").arg(QString::fromUtf8(*property))};
}

Result<void> ConsistentHashMatcher::validateKey(const QByteArray &bindingKey)
{
    const auto weight = readWeight(bindingKey);
    if (!weight) {
        return Error{
            BrokerError::PreconditionFailed,
            QStringLiteral("The binding key must be an integer: <<\"%1\">>").arg(QString::fromUtf8(bindingKey))};
    }
    if (*weight < 1)
        return Error{BrokerError::PreconditionFailed, QStringLiteral("The binding key must be greater than 0")};
    return {};
}

ConsistentHashMatcher::ConsistentHashMatcher(const FieldTable &arguments)
{
    // What does not pass validate() is as if it were not there.
    if (const auto header = hashArgument(arguments, headerArgument))
        m_header = *header;
    if (const auto property = hashArgument(arguments, propertyArgument); property && m_header.isNull())
        m_property = *property;
}

void ConsistentHashMatcher::insert(Binding *binding)
{
    m_bindings.push_back(binding);
    m_ringIsStale = true;
}

void ConsistentHashMatcher::remove(Binding *binding)
{
    std::erase(m_bindings, binding);
    m_ring.clear();
    m_ringIsStale = true;
}

void ConsistentHashMatcher::buildRing() const
{
    m_ring.clear();
    std::set<std::pair<const Queue *, const Exchange *>> known;
    quint64 end = 0;
    for (Binding *binding : m_bindings) {
        const qint64 weight = readWeight(binding->definition.routingKey).value_or(0);
        // As in RabbitMQ: the first binding to a destination counts, others to the same one do not.
        if (weight < 1 || !known.emplace(binding->queue, binding->exchange).second)
            continue;
        end += quint64(weight);
        m_ring.push_back({end, binding});
    }
    m_ringIsStale = false;
}

quint64 ConsistentHashMatcher::hashOf(const RoutingInput &input) const
{
    if (!m_header.isNull()) {
        const FieldValue *value = input.headers().find(m_header);
        return stableHash(value ? hashedBytes(*value) : QByteArray());
    }
    if (!m_property.isNull())
        return stableHash(input.property(m_property).value_or(QByteArray()));
    return stableHash(input.routingKey);
}

void ConsistentHashMatcher::match(const RoutingInput &input, const Visit &visit) const
{
    if (m_ringIsStale)
        buildRing();
    if (m_ring.empty())
        return;
    const quint64 bucket = bucketOf(hashOf(input), m_ring.back().end);
    const auto arc =
        std::upper_bound(m_ring.begin(), m_ring.end(), bucket, [](quint64 b, const Arc &a) { return b < a.end; });
    ++m_looked;
    visit(*arc->binding);
}

// ---- x-modulus-hash

void ModulusHashMatcher::insert(Binding *binding)
{
    m_destinations[{binding->definition.destinationType, binding->definition.destination}].insert(binding);
    m_shards.clear();
}

void ModulusHashMatcher::remove(Binding *binding)
{
    const auto it = m_destinations.find({binding->definition.destinationType, binding->definition.destination});
    if (it == m_destinations.end())
        return;
    it->second.remove(binding);
    if (it->second.isEmpty())
        m_destinations.erase(it);
    m_shards.clear();
}

void ModulusHashMatcher::match(const RoutingInput &input, const Visit &visit) const
{
    if (m_destinations.empty())
        return;
    if (m_shards.empty()) {
        for (const auto &[destination, bindings] : m_destinations)
            m_shards.push_back(&bindings);
    }
    ++m_looked;
    visit(*m_shards[stableHash(input.routingKey) % m_shards.size()]->last());
}

// ---- x-random

void RandomMatcher::match(const RoutingInput &, const Visit &visit) const
{
    if (m_bindings.isEmpty())
        return;
    ++m_looked;
    visit(*m_bindings.at(size_t(QRandomGenerator::global()->bounded(quint64(m_bindings.size())))));
}

} // namespace engine::core
