// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of forms by the names they are known by.
#pragma once

#include <QString>
#include <QWidget>
#include <QtGlobal>

namespace tests {

/// The field of this name; ends the test when the form has none.
template <typename Field>
Field &field(QWidget &form, const QString &name)
{
    auto *found = form.findChild<Field *>(name);
    if (!found)
        qFatal("no field %s", qPrintable(name));
    return *found;
}

} // namespace tests
