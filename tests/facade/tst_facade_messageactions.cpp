// SPDX-License-Identifier: GPL-3.0-or-later
// Actions on messages through the session: progress that is watched, undo, reading many, and a process that is killed in the middle of
// moving them.
#include "facadefixture.h"

#include <QProcess>

#include <set>

using namespace test;
using namespace Qt::StringLiterals;
using Progress = MessageActionProgress;

namespace {

constexpr int crashCount = 20'000;
constexpr char crashDirectory[] = "SIGHTGLASS_CRASH_DIRECTORY";

EngineConfig crashConfig(const QString &directory)
{
    EngineConfig config;
    config.dataDirectory = directory;
    config.amqpAddress = u"127.0.0.1:0"_s;
    return config;
}

/// The process that is killed: moves all messages from "a" to "b" and back again, for ever.
int moveForEver(const QString &directory)
{
    EmbeddedSession session(crashConfig(directory));
    session.start();
    if (!QTest::qWaitFor([&] { return session.state() == State::Running; }, patienceMs))
        return 1;
    QObject context;
    QList<QueueSnapshot> queues;
    const auto subscription = session.watchQueues(
        &context, [&](const QList<QueueSnapshot> &now) { queues = now; }, 20);
    if (!QTest::qWaitFor([&] { return queues.size() == 2; }, patienceMs))
        return 2;
    std::optional<Progress> newest;
    const auto watching = session.watchMessageActions(
        &context,
        [&](const QList<Progress> &actions) {
            newest = actions.isEmpty() ? std::nullopt : std::optional(actions.first());
        },
        20);
    for (int round = 0;; ++round) {
        const QString from = round % 2 ? u"b"_s : u"a"_s;
        MessageActionSpec spec;
        for (const QueueSnapshot &queue : queues) {
            if (queue.spec.name == from)
                spec.selection.logs = {queue.id};
        }
        spec.target.name = round % 2 ? u"a"_s : u"b"_s;
        const auto id = await(session.startMessageAction(spec));
        if (!id)
            return 3;
        puts("moving");
        fflush(stdout);
        if (!QTest::qWaitFor([&] { return newest && newest->id == *id && newest->isOver(); }, patienceMs))
            return 4;
    }
}

} // namespace

