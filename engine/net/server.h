// SPDX-License-Identifier: GPL-3.0-or-later
// Server: all listeners and all connections of a broker, and what they share: the reading buffer, the registry of sessions,
// the one timer behind heartbeats and time-outs. A listener that cannot listen says why and stays listed.
// Owner: facade; the broker and the authenticator outlive it. Thread: engine.
#pragma once

#include "net/connection.h"
#include "net/listener.h"
#include "net/protocoldetector.h"
#include "net/readbuffer.h"
#include "net/tlsconfig.h"
#include "protocol/amqp/environment.h"
#include "protocol/kafka/environment.h"
#include "protocol/sessionender.h"
#include "protocol/sessioninfo.h"

#include <engine/snapshots.h>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace engine::net {

struct ListenerConfig
{
    /// "amqp", "amqps", "kafka": address is "HOST:PORT", port 0 for any; "socket": a path, or a name in the temporary folder.
    QString protocol;
    QString address;
    std::optional<TlsConfig> tls = {}; ///< set: clients have to speak TLS
};

class Server : public QObject
{
    Q_OBJECT
public:
    /// version: Sightglass's, told to clients.
    Server(core::Broker &broker, const protocol::Authenticator &authenticator, const QByteArray &version);
    ~Server() override;

    /// Listens everywhere it can; the snapshots say where not, and why.
    void start(const QList<ListenerConfig> &configs);
    /// Moves the listener of this protocol to another address, or adds one (without TLS). On failure the snapshot says why,
    /// too, and the old address is given up.
    Result<void> listen(const QString &protocol, const QString &address);
    QList<ListenerSnapshot> listeners() const;

    /// What connections from now on may have at most: 1 … 65,535 channels.
    void setChannelMax(quint16 channels) { m_environment.channelMax = channels; }
    void setKafka(const protocol::kafka::Settings &settings) { m_kafka.settings = settings; }
    protocol::SessionRegistry &registry() { return m_registry; }
    /// All of them, those that have not logged in yet included.
    qsizetype connectionCount() const { return qsizetype(m_connections.size()); }

    /// Stops listening, takes leave of every client, cuts those that have not answered within so many milliseconds, and calls
    /// back on a later turn, when no connection and no channel is left.
    void closeAll(const QString &reason, int withinMs, std::function<void()> done);

    // For connections and listeners.
    core::Broker &broker() { return m_environment.broker; }
    ReadBuffer &readBuffer() { return m_readBuffer; }
    const ProtocolDetector &detector() const { return m_detector; }
    /// tls: null for none.
    void accept(int descriptor, const protocol::PeerInfo &peer, const TlsContext *tls = nullptr);
    /// It was not let in, before or without a session of its own: into the log and the journal.
    void noteRefused(const protocol::PeerInfo &peer, const QString &protocol, const QString &why);
    /// It is destroyed on a later turn: it may be in the middle of something.
    void finishLater(Connection *connection);

Q_SIGNALS:
    void listenersChanged();

private:
    struct Entry
    {
        ListenerConfig config;
        std::unique_ptr<Listener> listener;
        QString problem;
        quint16 suggestedPort = 0;
    };

    Result<void> open(Entry &entry);
    Result<std::unique_ptr<Listener>> makeListener(const ListenerConfig &config);
    void reap();
    void tick();
    void closedAll();
    std::unique_ptr<protocol::ClientSession> makeKafkaSession(protocol::Transport &transport);

    // Set in the constructor.
    protocol::SessionRegistry m_registry;
    protocol::SessionEnder m_ender;
    protocol::amqp::Environment m_environment;
    protocol::kafka::Environment m_kafka;
    ProtocolDetector m_detector;
    qsizetype m_maxConnections;

    std::vector<Entry> m_listeners;
    std::unordered_map<Connection *, std::unique_ptr<Connection>> m_connections;
    std::vector<Connection *> m_finished; ///< some of m_connections
    ReadBuffer m_readBuffer;
    QElapsedTimer m_elapsed;
    QTimer m_ticks;
    QTimer m_closing;
    std::function<void()> m_closed;
};

} // namespace engine::net
