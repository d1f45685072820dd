// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/destination.h"

#include "core/broker.h"
#include "core/stream.h"
#include "replay/matcher.h"
#include "wire/kafka/partitioner.h"

namespace engine::replay {

using namespace Qt::StringLiterals;
using Kind = ReplayTarget::Kind;

Result<Destination> Destination::find(core::Broker &broker, const ReplayTarget &target)
{
    core::VirtualHost *host = broker.virtualHost(target.virtualHost.toUtf8());
    if (!host)
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(target.virtualHost)};
    // AMQP 0-9-1 carries a routing key as a short string.
    if (target.routingKey && target.routingKey->toUtf8().size() > 255)
        return Error{BrokerError::InvalidArgument, u"the routing key has more than 255 bytes"_s};
    Destination destination(broker, *host, target);
    if (const Result<void> found = destination.identify(); !found)
        return found.error();
    return destination;
}

Result<void> Destination::identify()
{
    if (m_target.kind == Kind::Topic) {
        const core::Topic *found = m_host->topics().find(m_name);
        if (!found)
            return Error{BrokerError::NotFound, u"no %1 in vhost '%2'"_s.arg(description(), m_target.virtualHost)};
        m_id = found->id().v;
        return {};
    }
    if (m_target.kind == Kind::Exchange) {
        const Result<core::Exchange *> found = m_host->findExchange(m_name);
        if (!found)
            return found.error();
        if ((*found)->definition().internal)
            return Error{BrokerError::AccessRefused, u"cannot publish to internal %1"_s.arg(description())};
        m_id = (*found)->id().v;
        return {};
    }
    const Result<core::Queue *> found = m_host->findQueue(m_name);
    if (!found)
        return found.error();
    if ((*found)->isWaitingRoom())
        return Error{BrokerError::AccessRefused, u"%1 holds the delayed messages of an exchange"_s.arg(description())};
    m_id = (*found)->id().v;
    m_isStream = (*found)->stream() != nullptr;
    return {};
}

core::Topic *Destination::topic() const
{
    core::Topic *found = m_host->topics().find(m_name);
    return found && found->id().v == m_id ? found : nullptr;
}

Result<void> Destination::check() const
{
    bool isThere = false;
    if (m_target.kind == Kind::Topic) {
        isThere = topic() != nullptr;
    } else if (m_target.kind == Kind::Exchange) {
        const core::Exchange *found = m_host->exchange(m_name);
        isThere = found && found->id().v == m_id;
    } else {
        isThere = m_broker->queue(QueueId{m_id}) != nullptr;
    }
    return isThere ? Result<void>() : Error{BrokerError::NotFound, u"the %1 was deleted"_s.arg(description())};
}

QString Destination::description() const
{
    switch (m_target.kind) {
    case Kind::Queue:
        return u"queue '%1'"_s.arg(m_target.name);
    case Kind::Exchange:
        return u"exchange '%1'"_s.arg(m_target.name);
    case Kind::Topic:
        return u"topic '%1'"_s.arg(m_target.name);
    }
    Q_UNREACHABLE();
}

Destination::Place Destination::placeOf(const Item &item, const FieldTable &headers, quint32 from) const
{
    if (m_target.kind == Kind::Exchange) {
        if (m_target.routingKey)
            return {m_name, m_target.routingKey->toUtf8(), false, false};
        return {m_name, item.message->routingKey, false, true};
    }
    if (m_target.kind == Kind::Queue)
        return {{}, m_name, m_isStream, false};
    const core::Topic *to = topic();
    Q_ASSERT(to);
    const quint32 partition = partitionFor(item, headers, from, quint32(to->partitions().size()));
    return {{}, core::VirtualHost::streamName(*to, *to->partition(partition)), true, false};
}

quint32 Destination::partitionFor(const Item &item, const FieldTable &headers, quint32 from, quint32 partitions) const
{
    if (from == partitions)
        return item.partition;
    if (const std::optional<QByteArray> key = recordKeyOf(*item.message, headers))
        return wire::kafka::partitionForKey(*key, partitions);
    // Without a key: what was in order stays in order.
    return from > 0 ? item.partition % partitions : quint32(item.offset % partitions);
}

} // namespace engine::replay
