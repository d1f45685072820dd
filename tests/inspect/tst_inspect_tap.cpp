// SPDX-License-Identifier: GPL-3.0-or-later
// The live view takes what it may, counts the rest exactly, and costs next to nothing beyond that.
#include "corefixture.h"

#include "inspect/tap.h"

#include <QElapsedTimer>
#include <QTest>

using namespace test;
using inspect::Tap;

class TestTap : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

    static QString nameOf(ConnectionId id) { return QStringLiteral("client-%1").arg(id.v); }
    std::unique_ptr<Tap> open(const LiveFilter &filter)
    {
        return std::make_unique<Tap>(m_bench->broker, &TestTap::nameOf, filter);
    }
    void publish(int count, const QByteArray &queue = "q", const QByteArray &body = "hello")
    {
        for (int i = 0; i < count; ++i)
            m_bench->publish(*m_channel, queue, body, false);
    }
    static quint32 bit(LifecycleStep step) { return 1u << int(step); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_bench->declare("q", false);
        m_bench->declare("other", false);
        m_bench->settle();
    }
    void cleanup() { m_bench.reset(); }

    void showsEveryStepWithItsNames()
    {
        const auto tap = open({});
        publish(1);
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(batch.events.size()));
        QCOMPARE(batch.leftOut, quint64(0));
        const auto find = [&](LifecycleStep step) {
            return std::find_if(batch.events.begin(), batch.events.end(),
                                [step](const LiveEvent &e) { return e.step == step; });
        };
        const auto enqueued = find(LifecycleStep::Enqueued);
        QVERIFY(find(LifecycleStep::Published) != batch.events.end());
        QVERIFY(find(LifecycleStep::Routed) != batch.events.end());
        QVERIFY(enqueued != batch.events.end());
        QCOMPARE(enqueued->queue, QStringLiteral("q"));
        QCOMPARE(enqueued->virtualHost, QStringLiteral("/"));
        QCOMPARE(enqueued->routingKey, QStringLiteral("q"));
        QCOMPARE(enqueued->client, QStringLiteral("client-1"));
        QCOMPARE(enqueued->size, quint64(5));
        QCOMPARE(enqueued->preview, QByteArray("hello"));
        QVERIFY(enqueued->message.isValid());
        QCOMPARE(find(LifecycleStep::Published)->message, enqueued->message);
    }

    void countsExactlyWhatItLeavesOut()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Published);
        filter.maxPerSecond = 100;
        const auto tap = open(filter);
        quint64 seen = 0, sent = 0, leftOut = 0;
        for (int round = 0; round < 10; ++round) {
            publish(500);
            const LiveBatch batch = tap->take(100);
            QCOMPARE(batch.seen, quint64(500));
            QCOMPARE(batch.seen, quint64(batch.events.size()) + batch.leftOut);
            seen += batch.seen;
            sent += quint64(batch.events.size());
            leftOut += batch.leftOut;
        }
        QCOMPARE(seen, quint64(5000));
        QCOMPARE(seen, sent + leftOut);
        // The bucket was full at first; each tenth of a second then adds ten.
        QCOMPARE(sent, quint64(100 + 9 * 10));
    }

    void gapsInTheSequenceAreWhatWasLeftOut()
    {
        LiveFilter filter;
        filter.maxPerSecond = 10;
        const auto tap = open(filter);
        publish(100);
        LiveBatch batch = tap->take(1000);
        const quint64 last = batch.events.last().sequence;
        const quint64 left = batch.leftOut;
        publish(1);
        batch = tap->take(100);
        QCOMPARE(batch.events.first().sequence, last + left + 1);
    }

    void filtersByNames()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Enqueued);
        filter.queue = QStringLiteral("OTH*");
        const auto tap = open(filter);
        publish(3, "q");
        publish(2, "other");
        LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(2));
        QCOMPARE(batch.events.first().queue, QStringLiteral("other"));

        filter.queue.clear();
        filter.client = QStringLiteral("client-2");
        tap->setFilter(filter);
        publish(3);
        QCOMPARE(tap->take(100).seen, quint64(0));
        filter.client = QStringLiteral("*-1");
        tap->setFilter(filter);
        publish(3);
        QCOMPARE(tap->take(100).seen, quint64(3));
    }

    void filtersByTextAndSize()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Published);
        filter.text = QStringLiteral("PAID");
        const auto tap = open(filter);
        publish(1, "q", "{\"state\":\"paid\"}");
        publish(1, "q", "{\"state\":\"open\"}");
        publish(1, "q", QByteArray(300, ' ') + "paid"); // beyond the preview
        QCOMPARE(tap->take(100).seen, quint64(1));
        filter.text.clear();
        filter.minSize = 17;
        tap->setFilter(filter);
        publish(1, "q", QByteArray(16, 'x'));
        publish(1, "q", QByteArray(17, 'x'));
        QCOMPARE(tap->take(100).seen, quint64(1));
    }

    void saysWhatItDidNotCompare()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Published);
        filter.text = QStringLiteral("hello");
        filter.maxPerSecond = 5;
        const auto tap = open(filter);
        const int count = int(Tap::examinationsPerTake) + 1000;
        publish(count);
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 5);
        QCOMPARE(batch.leftOut, quint64(Tap::examinationsPerTake) - 5);
        QCOMPARE(batch.seen, quint64(batch.events.size()) + batch.leftOut);
        QCOMPARE(batch.unexamined, quint64(1000));
    }

    void aPausedTapOnlyCounts()
    {
        QVERIFY(!m_bench->broker.lifecycle().isWatched());
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Published);
        {
            const auto tap = open(filter);
            tap->setPaused(true);
            publish(5);
            QVERIFY(tap->hasNews());
            LiveBatch batch = tap->take(100);
            QVERIFY(batch.events.isEmpty());
            QCOMPARE(batch.seen, quint64(5));
            QCOMPARE(batch.leftOut, quint64(5));
            filter.text = QStringLiteral("nowhere");
            tap->setFilter(filter);
            publish(3);
            batch = tap->take(100);
            QCOMPARE(batch.seen, quint64(0));
            QCOMPARE(batch.unexamined, quint64(3));
            filter.text.clear();
            tap->setFilter(filter);
            tap->setPaused(false);
            publish(1);
            QCOMPARE(tap->take(100).events.size(), 1);
        }
        QVERIFY(!m_bench->broker.lifecycle().isWatched());
    }

    void aBatchThatWaitsDoesNotGrow()
    {
        LiveFilter filter;
        filter.maxPerSecond = 50;
        const auto tap = open(filter);
        for (int i = 0; i < 100; ++i) {
            publish(50);
            tap->refill(1000);
        }
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 50);
        QCOMPARE(batch.seen, quint64(batch.events.size()) + batch.leftOut);
    }

    void costOfWhatIsLeftOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no filter") << QString();
        QTest::newRow("text, beyond the budget") << QStringLiteral("nowhere");
    }
    void costOfWhatIsLeftOut()
    {
        QFETCH(QString, text);
        LiveFilter filter;
        filter.maxPerSecond = 1;
        filter.text = text;
        const auto tap = open(filter);
        publish(20000); // empties the bucket and the budget
        const auto message = makeMessage("q", QByteArray(256, 'x'), false);
        const LifecycleEvent event{LifecycleStep::Delivered,
                                   message.data(),
                                   &m_bench->host(),
                                   m_bench->host().queue("q"),
                                   1,
                                   nullptr,
                                   {ConnectionId{1}, 1},
                                   0};
        constexpr int count = 2'000'000;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < count; ++i)
            static_cast<LifecycleObserver &>(*tap).observe(event);
        const double nanoseconds = double(timer.nsecsElapsed()) / count;
        qInfo("%.1f ns an event", nanoseconds);
        QVERIFY2(nanoseconds < 500, "the live view must not slow the broker down");
    }
};

QTEST_GUILESS_MAIN(TestTap)
#include "tst_inspect_tap.moc"
