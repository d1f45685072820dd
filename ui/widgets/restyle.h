// SPDX-License-Identifier: GPL-3.0-or-later
// What the style sheet asks of a widget after it was shown: where it changes, the widget is styled anew. Thread: ui.
#pragma once

class QLabel;
class QString;
class QWidget;

namespace ui::widgets {

void setInvalid(QWidget &widget, bool invalid);
void setRole(QLabel &label, const QString &role);

} // namespace ui::widgets
