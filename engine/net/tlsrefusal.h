// SPDX-License-Identifier: GPL-3.0-or-later
// TlsRefusal: what a client gets that speaks TLS where there is none: an alert in its own protocol instead of bytes that it
// can make nothing of; who made it is told why. Owner: net's connection. Thread: engine.
#pragma once

#include "net/protocoldetector.h"

#include <functional>

namespace engine::net {

/// A handshake record (22) of a TLS or SSL 3 client (RFC 8446 5.1).
ProtocolEntry::Match looksLikeTls(QByteArrayView first);

class TlsRefusal : public protocol::ClientSession
{
public:
    TlsRefusal(protocol::Transport &transport, std::function<void(const QString &)> refused)
        : m_transport(transport)
        , m_whenRefused(std::move(refused))
    {}

    qsizetype consume(QByteArrayView bytes) override;
    void written() override {}
    void disconnected() override {}
    void tick(qint64) override {}
    void shutDown(const QString &) override { m_transport.abort(); }

private:
    protocol::Transport &m_transport;
    const std::function<void(const QString &)> m_whenRefused; ///< gets the reason
    bool m_refused = false;
};

} // namespace engine::net
