// SPDX-License-Identifier: GPL-3.0-or-later
// Where did it go? Through the session, with clients over real sockets and a real store: routes explained, what went astray kept
// and sent on, the life of a message told, replays and dead letters included.
#include "facadefixture.h"

#include "program/testprogram.h"

#include <engine/replay.h>

using namespace test;
using namespace Qt::StringLiterals;
using S = LifecycleStep;

class TestFacadeJourneys : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;
    QObject m_context;
    SubscriptionPtr m_recording;

    EmbeddedSession &session() { return *m_engine->session; }
    /// Journeys are recorded from here on.
    bool record()
    {
        std::optional<JourneyRecording> begun;
        m_recording = session().watchJourneys(
            &m_context, [&begun](const JourneyRecording &now) { begun = now; }, 20);
        const bool has = QTest::qWaitFor([&] { return begun.has_value(); }, patienceMs);
        m_recording = session().watchJourneys(
            &m_context, [](const JourneyRecording &) {}, 1);
        return has;
    }
    UnroutedTray tray()
    {
        QObject context;
        std::optional<UnroutedTray> tray;
        const auto subscription = session().watchUnrouted(
            &context, [&](const UnroutedTray &now) { tray = now; }, 20);
        const bool came = QTest::qWaitFor([&] { return tray.has_value(); }, patienceMs);
        return came ? *tray : UnroutedTray();
    }
    bool waitForUnrouted(qsizetype count)
    {
        return QTest::qWaitFor([&] { return tray().messages.size() == count; }, patienceMs);
    }
    Result<Journey> journey(MessageId message, MessageRef ref = {}) { return await(session().journey(message, ref)); }
    static bool has(const Journey &journey, S step)
    {
        return std::any_of(journey.steps.begin(), journey.steps.end(),
                           [step](const JourneyStep &s) { return s.step == step; });
    }
    static JourneyStep find(const Journey &journey, S step)
    {
        for (const JourneyStep &s : journey.steps) {
            if (s.step == step)
                return s;
        }
        return {};
    }
    Result<PublishReceipt> publish(const QString &exchange, const QString &key, const QByteArray &body)
    {
        PublishRequest request;
        request.exchange = exchange;
        request.routingKey = key;
        request.body = body;
        request.properties.deliveryMode = quint8(2);
        request.properties.contentType = u"text/plain"_s;
        request.properties.headers.set("kind", FieldValue(QByteArray("test")));
        return await(session().publish(request));
    }
    bool bind(const QString &exchange, const QString &queue, const QString &key)
    {
        BindingSpec spec;
        spec.source = exchange;
        spec.destination = queue;
        spec.routingKey = key;
        return await(session().bind(spec)).ok();
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        QVERIFY(m_engine->declareQueue(u"q"_s));
    }
    void cleanup()
    {
        m_recording.reset();
        m_engine.reset();
    }

    void explainsARoute()
    {
        QVERIFY(bind(u"amq.topic"_s, u"q"_s, u"eu.*"_s));
        RoutingRequest request;
        request.exchange = u"amq.topic"_s;
        request.routingKey = u"us.new"_s;
        const Result<RoutingExplanation> lost = await(session().explainRouting(request));
        QVERIFY(lost.ok());
        QVERIFY(!lost->isRouted());
        QCOMPARE(lost->exchanges.first().bindings.first().verdict, BindingVerdict::OtherWord);
        QCOMPARE(lost->suggestions.first().key, u"eu.new"_s);
        request.routingKey = u"eu.new"_s;
        QCOMPARE(await(session().explainRouting(request))->queues.first().name, u"q"_s);
        request.exchange = u"nowhere"_s;
        QCOMPARE(await(session().explainRouting(request)).error().code, BrokerError::NotFound);
    }

    void keepsWhatAClientLost()
    {
        const auto client = m_engine->connectClient("shop-web");
        QVERIFY(client);
        engine::wire::amqp::BasicProperties properties;
        properties.contentType = "application/json";
        client->publish("amq.direct", "nobody", properties, "{\"id\":17}");
        QVERIFY(waitForUnrouted(1));
        const UnroutedMessage kept = tray().messages.first();
        QCOMPARE(kept.client, u"shop-web"_s);
        QCOMPARE(kept.user, u"guest"_s);
        QCOMPARE(kept.exchange, u"amq.direct"_s);
        QCOMPARE(kept.routingKey, u"nobody"_s);
        QCOMPARE(kept.contentType, u"application/json"_s);
        QCOMPARE(kept.preview, QByteArray("{\"id\":17}"));
        client->close();
        const Result<MessageDetails> details = await(session().unroutedMessage(kept.id));
        QVERIFY(details.ok());
        QCOMPARE(details->body, QByteArray("{\"id\":17}"));
        QCOMPARE(details->properties.contentType, std::optional(u"application/json"_s));
    }

    void republishesWhereItIsRouted()
    {
        QVERIFY(publish(u"amq.direct"_s, u"nobody"_s, "lost")->queues.isEmpty());
        QVERIFY(waitForUnrouted(1));
        const UnroutedMessage kept = tray().messages.first();
        // Nowhere again: it stays, and is there once.
        Result<PublishReceipt> receipt = await(session().republishUnrouted(kept.id, {u"amq.direct"_s, u"still"_s}));
        QVERIFY(receipt.ok());
        QVERIFY(receipt->queues.isEmpty());
        QCOMPARE(tray().messages.size(), 1);
        QCOMPARE(tray().messages.first().id, kept.id);
        receipt = await(session().republishUnrouted(kept.id, {{}, u"q"_s}));
        QVERIFY(receipt.ok());
        QCOMPARE(receipt->queues, QStringList{u"q"_s});
        QVERIFY(tray().messages.isEmpty());
        const QueueSnapshot queue = m_engine->queue(u"q"_s);
        const Result<MessageDetails> details = await(session().message({queue.id, 0}));
        QCOMPARE(details->body, QByteArray("lost"));
        QCOMPARE(details->properties.contentType, std::optional(u"text/plain"_s));
        QVERIFY(details->properties.headers.contains("kind"));
        QVERIFY(details->summary.persistent);
        QCOMPARE(await(session().republishUnrouted(kept.id, {{}, u"q"_s})).error().code, BrokerError::NotFound);
    }

    void forgets()
    {
        for (int i = 0; i < 3; ++i)
            QVERIFY(publish(u"amq.direct"_s, QString::number(i), "x").ok());
        QVERIFY(waitForUnrouted(3));
        const QList<UnroutedMessage> messages = tray().messages;
        QCOMPARE(*await(session().forgetUnrouted({messages.last().id})), 1u);
        QCOMPARE(tray().messages.size(), 2);
        QCOMPARE(*await(session().forgetUnrouted({})), 2u);
        QVERIFY(tray().messages.isEmpty());
    }

    void overviewCountsThem()
    {
        QVERIFY(publish(u"amq.direct"_s, u"x"_s, "x").ok());
        OverviewSnapshot overview;
        const auto subscription = session().watchOverview(
            &m_context, [&](const OverviewSnapshot &now) { overview = now; }, 20);
        QTRY_COMPARE_WITH_TIMEOUT(overview.unrouted, 1u, patienceMs);
    }

    void tellsTheLifeOfAClientsMessage()
    {
        QVERIFY(record());
        QVERIFY(bind(u"amq.topic"_s, u"q"_s, u"eu.*"_s));
        const auto shop = m_engine->connectClient("shop-web");
        const auto billing = m_engine->connectClient("billing-svc");
        QVERIFY(shop && billing);
        MessageId id;
        QList<LiveEvent> events;
        const auto tap = session().tap(&m_context, {}, [&](const LiveBatch &batch) { events += batch.events; });
        billing->whenDelivered = [&](const Delivery &delivery) { billing->ack(delivery.tag); };
        billing->consume("q", "worker", 10, false);
        shop->publish("amq.topic", "eu.new", {}, "one");
        QTRY_VERIFY_WITH_TIMEOUT(
            std::any_of(events.begin(), events.end(), [](const LiveEvent &e) { return e.step == S::Acked; }),
            patienceMs);
        id = events.first().message;
        QVERIFY(id.isValid());
        const Result<Journey> told = journey(id);
        QVERIFY(told.ok());
        QVERIFY(told->isWhole);
        QVERIFY(!told->isThere);
        QCOMPARE(told->steps.size(), 5);
        QCOMPARE(find(*told, S::Published).client, u"shop-web"_s);
        QCOMPARE(find(*told, S::Published).protocol, u"AMQP 0-9-1"_s);
        QCOMPARE(find(*told, S::Routed).via.size(), 1);
        QCOMPARE(find(*told, S::Routed).via.first().routingKey, u"eu.*"_s);
        QCOMPARE(find(*told, S::Delivered).client, u"billing-svc"_s);
        QCOMPARE(find(*told, S::Delivered).consumerTag, u"worker"_s);
        QCOMPARE(find(*told, S::Acked).client, u"billing-svc"_s);
        // Names are kept when their owners have gone.
        shop->close();
        billing->close();
        QCOMPARE(find(*journey(id), S::Published).client, u"shop-web"_s);
    }

    void linksReplays()
    {
        QVERIFY(record());
        QVERIFY(m_engine->declareQueue(u"copy"_s));
        const Result<PublishReceipt> first = publish({}, u"q"_s, "one");
        QVERIFY(first.ok());
        ReplaySpec spec;
        spec.source.kind = ReplaySource::Kind::Queue;
        spec.source.name = u"q"_s;
        spec.target.name = u"copy"_s;
        QVERIFY(await(session().startReplay(spec)).ok());
        QVERIFY(m_engine->waitForMessages(u"copy"_s, 1));
        const QueueSnapshot copy = m_engine->queue(u"copy"_s);
        const Result<Journey> ofCopy = journey({}, {copy.id, 0});
        QVERIFY(ofCopy.ok());
        QVERIFY(ofCopy->message != first->message);
        QVERIFY(has(*ofCopy, S::Replayed));
        QCOMPARE(find(*ofCopy, S::Replayed).queue, u"q"_s);
        const Result<Journey> ofFirst = journey(first->message);
        QCOMPARE(find(*ofFirst, S::Replayed).message, ofCopy->message);
    }

    void completesFromTheHeadersAfterARestart()
    {
        QueueSpec mortal;
        mortal.name = u"mortal"_s;
        mortal.arguments.set("x-dead-letter-exchange", FieldValue(QByteArray()));
        mortal.arguments.set("x-dead-letter-routing-key", FieldValue(QByteArray("q")));
        mortal.arguments.set("x-message-ttl", FieldValue(qint32(1)));
        QVERIFY(await(session().declareQueue(mortal)).ok());
        QVERIFY(publish({}, u"mortal"_s, "one").ok());
        QVERIFY(m_engine->waitForMessages(u"q"_s, 1));
        QVERIFY(m_engine->restart());
        QVERIFY(record());
        const QueueSnapshot queue = m_engine->queue(u"q"_s);
        const Result<Journey> told = journey({}, {queue.id, 0});
        QVERIFY(told.ok());
        QVERIFY(!told->isWhole);
        QVERIFY(told->isThere);
        QVERIFY(told->recordedSinceMs > 0);
        const JourneyStep death = find(*told, S::DeadLettered);
        QCOMPARE(death.known, JourneyStep::Known::FromMessage);
        QCOMPARE(death.cause, StepCause::Expired);
        QCOMPARE(death.queue, u"mortal"_s);
        QCOMPARE(told->steps.last().known, JourneyStep::Known::Now);
        QCOMPARE(told->steps.last().queue, u"q"_s);
    }

    void recordingEndsWithTheLastWatcher()
    {
        QVERIFY(record());
        const Result<PublishReceipt> receipt = publish({}, u"q"_s, "one");
        QVERIFY(journey(receipt->message)->isWhole);
        m_recording.reset();
        QTRY_COMPARE_WITH_TIMEOUT(journey(receipt->message)->recordedSinceMs, 0, patienceMs);
    }

    void theFeedFollowsOneMessage()
    {
        QList<LiveEvent> events;
        LiveFilter filter;
        const Result<PublishReceipt> receipt = publish({}, u"q"_s, "one");
        QVERIFY(publish({}, u"q"_s, "two").ok());
        filter.message = receipt->message;
        const auto tap = session().tap(&m_context, filter, [&](const LiveBatch &batch) { events += batch.events; });
        const auto client = m_engine->connectClient("billing-svc");
        QVERIFY(client);
        int delivered = 0;
        client->whenDelivered = [&](const Delivery &delivery) {
            client->ack(delivery.tag);
            ++delivered;
        };
        client->consume("q", "worker", 10, false);
        QTRY_COMPARE_WITH_TIMEOUT(delivered, 2, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(events.size(), 2, patienceMs);
        QCOMPARE(events[0].step, S::Delivered);
        QCOMPARE(events[1].step, S::Acked);
        for (const LiveEvent &event : std::as_const(events))
            QCOMPARE(event.message, receipt->message);
    }
};

SIGHTGLASS_TEST(TestFacadeJourneys)
#include "tst_facade_journeys.moc"
