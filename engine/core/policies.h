// SPDX-License-Identifier: GPL-3.0-or-later
// Policies: the policies and operator policies of all virtual hosts, and what they make of queues and exchanges. Of those that
// match, one policy and one operator policy apply: the ones with the highest priority (equal ones: the first by name).
// Error details are RabbitMQ's texts. Owner: Broker. Thread: engine.
#pragma once

#include "core/definitions.h"

#include <engine/policies.h>
#include <engine/result.h>

#include <map>
#include <tuple>

namespace engine::core {

class Broker;
class Exchange;
class Queue;
class VirtualHost;

struct Policy
{
    PolicyDefinition definition;
    PolicyMatcher matcher;
};

/// Those that apply to one queue or exchange; null: none.
struct AppliedPolicies
{
    const Policy *policy = nullptr, *operatorPolicy = nullptr;
    bool isEmpty() const { return !policy && !operatorPolicy; }
};

class Policies
{
public:
    explicit Policies(Broker &broker)
        : m_broker(broker)
    {}

    /// Changes with everything that may change an answer.
    quint64 version() const { return m_version; }
    using Key = std::tuple<QByteArray, bool, QByteArray>; ///< virtual host, is an operator policy, name
    const std::map<Key, Policy> &all() const { return m_policies; }
    const Policy *find(const QByteArray &virtualHost, bool isOperator, const QByteArray &name) const;

    /// Sets or replaces one; takes effect on what it matches at the end of this turn.
    Result<void> put(const PolicyDefinition &policy);
    Result<void> remove(const QByteArray &virtualHost, bool isOperator, const QByteArray &name);

    AppliedPolicies appliedTo(const Queue &queue) const;
    AppliedPolicies appliedTo(const Exchange &exchange) const;
    /// What the two come to; where both have a number the lower one counts.
    static FieldTable effective(const AppliedPolicies &applied);
    /// RabbitMQ's keys that are accepted and have no effect here: mirrors, streams, federation, clusters.
    static QByteArrayList keysWithoutEffect(const FieldTable &definition);

    /// Called by VirtualHost for what was declared.
    void applyTo(Queue &queue) const;
    void applyTo(Exchange &exchange) const;

    // Called by Broker only.
    void restore(const Definition &definition);
    void applyToAll() const;
    void virtualHostDeleted(const QByteArray &name);

private:
    Result<void> check(const PolicyDefinition &policy) const;
    void applyTo(VirtualHost &host) const;
    void insert(const PolicyDefinition &policy);
    template <typename Matches>
    AppliedPolicies best(const QByteArray &virtualHost, const Matches &matches) const;

    Broker &m_broker;
    std::map<Key, Policy> m_policies;
    quint64 m_version = 1;
};

} // namespace engine::core
