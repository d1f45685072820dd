// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tcplistener.h"

#include "net/portowner.h"

#include <QLoggingCategory>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace engine::net {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(log)

namespace {

QString text(const QHostAddress &host, quint16 port)
{
    QHostAddress plain = host;
    bool mapped = false;
    if (const quint32 v4 = host.toIPv4Address(&mapped); mapped)
        plain = QHostAddress(v4);
    const QString name = plain.toString();
    return (name.contains(u':') ? u"["_s % name % u']' : name) % u':' % QString::number(port);
}

/// One end of a connected socket; `get` is getpeername or getsockname.
template <typename Get>
HostPort endOf(int descriptor, Get get)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (get(descriptor, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    const quint16 port = storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 *>(&storage)->sin6_port
                                                       : reinterpret_cast<sockaddr_in *>(&storage)->sin_port;
    return {QHostAddress(reinterpret_cast<sockaddr *>(&storage)), ntohs(port)};
}

} // namespace

class TcpListener::Server : public QTcpServer
{
public:
    explicit Server(const Accept &accept)
        : m_accept(accept)
    {
        setListenBacklogSize(ListenBacklog);
        // QTcpServer stops accepting by itself when descriptors run out; recover() goes on.
        connect(this, &QTcpServer::acceptError, this,
                [this] { qCWarning(log).noquote() << serverAddress().toString() << serverPort() << errorString(); });
    }

protected:
    void incomingConnection(qintptr handle) override
    {
        const int descriptor = int(handle);
        const HostPort peer = endOf(descriptor, ::getpeername);
        if (peer.host.isNull()) { // gone before it was accepted
            ::close(descriptor);
            return;
        }
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const HostPort here = endOf(descriptor, ::getsockname);
        protocol::PeerInfo info;
        info.address = text(peer.host, peer.port);
        info.server = text(here.host, here.port);
        info.isLoopback = peer.host.isLoopback();
        m_accept(descriptor, info);
    }

private:
    const Accept &m_accept;
};

std::optional<HostPort> parseHostPort(const QString &address)
{
    const qsizetype colon = address.lastIndexOf(u':');
    bool ok = false;
    const quint16 port = colon < 0 ? 0 : address.mid(colon + 1).toUShort(&ok);
    if (!ok)
        return std::nullopt;
    QString host = address.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host == "localhost"_L1)
        return HostPort{QHostAddress(QHostAddress::LocalHost), port};
    if (host == "*"_L1)
        return HostPort{QHostAddress(QHostAddress::Any), port};
    const QHostAddress parsed(host);
    return parsed.isNull() ? std::nullopt : std::optional(HostPort{parsed, port});
}

TcpListener::TcpListener(QString address, Accept accept)
    : m_wanted(std::move(address))
    , m_accept(std::move(accept))
{}

TcpListener::~TcpListener() = default;

Result<void> TcpListener::listen()
{
    const auto wanted = parseHostPort(m_wanted);
    if (!wanted)
        return refused(u"it is not of the form HOST:PORT with a numeric host"_s);
    m_host = wanted->host;
    m_server = std::make_unique<Server>(m_accept);
    if (!m_server->listen(wanted->host, wanted->port)) {
        const auto error = m_server->serverError();
        const QString problem = m_server->errorString();
        m_server.reset();
        return error == QAbstractSocket::AddressInUseError ? portTaken(wanted->port) : refused(problem);
    }
    if (wanted->host == QHostAddress(QHostAddress::LocalHost)) {
        m_alsoIpv6 = std::make_unique<Server>(m_accept);
        if (!m_alsoIpv6->listen(QHostAddress(QHostAddress::LocalHostIPv6), m_server->serverPort()))
            m_alsoIpv6.reset(); // no IPv6 here, or taken: the address that was asked for is served
    }
    return {};
}

Result<void> TcpListener::refused(const QString &problem) const
{
    return Error{BrokerError::ResourceExhausted, u"cannot listen on "_s % m_wanted % u": " % problem};
}

Result<void> TcpListener::portTaken(quint16 port)
{
    m_suggestedPort = nextFreePort(m_host, port);
    const auto owner = ownerOfPort(port);
    const QString by = owner ? u" by "_s % owner->describe() : QString();
    return refused(u"port "_s % QString::number(port) % u" is in use" % by);
}

QString TcpListener::address() const
{
    return m_server ? text(m_server->serverAddress(), m_server->serverPort()) : m_wanted;
}

void TcpListener::recover()
{
    if (m_server)
        m_server->resumeAccepting();
    if (m_alsoIpv6)
        m_alsoIpv6->resumeAccepting();
}

} // namespace engine::net
