// SPDX-License-Identifier: GPL-3.0-or-later
// How a replay runs: its pace, pausing and cancelling, what it waits for, how it ends.
#include "replayfixture.h"

#include "program/testprogram.h"

using namespace test;

class TestRunning : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ReplayBench> m_bench;
    ReplayBench &bench() { return *m_bench; }

    /// Records a second apart.
    void fillSlowly(int count)
    {
        bench().create();
        for (int i = 0; i < count; ++i) {
            bench().append({QByteArray::number(i)});
            bench().clock.now += 1000;
        }
    }
    quint64 ready(const QByteArray &queue = "q") { return bench().host().queue(queue)->ready(); }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<ReplayBench>(); }
    void cleanup() { m_bench.reset(); }

    void theOriginalPace()
    {
        fillSlowly(5);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 1;
        const ReplayId id = bench().start(spec);
        bench().pass(2);
        QCOMPARE(ready(), quint64(1));
        QCOMPARE(bench().progress(id).nextMs, bench().clock.now + 999);
        bench().pass(997);
        QCOMPARE(ready(), quint64(1));
        bench().pass(2);
        QCOMPARE(ready(), quint64(2));
        bench().pass(2000);
        QCOMPARE(ready(), quint64(4));
        bench().pass(1000);
        QCOMPARE(bench().finish(id).state, State::Finished);
        QCOMPARE(bench().bodies(), numbers(0, 5));
    }

    void tenTimesAsFast()
    {
        fillSlowly(31);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 10;
        const ReplayId id = bench().start(spec);
        bench().pass(1 + 1500);
        QCOMPARE(ready(), quint64(16));
        bench().pass(1500);
        QCOMPARE(ready(), quint64(31));
        QCOMPARE(bench().finish(id).state, State::Finished);
    }

    void whatTheFilterDoesNotWantIsNotWaitedFor()
    {
        fillSlowly(60);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 1;
        spec.filter.bodyText = QStringLiteral("59");
        QCOMPARE(bench().finish(bench().start(spec), 50).state, State::Finished);
        QCOMPARE(bench().bodies(), QByteArrayList{"59"});
    }

    void aPauseIsNotMadeUpFor()
    {
        fillSlowly(5);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 1;
        const ReplayId id = bench().start(spec);
        bench().pass(1 + 600);
        QVERIFY(bench().replays.pause(id).ok());
        QVERIFY(bench().replays.pause(id).ok());
        QCOMPARE(bench().progress(id).state, State::Paused);
        bench().pass(60'000);
        QCOMPARE(ready(), quint64(1));
        QVERIFY(bench().replays.resume(id).ok());
        QVERIFY(bench().replays.resume(id).ok());
        QCOMPARE(bench().progress(id).state, State::Running);
        bench().pass(398);
        QCOMPARE(ready(), quint64(1));
        bench().pass(3);
        QCOMPARE(ready(), quint64(2));
    }

    void pausedInTheMiddle()
    {
        bench().create();
        bench().append(numbers(0, 3000));
        const ReplayId id = bench().start(bench().fromTopicToQueue());
        bench().pass(3);
        QVERIFY(bench().replays.pause(id).ok());
        const quint64 sent = ready();
        QVERIFY(sent > 0 && sent < 3000);
        bench().pass(1000);
        QCOMPARE(ready(), sent);
        QCOMPARE(bench().progress(id).sent, sent);
        QVERIFY(bench().replays.resume(id).ok());
        QCOMPARE(bench().finish(id).sent, quint64(3000));
        QCOMPARE(bench().bodies(), numbers(0, 3000));
    }

    void cancelled()
    {
        bench().create();
        bench().append(numbers(0, 3000));
        const ReplayId id = bench().start(bench().fromTopicToQueue());
        bench().pass(2);
        const quint64 sent = ready();
        QVERIFY(sent > 0 && sent < 3000);
        QVERIFY(bench().replays.cancel(id).ok());
        QCOMPARE(bench().progress(id).state, State::Cancelled);
        QCOMPARE(bench().progress(id).endedMs, bench().clock.now);
        bench().pass(1000);
        QCOMPARE(ready(), sent);
        QCOMPARE(bench().progress(id).sent, sent);
        for (const Result<void> &refused :
             {bench().replays.cancel(id), bench().replays.pause(id), bench().replays.resume(id)})
            QCOMPARE(refused.error().code, BrokerError::NotFound);
    }

    void aTurnIsShort()
    {
        bench().create();
        bench().append(numbers(0, 20'000));
        const ReplayId id = bench().start(bench().fromTopicToQueue());
        quint64 before = 0;
        while (!bench().progress(id).isOver()) {
            bench().pass(1);
            QVERIFY(ready() - before <= 256);
            before = ready();
        }
        QCOMPARE(before, quint64(20'000));
    }

    void sentIsWhatIsCommitted()
    {
        bench().create();
        bench().append(numbers(0, 5000));
        const ReplaySpec spec = bench().fromTopicToQueue();
        bench().settle();
        bench().store.autoCommit = false;
        const ReplayId id = bench().start(spec);
        bench().pass(1000);
        QCOMPARE(bench().progress(id).sent, quint64(0));
        const quint64 onTheWay = ready();
        QVERIFY(onTheWay >= 2048 && onTheWay < 2048 + 256); // and no more
        bench().store.commit();
        QCOMPARE(bench().progress(id).sent, quint64(256));
        bench().store.autoCommit = true;
        QCOMPARE(bench().finish(id).sent, quint64(5000));
    }

    void waitsWhileMemoryIsLow()
    {
        bench().create();
        bench().append(numbers(0, 10));
        bench().broker.setAlarm(Alarm::Memory, true);
        const ReplayId id = bench().start(bench().fromTopicToQueue());
        bench().pass(5000);
        QCOMPARE(bench().progress(id).state, State::Waiting);
        QVERIFY(bench().progress(id).text.contains(QStringLiteral("low on memory")));
        QCOMPARE(ready(), quint64(0));
        bench().broker.setAlarm(Alarm::Memory, false);
        bench().settle();
        const ReplayProgress done = bench().finish(id);
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(10));
        QVERIFY(done.text.isEmpty());
    }

    void timeStandsStillWhileItWaits()
    {
        fillSlowly(3);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 1;
        const ReplayId id = bench().start(spec);
        bench().pass(1 + 400);
        QCOMPARE(ready(), quint64(1));
        bench().broker.setAlarm(Alarm::Disk, true);
        bench().pass(600); // the next would be due
        QCOMPARE(bench().progress(id).state, State::Waiting);
        bench().pass(10'000);
        bench().broker.setAlarm(Alarm::Disk, false);
        bench().settle();
        bench().pass(500);
        QCOMPARE(ready(), quint64(2));
        bench().pass(498);
        QCOMPARE(ready(), quint64(2));
        bench().pass(510);
        QCOMPARE(ready(), quint64(3));
    }

    void waitsForRoomInAFullQueue()
    {
        bench().create();
        bench().append(numbers(0, 8));
        QueueDefinition definition;
        definition.name = "q";
        definition.arguments.set("x-max-length", FieldValue(qint32(3)));
        definition.arguments.set("x-overflow", FieldValue(QByteArray("reject-publish")));
        QVERIFY(bench().host().declareQueue(definition, ConnectionId{1}).ok());
        const ReplayId id = bench().start(bench().fromTopicToQueue());
        bench().pass(1000);
        QCOMPARE(ready(), quint64(3));
        QCOMPARE(bench().progress(id).state, State::Waiting);
        QCOMPARE(bench().progress(id).sent, quint64(3));
        QByteArrayList taken;
        Channel &reader = bench().channel(bench().client);
        for (int round = 0; round < 20 && taken.size() < 8; ++round) {
            QVERIFY(reader
                        .get("q", true,
                             [&](const Channel::GetAnswer &got) {
                                 if (got.message)
                                     taken.append(got.message->body().toByteArray());
                             })
                        .ok());
            bench().settle();
            bench().pass(250);
        }
        QCOMPARE(taken, numbers(0, 8));
        QCOMPARE(bench().progress(id).state, State::Finished);
        QCOMPARE(bench().progress(id).sent, quint64(8));
        QCOMPARE(bench().progress(id).failed, quint64(0));
    }

    void oneFullQueueOfSeveral()
    {
        bench().create();
        bench().append(numbers(0, 4));
        QueueDefinition full;
        full.name = "full";
        full.arguments.set("x-max-length", FieldValue(qint32(1)));
        full.arguments.set("x-overflow", FieldValue(QByteArray("reject-publish")));
        QVERIFY(bench().host().declareQueue(full, ConnectionId{1}).ok());
        ReplaySpec spec = bench().fromTopicToQueue();
        for (const QByteArray &queue : {QByteArray("q"), QByteArray("full")}) {
            QVERIFY(
                bench().host().bind({"/", "amq.fanout", DestinationType::Queue, queue, {}, {}}, ConnectionId{1}).ok());
        }
        spec.target = {ReplayTarget::Kind::Exchange, QStringLiteral("/"), QStringLiteral("amq.fanout"), {}};
        const ReplayProgress done = bench().run(spec);
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.failed, quint64(3));
        QCOMPARE(bench().bodies(), numbers(0, 4)); // each once
        QVERIFY(done.text.contains(QStringLiteral("full queue")));
    }

    void aFullQueueThatMakesDeadLetters()
    {
        bench().create();
        bench().append(numbers(0, 4));
        bench().declare("dead");
        QueueDefinition full;
        full.name = "q";
        full.arguments.set("x-max-length", FieldValue(qint32(1)));
        full.arguments.set("x-overflow", FieldValue(QByteArray("reject-publish-dlx")));
        full.arguments.set("x-dead-letter-exchange", FieldValue(QByteArray()));
        full.arguments.set("x-dead-letter-routing-key", FieldValue(QByteArray("dead")));
        QVERIFY(bench().host().declareQueue(full, ConnectionId{1}).ok());
        const ReplayProgress done = bench().run(bench().fromTopicToQueue());
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.failed, quint64(3));
        QCOMPARE(bench().bodies("dead"), numbers(1, 4)); // each once
    }

    void theStoreFails()
    {
        bench().create();
        bench().append(numbers(0, 600));
        const ReplaySpec spec = bench().fromTopicToQueue();
        bench().settle();
        bench().store.autoCommit = false;
        const ReplayId id = bench().start(spec);
        bench().pass(1);
        bench().store.fail();
        bench().pass(10);
        const ReplayProgress waiting = bench().progress(id);
        QCOMPARE(waiting.state, State::Waiting);
        QVERIFY(waiting.text.contains(QStringLiteral("disk full")));
        QCOMPARE(waiting.failed, quint64(256));
        bench().store.autoCommit = true;
        bench().pass(3000);
        const ReplayProgress done = bench().finish(id);
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(600 - 256));
        QVERIFY(done.text.contains(QStringLiteral("256 messages could not be stored")));
    }

    void theTargetGoes()
    {
        fillSlowly(3);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 1;
        const ReplayId id = bench().start(spec);
        bench().pass(100);
        QVERIFY(bench().host().deleteQueue("q", ConnectionId{1}, false, false).ok());
        bench().declare("q"); // another one
        bench().pass(1000);
        QCOMPARE(bench().progress(id).state, State::Failed);
        QCOMPARE(bench().progress(id).text, QStringLiteral("the queue 'q' was deleted"));
        QCOMPARE(ready(), quint64(0));
    }

    void theSourceGoes()
    {
        fillSlowly(3);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.speed = 1;
        const ReplayId topic = bench().start(spec);
        bench().declare("dead");
        bench().publish({}, "dead", "a");
        bench().clock.now += 50'000;
        bench().publish({}, "dead", "b");
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("dead"), {}};
        const ReplayId queue = bench().start(spec);
        bench().pass(100);
        bench().host().topics().remove(*bench().topic());
        QVERIFY(bench().host().deleteQueue("dead", ConnectionId{1}, false, false).ok());
        bench().settle();
        bench().pass(60'000);
        QCOMPARE(bench().progress(topic).text, QStringLiteral("the topic 't' was deleted"));
        QCOMPARE(bench().progress(queue).text, QStringLiteral("the queue 'dead' was deleted"));
        QCOMPARE(bench().progress(queue).state, State::Failed);
    }

    void aVirtualHostGoes()
    {
        QVERIFY(bench().broker.createVirtualHost("other").ok());
        QueueDefinition definition;
        definition.virtualHost = "other";
        definition.name = "q";
        QVERIFY(bench().broker.virtualHost("other")->declareQueue(definition, ConnectionId{1}).ok());
        fillSlowly(3);
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.target.virtualHost = QStringLiteral("other");
        spec.speed = 1;
        const ReplayId id = bench().start(spec);
        bench().pass(100);
        QCOMPARE(bench().progress(id).sent, quint64(1));
        QVERIFY(bench().broker.deleteVirtualHost("other").ok());
        bench().settle();
        QCOMPARE(bench().progress(id).state, State::Failed);
        QCOMPARE(bench().progress(id).text, QStringLiteral("vhost 'other' is deleted"));
        bench().pass(5000);
    }

    void severalAtOnce()
    {
        bench().create();
        bench().append(numbers(0, 2000));
        std::vector<ReplayId> ids;
        ReplaySpec spec = bench().fromTopicToQueue();
        for (size_t i = 0; i < Replays::mostUnderWay; ++i)
            ids.push_back(bench().start(spec));
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::ResourceExhausted);
        QVERIFY(bench().replays.cancel(ids.back()).ok());
        ids.pop_back();
        for (const ReplayId id : ids)
            QCOMPARE(bench().finish(id).sent, quint64(2000));
        for (int i = 0; i < 30; ++i)
            bench().run(spec);
        QVERIFY(bench().replays.list().size() <= qsizetype(Replays::keptOver + 1));
        QVERIFY(bench().replays.list().first().id > bench().replays.list().last().id);
    }

    void whatIsNotThere()
    {
        bench().create();
        ReplaySpec spec = bench().fromTopicToQueue();
        spec.target.name = QStringLiteral("nowhere");
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::NotFound);
        spec = bench().fromTopicToQueue();
        spec.source.name = QStringLiteral("nowhere");
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::NotFound);
        QCOMPARE(bench().replays.estimate(spec).error().code, BrokerError::NotFound);
        spec = bench().fromTopicToQueue();
        spec.speed = 0;
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::InvalidArgument);
        QVERIFY(bench().replays.list().isEmpty());
    }

    void theLifecycleSaysSo()
    {
        struct Observer : LifecycleObserver
        {
            void observe(const LifecycleEvent &event) override
            {
                if (event.step == LifecycleStep::Replayed)
                    seen.append(event.queue->name() + ':' + QByteArray::number(event.offset) + ' ' +
                                event.message->body().toByteArray());
            }
            QByteArrayList seen;
        } observer;
        bench().create();
        bench().append({"a", "b"});
        bench().broker.lifecycle().add(&observer);
        bench().run(bench().fromTopicToQueue());
        bench().broker.lifecycle().remove(&observer);
        QCOMPARE(observer.seen, (QByteArrayList{"t:0 a", "t:1 b"}));
    }
};

SIGHTGLASS_TEST(TestRunning)
#include "tst_replay_running.moc"
