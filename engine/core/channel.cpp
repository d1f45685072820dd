// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/channel.h"

#include "core/broker.h"
#include "core/virtualhost.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace engine::core {

namespace {

constexpr size_t maxCachedRoutes = 1024;

QByteArray generatedConsumerTag()
{
    std::array<quint32, 4> random;
    QRandomGenerator::global()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    return "amq.ctag-" + bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

Channel::Channel(Broker &broker, VirtualHost &virtualHost, ChannelRef ref, ChannelClient &client)
    : m_broker(broker)
    , m_virtualHost(virtualHost)
    , m_ref(ref)
    , m_client(client)
{
    m_broker.channelAdded(this);
}

Channel::~Channel()
{
    *m_alive = false;
    // Consumers first, so that nothing comes back to them; auto-delete queues go here, with what is unacked in them.
    while (!m_consumers.empty())
        cancel(QByteArray(m_consumers.back()->tag));
    recover();
    m_broker.channelRemoved(this);
}

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

const std::vector<Queue *> &Channel::routeOf(Exchange &exchange, const Message &message,
                                             const RoutingInput::ReadHeaders &readHeaders)
{
    const quint64 version = m_virtualHost.topologyVersion();
    if (m_routesExchange != &exchange || m_routesVersion != version || m_routes.size() > maxCachedRoutes) {
        m_routes.clear();
        m_lastRoute = nullptr;
        m_routesExchange = &exchange;
        m_routesVersion = version;
    }
    if (message.extraKeys.isEmpty()) [[likely]] {
        if (m_lastRoute && m_lastRoute->first == message.routingKey)
            return m_lastRoute->second;
        if (const auto known = m_routes.find(message.routingKey); known != m_routes.end()) {
            m_lastRoute = &*known;
            return known->second;
        }
    }
    const RoutingInput::Reader reader(readHeaders);
    m_uncachedRoute.clear();
    const bool stays = exchange.route(RoutingInput(message, reader), m_broker.nextRouteMark(), m_uncachedRoute);
    if (!stays || !message.extraKeys.isEmpty())
        return m_uncachedRoute;
    m_lastRoute = &*m_routes.emplace(message.routingKey, m_uncachedRoute).first;
    return m_lastRoute->second;
}

PublishOutcome Channel::publish(Exchange &exchange, QExplicitlySharedDataPointer<Message> fresh,
                                const RoutingInput::ReadHeaders &readHeaders)
{
    fresh->id = m_broker.nextMessageId();
    fresh->publishedAtMs = m_broker.nowMs();
    fresh->exchange = exchange.name();
    MessagePtr message(fresh.data());
    ++m_counters.published;
    ++m_broker.counters().published;
    ++exchange.counters.in;

    LifecycleStream &lifecycle = m_broker.lifecycle();
    const auto emitStep = [&](LifecycleStep step, quint32 copies) {
        lifecycle.emit(
            [&] { return LifecycleEvent{step, message.data(), &m_virtualHost, nullptr, 0, nullptr, m_ref, copies}; });
    };
    emitStep(LifecycleStep::Published, 0);
    if (Gate *gate = lifecycle.gate()) [[unlikely]] {
        const Gate::Verdict verdict = gate->admit(message, m_virtualHost, m_ref);
        if (verdict != Gate::Verdict::Pass) {
            noteConfirm(false);
            return {message->id, 0, true};
        }
    }

    const std::vector<Queue *> &queues = routeOf(exchange, *message, readHeaders);
    emitStep(queues.empty() ? LifecycleStep::Unroutable : LifecycleStep::Routed, quint32(queues.size()));
    bool waitsForCommit = false;
    for (Queue *queue : queues) {
        queue->enqueue(message, m_ref);
        waitsForCommit = waitsForCommit || queue->keeps(*message);
    }
    exchange.counters.out += queues.size();
    if (queues.empty()) {
        ++exchange.counters.unroutable;
        ++m_counters.unroutable;
        ++m_broker.counters().unroutable;
    }
    noteConfirm(waitsForCommit);
    return {message->id, quint32(queues.size()), false};
}

// ---- confirms

quint64 Channel::unconfirmed() const
{
    return m_lastPublishTag - m_confirmedTag - m_loneSent.size();
}

void Channel::noteConfirm(bool waitsForCommit)
{
    if (!m_confirming)
        return;
    const quint64 tag = ++m_lastPublishTag;
    if (waitsForCommit) {
        const quint64 sequence = m_broker.gatheringSequence();
        if (!m_waitingConfirms.empty() && m_waitingConfirms.back().sequence == sequence)
            m_waitingConfirms.back().lastTag = tag;
        else
            m_waitingConfirms.push_back({tag, sequence});
    } else if (m_waitingConfirms.empty()) {
        m_readyTag = tag;
    } else {
        m_loneConfirms.push_back(tag);
    }
    if (!m_awaitsConfirms) {
        m_awaitsConfirms = true;
        m_broker.awaitConfirms(this);
    }
}

bool Channel::sendConfirms(quint64 committedSequence)
{
    while (!m_waitingConfirms.empty() && m_waitingConfirms.front().sequence <= committedSequence) {
        m_readyTag = std::max(m_readyTag, m_waitingConfirms.front().lastTag);
        m_waitingConfirms.pop_front();
    }
    const quint64 before = unconfirmed();
    if (m_readyTag > m_confirmedTag) {
        m_client.confirm(m_readyTag, m_readyTag - m_confirmedTag > 1, true);
        m_confirmedTag = m_readyTag;
        std::erase_if(m_loneSent, [this](quint64 tag) { return tag <= m_confirmedTag; });
    }
    for (const quint64 tag : m_loneConfirms) {
        if (tag <= m_confirmedTag)
            continue;
        m_client.confirm(tag, false, true);
        m_loneSent.push_back(tag);
    }
    m_loneConfirms.clear();
    m_counters.confirmed += before - unconfirmed();
    m_broker.counters().confirmed += before - unconfirmed();
    m_awaitsConfirms = !m_waitingConfirms.empty();
    return m_awaitsConfirms;
}

void Channel::failConfirms(quint64 sequence)
{
    quint64 failedTag = 0;
    while (!m_waitingConfirms.empty() && m_waitingConfirms.front().sequence <= sequence) {
        failedTag = m_waitingConfirms.front().lastTag;
        m_waitingConfirms.pop_front();
    }
    if (failedTag <= m_confirmedTag)
        return;
    m_client.confirm(failedTag, failedTag - m_confirmedTag > 1, false);
    m_confirmedTag = m_readyTag = failedTag;
    std::erase_if(m_loneSent, [this](quint64 tag) { return tag <= m_confirmedTag; });
}

// ---- consuming

Consumer *Channel::consumer(const QByteArray &tag) const
{
    const auto it = std::find_if(m_consumers.begin(), m_consumers.end(), [&](const auto &c) { return c->tag == tag; });
    return it == m_consumers.end() ? nullptr : it->get();
}

Result<Consumer *> Channel::consume(const ConsumeRequest &request)
{
    const Result<Queue *> queue = m_virtualHost.accessQueue(request.queue, m_ref.connection);
    if (!queue)
        return queue.error();
    if (!request.tag.isEmpty() && consumer(request.tag)) {
        return Error{BrokerError::NotAllowed,
                     QStringLiteral("attempt to reuse consumer tag '%1'").arg(QString::fromUtf8(request.tag))};
    }
    auto made = std::make_unique<Consumer>();
    made->id = m_broker.nextConsumerId();
    made->tag = request.tag.isEmpty() ? generatedConsumerTag() : request.tag;
    made->channel = this;
    made->queue = *queue;
    made->noAck = request.noAck;
    made->exclusive = request.exclusive;
    made->prefetch = m_prefetch;
    made->arguments = request.arguments;
    if (Result<void> added = (*queue)->addConsumer(made.get()); !added)
        return added.error();
    m_consumers.push_back(std::move(made));
    return m_consumers.back().get();
}

bool Channel::cancel(const QByteArray &tag)
{
    const auto it = std::find_if(m_consumers.begin(), m_consumers.end(), [&](const auto &c) { return c->tag == tag; });
    if (it == m_consumers.end())
        return false;
    const std::unique_ptr<Consumer> leaving = std::move(*it);
    m_consumers.erase(it);
    forgetConsumer(leaving.get());
    leaving->queue->removeConsumer(leaving.get());
    return true;
}

void Channel::forgetConsumer(const Consumer *consumer)
{
    for (UnackedEntry &entry : m_ledger) {
        if (entry.consumer == consumer)
            entry.consumer = nullptr;
    }
}

Result<void> Channel::get(const QByteArray &queue, bool noAck, std::function<void(const GetAnswer &)> done)
{
    const Result<Queue *> found = m_virtualHost.accessQueue(queue, m_ref.connection);
    if (!found)
        return found.error();
    tryGet(queue, noAck, done);
    return {};
}

void Channel::tryGet(const QByteArray &name, bool noAck, const std::function<void(const GetAnswer &)> &done)
{
    Queue *queue = m_virtualHost.queue(name);
    if (!queue) {
        done({});
        return;
    }
    const auto answer = queue->get(noAck);
    if (std::holds_alternative<Queue::Pending>(answer)) {
        queue->whenLoaded([this, alive = m_alive, name, noAck, done] {
            if (*alive)
                tryGet(name, noAck, done);
        });
        return;
    }
    const Got *got = std::get_if<Got>(&answer);
    if (!got) {
        done({});
        return;
    }
    const quint64 tag = noAck ? skipTag() : addUnacked(*queue, got->offset, nullptr);
    ++m_counters.deliveredOrGot;
    ++m_broker.counters().deliveredOrGot;
    m_broker.lifecycle().emit([&] {
        return LifecycleEvent{
            LifecycleStep::Delivered, got->message.data(), &m_virtualHost, queue, got->offset, nullptr, m_ref, 0};
    });
    done({tag, got->redelivered, got->message, queue->ready()});
}

void Channel::setPrefetch(quint32 count, bool global)
{
    (global ? m_globalPrefetch : m_prefetch) = count;
    if (global)
        creditChanged();
}

void Channel::deliver(Consumer &consumer, Queue &queue, quint64 offset, const MessagePtr &message, bool redelivered)
{
    quint64 tag = 0;
    if (consumer.noAck) {
        tag = skipTag();
    } else {
        tag = addUnacked(queue, offset, &consumer);
        ++consumer.unacked;
    }
    ++consumer.delivered;
    ++m_counters.deliveredOrGot;
    ++m_broker.counters().deliveredOrGot;
    m_client.deliver(consumer, tag, redelivered, *message);
}

quint64 Channel::addUnacked(Queue &queue, quint64 offset, Consumer *consumer)
{
    m_ledger.push_back({&queue, offset, consumer, m_broker.nowMs()});
    ++m_unackedCount;
    return m_firstTag + m_ledger.size() - 1;
}

/// A delivery that needs no acknowledgement uses a tag up all the same.
quint64 Channel::skipTag()
{
    if (m_ledger.empty())
        return m_firstTag++;
    m_ledger.push_back({});
    return m_firstTag + m_ledger.size() - 1;
}

// ---- settling

template <typename SettleOne>
void Channel::settleEntry(UnackedEntry &entry, SettleOne &&settleOne)
{
    const UnackedEntry settled = entry;
    entry.queue = nullptr;
    --m_unackedCount;
    if (settled.consumer) {
        --settled.consumer->unacked;
        if (settled.consumer->queue->ready() > 0)
            settled.consumer->queue->schedule();
    }
    settleOne(settled);
}

template <typename SettleOne>
Result<void> Channel::settle(quint64 tag, bool multiple, SettleOne &&settleOne)
{
    const bool all = multiple && tag == 0;
    const size_t index = all ? m_ledger.size() - 1 : size_t(tag - m_firstTag);
    if (!all && (tag < m_firstTag || index >= m_ledger.size() || !m_ledger[index].queue))
        return Error{BrokerError::PreconditionFailed, QStringLiteral("unknown delivery tag %1").arg(tag)};
    if (multiple) {
        for (size_t i = 0; i < m_ledger.size() && i <= index; ++i) {
            if (m_ledger[i].queue)
                settleEntry(m_ledger[i], settleOne);
        }
    } else {
        settleEntry(m_ledger[index], settleOne);
    }
    trimLedger();
    if (m_globalPrefetch > 0)
        creditChanged();
    return {};
}

void Channel::trimLedger()
{
    while (!m_ledger.empty() && !m_ledger.front().queue) {
        m_ledger.pop_front();
        ++m_firstTag;
    }
}

Result<void> Channel::acknowledge(quint64 tag, bool multiple)
{
    return settle(tag, multiple, [this](const UnackedEntry &entry) {
        ++m_counters.acked;
        ++m_broker.counters().acked;
        entry.queue->acknowledge(entry.offset, entry.consumer, m_ref);
    });
}

Result<void> Channel::reject(quint64 tag, bool multiple, bool requeue)
{
    return settle(tag, multiple, [this, requeue](const UnackedEntry &entry) {
        if (requeue)
            entry.queue->requeue(entry.offset, entry.consumer, m_ref);
        else
            entry.queue->discard(entry.offset, entry.consumer, m_ref);
    });
}

void Channel::recover()
{
    if (m_unackedCount > 0)
        (void)reject(0, true, true); // tag 0 with multiple is always known
    trimLedger();
}

void Channel::creditChanged()
{
    for (const auto &consumer : m_consumers) {
        if (consumer->queue->ready() > 0)
            consumer->queue->schedule();
    }
}

void Channel::wake()
{
    creditChanged();
}

void Channel::queueDeleted(Queue &queue)
{
    std::vector<std::unique_ptr<Consumer>> leaving;
    for (auto &consumer : m_consumers) {
        if (consumer->queue == &queue)
            leaving.push_back(std::move(consumer));
    }
    std::erase(m_consumers, nullptr);
    for (UnackedEntry &entry : m_ledger) {
        if (entry.queue == &queue) {
            entry.queue = nullptr;
            --m_unackedCount;
        }
    }
    for (const auto &consumer : leaving) {
        forgetConsumer(consumer.get());
        m_client.consumerCancelled(*consumer);
    }
    trimLedger();
    creditChanged();
}

} // namespace engine::core
