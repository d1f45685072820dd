// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of the window, and the errors a client would get.
#include "facadefixture.h"

#include "program/testprogram.h"

using namespace test;

class TestCommands : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;
    const QString m_host = QStringLiteral("/");

    EmbeddedSession &session() { return *m_engine->session; }
    template <typename T>
    static BrokerError codeOf(const Result<T> &result)
    {
        return result.ok() ? BrokerError::None : result.error().code;
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
    }
    void cleanup() { m_engine.reset(); }

    void declaresExchanges()
    {
        ExchangeSpec spec;
        spec.name = QStringLiteral("orders");
        spec.type = ExchangeType::Topic;
        const Result<ExchangeId> id = await(session().declareExchange(spec));
        QVERIFY(id.ok() && id->isValid());
        QCOMPARE(await(session().declareExchange(spec)).value(), *id);
        spec.type = ExchangeType::Fanout;
        QCOMPARE(codeOf(await(session().declareExchange(spec))), BrokerError::PreconditionFailed);
        spec.name = QStringLiteral("amq.mine");
        QCOMPARE(codeOf(await(session().declareExchange(spec))), BrokerError::AccessRefused);
        spec.name = QString(256, u'x');
        QCOMPARE(codeOf(await(session().declareExchange(spec))), BrokerError::InvalidArgument);
        spec.virtualHost = QStringLiteral("elsewhere");
        QCOMPARE(codeOf(await(session().declareExchange(spec))), BrokerError::NotFound);
    }

    void deletesExchanges()
    {
        ExchangeSpec spec;
        spec.name = QStringLiteral("e");
        QVERIFY(await(session().declareExchange(spec)).ok());
        QVERIFY(m_engine->declareQueue(QStringLiteral("q")));
        BindingSpec binding;
        binding.source = spec.name;
        binding.destination = QStringLiteral("q");
        QVERIFY(await(session().bind(binding)).ok());
        QCOMPARE(codeOf(await(session().deleteExchange(m_host, spec.name, true))), BrokerError::PreconditionFailed);
        QVERIFY(await(session().deleteExchange(m_host, spec.name, false)).ok());
        QCOMPARE(codeOf(await(session().bind(binding))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().deleteExchange(m_host, QStringLiteral("amq.topic"), false))),
                 BrokerError::AccessRefused);
    }

    void declaresQueues()
    {
        QueueSpec spec;
        spec.name = QStringLiteral("q");
        QCOMPARE(await(session().declareQueue(spec)).value(), spec.name);
        spec.durable = false;
        QCOMPARE(codeOf(await(session().declareQueue(spec))), BrokerError::PreconditionFailed);
        spec.name.clear();
        QVERIFY(await(session().declareQueue(spec))->startsWith(QStringLiteral("amq.gen-")));
        spec.exclusive = true;
        QCOMPARE(codeOf(await(session().declareQueue(spec))), BrokerError::NotAllowed);
    }

    void deletesQueues()
    {
        QVERIFY(m_engine->declareQueue(QStringLiteral("q")));
        QVERIFY(m_engine->publish(QStringLiteral("q"), "x").ok());
        QCOMPARE(codeOf(await(session().deleteQueue(m_host, QStringLiteral("q"), false, true))),
                 BrokerError::PreconditionFailed);
        QCOMPARE(await(session().deleteQueue(m_host, QStringLiteral("q"), false, false)).value(), quint64(1));
        QVERIFY(m_engine->queues().isEmpty());
    }

    void bindsAndUnbinds()
    {
        QVERIFY(m_engine->declareQueue(QStringLiteral("q")));
        BindingSpec binding;
        binding.source = QStringLiteral("amq.topic");
        binding.destination = QStringLiteral("q");
        binding.routingKey = QStringLiteral("eu.#");
        QCOMPARE(await(session().bind(binding)).value(), true);
        QCOMPARE(await(session().bind(binding)).value(), false); // it was already
        PublishRequest request;
        request.exchange = binding.source;
        request.routingKey = QStringLiteral("eu.new");
        QCOMPARE(await(session().publish(request))->queues, QStringList{QStringLiteral("q")});
        QCOMPARE(await(session().unbind(binding)).value(), true);
        QCOMPARE(await(session().unbind(binding)).value(), false);
        QVERIFY(await(session().publish(request))->queues.isEmpty());
        binding.source.clear();
        QCOMPARE(codeOf(await(session().bind(binding))), BrokerError::AccessRefused);
    }

    void aFullQueueIsNoFailingStore()
    {
        QueueSpec full;
        full.name = QStringLiteral("full");
        full.arguments.set("x-max-length", qint64(1));
        full.arguments.set("x-overflow", QByteArray("reject-publish"));
        QVERIFY(await(session().declareQueue(full)).ok());
        QVERIFY(m_engine->publish(full.name, "1").ok());
        const Result<PublishReceipt> refused = m_engine->publish(full.name, "2");
        QCOMPARE(codeOf(refused), BrokerError::ResourceExhausted);
        QCOMPARE(refused.error().detail, QStringLiteral("a queue is full and refused it"));
    }

    void publishesHonestly()
    {
        QVERIFY(m_engine->declareQueue(QStringLiteral("a")));
        QVERIFY(m_engine->declareQueue(QStringLiteral("b")));
        for (const QString &queue : {QStringLiteral("b"), QStringLiteral("a")}) {
            BindingSpec binding;
            binding.source = QStringLiteral("amq.fanout");
            binding.destination = queue;
            QVERIFY(await(session().bind(binding)).ok());
        }
        PublishRequest request;
        request.exchange = QStringLiteral("amq.fanout");
        request.body = "{}";
        request.properties.contentType = QStringLiteral("application/json");
        request.properties.deliveryMode = quint8(2);
        request.properties.headers.set("n", qint64(1));
        const Result<PublishReceipt> receipt = await(session().publish(request));
        QCOMPARE(receipt->queues, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(receipt->message.isValid());

        const QueueSnapshot queue = m_engine->queue(QStringLiteral("a"));
        const auto page = await(session().browse(queue.id, 0, 10));
        QCOMPARE(page->messages.first().id, receipt->message);
        const auto details = await(session().message(page->messages.first().ref));
        QCOMPARE(details->properties, request.properties);
        QCOMPARE(details->body, request.body);
        QCOMPARE(details->queue, QStringLiteral("a"));
    }

    void publishingElsewhereFails()
    {
        PublishRequest request;
        request.exchange = QStringLiteral("nowhere");
        QCOMPARE(codeOf(await(session().publish(request))), BrokerError::NotFound);
        request.exchange = QStringLiteral("amq.rabbitmq.trace");
        QCOMPARE(codeOf(await(session().publish(request))), BrokerError::AccessRefused);
        request.exchange.clear();
        request.routingKey = QString(256, u'x');
        QCOMPARE(codeOf(await(session().publish(request))), BrokerError::InvalidArgument);
        request.routingKey = QStringLiteral("nobody");
        const Result<PublishReceipt> unrouted = await(session().publish(request));
        QVERIFY(unrouted.ok() && unrouted->queues.isEmpty());
    }

    void aReceiptComesAfterTheCommit()
    {
        QVERIFY(m_engine->declareQueue(QStringLiteral("q")));
        QList<QFuture<Result<PublishReceipt>>> answers;
        for (int i = 0; i < 2000; ++i) {
            PublishRequest request;
            request.routingKey = QStringLiteral("q");
            request.body = QByteArray::number(i);
            request.properties.deliveryMode = quint8(2);
            answers.append(session().publish(request));
        }
        quint64 last = 0;
        for (const auto &answer : answers) {
            const Result<PublishReceipt> receipt = await(answer);
            QVERIFY(receipt.ok());
            QVERIFY(receipt->message.v > last);
            last = receipt->message.v;
        }
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, quint64(2000));
    }

    void closesAConnection()
    {
        const auto client = m_engine->connectClient("doomed");
        QVERIFY(client);
        QList<ConnectionSnapshot> connections;
        const auto watch = session().watchConnections(
            this, [&](const auto &now) { connections = now; }, 20);
        QTRY_COMPARE(connections.size(), 1);
        QCOMPARE(connections.first().name, QStringLiteral("doomed"));
        QVERIFY(await(session().closeConnection(connections.first().id, QStringLiteral("just so"))).ok());
        QTRY_VERIFY(!client->isReady());
        QTRY_VERIFY(connections.isEmpty());
        QCOMPARE(codeOf(await(session().closeConnection(ConnectionId{4711}, {}))), BrokerError::NotFound);
    }
};

SIGHTGLASS_TEST(TestCommands)
#include "tst_facade_commands.moc"
