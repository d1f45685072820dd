// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator.h"

#include <cstdlib> // any header of the C library says whether it is glibc

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace app {

void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int mebibyte = 1024 * 1024;
    mallopt(M_TRIM_THRESHOLD, 32 * mebibyte);
    mallopt(M_MMAP_THRESHOLD, 4 * mebibyte);
#endif
}

} // namespace app
