// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of a channel: the table by id, and one handler each.
#include "protocol/amqp/channel.h"

#include "core/declarationchecks.h"
#include "core/virtualhost.h"
#include "protocol/amqp/connection.h"
#include "protocol/amqp/frameerrors.h"
#include "wire/amqp/content.h"

#include <algorithm>
#include <array>

namespace engine::protocol::amqp {

using namespace wire::amqp;

namespace {

/// Names are taken without line ends, as RabbitMQ takes them.
QByteArray cleaned(QByteArray name)
{
    if (name.contains('\r') || name.contains('\n'))
        name.removeIf([](char c) { return c == '\r' || c == '\n'; });
    return name;
}

template <typename T>
Outcome outcomeOf(const Result<T> &result)
{
    return result ? Outcome() : Outcome(failureOf(result.error()));
}

bool isReplyQueue(const core::VirtualHost &host, const QByteArray &name)
{
    return name == core::ReplyAddresses::pseudoQueue || host.replyAddresses().find(name);
}

Outcome notImplemented(const char *what)
{
    return Failure{ReplyCode::NotImplemented, what, {}};
}

} // namespace

// ---- dispatch

struct Channel::Dispatch
{
    using Take = Outcome (*)(Channel &, QByteArrayView payload);

    enum Flags : quint8 {
        WhileOpen = 0,
        WhileClosing = 1,      ///< heard even after we have closed the channel
        ChangesDefinitions = 2 ///< its answer waits for the commit
    };

    quint32 key = 0;
    Take take = nullptr;
    quint8 flags = WhileOpen;

    template <typename M, Outcome (Channel::*Handler)(const M &)>
    static Outcome call(Channel &channel, QByteArrayView payload)
    {
        const auto method = decodeMethodAs<M>(payload);
        if (!method)
            return undecodable(M::Id, method.error());
        Outcome outcome = (channel.*Handler)(*method);
        if (outcome && outcome->method == MethodId())
            outcome->method = M::Id;
        return outcome;
    }

    static Outcome publish(Channel &channel, QByteArrayView payload) { return channel.m_content.begin(payload); }

    template <typename M, Outcome (Channel::*Handler)(const M &)>
    static constexpr Dispatch entry(quint8 flags = WhileOpen)
    {
        return {M::Id.key(), &call<M, Handler>, flags};
    }

