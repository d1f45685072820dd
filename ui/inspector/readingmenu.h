// SPDX-License-Identifier: GPL-3.0-or-later
// The menu “Read as”: what bodies are, what they are packed in, in which characters.
// Thread: ui.
#pragma once

#include "ui/decoding/reading.h"

#include <functional>

class QMenu;

namespace ui::inspector {

/// Fills an empty menu; what is chosen is told to `changed`. `place`: what it is remembered for, empty: nothing.
void fillReadingMenu(QMenu &menu, const decoding::Reading &reading, const QString &place,
                     const std::function<void(const decoding::Reading &)> &changed);

} // namespace ui::inspector
