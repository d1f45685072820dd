// SPDX-License-Identifier: GPL-3.0-or-later
// What waits for what: deliveries for a client that reads, commands for one that reads its answers, answers to definitions for
// their commit, publishers for the store, gets for the disk; heartbeats.
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

using namespace test;

class TestFlowControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowReaderGetsABoundedBuffer();
    void oneMessageMayExceedTheBound();
    void answersNobodyReadsStopTheCommands();
    void answerOfADefinitionWaitsForItsCommit();
    void transientDefinitionsAnswerAtOnce();
    void noWaitDefinitionDoesNotHoldInput();
    void definitionThatCannotBeStored();
    void closedWhileADefinitionWaits();
    void publisherWaitsForTheStore();
    void publisherThatWaitsLongForTheStoreIsNotTold();
    void publisherIsToldOfAnAlarmWhileItWaits();
    void getWaitsForTheDisk();
    void heartbeatIsSentAtHalfTheInterval_4_2_7();
    void silentPeerIsGivenUpAfterTwoIntervals_4_2_7();
    void noHeartbeatsWhenNotWanted();
    void stoppedReadingDoesNotCountAsSilence();
};

namespace {

QByteArray publishMany(const QByteArray &queue, int count, qsizetype size, const wa::BasicProperties &properties = {})
{
    QByteArray all;
    for (int i = 0; i < count; ++i)
        all += Client::publishing(1, {}, queue, QByteArray(size, 'x'), properties, false, 131072);
    return all;
}

wa::QueueDeclare durableQueue(const QByteArray &name)
{
    wa::QueueDeclare method;
    method.queue = name;
    method.durable = true;
    return method;
}

wa::BasicProperties persistent()
{
    wa::BasicProperties properties;
    properties.deliveryMode = 2;
    return properties;
}

BrokerLimits smallWindow()
{
    BrokerLimits limits;
    limits.uncommittedBytes = 100'000;
    return limits;
}

/// 200 messages for the queue "q", of which some are not read: the store commits nothing any more.
void publishUntilItWaits(Broking &broking, Client &client)
{
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    broking.bench.store.autoCommit = false;
    client.send(publishMany("q", 200, 1000, persistent()));
    QVERIFY(!client.transport.reading);
}

void tick(Broking &broking, Client &client, qint64 ms)
{
    client.connection().tick(ms);
    broking.bench.settle();
}

} // namespace

void TestFlowControl::slowReaderGetsABoundedBuffer()
{
    Broking broking;
    Client publisher(broking), slow(broking);
    publisher.connect();
    publisher.open(1);
    publisher.declare(1, "q");
    slow.connect();
    slow.open(1);
    slow.consume(1, "q", "c", true);
    slow.transport.stuck = true;
    publisher.send(publishMany("q", 1000, 4096));
    const qint64 waiting = slow.transport.pendingBytes();
    QVERIFY(waiting >= amqp::OutputBound);
    QVERIFY2(waiting < amqp::OutputBound + amqp::FlushBytes + 8192, QByteArray::number(waiting).constData());
    Queue *queue = broking.bench.host().queue("q");
    const quint64 left = queue->ready();
    QVERIFY(left > 900);
    QVERIFY(!slow.connection().snapshot().channels.first().consumers.first().active);

    // It reads a little: nothing yet; it has read more than half: on it goes.
    slow.transport.unsent.truncate(amqp::OutputBound - 1000);
    slow.connection().written();
    broking.bench.settle();
    QCOMPARE(queue->ready(), left);
    slow.transport.unsent.clear();
    slow.connection().written();
    broking.bench.settle();
    QVERIFY(queue->ready() < left);
    slow.transport.stuck = false;
    slow.transport.unsent.clear();
    slow.connection().written();
    broking.bench.settle();
    QCOMPARE(queue->ready(), quint64(0));
}

void TestFlowControl::oneMessageMayExceedTheBound()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.send(publishMany("q", 3, 1024 * 1024));
    client.transport.sent.clear();
    client.transport.stuck = true;
    wa::BasicConsume consume;
    consume.queue = "q";
    client.send(1, consume);
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(2));
}

void TestFlowControl::answersNobodyReadsStopTheCommands()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.send(publishMany("q", 100, 100 * 1024));
    client.transport.stuck = true;
    QByteArray gets;
    for (int i = 0; i < 100; ++i)
        gets += Client::encoded(1, wa::BasicGet{"q", true});
    client.send(gets);
    QVERIFY(!client.transport.reading);
    QVERIFY(client.unread() > 0);
    QVERIFY(client.transport.pendingBytes() < amqp::AnswersBound + 200 * 1024);
    client.transport.stuck = false;
    client.transport.unsent.clear();
    client.connection().written();
    QVERIFY(client.transport.reading);
    client.offer();
    QCOMPARE(client.unread(), 0);
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(0));
}

