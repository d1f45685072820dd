// SPDX-License-Identifier: GPL-3.0-or-later
// Connection: one AMQP 0-9-1 client: the frame loop, channel 0, heartbeats, the channels by number, what goes out and when.
// Handshake leads it to where channels may be opened. Owner: net's connection. Thread: engine.
//
// Output gathers in a buffer lent for the turn and goes to the transport when the broker settles, or earlier when much has
// gathered. Input stops being read, for one or more reasons (Pause), and goes on when the last of them is gone.
#pragma once

#include "core/broker.h"
#include "protocol/amqp/channel.h"
#include "protocol/amqp/environment.h"
#include "protocol/amqp/handshake.h"
#include "protocol/amqp/limits.h"
#include "protocol/clientsession.h"

#include <map>
#include <memory>

namespace engine::protocol::amqp {

class Connection final : public ClientSession, public ConnectionInfo, public core::Output
{
public:
    Connection(Environment &environment, Transport &transport);
    ~Connection() override;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // ClientSession
    qsizetype consume(QByteArrayView bytes) override;
    void written() override;
    void disconnected() override;
    void tick(qint64 nowMs) override;
    void shutDown(const QString &reason) override;

    // ConnectionInfo
    ConnectionId connectionId() const override { return m_id; }
    QString connectionName() const override { return m_name; }
    const ConnectionCounters &counters() const override { return m_counters; }
    std::vector<const core::Channel *> channels() const override;
    ConnectionSnapshot snapshot() const override;
    void closeByOperator(const QString &reason) override;
    void leaveVirtualHost(core::VirtualHost &host, const QString &reason) override;
    void leaveUser(const QByteArray &user, const QString &reason) override;

    // core::Output
    void flush() override;

    // For the channels.
    core::Broker &broker() const { return m_environment.broker; }
    core::VirtualHost &virtualHost() const { return *m_virtualHost; }
    const QByteArray &user() const { return m_user; }
    bool isOwner() const { return m_isOwner; }
    quint32 frameMax() const { return m_frameMax; }
    ClientCapabilities capabilities() const { return m_capabilities; }
    /// Where frames are appended; they are sent at the end of the turn.
    wire::OutBuffer &out();
    /// Sends now if much has gathered. After content was appended.
    void flushIfMuch();
    /// False while the client is behind with reading; it is woken when there is room.
    bool hasRoom() const;

    enum class Pause : quint8 {
        Definitions = 1, ///< a declare-ok waits for its commit
        Get = 2,         ///< a message is being read from disk
        Congestion = 4,  ///< the store is behind, or there is an alarm
        Answers = 8,     ///< the client does not read its answers
    };
    void pause(Pause reason);
    void resume(Pause reason);
    /// The bytes behind `from` in out() are answers to a change of durable definitions: they go out after its commit, and
    /// nothing more is read until then.
    void holdUntilCommitted(qsizetype from);
    /// Of a channel: closes it, logs.
    void failChannel(Channel &channel, const Failure &failure);
    /// The one way a connection is refused: replies, closes, logs. The channels are gone when it returns.
    void fail(const Failure &failure, quint16 channel);
    /// After a publish: stops reading while the store is behind.
    void yieldToStore();

private:
    enum class State : quint8 { Handshake, Running, Closing, Closed };
    /// Congested since the last tick (Lately); the client was told of an alarm (Told).
    enum class Blocked : quint8 { No, Lately, Told };

    qsizetype takeHeader(QByteArrayView bytes);
    qsizetype takeFrames(QByteArrayView bytes);
    void takeFrame(const wire::amqp::FrameView &frame);
    void takeChannelFrame(const wire::amqp::FrameView &frame);
    void takeChannel0(const wire::amqp::FrameView &frame);
    void takeMethod0(QByteArrayView payload);
    void takeHandshakeMethod(QByteArrayView payload);
    void applyVerdict(const Handshake::Verdict &verdict);
    void enterRunning();
    /// Of a frame on a number that is not open: only channel.open may come.
    Outcome openChannel(const wire::amqp::FrameView &frame);
    Channel *channel(quint16 number);
    void enter(State state);
    /// Into the journal, where the window finds it. code 0: the client was told nothing.
    void note(ClientEvent::Kind kind, int code, const QString &text, quint16 channel = 0);
    /// The client does not answer any more.
    void giveUp(const QString &why);
    QString nameIn(const FieldTable &clientProperties) const;
    void endWork();
    void leave();
    void countOut();
    void send();
    void definitionsCommitted(bool ok);
    void beat(qint64 nowMs);
    void tellBlocked();
    ConnectionSnapshot::State shownState() const;
    /// Why it waits, for the window.
    QByteArray blockedReason() const;
    qint64 timeoutMs() const;

    // Set in the constructor.
    Environment &m_environment;
    Transport &m_transport;
    const ConnectionId m_id;
    const qint64 m_connectedAtMs;

    State m_state = State::Handshake;
    Blocked m_blocked = Blocked::No;
    quint8 m_pauses = 0;
    mutable bool m_stalled = false; ///< deliveries were refused for want of room
    bool m_flushQueued = false;
    bool m_registered = false;
    bool m_counted = false; ///< among the connections of its user and virtual host
    bool m_isOwner = false; ///< of the local socket
    ClientCapabilities m_capabilities;
    quint16 m_channelMax = 0;
    quint16 m_heartbeatSeconds = 0;
    quint32 m_frameMax = HandshakeFrameMax;
    std::unique_ptr<Handshake> m_handshake; ///< null once running
    core::VirtualHost *m_virtualHost = nullptr;
    QByteArray m_user;
    QString m_name;
    QByteArray m_clientProperties; ///< entries of the table as bytes: they are looked at rarely

    std::map<quint16, std::unique_ptr<Channel>> m_channels;
    Channel *m_lastChannel = nullptr; ///< of the last frame

    wire::OutBuffer m_out;
    qint64 m_pending = 0; ///< in the transport's buffer when last looked
    QByteArray m_heldAnswer;
    ConnectionCounters m_counters;
    std::shared_ptr<Connection *> m_self; ///< made when a callback needs it; null inside when this is gone

    // Time, in ticks.
    qint64 m_deadlineMs = 0; ///< of the handshake or of closing; 0: not running
    qint64 m_lastInMs = 0, m_lastOutMs = 0;
    quint64 m_seenIn = 0, m_seenOut = 0;
};

} // namespace engine::protocol::amqp
