// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory this process has resident. Thread: any.
#pragma once

#include <QtGlobal>

namespace engine::facade {

/// Bytes; 0 where the system does not say.
quint64 residentBytes();
/// Gives back to the system what the allocator keeps for later.
void giveBackFreeMemory();

} // namespace engine::facade
