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
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace engine::core {

class Broker;
class Partition;
class Stream;
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

    /// From now on its log is that partition. Called by VirtualHost, right after it was made.
    void makeStream(Partition &partition);
    /// Null: it is no stream.
    const Stream *stream() const { return m_stream.get(); }

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

    /// A paused queue delivers to no consumer and answers basic.get as an empty one, until it is resumed; it still takes messages,
    /// and they still expire and run into its limits. Kept with a durable queue. Not for streams, whose readers pause themselves.
    bool isPaused() const { return m_isPaused; }
    void setPaused(bool paused);

    quint64 ready() const { return m_readyCount; }
    quint64 unacked() const;
    /// True for the waiting room of an x-delayed-message exchange: everything in it is delayed.
    bool isWaitingRoom() const { return m_delaysFor.has_value(); }
    /// Returned messages that wait for their next try, or messages in a waiting room.
    quint64 delayed() const { return m_delayed.size(); }
    /// Dead, and not yet where its dead letters go.
    quint64 dying() const { return m_dying.size(); }
    /// When a returned message that waits is ready again, or a dead letter that nobody takes is tried again, milliseconds since
    /// 1970. In a waiting room the messages tell: dueMsOf().
    std::optional<qint64> delayedUntil(quint64 offset) const;
    /// How often the message was returned; counted for quorum queues only.
    quint32 returns(quint64 offset) const;
    /// So many of these count for the delivery limit.
    quint32 failures(quint64 offset) const;
    quint64 readyBytes() const;
    bool isReady(quint64 offset) const;
    bool isRedelivered(quint64 offset) const { return m_requeued.contains(offset); }

    // Messages in and out. All of them may schedule the queue; Broker::settle() delivers.
    /// Answers with the transaction that makes the message durable, if it is kept at all. Nothing: the queue is full and
    /// refuses the message (x-overflow); whoever waits for a confirm gets a nack.
    std::optional<quint64> enqueue(const MessagePtr &message, ChannelRef publisher);
    /// True: enqueue() would refuse it now. What consumers wait for is delivered to them first.
    bool refuses(const Message &message);
    /// basic.get: the oldest ready message becomes unacked (noAck: gone). Pending: it is being read from disk, ask again when
    /// the callback runs, on the engine thread. The outer optional is empty where the queue has nothing ready.
    struct Pending
    {};
    std::variant<std::monostate, Got, Pending> get(bool noAck, bool evenIfPaused = false);
    void whenLoaded(std::function<void()> callback) { m_loadWaiters.push_back(std::move(callback)); }
    /// Runs the callbacks of whenLoaded(): something was read, or the queue is being deleted.
    void runLoadWaiters();
    /// True if this message, once enqueued here, is on disk only after a commit.
    bool keeps(const Message &message) const { return m_stream || m_log.keeps(message); }
    /// An unacked message is done with.
    void acknowledge(quint64 offset, Consumer *consumer, ChannelRef by);
    /// Rejected without requeue: dropped (dead-lettered where the queue says so).
    void discard(quint64 offset, Consumer *consumer, ChannelRef by);
    /// Why a message comes back: given back by basic.nack or basic.recover, refused by basic.reject, or its channel has gone
    /// without settling it. As since RabbitMQ 4.3 the first one is a return and no more, the others are failures, which count
    /// for the delivery limit and make a retry wait longer. (Up to 4.2 all of them counted for the limit.)
    enum class Return : quint8 { GivenBack, Refused, Abandoned };
    /// Back to its original place, marked as redelivered: at once, after its delay, or dead if it has failed too often.
    void requeue(quint64 offset, Consumer *consumer, ChannelRef by, Return cause = Return::GivenBack);
    /// Removes every ready message; those still in memory are appended to `removed` if given, for an undo.
    quint64 purge(std::vector<StoredMessage> *removed = nullptr);
    // By hand: queuemoves.cpp.
    struct Taken
    {
        quint64 offset = 0;
        MessagePtr message; ///< null: its body is on disk
        bool redelivered = false;
        quint32 returns = 0, failures = 0;
    };
    /// Takes one ready message out: Dropped, or Moved to arrive somewhere else in the same turn. Nothing: it is not ready.
    std::optional<Taken> take(quint64 offset, LifecycleStep step = LifecycleStep::Dropped, ChannelRef by = {});
    bool drop(quint64 offset) { return take(offset).has_value(); }
    /// Can what was taken return to its place? Where its segment has to be read for that, this is begun: whenLoaded().
    QueueLog::Place placeOf(quint64 offset);
    /// Undo of take(), and of purge(): ready again, where it was. Its message must be there. False: the place is not free.
    bool putBack(const Taken &taken);
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
    /// Moves what the store is to have into the transaction, but large messages that are due after dueUpTo. True: some are left.
    bool collect(StoreTransaction &transaction, quint64 &nextChunk, quint64 dueUpTo);
    QueueLog &mutableLog() { return m_log; }
    void restore(const StoredLog &stored, bool cleanClose);
    void restorePaused() { m_isPaused = true; }
    /// [begin, end): positions that consumers will ask for next; paging keeps them.
    quint64 readAheadBegin() const;
    quint64 readAheadEnd() const;
    quint64 deliveredHigh() const { return m_levels ? m_deliveredHigh : m_fresh; }
    void collectSpill(StoreTransaction &transaction, quint64 &nextChunk, quint64 budget);
    /// Frees memory of messages that are on disk and not needed soon. Returns the bytes freed.
    quint64 pageOut(quint64 wanted);
    void committed(const ChunkAppend &append, bool ok);
    /// What has become of a dead letter that is kept until it is taken.
    void deadLetterWent(quint64 offset, bool isTaken);

    // Called by Stream only.
    void streamGrew();
    void deliverFromStream(Consumer &consumer, quint64 offset, const MessagePtr &message);

    bool isQueuedForStore = false; ///< in the broker's list of dirty queues
    quint64 routeMark = 0;         ///< the last routing that reached this queue: each gets one copy

private:
    quint64 dueOf(const Message &message, ChannelRef publisher);
    std::optional<quint64> nextReady();
    void takeReady(quint64 offset);
    bool isOffered(quint64 offset) const;
    void makeReady(quint64 offset);
    bool isPrioritised(const Message &message) const;
    quint8 levelOf(const Message &message) const;
    void sortIntoLevels();
    Consumer *nextConsumer();
    Consumer *nextByPriority();
    Consumer *activeConsumer() const;
    bool hasAbleConsumer() const;
    void deliver(Consumer &consumer, quint64 offset, const MessagePtr &message);
    void readAhead(quint64 from);
    void load(Segment &segment);
    void loaded(ChunkId chunk, quint64 base, const Result<std::vector<StoredMessage>> &messages);
    void loadLater(ChunkId chunk, quint64 base);
    void goOnFrom(quint64 base);
    void takeAnywhere(quint64 offset);
    void removeFromLog(quint64 offset);
    // Messages that came back, and those that wait: queuereturns.cpp.
    struct Returned
    {
        quint32 count = 0;
        quint32 failures = 0;    ///< so many of these
        qint64 waitsUntilMs = 0; ///< 0: it did not have to wait
    };
    bool countReturn(quint64 offset, Return cause, Consumer *consumer, ChannelRef by);
    void postpone(quint64 offset);
    MessagePtr withReturns(quint64 offset, const MessagePtr &message) const;
    void armDelayed();
    void delayedDue();
    void collectReturns(StoreTransaction &transaction, size_t firstAppend);
    void restoreReturns(const std::vector<ReturnedMessage> &returned);
    void restorePriorities(quint64 offset);
    // Limits, times and deaths: queuedeaths.cpp.
    bool isFull(const Message &message) const;
    bool hasRoomAfterDelivery(const Message &message);
    bool isOverLimit() const;
    qint64 expiryOf(const Message &message) const;
    bool isExpired(const Message &message);
    void expire(quint64 offset, const Message &message);
    void enforceLimits();
    void armExpiry();
    void restoreWaiting();
    void takeScanned(quint64 offset, const Message &message);
    void checkUnused();
    void die(quint64 offset, DeathReason reason);
    void buryLoaded(const Segment &segment);
    void buryLater(qint64 dueMs);
    void buryAgain();
    quint64 sizeOf(quint64 offset) const;
    quint64 countAwayBytes() const;
    void noteAway(quint64 offset);
    void noteBack(quint64 offset);
    void scanRestored(quint64 from);
    void emitStep(LifecycleStep step, quint64 offset, const Message *message, const Consumer *consumer, ChannelRef by,
                  StepCause cause = StepCause::None);

    // Set in the constructor.
    Broker &m_broker;
    VirtualHost &m_virtualHost;
    const QueueDefinition m_definition;
    const ConnectionId m_exclusiveOwner;
    QueueSettings m_settings;
    const std::optional<QByteArray> m_delaysFor; ///< the exchange whose waiting room this is

    std::unique_ptr<Stream> m_stream; ///< then m_log is empty, and m_readyCount what the partition has
    QueueLog m_log;
    quint64 m_fresh = 0;  ///< everything from here on has never been delivered: ready unless gone
    OffsetSet m_requeued; ///< ready again, below m_fresh
    OffsetSet m_putBack;  ///< ready below m_fresh, but never delivered (undo)
    quint64 m_readyCount = 0;

    // A queue with priorities keeps what is ready by priority; m_fresh is the end then, and m_requeued only marks what is
    // redelivered. A quorum queue does so from the first message on that is not in turn, until it is empty.
    std::unique_ptr<PriorityLevels> m_levels;
    QHash<quint64, quint8> m_unackedPriorities; ///< of a classic queue: there they are kept when a message comes back
    std::optional<quint64>
        m_scanFrom; ///< priorities of what was restored are being read from here on: nothing is delivered
    quint64 m_scanEnd = 0;
    quint64 m_deliveredHigh = 0;

    // Not ready, not unacked either.
    std::set<std::pair<qint64, quint64>> m_delayed; ///< when it is ready again, and which
    struct Dying
    {
        DeathReason reason = DeathReason::Rejected;
        bool isUnderWay = false; ///< to its queues, in this turn
        bool isRetry = false;
    };
    std::map<quint64, Dying> m_dying;       ///< dead, but its body has to be read first, or nobody has taken it yet
    quint64 m_burialFrom = 0;               ///< of those that nobody has taken the next to be tried again
    std::map<quint64, Returned> m_returned; ///< messages that have come back, quorum queues only
    std::vector<quint64> m_returnsChanged;  ///< of these the store has older figures
    quint64 m_awayBytes = 0;  ///< of all that is not ready; counted only where x-max-length-bytes needs it
    bool m_mayExpire = false; ///< a message in here has a time to live, or may have
    /// The head whose time to live has been looked at: it may be paged out and need not be read for that again.
    std::optional<quint64> m_expiryKnownFor;
    Agenda::Ticket m_expiryTicket, m_delayedTicket, m_unusedTicket, m_burialTicket;
    qint64 m_lastUseMs = 0;

    std::vector<Consumer *> m_consumers; ///< highest priority first
    size_t m_nextConsumer = 0;
    Consumer *m_active = nullptr; ///< where there is a single active consumer
    bool m_hasPriorities = false; ///< consumers differ in priority
    bool m_scheduled = false;
    bool m_isPaused = false;
    bool m_hadConsumers = false;
    QueueCounters m_counters;
    std::vector<std::function<void()>> m_loadWaiters;
    std::shared_ptr<Queue *> m_self; ///< answers of the reader find the queue through it, or null when it is gone
};

} // namespace engine::core
