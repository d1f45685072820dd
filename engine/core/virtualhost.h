// SPDX-License-Identifier: GPL-3.0-or-later
// VirtualHost: a name space of exchanges, queues and bindings, with the rules for declaring and deleting them. Error details
// are RabbitMQ's texts without the code's name in front. Owner: Broker. Thread: engine.
#pragma once

#include "core/exchange.h"
#include "core/queue.h"
#include "core/replyaddresses.h"
#include "core/topics.h"

#include <engine/result.h>

#include <memory>
#include <unordered_map>
#include <vector>

namespace engine::core {

class Broker;

class VirtualHost
{
public:
    /// Makes the default exchange and the pre-declared amq.* ones.
    VirtualHost(Broker &broker, QByteArray name);
    ~VirtualHost();

    const QByteArray &name() const { return m_name; }
    Broker &broker() const { return m_broker; }
    /// Changes whenever a route may have changed: what was routed before must be routed anew.
    quint64 topologyVersion() const { return m_topologyVersion; }
    void routesChanged() { ++m_topologyVersion; }

    using Exchanges = std::unordered_map<QByteArray, std::unique_ptr<Exchange>>;
    using Queues = std::unordered_map<QByteArray, std::unique_ptr<Queue>>;
    const Exchanges &exchanges() const { return m_exchanges; }
    const Queues &queues() const { return m_queues; }
    Exchange *exchange(const QByteArray &name) const;
    Queue *queue(const QByteArray &name) const;
    /// As exchange() and queue(), or NotFound with RabbitMQ's text.
    Result<Exchange *> findExchange(const QByteArray &name) const;
    Result<Queue *> findQueue(const QByteArray &name) const;
    /// As findQueue(), and ResourceLocked where it is exclusive to another connection, AccessRefused where it is a waiting room.
    Result<Queue *> accessQueue(const QByteArray &name, ConnectionId by) const;

    Result<Exchange *> declareExchange(const ExchangeDefinition &definition);
    Result<void> deleteExchange(const QByteArray &name, bool ifUnused);
    /// definition.id is given here. An empty name gets one (amq.gen-…) if the queue is a classic one. owner: the connection,
    /// which an exclusive queue belongs to and which may touch other exclusive queues only if they are its own.
    Result<Queue *> declareQueue(const QueueDefinition &definition, ConnectionId owner);
    /// The number of messages that were in it.
    Result<quint64> deleteQueue(const QByteArray &name, ConnectionId by, bool ifUnused, bool ifEmpty);
    Result<void> bind(const BindingDefinition &definition, ConnectionId by);
    /// Unbinding what is not bound succeeds, as in RabbitMQ.
    Result<void> unbind(const BindingDefinition &definition, ConnectionId by);

    Topics &topics() { return m_topics; }
    const Topics &topics() const { return m_topics; }

    size_t bindingCount(const Queue *queue) const;
    ReplyAddresses &replyAddresses() { return m_replyAddresses; }
    const ReplyAddresses &replyAddresses() const { return m_replyAddresses; }

    /// The connection has gone: its exclusive queues go too.
    void deleteExclusiveQueues(ConnectionId owner);
    /// The last consumer has left an auto-delete queue.
    void removeQueue(Queue &queue);
    /// A topic has come, or goes: its partitions are queues, too. The queue of a single one has the topic's name, those of
    /// several are "name-0", "name-1" … behind a direct exchange of the topic's name, as RabbitMQ makes super streams.
    void addStreams(Topic &topic);
    void removeStreams(Topic &topic);
    /// That exchange, with the number of each partition as the key to it, where there are several and the name is free.
    void bindPartitions(Topic &topic);
    /// Takes off what is bound to its streams, to be bound again before the turn ends: the sources stay until then, an auto-delete
    /// exchange and the topic's own as well, though nothing may be bound to them meanwhile.
    std::vector<BindingDefinition> takeBindings(const Topic &topic);
    void bindAgain(const std::vector<BindingDefinition> &bindings);
    /// The name of the stream that a partition is.
    static QByteArray streamName(const Topic &topic, const Partition &partition);
    /// The virtual host is being deleted: everything but the pre-declared exchanges goes, from the store too.
    void removeAll();

    // Recovery, called by Broker only: no checks, nothing written.
    void restoreExchange(const ExchangeDefinition &definition);
    Queue *restoreQueue(const QueueDefinition &definition);
    void restoreBinding(const BindingDefinition &definition);

private:
    Exchange &addExchange(const ExchangeDefinition &definition, bool predeclared);
    Result<void> checkWaitingRoom(const ExchangeDefinition &definition) const;
    void makeWaitingRoom(Exchange &exchange);
    Result<Queue *> declareStream(const QueueDefinition &definition);
    Result<quint64> deleteStream(Queue &queue);
    std::vector<Queue *> streamsOf(const Topic &topic) const;
    void removeExchange(Exchange &exchange);
    void endUnused(std::vector<Exchange *> &ended);
    void dropBindingsTo(Queue *queue, Exchange *exchange, std::vector<Exchange *> &ended);
    void removeBinding(Binding *binding);
    void dropBinding(Binding *binding, std::vector<Exchange *> &ended);
    DestinationList &bindingsTo(const Binding &binding);
    Result<Binding> resolve(const BindingDefinition &definition, ConnectionId by) const;
    void insertBinding(Binding binding, bool write);

    Broker &m_broker;
    const QByteArray m_name;
    Topics m_topics{*this}; ///< outlives the queues, whose streams read its partitions
    Exchanges m_exchanges;
    Queues m_queues;
    size_t m_waitingRooms = 0; ///< of these: a limit of queues does not concern them
    std::unordered_map<const Queue *, DestinationList> m_bindingsToQueue;
    std::unordered_map<const Exchange *, DestinationList> m_bindingsToExchange;
    ReplyAddresses m_replyAddresses;
    quint64 m_topologyVersion = 1;
};

} // namespace engine::core
