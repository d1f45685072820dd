// SPDX-License-Identifier: GPL-3.0-or-later
// QueueReader: the messages of a queue, by their positions in it, whether they are ready or held by a consumer: copies, the queue
// does not notice. What is paged out is read by chunk, past the broker's memory.
// Owner: Replay. Thread: engine.
#pragma once

#include "core/messagestore.h"
#include "replay/reader.h"

#include <engine/replay.h>

#include <memory>
#include <utility>
#include <vector>

namespace engine::core {
class Broker;
class Queue;
struct Segment;
} // namespace engine::core

namespace engine::replay {

class QueueReader final : public Reader
{
public:
    QueueReader(core::Broker &broker, const core::Queue &queue, const ReplayRange &range, Ring ring);
    ~QueueReader() override;

    static ReplayEstimate estimate(const core::Queue &queue, const ReplayRange &range);

    State look() override;
    const Item &item() const override { return m_item; }
    void take() override;
    quint64 takeUnreadable() override { return std::exchange(m_unreadable, 0); }
    quint64 missed() const override { return 0; }
    quint32 partitions() const override { return 0; }
    const QByteArray &name() const override { return m_name; }
    quint64 total() const override { return m_total; }

private:
    bool find(const core::Queue &queue);
    void load(const core::Segment &segment);
    void loaded(Result<std::vector<core::StoredMessage>> messages);

    // Set in the constructor.
    core::Broker &m_broker;
    const QueueId m_queue;
    const QByteArray m_name;
    const Ring m_ring;
    const quint64 m_end;
    const quint64 m_total;

    quint64 m_next; ///< nothing below is still to be read
    Item m_item;
    std::vector<core::StoredMessage> m_chunk; ///< the one that was read last
    core::ChunkId m_chunkId;
    bool m_isLoading = false;
    quint64 m_unreadable = 0;
    std::shared_ptr<QueueReader *> m_self; ///< answers find it through this, or null when it is gone
};

} // namespace engine::replay
