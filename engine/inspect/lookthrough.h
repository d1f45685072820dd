// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan does on another thread: looking through what has been read for it. Decompressing and comparing a whole partition
// is nothing for the engine's thread. Values in, values out.
// Thread: any (plain functions).
#pragma once

#include "core/recordformat.h"

#include <engine/scans.h>

#include <vector>

namespace engine::inspect {

/// Consecutive messages of one log, as they were read.
struct Stretch
{
    QueueId log;
    quint64 from = 0, to = 0;                  ///< offsets; `to` is not part of it
    std::vector<core::StoredMessage> messages; ///< of a queue
    QByteArray batches;                        ///< of a partition
    bool isNewestWanted = true;                ///< where more than `most` match; otherwise the oldest
    qsizetype most = 0;
    std::optional<DeathFilter> death; ///< dead letters only, and those that match
};

struct LookedThrough
{
    QList<MessageSummary> found; ///< ascending offsets; state and holder are for the engine's thread to fill in
    quint64 to = 0;              ///< how far it went: less than Stretch::to where the oldest `most` were found before
    quint64 examined = 0;
    bool isDamaged = false; ///< a part of it can not be read
    bool isCut = false;     ///< more than `most` matched
};

/// Pure. `format` keeps no state.
LookedThrough lookThrough(const Stretch &stretch, const MessageMatcher &matcher, const core::RecordFormat *format);

} // namespace engine::inspect
