// SPDX-License-Identifier: GPL-3.0-or-later
// The live view takes what it may, counts the rest exactly, and costs next to nothing beyond that.
#include "topicfixture.h"

#include "inspect/tap.h"
#include "program/testprogram.h"

#include <QElapsedTimer>
#include <QTest>

using namespace test;

class TestTap : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<TopicBench> m_bench;
    Channel *m_channel = nullptr;

    static QString nameOf(ConnectionId id) { return QStringLiteral("client-%1").arg(id.v); }
    std::unique_ptr<inspect::Tap> open(const LiveFilter &filter)
    {
        return std::make_unique<inspect::Tap>(m_bench->broker, &TestTap::nameOf, filter);
    }
    void publish(int count, const QByteArray &queue = "q", const QByteArray &body = "hello")
    {
        for (int i = 0; i < count; ++i)
            m_bench->publish(*m_channel, queue, body, false);
    }
    /// As a Kafka client of this connection does it.
    void append(const QByteArrayList &values, const QByteArray &key = {}, quint64 connection = 3)
    {
        if (!m_bench->topic())
            m_bench->create(2);
        QVERIFY(m_bench->partition(1).append(batchOfValues(values, 1000, {}, key), {ConnectionId{connection}, 0}).ok());
        m_bench->settle();
    }
    static quint32 bit(LifecycleStep step) { return 1u << int(step); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<TopicBench>(m_disk);
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
        const int count = int(inspect::Tap::examinationsPerTake) + 1000;
        publish(count);
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 5);
        QCOMPARE(batch.leftOut, quint64(inspect::Tap::examinationsPerTake) - 5);
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

    // ---- records of topics

    void showsRecordsWithTheirPlaces()
    {
        append({"before"});
        const auto tap = open({});
        append({"hello", "world"}, "k1");
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 4);
        QCOMPARE(batch.seen, quint64(4));
        const LiveEvent &event = batch.events.at(3);
        QCOMPARE(batch.events.at(1).step, LifecycleStep::Published);
        QCOMPARE(event.step, LifecycleStep::Enqueued);
        QCOMPARE(event.sequence, quint64(4));
        QCOMPARE(event.topic, QStringLiteral("t"));
        QCOMPARE(event.partition, 1u);
        QCOMPARE(event.offset, quint64(2));
        QCOMPARE(event.queueId, m_bench->partition(1).log());
        QVERIFY(event.queue.isEmpty());
        QCOMPARE(event.virtualHost, QStringLiteral("/"));
        QCOMPARE(event.routingKey, QStringLiteral("k1"));
        QCOMPARE(event.client, QStringLiteral("client-3"));
        QCOMPARE(event.preview, QByteArray("world"));
        QCOMPARE(event.size, quint64(5));
        append({"x"}, QByteArray("\xff\0z", 3));
        QCOMPARE(tap->take(100).events.first().routingKey, QStringLiteral("0xff007a"));
    }

    void countsRecordsExactlyAndShowsAFew()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Enqueued);
        filter.maxPerSecond = 5;
        const auto tap = open(filter);
        for (int i = 0; i < 4; ++i)
            append({"a", "b", "c"});
        LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 5);
        QCOMPARE(batch.events.last().preview, QByteArray("b"));
        QCOMPARE(batch.seen, quint64(12));
        QCOMPARE(batch.leftOut, quint64(7));
        tap->setPaused(true);
        append({"a", "b"});
        batch = tap->take(1000);
        QVERIFY(batch.events.isEmpty());
        QCOMPARE(batch.seen, quint64(2));
        QCOMPARE(batch.leftOut, quint64(2));
        // What passed unseen is a gap.
        tap->setPaused(false);
        const quint64 last = 2 * 14;
        append({"d"});
        QCOMPARE(tap->take(100).events.first().sequence, last + 2);
    }

    void onlyThoseFromWhereAReaderBegins()
    {
        append({"a", "b", "c"});
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Delivered);
        const auto tap = open(filter);
        std::vector<Partition::Slice> slices;
        Partition &partition = m_bench->partition(1);
        QCOMPARE(partition.read(1, 3, 1000, slices), Partition::ReadState::Data);
        m_bench->broker.lifecycle().emitRecords([&] {
            return RecordsEvent{
                LifecycleStep::Delivered, &partition, slices.front().view(), 1, partition.recordsIn(slices.front(), 1),
                {ConnectionId{4}, 0}};
        });
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(2));
        QCOMPARE(batch.leftOut, quint64(0));
        QCOMPARE(batch.events.first().preview, QByteArray("b"));
        QCOMPARE(batch.events.last().offset, quint64(2));
    }

    void filtersRecordsByNames()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Enqueued);
        const auto tap = open(filter);
        const auto seen = [&](auto change) {
            LiveFilter changed = filter;
            change(changed);
            tap->setFilter(changed);
            append({"a", "b"}, "eu.orders");
            const LiveBatch batch = tap->take(1000);
            // Those that have arrived are filtered alike.
            const auto matches = [&](const LiveEvent &event) { return LiveEventMatcher(changed).matches(event); };
            return std::all_of(batch.events.begin(), batch.events.end(), matches) ? batch.seen : quint64(999);
        };
        QCOMPARE(seen([](LiveFilter &) {}), quint64(2));
        QCOMPARE(seen([](LiveFilter &f) { f.topic = QStringLiteral("T*"); }), quint64(2));
        QCOMPARE(seen([](LiveFilter &f) { f.topic = QStringLiteral("u"); }), quint64(0));
        QCOMPARE(seen([](LiveFilter &f) { f.client = QStringLiteral("*-3"); }), quint64(2));
        QCOMPARE(seen([](LiveFilter &f) { f.client = QStringLiteral("*-4"); }), quint64(0));
        QCOMPARE(seen([](LiveFilter &f) { f.virtualHost = QStringLiteral("dev"); }), quint64(0));
        QCOMPARE(seen([](LiveFilter &f) { f.routingKey = QStringLiteral("eu.*"); }), quint64(2));
        QCOMPARE(seen([](LiveFilter &f) { f.routingKey = QStringLiteral("us.*"); }), quint64(0));
        // They have neither.
        QCOMPARE(seen([](LiveFilter &f) { f.queue = QStringLiteral("t"); }), quint64(0));
        QCOMPARE(seen([](LiveFilter &f) { f.exchange = QStringLiteral("?*"); }), quint64(0));
        // And a topic is no queue's.
        filter.topic = QStringLiteral("*q*");
        tap->setFilter(filter);
        publish(1);
        QCOMPARE(tap->take(100).seen, quint64(0));
    }

    void aTopicsFilterFindsItsStreamsToo()
    {
        QueueDefinition definition;
        definition.name = "s";
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("stream")));
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        LiveFilter filter;
        filter.topic = QStringLiteral("s");
        const auto tap = open(filter);
        publish(1, "s");
        publish(1, "q");
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 1);
        QCOMPARE(batch.events.first().queue, QStringLiteral("s"));
        QCOMPARE(batch.events.first().topic, QStringLiteral("s"));
    }

    void filtersRecordsByTextAndSize()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Enqueued);
        filter.text = QStringLiteral("PAID");
        const auto tap = open(filter);
        append({"{\"state\":\"paid\"}", "{\"state\":\"open\"}", QByteArray(300, ' ') + "paid"}, "k");
        LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(1));
        QCOMPARE(batch.events.first().preview, QByteArray("{\"state\":\"paid\"}"));
        append({"a"}, "prepaid");
        QCOMPARE(tap->take(100).seen, quint64(1)); // by its key
        filter.text = QStringLiteral("t");
        tap->setFilter(filter);
        append({"a", "b"}, "k");
        QCOMPARE(tap->take(100).seen, quint64(2)); // by the topic's name
        filter.text.clear();
        filter.minSize = 17;
        tap->setFilter(filter);
        append({QByteArray(16, 'x'), QByteArray(17, 'x')});
        QCOMPARE(tap->take(100).seen, quint64(1));
        tap->setPaused(true); // nothing is opened then
        append({QByteArray(16, 'x'), QByteArray(17, 'x')});
        batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(0));
        QCOMPARE(batch.unexamined, quint64(2));
    }

    void saysWhichRecordsItDidNotCompare()
    {
        LiveFilter filter;
        filter.steps = bit(LifecycleStep::Enqueued);
        filter.text = QStringLiteral("needle");
        const auto tap = open(filter);
        const QByteArrayList values(1000, "a needle");
        for (quint32 i = 0; i < inspect::Tap::examinationsPerTake / 1000 + 2; ++i)
            append(values);
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(inspect::Tap::examinationsPerTake));
        QCOMPARE(batch.unexamined, quint64(2000));
        QCOMPARE(batch.seen, quint64(batch.events.size()) + batch.leftOut);
    }

    void costOfRecordsThatAreLeftOut()
    {
        append(QByteArrayList(2000, QByteArray(100, 'x')));
        LiveFilter filter;
        filter.maxPerSecond = 1;
        const auto tap = open(filter);
        append({"empties", "the bucket"});
        std::vector<Partition::Slice> slices;
        Partition &partition = m_bench->partition(1);
        QCOMPARE(partition.read(0, 2000, 1 << 22, slices), Partition::ReadState::Data);
        const RecordsEvent event{LifecycleStep::Delivered, &partition, slices.front().view(), 0, 2000,
                                 {ConnectionId{4}, 0}};
        constexpr int count = 100'000;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < count; ++i)
            static_cast<LifecycleObserver &>(*tap).observeRecords(event);
        const double nanoseconds = double(timer.nsecsElapsed()) / count;
        qInfo("%.1f ns a batch of 2,000", nanoseconds);
        QVERIFY2(nanoseconds < 2000, "batches that are left out must not be opened");
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

SIGHTGLASS_TEST(TestTap)
#include "tst_inspect_tap.moc"
