// SPDX-License-Identifier: GPL-3.0-or-later
// storyOf(): the one sentence that says what matters most in the broker now: who waits, what fills up, what dies, who is behind.
// Thread: ui.
#pragma once

#include "ui/canvas/graphbuilder.h"

namespace ui::canvas {

struct Story
{
    QString text;
    NodeId about; ///< invalid: of everything
    Trouble trouble = Trouble::None;
    bool isOfDeadLetters = false; ///< those of the queue that it is about
    bool operator==(const Story &) const = default;
};

Story storyOf(const FlowInputs &inputs, const FlowGraph &graph, const Traffic &traffic,
              const engine::OverviewSnapshot &overview);

} // namespace ui::canvas
