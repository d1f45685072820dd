// SPDX-License-Identifier: GPL-3.0-or-later
// Broker: the virtual hosts, the one place where work settles (deliver, flush, confirm, hand over to the store), memory
// budget, lifecycle stream. Owner: facade. Thread: engine.
//
// How a turn goes: a connection reads what its socket has and calls into channels; then it calls settle() once. settle()
// pumps the queues that changed, lets outputs flush, sends confirms, and, if the store is idle, hands over what gathered.
#pragma once

#include "core/agenda.h"
#include "core/channel.h"
#include "core/chunkcache.h"
#include "core/clock.h"
#include "core/deadletter.h"
#include "core/lifecycle.h"
#include "core/messagestore.h"
#include "core/propertyeditor.h"
#include "core/topicsettings.h"
#include "core/virtualhost.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace engine::core {

class AccessControl;
class Cleaner;
class ConsumerGroups;
class Partition;
class Policies;
class RecordFormat;
class Transactions;
class Worker;

struct BrokerLimits
{
    quint64 cacheBytes = 64 * 1024 * 1024;       ///< messages kept in memory that the store also has
    quint64 topicCacheBytes = 64 * 1024 * 1024;  ///< chunks of topics kept in memory
    quint64 uncommittedBytes = 48 * 1024 * 1024; ///< above this, publishers wait until the store has caught up
    /// Above this, publishers wait until messages have been consumed: what can neither be paged out nor spilled, with a store
    /// that keeps nothing. 0: no limit.
    quint64 memoryBytes = 0;
    quint64 transientBytes = 128 * 1024 * 1024; ///< above this, transient messages spill to disk
    qint64 consumerTimeoutMs =
        30 * 60 * 1000; ///< an acknowledgement may take so long (a queue may say otherwise); 0: for ever
};

/// What the machine runs short of.
enum class Alarm : quint8 { Memory = 1, Disk = 2 };

/// Something with buffered output that settle() sends at its end.
class Output
{
public:
    virtual ~Output() = default;
    virtual void flush() = 0;
};

struct BrokerCounters
{
    quint64 published = 0, deliveredOrGot = 0, acked = 0, confirmed = 0, unroutable = 0;
};

class Broker
{
public:
    Broker(MessageStore &store, const Clock &clock, BrokerLimits limits = {});
    ~Broker();

    /// Opens the store and builds what it holds; makes "/" if there is none. Answers with what a user must be told.
    Result<QStringList> start();
    /// Hands over all that is left, acknowledgements and delivery marks included, and calls back when it is committed.
    /// No channel may be left.
    void stop(std::function<void(Result<void>)> done);

    VirtualHost *virtualHost(const QByteArray &name) const;
    const std::map<QByteArray, std::unique_ptr<VirtualHost>> &virtualHosts() const { return m_virtualHosts; }
    Result<VirtualHost *> createVirtualHost(const QByteArray &name);
    /// With everything in it, in one transaction. Its connections are closed first (LeavingObserver).
    Result<void> deleteVirtualHost(const QByteArray &name);
    AccessControl &access() const { return *m_access; }
    Policies &policies() const { return *m_policies; }
    ConsumerGroups &groups() const { return *m_groups; }
    Transactions &transactions() const { return *m_transactions; }
    Cleaner &cleaner() const { return *m_cleaner; }
    /// What holds on to a virtual host lets go of it here: sessions close, with the reason for their clients.
    struct LeavingObserver
    {
        virtual ~LeavingObserver() = default;
        virtual void virtualHostLeaves(VirtualHost &host, const QString &reason) = 0;
        virtual void userLeaves(const QByteArray &user, const QString &reason) = 0;
    };
    void addLeavingObserver(LeavingObserver *observer) { m_leavingObservers.push_back(observer); }
    void removeLeavingObserver(LeavingObserver *observer) { std::erase(m_leavingObservers, observer); }
    /// Virtual hosts that are gone count with the versions they had, so that a sum of versions never repeats.
    quint64 topologyVersion() const;
    Queue *queue(QueueId id) const;
    /// By its log; null: there is none.
    Partition *partition(QueueId log) const;
    const std::set<Channel *> &channels() const { return m_channels; }
    LifecycleStream &lifecycle() { return m_lifecycle; }
    MessageStore &store() const { return m_store; }
    const BrokerLimits &limits() const { return m_limits; }
    const MemoryUse &memoryUse() const { return m_use; }
    const BrokerCounters &counters() const { return m_counters; }
    BrokerCounters &counters() { return m_counters; }
    /// The clock, read once a turn: milliseconds since 1970.
    qint64 nowMs() const;

