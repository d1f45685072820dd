// SPDX-License-Identifier: GPL-3.0-or-later
// x-delayed-message exchanges: waiting, going on in time, and surviving the end of the broker.
#include "corefixture.h"

#include "core/delayedmessages.h"
#include "core/publication.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;

namespace {

/// Messages whose property bytes are the decimal x-delay, or nothing.
FieldTable headersOf(const Message &message)
{
    FieldTable headers;
    if (message.propertiesSize > 0)
        headers.set("x-delay", FieldValue(message.properties().toByteArray().toLongLong()));
    return headers;
}

class DelayEditor : public PropertyEditor
{
public:
    FieldTable headers(const Message &message) const override { return headersOf(message); }
    std::optional<QByteArray> expiration(const Message &) const override { return std::nullopt; }
    std::optional<QByteArray> edited(const Message &, const Edit &edit) const override
    {
        return QByteArray::number(edit.headers.find("x-delay")->toInteger().value_or(0));
    }
};

RoutingInput::Reader readerOf(const Message &message)
{
    return RoutingInput::Reader([&message] { return headersOf(message); });
}

} // namespace

class TestDelayed : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    DelayEditor m_editor;
    std::unique_ptr<Bench> m_bench;
    RecordingClient m_client;
    Channel *m_channel = nullptr;
    qint64 m_now = 1'000'000;

    void start(const BrokerLimits &limits = {})
    {
        m_bench = std::make_unique<Bench>(m_disk, limits);
        m_bench->broker.setPropertyEditor(&m_editor);
        m_bench->store.autoCommit = true;
        m_bench->clock.now = m_now;
        m_channel = &m_bench->channel(m_client);
    }
    /// As after kill -9: what was not committed is lost.
    void restart()
    {
        m_bench.reset();
        start();
        m_bench->settle();
    }
    void passes(qint64 milliseconds)
    {
        m_now = m_bench->clock.now += milliseconds;
        m_bench->broker.wake();
        m_bench->settle();
    }
    Result<Exchange *> declare(const FieldTable &arguments, bool durable = true)
    {
        return m_bench->host().declareExchange({"/", "later", ExchangeType::Delayed, durable, false, false, arguments});
    }
    static FieldTable delayedType(const char *type)
    {
        FieldTable arguments;
        arguments.set("x-delayed-type", FieldValue(QByteArray(type)));
        return arguments;
    }
    PublishOutcome publish(const QByteArray &exchange, const QByteArray &key, const QByteArray &body, qint64 delay)
    {
        const auto message = makeMessage(key, body, true);
        const QByteArray properties = delay == 0 ? QByteArray() : QByteArray::number(delay);
        message->payload = properties + body;
        message->propertiesSize = quint32(properties.size());
        return m_channel->publish(**m_channel->publishTo(exchange), message, {&readerOf, false});
    }
    Queue *queue(const char *name) { return m_bench->host().queue(name); }
    Queue *room() { return queue("amq.delayed.later"); }
    /// The bodies in the queue, which is emptied.
    QByteArrayList drain(const char *name)
    {
        QByteArrayList bodies;
        bool more = true;
        while (more) {
            const auto got = m_channel->get(name, true, [&](const Channel::GetAnswer &answer) {
                more = answer.deliveryTag != 0;
                if (more)
                    bodies.append(answer.message->payload);
            });
            more = more && got.ok();
        }
        return bodies;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_now = 1'000'000;
        m_client = {};
        start();
        m_bench->declare("q");
    }
    void cleanup() { m_bench.reset(); }

    void asksForATypeToRouteBy()
    {
        for (const FieldTable &arguments : {FieldTable(), delayedType("x-delayed-message"), delayedType("none")}) {
            const auto declared = declare(arguments);
            QCOMPARE(declared.error().code, BrokerError::PreconditionFailed);
            QCOMPARE(declared.error().detail,
                     QStringLiteral("Invalid argument, 'x-delayed-type' must be an existing exchange type"));
        }
        QVERIFY(declare(delayedType("x-consistent-hash")).ok());
        QVERIFY(!m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "no weight", {}}, {}).ok());
    }
    void waitsAndGoesOnInTheOrderOfTime()
    {
        QVERIFY(declare(delayedType("topic")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "a.*", {}}, {}).ok());
        publish("later", "a.x", "third", 3000);
        publish("later", "a.x", "first", 1000);
        publish("later", "b.x", "nowhere", 1000);
        publish("later", "a.x", "second", 2000);
        QCOMPARE(publish("later", "a.x", "now", 0).queues, quint32(1));
        m_bench->settle();
        QCOMPARE(room()->delayed(), quint64(4));
        QCOMPARE(room()->ready() + room()->unacked(), quint64(0));
        QCOMPARE(drain("q"), QByteArrayList({"now"}));
        passes(999);
        QCOMPARE(queue("q")->ready(), quint64(0));
        passes(1001);
        QCOMPARE(drain("q"), QByteArrayList({"-1000first", "-2000second"}));
        QCOMPARE(room()->delayed(), quint64(1));
        passes(60000);
        QCOMPARE(drain("q"), QByteArrayList({"-3000third"}));
        QCOMPARE(room()->log().live(), quint64(0));
    }
    void whatIsNoDelayIsNone_data()
    {
        QTest::addColumn<qint64>("delay");
        QTest::newRow("none") << qint64(0);
        QTest::newRow("negative") << qint64(-5);
        QTest::newRow("more than a timer takes") << qint64(4294967296);
    }
    void whatIsNoDelayIsNone()
    {
        QFETCH(qint64, delay);
        QVERIFY(declare(delayedType("fanout")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "", {}}, {}).ok());
        publish("later", "", "x", delay);
        QCOMPARE(queue("q")->ready(), quint64(1));
    }
    void reachedThroughAnotherExchangeItDelaysToo()
    {
        QVERIFY(declare(delayedType("direct")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "k", {}}, {}).ok());
        QVERIFY(m_bench->host().bind({"/", "amq.fanout", DestinationType::Exchange, "later", "", {}}, {}).ok());
        publish("amq.fanout", "k", "now", 0);
        publish("amq.fanout", "k", "later", 100);
        QCOMPARE(drain("q"), QByteArrayList({"now"}));
        passes(100);
        QCOMPARE(drain("q"), QByteArrayList({"-100later"}));
    }
    void isConfirmedOnceItIsSafe()
    {
        QVERIFY(declare(delayedType("direct")).ok());
        m_bench->settle();
        QVERIFY(m_channel->selectConfirms().ok());
        m_bench->store.autoCommit = false;
        publish("later", "k", "x", 1000);
        m_bench->settle();
        QCOMPARE(m_client.confirmedUpTo(), quint64(0));
        m_bench->store.commitAll();
        m_bench->settle();
        QCOMPARE(m_client.confirmedUpTo(), quint64(1));
        m_bench->store.autoCommit = true;
    }
    void survivesTheEndOfTheBroker()
    {
        QVERIFY(declare(delayedType("direct")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "k", {}}, {}).ok());
        for (int i = 0; i < 500; ++i)
            publish("later", "k", ":" + QByteArray::number(i), i % 2 ? 1000 : 5000);
        m_bench->settle();
        m_now += 2000; // while it is away
        restart();
        QVERIFY(m_bench->host().exchange("later")->waitingRoom());
        QCOMPARE(room()->unacked(), quint64(0));
        passes(0);
        QCOMPARE(drain("q").size(), 250);
        QCOMPARE(room()->delayed(), quint64(250));
        publish("later", "k", "new", 100);
        passes(100);
        QCOMPARE(drain("q"), QByteArrayList({"-100new"}));
        passes(3000);
        QCOMPARE(drain("q").size(), 250);
        m_bench->settle();
        restart();
        QCOMPARE(room()->log().live(), quint64(0));
        QCOMPARE(queue("q")->ready(), quint64(0));
    }
    void goesOnInOneTransaction()
    {
        QVERIFY(declare(delayedType("direct")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "k", {}}, {}).ok());
        publish("later", "k", "x", 1000);
        m_bench->settle();
        m_bench->store.autoCommit = false;
        passes(1000);
        QCOMPARE(queue("q")->ready(), quint64(1));
        restart(); // before that was committed
        QCOMPARE(queue("q")->ready(), quint64(0));
        passes(0);
        QCOMPARE(queue("q")->ready(), quint64(1));
        restart(); // after it was
        passes(0);
        QCOMPARE(drain("q"), QByteArrayList({"-1000x"}));
    }
    void largeOnesGoOnInOneTransactionToo()
    {
        QVERIFY(declare(delayedType("direct")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "k", {}}, {}).ok());
        constexpr int count = 30;
        for (int i = 0; i < count; ++i)
            publish("later", "k", ":" + QByteArray(64 * 1024, 'x'), 1000);
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        m_bench->store.autoCommit = false;
        passes(1000);
        m_bench->store.commit(); // what has left the waiting room is where it goes
        restart();
        passes(0);
        QCOMPARE(queue("q")->ready(), quint64(count));
    }
    void whatWasPagedOutIsReadWhenItIsDue()
    {
        BrokerLimits limits;
        limits.cacheBytes = 64 * 1024;
        m_bench.reset();
        start(limits);
        m_bench->declare("q");
        QVERIFY(declare(delayedType("direct")).ok());
        QVERIFY(m_bench->host().bind({"/", "later", DestinationType::Queue, "q", "k", {}}, {}).ok());
        constexpr int count = 20000;
        for (int i = 0; i < count; ++i) {
            publish("later", "k", ":" + QByteArray::number(i), 1000 + i % 7);
            if (i % 1000 == 999)
                m_bench->settle();
        }
        QVERIFY(room()->delayed() == count);
        QVERIFY(m_bench->broker.memoryUse().footprint < quint64(count) * 100);
        passes(2000);
        while (m_bench->store.hasLoads())
            m_bench->settle();
        QCOMPARE(room()->log().live(), quint64(0));
        QCOMPARE(queue("q")->ready(), quint64(count));
    }
    void theWaitingRoomComesAndGoesWithItsExchange()
    {
        QVERIFY(declare(delayedType("direct")).ok());
        publish("later", "k", "x", 1000);
        QCOMPARE(m_bench->host().deleteQueue("amq.delayed.later", {}, false, false).error().code,
                 BrokerError::AccessRefused);
        QCOMPARE(room()->purge(), quint64(0));
        QCOMPARE(room()->delayed(), quint64(1));
        QVERIFY(m_bench->host().deleteExchange("later", false).ok());
        QVERIFY(!room());
        passes(1000);
        m_bench->settle();
        restart();
        QVERIFY(!room());
        QVERIFY(!m_bench->host().exchange("later"));
    }
};

SIGHTGLASS_TEST(TestDelayed)
#include "tst_core_delayed.moc"
