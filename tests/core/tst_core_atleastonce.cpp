// SPDX-License-Identifier: GPL-3.0-or-later
// x-dead-letter-strategy=at-least-once: a dead letter stays where it died until every queue it goes to has taken it.
#include "corefixture.h"

#include "core/policies.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestAtLeastOnce : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    qint64 m_now = 1'000'000;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    Channel *m_channel = nullptr;

    Queue *queue(const QByteArray &name = "q") { return m_bench->host().queue(name); }
    void start()
    {
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk, BrokerLimits(), m_now);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_bench->settle();
    }
    using Arguments = std::vector<std::pair<QByteArray, FieldValue>>;
    void declare(const QByteArray &name, const Arguments &arguments)
    {
        QueueDefinition definition;
        definition.name = name;
        for (const auto &[argument, value] : arguments)
            definition.arguments.set(argument, value);
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        m_bench->settle();
    }
    static FieldValue text(const char *value) { return FieldValue(QByteArray(value)); }
    static Arguments keeping(const Arguments &more = {})
    {
        Arguments arguments{{"x-queue-type", text("quorum")},
                            {"x-overflow", text("reject-publish")},
                            {"x-dead-letter-strategy", text("at-least-once")},
                            {"x-dead-letter-exchange", text("dlx")}};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    void exchange(const QByteArray &name, ExchangeType type = ExchangeType::Direct)
    {
        ExchangeDefinition definition;
        definition.virtualHost = "/";
        definition.name = name;
        definition.type = type;
        QVERIFY(m_bench->host().declareExchange(definition).ok());
    }
    void bind(const QByteArray &source, const QByteArray &to, const QByteArray &key)
    {
        QVERIFY(m_bench->host().bind({"/", source, DestinationType::Queue, to, key, {}}, ConnectionId{1}).ok());
    }
    void publish(const QByteArray &source, const QByteArray &key, const QByteArray &body)
    {
        m_channel->publish(**m_channel->publishTo(source), makeMessage(key, body, true), {});
        m_bench->settle();
    }
    /// Takes everything out of the queue and rejects it.
    void rejectAll(const QByteArray &from = "q")
    {
        for (bool more = true; more;) {
            quint64 tag = 0;
            (void)m_channel->get(from, false, [&](const Channel::GetAnswer &answer) { tag = answer.deliveryTag; });
            more = tag != 0;
            if (more)
                QVERIFY(m_channel->reject(tag, false, false).ok());
            m_bench->settle();
        }
    }
    void pass(qint64 milliseconds)
    {
        m_bench->clock.now += milliseconds;
        m_bench->broker.wake();
        m_bench->settle();
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

    void staysUntilThereIsAWay()
    {
        declare("q", keeping());
        publish("", "q", "a");
        publish("", "q", "b");
        rejectAll();
        QCOMPARE(queue()->dying(), quint64(2)); // there is no exchange
        QCOMPARE(queue()->ready() + queue()->unacked(), quint64(0));
        QCOMPARE(queue()->delayedUntil(0), std::optional<qint64>(m_now + 1000)); // then it is tried again
        exchange("dlx");
        pass(1000);
        QCOMPARE(queue()->dying(), quint64(2)); // nothing is bound
        declare("dead", {});
        bind("dlx", "dead", "q");
        pass(999);
        QCOMPARE(queue("dead")->ready(), quint64(0));
        pass(1);
        QCOMPARE(queue("dead")->ready(), quint64(2));
        QCOMPARE(queue()->dying(), quint64(0));
        QCOMPARE(queue()->log().live(), quint64(0));
        // Now there is one, and it goes at once.
        publish("", "q", "c");
        rejectAll();
        QCOMPARE(queue("dead")->ready(), quint64(3));
        QCOMPARE(queue()->log().live(), quint64(0));
    }

    void leavesAndArrivesInOneTransaction()
    {
        declare("q", keeping());
        exchange("dlx");
        declare("dead", {});
        bind("dlx", "dead", "q");
        publish("", "q", "a");
        m_bench->store.autoCommit = false;
        quint64 tag = 0;
        (void)m_channel->get("q", false, [&](const Channel::GetAnswer &answer) { tag = answer.deliveryTag; });
        QVERIFY(m_channel->reject(tag, false, false).ok());
        m_bench->settle();
        QVERIFY(m_bench->store.isBusy());
        QCOMPARE(m_bench->store.pending.appends.size(), size_t(1));
        QCOMPARE(m_bench->store.pending.appends.front().log, queue("dead")->id());
        QCOMPARE(m_bench->store.pending.removals.size(), size_t(1));
        m_bench->store.commitAll();
    }

    void allQueuesTakeItOrNone()
    {
        declare("q", keeping());
        exchange("dlx", ExchangeType::Fanout);
        declare("roomy", {});
        declare("full", {{"x-max-length", FieldValue(qint64(1))}, {"x-overflow", text("reject-publish")}});
        bind("dlx", "roomy", "");
        bind("dlx", "full", "");
        for (const char *body : {"a", "b", "c"})
            publish("", "q", body);
        rejectAll();
        QCOMPARE(queue("roomy")->ready(), quint64(1));
        QCOMPARE(queue("full")->ready(), quint64(1));
        QCOMPARE(queue()->dying(), quint64(2));
        pass(5000);
        QCOMPARE(queue("roomy")->ready(), quint64(1));
        QCOMPARE(queue("full")->purge(), quint64(1));
        pass(1000);
        QCOMPARE(queue("roomy")->ready(), quint64(2));
        QCOMPARE(queue("full")->ready(), quint64(1));
        QCOMPARE(queue()->dying(), quint64(1));
    }

    void whatIsKeptCountsForTheLimit()
    {
        declare("q", keeping({{"x-max-length", FieldValue(qint64(2))}}));
        QVERIFY(m_channel->selectConfirms().ok());
        publish("", "q", "a");
        publish("", "q", "b");
        rejectAll();
        QCOMPARE(queue()->dying(), quint64(2));
        publish("", "q", "c");
        QCOMPARE(queue()->ready(), quint64(0));
        QVERIFY(!m_client->confirms.back().ok);
    }

    void whatIsNeverTakenHoldsNobodyUp()
    {
        declare("q", keeping());
        exchange("in");
        exchange("dlx");
        bind("in", "q", "stuck");
        bind("in", "q", "later");
        for (int i = 0; i < 700; ++i)
            publish("in", "stuck", QByteArray::number(i));
        publish("in", "later", "l");
        rejectAll();
        QCOMPARE(queue()->dying(), quint64(701));
        declare("dead", {});
        bind("dlx", "dead", "later");
        for (int i = 0; i < 4; ++i)
            pass(1000);
        QCOMPARE(queue("dead")->ready(), quint64(1));
        QCOMPARE(queue()->dying(), quint64(700));
        // When they are taken, all of them go.
        bind("dlx", "dead", "stuck");
        pass(1000);
        for (int i = 0; i < 10; ++i)
            pass(0);
        QCOMPARE(queue("dead")->ready(), quint64(701));
        QCOMPARE(queue()->log().live(), quint64(0));
    }

    void dropHeadFallsBack()
    {
        declare("q", {{"x-queue-type", text("quorum")},
                      {"x-dead-letter-strategy", text("at-least-once")},
                      {"x-dead-letter-exchange", text("dlx")}});
        QVERIFY(!queue()->settings().keepsDeadLetters);
        publish("", "q", "a");
        rejectAll();
        QCOMPARE(queue()->log().live(), quint64(0));
    }

    void aPolicySwitchesIt()
    {
        const auto set = [this](const QByteArray &strategy) {
            PolicyDefinition policy;
            policy.virtualHost = "/";
            policy.name = "p";
            policy.pattern = "^q$";
            policy.definition.set("dead-letter-exchange", text("dlx"));
            policy.definition.set("dead-letter-strategy", FieldValue(strategy));
            policy.definition.set("overflow", text("reject-publish"));
            QVERIFY(m_bench->broker.policies().put(policy).ok());
            m_bench->settle();
        };
        declare("q", {{"x-queue-type", text("quorum")}});
        set("at-least-once");
        QVERIFY(queue()->settings().keepsDeadLetters);
        publish("", "q", "a");
        rejectAll();
        QCOMPARE(queue()->dying(), quint64(1));
        set("at-most-once");
        pass(1000);
        QCOMPARE(queue()->dying(), quint64(0));
        QCOMPARE(queue()->log().live(), quint64(0));
    }

    void afterAKillItIsReadyAgain()
    {
        declare("q", keeping());
        publish("", "q", "a");
        rejectAll();
        QCOMPARE(queue()->dying(), quint64(1));
        m_bench->channels.clear();
        m_bench.reset();
        start();
        QCOMPARE(queue()->dying(), quint64(0));
        QCOMPARE(queue()->ready(), quint64(1));
        QVERIFY(queue()->isRedelivered(0));
    }

    void aDeletedQueueTakesThemAlong()
    {
        declare("q", keeping());
        publish("", "q", "a");
        rejectAll();
        QVERIFY(m_bench->host().deleteQueue("q", ConnectionId{1}, false, false).ok());
        m_bench->settle();
        pass(2000);
        QVERIFY(!queue());
    }
};

SIGHTGLASS_TEST(TestAtLeastOnce)
#include "tst_core_atleastonce.moc"
