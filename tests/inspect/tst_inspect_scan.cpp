// SPDX-License-Identifier: GPL-3.0-or-later
// Messages are found in whole queues and partitions, merged by time, within limits, and nothing changes by it.
#include "topicfixture.h"

#include "inspect/browser.h"
#include "inspect/scan.h"
#include "program/testprogram.h"

#include <QSet>
#include <QTest>

using namespace test;
using inspect::Scan;
using Order = ScanRequest::Order;

class TestScan : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<TopicBench> m_bench;
    std::unique_ptr<Scan> m_scan;
    QList<MessageSummary> m_found;
    ScanBatch m_last;
    static constexpr BrokerLimits limits{.cacheBytes = 256 * 1024,
                                         .topicCacheBytes = 256 * 1024,
                                         .uncommittedBytes = 4 * 1024 * 1024,
                                         .transientBytes = 3 * 1024 * 1024};

    TopicBench &bench() { return *m_bench; }
    void append(quint32 partition, const QByteArrayList &values, qint64 atMs, const QByteArray &key = {})
    {
        QVERIFY(bench().partition(partition).append(batchOfValues(values, atMs, {}, key)).ok());
        bench().broker.settle();
        bench().store.commitAll();
    }
    ScanRequest request(const MessageFilter &filter = {}, Order order = Order::NewestFirst, quint32 limit = 1000)
    {
        ScanRequest request;
        for (const auto &partition : bench().topic()->partitions())
            request.logs << partition->log();
        request.filter = filter;
        request.order = order;
        request.limit = limit;
        return request;
    }
    static MessageFilter text(const QString &text)
    {
        MessageFilter filter;
        filter.text = text;
        return filter;
    }
    void start(const ScanRequest &request)
    {
        m_found.clear();
        m_scan = std::make_unique<Scan>(bench().broker, request);
        m_scan->advance();
    }
    /// What the feed does, the disk, and what stands in for the worker.
    bool goOn()
    {
        bench().store.answerLoads();
        bench().broker.wake();
        if (m_scan->hasNews()) {
            m_last = m_scan->take();
            m_found += m_last.found;
        }
        m_scan->tick();
        return m_last.isComplete;
    }
    void finish()
    {
        m_last = {};
        QVERIFY(QTest::qWaitFor([this] { return goOn(); }, 30'000));
    }
    QByteArrayList values() const
    {
        QByteArrayList values;
        for (const MessageSummary &row : m_found)
            values << row.preview;
        std::sort(values.begin(), values.end());
        return values;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<TopicBench>(m_disk, limits);
    }
    void cleanup()
    {
        m_scan.reset();
        m_bench.reset();
    }

    void findsByTextKeyAndSize()
    {
        bench().create(3);
        append(0, {"apple pie", "pear"}, 1000, "user-1");
        append(1, {"Apple", "plum"}, 2000, "user-2");
        append(2, {"an apple a day keeps"}, 3000, "admin");
        start(request(text(QStringLiteral("apple"))));
        finish();
        QCOMPARE(values(), (QByteArrayList{"Apple", "an apple a day keeps", "apple pie"}));
        QCOMPARE(m_last.examined, quint64(5));
        QCOMPARE(m_last.total, quint64(5));
        QVERIFY(!m_last.isLimited);
        MessageFilter byKey;
        byKey.routingKey = QStringLiteral("user-*");
        byKey.minSize = 5;
        start(request(byKey));
        finish();
        QCOMPARE(values(), (QByteArrayList{"Apple", "apple pie"}));
        MessageFilter late;
        late.sinceMs = 2000;
        start(request(late, Order::OldestFirst));
        finish();
        QCOMPARE(values(), (QByteArrayList{"Apple", "an apple a day keeps", "plum"}));
        QCOMPARE(m_last.total, quint64(3));
    }

    void theNewestOfAllPartitionsComeFirst()
    {
        bench().create(4);
        // Times interleave over the partitions, a chunk at a time.
        for (int round = 0; round < 200; ++round) {
            for (quint32 partition = 0; partition < 4; ++partition) {
                const int time = round * 4 + int(partition);
                append(partition, {QByteArray::number(time).rightJustified(4, '0')}, 1000 + time);
            }
        }
        for (const auto &[order, first] : {std::pair(Order::NewestFirst, 750), std::pair(Order::OldestFirst, 0)}) {
            start(request({}, order, 50));
            finish();
            QVERIFY(m_last.isLimited);
            // More than the limit may come; the best of them are the right ones, and not everything was looked at.
            QByteArrayList best = values();
            best = order == Order::NewestFirst ? best.last(50) : best.first(50);
            for (int i = 0; i < 50; ++i)
                QCOMPARE(best.at(i).toInt(), first + i);
            QVERIFY(m_last.examined < 800);
        }
    }

    void goesThroughWhatIsOnDiskAndLeavesTheCacheAlone()
    {
        bench().create();
        const QByteArray filling(2000, 'x');
        constexpr int batches = 400;
        for (int i = 0; i < batches; ++i) {
            QByteArrayList values;
            for (int j = 0; j < 5; ++j)
                values << filling + QByteArray(i % 100 == 0 && j == 2 ? " needle " : " hay ") + QByteArray::number(i);
            append(0, values, 1000 + i);
        }
        // Merging settles.
        for (int i = 0; i < 20; ++i) {
            bench().store.answerLoads();
            bench().broker.settle();
            bench().store.commitAll();
        }
        const quint64 cached = bench().broker.chunkCache().bytes();
        QVERIFY(cached < quint64(batches) * 5 * 2000 / 2);
        start(request(text(QStringLiteral("NEEDLE"))));
        finish();
        QCOMPARE(m_found.size(), 4);
        QCOMPARE(m_last.examined, quint64(batches) * 5);
        QCOMPARE(m_last.unreadable, quint64(0));
        QCOMPARE(bench().broker.chunkCache().bytes(), cached);
        // The needle stands far behind what a preview shows.
        for (const MessageSummary &row : std::as_const(m_found))
            QVERIFY(!row.preview.contains("needle"));
    }

    void goingToAPlaceReadsAChunkOrTwo()
    {
        bench().create();
        const QByteArrayList values(50, QByteArray(1000, 'x'));
        constexpr int batches = 600;
        for (int i = 0; i < batches; ++i)
            append(0, values, 1000 + i);
        QVERIFY(bench().broker.chunkCache().bytes() < 2 * 1024 * 1024);
        const QueueId log = bench().partition(0).log();
        inspect::Browser browser(bench().broker, [](ConnectionId) { return QString(); });
        const auto wait = [this](const auto &answer) {
            while (!answer && bench().store.hasLoads())
                bench().store.answerLoads();
            return answer.has_value();
        };
        for (const quint64 offset : {quint64(0), quint64(29'000), quint64(12'345), quint64(500), quint64(29'990)}) {
            std::optional<MessagePage> page;
            const int before = bench().store.loads;
            browser.browse(log, offset, 40, [&page](const Result<MessagePage> &answer) { page = answer.value(); });
            QVERIFY(wait(page));
            QCOMPARE(page->messages.front().ref.offset, offset);
            QVERIFY(bench().store.loads - before <= 2);
        }
        for (const qint64 time : {1000, 1300, 1007, 1599}) {
            std::optional<quint64> found;
            const int before = bench().store.loads;
            browser.offsetAtTime(log, time, [&found](const Result<quint64> &answer) { found = answer.value(); });
            QVERIFY(wait(found));
            QCOMPARE(*found, quint64(time - 1000) * 50);
            QVERIFY(bench().store.loads - before <= 1);
        }
    }

    void whatComesInIsFoundToo()
    {
        bench().create(2);
        append(0, {"old match"}, 1000);
        start(request(text(QStringLiteral("match"))));
        finish();
        QCOMPARE(m_found.size(), 1);
        append(1, {"new match", "other"}, 2000);
        append(0, {"another match"}, 2001);
        QVERIFY(QTest::qWaitFor([&] { return goOn(), m_found.size() == 3; }));
        QCOMPARE(m_last.leftOut, quint64(0));
        // Too many at a time are counted, not looked at.
        QByteArrayList many;
        for (quint64 i = 0; i < Scan::mostNewcomers + 500; ++i)
            many << "match";
        append(0, many, 3000);
        QVERIFY(
            QTest::qWaitFor([&] { return goOn(), m_found.size() == 3 + 1000; }, 30'000)); // no more than was asked for
        QCOMPARE(m_last.leftOut, quint64(500));
        QCOMPARE(m_found.last().ref.offset, bench().partition(0).highWatermark() - 1);
        // Where the oldest are wanted, there is an end to it.
        start(request(text(QStringLiteral("match")), Order::OldestFirst, 50'000));
        finish();
        QVERIFY(!m_last.isLimited);
        const qsizetype before = m_found.size();
        append(1, {"one more match"}, 4000);
        QVERIFY(QTest::qWaitFor([&] { return goOn(), m_found.size() == before + 1; }));
    }

    void waitsForWhoDoesNotTake()
    {
        bench().create();
        QByteArrayList many;
        for (int i = 0; i < 3000; ++i)
            many << "match";
        for (int i = 0; i < 6; ++i)
            append(0, many, 1000 + i);
        start(request(text(QStringLiteral("match")), Order::OldestFirst, Scan::mostLimit));
        for (int i = 0; i < 50; ++i) {
            bench().store.answerLoads();
            bench().broker.wake();
            m_scan->tick();
        }
        ScanBatch batch = m_scan->take();
        QVERIFY(!batch.isComplete);
        QVERIFY(batch.found.size() >= Scan::mostWaiting);
        QVERIFY(batch.found.size() < 18'000);
        m_found = batch.found;
        finish();
        QCOMPARE(m_found.size(), 18'000);
    }

    void survivesTheTopicsEnd()
    {
        bench().create(2);
        append(0, {"a"}, 1);
        append(1, {"b"}, 2);
        const ScanRequest all = request();
        start(all);
        bench().host().topics().remove(*bench().topic());
        bench().broker.settle();
        bench().store.commitAll();
        finish();
        // One that begins with nothing there is complete at once.
        start(all);
        finish();
        QCOMPARE(m_last.total, quint64(0));
        // And one that is let go while its answer is on the way.
        bench().create();
        append(0, {"c"}, 3);
        start(request());
        m_scan.reset();
        bench().broker.wake();
    }

    void queuesAreGoneThroughInPlace()
    {
        RecordingClient client;
        bench().store.autoCommit = true;
        Channel *channel = &bench().channel(client);
        Queue *queue = bench().declare("q");
        bench().settle();
        constexpr int count = 20'000;
        for (int i = 0; i < count; ++i) {
            bench().publish(*channel, "q", QByteArray::number(i).leftJustified(100, ' '), true);
            if (i % 100 == 0)
                bench().settle();
        }
        bench().settle();
        QVERIFY(bench().broker.memoryUse().footprint < 2 * 1024 * 1024);
        const quint64 footprint = bench().broker.memoryUse().footprint;
        ScanRequest request;
        request.logs = {queue->id()};
        request.filter = text(QStringLiteral("777"));
        start(request);
        finish();
        QSet<quint64> offsets;
        for (const MessageSummary &row : std::as_const(m_found)) {
            QVERIFY(row.preview.contains("777"));
            QCOMPARE(row.state, MessageState::Ready);
            offsets << row.ref.offset;
        }
        int expected = 0;
        for (int i = 0; i < count; ++i)
            expected += QByteArray::number(i).contains("777");
        QCOMPARE(int(offsets.size()), expected);
        QCOMPARE(m_last.examined, quint64(count));
        QCOMPARE(queue->ready(), quint64(count));
        QCOMPARE(bench().broker.memoryUse().footprint, footprint);
    }
};

SIGHTGLASS_TEST(TestScan)
#include "tst_inspect_scan.moc"
