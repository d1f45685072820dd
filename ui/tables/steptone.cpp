// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/steptone.h"

namespace ui::tables {

using engine::LifecycleStep;

Tone stepTone(LifecycleStep step)
{
    switch (step) {
    case LifecycleStep::Published:
    case LifecycleStep::Routed:
        return Tone::Muted;
    case LifecycleStep::Enqueued:
    case LifecycleStep::Delivered:
    case LifecycleStep::Replayed:
        return Tone::Ready;
    case LifecycleStep::Acked:
        return Tone::Ok;
    case LifecycleStep::Unroutable:
    case LifecycleStep::Requeued:
    case LifecycleStep::Returned:
    case LifecycleStep::Held:
    case LifecycleStep::Moved:
        return Tone::Unacked;
    case LifecycleStep::Rejected:
    case LifecycleStep::Expired:
    case LifecycleStep::Dropped:
    case LifecycleStep::DeadLettered:
        return Tone::Dead;
    }
    return Tone::Normal;
}

} // namespace ui::tables
