// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/snapshotter.h"

#include "core/broker.h"
#include "core/consumergroups.h"
#include "core/policies.h"
#include "core/stream.h"
#include "core/text.h"
#include "inspect/definitionspecs.h"

#include <algorithm>

namespace engine::inspect {

using core::text;

namespace {

QString nameOf(const core::Policy *policy)
{
    return policy ? text(policy->definition.name) : QString();
}

/// What applies to a queue or an exchange is looked up again only when a policy has changed: their names never do.
template <typename Known, typename Subject>
void updatePolicy(Known &known, const core::Policies &policies, const Subject &subject)
{
    if (known.policyVersion == policies.version())
        return;
    known.policyVersion = policies.version();
    const core::AppliedPolicies applied = policies.appliedTo(subject);
    known.base.policy = {nameOf(applied.policy), nameOf(applied.operatorPolicy), core::Policies::effective(applied)};
}

template <typename Snapshot>
void sortByName(QList<Snapshot> &snapshots)
{
    std::sort(snapshots.begin(), snapshots.end(), [](const Snapshot &a, const Snapshot &b) {
        const int hosts = a.spec.virtualHost.compare(b.spec.virtualHost);
        return hosts != 0 ? hosts < 0 : a.spec.name < b.spec.name;
    });
}

/// What was not seen in this pass has been deleted since.
template <typename Known>
void dropUnseen(Known &known, quint64 pass)
{
    known.removeIf([pass](auto it) { return it.value().seen != pass; });
}

} // namespace

QList<ExchangeSnapshot> Snapshotter::exchanges(qint64 nowMs)
{
    ++m_pass;
    QList<ExchangeSnapshot> list;
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[exchangeName, exchange] : host->exchanges())
            list.append(snapshot(*exchange, nowMs));
    }
    dropUnseen(m_exchanges, m_pass);
    sortByName(list);
    return list;
}

ExchangeSnapshot Snapshotter::snapshot(const core::Exchange &exchange, qint64 nowMs)
{
    KnownExchange &known = m_exchanges[exchange.id()];
    if (!known.base.id.isValid()) {
        known.base.id = exchange.id();
        known.base.spec = specOf(exchange.definition());
        known.base.predeclared = exchange.isPredeclared() || exchange.isDefault();
    }
    updatePolicy(known, m_broker.policies(), exchange);
    known.seen = m_pass;
    known.rates.sample({exchange.counters.in, exchange.counters.out}, nowMs);
    ExchangeSnapshot s = known.base;
    s.rateIn = known.rates[0];
    s.rateOut = known.rates[1];
    s.unroutable = exchange.counters.unroutable;
    s.bindings = quint32(exchange.isDefault() ? exchange.virtualHost().queues().size() : exchange.bindings().size());
    return s;
}

QList<QueueSnapshot> Snapshotter::queues(qint64 nowMs)
{
    ++m_pass;
    countBindings();
    QList<QueueSnapshot> list;
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[queueName, queue] : host->queues())
            list.append(snapshot(*queue, nowMs));
    }
    dropUnseen(m_queues, m_pass);
    sortByName(list);
    return list;
}

QueueSnapshot Snapshotter::snapshot(const core::Queue &queue, qint64 nowMs)
{
    KnownQueue &known = m_queues[queue.id()];
    if (!known.base.id.isValid()) {
        known.base.id = queue.id();
        known.base.spec = specOf(queue.definition());
        known.base.exclusiveOwner = queue.exclusiveOwner();
    }
    updatePolicy(known, m_broker.policies(), queue);
    known.seen = m_pass;
    const core::QueueCounters &c = queue.counters();
    // A stream's records come and go by Kafka, too.
    const core::Partition *partition = queue.stream() ? &queue.stream()->partition() : nullptr;
    known.rates.sample({partition ? partition->appended() : c.published,
                        partition ? partition->delivered() : c.deliveredOrGot, c.redelivered, c.acked},
                       nowMs);
    QueueSnapshot s = known.base;
    s.ready = queue.ready();
    s.unacked = queue.unacked();
    s.delayed = queue.delayed();
    s.dying = queue.dying();
    // The log knows the bytes of all its messages together; the share of the unacked ones follows from their number.
    const quint64 bytes = partition ? partition->bytes() : queue.log().bodyBytes();
    s.unackedBytes = s.total() == 0 ? 0 : quint64(double(bytes) * double(s.unacked) / double(s.total()));
    s.readyBytes = bytes - s.unackedBytes;
    s.memoryBytes = queue.log().footprint();
    s.incomingRate = known.rates[0];
    s.deliverGetRate = known.rates[1];
    s.redeliverRate = known.rates[2];
    s.ackRate = known.rates[3];
    s.consumers = quint32(queue.consumers().size());
    s.bindings = m_bindingsOfQueue.value(queue.id()) + 1; // and the default exchange's
    const bool moves = s.incomingRate > 0 || s.deliverGetRate > 0 || s.ackRate > 0;
    s.state = queue.isPaused() ? QueueSnapshot::State::Paused
              : moves          ? QueueSnapshot::State::Running
                               : QueueSnapshot::State::Idle;
    return s;
}

