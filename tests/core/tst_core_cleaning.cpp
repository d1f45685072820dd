// SPDX-License-Identifier: GPL-3.0-or-later
// Compaction on its way: bounded maps, many chunks, what it meets (writers, readers, deletions, failures, the end of the
// process), and a log of everything at random.
#include "compactionfixture.h"

#include "program/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace test;

class TestCleaning : public QObject, private CompactionWorld
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }

    void aMapThatIsFullTakesSeveralPasses()
    {
        broker().cleaner().setMostKeys(10);
        create(compacted({{"min.cleanable.dirty.ratio", "0"}}));
        for (int i = 0; i < 60; ++i)
            append({{"key " + QByteArray::number(i % 30), QByteArray::number(i)}});
        clean();
        QCOMPARE(partition().records(), 30u);
        QCOMPARE(partition().cleanBelow(), 60u);
        for (const auto &[offset, record] : content())
            QCOMPARE(record.value, QByteArray::number(offset));
    }

    void aChunkWithMoreKeysThanTheMapTakesSeveralPasses()
    {
        broker().cleaner().setMostKeys(10);
        create(compacted({{"min.cleanable.dirty.ratio", "0"}}));
        Records records;
        for (int i = 0; i < 60; ++i)
            records.push_back({"key " + QByteArray::number(i % 30), QByteArray::number(i)});
        append(records);
        clean();
        QCOMPARE(partition().records(), 30u);
        QCOMPARE(values().front(), QByteArray("30=30"));
        QCOMPARE(partition().cleanBelow(), 60u);
    }

    void chunksAreReadPastTheCache()
    {
        restart(nothingCached());
        create();
        const QByteArray large(Partition::chunkBytes / 2, 'x');
        for (int i = 0; i < 6; ++i)
            append({{"key " + QByteArray::number(i % 2), QByteArray::number(i) + large}});
        clean();
        QCOMPARE(partition().records(), 2u);
        QVERIFY(content().at(5).value.startsWith("5"));
        QVERIFY(broker().chunkCache().bytes() < quint64(Partition::chunkBytes));
    }

    void manyChunksBecomeOne()
    {
        create();
        for (int i = 0; i < 300; ++i)
            append({{"key " + QByteArray::number(i), QByteArray(500, 'x')}});
        QVERIFY(partition().chunks().size() > 10);
        append({{"key 1", QByteArray(500, 'y')}});
        clean();
        QCOMPARE(partition().chunks().size(), 1u);
        QCOMPARE(partition().records(), 300u);
        QCOMPARE(m_disk.batches.size(), 1u);
    }

    void writingGoesOnMeanwhile()
    {
        create();
        for (int i = 0; i < 20; ++i)
            append({{"a", QByteArray::number(i)}});
        startCleaning();
        int next = 20;
        while (step()) {
            if (next < 40)
                append({{"a", QByteArray::number(next++)}});
        }
        QCOMPARE(content().rbegin()->second.value, QByteArray::number(next - 1));
        while (next < 80)
            append({{"a", QByteArray::number(next++)}});
        clean();
        QCOMPARE(values(), QByteArrayList{"79=79"});
        QCOMPARE(endOfReading(0), 80u);
    }

    void readersKeepWhatTheyHold()
    {
        create();
        append({{"a", "1"}, {"a", "2"}});
        std::vector<Partition::Slice> slices;
        QCOMPARE(partition().read(0, 2, 1000, slices), Partition::ReadState::Data);
        clean();
        QCOMPARE(partition().records(), 1u);
        QCOMPARE(bench().format.decode(slices.front().view(), 0, 10)->size(), 2u);
    }

    void deletingInTheMiddle_data()
    {
        QTest::addColumn<int>("steps");
        for (int steps = 0; steps < 12; ++steps)
            QTest::addRow("after %d steps", steps) << steps;
    }

    /// Whatever it meets, nothing that is to stay is lost, and the next pass does what is left.
    void deletingInTheMiddle()
    {
        QFETCH(int, steps);
        restart(nothingCached());
        create(compacted({{"min.cleanable.dirty.ratio", "0"}}));
        const QByteArray large(Partition::chunkBytes / 3, 'x');
        for (int i = 0; i < 12; ++i)
            append({{"key " + QByteArray::number(i % 5), QByteArray::number(i) + large}});
        startCleaning();
        for (int i = 0; i < steps; ++i)
            step();
        QVERIFY(partition().deleteBelow(8).ok());
        broker().settle();
        while (step()) {
        }
        clean();
        append({{"key 0", QByteArray(100, 'y')}});
        clean();
        clean();
        QCOMPARE(partition().logStart(), 8u);
        std::vector<quint64> offsets;
        for (const auto &[offset, record] : content()) {
            if (offset >= 8)
                offsets.push_back(offset);
        }
        QCOMPARE(offsets, (std::vector<quint64>{8, 9, 11, 12}));
        QCOMPARE(bench().values(8, 13).size(), 4);
    }

    void aTopicThatGoesInTheMiddle_data() { deletingInTheMiddle_data(); }
    void aTopicThatGoesInTheMiddle()
    {
        QFETCH(int, steps);
        restart(nothingCached());
        create();
        for (int i = 0; i < 8; ++i)
            append({{"a", QByteArray(Partition::chunkBytes / 3, 'x')}});
        startCleaning();
        for (int i = 0; i < steps; ++i)
            step();
        bench().host().topics().remove(*bench().topic());
        broker().settle();
        while (step()) {
        }
        QVERIFY(m_disk.batches.empty());
        create();
        append({{"a", "1"}});
        append({{"a", "2"}});
        clean();
        QCOMPARE(partition().records(), 1u);
    }

    void theEndInTheMiddle_data()
    {
        QTest::addColumn<int>("steps");
        for (int steps = 0; steps < 40; steps += 3)
            QTest::addRow("after %d steps", steps) << steps;
    }

    void theEndInTheMiddle()
    {
        QFETCH(int, steps);
        restart(nothingCached());
        create(compacted({{"min.cleanable.dirty.ratio", "0"}}));
        std::map<QByteArray, quint64> latest;
        for (int i = 0; i < 24; ++i) {
            const QByteArray key = QByteArray::number(i % 7);
            latest[key] = append({{key, QByteArray::number(i) + QByteArray(Partition::chunkBytes / 3, 'x')}});
        }
        startCleaning();
        for (int i = 0; i < steps; ++i)
            step();
        restart(nothingCached()); // as after a kill -9: what was not committed has never been
        const auto there = content();
        for (const auto &[key, offset] : latest)
            QVERIFY(there.contains(offset));
        QCOMPARE(partition().highWatermark(), 24u);
        clean();
        QCOMPARE(partition().records(), latest.size());
        QCOMPARE(endOfReading(0), 24u);
    }

    void aCommitThatFailsCostsThePassOnly()
    {
        create();
        append({{"a", "1"}});
        append({{"a", "2"}});
        startCleaning();
        while (!bench().store.isBusy() && step()) {
        }
        QVERIFY(bench().store.isBusy());
        bench().store.fail();
        while (step()) {
        }
        QCOMPARE(partition().records(), 2u);
        clean();
        QCOMPARE(values(), QByteArrayList{"1=2"});
        QCOMPARE(m_disk.batches.size(), 1u);
    }

    void aReadingThatFailsCostsThePassOnly()
    {
        restart(nothingCached());
        create();
        for (int i = 0; i < 4; ++i)
            append({{"a", QByteArray(Partition::chunkBytes, 'x')}});
        startCleaning();
        QVERIFY(bench().store.hasLoads());
        bench().store.failLoads({BrokerError::StorageFailed, QStringLiteral("disk error")});
        while (step()) {
        }
        QCOMPARE(partition().records(), 4u);
        clean();
        QCOMPARE(partition().records(), 1u);
    }

    void mergingKeepsOffWhatIsClean()
    {
        create();
        append({{"a", "1"}});
        append({{"a", "2"}, {"b", QByteArray(1000, 'x')}});
        clean();
        for (int i = 0; i < 18; ++i)
            append({{"a", QByteArray::number(i)}});
        QVERIFY(partition().chunks().size() < 10); // they are merged, but not with the first
        QCOMPARE(partition().chunks().front().end(), 3u);
        restart();
        QCOMPARE(partition().cleanBelow(), 3u);
        clean();
        QCOMPARE(values().size(), 2);
        QCOMPARE(values().back(), QByteArray("20=17"));
    }

    void withoutAStore()
    {
        m_bench.reset();
        DiskImage nowhere;
        m_bench = std::make_unique<TopicBench>(nowhere);
        bench().store.durable = false;
        bench().clock.now = m_nowMs;
        broker().setWorker(&m_worker);
        create();
        for (int i = 0; i < 40; ++i)
            append({{"a", QByteArray::number(i)}});
        clean();
        QCOMPARE(values(), QByteArrayList{"39=39"});
        m_bench.reset();
    }

    void withoutAWorker()
    {
        broker().setWorker(nullptr);
        create();
        append({{"a", "1"}});
        append({{"a", "2"}});
        clean();
        QCOMPARE(values(), QByteArrayList{"1=2"});
    }

    void everythingAtRandom_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void everythingAtRandom();
};

