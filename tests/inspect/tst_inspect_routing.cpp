// SPDX-License-Identifier: GPL-3.0-or-later
// What is explained is what a publish does: for every type of exchange, with the reason of each binding.
#include "corefixture.h"
#include "patience.h"

#include "inspect/routingexplainer.h"
#include "program/testprogram.h"

#include <QElapsedTimer>
#include <QTest>

using namespace test;
using namespace Qt::StringLiterals;
using inspect::explainRouting;

class TestRouting : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    RecordingClient m_client;
    std::unique_ptr<Bench> m_bench;

    static FieldTable table(std::initializer_list<FieldEntry> entries)
    {
        FieldTable t;
        t.entries = entries;
        return t;
    }
    void exchange(const QByteArray &name, ExchangeType type, const FieldTable &arguments = {}, bool internal = false)
    {
        ExchangeDefinition definition;
        definition.virtualHost = "/";
        definition.name = name;
        definition.type = type;
        definition.durable = false;
        definition.internal = internal;
        definition.arguments = arguments;
        QVERIFY(m_bench->host().declareExchange(definition).ok());
    }
    void bind(const QByteArray &source, const QByteArray &queue, const QByteArray &key,
              const FieldTable &arguments = {})
    {
        QVERIFY(m_bench->host().bind({"/", source, DestinationType::Queue, queue, key, arguments}, {}).ok());
    }
    void bindExchange(const QByteArray &source, const QByteArray &destination, const QByteArray &key)
    {
        QVERIFY(m_bench->host().bind({"/", source, DestinationType::Exchange, destination, key, {}}, {}).ok());
    }
    RoutingExplanation explain(const QString &exchangeName, const QString &key, const FieldTable &headers = {})
    {
        RoutingRequest request;
        request.exchange = exchangeName;
        request.routingKey = key;
        request.properties.headers = headers;
        const Result<RoutingExplanation> explanation = explainRouting(m_bench->broker, request);
        return explanation ? *explanation : RoutingExplanation();
    }
    static QStringList queuesOf(const RoutingExplanation &explanation)
    {
        QStringList names;
        for (const ReachedQueue &queue : explanation.queues)
            names << queue.name;
        return names;
    }
    /// The first explanation of a binding to this queue.
    static BindingExplanation to(const RoutingExplanation &explanation, const QString &queue)
    {
        for (const ExchangeExplanation &exchange : explanation.exchanges) {
            for (const BindingExplanation &binding : exchange.bindings) {
                if (binding.binding.destination == queue)
                    return binding;
            }
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        for (const char *queue : {"a", "b", "c"})
            QVERIFY(m_bench->declare(queue));
    }
    void cleanup() { m_bench.reset(); }

    void directTellsTheOtherKey()
    {
        exchange("orders", ExchangeType::Direct);
        bind("orders", "a", "eu.new");
        bind("orders", "b", "us.new");
        const RoutingExplanation explanation = explain(u"orders"_s, u"eu.new"_s);
        QCOMPARE(queuesOf(explanation), QStringList{u"a"_s});
        QCOMPARE(to(explanation, u"a"_s).verdict, BindingVerdict::SameKey);
        QCOMPARE(to(explanation, u"b"_s).verdict, BindingVerdict::OtherKey);
        QCOMPARE(to(explanation, u"b"_s).distance, 2u);
        QCOMPARE(explanation.exchanges.first().matching, 1u);
        QCOMPARE(explanation.exchanges.first().total, 2u);
        QVERIFY(explanation.suggestions.isEmpty());
    }

    void suggestsTheNearestKey()
    {
        exchange("orders", ExchangeType::Direct);
        bind("orders", "a", "eu.new");
        bind("orders", "b", "something.else");
        const RoutingExplanation explanation = explain(u"orders"_s, u"eu.nwe"_s);
        QVERIFY(!explanation.isRouted());
        QVERIFY(explanation.exchanges.first().isDeadEnd());
        QCOMPARE(explanation.suggestions.size(), 2);
        QCOMPARE(explanation.suggestions.first().key, u"eu.new"_s);
        QCOMPARE(explanation.suggestions.first().destination, u"a"_s);
        QVERIFY(explanation.suggestions.first().isClose);
        QVERIFY(!explanation.suggestions.last().isClose);
        // The nearest binding is told first.
        QCOMPARE(explanation.exchanges.first().bindings.first().binding.destination, u"a"_s);
    }

    void defaultExchangeHasEveryQueueByItsName()
    {
        const RoutingExplanation routed = explain({}, u"a"_s);
        QCOMPARE(queuesOf(routed), QStringList{u"a"_s});
        QVERIFY(to(routed, u"a"_s).isImplicit);
        QVERIFY(m_bench->declare("orders.eu"));
        const RoutingExplanation lost = explain({}, u"order.eu"_s);
        QVERIFY(!lost.isRouted());
        QCOMPARE(lost.suggestions.first().key, u"orders.eu"_s);
    }

    void fanoutTakesEverything()
    {
        exchange("all", ExchangeType::Fanout);
        bind("all", "a", "");
        bind("all", "b", "ignored");
        const RoutingExplanation explanation = explain(u"all"_s, u"whatever"_s);
        QCOMPARE(queuesOf(explanation), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(to(explanation, u"b"_s).verdict, BindingVerdict::EveryMessage);
    }

    void topicTellsTheWord()
    {
        exchange("events", ExchangeType::Topic);
        bind("events", "a", "eu.*.new");
        bind("events", "b", "eu.#");
        bind("events", "c", "eu.*.new.fast");
        const RoutingExplanation explanation = explain(u"events"_s, u"eu.order.nwe"_s);
        QCOMPARE(queuesOf(explanation), QStringList{u"b"_s});
        QCOMPARE(to(explanation, u"b"_s).verdict, BindingVerdict::PatternFits);
        const BindingExplanation a = to(explanation, u"a"_s);
        QCOMPARE(a.verdict, BindingVerdict::OtherWord);
        QCOMPARE(a.word, 2);
        QCOMPARE(a.found, u"nwe"_s);
        QCOMPARE(a.wanted, u"new"_s);
        QCOMPARE(a.nearestKey, u"eu.order.new"_s);
        QCOMPARE(to(explanation, u"c"_s).verdict, BindingVerdict::OtherWord);
        QVERIFY(explanation.suggestions.isEmpty()); // it is routed
    }

    void topicSuggestsAWholeKey()
    {
        exchange("events", ExchangeType::Topic);
        bind("events", "a", "eu.*.new");
        const RoutingExplanation lost = explain(u"events"_s, u"eu.order.nwe"_s);
        QCOMPARE(lost.suggestions.size(), 1);
        QCOMPARE(lost.suggestions.first().key, u"eu.order.new"_s);
        QCOMPARE(lost.suggestions.first().bindingKey, u"eu.*.new"_s);
        QCOMPARE(queuesOf(explain(u"events"_s, lost.suggestions.first().key)), QStringList{u"a"_s});
        // Which word is meant for '*' nobody can know: the pattern alone is named.
        const RoutingExplanation tooShort = explain(u"events"_s, u"eu.new"_s);
        QCOMPARE(to(tooShort, u"a"_s).verdict, BindingVerdict::WordMissing);
        QCOMPARE(to(tooShort, u"a"_s).word, 1);
        QVERIFY(tooShort.suggestions.first().key.isEmpty());
        QCOMPARE(to(explain(u"events"_s, u"eu.order.new.x"_s), u"a"_s).verdict, BindingVerdict::WordTooMany);
    }

    void headersTellTheCondition()
    {
        exchange("docs", ExchangeType::Headers);
        bind("docs", "a", "",
             table({{"x-match", FieldValue(QByteArray("all"))},
                    {"format", FieldValue(QByteArray("pdf"))},
                    {"pages", FieldValue(qint32(3))},
                    {"signed", FieldValue()}}));
        bind("docs", "b", "",
             table({{"x-match", FieldValue(QByteArray("any"))}, {"format", FieldValue(QByteArray("doc"))}}));
        bind("docs", "c", "", table({{"x-match", FieldValue(QByteArray("any"))}}));
        const RoutingExplanation explanation = explain(
            u"docs"_s, {}, table({{"format", FieldValue(QByteArray("pdf"))}, {"pages", FieldValue(qint64(4))}}));
        QVERIFY(!explanation.isRouted());
        const BindingExplanation a = to(explanation, u"a"_s);
        QCOMPARE(a.verdict, BindingVerdict::HeadersDiffer);
        QVERIFY(!a.isAny);
        QCOMPARE(a.headers.size(), 3);
        QCOMPARE(a.headers[0].state, HeaderCheck::State::Holds);
        QCOMPARE(a.headers[1].state, HeaderCheck::State::Differs);
        QCOMPARE(a.headers[1].found.toInteger(), std::optional<qint64>(4));
        QCOMPARE(a.headers[2].state, HeaderCheck::State::Missing);
        QCOMPARE(a.distance, 2u);
        QVERIFY(to(explanation, u"b"_s).isAny);
        QCOMPARE(to(explanation, u"c"_s).verdict, BindingVerdict::AsksForNothing);
        const RoutingExplanation routed = explain(u"docs"_s, {}, table({{"format", FieldValue(QByteArray("doc"))}}));
        QCOMPARE(queuesOf(routed), QStringList{u"b"_s});
        QCOMPARE(to(routed, u"b"_s).verdict, BindingVerdict::HeadersHold);
    }

    void hashExchangesSayWhatDecides()
    {
        exchange("hash", ExchangeType::ConsistentHash, table({{"hash-header", FieldValue(QByteArray("customer"))}}));
        bind("hash", "a", "1");
        bind("hash", "b", "1");
        const RoutingExplanation explanation =
            explain(u"hash"_s, u"k"_s, table({{"customer", FieldValue(QByteArray("77"))}}));
        QCOMPARE(explanation.queues.size(), 1);
        QVERIFY(explanation.queues.first().isCertain);
        const ExchangeExplanation &told = explanation.exchanges.first();
        QCOMPARE(told.decides, ExchangeExplanation::Decides::HeaderHash);
        QCOMPARE(told.hashed, u"customer"_s);
        QCOMPARE(told.bindings[0].verdict, BindingVerdict::HashChose);
        QCOMPARE(told.bindings[1].verdict, BindingVerdict::HashChoseOther);
        QCOMPARE(told.bindings[0].binding.destination, explanation.queues.first().name);
        // The same value always goes there.
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(
                queuesOf(explain(u"hash"_s, QString::number(i), table({{"customer", FieldValue(QByteArray("77"))}}))),
                queuesOf(explanation));
        }
    }

    void chanceIsCalledChance()
    {
        exchange("random", ExchangeType::Random);
        bind("random", "a", "");
        const RoutingExplanation only = explain(u"random"_s, {});
        QVERIFY(only.queues.first().isCertain);
        bind("random", "b", "");
        const RoutingExplanation explanation = explain(u"random"_s, {});
        QCOMPARE(queuesOf(explanation), (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(!explanation.queues[0].isCertain);
        QVERIFY(!explanation.queues[1].isCertain);
        QCOMPARE(explanation.exchanges.first().decides, ExchangeExplanation::Decides::Chance);
        // What is reached for certain on another way is certain.
        exchange("both", ExchangeType::Fanout);
        bindExchange("both", "random", "");
        bind("both", "a", "");
        const RoutingExplanation both = explain(u"both"_s, {});
        QVERIFY(both.queues[0].isCertain);
        QVERIFY(!both.queues[1].isCertain);
    }

    void followsExchangesAndAlternates()
    {
        exchange("alt", ExchangeType::Fanout);
        bind("alt", "c", "");
        exchange("first", ExchangeType::Topic, table({{"alternate-exchange", FieldValue(QByteArray("alt"))}}));
        exchange("second", ExchangeType::Direct);
        bindExchange("first", "second", "eu.#");
        bindExchange("second", "first", "eu.new"); // a circle
        bind("second", "a", "eu.new");
        const RoutingExplanation routed = explain(u"first"_s, u"eu.new"_s);
        QCOMPARE(queuesOf(routed), QStringList{u"a"_s});
        QCOMPARE(routed.exchanges.size(), 2);
        QCOMPARE(routed.exchanges[1].name, u"second"_s);
        QCOMPARE(routed.exchanges[1].from, u"first"_s);
        QCOMPARE(routed.exchanges[1].via, ExchangeExplanation::Via::Binding);
        QCOMPARE(routed.exchanges[0].alternateState, ExchangeExplanation::Alternate::NotNeeded);

        const RoutingExplanation alternate = explain(u"first"_s, u"us.new"_s);
        QCOMPARE(queuesOf(alternate), QStringList{u"c"_s});
        QCOMPARE(alternate.exchanges[0].alternateState, ExchangeExplanation::Alternate::Asked);
        QVERIFY(!alternate.exchanges[0].isDeadEnd());
        QCOMPARE(alternate.exchanges[1].via, ExchangeExplanation::Via::Alternate);

        // First matches, second does not: a dead end further on. What is suggested leads to a queue.
        const RoutingExplanation lost = explain(u"first"_s, u"eu.nwe"_s);
        QVERIFY(!lost.isRouted());
        QVERIFY(!lost.exchanges[0].isDeadEnd());
        QVERIFY(lost.exchanges[1].isDeadEnd());
        QCOMPARE(lost.suggestions.first().key, u"eu.new"_s);
    }

    void missingAlternateIsTold()
    {
        exchange("first", ExchangeType::Direct, table({{"alternate-exchange", FieldValue(QByteArray("nowhere"))}}));
        const RoutingExplanation lost = explain(u"first"_s, u"x"_s);
        QCOMPARE(lost.exchanges.first().alternateState, ExchangeExplanation::Alternate::Missing);
        QVERIFY(lost.exchanges.first().isDeadEnd());
    }

    void senderSelectedKeysCount()
    {
        exchange("orders", ExchangeType::Direct);
        bind("orders", "a", "eu.new");
        bind("orders", "b", "audit");
        FieldArray copies;
        copies.items.append(FieldValue(QByteArray("audit")));
        const RoutingExplanation explanation = explain(u"orders"_s, u"eu.new"_s, table({{"BCC", FieldValue(copies)}}));
        QCOMPARE(queuesOf(explanation), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(to(explanation, u"b"_s).key, u"audit"_s);
    }

    void delayedMessagesWaitFirst()
    {
        exchange("later", ExchangeType::Delayed, table({{"x-delayed-type", FieldValue(QByteArray("direct"))}}));
        bind("later", "a", "k");
        const RoutingExplanation explanation =
            explain(u"later"_s, u"k"_s, table({{"x-delay", FieldValue(qint32(5000))}}));
        QCOMPARE(queuesOf(explanation), QStringList{u"a"_s});
        QCOMPARE(explanation.exchanges.first().delayMs, 5000);
        QCOMPARE(explanation.exchanges.first().type, ExchangeType::Direct);
    }

    void internalExchangesSaySo()
    {
        exchange("inner", ExchangeType::Fanout, {}, true);
        QVERIFY(explain(u"inner"_s, {}).exchanges.first().isInternal);
    }

    void whatIsNotThereIsNotFound()
    {
        RoutingRequest request;
        request.exchange = u"nowhere"_s;
        QCOMPARE(explainRouting(m_bench->broker, request).error().code, BrokerError::NotFound);
        request = {};
        request.virtualHost = u"other"_s;
        QCOMPARE(explainRouting(m_bench->broker, request).error().code, BrokerError::NotFound);
    }

    void isBoundedForManyBindings()
    {
        exchange("many", ExchangeType::Topic);
        for (int i = 0; i < 30'000; ++i)
            bind("many", "a", "customer." + QByteArray::number(i) + ".orders.created.#");
        QElapsedTimer timer;
        timer.start();
        const RoutingExplanation explanation = explain(u"many"_s, u"customer.17.order.created"_s);
        QVERIFY2(timer.elapsed() < patience(500), qPrintable(QString::number(timer.elapsed())));
        const ExchangeExplanation &told = explanation.exchanges.first();
        QCOMPARE(told.total, 30'000u);
        QCOMPARE(told.bindings.size(), qsizetype(RoutingExplanation::maxBindings));
        QCOMPARE(explanation.notCompared, 30'000u - quint32(RoutingExplanation::maxBindings));
    }

    void isBoundedForManyExchanges()
    {
        for (int i = 0; i < 100; ++i) {
            exchange("e" + QByteArray::number(i), ExchangeType::Fanout);
            if (i > 0)
                bindExchange("e" + QByteArray::number(i - 1), "e" + QByteArray::number(i), "");
        }
        const RoutingExplanation explanation = explain(u"e0"_s, {});
        QCOMPARE(explanation.exchanges.size(), qsizetype(RoutingExplanation::maxExchanges));
        QVERIFY(explanation.isCut);
    }

    /// Whatever the type, what is said and what a publish does are the same.
    void saysWhatAPublishDoes()
    {
        exchange("t", ExchangeType::Topic);
        exchange("d", ExchangeType::Direct);
        exchange("f", ExchangeType::Fanout);
        bind("t", "a", "eu.*");
        bind("t", "b", "#.new");
        bindExchange("t", "d", "us.#");
        bind("d", "c", "us.old");
        bindExchange("d", "f", "us.new");
        bind("f", "a", "");
        Channel &channel = m_bench->channel(m_client);
        for (const char *key : {"eu.new", "eu.old", "us.new", "us.old", "xx", ""}) {
            std::map<QByteArray, quint64> before;
            for (const auto &[name, queue] : m_bench->host().queues())
                before[name] = queue->ready();
            (void)channel.publish(**channel.publishTo("t"), makeMessage(key, "x", false), {});
            QStringList reached;
            for (const auto &[name, queue] : m_bench->host().queues()) {
                if (queue->ready() > before[name])
                    reached << QString::fromUtf8(name);
            }
            reached.sort();
            QCOMPARE(queuesOf(explain(u"t"_s, QString::fromLatin1(key))), reached);
        }
    }

    void takingAloneTellsTheBindings()
    {
        exchange("t", ExchangeType::Topic);
        bind("t", "a", "eu.*");
        bind("t", "b", "us.*");
        RoutingRequest request;
        request.exchange = u"t"_s;
        request.routingKey = u"eu.x"_s;
        const auto explanation = explainRouting(m_bench->broker, request, inspect::Explain::Taking);
        QCOMPARE(inspect::takingBindings(*explanation).size(), 1);
        QCOMPARE(inspect::takingBindings(*explanation).first().routingKey, u"eu.*"_s);
        QCOMPARE(explanation->exchanges.first().bindings.size(), 1);
    }
};

SIGHTGLASS_TEST(TestRouting)
#include "tst_inspect_routing.moc"
