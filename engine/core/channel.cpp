// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/channel.h"

#include "core/broker.h"
#include "core/declarationchecks.h"
#include "core/transaction.h"
#include "core/virtualhost.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace engine::core {

namespace {

constexpr quint64 maxReplyBacklog = 16 * 1024 * 1024; // bytes of replies that wait for a client that does not read

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
    *m_self = nullptr;
    m_broker.agenda().cancel(m_timeout);
    // Consumers first, so that nothing comes back to them; auto-delete queues go here, with what is unacked in them.
    while (!m_consumers.empty())
        cancel(QByteArray(m_consumers.back()->tag));
    if (m_replyConsumer)
        cancelReplies(QByteArray(m_replyConsumer->tag));
    reinstate();
    m_transaction.reset();
    requeueAll(Settlement::Abandon);
    m_broker.channelRemoved(this);
}

// ---- consuming

Consumer *Channel::consumer(const QByteArray &tag) const
{
    const auto it = std::find_if(m_consumers.begin(), m_consumers.end(), [&](const auto &c) { return c->tag == tag; });
    return it == m_consumers.end() ? nullptr : it->get();
}

Result<void> Channel::checkTag(const QByteArray &tag) const
{
    if (tag.isEmpty() || (!consumer(tag) && !(m_replyConsumer && m_replyConsumer->tag == tag)))
        return {};
    return Error{BrokerError::NotAllowed,
                 QStringLiteral("attempt to reuse consumer tag '%1'").arg(QString::fromUtf8(tag))};
}

Result<Consumer *> Channel::consume(const ConsumeRequest &request)
{
    const Result<Queue *> queue = m_virtualHost.accessQueue(request.queue, m_ref.connection);
    if (!queue)
        return queue.error();
    if (Result<void> free = checkTag(request.tag); !free)
        return free.error();
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
        return cancelReplies(tag);
    const std::unique_ptr<Consumer> leaving = std::move(*it);
    m_consumers.erase(it);
    forgetConsumer(leaving.get());
    leaving->queue->removeConsumer(leaving.get());
    return true;
}

void Channel::cancelByOperator(const Consumer &consumer)
{
    const auto it =
        std::find_if(m_consumers.begin(), m_consumers.end(), [&](const auto &c) { return c.get() == &consumer; });
    Q_ASSERT(it != m_consumers.end());
    const std::unique_ptr<Consumer> leaving = std::move(*it);
    m_consumers.erase(it);
    forgetConsumer(leaving.get());
    m_client.consumerCancelled(*leaving);
    leaving->queue->removeConsumer(leaving.get());
}

void Channel::forgetConsumer(const Consumer *consumer)
{
    for (UnackedEntry &entry : m_ledger.entries()) {
        if (entry.consumer == consumer)
            entry.consumer = nullptr;
    }
}

Result<void> Channel::get(const QByteArray &queue, bool noAck, std::function<void(const GetAnswer &)> done,
                          bool evenIfPaused)
{
    const Result<Queue *> found = m_virtualHost.accessQueue(queue, m_ref.connection);
    if (!found)
        return found.error();
    if ((*found)->stream()) {
        return Error{BrokerError::NotImplemented,
                     u"basic.get not supported by stream queues " % describe("queue", queue, m_virtualHost.name())};
    }
    const QueueSettings &settings = (*found)->settings();
    if (settings.kind == QueueKind::Quorum && settings.singleActiveConsumer && !evenIfPaused)
        return notByHand(queue, m_virtualHost.name());
    tryGet({queue, noAck, evenIfPaused, std::move(done)});
    return {};
}

void Channel::tryGet(const GetRequest &request)
{
    Queue *queue = m_virtualHost.queue(request.queue);
    if (!queue) {
        request.done({});
        return;
    }
    const auto answer = queue->get(request.noAck, request.evenIfPaused);
    if (std::holds_alternative<Queue::Pending>(answer)) {
        queue->whenLoaded([this, self = m_self, request] {
            if (*self)
                tryGet(request);
        });
        return;
    }
    const Got *got = std::get_if<Got>(&answer);
    if (!got) {
        request.done({});
        return;
    }
    const quint64 tag = request.noAck ? m_ledger.skipTag() : addUnacked(*queue, got->offset, nullptr);
    ++m_counters.deliveredOrGot;
    ++m_broker.counters().deliveredOrGot;
    m_broker.lifecycle().emit([&] {
        return LifecycleEvent{
            LifecycleStep::Delivered, got->message.data(), &m_virtualHost, queue, got->offset, nullptr, m_ref, 0};
    });
    request.done({tag, got->redelivered, got->message, queue->ready()});
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
        tag = m_ledger.skipTag();
    } else {
        tag = addUnacked(queue, offset, &consumer);
        ++consumer.unacked;
    }
    ++consumer.delivered;
    ++m_counters.deliveredOrGot;
    ++m_broker.counters().deliveredOrGot;
    m_client.deliver(consumer, tag, redelivered, *message);
}

