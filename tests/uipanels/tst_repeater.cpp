// SPDX-License-Identifier: GPL-3.0-or-later
// Repeating over a real engine: the rate is kept, pauses and stops take effect, what is unanswered is bounded, errors are counted.
#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/publisher/repeater.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using namespace ui::publisher;
using RepeatState = RepeatProgress::State;

namespace {

constexpr int patienceMs = 30'000;

} // namespace

class TestRepeater : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void everyMessageArrivesOnce();
    void theRateIsKept();
    void thousandsASecond();
    void rowsAreTakenInOrder();
    void itPausesAndGoesOn();
    void itStops();
    void itEndsAtOnce();
    void itGoesWithItsPage();
    void whatFailsIsCounted();
    void whatNobodyTakesIsCounted();
    void recordsAreRepeatedToo();
    void whatCannotBeMadeFails();

private:
    static Draft to(const QString &queue, const QString &body);
    bool run(Repeater &repeater, const RepeatSpec &spec);
    quint64 messagesIn(const QString &queue);
    QStringList bodiesOf(const QString &queue);
    void declare(const QString &queue);
    template <typename T>
    engine::Result<T> await(const QFuture<engine::Result<T>> &future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }, patienceMs)
                   ? future.result()
                   : engine::Result<T>(engine::Error{engine::BrokerError::Internal, u"no answer"_s});
    }
    engine::QueueSnapshot snapshot(const QString &queue);

    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
};

void TestRepeater::initTestCase()
{
    engine::facade::EngineConfig config;
    config.dataDirectory = m_folder.filePath(u"data"_s);
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress.reset();
    m_session = std::make_unique<EmbeddedSession>(config);
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patienceMs);
}

void TestRepeater::cleanupTestCase()
{
    m_session.reset();
}

Draft TestRepeater::to(const QString &queue, const QString &body)
{
    Draft draft;
    draft.kind = TargetKind::Queue;
    draft.target = queue;
    draft.body = body;
    return draft;
}

void TestRepeater::declare(const QString &queue)
{
    engine::QueueSpec spec;
    spec.name = queue;
    QVERIFY(await(m_session->declareQueue(spec)));
}

bool TestRepeater::run(Repeater &repeater, const RepeatSpec &spec)
{
    QSignalSpy finished(&repeater, &Repeater::finished);
    repeater.start(spec);
    return QTest::qWaitFor([&] { return finished.count() == 1; }, patienceMs);
}

engine::QueueSnapshot TestRepeater::snapshot(const QString &queue)
{
    QObject context;
    std::optional<engine::QueueSnapshot> found;
    const auto subscription = m_session->watchQueues(
        &context,
        [&](const QList<engine::QueueSnapshot> &queues) {
            for (const engine::QueueSnapshot &one : queues) {
                if (one.spec.name == queue)
                    found = one;
            }
        },
        20);
    return QTest::qWaitFor([&] { return found.has_value(); }, patienceMs) ? *found : engine::QueueSnapshot();
}

quint64 TestRepeater::messagesIn(const QString &queue)
{
    return snapshot(queue).total();
}

QStringList TestRepeater::bodiesOf(const QString &queue)
{
    QStringList bodies;
    const auto page = await(m_session->browse(snapshot(queue).id, 0, 1000));
    if (!page)
        return {};
    for (const engine::MessageSummary &message : page->messages)
        bodies << QString::fromUtf8(message.preview);
    return bodies;
}

void TestRepeater::everyMessageArrivesOnce()
{
    declare(u"each"_s);
    Repeater repeater(*m_session);
    QVERIFY(run(repeater, {to(u"each"_s, u"{{seq}}"_s), nullptr, 1000, {}, 0}));
    QCOMPARE(repeater.progress().state, RepeatState::Finished);
    QCOMPARE(repeater.progress().sent, quint64(1000));
    QCOMPARE(repeater.progress().failed, quint64(0));
    QVERIFY(!repeater.isRunning());
    const QStringList bodies = bodiesOf(u"each"_s);
    QCOMPARE(bodies.size(), 1000);
    QCOMPARE(bodies.first(), u"1"_s);
    QCOMPARE(bodies.last(), u"1000"_s);
    // Once more, from where it was.
    QVERIFY(run(repeater, {to(u"each"_s, u"{{seq}}"_s), nullptr, 1, {}, 1000}));
    QTRY_COMPARE(messagesIn(u"each"_s), quint64(1001));
}

