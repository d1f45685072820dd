// SPDX-License-Identifier: GPL-3.0-or-later
// Look: the fonts and colours that everything on the canvas is drawn with. Thread: ui.
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>

namespace ui::canvas {

struct Look
{
    QFont title, figure, small, key;
    const theme::Tokens *tokens = &theme::lightTokens();
    bool operator==(const Look &) const = default;
};

/// The letters that sizes on the canvas are made for, in pixels at 100 %. Larger ones are the whole drawing, larger: names would
/// not fit into their nodes otherwise.
inline constexpr int drawnPixels = 13;

/// Of this family, in the canvas' own sizes.
Look lookFor(const QFont &font, const theme::Tokens &tokens);

} // namespace ui::canvas
