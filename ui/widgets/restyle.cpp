// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/restyle.h"

#include <QLabel>
#include <QStyle>

namespace ui::widgets {

void setInvalid(QWidget &widget, bool invalid)
{
    if (widget.property("invalid").toBool() == invalid)
        return;
    widget.setProperty("invalid", invalid);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

void setRole(QLabel &label, const QString &role)
{
    if (label.property("role").toString() == role)
        return;
    label.setProperty("role", role);
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

} // namespace ui::widgets
