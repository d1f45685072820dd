// SPDX-License-Identifier: GPL-3.0-or-later
// The small drawings that lists, navigator and bars share: sight glasses, curves, badges.
// Thread: ui.
#pragma once

#include "ui/models/roles.h"

#include <QRect>
#include <QStringList>

class QFont;
class QPainter;

namespace ui::theme {
struct Tokens;
}

namespace ui::widgets {

/// Between 0 and 1: how full a queue is, by its limit or, without one, by the order of magnitude.
double fillOf(const models::Level &level);
/// A sight glass: filled from the right, where the queue drains; the amber end is out for delivery.
void paintLevel(QPainter &painter, const QRect &rect, const models::Level &level, const theme::Tokens &tokens);
void paintCurve(QPainter &painter, const QRect &rect, const QList<float> &values, const QColor &color);
/// Returns the width the badges took.
int paintBadges(QPainter &painter, const QRect &rect, const QStringList &badges, const theme::Tokens &tokens);
int badgesWidth(const QFont &font, const QStringList &badges);

} // namespace ui::widgets
