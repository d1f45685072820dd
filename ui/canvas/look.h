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

Look lookFor(const QFont &font, const theme::Tokens &tokens);

} // namespace ui::canvas
