// SPDX-License-Identifier: GPL-3.0-or-later
// Streams: topics as AMQP sees them: declared, published to through exchanges, read by consumers from places of their own.
#include "topicfixture.h"

#include "core/policies.h"
#include "core/stream.h"
#include "program/testprogram.h"
#include "wire/amqp/properties.h"

#include <QTest>

using namespace test;

namespace {

/// Why messages were dropped.
class Drops : public LifecycleObserver
{
public:
    explicit Drops(LifecycleStream &lifecycle)
        : m_lifecycle(lifecycle)
    {
        m_lifecycle.add(this);
    }
    ~Drops() override { m_lifecycle.remove(this); }
    void observe(const LifecycleEvent &event) override
    {
        if (event.step == LifecycleStep::Dropped)
            causes.push_back(event.cause);
    }
    std::vector<StepCause> causes;

private:
    LifecycleStream &m_lifecycle;
};

} // namespace

class TestStreams : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<TopicBench> m_bench;
    std::unique_ptr<RecordingClient> m_client;

    TopicBench &bench() { return *m_bench; }
    void restart()
    {
        if (m_bench)
            m_bench->channels.clear();
        m_client = std::make_unique<RecordingClient>();
        m_bench.reset();
        m_bench = std::make_unique<TopicBench>(m_disk);
        m_bench->store.autoCommit = true;
        m_bench->settle();
    }
    Result<Queue *> declare(const QByteArray &name, FieldTable arguments = {})
    {
        QueueDefinition definition;
        definition.name = name;
        definition.arguments = std::move(arguments);
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("stream")));
        return bench().host().declareQueue(definition, ConnectionId{1});
    }
    void publish(Channel &channel, const QByteArrayList &bodies)
    {
        for (const QByteArray &body : bodies)
            bench().publish(channel, "s", body);
        bench().settle();
    }
    Result<Consumer *> consume(Channel &channel, const FieldValue &offset, quint32 prefetch = 100)
    {
        channel.setPrefetch(prefetch, false);
        ConsumeRequest request;
        request.queue = "s";
        request.arguments.set("x-stream-offset", offset);
        const auto made = channel.consume(request);
        bench().settle();
        return made;
    }
    Topic *topic(const QByteArray &name) { return bench().host().topics().find(name); }
    void bind(const QByteArray &source, const QByteArray &queue, const QByteArray &key = {})
    {
        const BindingDefinition definition{"/", source, DestinationType::Queue, queue, key, {}};
        QVERIFY(bench().host().bind(definition, ConnectionId{1}).ok());
    }
    void publishTo(const QByteArray &exchange, const QByteArray &key, const QByteArray &body)
    {
        Channel &channel = bench().channel(*m_client);
        const auto target = channel.publishTo(exchange);
        QVERIFY(target.ok());
        channel.publish(**target, makeMessage(key, body, true), {});
        bench().settle();
    }
    static FieldValue text(const char *word) { return FieldValue(QByteArray(word)); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        restart();
    }

    void readingRemovesNothing()
    {
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        publish(channel, {"a", "b", "c"});
        RecordingClient other;
        Channel &second = bench().channel(other);
        QVERIFY(consume(channel, text("first")).ok());
        QVERIFY(consume(second, text("first")).ok());
        QCOMPARE(m_client->bodies(), (QByteArrayList{"a", "b", "c"}));
        QCOMPARE(other.bodies(), (QByteArrayList{"a", "b", "c"}));
        QVERIFY(channel.acknowledge(3, true).ok());
        QVERIFY(second.reject(2, false, false).ok());
        QVERIFY(second.reject(1, false, true).ok());
        QCOMPARE(bench().host().queue("s")->ready(), 3u);
        publish(channel, {"d"});
        QCOMPARE(m_client->bodies().last(), "d");
        bench().channels.clear();
    }

    void acknowledgementsAreCredit()
    {
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        publish(channel, {"a", "b", "c", "d", "e"});
        QVERIFY(consume(channel, text("first"), 2).ok());
        QCOMPARE(m_client->bodies(), (QByteArrayList{"a", "b"}));
        QVERIFY(channel.acknowledge(1, false).ok());
        bench().settle();
        QCOMPARE(m_client->bodies().size(), 3);
        QCOMPARE(bench().host().queue("s")->unacked(), 2u);
        QVERIFY(channel.acknowledge(3, true).ok());
        bench().settle();
        QCOMPARE(m_client->bodies(), (QByteArrayList{"a", "b", "c", "d", "e"}));
    }

    void consumersStartWhereTheySay_data()
    {
        QTest::addColumn<FieldValue>("offset");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("first") << text("first") << QByteArrayList{"a", "b", "c"};
        QTest::newRow("last") << text("last") << QByteArrayList{"c"};
        QTest::newRow("next") << text("next") << QByteArrayList{};
        QTest::newRow("offset") << FieldValue(qint64(1)) << QByteArrayList{"b", "c"};
        QTest::newRow("behind the end") << FieldValue(qint32(3)) << QByteArrayList{};
        QTest::newRow("timestamp") << FieldValue(FieldTimestamp{2000}) << QByteArrayList{"b", "c"};
        QTest::newRow("timestamp in the future") << FieldValue(FieldTimestamp{9000}) << QByteArrayList{};
        QTest::newRow("age") << text("1001s") << QByteArrayList{"b", "c"};
        QTest::newRow("great age") << text("1Y") << QByteArrayList{"a", "b", "c"};
    }
    void consumersStartWhereTheySay()
    {
        QFETCH(FieldValue, offset);
        QFETCH(QByteArrayList, expected);
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        for (const char *body : {"a", "b", "c"}) {
            const auto message = makeMessage("s", body, true);
            message->publishedAtMs = bench().clock.now;
            channel.publish(**channel.publishTo(""), message, {});
            bench().settle();
            bench().clock.now += 1'000'000; // from 1,000 s on
        }
        bench().clock.now = 3'000'000;
        QVERIFY(consume(channel, offset).ok());
        QCOMPARE(m_client->bodies(), expected);
    }

    void whatAStreamCannotDoIsRefused()
    {
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        QCOMPARE(consume(channel, text("first"), 0).error().code, BrokerError::PreconditionFailed);
        QCOMPARE(consume(channel, text("soon")).error().code, BrokerError::PreconditionFailed);
        QCOMPARE(consume(channel, FieldValue(qint64(-1))).error().code, BrokerError::PreconditionFailed);
        ConsumeRequest request;
        request.queue = "s";
        request.noAck = true;
        QCOMPARE(channel.consume(request).error().code, BrokerError::NotImplemented);
        QCOMPARE(channel.get("s", true, [](const auto &) {}).error().code, BrokerError::NotImplemented);
        channel.setPrefetch(10, true);
        QCOMPARE(consume(channel, text("first")).error().code, BrokerError::NotImplemented);
        for (const char *argument : {"x-message-ttl", "x-max-priority", "x-expires"}) {
            FieldTable arguments;
            arguments.set(argument, FieldValue(qint32(10)));
            QCOMPARE(declare("other", arguments).error().code, BrokerError::PreconditionFailed);
        }
        FieldTable arguments;
        arguments.set("x-max-age", text("7 days"));
        QCOMPARE(declare("other", arguments).error().code, BrokerError::PreconditionFailed);
        QueueDefinition transient;
        transient.name = "other";
        transient.durable = false;
        transient.arguments.set("x-queue-type", text("stream"));
        QCOMPARE(bench().host().declareQueue(transient, ConnectionId{1}).error().code, BrokerError::PreconditionFailed);
    }

    void argumentsAreTheTopicsRetention()
    {
        FieldTable arguments;
        arguments.set("x-max-age", text("2h"));
        arguments.set("x-max-length-bytes", FieldValue(qint64(5000)));
        QVERIFY(declare("s", arguments).ok());
        const Topic *topic = bench().host().topics().find("s");
        QVERIFY(topic);
        QCOMPARE(topic->settings().retentionMs, 2 * 3600 * 1000);
        QCOMPARE(topic->settings().retentionBytes, 5000);
        QVERIFY(declare("s", arguments).ok());
        arguments.set("x-max-age", text("3h"));
        QCOMPARE(declare("s", arguments).error().code, BrokerError::PreconditionFailed);
    }

    void ageIsCountedFromArrival()
    {
        FieldTable arguments;
        arguments.set("x-max-age", text("1h"));
        QVERIFY(declare("s", arguments).ok());
        constexpr qint64 hour = 3600 * 1000;
        bench().clock.now = 100 * hour;
        bench().broker.wake();
        bench().settle();
        Channel &channel = bench().channel(*m_client);
        wire::amqp::BasicProperties properties;
        properties.timestamp = 98 * 3600; // says the publisher
        const auto message = makeMessage("s", "a", true);
        message->setProperties(wire::amqp::encodeProperties(properties), PropertiesFormat::Amqp091);
        channel.publish(**channel.publishTo(""), message, {});
        bench().settle();
        bench().clock.now += 61'000;
        bench().broker.wake();
        bench().settle();
        QCOMPARE(bench().host().queue("s")->ready(), 1u);
        QVERIFY(consume(channel, FieldValue(FieldTimestamp{100 * 3600})).ok());
        QCOMPARE(m_client->bodies(), QByteArrayList{"a"});
        bench().clock.now += hour;
        bench().broker.wake();
        bench().settle();
        QCOMPARE(bench().host().queue("s")->ready(), 0u);
    }

    void whatIsTooLargeForATopicIsRefused()
    {
        FieldTable config;
        config.set("max.message.bytes", FieldValue(QByteArray("1000")));
        QVERIFY(bench().host().topics().create({"s", 1, config, {}}).ok());
        bench().settle();
        Channel &channel = bench().channel(*m_client);
        QVERIFY(channel.selectConfirms().ok());
        publish(channel, {QByteArray(1000, 'x')});
        QCOMPARE(m_client->confirms.size(), size_t(1));
        QVERIFY(!m_client->confirms.front().ok);
        publish(channel, {"small"});
        QVERIFY(m_client->confirms.back().ok);
        QCOMPARE(bench().host().queue("s")->ready(), 1u);
        const auto refusal = bench().publish(channel, "s", QByteArray(1000, 'x')).refusal;
        QVERIFY(refusal);
        QVERIFY(errorOf(*refusal).detail.contains(QStringLiteral("max.message.bytes, 1000")));
    }

    void aRefusalTellsItsReason()
    {
        FieldTable config;
        config.set("cleanup.policy", text("compact"));
        config.set("max.message.bytes", text("1000"));
        QVERIFY(bench().host().topics().create({"s", 1, config, {}}).ok());
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "s", "#", {}}, ConnectionId{1}).ok());
        bench().settle();
        Channel &channel = bench().channel(*m_client);
        Channel &transactional = bench().channel(*m_client);
        QVERIFY(transactional.selectTransactions().ok());
        using Reason = StreamRefusal::Reason;
        const auto check = [&](Channel &on, const QByteArray &exchange, qsizetype size,
                               std::optional<Reason> expected) {
            const auto message = makeMessage(exchange.isEmpty() ? "s" : "key", QByteArray(size, 'x'), true);
            const PublishOutcome outcome = on.publish(**on.publishTo(exchange), message, {});
            QCOMPARE(outcome.refusal.has_value(), expected.has_value());
            if (!expected)
                return;
            QVERIFY(outcome.refusal->reason == *expected);
            QVERIFY(outcome.refusal->stream == bench().host().queue("s"));
            const QString told = errorOf(*outcome.refusal).detail;
            QCOMPARE(told.contains(QStringLiteral("without a key")), *expected == Reason::NoKey);
            QCOMPARE(told.contains(QStringLiteral("max.message.bytes, 1000")), *expected == Reason::TooLarge);
        };
        Drops drops(bench().broker.lifecycle());
        for (Channel *on : {&channel, &transactional}) {
            check(*on, "", 10, Reason::NoKey);
            check(*on, "amq.topic", 2000, Reason::TooLarge);
            check(*on, "", 2000, Reason::NoKey);
            check(*on, "amq.topic", 10, std::nullopt);
        }
        // A transaction refuses what it cannot keep: nothing is published that would be dropped.
        QCOMPARE(drops.causes, (std::vector{StepCause::NoKey, StepCause::TooLarge, StepCause::NoKey}));
        QVERIFY(transactional.commit([](bool) {}).ok());
        bench().settle();
        QCOMPARE(bench().host().queue("s")->ready(), 2u);
        QCOMPARE(drops.causes.size(), size_t(3));
    }

    void policiesSetWhatAStreamKeeps()
    {
        FieldTable own;
        own.set("x-max-length-bytes", FieldValue(qint64(5000)));
        QVERIFY(declare("s").ok());
        QVERIFY(declare("limited", own).ok());
        const auto settings = [&](const char *name) { return bench().host().topics().find(name)->settings(); };
        const auto put = [&](const char *name, const char *key, const FieldValue &value, bool isOperator = false) {
            PolicyDefinition policy{"/", name, ".*", ApplyTo::Queues, 0, {}, isOperator};
            policy.definition.set(key, value);
            QVERIFY(bench().broker.policies().put(policy).ok());
            bench().settle();
        };
        QCOMPARE(settings("s").retentionMs, -1);
        put("p", "max-length-bytes", FieldValue(qint64(9000)));
        QCOMPARE(settings("s").retentionBytes, 9000);
        QCOMPARE(settings("limited").retentionBytes, 5000);
        put("o", "max-length-bytes", FieldValue(qint64(4000)), true);
        QCOMPARE(settings("s").retentionBytes, 4000);
        QCOMPARE(settings("limited").retentionBytes, 4000);
        put("p", "max-age", text("1h"));
        QCOMPARE(settings("s").retentionMs, 3600 * 1000);
        // What a stream cannot do is no policy for it.
        put("p", "max-length", FieldValue(qint64(1)));
        QCOMPARE(settings("s").retentionMs, -1);
        QVERIFY(bench().broker.policies().remove("/", true, "o").ok());
        bench().settle();
        QCOMPARE(settings("s").retentionBytes, -1);
        QCOMPARE(settings("limited").retentionBytes, 5000);
    }

    void confirmsWaitForTheCommit()
    {
        bench().store.autoCommit = false;
        QVERIFY(declare("s").ok());
        bench().broker.settle();
        bench().store.commitAll();
        Channel &channel = bench().channel(*m_client);
        QVERIFY(channel.selectConfirms().ok());
        bench().publish(channel, "s", "transient too", false);
        bench().broker.settle();
        QVERIFY(m_client->confirms.empty());
        bench().store.commitAll();
        QCOMPARE(m_client->confirmedUpTo(), 1u);
    }

    void streamsAndBindingsAreThereAfterARestart()
    {
        QVERIFY(declare("s").ok());
        QVERIFY(bench().host().bind({"/", "amq.fanout", DestinationType::Queue, "s", "", {}}, ConnectionId{1}).ok());
        bench().settle();
        restart();
        Channel &channel = bench().channel(*m_client);
        channel.publish(**channel.publishTo("amq.fanout"), makeMessage("k", "through the exchange", true), {});
        bench().settle();
        restart();
        Channel &again = bench().channel(*m_client);
        const auto consumer = consume(again, text("first"));
        QVERIFY2(consumer.ok(), consumer.ok() ? "" : qPrintable(consumer.error().detail));
        QCOMPARE(m_client->bodies(), QByteArrayList{"through the exchange"});
    }

    /// Nobody may choose such a name, but a file from before may have some that the broker made up: what can be done with a topic
    /// does not ask again.
    void aStreamWithoutANameIsATopicLikeOthers()
    {
        const QByteArray name = "amq.gen-1hTtBJ-aSfGNd7ohpnAb9Q";
        QVERIFY(Topics::isReserved(name));
        FieldTable arguments;
        arguments.set("x-queue-type", FieldValue(QByteArray("stream")));
        QVERIFY(bench().host().topics().create({name, 1, {}, arguments}).ok());
        Topic *topic = bench().host().topics().find(name);
        QVERIFY(topic);
        bind("amq.direct", name, "k");
        const auto again = bench().host().topics().recreate(*topic);
        QVERIFY2(again.ok(), qPrintable(again.ok() ? QString() : again.error().detail));
        QCOMPARE(bench().host().topics().find(name), *again);
        bench().settle();
        QVERIFY(bench().host().queue(name));
        publishTo("amq.direct", "k", "as before");
        QCOMPARE((*again)->partition(0)->records(), 1u);
    }

    void whatIsBoundStaysBoundToATopicThatIsMadeAnew()
    {
        QVERIFY(declare("s").ok());
        const ExchangeDefinition passing{"/", "passing", ExchangeType::Fanout, true, true, false, {}};
        QVERIFY(bench().host().declareExchange(passing).ok());
        bind("amq.topic", "s", "orders.#");
        bind("passing", "s"); // an auto-delete exchange, which has nothing else
        publish(bench().channel(*m_client), {"old"});
        QVERIFY(bench().host().topics().recreate(*topic("s")).ok());
        bench().settle();
        for (const bool isRestarted : {false, true}) {
            if (isRestarted)
                restart();
            QCOMPARE(bench().host().bindingCount(bench().host().queue("s")), 2u);
            publishTo("amq.topic", "orders.new", "by its key");
            publishTo("passing", "", "by the fanout");
        }
        QCOMPARE(topic("s")->partition(0)->records(), 4u);
    }

    void whatCannotBeMadeAnewStays()
    {
        TopicDefinition old;
        old.id = TopicId{5};
        old.virtualHost = "/";
        old.name = "old";
        old.partitions = {QueueId{6}};
        old.config.set("retention.ms", FieldValue(QByteArray("soon")));
        old.config.set("retention.bytes", FieldValue(QByteArray("5000")));
        m_bench->channels.clear();
        m_bench.reset();
        m_disk.definitions.push_back(old);
        restart();
        QVERIFY(topic("old"));
        QCOMPARE(topic("old")->settings().retentionMs, TopicSettings().retentionMs);
        QCOMPARE(topic("old")->settings().retentionBytes, 5000); // what holds counts
        bind("amq.topic", "old", "k");
        const auto again = bench().host().topics().recreate(*topic("old"));
        QCOMPARE(again.error().code, BrokerError::InvalidArgument);
        QVERIFY(topic("old"));
        QCOMPARE(topic("old")->id(), old.id);
        QCOMPARE(bench().host().bindingCount(bench().host().queue("old")), 1u);
    }

    void deletingAStreamDeletesItsTopic()
    {
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        publish(channel, {"a"});
        QVERIFY(consume(channel, text("first")).ok());
        QCOMPARE(*bench().host().deleteQueue("s", ConnectionId{1}, false, false), 1u);
        bench().settle();
        QCOMPARE(m_client->cancelled.size(), 1);
        QVERIFY(!bench().host().topics().find("s"));
        QVERIFY(m_disk.batches.empty());
        restart();
        QVERIFY(!bench().host().queue("s"));
    }

    void severalPartitionsAreASuperStream()
    {
        QVERIFY(bench().host().topics().create({"s", 3, {}, {}}).ok());
        bench().settle();
        QVERIFY(!bench().host().queue("s"));
        QVERIFY(bench().host().queue("s-2"));
        Channel &channel = bench().channel(*m_client);
        channel.publish(**channel.publishTo("s"), makeMessage("1", "for the second", true), {});
        bench().settle();
        QCOMPARE(bench().host().topics().find("s")->partition(1)->records(), 1u);
        QCOMPARE(bench().host().deleteQueue("s-1", ConnectionId{1}, false, false).error().code,
                 BrokerError::PreconditionFailed);
        restart();
        QVERIFY(bench().host().exchange("s"));
        QVERIFY(bench().host().topics().grow(*bench().host().topics().find("s"), 4).ok());
        QVERIFY(bench().host().queue("s-3"));
        // Made anew it is one again, and what leads to its exchange and to its streams does so still.
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Exchange, "s", "#", {}}, ConnectionId{1}).ok());
        bind("amq.fanout", "s-2");
        QVERIFY(bench().host().topics().recreate(*topic("s")).ok());
        bench().settle();
        restart();
        publishTo("s", "3", "to the exchange itself");
        publishTo("amq.topic", "1", "through another");
        publishTo("amq.fanout", "", "to a stream");
        for (const qint64 number : {1, 2, 3})
            QCOMPARE(topic("s")->partition(number)->records(), 1u);
        bench().host().topics().remove(*bench().host().topics().find("s"));
        bench().settle();
        QVERIFY(!bench().host().exchange("s") && !bench().host().queue("s-0"));
        restart();
        QVERIFY(!bench().host().exchange("s") && !bench().host().queue("s-0"));
    }

    /// The stream has another name then, and the exchange gets the old one.
    void whatIsBoundToTheOnePartitionStaysWithItWhenMoreCome()
    {
        QVERIFY(bench().host().topics().create({"s", 1, {}, {}}).ok());
        bind("amq.topic", "s", "orders.#");
        bench().settle();
        QVERIFY(bench().host().topics().grow(*topic("s"), 3).ok());
        bench().settle();
        for (const bool isRestarted : {false, true}) {
            if (isRestarted)
                restart();
            publishTo("amq.topic", "orders.new", "as before");
            publishTo("s", "2", "to the third");
        }
        QCOMPARE(topic("s")->partition(0)->records(), 2u);
        QCOMPARE(topic("s")->partition(1)->records(), 0u);
        QCOMPARE(topic("s")->partition(2)->records(), 2u);
    }

    /// A user's binding makes the exchange the user's: it stays, with all that leads to it and from it.
    void anExchangeThatLeadsElsewhereTooStaysAsItIs()
    {
        QVERIFY(bench().host().topics().create({"s", 2, {}, {}}).ok());
        bench().declare("elsewhere");
        bind("s", "elsewhere", "1");
        QVERIFY(bench().host().topics().recreate(*topic("s")).ok());
        bench().settle();
        publishTo("s", "1", "to both");
        QCOMPARE(topic("s")->partition(1)->records(), 1u);
        QCOMPARE(bench().host().queue("elsewhere")->ready(), 1u);
    }

    void abortedRecordsAreLeftOut()
    {
        QVERIFY(declare("s").ok());
        Partition &partition = *bench().host().topics().find("s")->partition(0);
        QVERIFY(partition.append(batchOfValues({"aborted"}, 5, {9, 0, 0, true})).ok());
        QVERIFY(partition.append(batchOfValues({"plain"}, 5)).ok());
        bench().settle();
        Channel &channel = bench().channel(*m_client);
        QVERIFY(consume(channel, text("first")).ok());
        QCOMPARE(m_client->bodies(), QByteArrayList{});
        QVERIFY(partition.appendMarker(BatchKind::Abort, {9, 0, -1}).ok());
        bench().settle();
        QCOMPARE(m_client->bodies(), QByteArrayList{"plain"});
    }

    void consumersOvertakenByRetentionGoOn()
    {
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        QVERIFY(consume(channel, text("first"), 1).ok());
        publish(channel, {"a", "b", "c"});
        QVERIFY(bench().host().topics().find("s")->partition(0)->deleteBelow(2).ok());
        QVERIFY(channel.acknowledge(1, false).ok());
        bench().settle();
        QVERIFY(m_client->bodies().last() == "b" || m_client->bodies().last() == "c");
        QVERIFY(channel.acknowledge(2, false).ok());
        bench().settle();
        QCOMPARE(m_client->bodies().last(), "c");
    }

    void aFullStreamIsNotEmptyAfterARestart()
    {
        QVERIFY(declare("s").ok());
        publish(bench().channel(*m_client), {"a", "b"});
        restart();
        QCOMPARE(bench().host().queue("s")->ready(), 2u);
        QCOMPARE(bench().host().deleteQueue("s", ConnectionId{1}, false, true).error().code,
                 BrokerError::PreconditionFailed);
        QVERIFY(bench().host().topics().find("s")->partition(0)->deleteBelow(2).ok());
        QCOMPARE(bench().host().queue("s")->ready(), 0u);
    }

    void consumersAreServedWhereNothingIsStored()
    {
        m_bench->channels.clear();
        m_bench.reset();
        DiskImage nowhere;
        m_bench = std::make_unique<TopicBench>(nowhere);
        bench().store.commitAll(); // what a broker makes for itself
        bench().store.durable = false;
        QVERIFY(declare("s").ok());
        Channel &channel = bench().channel(*m_client);
        QVERIFY(consume(channel, text("first")).ok());
        bench().publish(channel, "s", "a");
        bench().broker.settle();
        QCOMPARE(m_client->bodies(), QByteArrayList{"a"});
        bench().channels.clear();
    }

    void exchangesOfOthersStay()
    {
        ExchangeDefinition fanout{"/", "s", ExchangeType::Fanout, true, false, false, {}};
        QVERIFY(bench().host().declareExchange(fanout).ok());
        QVERIFY(bench().host().topics().create({"s", 2, {}, {}}).ok());
        QVERIFY(bench().host().topics().create({"amq.fanout", 2, {}, {}}).ok());
        bench().host().topics().remove(*bench().host().topics().find("s"));
        bench().host().topics().remove(*bench().host().topics().find("amq.fanout"));
        QVERIFY(bench().host().exchange("s") && bench().host().exchange("amq.fanout"));
    }

    void growingTakesNoNamesOfOthers()
    {
        QVERIFY(bench().host().topics().create({"s", 1, {}, {}}).ok());
        bench().declare("s-1");
        QCOMPARE(bench().host().topics().grow(*bench().host().topics().find("s"), 2).error().code,
                 BrokerError::AlreadyExists);
        QVERIFY(bench().host().queue("s")->stream());
    }

    void aForgedEnvelopeIsAHeaderLikeAnyOther()
    {
        QVERIFY(declare("s").ok());
        wire::OutBuffer out;
        wire::kafka::RecordBatchBuilder builder(out, 0);
        const wire::kafka::RecordHeader forged{"x-sightglass-message", "no envelope"};
        builder.append(0, 5, {}, "forged", {&forged, 1});
        builder.append(1, 5, {}, "plain");
        const QByteArray bytes = builder.finish().toByteArray();
        Partition &partition = *bench().host().topics().find("s")->partition(0);
        QVERIFY(partition.append(protocol::records::batchOf(*wire::kafka::peek(bytes), bytes)).ok());
        bench().settle();
        Channel &channel = bench().channel(*m_client);
        QVERIFY(consume(channel, text("first")).ok());
        QCOMPARE(m_client->bodies(), (QByteArrayList{"forged", "plain"}));
    }

    void ages()
    {
        QCOMPARE(streamAgeMs("1s"), 1000);
        QCOMPARE(streamAgeMs("2m"), 120'000);
        QCOMPARE(streamAgeMs("1D"), 86'400'000);
        QVERIFY(!streamAgeMs("h") && !streamAgeMs("1") && !streamAgeMs("-1h") && !streamAgeMs("1w"));
    }
};

SIGHTGLASS_TEST(TestStreams)
#include "tst_core_streams.moc"
