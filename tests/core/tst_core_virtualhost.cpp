// SPDX-License-Identifier: GPL-3.0-or-later
// Declaring and deleting, with RabbitMQ's texts.
#include "core/accesscontrol.h"
#include "corefixture.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestVirtualHost : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    static constexpr ConnectionId me{1}, other{2};

    VirtualHost &host() { return m_bench->host(); }
    static QueueDefinition queue(const QByteArray &name, bool durable = true)
    {
        QueueDefinition definition;
        definition.name = name;
        definition.durable = durable;
        return definition;
    }
    template <typename T>
    static void expect(const Result<T> &result, BrokerError code, const QString &text)
    {
        QVERIFY(!result);
        QCOMPARE(result.error().detail, text);
        QCOMPARE(result.error().code, code);
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
    }
    void cleanup() { m_bench.reset(); }

    void redeclaringComparesEverything()
    {
        QVERIFY(host().declareQueue(queue("q"), me).ok());
        QVERIFY(host().declareQueue(queue("q"), other).ok());
        expect(host().declareQueue(queue("q", false), me), BrokerError::PreconditionFailed,
               QStringLiteral(
                   "inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but current is 'true'"));
        QueueDefinition withTtl = queue("q");
        withTtl.arguments.set("x-message-ttl", FieldValue(qint32(1000)));
        expect(host().declareQueue(withTtl, me), BrokerError::PreconditionFailed,
               QStringLiteral(
                   "inequivalent arg 'x-message-ttl' for queue 'q' in vhost '/': received the value '1000' of type "
                   "'signedint' but current is none"));
    }
    void whatNobodyKnowsIsNotCompared()
    {
        QueueDefinition withMore = queue("q");
        withMore.arguments.set("x-message-deduplication", FieldValue(true));
        QVERIFY(host().declareQueue(withMore, me).ok());
        QVERIFY(host().declareQueue(queue("q"), other).ok());
        withMore.arguments.set("x-message-deduplication", FieldValue(false));
        QVERIFY(host().declareQueue(withMore, other).ok());
        QVERIFY(host().queue("q")->definition().arguments.find("x-message-deduplication")->toBool() == true);
        withMore.arguments.set("x-max-length", FieldValue(qint32(1)));
        QCOMPARE(host().declareQueue(withMore, me).error().code, BrokerError::PreconditionFailed);
    }
    void anExclusiveQueueIsNotDurable()
    {
        QueueDefinition durable = queue("mine"), transient = queue("mine", false);
        durable.exclusive = transient.exclusive = true;
        for (const QueueDefinition &first : {durable, transient}) {
            QVERIFY(host().declareQueue(first, me).ok());
            QVERIFY(!host().queue("mine")->isDurable());
            QVERIFY(host().declareQueue(durable, me).ok());
            QVERIFY(host().declareQueue(transient, me).ok());
            QVERIFY(host().bind({"/", "amq.direct", DestinationType::Queue, "mine", "k", {}}, me).ok());
            QCOMPARE(host().declareQueue(durable, other).error().code, BrokerError::ResourceLocked);
            host().deleteExclusiveQueues(me);
            QVERIFY(!host().queue("mine"));
        }
        durable.name = "replicated";
        for (const char *type : {"quorum", "stream"}) {
            durable.arguments.set("x-queue-type", FieldValue(QByteArray(type)));
            expect(host().declareQueue(durable, me), BrokerError::PreconditionFailed,
                   QStringLiteral("invalid property 'non-durable' for queue 'replicated' in vhost '/'"));
        }
    }
    void twoValuesAreNamedWithoutTheirTypes()
    {
        QueueDefinition ten = queue("q"), eleven = queue("q");
        ten.arguments.set("x-max-length", FieldValue(qint32(10)));
        eleven.arguments.set("x-max-length", FieldValue(qint32(11)));
        QVERIFY(host().declareQueue(ten, me).ok());
        expect(host().declareQueue(eleven, me), BrokerError::PreconditionFailed,
               QStringLiteral(
                   "inequivalent arg 'x-max-length' for queue 'q' in vhost '/': received '11' but current is '10'"));
    }
    void aClassicQueueMaySaySo()
    {
        QueueDefinition classic = queue("q");
        classic.arguments.set("x-queue-type", FieldValue(QByteArray("classic")));
        QVERIFY(host().declareQueue(queue("q"), me).ok());
        QVERIFY(host().declareQueue(classic, me).ok());
        classic.name = "r";
        QVERIFY(host().declareQueue(classic, me).ok());
        QVERIFY(host().declareQueue(queue("r"), me).ok());
        QueueDefinition quorum = queue("q");
        quorum.arguments.set("x-queue-type", FieldValue(QByteArray("quorum")));
        expect(host().declareQueue(quorum, me), BrokerError::PreconditionFailed,
               QStringLiteral("inequivalent arg 'x-queue-type' for queue 'q' in vhost '/': received the value 'quorum' "
                              "of type 'longstr' but current is none"));
    }
    void aVirtualHostMayHaveADefaultType()
    {
        const auto setDefault = [&](const QByteArray &type) {
            FieldTable metadata;
            metadata.set("default_queue_type", FieldValue(type));
            QVERIFY(m_bench->broker.access().setMetadata("/", metadata).ok());
        };
        QVERIFY(host().declareQueue(queue("before"), me).ok());
        setDefault("quorum");
        QVERIFY(host().declareQueue(queue("q"), me).ok());
        QVERIFY(host().queue("q")->settings().kind == QueueKind::Quorum);
        QCOMPARE(host().queue("q")->definition().arguments.find("x-queue-type")->toText(),
                 std::optional<QByteArray>("quorum"));
        QVERIFY(host().declareQueue(queue("q"), other).ok()); // without the type, and with it
        QueueDefinition classic = queue("classic");
        classic.arguments.set("x-queue-type", FieldValue(QByteArray("classic")));
        QVERIFY(host().declareQueue(classic, me).ok());
        QVERIFY(host().queue("classic")->settings().kind == QueueKind::Classic);
        // What cannot be replicated stays a classic queue.
        QueueDefinition exclusive = queue("exclusive");
        exclusive.exclusive = true;
        QueueDefinition passing = queue("passing");
        passing.autoDelete = true;
        for (const QueueDefinition &definition : {exclusive, passing, queue("transient", false)}) {
            QVERIFY(host().declareQueue(definition, me).ok());
            QVERIFY(host().queue(definition.name)->settings().kind == QueueKind::Classic);
            QVERIFY(host().declareQueue(definition, me).ok());
        }
        // A queue from before the default has another type than a client asks for now, as in RabbitMQ.
        expect(host().declareQueue(queue("before"), me), BrokerError::PreconditionFailed,
               QStringLiteral("inequivalent arg 'x-queue-type' for queue 'before' in vhost '/': received the value "
                              "'quorum' of type 'longstr' but current is none"));
        setDefault("classic");
        QVERIFY(host().declareQueue(queue("before"), me).ok());
        setDefault("undefined");
        QVERIFY(host().declareQueue(queue("after"), me).ok());
        QVERIFY(!host().queue("after")->definition().arguments.contains("x-queue-type"));
    }
    void anUnknownHeadersMatchIsRefused()
    {
        QVERIFY(host().declareQueue(queue("q"), me).ok());
        FieldTable arguments;
        arguments.set("x-match", FieldValue(QByteArray("most")));
        expect(host().bind({"/", "amq.headers", DestinationType::Queue, "q", "", arguments}, me),
               BrokerError::PreconditionFailed,
               QStringLiteral("Invalid x-match field value \"most\"; expected all, any, all-with-x, or any-with-x"));
    }
    void argumentsCompareByValueNotWidth()
    {
        QueueDefinition narrow = queue("q"), wide = queue("q");
        narrow.arguments.set("x-message-ttl", FieldValue(qint32(1000)));
        wide.arguments.set("x-message-ttl", FieldValue(qint64(1000)));
        QVERIFY(host().declareQueue(narrow, me).ok());
        QVERIFY(host().declareQueue(wide, me).ok());
    }
    void exclusiveQueuesAreTheirConnections()
    {
        QueueDefinition definition = queue("mine", false);
        definition.exclusive = true;
        QVERIFY(host().declareQueue(definition, me).ok());
        const QString locked = QStringLiteral(
            "cannot obtain exclusive access to locked queue 'mine' in vhost '/'. It could be originally declared on "
            "another "
            "connection or the exclusive property value does not match that of the original declaration.");
        expect(host().declareQueue(definition, other), BrokerError::ResourceLocked, locked);
        expect(host().accessQueue("mine", other), BrokerError::ResourceLocked, locked);
        expect(host().deleteQueue("mine", other, false, false), BrokerError::ResourceLocked, locked);
        expect(host().bind({"/", "amq.direct", DestinationType::Queue, "mine", "", {}}, other),
               BrokerError::ResourceLocked, locked);
        host().deleteExclusiveQueues(me);
        QVERIFY(!host().queue("mine"));
    }
    void generatedNamesDiffer()
    {
        const QByteArray one = (*host().declareQueue(queue(""), me))->name();
        const QByteArray two = (*host().declareQueue(queue(""), me))->name();
        QVERIFY(one.startsWith("amq.gen-"));
        QVERIFY(one != two);
        QVERIFY(host().declareQueue(queue(one), me).ok());
    }
    void namesAreGeneratedForClassicQueuesOnly()
    {
        const auto typed = [&](const QByteArray &type) {
            QueueDefinition definition = queue("");
            definition.arguments.set("x-queue-type", FieldValue(type));
            return definition;
        };
        for (const char *type : {"quorum", "stream"}) {
            expect(host().declareQueue(typed(type), me), BrokerError::PreconditionFailed,
                   QStringLiteral("Cannot declare a server-named queue for type rabbit_%1_queue")
                       .arg(QLatin1StringView(type)));
        }
        QVERIFY(host().declareQueue(typed("classic"), me).ok());
        // The virtual host's default type makes it one, too.
        FieldTable metadata;
        metadata.set("default_queue_type", FieldValue(QByteArray("quorum")));
        QVERIFY(m_bench->broker.access().setMetadata("/", metadata).ok());
        expect(host().declareQueue(queue(""), me), BrokerError::PreconditionFailed,
               QStringLiteral("Cannot declare a server-named queue for type rabbit_quorum_queue"));
        QueueDefinition exclusive = queue("");
        exclusive.exclusive = true;
        QVERIFY(host().declareQueue(exclusive, me).ok());
    }
    void reservedNamesAreRefused()
    {
        expect(host().declareQueue(queue("amq.mine"), me), BrokerError::AccessRefused,
               QStringLiteral("queue name 'amq.mine' contains reserved prefix 'amq.*'"));
        expect(host().declareExchange({"/", "amq.mine", ExchangeType::Direct, true, false, false, {}}),
               BrokerError::AccessRefused, QStringLiteral("exchange name 'amq.mine' contains reserved prefix 'amq.*'"));
        QVERIFY(host().declareExchange({"/", "amq.direct", ExchangeType::Direct, true, false, false, {}}).ok());
        expect(host().deleteExchange("amq.direct", false), BrokerError::AccessRefused,
               QStringLiteral("deletion of system exchange 'amq.direct' in vhost '/' not allowed"));
    }
    void defaultExchangeCannotBeTouched()
    {
        const QString text = QStringLiteral("operation not permitted on the default exchange");
        host().declareQueue(queue("q"), me).ok();
        expect(host().declareExchange({"/", "", ExchangeType::Direct, true, false, false, {}}),
               BrokerError::AccessRefused, text);
        expect(host().deleteExchange("", false), BrokerError::AccessRefused, text);
        expect(host().bind({"/", "", DestinationType::Queue, "q", "", {}}, me), BrokerError::AccessRefused, text);
    }
    void exchangeTypeIsCompared()
    {
        QVERIFY(host().declareExchange({"/", "x", ExchangeType::Direct, true, false, false, {}}).ok());
        expect(host().declareExchange({"/", "x", ExchangeType::Fanout, true, false, false, {}}),
               BrokerError::PreconditionFailed,
               QStringLiteral(
                   "inequivalent arg 'type' for exchange 'x' in vhost '/': received 'fanout' but current is 'direct'"));
    }
    void deletingRespectsItsConditions()
    {
        host().declareQueue(queue("q"), me).ok();
        RecordingClient client;
        Channel &channel = m_bench->channel(client);
        m_bench->publish(channel, "q", "one");
        expect(host().deleteQueue("q", me, false, true), BrokerError::PreconditionFailed,
               QStringLiteral("queue 'q' in vhost '/' not empty"));
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(channel.consume(request).ok());
        expect(host().deleteQueue("q", me, true, false), BrokerError::PreconditionFailed,
               QStringLiteral("queue 'q' in vhost '/' in use"));
        QCOMPARE(*host().deleteQueue("q", me, false, false), quint64(1));
        QCOMPARE(client.cancelled.size(), 1);
        QCOMPARE(*host().deleteQueue("q", me, false, false), quint64(0));
        host().declareExchange({"/", "x", ExchangeType::Fanout, true, false, false, {}}).ok();
        host().declareQueue(queue("q"), me).ok();
        host().bind({"/", "x", DestinationType::Queue, "q", "", {}}, me).ok();
        expect(host().deleteExchange("x", true), BrokerError::PreconditionFailed,
               QStringLiteral("exchange 'x' in vhost '/' in use"));
    }
    void aQueueWithNothingReadyIsEmpty()
    {
        host().declareQueue(queue("q"), me).ok();
        RecordingClient client;
        Channel &channel = m_bench->channel(client);
        m_bench->publish(channel, "q", "one");
        QVERIFY(channel.get("q", false, [](const Channel::GetAnswer &) {}).ok());
        QCOMPARE(host().queue("q")->unacked(), quint64(1));
        QVERIFY(host().deleteQueue("q", me, false, true).ok());
        QVERIFY(!host().queue("q"));
    }
    void argumentsOfExchangesAreChecked()
    {
        const auto declare = [&](ExchangeType type, const char *name, const FieldValue &value) {
            FieldTable arguments;
            arguments.set(name, value);
            return host().declareExchange({"/", "x", type, true, false, false, arguments});
        };
        expect(declare(ExchangeType::Direct, "alternate-exchange", FieldValue(qint32(7))),
               BrokerError::PreconditionFailed,
               QStringLiteral("invalid type 'signedint' for arg 'alternate-exchange' in exchange 'x' in vhost '/'"));
        expect(declare(ExchangeType::ConsistentHash, "hash-property", FieldValue(QByteArray("app_id"))),
               BrokerError::PreconditionFailed, QStringLiteral("Unsupported property: app_id"));
        FieldTable both;
        both.set("hash-header", FieldValue(QByteArray("h")));
        both.set("hash-property", FieldValue(QByteArray("timestamp")));
        expect(host().declareExchange({"/", "x", ExchangeType::ConsistentHash, true, false, false, both}),
               BrokerError::PreconditionFailed, QStringLiteral("hash-header and hash-property are mutually exclusive"));
        QVERIFY(!host().exchange("x"));
    }
    void onlyTheAlternateExchangeIsComparedOfAnExchangesArguments()
    {
        FieldTable header, note, alternate;
        header.set("hash-header", FieldValue(QByteArray("h")));
        note.set("x-note", FieldValue(QByteArray("n")));
        alternate.set("alternate-exchange", FieldValue(QByteArray("y")));
        const auto declare = [&](const FieldTable &arguments) {
            return host().declareExchange({"/", "x", ExchangeType::ConsistentHash, true, false, false, arguments});
        };
        QVERIFY(declare(header).ok());
        QVERIFY(declare(note).ok());
        expect(declare(alternate), BrokerError::PreconditionFailed,
               QStringLiteral(
                   "inequivalent arg 'alternate-exchange' for exchange 'x' in vhost '/': received the value 'y' "
                   "of type 'longstr' but current is none"));
    }
    void aWeightIsANumberAboveZero()
    {
        host().declareQueue(queue("q"), me).ok();
        host().declareExchange({"/", "x", ExchangeType::ConsistentHash, true, false, false, {}}).ok();
        const auto bind = [&](const char *key) {
            return host().bind({"/", "x", DestinationType::Queue, "q", key, {}}, me);
        };
        expect(bind("0"), BrokerError::PreconditionFailed, QStringLiteral("The binding key must be greater than 0"));
        expect(bind("-3"), BrokerError::PreconditionFailed, QStringLiteral("The binding key must be greater than 0"));
        expect(bind("heavy"), BrokerError::PreconditionFailed,
               QStringLiteral("The binding key must be an integer: <<\"heavy\">>"));
        expect(bind(""), BrokerError::PreconditionFailed,
               QStringLiteral("The binding key must be an integer: <<\"\">>"));
        QVERIFY(bind("99999999999999999999").ok());
        QVERIFY(bind("10").ok());
    }
    void missingThingsAreNotFound()
    {
        expect(host().findQueue("q"), BrokerError::NotFound, QStringLiteral("no queue 'q' in vhost '/'"));
        expect(host().findExchange("x"), BrokerError::NotFound, QStringLiteral("no exchange 'x' in vhost '/'"));
        expect(host().bind({"/", "x", DestinationType::Queue, "q", "", {}}, me), BrokerError::NotFound,
               QStringLiteral("no queue 'q' in vhost '/'"));
        QVERIFY(host().unbind({"/", "x", DestinationType::Queue, "q", "", {}}, me).ok());
    }
    void definitionsComeBack()
    {
        host().declareQueue(queue("kept"), me).ok();
        host().declareQueue(queue("passing", false), me).ok();
        host().declareExchange({"/", "x", ExchangeType::Topic, true, false, false, {}}).ok();
        host().declareExchange({"/", "y", ExchangeType::Topic, false, false, false, {}}).ok();
        host().bind({"/", "x", DestinationType::Queue, "kept", "a.#", {}}, me).ok();
        host().bind({"/", "x", DestinationType::Queue, "passing", "a.#", {}}, me).ok();
        host().bind({"/", "y", DestinationType::Queue, "kept", "a.#", {}}, me).ok();
        m_bench->settle();
        const QueueId id = host().queue("kept")->id();
        m_bench = std::make_unique<Bench>(m_disk);
        QVERIFY(host().queue("kept"));
        QCOMPARE(host().queue("kept")->id(), id);
        QVERIFY(!host().queue("passing"));
        QVERIFY(host().exchange("x") && !host().exchange("y"));
        QCOMPARE(host().exchange("x")->bindings().size(), size_t(1));
        QVERIFY((*host().declareQueue(queue("new"), me))->id() > id);
    }
    void deletedDefinitionsStayAway()
    {
        host().declareQueue(queue("q"), me).ok();
        host().declareExchange({"/", "x", ExchangeType::Topic, true, false, false, {}}).ok();
        host().bind({"/", "x", DestinationType::Queue, "q", "k", {}}, me).ok();
        m_bench->settle();
        host().deleteQueue("q", me, false, false).ok();
        host().deleteExchange("x", false).ok();
        m_bench->settle();
        // The virtual host, guest, what guest may do, and what it proves itself by in SCRAM.
        QCOMPARE(m_disk.definitions.size(), size_t(5));
    }
};

SIGHTGLASS_TEST(TestVirtualHost)
#include "tst_core_virtualhost.moc"
