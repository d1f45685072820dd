// SPDX-License-Identifier: GPL-3.0-or-later
// Tabular figures: every digit on a cell of the widest digit, so that columns of changing numbers stand still whatever the
// interface font does (Qt 6.4 can not ask a font for its tabular figures).
// Thread: ui.
#pragma once

#include <QString>

class QFontMetrics;
class QPainter;
class QRect;

namespace ui::theme {

int tabularWidth(const QFontMetrics &metrics, QStringView text);
/// One line, vertically centred, with the painter's font and pen. Left, right or horizontally centred. Never elides.
void drawTabular(QPainter &painter, const QRect &rect, Qt::Alignment alignment, QStringView text);

} // namespace ui::theme
