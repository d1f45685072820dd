// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/sessioninfo.h"

#include "core/channel.h"
#include "core/virtualhost.h"

#include <algorithm>

namespace engine::protocol {

namespace {

ConsumerSnapshot consumerSnapshot(const core::Consumer &consumer, const QString &connectionName)
{
    const core::Channel &channel = *consumer.channel;
    ConsumerSnapshot s;
    s.id = consumer.id;
    s.tag = QString::fromUtf8(consumer.tag);
    s.channel = channel.ref();
    s.connectionName = connectionName;
    s.queue = consumer.queue->id();
    s.queueName = QString::fromUtf8(consumer.queue->name());
    s.virtualHost = QString::fromUtf8(channel.virtualHost().name());
    s.ackRequired = !consumer.noAck;
    s.exclusive = consumer.exclusive;
    s.prefetch = consumer.prefetch;
    s.unacked = consumer.unacked;
    s.active = consumer.hasCredit() && channel.canTake();
    if (!consumer.noAck)
        s.timeoutMs = channel.acknowledgementTimeoutMs(*consumer.queue, &consumer);
    s.arguments = consumer.arguments;
    return s;
}

} // namespace

ConnectionInfo *SessionRegistry::find(ConnectionId id) const
{
    const auto it = std::find_if(m_connections.begin(), m_connections.end(),
                                 [id](const ConnectionInfo *c) { return c->connectionId() == id; });
    return it == m_connections.end() ? nullptr : *it;
}

ChannelSnapshot channelSnapshot(const core::Channel &channel, const QString &user, const QString &connectionName)
{
    ChannelSnapshot s;
    s.channel = channel.ref();
    s.user = user;
    s.virtualHost = QString::fromUtf8(channel.virtualHost().name());
    s.confirm = channel.isConfirming();
    s.transactional = channel.isTransactional();
    s.unconfirmed = quint32(channel.unconfirmed());
    s.unacked = channel.unacked();
    s.prefetch = channel.prefetch();
    s.globalPrefetch = channel.globalPrefetch();
    s.consumers.reserve(qsizetype(channel.consumers().size()));
    for (const auto &consumer : channel.consumers())
        s.consumers.append(consumerSnapshot(*consumer, connectionName));
    return s;
}

} // namespace engine::protocol
