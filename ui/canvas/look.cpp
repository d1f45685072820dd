// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/look.h"

#include "ui/theme/theme.h"

namespace ui::canvas {

Look lookFor(const QFont &font, const theme::Tokens &tokens)
{
    Look look;
    look.title = font;
    look.title.setPixelSize(drawnPixels);
    look.title.setWeight(QFont::DemiBold);
    look.figure = font;
    look.figure.setPixelSize(drawnPixels);
    look.small = font;
    look.small.setPixelSize(drawnPixels - 2);
    look.key = theme::monospaceFont(look.small);
    look.key.setPixelSize(drawnPixels - 2);
    look.tokens = &tokens;
    return look;
}

} // namespace ui::canvas
