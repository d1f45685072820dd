// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says on its standard output and standard error: whole lines, flushed.
// Thread: main.
#pragma once

#include <QString>

namespace app {

void tell(const QString &line);
/// One line, "sightglass: …".
void tellError(const QString &text);

} // namespace app
