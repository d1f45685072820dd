// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus, the pages and the panels offer, as entries: whatever stands in a menu, or is an action or a button of what is
// seen, is found. Nobody keeps a list of them for the palette.
// Thread: ui.
#pragma once

#include "ui/palette/entry.h"

class QAction;
class QMenuBar;
class QWidget;

namespace ui::palette {

/// An action of a menu that opens a page of this id: the palette shows the page, with the action's key.
void markPageAction(QAction &action, const QString &pageId);

struct PageEntry
{
    QString id, title;
};

/// A page or a panel that is shown.
struct Surface
{
    QWidget *widget = nullptr; ///< null, hidden: it offers nothing
    QString title;
};

/// The pages first, then what can be done now on the surfaces, then the menus from left to right. What is gone by then does nothing.
QList<Entry> actionEntries(QMenuBar &menus, const QList<PageEntry> &pages, const QList<Surface> &surfaces,
                           const std::function<void(const QString &pageId)> &openPage);

} // namespace ui::palette
