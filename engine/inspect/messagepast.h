// SPDX-License-Identifier: GPL-3.0-or-later
// What a message tells of its own past: its arrival, its deaths (x-death), and where it was replayed from.
// Thread: any.
#pragma once

#include <engine/journeys.h>
#include <engine/snapshots.h>

namespace engine::inspect {

/// The steps that are not among the recorded ones, oldest first, as far as their times tell. Without a publication where that
/// was recorded.
QList<JourneyStep> pastOf(const MessageDetails &details, const QList<JourneyStep> &recorded);

} // namespace engine::inspect
