// SPDX-License-Identifier: GPL-3.0-or-later
// What counting and finding dead letters needs of a message's death history. Thread: any (pure).
#pragma once

#include "core/message.h"

#include <engine/scans.h>

#include <QString>

#include <optional>

namespace engine::inspect {

struct DeathNote
{
    QString reason; ///< of the latest death
    QString queue;  ///< likewise
    QString origin; ///< the queue of the first one
    qint64 diedMs = 0;
};

/// False: it carries no history. Some tens of nanoseconds, nothing is decoded; true may still turn out to be something else.
bool mayHaveDied(const core::Message &message);
std::optional<DeathNote> deathNoteOf(const core::Message &message);
bool matches(const DeathFilter &filter, const DeathNote &note);

} // namespace engine::inspect