class TestMessageActions : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    EmbeddedSession &session() { return *m_engine->session; }
    MessageSelection allOf(const QString &queue)
    {
        MessageSelection selection;
        selection.logs = {m_engine->queue(queue).id};
        return selection;
    }
    Progress run(const MessageActionSpec &spec)
    {
        QObject context;
        Progress last;
        const auto id = await(session().startMessageAction(spec));
        if (!id) {
            last.text = id.error().detail;
            return last;
        }
        const auto watching = session().watchMessageActions(
            &context,
            [&](const QList<Progress> &actions) {
                for (const Progress &action : actions) {
                    if (action.id == *id)
                        last = action;
                }
            },
            20);
        const bool isOver = QTest::qWaitFor([&] { return last.isOver(); }, patienceMs);
        return isOver ? last : Progress();
    }
    QByteArrayList bodiesIn(EmbeddedSession &from, QueueId log, const MessageFilter &filter = {})
    {
        QByteArrayList bodies;
        MessageStretchRequest request;
        request.log = log;
        request.filter = filter;
        while (true) {
            const auto stretch = await(from.readMessages(request));
            if (!stretch)
                return {"?"};
            for (const MessageDetails &message : stretch->messages)
                bodies << message.body;
            if (stretch->isAtEnd)
                return bodies;
            request.fromOffset = stretch->nextOffset;
            request.endOffset = stretch->endOffset;
        }
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        QVERIFY(m_engine->declareQueue(u"a"_s));
        QVERIFY(m_engine->declareQueue(u"b"_s));
    }
    void cleanup() { m_engine.reset(); }

    void movesAndTakesBack()
    {
        for (int i = 0; i < 5; ++i)
            QVERIFY(m_engine->publish(u"a"_s, QByteArray::number(i)).ok());
        MessageActionSpec spec;
        spec.selection = allOf(u"a"_s);
        spec.target.name = u"b"_s;
        const Progress moved = run(spec);
        QCOMPARE(moved.state, Progress::State::Finished);
        QCOMPARE(moved.done, quint64(5));
        QCOMPARE(moved.undo.what, u"5 messages moved from a to queue 'b'"_s);
        QVERIFY(moved.undo.until.isValid());
        QCOMPARE(m_engine->queue(u"b"_s).ready, quint64(5));
        QVERIFY(await(session().undo(moved.undo)).ok());
        QCOMPARE(m_engine->queue(u"a"_s).ready, quint64(5));
        QCOMPARE(m_engine->queue(u"b"_s).ready, quint64(0));
        QVERIFY(m_engine->restart());
        QCOMPARE(bodiesIn(session(), m_engine->queue(u"a"_s).id), QByteArrayList({"0", "1", "2", "3", "4"}));
    }
    void aPurgeComesBackToItsPlacesToo()
    {
        for (int i = 0; i < 4; ++i)
            QVERIFY(m_engine->publish(u"a"_s, QByteArray::number(i)).ok());
        const auto purged = await(session().purgeQueue(u"/"_s, u"a"_s, BrokerSession::PurgeMode::Undoable));
        QVERIFY(purged.ok());
        QVERIFY(m_engine->publish(u"a"_s, "later").ok());
        QVERIFY(await(session().undo(*purged)).ok());
        QVERIFY(m_engine->restart());
        QCOMPARE(bodiesIn(session(), m_engine->queue(u"a"_s).id), QByteArrayList({"0", "1", "2", "3", "later"}));
    }
    void whatIsUnackedIsToldMessageByMessage()
    {
        auto client = m_engine->connectClient("holder");
        QVERIFY(client);
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_engine->publish(u"a"_s, QByteArray::number(i)).ok());
        client->consume("a", "t", 1, false);
        QVERIFY(QTest::qWaitFor([&] { return m_engine->queue(u"a"_s).unacked == 1; }, patienceMs));
        MessageActionSpec spec;
        spec.what = MessageActionSpec::What::Delete;
        spec.selection = allOf(u"a"_s);
        const Progress done = run(spec);
        QCOMPARE(done.done, quint64(2));
        QCOMPARE(done.left, quint64(1));
        QCOMPARE(done.problems.size(), 1);
        QCOMPARE(done.problems.front().reason, MessageProblem::Reason::Unacked);
    }
    void readsManyWithAFilter()
    {
        for (int i = 0; i < 2500; ++i)
            session().publish({u"/"_s, {}, u"a"_s, {}, QByteArray::number(i)});
        QVERIFY(m_engine->waitForMessages(u"a"_s, 2500));
        const QueueId log = m_engine->queue(u"a"_s).id;
        QCOMPARE(bodiesIn(session(), log).size(), 2500);
        MessageFilter filter;
        filter.text = u"99"_s;
        const QByteArrayList found = bodiesIn(session(), log, filter);
        QCOMPARE(found.size(), 43); // 99, 199 … 2499; 990 … 998, 1990 … 1998
        for (const QByteArray &body : found)
            QVERIFY(body.contains("99"));
        QCOMPARE(await(session().readMessages({QueueId{12345}, 0, {}, {}})).error().code, BrokerError::NotFound);
    }
    void readsRecordsAsMessages()
    {
        TopicSpec topic;
        topic.name = u"t"_s;
        QVERIFY(await(session().createTopic(topic)).ok());
        QList<NewMessage> messages;
        for (int i = 0; i < 10; ++i) {
            NewMessage message;
            message.body = QByteArray::number(i);
            messages << message;
        }
        MessageTarget target;
        target.kind = MessageTarget::Kind::Topic;
        target.name = u"t"_s;
        const auto receipt = await(session().putMessages(messages, target, {}));
        QVERIFY(receipt.ok());
        QCOMPARE(receipt->arrived, quint64(10));
        const QueueId log = m_engine->queue(u"t"_s).id;
        MessageStretchRequest request;
        request.log = log;
        request.fromOffset = 3;
        request.endOffset = 6;
        const auto stretch = await(session().readMessages(request));
        QVERIFY(stretch.ok());
        QVERIFY(stretch->isAtEnd);
        QCOMPARE(stretch->messages.size(), 3);
        QCOMPARE(stretch->messages.front().body, QByteArray("3"));
        QCOMPARE(stretch->messages.front().summary.ref, (MessageRef{log, 3}));
        QCOMPARE(stretch->messages.front().partition, std::optional<quint32>(0));
        // Nothing can be taken out.
        MessageActionSpec spec;
        spec.what = MessageActionSpec::What::Delete;
        spec.selection.logs = {log};
        QVERIFY(run(spec).text.contains(u"is a log"_s));
    }

    /// kill -9, some times: every message is there once.
    void aProcessThatIsKilledLosesNothing()
    {
        QTemporaryDir directory;
        const QString data = directory.filePath(u"data"_s);
        {
            Engine engine;
            engine.config = crashConfig(data);
            QVERIFY(engine.start());
            QVERIFY(engine.declareQueue(u"a"_s));
            QVERIFY(engine.declareQueue(u"b"_s));
            for (int i = 0; i < crashCount; i += 1000) {
                QList<NewMessage> messages;
                for (int n = i; n < i + 1000; ++n) {
                    NewMessage message;
                    message.properties.deliveryMode = quint8(2);
                    message.body = QByteArray::number(n).leftJustified(200, ' ');
                    messages << message;
                }
                MessageTarget target;
                target.name = u"a"_s;
                QVERIFY(await(engine.session->putMessages(messages, target, {})).ok());
            }
            QVERIFY(engine.stop());
        }
        for (int round = 0; round < 4; ++round) {
            QProcess process;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QLatin1StringView(crashDirectory), data);
            process.setProcessEnvironment(environment);
            process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            process.start(QCoreApplication::applicationFilePath(), {});
            // In the middle of the first or of a later move.
            for (int moves = 0; moves <= round; ++moves) {
                QVERIFY(QTest::qWaitFor(
                    [&] { return process.canReadLine() || process.state() == QProcess::NotRunning; }, patienceMs));
                QCOMPARE(process.readLine().trimmed(), QByteArray("moving"));
            }
            process.kill();
            QVERIFY(process.waitForFinished(patienceMs));
            Engine engine;
            engine.config = crashConfig(data);
            QVERIFY(engine.start());
            std::multiset<int> found;
            for (const QString &queue : {u"a"_s, u"b"_s}) {
                for (const QByteArray &body : bodiesIn(*engine.session, engine.queue(queue).id))
                    found.insert(body.trimmed().toInt());
            }
            QCOMPARE(found.size(), size_t(crashCount));
            QCOMPARE(std::set<int>(found.begin(), found.end()).size(), size_t(crashCount));
            QVERIFY(engine.stop());
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const QString directory = qEnvironmentVariable(crashDirectory); !directory.isEmpty())
        return moveForEver(directory);
    TestMessageActions test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_facade_messageactions.moc"
