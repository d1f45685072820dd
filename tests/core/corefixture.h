// SPDX-License-Identifier: GPL-3.0-or-later
// What the core's tests share: a store in memory whose commits and loads happen when the test says so, and can fail; a
// clock that stands still; a client that keeps what it is given. Thread: engine (the test's).
#pragma once

#include "core/broker.h"

#include <QDebug>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

namespace test {

using namespace engine;
using namespace engine::core;

class FixedClock : public Clock
{
public:
    qint64 nowMs() const override { return now; }
    qint64 now = 1'000'000;
};

/// What a disk would hold.
struct DiskImage
{
    std::vector<Definition> definitions;
    struct Chunk
    {
        ChunkAppend append;
        GoneBits gone;
        std::vector<ReturnedMessage> returned;
    };
    std::map<quint64, Chunk> chunks;        // by chunk id
    std::map<quint64, BatchAppend> batches; // by chunk id
    std::map<quint64, LogState> states;
    bool clean = false;
};

class ManualStore : public MessageStore
{
public:
    explicit ManualStore(DiskImage &disk)
        : m_disk(disk)
    {}

    Result<StoreContents> open() override
    {
        StoreContents contents;
        contents.definitions = m_disk.definitions;
        contents.cleanClose = m_disk.clean;
        m_disk.clean = false;
        for (const Definition &definition : m_disk.definitions) {
            if (const auto *queue = std::get_if<QueueDefinition>(&definition)) {
                contents.highestQueue = std::max(contents.highestQueue, queue->id);
                contents.logs.push_back(logOf(queue->id));
            }
            if (const auto *topic = std::get_if<TopicDefinition>(&definition)) {
                contents.highestQueue.v = std::max(contents.highestQueue.v, topic->id.v);
                for (const QueueId log : topic->partitions) {
                    contents.highestQueue = std::max(contents.highestQueue, log);
                    contents.partitions.push_back(partitionOf(log));
                }
            }
        }
        if (!m_disk.chunks.empty())
            contents.highestChunk = ChunkId{m_disk.chunks.rbegin()->first};
        if (!m_disk.batches.empty())
            contents.highestChunk = std::max(contents.highestChunk, ChunkId{m_disk.batches.rbegin()->first});
        return contents;
    }

    void submit(StoreTransaction &&transaction, Committed done) override
    {
        Q_ASSERT(!m_done);
        pending = std::move(transaction);
        m_done = std::move(done);
        ++submitted;
    }

    void load(ChunkId chunk, Loaded loaded) override
    {
        ++loads;
        m_loads.push_back({chunk, std::move(loaded)});
    }

    void loadBatches(ChunkId chunk, BatchesLoaded loaded) override
    {
        ++loads;
        m_batchLoads.push_back({chunk, std::move(loaded)});
    }

    quint64 diskBytes() const override { return 0; }
    bool isDurable() const override { return durable; }

    bool isBusy() const { return bool(m_done); }
    void commit()
    {
        apply(pending);
        finish({});
    }
    void fail() { finish(Error{BrokerError::StorageFailed, QStringLiteral("disk full")}); }
    void commitAll()
    {
        while (isBusy())
            commit();
    }
    void answerLoads()
    {
        const auto loads_ = std::exchange(m_loads, {});
        for (const auto &[chunk, loaded] : loads_)
            answerLoad(chunk, loaded);
        const auto batchLoads = std::exchange(m_batchLoads, {});
        for (const auto &[chunk, loaded] : batchLoads)
            answerBatchLoad(chunk, loaded);
    }
    void failLoads(const Error &error)
    {
        for (const auto &[chunk, loaded] : std::exchange(m_batchLoads, {}))
            loaded(error);
        for (const auto &[chunk, loaded] : std::exchange(m_loads, {}))
            loaded(error);
    }
    bool hasLoads() const { return !m_loads.empty() || !m_batchLoads.empty(); }

