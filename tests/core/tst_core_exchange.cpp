// SPDX-License-Identifier: GPL-3.0-or-later
#include "corefixture.h"

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

    Exchange *exchange(const QByteArray &name, ExchangeType type, bool autoDelete = false)
    {
        ExchangeDefinition definition;
        definition.virtualHost = "/";
        definition.name = name;
        definition.type = type;
        definition.autoDelete = autoDelete;
        return *m_bench->host().declareExchange(definition);
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
    /// Publishes and answers with the queues that got it, sorted.
    QByteArrayList publish(const QByteArray &exchangeName, const QByteArray &key, const FieldTable &headers = {})
    {
        std::map<QByteArray, quint64> before;
        for (const auto &[name, queue] : m_bench->host().queues())
            before[name] = queue->ready();
        const auto target = m_channel->publishTo(exchangeName);
        (void)m_channel->publish(**target, makeMessage(key, "x", false), [&] { return headers; });
        QByteArrayList reached;
        for (const auto &[name, queue] : m_bench->host().queues()) {
            for (quint64 n = before[name]; n < queue->ready(); ++n)
                reached.append(name);
        }
        std::sort(reached.begin(), reached.end());
        return reached;
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
        QCOMPARE(publish("amq.headers", "", table({{"f", text("pdf")}, {"n", FieldValue(qint64(7))}})),
                 QByteArrayList({"a", "b", "c"}));
        QCOMPARE(publish("amq.headers", "", table({{"f", text("pdf")}})), QByteArrayList({"b", "c"}));
        QCOMPARE(publish("amq.headers", "", table({{"g", text("z")}})), QByteArrayList({"b"}));
        QCOMPARE(publish("amq.headers", "", table({{"n", FieldValue(qint32(7))}})), QByteArrayList());
        QCOMPARE(publish("amq.headers", ""), QByteArrayList());
    }
    void headersWithX()
    {
        bind("amq.headers", "a", "", table({{"x-match", text("all")}, {"x-tag", text("1")}, {"k", text("v")}}));
        bind("amq.headers", "b", "", table({{"x-match", text("all-with-x")}, {"x-tag", text("1")}, {"k", text("v")}}));
        bind("amq.headers", "c", "", table({{"x-match", text("any-with-x")}, {"x-tag", text("1")}}));
        QCOMPARE(publish("amq.headers", "", table({{"k", text("v")}})), QByteArrayList({"a"}));
        QCOMPARE(publish("amq.headers", "", table({{"k", text("v")}, {"x-tag", text("1")}})),
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
        QCOMPARE(publish("amq.headers", "", table({{"g", text("2")}})), QByteArrayList());
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
        QTest::newRow("direct") << QByteArray("amq.direct");
        QTest::newRow("topic") << QByteArray("amq.topic");
        QTest::newRow("headers") << QByteArray("amq.headers");
    }
    void tenThousandBindingsAreNotScanned()
    {
        QFETCH(QByteArray, name);
        for (int i = 0; i < 10000; ++i) {
            const QByteArray key = "key." + QByteArray::number(i);
            bind(name, "a", key, name == "amq.headers" ? table({{"id", text(key.constData())}}) : FieldTable());
        }
        const auto target = m_channel->publishTo(name);
        quint64 copies = 0;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10000; ++i) {
            const QByteArray key = "key." + QByteArray::number(i);
            copies += m_channel
                          ->publish(**target, makeMessage(key, "x", false),
                                    [&] {
                                        return table({{"id", text(key.constData())}});
                                    })
                          .queues;
        }
        QCOMPARE(copies, quint64(10000));
        QVERIFY2(timer.elapsed() < 3000, "publishing grows with the number of bindings");
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_core_exchange.moc"