// ---- direct reply-to

Result<const Consumer *> Channel::consumeReplies(const ConsumeRequest &request)
{
    if (Result<void> free = checkTag(request.tag); !free)
        return free.error();
    if (!request.noAck)
        return preconditionFailed("reply consumer cannot acknowledge");
    if (m_replyConsumer)
        return preconditionFailed("reply consumer already set");
    m_replyConsumer = std::make_unique<Consumer>();
    m_replyConsumer->id = m_broker.nextConsumerId();
    m_replyConsumer->tag = request.tag.isEmpty() ? generatedConsumerTag() : request.tag;
    m_replyConsumer->channel = this;
    m_replyConsumer->noAck = true;
    m_replyAddress = m_virtualHost.replyAddresses().add(this);
    return m_replyConsumer.get();
}

bool Channel::cancelReplies(const QByteArray &tag)
{
    if (!m_replyConsumer || m_replyConsumer->tag != tag)
        return false;
    m_virtualHost.replyAddresses().remove(std::exchange(m_replyAddress, {}));
    m_replyConsumer.reset();
    m_replies.clear();
    m_replyBytes = 0;
    return true;
}

void Channel::takeReply(const MessagePtr &message)
{
    if (m_replies.empty() && m_client.canTake()) {
        deliverReply(*message);
    } else if (m_replyBytes + message->footprint() <= maxReplyBacklog) {
        m_replyBytes += message->footprint();
        m_replies.push_back(message);
    } else {
        // Replies are given at most once, and a client that does not read must not cost without bound.
        m_broker.lifecycle().emit([&] {
            return LifecycleEvent{
                LifecycleStep::Dropped, message.data(), &m_virtualHost, nullptr, 0, m_replyConsumer.get(), m_ref, 0,
                StepCause::ReplyLost};
        });
    }
}

void Channel::sendReplies()
{
    while (!m_replies.empty() && m_client.canTake()) {
        const MessagePtr message = std::move(m_replies.front());
        m_replies.pop_front();
        m_replyBytes -= message->footprint();
        deliverReply(*message);
    }
}

void Channel::deliverReply(const Message &message)
{
    ++m_replyConsumer->delivered;
    ++m_counters.deliveredOrGot;
    ++m_broker.counters().deliveredOrGot;
    m_client.deliver(*m_replyConsumer, m_ledger.skipTag(), false, message);
    m_broker.lifecycle().emit([&] {
        return LifecycleEvent{
            LifecycleStep::Delivered, &message, &m_virtualHost, nullptr, 0, m_replyConsumer.get(), m_ref, 0};
    });
}

// ---- the acknowledgement timeout

qint64 Channel::acknowledgementTimeoutMs(const Queue &queue, const Consumer *consumer) const
{
    const qint64 ofQueue = queue.settings().consumerTimeoutMs.value_or(m_broker.limits().consumerTimeoutMs);
    return consumer ? consumer->timeoutMs.value_or(ofQueue) : ofQueue;
}

quint64 Channel::addUnacked(Queue &queue, quint64 offset, Consumer *consumer)
{
    const quint64 tag =
        m_ledger.add(queue, offset, consumer, m_broker.nowMs(), acknowledgementTimeoutMs(queue, consumer));
    if (!m_timeout.isValid() || m_ledger.earliestDueMs() < m_timeout.dueMs)
        armTimeout();
    return tag;
}

void Channel::armTimeout()
{
    m_broker.agenda().cancel(m_timeout);
    if (m_ledger.earliestDueMs() != UnackedLedger::never)
        m_timeout = m_broker.agenda().at(m_ledger.earliestDueMs(), [this] { checkTimeout(); });
}

