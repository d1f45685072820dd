// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of topics share: a broker over a disk image that knows record batches, and batches to append.
// Thread: engine (the test's).
#pragma once

#include "core/recordformat.h"
#include "corefixture.h"
#include "protocol/records/recordformat.h"
#include "wire/kafka/recordbatch.h"

namespace test {

/// Which producer, if any, a batch says it is of.
struct Producer
{
    qint64 id = -1;
    qint16 epoch = 0;
    qint32 sequence = 0;
    bool transactional = false;
};

/// A batch of records whose values are given; `key` and `atMs` are those of all of them.
inline Batch batchOfValues(const QByteArrayList &values, qint64 atMs, const Producer &producer = {},
                           const QByteArray &key = {})
{
    wire::OutBuffer out;
    wire::kafka::BatchOptions options;
    if (producer.id >= 0) {
        options.producerId = producer.id;
        options.producerEpoch = producer.epoch;
        options.baseSequence = producer.sequence;
        options.attributes = producer.transactional ? quint16(wire::kafka::Transactional) : quint16(0);
    }
    wire::kafka::RecordBatchBuilder builder(out, 0, options);
    qint64 offset = 0;
    for (const QByteArray &value : values)
        builder.append(offset++, atMs, key.isNull() ? QByteArrayView() : QByteArrayView(key), value);
    const QByteArray bytes = builder.finish().toByteArray();
    return protocol::records::batchOf(*wire::kafka::peek(bytes), bytes);
}

struct TopicBench : Bench
{
    explicit TopicBench(DiskImage &disk, BrokerLimits limits = {})
        : Bench(disk, limits)
    {
        broker.setRecordFormat(&format);
    }

    Topic *topic(const QByteArray &name = "t") { return host().topics().find(name); }
    Partition &partition(qint64 number = 0) { return *topic()->partition(number); }
    Topic *create(quint32 partitions = 1, const FieldTable &config = {})
    {
        Topic *made = *host().topics().create({"t", partitions, config, {}});
        broker.settle();
        store.commitAll();
        return made;
    }
    /// Appended and committed.
    quint64 append(const QByteArrayList &values, const Producer &producer = {}, const QByteArray &key = {})
    {
        const auto appended = partition().append(batchOfValues(values, clock.now, producer, key));
        Q_ASSERT(appended.ok());
        broker.settle();
        store.commitAll();
        return appended->base;
    }
    /// What one reading from an offset gives once it is there: values, and where to go on.
    struct Read
    {
        QByteArrayList values;
        quint64 next = 0;
    };
    Read read(quint64 from, quint64 limit, qsizetype most = 1 << 20)
    {
        std::vector<Partition::Slice> slices;
        while (partition().read(from, limit, most, slices) == Partition::ReadState::Loading)
            store.answerLoads();
        Read read{{}, from};
        for (const Partition::Slice &slice : slices) {
            const auto messages = format.decode(slice.view(), from, 100'000);
            for (const StoredMessage &stored : *messages)
                read.values.append(stored.message->body().toByteArray());
            read.next = format.describe(slice.view()).back().end();
        }
        return read;
    }
    /// All values from an offset up to a limit.
    QByteArrayList values(quint64 from, quint64 limit)
    {
        QByteArrayList found;
        while (from < limit) {
            const Read read = this->read(from, limit);
            found += read.values;
            if (read.next == from)
                break;
            from = read.next;
        }
        return found;
    }
    QByteArrayList all() { return values(partition().logStart(), partition().highWatermark()); }

    protocol::records::RecordFormat format;
};

} // namespace test
