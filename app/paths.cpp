// SPDX-License-Identifier: GPL-3.0-or-later
#include "paths.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// A folder of this user's own, not a link to one, without these permissions.
bool isOurs(const QString &path, mode_t refused)
{
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == getuid() && (status.st_mode & refused) == 0;
}

} // namespace

QString defaultDataDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

QString runtimeDirectory()
{
    const QString given = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!given.isEmpty() && isOurs(given, S_IWGRP | S_IWOTH))
        return QDir::cleanPath(given);
    return QDir::cleanPath(QDir::tempPath()) % u"/sightglass-"_s % QString::number(getuid());
}

engine::Result<void> makeRuntimeDirectory()
{
    const QString path = runtimeDirectory();
    // Straight to the system: the folder must never have been open to others, not for a moment.
    if (mkdir(QFile::encodeName(path).constData(), S_IRWXU) == 0 || isOurs(path, S_IWGRP | S_IWOTH))
        return {};
    return engine::Error{engine::BrokerError::AccessRefused, u"the folder %1 is not this user's alone"_s.arg(path)};
}

} // namespace app
