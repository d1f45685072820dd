// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/desktopscheme.h"

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace ui::theme {

using namespace Qt::StringLiterals;

namespace {

const QString &service()
{
    static const QString name = u"org.freedesktop.portal.Desktop"_s;
    return name;
}
const QString &path()
{
    static const QString name = u"/org/freedesktop/portal/desktop"_s;
    return name;
}
const QString &interface()
{
    static const QString name = u"org.freedesktop.portal.Settings"_s;
    return name;
}
const QString &group()
{
    static const QString name = u"org.freedesktop.appearance"_s;
    return name;
}
const QString &key()
{
    static const QString name = u"color-scheme"_s;
    return name;
}

// The portal's values: 0 no preference, 1 dark, 2 light.
constexpr uint preferDark = 1;

} // namespace

DesktopScheme::DesktopScheme(QObject *parent)
    : QObject(parent)
{}

void DesktopScheme::watch()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service(), path(), interface(), u"SettingChanged"_s, this, SLOT(settingChanged(QDBusMessage)));
    QDBusMessage read = QDBusMessage::createMethodCall(service(), path(), interface(), u"Read"_s);
    read << group() << key();
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError())
            take(reply.value().variant());
        answer->deleteLater();
    });
}

void DesktopScheme::settingChanged(const QDBusMessage &message)
{
    const QVariantList parts = message.arguments();
    if (parts.size() == 3 && parts.at(0).toString() == group() && parts.at(1).toString() == key())
        take(parts.at(2));
}

void DesktopScheme::take(const QVariant &value)
{
    // Read wraps its answer in one variant more than the signal does.
    const QVariant plain = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    bool known = false;
    const uint scheme = plain.toUInt(&known);
    if (known)
        Q_EMIT darkChosen(scheme == preferDark);
}

} // namespace ui::theme
