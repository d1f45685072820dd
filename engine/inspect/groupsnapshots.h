// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer groups as a window sees them: state, members with what they are assigned, and how far they have come.
// Thread: engine (plain functions).
#pragma once

#include <engine/groups.h>

namespace engine::core {
class Broker;
}

namespace engine::inspect {

/// Sorted by virtual host and name.
QList<GroupSnapshot> groups(const core::Broker &broker);

} // namespace engine::inspect
