// SPDX-License-Identifier: GPL-3.0-or-later
// Where Sightglass keeps its things unless told otherwise. Needs the application's name to be set, not an application object.
// Thread: any.
#pragma once

#include <engine/result.h>

#include <QString>

namespace app {

/// The platform's application-data folder.
QString defaultDataDirectory();
/// For sockets: XDG_RUNTIME_DIR where it is this user's, or a folder in the temporary one. makeRuntimeDirectory() makes the
/// latter.
QString runtimeDirectory();
/// For this user only (0700). Fails where it belongs to somebody else, is open to others, or can not be made: who
/// answers there is not to be believed.
engine::Result<void> makeRuntimeDirectory();

} // namespace app
