// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/channel.h"

#include "core/stream.h"
#include "core/virtualhost.h"
#include "protocol/amqp/connection.h"
#include "protocol/amqp/frameerrors.h"
#include "protocol/amqp/limits.h"
#include "protocol/amqp/messagereader.h"
#include "wire/amqp/content.h"

#include <utility>

namespace engine::protocol::amqp {

using namespace wire::amqp;

Channel::Channel(Connection &connection, quint16 number)
    : m_connection(connection)
    , m_number(number)
    , m_access(connection.broker().access(), {connection.user(), connection.isOwner()}, connection.virtualHost().name())
    , m_core(std::make_unique<core::Channel>(connection.broker(), connection.virtualHost(),
                                             ChannelRef{connection.connectionId(), number}, *this))
{}

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
    m_core.reset();                          // what it held goes back before the client hears of it
    if (!std::exchange(m_getAnswered, true)) // nor will what it has asked for come any more
        m_connection.resume(Connection::Pause::Get);
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
    if (!m_access.allows(core::Permission::Write, core::ResourceKind::Exchange, m_content.exchange())) [[unlikely]] {
        m_content.abandon();
        return refuse(
            failureOf(m_access.refusal(core::Permission::Write, core::ResourceKind::Exchange, m_content.exchange())));
    }
    const Result<core::Exchange *> exchange = m_core->publishTo(m_content.exchange());
    if (!exchange) {
        m_content.abandon();
        return refuse(failureOf(exchange.error()));
    }
    if (Outcome topic = requireTopicsOfPublish(**exchange)) [[unlikely]] {
        m_content.abandon();
        return refuse(*topic);
    }
    if (Outcome outcome = checkPublish()) [[unlikely]] {
        m_content.abandon();
        return refuse(*outcome);
    }
    if (m_content.asksForReplies()) [[unlikely]]
        m_content.setReplyTo(m_core->replyAddress());
    const core::PublishOutcome outcome =
        m_core->publish(**exchange, m_content.finish(), {&readerOf, m_content.isMandatory()});
    if (outcome.refusal) [[unlikely]]
        return refuse(failureOf(core::errorOf(*outcome.refusal)));
    if (m_core->transactionBytes() > MaxTransactionSize) [[unlikely]] {
        return refuse({ReplyCode::ResourceError,
                       "transaction is larger than " + QByteArray::number(MaxTransactionSize) + " bytes",
                       {}});
    }
    m_connection.yieldToStore();
    return {};
}

Outcome Channel::checkPublish() const
{
    if (m_content.asksForReplies() && m_core->replyAddress().isEmpty()) [[unlikely]]
        return Failure{ReplyCode::PreconditionFailed, "fast reply consumer does not exist", {}};
    const QByteArrayView claimed = m_content.userId();
    if (claimed.isNull() || claimed == m_connection.user() ||
        m_connection.broker().access().hasTag(m_connection.user(), "impersonator")) [[likely]]
        return {};
    return Failure{ReplyCode::PreconditionFailed,
                   "user_id property set to '" + claimed.toByteArray() + "' but authenticated user was '" +
                       m_connection.user() + "'",
                   {}};
}

void Channel::returned(const core::Message &message)
{
    // "basic.return … before the ack": confirms are sent when the broker settles.
    appendReturn(m_connection.out(), m_number,
                 {quint16(ReplyCode::NoRoute), replyName(ReplyCode::NoRoute), message.exchange, message.routingKey},
                 {message.properties(), message.body(), m_connection.frameMax()});
    m_connection.flushIfMuch();
}

// ---- core::ChannelClient

bool Channel::canTake() const
{
    return m_connection.hasRoom();
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

void Channel::acknowledgementTimedOut(qint64 timeoutMs)
{
    m_connection.failChannel(*this,
                             {ReplyCode::PreconditionFailed,
                              "delivery acknowledgement on channel " + QByteArray::number(m_number) +
                                  " timed out. Timeout value used: " + QByteArray::number(timeoutMs) +
                                  " ms. This timeout value can be configured, see consumers doc guide to learn more",
                              {}});
}

void Channel::confirm(quint64 publishTag, bool multiple, bool ok)
{
    if (ok)
        appendAck(m_connection.out(), m_number, publishTag, multiple);
    else
        appendNack(m_connection.out(), m_number, publishTag, multiple, false);
}

} // namespace engine::protocol::amqp
