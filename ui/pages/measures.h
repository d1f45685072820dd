// SPDX-License-Identifier: GPL-3.0-or-later
// Times and sizes that several pages have alike.
#pragma once

namespace ui::pages {

inline constexpr int refreshMs = 300;     ///< between two looks at what a page shows
inline constexpr int filterDelayMs = 300; ///< after the last key
inline constexpr int leastOfName = 140;   ///< pixels, in a page's head
inline constexpr int chartsHeight = 200;

} // namespace ui::pages
