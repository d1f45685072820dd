// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/destination.h"

#include "actions/deaths.h"
#include "core/broker.h"
#include "core/stream.h"
#include "core/text.h"
#include "replay/matcher.h"
#include "wire/kafka/partitioner.h"

namespace engine::actions {

using namespace Qt::StringLiterals;
using core::text;

namespace {

Destination::Route problem(MessageProblem::Reason reason, const QString &sentence)
{
    return {{}, reason, sentence};
}

/// All or none: a message that reached some of its queues would be half moved.
Destination::Route checked(std::vector<core::Queue *> queues, const core::Message &fresh)
{
    for (core::Queue *queue : queues) {
        if (!queue->refuses(fresh))
            continue;
        if (queue->stream())
            return problem(MessageProblem::Reason::Keyless,
                           u"topic '%1' is compacted and takes no message without a key"_s.arg(
                               text(queue->stream()->partition().topic().name())));
        return problem(MessageProblem::Reason::Refused, u"queue '%1' is full"_s.arg(text(queue->name())));
    }
    return {std::move(queues), {}, {}};
}

quint64 lastOffsetOf(const core::Queue &queue)
{
    return queue.log().end() - 1;
}

} // namespace

Destination::Destination(core::Broker &broker, MessageTarget target, ConnectionId by, core::ReaderOf readerOf)
    : m_broker(broker)
    , m_target(std::move(target))
    , m_name(m_target.name.toUtf8())
    , m_by(by)
    , m_readerOf(readerOf)
{}

QString Destination::description() const
{
    switch (m_target.kind) {
    case Kind::Origin:
        return u"where they came from"_s;
    case Kind::Queue:
        return u"queue '%1'"_s.arg(m_target.name);
    case Kind::Exchange:
        return m_target.name.isEmpty() ? u"the default exchange"_s : u"exchange '%1'"_s.arg(m_target.name);
    case Kind::Topic:
        return u"topic '%1'"_s.arg(m_target.name);
    }
    Q_UNREACHABLE();
}

// ---- what is there

Result<void> Destination::find()
{
    m_queue = nullptr;
    m_exchange = nullptr;
    m_topic = nullptr;
    if (m_target.kind == Kind::Origin)
        return {};
    m_host = m_broker.virtualHost(m_target.virtualHost.toUtf8());
    if (!m_host)
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(m_target.virtualHost)};
    if (m_target.kind == Kind::Queue)
        return findQueue();
    return m_target.kind == Kind::Exchange ? findExchange() : findTopic();
}

Result<void> Destination::findQueue()
{
    const Result<core::Queue *> found = m_host->accessQueue(m_name, m_by);
    if (!found)
        return found.error();
    m_queue = *found;
    return identify(m_queue->id().v);
}

Result<void> Destination::findExchange()
{
    // AMQP 0-9-1 carries a routing key as a short string.
    if (m_target.routingKey && m_target.routingKey->toUtf8().size() > 255)
        return Error{BrokerError::InvalidArgument, u"the routing key has more than 255 bytes"_s};
    const Result<core::Exchange *> found = m_host->findExchange(m_name);
    if (!found)
        return found.error();
    m_exchange = *found;
    if (m_exchange->definition().internal)
        return Error{BrokerError::AccessRefused, u"cannot publish to internal %1"_s.arg(description())};
    return identify(m_exchange->id().v);
}

Result<void> Destination::findTopic()
{
    m_topic = m_host->topics().find(m_name);
    if (!m_topic)
        return Error{BrokerError::NotFound, u"no %1 in vhost '%2'"_s.arg(description(), m_target.virtualHost)};
    return identify(m_topic->id().v);
}

Result<void> Destination::identify(quint64 id)
{
    if (m_id != 0 && m_id != id)
        return Error{BrokerError::NotFound, u"the %1 was deleted"_s.arg(description())};
    m_id = id;
    return {};
}

// ---- routing

Destination::Route Destination::route(core::Message &fresh, const FieldTable &headers, core::VirtualHost &host,
                                      quint64 offset) const
{
    switch (m_target.kind) {
    case Kind::Origin:
        return routeToOrigin(fresh, headers, host);
    case Kind::Queue:
        return checked({m_queue}, fresh);
    case Kind::Exchange:
        return routeByExchange(fresh);
    case Kind::Topic:
        return checked({partitionFor(fresh, offset)}, fresh);
    }
    Q_UNREACHABLE();
}

Destination::Route Destination::routeToOrigin(core::Message &fresh, const FieldTable &headers,
                                              core::VirtualHost &host) const
{
    const std::optional<Origin> origin = originOf(headers);
    if (!origin)
        return problem(Reason::NoOrigin, u"it is no dead letter: nothing tells where it came from"_s);
    const Result<core::Queue *> queue = host.accessQueue(origin->queue, m_by);
    if (!queue)
        return problem(Reason::OriginGone, queue.error().detail);
    fresh.exchange = origin->exchange.value_or(fresh.exchange);
    fresh.routingKey = origin->routingKey.value_or(fresh.routingKey);
    return checked({*queue}, fresh);
}

Destination::Route Destination::routeByExchange(core::Message &fresh) const
{
    fresh.exchange = m_exchange->name();
    if (m_target.routingKey) {
        fresh.routingKey = m_target.routingKey->toUtf8();
        fresh.extraKeys.clear();
    }
    const core::RoutingInput::Reader reader = m_readerOf ? m_readerOf(fresh) : core::RoutingInput::Reader();
    std::vector<core::Queue *> queues;
    m_exchange->route(core::RoutingInput(fresh, reader), m_broker.nextRouteMark(), queues);
    if (queues.empty())
        return problem(Reason::Unroutable,
                       u"%1 has no queue for the routing key '%2'"_s.arg(description(), text(fresh.routingKey)));
    return checked(std::move(queues), fresh);
}

/// Without a key one after the other, as they lay in their queue.
core::Queue *Destination::partitionFor(const core::Message &fresh, quint64 offset) const
{
    const core::PropertyEditor *editor = m_broker.propertyEditor();
    const auto key = replay::recordKeyOf(fresh, editor ? editor->headers(fresh) : FieldTable());
    const auto partitions = quint32(m_topic->partitions().size());
    const quint32 number = key ? wire::kafka::partitionForKey(*key, partitions) : quint32(offset % partitions);
    core::Queue *stream = m_host->queue(core::VirtualHost::streamName(*m_topic, *m_topic->partition(number)));
    Q_ASSERT(stream && stream->stream());
    return stream;
}

// ---- arriving

std::vector<MessageRef> Destination::arrive(const FreshMessage &fresh, const Route &route) const
{
    const core::MessagePtr message(fresh.data());
    if (m_exchange) {
        ++m_exchange->counters.in;
        core::spread(*m_host, m_exchange, route.queues, message, {});
    } else {
        // Without a publisher it is stored in the transaction that gathers now, whatever its size (Queue::dueOf()).
        for (core::Queue *queue : route.queues)
            queue->enqueue(message, {});
    }
    std::vector<MessageRef> copies;
    for (const core::Queue *queue : route.queues) {
        // Records stay; and what waits in a delayed exchange's queue is nobody's to take.
        if (!queue->stream() && !queue->isWaitingRoom())
            copies.push_back({queue->id(), lastOffsetOf(*queue)});
    }
    return copies;
}

} // namespace engine::actions