    /// What is due at a certain time. The host calls wake() at agenda().earliest().
    Agenda &agenda() { return m_agenda; }
    /// A turn of its own: does what is due, and settles.
    void wake();
    /// How headers are read and rewritten; without one, dead letters carry no history. It outlives the broker.
    void setPropertyEditor(const PropertyEditor *editor) { m_propertyEditor = editor; }
    const PropertyEditor *propertyEditor() const { return m_propertyEditor; }
    /// How record batches are read and written; set before there are topics. It outlives the broker.
    void setRecordFormat(const RecordFormat *format) { m_recordFormat = format; }
    const RecordFormat &recordFormat() const
    {
        Q_ASSERT(m_recordFormat);
        return *m_recordFormat;
    }
    /// Of topics that do not say; set before there are topics.
    void setTopicDefaults(const TopicDefaults &defaults) { m_topicDefaults = defaults; }
    const TopicDefaults &topicDefaults() const { return m_topicDefaults; }
    ChunkCache &chunkCache() { return m_chunkCache; }
    /// Who does what takes long; without one it is done in turns of its own. It outlives the broker.
    void setWorker(Worker *worker) { m_worker = worker; }
    /// The job touches nothing of the broker; `done` is called later, in a turn of its own.
    void runElsewhere(std::function<void()> job, std::function<void()> done);

    /// Ends a turn, see above. Called while a turn is ending it does nothing: that turn does the work.
    void settle();
    void flushLater(Output *output) { m_outputs.push_back(output); }
    /// An output that is destroyed before settle() must say so.
    void forgetOutput(Output *output) { std::erase(m_outputs, output); }

    /// True while the store is behind or the machine runs short of something: connections that publish stop reading until the
    /// callback of whenCaughtUp() runs.
    bool isCongested() const { return m_use.uncommitted > m_limits.uncommittedBytes || hasAlarm(); }
    /// Raised and ended by the host; publishers wait meanwhile, consumers go on. Settle afterwards.
    void setAlarm(Alarm alarm, bool on);
    bool hasAlarm() const { return m_alarms != 0 || isOverMemory(); }
    bool hasAlarm(Alarm alarm) const { return m_alarms & quint8(alarm); }
    /// Why publishers wait, in RabbitMQ's words ("low on memory", "low on disk"); empty: no alarm.
    QByteArray alarmReason() const;
    void whenCaughtUp(std::function<void()> callback) { m_caughtUp.push_back(std::move(callback)); }

    /// What the store said when it failed last, while nothing has been committed since.
    const std::optional<Error> &storeError() const { return m_storeError; }

    /// What has failed since the start, however short it lasted.
    struct StoreFailures
    {
        quint64 count = 0;
        Error last;
    };
    const StoreFailures &storeFailures() const { return m_storeFailures; }

    /// The transaction that is gathering now; what is changed now becomes durable with it.
    quint64 gatheringSequence() const { return m_gathering; }
    /// The transaction that the next so many bytes of large messages go with, where they are written in steps.
    quint64 dueOfLarge(quint64 bytes);
    /// All that has gathered goes with the next transaction, whatever its due.
    void takeAllNext() { m_takesAll = true; }
    quint64 committedSequence() const { return m_committed; }
    /// True if a durable definition was changed that is not committed yet: a declare-ok has to wait (whenCommitted()).
    bool hasUncommittedDefinitions() const { return m_definitionSequence > m_committed; }
    /// Runs when everything gathered up to now has been committed (ok) or given up; at once if nothing is pending.
    void whenCommitted(std::function<void(bool ok)> callback);

