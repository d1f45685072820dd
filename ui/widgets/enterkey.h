// SPDX-License-Identifier: GPL-3.0-or-later
// EnterKey: Return on a button that has the keyboard presses that button, in every window of the program: not what a dialog would
// do by default, and not nothing. Boxes that are ticked leave Return to the dialog, as everywhere.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <QObject>

class QCoreApplication;

namespace ui::widgets {

class EnterKey final : public QObject
{
public:
    EnterKey(QCoreApplication &application, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace ui::widgets
