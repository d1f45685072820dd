// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sessionend.h"

#include <QEvent>
#include <QGuiApplication>

namespace ui::mainwindow {

SessionEnd::SessionEnd(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QGuiApplication::commitDataRequest, this, [this] {
        // From here on only: the application's filters see every event there is.
        qApp->installEventFilter(this);
        Q_EMIT announced();
    });
}

bool SessionEnd::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == qApp && event->type() == QEvent::Quit)
        Q_EMIT came();
    return QObject::eventFilter(watched, event);
}

} // namespace ui::mainwindow
