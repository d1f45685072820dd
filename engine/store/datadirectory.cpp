// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/datadirectory.h"

#include <QDir>
#include <QFileInfo>

namespace engine::store {

using namespace Qt::StringLiterals;

QString DataDirectory::databasePath() const
{
    return QDir(m_path).filePath(u"sightglass.db"_s);
}

QString DataDirectory::lockPath() const
{
    return QDir(m_path).filePath(u"sightglass.lock"_s);
}

Result<void> DataDirectory::acquire()
{
    constexpr auto userOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QFileInfo(m_path).isDir()) {
        if (!QDir().mkpath(m_path))
            return Error{BrokerError::StorageFailed, u"can not make the data directory %1"_s.arg(m_path)};
        QFile::setPermissions(m_path, userOnly);
    }
    auto lock = std::make_unique<QLockFile>(lockPath());
    // A broker runs for weeks: age says nothing. Whether the holder is alive QLockFile asks the system, whatever the age.
    lock->setStaleLockTime(0);
    if (lock->tryLock(0)) {
        m_lock = std::move(lock);
        return {};
    }
    if (lock->error() != QLockFile::LockFailedError)
        return Error{BrokerError::StorageFailed, u"can not write to the data directory %1"_s.arg(m_path)};
    qint64 pid = 0;
    QString host, application;
    if (lock->getLockInfo(&pid, &host, &application))
        return Error{BrokerError::ResourceLocked, u"the data directory %1 is in use by process %2 (%3)"_s.arg(
                                                      m_path, QString::number(pid), application)};
    return Error{BrokerError::ResourceLocked, u"the data directory %1 is in use by another process"_s.arg(m_path)};
}

} // namespace engine::store
