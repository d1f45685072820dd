// SPDX-License-Identifier: GPL-3.0-or-later
#include "keptsettings.h"

#include <QDir>
#include <QSaveFile>

namespace app {

using namespace Qt::StringLiterals;
using engine::BrokerError;
using engine::Error;

QString keptSettingsFile(const QString &dataDirectory)
{
    return QDir(dataDirectory).filePath(u"settings.conf"_s);
}

engine::Result<void> writeKeptSettings(const QString &dataDirectory, const QMap<QString, QString> &values)
{
    const QString path = keptSettingsFile(dataDirectory);
    if (values.isEmpty()) {
        if (QFile file(path); file.exists() && !file.remove())
            return Error{BrokerError::ResourceExhausted, file.errorString()};
        return {};
    }
    // Whole or not at all: the next start reads it.
    QDir().mkpath(dataDirectory);
    QSaveFile file(path);
    QByteArray text("; Written by the preferences of Sightglass. Options as on the command line: sightglass --help\n");
    for (auto it = values.begin(); it != values.end(); ++it)
        text += it.key().toUtf8() + '=' + it.value().toUtf8() + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Error{BrokerError::ResourceExhausted, u"%1: %2"_s.arg(path, file.errorString())};
    return {};
}

} // namespace app
