// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing but what Precompile.cmake puts before it.
