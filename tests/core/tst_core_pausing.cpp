// SPDX-License-Identifier: GPL-3.0-or-later
// Queues that are paused, and consumers that are cancelled from the broker's side.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestPausing : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    RecordingClient m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;
    Queue *m_queue = nullptr;

    Broker &broker() { return m_bench->broker; }
    void start()
    {
        m_bench.reset();
        m_client = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(m_client);
        m_queue = m_bench->host().queue("q");
    }
    Queue *declare(const QByteArray &name, const FieldTable &arguments = {}, bool durable = true,
                   bool autoDelete = false)
    {
        QueueDefinition definition;
        definition.name = name;
        definition.durable = durable;
        definition.autoDelete = autoDelete;
        definition.arguments = arguments;
        return *m_bench->host().declareQueue(definition, ConnectionId{1});
    }
    Consumer *consume(const QByteArray &queue = "q", const QByteArray &tag = "c")
    {
        Consumer *made = *m_channel->consume({queue, tag, false, false, {}});
        m_bench->settle();
        return made;
    }
    void publish(const QByteArray &queue, const QByteArrayList &bodies)
    {
        for (const QByteArray &body : bodies)
            m_bench->publish(*m_channel, queue, body);
        m_bench->settle();
    }
    void setPaused(bool paused)
    {
        m_queue->setPaused(paused);
        m_bench->settle();
    }
    std::optional<Channel::GetAnswer> get(const QByteArray &queue, bool evenIfPaused)
    {
        std::optional<Channel::GetAnswer> answer;
        if (!m_channel->get(
                queue, true, [&](const Channel::GetAnswer &got) { answer = got; }, evenIfPaused))
            return std::nullopt;
        m_bench->settle();
        return answer;
    }
    bool isKeptAsPaused() const
    {
        return std::any_of(m_disk.definitions.begin(), m_disk.definitions.end(),
                           [](const Definition &d) { return std::holds_alternative<PausedQueue>(d); });
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        start();
        m_queue = declare("q");
        m_bench->settle();
    }
    void cleanup() { m_bench.reset(); }

    void takesButDoesNotDeliver()
    {
        consume();
        publish("q", {"a"});
        QCOMPARE(m_client.bodies(), (QList<QByteArray>{"a"}));
        setPaused(true);
        publish("q", {"b", "c"});
        QCOMPARE(m_client.deliveries.size(), 1u);
        QCOMPARE(m_queue->ready(), 2u);
        QVERIFY(m_channel->acknowledge(1, false).ok()); // what is out may be settled
        m_bench->settle();
        QCOMPARE(m_queue->unacked(), 0u);
        consume("q", "another"); // nor to who comes now
        QCOMPARE(m_client.deliveries.size(), 1u);
        setPaused(false);
        QCOMPARE(m_client.bodies(), (QList<QByteArray>{"a", "b", "c"}));
    }

    void answersGetAsAnEmptyOne()
    {
        publish("q", {"a", "b"});
        setPaused(true);
        QCOMPARE(get("q", false)->message, MessagePtr());
        QCOMPARE(m_queue->ready(), 2u);
        QCOMPARE(get("q", true)->message->body().toByteArray(), QByteArray("a"));
        setPaused(false);
        QCOMPARE(get("q", false)->message->body().toByteArray(), QByteArray("b"));
    }

    void whatComesBackWaits()
    {
        consume();
        publish("q", {"a"});
        setPaused(true);
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        QCOMPARE(m_queue->ready(), 1u);
        QCOMPARE(m_client.deliveries.size(), 1u);
        setPaused(false);
        QCOMPARE(m_client.deliveries.size(), 2u);
        QVERIFY(m_client.deliveries.back().redelivered);
    }

    void limitsAndTimesGoOn()
    {
        FieldTable arguments;
        arguments.set("x-max-length", FieldValue(qint32(2)));
        arguments.set("x-message-ttl", FieldValue(qint32(1000)));
        m_queue = declare("limited", arguments);
        consume("limited");
        setPaused(true);
        publish("limited", {"a", "b", "c"});
        QCOMPARE(m_queue->ready(), 2u);
        m_bench->clock.now += 1500;
        broker().wake();
        m_bench->settle();
        QCOMPARE(m_queue->ready(), 0u);
        QVERIFY(m_client.deliveries.empty());
    }

    void singleActiveConsumersAndPrioritiesToo()
    {
        FieldTable arguments;
        arguments.set("x-single-active-consumer", FieldValue(true));
        m_queue = declare("single", arguments);
        consume("single");
        setPaused(true);
        publish("single", {"a"});
        QVERIFY(m_client.deliveries.empty());
        setPaused(false);
        QCOMPARE(m_client.deliveries.size(), 1u);
    }

    void staysPausedAfterARestart()
    {
        publish("q", {"a"});
        setPaused(true);
        setPaused(true); // once more changes nothing
        QVERIFY(isKeptAsPaused());
        start();
        QVERIFY(m_queue && m_queue->isPaused());
        consume();
        publish("q", {"b"});
        QVERIFY(m_client.deliveries.empty());
        setPaused(false);
        QCOMPARE(m_client.deliveries.size(), 2u);
        QVERIFY(!isKeptAsPaused());
        start();
        QVERIFY(!m_queue->isPaused());
    }

    void isForgottenWithTheQueue()
    {
        setPaused(true);
        QVERIFY(m_bench->host().deleteQueue("q", ConnectionId{1}, false, false).ok());
        m_bench->settle();
        QVERIFY(!isKeptAsPaused());
        QVERIFY(!declare("q")->isPaused());
        // Of one that is not kept nothing is.
        m_queue = declare("passing", {}, false);
        setPaused(true);
        QVERIFY(m_queue->isPaused());
        QVERIFY(!isKeptAsPaused());
    }

    void aConsumerIsCancelledAndTold()
    {
        Consumer *first = consume("q", "first");
        publish("q", {"a"});
        QCOMPARE(m_client.deliveries.size(), 1u);
        m_channel->cancelByOperator(*first);
        m_bench->settle();
        QCOMPARE(m_client.cancelled, (QList<QByteArray>{"first"}));
        QVERIFY(m_queue->consumers().empty());
        QCOMPARE(m_queue->unacked(), 1u); // it stays with the channel
        publish("q", {"b"});
        QCOMPARE(m_client.deliveries.size(), 1u);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_bench->settle();
        QCOMPARE(m_queue->unacked(), 0u);
        consume("q", "first"); // the tag is free
        QCOMPARE(m_client.deliveries.size(), 2u);
    }

    void theLastOneOfAnAutoDeleteQueue()
    {
        declare("passing", {}, false, true);
        m_channel->cancelByOperator(*consume("passing"));
        m_bench->settle();
        QVERIFY(!m_bench->host().queue("passing"));
        QCOMPARE(m_client.cancelled.size(), 1); // once
    }
};

SIGHTGLASS_TEST(TestPausing)
#include "tst_core_pausing.moc"
