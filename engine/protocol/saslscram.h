// SPDX-License-Identifier: GPL-3.0-or-later
// ScramExchange: the server's side of one SCRAM login (RFC 5802, RFC 7677): two messages from the client, one answer to each.
// A user that is not there, or has no credential of this kind, gets a salt like any other and fails where a wrong password
// fails, so that nobody learns who is there. Channel binding is not offered.
// Owner: the session's login. Thread: engine.
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

namespace engine::core {
class AccessControl;
}

namespace engine::protocol {

class ScramExchange
{
public:
    /// No message of SCRAM is longer.
    static constexpr qsizetype maxMessageSize = 4096;

    /// `secret`: what the salts of users that are not there are made of; the same for as long as their own salts stay the
    /// same. `serverNonce`: printable, without commas; a random one unless it is given.
    ScramExchange(core::ScramMechanism mechanism, const core::AccessControl &users, QByteArray secret,
                  const QByteArray &serverNonce = {});

    /// The answer to the client's next message. InvalidArgument: it makes no sense; AccessRefused: it proves nothing. Either
    /// ends the exchange, and its text is for the log, not for the client.
    Result<QByteArray> take(const QByteArray &message);
    /// The client has proven that it is this user.
    bool isProven() const { return m_step == Step::Proven; }
    const QByteArray &user() const { return m_credential.user; }

private:
    enum class Step : quint8 { ClientFirst, ClientFinal, Proven, Failed };

    Result<QByteArray> takeFirst(const QByteArray &message);
    Result<QByteArray> takeFinal(const QByteArray &message);
    Result<void> readBare(const QByteArray &bare);
    Result<void> checkBinding(const QByteArray &attribute) const;
    bool isOurNonce(const QByteArray &attribute) const;
    void findCredential(const QByteArray &user);
    QByteArray proveTo(const QByteArray &authMessage) const;
    bool isProof(const QByteArray &proof, const QByteArray &authMessage) const;

    // Set in the constructor.
    const core::ScramMechanism m_mechanism;
    const core::AccessControl &m_users;
    const QByteArray m_secret;
    const QByteArray m_serverNonce;

    Step m_step = Step::ClientFirst;
    core::ScramCredential m_credential; ///< a made-up one where m_refusal says why nobody can log in with it
    QString m_refusal;
    QByteArray m_header; ///< the GS2 header, which the client's last message repeats
    QByteArray m_clientNonce;
    QByteArray m_nonce; ///< the client's, and ours behind it
    QByteArray m_clientFirst, m_serverFirst;
};

} // namespace engine::protocol
