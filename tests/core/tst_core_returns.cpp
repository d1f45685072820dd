// SPDX-License-Identifier: GPL-3.0-or-later
// How often a message came back to its quorum queue, and until when it waits, over clean stops and kills: by hand, and
// against a model at random.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

#include <optional>
#include <random>
#include <tuple>

using namespace test;

class TestReturns : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    qint64 m_now = 1'000'000;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

    ManualStore &store() { return m_bench->store; }
    Queue *queue() { return m_bench->host().queue("q"); }
    void start(BrokerLimits limits = {})
    {
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk, limits, m_now);
        m_channel = &m_bench->channel(*m_client);
    }
    void declare(const std::vector<std::pair<QByteArray, FieldValue>> &arguments = {})
    {
        QueueDefinition definition;
        definition.name = "q";
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("quorum")));
        for (const auto &[name, value] : arguments)
            definition.arguments.set(name, value);
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        settleAll();
    }
    void settleAll()
    {
        m_bench->broker.settle();
        while (store().isBusy() || store().hasLoads()) {
            store().answerLoads();
            store().commitAll();
        }
    }
    void kill()
    {
        m_now = m_bench->clock.now;
        m_bench->channels.clear();
        m_bench.reset();
        start();
        settleAll();
    }
    void stop()
    {
        m_now = m_bench->clock.now;
        m_bench->channels.clear();
        settleAll();
        bool stopped = false;
        m_bench->broker.stop([&](const Result<void> &result) { stopped = result.ok(); });
        store().commitAll();
        QVERIFY(stopped);
        m_disk.clean = true;
        m_bench.reset();
        start();
        settleAll();
    }
    void pass(qint64 milliseconds)
    {
        m_bench->clock.now += milliseconds;
        m_bench->broker.wake();
        settleAll();
    }
    void publish(const QByteArray &body, bool persistent = true)
    {
        m_bench->publish(*m_channel, "q", body, persistent);
    }
    void consume()
    {
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        settleAll();
    }
    /// The last delivery goes back.
    void giveBack()
    {
        QVERIFY(m_channel->reject(m_client->deliveries.back().tag, false, true).ok());
        settleAll();
    }
    /// The last delivery is refused and goes back.
    void fail()
    {
        QVERIFY(m_channel->refuse(m_client->deliveries.back().tag, true).ok());
        settleAll();
    }