void Snapshotter::countBindings()
{
    const quint64 version = m_broker.topologyVersion();
    if (version == m_countedVersion)
        return;
    m_countedVersion = version;
    m_bindingsOfQueue.clear();
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[exchangeName, exchange] : host->exchanges()) {
            for (const auto &binding : exchange->bindings()) {
                if (binding->queue)
                    ++m_bindingsOfQueue[binding->queue->id()];
            }
        }
    }
}

QList<BindingSnapshot> Snapshotter::bindings()
{
    const quint64 version = m_broker.topologyVersion();
    if (version == m_listedVersion)
        return m_bindings;
    m_listedVersion = version;
    m_bindings.clear();
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[exchangeName, exchange] : host->exchanges()) {
            for (const auto &binding : exchange->bindings())
                m_bindings.append({specOf(binding->definition), false});
        }
        for (const auto &[queueName, queue] : host->queues()) {
            const QString queueText = text(queueName);
            m_bindings.append({{text(name), {}, DestinationType::Queue, queueText, queueText, {}}, true});
        }
    }
    std::sort(m_bindings.begin(), m_bindings.end(), [](const BindingSnapshot &a, const BindingSnapshot &b) {
        return std::tie(a.spec.virtualHost, a.spec.source, a.spec.destination, a.spec.routingKey) <
               std::tie(b.spec.virtualHost, b.spec.source, b.spec.destination, b.spec.routingKey);
    });
    return m_bindings;
}

QList<PolicySnapshot> Snapshotter::policies()
{
    const core::Policies &policies = m_broker.policies();
    const std::pair version(policies.version(), m_broker.topologyVersion());
    if (version == m_policiesVersion)
        return m_policies;
    m_policiesVersion = version;
    QHash<const core::Policy *, std::pair<quint32, quint32>> counts;
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[queueName, queue] : host->queues()) {
            const core::AppliedPolicies applied = policies.appliedTo(*queue);
            ++counts[applied.policy].first;
            ++counts[applied.operatorPolicy].first;
        }
        for (const auto &[exchangeName, exchange] : host->exchanges()) {
            const core::AppliedPolicies applied = policies.appliedTo(*exchange);
            ++counts[applied.policy].second;
            ++counts[applied.operatorPolicy].second;
        }
    }
    m_policies.clear();
    for (const auto &[key, policy] : policies.all()) {
        const core::PolicyDefinition &d = policy.definition;
        const auto [queues, exchanges] = counts.value(&policy);
        m_policies.append(
            {{text(d.virtualHost), text(d.name), text(d.pattern), d.applyTo, d.priority, d.definition, d.isOperator},
             queues,
             exchanges});
    }
    return m_policies;
}

OverviewSnapshot Snapshotter::overview(qint64 nowMs)
{
    const core::BrokerCounters &c = m_broker.counters();
    m_brokerRates.sample({c.published, c.deliveredOrGot, c.acked, c.confirmed, c.unroutable}, nowMs);
    OverviewSnapshot s;
    s.publishRate = m_brokerRates[0];
    s.deliverRate = m_brokerRates[1];
    s.ackRate = m_brokerRates[2];
    s.confirmRate = m_brokerRates[3];
    s.unroutableRate = m_brokerRates[4];
    s.messagesInMemoryBytes = m_broker.memoryUse().footprint;
    s.durable = m_broker.store().isDurable();
    s.groups = quint32(m_broker.groups().all().size());
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        s.exchanges += quint32(host->exchanges().size());
        s.topics += quint32(host->topics().all().size());
        for (const auto &[exchangeName, exchange] : host->exchanges())
            s.bindings += quint32(exchange->bindings().size());
        for (const auto &[queueName, queue] : host->queues()) {
            s.consumers += quint32(queue->consumers().size());
            if (queue->stream())
                continue; // counted as a topic, whose messages wait for nobody
            ++s.queues;
            s.ready += queue->ready();
            s.unacked += queue->unacked();
        }
    }
    return s;
}

void Snapshotter::forget(Kind kind)
{
    switch (kind) {
    case Kind::Overview:
        m_brokerRates = {};
        break;
    case Kind::Exchanges:
        m_exchanges = {};
        break;
    case Kind::Queues:
        m_queues = {};
        m_bindingsOfQueue = {};
        m_countedVersion = 0;
        break;
    case Kind::Bindings:
        m_bindings = {};
        m_listedVersion = 0;
        break;
    case Kind::Policies:
        m_policies = {};
        m_policiesVersion = {};
        break;
    }
}

} // namespace engine::inspect
