// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at messages in place, and purging with a way back, with the real store beneath.
#include "facadefixture.h"

#include "program/testprogram.h"

using namespace test;

class TestMessages : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    EmbeddedSession &session() { return *m_engine->session; }
    Result<UndoToken> purge(BrokerSession::PurgeMode mode = BrokerSession::PurgeMode::Undoable)
    {
        return await(session().purgeQueue(QStringLiteral("/"), QStringLiteral("q"), mode));
    }
    /// By a client, persistent: far faster than waiting for each receipt.
    void fill(const QByteArray &queue, int count)
    {
        const auto client = m_engine->connectClient("filler");
        QVERIFY(client);
        engine::wire::amqp::BasicProperties properties;
        properties.deliveryMode = quint8(2);
        properties.contentType = "text/plain";
        for (int i = 0; i < count; ++i)
            client->publish("", queue, properties, QByteArray::number(i).leftJustified(64, ' '));
        QVERIFY(m_engine->waitForMessages(QString::fromLatin1(queue), quint64(count)));
        client->close();
    }
    static int numberIn(const MessageSummary &row) { return row.preview.trimmed().toInt(); }
    QList<int> numbersIn(const QString &queue)
    {
        const QueueSnapshot snapshot = m_engine->queue(queue);
        QList<int> numbers;
        for (quint64 first = 0; first < snapshot.total(); first += 1000) {
            const Result<MessagePage> page = await(session().browse(snapshot.id, first, 1000));
            for (const MessageSummary &row : page->messages)
                numbers.append(numberIn(row));
        }
        return numbers;
    }
    static QList<int> range(int from, int to)
    {
        QList<int> numbers;
        for (int i = from; i < to; ++i)
            numbers.append(i);
        return numbers;
    }

