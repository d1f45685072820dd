// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/partitionrewriter.h"

#include "core/broker.h"
#include "core/partitionproducers.h"
#include "core/recordformat.h"

#include <algorithm>
#include <utility>

namespace engine::core {

namespace {

// Chunks are merged sixteen at a time, and again when there are sixteen merged ones: each record is written three times at
// most, however few of them a commit had.
constexpr size_t mergedAtOnce = 16;
constexpr quint32 smallChunk = 4 * 1024;
constexpr quint32 middlingChunk = 64 * 1024;

int sizeClass(quint32 bytes)
{
    return bytes < smallChunk ? 0 : bytes < middlingChunk ? 1 : 2;
}

/// The latest time that these chunks say; markers have the broker's, which counts only where there is nothing else.
template <typename It>
qint64 latestOf(It first, It last)
{
    const auto latest = std::max_element(first, last, [](const auto &a, const auto &b) {
        return std::pair(a.count > 0, a.maxTimestamp) < std::pair(b.count > 0, b.maxTimestamp);
    });
    return latest->maxTimestamp;
}

/// The earlier of two that may not be known.
qint64 earlier(qint64 a, qint64 b)
{
    return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b);
}

} // namespace

void addBatch(BatchAppend &chunk, const Batch &batch)
{
    const bool isFirst = chunk.span == 0;
    // Markers have the broker's time, and what compaction has emptied holds nothing: neither is found by time.
    const bool hasRecords = batch.kind == BatchKind::Data && batch.count > 0;
    if (isFirst)
        chunk.base = batch.base;
    if (isFirst || (hasRecords && chunk.count == 0)) {
        chunk.firstTimestamp = batch.firstTimestamp;
        chunk.maxTimestamp = batch.maxTimestamp;
    } else if (hasRecords) {
        chunk.firstTimestamp = std::min(chunk.firstTimestamp, batch.firstTimestamp);
        chunk.maxTimestamp = std::max(chunk.maxTimestamp, batch.maxTimestamp);
    }
    if (!batch.bytes.isNull()) {
        if (isFirst)
            chunk.data = batch.bytes;
        else
            chunk.data += batch.bytes;
    }
    chunk.span = quint32(batch.end() - chunk.base);
    chunk.count += hasRecords ? batch.count : 0;
    addRun(chunk.producers, batch);
}

bool PartitionRewriter::considerMerging(size_t last, quint64 start, quint64 cleanBelow)
{
    if (m_rewrite)
        return false;
    start = std::max(start, m_heldBelow);
    const PartitionChunks::List &chunks = m_chunks.all();
    const int newest = sizeClass(chunks[last - 1].bytes);
    if (newest > 1)
        return false;
    size_t first = last;
    QByteArrayList parts;
    qint64 horizonMs = 0;
    while (first > 0 && last - first < mergedAtOnce) {
        const PartitionChunks::Chunk &chunk = chunks[first - 1];
        const bool follows = first == last || chunk.end() == chunks[first].base;
        const bool isMixed = chunk.base < cleanBelow && chunks[last - 1].end() > cleanBelow;
        const QByteArray data = m_broker.chunkCache().find(chunk.id);
        if (sizeClass(chunk.bytes) > newest || !follows || isMixed || data.isNull() || chunk.base < start)
            return false;
        parts.prepend(data);
        horizonMs = earlier(horizonMs, chunk.horizonMs);
        --first;
    }
    if (last - first < mergedAtOnce)
        return false;
    Replacement merged{chunks[first].base, chunks[last - 1].end(), parts.join(), {}, horizonMs};
    merged.batches = m_broker.recordFormat().describe(merged.bytes);
    m_rewrite = Rewrite{std::move(merged), true, 0, {}};
    return true;
}

quint64 PartitionRewriter::replace(Replacement &&replacement)
{
    const auto [first, last] = m_chunks.within(replacement.base, replacement.end);
    if (m_rewrite || first == last)
        return 0;
    m_rewrite = Rewrite{std::move(replacement), false, ++m_lastNumber, {}};
    return m_lastNumber;
}

bool PartitionRewriter::collect(StoreTransaction &transaction, quint64 &nextChunk)
{
    if (!m_rewrite || m_rewrite->chunk.isValid())
        return false;
    const Replacement &with = m_rewrite->with;
    const auto [first, last] = m_chunks.within(with.base, with.end);
    if (first == last) { // retention was faster
        m_rewrite.reset();
        return false;
    }
    const bool isAtEnd = last == m_chunks.all().size() && !m_rewrite->isMerge;
    for (size_t i = first; i < last; ++i)
        transaction.removals.push_back(m_chunks.all()[i].id);
    if (with.bytes.isEmpty()) {
        m_lastApplied = m_rewrite->number;
        m_chunks.replace(with.base, with.end, nullptr);
        m_rewrite.reset();
        return isAtEnd;
    }
    BatchAppend chunk = build(*m_rewrite, first, last);
    chunk.chunk = m_rewrite->chunk = ChunkId{++nextChunk};
    transaction.batches.push_back(std::move(chunk));
    return isAtEnd;
}

BatchAppend PartitionRewriter::build(const Rewrite &rewrite, size_t first, size_t last) const
{
    BatchAppend chunk;
    chunk.log = m_log;
    for (const Batch &batch : rewrite.with.batches)
        addBatch(chunk, batch);
    if (rewrite.isMerge) { // by the chunks: the head of a batch that was compacted does not tell its first time
        bool isFirst = true;
        for (size_t i = first; i < last; ++i) {
            const PartitionChunks::Chunk &old = m_chunks.all()[i];
            if (old.count == 0)
                continue;
            chunk.firstTimestamp = isFirst ? old.firstTimestamp : std::min(chunk.firstTimestamp, old.firstTimestamp);
            isFirst = false;
        }
    }
    if (chunk.firstTimestamp < 0) { // records without a time: what the chunks say of them stands in no batch
        const auto begin = m_chunks.all().begin();
        chunk.maxTimestamp = std::max(chunk.maxTimestamp, latestOf(begin + qptrdiff(first), begin + qptrdiff(last)));
    }
    chunk.base = rewrite.with.base;
    chunk.span = quint32(rewrite.with.end - rewrite.with.base);
    chunk.data = rewrite.with.bytes;
    return chunk;
}

std::optional<size_t> PartitionRewriter::committed(const BatchAppend &append, bool ok)
{
    const Rewrite rewrite = *std::exchange(m_rewrite, std::nullopt);
    if (!ok)
        return std::nullopt;
    if (rewrite.number != 0)
        m_lastApplied = rewrite.number;
    PartitionChunks::Chunk chunk = PartitionChunks::chunkOf(append);
    chunk.horizonMs = rewrite.with.horizonMs;
    const size_t behind = m_chunks.replace(append.base, append.base + append.span, &chunk);
    m_chunks.keepInMemory(append.chunk, append.data);
    return behind;
}

std::optional<quint64> PartitionRewriter::underWayFrom() const
{
    return m_rewrite && m_rewrite->chunk.isValid() ? std::optional(m_rewrite->with.base) : std::nullopt;
}

bool PartitionRewriter::isReplacing(const PartitionChunks::Chunk &chunk) const
{
    return underWayFrom() && chunk.base >= m_rewrite->with.base && chunk.end() <= m_rewrite->with.end;
}

} // namespace engine::core
