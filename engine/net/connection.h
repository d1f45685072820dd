// SPDX-License-Identifier: GPL-3.0-or-later
// Connection: one client socket with the session that its first bytes ask for: reads, offers the bytes to the session, settles
// the broker once a read, sends. Knows no protocol. Owner: Server. Thread: engine.
#pragma once

#include "net/socket.h"
#include "protocol/clientsession.h"

#include <QObject>

#include <memory>

namespace engine::net {

class Server;

class Connection : public QObject, public protocol::Transport
{
    Q_OBJECT
public:
    /// From the first byte on a client has this long to show which protocol it speaks; the session counts from there.
    static constexpr qint64 DetectionTimeoutMs = 10'000;
    /// A client that was told goodbye may take this long to close its side; what it still sends is read and dropped, since
    /// closing with unread bytes would destroy what is on its way to it.
    static constexpr qint64 LingerMs = 3'000;

    /// A client that has gone while it is not read may have sent something that still counts; it gets this long.
    static constexpr qint64 UnreadTimeoutMs = 30'000;
    /// The first reads of a connection are acknowledged at once. A handshake has messages that nobody answers; a client that
    /// leaves Nagle's algorithm on would wait for our delayed acknowledgement (40 ms) before it sends the next one.
    static constexpr quint8 QuickReads = 8;

    /// tls: null for none. The handshake has to be done within DetectionTimeoutMs, too.
    Connection(Server &server, int descriptor, protocol::PeerInfo peer, std::unique_ptr<TlsStream> tls = {});
    ~Connection() override;

    // protocol::Transport
    const protocol::PeerInfo &peer() const override { return m_peer; }
    void write(QByteArrayView bytes) override { m_socket.write(bytes); }
    qint64 pendingBytes() const override { return m_socket.pendingBytes(); }
    void setReading(bool reading) override;
    void close() override;
    void abort() override;

    // For Server; it settles the broker afterwards.
    void tick(qint64 nowMs);
    void shutDown(const QString &reason);

private:
    enum class State : quint8 { Open, Leaving, Finished };

    void readable();
    void acknowledgeFirst();
    void noteEnd();
    void written();
    void take(qsizetype count);
    /// Answers how many of the bytes need not be kept.
    qsizetype offer(QByteArrayView bytes);
    void offerKept();
    void finish();

    // Set in the constructor.
    Server &m_server;
    protocol::PeerInfo m_peer; ///< the name in its certificate is known when the handshake is done
    Socket m_socket;

    State m_state = State::Open;
    bool m_reading = true;
    quint8 m_quickReads = QuickReads;
    qint64 m_deadlineMs = 0; ///< of detection, of lingering, of a client gone unread; 0: starts with the next tick
    QByteArray m_rest;       ///< bytes the session has not taken yet
    std::unique_ptr<protocol::ClientSession> m_session; ///< destroyed before the socket
};

} // namespace engine::net
