// SPDX-License-Identifier: GPL-3.0-or-later
// Destination: where messages go that are acted on. It holds names and ids only: what they stand for is looked up in each turn,
// so that it may be deleted meanwhile; what is made again under a name is something else.
// Owner: Action. Thread: engine.
#pragma once

#include "actions/editing.h"
#include "core/publication.h"

#include <engine/messageactions.h>

#include <vector>

namespace engine::core {
class Broker;
class Exchange;
class Queue;
class Topic;
class VirtualHost;
} // namespace engine::core

namespace engine::actions {

class Destination
{
public:
    using Reason = MessageProblem::Reason;

    /// `by` is the connection in whose name it is done; readerOf: what routing may ask of messages.
    Destination(core::Broker &broker, MessageTarget target, ConnectionId by, core::ReaderOf readerOf);

    /// Looks up what is there now; before messages of this turn are routed. NotFound, also once it was deleted; ResourceLocked;
    /// AccessRefused for an internal exchange and for what holds delayed messages.
    Result<void> find();
    /// "queue 'orders'"
    QString description() const;

    struct Route
    {
        std::vector<core::Queue *> queues; ///< all of them take it now; empty: there is a problem
        Reason problem = Reason::Unroutable;
        QString text;
    };
    /// Where this message would go, which gets the exchange and routing key that it arrives with. It lies in `host` now, at an
    /// offset; headers: those it has there.
    Route route(core::Message &fresh, const FieldTable &headers, core::VirtualHost &host, quint64 offset) const;
    /// It arrives, in this turn. Where, but in logs.
    std::vector<MessageRef> arrive(const FreshMessage &fresh, const Route &route) const;

private:
    using Kind = MessageTarget::Kind;
    Result<void> findQueue();
    Result<void> findExchange();
    Result<void> findTopic();
    Result<void> identify(quint64 id);
    Route routeToOrigin(core::Message &fresh, const FieldTable &headers, core::VirtualHost &host) const;
    Route routeByExchange(core::Message &fresh) const;
    core::Queue *partitionFor(const core::Message &fresh, quint64 offset) const;

    // Set in the constructor.
    core::Broker &m_broker;
    const MessageTarget m_target;
    const QByteArray m_name;
    const ConnectionId m_by;
    const core::ReaderOf m_readerOf;

    quint64 m_id = 0; ///< of the queue, exchange or topic; 0: not found yet
    // Of this turn; one of the three, none of Origin.
    core::VirtualHost *m_host = nullptr;
    core::Queue *m_queue = nullptr;
    core::Exchange *m_exchange = nullptr;
    core::Topic *m_topic = nullptr;
};

} // namespace engine::actions
