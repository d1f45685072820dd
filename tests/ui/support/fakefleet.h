// SPDX-License-Identifier: GPL-3.0-or-later
// A broker with much in it for a FakeSession: teams, each with an exchange, queues, producers and consumers.
// Owner: a test. Thread: ui.
#pragma once

#include "fakesession.h"

namespace tests {

/// Each team is ten nodes: an exchange, a dead-letter exchange and its queue, three queues, two producers, two consumers.
void openFakeFleet(FakeSession &session, int teams);
/// What a tap would tell: each producer has published to its exchange, and the queues have got it.
engine::LiveBatch fleetTraffic(const FakeSession &session);

} // namespace tests
