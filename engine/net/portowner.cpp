// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/portowner.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QTcpServer>

#include <unistd.h>

namespace engine::net {

using namespace Qt::StringLiterals;

namespace {

constexpr int portsToTry = 200;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The inodes of sockets that listen on the port, from a table like /proc/net/tcp: columns 1 (address:port, hexadecimal),
/// 3 (state; 0A is LISTEN) and 9 (inode), counted from 0.
void collectInodes(const QByteArray &table, quint16 port, QSet<QByteArray> &inodes)
{
    for (const QByteArray &line : table.split('\n')) {
        const QByteArrayList columns = line.simplified().split(' ');
        if (columns.size() < 10 || columns[3] != "0A")
            continue;
        const QByteArray &local = columns[1];
        if (local.mid(local.lastIndexOf(':') + 1).toUShort(nullptr, 16) == port)
            inodes.insert("socket:[" + columns[9] + "]");
    }
}

bool holds(const QString &descriptors, const QSet<QByteArray> &inodes)
{
    const QStringList names = QDir(descriptors).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        // A link to "socket:[inode]", which names no file: read it as it is.
        char target[64];
        const QByteArray path = QFile::encodeName(descriptors % u'/' % name);
        const ssize_t size = ::readlink(path.constData(), target, sizeof target);
        if (size > 0 && inodes.contains(QByteArray(target, size)))
            return true;
    }
    return false;
}

} // namespace

QString ProcessName::describe() const
{
    const QString process = u"process "_s % QString::number(pid);
    return name.isEmpty() ? process : name % u" (" % process % u')';
}

ProcessName nameProcess(qint64 pid)
{
    return {pid, QString::fromUtf8(contentsOf(u"/proc/%1/comm"_s.arg(pid)).trimmed())};
}

std::optional<ProcessName> ownerOfPort(quint16 port)
{
    QSet<QByteArray> inodes;
    collectInodes(contentsOf(u"/proc/net/tcp"_s), port, inodes);
    collectInodes(contentsOf(u"/proc/net/tcp6"_s), port, inodes);
    if (inodes.isEmpty())
        return std::nullopt;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isProcess = false;
        const qint64 pid = entry.toLongLong(&isProcess);
        if (isProcess && holds(u"/proc/"_s % entry % u"/fd", inodes))
            return nameProcess(pid);
    }
    return std::nullopt;
}

quint16 nextFreePort(const QHostAddress &host, quint16 above)
{
    for (int port = above + 1; port <= above + portsToTry && port <= 0xFFFF; ++port) {
        QTcpServer probe;
        if (probe.listen(host, quint16(port)))
            return quint16(port);
    }
    return 0;
}

} // namespace engine::net
