// SPDX-License-Identifier: GPL-3.0-or-later
// SessionEnder: closes the connections of a virtual host or a user that is being deleted, each in its protocol's own way.
// Owner: whoever owns the registry (net::Server). Thread: engine.
#pragma once

#include "core/broker.h"
#include "protocol/sessioninfo.h"

namespace engine::protocol {

class SessionEnder final : public core::Broker::LeavingObserver
{
public:
    SessionEnder(core::Broker &broker, SessionRegistry &registry);
    ~SessionEnder() override;
    SessionEnder(const SessionEnder &) = delete;
    SessionEnder &operator=(const SessionEnder &) = delete;

    void virtualHostLeaves(core::VirtualHost &host, const QString &reason) override;
    void userLeaves(const QByteArray &user, const QString &reason) override;

private:
    core::Broker &m_broker;
    SessionRegistry &m_registry;
};

} // namespace engine::protocol
