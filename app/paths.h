// SPDX-License-Identifier: GPL-3.0-or-later
// Where Sightglass keeps its things unless told otherwise. Needs the application's name to be set, not an application object.
// Thread: any.
#pragma once

#include <QString>

namespace app {

/// The platform's application-data folder.
QString defaultDataDirectory();
/// For sockets: XDG_RUNTIME_DIR, or a folder of this user's in the temporary one. makeRuntimeDirectory() makes the latter.
QString runtimeDirectory();
/// For this user only (0700). False where it belongs to somebody else or can not be made.
bool makeRuntimeDirectory();

} // namespace app
