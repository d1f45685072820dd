// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/handconsumers.h"

#include "core/stream.h"
#include "inspect/messagerows.h"
#include "protocol/sessioninfo.h"

#include <algorithm>

namespace engine::facade {

using namespace Qt::StringLiterals;

namespace {

Error notHeld()
{
    return {BrokerError::NotFound, u"this message is not held any more"_s};
}

Error noQueue()
{
    return {BrokerError::NotFound, u"the queue does not exist any more"_s};
}

} // namespace

class HandConsumers::Hand final : private core::ChannelClient
{
public:
    Hand(core::Broker &broker, ConsumerId id, ChannelRef ref, QueueId queue, std::shared_ptr<StateLink> link)
        : m_broker(broker)
        , m_id(id)
        , m_ref(ref)
        , m_queue(queue)
        , m_link(std::move(link))
    {}
    ~Hand() override { release(); }

    ConsumerId id() const { return m_id; }
    const core::Channel *channel() const { return m_channel.get(); }
    core::Queue *queue() const { return m_broker.queue(m_queue); }

    void take(const AnswerPtr<std::optional<quint64>> &answer);
    Result<void> settle(quint64 tag, HandSettlement how);
    /// Gives back what it holds; it can take again.
    void end(const QString &why);
    ChannelSnapshot snapshot() const;

private:
    // core::ChannelClient
    bool canTake() const override { return true; }
    void deliver(const core::Consumer &, quint64, bool, const core::Message &) override {}
    void consumerCancelled(const core::Consumer &) override {}
    void confirm(quint64, bool, bool) override {}
    void returned(const core::Message &) override {}
    void acknowledgementTimedOut(qint64 timeoutMs) override;

    void release();
    void took(const core::Channel::GetAnswer &got);
    void tell() { m_link->send(m_state); }

