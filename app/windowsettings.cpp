// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowsettings.h"

#include "keptsettings.h"
#include "settingsfile.h"

namespace app {

WindowSettings::WindowSettings(const Options &options)
    : m_dataDirectory(options.engine.dataDirectory)
    , m_given(options.given)
{}

QString WindowSettings::fileName() const
{
    return keptSettingsFile(m_dataDirectory);
}

QMap<QString, QString> WindowSettings::kept() const
{
    const auto values = readSettingsFile(fileName());
    return values ? *values : QMap<QString, QString>();
}

engine::Result<void> WindowSettings::check(const QString &name, const QString &value) const
{
    return checkSetting(name, value);
}

engine::Result<void> WindowSettings::keep(const QMap<QString, QString> &values)
{
    return writeKeptSettings(m_dataDirectory, values);
}

} // namespace app
