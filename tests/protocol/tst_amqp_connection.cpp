// SPDX-License-Identifier: GPL-3.0-or-later
// The connection as a whole: what is shown of it, broken framing, and how it ends: by the client, an operator, the broker's stop,
// a dead socket.
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

using namespace test;

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void snapshot();
    void nameWithoutOneFromTheClient();
    void registeredWhileOpen();
    void countsBytes();
    void brokenFraming_data();
    void brokenFraming();
    void closedByTheClient();
    void closedByTheClientOutOfTheBlue();
    void closedByAnOperator();
    void shutDown();
    void shutDownDuringTheHandshake();
    void closeOkIsNotWaitedForForever();
    void bothSidesClose_2_2_4();
    void framesAreIgnoredWhileClosing();
    void diesWithUnsentOutput();
    void longTextsAreCutAtACharacter();
};

namespace {

/// What must have no effect.
wa::QueueDeclare never()
{
    wa::QueueDeclare method;
    method.queue = "never";
    return method;
}

} // namespace

void TestConnection::snapshot()
{
    Broking broking;
    Client client(broking);
    client.connect({100, 8192, 30});
    client.open(3);
    client.declare(3, "q");
    client.confirms(3);
    client.send(3, wa::BasicQos{0, 7, false});
    client.expect<wa::BasicQosOk>(3);
    client.consume(3, "q", "worker");
    client.send(Client::publishing(3, {}, "q", "x"));
    const ConnectionSnapshot s = client.connection().snapshot();
    QCOMPARE(s.id, client.connection().connectionId());
    QCOMPARE(s.name, QStringLiteral("billing"));
    QCOMPARE(s.peer, QStringLiteral("127.0.0.1:4711"));
    QCOMPARE(s.protocol, QStringLiteral("AMQP 0-9-1"));
    QCOMPARE(s.user, QStringLiteral("guest"));
    QCOMPARE(s.virtualHost, QStringLiteral("/"));
    QCOMPARE(s.clientProduct, QStringLiteral("tester 0.1"));
    QCOMPARE(s.clientProperties, Client::properties());
    QCOMPARE(s.state, ConnectionSnapshot::State::Running);
    QCOMPARE(s.heartbeatSeconds, 30u);
    QCOMPARE(s.frameMax, 8192u);
    QCOMPARE(s.channelMax, 100u);
    QCOMPARE(s.connectedAt.toMSecsSinceEpoch(), 1'000'000);
    QCOMPARE(s.channels.size(), 1);
    const ChannelSnapshot &channel = s.channels.first();
    QCOMPARE(channel.channel, (ChannelRef{s.id, 3}));
    QVERIFY(channel.confirm);
    QCOMPARE(channel.prefetch, 7u);
    QCOMPARE(channel.unacked, 1u);
    QCOMPARE(channel.consumers.size(), 1);
    const ConsumerSnapshot &consumer = channel.consumers.first();
    QCOMPARE(consumer.tag, QStringLiteral("worker"));
    QCOMPARE(consumer.queueName, QStringLiteral("q"));
    QCOMPARE(consumer.connectionName, QStringLiteral("billing"));
    QCOMPARE(consumer.prefetch, 7u);
    QCOMPARE(consumer.unacked, 1u);
    QVERIFY(consumer.ackRequired);
    QCOMPARE(consumer.timeoutMs, qint64(30 * 60 * 1000));
    QVERIFY(consumer.active);
}

void TestConnection::nameWithoutOneFromTheClient()
{
    Broking broking;
    Client client(broking);
    QCOMPARE(client.connection().connectionName(), QStringLiteral("127.0.0.1:4711 -> 127.0.0.1:5672"));
    QCOMPARE(client.connection().snapshot().state, ConnectionSnapshot::State::Starting);
}

void TestConnection::registeredWhileOpen()
{
    Broking broking;
    {
        Client client(broking);
        QVERIFY(broking.registry.connections().empty());
        client.connect();
        QCOMPARE(broking.registry.find(client.connection().connectionId()), &client.connection());
    }
    QVERIFY(broking.registry.connections().empty());
}

void TestConnection::countsBytes()
{
    Broking broking;
    Client client(broking);
    client.send(Client::protocolHeader());
    QCOMPARE(client.connection().counters().bytesIn, quint64(8));
    QCOMPARE(client.connection().counters().bytesOut, quint64(client.transport.sent.size()));
}

void TestConnection::brokenFraming_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = Client::encoded(1, wa::BasicAck{1, false});
    QTest::newRow("wrong end") << good.chopped(1) + '\0'
                               << QByteArray("FRAME_ERROR - type 1, all octets = <<0,60,0,80,0,0,0,0,0,0,0,1,0>>: "
                                             "{invalid_frame_end_marker,0}");
    QTest::newRow("type 7") << QByteArray("\7\0\1\0\0\0\3abc\xCE", 11)
                            << QByteArray("FRAME_ERROR - type 7, all octets = <<\"abc\">>: unknown_frame");
    QTest::newRow("type 0, one byte") << QByteArray(1, '\0')
                                      << QByteArray("FRAME_ERROR - type 0, all octets = <<>>: unknown_frame");
    QTest::newRow("too large") << QByteArray("\3\0\1\0\2\0\1", 7)
                               << QByteArray(
                                      "FRAME_ERROR - type 3, all octets = <<>>: {frame_too_large,131073,131064}");
    QTest::newRow("4 GiB") << QByteArray("\1\0\1\xff\xff\xff\xff", 7)
                           << QByteArray(
                                  "FRAME_ERROR - type 1, all octets = <<>>: {frame_too_large,4294967295,131064}");
    QTest::newRow("heartbeat with a payload")
        << Client::frame(wa::FrameType::Heartbeat, 0, "x")
        << QByteArray("FRAME_ERROR - type 8, all octets = <<\"x\">>: unknown_frame");
}

