// SPDX-License-Identifier: GPL-3.0-or-later
// How long something may take, in milliseconds; the thread sanitizer makes everything five to fifteen times slower.
#pragma once

namespace test {

constexpr int patience(int ms)
{
#ifdef __SANITIZE_THREAD__
    return 15 * ms;
#else
    return ms;
#endif
}

} // namespace test
