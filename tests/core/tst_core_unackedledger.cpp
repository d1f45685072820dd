// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger finds the unacked messages of a queue by offset, whatever was added, settled and forgotten before. What was
// delivered from a queue that is gone may be settled like anything else.
#include "corefixture.h"

#include "core/unackedledger.h"
#include "program/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace test;

class TestUnackedLedger : public QObject
{
    Q_OBJECT
private:
    using Found = std::set<std::pair<quint64, quint64>>; // tag, offset

    /// The tags of what a queue has delivered, which is deleted since.
    static QList<quint64> deliverAndDelete(Bench &bench, Channel &channel, const RecordingClient &client, int messages)
    {
        bench.declare("leaving", false);
        ConsumeRequest request;
        request.queue = "leaving";
        const bool consumes = channel.consume(request).ok();
        const size_t before = client.deliveries.size();
        for (int i = 0; i < messages; ++i)
            bench.publish(channel, "leaving", QByteArray::number(i));
        bench.settle();
        const bool isDeleted = bench.host().deleteQueue("leaving", ConnectionId{1}, false, false).ok();
        bench.settle();
        QList<quint64> tags;
        for (size_t i = before; consumes && isDeleted && i < client.deliveries.size(); ++i)
            tags.append(client.deliveries[i].tag);
        return tags;
    }

    static Found visited(const UnackedLedger &ledger, const Queue &queue, quint64 first, quint64 last)
    {
        Found found;
        ledger.visit(queue, first, last, [&](const UnackedEntry &e) { found.emplace(e.tag, e.offset); });
        return found;
    }
    static Found wanted(const UnackedLedger &ledger, const Queue &queue, quint64 first, quint64 last)
    {
        Found found;
        for (const UnackedEntry &e : ledger.entries()) {
            if (e.queue == &queue && e.offset >= first && e.offset <= last)
                found.emplace(e.tag, e.offset);
        }
        return found;
    }

private Q_SLOTS:
    void visitsWhatIsAskedFor()
    {
        DiskImage disk;
        Bench bench(disk, {});
        Queue *queues[] = {bench.declare("a"), bench.declare("b")};
        UnackedLedger ledger;
        QRandomGenerator random(20261126);
        quint64 next[] = {0, 500'000};
        for (int round = 0; round < 400; ++round) {
            for (int n = random.bounded(300); n > 0; --n) {
                const int which = random.bounded(8) == 0 ? 1 : 0;
                // Mostly what is new, now and then what came back.
                const quint64 offset =
                    random.bounded(20) == 0 ? random.bounded(quint32(next[which]) + 1) : next[which]++;
                ledger.add(*queues[which], offset, nullptr, 0, 0);
            }
            if (random.bounded(3) == 0)
                ledger.skipTag();
            // From the front, as most consumers acknowledge, and anywhere.
            const bool fromFront = random.bounded(2) == 0;
            for (UnackedEntry &entry : ledger.entries()) {
                if (entry.queue && (fromFront ? random.bounded(50) != 0 : random.bounded(4) == 0))
                    ledger.settle(entry);
                if (fromFront && random.bounded(200) == 0)
                    break;
            }
            ledger.trim();
            for (const Queue *queue : queues) {
                const quint64 first = random.bounded(600'000);
                const quint64 last = first + random.bounded(3000);
                QCOMPARE(visited(ledger, *queue, first, last), wanted(ledger, *queue, first, last));
                QCOMPARE(visited(ledger, *queue, 0, 1'000'000), wanted(ledger, *queue, 0, 1'000'000));
            }
        }
        for (UnackedEntry &entry : ledger.entries()) {
            if (entry.queue)
                ledger.settle(entry);
        }
        ledger.trim();
        QCOMPARE(ledger.count(), 0u);
        QVERIFY(visited(ledger, *queues[0], 0, 1'000'000).empty());
        const quint64 tag = ledger.add(*queues[0], 7, nullptr, 0, 0);
        QCOMPARE(visited(ledger, *queues[0], 7, 7), (Found{{tag, 7}}));
    }

    void whatADeletedQueueDeliveredIsSettledOnce()
    {
        DiskImage disk;
        RecordingClient client;
        Bench bench(disk);
        bench.store.autoCommit = true;
        Channel &channel = bench.channel(client);
        QCOMPARE(deliverAndDelete(bench, channel, client, 3), (QList<quint64>{1, 2, 3}));
        QCOMPARE(channel.unacked(), 0u);
        QVERIFY(channel.acknowledge(2, false).ok());
        QCOMPARE(channel.acknowledge(2, false).error().detail, QStringLiteral("unknown delivery tag 2"));
        QVERIFY(channel.reject(1, false, true).ok());
        QVERIFY(channel.refuse(3, false).ok());
        QVERIFY(!channel.acknowledge(4, false).ok());
        QCOMPARE(channel.counters().acked, quint64(0));
    }
    void severalAtOnceAreSettledWithWhatIsThere()
    {
        DiskImage disk;
        RecordingClient client;
        Bench bench(disk);
        bench.store.autoCommit = true;
        Channel &channel = bench.channel(client);
        Queue *staying = bench.declare("staying", false);
        ConsumeRequest request;
        request.queue = "staying";
        QVERIFY(channel.consume(request).ok());
        bench.publish(channel, "staying", "first");
        bench.settle();
        QCOMPARE(deliverAndDelete(bench, channel, client, 2), (QList<quint64>{2, 3}));
        bench.publish(channel, "staying", "second");
        bench.settle();
        QCOMPARE(staying->unacked(), quint64(2));
        QVERIFY(channel.acknowledge(3, true).ok()); // the tag is a lost one
        QCOMPARE(staying->unacked(), quint64(1));
        QVERIFY(!channel.acknowledge(2, false).ok());
        QVERIFY(channel.acknowledge(0, true).ok());
        QCOMPARE(staying->unacked(), quint64(0));
    }
    void recoveringForgetsThem()
    {
        DiskImage disk;
        RecordingClient client;
        Bench bench(disk);
        bench.store.autoCommit = true;
        Channel &channel = bench.channel(client);
        QCOMPARE(deliverAndDelete(bench, channel, client, 1), (QList<quint64>{1}));
        channel.recover();
        QVERIFY(!channel.acknowledge(1, false).ok());
    }
    void whatIsRememberedIsBounded()
    {
        DiskImage disk;
        Bench bench(disk);
        Queue *queue = bench.declare("q");
        UnackedLedger ledger;
        const quint64 lost = 3 * UnackedLedger::mostLostRuns;
        for (quint64 i = 0; i < lost; ++i) {
            ledger.add(*queue, i, nullptr, 0, 0);
            ledger.skipTag(); // no two of them are neighbours
        }
        for (UnackedEntry &entry : ledger.entries())
            ledger.lose(entry);
        ledger.trim();
        QCOMPARE(ledger.count(), 0u);
        QVERIFY(!ledger.isLost(1));
        QVERIFY(ledger.isLost(2 * lost - 1));
        quint64 remembered = 0;
        for (quint64 tag = 1; tag <= 2 * lost; ++tag)
            remembered += ledger.isLost(tag) ? 1 : 0;
        QCOMPARE(remembered, quint64(UnackedLedger::mostLostRuns));
    }
};

SIGHTGLASS_TEST(TestUnackedLedger)
#include "tst_core_unackedledger.moc"
