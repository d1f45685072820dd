// SPDX-License-Identifier: GPL-3.0-or-later
// DataDirectory: the folder that holds a broker's file, and the lock that keeps a second broker out of it.
// Owner: SqliteStore. Thread: engine.
#pragma once

#include <engine/result.h>

#include <QLockFile>
#include <QString>

#include <memory>

namespace engine::store {

class DataDirectory
{
public:
    explicit DataDirectory(QString path)
        : m_path(std::move(path))
    {}

    /// Makes the folder, for its user only, and takes the lock. ResourceLocked with the holder's process id when it is taken;
    /// a lock whose holder is dead is taken over at once.
    Result<void> acquire();
    void release() { m_lock.reset(); }

    QString databasePath() const;

private:
    QString lockPath() const;

    const QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace engine::store
