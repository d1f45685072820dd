// SPDX-License-Identifier: GPL-3.0-or-later
#include "corefixture.h"

#include "inspect/snapshotter.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using inspect::Snapshotter;

class TestSnapshotter : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    RecordingClient m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(m_client);
        m_bench->declare("b");
        m_bench->declare("a");
        m_bench->settle();
    }
    void cleanup() { m_bench.reset(); }

    void queuesAreSortedAndCounted()
    {
        Snapshotter snapshotter(m_bench->broker);
        snapshotter.queues(0);
        for (int i = 0; i < 100; ++i)
            m_bench->publish(*m_channel, "a", QByteArray(50, 'x'));
        bool got = false;
        m_channel->get("a", false, [&](const Channel::GetAnswer &answer) { got = answer.deliveryTag != 0; }).ok();
        QVERIFY(got);
        m_bench->settle();
        const QList<QueueSnapshot> queues = snapshotter.queues(1000);
        QCOMPARE(queues.size(), 2);
        QCOMPARE(queues[0].spec.name, QStringLiteral("a"));
        QCOMPARE(queues[0].ready, quint64(99));
        QCOMPARE(queues[0].unacked, quint64(1));
        QCOMPARE(queues[0].readyBytes + queues[0].unackedBytes, quint64(100 * 50));
        QCOMPARE(queues[0].unackedBytes, quint64(50));
        QCOMPARE(queues[0].incomingRate, 100.0);
        QCOMPARE(queues[0].bindings, 1u);
        QCOMPARE(queues[0].state, QueueSnapshot::State::Running);
        QCOMPARE(queues[1].state, QueueSnapshot::State::Idle);
        QCOMPARE(queues[1].incomingRate, 0.0);
    }

    void exchangesHaveRatesAndBindings()
    {
        Snapshotter snapshotter(m_bench->broker);
        QVERIFY(m_bench->host().bind({"/", "amq.fanout", DestinationType::Queue, "a", "", {}}, {}).ok());
        QVERIFY(m_bench->host().bind({"/", "amq.fanout", DestinationType::Queue, "b", "", {}}, {}).ok());
        snapshotter.exchanges(0);
        const auto fanout = m_channel->publishTo("amq.fanout");
        for (int i = 0; i < 10; ++i)
            m_channel->publish(**fanout, makeMessage("k", "x", false), {});
        const QList<ExchangeSnapshot> exchanges = snapshotter.exchanges(1000);
        QVERIFY(exchanges.first().spec.name.isEmpty());
        QVERIFY(exchanges.first().predeclared);
        QCOMPARE(exchanges.first().bindings, 2u);
        const auto it = std::find_if(exchanges.begin(), exchanges.end(),
                                     [](const ExchangeSnapshot &e) { return e.spec.name == u"amq.fanout"; });
        QVERIFY(it != exchanges.end());
        QCOMPARE(it->bindings, 2u);
        QCOMPARE(it->rateIn, 10.0);
        QCOMPARE(it->rateOut, 20.0);
    }

    void bindingsIncludeTheImplicitOnes()
    {
        Snapshotter snapshotter(m_bench->broker);
        QCOMPARE(snapshotter.bindings().size(), 2);
        QVERIFY(snapshotter.bindings().first().implicit);
        QVERIFY(m_bench->host().bind({"/", "amq.topic", DestinationType::Queue, "a", "x.#", {}}, {}).ok());
        const QList<BindingSnapshot> bindings = snapshotter.bindings();
        QCOMPARE(bindings.size(), 3);
        QCOMPARE(bindings.last().spec.routingKey, QStringLiteral("x.#"));
        QVERIFY(!bindings.last().implicit);
    }

    void theOverviewSums()
    {
        Snapshotter snapshotter(m_bench->broker);
        snapshotter.overview(0);
        for (int i = 0; i < 30; ++i)
            m_bench->publish(*m_channel, i % 2 ? "a" : "nowhere", "x");
        m_bench->settle();
        const OverviewSnapshot overview = snapshotter.overview(1000);
        QCOMPARE(overview.ready, quint64(15));
        QCOMPARE(overview.publishRate, 30.0);
        QCOMPARE(overview.unroutableRate, 15.0);
        QCOMPARE(overview.queues, 2u);
        QVERIFY(overview.durable);
    }

    void aDeletedQueueLeaves()
    {
        Snapshotter snapshotter(m_bench->broker);
        QCOMPARE(snapshotter.queues(0).size(), 2);
        QVERIFY(m_bench->host().deleteQueue("a", {}, false, false).ok());
        QCOMPARE(snapshotter.queues(100).size(), 1);
    }
};

SIGHTGLASS_TEST(TestSnapshotter)
#include "tst_inspect_snapshotter.moc"
