// SPDX-License-Identifier: GPL-3.0-or-later
// Segment: a stretch of consecutive offsets of one queue's log, in memory, on its way to disk, or on disk (a chunk).
// Owner: QueueLog. Thread: engine.
#pragma once

#include "core/messagestore.h"

#include <vector>

namespace engine::core {

struct Segment
{
    enum class Where : quint8 {
        Memory,    ///< not handed to the store: gathering, or transient only
        Committing,///< in the transaction under way
        Stored,    ///< every live persistent message is in the chunk
    };

    quint64 base = 0;
    quint32 span = 0;       ///< positions base … base + span - 1
    quint32 live = 0;       ///< positions that are not gone
    quint32 liveOnlyInMemory = 0; ///< live messages that the chunk does not hold (transient ones)
    quint64 bodyBytes = 0;  ///< of the live messages, as far as known
    quint64 footprint = 0;  ///< of the messages in slots
    Where where = Where::Memory;
    bool goneChanged = false; ///< gone differs from what the store has
    bool loading = false;
    ChunkId chunk;
    std::vector<MessagePtr> slots; ///< by offset - base; empty while paged out; null where gone
    GoneBits gone;                 ///< sized span while any bit is set, else empty

    quint64 end() const { return base + span; }
    bool holds(quint64 offset) const { return offset >= base && offset < end(); }
    bool isPagedOut() const { return slots.empty() && live > 0; }
    bool isGone(quint64 offset) const
    {
        const qsizetype i = qsizetype(offset - base);
        return i < gone.size() && gone.testBit(i);
    }
};

} // namespace engine::core
