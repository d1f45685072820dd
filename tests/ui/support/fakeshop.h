// SPDX-License-Identifier: GPL-3.0-or-later
// A small shop for FakeSession: exchanges, queues, bindings, clients and messages to look at without a broker.
// Thread: ui.
#pragma once

#include "fakesession.h"

namespace tests {

void openFakeShop(FakeSession &session);
/// Lets half a second pass in the shop: counts and rates move.
void moveFakeShop(FakeSession &session, int step);

} // namespace tests
