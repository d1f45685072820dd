// SPDX-License-Identifier: GPL-3.0-or-later
// TcpListener: a TCP port, by QTcpServer. One on 127.0.0.1 listens on ::1 as well where it can, since "localhost" means either
// to clients. Owner: Server. Thread: engine.
#pragma once

#include "net/listener.h"

#include <QHostAddress>
#include <QTcpServer>

#include <memory>

namespace engine::net {

class TcpListener : public Listener
{
public:
    /// "HOST:PORT", "[::1]:PORT", "*:PORT" for every address.
    TcpListener(QString address, Accept accept);
    ~TcpListener() override;

    Result<void> listen() override;
    QString address() const override;
    quint16 suggestedPort() const override { return m_suggestedPort; }
    void recover() override;

private:
    class Server;
    Result<void> refused(const QString &problem) const;
    Result<void> portTaken(quint16 port);

    // Set in the constructor.
    const QString m_wanted;
    const Accept m_accept;

    QHostAddress m_host;
    quint16 m_suggestedPort = 0;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Server> m_alsoIpv6; ///< null, or listening
};

/// "HOST:PORT" taken apart; nullopt when it is not of that form, or the host is not an address of this machine's family.
struct HostPort
{
    QHostAddress host;
    quint16 port = 0;
};
std::optional<HostPort> parseHostPort(const QString &text);

} // namespace engine::net
