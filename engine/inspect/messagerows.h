// SPDX-License-Identifier: GPL-3.0-or-later
// What every browser shows of a message, wherever it lies. Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/snapshots.h>

namespace engine::core {
class Broker;
class Queue;
} // namespace engine::core

namespace engine::inspect {

/// What its queue says of it: state, whether it was delivered before, when it is due.
MessageSummary summaryOf(const core::Queue &queue, quint64 offset);
/// The same of any message, one of a partition or one that has left, too.
MessageStanding standingOf(const core::Broker &broker, MessageRef ref);
/// Fills in what the message itself says.
void describe(MessageSummary &row, const core::Message &message);
/// The whole message; `summary` and the names are set already.
void describe(MessageDetails &details, const core::Message &message);

} // namespace engine::inspect
