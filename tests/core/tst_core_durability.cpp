// SPDX-License-Identifier: GPL-3.0-or-later
// What is confirmed survives, what was acknowledged and committed stays away: by hand, and against a model at random.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

#include <random>
#include <set>

using namespace test;

class TestDurability : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

    Broker &broker() { return m_bench->broker; }
    ManualStore &store() { return m_bench->store; }
    void restart()
    {
        if (m_bench)
            m_bench->channels.clear();
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk);
        store().commitAll();
        m_channel = &m_bench->channel(*m_client);
        QVERIFY(m_channel->selectConfirms().ok());
    }
    void kill()
    {
        m_bench->channels.clear();
        restart();
    }
    void publish(const QByteArray &body, bool persistent = true)
    {
        m_bench->publish(*m_channel, "q", body, persistent);
        broker().settle();
    }
    static QByteArray large(int number) { return QByteArray::number(number).leftJustified(64 * 1024, ' '); }
    quint64 bytesUnderWay()
    {
        quint64 sum = 0;
        for (const ChunkAppend &append : store().pending.appends) {
            for (const StoredMessage &stored : append.messages)
                sum += quint64(stored.message->bodySize());
        }
        return sum;
    }
    Queue *queue() { return m_bench->host().queue("q"); }
    void consume()
    {
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        broker().settle();
    }