    bool autoCommit = false; ///< Bench::settle() commits and answers
    bool durable = true;
    int submitted = 0;
    int loads = 0;
    StoreTransaction pending;

private:
    void finish(const Result<void> &result)
    {
        const Committed done = std::exchange(m_done, nullptr);
        done(std::move(pending), result);
    }

    StoredLog logOf(QueueId id) const
    {
        StoredLog log;
        if (const auto it = m_disk.states.find(id.v); it != m_disk.states.end())
            log.state = it->second;
        log.state.log = id;
        std::map<quint64, ChunkInfo> byBase;
        for (const auto &[chunkId, chunk] : m_disk.chunks) {
            if (chunk.append.log != id)
                continue;
            ChunkInfo info{ChunkId{chunkId}, chunk.append.base, chunk.append.span, 0,
                           GoneBits(chunk.append.span, true)};
            for (const StoredMessage &message : chunk.append.messages) {
                const qsizetype i = qsizetype(message.offset - info.base);
                const bool gone =
                    (i < chunk.gone.size() && chunk.gone.testBit(i)) || message.offset < log.state.lowWater;
                if (!gone && !message.transient)
                    info.gone.clearBit(i);
            }
            byBase[info.base] = info;
            log.returned.insert(log.returned.end(), chunk.returned.begin(), chunk.returned.end());
        }
        for (const auto &[base, info] : byBase)
            log.chunks.push_back(info);
        return log;
    }

    StoredPartition partitionOf(QueueId log) const
    {
        StoredPartition partition;
        if (const auto it = m_disk.states.find(log.v); it != m_disk.states.end())
            partition.state = it->second;
        partition.state.log = log;
        std::map<quint64, BatchChunk> byBase;
        for (const auto &[id, append] : m_disk.batches) {
            if (append.log != log || append.base + append.span <= partition.state.lowWater)
                continue;
            Q_ASSERT(!byBase.contains(append.base));
            byBase[append.base] = {
                ChunkId{id},           append.base,         append.span,     append.count, quint32(append.data.size()),
                append.firstTimestamp, append.maxTimestamp, append.producers};
        }
        for (const auto &[base, chunk] : byBase) {
            Q_ASSERT(partition.chunks.empty() || partition.chunks.back().base + partition.chunks.back().span <= base);
            partition.chunks.push_back(chunk);
        }
        return partition;
    }

    void apply(const StoreTransaction &transaction)
    {
        for (const DefinitionChange &change : transaction.definitions)
            apply(change);
        for (const ChunkAppend &append : transaction.appends) {
            Q_ASSERT(!append.messages.empty());
            Q_ASSERT(!m_disk.chunks.contains(append.chunk.v));
            m_disk.chunks[append.chunk.v] = {append, {}, {}};
        }
        for (const BatchAppend &append : transaction.batches) {
            Q_ASSERT(!m_disk.chunks.contains(append.chunk.v) && !m_disk.batches.contains(append.chunk.v));
            m_disk.batches[append.chunk.v] = append;
        }
        for (const ChunkGone &gone : transaction.gone) {
            if (const auto it = m_disk.chunks.find(gone.chunk.v); it != m_disk.chunks.end())
                it->second.gone = gone.gone;
        }
        for (const ChunkReturns &returns : transaction.returns) {
            if (const auto it = m_disk.chunks.find(returns.chunk.v); it != m_disk.chunks.end())
                it->second.returned = returns.messages;
        }
        for (const LogState &state : transaction.states)
            m_disk.states[state.log.v] = state;
        for (const ChunkId chunk : transaction.removals) {
            m_disk.chunks.erase(chunk.v);
            m_disk.batches.erase(chunk.v);
        }
    }

