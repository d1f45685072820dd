// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning of a body as one line of a table.
// Thread: any.
#pragma once

#include <QByteArray>
#include <QString>

namespace ui::tables {

/// Line breaks become spaces, what is no text becomes dots; a body that is mostly no text is shown as hexadecimal bytes.
QString previewLine(const QByteArray &preview);

} // namespace ui::tables
