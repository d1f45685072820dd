// SPDX-License-Identifier: GPL-3.0-or-later
// ChunkIndex: which chunks there are, whose they are and how large, 16 bytes each. It lets a queue's chunks be found without
// an index in the file, which would cost every commit a page.
// Owner: Writer. Thread: store.
#pragma once

#include "core/messagestore.h"

#include <vector>

namespace engine::store {

class ChunkIndex
{
public:
    /// Ids come nearly in ascending order; appending is then cheap.
    void add(core::ChunkId chunk, QueueId log, qsizetype batchSize);
    /// False when there is no such chunk.
    bool remove(core::ChunkId chunk);
    bool contains(core::ChunkId chunk) const { return find(chunk) != nullptr; }
    /// Bytes of the batch, rounded up to whole KiB; 0 when there is no such chunk.
    qint64 batchSize(core::ChunkId chunk) const;
    std::vector<core::ChunkId> chunksOf(QueueId log) const;
    size_t size() const { return m_entries.size() - m_removed; }

private:
    struct Entry
    {
        quint64 chunk;
        quint64 log : 44; // 0: removed
        quint64 kibibytes : 20;
    };

    const Entry *find(core::ChunkId chunk) const;
    void compact();

    std::vector<Entry> m_entries; // ascending
    size_t m_removed = 0;
};

} // namespace engine::store
