// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/locallistener.h"

#include "net/portowner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLoggingCategory>

#include <optional>

#include <cerrno>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace engine::net {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(log)

namespace {

std::optional<ucred> peerOf(int descriptor)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return std::nullopt;
    return credentials;
}

enum class FileState : quint8 { Dead, Alive, NoSocket };

/// Whether somebody listens behind a socket's file; who, if it can be known.
FileState probe(const QString &path, qint64 &owner)
{
    sockaddr_un address{};
    const QByteArray encoded = QFile::encodeName(path);
    struct stat status
    {};
    // connect() would refuse any other file, too, as if it were the socket of a dead process.
    if (encoded.size() >= qsizetype(sizeof address.sun_path) || ::stat(encoded.constData(), &status) != 0 ||
        !S_ISSOCK(status.st_mode))
        return FileState::NoSocket;
    address.sun_family = AF_UNIX;
    std::copy(encoded.begin(), encoded.end(), address.sun_path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool connected = ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    const int error = errno;
    if (const auto peer = connected ? peerOf(descriptor) : std::nullopt)
        owner = peer->pid;
    ::close(descriptor);
    if (connected || error == EAGAIN || error == EACCES)
        return FileState::Alive;
    return error == ECONNREFUSED ? FileState::Dead : FileState::NoSocket;
}

/// Whoever may replace the files in a folder could answer in the broker's place. A sticky one, as /tmp, guards everybody's.
bool isOpenToOthers(const QString &folder)
{
    struct stat status
    {};
    if (::stat(QFile::encodeName(folder).constData(), &status) != 0)
        return false; // that it can not be listened in is said soon enough
    const bool isOurs = status.st_uid == ::geteuid() || status.st_uid == 0;
    const bool isGuarded = (status.st_mode & S_IWOTH) == 0 || (status.st_mode & S_ISVTX) != 0;
    return !isOurs || !isGuarded;
}

} // namespace

class LocalListener::Server : public QLocalServer
{
public:
    explicit Server(const Accept &accept)
        : m_accept(accept)
    {
        setSocketOptions(QLocalServer::UserAccessOption);
        setListenBacklogSize(ListenBacklog);
    }

protected:
    void incomingConnection(quintptr handle) override
    {
        const int descriptor = int(handle);
        // The file's permissions keep others out; this holds where a file system does not honour them.
        const auto peer = peerOf(descriptor);
        if (!peer || (peer->uid != ::geteuid() && peer->uid != 0)) {
            ::close(descriptor);
            return;
        }
        protocol::PeerInfo info;
        info.address = u"local socket"_s;
        info.server = fullServerName();
        info.isLocalSocket = true;
        m_accept(descriptor, info);
    }

private:
    const Accept &m_accept;
};

LocalListener::LocalListener(QString path, Accept accept)
    : m_wanted(std::move(path))
    , m_accept(std::move(accept))
{}

LocalListener::~LocalListener() = default;

Result<void> LocalListener::listen()
{
    const QString path = QDir::isAbsolutePath(m_wanted) ? m_wanted : QDir::temp().filePath(m_wanted);
    if (const QString folder = QFileInfo(path).path(); isOpenToOthers(folder))
        return refused(u"the folder %1 belongs to somebody else or is open to everybody; choose another place for the "
                       u"socket"_s.arg(folder));
    if (QFile::exists(path)) {
        qint64 owner = 0;
        switch (probe(path, owner)) {
        case FileState::Alive:
            return refused(u"it is in use"_s % (owner ? u" by "_s % nameProcess(owner).describe() : QString()));
        case FileState::NoSocket:
            return refused(u"a file is in the way"_s);
        case FileState::Dead:
            QLocalServer::removeServer(path);
        }
    }
    m_server = std::make_unique<Server>(m_accept);
    if (m_server->listen(path))
        return {};
    const QString problem = m_server->errorString();
    m_server.reset();
    return refused(problem);
}

Result<void> LocalListener::refused(const QString &problem) const
{
    return Error{BrokerError::ResourceExhausted, u"cannot listen on "_s % m_wanted % u": " % problem};
}

QString LocalListener::address() const
{
    return m_server ? m_server->fullServerName() : m_wanted;
}

void LocalListener::recover()
{
    // QLocalServer closes itself when it cannot accept.
    if (!m_server || m_server->isListening())
        return;
    if (const Result<void> again = listen(); !again)
        qCWarning(log).noquote() << again.error().detail;
}

} // namespace engine::net
