// SPDX-License-Identifier: GPL-3.0-or-later
// Queue: FIFO of messages, each to one consumer, gone once acknowledged. A message is ready, unacked or gone; what is ready is
// kept as intervals of offsets, never as a node for each message. Owner: VirtualHost. Thread: engine.
#pragma once

#include "core/definitions.h"
#include "core/lifecycle.h"
#include "core/offsetset.h"
#include "core/queuelog.h"

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace engine::core {

class Broker;
class VirtualHost;
struct Consumer;

struct QueueCounters
{
    quint64 published = 0, deliveredOrGot = 0, redelivered = 0, acked = 0;
};

struct Got
{
    quint64 offset = 0;
    MessagePtr message;
    bool redelivered = false;
};

class Queue
{
public:
    Queue(Broker &broker, VirtualHost &virtualHost, QueueDefinition definition, ConnectionId exclusiveOwner);
    ~Queue();
    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;

    const QueueDefinition &definition() const { return m_definition; }
    QueueId id() const { return m_definition.id; }
    const QByteArray &name() const { return m_definition.name; }
    VirtualHost &virtualHost() const { return m_virtualHost; }
    /// Invalid unless the queue is exclusive.
    ConnectionId exclusiveOwner() const { return m_exclusiveOwner; }
    const QueueLog &log() const { return m_log; }
    const QueueCounters &counters() const { return m_counters; }
    const std::vector<Consumer *> &consumers() const { return m_consumers; }
    bool isDurable() const { return m_definition.durable; }

    quint64 ready() const { return m_readyCount; }
    quint64 unacked() const { return m_log.live() - m_readyCount; }
    bool isReady(quint64 offset) const;
    bool isRedelivered(quint64 offset) const { return m_requeued.contains(offset); }

    // Messages in and out. All of them may schedule the queue; Broker::settle() delivers.
    void enqueue(const MessagePtr &message, ChannelRef publisher);
    /// basic.get: the oldest ready message becomes unacked (noAck: gone). Pending: it is being read from disk, ask again when
    /// the callback runs, on the engine thread. The outer optional is empty where the queue has nothing ready.
    struct Pending
    {};
    std::variant<std::monostate, Got, Pending> get(bool noAck);
    void whenLoaded(std::function<void()> callback) { m_loadWaiters.push_back(std::move(callback)); }
    /// Runs the callbacks of whenLoaded(): something was read, or the queue is being deleted.
    void runLoadWaiters();
    /// True if this message, once enqueued here, is on disk only after a commit.
    bool keeps(const Message &message) const { return m_log.isPersistent() && message.persistent; }
    /// Takes one ready message out, whoever asks for it (the window). False: it is not ready.
    bool drop(quint64 offset);
    /// An unacked message is done with.
    void acknowledge(quint64 offset, Consumer *consumer, ChannelRef by);
    /// Rejected without requeue: dropped (dead-lettered where the queue says so).
    void discard(quint64 offset, Consumer *consumer, ChannelRef by);
    /// Back to its original place, marked as redelivered.
    void requeue(quint64 offset, Consumer *consumer, ChannelRef by);
    /// Removes every ready message; those still in memory are appended to `removed` if given, for an undo.
    quint64 purge(std::vector<StoredMessage> *removed = nullptr);
    void putBack(const std::vector<StoredMessage> &messages);
    /// The queue is being deleted: says so of every message in it.
    void dropAll();

    // Consumers. Called by Channel only.
    Result<void> addConsumer(Consumer *consumer);
    void removeConsumer(Consumer *consumer);
    /// Consumers may have got credit, or room in their buffers.
    void schedule();

    // Called by Broker only.
    void pump();
    bool isScheduled() const { return m_scheduled; }
    void collect(StoreTransaction &transaction, quint64 &nextChunk) { m_log.collect(transaction, nextChunk); }
    QueueLog &mutableLog() { return m_log; }
    void restore(const StoredLog &stored, bool cleanClose);
    /// [begin, end): positions that consumers will ask for next; paging keeps them.
    quint64 readAheadBegin() const;
    quint64 readAheadEnd() const;
    quint64 deliveredHigh() const { return m_fresh; }
    void collectSpill(StoreTransaction &transaction, quint64 &nextChunk, quint64 budget);
    /// Frees memory of messages that are on disk and not needed soon. Returns the bytes freed.
    quint64 pageOut(quint64 wanted);
    void committed(const ChunkAppend &append, bool ok);

    bool isQueuedForStore = false; ///< in the broker's list of dirty queues
    quint64 routeMark = 0;         ///< the last routing that reached this queue: each gets one copy

private:
    std::optional<quint64> nextReady();
    void takeReady(quint64 offset);
    bool isOffered(quint64 offset) const;
    Consumer *nextConsumer();
    void deliver(Consumer &consumer, quint64 offset, const MessagePtr &message);
    void readAhead(quint64 from);
    void load(Segment &segment);
    void loaded(ChunkId chunk, quint64 base, const Result<std::vector<StoredMessage>> &messages);
    void removeFromLog(quint64 offset);
    void emitStep(LifecycleStep step, quint64 offset, const Message *message, const Consumer *consumer, ChannelRef by);

    // Set in the constructor.
    Broker &m_broker;
    VirtualHost &m_virtualHost;
    const QueueDefinition m_definition;
    const ConnectionId m_exclusiveOwner;

    QueueLog m_log;
    quint64 m_fresh = 0;  ///< everything from here on has never been delivered: ready unless gone
    OffsetSet m_requeued; ///< ready again, below m_fresh
    OffsetSet m_putBack;  ///< ready below m_fresh, but never delivered (undo)
    quint64 m_readyCount = 0;
    std::vector<Consumer *> m_consumers;
    size_t m_nextConsumer = 0;
    bool m_scheduled = false;
    bool m_hadConsumers = false;
    QueueCounters m_counters;
    std::vector<std::function<void()>> m_loadWaiters;
    std::shared_ptr<Queue *> m_self; ///< answers of the reader find the queue through it, or null when it is gone
};

} // namespace engine::core
