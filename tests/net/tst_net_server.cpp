// SPDX-License-Identifier: GPL-3.0-or-later
// The server with real sockets: sessions over TCP and the local socket, detection, back-pressure, many connections, the end.
#include "net/netfixture.h"
#include "program/testprogram.h"

#include "wire/kafka/api/apiversions.h"
#include "wire/kafka/message.h"

using namespace test;

class TestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesOverTcp();
    void servesOverIpv6Loopback();
    void servesOverTheLocalSocket();
    void inSmallPieces();
    void unknownProtocolGetsTheAmqpHeader();
    void kafkaIsKnownByItsFirstBytes_data();
    void kafkaIsKnownByItsFirstBytes();
    void everyListenerTakesKafkaToo();
    void largeMessageThereAndBack();
    void clientThatDoesNotReadIsWaitedFor();
    void clientThatVanishesIsForgotten();
    void aThousandConnections();
    void closeAllTakesLeave();
    void closeAllCutsWhoDoesNotAnswer();
    void closeAllWithNobodyThere();
};

namespace {

QList<net::ListenerConfig> anyPort()
{
    return {{u"amqp"_s, u"127.0.0.1:0"_s}};
}

QByteArray publishing(const QByteArray &body)
{
    wire::OutBuffer out;
    wa::appendPublish(out, 1, {{}, "q", false, false}, {QByteArrayView("\0\0", 2), body, 131072});
    return out.toByteArray();
}

wa::QueueDeclare declaring(const QByteArray &name)
{
    wa::QueueDeclare method;
    method.queue = name;
    return method;
}

} // namespace

void TestServer::servesOverTcp()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient client(serving.port());
    client.socket.write(hello());
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
    QCOMPARE(serving.server.connectionCount(), 1);
    const auto snapshot = (*serving.server.registry().connections().begin())->snapshot();
    QCOMPARE(snapshot.peer, u"127.0.0.1:%1"_s.arg(client.socket.localPort()));
    QVERIFY(snapshot.name.endsWith(u" -> 127.0.0.1:%1"_s.arg(serving.port())));
    client.socket.write(encoded(0, wa::ConnectionClose{200, {}, 0, 0}));
    QTRY_VERIFY(client.has<wa::ConnectionCloseOk>());
    QTRY_VERIFY(client.disconnected);
    QTRY_COMPARE(serving.server.connectionCount(), 0);
}

void TestServer::servesOverIpv6Loopback()
{
    Serving serving;
    serving.server.start(anyPort());
    Client<QTcpSocket> client;
    client.socket.connectToHost(QHostAddress(QHostAddress::LocalHostIPv6), serving.port());
    if (!client.socket.waitForConnected(1000))
        QSKIP("no IPv6 on this machine");
    client.socket.write(hello());
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
    QVERIFY((*serving.server.registry().connections().begin())->snapshot().peer.startsWith(u"[::1]:"));
}

void TestServer::servesOverTheLocalSocket()
{
    Serving serving;
    const QString path = serving.folder.filePath(u"socket"_s);
    serving.server.start({{u"socket"_s, path}});
    QCOMPARE(serving.server.listeners().first().address, path);
    LocalClient client(path);
    client.socket.write(protocolHeader() + encoded(0, wa::ConnectionStartOk{{}, "EXTERNAL", {}, "en_US"}) +
                        encoded(0, wa::ConnectionTuneOk{2047, 131072, 0}) + encoded(0, wa::ConnectionOpen{"/"}));
    QTRY_VERIFY(client.has<wa::ConnectionOpenOk>());
    QCOMPARE((*serving.server.registry().connections().begin())->snapshot().peer, u"local socket"_s);
}

void TestServer::inSmallPieces()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient client(serving.port());
    QVERIFY(client.socket.waitForConnected());
    client.socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    for (const char c : hello()) {
        client.socket.write(&c, 1);
        client.socket.flush();
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
}

