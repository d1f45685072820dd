// SPDX-License-Identifier: GPL-3.0-or-later
// Starting and stopping: states, problems, listeners, and what survives.
#include "facadefixture.h"

#include "program/testprogram.h"

#include <QDir>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <unistd.h>

using namespace test;

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAndStops()
    {
        Engine engine;
        EmbeddedSession session(engine.config);
        QCOMPARE(session.state(), State::Stopped);
        QList<State> states;
        connect(&session, &BrokerSession::stateChanged, this, [&](State state) { states.append(state); });
        session.start();
        QTRY_COMPARE(session.state(), State::Running);
        QCOMPARE(session.listeners().size(), 3);
        QCOMPARE(session.listeners()[0].protocol, QStringLiteral("amqp"));
        QCOMPARE(session.listeners()[0].state, ListenerSnapshot::State::Listening);
        QVERIFY(!session.listeners()[0].address.endsWith(QStringLiteral(":0")));
        QCOMPARE(session.listeners()[1].protocol, QStringLiteral("kafka"));
        QCOMPARE(session.listeners()[1].state, ListenerSnapshot::State::Listening);
        QCOMPARE(session.listeners()[2].address, *engine.config.socketPath);
        session.stop();
        QTRY_COMPARE(session.state(), State::Stopped);
        QCOMPARE(states, (QList<State>{State::Starting, State::Running, State::Stopping, State::Stopped}));
        QVERIFY(session.listeners().isEmpty());
        QVERIFY(session.problem().isEmpty());
    }

    void commandsBeforeTheEngineRunsWaitForIt()
    {
        Engine engine;
        EmbeddedSession session(engine.config);
        QObject context;
        int snapshots = 0;
        const auto watch = session.watchQueues(
            &context, [&](const auto &) { ++snapshots; }, 10);
        session.start();
        QueueSpec spec;
        spec.name = QStringLiteral("early");
        QCOMPARE(await(session.declareQueue(spec)).value(), spec.name);
        QTRY_VERIFY(snapshots > 0);
    }

    void commandsOfAStoppedEngineFailAtOnce()
    {
        Engine engine;
        QVERIFY(engine.start());
        QVERIFY(engine.stop());
        const auto answer = engine.session->deleteQueue(QStringLiteral("/"), QStringLiteral("q"), false, false);
        QVERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, BrokerError::Unavailable);
    }

    void noCommandIsLeftWithoutAnAnswer()
    {
        Engine engine;
        QVERIFY(engine.start());
        QList<QFuture<Result<QString>>> answers;
        for (int i = 0; i < 50; ++i) {
            QueueSpec spec;
            spec.name = QString::number(i);
            answers.append(engine.session->declareQueue(spec));
            if (i == 25)
                engine.session->stop();
        }
        engine.session.reset();
        for (const auto &answer : answers) {
            QVERIFY(answer.isFinished());
            QVERIFY(answer.resultCount() == 1);
        }
    }

    void aDirectoryInUseIsAFailure()
    {
        Engine engine;
        QVERIFY(engine.start());
        EmbeddedSession second(engine.config);
        second.start();
        QTRY_COMPARE(second.state(), State::Failed);
        QVERIFY2(second.problem().contains(QStringLiteral("in use")), qPrintable(second.problem()));
        second.stop();
        QTRY_COMPARE(second.state(), State::Stopped);
    }

    void aDirectoryThatCanNotBeMadeIsAFailure()
    {
        Engine engine;
        engine.config.dataDirectory = QStringLiteral("/proc/no/such/place");
        EmbeddedSession session(engine.config);
        session.start();
        QTRY_COMPARE(session.state(), State::Failed);
        QVERIFY(session.problem().contains(QStringLiteral("/proc/no/such/place")));
    }

    void aTakenPortIsNot()
    {
        Engine first;
        QVERIFY(first.start());
        const QString taken = first.session->listeners()[0].address;
        Engine second;
        second.config.amqpAddress = taken;
        QVERIFY(second.start());
        const ListenerSnapshot amqp = second.session->listeners()[0];
        QCOMPARE(amqp.state, ListenerSnapshot::State::Failed);
        QVERIFY2(amqp.problem.contains(taken.section(u':', 1)), qPrintable(amqp.problem));
        QVERIFY(amqp.suggestedPort != 0);

        QSignalSpy changed(second.session.get(), &BrokerSession::listenersChanged);
        const auto listening = await(second.session->listen(QStringLiteral("amqp"), QStringLiteral("127.0.0.1:0")));
        QVERIFY(listening.ok());
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(second.session->listeners()[0].state, ListenerSnapshot::State::Listening);
        const auto refused = await(second.session->listen(QStringLiteral("amqp"), taken));
        QCOMPARE(refused.ok(), false);
        const auto unknown = await(second.session->listen(QStringLiteral("smtp"), taken));
        QCOMPARE(unknown.error().code, BrokerError::NotImplemented);
    }

    void noSocketIsOpenedInAFolderOfOthers()
    {
        Engine engine;
        const QString folder = engine.directory.filePath(QStringLiteral("open"));
        QVERIFY(QDir().mkpath(folder) && QFile::setPermissions(folder, QFile::Permissions(0x7777)));
        engine.config.socketPath = folder + QStringLiteral("/socket");
        QVERIFY(engine.start());
        const QList<ListenerSnapshot> listeners = engine.session->listeners();
        QCOMPARE(listeners[0].state, ListenerSnapshot::State::Listening);
        QCOMPARE(listeners.last().state, ListenerSnapshot::State::Failed);
        QVERIFY2(listeners.last().problem.contains(folder), qPrintable(listeners.last().problem));
        QVERIFY(!QFile::exists(*engine.config.socketPath));
        // Another place serves.
        const QString other = engine.directory.filePath(QStringLiteral("other"));
        QVERIFY(await(engine.session->listen(QStringLiteral("socket"), other)).ok());
        QVERIFY(QFile::exists(other));
        if (::geteuid() != 0)
            return;
        constexpr uid_t nobody = 65534;
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QCOMPARE(::chown(QFile::encodeName(folder).constData(), nobody, nobody), 0);
        const auto refused = await(engine.session->listen(QStringLiteral("socket"), *engine.config.socketPath));
        QVERIFY(!refused.ok());
        QVERIFY(!QFile::exists(*engine.config.socketPath));
    }

    void whatIsDurableSurvives()
    {
        Engine engine;
        QVERIFY(engine.start());
        QVERIFY(engine.declareQueue(QStringLiteral("kept")));
        QVERIFY(engine.declareQueue(QStringLiteral("lost"), false));
        for (int i = 0; i < 100; ++i)
            QVERIFY(engine.publish(QStringLiteral("kept"), QByteArray::number(i)).ok());
        QVERIFY(engine.publish(QStringLiteral("kept"), "transient", false).ok());
        QVERIFY(engine.restart());
        const QList<QueueSnapshot> queues = engine.queues();
        QCOMPARE(queues.size(), 1);
        QCOMPARE(queues.first().ready, quint64(100));
        const auto page = await(engine.session->browse(queues.first().id, 99, 1));
        QCOMPARE(page->messages.first().preview, QByteArray("99"));
        QVERIFY(!page->messages.first().redelivered);
    }

    // However short it lasts: another program that holds the file is enough.
    void oneFailedCommitIsToldOf()
    {
        Engine engine;
        QVERIFY(engine.start());
        QVERIFY(engine.declareQueue(QStringLiteral("q")));
        QStringList notices;
        connect(engine.session.get(), &BrokerSession::noticed, this,
                [&](const QString &text) { notices.append(text); });
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(QDir(engine.config.dataDirectory).filePath(QStringLiteral("sightglass.db")));
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
            QVERIFY(!engine.publish(QStringLiteral("q"), "x").ok());
            QVERIFY(query.exec(QStringLiteral("ROLLBACK")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
        QVERIFY(engine.publish(QStringLiteral("q"), "y").ok());
        QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 2, patienceMs);
        QVERIFY2(notices[0].contains(QStringLiteral("can not be stored")), qPrintable(notices[0]));
        QVERIFY2(notices[1].contains(QStringLiteral("stored again")), qPrintable(notices[1]));
    }

    void memoryKeepsNothing()
    {
        Engine engine({}, true);
        QVERIFY(engine.start());
        QVERIFY(engine.declareQueue(QStringLiteral("q")));
        QVERIFY(engine.publish(QStringLiteral("q"), "x").ok());
        QVERIFY(engine.restart());
        QVERIFY(engine.queues().isEmpty());
        QVERIFY(!QFileInfo::exists(engine.config.dataDirectory));
    }

    void stoppingTakesLeaveOfClients()
    {
        Engine engine;
        QVERIFY(engine.start());
        const auto client = engine.connectClient("guest");
        QVERIFY(client);
        QVERIFY(engine.stop());
        QTRY_VERIFY(!client->isReady());
    }
};

SIGHTGLASS_TEST(TestSession)
#include "tst_facade_session.moc"
