// SPDX-License-Identifier: GPL-3.0-or-later
// Partitions: offsets, visibility after the commit, reading from anywhere, retention, merging, producers, transactions, restart.
#include "topicfixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestPartition : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<TopicBench> m_bench;

    TopicBench &bench() { return *m_bench; }
    Partition &partition() { return m_bench->partition(); }
    void restart(BrokerLimits limits = {})
    {
        m_bench.reset();
        m_bench = std::make_unique<TopicBench>(m_disk, limits);
        m_bench->store.commitAll();
    }
    static BrokerLimits smallCache()
    {
        BrokerLimits limits;
        limits.topicCacheBytes = 1;
        return limits;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        restart();
    }

    void recordsAreVisibleAfterTheirCommit()
    {
        bench().create();
        const auto first = partition().append(batchOfValues({"a", "b"}, 5));
        QVERIFY(first.ok());
        QCOMPARE(first->base, 0u);
        bench().broker.settle();
        QCOMPARE(partition().end(), 2u);
        QCOMPARE(partition().highWatermark(), 0u);
        QCOMPARE(bench().all(), QByteArrayList());
        bench().store.commitAll();
        QCOMPARE(partition().highWatermark(), 2u);
        QCOMPARE(bench().all(), (QByteArrayList{"a", "b"}));
        QCOMPARE(bench().append({"c"}), 2u);
        QCOMPARE(bench().values(1, 3), (QByteArrayList{"b", "c"}));
        QCOMPARE(bench().values(2, 3), QByteArrayList{"c"});
        QCOMPARE(partition().records(), 3u);
    }

    void readingKnowsItsBounds()
    {
        bench().create();
        bench().append({"a"});
        std::vector<Partition::Slice> out;
        QCOMPARE(partition().read(1, 1, 100, out), Partition::ReadState::AtEnd);
        QCOMPARE(partition().read(2, 1, 100, out), Partition::ReadState::OutOfRange);
        bench().append({"b"});
        QVERIFY(partition().deleteBelow(1).ok());
        QCOMPARE(partition().read(0, 2, 100, out), Partition::ReadState::OutOfRange);
        QCOMPARE(partition().deleteBelow(5).error().code, BrokerError::OffsetOutOfRange);
        // The first batch comes whatever its size; the next one only where there is room.
        QCOMPARE(partition().read(1, 2, 1, out), Partition::ReadState::Data);
        QCOMPARE(out.size(), 1u);
    }

    void aChunkThatIsCutEndsTheReading()
    {
        bench().create();
        QByteArrayList expected;
        for (int chunk = 0; chunk < 3; ++chunk) {
            // Where the large one did not fit there is room for the small ones of the next chunk.
            for (const int size : {100, 1000, 10}) {
                expected.append(QByteArray(size, char('a' + expected.size())));
                QVERIFY(partition().append(batchOfValues({expected.back()}, 5)).ok());
            }
            bench().broker.settle();
            bench().store.commitAll();
        }
        QCOMPARE(partition().chunks().size(), 3u);
        for (const qsizetype most : {1, 200, 400, 1200, 1500, 5000}) {
            QByteArrayList found;
            for (quint64 from = 0; from < 9;) {
                const TopicBench::Read read = bench().read(from, 9, most);
                QVERIFY(read.next > from);
                found += read.values;
                from = read.next;
            }
            QCOMPARE(found, expected);
        }
    }

    void aFailedCommitIsTriedAgain()
    {
        bench().create();
        QVERIFY(partition().append(batchOfValues({"a"}, 5)).ok());
        bench().broker.settle();
        bench().store.fail();
        QCOMPARE(partition().highWatermark(), 0u);
        QVERIFY(partition().append(batchOfValues({"b"}, 5)).ok());
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(bench().all(), (QByteArrayList{"a", "b"}));
        QCOMPARE(bench().broker.memoryUse().uncommitted, 0u);
    }

    void messagesOfOtherProtocolsKeepAll()
    {
        bench().create();
        const auto message = makeMessage("key", "body", true);
        message->exchange = "x";
        message->publishedAtMs = 77;
        message->priority = 3;
        QCOMPARE(partition().append(message), 0u);
        QCOMPARE(partition().append(makeMessage("other", "next", false)), 1u);
        QVERIFY(partition().append(batchOfValues({"kafka"}, 5)).ok());
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(bench().all(), (QByteArrayList{"body", "next", "kafka"}));
        std::vector<Partition::Slice> slices;
        QCOMPARE(partition().read(0, 3, 1000, slices), Partition::ReadState::Data);
        const auto read = bench().format.decode(slices[0].view(), 0, 10);
        QVERIFY(read.ok());
        QCOMPARE(read->at(0).message->exchange, "x");
        QCOMPARE(read->at(0).message->routingKey, "key");
        QCOMPARE(read->at(0).message->priority, 3);
        QCOMPARE(read->at(0).message->publishedAtMs, 77);
        QVERIFY(read->at(0).message->persistent && !read->at(1).message->persistent);
    }

    void messagesOfOtherProtocolsHaveTheTimeOfTheirArrival()
    {
        FieldTable config;
        config.set("message.timestamp.type", FieldValue(QByteArray("LogAppendTime")));
        bench().create(1, config);
        const auto message = makeMessage("key", "body", true);
        message->publishedAtMs = 77; // it comes from a queue where it has waited
        partition().append(message);
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(partition().oldestTimestamp(), bench().clock.now);
        QCOMPARE(partition().newestTimestamp(), bench().clock.now);
        std::vector<Partition::Slice> slices;
        QCOMPARE(partition().read(0, 1, 1000, slices), Partition::ReadState::Data);
        const auto info = wire::kafka::peek(slices[0].view());
        QVERIFY(info.ok());
        QVERIFY(info->attributes & wire::kafka::LogAppendTime);
        QCOMPARE(info->maxTimestamp, bench().clock.now);
        restart();
        QCOMPARE(partition().oldestTimestamp(), 1'000'000);
    }

    void batchesOfMessagesAreNoLargerThanTheTopicAllows()
    {
        FieldTable config;
        config.set("max.message.bytes", FieldValue(QByteArray("1000")));
        bench().create(1, config);
        QVERIFY(partition().hasRoomFor(*makeMessage("k", QByteArray(300, 'x'), true)));
        QVERIFY(!partition().hasRoomFor(*makeMessage("k", QByteArray(1000, 'x'), true)));
        for (int i = 0; i < 20; ++i)
            QCOMPARE(partition().append(makeMessage("k", QByteArray(300, 'x'), true)), quint64(i));
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(bench().all().size(), 20);
        std::vector<Partition::Slice> slices;
        QCOMPARE(partition().read(0, 20, 1 << 20, slices), Partition::ReadState::Data);
        for (const Partition::Slice &slice : slices) {
            for (QByteArrayView rest = slice.view(); !rest.isEmpty();) {
                const auto info = wire::kafka::peek(rest);
                QVERIFY(info.ok());
                QVERIFY2(info.consumed() <= 1000, QByteArray::number(info.consumed()));
                rest = rest.sliced(info.consumed());
            }
        }
    }

    void whatIsDeletedInPartIsCountedByRecords()
    {
        bench().create();
        bench().append({"a", "b", "c", "d", "e"});
        QVERIFY(partition().deleteBelow(2).ok());
        QCOMPARE(partition().records(), 3u);
        bench().broker.settle();
        bench().store.commitAll();
        restart();
        QCOMPARE(partition().records(), 3u);
        QVERIFY(partition().deleteBelow(4).ok());
        QCOMPARE(partition().records(), 1u);
        QVERIFY(partition().deleteBelow(5).ok());
        QCOMPARE(partition().records(), 0u);
    }

    void markersAreNotCounted()
    {
        bench().create();
        // One chunk: three records, a marker, two records.
        QVERIFY(partition().append(batchOfValues({"t1", "t2", "t3"}, 5, {9, 0, 0, true})).ok());
        QVERIFY(partition().appendMarker(BatchKind::Commit, {9, 0, -1}).ok());
        QVERIFY(partition().append(batchOfValues({"a", "b"}, 5)).ok());
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(partition().chunks().size(), 1u);
        QCOMPARE(partition().records(), 5u);
        QVERIFY(partition().deleteBelow(5).ok());
        QCOMPARE(partition().records(), 1u);
        bench().broker.settle();
        bench().store.commitAll();
        restart();
        bench().store.answerLoads();
        QCOMPARE(partition().records(), 1u);
    }

    void whatWasCommittedIsThereAfterARestart()
    {
        bench().create(2);
        bench().append({"a", "b"});
        bench().append({"c"});
        QVERIFY(partition().append(batchOfValues({"never committed"}, 5)).ok());
        bench().broker.settle();
        restart();
        QVERIFY(bench().topic());
        QCOMPARE(bench().topic()->partitions().size(), 2u);
        QCOMPARE(partition().highWatermark(), 3u);
        QCOMPARE(bench().all(), (QByteArrayList{"a", "b", "c"}));
        QCOMPARE(bench().append({"d"}), 3u);
    }

    void theStartIsKeptWhereAllIsDeleted()
    {
        bench().create();
        bench().append({"a", "b"});
        QVERIFY(partition().deleteBelow(2).ok());
        bench().broker.settle();
        bench().store.commitAll();
        QVERIFY(m_disk.batches.empty());
        restart();
        QCOMPARE(partition().logStart(), 2u);
        QCOMPARE(bench().append({"c"}), 2u);
    }

    void theBudgetOfMemoryHolds()
    {
        restart(smallCache());
        bench().create();
        const QByteArray large(200'000, 'x');
        for (int i = 0; i < 5; ++i)
            bench().append({QByteArray::number(i) + large});
        QVERIFY(bench().broker.chunkCache().bytes() < 300'000);
        const QByteArrayList values = bench().read(1, 5, 250'000).values;
        QVERIFY(!values.isEmpty());
        QVERIFY(values.front().startsWith("1"));
    }

    void aChunkThatCannotBeReadIsPassedOver()
    {
        restart(smallCache());
        bench().create();
        const QByteArray large(Partition::chunkBytes / 2, 'x');
        for (int i = 0; i < 3; ++i)
            bench().append({large});
        m_disk.batches.erase(m_disk.batches.begin());
        const QByteArrayList values = bench().values(0, 3);
        QVERIFY(!values.isEmpty());
        QCOMPARE(partition().records(), 2u);
    }

    void smallChunksAreMerged()
    {
        bench().create();
        QByteArrayList expected;
        for (int i = 0; i < 1000; ++i) {
            expected.append("record " + QByteArray::number(i));
            bench().append({expected.back()}, {7, 0, i});
        }
        QVERIFY2(partition().chunks().size() < 80, QByteArray::number(partition().chunks().size()));
        QCOMPARE(m_disk.batches.size(), partition().chunks().size());
        QCOMPARE(bench().all(), expected);
        QCOMPARE(partition().records(), 1000u);
        restart();
        QCOMPARE(bench().all(), expected);
        QCOMPARE(partition().append(batchOfValues({"again"}, 5, {7, 0, 999}))->isDuplicate, true);
        QVERIFY(!partition().append(batchOfValues({"next"}, 5, {7, 0, 1000}))->isDuplicate);
    }

    void mergingAndDeletingMeet()
    {
        bench().create();
        for (int i = 0; i < 16; ++i)
            bench().append({QByteArray::number(i)});
        // The merge is under way when the records that it covers are deleted in part.
        QVERIFY(partition().append(batchOfValues({"16"}, 5)).ok());
        bench().broker.settle();
        QVERIFY(partition().deleteBelow(8).ok());
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(bench().all().last(), "16");
        QCOMPARE(bench().values(8, 17).size(), 9);
        const QByteArrayList before = bench().values(8, 17);
        restart();
        QCOMPARE(bench().values(8, 17), before);
    }

    void retentionByBytesRecordsAndAge()
    {
        FieldTable config;
        config.set("retention.messages", FieldValue(QByteArray("10")));
        bench().create(1, config);
        const QByteArray large(70'000, 'x');
        for (int i = 0; i < 30; ++i)
            bench().append({large});
        QCOMPARE(partition().records(), 10u);
        QCOMPARE(partition().logStart(), 20u);
        config.set("retention.messages", FieldValue(QByteArray("-1")));
        config.set("retention.ms", FieldValue(QByteArray("5000")));
        QVERIFY(bench().host().topics().setConfig(*bench().topic(), config).ok());
        QCOMPARE(partition().records(), 10u);
        bench().clock.now += 5001;
        bench().broker.wake();
        QCOMPARE(partition().records(), 0u);
        QCOMPARE(partition().logStart(), 30u);
        bench().store.commitAll();
        QVERIFY(m_disk.batches.empty());
    }

    void recordsWithoutATimeAreAsOldAsTheirStay_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("alone") << 1;
        QTest::newRow("merged") << 20;
    }
    void recordsWithoutATimeAreAsOldAsTheirStay()
    {
        QFETCH(int, count);
        FieldTable config;
        config.set("retention.ms", FieldValue(QByteArray("600000")));
        bench().create(1, config);
        const qint64 cameMs = bench().clock.now;
        const auto passTo = [&](qint64 timeMs) {
            bench().clock.now = timeMs;
            bench().broker.wake();
            bench().store.commitAll();
        };
        QByteArrayList expected;
        for (int i = 0; i < count; ++i) {
            expected.append(QByteArray::number(i));
            QVERIFY(partition().append(batchOfValues({expected.back()}, -1)).ok());
            bench().broker.settle();
            bench().store.commitAll();
        }
        QVERIFY(count == 1 || partition().chunks().size() < size_t(count));
        passTo(cameMs + 61'000);
        QCOMPARE(bench().all(), expected);
        QCOMPARE(partition().newestTimestamp(), cameMs);
        QCOMPARE(partition().timeNear(0), cameMs);
        restart();
        passTo(cameMs + 599'000);
        QCOMPARE(bench().all(), expected);
        QCOMPARE(partition().newestTimestamp(), cameMs);
        passTo(cameMs + 661'000);
        QCOMPARE(partition().records(), 0u);
        QCOMPARE(partition().logStart(), quint64(count));
    }

    void aChunkThatKnowsNoTimeIsKeptFromTheStartOn()
    {
        FieldTable config;
        config.set("retention.ms", FieldValue(QByteArray("600000")));
        bench().create(1, config);
        QVERIFY(partition().append(batchOfValues({"a"}, -1)).ok());
        bench().broker.settle();
        bench().store.commitAll();
        m_disk.batches.begin()->second.maxTimestamp = -1; // told by its batches, after damage
        restart();
        for (const qint64 passed : {61'000, 300'000, 300'000}) {
            QCOMPARE(bench().all(), QByteArrayList{"a"});
            bench().clock.now += passed;
            bench().broker.wake();
        }
        QCOMPARE(bench().all(), QByteArrayList());
    }

    void timesAreFound()
    {
        bench().create();
        for (int i = 0; i < 40; ++i) {
            bench().clock.now += 1000;
            bench().append({QByteArray(5000, 'x')});
        }
        const qint64 first = partition().oldestTimestamp();
        std::optional<Partition::Position> found;
        const auto ask = [&](qint64 time) {
            found.reset();
            partition().findTime(time,
                                 [&](const Result<std::optional<Partition::Position>> &answer) { found = *answer; });
            bench().store.answerLoads();
            return found ? qint64(found->offset) : -1;
        };
        QCOMPARE(ask(0), 0);
        QCOMPARE(ask(first + 20'000), 20);
        QCOMPARE(ask(first + 20'500), 21);
        QCOMPARE(ask(first + 100'000), -1);
    }

    void producersAreChecked()
    {
        bench().create();
        bench().append({"a", "b"}, {9, 0, 0});
        const auto again = partition().append(batchOfValues({"a", "b"}, 5, {9, 0, 0}));
        QVERIFY(again->isDuplicate);
        QCOMPARE(again->base, 0u);
        QCOMPARE(partition().append(batchOfValues({"x"}, 5, {9, 0, 5})).error().code, BrokerError::OutOfOrderSequence);
        QVERIFY(!partition().append(batchOfValues({"c"}, 5, {9, 0, 2}))->isDuplicate);
        QVERIFY(partition().append(batchOfValues({"d"}, 5, {9, 1, 0})).ok());
        QCOMPARE(partition().append(batchOfValues({"e"}, 5, {9, 0, 3})).error().code, BrokerError::ProducerFenced);
        bench().broker.settle();
        bench().store.commitAll();
        restart();
        QVERIFY(partition().append(batchOfValues({"d"}, 5, {9, 1, 0}))->isDuplicate);
    }

    void transactionsHoldReadersBack()
    {
        bench().create();
        bench().append({"t1"}, {9, 0, 0, true});
        bench().append({"plain"});
        QCOMPARE(partition().highWatermark(), 2u);
        QCOMPARE(partition().lastStable(), 0u);
        restart(); // an open transaction is known from its records
        QCOMPARE(partition().lastStable(), 0u);
        QVERIFY(partition().appendMarker(BatchKind::Abort, {9, 0, -1}).ok());
        bench().broker.settle();
        QCOMPARE(partition().lastStable(), 0u); // its end is not committed yet
        bench().store.commitAll();
        QCOMPARE(partition().lastStable(), 3u);
        const auto aborted = partition().producers().aborted(0, 3);
        QCOMPARE(aborted.size(), 1u);
        QCOMPARE(aborted[0].producer, 9);
        QCOMPARE(aborted[0].first, 0u);
        QVERIFY(partition().producers().aborted(3, 9).empty());
    }

    void theStableOffsetIsNeverDeleted()
    {
        bench().create();
        bench().append({"t1"}, {9, 0, 0, true});
        bench().append({"plain"});
        QVERIFY(partition().deleteBelow(1).ok());
        QCOMPARE(partition().lastStable(), 1u);
    }

    void anErrorOfTheDiskLosesNoChunk()
    {
        restart(smallCache());
        bench().create();
        const QByteArray large(Partition::chunkBytes / 2, 'x');
        bench().append({large});
        bench().append({large});
        std::vector<Partition::Slice> out;
        QCOMPARE(partition().read(0, 2, 10, out), Partition::ReadState::Loading);
        bench().store.failLoads({BrokerError::StorageFailed, QStringLiteral("disk error")});
        QCOMPARE(partition().records(), 2u);
        QCOMPARE(bench().values(0, 2).size(), 2);
    }

    void compactionReplacesChunks()
    {
        bench().create();
        bench().append({"old"}, {}, "k");
        bench().append({"new"}, {}, "k");
        const auto before = partition().chunks();
        QVERIFY(partition().replace({before[0].base, before[0].end(), {}, {}, 0}) != 0);
        bench().broker.settle();
        bench().store.commitAll();
        QCOMPARE(bench().all(), QByteArrayList{"new"});
        QCOMPARE(bench().values(0, 2), QByteArrayList{"new"});
        restart();
        QCOMPARE(bench().values(0, 2), QByteArrayList{"new"});
        QCOMPARE(partition().logStart(), 0u);
    }

    void aTopicGoesWithItsRecords()
    {
        bench().create();
        bench().append({"a"});
        QVERIFY(partition().append(batchOfValues({"under way"}, 5)).ok());
        bench().broker.settle();
        bench().host().topics().remove(*bench().topic());
        bench().broker.settle();
        bench().store.commitAll();
        QVERIFY(m_disk.batches.empty());
        QCOMPARE(bench().broker.memoryUse().uncommitted, 0u);
        QCOMPARE(bench().broker.chunkCache().bytes(), 0u);
        restart();
        QVERIFY(!bench().topic());
    }

    void namesAndNumbersAreChecked()
    {
        Topics &topics = bench().host().topics();
        bench().declare("q");
        QCOMPARE(topics.create({"q", 1, {}, {}}).error().code, BrokerError::AlreadyExists);
        QCOMPARE(topics.create({"t", 0, {}, {}}).error().code, BrokerError::InvalidArgument);
        QCOMPARE(topics.create({"t", 1025, {}, {}}).error().code, BrokerError::InvalidArgument);
        FieldTable config;
        config.set("retention.ms", FieldValue(QByteArray("soon")));
        QCOMPARE(topics.create({"t", 1, config, {}}).error().code, BrokerError::InvalidArgument);
        config = {};
        config.set("retention.millis", FieldValue(QByteArray("1")));
        QCOMPARE(topics.create({"t", 1, config, {}}).error().code, BrokerError::InvalidArgument);
        QVERIFY(topics.create({"t", 3, {}, {}}).ok());
        QVERIFY(topics.grow(*topics.find("t"), 5).ok());
        QCOMPARE(topics.grow(*topics.find("t"), 5).error().code, BrokerError::InvalidArgument);
        QueueDefinition definition;
        definition.name = "t";
        QCOMPARE(bench().host().declareQueue(definition, ConnectionId{1}).error().code,
                 BrokerError::PreconditionFailed);
        QVERIFY(Topics::isKafkaName("a.b_c-1"));
        QVERIFY(!Topics::isKafkaName("a b") && !Topics::isKafkaName("..") && !Topics::isKafkaName(""));
    }

    void withoutAStoreEverythingStays()
    {
        m_bench.reset();
        DiskImage nowhere;
        TopicBench volatileBench(nowhere);
        volatileBench.store.durable = false;
        volatileBench.create();
        for (int i = 0; i < 40; ++i)
            volatileBench.append({QByteArray::number(i)});
        QCOMPARE(volatileBench.all().size(), 40);
        QVERIFY(nowhere.batches.empty());
    }
};

SIGHTGLASS_TEST(TestPartition)
#include "tst_core_partition.moc"
