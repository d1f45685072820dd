// SPDX-License-Identifier: GPL-3.0-or-later
// The tone of a lifecycle step, alike in the feed and the inspector: blue for what moves on, green for what is done,
// amber for what waits or came back, red for what died.
// Thread: any.
#pragma once

#include "ui/tables/cells.h"

#include <engine/events.h>

namespace ui::tables {

Tone stepTone(engine::LifecycleStep step);

} // namespace ui::tables