private Q_SLOTS:
    void init()
    {
        m_bench.reset();
        m_disk = {};
        restart();
        m_bench->declare("q");
        broker().settle();
        store().commitAll();
    }
    void cleanup() { m_bench.reset(); }

    void confirmComesAfterTheCommit()
    {
        publish("a");
        QVERIFY(store().isBusy());
        QVERIFY(store().pending.sync);
        QVERIFY(m_client->confirms.empty());
        publish("b");
        publish("c");
        QCOMPARE(store().pending.appends.size(), size_t(1)); // a: b and c gather
        QCOMPARE(store().pending.appends[0].messages.size(), size_t(1));
        store().commit();
        QCOMPARE(m_client->confirmedUpTo(), quint64(1));
        QVERIFY(store().isBusy());
        store().commit();
        QCOMPARE(m_client->confirmedUpTo(), quint64(3));
        QVERIFY(m_client->confirms.back().multiple);
    }
    void anAcknowledgedMessageIsNeverWritten()
    {
        consume();
        publish("first"); // keeps the store busy
        publish("second");
        QVERIFY(m_channel->acknowledge(2, false).ok());
        broker().settle();
        store().commit();
        QCOMPARE(m_client->confirmedUpTo(), quint64(2));
        QVERIFY(!store().isBusy());
        QCOMPARE(m_disk.chunks.size(), size_t(1));
    }
    void acknowledgementsAloneAreNotSynced()
    {
        consume();
        publish("a");
        store().commitAll();
        QVERIFY(m_channel->acknowledge(1, false).ok());
        broker().settle();
        QVERIFY(store().isBusy());
        QVERIFY(!store().pending.sync);
        store().commit();
        QCOMPARE(m_disk.chunks.size(), size_t(0));
    }
    void transientOnesAreConfirmedOutOfTurn()
    {
        publish("persistent");
        publish("transient", false);
        QCOMPARE(m_client->confirms.size(), size_t(1));
        QCOMPARE(m_client->confirms[0].tag, quint64(2));
        QVERIFY(!m_client->confirms[0].multiple);
        QCOMPARE(m_channel->unconfirmed(), quint64(1));
        store().commitAll();
        QCOMPARE(m_client->confirms.back().tag, quint64(1));
        QCOMPARE(m_channel->unconfirmed(), quint64(0));
    }
    void largeOnesGoToTheStoreInSteps()
    {
        consume();
        publish("first"); // keeps the store busy
        for (int i = 0; i < 40; ++i)
            publish(large(i));
        QCOMPARE(m_client->deliveries.size(), size_t(41));
        store().commit();
        QCOMPARE(m_client->confirmedUpTo(), quint64(1));
        const quint64 step = bytesUnderWay();
        QVERIFY(step >= 100 * 1024 && step < 1024 * 1024);
        // What is acknowledged meanwhile is never written, and need not be waited for.
        QVERIFY(m_channel->acknowledge(35, true).ok());
        broker().settle();
        store().commit();
        while (m_client->confirmedUpTo() < 30) {
            QVERIFY(store().isBusy());
            QCOMPARE(bytesUnderWay(), quint64(0)); // only that the first step's are gone
            store().commit();
        }
        QVERIFY(store().isBusy());
        store().commitAll();
        QCOMPARE(m_client->confirmedUpTo(), quint64(41));
        kill();
        QCOMPARE(queue()->ready(), quint64(6));
    }
    void largeOnesOfABacklogGoTogether()
    {
        publish("first");
        for (int i = 0; i < 40; ++i)
            publish(large(i));
        store().commit();
        QVERIFY(bytesUnderWay() >= 40 * 64 * 1024);
        store().commit();
        QCOMPARE(m_client->confirmedUpTo(), quint64(41));
        QVERIFY(!store().isBusy());
    }
    void aSmallOneBringsForwardTheLargeOneBeforeIt()
    {
        consume();
        publish("first");
        for (int i = 0; i < 18; ++i)
            publish(large(i));
        publish("small");
        while (store().isBusy())
            store().commit();
        QCOMPARE(m_client->confirmedUpTo(), quint64(20));
    }
    void whoeverWaitsForAllThatGatheredTakesTheLargeOnesAlong()
    {
        consume();
        publish("first");
        for (int i = 0; i < 40; ++i)
            publish(large(i));
        bool done = false;
        broker().whenCommitted([&](bool ok) { done = ok; });
        store().commit();
        QVERIFY(!done);
        store().commit();
        QVERIFY(done);
        QCOMPARE(m_client->confirmedUpTo(), quint64(41));
        kill();
        QCOMPARE(queue()->ready(), quint64(41));
    }
    void stoppingTakesTheLargeOnesAlong()
    {
        consume();
        publish("first");
        for (int i = 0; i < 40; ++i)
            publish(large(i));
        m_bench->channels.clear();
        bool stopped = false;
        broker().stop([&](const Result<void> &result) { stopped = result.ok(); });
        store().commitAll();
        QVERIFY(stopped);
        restart();
        QCOMPARE(queue()->ready(), quint64(41));
    }
    void aFailedStepIsTriedAgain()
    {
        consume();
        publish("first");
        for (int i = 0; i < 40; ++i)
            publish(large(i));
        store().commit();
        store().fail();
        broker().settle();
        store().commitAll();
        kill();
        QCOMPARE(queue()->ready(), quint64(41));
    }
    void aFailedCommitIsNackedAndTriedAgain()
    {
        publish("a");
        publish("b");
        store().fail();
        QCOMPARE(m_client->confirms.size(), size_t(1));
        QVERIFY(!m_client->confirms[0].ok);
        QVERIFY(broker().storeError().has_value());
        QVERIFY(!store().isBusy()); // no spinning
        broker().settle();
        QVERIFY(store().isBusy());
        store().commitAll();
        QVERIFY(!broker().storeError().has_value());
        QCOMPARE(m_client->confirms.back().tag, quint64(2));
        QVERIFY(m_client->confirms.back().ok);
        kill();
        QCOMPARE(queue()->ready(), quint64(2));
    }
    void definitionsAreTriedAgainToo()
    {
        m_bench->declare("later");
        QVERIFY(broker().hasUncommittedDefinitions());
        broker().settle();
        bool answer = true;
        broker().whenCommitted([&](bool ok) { answer = ok; });
        store().fail();
        QVERIFY(!answer);
        broker().settle();
        store().commitAll();
        kill();
        QVERIFY(m_bench->host().queue("later"));
    }
    void acknowledgedInTheMiddle()
    {
        for (const char *body : {"a", "b", "c", "d", "e"})
            m_bench->publish(*m_channel, "q", body);
        broker().settle();
        store().commitAll();
        consume();
        for (const quint64 tag : {1, 3, 4})
            QVERIFY(m_channel->acknowledge(tag, false).ok());
        broker().settle();
        store().commitAll();
        kill();
        QCOMPARE(queue()->ready(), quint64(2));
        consume();
        store().answerLoads();
        QCOMPARE(m_client->bodies(), QByteArrayList({"b", "e"}));
        QVERIFY(m_client->deliveries[0].redelivered);
    }
    void cleanStopRemembersWhatWasDelivered()
    {
        m_channel->setPrefetch(2, false);
        for (const char *body : {"a", "b", "c", "d"})
            m_bench->publish(*m_channel, "q", body);
        broker().settle();
        store().commitAll();
        consume();
        QVERIFY(m_channel->acknowledge(1, false).ok());
        broker().settle();
        m_bench->channels.clear();
        broker().settle();
        store().commitAll();
        bool stopped = false;
        broker().stop([&](const Result<void> &result) { stopped = result.ok(); });
        store().commitAll();
        QVERIFY(stopped);
        m_disk.clean = true;
        restart();
        consume();
        store().answerLoads();
        QCOMPARE(m_client->bodies(), QByteArrayList({"b", "c", "d"}));
        QVERIFY(m_client->deliveries[0].redelivered);
        QVERIFY(m_client->deliveries[1].redelivered); // sent when the first was acknowledged
        QVERIFY(!m_client->deliveries[2].redelivered);
    }
    void offsetsNeverRunBackwards()
    {
        consume();
        publish("a");
        store().commitAll();
        QVERIFY(m_channel->acknowledge(1, false).ok());
        broker().settle();
        store().commitAll();
        for (int round = 0; round < 3; ++round) {
            kill();
            publish("b" + QByteArray::number(round));
            store().commitAll();
            kill();
            QCOMPARE(queue()->ready(), quint64(1));
            consume();
            store().answerLoads();
            QCOMPARE(m_client->deliveries.size(), size_t(1));
            QVERIFY(m_channel->acknowledge(1, false).ok());
            broker().settle();
            store().commitAll();
        }
    }

    void randomLifeAgainstAModel_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void randomLifeAgainstAModel()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        int next = 0;
        std::set<int> confirmed; // must survive
        std::set<int> acked;     // acknowledged, perhaps not committed
        std::set<int> ackedInThisLife;
        std::set<int> goneForGood;           // acknowledged and committed: must stay away
        std::map<quint64, int> byPublishTag; // of this life
        std::map<quint64, int> byDeliveryTag;
        size_t seenDeliveries = 0, seenConfirms = 0;
        quint64 confirmedTag = 0;
        int lastInOrder = -1;

        const auto look = [&] {
            for (; seenConfirms < m_client->confirms.size(); ++seenConfirms) {
                const auto &confirm = m_client->confirms[seenConfirms];
                const quint64 from = confirm.multiple ? confirmedTag + 1 : confirm.tag;
                for (quint64 tag = from; tag <= confirm.tag; ++tag) {
                    if (confirm.ok && byPublishTag.contains(tag))
                        confirmed.insert(byPublishTag[tag]);
                }
                confirmedTag = std::max(confirmedTag, confirm.multiple ? confirm.tag : confirmedTag);
            }
            for (; seenDeliveries < m_client->deliveries.size(); ++seenDeliveries) {
                const auto &delivery = m_client->deliveries[seenDeliveries];
                const int number = delivery.body.left(12).trimmed().toInt();
                QVERIFY2(!goneForGood.contains(number), "acknowledged and committed, and back");
                byDeliveryTag[delivery.tag] = number;
                if (!delivery.redelivered) {
                    QVERIFY2(number > lastInOrder, "out of order");
                    lastInOrder = number;
                }
            }
        };
        m_channel->setPrefetch(8, false);
        consume();
        for (int step = 0; step < 600; ++step) {
            switch (random() % 12) {
            case 0:
            case 1:
            case 2:
            case 3: {
                const bool persistent = random() % 4 != 0;
                const int number = next++;
                const QByteArray body = QByteArray::number(number);
                m_bench->publish(*m_channel, "q", random() % 3 == 0 ? body.leftJustified(200 * 1024, ' ') : body,
                                 persistent);
                if (persistent)
                    byPublishTag[m_channel->counters().published] = number;
                break;
            }
            case 4:
            case 5:
            case 6:
                if (!byDeliveryTag.empty()) {
                    auto it = byDeliveryTag.begin();
                    std::advance(it, random() % byDeliveryTag.size());
                    QVERIFY(m_channel->acknowledge(it->first, false).ok());
                    acked.insert(it->second);
                    ackedInThisLife.insert(it->second);
                    byDeliveryTag.erase(it);
                }
                break;
            case 7:
                if (!byDeliveryTag.empty()) {
                    auto it = byDeliveryTag.begin();
                    std::advance(it, random() % byDeliveryTag.size());
                    QVERIFY(m_channel->reject(it->first, false, true).ok());
                    byDeliveryTag.erase(it);
                }
                break;
            case 8:
            case 9:
                if (store().isBusy())
                    store().commit();
                break;
            case 10:
                if (store().isBusy() && random() % 4 == 0)
                    store().fail();
                store().answerLoads();
                break;
            default:
                if (random() % 12 == 0) {
                    // What is acknowledged and fully committed is settled when nothing is left to write.
                    if (random() % 2 == 0) {
                        broker().settle();
                        store().commitAll();
                        broker().settle();
                        store().commitAll();
                        look();
                        goneForGood.insert(ackedInThisLife.begin(), ackedInThisLife.end());
                    }
                    ackedInThisLife.clear();
                    kill();
                    byPublishTag.clear();
                    byDeliveryTag.clear();
                    seenDeliveries = seenConfirms = 0;
                    confirmedTag = 0;
                    lastInOrder = -1;
                    m_channel->setPrefetch(8, false);
                    consume();
                }
            }
            broker().settle();
            look();
        }
        store().commitAll();
        look();
        // The account: whatever was confirmed and not acknowledged is still there.
        kill();
        consume();
        while (store().hasLoads())
            store().answerLoads();
        std::set<int> present;
        for (const QByteArray &body : m_client->bodies())
            present.insert(body.left(12).trimmed().toInt());
        for (const int number : confirmed) {
            QVERIFY2(present.contains(number) || acked.contains(number),
                     qPrintable(QStringLiteral("%1 was confirmed and is lost").arg(number)));
        }
        for (const int number : goneForGood)
            QVERIFY(!present.contains(number));
    }
};

SIGHTGLASS_TEST(TestDurability)
#include "tst_core_durability.moc"
