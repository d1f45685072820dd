// SPDX-License-Identifier: GPL-3.0-or-later
// Subscriptions: rates, lifetimes, and what a slow or vanished receiver gets.
#include "facadefixture.h"

#include "facade/connectionsnapshots.h"
#include "program/testprogram.h"
#include "protocol/sessioninfo.h"

#include <QElapsedTimer>
#include <QThread>

using namespace test;

namespace {

/// One whose protocol has no channels: it counts its messages itself.
class Channelless : public protocol::ConnectionInfo
{
public:
    ConnectionId connectionId() const override { return {1}; }
    QString connectionName() const override { return QStringLiteral("kafka"); }
    const protocol::ConnectionCounters &counters() const override { return all; }
    std::vector<const core::Channel *> channels() const override { return {}; }
    std::vector<protocol::TopicCounters> topicCounters() const override { return topics; }
    ConnectionSnapshot snapshot() const override { return {}; }
    void closeByOperator(const QString &) override {}
    void leaveVirtualHost(core::VirtualHost &, const QString &) override {}
    void leaveUser(const QByteArray &, const QString &) override {}

    protocol::ConnectionCounters all;
    std::vector<protocol::TopicCounters> topics;
};

} // namespace

class TestWatch : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    EmbeddedSession &session() { return *m_engine->session; }
    void publish(int count)
    {
        QList<QFuture<Result<PublishReceipt>>> answers;
        PublishRequest request;
        request.routingKey = QStringLiteral("q");
        for (int i = 0; i < count; ++i)
            answers.append(session().publish(request));
        for (const auto &answer : answers)
            QVERIFY(await(answer).ok());
    }
    /// Returns once the engine has done everything that was posted before.
    void drain() { (void)await(session().deleteExchange(QStringLiteral("/"), QStringLiteral("none"), false)); }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        QVERIFY(m_engine->declareQueue(QStringLiteral("q"), false));
    }
    void cleanup() { m_engine.reset(); }

    void theFirstSnapshotComesAtOnce()
    {
        QList<QueueSnapshot> queues;
        QElapsedTimer timer;
        timer.start();
        const auto watch = session().watchQueues(
            this, [&](const auto &now) { queues = now; }, 1);
        QTRY_COMPARE(queues.size(), 1);
        QVERIFY(timer.elapsed() < 900); // sooner than the second that follows
    }

    void nothingComesWhileNothingChanges()
    {
        int snapshots = 0;
        const auto watch = session().watchQueues(
            this, [&](const auto &) { ++snapshots; }, 20);
        QTRY_COMPARE(snapshots, 1);
        // Another watch of the same feed proves that it went on.
        int connections = 0;
        const auto other = session().watchOverview(
            this, [&](const auto &) { ++connections; }, 20);
        QTRY_VERIFY(connections > 0);
        QTest::qWait(300);
        QCOMPARE(snapshots, 1);
        publish(1);
        QTRY_VERIFY(snapshots >= 2);
    }

    void whatWentWrongBeforeIsSeenToo()
    {
        const auto client = m_engine->connectClient("billing");
        QVERIFY(client);
        QList<ConnectionSnapshot> connections;
        const auto watch = session().watchConnections(
            this, [&](const auto &now) { connections = now; }, 20);
        QTRY_COMPARE(connections.size(), 1);
        QVERIFY(await(session().closeConnection(connections[0].id, QStringLiteral("enough"))).ok());
        QList<ClientEvent> events;
        const auto late = session().watchClientEvents(
            this, [&](const auto &now) { events = now; }, 20);
        QTRY_COMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, ClientEvent::Kind::ConnectionClosed);
        QCOMPARE(events[0].client, QStringLiteral("billing"));
        QCOMPARE(events[0].code, 320);
        QVERIFY2(events[0].text.contains(QStringLiteral("enough")), qPrintable(events[0].text));
    }

    void noFasterThanAsked()
    {
        int slow = 0, fast = 0;
        const auto a = session().watchQueues(
            this, [&](const auto &) { ++slow; }, 2);
        const auto b = session().watchQueues(
            this, [&](const auto &) { ++fast; }, 20);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 2000)
            publish(1);
        QVERIFY2(slow >= 2 && slow <= 6, qPrintable(QString::number(slow)));
        QVERIFY2(fast > slow && fast <= 46, qPrintable(QString::number(fast)));
    }

    void droppingASubscriptionEndsIt()
    {
        int snapshots = 0;
        auto watch = session().watchQueues(
            this, [&](const auto &) { ++snapshots; }, 20);
        QTRY_COMPARE(snapshots, 1);
        publish(1);
        drain(); // a snapshot may be on its way by now
        watch.reset();
        const int before = snapshots;
        publish(50);
        QTest::qWait(200);
        QCOMPARE(snapshots, before);
    }

    void itMayBeDroppedFromItsOwnCallback()
    {
        int snapshots = 0;
        SubscriptionPtr watch;
        watch = session().watchQueues(
            this,
            [&](const auto &) {
                ++snapshots;
                watch.reset();
            },
            20);
        QTRY_COMPARE(snapshots, 1);
        publish(5);
        QTest::qWait(150);
        QCOMPARE(snapshots, 1);
    }

    void theContextEndsItToo()
    {
        int snapshots = 0;
        auto context = std::make_unique<QObject>();
        const auto watch = session().watchQueues(
            context.get(), [&](const auto &) { ++snapshots; }, 20);
        QTRY_COMPARE(snapshots, 1);
        publish(1);
        drain();
        context.reset();
        const int before = snapshots;
        publish(20);
        QTest::qWait(150);
        QCOMPARE(snapshots, before);
    }

    void callbacksRunOnTheContextsThread()
    {
        QThread thread;
        QObject context;
        context.moveToThread(&thread);
        thread.start();
        std::atomic<QThread *> seen = nullptr;
        auto watch = session().watchOverview(
            &context, [&](const auto &) { seen = QThread::currentThread(); }, 20);
        QTRY_COMPARE(seen.load(), &thread);
        watch.reset();
        thread.quit();
        thread.wait();
    }

    void aBusyReceiverGetsTheLatestOnly()
    {
        QList<quint64> ready;
        const auto watch = session().watchQueues(
            this, [&](const auto &now) { ready.append(now.first().ready); }, 20);
        QTRY_COMPARE(ready.size(), 1);
        // This thread does not return to its event loop for a while.
        QList<QFuture<Result<PublishReceipt>>> answers;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 600) {
            PublishRequest request;
            request.routingKey = QStringLiteral("q");
            answers.append(session().publish(request));
            answers.last().waitForFinished();
        }
        const qsizetype before = ready.size();
        QCoreApplication::processEvents();
        QCOMPARE(ready.size(), before + 1);
        QTRY_COMPARE(ready.last(), quint64(answers.size()));
    }

    void ratesRiseAndFall()
    {
        double rate = 0;
        const auto watch = session().watchOverview(
            this, [&](const OverviewSnapshot &now) { rate = now.publishRate; }, 10);
        QTRY_VERIFY_WITH_TIMEOUT((publish(20), rate > 50), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(rate, 0.0, 10000);
    }

    void theOverviewIsWhole()
    {
        const auto client = m_engine->connectClient("someone");
        QVERIFY(client);
        client->consume("q", "tag", 5, false);
        publish(3);
        OverviewSnapshot overview;
        const auto watch = session().watchOverview(
            this, [&](const OverviewSnapshot &now) { overview = now; }, 10);
        QTRY_COMPARE(overview.consumers, 1u);
        QTRY_COMPARE(overview.unacked, quint64(3));
        QCOMPARE(overview.connections, 1u);
        QCOMPARE(overview.channels, 1u);
        QCOMPARE(overview.queues, 1u);
        QVERIFY(overview.exchanges >= 7);
        QVERIFY(overview.residentBytes > 1024 * 1024);
        QVERIFY(overview.diskBytes > 0);
        QVERIFY(overview.durable);
        QVERIFY(overview.synced);
        QCOMPARE(overview.listeners, session().listeners());
    }

    void theOverviewTellsThatConfirmsDoNotWaitForTheDisk()
    {
        QVERIFY(m_engine->stop());
        m_engine->config.syncCommits = false;
        QVERIFY(m_engine->start());
        std::optional<OverviewSnapshot> overview;
        const auto watch = session().watchOverview(
            this, [&](const OverviewSnapshot &now) { overview = now; }, 10);
        QTRY_VERIFY(overview.has_value());
        QVERIFY(overview->durable);
        QVERIFY(!overview->synced);
    }

    void connectionsShowTheirConsumers()
    {
        const auto client = m_engine->connectClient("worker");
        QVERIFY(client);
        client->consume("q", "tag", 7, false);
        publish(2);
        QList<ConnectionSnapshot> connections;
        const auto watch = session().watchConnections(
            this, [&](const auto &now) { connections = now; }, 10);
        QTRY_COMPARE(connections.size(), 1);
        QTRY_COMPARE(connections.first().channels.value(0).unacked, 2u);
        const ConsumerSnapshot consumer = connections.first().channels.first().consumers.value(0);
        QCOMPARE(consumer.tag, QStringLiteral("tag"));
        QCOMPARE(consumer.prefetch, 7u);
        QCOMPARE(consumer.queueName, QStringLiteral("q"));
        QTRY_VERIFY(connections.first().bytesOutRate > 0 || (publish(1), false));
    }

    void connectionsWithoutChannelsHaveRatesOfTheirOwn()
    {
        protocol::SessionRegistry registry;
        Channelless connection;
        registry.add(&connection);
        facade::ConnectionSnapshots snapshots(registry, {});
        QCOMPARE(snapshots.list(0).front().publishRate, 0.0);
        connection.topics = {{"clicks", 5, 0}};
        QCOMPARE(snapshots.list(0).front().topics.size(), 1);
        connection.all = {1000, 2000, 30, 40};
        connection.topics = {{"clicks", 25, 10}};
        const ConnectionSnapshot now = snapshots.list(1000).front();
        QCOMPARE(now.bytesInRate, 1000.0);
        QCOMPARE(now.bytesOutRate, 2000.0);
        QCOMPARE(now.publishRate, 30.0);
        QCOMPARE(now.deliverRate, 40.0);
        QCOMPARE(now.topics, (QList<TopicUseSnapshot>{{QStringLiteral("clicks"), 25, 10, 20.0, 10.0}}));
    }

    void bindingsAreWatched()
    {
        QList<BindingSnapshot> bindings;
        const auto watch = session().watchBindings(
            this, [&](const auto &now) { bindings = now; }, 10);
        QTRY_COMPARE(bindings.size(), 1);
        BindingSpec binding;
        binding.source = QStringLiteral("amq.direct");
        binding.destination = QStringLiteral("q");
        QVERIFY(await(session().bind(binding)).ok());
        QTRY_COMPARE(bindings.size(), 2);
    }

    void tapsShowAndCount()
    {
        LiveFilter filter;
        filter.steps = 1u << int(LifecycleStep::Published);
        filter.maxPerSecond = 100;
        quint64 seen = 0, sent = 0, leftOut = 0;
        QString client;
        const auto tap = session().tap(this, filter, [&](const LiveBatch &batch) {
            QCOMPARE(batch.seen, quint64(batch.events.size()) + batch.leftOut);
            seen += batch.seen;
            sent += quint64(batch.events.size());
            leftOut += batch.leftOut;
            client = batch.events.value(0).client;
        });
        publish(1);
        QTRY_COMPARE(seen, quint64(1));
        QCOMPARE(client, QStringLiteral("window"));
        publish(1000);
        QTRY_COMPARE(seen, quint64(1001));
        QCOMPARE(seen, sent + leftOut);
        QVERIFY(leftOut > 0);

        tap->setPaused(true);
        drain();
        const quint64 sentBefore = sent;
        publish(5);
        QTRY_COMPARE(seen, quint64(1006));
        QCOMPARE(sent, sentBefore);
        QCOMPARE(seen, sent + leftOut);
        tap->setPaused(false);
        filter.queue = QStringLiteral("other");
        filter.steps = 1u << int(LifecycleStep::Enqueued);
        tap->setFilter(filter);
        publish(5);
        QTest::qWait(250);
        QCOMPARE(seen, quint64(1006));
    }

    void aDroppedTapIsGone()
    {
        quint64 seen = 0;
        auto tap = session().tap(this, {}, [&](const LiveBatch &batch) { seen += batch.seen; });
        publish(1);
        QTRY_VERIFY(seen > 0);
        tap.reset();
        const quint64 before = seen;
        publish(10);
        QTest::qWait(250);
        QCOMPARE(seen, before);
    }
};

SIGHTGLASS_TEST(TestWatch)
#include "tst_facade_watch.moc"
