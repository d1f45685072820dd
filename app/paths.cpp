// SPDX-License-Identifier: GPL-3.0-or-later
#include "paths.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

namespace app {

using namespace Qt::StringLiterals;

QString defaultDataDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

QString runtimeDirectory()
{
    const QString given = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!given.isEmpty() && QFileInfo(given).isDir())
        return QDir::cleanPath(given);
    return QDir::cleanPath(QDir::tempPath()) % u"/sightglass-"_s % QString::number(getuid());
}

bool makeRuntimeDirectory()
{
    const QByteArray path = QFile::encodeName(runtimeDirectory());
    // Straight to the system: the folder must never have been open to others, not for a moment.
    mkdir(path.constData(), 0700);
    struct stat status = {};
    return lstat(path.constData(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == getuid() &&
           (status.st_mode & 0077) == 0;
}

} // namespace app
