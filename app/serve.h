// SPDX-License-Identifier: GPL-3.0-or-later
// `sightglass serve`: the broker without a window, until a signal ends it. Touches nothing of Qt Gui.
// Thread: main.
#pragma once

#include "commandline.h"

namespace app {

/// What the process ends with.
enum ExitCode : int { Success = 0, CanNotRun = 1, BadUsage = 2, LeftOut = 3 };

int serve(int &argc, char **argv, const Options &options);

} // namespace app
