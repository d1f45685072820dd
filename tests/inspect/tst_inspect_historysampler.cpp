// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupfixture.h"

#include "core/topics.h"
#include "inspect/historysampler.h"
#include "program/testprogram.h"
#include "protocol/records/recordformat.h"

#include <QTest>

#include <cmath>

using namespace test;
using inspect::Histories;
using inspect::HistorySampler;

class TestHistorySampler : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    protocol::records::RecordFormat m_format;
    std::unique_ptr<GroupBench> m_bench;
    std::unique_ptr<Histories> m_histories;
    std::unique_ptr<HistorySampler> m_sampler;

    GroupBench &bench() { return *m_bench; }
    void append(int count)
    {
        Partition &partition = *bench().host().topics().find(QByteArray("orders"))->partition(0);
        for (int i = 0; i < count; ++i) {
            const auto message = makeMessage("key", "body", true);
            message->publishedAtMs = bench().clock.now;
            (void)partition.append(MessagePtr(message.data()));
        }
        bench().turn();
    }
    void sample(qint64 afterMs = 1000)
    {
        bench().clock.now += afterMs;
        bench().turn();
        QVERIFY(m_histories->begin(bench().broker.nowMs()));
        m_sampler->sample(4000, 2000);
        m_histories->end();
    }
    /// The newest value.
    double last(const HistorySubject &subject, HistoryFigure figure)
    {
        const History history = m_histories->read({subject, HistoryResolution::Second, 0});
        for (const HistorySeries &series : history.series) {
            if (series.figure == figure && !series.values.isEmpty())
                return series.values.back();
        }
        return -1;
    }
    HistorySubject group() { return HistorySubject::ofGroup(QStringLiteral("/"), QString::fromUtf8(bench().key.name)); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<GroupBench>(m_disk);
        bench().broker.setRecordFormat(&m_format);
        QVERIFY(bench().host().topics().create({"orders", 2, {}, {}}).ok());
        bench().turn();
        m_histories = std::make_unique<Histories>();
        m_sampler = std::make_unique<HistorySampler>(bench().broker, *m_histories);
    }
    void cleanup() { m_bench.reset(); }

    void queuesExchangesAndTheBroker()
    {
        RecordingClient client;
        Channel &channel = bench().channel(client);
        channel.setPrefetch(2, false);
        Queue *queue = bench().declare("q");
        sample();
        QVERIFY(channel.consume({"q", "c", false, false, {}}).ok());
        for (int i = 0; i < 5; ++i)
            bench().publish(channel, "q", "body");
        (void)channel.publish(**channel.publishTo("amq.direct"), makeMessage("nobody", "body", true), {});
        bench().settle();
        QVERIFY(channel.reject(1, false, true).ok()); // and it comes again
        bench().settle();
        QVERIFY(channel.acknowledge(2, false).ok());
        bench().settle();
        sample();
        const HistorySubject subject = HistorySubject::of(queue->id());
        QCOMPARE(last(subject, HistoryFigure::Published), 5);
        QCOMPARE(last(subject, HistoryFigure::Delivered), 4);
        QCOMPARE(last(subject, HistoryFigure::Redelivered), 1);
        QCOMPARE(last(subject, HistoryFigure::Acked), 1);
        QCOMPARE(last(subject, HistoryFigure::Ready), 2);
        QCOMPARE(last(subject, HistoryFigure::Unacked), 2);
        QCOMPARE(last(subject, HistoryFigure::BodyBytes), 16);
        QCOMPARE(last(subject, HistoryFigure::DiskBytes), 16);
        QCOMPARE(last({}, HistoryFigure::Published), 6);
        QCOMPARE(last({}, HistoryFigure::Unroutable), 1);
        QCOMPARE(last({}, HistoryFigure::Redelivered), 1);
        QCOMPARE(last({}, HistoryFigure::Ready), 2);
        QCOMPARE(last({}, HistoryFigure::MemoryBytes), 4000);
        QCOMPARE(last({}, HistoryFigure::DiskBytes), 2000);
        const HistorySubject direct = HistorySubject::of(bench().host().exchange("amq.direct")->id());
        QCOMPARE(last(direct, HistoryFigure::Unroutable), 1);
        const HistorySubject byDefault = HistorySubject::of(bench().host().exchange("")->id());
        QCOMPARE(last(byDefault, HistoryFigure::Routed), 5);
        sample();
        QCOMPARE(last(subject, HistoryFigure::Published), 0);
        QCOMPARE(last(subject, HistoryFigure::Ready), 2);
        bench().publish(channel, "q", "body", false); // transient
        bench().settle();
        sample();
        QCOMPARE(last(subject, HistoryFigure::BodyBytes), 20);
        QCOMPARE(last(subject, HistoryFigure::DiskBytes), 16);
    }

    void topics()
    {
        const HistorySubject subject = HistorySubject::of(bench().host().topics().find(QByteArray("orders"))->id());
        sample();
        append(10);
        sample();
        QCOMPARE(last(subject, HistoryFigure::Published), 10);
        QCOMPARE(last(subject, HistoryFigure::Messages), 10);
        QVERIFY(last(subject, HistoryFigure::DiskBytes) > 0);
        QCOMPARE(last(subject, HistoryFigure::MemoryBytes),
                 last(subject, HistoryFigure::DiskBytes)); // all of it is new
    }

    void lagInMessagesAndTime()
    {
        sample();
        QCOMPARE(last(group(), HistoryFigure::Lag), -1); // there is none
        auto member = bench().member("billing");
        bench().form({member.get()});
        sample();
        append(10);
        member->commit("orders", 4);
        bench().turn();
        sample(2000);
        QCOMPARE(last(group(), HistoryFigure::Lag), 6);
        QCOMPARE(last(group(), HistoryFigure::LagMs), 2000);
        member->commit("orders", 10);
        bench().turn();
        sample();
        QCOMPARE(last(group(), HistoryFigure::Lag), 0);
        QCOMPARE(last(group(), HistoryFigure::LagMs), 0);
    }

    void everyGroupHasItsTurn()
    {
        constexpr int groups = 40;
        constexpr qint32 partitions = 100; // two calls' worth together
        QVERIFY(bench().host().topics().create({"wide", quint32(partitions), {}, {}}).ok());
        bench().turn();
        std::vector<AnswerTicket> tickets;
        for (int i = 0; i < groups; ++i) {
            std::vector<OffsetCommit> offsets;
            for (qint32 p = 0; p < partitions; ++p)
                offsets.push_back({"wide", p, 0, -1, {}});
            tickets.push_back(
                bench().groups().commit({"/", "g" + QByteArray::number(i)}, {}, offsets, [](const auto &) {}));
        }
        bench().turn();
        const auto noted = [&] {
            int count = 0;
            for (int i = 0; i < groups; ++i)
                count += last(HistorySubject::ofGroup(QStringLiteral("/"), QStringLiteral("g%1").arg(i)),
                              HistoryFigure::Lag) >= 0;
            return count;
        };
        sample();
        QVERIFY(noted() > 0 && noted() < groups);
        sample();
        sample();
        QCOMPARE(noted(), groups);
    }
};

SIGHTGLASS_TEST(TestHistorySampler)
#include "tst_inspect_historysampler.moc"
