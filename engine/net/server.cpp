// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/server.h"

#include "core/broker.h"
#include "net/locallistener.h"
#include "net/openfiles.h"
#include "net/tcplistener.h"
#include "net/tlsrefusal.h"
#include "protocol/amqp/connection.h"
#include "protocol/kafka/session.h"

#include <QLoggingCategory>

#include <algorithm>

#include <unistd.h>

namespace engine::net {

using namespace Qt::StringLiterals;

// QT_LOGGING_RULES="sightglass.*=true" shows the rest.
Q_LOGGING_CATEGORY(log, "sightglass.net", QtWarningMsg)

namespace {

/// Descriptors that are never given to clients: the database, the log, the window …
constexpr qint64 reservedDescriptors = 128;
constexpr int tickMs = 500;

} // namespace

Server::Server(core::Broker &broker, const protocol::Authenticator &authenticator, const QByteArray &version)
    : m_ender(broker, m_registry)
    , m_environment{broker, m_registry, authenticator, version}
    , m_kafka{broker, m_registry, authenticator}
    , m_maxConnections(qMax(raiseOpenFilesLimit() - reservedDescriptors, qint64(16)))
{
    m_detector.add({u"AMQP 0-9-1"_s, looksLikeAmqp, [this](protocol::Transport &transport) {
                        return std::make_unique<protocol::amqp::Connection>(m_environment, transport);
                    }});
    m_detector.add(
        {u"Kafka"_s, looksLikeKafka, [this](protocol::Transport &transport) { return makeKafkaSession(transport); }});
    m_detector.add({u"TLS"_s, looksLikeTls, [this](protocol::Transport &transport) {
                        return std::make_unique<TlsRefusal>(transport, [this, &transport](const QString &why) {
                            noteRefused(transport.peer(), u"TLS"_s, why);
                        });
                    }});
    m_elapsed.start();
    m_ticks.setTimerType(Qt::CoarseTimer);
    m_ticks.setInterval(tickMs);
    connect(&m_ticks, &QTimer::timeout, this, &Server::tick);
    m_closing.setSingleShot(true);
    connect(&m_closing, &QTimer::timeout, this, &Server::closedAll);
}

Server::~Server() = default;

// ---- listeners

void Server::start(const QList<ListenerConfig> &configs)
{
    for (const ListenerConfig &config : configs) {
        Entry &entry = m_listeners.emplace_back();
        entry.config = config;
        if (const Result<void> opened = open(entry); !opened)
            qCDebug(log).noquote() << opened.error().detail; // the snapshot tells who must know
    }
    Q_EMIT listenersChanged();
}

Result<void> Server::open(Entry &entry)
{
    Result<std::unique_ptr<Listener>> made = makeListener(entry.config);
    if (!made) {
        entry.problem = made.error().detail;
        return made.error();
    }
    entry.listener = std::move(*made);
    Result<void> opened = entry.listener->listen();
    entry.problem = opened ? QString() : opened.error().detail;
    entry.suggestedPort = entry.listener->suggestedPort();
    if (opened)
        m_ticks.start();
    else
        entry.listener.reset();
    return opened;
}

Result<std::unique_ptr<Listener>> Server::makeListener(const ListenerConfig &config)
{
    const auto plain = [this, own = config.protocol == "kafka"_L1 ? u"Kafka"_s : QString()](
                           int descriptor, const protocol::PeerInfo &peer) {
        protocol::PeerInfo info = peer;
        info.protocol = own;
        accept(descriptor, info);
    };
    if (config.protocol == "socket"_L1)
        return std::unique_ptr<Listener>(std::make_unique<LocalListener>(config.address, plain));
    if (!config.tls)
        return std::unique_ptr<Listener>(std::make_unique<TcpListener>(config.address, plain));
    const auto context = TlsContext::load(*config.tls);
    if (!context)
        return Error{context.error().code,
                     u"cannot listen on "_s % config.address % u" with TLS: " % context.error().detail};
    return std::unique_ptr<Listener>(std::make_unique<TcpListener>(
        config.address, [this, tls = *context](int descriptor, const protocol::PeerInfo &peer) {
            protocol::PeerInfo info = peer;
            info.tls = true;
            accept(descriptor, info, tls.get());
        }));
}

Result<void> Server::listen(const QString &protocol, const QString &address)
{
    auto it = std::find_if(m_listeners.begin(), m_listeners.end(),
                           [&](const Entry &e) { return e.config.protocol == protocol; });
    if (it == m_listeners.end())
        it = m_listeners.emplace(m_listeners.end());
    it->listener.reset();
    it->config.protocol = protocol;
    it->config.address = address;
    Result<void> opened = open(*it);
    Q_EMIT listenersChanged();
    return opened;
}

QList<ListenerSnapshot> Server::listeners() const
{
    QList<ListenerSnapshot> snapshots;
    for (const Entry &entry : m_listeners) {
        ListenerSnapshot &s = snapshots.emplaceBack();
        s.protocol = entry.config.protocol;
        s.address = entry.listener ? entry.listener->address() : entry.config.address;
        s.state = entry.listener ? ListenerSnapshot::State::Listening : ListenerSnapshot::State::Failed;
        s.problem = entry.problem;
        s.suggestedPort = entry.suggestedPort;
    }
    return snapshots;
}

// ---- connections

std::unique_ptr<protocol::ClientSession> Server::makeKafkaSession(protocol::Transport &transport)
{
    const auto it = std::find_if(m_listeners.begin(), m_listeners.end(),
                                 [](const Entry &e) { return e.config.protocol == "kafka"_L1 && e.listener; });
    m_kafka.listenerAddress = it == m_listeners.end() ? QString() : it->listener->address();
    return std::make_unique<protocol::kafka::Session>(m_kafka, transport);
}

void Server::accept(int descriptor, const protocol::PeerInfo &peer, const TlsContext *tls)
{
    if (connectionCount() >= m_maxConnections || m_closed) {
        noteRefused(peer, {}, u"there is no room for more than %1 connections"_s.arg(connectionCount()));
        ::close(descriptor);
        return;
    }
    auto connection =
        std::make_unique<Connection>(*this, descriptor, peer, tls ? std::make_unique<TlsStream>(*tls) : nullptr);
    Connection *key = connection.get();
    m_connections.emplace(key, std::move(connection));
}

void Server::noteRefused(const protocol::PeerInfo &peer, const QString &protocol, const QString &why)
{
    qCWarning(log).noquote() << peer.address << why;
    ClientEvent event;
    event.atMs = broker().nowMs();
    event.kind = ClientEvent::Kind::Refused;
    event.client = peer.address % u" -> " % peer.server;
    event.peer = peer.address;
    event.protocol = protocol;
    event.text = why;
    m_registry.journal().note(std::move(event));
}

void Server::finishLater(Connection *connection)
{
    if (m_finished.empty())
        QMetaObject::invokeMethod(this, &Server::reap, Qt::QueuedConnection);
    m_finished.push_back(connection);
}

void Server::reap()
{
    for (Connection *connection : std::exchange(m_finished, {}))
        m_connections.erase(connection); // which requeues what its channels held
    m_environment.broker.settle();
    if (m_closed && m_connections.empty())
        closedAll();
}

void Server::tick()
{
    const qint64 nowMs = m_elapsed.elapsed() + 1;
    for (const auto &[key, connection] : m_connections)
        connection->tick(nowMs);
    for (const Entry &entry : m_listeners) {
        if (entry.listener)
            entry.listener->recover();
    }
    if (!m_connections.empty())
        m_environment.broker.settle();
}

// ---- the end

void Server::closeAll(const QString &reason, int withinMs, std::function<void()> done)
{
    Q_ASSERT(!m_closed);
    m_closed = std::move(done);
    m_listeners.clear();
    for (const auto &[key, connection] : m_connections)
        connection->shutDown(reason);
    m_environment.broker.settle();
    m_closing.start(m_connections.empty() ? 0 : withinMs);
}

void Server::closedAll()
{
    m_closing.stop();
    m_finished.clear();
    m_connections.clear();
    m_environment.broker.settle();
    m_ticks.stop();
    if (const auto done = std::exchange(m_closed, nullptr))
        done();
}

} // namespace engine::net
