// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/traynotifier.h"

#include <QGuiApplication>
#include <QIcon>
#include <QSystemTrayIcon>

namespace ui::mainwindow {

TrayNotifier::TrayNotifier() = default;

TrayNotifier::~TrayNotifier() = default;

void TrayNotifier::show(const QString &title, const QString &text, bool isSerious)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_icon)
        makeIcon();
    m_icon->setToolTip(title);
    m_icon->showMessage(title, text, isSerious ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
}

void TrayNotifier::makeIcon()
{
    m_icon = std::make_unique<QSystemTrayIcon>(QGuiApplication::windowIcon());
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &Notifier::clicked);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, &Notifier::clicked);
    m_icon->show();
}

void TrayNotifier::withdraw()
{
    if (!m_icon)
        return;
    m_icon->hide();
    m_icon.release()->deleteLater(); // it may be the one that is calling
}

} // namespace ui::mainwindow
