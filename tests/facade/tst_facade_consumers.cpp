// SPDX-License-Identifier: GPL-3.0-or-later
// Queues paused, consumers cancelled, messages taken by hand, offsets committed from outside, and what is recorded over time.
#include "facadefixture.h"

#include "program/testprogram.h"

#include <cmath>

using namespace test;

class TestConsumers : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;
    QObject m_context;
    HandState m_hand;

    static QString slash() { return QStringLiteral("/"); }
    EmbeddedSession &session() { return *m_engine->session; }
    Result<void> pause(const QString &queue, bool paused)
    {
        return await(session().setQueuePaused(slash(), queue, paused));
    }
    HandConsumerPtr byHand(const QString &queue)
    {
        m_hand = {};
        return session().consumeByHand(&m_context, m_engine->queue(queue).id,
                                       [this](const HandState &state) { m_hand = state; });
    }
    static std::optional<quint64> taken(const HandConsumerPtr &hand)
    {
        const auto answer = await(hand->take());
        return answer ? *answer : std::nullopt;
    }
    QList<ConnectionSnapshot> connections()
    {
        QObject context;
        std::optional<QList<ConnectionSnapshot>> connections;
        const auto subscription = session().watchConnections(
            &context, [&](const QList<ConnectionSnapshot> &now) { connections = now; }, 20);
        return QTest::qWaitFor([&] { return connections.has_value(); }, patienceMs) ? *connections
                                                                                    : QList<ConnectionSnapshot>();
    }
    static double sum(const History &history, HistoryFigure figure)
    {
        double all = 0;
        for (const HistorySeries &series : history.series) {
            for (const double value : series.values)
                all += series.figure == figure && !std::isnan(value) ? value : 0;
        }
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        QVERIFY(m_engine->declareQueue(QStringLiteral("q")));
    }
    void cleanup() { m_engine.reset(); }

    void aPausedQueueKeepsItsMessages()
    {
        QVERIFY(pause(QStringLiteral("q"), true).ok());
        QCOMPARE(m_engine->queue(QStringLiteral("q")).state, QueueSnapshot::State::Paused);
        const auto client = m_engine->connectClient("reader");
        QVERIFY(client);
        QByteArrayList bodies;
        client->whenDelivered = [&](const Delivery &delivery) { bodies << delivery.body; };
        client->consume("q", "c", 10, true);
        QVERIFY(m_engine->publish(QStringLiteral("q"), "a").ok());
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->queue(QStringLiteral("q")).consumers, 1u, patienceMs);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, 1u);
        QVERIFY(m_engine->restart());
        QCOMPARE(m_engine->queue(QStringLiteral("q")).state, QueueSnapshot::State::Paused);
        QVERIFY(pause(QStringLiteral("q"), false).ok());
        QVERIFY(m_engine->queue(QStringLiteral("q")).state != QueueSnapshot::State::Paused);
        QCOMPARE(pause(QStringLiteral("nobody"), true).error().code, BrokerError::NotFound);
        QVERIFY(await(session().createTopic({slash(), QStringLiteral("log"), 1, {}})).ok());
        QCOMPARE(pause(QStringLiteral("log"), true).error().code, BrokerError::NotAllowed);
    }

    void messagesAreTakenAndSettledByHand()
    {
        for (const char *body : {"a", "b", "c", "d"})
            QVERIFY(m_engine->publish(QStringLiteral("q"), body).ok());
        QVERIFY(pause(QStringLiteral("q"), true).ok()); // stepping through what stands still
        HandConsumerPtr hand = byHand(QStringLiteral("q"));
        QVERIFY(connections().isEmpty()); // it has taken nothing yet
        const auto first = taken(hand), second = taken(hand), third = taken(hand);
        QVERIFY(first && second && third);
        QTRY_COMPARE_WITH_TIMEOUT(m_hand.held.size(), 3, patienceMs);
        QCOMPARE(m_hand.held.at(1).message.preview, QByteArray("b"));
        QCOMPARE(m_hand.held.at(1).message.ref.offset, 1u);
        QCOMPARE(m_hand.held.at(1).message.state, MessageState::Unacked);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).unacked, 3u);
        // As a client among the others.
        const QList<ConnectionSnapshot> shown = connections();
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.front().name, QStringLiteral("window"));
        QCOMPARE(shown.front().channels.front().consumers.front().unacked, 3u);
        QCOMPARE(shown.front().channels.front().consumers.front().queueName, QStringLiteral("q"));
        const Result<MessageDetails> details = await(session().message(m_hand.held.at(1).message.ref));
        QCOMPARE(details->summary.holder, QStringLiteral("window"));

        QVERIFY(await(hand->settle(*second, HandSettlement::Acknowledge)).ok());
        QTRY_COMPARE_WITH_TIMEOUT(m_hand.held.size(), 2, patienceMs);
        QCOMPARE(await(hand->settle(*second, HandSettlement::Acknowledge)).error().code, BrokerError::NotFound);
        QVERIFY(await(hand->settle(*first, HandSettlement::Requeue)).ok());
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, 2u);
        const auto again = taken(hand); // its original place
        QTRY_VERIFY_WITH_TIMEOUT(m_hand.held.size() == 2 && m_hand.held.back().tag == *again, patienceMs);
        QCOMPARE(m_hand.held.back().message.preview, QByteArray("a"));
        QVERIFY(m_hand.held.back().message.redelivered);
        QVERIFY(taken(hand)); // d
        QVERIFY(!taken(hand));
        // Given back when it goes.
        hand.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->queue(QStringLiteral("q")).ready, 3u, patienceMs);
        QVERIFY(connections().isEmpty());
    }

    void aRejectedOneIsADeadLetter()
    {
        QVERIFY(m_engine->declareQueue(QStringLiteral("dead")));
        QueueSpec spec;
        spec.name = QStringLiteral("work");
        spec.arguments.set("x-dead-letter-exchange", FieldValue(QByteArray("")));
        spec.arguments.set("x-dead-letter-routing-key", FieldValue(QByteArray("dead")));
        QVERIFY(await(session().declareQueue(spec)).ok());
        QVERIFY(m_engine->publish(QStringLiteral("work"), "poor").ok());
        const HandConsumerPtr hand = byHand(QStringLiteral("work"));
        const auto tag = taken(hand);
        QVERIFY(tag);
        QVERIFY(await(hand->settle(*tag, HandSettlement::Reject)).ok());
        QVERIFY(m_engine->waitForMessages(QStringLiteral("dead"), 1));
        QCOMPARE(m_engine->queue(QStringLiteral("work")).total(), 0u);
    }

    void theQueueMayGoMeanwhile()
    {
        QVERIFY(m_engine->publish(QStringLiteral("q"), "a").ok());
        const HandConsumerPtr hand = byHand(QStringLiteral("q"));
        const auto tag = taken(hand);
        QVERIFY(await(session().deleteQueue(slash(), QStringLiteral("q"), false, false)).ok());
        QCOMPARE(await(hand->settle(*tag, HandSettlement::Acknowledge)).error().code, BrokerError::NotFound);
        QCOMPARE(await(hand->take()).error().code, BrokerError::NotFound);
        // And so may the virtual host.
        QVERIFY(await(session().putVirtualHost({QStringLiteral("dev"), {}, {}})).ok());
        QueueSpec spec;
        spec.virtualHost = QStringLiteral("dev");
        spec.name = QStringLiteral("other");
        QVERIFY(await(session().declareQueue(spec)).ok());
        PublishRequest request;
        request.virtualHost = spec.virtualHost;
        request.routingKey = spec.name;
        QVERIFY(await(session().publish(request)).ok());
        const HandConsumerPtr second = byHand(spec.name);
        QVERIFY(taken(second));
        QVERIFY(await(session().deleteVirtualHost(QStringLiteral("dev"))).ok());
        QTRY_VERIFY_WITH_TIMEOUT(!m_hand.ended.isEmpty() && m_hand.held.isEmpty(), patienceMs);
    }

    void itIsClosedLikeAConnection()
    {
        QVERIFY(m_engine->publish(QStringLiteral("q"), "a").ok());
        const HandConsumerPtr hand = byHand(QStringLiteral("q"));
        QVERIFY(taken(hand));
        const ConnectionSnapshot window = connections().value(0);
        QVERIFY(await(session().cancelConsumer(window.channels.front().consumers.front().id)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(!m_hand.ended.isEmpty(), patienceMs);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, 1u);
        QVERIFY(taken(hand)); // it begins anew
        QTRY_COMPARE_WITH_TIMEOUT(m_hand.held.size(), 1, patienceMs);
        QVERIFY(m_hand.ended.isEmpty());
        QVERIFY(await(session().closeConnection(window.id, QStringLiteral("enough"))).ok());
        QTRY_COMPARE_WITH_TIMEOUT(m_hand.ended, QStringLiteral("enough"), patienceMs);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, 1u);
    }

    void streamsAreNotTakenFrom()
    {
        QVERIFY(await(session().createTopic({slash(), QStringLiteral("log"), 1, {}})).ok());
        const HandConsumerPtr hand = byHand(QStringLiteral("log"));
        QCOMPARE(await(hand->take()).error().code, BrokerError::NotAllowed);
    }

    void aConsumerIsCancelled()
    {
        const auto client = m_engine->connectClient("reader");
        QVERIFY(client);
        client->consume("q", "c", 10, true);
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->queue(QStringLiteral("q")).consumers, 1u, patienceMs);
        const ConsumerId id = connections().front().channels.front().consumers.front().id;
        QVERIFY(await(session().cancelConsumer(id)).ok());
        QCOMPARE(m_engine->queue(QStringLiteral("q")).consumers, 0u);
        QVERIFY(client->isReady());
        QCOMPARE(await(session().cancelConsumer(id)).error().code, BrokerError::NotFound);
    }

    void anOffsetIsCommittedFromOutside()
    {
        QVERIFY(await(session().createTopic({slash(), QStringLiteral("clicks"), 2, {}})).ok());
        const auto commit = [this](const QString &topic, quint32 partition, qint64 offset) {
            return await(session().commitOffset(slash(), QStringLiteral("by-hand"), {topic, partition}, offset));
        };
        QVERIFY(commit(QStringLiteral("clicks"), 1, 0).ok());
        QObject context;
        QList<GroupSnapshot> groups;
        const auto subscription = session().watchGroups(
            &context, [&](const QList<GroupSnapshot> &now) { groups = now; }, 20);
        QTRY_COMPARE_WITH_TIMEOUT(groups.size(), 1, patienceMs);
        QCOMPARE(groups.front().name, QStringLiteral("by-hand"));
        QCOMPARE(groups.front().offsets.size(), 1);
        QCOMPARE(groups.front().offsets.front().partition, (PartitionName{QStringLiteral("clicks"), 1}));
        QCOMPARE(commit(QStringLiteral("clicks"), 2, 0).error().code, BrokerError::NotFound);
        QCOMPARE(commit(QStringLiteral("nothing"), 0, 0).error().code, BrokerError::NotFound);
        QCOMPARE(commit(QStringLiteral("clicks"), 0, -1).error().code, BrokerError::InvalidArgument);
    }

    void whatHappensIsRecordedAndFollowed()
    {
        const QueueId id = m_engine->queue(QStringLiteral("q")).id;
        QObject context;
        QList<History> pieces;
        const auto subscription =
            session().watchHistory(&context, {HistorySubject::of(id), HistoryResolution::Second, 0},
                                   [&](const History &piece) { pieces << piece; });
        for (int i = 0; i < 20; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("q"), "body").ok());
        const auto followed = [&](HistoryFigure figure) {
            double all = 0;
            for (const History &piece : std::as_const(pieces))
                all += sum(piece, figure);
            return all;
        };
        QTRY_COMPARE_WITH_TIMEOUT(followed(HistoryFigure::Published), 20, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(pieces.size() > 2, patienceMs); // it goes on while nothing happens
        for (qsizetype i = 1; i < pieces.size(); ++i)
            QCOMPARE(pieces.at(i).firstMs, pieces.at(i - 1).endMs());
        const Result<History> whole =
            await(session().history({HistorySubject::of(id), HistoryResolution::Second, pieces.front().firstMs}));
        QVERIFY(whole.ok());
        QCOMPARE(whole->firstMs, pieces.front().firstMs);
        QCOMPARE(sum(*whole, HistoryFigure::Published), 20);
        const Result<History> broker = await(session().history({{}, HistoryResolution::Second, 0}));
        QCOMPARE(sum(*broker, HistoryFigure::Published), 20);
        QVERIFY(sum(*broker, HistoryFigure::MemoryBytes) > 0);
        const Result<History> nobody =
            await(session().history({HistorySubject::ofGroup(slash(), QStringLiteral("nobody")), {}, 0}));
        QCOMPARE(nobody->size(), 0);
    }

    void connectionsAreRecorded()
    {
        const auto client = m_engine->connectClient("writer");
        QVERIFY(client);
        for (int i = 0; i < 30; ++i)
            client->publish("", "q", {}, "body");
        QVERIFY(m_engine->waitForMessages(QStringLiteral("q"), 30));
        const ConnectionId id = connections().front().id;
        QObject context;
        double published = 0, bytes = 0;
        const auto subscription =
            session().watchHistory(&context, {HistorySubject::of(id), {}, 0}, [&](const History &piece) {
                published += sum(piece, HistoryFigure::Published);
                bytes += sum(piece, HistoryFigure::BytesIn);
            });
        QTRY_COMPARE_WITH_TIMEOUT(published, 30, patienceMs);
        QVERIFY(bytes > 30 * 4);
    }
};

SIGHTGLASS_TEST(TestConsumers)
#include "tst_facade_consumers.moc"
