// SPDX-License-Identifier: GPL-3.0-or-later
// How the C library's allocator treats freed memory. Thread: main, before any other thread starts.
#pragma once

namespace app {

/// A broker allocates and frees the same sizes all day. Keeping up to 32 MiB of what was freed, and mapping only blocks above
/// 4 MiB, spares the kernel handing the same pages back and forth for every 64 KiB message.
void keepFreedMemory();

} // namespace app
