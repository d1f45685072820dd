// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: what the window remembers between runs. A thin face over a QSettings that app makes, so that two windows or
// a test can keep theirs apart. Passed in, never global.
// Owner: app. Thread: ui.
#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace ui::settings {

class Settings
{
public:
    /// The platform's place for this application.
    Settings();
    /// A file of its own.
    explicit Settings(const QString &iniFile);

    /// Geometry, splitter positions, dock layout, header columns: opaque, named by their place ("window", "queues/header").
    QByteArray layout(const QString &place) const;
    void setLayout(const QString &place, const QByteArray &state);

    theme::Theme::Mode themeMode() const;
    void setThemeMode(theme::Theme::Mode mode);

    /// Ids of the opened object tabs, in order, and of the current one.
    QStringList openTabs() const;
    QString currentTab() const;
    void setTabs(const QStringList &open, const QString &current);

    QString value(const QString &key, const QString &fallback = {}) const;
    void setValue(const QString &key, const QString &value);

private:
    mutable QSettings m_settings;
};

} // namespace ui::settings
