// SPDX-License-Identifier: GPL-3.0-or-later
// Memory is bounded however long the backlog; what was paged out comes back in order.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestPaging : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;
    static constexpr BrokerLimits limits{
        .cacheBytes = 1024 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024};

    Broker &broker() { return m_bench->broker; }
    void restart()
    {
        m_bench = std::make_unique<Bench>(m_disk, limits);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
    }
    void publish(int from, int to, bool persistent)
    {
        for (int i = from; i < to; ++i) {
            m_bench->publish(*m_channel, "q", QByteArray::number(i).leftJustified(200, ' '), persistent);
            if (i % 50 == 0)
                m_bench->settle();
        }
        m_bench->settle();
    }
    void consumeAll(int from, int to)
    {
        m_client->deliveries.clear();
        m_channel->setPrefetch(500, false);
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        int next = from;
        size_t seen = 0;
        while (next < to) {
            QVERIFY2(seen < m_client->deliveries.size(), "nothing more comes");
            for (; seen < m_client->deliveries.size(); ++seen)
                QCOMPARE(m_client->deliveries[seen].body.trimmed().toInt(), next++);
            QVERIFY(broker().memoryUse().footprint < 2 * 1024 * 1024);
            QVERIFY(m_channel->acknowledge(m_client->deliveries.back().tag, true).ok());
            m_bench->settle();
        }
        QCOMPARE(m_bench->host().queue("q")->log().live(), quint64(0));
        QCOMPARE(broker().memoryUse().footprint, quint64(0));
        QCOMPARE(broker().memoryUse().uncommitted, quint64(0));
    }

