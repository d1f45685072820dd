// SPDX-License-Identifier: GPL-3.0-or-later
// Purge: takes the ready messages out of a queue so that they can be brought back. What is paged out is read first, a chunk
// at a time and in slices that leave the engine's thread to others, up to the undo log's budget; then all of it goes at once. A
// message that becomes ready again behind the reading stays: nothing is removed that is not kept.
// Owner: Commands, as its parent; deletes itself when done. Thread: engine.
#pragma once

#include "core/queue.h"

#include <QObject>

#include <functional>
#include <vector>

namespace engine::facade {

class Purge : public QObject
{
public:
    using Messages = std::vector<core::Queue::Taken>;
    using Done = std::function<void(Result<Messages> &&removed)>;

    Purge(core::Broker &broker, QueueId queue, Done done, QObject *parent);

    /// Calls back with what was removed, or with an error, having removed nothing: ResourceExhausted where it is more than
    /// can be kept, Damaged where a message can not be read, NotFound where the queue was deleted meanwhile.
    void start();

private:
    void step();
    void read(const core::Segment &segment);
    void finish(Result<Messages> &&removed);

    // Set in the constructor.
    core::Broker &m_broker;
    const QueueId m_queue;
    const Done m_done;

    quint64 m_next = 0; ///< everything before this offset has been looked at
    Messages m_kept;
    quint64 m_keptBytes = 0;
    std::vector<core::StoredMessage> m_chunk; ///< the one that was read last
    core::ChunkId m_chunkId;
};

} // namespace engine::facade