void TestFlowControl::answerOfADefinitionWaitsForItsCommit()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    broking.bench.store.autoCommit = false;
    client.send(Client::encoded(1, durableQueue("q")) + Client::encoded(1, wa::BasicQos{0, 1, false}));
    QVERIFY(client.silent());
    QVERIFY(!client.transport.reading);
    QVERIFY(client.unread() > 0); // the qos behind it has not been looked at
    broking.bench.store.commit();
    client.expect<wa::QueueDeclareOk>(1);
    QVERIFY(client.transport.reading);
    client.offer();
    client.expect<wa::BasicQosOk>(1);

    wa::QueueBind bind{"q", "amq.topic", "#", false, {}};
    client.send(1, bind);
    QVERIFY(client.silent());
    broking.bench.store.commit();
    client.expect<wa::QueueBindOk>(1);
    client.send(1, wa::QueueDelete{"q", false, false, false});
    QVERIFY(client.silent());
    broking.bench.store.commit();
    client.expect<wa::QueueDeleteOk>(1);
}

void TestFlowControl::transientDefinitionsAnswerAtOnce()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    broking.bench.store.autoCommit = false;
    client.declare(1, "q");
    QVERIFY(client.transport.reading);
}

void TestFlowControl::noWaitDefinitionDoesNotHoldInput()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    broking.bench.store.autoCommit = false;
    auto method = durableQueue("q");
    method.noWait = true;
    client.send(Client::encoded(1, method) + Client::encoded(1, wa::BasicQos{0, 1, false}));
    client.expect<wa::BasicQosOk>(1);
    broking.bench.store.commit();
    QVERIFY(client.silent());
}

void TestFlowControl::definitionThatCannotBeStored()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    broking.bench.store.autoCommit = false;
    client.send(1, durableQueue("q"));
    broking.bench.store.fail();
    broking.bench.settle();
    QCOMPARE(client.expect<wa::ConnectionClose>(0).replyText,
             QByteArray("INTERNAL_ERROR - the definition could not be stored"));
    QVERIFY(client.transport.reading);
    // It is tried again with the next turn; whoever declares it meanwhile waits for that.
    Client second(broking);
    second.connect();
    second.open(1);
    second.send(1, durableQueue("q"));
    QVERIFY(second.silent());
    broking.bench.store.commitAll();
    second.expect<wa::QueueDeclareOk>(1);
    broking.bench.store.autoCommit = true;
}

void TestFlowControl::closedWhileADefinitionWaits()
{
    Broking broking;
    auto gone = std::make_unique<Client>(broking);
    gone->connect();
    gone->open(1);
    broking.bench.store.autoCommit = false;
    gone->send(1, durableQueue("q"));
    Client kicked(broking);
    kicked.connect();
    kicked.open(1);
    kicked.send(1, durableQueue("q"));
    kicked.connection().closeByOperator(QStringLiteral("enough"));
    gone.reset();
    broking.bench.store.commit();
    broking.bench.settle();
    QCOMPARE(kicked.expect<wa::ConnectionClose>(0).replyText, QByteArray("CONNECTION_FORCED - enough"));
    QVERIFY(kicked.silent());
    kicked.send(0, wa::ConnectionCloseOk{});
    QVERIFY(kicked.transport.closed);
}

void TestFlowControl::publisherWaitsForTheStore()
{
    BrokerLimits limits;
    limits.uncommittedBytes = 100'000;
    Broking broking(limits);
    Client client(broking), other(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    other.connect();
    other.open(1);
    broking.bench.store.autoCommit = false;
    client.send(publishMany("q", 1000, 1000, persistent()));
    QVERIFY(!client.transport.reading);
    QVERIFY(client.unread() > 500'000);
    QVERIFY(other.transport.reading); // who publishes nothing is not stopped
    QCOMPARE(client.connection().snapshot().state, ConnectionSnapshot::State::Flow);
    const quint64 before = broking.bench.host().queue("q")->ready();
    QVERIFY(before < 200);
    broking.bench.store.commit(); // the first, small one
    broking.bench.store.commitAll();
    QVERIFY(client.transport.reading);
    client.offer();
    QVERIFY(broking.bench.host().queue("q")->ready() > before);
    broking.bench.store.autoCommit = true;
    while (client.unread() > 0) {
        broking.bench.settle();
        client.offer();
    }
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1000));
}

void TestFlowControl::publisherThatWaitsLongForTheStoreIsNotTold()
{
    Broking broking(smallWindow());
    Client client(broking);
    publishUntilItWaits(broking, client);
    for (const qint64 ms : {1000, 1500, 60'000}) {
        tick(broking, client, ms);
        QVERIFY(client.silent());
        QVERIFY(!client.transport.reading);
        // The window shows it.
        const ConnectionSnapshot shown = client.connection().snapshot();
        QCOMPARE(shown.state, ConnectionSnapshot::State::Blocked);
        QCOMPARE(shown.waitsFor, QStringLiteral("the store is behind"));
    }
    broking.bench.store.autoCommit = true;
    broking.bench.store.commitAll();
    broking.bench.settle();
    QVERIFY(client.silent());
    QVERIFY(client.transport.reading);
    QCOMPARE(client.connection().snapshot().state, ConnectionSnapshot::State::Running);
    while (client.unread() > 0) {
        broking.bench.settle();
        client.offer();
    }
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(200));
}

