// SPDX-License-Identifier: GPL-3.0-or-later
// TrayNotifier: notifications of the desktop, by an icon in its tray that is there as long as something is shown.
// Owner: Attention. Thread: ui.
#pragma once

#include "ui/mainwindow/notifier.h"

#include <memory>

class QSystemTrayIcon;

namespace ui::mainwindow {

class TrayNotifier final : public Notifier
{
    Q_OBJECT
public:
    TrayNotifier();
    ~TrayNotifier() override;

    void show(const QString &title, const QString &text, bool isSerious) override;
    void withdraw() override;

private:
    void makeIcon();

    std::unique_ptr<QSystemTrayIcon> m_icon; ///< while something is shown
};

} // namespace ui::mainwindow
