// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chunkcache.h"

namespace engine::core {

QByteArray ChunkCache::find(ChunkId chunk)
{
    const auto found = m_entries.constFind(chunk.v);
    if (found == m_entries.cend())
        return {};
    m_order.splice(m_order.begin(), m_order, *found);
    return (*found)->data;
}

QByteArray ChunkCache::look(ChunkId chunk) const
{
    const auto found = m_entries.constFind(chunk.v);
    return found == m_entries.cend() ? QByteArray() : (*found)->data;
}

void ChunkCache::insert(ChunkId chunk, const QByteArray &data, const Share &share)
{
    remove(chunk);
    m_order.push_front({chunk.v, data, share});
    m_entries.insert(chunk.v, m_order.begin());
    m_bytes += quint64(data.size());
    if (share)
        *share += quint64(data.size());
    while (m_bytes > m_budget && m_order.size() > 1)
        remove({m_order.back().chunk});
}

void ChunkCache::remove(ChunkId chunk)
{
    const auto found = m_entries.constFind(chunk.v);
    if (found == m_entries.cend())
        return;
    const Entry &entry = **found;
    m_bytes -= quint64(entry.data.size());
    if (entry.share)
        *entry.share -= quint64(entry.data.size());
    m_order.erase(*found);
    m_entries.erase(found);
}

} // namespace engine::core