    // For the parts of core.
    QueueId nextQueueId() { return QueueId{++m_lastQueue.v}; }
    ExchangeId nextExchangeId() { return ExchangeId{++m_lastExchange.v}; }
    ConsumerId nextConsumerId() { return ConsumerId{++m_lastConsumer.v}; }
    MessageId nextMessageId() { return MessageId{++m_lastMessage.v}; }
    ConnectionId nextConnectionId() { return ConnectionId{++m_lastConnection.v}; }
    quint64 nextRouteMark() { return ++m_routeMark; }
    MemoryUse &memoryUse() { return m_use; }
    void definitionChanged(DefinitionChange change);
    void userDeleted(const QByteArray &user);
    void schedule(Queue *queue);
    void markDirty(Queue *queue);
    void markDirty(Partition *partition);
    void queueAdded(Queue *queue);
    void queueRemoved(Queue *queue);
    void partitionAdded(Partition *partition);
    void partitionRemoved(Partition *partition);
    /// A message has died in a queue that has a dead-letter exchange: published to it before this turn is handed over to the
    /// store, so that its removal here and its arrival there are one transaction.
    /// keptAt: DeadLetter::keptAt; the queue is told what became of it.
    void deadLetter(const Queue &queue, const MessagePtr &message, DeathReason reason,
                    std::optional<quint64> keptAt = {});
    void channelAdded(Channel *channel);
    void channelRemoved(Channel *channel);
    void awaitConfirms(Channel *channel);

private:
    void pumpQueues();
    void publishDeadLetters();
    void flushOutputs();
    void resumePublishers();
    bool isOverMemory() const
    {
        return m_limits.memoryBytes != 0 && (m_isOverMemory || m_use.footprint > m_limits.memoryBytes);
    }
    void sendConfirms();
    StoreTransaction gather();
    void handOver();
    void handOverLast();
    void committed(StoreTransaction &&transaction, const Result<void> &result);
    void noteCommitted(quint64 sequence, bool ok);
    std::vector<ChunkId> keptRemovals(const StoreTransaction &transaction) const;
    void balanceMemory();
    void spill(StoreTransaction &transaction);
    bool hasGathered() const { return !m_dirty.empty() || !m_dirtyPartitions.empty() || !m_next.isEmpty(); }
    void restore(StoreContents &contents);

    // Set in the constructor.
    MessageStore &m_store;
    const Clock &m_clock;
    const BrokerLimits m_limits;

    std::map<QByteArray, std::unique_ptr<VirtualHost>> m_virtualHosts;
    std::unique_ptr<AccessControl> m_access;
    std::unique_ptr<Policies> m_policies;
    std::vector<LeavingObserver *> m_leavingObservers;
    quint64 m_retiredTopology = 0; ///< versions of the virtual hosts that are gone
    QHash<QueueId, Queue *> m_queuesById;
    QHash<QueueId, Partition *> m_partitions; ///< by their logs
    ChunkCache m_chunkCache;
    std::set<Channel *> m_channels;
    LifecycleStream m_lifecycle;
    Agenda m_agenda;
    std::unique_ptr<ConsumerGroups> m_groups; ///< these have entries in the agenda: they go before it
    std::unique_ptr<Transactions> m_transactions;
    std::unique_ptr<Cleaner> m_cleaner;
    Worker *m_worker = nullptr;
    const PropertyEditor *m_propertyEditor = nullptr;
    const RecordFormat *m_recordFormat = nullptr;
    TopicDefaults m_topicDefaults;
    MemoryUse m_use;
    BrokerCounters m_counters;
    mutable qint64 m_nowMs = 0; ///< 0: not read in this turn

    // Work of this turn.
    std::vector<Queue *> m_scheduled;
    std::vector<Queue *> m_pumping; ///< kept for its capacity
    std::vector<DeadLetter> m_deadLetters;
    std::vector<Queue *> m_dirty; ///< queues with something for the store
    std::vector<Partition *> m_dirtyPartitions;
    std::vector<Output *> m_outputs;
    std::vector<Channel *> m_confirmWaiters;
    std::vector<std::function<void()>> m_caughtUp;
    quint8 m_alarms = 0;
    bool m_isOverMemory = false; ///< has been above memoryBytes, and is not well below yet

    // The store's turn.
    StoreTransaction m_next; ///< definitions gather here
    quint64 m_gathering = 1;
    quint64 m_largeDue = 0;   ///< the transaction that large messages are written with, as many as fit into a step …
    quint64 m_largeBytes = 0; ///< … of which it has so many already
    bool m_takesAll = false;  ///< the next transaction takes also what is due later
    quint64 m_committed = 0;
    quint64 m_definitionSequence = 0;
    bool m_storeBusy = false;
    bool m_retryLater = false;
    bool m_settling = false;
    std::optional<Error> m_storeError;
    StoreFailures m_storeFailures;
    std::function<void(Result<void>)> m_stopped;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    quint64 m_nextChunk = 0;
    std::vector<std::pair<quint64, std::function<void(bool)>>> m_commitWaiters;
    quint64 m_balanceAt = 0; ///< footprint at which paging out is tried again

    QueueId m_lastQueue;
    ExchangeId m_lastExchange;
    ConsumerId m_lastConsumer;
    MessageId m_lastMessage;
    ConnectionId m_lastConnection;
    quint64 m_routeMark = 0;
};

} // namespace engine::core
