// SPDX-License-Identifier: GPL-3.0-or-later
// TLS as the command line has it: which certificate the broker shows, and `sightglass tls create` and `tls client NAME`, which
// make certificates for local use in the data directory. Thread: any.
#pragma once

#include "commandline.h"

namespace app {

/// The arguments behind "tls", which is the first; answers how many were taken.
engine::Result<qsizetype> readTlsCommand(const QStringList &arguments, Options &options);

/// Once all options are known: the certificate for local use where none was given, and the listener where there is one.
/// InvalidArgument: what was asked for needs a file that is not named.
engine::Result<void> completeTls(Options &options);

/// Tells the files made; answers the exit code.
int makeCertificates(const Options &options);

} // namespace app
