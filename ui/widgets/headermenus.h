// SPDX-License-Identifier: GPL-3.0-or-later
// What can be asked of the header of a list, as menus: by a right click on it, and by key from the menu bar.
// Thread: ui.
#pragma once

class QAbstractItemView;
class QHeaderView;
class QMenu;

namespace ui::widgets {

/// The header of a list of the window; null where there is none.
QHeaderView *headerOf(QAbstractItemView *view);
/// One checkable entry for each column; one without a title is not there for this list. The last visible one stays: an empty header could not be asked for the others.
void fillColumnMenu(QMenu &menu, QHeaderView &header);
/// One entry for each visible column and one for each direction. Leaves the menu empty where the list has an order of its own.
void fillSortMenu(QMenu &menu, QAbstractItemView &view);

} // namespace ui::widgets
