// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/sessionender.h"

namespace engine::protocol {

SessionEnder::SessionEnder(core::Broker &broker, SessionRegistry &registry)
    : m_broker(broker)
    , m_registry(registry)
{
    m_broker.addLeavingObserver(this);
}

SessionEnder::~SessionEnder()
{
    m_broker.removeLeavingObserver(this);
}

// A copy: a session may leave the registry while it closes.
void SessionEnder::virtualHostLeaves(core::VirtualHost &host, const QString &reason)
{
    for (ConnectionInfo *connection : std::set(m_registry.connections()))
        connection->leaveVirtualHost(host, reason);
}

void SessionEnder::userLeaves(const QByteArray &user, const QString &reason)
{
    for (ConnectionInfo *connection : std::set(m_registry.connections()))
        connection->leaveUser(user, reason);
}

} // namespace engine::protocol
