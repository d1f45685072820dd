// SPDX-License-Identifier: GPL-3.0-or-later
// PartitionChunks: the chunks of a partition that are committed, by their offsets, and what they hold together. Their batches
// are in the store, and in the broker's cache.
// Owner: Partition. Thread: engine.
#pragma once

#include "core/chunkcache.h"

#include <deque>
#include <utility>

namespace engine::core {

class PartitionChunks
{
public:
    struct Chunk
    {
        ChunkId id;
        quint64 base = 0;
        quint32 span = 0, count = 0, bytes = 0;
        /// Of its records. Below 0: some have no time, and the latest may be when they came instead.
        qint64 firstTimestamp = 0, maxTimestamp = 0;
        qint64 horizonMs =
            0; ///< compaction may remove something from then on; 0: nothing, or not known since the start
        quint64 nothingFrom = ~quint64(0); ///< compaction has left nothing from this offset on, as far as known
        quint64 end() const { return base + span; }
    };
    using List = std::deque<Chunk>;

    explicit PartitionChunks(ChunkCache &cache)
        : m_cache(cache)
    {}
    /// They leave the cache as well.
    ~PartitionChunks();
    PartitionChunks(const PartitionChunks &) = delete;
    PartitionChunks &operator=(const PartitionChunks &) = delete;

    static Chunk chunkOf(const BatchAppend &append);

    const List &all() const { return m_chunks; } ///< ascending, disjoint; gaps where chunks were lost or compacted away
    bool isEmpty() const { return m_chunks.empty(); }
    /// Of all of them.
    quint64 records() const { return m_records; }
    quint64 bytes() const { return m_bytes; }
    /// Of these, that are in memory as well.
    quint64 cachedBytes() const { return *m_share; }
    /// As long as the cache has room for it.
    void keepInMemory(ChunkId chunk, const QByteArray &data) { m_cache.insert(chunk, data, m_share); }

    /// Index of the first chunk that ends behind the offset; the number of chunks where none does.
    size_t at(quint64 offset) const;
    /// The chunks that lie within [base, end), as a range of indexes; empty where they do not cover exactly that.
    std::pair<size_t, size_t> within(quint64 base, quint64 end) const;
    /// Null: it is none of these.
    const Chunk *find(ChunkId chunk) const;
    void noteHorizon(ChunkId chunk, qint64 horizonMs);
    void noteNothingFrom(size_t index, quint64 offset) { m_chunks[index].nothingFrom = offset; }

    void append(const Chunk &chunk);
    /// All that lie within [base, end) go, and this one (null: none) takes their place. The index behind it.
    size_t replace(quint64 base, quint64 end, const Chunk *by);
    void remove(ChunkId chunk);
    void removeFirst();

private:
    void forget(const Chunk &chunk);

    ChunkCache &m_cache;
    const ChunkCache::Share m_share = std::make_shared<quint64>(0);
    List m_chunks;
    quint64 m_records = 0, m_bytes = 0;
};

} // namespace engine::core
