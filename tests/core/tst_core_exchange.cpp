// SPDX-License-Identifier: GPL-3.0-or-later
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestExchange : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    RecordingClient m_client;
    Channel *m_channel = nullptr;

    Exchange *exchange(const QByteArray &name, ExchangeType type, bool autoDelete = false,
                       const FieldTable &arguments = {})
    {
        ExchangeDefinition definition;
        definition.virtualHost = "/";
        definition.name = name;
        definition.type = type;
        definition.durable = false;
        definition.autoDelete = autoDelete;
        definition.arguments = arguments;
        return *m_bench->host().declareExchange(definition);
    }
    Exchange *withAlternate(const QByteArray &name, ExchangeType type, const char *alternate)
    {
        return exchange(name, type, false, table({{"alternate-exchange", text(alternate)}}));
    }
    void bind(const QByteArray &source, const QByteArray &queue, const QByteArray &key,
              const FieldTable &arguments = {})
    {
        QVERIFY(m_bench->host().bind({"/", source, DestinationType::Queue, queue, key, arguments}, {}).ok());
    }
    void unbind(const QByteArray &source, const QByteArray &queue, const QByteArray &key,
                const FieldTable &arguments = {})
    {
        QVERIFY(m_bench->host().unbind({"/", source, DestinationType::Queue, queue, key, arguments}, {}).ok());
    }
    void bindExchange(const QByteArray &source, const QByteArray &destination, const QByteArray &key)
    {
        QVERIFY(m_bench->host().bind({"/", source, DestinationType::Exchange, destination, key, {}}, {}).ok());
    }
    /// Publishes without headers and answers with the queues that got it, sorted.
    QByteArrayList publish(const QByteArray &exchangeName, const QByteArray &key, const QByteArrayList &extraKeys = {})
    {
        std::map<QByteArray, quint64> before;
        for (const auto &[name, queue] : m_bench->host().queues())
            before[name] = queue->ready();
        const auto target = m_channel->publishTo(exchangeName);
        const auto message = makeMessage(key, "x", false);
        message->extraKeys = extraKeys;
        (void)m_channel->publish(**target, message, {});
        QByteArrayList reached;
        for (const auto &[name, queue] : m_bench->host().queues()) {
            for (quint64 n = before[name]; n < queue->ready(); ++n)
                reached.append(name);
        }
        std::sort(reached.begin(), reached.end());
        return reached;
    }
    /// Where the exchange sends a message with these headers, sorted.
    QByteArrayList route(const QByteArray &exchangeName, const QByteArray &key, const RoutingInput::Reader &reader)
    {
        std::vector<Queue *> queues;
        (void)m_bench->host()
            .exchange(exchangeName)
            ->route(RoutingInput(key, reader), m_bench->broker.nextRouteMark(), queues);
        QByteArrayList reached;
        for (const Queue *queue : queues)
            reached.append(queue->name());
        std::sort(reached.begin(), reached.end());
        return reached;
    }
    QByteArrayList route(const QByteArray &exchangeName, const QByteArray &key, const FieldTable &headers)
    {
        return route(exchangeName, key, RoutingInput::Reader([&] { return headers; }));
    }
    quint64 lookedAt(const QByteArray &exchangeName)
    {
        return m_bench->host().exchange(exchangeName)->matcher().looked();
    }
    static FieldTable table(std::initializer_list<std::pair<const char *, FieldValue>> entries)
    {
        FieldTable made;
        for (const auto &[name, value] : entries)
            made.set(name, value);
        return made;
    }
    static FieldValue text(const char *value) { return FieldValue(QByteArray(value)); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(m_client);
        for (const char *name : {"a", "b", "c"})
            m_bench->declare(name);
    }
    void cleanup() { m_bench.reset(); }

    void predeclaredExchangesAreThere()
    {
        for (const char *name :
             {"", "amq.direct", "amq.fanout", "amq.topic", "amq.headers", "amq.match", "amq.rabbitmq.trace"})
            QVERIFY(m_bench->host().exchange(name));
        QVERIFY(m_channel->publishTo("amq.rabbitmq.trace").error().code == BrokerError::AccessRefused);
    }
    void defaultExchangeRoutesByQueueName()
    {
        QCOMPARE(publish("", "b"), QByteArrayList({"b"}));
        QCOMPARE(publish("", "nowhere"), QByteArrayList());
    }
    void directRoutesByKeyOnceForEachQueue()
    {
        bind("amq.direct", "a", "k");
        bind("amq.direct", "b", "k");
        bind("amq.direct", "a", "other");
        QCOMPARE(publish("amq.direct", "k"), QByteArrayList({"a", "b"}));
        QCOMPARE(publish("amq.direct", "other"), QByteArrayList({"a"}));
        QCOMPARE(publish("amq.direct", "K"), QByteArrayList());
    }
    void fanoutIgnoresTheKey()
    {
        bind("amq.fanout", "a", "x");
        bind("amq.fanout", "a", "y");
        bind("amq.fanout", "c", "");
        QCOMPARE(publish("amq.fanout", "whatever"), QByteArrayList({"a", "c"}));
    }
    void aNewBindingIsSeenByACachedRoute()
    {
        bind("amq.topic", "a", "eu.*");
        QCOMPARE(publish("amq.topic", "eu.new"), QByteArrayList({"a"}));
        bind("amq.topic", "b", "#");
        QCOMPARE(publish("amq.topic", "eu.new"), QByteArrayList({"a", "b"}));
        QVERIFY(m_bench->host().unbind({"/", "amq.topic", DestinationType::Queue, "a", "eu.*", {}}, {}).ok());
        QCOMPARE(publish("amq.topic", "eu.new"), QByteArrayList({"b"}));
    }
    void headersKinds()
    {
        bind("amq.headers", "a", "",
             table({{"x-match", text("all")}, {"f", text("pdf")}, {"n", FieldValue(qint32(7))}}));
        bind("amq.headers", "b", "", table({{"x-match", text("any")}, {"f", text("pdf")}, {"g", text("z")}}));
        bind("amq.headers", "c", "", table({{"f", FieldValue()}}));
        QCOMPARE(route("amq.headers", "", table({{"f", text("pdf")}, {"n", FieldValue(qint64(7))}})),
                 QByteArrayList({"a", "b", "c"}));
        QCOMPARE(route("amq.headers", "", table({{"f", text("pdf")}})), QByteArrayList({"b", "c"}));
        QCOMPARE(route("amq.headers", "", table({{"g", text("z")}})), QByteArrayList({"b"}));
        QCOMPARE(route("amq.headers", "", table({{"n", FieldValue(qint32(7))}})), QByteArrayList());
        QCOMPARE(publish("amq.headers", ""), QByteArrayList());
    }
    void headersWithX()
    {
        bind("amq.headers", "a", "", table({{"x-match", text("all")}, {"x-tag", text("1")}, {"k", text("v")}}));
        bind("amq.headers", "b", "", table({{"x-match", text("all-with-x")}, {"x-tag", text("1")}, {"k", text("v")}}));
        bind("amq.headers", "c", "", table({{"x-match", text("any-with-x")}, {"x-tag", text("1")}}));
        QCOMPARE(route("amq.headers", "", table({{"k", text("v")}})), QByteArrayList({"a"}));
        QCOMPARE(route("amq.headers", "", table({{"k", text("v")}, {"x-tag", text("1")}})),
                 QByteArrayList({"a", "b", "c"}));
    }
    void headersAllOfNothingMatchesEverything()
    {
        bind("amq.headers", "a", "", table({{"x-match", text("all")}}));
        bind("amq.headers", "b", "", table({{"x-match", text("any")}}));
        QCOMPARE(publish("amq.headers", ""), QByteArrayList({"a"}));
    }
    void headersRefusesAnUnknownKind()
    {
        const auto result = m_bench->host().bind(
            {"/", "amq.headers", DestinationType::Queue, "a", "", table({{"x-match", text("some")}})}, {});
        QCOMPARE(result.error().code, BrokerError::PreconditionFailed);
    }
    void headersUnbindForgetsEveryCondition()
    {
        const FieldTable arguments = table({{"x-match", text("any")}, {"f", text("1")}, {"g", text("2")}});
        bind("amq.headers", "a", "", arguments);
        QVERIFY(m_bench->host().unbind({"/", "amq.headers", DestinationType::Queue, "a", "", arguments}, {}).ok());
        QCOMPARE(route("amq.headers", "", table({{"g", text("2")}})), QByteArrayList());
    }
    void exchangesBoundInACircleDeliverOnce()
    {
        exchange("one", ExchangeType::Fanout);
        exchange("two", ExchangeType::Topic);
        bindExchange("one", "two", "");
        bindExchange("two", "one", "#");
        bind("one", "a", "");
        bind("two", "a", "x.#");
        bind("two", "b", "x.y");
        QCOMPARE(publish("one", "x.y"), QByteArrayList({"a", "b"}));
        QCOMPARE(publish("two", "q"), QByteArrayList({"a"}));
    }
    void autoDeleteExchangeEndsWithItsLastBinding()
    {
        exchange("temporary", ExchangeType::Fanout, true);
        bind("temporary", "a", "");
        bind("temporary", "b", "");
        QVERIFY(m_bench->host().deleteQueue("a", {}, false, false).ok());
        QVERIFY(m_bench->host().exchange("temporary"));
        QVERIFY(m_bench->host().deleteQueue("b", {}, false, false).ok());
        QVERIFY(!m_bench->host().exchange("temporary"));
    }
    void deletingAnExchangeInACircleOfAutoDeletes()
    {
        exchange("one", ExchangeType::Fanout, true);
        exchange("two", ExchangeType::Fanout, true);
        bindExchange("one", "two", "");
        bindExchange("two", "one", "");
        QVERIFY(m_bench->host().deleteExchange("one", false).ok());
        QVERIFY(!m_bench->host().exchange("one"));
        QVERIFY(!m_bench->host().exchange("two"));
    }
    void tenThousandBindingsAreNotScanned_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("commonHeader");
        QTest::newRow("direct") << QByteArray("amq.direct") << false;
        QTest::newRow("topic") << QByteArray("amq.topic") << false;
        QTest::newRow("headers") << QByteArray("amq.headers") << false;
        QTest::newRow("headers with a condition that all share") << QByteArray("amq.headers") << true;
    }
    void tenThousandBindingsAreNotScanned()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, commonHeader);
        const auto arguments = [&](int i) {
            FieldTable made;
            if (commonHeader)
                made.set("format", text("pdf"));
            made.set("customer", FieldValue(qint32(i)));
            return made;
        };
        constexpr int count = 10000;
        for (int i = 0; i < count; ++i)
            bind(name, "a", "key." + QByteArray::number(i), name == "amq.headers" ? arguments(i) : FieldTable());
        const quint64 before = lookedAt(name);
        int reached = 0;
        for (int i = 0; i < count; ++i)
            reached += int(route(name, "key." + QByteArray::number(i), arguments(i)).size());
        QCOMPARE(reached, count);
        QVERIFY2(lookedAt(name) - before <= 4 * count, QByteArray::number(lookedAt(name) - before).constData());
    }

    // ---- many bindings, long chains

    void bindingsWithDifferentArgumentsAreDifferent()
    {
        const FieldTable one = table({{"f", text("1")}, {"n", FieldValue(qint32(7))}});
        const FieldTable otherOrder = table({{"n", FieldValue(qint64(7))}, {"f", text("1")}});
        bind("amq.headers", "a", "", one);
        bind("amq.headers", "a", "", otherOrder);
        bind("amq.headers", "a", "", table({{"f", text("1")}, {"n", FieldValue(qint32(8))}}));
        QCOMPARE(m_bench->host().exchange("amq.headers")->bindings().size(), size_t(2));
        unbind("amq.headers", "a", "", otherOrder);
        QCOMPARE(route("amq.headers", "", one), QByteArrayList());
    }
    void whatIsLeftAfterUnbindingStillRoutes_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"amq.direct", "amq.fanout", "amq.topic", "amq.headers"})
            QTest::newRow(name) << QByteArray(name);
    }
    void whatIsLeftAfterUnbindingStillRoutes()
    {
        QFETCH(QByteArray, name);
        const FieldTable arguments = table({{"f", text("1")}});
        for (const char *queue : {"a", "b", "c"}) {
            bind(name, queue, "k", arguments);
            bind(name, queue, "l", table({{"x-match", text("any")}, {"f", text("1")}, {"g", text("2")}}));
        }
        unbind(name, "a", "k", arguments);
        unbind(name, "a", "l", table({{"x-match", text("any")}, {"f", text("1")}, {"g", text("2")}}));
        QCOMPARE(route(name, "k", arguments), QByteArrayList({"b", "c"}));
        QVERIFY(m_bench->host().deleteQueue("c", {}, false, false).ok());
        QCOMPARE(route(name, "k", arguments), QByteArrayList({"b"}));
        QCOMPARE(m_bench->host().exchange(name)->bindings().size(), size_t(2));
    }
    void aLongChainOfExchangesIsFollowedAndEnds()
    {
        constexpr int length = 60000; // deeper than a stack
        const auto name = [](int i) -> QByteArray { return "link." + QByteArray::number(i); };
        for (int i = 0; i < length; ++i) {
            exchange(name(i), ExchangeType::Fanout, true);
            if (i > 0)
                bindExchange(name(i - 1), name(i), "");
        }
        bind(name(length - 1), "a", "");
        QCOMPARE(publish(name(0), "k"), QByteArrayList({"a"}));
        QVERIFY(m_bench->host().deleteQueue("a", {}, false, false).ok());
        for (int i = 0; i < length; ++i)
            QVERIFY(!m_bench->host().exchange(name(i)));
    }
    void routesAlongOtherExchangesAreKeptUntilTheTopologyChanges()
    {
        exchange("one", ExchangeType::Direct);
        exchange("two", ExchangeType::Topic);
        bindExchange("one", "two", "k");
        bind("two", "a", "#");
        QCOMPARE(publish("one", "k"), QByteArrayList({"a"}));
        QCOMPARE(publish("one", "k"), QByteArrayList({"a"}));
        bind("two", "b", "k");
        QCOMPARE(publish("one", "k"), QByteArrayList({"a", "b"}));
        bindExchange("two", "amq.headers", "#");
        bind("amq.headers", "c", "");
        QCOMPARE(publish("one", "k"), QByteArrayList({"a", "b", "c"}));
    }

    // ---- alternate exchange

    void whatNoBindingTakesGoesToTheAlternateExchange()
    {
        withAlternate("main", ExchangeType::Direct, "rest");
        bind("main", "a", "k");
        QCOMPARE(publish("main", "other"), QByteArrayList()); // it need not exist
        exchange("rest", ExchangeType::Fanout);
        QCOMPARE(publish("main", "other"), QByteArrayList());
        bind("rest", "b", "");
        QCOMPARE(publish("main", "other"), QByteArrayList({"b"}));
        QCOMPARE(publish("main", "k"), QByteArrayList({"a"}));
        QCOMPARE(m_bench->host().exchange("main")->counters.unroutable, quint64(2));
        QVERIFY(m_bench->host().deleteExchange("rest", false).ok());
        QCOMPARE(publish("main", "other"), QByteArrayList());
    }
    void alternateExchangesFormChainsAndCirclesEnd()
    {
        withAlternate("one", ExchangeType::Direct, "two");
        withAlternate("two", ExchangeType::Headers, "three");
        withAlternate("three", ExchangeType::Topic, "one");
        QCOMPARE(publish("one", "k"), QByteArrayList());
        bind("three", "c", "k");
        QCOMPARE(publish("one", "k"), QByteArrayList({"c"}));
        bind("two", "b", "", table({{"f", text("1")}}));
        QCOMPARE(route("one", "k", table({{"f", text("1")}})), QByteArrayList({"b"}));
        QCOMPARE(publish("one", "k"), QByteArrayList({"c"}));
    }
    void aBindingThatLeadsNowhereIsStillAMatch()
    {
        withAlternate("main", ExchangeType::Direct, "rest");
        exchange("rest", ExchangeType::Fanout);
        bind("rest", "b", "");
        exchange("empty", ExchangeType::Direct);
        bindExchange("main", "empty", "k");
        QCOMPARE(publish("main", "k"), QByteArrayList());
        QCOMPARE(publish("main", "l"), QByteArrayList({"b"}));
    }
    void theAlternateOfAnExchangeFurtherOnCounts()
    {
        exchange("main", ExchangeType::Fanout);
        withAlternate("next", ExchangeType::Direct, "amq.fanout");
        bindExchange("main", "next", "");
        bind("amq.fanout", "c", "");
        QCOMPARE(publish("main", "k"), QByteArrayList({"c"}));
    }
    void theDefaultExchangeMayBeAnAlternate()
    {
        withAlternate("main", ExchangeType::Direct, "");
        QCOMPARE(publish("main", "a"), QByteArrayList({"a"}));
    }

    // ---- sender-selected distribution

    void extraKeysReachMoreQueuesOnce()
    {
        bind("amq.direct", "a", "k");
        bind("amq.direct", "b", "l");
        bind("amq.topic", "b", "x.*");
        bind("amq.topic", "c", "#.z");
        QCOMPARE(publish("amq.direct", "k"), QByteArrayList({"a"}));
        QCOMPARE(publish("amq.direct", "k", {"l", "k", "m"}), QByteArrayList({"a", "b"}));
        QCOMPARE(publish("amq.direct", "k"), QByteArrayList({"a"}));
        QCOMPARE(publish("amq.topic", "x.y", {"y.z", "x.z"}), QByteArrayList({"b", "c"}));
        QCOMPARE(publish("", "a", {"c", "nowhere", "a"}), QByteArrayList({"a", "c"}));
    }

    // ---- exchanges that choose

    void randomTakesAnyQueue()
    {
        exchange("lot", ExchangeType::Random);
        QCOMPARE(publish("lot", "k"), QByteArrayList());
        bind("lot", "a", "k");
        bind("lot", "b", "k");
        bind("lot", "c", "l");
        QSet<QByteArray> seen;
        for (int i = 0; i < 200; ++i) {
            const QByteArrayList reached = publish("lot", "k");
            QCOMPARE(reached.size(), 1);
            seen.insert(reached.first());
        }
        QCOMPARE(seen.size(), 3);
    }
    void localRandomTakesAnyClassicQueue()
    {
        exchange("rpc", ExchangeType::LocalRandom);
        bind("rpc", "a", "");
        bind("rpc", "b", "");
        QSet<QByteArray> seen;
        for (int i = 0; i < 200; ++i) {
            const QByteArrayList reached = publish("rpc", "whatever");
            QCOMPARE(reached.size(), 1);
            seen.insert(reached.first());
        }
        QCOMPARE(seen.size(), 2);
        const auto refusal = [this](DestinationType to, const QByteArray &destination, const QByteArray &key) {
            const auto bound = m_bench->host().bind({"/", "rpc", to, destination, key, {}}, ConnectionId{1});
            return bound ? QString() : bound.error().detail;
        };
        QCOMPARE(refusal(DestinationType::Queue, "c", "k"), QStringLiteral("Non empty binding 'k' key not permitted"));
        QCOMPARE(refusal(DestinationType::Exchange, "amq.fanout", ""), QStringLiteral("Destination not found"));
        QueueDefinition quorum;
        quorum.name = "safe";
        quorum.arguments.set("x-queue-type", FieldValue(QByteArray("quorum")));
        QVERIFY(m_bench->host().declareQueue(quorum, ConnectionId{1}).ok());
        QCOMPARE(refusal(DestinationType::Queue, "safe", ""),
                 QStringLiteral("Queue type rabbit_quorum_queue not valid for this exchange type"));
    }
    void modulusHashTakesOneOfAllQueuesByTheRoutingKey()
    {
        exchange("shards", ExchangeType::ModulusHash);
        QCOMPARE(publish("shards", "k"), QByteArrayList());
        for (const char *queue : {"c", "a", "b"})
            bind("shards", queue, "ignored");
        bind("shards", "a", "twice");
        std::map<QByteArray, int> share;
        for (int i = 0; i < 3000; ++i) {
            const QByteArray key = "order-" + QByteArray::number(i);
            const QByteArrayList reached = publish("shards", key);
            QCOMPARE(reached.size(), 1);
            QCOMPARE(publish("shards", key), reached);
            ++share[reached.first()];
        }
        for (const auto &[queue, messages] : share)
            QVERIFY2(messages > 850 && messages < 1150, QByteArray(queue + ' ' + QByteArray::number(messages)));
        QCOMPARE(share.size(), size_t(3));
    }
    void consistentHashSharesByWeight()
    {
        exchange("ring", ExchangeType::ConsistentHash);
        QCOMPARE(publish("ring", "k"), QByteArrayList());
        bind("ring", "a", "1");
        bind("ring", "b", "2");
        bind("ring", "b", "50"); // the first one counts
        std::map<QByteArray, int> share;
        for (int i = 0; i < 6000; ++i) {
            const QByteArrayList reached = publish("ring", QByteArray::number(i));
            QCOMPARE(reached.size(), 1);
            ++share[reached.first()];
        }
        QVERIFY2(share["a"] > 1800 && share["a"] < 2200, QByteArray::number(share["a"]));
        QCOMPARE(share["a"] + share["b"], 6000);
    }
    void consistentHashMovesOnlyWhatItMust()
    {
        exchange("ring", ExchangeType::ConsistentHash);
        bind("ring", "a", "10");
        bind("ring", "b", "10");
        QByteArrayList before;
        for (int i = 0; i < 3000; ++i)
            before += publish("ring", QByteArray::number(i));
        bind("ring", "c", "10");
        int moved = 0;
        for (int i = 0; i < 3000; ++i) {
            const QByteArray now = publish("ring", QByteArray::number(i)).first();
            QVERIFY(now == before[i] || now == "c");
            moved += now == "c";
        }
        QVERIFY2(moved > 850 && moved < 1150, QByteArray::number(moved));
        unbind("ring", "c", "10");
        for (int i = 0; i < 3000; ++i)
            QCOMPARE(publish("ring", QByteArray::number(i)).first(), before[i]);
    }
    void consistentHashOfAHeaderOrAProperty()
    {
        exchange("by header", ExchangeType::ConsistentHash, false, table({{"hash-header", text("customer")}}));
        exchange("by id", ExchangeType::ConsistentHash, false, table({{"hash-property", text("message_id")}}));
        for (const char *queue : {"a", "b", "c"}) {
            bind("by header", queue, "1");
            bind("by id", queue, "1");
        }
        QSet<QByteArray> headerQueues, idQueues;
        for (int i = 0; i < 50; ++i) {
            const QByteArrayList one = route("by header", "x", table({{"customer", FieldValue(qint32(i))}}));
            const QByteArrayList same = route("by header", "y", table({{"customer", FieldValue(qint64(i))}}));
            QCOMPARE(one.size(), 1);
            QCOMPARE(one, same);
            headerQueues.insert(one.first());
            RoutingInput::Reader reader;
            reader.property = [&](QByteArrayView name) -> std::optional<QByteArray> {
                return name == QByteArrayView("message_id") ? std::optional(QByteArray::number(i)) : std::nullopt;
            };
            idQueues.insert(route("by id", "x", reader).value(0));
        }
        QCOMPARE(headerQueues.size(), 3);
        QCOMPARE(idQueues.size(), 3);
        QCOMPARE(route("by header", "x", FieldTable()).size(), 1); // without the header: all to the same
        QCOMPARE(route("by header", "x", FieldTable()), route("by header", "y", FieldTable()));
    }
};

SIGHTGLASS_TEST(TestExchange)
#include "tst_core_exchange.moc"
