// SPDX-License-Identifier: GPL-3.0-or-later
// Priorities in a quorum queue, as RabbitMQ 4.3 has them: 32, always there, and nothing to be seen of them where none is used.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace test;

class TestQuorumPriorities : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    qint64 m_now = 1'000'000;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

    Queue *queue() { return m_bench->host().queue("q"); }
    void start()
    {
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk, BrokerLimits(), m_now);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_bench->settle();
    }
    void declare(const std::vector<std::pair<QByteArray, FieldValue>> &arguments = {})
    {
        QueueDefinition definition;
        definition.name = "q";
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("quorum")));
        for (const auto &[name, value] : arguments)
            definition.arguments.set(name, value);
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        m_bench->settle();
    }
    void publish(const QByteArray &body, std::optional<quint8> priority = {})
    {
        auto message = makeMessage("q", body, true);
        message->priority = priority;
        m_channel->publish(**m_channel->publishTo(""), message, {});
        m_bench->settle();
    }
    void consume(quint32 prefetch = 0)
    {
        m_channel->setPrefetch(prefetch, false);
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
    }
    QByteArrayList drain()
    {
        QByteArrayList bodies;
        for (bool more = true; more;) {
            more = false;
            (void)m_channel->get("q", true, [&](const Channel::GetAnswer &answer) {
                more = bool(answer.message);
                if (answer.message)
                    bodies.append(answer.message->body().toByteArray());
            });
            m_bench->settle();
        }
        return bodies;
    }
    void kill()
    {
        m_now = m_bench->clock.now;
        m_bench->channels.clear();
        m_bench.reset();
        start();
    }
    void stop()
    {
        m_now = m_bench->clock.now;
        m_bench->channels.clear();
        m_bench->settle();
        bool stopped = false;
        m_bench->broker.stop([&](const Result<void> &result) { stopped = result.ok(); });
        m_bench->store.commitAll();
        QVERIFY(stopped);
        m_disk.clean = true;
        m_bench.reset();
        start();
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

    void higherOnesComeFirst()
    {
        declare();
        publish("none");
        publish("low", 0);
        publish("four", 4);
        publish("high", 9);
        publish("top", 31);
        publish("beyond", 255);
        publish("none again");
        QCOMPARE(queue()->ready(), quint64(7));
        QCOMPARE(drain(), (QByteArrayList{"top", "beyond", "high", "none", "four", "none again", "low"}));
        QCOMPARE(queue()->log().live(), quint64(0));
    }
    void whatIsOutIsNotSortedIn()
    {
        declare();
        for (const char *body : {"a", "b", "c", "d"})
            publish(body);
        consume(1);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies(), (QByteArrayList{"a", "b"}));
        publish("urgent", 5); // b is out, a has gone
        QCOMPARE(queue()->ready(), quint64(3));
        QCOMPARE(queue()->unacked(), quint64(1));
        QVERIFY(m_channel->acknowledge(2, false).ok());
        m_bench->settle();
        QVERIFY(m_channel->acknowledge(3, false).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies(), (QByteArrayList{"a", "b", "urgent", "c"}));
    }
    void whatCameBackIsAheadOfAll()
    {
        declare();
        publish("first");
        publish("second");
        consume(1);
        publish("urgent", 20);
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies(), (QByteArrayList{"first", "first"}));
        QVERIFY(m_client->deliveries.back().redelivered);
        QVERIFY(m_channel->acknowledge(2, false).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies().last(), QByteArray("urgent"));
    }
    void anEmptyQueueStartsAnew()
    {
        declare();
        publish("urgent", 20);
        publish("a");
        QCOMPARE(drain(), (QByteArrayList{"urgent", "a"}));
        publish("b");
        publish("c");
        QCOMPARE(drain(), (QByteArrayList{"b", "c"}));
        publish("d");
        publish("urgent", 20);
        QCOMPARE(drain(), (QByteArrayList{"urgent", "d"}));
    }
    void theySurvive_data()
    {
        QTest::addColumn<bool>("clean");
        QTest::newRow("stop") << true;
        QTest::newRow("kill") << false;
    }
    void theySurvive()
    {
        QFETCH(bool, clean);
        declare();
        for (int i = 0; i < 12; ++i)
            publish(QByteArray::number(i), i % 3 == 0 ? std::nullopt : std::optional(quint8(i % 3 == 1 ? 1 : 8)));
        clean ? stop() : kill();
        QCOMPARE(queue()->ready(), quint64(12));
        publish("12", 8);
        QCOMPARE(drain(), (QByteArrayList{"2", "5", "8", "11", "12", "0", "3", "6", "9", "1", "4", "7", "10"}));
    }
    /// Although the first one of their chunk has come back.
    void theySurviveAReturn()
    {
        declare();
        for (const auto &[body, priority] :
             {std::pair("0", 8), std::pair("1", 4), std::pair("2", 1), std::pair("3", 8)}) {
            auto message = makeMessage("q", body, true);
            message->priority = quint8(priority);
            m_channel->publish(**m_channel->publishTo(""), message, {});
        }
        m_bench->settle(); // in one chunk
        consume(1);
        QCOMPARE(m_client->bodies(), (QByteArrayList{"0"}));
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        kill();
        QCOMPARE(queue()->returns(0), 1u);
        QCOMPARE(drain(), (QByteArrayList{"0", "3", "1", "2"}));
    }
    void whatWaitsForItsRetryIsNotReadyAfterAStart()
    {
        declare({{"x-delayed-retry-type", FieldValue(QByteArray("all"))},
                 {"x-delayed-retry-min", FieldValue(qint64(1000))}});
        publish("a");
        publish("urgent", 8);
        publish("b");
        consume(1);
        QCOMPARE(m_client->bodies(), (QByteArrayList{"urgent"}));
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        kill();
        QCOMPARE(queue()->delayed(), quint64(1));
        QCOMPARE(queue()->ready(), quint64(2));
        m_bench->clock.now += 1000;
        m_bench->broker.wake();
        m_bench->settle();
        QCOMPARE(queue()->ready(), quint64(3));
    }
    void withoutOneNothingIsReadAtAStart()
    {
        declare();
        for (int i = 0; i < 100; ++i)
            publish(QByteArray::number(i));
        publish("in turn", 4);
        kill();
        QCOMPARE(m_bench->store.loads, 1); // the head, for its time to live
    }
    void randomLifeKeepsCount_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    /// Whatever is published, taken, given back, dropped and restarted: nothing is delivered twice or lost.
    void randomLifeKeepsCount()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        declare({{"x-delivery-limit", FieldValue(qint64(-1))}, {"x-max-length-bytes", FieldValue(qint64(1'000'000))}});
        std::set<QByteArray> there;
        int next = 0;
        consume(5);
        for (int step = 0; step < 400; ++step) {
            switch (random() % 8) {
            case 0:
            case 1:
            case 2: {
                const QByteArray body = QByteArray::number(next++);
                publish(body, random() % 4 == 0 ? std::optional(quint8(random() % 40)) : std::nullopt);
                there.insert(body);
                break;
            }
            case 3:
            case 4: {
                const auto &ledger = m_channel->ledger();
                if (!ledger.empty() && ledger.front().queue) {
                    const quint64 tag = ledger.front().tag;
                    const auto delivered =
                        std::find_if(m_client->deliveries.begin(), m_client->deliveries.end(),
                                     [tag](const RecordingClient::Delivery &d) { return d.tag == tag; });
                    const QByteArray body = delivered->body;
                    QCOMPARE(there.count(body), size_t(1));
                    if (random() % 2 == 0) {
                        QVERIFY(m_channel->acknowledge(tag, false).ok());
                        there.erase(body);
                    } else {
                        QVERIFY(m_channel->reject(tag, false, true).ok());
                    }
                }
                break;
            }
            case 5: {
                const quint64 offset = queue()->log().nextLive(random() % (queue()->log().end() + 1));
                const MessagePtr message = queue()->log().at(offset);
                if (message && queue()->drop(offset))
                    there.erase(message->body().toByteArray());
                break;
            }
            case 6:
                if (random() % 10 == 0) {
                    random() % 2 == 0 ? stop() : kill();
                    consume(5);
                }
                break;
            default:
                break;
            }
            m_bench->settle();
            QCOMPARE(queue()->log().live(), quint64(there.size()));
            QCOMPARE(queue()->unacked(), quint64(m_channel->unacked()));
            QVERIFY(queue()->readyBytes() <= queue()->log().bodyBytes());
        }
        m_channel->cancel(QByteArray(m_channel->consumers().front()->tag));
        m_channel->recover();
        m_bench->settle();
        const QByteArrayList rest = drain();
        QCOMPARE(std::set<QByteArray>(rest.begin(), rest.end()), there);
        QCOMPARE(size_t(rest.size()), there.size());
        QCOMPARE(queue()->readyBytes(), quint64(0));
    }
};

SIGHTGLASS_TEST(TestQuorumPriorities)
#include "tst_core_quorumpriorities.moc"
