// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo.h"

#include "demo/shop.h"

#include <QFile>
#include <QRandomGenerator>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace app::demo {

namespace {

/// The local socket where there is one: it is ours for certain.
Address addressOf(const QList<engine::ListenerSnapshot> &listeners)
{
    Address address;
    for (const engine::ListenerSnapshot &listener : listeners) {
        if (listener.state != engine::ListenerSnapshot::State::Listening)
            continue;
        if (listener.protocol == u"socket") {
            address.socketPath = listener.address;
            return address;
        }
        if (listener.protocol != u"amqp")
            continue; // the shop's clients speak no TLS
        const qsizetype colon = listener.address.lastIndexOf(u':');
        address.host = listener.address.left(colon);
        address.port = listener.address.mid(colon + 1).toUShort();
    }
    return address;
}

template <typename Address>
const sockaddr *generic(const Address &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

bool isPortFree(const QString &hostAndPort)
{
    const qsizetype colon = hostAndPort.lastIndexOf(u':');
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(hostAndPort.mid(colon + 1).toUShort());
    if (inet_pton(AF_INET, hostAndPort.left(colon).toLatin1().constData(), &address.sin_addr) != 1)
        return true; // not ours to judge: the listener will say
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const bool isFree = bind(probe, generic(address), sizeof address) == 0;
    close(probe);
    return isFree;
}

bool isSocketServed(const QString &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray bytes = QFile::encodeName(path);
    if (size_t(bytes.size()) >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, bytes.constData(), size_t(bytes.size()));
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool isServed = connect(probe, generic(address), sizeof address) == 0;
    close(probe);
    return isServed;
}

} // namespace

void chooseAddresses(engine::facade::EngineConfig &config, UsualAddresses usual)
{
    if (usual.amqp && config.amqpAddress && !isPortFree(*config.amqpAddress))
        config.amqpAddress = config.amqpAddress->left(config.amqpAddress->lastIndexOf(u':')) % u":0";
    if (usual.kafka && config.kafkaAddress && !isPortFree(*config.kafkaAddress))
        config.kafkaAddress = config.kafkaAddress->left(config.kafkaAddress->lastIndexOf(u':')) % u":0";
    if (usual.socket && config.socketPath && isSocketServed(*config.socketPath))
        config.socketPath = config.dataDirectory % u"/socket";
}

Demo::Demo(const QList<engine::ListenerSnapshot> &listeners, quint32 seed)
    : m_shop(new Shop(addressOf(listeners), seed != 0 ? seed : QRandomGenerator::global()->generate()))
{
    m_thread.setObjectName(QStringLiteral("demo"));
    m_shop->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_shop, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(m_shop, &Shop::open, Qt::QueuedConnection);
}

Demo::~Demo()
{
    QMetaObject::invokeMethod(
        m_shop,
        [shop = m_shop, thread = &m_thread] {
            shop->close();
            thread->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

} // namespace app::demo
