// SPDX-License-Identifier: GPL-3.0-or-later
// Dead letters as a window sees them: a client rejects over its socket, and they are counted, listed, read and put back.
#include "facadefixture.h"

#include "program/testprogram.h"

using namespace test;

class TestFacadeDeadLetters : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<QObject> m_context;
    SubscriptionPtr m_watching;
    DeadLettersSnapshot m_seen;
    int m_told = 0;

    EmbeddedSession &session() { return *m_engine->session; }
    void watch()
    {
        m_context = std::make_unique<QObject>();
        m_told = 0;
        m_watching = session().watchDeadLetters(
            m_context.get(),
            [this](const DeadLettersSnapshot &snapshot) {
                m_seen = snapshot;
                ++m_told;
            },
            20);
    }
    bool waitFor(quint64 total)
    {
        return QTest::qWaitFor([&] { return m_told > 0 && m_seen.isComplete && m_seen.total == total; }, patienceMs);
    }
    void declare()
    {
        QueueSpec spec;
        spec.name = QStringLiteral("work");
        spec.arguments.set("x-dead-letter-exchange", QByteArray());
        spec.arguments.set("x-dead-letter-routing-key", QByteArray("dead"));
        QVERIFY(await(session().declareQueue(spec)).ok());
        QVERIFY(m_engine->declareQueue(QStringLiteral("dead")));
    }
    /// A client that refuses all it gets.
    std::unique_ptr<AmqpClient> rejecting()
    {
        auto client = m_engine->connectClient("billing-svc");
        if (!client)
            return nullptr;
        client->whenDelivered = [c = client.get()](const Delivery &delivery) { c->reject(delivery.tag, false); };
        client->consume("work", "tag", 10, false);
        return client;
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        declare();
    }
    void cleanup()
    {
        m_watching.reset();
        m_context.reset();
        m_engine.reset();
    }

    void whatAClientRejectsIsSeenAndPutBack()
    {
        watch();
        QVERIFY(waitFor(0));
        auto client = rejecting();
        QVERIFY(client);
        for (const char *body : {"one", "two", "three"})
            QVERIFY(m_engine->publish(QStringLiteral("work"), body).ok());
        QVERIFY(waitFor(3));
        QCOMPARE(m_seen.groups.size(), 1);
        QCOMPARE(m_seen.groups.first().rejectedBy, QStringList{QStringLiteral("billing-svc")});
        client->close();
        client.reset();

        const auto list = await(session().listDeadLetters({}, 2));
        QVERIFY(list.ok());
        QCOMPARE(list->total, quint64(3));
        QCOMPARE(list->messages.size(), 2);
        const auto letters = await(session().readDeadLetters(list->messages));
        QVERIFY(letters.ok());
        QCOMPARE(letters->size(), 2);
        QCOMPARE(letters->first().message.ref, list->messages.first());
        QCOMPARE(letters->first().origin, QStringLiteral("work"));
        QCOMPARE(letters->first().rejectedBy, QStringLiteral("billing-svc"));
        QCOMPARE(letters->first().deaths.first().count, quint64(1));

        MessageActionSpec spec;
        spec.selection.logs = {m_seen.groups.first().place};
        spec.selection.death = DeathFilter();
        spec.target.kind = MessageTarget::Kind::Origin;
        spec.edit.dropDeathHeaders = true;
        QVERIFY(await(session().startMessageAction(spec)).ok());
        QVERIFY(waitFor(0));
        QVERIFY(m_engine->waitForMessages(QStringLiteral("work"), 3));
    }

    void whatASearchFindsIsPickedUntilItLeaves()
    {
        watch();
        QVERIFY(waitFor(0));
        auto client = rejecting();
        QVERIFY(client);
        for (const char *body : {"good one", "bad two", "bad three"})
            QVERIFY(m_engine->publish(QStringLiteral("work"), body).ok());
        QVERIFY(waitFor(3));
        client->close();
        client.reset();
        QVERIFY(m_engine->publish(QStringLiteral("dead"), "bad, but never died").ok());

        ScanRequest request;
        request.logs = {m_seen.groups.first().place};
        request.filter.text = QStringLiteral("bad");
        request.death = DeathFilter{QLatin1StringView(deathByRejection), QStringLiteral("work"), 0, 0};
        QList<MessageRef> found;
        bool isComplete = false;
        const auto scanning = session().scan(m_context.get(), request, [&](const ScanBatch &batch) {
            for (const MessageSummary &row : batch.found)
                found << row.ref;
            isComplete = batch.isComplete;
        });
        QVERIFY(QTest::qWaitFor([&] { return isComplete; }, patienceMs));
        QCOMPARE(found.size(), 2);
        auto picked = await(session().pickDeadLetters({}, found));
        QVERIFY(picked.ok());
        QCOMPARE(picked->messages.size(), 2);
        QCOMPARE(picked->total, quint64(3));

        MessageActionSpec spec;
        spec.what = MessageActionSpec::What::Delete;
        spec.selection.messages = {found.first()};
        QVERIFY(await(session().startMessageAction(spec)).ok());
        QVERIFY(waitFor(2));
        picked = await(session().pickDeadLetters({}, found));
        QVERIFY(picked.ok());
        QCOMPARE(picked->messages, QList<MessageRef>{found.last()});
    }

    void theyAreFoundAfterARestart()
    {
        auto client = rejecting();
        QVERIFY(client);
        for (int i = 0; i < 20; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("work"), QByteArray::number(i)).ok());
        QVERIFY(m_engine->waitForMessages(QStringLiteral("dead"), 20));
        client->close();
        client.reset();
        QVERIFY(m_engine->restart());
        watch();
        QVERIFY(waitFor(20));
        QCOMPARE(m_seen.groups.first().reason, QLatin1StringView(deathByRejection));
        QVERIFY(m_seen.groups.first().rejectedBy.isEmpty()); // nobody saw it
    }

    void withNobodyWatchingNothingIsKnown()
    {
        const auto list = await(session().listDeadLetters({}, 10));
        QVERIFY(list.ok());
        QCOMPARE(list->total, quint64(0));
    }
};

SIGHTGLASS_TEST(TestFacadeDeadLetters)
#include "tst_facade_deadletters.moc"
