// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/login.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/scram.h"
#include "protocol/saslplain.h"

namespace engine::protocol::kafka {

using namespace Qt::StringLiterals;
using wire::kafka::ErrorCode;

namespace {

Error refused(const QString &why)
{
    return {BrokerError::AccessRefused, why};
}

/// What the client is told, whatever the reason, in Kafka's words.
QByteArray failureText(const QByteArray &mechanism)
{
    return mechanism == "PLAIN"
               ? QByteArrayLiteral("Authentication failed: Invalid username or password")
               : "Authentication failed during authentication due to invalid credentials with SASL mechanism " +
                     mechanism;
}

} // namespace

wire::kafka::SaslHandshakeResponse Login::handshake(const wire::kafka::SaslHandshakeRequest &request, qint16 version)
{
    wire::kafka::SaslHandshakeResponse answer;
    answer.mechanisms = {"PLAIN"};
    for (const core::ScramMechanism mechanism : core::scramMechanisms)
        answer.mechanisms.append(core::scramMechanismName(mechanism));
    if (m_step != Step::None || m_identity) {
        answer.errorCode = ErrorCode::IllegalSaslState;
        m_refusal = u"one login is under way or done already"_s;
    } else if (!answer.mechanisms.contains(request.mechanism)) {
        answer.errorCode = ErrorCode::UnsupportedSaslMechanism;
        m_refusal = u"SASL mechanism '%1' is not offered"_s.arg(QString::fromUtf8(request.mechanism));
    } else {
        m_step = version == 0 ? Step::BareToken : Step::Token;
        m_mechanism = request.mechanism;
        if (const auto mechanism = core::scramMechanismFromName(m_mechanism))
            m_scram.emplace(*mechanism, m_environment.broker.access(), m_environment.settings.loginSecret);
    }
    return answer;
}

wire::kafka::SaslAuthenticateResponse Login::authenticate(const wire::kafka::SaslAuthenticateRequest &request)
{
    wire::kafka::SaslAuthenticateResponse answer;
    if (m_step != Step::Token || m_identity) {
        answer.errorCode = ErrorCode::IllegalSaslState;
        answer.errorMessage = "SaslAuthenticate request received without a SaslHandshake";
        return answer;
    }
    if (const Result<QByteArray> reply = take(request.authBytes); reply) {
        answer.authBytes = *reply;
    } else {
        m_refusal = reply.error().detail;
        answer.errorCode = ErrorCode::SaslAuthenticationFailed;
        answer.errorMessage = failureText(m_mechanism);
    }
    return answer;
}

Result<QByteArray> Login::takeBareToken(QByteArrayView token)
{
    return take(token.toByteArray());
}

Result<QByteArray> Login::take(const QByteArray &token)
{
    Result<QByteArray> reply = QByteArray();
    if (m_scram)
        reply = takeScram(token);
    else if (const Result<void> known = checkPlain(token); !known)
        reply = known.error();
    if (!reply || m_identity) {
        m_step = Step::None;
        m_scram.reset();
    }
    return reply;
}

Result<void> Login::enterWithoutProof()
{
    if (m_peer.isLocalSocket)
        return accept({"guest", true});
    if (!m_peer.isLoopback)
        return refused(u"a client of another machine has to log in with SASL"_s);
    if (!m_environment.broker.access().user("guest"))
        return refused(u"there is no user 'guest': clients have to log in with SASL"_s);
    return accept({"guest", false});
}

Result<void> Login::checkPlain(const QByteArray &token)
{
    const Result<Credentials> credentials = readPlain(token);
    if (!credentials)
        return credentials.error();
    const Result<QByteArray> user = m_environment.authenticator.checkPassword(
        m_environment.broker.access(), credentials->user, credentials->password, m_peer);
    if (!user)
        return user.error();
    return accept({*user, false});
}

Result<QByteArray> Login::takeScram(const QByteArray &token)
{
    Result<QByteArray> reply = m_scram->take(token);
    if (!reply || !m_scram->isProven())
        return reply;
    if (const Result<void> mayCome = m_environment.authenticator.checkOrigin(m_scram->user(), m_peer); !mayCome)
        return mayCome.error();
    if (const Result<void> accepted = accept({m_scram->user(), false}); !accepted)
        return accepted.error();
    return reply;
}

Result<void> Login::accept(core::Identity identity)
{
    if (!m_environment.broker.virtualHost("/"))
        return refused(u"there is no virtual host '/', which topics live in"_s);
    if (const Result<void> may = m_environment.broker.access().checkOpen(identity.user, "/", identity.isOwner); !may)
        return may.error();
    m_identity = std::move(identity);
    return {};
}

} // namespace engine::protocol::kafka
