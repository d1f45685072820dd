// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual hosts and users as a window sees them. Cheap enough to be made anew each time: they are few.
// Thread: engine (plain functions).
#pragma once

#include <engine/access.h>

namespace engine::core {
class Broker;
}

namespace engine::inspect {

/// Sorted by name.
QList<VirtualHostSnapshot> virtualHosts(const core::Broker &broker);
QList<UserSnapshot> users(const core::Broker &broker);

} // namespace engine::inspect
