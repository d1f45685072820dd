// SPDX-License-Identifier: GPL-3.0-or-later
// PartitionRewriter: puts one chunk in the place of several, or of one: small chunks are merged, sixteen at a time, and
// compaction replaces what it has filtered. The new chunk and the removal of the old ones are one transaction; until that is
// committed everybody reads the old ones. One rewrite at a time.
// Owner: Partition. Thread: engine.
#pragma once

#include "core/partitionchunks.h"

#include <optional>
#include <vector>

namespace engine::core {

class Broker;

/// Adds a batch to a chunk that is being built.
void addBatch(BatchAppend &chunk, const Batch &batch);

class PartitionRewriter
{
public:
    PartitionRewriter(Broker &broker, PartitionChunks &chunks, QueueId log)
        : m_broker(broker)
        , m_chunks(chunks)
        , m_log(log)
    {}
    PartitionRewriter(const PartitionRewriter &) = delete;
    PartitionRewriter &operator=(const PartitionRewriter &) = delete;

    /// What takes the place of the chunks that cover [base, end).
    struct Replacement
    {
        quint64 base = 0, end = 0;
        QByteArray bytes;           ///< the batches; none: the chunks go
        std::vector<Batch> batches; ///< what stands in them
        qint64 horizonMs = 0;       ///< as of a chunk
    };

    bool isIdle() const { return !m_rewrite; }
    /// Compaction is under way: below this offset nothing is merged behind its back.
    void holdBelow(quint64 offset) { m_heldBelow = offset; }
    /// Whoever calls marks the partition dirty where this is true: the small chunks before index `last` will be merged. Those
    /// below `start` are left alone, and compacted ones are not mixed with others.
    bool considerMerging(size_t last, quint64 start, quint64 cleanBelow);
    /// A number for wasApplied(). 0: those are not the chunks any more, or something else is being rewritten.
    quint64 replace(Replacement &&replacement);
    /// The last one that was committed.
    bool wasApplied(quint64 number) const { return number != 0 && m_lastApplied == number; }

    /// True: the end of the log has been rewritten, so that the chunks may not tell any more where it is.
    bool collect(StoreTransaction &transaction, quint64 &nextChunk);
    /// Whether this append is the one that collect() has added.
    bool isMine(const BatchAppend &append) const { return m_rewrite && m_rewrite->chunk == append.chunk; }
    /// The index behind the new chunk; nullopt: the commit failed, and everything is as it was.
    std::optional<size_t> committed(const BatchAppend &append, bool ok);
    /// Chunks from here on may be in a commit under way.
    std::optional<quint64> underWayFrom() const;
    bool isReplacing(const PartitionChunks::Chunk &chunk) const;

private:
    struct Rewrite
    {
        Replacement with;
        bool isMerge = false;
        quint64 number = 0;
        ChunkId chunk; ///< once it is under way; the chunks it replaces are in the same transaction
    };
    BatchAppend build(const Rewrite &rewrite, size_t first, size_t last) const;

    Broker &m_broker;
    PartitionChunks &m_chunks;
    const QueueId m_log;
    std::optional<Rewrite> m_rewrite;
    quint64 m_lastNumber = 0, m_lastApplied = 0;
    quint64 m_heldBelow = 0;
};

} // namespace engine::core
