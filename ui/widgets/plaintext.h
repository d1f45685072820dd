// SPDX-License-Identifier: GPL-3.0-or-later
// What may be shown and written as text, so that the same bytes come back from it.
// Thread: any.
#pragma once

#include <QByteArray>

namespace ui::widgets {

/// Valid UTF-8 without a NUL, and without a mark of byte order at its start: QString::fromUtf8() would take that away.
inline bool isPlainText(const QByteArray &bytes)
{
    return !bytes.startsWith("\xef\xbb\xbf") && !bytes.contains('\0') && bytes.isValidUtf8();
}

} // namespace ui::widgets
