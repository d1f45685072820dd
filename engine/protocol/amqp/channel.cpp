// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/channel.h"

#include "protocol/amqp/connection.h"
#include "protocol/amqp/frameerrors.h"
#include "wire/amqp/content.h"
#include "wire/amqp/properties.h"

namespace engine::protocol::amqp {

using namespace wire::amqp;

Channel::Channel(Connection &connection, quint16 number)
    : m_connection(connection)
    , m_number(number)
    , m_core(std::make_unique<core::Channel>(connection.broker(), connection.virtualHost(),
                                             ChannelRef{connection.connectionId(), number}, *this))
{
    m_readHeaders = [this] {
        const auto properties = scan(m_publishing->properties());
        if (!properties || properties->headers.isNull())
            return FieldTable();
        const auto table = decodeTableEntries(properties->headers);
        return table ? *table : FieldTable();
    };
}

Channel::~Channel() = default;

Outcome Channel::take(const FrameView &frame)
{
    if (m_state == State::Open && m_content.expects() != ContentAssembly::Expects::Method) {
        if (Outcome outcome = m_content.take(frame))
            return outcome;
        return m_content.isComplete() ? publish() : Outcome();
    }
    if (frame.type == FrameType::Method) [[likely]]
        return takeMethod(frame.payload);
    if (frame.type == FrameType::Heartbeat)
        return unexpectedFrame(frame);
    if (m_state == State::Closing)
        return {};
    return Failure{ReplyCode::UnexpectedFrame, "expected method frame, got non method frame instead", {}};
}

void Channel::fail(const Failure &failure)
{
    m_core.reset(); // what it held goes back before the client hears of it
    m_content.abandon();
    m_state = State::Closing;
    ChannelClose close;
    close.replyCode = quint16(failure.code);
    close.replyText = replyText(failure);
    close.classId = failure.method.classId;
    close.methodId = failure.method.methodId;
    appendMethod(m_connection.out(), m_number, close);
}

// ---- publishing

Outcome Channel::publish()
{
    const auto refuse = [](Failure failure) {
        failure.method = BasicPublish::Id;
        return failure;
    };
    const Result<core::Exchange *> exchange = m_core->publishTo(m_content.exchange());
    if (!exchange) {
        m_content.abandon();
        return refuse(failureOf(exchange.error()));
    }
    if (const QByteArrayView claimed = m_content.userId(); !claimed.isNull() && claimed != m_connection.user())
        [[unlikely]] {
        const QByteArray detail = "user_id property set to '" + claimed.toByteArray() +
                                  "' but authenticated user was '" + m_connection.user() + "'";
        m_content.abandon();
        return refuse({ReplyCode::PreconditionFailed, detail, {}});
    }
    ContentAssembly::MessagePtr message = m_content.finish();
    m_publishing = message.data();
    const ContentAssembly::MessagePtr mandatory = m_content.isMandatory() ? message : ContentAssembly::MessagePtr();
    const core::PublishOutcome outcome = m_core->publish(**exchange, std::move(message), m_readHeaders);
    if (mandatory && outcome.queues == 0 && !outcome.held)
        returnUnrouted(*mandatory);
    m_publishing = nullptr;
    m_connection.yieldToStore();
    return {};
}

void Channel::returnUnrouted(const core::Message &message)
{
    // "basic.return … before the ack": confirms are sent when the broker settles.
    appendReturn(m_connection.out(), m_number,
                 {quint16(ReplyCode::NoRoute), replyName(ReplyCode::NoRoute), message.exchange, message.routingKey},
                 {message.properties(), message.body(), m_connection.frameMax()});
    m_connection.flushIfMuch();
    m_connection.broker().lifecycle().emit([&] {
        return core::LifecycleEvent{LifecycleStep::Returned, &message, &m_core->virtualHost(), nullptr, 0, nullptr,
                                    m_core->ref(),           0};
    });
}

// ---- core::ChannelClient

bool Channel::canTake() const
{
    return m_flowActive && m_connection.hasRoom();
}

void Channel::deliver(const core::Consumer &consumer, quint64 deliveryTag, bool redelivered,
                      const core::Message &message)
{
    appendDeliver(m_connection.out(), m_number,
                  {consumer.tag, deliveryTag, redelivered, message.exchange, message.routingKey},
                  {message.properties(), message.body(), m_connection.frameMax()});
    m_connection.flushIfMuch();
}

void Channel::consumerCancelled(const core::Consumer &consumer)
{
    if (m_connection.capabilities().consumerCancelNotify)
        appendMethod(m_connection.out(), m_number, BasicCancel{consumer.tag, true});
}

void Channel::confirm(quint64 publishTag, bool multiple, bool ok)
{
    if (ok)
        appendAck(m_connection.out(), m_number, publishTag, multiple);
    else
        appendNack(m_connection.out(), m_number, publishTag, multiple, false);
}

} // namespace engine::protocol::amqp
