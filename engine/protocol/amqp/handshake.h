// SPDX-License-Identifier: GPL-3.0-or-later
// Handshake: from the protocol header to connection.open (specification 2.2.4): version, SASL, tuning, virtual host. It yields
// what a running connection needs, or a failure; a Connection drops it when it is done.
// Owner: Connection. Thread: engine.
#pragma once

#include "protocol/amqp/environment.h"
#include "protocol/amqp/limits.h"
#include "protocol/amqp/replycodes.h"
#include "protocol/amqp/serverproperties.h"
#include "wire/amqp/frame.h"
#include "wire/amqp/methods/connection.h"

namespace engine::core {
class VirtualHost;
}

namespace engine::protocol::amqp {

class Handshake
{
public:
    enum class State : quint8 { Header, Starting, Securing, Tuning, Opening, Done };

    struct Verdict
    {
        enum class Kind : quint8 {
            GoOn,
            Leave, ///< close without a word more than was written: wrong version, refused login of a client that expects silence
            Fail,
        };
        Kind kind = Kind::GoOn;
        Failure failure;
    };

    Handshake(Environment &environment, const PeerInfo &peer)
        : m_environment(environment)
        , m_peer(peer)
    {}

    State state() const { return m_state; }
    /// Eight octets, "AMQP" and the version.
    Verdict takeHeader(const wire::amqp::ProtocolHeader &header, wire::OutBuffer &out);
    /// A method frame of channel 0.
    Verdict takeMethod(QByteArrayView payload, wire::OutBuffer &out);

    // What was agreed on; whole once state() is Done.
    const QByteArray &user() const { return m_user; }
    /// Proven by the local socket: needs no permissions.
    bool isOwner() const { return m_isOwner; }
    core::VirtualHost *virtualHost() const { return m_virtualHost; }
    const FieldTable &clientProperties() const { return m_clientProperties; }
    ClientCapabilities capabilities() const { return m_capabilities; }
    quint32 frameMax() const { return m_frameMax; }
    quint16 channelMax() const { return m_channelMax; }
    quint16 heartbeatSeconds() const { return m_heartbeatSeconds; }
    /// Why the client was not let in, where it is not told: for the log and the journal.
    const QString &refusal() const { return m_refusal; }

private:
    template <typename M>
    Verdict decode(QByteArrayView payload, Verdict (Handshake::*take)(const M &, wire::OutBuffer &),
                   wire::OutBuffer &out);
    Verdict startOk(const wire::amqp::ConnectionStartOk &method, wire::OutBuffer &out);
    Verdict secureOk(const wire::amqp::ConnectionSecureOk &method, wire::OutBuffer &out);
    Verdict tuneOk(const wire::amqp::ConnectionTuneOk &method, wire::OutBuffer &out);
    Verdict open(const wire::amqp::ConnectionOpen &method, wire::OutBuffer &out);
    Verdict authenticate(const QByteArray &response, wire::OutBuffer &out);
    Verdict refuseLogin(const Error &error);
    Verdict unexpected(wire::amqp::MethodId method) const;

    // Set in the constructor.
    Environment &m_environment;
    const PeerInfo &m_peer;

    State m_state = State::Header;
    QByteArray m_mechanism;
    QByteArray m_user;
    bool m_isOwner = false;
    core::VirtualHost *m_virtualHost = nullptr;
    FieldTable m_clientProperties;
    ClientCapabilities m_capabilities;
    quint32 m_frameMax = HandshakeFrameMax;
    quint16 m_channelMax = 0;
    quint16 m_heartbeatSeconds = 0;
    QString m_refusal;
};

} // namespace engine::protocol::amqp
