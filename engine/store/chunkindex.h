// SPDX-License-Identifier: GPL-3.0-or-later
// ChunkIndex: which chunks there are, in which table, whose they are and how large, 16 bytes each. It lets a log's chunks be
// found without an index in the file, which would cost every commit a page.
// Owner: Writer. Thread: store.
#pragma once

#include "core/messagestore.h"

#include <QSet>

#include <optional>
#include <vector>

namespace engine::store {

/// Where a chunk's row is: messages of a queue (chunk) or batches of a partition (topic_chunk).
enum class ChunkTable : quint8 { Messages, Batches };

class ChunkIndex
{
public:
    /// Ids come nearly in ascending order; appending is then cheap.
    void add(core::ChunkId chunk, QueueId log, qsizetype size, ChunkTable table);
    /// All of another one's. Adding them singly between those that are here would move the rest each time.
    void merge(const ChunkIndex &other);
    /// False when there is no such chunk.
    bool remove(core::ChunkId chunk);
    bool contains(core::ChunkId chunk) const { return find(chunk) != nullptr; }
    std::optional<ChunkTable> tableOf(core::ChunkId chunk) const;
    /// Bytes of its data, rounded up to whole KiB; 0 when there is no such chunk.
    qint64 sizeOf(core::ChunkId chunk) const;
    std::vector<core::ChunkId> chunksOf(const QSet<quint64> &logs) const;
    size_t size() const { return m_entries.size() - m_removed; }

private:
    struct Entry
    {
        quint64 chunk;
        quint64 log : 43; // 0: removed
        quint64 table : 1;
        quint64 kibibytes : 20;
    };

    const Entry *find(core::ChunkId chunk) const;
    void compact();

    std::vector<Entry> m_entries; // ascending
    size_t m_removed = 0;
};

} // namespace engine::store
