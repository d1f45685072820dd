// SPDX-License-Identifier: GPL-3.0-or-later
// The room of --demo: a folder of its own for its data, and addresses that nobody else has. Thread: main.
#pragma once

#include "commandline.h"

#include <QTemporaryDir>

#include <memory>

namespace app {

/// Changes the options accordingly; they hold while the folder, which goes with what is returned, is there. Null without --demo.
std::unique_ptr<QTemporaryDir> makeRoomForDemo(Options &options);

} // namespace app
