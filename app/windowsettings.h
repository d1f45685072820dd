// SPDX-License-Identifier: GPL-3.0-or-later
// WindowSettings: the broker's options as the window's preferences see them: kept beside the data, checked by the command line's own
// rules. Owner: windowed.cpp. Thread: main.
#pragma once

#include "commandline.h"

#include "ui/settings/brokersettings.h"

namespace app {

class WindowSettings final : public ui::settings::BrokerSettings
{
public:
    explicit WindowSettings(const Options &options);

    QString fileName() const override;
    QMap<QString, QString> kept() const override;
    bool isGiven(const QString &name) const override { return m_given.contains(name); }
    engine::Result<void> check(const QString &name, const QString &value) const override;
    engine::Result<void> keep(const QMap<QString, QString> &values) override;

private:
    const QString m_dataDirectory;
    const QStringList m_given;
};

} // namespace app
