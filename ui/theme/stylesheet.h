// SPDX-License-Identifier: GPL-3.0-or-later
// The one style sheet: dense, calm widgets on a 4 px grid, 6 px radii, 1 px lines. Properties a widget may set:
//   primary=true    QPushButton, QToolButton: the one teal action of its place
//   danger=true     QPushButton: destroys something
//   flat            QToolButton autoRaise, QPushButton flat: no border until hovered
//   role="title" | "heading" | "muted" | "faint" | "error" | "mono"   QLabel
//   surface="surface" | "sunken" | "bar" | "banner" | "action"         QFrame, QWidget: background and border lines
// Thread: ui.
#pragma once

#include <QString>

namespace ui::theme {

struct Tokens;

/// Sizes of letters follow `fontPixels`, those of ordinary text.
QString styleSheet(const Tokens &tokens, int fontPixels);

} // namespace ui::theme
