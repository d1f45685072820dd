// SPDX-License-Identifier: GPL-3.0-or-later
// Login: who a Kafka client is. It proves it with SASL, PLAIN or SCRAM (SaslHandshake, then tokens in SaslAuthenticate, or bare
// after version 0 of the handshake), or does not: then it is guest where it comes from this machine, and the owner on the local socket.
// Owner: Session. Thread: engine.
#pragma once

#include "core/access.h"
#include "protocol/kafka/environment.h"
#include "protocol/saslscram.h"
#include "wire/kafka/api/saslauthenticate.h"
#include "wire/kafka/api/saslhandshake.h"

#include <optional>

namespace engine::protocol::kafka {

class Login
{
public:
    Login(Environment &environment, const PeerInfo &peer)
        : m_environment(environment)
        , m_peer(peer)
    {}

    /// Set once it is known.
    const std::optional<core::Identity> &identity() const { return m_identity; }
    /// Why the last attempt was refused, for the log only.
    const QString &refusal() const { return m_refusal; }
    /// A handshake was answered, and tokens are to come.
    bool isUnderWay() const { return m_step != Step::None; }
    /// The next comes without a header.
    bool expectsBareToken() const { return m_step == Step::BareToken; }

    wire::kafka::SaslHandshakeResponse handshake(const wire::kafka::SaslHandshakeRequest &request, qint16 version);
    /// The client is known when identity() is set; SCRAM takes two tokens to get there.
    wire::kafka::SaslAuthenticateResponse authenticate(const wire::kafka::SaslAuthenticateRequest &request);
    /// The answer to a bare token; an error: the connection is closed, as there is no way to say more.
    Result<QByteArray> takeBareToken(QByteArrayView token);
    /// Without SASL. AccessRefused.
    Result<void> enterWithoutProof();

private:
    enum class Step : quint8 { None, Token, BareToken };

    /// The one way of a token, whatever it comes in.
    Result<QByteArray> take(const QByteArray &token);
    Result<void> checkPlain(const QByteArray &token);
    Result<QByteArray> takeScram(const QByteArray &token);
    Result<void> accept(core::Identity identity);

    // Set in the constructor.
    Environment &m_environment;
    const PeerInfo &m_peer;

    Step m_step = Step::None;
    QByteArray m_mechanism;               ///< of the handshake
    std::optional<ScramExchange> m_scram; ///< none: PLAIN
    std::optional<core::Identity> m_identity;
    QString m_refusal;
};

} // namespace engine::protocol::kafka
