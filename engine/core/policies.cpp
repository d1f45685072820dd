// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policies.h"

#include "core/broker.h"
#include "core/queuesettings.h"
#include "core/stream.h"
#include "core/text.h"

#include <algorithm>
#include <array>

namespace engine::core {

namespace {

constexpr char alternateExchange[] = "alternate-exchange";

// What RabbitMQ's policies may have beyond a queue's arguments and what this broker does: accepted, so that programs and
// definition files go on working.
constexpr std::array withoutEffect = {"ha-mode",
                                      "ha-params",
                                      "ha-sync-mode",
                                      "ha-sync-batch-size",
                                      "ha-promote-on-shutdown",
                                      "ha-promote-on-failure",
                                      "federation-upstream",
                                      "federation-upstream-set",
                                      "federation-upstream-pattern",
                                      "initial-cluster-size",
                                      "target-group-size",
                                      "max-in-memory-bytes"};
constexpr std::array operatorWithoutEffect = {"ha-mode", "ha-params", "ha-sync-mode", "target-group-size",
                                              "max-in-memory-bytes"};

template <typename Keys>
bool contains(const Keys &keys, const QByteArray &key)
{
    return std::any_of(keys.begin(), keys.end(), [&](const char *known) { return key == known; });
}

bool isKnown(const QByteArray &key, bool inOperatorPolicy)
{
    if (inOperatorPolicy)
        return isOperatorKey(key) || contains(operatorWithoutEffect, key);
    return isQueueKey(key) || key == alternateExchange || contains(withoutEffect, key);
}

Error invalid(const QString &why)
{
    return {BrokerError::InvalidArgument, u"Validation failed: " % why};
}

Result<void> checkKeys(const PolicyDefinition &policy)
{
    QStringList unknown;
    for (const FieldEntry &entry : policy.definition.entries) {
        if (!isKnown(entry.name, policy.isOperator))
            unknown.append(u"'" % text(entry.name) % u"'");
    }
    if (unknown.isEmpty())
        return {};
    return invalid(QStringLiteral("[%1] are not recognised %2policy settings")
                       .arg(unknown.join(u", "), policy.isOperator ? QStringLiteral("operator ") : QString()));
}

Error noPolicy(bool isOperator, const QByteArray &virtualHost, const QByteArray &name)
{
    return {BrokerError::NotFound,
            QStringLiteral("no %1policy '%2' in vhost '%3'")
                .arg(isOperator ? QStringLiteral("operator ") : QString(), text(name), text(virtualHost))};
}

/// Of two that match: the one that applies.
const Policy *higher(const Policy *a, const Policy &b)
{
    return !a || b.definition.priority > a->definition.priority ? &b : a;
}

const FieldTable *tableOf(const Policy *policy)
{
    return policy ? &policy->definition.definition : nullptr;
}

/// What is no number counts as stricter: the operator has the last word.
bool isStricter(const FieldEntry &operators, const FieldValue &own)
{
    const auto limit = operators.value.toInteger();
    const auto mine = own.toInteger();
    if (!limit || !mine)
        return true;
    // Of these the longer delay is the stricter one.
    return operators.name == "delayed-retry-min" ? *limit > *mine : *limit < *mine;
}

} // namespace

const Policy *Policies::find(const QByteArray &virtualHost, bool isOperator, const QByteArray &name) const
{
    const auto it = m_policies.find({virtualHost, isOperator, name});
    return it == m_policies.end() ? nullptr : &it->second;
}

// ---- setting and clearing

Result<void> Policies::check(const PolicyDefinition &policy) const
{
    if (!m_broker.virtualHost(policy.virtualHost))
        return Error{BrokerError::NotFound, QStringLiteral("vhost '%1' not found").arg(text(policy.virtualHost))};
    if (policy.name.isEmpty())
        return invalid(QStringLiteral("a policy needs a name"));
    const PolicyMatcher matcher(policy.pattern, policy.applyTo, policy.definition);
    if (!matcher.isValid())
        return invalid(
            QStringLiteral("pattern should be regular expression but is invalid: %1").arg(matcher.problem()));
    if (policy.definition.isEmpty())
        return invalid(QStringLiteral("no policy provided"));
    if (auto known = checkKeys(policy); !known)
        return known;
    const FieldValue *alternate = policy.definition.find(alternateExchange);
    if (alternate && !alternate->toText())
        return invalid(QStringLiteral("'%1' is not the name of an exchange").arg(QLatin1StringView(alternateExchange)));
    if (auto valid = checkQueuePolicy(policy.definition); !valid)
        return invalid(valid.error().detail);
    return {};
}

void Policies::insert(const PolicyDefinition &policy)
{
    ++m_version;
    m_policies.insert_or_assign({policy.virtualHost, policy.isOperator, policy.name},
                                Policy{policy, {policy.pattern, policy.applyTo, policy.definition}});
}

Result<void> Policies::put(const PolicyDefinition &policy)
{
    if (auto valid = check(policy); !valid)
        return valid;
    if (const Policy *current = find(policy.virtualHost, policy.isOperator, policy.name);
        current && current->definition == policy)
        return {};
    insert(policy);
    m_broker.definitionChanged({DefinitionChange::Kind::Put, policy});
    applyTo(*m_broker.virtualHost(policy.virtualHost));
    return {};
}

Result<void> Policies::remove(const QByteArray &virtualHost, bool isOperator, const QByteArray &name)
{
    const auto it = m_policies.find({virtualHost, isOperator, name});
    if (it == m_policies.end())
        return noPolicy(isOperator, virtualHost, name);
    const PolicyDefinition leaving = it->second.definition;
    m_policies.erase(it);
    ++m_version;
    m_broker.definitionChanged({DefinitionChange::Kind::Remove, leaving});
    applyTo(*m_broker.virtualHost(leaving.virtualHost));
    return {};
}

// ---- which one applies

template <typename Matches>
AppliedPolicies Policies::best(const QByteArray &virtualHost, const Matches &matches) const
{
    AppliedPolicies applied;
    for (auto it = m_policies.lower_bound({virtualHost, false, {}});
         it != m_policies.end() && std::get<0>(it->first) == virtualHost; ++it) {
        const Policy &policy = it->second;
        if (!matches(policy.matcher))
            continue;
        const Policy *&place = policy.definition.isOperator ? applied.operatorPolicy : applied.policy;
        place = higher(place, policy);
    }
    return applied;
}

AppliedPolicies Policies::appliedTo(const Queue &queue) const
{
    if (m_policies.empty())
        return {};
    const QueueDefinition &definition = queue.definition();
    const PolicyQueueType type = policyQueueType(definition.arguments);
    return best(definition.virtualHost,
                [&](const PolicyMatcher &matcher) { return matcher.matchesQueue(definition.name, type); });
}

AppliedPolicies Policies::appliedTo(const Exchange &exchange) const
{
    if (m_policies.empty() || exchange.isDefault())
        return {};
    return best(exchange.definition().virtualHost,
                [&](const PolicyMatcher &matcher) { return matcher.matchesExchange(exchange.name()); });
}

FieldTable Policies::effective(const AppliedPolicies &applied)
{
    FieldTable merged = applied.policy ? applied.policy->definition.definition : FieldTable();
    if (!applied.operatorPolicy)
        return merged;
    for (const FieldEntry &entry : applied.operatorPolicy->definition.definition.entries) {
        const FieldValue *own = merged.find(entry.name);
        if (!own || isStricter(entry, *own))
            merged.set(entry.name, entry.value);
    }
    return merged;
}

QByteArrayList Policies::keysWithoutEffect(const FieldTable &definition)
{
    QByteArrayList keys;
    for (const FieldEntry &entry : definition.entries) {
        if (contains(withoutEffect, entry.name) || isIdleQueueKey(entry.name))
            keys.append(entry.name);
    }
    return keys;
}

// ---- taking effect

void Policies::applyTo(Queue &queue) const
{
    const AppliedPolicies applied = appliedTo(queue);
    if (const Stream *stream = queue.stream()) {
        // The partitions of a topic have its settings in common: those of the first one.
        Topic &topic = stream->partition().topic();
        if (stream->partition().number() == 0) {
            queue.virtualHost().topics().setPolicy(
                topic, retentionPolicyOf(tableOf(applied.policy), tableOf(applied.operatorPolicy)));
        }
        return;
    }
    queue.setSettings(settingsUnder(queue.definition(), tableOf(applied.policy), tableOf(applied.operatorPolicy)));
}

void Policies::applyTo(Exchange &exchange) const
{
    const FieldTable definition = effective(appliedTo(exchange));
    const FieldValue *alternate = definition.find(alternateExchange);
    if (exchange.setAlternateByPolicy(alternate ? alternate->toText() : std::nullopt))
        exchange.virtualHost().routesChanged();
}

void Policies::applyTo(VirtualHost &host) const
{
    for (const auto &[name, exchange] : host.exchanges())
        applyTo(*exchange);
    for (const auto &[name, queue] : host.queues())
        applyTo(*queue);
}

void Policies::applyToAll() const
{
    if (m_policies.empty())
        return;
    for (const auto &[name, host] : m_broker.virtualHosts())
        applyTo(*host);
}

// ---- for Broker

void Policies::restore(const Definition &definition)
{
    if (const auto *policy = std::get_if<PolicyDefinition>(&definition))
        insert(*policy);
}

void Policies::virtualHostDeleted(const QByteArray &name)
{
    std::erase_if(m_policies, [&](const auto &entry) {
        if (std::get<0>(entry.first) != name)
            return false;
        m_broker.definitionChanged({DefinitionChange::Kind::Remove, entry.second.definition});
        return true;
    });
    ++m_version;
}

} // namespace engine::core
