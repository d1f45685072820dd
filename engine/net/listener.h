// SPDX-License-Identifier: GPL-3.0-or-later
// Listener: something clients connect to, over TCP or the local socket. It yields connected sockets with the peer's name.
// Owner: Server. Thread: engine.
#pragma once

#include "protocol/clientsession.h"

#include <engine/result.h>

#include <functional>

namespace engine::net {

class Listener
{
public:
    /// The descriptor is the callee's from then on.
    using Accept = std::function<void(int descriptor, const protocol::PeerInfo &peer)>;

    virtual ~Listener() = default;
    /// Why not, in a sentence with the owner of the address where that can be known.
    virtual Result<void> listen() = 0;
    /// "127.0.0.1:5672", with the real port, or the path of the socket.
    virtual QString address() const = 0;
    /// A free port to listen on instead, after listen() has failed; 0: none, or not a matter of ports.
    virtual quint16 suggestedPort() const { return 0; }
    /// Goes on accepting after a shortage (of descriptors) had stopped it. Called from time to time.
    virtual void recover() = 0;
};

/// How many clients may wait to be accepted.
inline constexpr int ListenBacklog = 1024;

} // namespace engine::net
