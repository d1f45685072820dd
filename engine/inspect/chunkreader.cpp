// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/chunkreader.h"

#include <algorithm>

namespace engine::inspect {

core::MessagePtr messageAt(const std::vector<core::StoredMessage> &messages, quint64 offset)
{
    const auto it = std::lower_bound(messages.begin(), messages.end(), offset,
                                     [](const core::StoredMessage &m, quint64 value) { return m.offset < value; });
    return it != messages.end() && it->offset == offset ? it->message : core::MessagePtr();
}

void ChunkReader::read(core::ChunkId chunk, Done done)
{
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(), [chunk](const Kept &k) { return k.chunk == chunk; });
    if (kept != m_kept.end()) {
        const Kept found = *kept;
        m_kept.erase(kept);
        m_kept.push_front(found);
        done(found.messages);
        return;
    }
    std::vector<Done> &waiting = m_waiting[chunk];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    m_store.load(chunk, m_whileAlive([this, chunk](Result<std::vector<core::StoredMessage>> loaded) {
                     finish(chunk, std::move(loaded));
                 }));
}

void ChunkReader::finish(core::ChunkId chunk, Result<std::vector<core::StoredMessage>> loaded)
{
    const auto node = m_waiting.extract(chunk);
    if (node.empty())
        return;
    Result<Messages> answer =
        loaded.ok()
            ? Result<Messages>(std::make_shared<const std::vector<core::StoredMessage>>(std::move(loaded.value())))
            : Result<Messages>(loaded.error());
    if (answer.ok())
        keep(chunk, *answer);
    for (const Done &done : node.mapped())
        done(answer);
}

void ChunkReader::keep(core::ChunkId chunk, const Messages &messages)
{
    quint64 bytes = 0;
    for (const core::StoredMessage &stored : *messages)
        bytes += stored.message ? stored.message->footprint() : 0;
    if (bytes > cacheBytes)
        return;
    m_kept.push_front({chunk, messages, bytes});
    m_keptBytes += bytes;
    while (m_keptBytes > cacheBytes) {
        m_keptBytes -= m_kept.back().bytes;
        m_kept.pop_back();
    }
}

} // namespace engine::inspect
