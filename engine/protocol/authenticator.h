// SPDX-License-Identifier: GPL-3.0-or-later
// Authenticator: who may log in. LocalAuthenticator is the default of a developer's machine: the broker's users by their
// passwords, guest from this machine only, and the owner of the local socket without a password.
// Owner: whoever builds the server. Thread: engine.
#pragma once

#include "protocol/clientsession.h"

#include <engine/result.h>

#include <QByteArray>

namespace engine::core {
class AccessControl;
}

namespace engine::protocol {

class Authenticator
{
public:
    virtual ~Authenticator() = default;
    /// SASL mechanisms offered to this peer, separated by blanks (specification 1.4.2.1, connection.start).
    virtual QByteArray mechanisms(const PeerInfo &peer) const = 0;
    /// The user, or AccessRefused with what goes to the log, not to the client.
    virtual Result<QByteArray> checkPassword(const core::AccessControl &users, const QByteArray &user,
                                             const QByteArray &password, const PeerInfo &peer) const = 0;
    /// Whether this user, whatever proves it, may come from there. AccessRefused.
    virtual Result<void> checkOrigin(const QByteArray &user, const PeerInfo &peer) const = 0;
    /// EXTERNAL: whom the transport itself has proven.
    virtual Result<QByteArray> checkExternal(const PeerInfo &peer) const = 0;
};

class LocalAuthenticator : public Authenticator
{
public:
    QByteArray mechanisms(const PeerInfo &peer) const override;
    Result<QByteArray> checkPassword(const core::AccessControl &users, const QByteArray &user,
                                     const QByteArray &password, const PeerInfo &peer) const override;
    Result<void> checkOrigin(const QByteArray &user, const PeerInfo &peer) const override;
    Result<QByteArray> checkExternal(const PeerInfo &peer) const override;
};

} // namespace engine::protocol