namespace {

/// What a log must say: for each key the offset of its latest committed record, and of each offset what was written there.
struct Model
{
    struct Transaction
    {
        qint32 sequence = 0;
        bool isOpen = false;
        std::vector<std::pair<QByteArray, quint64>> written;
    };
    std::map<quint64, Record> all;
    std::map<QByteArray, quint64> latest;
    std::map<qint64, Transaction> producers;
    std::set<quint64> aborted;

    void commit(const QByteArray &key, quint64 offset) { latest[key] = std::max(latest[key], offset); }
};

} // namespace

/// Records, tombstones, transactions, deletions, restarts and passes that are cut off, in any order. In the end every key has
/// its latest committed value, everything that is there is what was written there, and no key is there twice.
void TestCleaning::everythingAtRandom()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    const auto below = [&](int n) { return int(random.bounded(n)); };
    const BrokerLimits limits = seed % 2 ? nothingCached() : BrokerLimits();
    restart(limits);
    if (seed % 3 == 0)
        broker().cleaner().setMostKeys(8);
    create(compacted({{"delete.retention.ms", "20000"}, {"min.cleanable.dirty.ratio", "0.2"}}));
    Model model;
    const auto write = [&](qint64 id) {
        Producer producer{id, 0, id >= 0 ? model.producers[id].sequence : 0, id >= 0};
        Records records;
        for (int i = below(5); i >= 0; --i) {
            const QByteArray value = below(5) == 0 ? QByteArray() : QByteArray::number(random.generate());
            records.push_back({"key " + QByteArray::number(below(20)), value});
        }
        const auto appended =
            partition().append(batchOf(records, bench().clock.now, producer, wire::kafka::Compression(below(2) * 3)));
        QVERIFY(appended.ok());
        quint64 offset = appended->base;
        for (const Record &record : records) {
            model.all[offset] = record;
            if (id >= 0)
                model.producers[id].written.emplace_back(record.key, offset);
            else
                model.commit(record.key, offset);
            ++offset;
        }
        if (id >= 0) {
            model.producers[id].sequence += qint32(records.size());
            model.producers[id].isOpen = true;
        }
        settle();
    };
    const auto finish = [&](qint64 id, bool commits) {
        Model::Transaction &transaction = model.producers[id];
        if (!std::exchange(transaction.isOpen, false))
            return;
        mark(commits ? BatchKind::Commit : BatchKind::Abort, {id, 0});
        for (const auto &[key, offset] : std::exchange(transaction.written, {})) {
            if (commits)
                model.commit(key, offset);
            else
                model.aborted.insert(offset);
        }
    };
    for (int turn = 0; turn < 150; ++turn) {
        switch (below(12)) {
        case 0:
        case 1:
            write(100 + below(3));
            break;
        case 2:
            finish(100 + below(3), below(2) == 0);
            break;
        case 3:
            startCleaning();
            break;
        case 4:
            clean();
            break;
        case 5:
            for (int i = below(10); i > 0; --i)
                step();
            break;
        case 6:
            // How far a pass came that knew few keys is not to be told by the holes: that many keys are few for this test only.
            if (below(4) == 0 && seed % 3 != 0)
                restart(limits);
            break;
        case 7:
            if (below(10) == 0)
                QVERIFY(partition().deleteBelow(quint64(below(int(partition().highWatermark()) + 1))).ok());
            break;
        default:
            write(-1);
            break;
        }
    }
    for (const qint64 id : {100, 101, 102})
        finish(id, true);
    append({{"last", QByteArray(20'000, 'x')}}); // so much is new that all is due
    model.commit("last", partition().highWatermark() - 1);
    model.all[partition().highWatermark() - 1] = {"last", QByteArray(20'000, 'x')};
    const quint64 end = partition().highWatermark();
    clean();
    restart(limits);
    QCOMPARE(partition().highWatermark(), end);
    QCOMPARE(partition().lastStable(), end);
    QCOMPARE(endOfReading(partition().logStart()), end);
    quint64 records = 0;
    std::map<QByteArray, quint64> there;
    for (const auto &[offset, record] : content()) {
        QVERIFY(model.all.contains(offset));
        QCOMPARE(record.key, model.all[offset].key);
        QCOMPARE(record.value.isNull(), model.all[offset].value.isNull());
        QCOMPARE(record.value, model.all[offset].value);
        if (offset < partition().logStart())
            continue;
        ++records;
        QVERIFY2(!model.aborted.contains(offset), QByteArray::number(offset));
        QVERIFY2(!there.contains(record.key), record.key);
        there[record.key] = offset;
    }
    QCOMPARE(records, partition().records());
    for (const auto &[key, offset] : model.latest) {
        if (offset >= partition().logStart() && !model.all[offset].value.isNull())
            QVERIFY2(there.contains(key) && there[key] == offset, key);
        else if (there.contains(key))
            QCOMPARE(there[key], offset);
    }
    for (const auto &[id, transaction] : model.producers) {
        if (transaction.sequence == 0)
            continue;
        const auto state = partition().producers().states().constFind(id);
        const bool isKnown = state != partition().producers().states().cend() && !state->last.empty();
        const auto wrong = partition().append(batchOf({{"x", "x"}}, 5, {id, 0, transaction.sequence + 3, true}));
        QVERIFY(!isKnown || !wrong.ok());
    }
}

SIGHTGLASS_TEST(TestCleaning)
#include "tst_core_cleaning.moc"
