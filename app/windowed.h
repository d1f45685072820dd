// SPDX-License-Identifier: GPL-3.0-or-later
// The window with the embedded broker. It appears at once, while the engine starts on its own thread; a port that is taken
// does not stop it, a data directory that is in use does. Thread: main.
#pragma once

#include "commandline.h"

namespace app {

int showWindow(int &argc, char **argv, const Options &options);

} // namespace app
