// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <QPalette>
#include <QWidget>

namespace ui::theme {

const Tokens &lightTokens()
{
    static const Tokens tokens{
        .dark = false,
        .bg = QColor(0xF3F5F8),
        .surface = QColor(0xFFFFFF),
        .sunken = QColor(0xEEF1F5),
        .line = QColor(0xD9DEE6),
        .text = QColor(0x1B2430),
        .muted = QColor(0x66717F),
        .faint = QColor(0x9AA4B1),
        .accent = QColor(0x0F7C8A),
        .accentBg = QColor(0xDDF0F2),
        .onAccent = QColor(0xFFFFFF),
        .ready = QColor(0x2C84C9),
        .readyBg = QColor(0xCFE3F4),
        .unacked = QColor(0xE0991A),
        .unackedBg = QColor(0xFBF0DA),
        .unackedText = QColor(0x9A6205),
        .dead = QColor(0xC4443B),
        .deadBg = QColor(0xF9E3E1),
        .ok = QColor(0x2B9158),
        .okBg = QColor(0xDDF1E5),
        .topic = QColor(0x6E55C4),
        .topicBg = QColor(0xE7E2F8),
        .sel = QColor(0xDCEBFA),
        .hover = QColor(0xF0F3F7),
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .dark = true,
        .bg = QColor(0x15191E),
        .surface = QColor(0x1C2127),
        .sunken = QColor(0x181C21),
        .line = QColor(0x2D343D),
        .text = QColor(0xE3E8EE),
        .muted = QColor(0x93A0AF),
        .faint = QColor(0x5F6B79),
        .accent = QColor(0x3DB8C4),
        .accentBg = QColor(0x173338),
        .onAccent = QColor(0x0B2124),
        .ready = QColor(0x4BA3E3),
        .readyBg = QColor(0x1E3A52),
        .unacked = QColor(0xE7AE45),
        .unackedBg = QColor(0x3A2F1A),
        .unackedText = QColor(0xE7AE45),
        .dead = QColor(0xE2695F),
        .deadBg = QColor(0x40221F),
        .ok = QColor(0x4DBB7E),
        .okBg = QColor(0x1B3527),
        .topic = QColor(0xA08CF0),
        .topicBg = QColor(0x2C2648),
        .sel = QColor(0x22384D),
        .hover = QColor(0x232A32),
    };
    return tokens;
}

const Tokens &tokensFor(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTokens() : lightTokens();
}

const Tokens &tokensFor(const QWidget *widget)
{
    return tokensFor(widget->palette());
}

} // namespace ui::theme
