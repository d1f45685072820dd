// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QFileInfo>
#include <QMetaEnum>

namespace ui::settings {

using namespace Qt::StringLiterals;

namespace {

// Raised when a layout of an older window would make no sense to this one.
constexpr int layoutVersion = 1;

QString layoutKey(const QString &place)
{
    return u"layout%1/"_s.arg(layoutVersion) + place;
}

} // namespace

Settings::Settings() = default;

Settings::Settings(const QString &iniFile)
    : m_settings(iniFile, QSettings::IniFormat)
{}

QByteArray Settings::layout(const QString &place) const
{
    return m_settings.value(layoutKey(place)).toByteArray();
}

void Settings::setLayout(const QString &place, const QByteArray &state)
{
    m_settings.setValue(layoutKey(place), state);
}

theme::Theme::Mode Settings::themeMode() const
{
    bool known = false;
    const QByteArray name = m_settings.value(u"theme"_s).toByteArray();
    const int mode = QMetaEnum::fromType<theme::Theme::Mode>().keyToValue(name.constData(), &known);
    return known ? theme::Theme::Mode(mode) : theme::Theme::Mode::System;
}

void Settings::setThemeMode(theme::Theme::Mode mode)
{
    m_settings.setValue(u"theme"_s, QByteArray(QMetaEnum::fromType<theme::Theme::Mode>().valueToKey(int(mode))));
}

int Settings::fontPixels() const
{
    return m_settings.value(u"fontPixels"_s, theme::Theme::usualFontPixels).toInt();
}

void Settings::setFontPixels(int pixels)
{
    m_settings.setValue(u"fontPixels"_s, pixels);
}

QString Settings::language() const
{
    return m_settings.value(u"language"_s).toString();
}

void Settings::setLanguage(const QString &language)
{
    m_settings.setValue(u"language"_s, language);
}

bool Settings::notifies() const
{
    return m_settings.value(u"notifications"_s, true).toBool();
}

void Settings::setNotifies(bool notifies)
{
    m_settings.setValue(u"notifications"_s, notifies);
}

FeedLimits Settings::feedLimits() const
{
    const FeedLimits usual;
    return {m_settings.value(u"feed/rows"_s, usual.rows).toInt(),
            m_settings.value(u"feed/perSecond"_s, usual.perSecond).toInt()};
}

void Settings::setFeedLimits(const FeedLimits &limits)
{
    m_settings.setValue(u"feed/rows"_s, limits.rows);
    m_settings.setValue(u"feed/perSecond"_s, limits.perSecond);
}

QStringList Settings::openTabs() const
{
    return m_settings.value(u"tabs/open"_s).toStringList();
}

QString Settings::currentTab() const
{
    return m_settings.value(u"tabs/current"_s).toString();
}

void Settings::setTabs(const QStringList &open, const QString &current)
{
    m_settings.setValue(u"tabs/open"_s, open);
    m_settings.setValue(u"tabs/current"_s, current);
}

QString Settings::fileBeside(const QString &name) const
{
    const QFileInfo own(m_settings.fileName());
    return own.path() + u'/' + own.completeBaseName() + u'-' + name;
}

QString Settings::value(const QString &key, const QString &fallback) const
{
    return m_settings.value(key, fallback).toString();
}

void Settings::setValue(const QString &key, const QString &value)
{
    m_settings.setValue(key, value);
}

} // namespace ui::settings
