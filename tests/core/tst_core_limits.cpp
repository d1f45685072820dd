// SPDX-License-Identifier: GPL-3.0-or-later
// What bounds a queue and its messages: times, lengths, returns, deaths; on a clock that the test moves.
#include "core/agenda.h"
#include "core/queuesettings.h"
#include "corefixture.h"

#include <QTest>

using namespace test;

namespace {

QueueDefinition definitionOf(const QByteArray &name, const std::vector<std::pair<QByteArray, FieldValue>> &arguments)
{
    QueueDefinition definition;
    definition.virtualHost = "/";
    definition.name = name;
    for (const auto &[key, value] : arguments)
        definition.arguments.set(key, value);
    return definition;
}

FieldTable table(const std::vector<std::pair<QByteArray, FieldValue>> &entries)
{
    return definitionOf("", entries).arguments;
}

FieldValue text(const char *value)
{
    return FieldValue(QByteArray(value));
}

FieldValue number(qint64 value)
{
    return FieldValue(value);
}

} // namespace

class TestLimits : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

    void start(BrokerLimits limits = {})
    {
        m_bench.reset();
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk, limits);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
    }
    Queue *declare(const QByteArray &name, const std::vector<std::pair<QByteArray, FieldValue>> &arguments = {})
    {
        const auto declared = m_bench->host().declareQueue(definitionOf(name, arguments), ConnectionId{1});
        return declared ? *declared : nullptr;
    }
    void pass(qint64 milliseconds)
    {
        m_bench->clock.now += milliseconds;
        m_bench->broker.wake();
        m_bench->settle();
    }
    void publish(const QByteArray &queue, const QByteArray &body, qint64 expirationMs = Message::noExpiration,
                 quint8 priority = 0)
    {
        auto message = makeMessage(queue, body, true);
        message->expirationMs = expirationMs;
        message->priority = priority;
        m_channel->publish(**m_channel->publishTo(""), message, {});
        m_bench->settle();
    }
    Consumer *consume(const QByteArray &queue)
    {
        ConsumeRequest request;
        request.queue = queue;
        const auto consumer = m_channel->consume(request);
        m_bench->settle();
        return consumer ? *consumer : nullptr;
    }
    QList<QByteArray> drain(const QByteArray &queue)
    {
        QList<QByteArray> bodies;
        for (bool more = true; more;) {
            more = false;
            (void)m_channel->get(queue, true, [&](const Channel::GetAnswer &answer) {
                if (answer.message) {
                    bodies.append(answer.message->body().toByteArray());
                    more = true;
                }
            });
            m_bench->settle();
        }
        return bodies;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        start();
    }
    void cleanup() { m_bench.reset(); }

    void anAgendaRunsInOrderOfTime()
    {
        Agenda agenda;
        QList<int> ran;
        QList<qint64> alarms;
        agenda.setAlarm([&](qint64 due) { alarms.append(due); });
        agenda.at(30, [&] { ran.append(3); });
        agenda.at(10, [&] {
            ran.append(1);
            agenda.at(10, [&] { ran.append(2); });
        });
        Agenda::Ticket cancelled = agenda.at(20, [&] { ran.append(99); });
        agenda.cancel(cancelled);
        QVERIFY(!cancelled.isValid());
        QCOMPARE(alarms, (QList<qint64>{30, 10}));
        QCOMPARE(agenda.earliest(), std::optional<qint64>(10));
        agenda.runDue(9);
        QVERIFY(ran.isEmpty());
        agenda.runDue(25);
        QCOMPARE(ran, (QList<int>{1, 2}));
        QCOMPARE(agenda.earliest(), std::optional<qint64>(30));
    }

    void argumentsAndPoliciesCompound()
    {
        const auto definition = definitionOf(
            "q",
            {{"x-message-ttl", number(500)}, {"x-overflow", text("reject-publish")}, {"x-max-length", number(10)}});
        const FieldTable policy = table({{"message-ttl", number(900)},
                                         {"overflow", text("drop-head")},
                                         {"max-length", number(4)},
                                         {"dead-letter-exchange", text("dlx")}});
        const FieldTable atMost = table({{"max-length-bytes", number(100)}, {"dead-letter-exchange", text("ignored")}});
        const QueueSettings settings = settingsUnder(definition, &policy, &atMost);
        QCOMPARE(settings.messageTtlMs, std::optional<qint64>(500));
        QCOMPARE(settings.maxLength, std::optional<quint64>(4));
        QCOMPARE(settings.maxLengthBytes, std::optional<quint64>(100));
        QVERIFY(settings.overflow == Overflow::RejectPublish);
        QCOMPARE(settings.deadLetterExchange, std::optional<QByteArray>("dlx"));
    }

    void aQuorumQueueHasADeliveryLimit()
    {
        const auto quorum = definitionOf("q", {{"x-queue-type", text("quorum")}});
        QCOMPARE(settingsOf(quorum)->deliveryLimit, std::optional<quint32>(20));
        auto none = quorum;
        none.arguments.set("x-delivery-limit", number(-1));
        QVERIFY(!settingsOf(none)->deliveryLimit);
        QVERIFY(!settingsOf(definitionOf("q", {{"x-delivery-limit", number(3)}}))->deliveryLimit);
    }

    void theHeadExpiresWhenItsTimeHasCome()
    {
        Queue *queue = declare("q", {{"x-message-ttl", number(1000)}});
        publish("q", "a");
        pass(999);
        QCOMPARE(queue->ready(), quint64(1));
        publish("q", "b");
        pass(1);
        QCOMPARE(queue->ready(), quint64(1));
        pass(999);
        QCOMPARE(queue->ready(), quint64(0));
        QVERIFY(m_disk.chunks.empty());
    }

    void whatLivesForNoTimeStillTakesTurns()
    {
        declare("q", {{"x-message-ttl", number(0)}});
        const Consumer *one = consume("q");
        const Consumer *two = consume("q");
        for (const char *body : {"a", "b", "c", "d"})
            publish("q", body);
        QCOMPARE(m_client->deliveries.size(), size_t(4));
        QCOMPARE(one->delivered, quint64(2));
        QCOMPARE(two->delivered, quint64(2));
    }

    void whatWasStoredExpiresAfterARestart()
    {
        declare("q");
        publish("q", "a", 5000);
        publish("q", "b");
        start();
        m_bench->settle();
        Queue *queue = m_bench->host().queue("q");
        QCOMPARE(queue->ready(), quint64(2));
        pass(6000);
        QCOMPARE(queue->ready(), quint64(1));
        QCOMPARE(drain("q"), (QList<QByteArray>{"b"}));
    }

    void anUnusedQueueGoes()
    {
        declare("q", {{"x-expires", number(1000)}});
        pass(999);
        declare("q", {{"x-expires", number(1000)}});
        pass(2);
        QVERIFY(m_bench->host().queue("q"));
        Consumer *consumer = consume("q");
        QVERIFY(consumer);
        pass(5000);
        QVERIFY(m_bench->host().queue("q"));
        m_channel->cancel(consumer->tag);
        pass(999);
        QVERIFY(m_bench->host().queue("q"));
        pass(1001);
        QVERIFY(!m_bench->host().queue("q"));
    }

    void deathAndArrivalAreOneTransaction()
    {
        declare("dead");
        declare("q", {{"x-dead-letter-exchange", text("")}, {"x-dead-letter-routing-key", text("dead")}});
        publish("q", "a");
        consume("q");
        m_bench->store.autoCommit = false;
        QVERIFY(m_channel->reject(m_client->deliveries.back().tag, false, false).ok());
        m_bench->settle();
        const StoreTransaction &pending = m_bench->store.pending;
        QCOMPARE(pending.appends.size(), size_t(1));
        QCOMPARE(pending.appends.front().messages.front().message->routingKey, QByteArray("dead"));
        QCOMPARE(pending.removals.size(), size_t(1));
        m_bench->store.commitAll();
        QCOMPARE(m_bench->host().queue("dead")->ready(), quint64(1));
    }

    void aDeathWhoseBodyIsOnDiskWaitsForIt()
    {
        start({.cacheBytes = 64 * 1024, .uncommittedBytes = 64 * 1024 * 1024, .transientBytes = 64 * 1024 * 1024});
        Queue *dead = declare("dead");
        Queue *queue =
            declare("q", {{"x-dead-letter-exchange", text("")}, {"x-dead-letter-routing-key", text("dead")}});
        constexpr int count = 40;
        for (int i = 0; i < count; ++i)
            publish("q", QByteArray::number(i).leftJustified(32 * 1024, ' '));
        consume("q"); // all of it is out, and most of it is paged out again
        QCOMPARE(m_client->deliveries.size(), size_t(count));
        m_bench->settle();
        m_bench->store.autoCommit = false;
        m_bench->store.commitAll();
        QVERIFY(m_channel->reject(0, true, false).ok());
        m_bench->settle();
        QVERIFY(m_bench->store.hasLoads());
        QVERIFY(queue->log().live() > 0);
        QCOMPARE(queue->ready(), quint64(0));
        QCOMPARE(queue->unacked(), quint64(0));
        m_bench->store.autoCommit = true;
        m_bench->settle();
        QCOMPARE(queue->log().live(), quint64(0));
        QCOMPARE(dead->log().live(), quint64(count));
    }

    void withoutAHistoryThereIsNoCircle()
    {
        // Deaths that leave no trace in the headers: what nobody rejected must not go round for ever.
        m_bench->broker.setPropertyEditor(nullptr);
        Queue *queue = declare("q", {{"x-message-ttl", number(0)},
                                     {"x-dead-letter-exchange", text("")},
                                     {"x-dead-letter-routing-key", text("q")}});
        publish("q", "a");
        pass(10);
        QCOMPARE(queue->log().live(), quint64(0));
    }

    void aChainOfFullQueuesEnds()
    {
        constexpr int length = 200;
        for (int i = 0; i < length; ++i) {
            declare(QByteArray::number(i),
                    {{"x-max-length", number(0)},
                     {"x-dead-letter-exchange", text("")},
                     {"x-dead-letter-routing-key", FieldValue(QByteArray::number((i + 1) % length))}});
        }
        publish("0", "a");
        for (int i = 0; i < length; ++i)
            QCOMPARE(m_bench->host().queue(QByteArray::number(i))->log().live(), quint64(0));
    }

    void aLoweredLimitTakesEffect()
    {
        Queue *queue = declare("q");
        for (int i = 0; i < 10; ++i)
            publish("q", QByteArray::number(i));
        const FieldTable policy = table({{"max-length", number(2)}});
        queue->setSettings(settingsUnder(queue->definition(), &policy, nullptr));
        m_bench->settle();
        QCOMPARE(drain("q"), (QList<QByteArray>{"8", "9"}));
    }

    void prioritiesSurviveARestart()
    {
        declare("q", {{"x-max-priority", number(2)}});
        for (int i = 0; i < 9; ++i)
            publish("q", QByteArray::number(i), Message::noExpiration, quint8(i % 3));
        start();
        publish("q", "9", Message::noExpiration, 2);
        m_bench->settle();
        QCOMPARE(drain("q"), (QList<QByteArray>{"2", "5", "8", "9", "1", "4", "7", "0", "3", "6"}));
    }

    void aReturnedMessageWaits()
    {
        Queue *queue = declare("q", {{"x-queue-type", text("quorum")},
                                     {"x-delayed-retry-type", text("returned")},
                                     {"x-delayed-retry-min", number(1000)},
                                     {"x-delayed-retry-max", number(1500)}});
        publish("q", "a");
        consume("q");
        for (const qint64 delay : {1000, 1500, 1500}) {
            QVERIFY(m_channel->reject(m_client->deliveries.back().tag, false, true).ok());
            m_bench->settle();
            QCOMPARE(queue->delayed(), quint64(1));
            QCOMPARE(queue->unacked(), quint64(0));
            QCOMPARE(queue->delayedUntil(0), std::optional<qint64>(m_bench->clock.now + delay));
            const size_t before = m_client->deliveries.size();
            pass(delay - 1);
            QCOMPARE(m_client->deliveries.size(), before);
            pass(1);
            QCOMPARE(m_client->deliveries.size(), before + 1);
            QVERIFY(m_client->deliveries.back().redelivered);
        }
    }

    void aFullQueueRefuses()
    {
        declare("q", {{"x-max-length", number(1)}, {"x-overflow", text("reject-publish")}});
        QVERIFY(m_channel->selectConfirms().ok());
        publish("q", "a");
        publish("q", "b");
        QCOMPARE(m_client->confirms.size(), size_t(2));
        QVERIFY(m_client->confirms.front().ok);
        QVERIFY(!m_client->confirms.back().ok);
        QCOMPARE(drain("q"), (QList<QByteArray>{"a"}));
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_core_limits.moc"
