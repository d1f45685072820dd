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
        Memory,     ///< not handed to the store: gathering, or transient only; or its chunk lacks something
        Committing, ///< in the transaction under way
        Stored,     ///< every live persistent message is in the chunk
    };

    quint64 base = 0;
    quint32 span = 0;        ///< positions base … base + span - 1
    quint32 live = 0;        ///< positions that are not gone
    quint32 unstored = 0;    ///< live messages that the chunk does not hold: they exist in memory only
    quint64 bodyBytes = 0;   ///< of the live messages, as far as known
    quint64 footprint = 0;   ///< of the messages in slots
    quint64 uncommitted = 0; ///< footprint of live persistent messages that are not committed yet
    quint64 due = 0;         ///< in memory: goes to the store with this transaction, not before
    Where where = Where::Memory;
    bool goneChanged = false; ///< gone differs from what the store has
    bool lacks = false;       ///< in memory although it has a chunk: that lacks some of it, and is to be written anew
    bool spilled = false;     ///< the chunk holds the transient messages too
    bool loading = false;
    bool hasPriorities = false;    ///< of a quorum queue: not all of its messages are in turn
    ChunkId chunk;                 ///< valid while committing or stored
    ChunkId replaced;              ///< committing a rewrite: the chunk that goes with this commit
    std::vector<MessagePtr> slots; ///< by offset - base; empty while paged out; null where gone
    GoneBits gone;                 ///< may be shorter or longer than span; what it does not cover is there

    quint64 end() const { return base + span; }
    bool holds(quint64 offset) const { return offset >= base && offset < end(); }
    bool isPagedOut() const { return slots.empty() && live > 0; }
    bool isGone(quint64 offset) const
    {
        const qsizetype i = qsizetype(offset - base);
        return live == 0 || (i < gone.size() && gone.testBit(i));
    }
};

} // namespace engine::core