    core::Broker &m_broker;
    const ConsumerId m_id;
    const ChannelRef m_ref;
    const QueueId m_queue;
    const std::shared_ptr<StateLink> m_link;
    HandState m_state;
    std::unique_ptr<core::Channel> m_channel; ///< null: it has taken nothing yet
};

void HandConsumers::Hand::take(const AnswerPtr<std::optional<quint64>> &answer)
{
    core::Queue *from = queue();
    if (!from)
        return answer->finish(noQueue());
    if (from->stream())
        return answer->finish(Error{BrokerError::NotAllowed, u"reading takes nothing out of a stream"_s});
    if (m_state.held.size() >= HandConsumer::mostHeld) {
        return answer->finish(Error{BrokerError::ResourceExhausted,
                                    u"%1 messages are held: settle some first"_s.arg(HandConsumer::mostHeld)});
    }
    if (!m_channel)
        m_channel = std::make_unique<core::Channel>(m_broker, from->virtualHost(), m_ref,
                                                    static_cast<core::ChannelClient &>(*this));
    m_state.ended.clear();
    const auto done = [this, answer](const core::Channel::GetAnswer &got) {
        if (got.deliveryTag == 0)
            return answer->finish(std::optional<quint64>());
        took(got);
        answer->finish(std::optional(got.deliveryTag));
    };
    if (const Result<void> asked = m_channel->get(from->name(), false, done, true); !asked)
        answer->finish(asked.error());
}

void HandConsumers::Hand::took(const core::Channel::GetAnswer &got)
{
    HeldMessage held;
    held.tag = got.deliveryTag;
    held.message.ref = {m_queue, m_channel->ledger().back().offset}; // it has just been entered
    inspect::describe(held.message, *got.message);
    held.message.state = MessageState::Unacked;
    held.message.redelivered = got.redelivered;
    held.message.unackedSince = QDateTime::fromMSecsSinceEpoch(m_broker.nowMs());
    m_state.held.append(held);
    tell();
}

Result<void> HandConsumers::Hand::settle(quint64 tag, HandSettlement how)
{
    const auto held = std::find_if(m_state.held.cbegin(), m_state.held.cend(),
                                   [tag](const HeldMessage &message) { return message.tag == tag; });
    if (held == m_state.held.cend())
        return notHeld();
    m_state.held.erase(held);
    tell();
    if (!queue())
        return noQueue();
    switch (how) {
    case HandSettlement::Acknowledge:
        return m_channel->acknowledge(tag, false);
    case HandSettlement::Requeue:
        return m_channel->reject(tag, false, true);
    case HandSettlement::Reject:
        return m_channel->refuse(tag, false);
    }
    return {};
}

/// Given back, not abandoned: it counts as its wish.
void HandConsumers::Hand::release()
{
    if (m_channel && m_channel->unacked() > 0)
        (void)m_channel->reject(0, true, true);
    m_channel.reset();
    m_state.held.clear();
}

void HandConsumers::Hand::end(const QString &why)
{
    release();
    m_state.ended = why;
    tell();
}

void HandConsumers::Hand::acknowledgementTimedOut(qint64 timeoutMs)
{
    end(u"no acknowledgement within %1 s"_s.arg(timeoutMs / 1000));
}

ChannelSnapshot HandConsumers::Hand::snapshot() const
{
    ChannelSnapshot s = protocol::channelSnapshot(*m_channel, {}, u"window"_s);
    const core::Queue *from = queue();
    if (!from)
        return s;
    ConsumerSnapshot consumer;
    consumer.id = m_id;
    consumer.tag = u"by hand"_s;
    consumer.channel = m_ref;
    consumer.connectionName = u"window"_s;
    consumer.queue = m_queue;
    consumer.queueName = QString::fromUtf8(from->name());
    consumer.virtualHost = s.virtualHost;
    consumer.unacked = m_channel->unacked();
    s.consumers.append(consumer);
    return s;
}

HandConsumers::HandConsumers(core::Broker &broker, ConnectionId window)
    : m_broker(broker)
    , m_window(window)
{
    m_broker.addLeavingObserver(this);
}

HandConsumers::~HandConsumers()
{
    m_broker.removeLeavingObserver(this);
}

void HandConsumers::virtualHostLeaves(core::VirtualHost &host, const QString &reason)
{
    for (const auto &[number, hand] : m_hands) {
        if (hand->channel() && &hand->channel()->virtualHost() == &host)
            hand->end(reason);
    }
}

HandConsumers::Hand *HandConsumers::find(quint64 number) const
{
    const auto it = m_hands.find(number);
    return it == m_hands.end() ? nullptr : it->second.get();
}

void HandConsumers::open(quint64 number, QueueId queue, const std::shared_ptr<StateLink> &link)
{
    if (m_hands.empty())
        m_since = QDateTime::fromMSecsSinceEpoch(m_broker.nowMs());
    m_hands[number] =
        std::make_unique<Hand>(m_broker, m_broker.nextConsumerId(), ChannelRef{m_window, ++m_lastChannel}, queue, link);
}

void HandConsumers::take(quint64 number, const AnswerPtr<std::optional<quint64>> &answer)
{
    Hand *hand = find(number);
    if (!hand)
        return;
    hand->take(answer);
    m_broker.settle();
}

void HandConsumers::settle(quint64 number, quint64 tag, HandSettlement how, const AnswerPtr<void> &answer)
{
    Hand *hand = find(number);
    if (!hand)
        return;
    answer->finish(hand->settle(tag, how));
    m_broker.settle();
}

void HandConsumers::close(quint64 number)
{
    m_hands.erase(number);
    m_broker.settle();
}

void HandConsumers::end(Hand &hand, const QString &why)
{
    hand.end(why);
    m_broker.settle();
}

bool HandConsumers::end(const QString &why)
{
    const bool any = std::any_of(m_hands.begin(), m_hands.end(), [](const auto &h) { return h.second->channel(); });
    for (const auto &[number, hand] : m_hands) {
        if (hand->channel())
            end(*hand, why);
    }
    return any;
}

bool HandConsumers::end(ConsumerId consumer, const QString &why)
{
    for (const auto &[number, hand] : m_hands) {
        if (hand->id() != consumer || !hand->channel())
            continue;
        end(*hand, why);
        return true;
    }
    return false;
}

std::optional<ConnectionSnapshot> HandConsumers::snapshot() const
{
    ConnectionSnapshot s;
    for (const auto &[number, hand] : m_hands) {
        if (hand->channel())
            s.channels.append(hand->snapshot());
    }
    if (s.channels.isEmpty())
        return std::nullopt;
    s.id = m_window;
    s.name = u"window"_s;
    s.peer = u"this process"_s;
    s.protocol = u"by hand"_s;
    s.virtualHost = s.channels.front().virtualHost;
    s.state = ConnectionSnapshot::State::Running;
    s.connectedAt = m_since;
    return s;
}

} // namespace engine::facade
