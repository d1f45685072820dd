// SPDX-License-Identifier: GPL-3.0-or-later
// What AMQP 0-9-1 has room for, for whoever checks it before the broker is asked.
#pragma once

#include <QtGlobal>

namespace ui::models {

/// Bytes of a name or a key, which are short strings (§4.2.5.3).
inline constexpr qsizetype shortStringLimit = 255;

} // namespace ui::models
