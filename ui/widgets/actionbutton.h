// SPDX-License-Identifier: GPL-3.0-or-later
// Actions of a panel, and buttons that stand for an action.
// Thread: ui.
#pragma once

#include <QKeySequence>
#include <QString>

class QAction;
class QPushButton;
class QWidget;

namespace ui::widgets {

/// A button that follows the action's text and state, tells its key in its tool tip, and triggers it. `parent` owns it.
QPushButton *makeActionButton(QAction &action, QWidget *parent);

/// Hides a button that was made for this action while a menu offers the action instead, or shows it again.
void setInMenu(QPushButton &button, const QAction &action, bool isInMenu);

/// An action of the panel, which owns it: its key is heard while the focus is anywhere in there.
QAction *addPanelAction(QWidget &panel, const QString &text, const QKeySequence &key, const QString &tip);

} // namespace ui::widgets
