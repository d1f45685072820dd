// SPDX-License-Identifier: GPL-3.0-or-later
// Queue: FIFO of messages, each to one consumer, gone once acknowledged. A message is ready, unacked or gone; what is ready is
// kept as intervals of offsets, never as a node for each message. Owner: VirtualHost. Thread: engine.
#pragma once

#include "core/agenda.h"
#include "core/deadletter.h"
#include "core/definitions.h"
#include "core/lifecycle.h"
#include "core/offsetset.h"
#include "core/prioritylevels.h"
#include "core/queuelog.h"
#include "core/queuesettings.h"

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

    /// What the arguments and policies come to.
    const QueueSettings &settings() const { return m_settings; }
    /// A policy has changed: takes effect at the end of this turn, on what is in the queue too.
    void setSettings(const QueueSettings &settings);

    quint64 ready() const { return m_readyCount; }
    quint64 unacked() const { return m_log.live() - m_readyCount - m_delayed.size() - m_dying.size(); }
    /// True for the waiting room of an x-delayed-message exchange: everything in it is delayed.
    bool isWaitingRoom() const { return m_delaysFor.has_value(); }
    /// Returned messages that wait for their next try, or messages in a waiting room.
    quint64 delayed() const { return m_delayed.size(); }
    /// Their offsets by when they are ready again, milliseconds since 1970.
    const std::multimap<qint64, quint64> &delayedMessages() const { return m_delayed; }
    /// When a delayed message is ready again, milliseconds since 1970.
    std::optional<qint64> delayedUntil(quint64 offset) const;
    /// How often the message was returned; counted for quorum queues only.
    quint32 returns(quint64 offset) const { return m_returns.value(offset); }
    quint64 readyBytes() const;
    bool isReady(quint64 offset) const;
    bool isRedelivered(quint64 offset) const { return m_requeued.contains(offset); }

    // Messages in and out. All of them may schedule the queue; Broker::settle() delivers.
    /// False: the queue is full and refuses the message (x-overflow); whoever waits for a confirm gets a nack.
    bool enqueue(const MessagePtr &message, ChannelRef publisher);
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
    /// Why a message comes back: given back by nack or reject, or its channel has gone without settling it.
    enum class Return : quint8 { GivenBack, Abandoned };
    /// Back to its original place, marked as redelivered: at once, after its delay, or dead if it came back too often.
    void requeue(quint64 offset, Consumer *consumer, ChannelRef by, Return cause = Return::GivenBack);
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
    /// True for the consumer that a queue with a single active consumer delivers to, and for all consumers of other queues.
    bool isActive(const Consumer &consumer) const;
    /// Declared again, read from: the time after which an unused queue is deleted starts anew (x-expires).
    void noteUse();

    // Called by Broker only.
    void pump();
    bool isScheduled() const { return m_scheduled; }
    void collect(StoreTransaction &transaction, quint64 &nextChunk) { m_log.collect(transaction, nextChunk); }
    QueueLog &mutableLog() { return m_log; }
    void restore(const StoredLog &stored, bool cleanClose);
    /// [begin, end): positions that consumers will ask for next; paging keeps them.
    quint64 readAheadBegin() const;
    quint64 readAheadEnd() const;
    quint64 deliveredHigh() const { return m_levels ? m_deliveredHigh : m_fresh; }
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
    void makeReady(quint64 offset);
    Consumer *nextConsumer();
    Consumer *nextByPriority();
    bool hasAbleConsumer() const;
    void deliver(Consumer &consumer, quint64 offset, const MessagePtr &message);
    void readAhead(quint64 from);
    void load(Segment &segment);
    void loaded(ChunkId chunk, quint64 base, const Result<std::vector<StoredMessage>> &messages);
    void removeFromLog(quint64 offset);
    // Limits, times and deaths: queuedeaths.cpp.
    bool isFull(const Message &message) const;
    bool isOverLimit() const;
    qint64 expiryOf(const Message &message) const;
    bool isExpired(const Message &message);
    void expire(quint64 offset, const Message &message);
    void enforceLimits();
    void armExpiry();
    void armDelayed();
    void delayedDue();
    void restoreWaiting();
    void takeScanned(quint64 offset, const Message &message);
    void checkUnused();
    void die(quint64 offset, DeathReason reason);
    void buryLoaded(const Segment &segment);
    bool returnTooOften(quint64 offset, Consumer *consumer, ChannelRef by);
    MessagePtr withReturns(quint64 offset, const MessagePtr &message) const;
    void scanRestored(quint64 from);
    void noteUnackedBytes(quint64 offset, bool out);
    void emitStep(LifecycleStep step, quint64 offset, const Message *message, const Consumer *consumer, ChannelRef by);

    // Set in the constructor.
    Broker &m_broker;
    VirtualHost &m_virtualHost;
    const QueueDefinition m_definition;
    const ConnectionId m_exclusiveOwner;
    const std::optional<QByteArray> m_delaysFor; ///< the exchange whose waiting room this is
    QueueSettings m_settings;

    QueueLog m_log;
    quint64 m_fresh = 0;  ///< everything from here on has never been delivered: ready unless gone
    OffsetSet m_requeued; ///< ready again, below m_fresh
    OffsetSet m_putBack;  ///< ready below m_fresh, but never delivered (undo)
    quint64 m_readyCount = 0;

    // A queue with priorities keeps what is ready by priority; m_fresh is the end then, and m_requeued only marks what is
    // redelivered.
    std::unique_ptr<PriorityLevels> m_levels;
    QHash<quint64, quint8> m_unackedPriorities;
    std::optional<quint64>
        m_scanFrom; ///< priorities of what was restored are being read from here on: nothing is delivered
    quint64 m_scanEnd = 0;
    quint64 m_deliveredHigh = 0;

    // Not ready, not unacked either.
    std::multimap<qint64, quint64> m_delayed; ///< by when it is ready again
    std::map<quint64, DeathReason> m_dying;   ///< dead, but its body has to be read first
    QHash<quint64, quint32> m_returns;        ///< of messages that have been returned
    quint64 m_unackedBytes = 0;               ///< counted only where x-max-length-bytes needs it
    bool m_mayExpire = false;                 ///< a message in here has a time to live, or may have
    /// The head whose time to live has been looked at: it may be paged out and need not be read for that again.
    std::optional<quint64> m_expiryKnownFor;
    Agenda::Ticket m_expiryTicket, m_delayedTicket, m_unusedTicket;
    qint64 m_lastUseMs = 0;

    std::vector<Consumer *> m_consumers; ///< highest priority first
    size_t m_nextConsumer = 0;
    Consumer *m_active = nullptr; ///< where there is a single active consumer
    bool m_hasPriorities = false; ///< consumers differ in priority
    bool m_scheduled = false;
    bool m_hadConsumers = false;
    QueueCounters m_counters;
    std::vector<std::function<void()>> m_loadWaiters;
    std::shared_ptr<Queue *> m_self; ///< answers of the reader find the queue through it, or null when it is gone
};

} // namespace engine::core
