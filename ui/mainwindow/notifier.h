// SPDX-License-Identifier: GPL-3.0-or-later
// Notifier: shows somebody who looks elsewhere one thing at a time, outside the window. What is shown, and when, is for its owner to
// decide.
// Owner: Attention. Thread: ui.
#pragma once

#include <QObject>

namespace ui::mainwindow {

class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// In the place of what was shown before. Nothing where the desktop has no place for it.
    virtual void show(const QString &title, const QString &text, bool isSerious) = 0;
    /// Nothing is shown any more. May be called from what clicked() is connected to.
    virtual void withdraw() = 0;

Q_SIGNALS:
    /// Somebody has clicked on what is shown.
    void clicked();
};

} // namespace ui::mainwindow