private Q_SLOTS:
    /// Each queue keeps what its consumers will ask for next; without consumers that is nothing.
    void manyIdleQueuesStayWithinTheBudget()
    {
        m_disk = {};
        restart();
        constexpr int queues = 100;
        for (int i = 0; i < queues; ++i) {
            const QByteArray name = "idle" + QByteArray::number(i);
            m_bench->declare(name);
            for (int n = 0; n < 3; ++n)
                m_bench->publish(*m_channel, name, QByteArray(20'000, 'x'), true);
            m_bench->settle();
        }
        QVERIFY2(broker().memoryUse().footprint <= limits.cacheBytes + limits.cacheBytes / 8, "while they are filled");
        restart();
        m_bench->settle();
        QVERIFY2(broker().memoryUse().footprint <= limits.cacheBytes + limits.cacheBytes / 8, "after a start");
        for (int i = 0; i < queues; ++i)
            QCOMPARE(m_bench->host().queue("idle" + QByteArray::number(i))->ready(), quint64(3));
    }

    void init()
    {
        m_bench.reset();
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        restart();
        m_bench->declare("q");
        m_bench->settle();
    }
    void cleanup() { m_bench.reset(); }

    void aLongBacklogStaysWithinItsBudget()
    {
        for (int i = 0; i < 40; ++i) {
            publish(i * 1000, (i + 1) * 1000, true);
            QVERIFY(broker().memoryUse().footprint <= limits.cacheBytes + 256 * 1024);
        }
        QVERIFY(m_bench->store.loads == 0);
        consumeAll(0, 40000);
        QVERIFY(m_bench->store.loads > 0);
        QCOMPARE(m_disk.chunks.size(), size_t(0));
    }
    void anErrorOfTheDiskLosesNoMessage()
    {
        publish(0, 20000, true);
        m_bench->channels.clear();
        restart();
        m_bench->store.autoCommit = false; // loads wait to be answered
        m_channel->setPrefetch(500, false);
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        QVERIFY(m_bench->store.hasLoads());
        m_bench->store.failLoads({BrokerError::StorageFailed, QStringLiteral("disk error")});
        m_bench->settle();
        QVERIFY2(!m_bench->store.hasLoads(), "it does not spin");
        QCOMPARE(m_bench->host().queue("q")->ready(), quint64(20000));
        m_bench->store.autoCommit = true;
        m_bench->clock.now += 1000;
        broker().wake();
        m_bench->settle();
        QVERIFY(m_client->deliveries.size() > 0);
        QCOMPARE(m_client->deliveries.front().body.trimmed(), QByteArray("0"));
        QCOMPARE(m_bench->host().queue("q")->log().live(), quint64(20000));
    }
    /// While it could not be read, all of it was taken by hand: the queue goes on with what follows.
    void aSegmentThatGoesWhileItCanNotBeReadHoldsUpNothing()
    {
        publish(0, 20000, true);
        m_bench->channels.clear();
        restart();
        m_bench->store.autoCommit = false;
        Queue *queue = m_bench->host().queue("q");
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        m_bench->store.failLoads({BrokerError::StorageFailed, QStringLiteral("disk error")});
        const quint64 next = queue->log().segments().front()->end();
        for (quint64 offset = 0; offset < next; ++offset)
            QVERIFY(queue->take(offset, LifecycleStep::Dropped, {}));
        m_bench->store.autoCommit = true;
        m_bench->clock.now += 1000;
        broker().wake();
        m_bench->settle();
        QVERIFY(m_client->deliveries.size() > 0);
        QCOMPARE(m_client->deliveries.front().body.trimmed().toULongLong(), next);
    }
    void whatTheStoreHasSetAsideIsGone()
    {
        publish(0, 20000, true);
        m_bench->channels.clear();
        restart();
        m_bench->store.autoCommit = false;
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        m_bench->store.failLoads({BrokerError::Damaged, QStringLiteral("the checksum is wrong")});
        QVERIFY(m_bench->host().queue("q")->log().live() < 20000);
    }
    void theSameAfterARestart()
    {
        publish(0, 20000, true);
        m_bench->channels.clear();
        restart();
        QCOMPARE(broker().memoryUse().footprint, quint64(0));
        QCOMPARE(m_bench->host().queue("q")->ready(), quint64(20000));
        consumeAll(0, 20000);
        QCOMPARE(m_disk.chunks.size(), size_t(0));
    }
    void transientMessagesSpillAndAreForgottenByARestart()
    {
        publish(0, 60000, false);
        QVERIFY(broker().memoryUse().footprint <= limits.transientBytes + 1024 * 1024);
        QVERIFY(!m_disk.chunks.empty());
        consumeAllLoosely(60000);
        publish(0, 60000, false);
        m_bench->channels.clear();
        restart();
        QCOMPARE(m_bench->host().queue("q")->ready(), quint64(0));
    }
    void persistentAndTransientMixed()
    {
        for (int i = 0; i < 60000; ++i) {
            m_bench->publish(*m_channel, "q", QByteArray::number(i).leftJustified(200, ' '), i % 3 == 0);
            if (i % 50 == 0)
                m_bench->settle();
        }
        m_bench->settle();
        QVERIFY(broker().memoryUse().footprint <= limits.transientBytes + 1024 * 1024);
        m_bench->channels.clear();
        restart();
        QCOMPARE(m_bench->host().queue("q")->ready(), quint64(20000));
    }
    void aConsumerThatNeverAcknowledgesIsBounded()
    {
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        publish(0, 20000, true);
        QCOMPARE(m_channel->unacked(), quint32(20000));
        QVERIFY(broker().memoryUse().footprint <= limits.cacheBytes + 512 * 1024);
        QVERIFY(m_channel->acknowledge(0, true).ok());
        m_bench->settle();
        QCOMPARE(m_bench->host().queue("q")->log().live(), quint64(0));
        QCOMPARE(broker().memoryUse().footprint, quint64(0));
    }
    void whatTheStoreCannotReadIsGone()
    {
        publish(0, 20000, true);
        m_bench->channels.clear();
        restart();
        m_disk.chunks.erase(m_disk.chunks.begin()->first);
        ConsumeRequest request;
        request.queue = "q";
        request.noAck = true;
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        QVERIFY(m_client->deliveries.size() < 20000 && m_client->deliveries.size() > 10000);
        QCOMPARE(m_bench->host().queue("q")->log().live(), quint64(0));
        QCOMPARE(m_bench->host().queue("q")->ready(), quint64(0));
    }
    void getWaitsForTheDisk()
    {
        publish(0, 5000, true);
        m_bench->channels.clear();
        restart();
        m_bench->store.autoCommit = false;
        QByteArray body;
        QVERIFY(m_channel
                    ->get("q", true,
                          [&](const Channel::GetAnswer &answer) {
                              body =
                                  answer.message ? answer.message->body().toByteArray().trimmed() : QByteArray("empty");
                          })
                    .ok());
        QVERIFY(body.isEmpty());
        m_bench->store.answerLoads();
        QCOMPARE(body, QByteArray("0"));
        body.clear();
        QVERIFY(m_bench->host().queue("q")->ready() > 0);
    }
    void aPublisherIsToldToWaitWhenTheStoreIsBehind()
    {
        m_bench->store.autoCommit = false;
        bool caughtUp = false;
        for (int i = 0; i < 30000 && !broker().isCongested(); ++i) {
            m_bench->publish(*m_channel, "q", QByteArray(200, 'x'));
            m_bench->settle();
        }
        QVERIFY(broker().isCongested());
        broker().whenCaughtUp([&] { caughtUp = true; });
        m_bench->store.commitAll();
        QVERIFY(caughtUp);
        QVERIFY(!broker().isCongested());
    }

private:
    /// As consumeAll(), for messages in memory by right.
    void consumeAllLoosely(int count)
    {
        ConsumeRequest request;
        request.queue = "q";
        request.noAck = true;
        Consumer *consumer = *m_channel->consume(request);
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(count));
        for (int i = 0; i < count; ++i)
            QCOMPARE(m_client->deliveries[size_t(i)].body.trimmed().toInt(), i);
        QVERIFY(m_channel->cancel(QByteArray(consumer->tag)));
        QCOMPARE(broker().memoryUse().footprint, quint64(0));
    }
};

SIGHTGLASS_TEST(TestPaging)
#include "tst_core_paging.moc"
