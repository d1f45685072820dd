// SPDX-License-Identifier: GPL-3.0-or-later
// A replay in words: from where to where, how far, what became of the messages.
// Thread: ui.
#pragma once

#include <engine/replay.h>

namespace ui::models {

/// "clicks → orders.retry", "clicks, partition 2 → (audit)": exchanges in parentheses, as everywhere.
QString replayTitle(const engine::ReplaySpec &spec);
/// "running", "waits: the target is full", "paused" …
QString replayState(const engine::ReplayProgress &replay);
/// "1,204 of 12,000 messages, 3 skipped, 2 unroutable"
QString replayCounts(const engine::ReplayProgress &replay);
/// "as fast as possible", "at the original pace", "10 times as fast"
QString replayPace(const engine::ReplaySpec &spec);
/// 0 to 100; 100 only where it has finished.
int replayPercent(const engine::ReplayProgress &replay);
/// What is said when it is over, as a sentence.
QString replayOutcome(const engine::ReplayProgress &replay);

} // namespace ui::models