void TestConnection::brokenFraming()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.send(bytes);
    client.send(1, never());
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, 501);
    QCOMPARE(close.replyText, text);
    QVERIFY(client.silent());
    QCOMPARE(client.unread(), 0);
    QVERIFY(!broking.bench.host().queue("never"));
    client.send(0, wa::ConnectionCloseOk{});
    QVERIFY(client.transport.closed);
}

void TestConnection::closedByTheClient()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.open(2);
    client.send(0, wa::ConnectionClose{200, "bye", 0, 0});
    client.expect<wa::ConnectionCloseOk>(0);
    QVERIFY(client.silent());
    QVERIFY(client.transport.closed);
    QVERIFY(broking.bench.broker.channels().empty());
    client.send("anything"); // dropped
    QVERIFY(client.silent());
}

void TestConnection::closedByTheClientOutOfTheBlue()
{
    Broking broking;
    broking.bench.declare("q", false);
    {
        Client client(broking);
        client.connect();
        client.open(1);
        client.send(Client::publishing(1, {}, "q", "x"));
        client.consume(1, "q");
        client.send(Client::encoded(1, wa::BasicPublish{{}, "q", false, false})); // in the middle of a message
        QCOMPARE(broking.bench.host().queue("q")->unacked(), quint64(1));
    }
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1));
    QVERIFY(broking.bench.host().queue("q")->consumers().empty());
}

void TestConnection::closedByAnOperator()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.connection().closeByOperator(QStringLiteral("Closed via the window"));
    broking.bench.settle();
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, 320);
    QCOMPARE(close.replyText, QByteArray("CONNECTION_FORCED - Closed via the window"));
    QCOMPARE(client.connection().snapshot().state, ConnectionSnapshot::State::Closing);
    client.connection().closeByOperator(QStringLiteral("again"));
    broking.bench.settle();
    QVERIFY(client.silent());
    client.send(0, wa::ConnectionCloseOk{});
    QVERIFY(client.transport.closed);
}

void TestConnection::shutDown()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.connection().shutDown(QStringLiteral("shutdown"));
    broking.bench.settle();
    QCOMPARE(client.expect<wa::ConnectionClose>(0).replyText,
             QByteArray("CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'"));
}

void TestConnection::shutDownDuringTheHandshake()
{
    Broking broking;
    Client client(broking);
    client.send(Client::protocolHeader());
    client.connection().shutDown(QStringLiteral("shutdown"));
    QVERIFY(client.transport.aborted);
}

void TestConnection::closeOkIsNotWaitedForForever()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.connection().tick(1000);
    client.connection().closeByOperator(QStringLiteral("enough"));
    client.connection().tick(2000);
    client.connection().tick(31'999);
    QVERIFY(!client.transport.aborted);
    client.connection().tick(32'000);
    QVERIFY(client.transport.aborted);
}

void TestConnection::bothSidesClose_2_2_4()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.connection().closeByOperator(QStringLiteral("enough"));
    client.send(0, wa::ConnectionClose{200, "bye", 0, 0});
    client.expect<wa::ConnectionClose>(0);
    client.expect<wa::ConnectionCloseOk>(0);
    QVERIFY(!client.transport.closed);
    client.send(0, wa::ConnectionCloseOk{});
    QVERIFY(client.transport.closed);
}

void TestConnection::framesAreIgnoredWhileClosing()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.connection().closeByOperator(QStringLiteral("enough"));
    client.send(Client::encoded(1, never()) + Client::frame(wa::FrameType::Heartbeat, 0, {}) +
                Client::encoded(0, wa::ConnectionOpen{"/"}) + Client::encoded(9, wa::ChannelOpen{}));
    client.expect<wa::ConnectionClose>(0);
    QVERIFY(client.silent());
    QVERIFY(!broking.bench.host().queue("never"));
}

void TestConnection::diesWithUnsentOutput()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    // Output waits for the settling that does not come any more.
    const QByteArray bytes = Client::encoded(1, wa::BasicQos{0, 1, false});
    client.connection().consume(bytes);
    client.disconnect();
    QVERIFY(client.silent());
}

void TestConnection::longTextsAreCutAtACharacter()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    wa::QueueDeclare method;
    method.queue = QStringLiteral("ä").repeated(127).toUtf8();
    method.passive = true;
    client.send(1, method);
    const auto close = client.expect<wa::ChannelClose>(1);
    QVERIFY(close.replyText.size() <= 255);
    QVERIFY(close.replyText.endsWith("..."));
    QVERIFY(close.replyText.isValidUtf8());
}

SIGHTGLASS_TEST(TestConnection)
#include "tst_amqp_connection.moc"
