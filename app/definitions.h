// SPDX-License-Identifier: GPL-3.0-or-later
// Definitions files on the command line: `sightglass definitions import|export FILE`, by the broker that runs on the data
// directory, or on the directory itself while none does. Thread: main.
#pragma once

#include "commandline.h"

namespace app {

/// The arguments behind "definitions", which is the first; answers how many were taken.
engine::Result<qsizetype> readDefinitionsCommand(const QStringList &arguments, Options &options);

/// Tells what became of every item, or what the file does not hold; answers the exit code: CanNotRun where nothing was done,
/// LeftOut where an import left something out.
int runDefinitions(int &argc, char **argv, const Options &options);

} // namespace app
