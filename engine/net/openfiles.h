// SPDX-License-Identifier: GPL-3.0-or-later
// The limit on open files, which bounds the number of connections. Thread: any (of the whole process).
#pragma once

#include <QtGlobal>

namespace engine::net {

/// Raises the soft limit to the hard one, and answers what holds then.
qint64 raiseOpenFilesLimit();

} // namespace engine::net
