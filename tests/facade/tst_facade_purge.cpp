// SPDX-License-Identifier: GPL-3.0-or-later
// A purge while the store takes its time: what it reads, and what happens to the queue meanwhile.
#include "corefixture.h"

#include "facade/purge.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using facade::Purge;

class TestPurge : public QObject
{
    Q_OBJECT
private:
    static constexpr int count = 3000; // some chunks, and what is left in memory
    static constexpr BrokerLimits limits{
        .cacheBytes = 64 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024};

    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<QObject> m_owner;
    Channel *m_channel = nullptr;
    Queue *m_queue = nullptr;
    std::optional<Result<Purge::Messages>> m_removed;

    void purge()
    {
        m_bench->store.autoCommit = false;
        auto *purge = new Purge(
            m_bench->broker, m_queue->id(), [this](Result<Purge::Messages> &&removed) { m_removed = removed; },
            m_owner.get());
        purge->start();
    }
    /// Until it is done: one load after another.
    void finishReading()
    {
        while (!m_removed && m_bench->store.hasLoads())
            m_bench->store.answerLoads();
    }
    void consume(quint16 prefetch)
    {
        m_channel->setPrefetch(prefetch, false);
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "t";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_removed.reset();
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk, limits);
        m_bench->store.autoCommit = true;
        m_owner = std::make_unique<QObject>();
        m_channel = &m_bench->channel(*m_client);
        m_queue = m_bench->declare("q");
        for (int i = 0; i < count; ++i) {
            m_bench->publish(*m_channel, "q", QByteArray::number(i).leftJustified(400, ' '));
            if (i % 100 == 0)
                m_bench->settle();
        }
        m_bench->settle();
    }
    void cleanup()
    {
        m_owner.reset();
        m_bench.reset();
    }

    void readsOneChunkAfterAnother()
    {
        const int before = m_bench->store.loads;
        purge();
        int read = 0;
        while (!m_removed) {
            QCOMPARE(m_bench->store.loads, before + ++read);
            QCOMPARE(m_queue->ready(), quint64(count)); // until all of it can be kept, all of it stays
            m_bench->store.answerLoads();
        }
        QVERIFY(read > 2);
        QVERIFY(m_removed->ok());
        QCOMPARE((*m_removed)->size(), size_t(count));
        for (int i = 0; i < count; ++i)
            QCOMPARE((**m_removed)[size_t(i)].message->body().toByteArray().trimmed(), QByteArray::number(i));
        QCOMPARE(m_queue->ready(), quint64(0));
    }

    void whatIsConsumedMeanwhileIsNotKept()
    {
        purge();
        m_bench->store.answerLoads();
        QVERIFY(m_queue->drop(0));
        QVERIFY(m_queue->drop(count - 1));
        finishReading();
        QCOMPARE((*m_removed)->size(), size_t(count - 2));
        QCOMPARE((*m_removed)->front().offset, quint64(1));
        QCOMPARE(m_queue->log().live(), quint64(0));
    }

    void whatComesBackMeanwhileStays()
    {
        consume(2);
        QCOMPARE(m_client->deliveries.size(), size_t(2));
        purge();
        m_bench->store.answerLoads();
        QVERIFY(!m_removed);
        QVERIFY(m_channel->cancel("t"));
        QVERIFY(m_channel->reject(1, false, true).ok());
        finishReading();
        QCOMPARE((*m_removed)->size(), size_t(count - 2));
        QCOMPARE(m_queue->ready(), quint64(1));
        QCOMPARE(m_queue->unacked(), quint64(1));
    }

    void whatCanNotBeReadIsAnError()
    {
        const auto &segments = m_queue->log().segments();
        const auto last =
            std::find_if(segments.rbegin(), segments.rend(), [](const auto &segment) { return segment->isPagedOut(); });
        QVERIFY(last != segments.rend());
        QCOMPARE(m_disk.chunks.erase((*last)->chunk.v), size_t(1));
        purge();
        finishReading();
        QVERIFY(m_removed);
        QCOMPARE(m_removed->error().code, BrokerError::Damaged);
        QCOMPARE(m_queue->ready(), quint64(count));
    }

    void aQueueThatIsDeletedMeanwhileIsNotFound()
    {
        purge();
        QVERIFY(m_bench->host().deleteQueue("q", ConnectionId{1}, false, false).ok());
        finishReading();
        QVERIFY(m_removed);
        QCOMPARE(m_removed->error().code, BrokerError::NotFound);
    }

    void itEndsWithItsOwner()
    {
        purge();
        m_owner.reset();
        finishReading();
        QVERIFY(!m_removed);
    }
};

SIGHTGLASS_TEST(TestPurge)
#include "tst_facade_purge.moc"
