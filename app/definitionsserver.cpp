// SPDX-License-Identifier: GPL-3.0-or-later
#include "definitionsserver.h"

#include "serve.h"
#include "terminal.h"

#include <QLocalSocket>

#include <memory>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 greeting = 0x53674401; // "SgD", and the version of what follows
constexpr int connectMs = 2000;

QString socketIn(const QString &dataDirectory)
{
    return dataDirectory % u"/definitions.socket"_s;
}

void prepare(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
}

} // namespace

DefinitionsServer::DefinitionsServer(engine::BrokerSession &session, const QString &dataDirectory)
    : m_session(session)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
    const QString path = socketIn(dataDirectory);
    QLocalServer::removeServer(path); // left behind by a broker that was killed
    if (!m_server.listen(path))
        tellError(u"sightglass definitions can not reach this broker: %1: %2"_s.arg(path, m_server.errorString()));
}

void DefinitionsServer::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    const auto stream = std::make_shared<QDataStream>(socket);
    prepare(*stream);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket, stream] { answer(socket, *stream); });
}

void DefinitionsServer::answer(QLocalSocket *socket, QDataStream &stream)
{
    stream.startTransaction();
    quint32 greeted = 0;
    DefinitionsRequest request;
    stream >> greeted;
    if (stream.status() == QDataStream::Ok && greeted != greeting)
        return socket->abort();
    stream >> request;
    if (!stream.commitTransaction())
        return; // there is more to come
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr);
    runRequest(m_session, request, socket, [socket](const DefinitionsAnswer &answer) {
        QDataStream out(socket);
        prepare(out);
        out << answer;
        socket->disconnectFromServer(); // once all is written
    });
}

std::optional<DefinitionsAnswer> askRunningBroker(const QString &dataDirectory, const DefinitionsRequest &request)
{
    QLocalSocket socket;
    socket.connectToServer(socketIn(dataDirectory));
    if (!socket.waitForConnected(connectMs))
        return std::nullopt;
    QDataStream stream(&socket);
    prepare(stream);
    stream << greeting << request;
    DefinitionsAnswer answer;
    do {
        stream.startTransaction();
        stream >> answer;
        if (stream.commitTransaction())
            return answer;
    } while (socket.waitForReadyRead(-1));
    return DefinitionsAnswer{{}, {u"the broker that runs on %1 did not answer"_s.arg(dataDirectory)}, {}, CanNotRun};
}

} // namespace app
