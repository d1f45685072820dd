// SPDX-License-Identifier: GPL-3.0-or-later
// Thread: ui.
#pragma once

class QTabWidget;

namespace ui::widgets {

/// From now on these tabs need room for the page that is seen, not for the largest of those behind it: a small window would be
/// made larger by what nobody sees. To be called when all pages are there, and whenever another one is seen or added.
void needRoomForCurrent(const QTabWidget &tabs);

} // namespace ui::widgets
