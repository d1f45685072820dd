// SPDX-License-Identifier: GPL-3.0-or-later
// The publishing half of a channel: routing, the gate, confirms, transactions.
#include "core/broker.h"
#include "core/channel.h"
#include "core/declarationchecks.h"
#include "core/stream.h"
#include "core/transaction.h"
#include "core/virtualhost.h"

#include <utility>

namespace engine::core {

namespace {

constexpr size_t maxCachedRoutes = 1024;

ConfirmLedger::Waits waitsOf(const Spread &spread)
{
    if (spread.refused) [[unlikely]]
        return ConfirmLedger::Waits::Refused;
    return spread.durableWith > 0 ? ConfirmLedger::Waits::ForCommit : ConfirmLedger::Waits::ForNothing;
}

} // namespace

// ---- publishing

Result<Exchange *> Channel::publishTo(const QByteArray &exchange)
{
    if (m_exchange && m_exchangeVersion == m_virtualHost.topologyVersion() && m_exchangeName == exchange)
        return m_exchange;
    const Result<Exchange *> found = m_virtualHost.findExchange(exchange);
    if (!found)
        return found;
    if ((*found)->definition().internal) {
        return Error{BrokerError::AccessRefused,
                     QStringLiteral("cannot publish to internal exchange '%1' in vhost '%2'")
                         .arg(QString::fromUtf8(exchange), QString::fromUtf8(m_virtualHost.name()))};
    }
    m_exchange = *found;
    m_exchangeName = exchange;
    m_exchangeVersion = m_virtualHost.topologyVersion();
    return m_exchange;
}

const std::vector<Queue *> &Channel::routeOf(Exchange &exchange, const Message &message, ReaderOf readerOf)
{
    const quint64 version = m_virtualHost.topologyVersion();
    if (m_routesExchange != &exchange || m_routesVersion != version || m_routes.size() > maxCachedRoutes) {
        m_routes.clear();
        m_lastRoute = nullptr;
        m_routesExchange = &exchange;
        m_routesVersion = version;
    }
    const bool isOneKey = message.extraKeys.isEmpty();
    if (m_lastRoute && m_lastRoute->first == message.routingKey && isOneKey)
        return m_lastRoute->second;
    if (const auto it = m_routes.find(message.routingKey); it != m_routes.end() && isOneKey) {
        m_lastRoute = &*it;
        return it->second;
    }
    const RoutingInput::Reader reader = readerOf ? readerOf(message) : RoutingInput::Reader();
    m_uncachedRoute.clear();
    if (!exchange.route(RoutingInput(message, reader), m_broker.nextRouteMark(), m_uncachedRoute) || !isOneKey)
        return m_uncachedRoute;
    m_lastRoute = &*m_routes.emplace(message.routingKey, m_uncachedRoute).first;
    return m_lastRoute->second;
}

/// Of a stream that would not take it now: a transaction cannot tell its publisher later.
std::optional<StreamRefusal> Channel::refusalIn(Exchange &exchange, const Message &message, ReaderOf readerOf)
{
    for (const Queue *queue : routeOf(exchange, message, readerOf)) {
        if (!queue->stream())
            continue;
        if (const auto refusal = queue->stream()->refusalOf(message))
            return refusal;
    }
    return std::nullopt;
}

/// exchange: null if it has gone since the message was published to it.
Spread Channel::route(Exchange *exchange, const MessagePtr &message, const PublishOptions &options)
{
    static const Route nowhere;
    const Route &queues = exchange ? routeOf(*exchange, *message, options.readerOf) : nowhere;
    const Spread result = spread(m_virtualHost, exchange, queues, message, m_ref, options.mandatory);
    if (result.copies > 0) [[likely]]
        return result;
    ++m_counters.unroutable;
    if (options.mandatory) {
        m_client.returned(*message);
        m_broker.lifecycle().emit([&] {
            return LifecycleEvent{
                LifecycleStep::Returned, message.data(), &m_virtualHost, nullptr, 0, nullptr, m_ref, 0};
        });
    }
    return result;
}

PublishOutcome Channel::publish(Exchange &exchange, QExplicitlySharedDataPointer<Message> fresh, PublishOptions options)
{
    if (m_transaction) [[unlikely]] {
        fresh->exchange = exchange.name(); // where there is one its routing key is the message's key
        if (const auto refusal = refusalIn(exchange, *fresh, options.readerOf))
            return {{}, 0, false, refusal};
        m_transaction->bytes += fresh->footprint();
        m_transaction->publications.push_back({exchange.name(), std::move(fresh), options});
        return {{}, 0, true};
    }
    bool waitsForCommit = false;
    return publishNow(&exchange, exchange.name(), fresh, options, waitsForCommit);
}

PublishOutcome Channel::publishNow(Exchange *exchange, const QByteArray &exchangeName,
                                   const QExplicitlySharedDataPointer<Message> &fresh, const PublishOptions &options,
                                   bool &waitsForCommit)
{
    fresh->id = m_broker.nextMessageId();
    fresh->publishedAtMs = m_broker.nowMs();
    fresh->exchange = exchangeName;
    MessagePtr message(fresh.data());
    ++m_counters.published;
    ++m_broker.counters().published;
    if (exchange)
        ++exchange->counters.in;
    LifecycleStream &lifecycle = m_broker.lifecycle();
    lifecycle.emit([&] {
        return LifecycleEvent{LifecycleStep::Published, message.data(), &m_virtualHost, nullptr, 0, nullptr, m_ref, 0};
    });
    if (Gate *gate = lifecycle.gate()) [[unlikely]] {
        if (!passesGate(*gate, message, exchangeName, options))
            return {message->id, 0, true};
    }
    const Spread result = route(exchange, message, options);
    waitsForCommit = waitsForCommit || result.durableWith > 0;
    noteConfirm(waitsOf(result), result.durableWith);
    return {message->id, result.copies, false, result.refusal, result.refused, result.movedOn};
}

/// False: the gate has dropped the message, or keeps it.
bool Channel::passesGate(Gate &gate, MessagePtr &message, const QByteArray &exchange, const PublishOptions &options)
{
    const Gate::Verdict verdict = gate.admit(message, m_virtualHost, m_ref);
    if (verdict == Gate::Verdict::Pass)
        return true;
    const bool holds = verdict == Gate::Verdict::Hold;
    m_broker.lifecycle().emit([&] {
        return LifecycleEvent{holds ? LifecycleStep::Held : LifecycleStep::Dropped,
                              message.data(),
                              &m_virtualHost,
                              nullptr,
                              0,
                              nullptr,
                              m_ref,
                              0,
                              holds ? StepCause::None : StepCause::Gate};
    });
    const quint64 tag = noteConfirm(holds ? ConfirmLedger::Waits::Held : ConfirmLedger::Waits::ForNothing, 0);
    if (holds)
        gate.hold({message, m_virtualHost.name(), exchange, m_ref, options, tag, m_self});
    return false;
}

void Channel::publishHeld(const HeldMessage &held)
{
    const Spread result = route(m_virtualHost.exchange(held.exchange), held.message, held.options);
    if (held.publishTag == 0)
        return;
    m_confirms.resolve(held.publishTag, waitsOf(result), result.durableWith);
    awaitConfirms();
}

void Channel::forgetHeld(quint64 publishTag)
{
    if (publishTag == 0)
        return;
    m_confirms.resolve(publishTag, ConfirmLedger::Waits::ForNothing, 0);
    awaitConfirms();
}

// ---- confirms

Result<void> Channel::selectConfirms()
{
    if (m_transaction)
        return preconditionFailed("cannot switch from tx to confirm mode");
    m_confirming = true;
    return {};
}

/// The tag of this publish; 0 without confirms.
quint64 Channel::noteConfirm(ConfirmLedger::Waits waits, quint64 sequence)
{
    if (!m_confirming)
        return 0;
    const quint64 tag = m_confirms.note(waits, sequence);
    awaitConfirms();
    return tag;
}

void Channel::awaitConfirms()
{
    if (m_awaitsConfirms)
        return;
    m_awaitsConfirms = true;
    m_broker.awaitConfirms(this);
}

ConfirmLedger::Answer Channel::answerer()
{
    return [this](quint64 tag, bool multiple, bool ok) { m_client.confirm(tag, multiple, ok); };
}

bool Channel::sendConfirms(quint64 committedSequence)
{
    const quint64 confirmed = m_confirms.send(committedSequence, answerer());
    m_counters.confirmed += confirmed;
    m_broker.counters().confirmed += confirmed;
    m_awaitsConfirms = m_confirms.waitsForCommit();
    return m_awaitsConfirms;
}

void Channel::failConfirms(quint64 sequence)
{
    m_confirms.fail(sequence, answerer());
}

// ---- transactions

Result<void> Channel::selectTransactions()
{
    if (m_confirming)
        return preconditionFailed("cannot switch from confirm to tx mode");
    if (!m_transaction)
        m_transaction = std::make_unique<Transaction>();
    return {};
}

quint64 Channel::transactionBytes() const
{
    return m_transaction ? m_transaction->bytes : 0;
}

Result<void> Channel::commit(std::function<void(bool)> done)
{
    if (!m_transaction)
        return preconditionFailed("channel is not transactional");
    const std::unique_ptr<Transaction> work =
        std::exchange(m_transaction, nullptr); // nothing is kept while it is applied
    bool waitsForCommit = false;
    bool isPartial = false;
    for (const Transaction::Publication &publication : work->publications) {
        const PublishOutcome outcome = publishNow(m_virtualHost.exchange(publication.exchange), publication.exchange,
                                                  publication.message, publication.options, waitsForCommit);
        isPartial = isPartial || outcome.refused > 0;
    }
    waitsForCommit = applySettlements(*work) || waitsForCommit;
    m_transaction = std::make_unique<Transaction>();
    if (isPartial)
        return preconditionFailed("partial tx completion");
    if (!waitsForCommit) {
        done(true);
        return {};
    }
    m_broker.whenCommitted([self = m_self, done = std::move(done)](bool ok) {
        if (*self)
            done(ok);
    });
    return {};
}

/// True if the store has to hear of it.
bool Channel::applySettlements(const Transaction &transaction)
{
    bool isKept = false;
    for (const Transaction::Settled &settled : transaction.settled) {
        UnackedEntry *entry = m_ledger.find(settled.tag);
        if (!entry)
            continue; // its queue was deleted
        isKept = isKept || entry->queue->log().isPersistent();
        entry->inTransaction = false;
        applySettlement(*entry, settled.how);
    }
    m_ledger.trim();
    if (m_globalPrefetch > 0 && !transaction.settled.empty())
        creditChanged();
    return isKept;
}

Result<void> Channel::rollback()
{
    if (!m_transaction)
        return preconditionFailed("channel is not transactional");
    reinstate();
    *m_transaction = {};
    m_ledger.findOverdue(0); // they count again
    armTimeout();
    return {};
}

/// What the transaction has settled is unacked again.
void Channel::reinstate()
{
    if (!m_transaction)
        return;
    for (const Transaction::Settled &settled : m_transaction->settled) {
        if (UnackedEntry *entry = m_ledger.find(settled.tag))
            entry->inTransaction = false;
    }
    m_transaction->settled.clear();
}

} // namespace engine::core
