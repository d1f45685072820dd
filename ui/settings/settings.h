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

struct FeedLimits
{
    int rows = 5000;
    int perSecond = 2000;
    bool operator==(const FeedLimits &) const = default;
};

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

    /// In pixels, of ordinary text.
    int fontPixels() const;
    void setFontPixels(int pixels);
    /// "de", "en"; empty: the system's.
    QString language() const;
    void setLanguage(const QString &language);
    /// Whether the desktop is told of what happens while the window is not looked at.
    bool notifies() const;
    void setNotifies(bool notifies);
    /// How much of the live feed is kept, and taken.
    FeedLimits feedLimits() const;
    void setFeedLimits(const FeedLimits &limits);

    /// Ids of the opened object tabs, in order, and of the current one.
    QStringList openTabs() const;
    QString currentTab() const;
    void setTabs(const QStringList &open, const QString &current);

    /// Where a file of this name belongs that the window keeps: beside the settings.
    QString fileBeside(const QString &name) const;

    QString value(const QString &key, const QString &fallback = {}) const;
    void setValue(const QString &key, const QString &value);

private:
    mutable QSettings m_settings;
};

} // namespace ui::settings
