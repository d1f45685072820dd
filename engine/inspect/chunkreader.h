// SPDX-License-Identifier: GPL-3.0-or-later
// ChunkReader: paged-out chunks for looking at, read past the broker's own memory: the last few are kept here, within a
// budget, so that scrolling does not read the same chunk for each page. Reads of one chunk asked for twice are shared.
// Owner: Browser. Thread: engine.
#pragma once

#include "core/messagestore.h"
#include "core/whilealive.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace engine::inspect {

class ChunkReader
{
public:
    static constexpr quint64 cacheBytes = 4 * 1024 * 1024;

    using Messages = std::shared_ptr<const std::vector<core::StoredMessage>>;
    using Done = std::function<void(const Result<Messages> &)>;

    explicit ChunkReader(core::MessageStore &store)
        : m_store(store)
    {}

    /// Answers at once where the chunk is at hand, later otherwise; not at all once the reader is destroyed.
    void read(core::ChunkId chunk, Done done);

private:
    struct Kept
    {
        core::ChunkId chunk;
        Messages messages;
        quint64 bytes = 0;
    };
    void finish(core::ChunkId chunk, Result<std::vector<core::StoredMessage>> loaded);
    void keep(core::ChunkId chunk, const Messages &messages);

    core::MessageStore &m_store;
    std::deque<Kept> m_kept; ///< most recently used first
    quint64 m_keptBytes = 0;
    std::map<core::ChunkId, std::vector<Done>> m_waiting;
    core::WhileAlive m_whileAlive;
};

/// The message at an offset, or null.
core::MessagePtr messageAt(const std::vector<core::StoredMessage> &messages, quint64 offset);

} // namespace engine::inspect
