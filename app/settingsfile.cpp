// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsfile.h"

#include <QFileInfo>
#include <QSettings>
#include <QStringList>

namespace app {

using namespace Qt::StringLiterals;
using engine::BrokerError;
using engine::Error;

engine::Result<QMap<QString, QString>> readSettingsFile(const QString &path)
{
    const QFileInfo file(path);
    if (!file.isFile() || !file.isReadable())
        return Error{BrokerError::NotFound, u"can not read the settings file %1"_s.arg(path)};
    const QSettings settings(path, QSettings::IniFormat);
    if (settings.status() != QSettings::NoError)
        return Error{BrokerError::InvalidArgument, u"%1 is not a settings file"_s.arg(path)};
    QMap<QString, QString> values;
    for (const QString &key : settings.allKeys()) {
        // A comma makes QSettings see a list; no option has one.
        values.insert(key, settings.value(key).toStringList().join(u','));
    }
    return values;
}

} // namespace app
