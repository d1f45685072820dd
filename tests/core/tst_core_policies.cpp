// SPDX-License-Identifier: GPL-3.0-or-later
// Policies: what is refused, which one applies, and what they do to queues and exchanges that are there already.
#include "corefixture.h"

#include "core/policies.h"
#include "core/queuesettings.h"
#include "program/testprogram.h"

#include <QtTest>

using namespace test;

namespace {

FieldTable keys(std::initializer_list<FieldEntry> entries)
{
    return {QList<FieldEntry>(entries)};
}

FieldTable maxLength(qint64 count)
{
    return keys({{"max-length", count}});
}

PolicyDefinition policy(const QByteArray &name, const QByteArray &pattern, const FieldTable &definition,
                        qint32 priority = 0, ApplyTo applyTo = ApplyTo::All)
{
    return {"/", name, pattern, applyTo, priority, definition, false};
}

PolicyDefinition operatorPolicy(const QByteArray &name, const QByteArray &pattern, const FieldTable &definition)
{
    return {"/", name, pattern, ApplyTo::Queues, 0, definition, true};
}

} // namespace

class TestPolicies : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    RecordingClient m_client;

    Policies &policies() { return m_bench->broker.policies(); }
    void set(const PolicyDefinition &policy)
    {
        const Result<void> done = policies().put(policy);
        QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().detail));
        m_bench->settle();
    }
    Queue *declare(const QByteArray &name, const FieldTable &arguments = {})
    {
        QueueDefinition definition;
        definition.name = name;
        definition.arguments = arguments;
        return *m_bench->host().declareQueue(definition, ConnectionId{1});
    }
    void fill(const QByteArray &queue, int count)
    {
        Channel &channel = m_bench->channel(m_client);
        for (int i = 0; i < count; ++i)
            (void)m_bench->publish(channel, queue, QByteArray::number(i));
        m_bench->settle();
    }
    QByteArray nameFor(const Queue *queue)
    {
        const Policy *applied = policies().appliedTo(*queue).policy;
        return applied ? applied->definition.name : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
    }

    void refusesWhatMakesNoPolicy_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("isOperator");
        QTest::addColumn<QString>("text");
        QTest::newRow("expression") << QByteArray("(") << QByteArray("max-length") << false
                                    << QStringLiteral("pattern should be regular expression but is invalid");
        QTest::newRow("unknown key") << QByteArray("^q") << QByteArray("max-lenght") << false
                                     << QStringLiteral("['max-lenght'] are not recognised policy settings");
        QTest::newRow("argument's name") << QByteArray("^q") << QByteArray("x-max-length") << false
                                         << QStringLiteral("are not recognised policy settings");
        QTest::newRow("operator") << QByteArray("^q") << QByteArray("dead-letter-exchange") << true
                                  << QStringLiteral("are not recognised operator policy settings");
        QTest::newRow("value") << QByteArray("^q") << QByteArray("message-ttl") << false
                               << QStringLiteral("message-ttl");
        QTest::newRow("nothing") << QByteArray("^q") << QByteArray() << false << QStringLiteral("no policy provided");
    }
    void refusesWhatMakesNoPolicy()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, key);
        QFETCH(bool, isOperator);
        QFETCH(QString, text);
        PolicyDefinition asked = policy("p", pattern, key.isEmpty() ? FieldTable() : keys({{key, qint64(-1)}}));
        asked.isOperator = isOperator;
        const Result<void> done = policies().put(asked);
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, BrokerError::InvalidArgument);
        QVERIFY2(done.error().detail.contains(text), qPrintable(done.error().detail));
        QVERIFY(policies().all().empty());
    }

    void refusesAnUnknownVirtualHost()
    {
        PolicyDefinition asked = policy("p", "^q", maxLength(1));
        asked.virtualHost = "elsewhere";
        QCOMPARE(policies().put(asked).error().code, BrokerError::NotFound);
        QCOMPARE(policies().remove("/", false, "p").error().code, BrokerError::NotFound);
    }

    void acceptsWhatOtherBrokersDo()
    {
        set(policy("mirrors", "^q", keys({{"ha-mode", QByteArray("all")}, {"max-length", qint64(5)}})));
        QCOMPARE(policies().keysWithoutEffect(policies().all().begin()->second.definition.definition),
                 QByteArrayList{"ha-mode"});
        QCOMPARE(declare("q")->settings().maxLength, std::optional<quint64>(5));
    }

    void highestPriorityApplies()
    {
        Queue *queue = declare("orders.eu");
        set(policy("all", ".*", maxLength(100)));
        set(policy("orders", "^orders", maxLength(10), 5));
        set(policy("quorum", "^orders", maxLength(1), 9, ApplyTo::QuorumQueues));
        set(policy("exchanges", "^orders", maxLength(1), 9, ApplyTo::Exchanges));
        QCOMPARE(nameFor(queue), QByteArray("orders"));
        QCOMPARE(queue->settings().maxLength, std::optional<quint64>(10));
        QCOMPARE(nameFor(declare("invoices")), QByteArray("all"));
        QVERIFY(policies().remove("/", false, "orders").ok());
        QCOMPARE(nameFor(queue), QByteArray("all"));
        QCOMPARE(queue->settings().maxLength, std::optional<quint64>(100));
    }

    void patternsMatchAnywhere()
    {
        set(policy("p", "eu", maxLength(1)));
        QCOMPARE(nameFor(declare("orders.eu.new")), QByteArray("p"));
        QCOMPARE(nameFor(declare("orders.us")), QByteArray());
    }

    void keysDecideForWhichTypeItIs()
    {
        set(policy("p", ".*", keys({{"delivery-limit", qint64(3)}})));
        QCOMPARE(nameFor(declare("classic")), QByteArray());
        Queue *quorum = declare("quorum", keys({{"x-queue-type", QByteArray("quorum")}}));
        QCOMPARE(nameFor(quorum), QByteArray("p"));
        QCOMPARE(quorum->settings().deliveryLimit, std::optional<quint32>(3));
    }

    void operatorPolicyLimits()
    {
        Queue *queue = declare("q", keys({{"x-max-length", qint64(50)}}));
        set(policy("p", "^q", maxLength(20)));
        QCOMPARE(queue->settings().maxLength, std::optional<quint64>(20));
        set(operatorPolicy("p", "^q", keys({{"max-length", qint64(7)}, {"message-ttl", qint64(1000)}})));
        QCOMPARE(queue->settings().maxLength, std::optional<quint64>(7));
        QCOMPARE(queue->settings().messageTtlMs, std::optional<qint64>(1000));
        const FieldTable both = Policies::effective(policies().appliedTo(*queue));
        QCOMPARE(both.find("max-length")->toInteger(), std::optional<qint64>(7));
        QCOMPARE(both.find("message-ttl")->toInteger(), std::optional<qint64>(1000));
        QVERIFY(policies().remove("/", true, "p").ok());
        QCOMPARE(queue->settings().maxLength, std::optional<quint64>(20));
    }

    void whatAFullQueueDoes()
    {
        const auto overflow = [](const char *value) { return keys({{"overflow", QByteArray(value)}}); };
        Queue *classic = declare("classic", keys({{"x-overflow", QByteArray("reject-publish")}}));
        Queue *quorum = declare(
            "quorum", keys({{"x-queue-type", QByteArray("quorum")}, {"x-overflow", QByteArray("reject-publish")}}));
        Queue *plain = declare("plain");
        set(policy("p", ".*", overflow("drop-head")));
        QVERIFY(classic->settings().overflow == Overflow::RejectPublish);
        QVERIFY(quorum->settings().overflow == Overflow::DropHead);
        set(policy("p", ".*", overflow("reject-publish")));
        set(operatorPolicy("o", ".*", overflow("drop-head")));
        QVERIFY(classic->settings().overflow == Overflow::RejectPublish);
        QVERIFY(quorum->settings().overflow == Overflow::DropHead);
        QVERIFY(plain->settings().overflow == Overflow::DropHead);
        QVERIFY(policies().remove("/", true, "o").ok());
        QVERIFY(quorum->settings().overflow == Overflow::RejectPublish);
        QVERIFY(plain->settings().overflow == Overflow::RejectPublish);
    }

    void theShorterTimeoutCounts()
    {
        const auto timeout = [](qint64 milliseconds) { return keys({{"consumer-timeout", milliseconds}}); };
        Queue *limited = declare("limited", keys({{"x-consumer-timeout", qint64(500)}}));
        Queue *endless = declare("endless", keys({{"x-consumer-timeout", qint64(0)}}));
        Queue *plain = declare("plain");
        QCOMPARE(endless->settings().consumerTimeoutMs, std::optional<qint64>(0));
        set(policy("p", ".*", timeout(900)));
        QCOMPARE(limited->settings().consumerTimeoutMs, std::optional<qint64>(500));
        QCOMPARE(endless->settings().consumerTimeoutMs, std::optional<qint64>(900));
        QCOMPARE(plain->settings().consumerTimeoutMs, std::optional<qint64>(900));
        set(policy("p", ".*", timeout(100)));
        QCOMPARE(limited->settings().consumerTimeoutMs, std::optional<qint64>(100));
        set(policy("p", ".*", timeout(0)));
        QCOMPARE(limited->settings().consumerTimeoutMs, std::optional<qint64>(500));
        QCOMPARE(plain->settings().consumerTimeoutMs, std::optional<qint64>(0));
    }

    void delayedRetries()
    {
        Queue *queue = declare("q", keys({{"x-queue-type", QByteArray("quorum")},
                                          {"x-delayed-retry-type", QByteArray("failed")},
                                          {"x-delayed-retry-min", qint64(1000)}}));
        QVERIFY(queue->settings().delayedRetry == DelayedRetry::Failed);
        for (const quint32 count : {1U, 2U, 1000U}) // without a longest one every delay is the first
            QCOMPARE(queue->settings().retryDelayMs(count), qint64(1000));
        // The policy's type is first; of the delays the lower ones count.
        set(policy("p", "^q$",
                   keys({{"delayed-retry-type", QByteArray("all")},
                         {"delayed-retry-min", qint64(2000)},
                         {"delayed-retry-max", qint64(5000)}})));
        QVERIFY(queue->settings().delayedRetry == DelayedRetry::All);
        QCOMPARE(queue->settings().delayedRetryMinMs, qint64(1000));
        QCOMPARE(queue->settings().delayedRetryMaxMs, qint64(5000));
        // Between the policies: the operator's type, the longer first delay, the shorter last one.
        set(operatorPolicy("o", "^plain$",
                           keys({{"delayed-retry-type", QByteArray("returned")},
                                 {"delayed-retry-min", qint64(3000)},
                                 {"delayed-retry-max", qint64(9000)}})));
        set(policy("plain", "^plain$",
                   keys({{"delayed-retry-type", QByteArray("all")},
                         {"delayed-retry-min", qint64(2000)},
                         {"delayed-retry-max", qint64(8000)}})));
        Queue *plain = declare("plain", keys({{"x-queue-type", QByteArray("quorum")}}));
        QVERIFY(plain->settings().delayedRetry == DelayedRetry::Returned);
        QCOMPARE(plain->settings().delayedRetryMinMs, qint64(3000));
        QCOMPARE(plain->settings().delayedRetryMaxMs, qint64(8000));
        const FieldTable both = Policies::effective(policies().appliedTo(*plain));
        QCOMPARE(both.find("delayed-retry-min")->toInteger(), std::optional<qint64>(3000));
        QCOMPARE(both.find("delayed-retry-max")->toInteger(), std::optional<qint64>(8000));
        QCOMPARE(both.find("delayed-retry-type")->toText(), std::optional<QByteArray>("returned"));
        set(policy("p", "^q$", keys({{"delayed-retry-type", QByteArray("disabled")}})));
        QVERIFY(queue->settings().delayedRetry == DelayedRetry::Disabled);
    }

    void delayedRetriesThatCannotBe()
    {
        const Result<void> endless =
            policies().put(policy("p", ".*", keys({{"delayed-retry-type", QByteArray("all")}})));
        QVERIFY(!endless.ok());
        QVERIFY(endless.error().detail.endsWith(u"delayed-retry-min is required when delayed-retry-type is all"));
        const Result<void> upsideDown = policies().put(
            operatorPolicy("o", ".*", keys({{"delayed-retry-min", qint64(20)}, {"delayed-retry-max", qint64(10)}})));
        QVERIFY(!upsideDown.ok());
        QVERIFY(upsideDown.error().detail.endsWith(
            u"delayed-retry-max (10) must not be smaller than delayed-retry-min (20)"));
        QVERIFY(policies().all().empty());
    }

    void keysOfClustersAreAccepted()
    {
        set(policy("p", ".*",
                   keys({{"consumer-disconnected-timeout", qint64(0)},
                         {"member-placement-tag", QByteArray("fast")},
                         {"queue-version", qint64(2)}})));
        QCOMPARE(policies().keysWithoutEffect(policies().find("/", false, "p")->definition.definition).size(), 3);
        set(operatorPolicy("o", ".*",
                           keys({{"queue-version", qint64(2)}, {"member-placement-tag", QByteArray("fast")}})));
        const FieldTable nameless = keys({{"member-placement-tag", QByteArray()}});
        QVERIFY(!policies().put(policy("p", ".*", nameless)).ok());
    }

    void lowerLimitDropsTheHead()
    {
        Queue *queue = declare("q");
        fill("q", 10);
        QCOMPARE(queue->ready(), quint64(10));
        set(policy("p", "^q$", maxLength(3)));
        QCOMPARE(queue->ready(), quint64(3));
    }

    void deadLettersByPolicy()
    {
        Queue *queue = declare("q");
        Queue *dead = declare("dead");
        fill("q", 5);
        set(policy("p", "^q$",
                   keys({{"dead-letter-exchange", QByteArray()},
                         {"dead-letter-routing-key", QByteArray("dead")},
                         {"max-length", qint64(2)}})));
        QCOMPARE(queue->ready(), quint64(2));
        QCOMPARE(dead->ready(), quint64(3));
    }

    void timeToLiveAppliesToWhatIsThere()
    {
        Queue *queue = declare("q");
        fill("q", 4);
        set(policy("p", "^q$", keys({{"message-ttl", qint64(500)}})));
        QCOMPARE(queue->ready(), quint64(4));
        m_bench->clock.now += 501;
        m_bench->broker.wake();
        m_bench->settle();
        QCOMPARE(queue->ready(), quint64(0));
    }

    void alternateExchangeByPolicy()
    {
        Queue *queue = declare("unrouted");
        ExchangeDefinition definition;
        definition.virtualHost = "/";
        definition.name = "in";
        (void)*m_bench->host().declareExchange(definition);
        QVERIFY(m_bench->host().bind({"/", "amq.fanout", DestinationType::Queue, "unrouted", "", {}}, {}).ok());
        Channel &channel = m_bench->channel(m_client);
        const auto publish = [&] {
            (void)channel.publish(**channel.publishTo("in"), makeMessage("nowhere", "x", false), {});
            m_bench->settle();
        };
        publish();
        QCOMPARE(queue->ready(), quint64(0));
        set(policy("ae", "^in$", keys({{"alternate-exchange", QByteArray("amq.fanout")}}), 0, ApplyTo::Exchanges));
        publish();
        QCOMPARE(queue->ready(), quint64(1));
        QVERIFY(policies().remove("/", false, "ae").ok());
        publish();
        QCOMPARE(queue->ready(), quint64(1));
    }

    void survivesARestart()
    {
        set(policy("p", "^q", maxLength(3), 4, ApplyTo::ClassicQueues));
        set(operatorPolicy("p", "^q", maxLength(2)));
        (void)declare("q");
        m_bench->settle();
        m_bench = std::make_unique<Bench>(m_disk);
        QCOMPARE(policies().all().size(), size_t(2));
        const PolicyDefinition kept = policies().find("/", false, "p")->definition;
        QCOMPARE(kept.priority, 4);
        QCOMPARE(kept.applyTo, ApplyTo::ClassicQueues);
        QCOMPARE(m_bench->host().queue("q")->settings().maxLength, std::optional<quint64>(2));
    }

    void goesWithItsVirtualHost()
    {
        (void)m_bench->broker.createVirtualHost("other");
        PolicyDefinition there = policy("p", "^q", maxLength(3));
        there.virtualHost = "other";
        set(there);
        QVERIFY(m_bench->broker.deleteVirtualHost("other").ok());
        m_bench->settle();
        QVERIFY(policies().all().empty());
        m_bench = std::make_unique<Bench>(m_disk);
        QVERIFY(policies().all().empty());
    }
};

SIGHTGLASS_TEST(TestPolicies)
#include "tst_core_policies.moc"