void TestRepeater::theRateIsKept()
{
    declare(u"paced"_s);
    Repeater repeater(*m_session);
    QVERIFY(run(repeater, {to(u"paced"_s, u"x"_s), nullptr, 50, 100, 0}));
    QCOMPARE(repeater.progress().sent, quint64(50));
    // The first is due at once, the last after 490 ms; a busy machine takes longer, none takes less.
    QVERIFY2(repeater.progress().runningMs >= 480, QByteArray::number(repeater.progress().runningMs).constData());
}

void TestRepeater::thousandsASecond()
{
    declare(u"many"_s);
    Repeater repeater(*m_session);
    QVERIFY(run(repeater, {to(u"many"_s, u"{\"id\": {{seq}}, \"n\": \"{{uuid}}\"}"_s), nullptr, 20'000, {}, 0}));
    QCOMPARE(repeater.progress().sent, quint64(20'000));
    qInfo("%.0f messages a second", repeater.progress().perSecond);
    QTRY_COMPARE(messagesIn(u"many"_s), quint64(20'000));
}

void TestRepeater::rowsAreTakenInOrder()
{
    declare(u"rows"_s);
    Repeater repeater(*m_session);
    const DataRows::Ptr rows = *DataRows::parse("id,name\n1,Ada\n2,Kofi\n3,Noor\n");
    QVERIFY(run(repeater, {to(u"rows"_s, u"{{csv.id}} {{csv.name}}"_s), rows, 4, {}, 0}));
    QCOMPARE(bodiesOf(u"rows"_s), (QStringList{u"1 Ada"_s, u"2 Kofi"_s, u"3 Noor"_s, u"1 Ada"_s}));
}

void TestRepeater::itPausesAndGoesOn()
{
    declare(u"paused"_s);
    Repeater repeater(*m_session);
    repeater.start({to(u"paused"_s, u"x"_s), nullptr, 0, 500, 0});
    QTRY_VERIFY_WITH_TIMEOUT(repeater.progress().sent >= 20, patienceMs);
    repeater.pause();
    QTRY_COMPARE_WITH_TIMEOUT(repeater.progress().state, RepeatState::Paused, patienceMs);
    // What was on its way arrives; then nothing more does, for as long as ten would have taken.
    QTRY_COMPARE(repeater.progress().answered(), repeater.progress().made);
    const quint64 atPause = repeater.progress().made;
    const qint64 ranMs = repeater.progress().runningMs;
    QSignalSpy told(&repeater, &Repeater::progressed);
    QTRY_VERIFY(told.count() >= 3);
    QCOMPARE(repeater.progress().made, atPause);
    QCOMPARE(repeater.progress().runningMs, ranMs);
    repeater.resume();
    QTRY_VERIFY_WITH_TIMEOUT(repeater.progress().sent >= atPause + 20, patienceMs);
    repeater.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!repeater.isRunning(), patienceMs);
    QTRY_COMPARE(messagesIn(u"paused"_s), repeater.progress().sent);
}

void TestRepeater::itStops()
{
    declare(u"stopped"_s);
    Repeater repeater(*m_session);
    QSignalSpy finished(&repeater, &Repeater::finished);
    repeater.start({to(u"stopped"_s, u"x"_s), nullptr, 0, {}, 0});
    QTRY_VERIFY_WITH_TIMEOUT(repeater.progress().sent > 0, patienceMs);
    repeater.stop();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patienceMs);
    QCOMPARE(repeater.progress().state, RepeatState::Stopped);
    QCOMPARE(repeater.progress().answered(), repeater.progress().made);
    QTRY_COMPARE(messagesIn(u"stopped"_s), repeater.progress().sent);
}

void TestRepeater::itEndsAtOnce()
{
    declare(u"ended"_s);
    Repeater repeater(*m_session);
    QSignalSpy finished(&repeater, &Repeater::finished);
    QSignalSpy progressed(&repeater, &Repeater::progressed);
    repeater.end(); // nothing runs
    QCOMPARE(finished.count(), 0);
    repeater.start({to(u"ended"_s, u"x"_s), nullptr, 0, {}, 0});
    QTRY_VERIFY_WITH_TIMEOUT(repeater.progress().sent > 0, patienceMs);
    repeater.end();
    QVERIFY(!repeater.isRunning());
    QCOMPARE(finished.count(), 1);
    QCOMPARE(repeater.progress().state, RepeatState::Stopped);
    // All that was made arrives, and nothing is told after the end.
    const auto told = progressed.count();
    QTRY_COMPARE_WITH_TIMEOUT(messagesIn(u"ended"_s), repeater.progress().made, patienceMs);
    QCOMPARE(progressed.count(), told);
    QCOMPARE(finished.count(), 1);
}

void TestRepeater::itGoesWithItsPage()
{
    declare(u"gone"_s);
    for (int i = 0; i < 5; ++i) {
        Repeater repeater(*m_session);
        repeater.start({to(u"gone"_s, u"x"_s), nullptr, 0, {}, 0});
        QTRY_VERIFY_WITH_TIMEOUT(repeater.progress().sent > 0, patienceMs);
    }
}

void TestRepeater::whatFailsIsCounted()
{
    declare(u"some"_s);
    Repeater repeater(*m_session);
    Draft draft = to(u"some"_s, u"x"_s);
    draft.properties[u"priority"_s] = u"{{csv.p}}"_s;
    QVERIFY(run(repeater, {draft, *DataRows::parse("p\n1\nhigh\n3\n"), 9, {}, 0}));
    QCOMPARE(repeater.progress().sent, quint64(6));
    QCOMPARE(repeater.progress().failed, quint64(3));
    QVERIFY(repeater.progress().problem.contains(u"priority"_s));
    draft = to(u"some"_s, u"x"_s);
    draft.kind = TargetKind::Exchange;
    draft.target = u"no-such-exchange"_s;
    QVERIFY(run(repeater, {draft, nullptr, 10, {}, 0}));
    QCOMPARE(repeater.progress().failed, quint64(10));
    QVERIFY(repeater.progress().problem.contains(u"no-such-exchange"_s));
}

void TestRepeater::whatNobodyTakesIsCounted()
{
    Repeater repeater(*m_session);
    Draft draft = to({}, u"x"_s);
    draft.kind = TargetKind::Exchange;
    draft.target = u"amq.topic"_s;
    draft.routingKey = u"nobody"_s;
    QVERIFY(run(repeater, {draft, nullptr, 30, {}, 0}));
    QCOMPARE(repeater.progress().unroutable, quint64(30));
    QCOMPARE(repeater.progress().sent, quint64(0));
}

void TestRepeater::recordsAreRepeatedToo()
{
    engine::TopicSpec topic;
    topic.name = u"clicks"_s;
    topic.partitions = 2;
    QVERIFY(await(m_session->createTopic(topic)));
    Repeater repeater(*m_session);
    Draft draft;
    draft.kind = TargetKind::Topic;
    draft.target = u"clicks"_s;
    draft.key = u"user-{{random 1..20}}"_s;
    draft.body = u"{{seq}}"_s;
    QVERIFY(run(repeater, {draft, nullptr, 1000, {}, 0}));
    QCOMPARE(repeater.progress().sent, quint64(1000));
    QObject context;
    quint64 records = 0;
    const auto subscription = m_session->watchTopics(
        &context,
        [&](const QList<engine::TopicSnapshot> &topics) { records = topics.isEmpty() ? 0 : topics.first().records; },
        20);
    QTRY_COMPARE_WITH_TIMEOUT(records, quint64(1000), patienceMs);
}

void TestRepeater::whatCannotBeMadeFails()
{
    Repeater repeater(*m_session);
    QVERIFY(run(repeater, {to(u"each"_s, u"{{nope}}"_s), nullptr, 10, {}, 0}));
    QCOMPARE(repeater.progress().state, RepeatState::Failed);
    QVERIFY(repeater.progress().problem.contains(u"nope"_s));
    Draft draft = to(u"each"_s, u"/nowhere/at/all"_s);
    draft.bodyForm = BytesForm::File;
    QVERIFY(run(repeater, {draft, nullptr, 10, {}, 0}));
    QCOMPARE(repeater.progress().state, RepeatState::Failed);
}

SIGHTGLASS_TEST(TestRepeater)
#include "tst_repeater.moc"
