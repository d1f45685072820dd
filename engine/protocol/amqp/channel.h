// SPDX-License-Identifier: GPL-3.0-or-later
// Channel: one AMQP channel: frames in, dispatched by method id through a table; deliveries, returns and confirms out.
// The work itself is core::Channel's. Owner: Connection. Thread: engine.
#pragma once

#include "core/access.h"
#include "core/channel.h"
#include "protocol/amqp/contentassembly.h"
#include "wire/amqp/method.h"

#include <memory>

namespace engine::protocol::amqp {

class Connection;

class Channel final : public core::ChannelClient
{
public:
    Channel(Connection &connection, quint16 number);
    ~Channel() override;

    quint16 number() const { return m_number; }
    /// Null once the channel is being closed by us.
    core::Channel *core() const { return m_core.get(); }

    /// A frame of this channel. A failure is the connection's to act upon: fail() for a channel error.
    Outcome take(const wire::amqp::FrameView &frame);
    /// Sends channel.close and ignores everything until close-ok (specification 1.5.2.5).
    void fail(const Failure &failure);
    /// Closed by both sides: the number is free again.
    bool isFinished() const { return m_state == State::Finished; }

    // core::ChannelClient
    bool canTake() const override;
    void deliver(const core::Consumer &consumer, quint64 deliveryTag, bool redelivered,
                 const core::Message &message) override;
    void consumerCancelled(const core::Consumer &consumer) override;
    void confirm(quint64 publishTag, bool multiple, bool ok) override;
    void returned(const core::Message &message) override;
    void acknowledgementTimedOut(qint64 timeoutMs) override;

private:
    enum class State : quint8 { Open, Closing, Finished };
    struct Dispatch;
    friend struct Dispatch;

    Outcome takeMethod(QByteArrayView payload);
    Outcome publish();
    Outcome checkPublish() const;
    Outcome useLastDeclared(QByteArray &queue) const;
    // Who may do what, as RabbitMQ asks for it with each method (its "access control" guide has the table).
    Outcome require(core::Permission permission, core::ResourceKind kind, const QByteArray &name);
    Outcome requireTopic(core::Permission permission, const core::Exchange &exchange, const QByteArray &routingKey);
    Outcome requireTopicsOfPublish(const core::Exchange &exchange);
    Outcome requireToBind(const core::BindingDefinition &binding);
    Outcome requireToDeclareQueue(const QByteArray &name, const FieldTable &arguments);
    Outcome requireToDeclareExchange(const QByteArray &name, const FieldTable &arguments);

    // One for each method; the table in channelmethods.cpp names them.
    Outcome channelOpen(const wire::amqp::ChannelOpen &);
    Outcome channelFlow(const wire::amqp::ChannelFlow &);
    Outcome channelFlowOk(const wire::amqp::ChannelFlowOk &);
    Outcome channelClose(const wire::amqp::ChannelClose &);
    Outcome channelCloseOk(const wire::amqp::ChannelCloseOk &);
    Outcome accessRequest(const wire::amqp::AccessRequest &);
    Outcome exchangeDeclare(const wire::amqp::ExchangeDeclare &);
    Outcome exchangeDelete(const wire::amqp::ExchangeDelete &);
    Outcome exchangeBind(const wire::amqp::ExchangeBind &);
    Outcome exchangeUnbind(const wire::amqp::ExchangeUnbind &);
    Outcome queueDeclare(const wire::amqp::QueueDeclare &);
    Outcome queueBind(const wire::amqp::QueueBind &);
    Outcome queueUnbind(const wire::amqp::QueueUnbind &);
    Outcome queuePurge(const wire::amqp::QueuePurge &);
    Outcome queueDelete(const wire::amqp::QueueDelete &);
    Outcome basicQos(const wire::amqp::BasicQos &);
    Outcome basicConsume(const wire::amqp::BasicConsume &);
    Outcome basicCancel(const wire::amqp::BasicCancel &);
    Outcome basicCancelOk(const wire::amqp::BasicCancelOk &);
    Outcome basicGet(const wire::amqp::BasicGet &);
    Outcome basicAck(const wire::amqp::BasicAck &);
    Outcome basicReject(const wire::amqp::BasicReject &);
    Outcome basicNack(const wire::amqp::BasicNack &);
    Outcome basicRecover(const wire::amqp::BasicRecover &);
    Outcome basicRecoverAsync(const wire::amqp::BasicRecoverAsync &);
    Outcome confirmSelect(const wire::amqp::ConfirmSelect &);
    Outcome txSelect(const wire::amqp::TxSelect &);
    Outcome txCommit(const wire::amqp::TxCommit &);
    Outcome txRollback(const wire::amqp::TxRollback &);

    template <typename M>
    void reply(const M &method);
    void sendGot(const core::Channel::GetAnswer &answer);
    Outcome queueDeclared(const wire::amqp::QueueDeclare &method, const core::Queue &queue);
    Outcome redeliverAll(bool requeue);
    Outcome consumeReplies(const wire::amqp::BasicConsume &method);
    void committed(bool ok);

    // Set in the constructor.
    Connection &m_connection;
    const quint16 m_number;
    core::Access m_access;

    State m_state = State::Open;
    bool m_getAnswered = true;
    ContentAssembly m_content;
    QByteArray m_lastDeclared; ///< an empty queue name means this one
    std::unique_ptr<core::Channel> m_core;
};

} // namespace engine::protocol::amqp
