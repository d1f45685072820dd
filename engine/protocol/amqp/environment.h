// SPDX-License-Identifier: GPL-3.0-or-later
// Environment: what all AMQP connections of a server share. Owner: whoever makes the sessions (net::Server's protocol entry);
// it outlives them. Thread: engine.
#pragma once

#include "protocol/amqp/limits.h"
#include "protocol/authenticator.h"
#include "protocol/bufferpool.h"
#include "protocol/sessioninfo.h"

namespace engine::core {
class Broker;
}

namespace engine::protocol::amqp {

struct Environment
{
    core::Broker &broker;
    SessionRegistry &registry;
    const Authenticator &authenticator;
    QByteArray version; ///< Sightglass's, for the server properties
    BufferPool buffers = {};
    quint16 channelMax = ChannelMax; ///< what tune proposes
};

} // namespace engine::protocol::amqp
