// SPDX-License-Identifier: GPL-3.0-or-later
// Replays through the session, over a real store: from a topic to a queue and back, watched, paused, cancelled, across the
// end of the broker.
#include "facadefixture.h"

#include "program/testprogram.h"

using namespace test;
using ReplayState = ReplayProgress::State;

class TestFacadeReplay : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;
    EmbeddedSession &session() { return *m_engine->session; }

    static QString slash() { return QStringLiteral("/"); }
    static ReplaySpec spec(const QString &topic, const QString &queue)
    {
        ReplaySpec spec;
        spec.source.name = topic;
        spec.target.name = queue;
        return spec;
    }
    bool fill(const QString &topic, int count, quint32 partitions = 1)
    {
        TopicSpec spec;
        spec.name = topic;
        spec.partitions = partitions;
        if (!await(session().createTopic(spec)).ok())
            return false;
        std::vector<QFuture<Result<PublishReceipt>>> answers;
        for (int i = 0; i < count; ++i) {
            PublishRequest request;
            request.routingKey = partitions == 1 ? topic : topic + u'-' + QString::number(quint32(i) % partitions);
            request.body = QByteArray::number(i);
            request.properties.headers.set("number", FieldValue(qint32(i)));
            request.properties.deliveryMode = quint8(2);
            answers.push_back(session().publish(request));
        }
        return std::all_of(answers.begin(), answers.end(), [](const auto &answer) { return await(answer).ok(); });
    }
    /// Watches until it says what is wanted.
    ReplayProgress waitFor(ReplayId id, const std::function<bool(const ReplayProgress &)> &isWanted)
    {
        QObject context;
        ReplayProgress last;
        const auto watching = session().watchReplays(
            &context,
            [&](const QList<ReplayProgress> &replays) {
                for (const ReplayProgress &progress : replays) {
                    if (progress.id == id)
                        last = progress;
                }
            },
            20);
        const bool came = QTest::qWaitFor([&] { return last.id == id && isWanted(last); }, patienceMs);
        return came ? last : ReplayProgress();
    }
    ReplayProgress finish(ReplayId id)
    {
        return waitFor(id, [](const ReplayProgress &progress) { return progress.isOver(); });
    }
    static QByteArray textOf(const MessageDetails &message, const char *header)
    {
        const FieldValue *value = message.properties.headers.find(header);
        return value ? value->toText().value_or(QByteArray()) : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
    }
    void cleanup() { m_engine.reset(); }

    void aTopicIntoAQueue()
    {
        QVERIFY(fill(QStringLiteral("clicks"), 500, 3));
        QVERIFY(m_engine->restart()); // what is replayed comes from disk
        QVERIFY(m_engine->declareQueue(QStringLiteral("copy")));
        const ReplaySpec wanted = spec(QStringLiteral("clicks"), QStringLiteral("copy"));
        QCOMPARE(*await(session().estimateReplay(wanted)), (ReplayEstimate{500, 3}));
        const Result<ReplayId> id = await(session().startReplay(wanted));
        QVERIFY(id.ok());
        const ReplayProgress done = finish(*id);
        QCOMPARE(done.state, ReplayState::Finished);
        QCOMPARE(done.sent, quint64(500));
        QCOMPARE(done.total, quint64(500));
        QCOMPARE(done.spec, wanted);
        const QueueSnapshot queue = m_engine->queue(QStringLiteral("copy"));
        QCOMPARE(queue.total(), quint64(500));
        const Result<MessagePage> page = await(session().browse(queue.id, 0, 1));
        const Result<MessageDetails> message = await(session().message(page->messages.first().ref));
        QCOMPARE(textOf(*message, replayedFromTopicHeader), QByteArray("clicks"));
        QVERIFY(message->properties.headers.contains("number"));
        QVERIFY(m_engine->restart()); // sent is stored
        QCOMPARE(m_engine->queue(QStringLiteral("copy")).total(), quint64(500));
    }

    void deadLettersIntoATopic()
    {
        QVERIFY(m_engine->declareQueue(QStringLiteral("dead")));
        for (int i = 0; i < 5; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("dead"), QByteArray::number(i)).ok());
        QVERIFY(fill(QStringLiteral("again"), 0));
        ReplaySpec wanted = spec(QStringLiteral("dead"), QStringLiteral("again"));
        wanted.source.kind = ReplaySource::Kind::Queue;
        wanted.target.kind = ReplayTarget::Kind::Topic;
        wanted.filter.bodyText = QStringLiteral("3");
        const ReplayProgress done = finish(*await(session().startReplay(wanted)));
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.skipped, quint64(4));
        QCOMPARE(m_engine->queue(QStringLiteral("dead")).total(), quint64(5));
        QCOMPARE(m_engine->queue(QStringLiteral("again")).total(), quint64(1));
    }

    void pausedResumedCancelled()
    {
        QVERIFY(fill(QStringLiteral("clicks"), 1));
        for (int i = 0; i < 20; ++i) // each after the commit of the one before
            QVERIFY(m_engine->publish(QStringLiteral("clicks"), "more").ok());
        QVERIFY(m_engine->declareQueue(QStringLiteral("copy")));
        ReplaySpec wanted = spec(QStringLiteral("clicks"), QStringLiteral("copy"));
        wanted.speed = 0.001; // a millisecond becomes a second
        const ReplayId id = *await(session().startReplay(wanted));
        QCOMPARE(waitFor(id, [](const ReplayProgress &progress) { return progress.sent > 0; }).state,
                 ReplayState::Running);
        QVERIFY(await(session().pauseReplay(id)).ok());
        QCOMPARE(waitFor(id, [](const ReplayProgress &p) { return p.state == ReplayState::Paused; }).id, id);
        QVERIFY(await(session().resumeReplay(id)).ok());
        QCOMPARE(waitFor(id, [](const ReplayProgress &p) { return p.state == ReplayState::Running; }).id, id);
        QVERIFY(await(session().cancelReplay(id)).ok());
        const ReplayProgress done = finish(id);
        QCOMPARE(done.state, ReplayState::Cancelled);
        QVERIFY(done.sent < 21);
        QCOMPARE(await(session().cancelReplay(id)).error().code, BrokerError::NotFound);
        QCOMPARE(await(session().pauseReplay(ReplayId{99})).error().code, BrokerError::NotFound);
    }

    void errors()
    {
        QVERIFY(fill(QStringLiteral("clicks"), 1));
        ReplaySpec wanted = spec(QStringLiteral("clicks"), QStringLiteral("nowhere"));
        QCOMPARE(await(session().startReplay(wanted)).error().code, BrokerError::NotFound);
        QVERIFY(await(session().estimateReplay(wanted)).ok());
        wanted.source.virtualHost = QStringLiteral("nowhere");
        QCOMPARE(await(session().estimateReplay(wanted)).error().code, BrokerError::NotFound);
    }

    void theBrokerStopsMeanwhile()
    {
        QVERIFY(fill(QStringLiteral("clicks"), 200));
        QVERIFY(m_engine->declareQueue(QStringLiteral("copy")));
        ReplaySpec wanted = spec(QStringLiteral("clicks"), QStringLiteral("copy"));
        wanted.speed = 0.001;
        QVERIFY(await(session().startReplay(wanted)).ok());
        wanted.speed.reset();
        QVERIFY(await(session().startReplay(wanted)).ok());
        QVERIFY(m_engine->restart());
        QObject context;
        std::optional<QList<ReplayProgress>> replays;
        const auto watching = session().watchReplays(
            &context, [&](const QList<ReplayProgress> &now) { replays = now; }, 20);
        QVERIFY(QTest::qWaitFor([&] { return replays.has_value(); }, patienceMs));
        QVERIFY(replays->isEmpty());
    }
};

SIGHTGLASS_TEST(TestFacadeReplay)
#include "tst_facade_replay.moc"
