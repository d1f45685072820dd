// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/partitionchunks.h"

#include "core/chunkcache.h"

#include <algorithm>

namespace engine::core {

PartitionChunks::~PartitionChunks()
{
    for (const Chunk &chunk : m_chunks)
        m_cache.remove(chunk.id);
}

PartitionChunks::Chunk PartitionChunks::chunkOf(const BatchAppend &append)
{
    return {append.chunk,          append.base,        append.span, append.count, quint32(append.data.size()),
            append.firstTimestamp, append.maxTimestamp};
}

size_t PartitionChunks::at(quint64 offset) const
{
    const auto found = std::upper_bound(m_chunks.begin(), m_chunks.end(), offset,
                                        [](quint64 value, const Chunk &chunk) { return value < chunk.end(); });
    return size_t(found - m_chunks.begin());
}

std::pair<size_t, size_t> PartitionChunks::within(quint64 base, quint64 end) const
{
    const size_t first = at(base);
    size_t last = first;
    while (last < m_chunks.size() && m_chunks[last].end() <= end)
        ++last;
    const bool isExact = first < last && m_chunks[first].base == base && m_chunks[last - 1].end() == end;
    return isExact ? std::pair(first, last) : std::pair<size_t, size_t>(0, 0);
}

const PartitionChunks::Chunk *PartitionChunks::find(ChunkId chunk) const
{
    const auto found =
        std::find_if(m_chunks.begin(), m_chunks.end(), [chunk](const Chunk &c) { return c.id == chunk; });
    return found == m_chunks.end() ? nullptr : &*found;
}

void PartitionChunks::noteHorizon(ChunkId chunk, qint64 horizonMs)
{
    const auto found =
        std::find_if(m_chunks.begin(), m_chunks.end(), [chunk](const Chunk &c) { return c.id == chunk; });
    if (found != m_chunks.end())
        found->horizonMs = horizonMs;
}

void PartitionChunks::append(const Chunk &chunk)
{
    Q_ASSERT(m_chunks.empty() || m_chunks.back().end() <= chunk.base);
    m_chunks.push_back(chunk);
    m_records += chunk.count;
    m_bytes += chunk.bytes;
}

size_t PartitionChunks::replace(quint64 base, quint64 end, const Chunk *by)
{
    const size_t first = at(base);
    size_t last = first;
    for (; last < m_chunks.size() && m_chunks[last].end() <= end; ++last)
        forget(m_chunks[last]);
    const auto place = m_chunks.erase(m_chunks.begin() + qptrdiff(first), m_chunks.begin() + qptrdiff(last));
    if (!by)
        return first;
    m_chunks.insert(place, *by);
    m_records += by->count;
    m_bytes += by->bytes;
    return first + 1;
}

void PartitionChunks::remove(ChunkId chunk)
{
    const auto found =
        std::find_if(m_chunks.begin(), m_chunks.end(), [chunk](const Chunk &c) { return c.id == chunk; });
    if (found == m_chunks.end())
        return;
    forget(*found);
    m_chunks.erase(found);
}

void PartitionChunks::removeFirst()
{
    forget(m_chunks.front());
    m_chunks.pop_front();
}

void PartitionChunks::forget(const Chunk &chunk)
{
    m_records -= chunk.count;
    m_bytes -= chunk.bytes;
    m_cache.remove(chunk.id);
}

} // namespace engine::core