    static const Dispatch *find(quint32 key);
};

const Channel::Dispatch *Channel::Dispatch::find(quint32 key)
{
    using C = Channel;
    // Ascending ids.
    static constexpr std::array table{
        entry<ChannelOpen, &C::channelOpen>(),
        entry<ChannelFlow, &C::channelFlow>(),
        entry<ChannelFlowOk, &C::channelFlowOk>(),
        entry<ChannelClose, &C::channelClose>(WhileClosing),
        entry<ChannelCloseOk, &C::channelCloseOk>(WhileClosing),
        entry<AccessRequest, &C::accessRequest>(),
        entry<ExchangeDeclare, &C::exchangeDeclare>(ChangesDefinitions),
        entry<ExchangeDelete, &C::exchangeDelete>(ChangesDefinitions),
        entry<ExchangeBind, &C::exchangeBind>(ChangesDefinitions),
        entry<ExchangeUnbind, &C::exchangeUnbind>(ChangesDefinitions),
        entry<QueueDeclare, &C::queueDeclare>(ChangesDefinitions),
        entry<QueueBind, &C::queueBind>(ChangesDefinitions),
        entry<QueuePurge, &C::queuePurge>(),
        entry<QueueDelete, &C::queueDelete>(ChangesDefinitions),
        entry<QueueUnbind, &C::queueUnbind>(ChangesDefinitions),
        entry<BasicQos, &C::basicQos>(),
        entry<BasicConsume, &C::basicConsume>(),
        entry<BasicCancel, &C::basicCancel>(),
        entry<BasicCancelOk, &C::basicCancelOk>(),
        Dispatch{BasicPublish::Id.key(), &Dispatch::publish, WhileOpen},
        entry<BasicGet, &C::basicGet>(),
        entry<BasicAck, &C::basicAck>(),
        entry<BasicReject, &C::basicReject>(),
        entry<BasicRecoverAsync, &C::basicRecoverAsync>(),
        entry<BasicRecover, &C::basicRecover>(),
        entry<BasicNack, &C::basicNack>(),
        entry<ConfirmSelect, &C::confirmSelect>(),
        entry<TxSelect, &C::txSelect>(),
        entry<TxCommit, &C::txCommit>(),
        entry<TxRollback, &C::txRollback>(),
    };
    static_assert(
        std::is_sorted(table.begin(), table.end(), [](const Dispatch &a, const Dispatch &b) { return a.key < b.key; }));
    const auto it =
        std::lower_bound(table.begin(), table.end(), key, [](const Dispatch &d, quint32 k) { return d.key < k; });
    return it != table.end() && it->key == key ? &*it : nullptr;
}

Outcome Channel::takeMethod(QByteArrayView payload)
{
    const MethodId id = peekMethodId(payload);
    if (id == BasicPublish::Id && m_state == State::Open) [[likely]]
        return m_content.begin(payload);
    const Dispatch *method = Dispatch::find(id.key());
    if (m_state == State::Closing && !(method && method->flags & Dispatch::WhileClosing))
        return {};
    if (!method)
        return unknownMethod(id);
    if (!(method->flags & Dispatch::ChangesDefinitions))
        return method->take(*this, payload);
    const qsizetype from = m_connection.out().size();
    Outcome outcome = method->take(*this, payload);
    if (!outcome && m_connection.broker().hasUncommittedDefinitions())
        m_connection.holdUntilCommitted(from);
    return outcome;
}

template <typename M>
void Channel::reply(const M &method)
{
    appendMethod(m_connection.out(), m_number, method);
}

// ---- channel, access

Outcome Channel::channelOpen(const ChannelOpen &)
{
    return Failure{ReplyCode::ChannelError, "second 'channel.open' seen", {}};
}

Outcome Channel::channelFlow(const ChannelFlow &method)
{
    // As RabbitMQ, which has prefetch for this.
    if (!method.active)
        return notImplemented("active=false");
    reply(ChannelFlowOk{true});
    return {};
}

Outcome Channel::channelFlowOk(const ChannelFlowOk &)
{
    return {};
}

Outcome Channel::channelClose(const ChannelClose &)
{
    // While both sides close, each answers the other, and the number is free when ours is answered (specification 1.5.2.5).
    m_core.reset();
    reply(ChannelCloseOk{});
    if (m_state == State::Open)
        m_state = State::Finished;
    return {};
}

Outcome Channel::channelCloseOk(const ChannelCloseOk &)
{
    if (m_state != State::Closing)
        return unknownMethod(ChannelCloseOk::Id);
    m_state = State::Finished;
    return {};
}

Outcome Channel::accessRequest(const AccessRequest &)
{
    reply(AccessRequestOk{});
    return {};
}

// ---- exchange

Outcome Channel::exchangeDeclare(const ExchangeDeclare &method)
{
    const QByteArray name = cleaned(method.exchange);
    core::VirtualHost &host = m_core->virtualHost();
    if (method.passive) {
        if (name.isEmpty())
            return Failure{ReplyCode::AccessRefused, "operation not permitted on the default exchange", {}};
        if (Outcome outcome = outcomeOf(host.findExchange(name)))
            return outcome;
    } else {
        const auto type = exchangeTypeFromName(method.type);
        if (!type)
            return Failure{ReplyCode::PreconditionFailed, "unknown exchange type '" + method.type + "'", {}};
        if (Outcome refused = requireToDeclareExchange(name, method.arguments))
            return refused;
        const auto declared = host.declareExchange(
            {host.name(), name, *type, method.durable, method.autoDelete, method.internal, method.arguments});
        if (!declared)
            return failureOf(declared.error());
    }
    if (!method.noWait)
        reply(ExchangeDeclareOk{});
    return {};
}

Outcome Channel::exchangeDelete(const ExchangeDelete &method)
{
    const QByteArray name = cleaned(method.exchange);
    if (Outcome refused =
            name.isEmpty() ? Outcome() : require(core::Permission::Configure, core::ResourceKind::Exchange, name))
        return refused;
    if (Outcome outcome = outcomeOf(m_core->virtualHost().deleteExchange(name, method.ifUnused)))
        return outcome;
    if (!method.noWait)
        reply(ExchangeDeleteOk{});
    return {};
}

Outcome Channel::exchangeBind(const ExchangeBind &method)
{
    core::VirtualHost &host = m_core->virtualHost();
    const core::BindingDefinition binding{
        host.name(),       cleaned(method.source), DestinationType::Exchange, cleaned(method.destination),
        method.routingKey, method.arguments};
    if (Outcome refused = requireToBind(binding))
        return refused;
    if (Outcome outcome = outcomeOf(host.bind(binding, m_core->ref().connection)))
        return outcome;
    if (!method.noWait)
        reply(ExchangeBindOk{});
    return {};
}

Outcome Channel::exchangeUnbind(const ExchangeUnbind &method)
{
    core::VirtualHost &host = m_core->virtualHost();
    const core::BindingDefinition binding{
        host.name(),       cleaned(method.source), DestinationType::Exchange, cleaned(method.destination),
        method.routingKey, method.arguments};
    if (Outcome refused = requireToBind(binding))
        return refused;
    if (Outcome outcome = outcomeOf(host.unbind(binding, m_core->ref().connection)))
        return outcome;
    if (!method.noWait)
        reply(ExchangeUnbindOk{});
    return {};
}

// ---- queue

/// An empty queue name means the queue this channel declared last (specification 1.7.2.3).
Outcome Channel::useLastDeclared(QByteArray &queue) const
{
    if (!queue.isEmpty())
        return {};
    if (m_lastDeclared.isEmpty())
        return Failure{ReplyCode::NotFound, "no previously declared queue", {}};
    queue = m_lastDeclared;
    return {};
}

Outcome Channel::queueDeclare(const QueueDeclare &method)
{
    core::VirtualHost &host = m_core->virtualHost();
    const QByteArray name = cleaned(method.queue);
    // Whoever answers a request may look this way whether the requester is still there.
    if (isReplyQueue(host, name)) {
        if (!method.noWait)
            reply(QueueDeclareOk{name, 0, 1});
        return {};
    }
    const ConnectionId by = m_core->ref().connection;
    if (Outcome refused = method.passive ? Outcome() : requireToDeclareQueue(name, method.arguments))
        return refused;
    const auto queue =
        method.passive
            ? host.accessQueue(name, by)
            : host.declareQueue(
                  {{}, host.name(), name, method.durable, method.exclusive, method.autoDelete, method.arguments}, by);
    if (queue && method.passive && !method.noWait)
        (*queue)->noteUse(); // as in RabbitMQ: who counts its messages uses it
    return queue ? queueDeclared(method, **queue) : failureOf(queue.error());
}

Outcome Channel::queueDeclared(const QueueDeclare &method, const core::Queue &queue)
{
    m_lastDeclared = queue.name();
    if (!method.noWait)
        reply(QueueDeclareOk{queue.name(), quint32(queue.ready()), quint32(queue.consumers().size())});
    return {};
}

Outcome Channel::queueBind(const QueueBind &method)
{
    QByteArray queue = cleaned(method.queue);
    // With no queue and no routing key, the key is the queue's name too (specification 1.7.2.3, "queue.bind").
    const bool keyToo = queue.isEmpty() && method.routingKey.isEmpty();
    if (Outcome outcome = useLastDeclared(queue))
        return outcome;
    core::VirtualHost &host = m_core->virtualHost();
    const core::BindingDefinition binding{host.name(), cleaned(method.exchange),           DestinationType::Queue,
                                          queue,       keyToo ? queue : method.routingKey, method.arguments};
    if (Outcome refused = requireToBind(binding))
        return refused;
    if (Outcome outcome = outcomeOf(host.bind(binding, m_core->ref().connection)))
        return outcome;
    if (!method.noWait)
        reply(QueueBindOk{});
    return {};
}

Outcome Channel::queueUnbind(const QueueUnbind &method)
{
    QByteArray queue = cleaned(method.queue);
    const bool keyToo = queue.isEmpty() && method.routingKey.isEmpty();
    if (Outcome outcome = useLastDeclared(queue))
        return outcome;
    core::VirtualHost &host = m_core->virtualHost();
    const core::BindingDefinition binding{host.name(), cleaned(method.exchange),           DestinationType::Queue,
                                          queue,       keyToo ? queue : method.routingKey, method.arguments};
    if (Outcome refused = requireToBind(binding))
        return refused;
    if (Outcome outcome = outcomeOf(host.unbind(binding, m_core->ref().connection)))
        return outcome;
    reply(QueueUnbindOk{});
    return {};
}

Outcome Channel::queuePurge(const QueuePurge &method)
{
    QByteArray name = method.queue;
    if (Outcome outcome = useLastDeclared(name))
        return outcome;
    if (Outcome refused = require(core::Permission::Read, core::ResourceKind::Queue, name))
        return refused;
    const auto queue = m_core->virtualHost().accessQueue(name, m_core->ref().connection);
    if (!queue)
        return failureOf(queue.error());
    if ((*queue)->stream()) {
        return failureOf(
            {BrokerError::NotImplemented, u"queue.purge not supported by stream queues " %
                                              core::describe("queue", name, m_core->virtualHost().name())});
    }
    const quint64 purged = (*queue)->purge();
    if (!method.noWait)
        reply(QueuePurgeOk{quint32(purged)});
    return {};
}

Outcome Channel::queueDelete(const QueueDelete &method)
{
    QByteArray name = cleaned(method.queue);
    if (Outcome outcome = useLastDeclared(name))
        return outcome;
    if (Outcome refused = require(core::Permission::Configure, core::ResourceKind::Queue, name))
        return refused;
    const auto deleted =
        m_core->virtualHost().deleteQueue(name, m_core->ref().connection, method.ifUnused, method.ifEmpty);
    if (!deleted)
        return failureOf(deleted.error());
    if (!method.noWait)
        reply(QueueDeleteOk{quint32(*deleted)});
    return {};
}

// ---- basic

Outcome Channel::basicQos(const BasicQos &method)
{
    if (method.prefetchSize != 0)
        return Failure{
            ReplyCode::NotImplemented, "prefetch_size!=0 (" + QByteArray::number(method.prefetchSize) + ")", {}};
    m_core->setPrefetch(method.prefetchCount, method.global);
    reply(BasicQosOk{});
    return {};
}

Outcome Channel::basicConsume(const BasicConsume &method)
{
    if (method.queue == core::ReplyAddresses::pseudoQueue) [[unlikely]]
        return consumeReplies(method);
    core::ConsumeRequest request{method.queue, method.consumerTag, method.noAck, method.exclusive, method.arguments};
    if (Outcome outcome = useLastDeclared(request.queue))
        return outcome;
    if (Outcome refused = require(core::Permission::Read, core::ResourceKind::Queue, request.queue))
        return refused;
    const auto consumer = m_core->consume(request);
    if (!consumer)
        return failureOf(consumer.error());
    // Deliveries come when the broker settles, so this is ahead of them.
    if (!method.noWait)
        reply(BasicConsumeOk{(*consumer)->tag});
    return {};
}

Outcome Channel::consumeReplies(const BasicConsume &method)
{
    const auto consumer = m_core->consumeReplies({method.queue, method.consumerTag, method.noAck, false, {}});
    if (!consumer)
        return failureOf(consumer.error());
    if (!method.noWait)
        reply(BasicConsumeOk{(*consumer)->tag});
    return {};
}

Outcome Channel::basicCancel(const BasicCancel &method)
{
    m_core->cancel(method.consumerTag); // an unknown tag is no error: the queue may have been deleted meanwhile
    if (!method.noWait)
        reply(BasicCancelOk{method.consumerTag});
    return {};
}

Outcome Channel::basicCancelOk(const BasicCancelOk &)
{
    return {}; // some clients answer our notification, though it says no-wait
}

Outcome Channel::basicGet(const BasicGet &method)
{
    QByteArray name = method.queue;
    if (Outcome outcome = useLastDeclared(name))
        return outcome;
    if (Outcome refused = require(core::Permission::Read, core::ResourceKind::Queue, name))
        return refused;
    m_getAnswered = false;
    // The callback runs before get() returns, or later while this channel's core lives, or never.
    const auto got = m_core->get(name, method.noAck, [this](const core::Channel::GetAnswer &answer) {
        m_getAnswered = true;
        sendGot(answer);
        m_connection.resume(Connection::Pause::Get);
    });
    if (!got)
        return failureOf(got.error());
    if (!m_getAnswered)
        m_connection.pause(Connection::Pause::Get);
    return {};
}

void Channel::sendGot(const core::Channel::GetAnswer &answer)
{
    if (answer.deliveryTag == 0) {
        reply(BasicGetEmpty{});
        return;
    }
    const core::Message &message = *answer.message;
    appendGetOk(
        m_connection.out(), m_number,
        {answer.deliveryTag, answer.redelivered, message.exchange, message.routingKey, quint32(answer.messagesLeft)},
        {message.properties(), message.body(), m_connection.frameMax()});
    m_connection.flushIfMuch();
}

Outcome Channel::basicAck(const BasicAck &method)
{
    return outcomeOf(m_core->acknowledge(method.deliveryTag, method.multiple));
}

Outcome Channel::basicReject(const BasicReject &method)
{
    return outcomeOf(m_core->refuse(method.deliveryTag, method.requeue));
}

Outcome Channel::basicNack(const BasicNack &method)
{
    return outcomeOf(m_core->reject(method.deliveryTag, method.multiple, method.requeue));
}

Outcome Channel::redeliverAll(bool requeue)
{
    if (!requeue)
        return notImplemented("requeue=false");
    m_core->recover();
    return {};
}

Outcome Channel::basicRecover(const BasicRecover &method)
{
    if (Outcome outcome = redeliverAll(method.requeue))
        return outcome;
    reply(BasicRecoverOk{});
    return {};
}

Outcome Channel::basicRecoverAsync(const BasicRecoverAsync &method)
{
    return redeliverAll(method.requeue);
}

// ---- confirm, tx

Outcome Channel::confirmSelect(const ConfirmSelect &method)
{
    if (Outcome outcome = outcomeOf(m_core->selectConfirms()))
        return outcome;
    if (!method.noWait)
        reply(ConfirmSelectOk{});
    return {};
}

Outcome Channel::txSelect(const TxSelect &)
{
    if (Outcome outcome = outcomeOf(m_core->selectTransactions()))
        return outcome;
    reply(TxSelectOk{});
    return {};
}

Outcome Channel::txCommit(const TxCommit &)
{
    // What the client sends meanwhile on this channel belongs to the next transaction.
    return outcomeOf(m_core->commit([this](bool ok) { committed(ok); }));
}

void Channel::committed(bool ok)
{
    if (ok)
        reply(TxCommitOk{});
    else
        m_connection.fail({ReplyCode::InternalError, "the transaction could not be stored", TxCommit::Id}, m_number);
}

Outcome Channel::txRollback(const TxRollback &)
{
    if (Outcome outcome = outcomeOf(m_core->rollback()))
        return outcome;
    reply(TxRollbackOk{});
    return {};
}

} // namespace engine::protocol::amqp
