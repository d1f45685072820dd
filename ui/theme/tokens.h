// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens: the window's colours, each with one meaning everywhere: blue is ready, amber unacked or behind, red dead,
// green acknowledged or healthy, violet a log, teal the primary action and the exchanges. Never colour alone.
// The palette carries the choice of light or dark, so a widget or delegate asks tokensFor(palette()) when it paints.
// Thread: ui.
#pragma once

#include <QColor>

class QPalette;
class QWidget;

namespace ui::theme {

struct Tokens
{
    bool dark = false;
    QColor bg;      ///< the page
    QColor surface; ///< panels, tables, bars
    QColor sunken;  ///< navigator, status bar, wells
    QColor line;    ///< borders
    QColor text;
    QColor muted;  ///< secondary text
    QColor faint;  ///< timestamps, hints
    QColor accent; ///< primary action, focus, exchanges
    QColor accentBg;
    QColor onAccent; ///< text on accent
    QColor ready;
    QColor readyBg;
    QColor unacked; ///< fills and marks
    QColor unackedBg;
    QColor unackedText; ///< the same amber, dark enough to read as text
    QColor dead;
    QColor deadBg;
    QColor ok;
    QColor okBg;
    QColor topic;
    QColor topicBg;
    QColor sel;   ///< selection
    QColor hover; ///< rows and buttons under the pointer
};

const Tokens &lightTokens();
const Tokens &darkTokens();
/// Light or dark by the lightness of the palette's window colour.
const Tokens &tokensFor(const QPalette &palette);
const Tokens &tokensFor(const QWidget *widget);

} // namespace ui::theme
