// SPDX-License-Identifier: GPL-3.0-or-later
// What a replay reads: ranges by offset and time, partitions, filters, transactions, queues in memory and on disk.
#include "replayfixture.h"

#include "program/testprogram.h"

using namespace test;

class TestReading : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ReplayBench> m_bench;
    ReplayBench &bench() { return *m_bench; }

    void fill(int count)
    {
        for (int i = 0; i < count; i += 10) {
            bench().append(numbers(i, std::min(i + 10, count)));
            bench().clock.now += 1000;
        }
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<ReplayBench>(); }
    void cleanup() { m_bench.reset(); }

    void allOfATopic()
    {
        bench().create();
        fill(95);
        const ReplayProgress done = bench().run(bench().fromTopicToQueue());
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.total, quint64(95));
        QCOMPARE(done.looked, quint64(95));
        QCOMPARE(done.sent, quint64(95));
        QCOMPARE(done.offset, quint64(94));
        QVERIFY(done.text.isEmpty());
        QVERIFY(done.endedMs > done.startedMs);
        QCOMPARE(bench().bodies(), numbers(0, 95));
        QCOMPARE(bench().all(), numbers(0, 95)); // nothing was taken out
    }

    void offsets()
    {
        bench().create();
        fill(50);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.range.firstOffset = 7;
        spec.range.lastOffset = 23;
        QCOMPARE(*bench().replays.estimate(spec), (ReplayEstimate{17, 1}));
        QCOMPARE(bench().run(spec).sent, quint64(17));
        QCOMPARE(bench().bodies(), numbers(7, 24));
        spec.range = {1000, {}, {}, {}};
        QCOMPARE(bench().run(spec).state, State::Finished);
        QCOMPARE(bench().bodies().size(), 17);
        spec.range = {9, 8, {}, {}};
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::InvalidArgument);
    }

    void times()
    {
        bench().create();
        const qint64 start = bench().clock.now;
        fill(100);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.range.fromMs = start + 2000;
        spec.range.beforeMs = start + 4000;
        QCOMPARE(*bench().replays.estimate(spec), (ReplayEstimate{20, 1}));
        const ReplayProgress done = bench().run(spec);
        QCOMPARE(done.sent, quint64(20));
        QCOMPARE(done.skipped, quint64(0));
        QCOMPARE(bench().bodies(), numbers(20, 40));
    }

    void timesWithinAChunk()
    {
        bench().create();
        const qint64 start = bench().clock.now;
        for (int i = 0; i < 5; ++i)
            (void)bench().partition().append(batchOfValues({QByteArray::number(i)}, start + i));
        bench().settle();
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.range.fromMs = start + 1;
        spec.range.beforeMs = start + 3;
        QCOMPARE(bench().run(spec).looked, quint64(2));
        QCOMPARE(bench().bodies(), numbers(1, 3));
    }

    void partitionsAreMergedByTime()
    {
        bench().create(3);
        const qint64 start = bench().clock.now;
        for (int i = 0; i < 30; ++i)
            bench().appendTo((i * 7) % 3, batchOfValues({QByteArray::number(i)}, start + i));
        QCOMPARE(*bench().replays.estimate(bench().fromTopicToQueue()), (ReplayEstimate{30, 3}));
        QCOMPARE(bench().run(bench().fromTopicToQueue()).sent, quint64(30));
        QCOMPARE(bench().bodies(), numbers(0, 30));
    }

    void onePartition()
    {
        bench().create(2);
        bench().appendTo(0, batchOfValues({"a"}, 1));
        bench().appendTo(1, batchOfValues({"b"}, 2));
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.source.partition = 1;
        QCOMPARE(bench().run(spec).partition, quint32(1));
        QCOMPARE(bench().bodies(), QByteArrayList{"b"});
        spec.source.partition = 2;
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::NotFound);
    }

    void manyPartitionsTakeTurns()
    {
        bench().create(40);
        for (int i = 0; i < 40; ++i)
            bench().appendTo(i, batchOfValues({QByteArray::number(i)}, 1000 + i));
        bench().run(bench().fromTopicToQueue());
        QCOMPARE(bench().bodies(), numbers(0, 40));
    }

    void onlyWhatIsCommitted()
    {
        bench().create();
        const Producer aborted{1, 0, 0, true}, committed{2, 0, 0, true}, open{3, 0, 0, true};
        bench().append({"aborted"}, aborted);
        bench().append({"committed"}, committed);
        QVERIFY(bench().partition().appendMarker(BatchKind::Abort, {1, 0, -1}).ok());
        QVERIFY(bench().partition().appendMarker(BatchKind::Commit, {2, 0, -1}).ok());
        bench().append({"plain"});
        bench().append({"open"}, open);
        bench().append({"behind"});
        const ReplayProgress done = bench().run(bench().fromTopicToQueue());
        QCOMPARE(bench().bodies(), (QByteArrayList{"committed", "plain"}));
        QCOMPARE(done.state, State::Finished);
    }

    void filters_data()
    {
        QTest::addColumn<ReplayFilter>("filter");
        QTest::addColumn<QByteArrayList>("bodies");
        const auto row = [](const char *name, const ReplayFilter &filter, const QByteArrayList &bodies) {
            QTest::newRow(name) << filter << bodies;
        };
        row("key", {QStringLiteral("EU.*"), {}, {}, {}}, {"kafka", "amqp"});
        row("header is there", {{}, QStringLiteral("kind"), {}, {}}, {"amqp", "other"});
        row("header's value", {{}, QStringLiteral("kind"), QStringLiteral("7"), {}}, {"amqp"});
        row("body", {{}, {}, {}, QStringLiteral("THE")}, {"other"});
        row("key and header", {QStringLiteral("eu.?"), QStringLiteral("kind"), QStringLiteral("8"), {}}, {});
    }
    void filters()
    {
        QFETCH(ReplayFilter, filter);
        QFETCH(QByteArrayList, bodies);
        bench().create();
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "t", "#", {}}, ConnectionId{1}).ok());
        bench().append({"kafka"}, {}, "eu.1");
        FieldTable headers;
        headers.set("kind", FieldValue(qint32(7)));
        bench().publish("amq.topic", "eu.2", "amqp", headers);
        headers.set("kind", FieldValue(qint32(8)));
        bench().publish("amq.topic", "us.1", "other", headers);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.filter = filter;
        const ReplayProgress done = bench().run(spec);
        QCOMPARE(bench().bodies(), bodies);
        QCOMPARE(done.skipped, quint64(3 - bodies.size()));
        QCOMPARE(done.looked, quint64(3));
        spec.filter = {{}, {}, QStringLiteral("7"), {}};
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::InvalidArgument);
    }

    void chunksThatAreOnDisk()
    {
        m_bench = std::make_unique<ReplayBench>(BrokerLimits{.topicCacheBytes = 1});
        bench().create(2);
        for (int i = 0; i < 20; ++i)
            bench().appendTo(i % 2, batchOfValues({QByteArray::number(i)}, 1000 + i));
        const int before = bench().store.loads;
        QCOMPARE(bench().run(bench().fromTopicToQueue()).sent, quint64(20));
        QCOMPARE(bench().bodies(), numbers(0, 20));
        QVERIFY(bench().store.loads > before);
    }

    void largeBatchesAreReadInParts()
    {
        bench().create();
        bench().append(numbers(0, 12'000));
        QCOMPARE(bench().run(bench().fromTopicToQueue()).sent, quint64(12'000));
        QCOMPARE(bench().bodies(), numbers(0, 12'000));
    }

    void whatRetentionTakesMeanwhile()
    {
        bench().create();
        fill(100);
        ReplaySpec spec = bench().fromTopicToQueue();
        const ReplayId id = bench().start(spec);
        QVERIFY(bench().partition().deleteBelow(40).ok());
        const ReplayProgress done = bench().finish(id);
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(bench().bodies(), numbers(40, 100));
        QVERIFY(done.text.contains(QStringLiteral("40 messages were deleted before their turn")));
    }

    void aQueueIsCopied()
    {
        bench().declare("dead");
        for (int i = 0; i < 10; ++i)
            bench().publish({}, "dead", QByteArray::number(i));
        QVERIFY(bench().channels.front()->get("dead", false, [](const Channel::GetAnswer &) {}).ok());
        bench().settle();
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("dead"), {}};
        QCOMPARE(*bench().replays.estimate(spec), (ReplayEstimate{10, 1}));
        QCOMPARE(bench().run(spec).sent, quint64(10));
        QCOMPARE(bench().bodies(), numbers(0, 10)); // with the one that is unacked
        QCOMPARE(bench().host().queue("dead")->ready(), quint64(9));
        QCOMPARE(bench().host().queue("dead")->unacked(), quint64(1));
        spec.range.firstOffset = 4;
        spec.range.lastOffset = 5;
        bench().host().queue("q")->purge();
        QCOMPARE(bench().run(spec).sent, quint64(2));
        QCOMPARE(bench().bodies(), numbers(4, 6));
    }

    void aQueueOnDisk()
    {
        m_bench = std::make_unique<ReplayBench>(BrokerLimits{
            .cacheBytes = 64 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024});
        bench().declare("dead");
        bench().declare("q");
        for (int i = 0; i < 3000; ++i)
            bench().publish({}, "dead", QByteArray::number(i).leftJustified(100, ' '));
        bench().host().queue("dead")->pageOut(std::numeric_limits<quint64>::max());
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("dead"), {}};
        const ReplayProgress done = bench().run(spec);
        QCOMPARE(done.sent, quint64(3000));
        QCOMPARE(done.failed, quint64(0));
        QCOMPARE(bench().host().queue("q")->ready(), quint64(3000));
    }

    void whatCannotBeReadIsCounted()
    {
        m_bench = std::make_unique<ReplayBench>(BrokerLimits{.cacheBytes = 1});
        bench().declare("dead");
        bench().declare("q");
        for (int i = 0; i < 10; ++i)
            bench().publish({}, "dead", QByteArray::number(i));
        bench().host().queue("dead")->pageOut(std::numeric_limits<quint64>::max());
        const QueueLog &log = bench().host().queue("dead")->log();
        QVERIFY(!log.at(3));
        const quint64 lost = log.segmentOf(3)->live;
        bench().disk.chunks.erase(log.segmentOf(3)->chunk.v);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("dead"), {}};
        const ReplayProgress done = bench().run(spec);
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.failed, lost);
        QCOMPARE(done.sent, 10 - lost);
        QCOMPARE(done.looked, quint64(10));
        QVERIFY(done.text.contains(QStringLiteral("could not be read")));
    }

    void aStreamIsATopic()
    {
        bench().create(2);
        bench().appendTo(1, batchOfValues({"b"}, 2));
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("t-1"), {}};
        const ReplayProgress done = bench().run(spec);
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.spec.source.kind, ReplaySource::Kind::Topic);
        QCOMPARE(done.spec.source.partition, std::optional<quint32>(1));
        QCOMPARE(*bench().arrived().front().headers.find(replayedFromTopicHeader)->toText(), QByteArray("t"));
    }
};

SIGHTGLASS_TEST(TestReading)
#include "tst_replay_reading.moc"
