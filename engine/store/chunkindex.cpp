// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chunkindex.h"

#include <algorithm>

namespace engine::store {

using core::ChunkId;

void ChunkIndex::add(ChunkId chunk, QueueId log, qsizetype batchSize)
{
    constexpr quint64 maxKibibytes = (1u << 20) - 1;
    const Entry entry{chunk.v, log.v & ((quint64(1) << 44) - 1),
                      std::min((quint64(batchSize) + 1023) / 1024, maxKibibytes)};
    auto at = m_entries.end();
    if (!m_entries.empty() && m_entries.back().chunk >= chunk.v)
        at = std::lower_bound(m_entries.begin(), m_entries.end(), chunk.v,
                              [](const Entry &e, quint64 id) { return e.chunk < id; });
    if (at != m_entries.end() && at->chunk == chunk.v) {
        m_removed -= at->log == 0;
        *at = entry;
    } else {
        m_entries.insert(at, entry);
    }
}

bool ChunkIndex::remove(ChunkId chunk)
{
    auto *entry = const_cast<Entry *>(find(chunk));
    if (!entry)
        return false;
    entry->log = 0;
    ++m_removed;
    constexpr size_t worthIt = 1024;
    if (m_removed > worthIt && m_removed > m_entries.size() / 2)
        compact();
    return true;
}

qint64 ChunkIndex::batchSize(ChunkId chunk) const
{
    const Entry *entry = find(chunk);
    return entry ? qint64(entry->kibibytes) * 1024 : 0;
}

std::vector<ChunkId> ChunkIndex::chunksOf(QueueId log) const
{
    std::vector<ChunkId> found;
    for (const Entry &entry : m_entries) {
        if (entry.log == log.v && log.v)
            found.push_back({entry.chunk});
    }
    return found;
}

const ChunkIndex::Entry *ChunkIndex::find(ChunkId chunk) const
{
    const auto at = std::lower_bound(m_entries.begin(), m_entries.end(), chunk.v,
                                     [](const Entry &e, quint64 id) { return e.chunk < id; });
    return at != m_entries.end() && at->chunk == chunk.v && at->log != 0 ? &*at : nullptr;
}

void ChunkIndex::compact()
{
    std::erase_if(m_entries, [](const Entry &e) { return e.log == 0; });
    m_removed = 0;
    if (m_entries.size() < m_entries.capacity() / 4)
        m_entries.shrink_to_fit();
}

} // namespace engine::store