    void apply(const DefinitionChange &change)
    {
        const auto old = std::find_if(m_disk.definitions.begin(), m_disk.definitions.end(),
                                      [&](const Definition &d) { return sameName(d, change.definition); });
        if (change.kind == DefinitionChange::Kind::Remove && old != m_disk.definitions.end())
            forgetLogsOf(*old);
        if (old != m_disk.definitions.end())
            m_disk.definitions.erase(old);
        if (change.kind == DefinitionChange::Kind::Put)
            m_disk.definitions.push_back(change.definition);
    }

    void forgetLogsOf(const Definition &definition)
    {
        std::vector<QueueId> logs;
        if (const auto *queue = std::get_if<QueueDefinition>(&definition))
            logs = {queue->id};
        else if (const auto *topic = std::get_if<TopicDefinition>(&definition))
            logs = topic->partitions;
        for (const QueueId log : logs) {
            std::erase_if(m_disk.chunks, [&](const auto &c) { return c.second.append.log == log; });
            std::erase_if(m_disk.batches, [&](const auto &c) { return c.second.log == log; });
            m_disk.states.erase(log.v);
        }
    }

    static bool sameName(const Definition &a, const Definition &b)
    {
        if (a.index() != b.index())
            return false;
        if (const auto *queue = std::get_if<QueueDefinition>(&a))
            return queue->id == std::get<QueueDefinition>(b).id;
        if (const auto *exchange = std::get_if<ExchangeDefinition>(&a))
            return exchange->virtualHost == std::get<ExchangeDefinition>(b).virtualHost &&
                   exchange->name == std::get<ExchangeDefinition>(b).name;
        if (const auto *user = std::get_if<UserDefinition>(&a))
            return user->name == std::get<UserDefinition>(b).name;
        if (const auto *credential = std::get_if<ScramCredential>(&a)) {
            const auto &other = std::get<ScramCredential>(b);
            return credential->user == other.user && credential->mechanism == other.mechanism;
        }
        if (const auto *topic = std::get_if<TopicDefinition>(&a))
            return topic->id == std::get<TopicDefinition>(b).id;
        if (const auto *offset = std::get_if<GroupOffset>(&a)) {
            const auto &other = std::get<GroupOffset>(b);
            return std::tie(offset->virtualHost, offset->group, offset->topic, offset->partition) ==
                   std::tie(other.virtualHost, other.group, other.topic, other.partition);
        }
        if (const auto *state = std::get_if<TransactionState>(&a))
            return state->transactionalId == std::get<TransactionState>(b).transactionalId;
        if (std::holds_alternative<ProducerIdLimit>(a))
            return true;
        return a == b;
    }

    void answerLoad(ChunkId chunk, const Loaded &loaded)
    {
        const auto it = m_disk.chunks.find(chunk.v);
        if (it == m_disk.chunks.end())
            loaded(Error{BrokerError::NotFound, QStringLiteral("no such chunk")});
        else
            loaded(it->second.append.messages);
    }

    void answerBatchLoad(ChunkId chunk, const BatchesLoaded &loaded)
    {
        const auto it = m_disk.batches.find(chunk.v);
        if (it == m_disk.batches.end())
            loaded(Error{BrokerError::NotFound, QStringLiteral("no such chunk")});
        else
            loaded(it->second.data);
    }

    DiskImage &m_disk;
    Committed m_done;
    std::vector<std::pair<ChunkId, BatchesLoaded>> m_batchLoads;
    std::vector<std::pair<ChunkId, Loaded>> m_loads;
};

/// Keeps what it is given.
class RecordingClient : public ChannelClient
{
public:
    struct Delivery
    {
        quint64 tag;
        bool redelivered;
        QByteArray body;
        QByteArray consumer;
    };
    struct Confirm
    {
        quint64 tag;
        bool multiple;
        bool ok;
    };
    bool canTake() const override { return taking; }
    void deliver(const Consumer &consumer, quint64 tag, bool redelivered, const Message &message) override
    {
        deliveries.push_back({tag, redelivered, message.body().toByteArray(), consumer.tag});
    }
    void consumerCancelled(const Consumer &consumer) override { cancelled.push_back(consumer.tag); }
    void confirm(quint64 tag, bool multiple, bool ok) override { confirms.push_back({tag, multiple, ok}); }
    void acknowledgementTimedOut(qint64 timeoutMs) override { timeouts.append(timeoutMs); }
    void returned(const Message &message) override { returns.append(message.body().toByteArray()); }

