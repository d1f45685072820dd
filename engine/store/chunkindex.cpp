// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chunkindex.h"

#include <algorithm>

namespace engine::store {

using core::ChunkId;

void ChunkIndex::add(ChunkId chunk, QueueId log, qsizetype size, ChunkTable table)
{
    constexpr quint64 maxKibibytes = (1u << 20) - 1;
    const Entry entry{chunk.v, log.v & ((quint64(1) << 43) - 1), quint64(table),
                      std::min((quint64(size) + 1023) / 1024, maxKibibytes)};
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

void ChunkIndex::merge(const ChunkIndex &other)
{
    const auto own = qptrdiff(m_entries.size());
    m_entries.insert(m_entries.end(), other.m_entries.begin(), other.m_entries.end());
    std::inplace_merge(m_entries.begin(), m_entries.begin() + own, m_entries.end(),
                       [](const Entry &a, const Entry &b) { return a.chunk < b.chunk; });
    m_removed += other.m_removed;
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

std::optional<ChunkTable> ChunkIndex::tableOf(ChunkId chunk) const
{
    const Entry *entry = find(chunk);
    return entry ? std::optional(ChunkTable(entry->table)) : std::nullopt;
}

qint64 ChunkIndex::sizeOf(ChunkId chunk) const
{
    const Entry *entry = find(chunk);
    return entry ? qint64(entry->kibibytes) * 1024 : 0;
}

std::vector<ChunkId> ChunkIndex::chunksOf(const QSet<quint64> &logs) const
{
    std::vector<ChunkId> found;
    if (logs.isEmpty())
        return found;
    for (const Entry &entry : m_entries) {
        if (entry.log && logs.contains(entry.log))
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