private Q_SLOTS:
    void init()
    {
        m_bench.reset();
        m_disk = {};
        m_now = 1'000'000;
        start();
    }
    void cleanup() { m_bench.reset(); }

    void countsSurvive_data()
    {
        QTest::addColumn<bool>("clean");
        QTest::newRow("stop") << true;
        QTest::newRow("kill") << false;
    }
    void countsSurvive()
    {
        QFETCH(bool, clean);
        declare({{"x-delivery-limit", FieldValue(qint64(3))}});
        m_channel->setPrefetch(1, false);
        publish("a");
        publish("b");
        settleAll();
        consume();
        fail();
        giveBack();
        fail();
        QCOMPARE(queue()->returns(0), quint32(3));
        QCOMPARE(queue()->failures(0), quint32(2));
        if (clean)
            stop(); // what its consumer still has comes back, too, as a failure
        else
            kill();
        QCOMPARE(queue()->returns(0), quint32(clean ? 4 : 3));
        QCOMPARE(queue()->failures(0), quint32(clean ? 3 : 2));
        QCOMPARE(queue()->returns(1), quint32(0));
        QCOMPARE(queue()->ready(), quint64(2));
        m_channel->setPrefetch(1, false);
        consume();
        QCOMPARE(m_client->deliveries.back().body, QByteArray("a"));
        QVERIFY(m_client->deliveries.back().redelivered);
        for (int left = clean ? 1 : 2; left > 0; --left)
            fail();
        QCOMPARE(m_client->deliveries.back().body, QByteArray("b")); // the limit goes on where it was
    }

    void givingBackEndsNothing()
    {
        declare({{"x-delivery-limit", FieldValue(qint64(1))}});
        publish("a");
        settleAll();
        consume();
        for (int i = 0; i < 30; ++i)
            giveBack();
        QCOMPARE(queue()->returns(0), quint32(30));
        QCOMPARE(queue()->failures(0), quint32(0));
        m_channel->recover();
        settleAll();
        QCOMPARE(queue()->returns(0), quint32(31));
        fail();
        QCOMPARE(queue()->failures(0), quint32(1));
        QCOMPARE(queue()->unacked(), quint64(1));
        fail();
        QCOMPARE(queue()->log().live(), quint64(0));
    }

    void theConsumerIsToldBothCounts()
    {
        declare();
        publish("a");
        settleAll();
        const auto told = [&] {
            MessagePtr message;
            quint64 tag = 0;
            (void)m_channel->get("q", false, [&](const Channel::GetAnswer &answer) {
                message = answer.message;
                tag = answer.deliveryTag;
            });
            settleAll();
            const FieldTable headers = message ? m_bench->headers.headers(*message) : FieldTable();
            const FieldValue *acquired = headers.find("x-acquired-count");
            const FieldValue *delivered = headers.find("x-delivery-count");
            return std::tuple(tag, acquired ? acquired->toInteger() : std::nullopt,
                              delivered ? delivered->toInteger() : std::nullopt);
        };
        using Told = std::tuple<quint64, std::optional<qint64>, std::optional<qint64>>;
        QVERIFY(told() == Told(1, {}, {}));
        QVERIFY(m_channel->reject(1, false, true).ok());
        QVERIFY(told() == Told(2, 1, {}));
        QVERIFY(m_channel->refuse(2, true).ok());
        QVERIFY(told() == Told(3, 2, 1));
        QVERIFY(m_channel->reject(3, false, true).ok());
        settleAll();
        kill();
        QVERIFY(told() == Told(1, 3, 1));
    }

    void aRetryWaitsOn_data() { countsSurvive_data(); }
    void aRetryWaitsOn()
    {
        QFETCH(bool, clean);
        declare({{"x-delayed-retry-type", FieldValue(QByteArray("returned"))},
                 {"x-delayed-retry-min", FieldValue(qint64(1000))}});
        publish("a");
        publish("b");
        settleAll();
        m_channel->setPrefetch(1, false);
        consume();
        m_client->taking = false;
        giveBack();
        QCOMPARE(queue()->delayed(), quint64(1));
        pass(400);
        if (clean)
            stop();
        else
            kill();
        QCOMPARE(queue()->delayed(), quint64(1));
        QCOMPARE(queue()->ready(), quint64(1));
        QCOMPARE(queue()->unacked(), quint64(0));
        QCOMPARE(queue()->delayedUntil(0), std::optional<qint64>(m_bench->clock.now + 600));
        consume();
        QCOMPARE(m_client->bodies(), QByteArrayList({"b"}));
        pass(599);
        QCOMPARE(m_client->deliveries.size(), size_t(1));
        pass(1);
        QCOMPARE(m_client->bodies(), QByteArrayList({"b", "a"}));
        QVERIFY(m_client->deliveries.back().redelivered);
    }

    void aRetryThatWasDueMeanwhileIsReady()
    {
        declare({{"x-delayed-retry-type", FieldValue(QByteArray("all"))},
                 {"x-delayed-retry-min", FieldValue(qint64(1000))}});
        publish("a");
        settleAll();
        consume();
        giveBack();
        m_bench->clock.now += 5000; // nobody has looked at the time
        kill();
        QCOMPARE(queue()->delayed(), quint64(0));
        QCOMPARE(queue()->ready(), quint64(1));
        QCOMPARE(queue()->returns(0), quint32(1));
    }

    void onlyWaitingMessagesStillExpire()
    {
        // Nothing is ready when it starts, and a time to live may hide in what waits.
        declare({{"x-delayed-retry-type", FieldValue(QByteArray("all"))},
                 {"x-delayed-retry-min", FieldValue(qint64(1000))}});
        auto message = makeMessage("q", "a", true);
        message->expirationMs = 1500;
        m_channel->publish(**m_channel->publishTo(""), message, {});
        settleAll();
        consume();
        giveBack();
        kill();
        QCOMPARE(queue()->delayed(), quint64(1));
        pass(1000);
        QCOMPARE(queue()->ready(), quint64(1));
        pass(1000);
        QCOMPARE(queue()->log().live(), quint64(0));
    }

    void aFailedCommitIsTriedAgain()
    {
        declare();
        consume();
        publish("a");
        m_bench->broker.settle();
        QVERIFY(store().isBusy());
        QVERIFY(m_channel->reject(1, false, true).ok()); // before it is on disk at all
        m_bench->broker.settle();
        store().fail();
        settleAll();
        QCOMPARE(m_disk.chunks.size(), size_t(1));
        kill();
        QCOMPARE(queue()->returns(0), quint32(1));
        consume();
        QVERIFY(m_channel->reject(m_client->deliveries.back().tag, false, true).ok());
        m_bench->broker.settle();
        store().fail(); // of the returns alone
        settleAll();
        kill();
        QCOMPARE(queue()->returns(0), quint32(2));
    }

    void aQuorumQueueKeepsTransientOnesToo()
    {
        declare();
        m_bench->declare("classic");
        for (const char *name : {"q", "classic"})
            m_bench->publish(*m_channel, name, "a", false);
        QVERIFY(m_channel->selectConfirms().ok());
        publish("b", false);
        m_bench->broker.settle();
        QVERIFY(m_client->confirms.empty()); // it waits for the commit
        settleAll();
        QCOMPARE(m_client->confirmedUpTo(), quint64(1));
        kill();
        QCOMPARE(m_bench->host().queue("classic")->ready(), quint64(0));
        consume();
        QCOMPARE(m_client->bodies(), QByteArrayList({"a", "b"}));
    }

    void withoutReturnsNothingIsWritten()
    {
        m_bench->declare("classic");
        declare();
        for (const char *name : {"q", "classic"}) {
            m_bench->publish(*m_channel, name, "a");
            m_bench->publish(*m_channel, name, "b");
        }
        m_bench->broker.settle();
        QVERIFY(store().pending.returns.empty());
        store().commitAll();
        ConsumeRequest request;
        request.queue = "classic";
        QVERIFY(m_channel->consume(request).ok());
        settleAll();
        const int before = store().submitted;
        QVERIFY(m_channel->reject(m_client->deliveries.back().tag, false, true).ok());
        settleAll();
        QCOMPARE(store().submitted, before); // a classic queue does not count
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_bench->broker.settle();
        QVERIFY(store().pending.returns.empty());
        store().commitAll();
    }

    void anAcknowledgementAfterAReturnWritesNoReturns()
    {
        declare();
        publish("a");
        publish("b");
        settleAll();
        m_channel->setPrefetch(1, false);
        consume();
        giveBack();
        QVERIFY(m_channel->acknowledge(m_client->deliveries.back().tag, false).ok());
        m_bench->broker.settle();
        QVERIFY(store().isBusy());
        QVERIFY(!store().pending.sync);
        QVERIFY(store().pending.returns.empty());
        store().commitAll();
        kill();
        QCOMPARE(queue()->ready(), quint64(1));
        QCOMPARE(queue()->returns(0), quint32(0));
    }

    void purgedOnesAreForgotten()
    {
        declare();
        publish("a");
        settleAll();
        consume();
        m_client->taking = false;
        giveBack();
        QCOMPARE(queue()->purge(), quint64(1));
        QCOMPARE(queue()->returns(0), quint32(0));
        settleAll();
    }

    void randomLifeAgainstAModel_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    /// At a kill exactly the returns are known that were handed over before the last commit.
    void randomLifeAgainstAModel()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        struct Count
        {
            quint32 returns = 0, failures = 0;
        };
        using Counts = std::map<quint64, Count>; // by offset
        Counts now, handedOver, committed;
        std::map<quint64, quint64> offsets; // by delivery tag
        size_t seen = 0;
        int handOvers = store().submitted;
        declare({{"x-delivery-limit", FieldValue(qint64(-1))}});

        // A turn, or an answer of the store, may have handed over the next transaction: it holds all that is known now.
        const auto noteHandOver = [&] {
            if (std::exchange(handOvers, store().submitted) != store().submitted)
                handedOver = now;
        };
        const auto look = [&] {
            for (; seen < m_client->deliveries.size(); ++seen)
                offsets[m_client->deliveries[seen].tag] = m_client->deliveries[seen].body.toULongLong();
        };
        const auto settle = [&] {
            m_bench->broker.settle();
            noteHandOver();
            look();
        };
        const auto take = [&] {
            auto it = offsets.begin();
            std::advance(it, long(random() % offsets.size()));
            const auto taken = *it;
            offsets.erase(it);
            return taken;
        };
        handOvers = store().submitted;
        m_channel->setPrefetch(6, false);
        consume();
        for (int step = 0; step < 500; ++step) {
            switch (random() % 10) {
            case 0:
            case 1:
                publish(QByteArray::number(queue()->log().end()), random() % 4 != 0);
                break;
            case 2:
            case 3:
            case 4:
                if (!offsets.empty()) {
                    const auto [tag, offset] = take();
                    const bool isFailure = random() % 2 == 0;
                    now[offset].returns += 1;
                    now[offset].failures += isFailure ? 1 : 0;
                    QVERIFY((isFailure ? m_channel->refuse(tag, true) : m_channel->reject(tag, false, true)).ok());
                }
                break;
            case 5:
                if (!offsets.empty())
                    QVERIFY(m_channel->acknowledge(take().first, false).ok());
                break;
            case 6:
            case 7:
                if (store().isBusy()) {
                    committed = handedOver;
                    store().commit();
                    noteHandOver();
                }
                store().answerLoads();
                break;
            case 8:
                if (store().isBusy() && random() % 4 == 0) {
                    store().fail();
                    noteHandOver();
                }
                break;
            default:
                if (random() % 10 != 0)
                    break;
                m_bench->channels.clear(); // nobody hears any more of what comes back now
                m_bench.reset();
                start();
                m_bench->broker.settle();
                handOvers = store().submitted;
                handedOver = committed;
                for (quint64 offset = queue()->log().nextLive(0); offset < queue()->log().end();
                     offset = queue()->log().nextLive(offset + 1)) {
                    QCOMPARE(queue()->returns(offset), committed[offset].returns);
                    QCOMPARE(queue()->failures(offset), committed[offset].failures);
                }
                std::erase_if(committed, [&](const auto &entry) { return queue()->log().isGone(entry.first); });
                now = handedOver = committed;
                offsets.clear();
                seen = 0;
                m_channel->setPrefetch(6, false);
                consume();
            }
            settle();
        }
    }
};

SIGHTGLASS_TEST(TestReturns)
#include "tst_core_returns.moc"
