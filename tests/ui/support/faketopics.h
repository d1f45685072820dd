// SPDX-License-Identifier: GPL-3.0-or-later
// Topics and consumer groups for a FakeSession: a busy topic of three partitions, a small one, and groups that are level with
// them, behind, and gone. Owner: a test. Thread: ui.
#pragma once

#include "fakesession.h"

namespace tests {

void openFakeTopics(FakeSession &session);
/// One that runs, one that waits, one that failed.
QList<engine::ReplayProgress> fakeReplays();

} // namespace tests