void TestServer::unknownProtocolGetsTheAmqpHeader()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient client(serving.port());
    client.socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_VERIFY(client.disconnected);
    QCOMPARE(client.received, protocolHeader());
    QTRY_COMPARE(serving.server.connectionCount(), 0);
}

void TestServer::kafkaIsKnownByItsFirstBytes_data()
{
    using Match = net::ProtocolEntry::Match;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Match>("match");
    QTest::newRow("ApiVersions v3") << QByteArray("\0\0\0\x23\0\x12\0\x03", 8) << Match::Yes;
    QTest::newRow("Metadata v0 and more") << QByteArray("\0\0\0\x10\0\3\0\0\0\0\0\1", 12) << Match::Yes;
    QTest::newRow("nothing yet") << QByteArray() << Match::NeedMore;
    QTest::newRow("one byte") << QByteArray("\0", 1) << Match::NeedMore;
    QTest::newRow("length only") << QByteArray("\0\0\0\x23", 4) << Match::NeedMore;
    QTest::newRow("AMQP") << QByteArray("AMQP") << Match::No;
    QTest::newRow("A") << QByteArray("A") << Match::No;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01", 3) << Match::No;
    QTest::newRow("too long") << QByteArray("\x07\0\0\0", 4) << Match::No;
    QTest::newRow("too short") << QByteArray("\0\0\0\1", 4) << Match::No;
    QTest::newRow("no such API") << QByteArray("\0\0\0\x23\x01\x12\0\x03", 8) << Match::No;
    QTest::newRow("no such version") << QByteArray("\0\0\0\x23\0\x12\0\x7f", 8) << Match::No;
}

void TestServer::kafkaIsKnownByItsFirstBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(net::ProtocolEntry::Match, match);
    QCOMPARE(net::looksLikeKafka(bytes), match);
}

void TestServer::everyListenerTakesKafkaToo()
{
    Serving serving;
    serving.server.start({{u"amqp"_s, u"127.0.0.1:0"_s}, {u"kafka"_s, u"127.0.0.1:0"_s}});
    for (const ListenerSnapshot &listener : serving.server.listeners()) {
        TcpClient client(quint16(listener.address.section(u':', -1).toUInt()));
        wire::OutBuffer out;
        wire::kafka::appendRequest(out, {18, 3, 7, QByteArray("test")}, wire::kafka::ApiVersionsRequest{"test", "1"});
        client.socket.write(out.toByteArray());
        QTRY_VERIFY(client.received.size() > 8);
        QCOMPARE(client.received.sliced(4, 4), QByteArray("\0\0\0\7", 4));
    }
}

void TestServer::largeMessageThereAndBack()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient client(serving.port());
    const QByteArray body(8 * 1024 * 1024, 'x');
    client.socket.write(hello() + encoded(1, declaring("q")) + publishing(body) + encoded(1, wa::BasicGet{"q", true}));
    QTRY_VERIFY(client.has<wa::BasicGetOk>());
    QTRY_COMPARE(client.bodyBytes(), quint64(body.size()));
}

void TestServer::clientThatDoesNotReadIsWaitedFor()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient publisher(serving.port());
    const int count = 1000;
    publisher.socket.write(hello() + encoded(1, declaring("q")));
    for (int i = 0; i < count; ++i)
        publisher.socket.write(publishing(QByteArray(32 * 1024, 'x')));
    QTRY_VERIFY(serving.broker.virtualHost("/")->queue("q"));
    const core::Queue &queue = *serving.broker.virtualHost("/")->queue("q");
    QTRY_COMPARE(queue.ready(), quint64(count));

    TcpClient slow(serving.port());
    slow.socket.setReadBufferSize(1024); // and no more than that is taken off the socket
    QObject::disconnect(&slow.socket, &QTcpSocket::readyRead, nullptr, nullptr);
    wa::BasicConsume consume;
    consume.queue = "q";
    consume.noAck = true;
    slow.socket.write(hello() + encoded(1, consume));
    QTRY_VERIFY(queue.ready() < quint64(count));
    // It stops well before the end: kernel buffers and ours are full.
    const auto stopped = [&] {
        for (const protocol::ConnectionInfo *connection : serving.server.registry().connections()) {
            for (const ChannelSnapshot &channel : connection->snapshot().channels) {
                if (!channel.consumers.isEmpty())
                    return !channel.consumers.first().active;
            }
        }
        return false;
    };
    QTRY_VERIFY(stopped());
    QVERIFY(queue.ready() > quint64(count / 4));
    slow.socket.setReadBufferSize(0);
    QObject::connect(&slow.socket, &QTcpSocket::readyRead, &slow.socket, [&slow] { slow.socket.readAll(); });
    slow.socket.readAll();
    QTRY_COMPARE(queue.ready(), quint64(0));
}

