// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/authenticator.h"

#include "core/accesscontrol.h"

#include <pwd.h>
#include <unistd.h>

namespace engine::protocol {

namespace {

/// The name of the user this process runs as, which is the only one the local socket admits.
QByteArray ownerName()
{
    passwd entry{};
    passwd *found = nullptr;
    char buffer[4096];
    if (getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found) == 0 && found)
        return found->pw_name;
    return QByteArray::number(geteuid());
}

} // namespace

QByteArray LocalAuthenticator::mechanisms(const PeerInfo &peer) const
{
    const bool isProven = peer.isLocalSocket || !peer.certificateName.isEmpty();
    return isProven ? QByteArrayLiteral("PLAIN AMQPLAIN EXTERNAL") : QByteArrayLiteral("PLAIN AMQPLAIN");
}

Result<QByteArray> LocalAuthenticator::checkPassword(const core::AccessControl &users, const QByteArray &user,
                                                     const QByteArray &password, const PeerInfo &peer) const
{
    if (const Result<void> known = users.checkPassword(user, password); !known)
        return known.error();
    if (const Result<void> mayCome = checkOrigin(user, peer); !mayCome)
        return mayCome.error();
    return user;
}

Result<void> LocalAuthenticator::checkOrigin(const QByteArray &user, const PeerInfo &peer) const
{
    if (user == "guest" && !peer.isLoopback && !peer.isLocalSocket)
        return Error{BrokerError::AccessRefused, QStringLiteral("user 'guest' can only connect via localhost")};
    return {};
}

Result<QByteArray> LocalAuthenticator::checkExternal(const PeerInfo &peer) const
{
    if (peer.isLocalSocket)
        return ownerName();
    if (!peer.certificateName.isEmpty())
        return peer.certificateName;
    return Error{BrokerError::AccessRefused,
                 QStringLiteral("EXTERNAL is for the local socket and clients' certificates")};
}

} // namespace engine::protocol