private Q_SLOTS:
    void init()
    {
        // A small cache: most of what the tests look at is on disk.
        m_engine = std::make_unique<Engine>(core::BrokerLimits{
            .cacheBytes = 1024 * 1024, .uncommittedBytes = 8 * 1024 * 1024, .transientBytes = 8 * 1024 * 1024});
        QVERIFY(m_engine->start());
        QVERIFY(m_engine->declareQueue(QStringLiteral("q")));
    }
    void cleanup() { m_engine.reset(); }

    void browsesAHundredThousandInPlace()
    {
        constexpr int count = 100'000;
        fill("q", count);
        QCOMPARE(numbersIn(QStringLiteral("q")), range(0, count));
        const QueueSnapshot queue = m_engine->queue(QStringLiteral("q"));
        QCOMPARE(queue.ready, quint64(count));
        const auto page = await(session().browse(queue.id, 50'000, 10));
        QCOMPARE(page->total, quint64(count));
        QCOMPARE(page->messages.first().contentType, QStringLiteral("text/plain"));
        QCOMPARE(page->messages.first().size, quint64(64));
        QVERIFY(page->messages.first().persistent);
        QCOMPARE(await(session().browse(queue.id, 0, 5000))->messages.size(), 1000); // the limit of a page
    }

    void theHolderIsNamed()
    {
        QVERIFY(m_engine->publish(QStringLiteral("q"), "1").ok());
        const auto client = m_engine->connectClient("billing-svc");
        QVERIFY(client);
        int delivered = 0;
        client->whenDelivered = [&](const Delivery &) { ++delivered; };
        client->consume("q", "worker-1", 5, false);
        QTRY_COMPARE(delivered, 1);
        const auto page = await(session().browse(m_engine->queue(QStringLiteral("q")).id, 0, 1));
        const MessageSummary row = page->messages.first();
        QCOMPARE(row.state, MessageState::Unacked);
        QVERIFY2(row.holder.contains(QStringLiteral("billing-svc")) && row.holder.contains(QStringLiteral("worker-1")),
                 qPrintable(row.holder));
        QVERIFY(row.unackedSince.isValid());
        const Result<MessageStatus> status = await(session().messageStatus(row.ref));
        QCOMPARE(status->state, MessageState::Unacked);
        QCOMPARE(status->holder, row.holder);
        QCOMPARE(status->unackedSince, row.unackedSince);
    }

    void howMessagesStandIsAskedForInPlace()
    {
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("q"), QByteArray::number(i)).ok());
        const auto page = await(session().browse(m_engine->queue(QStringLiteral("q")).id, 0, 3));
        QList<MessageRef> asked;
        for (const MessageSummary &row : page->messages)
            asked << row.ref;
        const auto client = m_engine->connectClient("holder");
        QVERIFY(client);
        int delivered = 0;
        client->whenDelivered = [&](const Delivery &) { ++delivered; };
        client->consume("q", "t", 1, false);
        QTRY_COMPARE(delivered, 1);
        QVERIFY(purge().ok());
        const auto standings = await(session().standings(asked));
        QVERIFY(standings.ok());
        QCOMPARE(standings->size(), 3);
        QCOMPARE(standings->at(0).ref, asked.at(0));
        QCOMPARE(standings->at(0).state, MessageState::Unacked);
        QCOMPARE(standings->at(1).state, MessageState::Gone);
        QCOMPARE(standings->at(2).state, MessageState::Gone);
    }

    void whatWaitsInADelayedExchangeTellsUntilWhen()
    {
        ExchangeSpec later;
        later.name = QStringLiteral("later");
        later.type = ExchangeType::Delayed;
        later.arguments.set("x-delayed-type", QByteArray("direct"));
        QVERIFY(await(session().declareExchange(later)).ok());
        PublishRequest request;
        request.exchange = later.name;
        request.properties.deliveryMode = quint8(2);
        request.properties.headers.set("x-delay", qint64(600'000));
        const QDateTime before = QDateTime::currentDateTime();
        QVERIFY(await(session().publish(request)).ok());
        for (int round = 0; round < 2; ++round) { // in memory, and on disk
            // After a start when each one is due is read from the disk.
            QTRY_COMPARE(m_engine->queue(QStringLiteral("amq.delayed.later")).delayed, quint64(1));
            const QueueSnapshot room = m_engine->queue(QStringLiteral("amq.delayed.later"));
            const MessageSummary row = await(session().browse(room.id, 0, 1))->messages.value(0);
            QCOMPARE(row.state, MessageState::Delayed);
            const qint64 wait = before.msecsTo(row.readyAt);
            QVERIFY2(wait >= 599'000 && wait <= 600'000 + patienceMs, QByteArray::number(wait).constData());
            QCOMPARE(await(session().message(row.ref))->summary.readyAt, row.readyAt);
            QVERIFY(m_engine->restart());
        }
    }

    void whatIsGoneIsNotFound()
    {
        QVERIFY(m_engine->publish(QStringLiteral("q"), "1").ok());
        const QueueSnapshot queue = m_engine->queue(QStringLiteral("q"));
        const MessageRef ref = await(session().browse(queue.id, 0, 1))->messages.first().ref;
        QVERIFY(await(session().message(ref)).ok());
        QVERIFY(await(session().messageStatus(ref)).ok());
        QVERIFY(await(session().deleteQueue(QStringLiteral("/"), QStringLiteral("q"), false, false)).ok());
        QCOMPARE(await(session().message(ref)).error().code, BrokerError::NotFound);
        QCOMPARE(await(session().messageStatus(ref)).error().code, BrokerError::NotFound);
        QCOMPARE(await(session().browse(queue.id, 0, 1)).error().code, BrokerError::NotFound);
    }

    void aPurgeCanBeUndone()
    {
        constexpr int count = 20'000; // some in memory, most on disk
        fill("q", count);
        const Result<UndoToken> token = purge();
        QVERIFY(token.ok());
        QVERIFY(token->v != 0);
        QCOMPARE(token->what, QStringLiteral("20,000 messages purged from q"));
        QVERIFY(token->until > QDateTime::currentDateTime().addSecs(500));
        QCOMPARE(m_engine->queue(QStringLiteral("q")).total(), quint64(0));
        QVERIFY(m_engine->publish(QStringLiteral("q"), "20000").ok());

        QVERIFY(await(session().undo(*token)).ok());
        QCOMPARE(numbersIn(QStringLiteral("q")), range(0, count + 1));
        QVERIFY(!await(session().undo(*token)).ok()); // once only

        QVERIFY(m_engine->restart());
        QCOMPARE(numbersIn(QStringLiteral("q")), range(0, count + 1));
    }

    void aPurgeLeavesWhatIsUnacked()
    {
        for (int i = 0; i < 5; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("q"), QByteArray::number(i)).ok());
        const auto client = m_engine->connectClient("holder");
        QVERIFY(client);
        int delivered = 0;
        client->whenDelivered = [&](const Delivery &) { ++delivered; };
        client->consume("q", "t", 2, false);
        QTRY_COMPARE(delivered, 2);
        const Result<UndoToken> token = purge();
        QCOMPARE(token->what, QStringLiteral("3 messages purged from q"));
        const QueueSnapshot queue = m_engine->queue(QStringLiteral("q"));
        QCOMPARE(queue.ready, quint64(0));
        QCOMPARE(queue.unacked, quint64(2));
        QVERIFY(await(session().undo(*token)).ok());
        QCOMPARE(numbersIn(QStringLiteral("q")), range(0, 5));
    }

    void whatIsTooMuchToUndoIsPurgedForGoodOnly()
    {
        const QByteArray body(8 * 1024 * 1024, 'x');
        for (int i = 0; i < 9; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("q"), body).ok());
        const Result<UndoToken> refused = purge();
        QCOMPARE(refused.error().code, BrokerError::ResourceExhausted);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, quint64(9));

        const Result<UndoToken> token = purge(BrokerSession::PurgeMode::ForGood);
        QVERIFY(token.ok());
        QCOMPARE(token->v, quint64(0));
        QCOMPARE(token->what, QStringLiteral("9 messages purged from q"));
        QCOMPARE(m_engine->queue(QStringLiteral("q")).total(), quint64(0));
        QCOMPARE(await(session().undo(*token)).error().code, BrokerError::NotFound);
    }

    /// A holder's share of the queue is not known beforehand: reading finds out, and stops.
    void whatIsTooMuchBesideAHolderIsRefusedToo()
    {
        const QByteArray body(8 * 1024 * 1024, 'x');
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("q"), body).ok());
        const auto client = m_engine->connectClient("holder");
        QVERIFY(client);
        int delivered = 0;
        client->whenDelivered = [&](const Delivery &) { ++delivered; };
        client->consume("q", "t", 1, false);
        QTRY_COMPARE(delivered, 1);
        const Result<UndoToken> refused = purge();
        QCOMPARE(refused.error().code, BrokerError::ResourceExhausted);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, quint64(9));
    }

    void anEmptyQueueLeavesNothingToUndo()
    {
        const Result<UndoToken> token = purge();
        QVERIFY(token.ok());
        QCOMPARE(token->v, quint64(0));
    }

    /// The weight in memory counts, not the bodies: many small messages are refused without a look at them.
    void manySmallMessagesAreTooMuch()
    {
        constexpr int count = 270'000; // 17 MB of bodies
        fill("q", count);
        const Result<UndoToken> refused = purge();
        QCOMPARE(refused.error().code, BrokerError::ResourceExhausted);
        QCOMPARE(m_engine->queue(QStringLiteral("q")).ready, quint64(count));
    }

    void anUndoneTokenOfADeletedQueueFails()
    {
        QVERIFY(m_engine->publish(QStringLiteral("q"), "1").ok());
        const Result<UndoToken> token = purge();
        QVERIFY(await(session().deleteQueue(QStringLiteral("/"), QStringLiteral("q"), false, false)).ok());
        QCOMPARE(await(session().undo(*token)).error().code, BrokerError::NotFound);
        QCOMPARE(purge().error().code, BrokerError::NotFound);
    }
};

SIGHTGLASS_TEST(TestMessages)
#include "tst_facade_messages.moc"