/// Looks through the ledger once in the time that the oldest may take, not at every delivery.
void Channel::checkTimeout()
{
    const UnackedEntry *overdue = m_ledger.findOverdue(m_broker.nowMs());
    if (!overdue) {
        armTimeout();
        return;
    }
    m_timeout = {};
    m_client.acknowledgementTimedOut(overdue->dueMs - overdue->deliveredAtMs);
}

// ---- settling

Result<void> Channel::settle(quint64 tag, bool multiple, Settlement how)
{
    const bool all = multiple && tag == 0;
    UnackedEntry *wanted = all ? nullptr : m_ledger.find(tag);
    const bool isKnown = all || (wanted ? !wanted->inTransaction : m_ledger.isLost(tag));
    if (!isKnown)
        return Error{BrokerError::PreconditionFailed, QStringLiteral("unknown delivery tag %1").arg(tag)};
    if (multiple) {
        const UnackedLedger::Entries &entries = m_ledger.entries();
        for (size_t i = 0; i < entries.size() && (all || entries[i].tag <= tag); ++i) {
            if (entries[i].queue && !entries[i].inTransaction)
                settleEntry(m_ledger.entries()[i], how);
        }
    } else if (wanted) {
        settleEntry(*wanted, how);
    }
    m_ledger.settleLost(tag, multiple);
    m_ledger.trim();
    if (m_globalPrefetch > 0)
        creditChanged();
    return {};
}

void Channel::settleEntry(UnackedEntry &entry, Settlement how)
{
    if (!m_transaction) [[likely]] {
        applySettlement(entry, how);
        return;
    }
    entry.inTransaction = true;
    m_transaction->settled.push_back({entry.tag, how});
}

void Channel::applySettlement(UnackedEntry &entry, Settlement how)
{
    const UnackedEntry settled = entry;
    m_ledger.settle(entry);
    if (settled.consumer) {
        --settled.consumer->unacked;
        if (settled.consumer->queue->ready() > 0)
            settled.consumer->queue->schedule();
    }
    switch (how) {
    case Settlement::Acknowledge:
        ++m_counters.acked;
        ++m_broker.counters().acked;
        settled.queue->acknowledge(settled.offset, settled.consumer, m_ref);
        break;
    case Settlement::Requeue:
        settled.queue->requeue(settled.offset, settled.consumer, m_ref);
        break;
    case Settlement::Refuse:
        settled.queue->requeue(settled.offset, settled.consumer, m_ref, Queue::Return::Refused);
        break;
    case Settlement::Abandon:
        settled.queue->requeue(settled.offset, settled.consumer, m_ref, Queue::Return::Abandoned);
        break;
    case Settlement::Discard:
        settled.queue->discard(settled.offset, settled.consumer, m_ref);
        break;
    }
}

Result<void> Channel::acknowledge(quint64 tag, bool multiple)
{
    return settle(tag, multiple, Settlement::Acknowledge);
}

Result<void> Channel::reject(quint64 tag, bool multiple, bool requeue)
{
    return settle(tag, multiple, requeue ? Settlement::Requeue : Settlement::Discard);
}

Result<void> Channel::refuse(quint64 tag, bool requeue)
{
    return settle(tag, false, requeue ? Settlement::Refuse : Settlement::Discard);
}

void Channel::recover()
{
    m_ledger.settleLost(0, true);
    requeueAll(Settlement::Requeue);
}

void Channel::requeueAll(Settlement how)
{
    const UnackedLedger::Entries &entries = m_ledger.entries();
    for (size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].queue && !entries[i].inTransaction)
            applySettlement(m_ledger.entries()[i], how);
    }
    m_ledger.trim();
    creditChanged();
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
    sendReplies();
}

void Channel::queueDeleted(Queue &queue)
{
    std::vector<std::unique_ptr<Consumer>> leaving;
    for (auto &consumer : m_consumers) {
        if (consumer->queue == &queue)
            leaving.push_back(std::move(consumer));
    }
    std::erase(m_consumers, nullptr);
    for (UnackedEntry &entry : m_ledger.entries()) {
        if (entry.queue == &queue)
            m_ledger.lose(entry);
    }
    for (const auto &consumer : leaving) {
        forgetConsumer(consumer.get());
        m_client.consumerCancelled(*consumer);
    }
    m_ledger.trim();
    creditChanged();
}

} // namespace engine::core
