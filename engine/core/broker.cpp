// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/broker.h"

#include "core/accesscontrol.h"
#include "core/cleaner.h"
#include "core/consumergroups.h"
#include "core/policies.h"
#include "core/topics.h"
#include "core/transactions.h"
#include "core/worker.h"

#include <QSet>

#include <algorithm>
#include <iterator>
#include <limits>

namespace engine::core {

namespace {

constexpr quint64 spillStepBytes = 16 * 1024 * 1024; // of one transaction, so that confirms do not wait long behind it

template <typename T>
void prepend(std::vector<T> &to, std::vector<T> &&from)
{
    from.insert(from.end(), std::make_move_iterator(to.begin()), std::make_move_iterator(to.end()));
    to = std::move(from);
}

} // namespace

Broker::Broker(MessageStore &store, const Clock &clock, BrokerLimits limits)
    : m_store(store)
    , m_clock(clock)
    , m_limits(limits)
    , m_access(std::make_unique<AccessControl>(*this))
    , m_policies(std::make_unique<Policies>(*this))
    , m_chunkCache(store.isDurable() ? limits.topicCacheBytes : ChunkCache::unlimited)
    , m_groups(std::make_unique<ConsumerGroups>(*this))
    , m_transactions(std::make_unique<Transactions>(*this))
    , m_cleaner(std::make_unique<Cleaner>(*this))
{}

Broker::~Broker()
{
    Q_ASSERT(m_channels.empty());
    *m_alive = false;
    m_virtualHosts.clear();
}

qint64 Broker::nowMs() const
{
    if (m_nowMs == 0)
        m_nowMs = m_clock.nowMs();
    return m_nowMs;
}

// ---- starting and stopping

Result<QStringList> Broker::start()
{
    Result<StoreContents> contents = m_store.open();
    if (!contents)
        return contents.error();
    restore(*contents);
    if (m_virtualHosts.empty()) {
        if (const auto made = createVirtualHost("/"); !made)
            return made.error();
    }
    m_access->ensureUser();
    settle();
    return contents->notices;
}

void Broker::restore(StoreContents &contents)
{
    m_nextChunk = contents.highestChunk.v;
    m_lastQueue = contents.highestQueue;
    m_lastMessage = contents.highestMessage;
    // In this order: hosts, what lives in them, what connects it.
    for (const Definition &definition : contents.definitions) {
        if (const auto *host = std::get_if<VirtualHostDefinition>(&definition))
            m_virtualHosts.try_emplace(host->name, std::make_unique<VirtualHost>(*this, host->name));
    }
    for (const Definition &definition : contents.definitions) {
        if (const auto *exchange = std::get_if<ExchangeDefinition>(&definition)) {
            if (VirtualHost *host = virtualHost(exchange->virtualHost))
                host->restoreExchange(*exchange);
        } else if (const auto *queue = std::get_if<QueueDefinition>(&definition)) {
            if (VirtualHost *host = virtualHost(queue->virtualHost))
                host->restoreQueue(*queue);
        } else if (const auto *topic = std::get_if<TopicDefinition>(&definition)) {
            if (VirtualHost *host = virtualHost(topic->virtualHost))
                host->topics().restore(*topic);
        }
    }
    for (const Definition &definition : contents.definitions) {
        const auto *binding = std::get_if<BindingDefinition>(&definition);
        if (VirtualHost *host = binding ? virtualHost(binding->virtualHost) : nullptr)
            host->restoreBinding(*binding);
        const auto *paused = std::get_if<PausedQueue>(&definition);
        if (Queue *target = paused ? queue(paused->queue) : nullptr)
            target->restorePaused();
        m_access->restore(definition);
        m_policies->restore(definition);
        m_groups->restore(definition);
        m_transactions->restore(definition);
    }
    m_policies->applyToAll();
    for (const StoredLog &log : contents.logs) {
        if (Queue *target = queue(log.state.log))
            target->restore(log, contents.cleanClose);
    }
    for (StoredPartition &stored : contents.partitions) {
        if (Partition *target = partition(stored.state.log))
            target->restore(std::move(stored));
    }
}

void Broker::stop(std::function<void(Result<void>)> done)
{
    m_stopped = std::move(done);
    if (!m_storeBusy)
        handOverLast();
}

void Broker::handOverLast()
{
    publishDeadLetters();
    takeAllNext();
    StoreTransaction last = gather();
    for (Queue *queue : std::as_const(m_queuesById))
        queue->mutableLog().collectState(last, queue->deliveredHigh());
    for (const Partition *partition : std::as_const(m_partitions))
        partition->collectState(last);
    const auto done = std::exchange(m_stopped, nullptr);
    if (last.isEmpty()) {
        done({});
        return;
    }
    last.sync = true;
    m_storeBusy = true;
    m_store.submit(std::move(last), [done](StoreTransaction &&, const Result<void> &result) { done(result); });
}

// ---- what there is

VirtualHost *Broker::virtualHost(const QByteArray &name) const
{
    const auto it = m_virtualHosts.find(name);
    return it == m_virtualHosts.end() ? nullptr : it->second.get();
}

Result<VirtualHost *> Broker::createVirtualHost(const QByteArray &name)
{
    if (name.isEmpty())
        return Error{BrokerError::InvalidArgument, QStringLiteral("a virtual host needs a name")};
    const auto [it, isNew] = m_virtualHosts.try_emplace(name);
    if (isNew) {
        it->second = std::make_unique<VirtualHost>(*this, name);
        definitionChanged({DefinitionChange::Kind::Put, VirtualHostDefinition{name}});
    }
    return it->second.get();
}

Result<void> Broker::deleteVirtualHost(const QByteArray &name)
{
    VirtualHost *host = virtualHost(name);
    if (!host)
        return Error{BrokerError::NotFound, QStringLiteral("vhost '%1' not found").arg(QString::fromUtf8(name))};
    const QString reason = QStringLiteral("vhost '%1' is deleted").arg(QString::fromUtf8(name));
    for (LeavingObserver *observer : std::vector(m_leavingObservers))
        observer->virtualHostLeaves(*host, reason);
    Q_ASSERT(std::none_of(m_channels.begin(), m_channels.end(),
                          [host](const Channel *channel) { return &channel->virtualHost() == host; }));
    // All of it gathers for one transaction: nothing is handed over before the turn ends.
    host->removeAll();
    m_access->virtualHostDeleted(name);
    m_policies->virtualHostDeleted(name);
    m_groups->virtualHostDeleted(name);
    definitionChanged({DefinitionChange::Kind::Remove, VirtualHostDefinition{name}});
    m_retiredTopology += host->topologyVersion() + 1;
    m_virtualHosts.erase(name);
    return {};
}

void Broker::userDeleted(const QByteArray &user)
{
    const QString reason = QStringLiteral("user '%1' is deleted").arg(QString::fromUtf8(user));
    for (LeavingObserver *observer : std::vector(m_leavingObservers))
        observer->userLeaves(user, reason);
}

quint64 Broker::topologyVersion() const
{
    quint64 version = m_retiredTopology + m_virtualHosts.size();
    for (const auto &[name, host] : m_virtualHosts)
        version += host->topologyVersion();
    return version;
}

Queue *Broker::queue(QueueId id) const
{
    return m_queuesById.value(id);
}

Partition *Broker::partition(QueueId log) const
{
    return m_partitions.value(log);
}

void Broker::partitionAdded(Partition *partition)
{
    m_partitions.insert(partition->log(), partition);
}

void Broker::partitionRemoved(Partition *partition)
{
    m_cleaner->partitionLeaves(*partition);
    m_partitions.remove(partition->log());
    std::erase(m_dirtyPartitions, partition);
}

void Broker::queueAdded(Queue *queue)
{
    m_queuesById.insert(queue->id(), queue);
}

void Broker::queueRemoved(Queue *queue)
{
    m_queuesById.remove(queue->id());
    std::erase(m_scheduled, queue);
    std::replace(m_pumping.begin(), m_pumping.end(), queue, static_cast<Queue *>(nullptr));
    std::erase(m_dirty, queue);
    for (Channel *channel : m_channels)
        channel->queueDeleted(*queue);
    queue->runLoadWaiters();
}

void Broker::channelAdded(Channel *channel)
{
    m_channels.insert(channel);
}

void Broker::channelRemoved(Channel *channel)
{
    m_channels.erase(channel);
    std::erase(m_confirmWaiters, channel);
}

void Broker::definitionChanged(DefinitionChange change)
{
    if (!m_store.isDurable())
        return;
    m_next.definitions.push_back(std::move(change));
    m_definitionSequence = m_gathering;
}

void Broker::schedule(Queue *queue)
{
    m_scheduled.push_back(queue);
}

void Broker::markDirty(Queue *queue)
{
    if (queue->isQueuedForStore)
        return;
    queue->isQueuedForStore = true;
    m_dirty.push_back(queue);
}

void Broker::markDirty(Partition *partition)
{
    if (partition->isQueuedForStore)
        return;
    partition->isQueuedForStore = true;
    m_dirtyPartitions.push_back(partition);
}

void Broker::awaitConfirms(Channel *channel)
{
    m_confirmWaiters.push_back(channel);
}

void Broker::runElsewhere(std::function<void()> job, std::function<void()> done)
{
    if (!m_worker) {
        m_agenda.at(nowMs(), [job = std::move(job), done = std::move(done)] {
            job();
            done();
        });
        return;
    }
    m_worker->run(std::move(job), [this, alive = m_alive, done = std::move(done)] {
        if (!*alive)
            return;
        done();
        settle();
    });
}

// ---- settling

void Broker::wake()
{
    m_nowMs = 0;
    m_agenda.runDue(nowMs());
    settle();
}

void Broker::settle()
{
    if (m_settling)
        return; // the turn that is under way takes care of it
    m_settling = true;
    do {
        do {
            pumpQueues();
            publishDeadLetters();
        } while (!m_scheduled.empty());
        handOver(); // where nothing is stored, this is when streams have more to read
    } while (!m_scheduled.empty());
    sendConfirms();
    flushOutputs();
    balanceMemory();
    resumePublishers();
    m_settling = false;
    m_nowMs = 0;
}

void Broker::pumpQueues()
{
    // Pumping may schedule others (an auto-delete queue ends, a channel gets credit); each round takes what there is.
    while (!m_scheduled.empty()) {
        m_pumping.swap(m_scheduled);
        for (size_t i = 0; i < m_pumping.size(); ++i) {
            if (Queue *queue = m_pumping[i]) // null: deleted meanwhile
                queue->pump();
        }
        m_pumping.clear();
    }
}

void Broker::deadLetter(const Queue &queue, const MessagePtr &message, DeathReason reason,
                        std::optional<quint64> keptAt)
{
    m_deadLetters.push_back({queue.virtualHost().name(),
                             *queue.settings().deadLetterExchange,
                             queue.settings().deadLetterRoutingKey,
                             {queue.name(), reason, nowMs()},
                             message,
                             queue.id(),
                             keptAt});
    if (keptAt)
        return; // the queue says so when it went
    m_lifecycle.emit([&] {
        return LifecycleEvent{LifecycleStep::DeadLettered,
                              message.data(),
                              &queue.virtualHost(),
                              &queue,
                              0,
                              nullptr,
                              {},
                              0,
                              causeOf(reason)};
    });
}

void Broker::publishDeadLetters()
{
    // One may push out another where it arrives, so this is a list and not a recursion.
    for (size_t i = 0; i < m_deadLetters.size(); ++i) {
        const DeadLetter letter = m_deadLetters[i];
        const bool isTaken = publishDeadLetter(*this, letter);
        if (Queue *from = letter.keptAt ? queue(letter.queue) : nullptr)
            from->deadLetterWent(*letter.keptAt, isTaken);
    }
    m_deadLetters.clear();
}

void Broker::setAlarm(Alarm alarm, bool on)
{
    m_alarms = on ? m_alarms | quint8(alarm) : m_alarms & ~quint8(alarm);
}

QByteArray Broker::alarmReason() const
{
    const bool memory = hasAlarm(Alarm::Memory) || isOverMemory();
    if (memory && hasAlarm(Alarm::Disk))
        return "low on memory & disk";
    return memory ? "low on memory" : hasAlarm(Alarm::Disk) ? "low on disk" : QByteArray();
}

void Broker::resumePublishers()
{
    // What began above the limit ends a tenth below it, or it would begin again with the next message.
    if (const quint64 limit = m_limits.memoryBytes; limit != 0)
        m_isOverMemory = m_use.footprint > (m_isOverMemory ? limit - limit / 10 : limit);
    if (m_caughtUp.empty() || isCongested())
        return;
    std::vector<std::function<void()>> callbacks;
    callbacks.swap(m_caughtUp);
    for (const auto &callback : callbacks)
        callback();
}

void Broker::flushOutputs()
{
    while (!m_outputs.empty()) {
        Output *output = m_outputs.back();
        m_outputs.pop_back();
        output->flush();
    }
}

void Broker::sendConfirms()
{
    std::erase_if(m_confirmWaiters, [this](Channel *channel) { return !channel->sendConfirms(m_committed); });
}

void Broker::whenCommitted(std::function<void(bool)> callback)
{
    takeAllNext();
    const bool gathers = hasGathered();
    if (!gathers && !m_storeBusy) {
        callback(true);
        return;
    }
    m_commitWaiters.push_back({gathers ? m_gathering : m_gathering - 1, std::move(callback)});
}

// ---- the store

quint64 Broker::dueOfLarge(quint64 bytes)
{
    constexpr quint64 stepBytes = 512 * 1024;
    if (m_largeDue < m_gathering || m_largeBytes >= stepBytes) {
        m_largeDue = std::max(m_largeDue + 1, m_gathering);
        m_largeBytes = 0;
    }
    m_largeBytes += bytes;
    return m_largeDue;
}

StoreTransaction Broker::gather()
{
    StoreTransaction transaction = std::exchange(m_next, {});
    const quint64 dueUpTo = std::exchange(m_takesAll, false) ? std::numeric_limits<quint64>::max() : m_gathering;
    bool isLeft = false;
    std::vector<Queue *> dirty;
    dirty.swap(m_dirty);
    for (Queue *queue : dirty) {
        queue->isQueuedForStore = false;
        if (!queue->collect(transaction, m_nextChunk, dueUpTo))
            continue;
        markDirty(queue);
        isLeft = true;
    }
    // Whoever waits for a later step waits no longer, if everything goes now.
    transaction.sequence = isLeft ? m_gathering : std::max(m_gathering, m_largeDue);
    m_gathering = transaction.sequence + 1;
    std::vector<Partition *> partitions;
    partitions.swap(m_dirtyPartitions);
    for (Partition *partition : partitions) {
        partition->isQueuedForStore = false;
        partition->collect(transaction, m_nextChunk);
    }
    return transaction;
}

void Broker::handOver()
{
    bool mustSpill = m_use.footprint > m_limits.transientBytes && m_store.isDurable();
    if (m_storeBusy || m_retryLater || m_stopped)
        return;
    StoreTransaction transaction;
    do {
        if (!hasGathered() && !mustSpill)
            return;
        transaction = gather();
        if (mustSpill)
            spill(transaction);
        mustSpill = false;
        // Everything due now was acknowledged before it was written: there is nothing to lose, and the next step has its turn.
        if (transaction.isEmpty())
            noteCommitted(transaction.sequence, true);
    } while (transaction.isEmpty());
    transaction.sync = !transaction.appends.empty() || !transaction.batches.empty() || !transaction.definitions.empty();
    m_storeBusy = true;
    m_store.submit(std::move(transaction),
                   [this, alive = m_alive](StoreTransaction &&done, const Result<void> &result) {
                       if (*alive)
                           committed(std::move(done), result);
                   });
}

void Broker::spill(StoreTransaction &transaction)
{
    for (Queue *queue : std::as_const(m_queuesById)) {
        if (transaction.appends.size() * QueueLog::maxSegmentBytes > spillStepBytes)
            return;
        queue->collectSpill(transaction, m_nextChunk, spillStepBytes);
    }
}

void Broker::committed(StoreTransaction &&transaction, const Result<void> &result)
{
    m_storeBusy = false;
    const bool ok = result.ok();
    for (const ChunkAppend &append : transaction.appends) {
        if (Queue *target = queue(append.log))
            target->committed(append, ok);
    }
    for (const BatchAppend &append : transaction.batches) {
        if (Partition *target = partition(append.log))
            target->committed(append, ok);
    }
    m_storeError = ok ? std::optional<Error>() : result.error();
    if (!ok) {
        ++m_storeFailures.count;
        m_storeFailures.last = result.error();
    }
    if (!ok) {
        // The appends are with their queues again; the rest is handed over again with the next transaction.
        if (!transaction.definitions.empty())
            m_definitionSequence = m_gathering; // whoever declares the same meanwhile waits for it
        prepend(m_next.definitions, std::move(transaction.definitions));
        prepend(m_next.gone, std::move(transaction.gone));
        prepend(m_next.returns, std::move(transaction.returns));
        prepend(m_next.states, std::move(transaction.states));
        prepend(m_next.removals, keptRemovals(transaction));
    }
    noteCommitted(transaction.sequence, ok);
    transaction = {};
    balanceMemory();
    resumePublishers();
    if (m_stopped) {
        handOverLast();
        return;
    }
    // After a failure the next try waits for the next turn that something else brings: no spinning on a full disk.
    m_retryLater = !ok;
    settle();
    m_retryLater = false;
}

/// The removals to be tried again: all but the chunks that a failed rewrite was to replace, which are in use again.
std::vector<ChunkId> Broker::keptRemovals(const StoreTransaction &transaction) const
{
    QSet<quint64> inUse;
    for (const ChunkAppend &append : transaction.appends) {
        Queue *target = queue(append.log);
        if (const Segment *segment = target ? target->log().segmentOf(append.base) : nullptr)
            inUse.insert(segment->chunk.v);
    }
    QueueId last; // a partition's appends stand together
    for (const BatchAppend &append : transaction.batches) {
        const Partition *target = append.log == last ? nullptr : partition(append.log);
        last = append.log;
        if (!target)
            continue;
        for (const Partition::Chunk &chunk : target->chunks())
            inUse.insert(chunk.id.v);
    }
    std::vector<ChunkId> kept;
    std::copy_if(transaction.removals.begin(), transaction.removals.end(), std::back_inserter(kept),
                 [&](ChunkId chunk) { return !inUse.contains(chunk.v); });
    return kept;
}

void Broker::noteCommitted(quint64 sequence, bool ok)
{
    if (!ok) {
        for (Channel *channel : m_confirmWaiters)
            channel->failConfirms(sequence);
    }
    m_committed = sequence;
    std::vector<std::function<void(bool)>> callbacks;
    std::erase_if(m_commitWaiters, [&](auto &waiter) {
        if (waiter.first > sequence)
            return false;
        callbacks.push_back(std::move(waiter.second));
        return true;
    });
    for (const auto &callback : callbacks)
        callback(ok);
}

void Broker::balanceMemory()
{
    if (m_use.footprint <= m_limits.cacheBytes) {
        m_balanceAt = 0;
        return;
    }
    if (m_use.footprint < m_balanceAt)
        return;
    const quint64 target = m_limits.cacheBytes - m_limits.cacheBytes / 8;
    for (Queue *queue : std::as_const(m_queuesById)) {
        if (m_use.footprint <= target)
            break;
        queue->pageOut(m_use.footprint - target);
    }
    // What is still over the budget cannot be freed now; try again when it has grown noticeably.
    m_balanceAt = m_use.footprint + m_limits.cacheBytes / 16;
}

} // namespace engine::core
