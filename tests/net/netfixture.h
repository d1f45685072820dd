// SPDX-License-Identifier: GPL-3.0-or-later
// What the network's tests share: a server on free ports in front of a broker that keeps nothing, and a client of plain sockets
// that waits for conditions. Thread: engine (the test's).
#pragma once

#include "core/broker.h"
#include "net/server.h"
#include "store/nullstore.h"
#include "wire/amqp/content.h"
#include "wire/amqp/method.h"

#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

namespace test {

using namespace engine;
namespace wa = engine::wire::amqp;
using namespace Qt::StringLiterals;

struct Serving
{
    Serving()
    {
        const bool started = broker.start().ok();
        Q_ASSERT(started);
        Q_UNUSED(started);
    }

    quint16 port() const { return quint16(server.listeners().first().address.section(u':', -1).toUInt()); }

    QTemporaryDir folder;
    store::NullStore store;
    core::SystemClock clock;
    core::Broker broker{store, clock};
    protocol::LocalAuthenticator authenticator;
    net::Server server{broker, authenticator, "1.2.3"};
};

inline QByteArray protocolHeader()
{
    return QByteArray("AMQP\0\0\x09\x01", 8);
}

template <typename M>
QByteArray encoded(quint16 channel, const M &method)
{
    wire::OutBuffer out;
    wa::appendMethod(out, channel, method);
    return out.toByteArray();
}

/// Everything a client sends until channel 1 is open, in one go.
inline QByteArray hello()
{
    return protocolHeader() +
           encoded(0, wa::ConnectionStartOk{{}, "PLAIN", QByteArray("\0guest\0guest", 12), "en_US"}) +
           encoded(0, wa::ConnectionTuneOk{2047, 131072, 0}) + encoded(0, wa::ConnectionOpen{"/"}) +
           encoded(1, wa::ChannelOpen{});
}

/// Keeps what it receives; Socket is QTcpSocket or QLocalSocket.
template <typename Socket>
class Client
{
public:
    Client()
    {
        QObject::connect(&socket, &Socket::readyRead, &socket, [this] { received += socket.readAll(); });
        QObject::connect(&socket, &Socket::disconnected, &socket, [this] { disconnected = true; });
    }

    /// Whether a method of this kind has come.
    template <typename M>
    bool has() const
    {
        QByteArrayView rest = received;
        while (const auto frame = wa::decodeFrame(rest, 0)) {
            if (frame->type == wa::FrameType::Method && wa::peekMethodId(frame->payload) == M::Id)
                return true;
            rest = rest.sliced(frame.consumed());
        }
        return false;
    }
    quint64 bodyBytes() const
    {
        quint64 bytes = 0;
        QByteArrayView rest = received;
        while (const auto frame = wa::decodeFrame(rest, 0)) {
            if (frame->type == wa::FrameType::Body)
                bytes += quint64(frame->payload.size());
            rest = rest.sliced(frame.consumed());
        }
        return bytes;
    }

    Socket socket;
    QByteArray received;
    bool disconnected = false;
};

class TcpClient : public Client<QTcpSocket>
{
public:
    explicit TcpClient(quint16 port) { socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port); }
};

class LocalClient : public Client<QLocalSocket>
{
public:
    explicit LocalClient(const QString &path) { socket.connectToServer(path); }
};

} // namespace test
