// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/handshake.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "protocol/amqp/frameerrors.h"
#include "protocol/amqp/sasl.h"
#include "wire/amqp/method.h"

namespace engine::protocol::amqp {

using namespace wire::amqp;

namespace {

Handshake::Verdict goOn()
{
    return {};
}

Handshake::Verdict fail(ReplyCode code, const QByteArray &detail, MethodId method)
{
    return {Handshake::Verdict::Kind::Fail, {code, detail, method}};
}

const char *stateName(Handshake::State state)
{
    switch (state) {
    case Handshake::State::Header:
        return "pre_init";
    case Handshake::State::Starting:
        return "starting";
    case Handshake::State::Securing:
        return "securing";
    case Handshake::State::Tuning:
        return "tuning";
    case Handshake::State::Opening:
        return "opening";
    case Handshake::State::Done:
        return "running";
    }
    return "";
}

/// A value out of bounds, 0 (no limit) included: a client may lower what was proposed, never raise it.
Outcome checkTuned(const char *field, const char *zero, quint32 value, quint32 minimum, quint32 maximum)
{
    const bool tooLow = value != 0 && value < minimum;
    if (!tooLow && value != 0 && value <= maximum)
        return {};
    const QByteArray detail =
        QByteArray("negotiated ") + field + " = " + QByteArray::number(value) + (value == 0 ? zero : "") +
        (tooLow ? " is lower than the minimum allowed value (" : " is higher than the maximum allowed value (") +
        QByteArray::number(tooLow ? minimum : maximum) + ")";
    return Failure{ReplyCode::NotAllowed, detail, ConnectionTune::Id};
}

} // namespace

Handshake::Verdict Handshake::takeHeader(const ProtocolHeader &header, wire::OutBuffer &out)
{
    // 2.2.4, 4.2.2: a server that cannot serve the version answers with one it can, and closes.
    if (!header.isSupported()) {
        appendProtocolHeader(out);
        m_refusal = QStringLiteral("asked for a protocol, or a version, that is not served here");
        return {Verdict::Kind::Leave, {}};
    }
    ConnectionStart start;
    start.versionMajor = 0;
    start.versionMinor = 9;
    start.serverProperties = serverProperties(m_environment.version);
    start.mechanisms = m_environment.authenticator.mechanisms(m_peer);
    start.locales = "en_US";
    appendMethod(out, 0, start);
    m_state = State::Starting;
    return goOn();
}

template <typename M>
Handshake::Verdict Handshake::decode(QByteArrayView payload, Verdict (Handshake::*take)(const M &, wire::OutBuffer &),
                                     wire::OutBuffer &out)
{
    const auto method = decodeMethodAs<M>(payload);
    if (!method)
        return {Verdict::Kind::Fail, undecodable(M::Id, method.error())};
    return (this->*take)(*method, out);
}

Handshake::Verdict Handshake::takeMethod(QByteArrayView payload, wire::OutBuffer &out)
{
    const MethodId id = peekMethodId(payload);
    if (id == ConnectionStartOk::Id && m_state == State::Starting)
        return decode(payload, &Handshake::startOk, out);
    if (id == ConnectionSecureOk::Id && m_state == State::Securing)
        return decode(payload, &Handshake::secureOk, out);
    if (id == ConnectionTuneOk::Id && m_state == State::Tuning)
        return decode(payload, &Handshake::tuneOk, out);
    if (id == ConnectionOpen::Id && m_state == State::Opening)
        return decode(payload, &Handshake::open, out);
    return methodName(id) ? unexpected(id) : Verdict{Verdict::Kind::Fail, unknownMethod(id)};
}

Handshake::Verdict Handshake::unexpected(MethodId method) const
{
    return fail(ReplyCode::ChannelError, QByteArray("unexpected method in connection state ") + stateName(m_state),
                method);
}

Handshake::Verdict Handshake::startOk(const ConnectionStartOk &method, wire::OutBuffer &out)
{
    m_clientProperties = method.clientProperties;
    m_capabilities = clientCapabilities(m_clientProperties);
    m_mechanism = method.mechanism;
    const QByteArrayList offered = m_environment.authenticator.mechanisms(m_peer).split(' ');
    if (!offered.contains(m_mechanism))
        return fail(ReplyCode::CommandInvalid, "unknown authentication mechanism '" + m_mechanism + "'",
                    ConnectionStartOk::Id);
    return authenticate(method.response, out);
}

Handshake::Verdict Handshake::secureOk(const ConnectionSecureOk &method, wire::OutBuffer &out)
{
    return authenticate(method.response, out);
}

Handshake::Verdict Handshake::authenticate(const QByteArray &response, wire::OutBuffer &out)
{
    // A client with nothing to say at first is asked; none of the mechanisms needs a second round.
    if (response.isEmpty() && m_mechanism != "EXTERNAL" && m_state == State::Starting) {
        m_state = State::Securing;
        appendMethod(out, 0, ConnectionSecure{});
        return goOn();
    }
    Result<QByteArray> user = QByteArray();
    if (m_mechanism == "EXTERNAL") {
        user = m_environment.authenticator.checkExternal(m_peer);
        m_isOwner = user.ok() && m_peer.isLocalSocket;
        // Whom a certificate names must be a user; the owner of the socket need not be one.
        if (user.ok() && !m_isOwner && !m_environment.broker.access().user(*user))
            user = Error{BrokerError::AccessRefused,
                         QStringLiteral("user '%1' - invalid credentials").arg(QString::fromUtf8(*user))};
    } else {
        const Result<Credentials> credentials = m_mechanism == "PLAIN" ? readPlain(response) : readAmqPlain(response);
        if (!credentials)
            return fail(ReplyCode::SyntaxError, credentials.error().detail.toUtf8(), ConnectionStartOk::Id);
        user = m_environment.authenticator.checkPassword(m_environment.broker.access(), credentials->user,
                                                         credentials->password, m_peer);
    }
    if (!user)
        return refuseLogin(user.error());
    m_user = *user;
    appendMethod(out, 0, ConnectionTune{m_environment.channelMax, DefaultFrameMax, HeartbeatSeconds});
    m_state = State::Tuning;
    return goOn();
}

Handshake::Verdict Handshake::refuseLogin(const Error &error)
{
    m_refusal = QString::fromUtf8(m_mechanism) % u" login refused: " % error.detail;
    // Clients of the plain specification take the closed socket for the answer; others have said that they want to be told.
    if (!m_capabilities.authenticationFailureClose)
        return {Verdict::Kind::Leave, {}};
    return fail(ReplyCode::AccessRefused,
                "Login was refused using authentication mechanism " + m_mechanism +
                    ". For details see the broker logfile.",
                {});
}

Handshake::Verdict Handshake::tuneOk(const ConnectionTuneOk &method, wire::OutBuffer &)
{
    if (Outcome outcome = checkTuned("frame_max", "", method.frameMax, FrameMinSize, DefaultFrameMax))
        return {Verdict::Kind::Fail, *outcome};
    if (Outcome outcome = checkTuned("channel_max", " (no limit)", method.channelMax, 1, m_environment.channelMax))
        return {Verdict::Kind::Fail, *outcome};
    m_frameMax = method.frameMax;
    m_channelMax = method.channelMax;
    m_heartbeatSeconds = method.heartbeat;
    m_state = State::Opening;
    return goOn();
}

Handshake::Verdict Handshake::open(const ConnectionOpen &method, wire::OutBuffer &out)
{
    m_virtualHost = m_environment.broker.virtualHost(method.virtualHost);
    if (!m_virtualHost)
        return fail(ReplyCode::NotAllowed, "vhost " + method.virtualHost + " not found", ConnectionOpen::Id);
    const Result<void> may = m_environment.broker.access().checkOpen(m_user, method.virtualHost, m_isOwner);
    if (!may)
        return fail(ReplyCode::NotAllowed, may.error().detail.toUtf8(), ConnectionOpen::Id);
    appendMethod(out, 0, ConnectionOpenOk{});
    m_state = State::Done;
    return goOn();
}

} // namespace engine::protocol::amqp