void TestFlowControl::publisherIsToldOfAnAlarmWhileItWaits()
{
    Broking broking(smallWindow());
    Client client(broking);
    publishUntilItWaits(broking, client);
    tick(broking, client, 1000);
    QVERIFY(client.silent());
    broking.bench.broker.setAlarm(Alarm::Disk, true);
    tick(broking, client, 1500);
    QCOMPARE(client.expect<wa::ConnectionBlocked>(0).reason, QByteArray("low on disk"));
    tick(broking, client, 2000);
    QVERIFY(client.silent()); // once
    // The alarm is over, and the store still behind.
    broking.bench.broker.setAlarm(Alarm::Disk, false);
    tick(broking, client, 2500);
    client.expect<wa::ConnectionUnblocked>(0);
    QVERIFY(!client.transport.reading);
    QCOMPARE(client.connection().snapshot().state, ConnectionSnapshot::State::Blocked);
    broking.bench.store.commitAll();
    broking.bench.settle();
    QVERIFY(client.silent());
    QVERIFY(client.transport.reading);
    // With the next one, the store being quick, it hears of the end when it goes on.
    broking.bench.store.autoCommit = true;
    broking.bench.broker.setAlarm(Alarm::Memory, true);
    client.send(publishMany("q", 1, 1000, persistent()));
    QCOMPARE(client.expect<wa::ConnectionBlocked>(0).reason, QByteArray("low on memory"));
    QVERIFY(!client.transport.reading);
    broking.bench.broker.setAlarm(Alarm::Memory, false);
    broking.bench.settle(); // it is read again …
    broking.bench.settle(); // … and what that made goes out
    client.expect<wa::ConnectionUnblocked>(0);
    QVERIFY(client.transport.reading);
}

void TestFlowControl::getWaitsForTheDisk()
{
    BrokerLimits limits;
    limits.cacheBytes = 100'000; // most of what follows is paged out
    Broking broking(limits);
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    for (int i = 0; i < 40; ++i)
        client.send(publishMany("q", 100, 1000, persistent()));
    broking.bench.store.autoCommit = false;
    broking.bench.store.commitAll();
    int waited = 0;
    for (int i = 0; i < 4000; ++i) {
        client.send(Client::encoded(1, wa::BasicGet{"q", true}) + Client::encoded(1, wa::BasicQos{0, 1, false}));
        if (client.silent()) {
            ++waited;
            QVERIFY(!client.transport.reading);
            QVERIFY(broking.bench.store.hasLoads());
            broking.bench.store.answerLoads();
            broking.bench.settle();
        }
        client.expect<wa::BasicGetOk>(1);
        client.content(1);
        client.offer();
        client.expect<wa::BasicQosOk>(1); // in this order
        if (QTest::currentTestFailed())
            return;
        broking.bench.store.commitAll();
    }
    QVERIFY(waited > 0);
}

void TestFlowControl::heartbeatIsSentAtHalfTheInterval_4_2_7()
{
    Broking broking;
    Client client(broking);
    client.connect({2047, 131072, 10});
    client.connection().tick(1000);
    broking.bench.settle();
    client.connection().tick(5000);
    broking.bench.settle();
    QVERIFY(client.silent());
    client.connection().tick(6000);
    broking.bench.settle();
    const auto frame = client.next();
    QVERIFY(frame && frame->type == wa::FrameType::Heartbeat && frame->channel == 0 && frame->payload.isEmpty());
    client.open(1); // any traffic counts
    client.connection().tick(10'000);
    client.connection().tick(14'500);
    broking.bench.settle();
    QVERIFY(client.silent());
}

void TestFlowControl::silentPeerIsGivenUpAfterTwoIntervals_4_2_7()
{
    Broking broking;
    Client client(broking);
    client.connect({2047, 131072, 10});
    client.connection().tick(1000);
    client.connection().tick(20'000);
    QVERIFY(!client.transport.aborted);
    client.send(Client::frame(wa::FrameType::Heartbeat, 0, {}));
    client.connection().tick(21'000);
    client.connection().tick(40'999);
    QVERIFY(!client.transport.aborted);
    client.connection().tick(41'000);
    QVERIFY(client.transport.aborted);
}

void TestFlowControl::noHeartbeatsWhenNotWanted()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.connection().tick(1000);
    client.connection().tick(10'000'000);
    broking.bench.settle();
    QVERIFY(client.silent());
    QVERIFY(!client.transport.aborted);
}

void TestFlowControl::stoppedReadingDoesNotCountAsSilence()
{
    Broking broking;
    Client client(broking);
    client.connect({2047, 131072, 10});
    client.open(1);
    broking.bench.store.autoCommit = false;
    client.send(1, durableQueue("q"));
    client.connection().tick(1000);
    client.connection().tick(100'000);
    QVERIFY(!client.transport.aborted);
    broking.bench.store.commitAll();
    client.connection().tick(110'000);
    QVERIFY(!client.transport.aborted);
    client.connection().tick(120'000);
    QVERIFY(client.transport.aborted);
}

SIGHTGLASS_TEST(TestFlowControl)
#include "tst_amqp_flowcontrol.moc"
