// SPDX-License-Identifier: GPL-3.0-or-later
// Source: the messages of a selection, one after the other, each as it is when its turn comes. What is on disk is read on the
// store's reader, a chunk at a time; nothing waits: a source that has to says Pending, and rings.
// Owner: Action. Thread: engine.
#pragma once

#include "core/messagestore.h"

#include <engine/messageactions.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace engine::core {
class Broker;
class Partition;
class Queue;
struct Segment;
} // namespace engine::core

namespace engine::actions {

class Source
{
public:
    using Ring = std::function<void()>; ///< called outside of look(): it is worth asking again
    enum class Wants : quint8 {
        Place,   ///< only where it is: nothing is read
        Message, ///< also what it is
    };
    /// takes: what consumers hold is a problem.
    Source(core::Broker &broker, const MessageSelection &selection, bool takes, Wants wants, Ring ring);
    ~Source();
    Source(const Source &) = delete;
    Source &operator=(const Source &) = delete;

    struct Item
    {
        MessageRef ref;
        core::MessagePtr message; ///< null: it was not wanted, or there is a problem
        std::optional<MessageProblem::Reason> problem;
    };
    enum class State : quint8 {
        Item,
        Pending, ///< is being read; worth asking again now and then, too: what is deleted meanwhile does not ring
        End,
    };
    State look();
    /// The next one: look() has just said Item.
    const Item &item() const { return *m_item; }
    void take();
    /// Of a list: those that were not taken yet.
    QList<MessageRef> rest() const;
    /// How many there were when it was made.
    quint64 total() const { return m_total; }

private:
    struct Log
    {
        QueueId id;
        quint64 end = 0; ///< not part of it
    };
    bool isListed() const { return m_logs.empty(); }
    std::optional<MessageRef> next();
    void addLog(QueueId log, const MessageSelection &selection);
    void skipLog();
    void makeProblem(const MessageRef &ref, MessageProblem::Reason reason);
    bool find(const MessageRef &ref);
    bool findInQueue(const core::Queue &queue, const MessageRef &ref);
    bool findInPartition(core::Partition &partition, const MessageRef &ref);
    std::optional<MessageProblem::Reason> problemOf(const core::Queue &queue, quint64 offset) const;
    void load(const core::Segment &segment);
    void load(core::Partition &partition, quint64 from);
    void arrived();

    // Set in the constructor.
    core::Broker &m_broker;
    const bool m_takes;
    const Wants m_wants;
    const Ring m_ring;
    std::vector<MessageRef> m_refs; ///< sorted; or else …
    std::vector<Log> m_logs;        ///< … these
    quint64 m_first = 0;            ///< of each log only from here
    quint64 m_total = 0;

    size_t m_index = 0;   ///< of the next message, or log
    quint64 m_offset = 0; ///< within that log
    std::optional<Item> m_item;
    bool m_isLooking = false, m_isLoading = false;

    // What was read last: messages of a chunk, or of a stretch of a partition.
    core::ChunkId m_chunk;
    QueueId m_stretchLog;
    quint64 m_stretchFrom = 0, m_stretchEnd = 0;
    std::vector<core::StoredMessage> m_read;
    bool m_isDamaged = false;         ///< that stretch
    std::shared_ptr<Source *> m_self; ///< answers find it through this, or null when it is gone
};

} // namespace engine::actions
