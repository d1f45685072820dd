// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/look.h"

#include "ui/theme/theme.h"

#include <QFontInfo>

namespace ui::canvas {

Look lookFor(const QFont &font, const theme::Tokens &tokens)
{
    Look look;
    const int pixels = QFontInfo(font).pixelSize();
    look.title = font;
    look.title.setPixelSize(pixels);
    look.title.setWeight(QFont::DemiBold);
    look.figure = font;
    look.figure.setPixelSize(pixels);
    look.small = font;
    look.small.setPixelSize(qMax(9, pixels - 2));
    look.key = theme::monospaceFont(look.small);
    look.key.setPixelSize(qMax(9, pixels - 2));
    look.tokens = &tokens;
    return look;
}

} // namespace ui::canvas
