// SPDX-License-Identifier: GPL-3.0-or-later
// What bounds a queue and its messages: times, lengths, returns, deaths; on a clock that the test moves.
#include "core/agenda.h"
#include "core/policies.h"
#include "core/queuesettings.h"
#include "corefixture.h"
#include "patience.h"
#include "program/testprogram.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

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
        if (priority > 0)
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
        for (const char *argument : {"x-delivery-limit", "x-delayed-retry-min", "x-max-age"}) {
            const auto refused = settingsOf(definitionOf("q", {{argument, text("1h")}}));
            QVERIFY(!refused.ok());
            const auto number3 = settingsOf(definitionOf("q", {{argument, number(3)}}));
            QVERIFY(!number3.ok());
        }
        QVERIFY(settingsOf(definitionOf("q", {{"x-delivery-limit", number(3)}}))
                    .error()
                    .detail.endsWith(u"of queue type rabbit_classic_queue"));
        auto full = quorum;
        full.arguments.set("x-overflow", text("reject-publish-dlx"));
        QVERIFY(settingsOf(full)->overflow == Overflow::DropHead);
    }

    void eachTypeRefusesTheOthersArguments_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<FieldValue>("value");
        QTest::newRow("mode") << QByteArray("quorum") << QByteArray("x-queue-mode") << text("lazy");
        QTest::newRow("version") << QByteArray("quorum") << QByteArray("x-queue-version") << number(2);
        QTest::newRow("master") << QByteArray("quorum") << QByteArray("x-queue-master-locator") << text("min-masters");
        QTest::newRow("age") << QByteArray("quorum") << QByteArray("x-max-age") << text("1h");
        QTest::newRow("priorities") << QByteArray("quorum") << QByteArray("x-max-priority") << number(5);
        QTest::newRow("tag") << QByteArray("classic") << QByteArray("x-member-placement-tag") << text("fast");
    }
    void eachTypeRefusesTheOthersArguments()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, argument);
        QFETCH(FieldValue, value);
        const auto definition = definitionOf("q", {{"x-queue-type", FieldValue(type)}, {argument, value}});
        const auto refused = settingsOf(definition);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, BrokerError::PreconditionFailed);
        QCOMPARE(refused.error().detail, QStringLiteral("invalid arg '%1' for queue 'q' in vhost '/' of queue type "
                                                        "rabbit_%2_queue")
                                             .arg(QString::fromUtf8(argument), QString::fromUtf8(type)));
    }

    /// Such times are declared where delays are made of queues: 2^27 seconds for the last of them.
    void timesMayTakeYears_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::newRow("x-message-ttl") << QByteArray("x-message-ttl");
        QTest::newRow("expiration") << QByteArray();
        QTest::newRow("policy") << QByteArray("message-ttl");
        QTest::newRow("x-expires") << QByteArray("x-expires");
    }
    void timesMayTakeYears()
    {
        constexpr qint64 years = 134'217'728'000;
        QFETCH(const QByteArray, argument);
        Queue *queue = argument.startsWith("x-") ? declare("q", {{argument, number(years)}}) : declare("q");
        QVERIFY(queue);
        if (argument == "message-ttl")
            QVERIFY(m_bench->broker.policies()
                        .put({"/", "p", "^q$", ApplyTo::All, 0, table({{argument, number(years)}})})
                        .ok());
        publish("q", "a", argument.isEmpty() ? years : Message::noExpiration);
        start();
        m_bench->settle();
        queue = m_bench->host().queue("q");
        QCOMPARE(queue->ready(), quint64(1));
        pass(years - 1);
        QCOMPARE(queue->ready(), quint64(1));
        pass(1);
        if (argument == "x-expires")
            QVERIFY(!m_bench->host().queue("q"));
        else
            QCOMPARE(queue->ready(), quint64(0));
    }
    void butNotMoreThanTen()
    {
        constexpr qint64 most = 315'360'000'000;
        for (const char *argument : {"x-message-ttl", "x-expires", "x-consumer-timeout"}) {
            QVERIFY(settingsOf(definitionOf("q", {{argument, number(most)}})).ok());
            const auto refused = settingsOf(definitionOf("q", {{argument, number(most + 1)}}));
            QVERIFY(!refused.ok());
            QVERIFY(refused.error().detail.endsWith(u"{value_too_large,315360000001}"));
        }
        QVERIFY(!checkQueuePolicy(table({{"message-ttl", number(most + 1)}})).ok());
    }
    void aDelayOfYearsDoesNotOverflow()
    {
        QueueSettings settings;
        settings.delayedRetryMinMs = 300'000'000'000;
        settings.delayedRetryMaxMs = 315'360'000'000;
        QCOMPARE(settings.retryDelayMs(0), settings.delayedRetryMinMs);
        QCOMPARE(settings.retryDelayMs(1), settings.delayedRetryMinMs);
        QCOMPARE(settings.retryDelayMs(2), settings.delayedRetryMaxMs);
        QCOMPARE(settings.retryDelayMs(std::numeric_limits<quint32>::max()), settings.delayedRetryMaxMs);
        settings.delayedRetryMinMs = 3;
        settings.delayedRetryMaxMs = 10;
        QCOMPARE(settings.retryDelayMs(3), qint64(9));
        QCOMPARE(settings.retryDelayMs(4), qint64(10));
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

    /// Nobody consumes: taking the head, by a client or by hand, is what makes the next one's time count.
    void theNextOneExpiresAfterTheHeadIsTaken_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::newRow("basic.get") << false;
        QTest::newRow("by hand") << true;
    }
    void theNextOneExpiresAfterTheHeadIsTaken()
    {
        QFETCH(const bool, byHand);
        Queue *queue = declare("q");
        publish("q", "a");
        publish("q", "b", 1000);
        if (byHand)
            QVERIFY(queue->take(0, LifecycleStep::Dropped, {}));
        else
            QVERIFY(m_channel->get("q", true, [](const Channel::GetAnswer &) {}).ok());
        m_bench->settle();
        QCOMPARE(queue->ready(), quint64(1));
        pass(1000);
        QCOMPARE(queue->ready(), quint64(0));
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

    void aClientsHistoryIsNeitherACircleNorKept()
    {
        Queue *last = declare("last");
        declare("b", {{"x-message-ttl", number(10)},
                      {"x-dead-letter-exchange", text("")},
                      {"x-dead-letter-routing-key", text("last")}});
        declare("a", {{"x-message-ttl", number(10)},
                      {"x-dead-letter-exchange", text("")},
                      {"x-dead-letter-routing-key", text("b")}});
        FieldArray deaths;
        for (const char *queue : {"last", "b"})
            deaths.items.append(
                FieldValue(table({{"queue", text(queue)}, {"reason", text("expired")}, {"count", number(7)}})));
        const FieldTable headers = table({{"x-death", FieldValue(deaths)}, {"x-first-death-queue", text("elsewhere")}});
        auto message = makeMessage("a", "x", true);
        message->setProperties(*m_bench->headers.edited(*message, {headers, false}), PropertiesFormat::Amqp091);
        m_channel->publish(**m_channel->publishTo(""), message, {});
        m_bench->settle();
        pass(10);
        pass(10);
        QCOMPARE(last->ready(), quint64(1));
        MessagePtr letter;
        (void)m_channel->get("last", true, [&](const Channel::GetAnswer &answer) { letter = answer.message; });
        QVERIFY(letter);
        QCOMPARE(letter->deaths, quint8(2));
        const FieldTable noted = m_bench->headers.headers(*letter);
        const auto *entries = std::get_if<FieldArray>(&noted.find("x-death")->value);
        QVERIFY(entries);
        QCOMPARE(entries->items.size(), 2);
        const auto *latest = std::get_if<FieldTable>(&entries->items.first().value);
        QVERIFY(latest && latest->find("queue")->toText() == "b" && latest->find("count")->toInteger() == 1);
        QCOMPARE(noted.find("x-first-death-queue")->toText(), std::optional<QByteArray>("a"));
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

    /// Looking up whether one of them waits does not look at all the others.
    void aRestartWithManyThatWaitIsQuick()
    {
        constexpr int count = 30'000;
        declare("q", {{"x-queue-type", text("quorum")},
                      {"x-delayed-retry-type", text("all")},
                      {"x-delayed-retry-min", number(600'000)},
                      {"x-delayed-retry-max", number(600'000)}});
        publish("q", "first", Message::noExpiration, 9);
        for (int i = 1; i < count; ++i)
            m_bench->publish(*m_channel, "q", "x", true);
        m_bench->settle();
        consume("q");
        QCOMPARE(m_client->deliveries.size(), size_t(count));
        QVERIFY(m_channel->reject(0, true, true).ok());
        m_bench->settle();
        QCOMPARE(m_bench->host().queue("q")->delayed(), quint64(count));
        QElapsedTimer timer;
        timer.start();
        start();
        m_bench->settle();
        QCOMPARE(m_bench->host().queue("q")->delayed(), quint64(count));
        QVERIFY2(timer.elapsed() < patience(2000), qPrintable(QString::number(timer.elapsed())));
    }

    void aReturnedMessageWaits()
    {
        Queue *queue = declare("q", {{"x-queue-type", text("quorum")},
                                     {"x-delayed-retry-type", text("all")},
                                     {"x-delayed-retry-min", number(1000)},
                                     {"x-delayed-retry-max", number(2500)}});
        publish("q", "a");
        consume("q");
        // Failures make it wait longer, what is given back does not.
        for (const auto &[fails, delay] : std::initializer_list<std::pair<bool, qint64>>{
                 {false, 1000}, {false, 1000}, {true, 1000}, {true, 2000}, {false, 2000}, {true, 2500}, {true, 2500}}) {
            const quint64 tag = m_client->deliveries.back().tag;
            QVERIFY((fails ? m_channel->refuse(tag, true) : m_channel->reject(tag, false, true)).ok());
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

    void whatHasFailedIsTold_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<bool>("waits");
        QTest::newRow("failed: rejected") << QByteArray("failed") << true << true;
        QTest::newRow("failed: given back") << QByteArray("failed") << false << false;
        QTest::newRow("returned: rejected") << QByteArray("returned") << true << false;
        QTest::newRow("all: rejected") << QByteArray("all") << true << true;
    }
    void whatHasFailedIsTold()
    {
        QFETCH(QByteArray, type);
        QFETCH(bool, refused);
        QFETCH(bool, waits);
        Queue *queue = declare("q", {{"x-queue-type", text("quorum")},
                                     {"x-delayed-retry-type", FieldValue(type)},
                                     {"x-delayed-retry-min", number(1000)}});
        publish("q", "a");
        consume("q");
        const quint64 tag = m_client->deliveries.back().tag;
        QVERIFY((refused ? m_channel->refuse(tag, true) : m_channel->reject(tag, false, true)).ok());
        m_bench->settle();
        QCOMPARE(queue->delayed(), quint64(waits));
    }

    void anActiveConsumerGivesWayInAQuorumQueue()
    {
        declare("q", {{"x-queue-type", text("quorum")}, {"x-single-active-consumer", FieldValue(true)}});
        m_channel->setPrefetch(1, false);
        const Consumer *first = consume("q");
        publish("q", "a");
        publish("q", "b");
        ConsumeRequest request;
        request.queue = "q";
        request.arguments.set("x-priority", number(5));
        const Consumer *higher = *m_channel->consume(request);
        m_bench->settle();
        QCOMPARE(higher->delivered, quint64(0)); // the first one still holds a message
        QVERIFY(m_channel->acknowledge(m_client->deliveries.back().tag, false).ok());
        m_bench->settle();
        QCOMPARE(first->delivered, quint64(1));
        QCOMPARE(higher->delivered, quint64(1));
        QVERIFY(m_bench->host().queue("q")->isActive(*higher));
    }

    void whatCannotBeConsumedSo()
    {
        declare("single", {{"x-single-active-consumer", FieldValue(true)}});
        ConsumeRequest request;
        request.queue = "single";
        request.exclusive = true;
        QCOMPARE(m_channel->consume(request).error().code, BrokerError::AccessRefused);
        declare("quorum", {{"x-queue-type", text("quorum")}});
        request.queue = "quorum";
        request.exclusive = false;
        m_channel->setPrefetch(5, true);
        QCOMPARE(m_channel->consume(request).error().code, BrokerError::NotImplemented);
    }

    void aPriorityIsANumber()
    {
        declare("q");
        ConsumeRequest request;
        request.queue = "q";
        request.arguments.set("x-priority", text("high"));
        QCOMPARE(m_channel->consume(request).error().code, BrokerError::PreconditionFailed);
        QCOMPARE(
            m_channel->consume(request).error().detail,
            QStringLiteral("invalid arg 'x-priority' for queue 'q' in vhost '/': \"expected integer, got longstr\""));
        request.arguments = table({{"x-consumer-timeout", number(-1)}});
        QCOMPARE(m_channel->consume(request).error().detail,
                 QStringLiteral("invalid arg 'x-consumer-timeout' for queue 'q' in vhost '/': {value_negative,-1}"));
        request.arguments = table({{"x-priority", number(-7)}});
        QCOMPARE((*m_channel->consume(request))->priority, -7);
    }

    void aConsumersTimeoutComesFirst()
    {
        declare("q", {{"x-consumer-timeout", number(500)}});
        ConsumeRequest request;
        request.queue = "q";
        request.arguments = table({{"x-consumer-timeout", number(2000)}});
        QVERIFY(m_channel->consume(request).ok());
        publish("q", "a");
        QCOMPARE(m_client->deliveries.size(), size_t(1));
        pass(1900);
        QVERIFY(m_client->timeouts.isEmpty());
        pass(101);
        QCOMPARE(m_client->timeouts, (QList<qint64>{2000}));
    }

    void aQuorumQueueWithAnActiveConsumerIsNotEmptiedByHand()
    {
        declare("q", {{"x-queue-type", text("quorum")}, {"x-single-active-consumer", FieldValue(true)}});
        publish("q", "a");
        int answers = 0;
        const auto count = [&](const Channel::GetAnswer &answer) { answers += answer.message ? 1 : 0; };
        const auto refused = m_channel->get("q", true, count);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, BrokerError::ResourceLocked);
        QCOMPARE(refused.error().detail,
                 QStringLiteral("cannot obtain access to locked queue 'q' in vhost '/'. basic.get operations are not "
                                "supported by quorum queues with single active consumer"));
        QVERIFY(m_channel->get("q", true, count, true).ok()); // the operator's hand may
        m_bench->settle();
        QCOMPARE(answers, 1);
    }

    void bytesAreExactAgainOnceTheyAreRead()
    {
        declare("q", {{"x-max-length-bytes", number(5000)}});
        publish("q", QByteArray(10, 'a'));
        publish("q", QByteArray(1000, 'b'));
        (void)m_channel->get("q", true, [](const auto &) {});
        m_bench->settle();
        start();
        m_bench->settle();
        Queue *queue = m_bench->host().queue("q");
        QCOMPARE(drain("q").size(), 1);
        QCOMPARE(queue->log().bodyBytes(), quint64(0));
        publish("q", QByteArray(4000, 'c'));
        QCOMPARE(queue->ready(), quint64(1));
    }

    void aByteLimitSparesWhatFits()
    {
        constexpr int count = 40;
        constexpr int size = 32 * 1024;
        start({.cacheBytes = 64 * 1024, .uncommittedBytes = 64 * 1024 * 1024, .transientBytes = 64 * 1024 * 1024});
        Queue *dead = declare("dead");
        Queue *queue = declare("q", {{"x-max-length-bytes", number(count * size)},
                                     {"x-dead-letter-exchange", text("")},
                                     {"x-dead-letter-routing-key", text("dead")}});
        for (int i = 0; i < count; ++i)
            publish("q", QByteArray(size, 'x'));
        QVERIFY(queue->log().segments().front()->isPagedOut());
        publish("q", QByteArray(size, 'x'));
        m_bench->settle();
        QCOMPARE(dead->ready(), quint64(1));
        QCOMPARE(queue->ready(), quint64(count));
    }

    void aQueueThatRefusesKeepsWhatComesBack()
    {
        Queue *queue = declare("q", {{"x-max-length", number(1)}, {"x-overflow", text("reject-publish")}});
        publish("q", "a");
        quint64 tag = 0;
        (void)m_channel->get("q", false, [&](const Channel::GetAnswer &answer) { tag = answer.deliveryTag; });
        publish("q", "b");
        QVERIFY(m_channel->reject(tag, false, true).ok());
        m_bench->settle();
        QCOMPARE(queue->ready(), quint64(2));
        QCOMPARE(drain("q"), (QList<QByteArray>{"a", "b"}));
    }

    void aByteLimitThatComesLaterSparesWhatIsOut()
    {
        Queue *queue = declare("q");
        publish("q", QByteArray(1000, 'a'));
        (void)m_channel->get("q", false, [](const auto &) {});
        publish("q", QByteArray(1000, 'b'));
        for (const qint64 limit : {1500, 1400}) {
            const FieldTable policy = table({{"max-length-bytes", number(limit)}});
            queue->setSettings(settingsUnder(queue->definition(), &policy, nullptr));
            m_bench->settle();
            QCOMPARE(queue->ready(), quint64(1));
            QCOMPARE(queue->readyBytes(), quint64(1000));
        }
    }

    void aWaitingConsumerMakesRoom()
    {
        declare("q", {{"x-max-length", number(1)}, {"x-overflow", text("reject-publish")}});
        QVERIFY(m_channel->selectConfirms().ok());
        consume("q");
        for (int i = 0; i < 5; ++i)
            m_channel->publish(**m_channel->publishTo(""), makeMessage("q", QByteArray::number(i), true), {});
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(5));
        QCOMPARE(m_client->confirmedUpTo(), quint64(5));
    }

    void aFullQueueWithoutAnExchangeForDeadLettersRefuses()
    {
        Queue *queue = declare("q", {{"x-max-length", number(1)}, {"x-overflow", text("reject-publish-dlx")}});
        QVERIFY(m_channel->selectConfirms().ok());
        publish("q", "a");
        const PublishOutcome outcome = m_channel->publish(**m_channel->publishTo(""), makeMessage("q", "b", true), {});
        m_bench->settle();
        QCOMPARE(outcome.refused, quint32(1));
        QVERIFY(!outcome.movedOn);
        QCOMPARE(m_client->confirms.size(), size_t(2));
        QVERIFY(!m_client->confirms.back().ok);
        // With one the message is a dead letter; and without again, refused.
        declare("dead");
        const FieldTable policy =
            table({{"dead-letter-exchange", text("")}, {"dead-letter-routing-key", text("dead")}});
        for (const FieldTable *under : std::initializer_list<const FieldTable *>{&policy, nullptr}) {
            queue->setSettings(settingsUnder(queue->definition(), under, nullptr));
            publish("q", "c");
            QVERIFY(!m_client->confirms.back().ok);
            QCOMPARE(m_bench->host().queue("dead")->ready(), quint64(1));
        }
        QCOMPARE(drain("q"), (QList<QByteArray>{"a"}));
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

SIGHTGLASS_TEST(TestLimits)
#include "tst_core_limits.moc"
