// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of compaction share: keyed records, a broker whose worker, store and clock go step by step, and what is in a
// log. Thread: engine (the test's).
#pragma once

#include "core/cleaner.h"
#include "core/worker.h"
#include "topicfixture.h"
#include "wire/kafka/compression.h"

#include <deque>
#include <map>
#include <optional>

namespace test {

/// Jobs wait until the test runs them.
class TestWorker final : public Worker
{
public:
    void run(std::function<void()> job, std::function<void()> done) override
    {
        m_jobs.push_back({std::move(job), std::move(done)});
    }
    /// As when the worker ends.
    void clear() { m_jobs.clear(); }
    bool runOne()
    {
        if (m_jobs.empty())
            return false;
        const Job next = std::move(m_jobs.front());
        m_jobs.pop_front();
        next.job();
        next.done();
        return true;
    }

private:
    struct Job
    {
        std::function<void()> job, done;
    };
    std::deque<Job> m_jobs;
};

struct Record
{
    QByteArray key;
    QByteArray value; ///< null: a tombstone
};
using Records = std::vector<Record>;

inline QByteArrayView nullable(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArrayView() : QByteArrayView(bytes);
}

inline Batch batchOf(const Records &records, qint64 atMs, const Producer &producer = {},
                     wire::kafka::Compression compression = wire::kafka::Compression::None)
{
    wire::OutBuffer out, packed;
    wire::kafka::BatchOptions options;
    if (producer.id >= 0) {
        options.producerId = producer.id;
        options.producerEpoch = producer.epoch;
        options.baseSequence = producer.sequence;
        options.attributes = producer.transactional ? quint16(wire::kafka::Transactional) : quint16(0);
    }
    wire::kafka::RecordBatchBuilder builder(out, 0, options);
    qint64 offset = 0;
    for (const Record &record : records)
        builder.append(offset++, atMs, nullable(record.key), nullable(record.value));
    const QByteArrayView plain = builder.finish();
    if (compression == wire::kafka::Compression::None)
        return protocol::records::batchOf(*wire::kafka::peek(plain), plain.toByteArray());
    const QByteArray bytes =
        wire::kafka::compressed(plain, *wire::kafka::peek(plain), compression, packed).toByteArray();
    return protocol::records::batchOf(*wire::kafka::peek(bytes), bytes);
}

inline FieldTable compacted(std::initializer_list<std::pair<const char *, const char *>> more = {})
{
    FieldTable config;
    config.set("cleanup.policy", FieldValue(QByteArray("compact")));
    for (const auto &[key, value] : more)
        config.set(key, FieldValue(QByteArray(value)));
    return config;
}

inline BrokerLimits nothingCached()
{
    BrokerLimits limits;
    limits.topicCacheBytes = 1;
    return limits;
}

class CompactionWorld
{
protected:
    /// Nothing on the disk, and a broker that has started.
    void begin()
    {
        m_disk = {};
        m_nowMs = 1'000'000;
        m_bench.reset();
        restart();
    }
    DiskImage m_disk;
    TestWorker m_worker;
    std::unique_ptr<TopicBench> m_bench;
    qint64 m_nowMs = 1'000'000;

    TopicBench &bench() { return *m_bench; }
    Broker &broker() { return m_bench->broker; }
    Partition &partition() { return m_bench->partition(); }

    void restart(BrokerLimits limits = {})
    {
        m_bench.reset();
        m_worker.clear();
        m_bench = std::make_unique<TopicBench>(m_disk, limits);
        m_bench->clock.now = m_nowMs;
        m_bench->broker.setWorker(&m_worker);
        m_bench->broker.wake();
        m_bench->store.commitAll();
    }
    void create(const FieldTable &config = compacted()) { bench().create(1, config); }
    quint64 append(const Records &records, const Producer &producer = {},
                   wire::kafka::Compression compression = wire::kafka::Compression::None)
    {
        const auto appended = partition().append(batchOf(records, bench().clock.now, producer, compression));
        Q_ASSERT(appended.ok());
        settle();
        return appended->base;
    }
    void mark(BatchKind kind, const Producer &producer)
    {
        Q_ASSERT(partition().appendMarker(kind, {producer.id, producer.epoch, -1}).ok());
        settle();
    }
    void settle()
    {
        broker().settle();
        bench().store.commitAll();
    }
    void pass(qint64 ms)
    {
        bench().clock.now += ms;
        m_nowMs = bench().clock.now;
        broker().wake();
    }
    /// One thing that waits is done: a job, a reading, a commit. False: nothing waits.
    bool step()
    {
        if (m_worker.runOne())
            return true;
        if (bench().store.hasLoads()) {
            bench().store.answerLoads();
            return true;
        }
        if (bench().store.isBusy()) {
            bench().store.commit();
            return true;
        }
        const auto due = broker().agenda().earliest();
        if (!due || *due > bench().clock.now)
            return false;
        broker().wake();
        return true;
    }
    void startCleaning() { pass(Cleaner::everyMs); }
    void clean()
    {
        startCleaning();
        while (step()) {
        }
    }
    /// What is there, by offset: key and value.
    std::map<quint64, Record> content()
    {
        std::map<quint64, Record> found;
        for (const auto &chunk : partition().chunks()) {
            std::optional<QByteArray> data;
            partition().load(chunk.id, [&](const Result<QByteArray> &batches) { data = *batches; });
            bench().store.answerLoads();
            QByteArrayView rest = *data;
            wire::kafka::Decompressor decompressor;
            while (!rest.isEmpty()) {
                const auto info = wire::kafka::peek(rest);
                Q_ASSERT(info);
                const auto plain = decompressor.plain(rest.first(info.consumed()), *info);
                wire::kafka::RecordReader reader(plain->bytes, plain->info);
                for (wire::kafka::RecordView record; reader.next(record);) {
                    if (!(info->attributes & wire::kafka::ControlBatch))
                        found[quint64(record.offset)] = {record.key.isNull() ? QByteArray() : record.key.toByteArray(),
                                                         record.value.isNull() ? QByteArray()
                                                                               : record.value.toByteArray()};
                }
                rest = rest.sliced(info.consumed());
            }
        }
        return found;
    }
    QByteArrayList values()
    {
        QByteArrayList all;
        for (const auto &[offset, record] : content())
            all.append(QByteArray::number(offset) + '=' + (record.value.isNull() ? "-" : record.value));
        return all;
    }
    qsizetype markers()
    {
        qsizetype count = 0;
        for (const auto &chunk : partition().chunks()) {
            partition().load(chunk.id, [&](const Result<QByteArray> &batches) {
                for (const Batch &batch : bench().format.describe(*batches))
                    count += batch.kind != BatchKind::Data;
            });
            bench().store.answerLoads();
        }
        return count;
    }
    /// How far a reader gets that starts here.
    quint64 endOfReading(quint64 from)
    {
        for (;;) {
            const auto read = bench().read(from, partition().lastStable());
            if (read.next == from)
                return from;
            from = read.next;
        }
    }
};

} // namespace test
