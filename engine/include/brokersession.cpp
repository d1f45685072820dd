// SPDX-License-Identifier: GPL-3.0-or-later
// Gives the moc output of the interface a home.
#include <engine/brokersession.h>
