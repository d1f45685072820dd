// SPDX-License-Identifier: GPL-3.0-or-later
#include "singleinstance.h"

#include "paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace app {

namespace {

constexpr int answerMs = 2000;
constexpr qint64 longestRequest = 4096;

QString pathFor(const QString &dataDirectory)
{
    const QString canonical = QDir(dataDirectory).canonicalPath();
    const QByteArray name = (canonical.isEmpty() ? QDir::cleanPath(dataDirectory) : canonical).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().left(16);
    return runtimeDirectory() % u"/sightglass-window-" % QString::fromLatin1(hash);
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDirectory, QObject *parent)
    : QObject(parent)
    , m_path(pathFor(dataDirectory))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { answer(socket); });
        }
    });
}

void SingleInstance::answer(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestRequest)
            socket->abort();
        return;
    }
    const QByteArray token = socket->readLine(longestRequest).trimmed();
    socket->write("raised\n");
    Q_EMIT raiseRequested(token);
}

bool SingleInstance::raiseOther(const QByteArray &activationToken) const
{
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (!socket.waitForConnected(answerMs))
        return false;
    socket.write(activationToken + '\n');
    return socket.waitForReadyRead(answerMs);
}

bool SingleInstance::listen()
{
    if (m_server.listen(m_path))
        return true;
    // Left behind by one that was killed: nobody answered there a moment ago.
    QLocalServer::removeServer(m_path);
    return m_server.listen(m_path);
}

} // namespace app