void TestServer::clientThatVanishesIsForgotten()
{
    Serving serving;
    serving.server.start(anyPort());
    {
        TcpClient client(serving.port());
        wa::QueueDeclare exclusive = declaring("mine");
        exclusive.exclusive = true;
        client.socket.write(hello() + encoded(1, exclusive));
        QTRY_VERIFY(client.has<wa::QueueDeclareOk>());
        client.socket.abort();
    }
    QTRY_COMPARE(serving.server.connectionCount(), 0);
    QVERIFY(!serving.broker.virtualHost("/")->queue("mine"));
    QVERIFY(serving.server.registry().connections().empty());
}

void TestServer::aThousandConnections()
{
    Serving serving;
    serving.server.start(anyPort());
    std::vector<std::unique_ptr<TcpClient>> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.push_back(std::make_unique<TcpClient>(serving.port()));
        clients.back()->socket.write(hello());
        if (i % 100 == 99)
            QTRY_COMPARE(serving.server.registry().connections().size(), size_t(i + 1));
    }
    for (const auto &client : clients)
        QTRY_VERIFY(client->has<wa::ChannelOpenOk>());
    QCOMPARE(serving.broker.channels().size(), size_t(1000));
    clients.clear();
    QTRY_COMPARE(serving.server.connectionCount(), 0);
    QVERIFY(serving.broker.channels().empty());
}

void TestServer::closeAllTakesLeave()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient polite(serving.port()), early(serving.port());
    polite.socket.write(hello());
    early.socket.write(protocolHeader());
    QTRY_VERIFY(polite.has<wa::ChannelOpenOk>());
    QTRY_VERIFY(early.has<wa::ConnectionStart>());
    const quint16 port = serving.port();
    bool done = false;
    serving.server.closeAll(u"shutdown"_s, 60'000, [&] { done = true; });
    QVERIFY(!done);
    QTRY_VERIFY(
        polite.received.contains("CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'"));
    QTRY_VERIFY(early.disconnected);
    polite.socket.write(encoded(0, wa::ConnectionCloseOk{}));
    QTRY_VERIFY(polite.disconnected);
    QTRY_VERIFY(done);
    QVERIFY(serving.broker.channels().empty());
    QTcpSocket late;
    late.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestServer::closeAllCutsWhoDoesNotAnswer()
{
    Serving serving;
    serving.server.start(anyPort());
    TcpClient rude(serving.port());
    rude.socket.write(hello());
    QTRY_VERIFY(rude.has<wa::ChannelOpenOk>());
    bool done = false;
    serving.server.closeAll(u"shutdown"_s, 50, [&] { done = true; });
    QTRY_VERIFY(done);
    QTRY_VERIFY(rude.disconnected);
    QVERIFY(serving.broker.channels().empty());
}

void TestServer::closeAllWithNobodyThere()
{
    Serving serving;
    bool done = false;
    serving.server.closeAll(u"shutdown"_s, 60'000, [&] { done = true; });
    QVERIFY(!done);
    QTRY_VERIFY(done);
}

SIGHTGLASS_TEST(TestServer)
#include "tst_net_server.moc"
