// SPDX-License-Identifier: GPL-3.0-or-later
// The exchange types that give each message to one destination of many, as RabbitMQ's plugins of the same names do:
// x-consistent-hash, x-modulus-hash and x-random, and RabbitMQ's own x-local-random. Where a hash leads to depends on the
// bindings alone, so it stays the same over a restart. Owner: Exchange. Thread: engine.
#pragma once

#include "core/exchange.h"

#include <engine/result.h>

#include <map>

namespace engine::core {

/// x-consistent-hash: the binding key is a weight. Adding or removing a destination moves as few values as possible.
class ConsistentHashMatcher final : public Matcher
{
public:
    /// hash-header and hash-property; the texts of the errors are RabbitMQ's.
    static Result<void> validate(const FieldTable &arguments);
    /// The binding key must be a number above 0.
    static Result<void> validateKey(const QByteArray &bindingKey);

    explicit ConsistentHashMatcher(const FieldTable &arguments);
    void insert(Binding *binding) override;
    void remove(Binding *binding) override;
    void match(const RoutingInput &input, const Visit &visit) const override;
    bool matchesByKeyOnly() const override { return m_header.isNull() && m_property.isNull(); }

private:
    quint64 hashOf(const RoutingInput &input) const;
    void buildRing() const;

    QByteArray m_header, m_property;   ///< what is hashed; both null: the routing key
    std::vector<Binding *> m_bindings; ///< in the order they were made: those before a removed one keep their buckets
    struct Arc
    {
        quint64 end; ///< the first bucket behind it
        Binding *binding;
    };
    mutable std::vector<Arc> m_ring; ///< ascending; built when it is needed
    mutable bool m_ringIsStale = false;
};

/// x-modulus-hash: the routing key's hash modulo the number of destinations; binding keys do not matter.
class ModulusHashMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override;
    void remove(Binding *binding) override;
    void match(const RoutingInput &input, const Visit &visit) const override;

private:
    using Destination = std::pair<DestinationType, QByteArray>;
    std::map<Destination, BucketList> m_destinations; ///< sorted, so that a restart changes nothing
    mutable std::vector<const BucketList *> m_shards; ///< the same in a row; empty: to be built
};

/// x-random and x-local-random: any binding, whatever its key and the message's.
class RandomMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_bindings.insert(binding); }
    void remove(Binding *binding) override { m_bindings.remove(binding); }
    void match(const RoutingInput &input, const Visit &visit) const override;
    bool matchesByKeyOnly() const override { return false; }

private:
    BucketList m_bindings;
};

} // namespace engine::core
