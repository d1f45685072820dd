// SPDX-License-Identifier: GPL-3.0-or-later
// Compaction, with real batches: what stays and what goes; offsets, times, tombstones, producers, transactions, the end of a log.
#include "compactionfixture.h"

#include "core/stream.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestCompaction : public QObject, private CompactionWorld
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }

    void theLatestValueOfEachKeyStays_data()
    {
        QTest::addColumn<int>("codec");
        for (int codec = 0; codec <= 4; ++codec)
            QTest::addRow("codec %d", codec) << codec;
    }

    void theLatestValueOfEachKeyStays()
    {
        QFETCH(int, codec);
        const auto compression = wire::kafka::Compression(codec);
        create();
        append({{"a", "1"}, {"b", "1"}, {"a", "2"}}, {}, compression);
        append({{"c", "1"}, {"b", "2"}}, {}, compression);
        append({{"a", "3"}, {"", "empty key"}, {"d", ""}}, {}, compression);
        clean();
        const QByteArrayList left{"3=1", "4=2", "5=3", "6=empty key", "7="};
        QCOMPARE(values(), left);
        QCOMPARE(partition().records(), 5u);
        QCOMPARE(partition().logStart(), 0u);
        QCOMPARE(partition().highWatermark(), 8u);
        QCOMPARE(partition().chunks().size(), 1u);
        QCOMPARE(m_disk.batches.size(), 1u);
        for (quint64 from = 0; from < 8; ++from)
            QCOMPARE(endOfReading(from), 8u);
        QCOMPARE(bench().values(4, 8).size(), 4);
        restart();
        QCOMPARE(values(), left);
        QCOMPARE(partition().cleanBelow(), 8u); // told by the holes
        QCOMPARE(append({{"a", "4"}}), 8u);
    }

    void whatHasNoTimeKeepsThatOfItsArrival()
    {
        create();
        const qint64 cameMs = bench().clock.now;
        QVERIFY(partition().append(batchOf({{"a", "1"}, {"a", "2"}}, -1)).ok());
        settle();
        clean();
        QCOMPARE(values(), QByteArrayList{"1=2"});
        QCOMPARE(partition().newestTimestamp(), cameMs);
        restart();
        QCOMPARE(partition().newestTimestamp(), cameMs);
    }

    void compressionStays()
    {
        create();
        const QByteArray large(2000, 'x');
        append({{"a", large}, {"a", large}, {"b", large}}, {}, wire::kafka::Compression::Zstd);
        clean();
        QVERIFY(partition().bytes() < 500);
        QCOMPARE(content().size(), 2u);
    }

    void itComesBackOnlyForWhatIsNew()
    {
        create();
        for (int i = 0; i < 10; ++i)
            append({{"key " + QByteArray::number(i), QByteArray(1000, 'x')}});
        clean();
        QCOMPARE(partition().cleanBelow(), 10u);
        const ChunkId chunk = partition().chunks().front().id;
        for (int i = 0; i < 5; ++i) { // half as much is not more than half
            append({{"key 1", QByteArray(1000, 'y')}});
            clean();
        }
        QCOMPARE(partition().cleanBelow(), 10u);
        QCOMPARE(partition().chunks().front().id, chunk);
        for (int i = 0; i < 6; ++i)
            append({{"key 1", QByteArray(1000, 'y')}});
        clean();
        QCOMPARE(partition().cleanBelow(), 21u);
        QCOMPARE(partition().records(), 10u);
    }

    void theRatioIsTheTopics()
    {
        create(compacted({{"min.cleanable.dirty.ratio", "0.01"}}));
        append({{"a", QByteArray(1000, 'x')}, {"b", QByteArray(1000, 'x')}});
        clean();
        append({{"a", "2"}});
        clean();
        QCOMPARE(partition().records(), 2u);
    }

    void youngRecordsStay()
    {
        create(compacted({{"min.compaction.lag.ms", "60000"}, {"min.cleanable.dirty.ratio", "0"}}));
        append({{"a", "1"}});
        append({{"a", "2"}});
        pass(30'000);
        append({{"a", "3"}});
        clean();
        QCOMPARE(partition().records(), 3u);
        pass(30'000);
        clean();
        QCOMPARE(values(), (QByteArrayList{"1=2", "2=3"})); // the third is young, so nobody's successor yet
        pass(60'000);
        clean();
        QCOMPARE(values(), QByteArrayList{"2=3"});
    }

    void noRecordWaitsForEver()
    {
        create(compacted({{"max.compaction.lag.ms", "60000"}, {"min.cleanable.dirty.ratio", "1"}}));
        append({{"a", "1"}});
        append({{"a", "2"}});
        clean();
        QCOMPARE(partition().records(), 2u);
        pass(60'000);
        clean();
        QCOMPARE(values(), QByteArrayList{"1=2"});
    }

    void onlyTopicsThatCompact()
    {
        create({});
        append({{"a", "1"}});
        append({{"a", "2"}});
        clean();
        QCOMPARE(partition().records(), 2u);
        QVERIFY(bench().host().topics().setConfig(*bench().topic(), compacted()).ok());
        settle();
        clean();
        QCOMPARE(partition().records(), 1u);
    }

    void recordsWithoutAKeyGo()
    {
        create({});
        append({{QByteArray(), "none"}, {"a", "1"}, {QByteArray(), "none"}});
        QVERIFY(bench().host().topics().setConfig(*bench().topic(), compacted()).ok());
        settle();
        clean();
        QCOMPARE(values(), QByteArrayList{"1=1"});
        QCOMPARE(endOfReading(0), 3u);
    }

    void messagesOfAmqpAreCompactedByTheirKeys()
    {
        create();
        for (const char *body : {"1", "2", "3"}) {
            const auto message = makeMessage("key", body, true);
            message->exchange = "x";
            partition().append(message);
        }
        settle();
        clean();
        QCOMPARE(bench().all(), QByteArrayList{"3"});
        const auto noKey = makeMessage("t", "body", true); // by the default exchange
        const Queue *stream = bench().host().queue("t");
        QVERIFY(stream && stream->stream());
        QVERIFY(!stream->stream()->takes(*noKey));
        QVERIFY(!bench().host().queue("t")->enqueue(noKey, {}));
        QCOMPARE(partition().end(), 3u);
    }

    // ---- tombstones

    void tombstonesStayForTheirTime()
    {
        create(compacted({{"delete.retention.ms", "60000"}}));
        append({{"a", "1"}, {"b", "1"}});
        append({{"a", QByteArray()}});
        append({{"c", "1"}});
        clean();
        QCOMPARE(values(), (QByteArrayList{"1=1", "2=-", "3=1"}));
        pass(60'000 - Cleaner::everyMs - 1);
        clean();
        QCOMPARE(values(), (QByteArrayList{"1=1", "2=-", "3=1"}));
        clean(); // nothing is new: its time has come
        QCOMPARE(values(), (QByteArrayList{"1=1", "3=1"}));
        QCOMPARE(endOfReading(0), 4u);
        const auto before = m_disk.batches.begin()->first;
        pass(60'000);
        clean(); // and then it rests
        QCOMPARE(m_disk.batches.begin()->first, before);
    }

    void theTimeOfATombstoneIsKnownAfterARestart()
    {
        create(compacted({{"delete.retention.ms", "60000"}}));
        append({{"a", "1"}});
        append({{"a", QByteArray()}, {"b", "1"}});
        clean();
        restart();
        QCOMPARE(values(), (QByteArrayList{"1=-", "2=1"}));
        pass(60'000);
        append({{"b", QByteArray(200, 'x')}}); // enough that is new
        clean();
        QCOMPARE(values(), QByteArrayList{"3=" + QByteArray(200, 'x')});
    }

    void timesSurvive()
    {
        create(compacted({{"delete.retention.ms", "60000"}}));
        const qint64 first = bench().clock.now;
        append({{"a", "1"}});
        pass(1000);
        append({{"b", QByteArray()}, {"c", "1"}});
        pass(1000);
        append({{"a", "2"}});
        clean();
        QCOMPARE(values(), (QByteArrayList{"1=-", "2=1", "3=2"}));
        QCOMPARE(partition().oldestTimestamp(), first + 1000);
        QCOMPARE(partition().newestTimestamp(), first + 2000);
        const auto found = [&](qint64 time) {
            std::optional<Partition::Position> position;
            partition().findTime(time, [&](const auto &answer) { position = *answer; });
            bench().store.answerLoads();
            return position ? std::pair(qint64(position->offset), position->timestamp)
                            : std::pair<qint64, qint64>(-1, -1);
        };
        QCOMPARE(found(0), (std::pair<qint64, qint64>(1, first + 1000)));
        QCOMPARE(found(first + 1001), (std::pair<qint64, qint64>(3, first + 2000)));
        QCOMPARE(found(first + 2001), (std::pair<qint64, qint64>(-1, -1)));
        restart();
        QCOMPARE(partition().oldestTimestamp(), first + 1000);
        QCOMPARE(found(0), (std::pair<qint64, qint64>(1, first + 1000)));
    }

    void theBrokersTimesSurvive()
    {
        create(compacted({{"message.timestamp.type", "LogAppendTime"}}));
        QVERIFY(partition().append(batchOf({{"a", "1"}, {"b", "1"}, {"a", "2"}}, 5)).ok());
        settle();
        const qint64 time = bench().clock.now;
        clean();
        QCOMPARE(partition().records(), 2u);
        QCOMPARE(partition().oldestTimestamp(), time);
        QCOMPARE(partition().newestTimestamp(), time);
        std::optional<Partition::Position> position;
        partition().findTime(time, [&](const auto &answer) { position = *answer; });
        QVERIFY(position);
        QCOMPARE(position->timestamp, time);
    }

    // ---- the end

    void theEndIsKnownWhereNothingIsLeft()
    {
        create(compacted({{"delete.retention.ms", "1000"}}));
        append({{"a", "1"}});
        append({{"a", QByteArray()}});
        clean();
        pass(1000);
        clean();
        QCOMPARE(content().size(), 0u);
        QCOMPARE(partition().records(), 0u);
        QCOMPARE(partition().highWatermark(), 2u);
        QCOMPARE(endOfReading(0), 2u); // readers are told how far they are by an empty batch
        restart();
        QCOMPARE(partition().highWatermark(), 2u);
        QCOMPARE(append({{"a", "2"}}), 2u);
    }

    void theEndIsKnownWhereItsChunkIsGone()
    {
        create();
        append({{"a", "1"}});
        append({{"a", "2"}});
        const auto last = partition().chunks().back();
        QVERIFY(partition().replace({last.base, last.end(), {}, {}, 0}) != 0);
        settle();
        QCOMPARE(partition().chunks().size(), 1u);
        restart();
        QCOMPARE(partition().highWatermark(), 2u);
        QCOMPARE(append({{"a", "3"}}), 2u);
    }

    // ---- producers and transactions

    void producersAreKnownByEmptyBatches()
    {
        create();
        append({{"a", "1"}, {"a", "2"}}, {7, 0, 0});
        append({{"a", "3"}, {"b", "1"}}, {7, 0, 2});
        append({{"a", "4"}, {"b", "2"}}, {8, 0, 0});
        append({{"a", "5"}, {"b", "3"}});
        clean();
        QCOMPARE(values(), (QByteArrayList{"6=5", "7=3"}));
        restart();
        const auto again = partition().append(batchOf({{"a", "3"}, {"b", "1"}}, 5, {7, 0, 2}));
        QVERIFY(again.ok() && again->isDuplicate);
        QCOMPARE(again->base, 2u);
        QVERIFY(partition().append(batchOf({{"x", "1"}}, 5, {7, 0, 4})).ok());
        QCOMPARE(partition().append(batchOf({{"x", "1"}}, 5, {8, 0, 5})).error().code, BrokerError::OutOfOrderSequence);
        QVERIFY(partition().append(batchOf({{"x", "1"}}, 5, {8, 0, 2})).ok());
    }

    void emptyBatchesGoWithTheirProducers()
    {
        create();
        append({{"a", "1"}}, {7, 0, 0});
        append({{"a", "2"}});
        clean();
        QCOMPARE(bench().format.describe(m_disk.batches.begin()->second.data).size(), 2u);
        pass(25ll * 3600 * 1000);
        append({{"b", QByteArray(500, 'x')}});
        clean();
        QCOMPARE(bench().format.describe(m_disk.batches.begin()->second.data).size(), 2u); // a and b
        QCOMPARE(values().size(), 2);
    }

    void abortedRecordsGo()
    {
        create(compacted({{"delete.retention.ms", "60000"}}));
        append({{"a", "kept"}});
        append({{"a", "aborted"}, {"b", "aborted"}}, {7, 0, 0, true});
        append({{"c", "1"}});
        mark(BatchKind::Abort, {7, 0});
        append({{"d", "1"}}, {7, 0, 2, true});
        mark(BatchKind::Commit, {7, 0});
        clean();
        QCOMPARE(values(), (QByteArrayList{"0=kept", "3=1", "5=1"}));
        QCOMPARE(markers(), 2);
        QCOMPARE(partition().lastStable(), 7u);
        restart();
        QCOMPARE(partition().lastStable(), 7u);
        QCOMPARE(values(), (QByteArrayList{"0=kept", "3=1", "5=1"}));
        // The abort ends nothing any more, and goes in the end; the commit stays as long as its record.
        append({{"x", QByteArray(1000, 'x')}});
        clean();
        pass(60'000);
        append({{"y", QByteArray(3000, 'x')}});
        clean();
        QCOMPARE(markers(), 1);
        restart();
        QCOMPARE(partition().lastStable(), 9u);
        QVERIFY(!partition().producers().hasOpen(7));
        QCOMPARE(endOfReading(0), 9u);
    }

    /// Readers leave out what follows an aborted transaction's first offset until its marker comes, so the two go together.
    void anAbortThatIsGoneIsToldToNobody()
    {
        create(compacted({{"delete.retention.ms", "1000"}, {"min.cleanable.dirty.ratio", "0"}}));
        append({{"a", "aborted"}}, {7, 0, 0, true});
        mark(BatchKind::Abort, {7, 0});
        QCOMPARE(partition().producers().aborted(0, 100).size(), 1u);
        append({{"b", "1"}}, {7, 0, 1, true});
        mark(BatchKind::Commit, {7, 0});
        for (int i = 0; i < 4; ++i) {
            append({{"c", QByteArray::number(i)}});
            clean();
            QCOMPARE(partition().producers().aborted(0, 100).size(), size_t(markers() - 1));
            pass(2000);
        }
        QCOMPARE(markers(), 1);
    }

    void aTransactionThatIsLeftAsAnEmptyBatchStaysClosed()
    {
        create(compacted({{"delete.retention.ms", "1000"}, {"min.cleanable.dirty.ratio", "0"}}));
        append({{"a", "1"}}, {7, 0, 0, true});
        mark(BatchKind::Commit, {7, 0});
        append({{"a", "2"}});
        for (int i = 0; i < 5; ++i) {
            clean();
            pass(2000);
            append({{"b", QByteArray::number(i)}});
        }
        QCOMPARE(values(), (QByteArrayList{"2=2", "6=3", "7=4"})); // the last has just come
        restart();
        QCOMPARE(partition().lastStable(), partition().highWatermark());
        QVERIFY(partition().append(batchOf({{"a", "1"}}, 5, {7, 0, 0, true}))->isDuplicate);
    }

    void openTransactionsAreLeftAlone()
    {
        create();
        append({{"a", "1"}});
        append({{"a", "2"}});
        append({{"a", "open"}}, {7, 0, 0, true});
        append({{"a", "3"}});
        clean();
        QCOMPARE(values(), (QByteArrayList{"1=2", "2=open", "3=3"}));
        QCOMPARE(endOfReading(0), 2u);
        mark(BatchKind::Abort, {7, 0});
        clean();
        QCOMPARE(values(), QByteArrayList{"3=3"});
        QCOMPARE(endOfReading(0), 5u);
    }

    void settingsAreChecked()
    {
        Topics &topics = bench().host().topics();
        const auto problem = [&](const FieldTable &config) { return topics.create({"u", 1, config, {}}).ok(); };
        QVERIFY(!problem(compacted({{"max.compaction.lag.ms", "0"}})));
        QVERIFY(!problem(compacted({{"min.compaction.lag.ms", "2"}, {"max.compaction.lag.ms", "1"}})));
        QVERIFY(!problem(compacted({{"min.cleanable.dirty.ratio", "1.5"}})));
        QVERIFY(problem(compacted({{"min.compaction.lag.ms", "1"}, {"max.compaction.lag.ms", "1"}})));
    }
};

SIGHTGLASS_TEST(TestCompaction)
#include "tst_core_compaction.moc"
