// SPDX-License-Identifier: GPL-3.0-or-later
// What the rest of the engine may see of client connections, whatever their protocol: SessionRegistry lists them and keeps
// the journal of what went wrong with them, ConnectionInfo describes one. A session registers itself when its client has
// logged in, and leaves before it dies.
// Owner: net::Server owns the registry, sessions are owned by net's connections. Thread: engine.
#pragma once

#include "protocol/clientjournal.h"

#include <engine/snapshots.h>

#include <set>
#include <vector>

namespace engine::core {
class Channel;
class VirtualHost;
} // namespace engine::core

namespace engine::protocol {

/// Of the client's connection; rates are made of the differences.
struct ConnectionCounters
{
    quint64 bytesIn = 0;     ///< from client
    quint64 bytesOut = 0;    ///< to client
    quint64 messagesIn = 0;  ///< where a protocol has no channels that count them
    quint64 messagesOut = 0; ///< likewise
};

/// Records that have passed between a client and one topic, where a protocol has no channels that count them.
struct TopicCounters
{
    QByteArray name;
    quint64 in = 0;  ///< from client
    quint64 out = 0; ///< to client
};

class ConnectionInfo
{
public:
    virtual ~ConnectionInfo() = default;
    virtual ConnectionId connectionId() const = 0;
    /// Client-provided, or "127.0.0.1:51234 -> 127.0.0.1:5672".
    virtual QString connectionName() const = 0;
    virtual const ConnectionCounters &counters() const = 0;
    /// The open channels, ascending by number; their counters are core::Channel::counters().
    virtual std::vector<const core::Channel *> channels() const = 0;
    /// The topics that a client of a protocol without channels has used, by name; bounded.
    virtual std::vector<TopicCounters> topicCounters() const { return {}; }
    /// Everything but the rates, which whoever asks makes of the counters: bytes here, messages here or in the channels.
    virtual ConnectionSnapshot snapshot() const = 0;
    /// Ends it as an operator's wish, in the protocol's own way: AMQP sends 320 "CONNECTION_FORCED - <reason>".
    /// The caller settles the broker afterwards.
    virtual void closeByOperator(const QString &reason) = 0;
    /// The virtual host is being deleted: if the connection is in it, it closes, and no pointer to it is left.
    virtual void leaveVirtualHost(core::VirtualHost &host, const QString &reason) = 0;
    /// The user is being deleted: if the connection is its, it closes.
    virtual void leaveUser(const QByteArray &user, const QString &reason) = 0;
};

class SessionRegistry
{
public:
    void add(ConnectionInfo *connection) { m_connections.insert(connection); }
    void remove(ConnectionInfo *connection) { m_connections.erase(connection); }
    const std::set<ConnectionInfo *> &connections() const { return m_connections; }
    /// Or null.
    ConnectionInfo *find(ConnectionId id) const;
    ClientJournal &journal() { return m_journal; }
    const ClientJournal &journal() const { return m_journal; }

private:
    std::set<ConnectionInfo *> m_connections;
    ClientJournal m_journal;
};

/// The part of a channel's snapshot that is the same for every protocol; rates are left zero.
ChannelSnapshot channelSnapshot(const core::Channel &channel, const QString &user, const QString &connectionName);

} // namespace engine::protocol
