// SPDX-License-Identifier: GPL-3.0-or-later
// An action on messages in words: what it does, how far it is, what was left behind and why.
// Thread: ui.
#pragma once

#include <engine/messageactions.h>

namespace ui::models {

/// "Moving to audit", "Deleting", "Putting back": what is under way.
QString actionTitle(const engine::MessageActionSpec &spec);
/// "1,204 of 12,000 messages"; with why it waits, where it does.
QString actionCounts(const engine::MessageActionProgress &action);
/// 0 to 100.
int actionPercent(const engine::MessageActionProgress &action);
/// "3 of 12 stay where they are: a consumer holds them"; empty: none do.
QString leftBehindText(const engine::MessageActionProgress &action);
/// What is said when it is over, as a sentence; empty: everything went well, and the undo says what was done.
QString actionOutcome(const engine::MessageActionProgress &action);

} // namespace ui::models