    QList<QByteArray> bodies() const
    {
        QList<QByteArray> all;
        for (const Delivery &delivery : deliveries)
            all.append(delivery.body);
        return all;
    }
    /// The highest tag that is confirmed with everything before it.
    quint64 confirmedUpTo() const
    {
        quint64 highest = 0;
        for (const Confirm &confirm : confirms) {
            if (confirm.ok && (confirm.multiple || confirm.tag == highest + 1))
                highest = std::max(highest, confirm.tag);
        }
        return highest;
    }

    bool taking = true;
    std::vector<Delivery> deliveries;
    std::vector<Confirm> confirms;
    QList<QByteArray> cancelled;
    QList<QByteArray> returns;
    QList<qint64> timeouts;
};

/// Keeps the headers it writes itself; the property bytes only name them.
class HeaderBook : public PropertyEditor
{
public:
    FieldTable headers(const Message &message) const override
    {
        return m_tables.value(message.properties().toByteArray());
    }
    std::optional<QByteArray> expiration(const Message &message) const override
    {
        if (message.expirationMs == Message::noExpiration)
            return std::nullopt;
        return QByteArray::number(message.expirationMs);
    }
    std::optional<QByteArray> edited(const Message &, const Edit &edit) const override
    {
        const QByteArray name = "headers " + QByteArray::number(m_tables.size());
        m_tables.insert(name, edit.headers);
        return name;
    }

private:
    mutable QHash<QByteArray, FieldTable> m_tables;
};

inline QExplicitlySharedDataPointer<Message> makeMessage(const QByteArray &routingKey, const QByteArray &body,
                                                         bool persistent)
{
    QExplicitlySharedDataPointer<Message> message(new Message);
    message->routingKey = routingKey;
    message->payload = body;
    message->persistent = persistent;
    return message;
}

/// A broker over a disk image, with one connection's channels.
struct Bench
{
    explicit Bench(DiskImage &disk, BrokerLimits limits = {}, qint64 nowMs = 1'000'000)
        : store(disk)
        , broker(store, clock, limits)
    {
        clock.now = nowMs;
        broker.setPropertyEditor(&headers);
        const bool started = broker.start().ok();
        Q_ASSERT(started);
        Q_UNUSED(started);
    }
    ~Bench() { channels.clear(); }

    /// A turn, and with autoCommit what follows from it until nothing is left to do.
    void settle()
    {
        broker.settle();
        while (store.autoCommit && (store.isBusy() || store.hasLoads())) {
            store.answerLoads();
            store.commitAll();
        }
    }
    VirtualHost &host() { return *broker.virtualHost("/"); }
    Channel &channel(RecordingClient &client)
    {
        const ChannelRef ref{ConnectionId{1}, quint16(channels.size() + 1)};
        channels.push_back(std::make_unique<Channel>(broker, host(), ref, client));
        return *channels.back();
    }
    Queue *declare(const QByteArray &name, bool durable = true)
    {
        QueueDefinition definition;
        definition.name = name;
        definition.durable = durable;
        return *host().declareQueue(definition, ConnectionId{1});
    }
    /// Through the default exchange.
    PublishOutcome publish(Channel &channel, const QByteArray &queue, const QByteArray &body, bool persistent = true)
    {
        return channel.publish(**channel.publishTo(""), makeMessage(queue, body, persistent), {});
    }

    ManualStore store;
    FixedClock clock;
    HeaderBook headers;
    Broker broker;
    std::vector<std::unique_ptr<Channel>> channels;
};

} // namespace test
