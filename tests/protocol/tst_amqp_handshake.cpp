// SPDX-License-Identifier: GPL-3.0-or-later
// From the protocol header to connection.open-ok: versions, logins, tuning, and how each of them fails.
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

#include <pwd.h>
#include <unistd.h>

using namespace test;

class TestHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serverPropertiesAndCapabilities();
    void otherVersionsGetOurHeaderAndTheEnd_4_2_2_data();
    void otherVersionsGetOurHeaderAndTheEnd_4_2_2();
    void header_1_1_0_9_isTakenFor_0_9_1();
    void byteByByte();
    void wholeInOneGo();
    void logins_data();
    void logins();
    void refusedLoginOfAClientThatWantsToKnow();
    void refusedLoginOfAnotherClientIsSilent();
    void guestOnlyFromThisMachine();
    void externalOnTheLocalSocket();
    void emptyResponseIsAskedForBySecure();
    void tuning_data();
    void tuning();
    void lowerLimitsAreKept();
    void unknownVirtualHost();
    void methodsOutOfOrder_data();
    void methodsOutOfOrder();
    void framesOfChannelsBeforeOpen();
    void closeDuringTheHandshake();
    void timesOut();

private:
    void begin(Client &client)
    {
        client.send(Client::protocolHeader());
        client.expect<wa::ConnectionStart>(0);
    }
};

void TestHandshake::serverPropertiesAndCapabilities()
{
    Broking broking;
    Client client(broking);
    client.send(Client::protocolHeader());
    const auto start = client.expect<wa::ConnectionStart>(0);
    QCOMPARE(start.versionMajor, 0);
    QCOMPARE(start.versionMinor, 9);
    QCOMPARE(start.mechanisms, QByteArray("PLAIN AMQPLAIN"));
    QCOMPARE(start.locales, QByteArray("en_US"));
    // As clients of RabbitMQ read them …
    QCOMPARE(start.serverProperties.find("product")->toText(), QByteArray("RabbitMQ"));
    QCOMPARE(start.serverProperties.find("version")->toText(), QByteArray("4.0.0"));
    // … and who it is.
    QCOMPARE(start.serverProperties.find("sightglass_version")->toText(), QByteArray("1.2.3"));
    QVERIFY(start.serverProperties.find("information")->toText()->startsWith("Sightglass"));
    const auto &capabilities = std::get<FieldTable>(start.serverProperties.find("capabilities")->value);
    for (const char *name : {"publisher_confirms", "exchange_exchange_bindings", "basic.nack", "consumer_cancel_notify",
                             "connection.blocked", "authentication_failure_close", "per_consumer_qos",
                             "consumer_priorities", "direct_reply_to"})
        QVERIFY2(capabilities.find(name) && capabilities.find(name)->toBool() == true, name);
}

void TestHandshake::otherVersionsGetOurHeaderAndTheEnd_4_2_2_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("0-10") << QByteArray("AMQP\1\1\0\x0a", 8);
    QTest::newRow("1.0") << QByteArray("AMQP\0\1\0\0", 8);
    QTest::newRow("0-9-2") << QByteArray("AMQP\0\0\x09\x02", 8);
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("nothing known") << QByteArray(8, '\0');
}

void TestHandshake::otherVersionsGetOurHeaderAndTheEnd_4_2_2()
{
    QFETCH(QByteArray, header);
    Broking broking;
    Client client(broking);
    client.send(header);
    QCOMPARE(client.transport.sent, Client::protocolHeader());
    QVERIFY(client.transport.closed);
    QCOMPARE(client.unread(), 0);
}

void TestHandshake::header_1_1_0_9_isTakenFor_0_9_1()
{
    Broking broking;
    Client client(broking);
    client.send(QByteArray("AMQP\1\1\0\x09", 8));
    client.expect<wa::ConnectionStart>(0);
}

void TestHandshake::byteByByte()
{
    Broking broking;
    Client client(broking);
    const QByteArray bytes = Client::protocolHeader() + Client::encoded(0, Client::login()) +
                             Client::encoded(0, wa::ConnectionTuneOk{100, 8192, 30}) +
                             Client::encoded(0, wa::ConnectionOpen{"/"});
    for (const char c : bytes)
        client.send(QByteArray(1, c));
    client.expect<wa::ConnectionStart>(0);
    client.expect<wa::ConnectionTune>(0);
    client.expect<wa::ConnectionOpenOk>(0);
    QCOMPARE(client.connection().snapshot().heartbeatSeconds, 30u);
}

void TestHandshake::wholeInOneGo()
{
    Broking broking;
    Client client(broking);
    client.send(Client::protocolHeader() + Client::encoded(0, Client::login()) +
                Client::encoded(0, wa::ConnectionTuneOk{2047, 131072, 0}) +
                Client::encoded(0, wa::ConnectionOpen{"/"}) + Client::encoded(7, wa::ChannelOpen{}));
    client.expect<wa::ConnectionStart>(0);
    const auto tune = client.expect<wa::ConnectionTune>(0);
    QCOMPARE(tune.channelMax, 2047);
    QCOMPARE(tune.frameMax, 131072u);
    QCOMPARE(tune.heartbeat, 60);
    client.expect<wa::ConnectionOpenOk>(0);
    client.expect<wa::ChannelOpenOk>(7);
}

void TestHandshake::logins_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<int>("code"); // 0: let in
    FieldTable good;
    good.set("LOGIN", QByteArray("guest"));
    good.set("PASSWORD", QByteArray("guest"));
    FieldTable bytes;
    bytes.set("LOGIN", FieldBytes{"guest"});
    bytes.set("PASSWORD", FieldBytes{"guest"});
    FieldTable wrong = good;
    wrong.set("PASSWORD", QByteArray("secret"));
    FieldTable numbers = good;
    numbers.set("PASSWORD", qint32(7));
    FieldTable missing = good;
    missing.remove("LOGIN");
    QTest::newRow("PLAIN") << QByteArray("PLAIN") << QByteArray("\0guest\0guest", 12) << 0;
    QTest::newRow("PLAIN, other password") << QByteArray("PLAIN") << QByteArray("\0guest\0other", 12) << 403;
    QTest::newRow("PLAIN, other user") << QByteArray("PLAIN") << QByteArray("\0admin\0guest", 12) << 403;
    QTest::newRow("PLAIN, nobody") << QByteArray("PLAIN") << QByteArray("\0\0", 2) << 403;
    QTest::newRow("PLAIN, no zeros") << QByteArray("PLAIN") << QByteArray("guest") << 502;
    QTest::newRow("PLAIN, one zero") << QByteArray("PLAIN") << QByteArray("\0guest", 6) << 502;
    QTest::newRow("AMQPLAIN") << QByteArray("AMQPLAIN") << wa::encodeTableEntries(good) << 0;
    QTest::newRow("AMQPLAIN, bytes") << QByteArray("AMQPLAIN") << wa::encodeTableEntries(bytes) << 0;
    QTest::newRow("AMQPLAIN, other password") << QByteArray("AMQPLAIN") << wa::encodeTableEntries(wrong) << 403;
    QTest::newRow("AMQPLAIN, a number") << QByteArray("AMQPLAIN") << wa::encodeTableEntries(numbers) << 502;
    QTest::newRow("AMQPLAIN, no login") << QByteArray("AMQPLAIN") << wa::encodeTableEntries(missing) << 502;
    QTest::newRow("AMQPLAIN, no table") << QByteArray("AMQPLAIN") << QByteArray("\x05zz") << 502;
    QTest::newRow("EXTERNAL over TCP") << QByteArray("EXTERNAL") << QByteArray() << 503;
    QTest::newRow("unknown mechanism") << QByteArray("SCRAM-SHA-256") << QByteArray("n,,n=guest") << 503;
    QTest::newRow("no mechanism") << QByteArray() << QByteArray("\0guest\0guest", 12) << 503;
}

void TestHandshake::logins()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, response);
    QFETCH(int, code);
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(0, wa::ConnectionStartOk{Client::properties(), mechanism, response, "en_US"});
    if (code == 0)
        client.expect<wa::ConnectionTune>(0);
    else
        QCOMPARE(client.expect<wa::ConnectionClose>(0).replyCode, code);
}

void TestHandshake::refusedLoginOfAClientThatWantsToKnow()
{
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(0, Client::login("guest", "wrong"));
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, 403);
    QCOMPARE(close.replyText, QByteArray("ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. "
                                         "For details see the broker logfile."));
    QCOMPARE(close.classId, 0);
    QVERIFY(!client.transport.closed);
    client.send(0, wa::ConnectionCloseOk{});
    QVERIFY(client.transport.closed);
}

void TestHandshake::refusedLoginOfAnotherClientIsSilent()
{
    Broking broking;
    Client client(broking);
    begin(client);
    auto login = Client::login("guest", "wrong");
    login.clientProperties = {};
    client.send(0, login);
    QVERIFY(client.silent());
    QVERIFY(client.transport.closed);
}

void TestHandshake::guestOnlyFromThisMachine()
{
    Broking broking;
    Client client(broking);
    client.transport.info.isLoopback = false;
    client.renew();
    begin(client);
    client.send(0, Client::login());
    QCOMPARE(client.expect<wa::ConnectionClose>(0).replyCode, 403);
}

void TestHandshake::externalOnTheLocalSocket()
{
    Broking broking;
    Client client(broking);
    client.transport.info = {
        .address = QStringLiteral("local socket"), .server = QStringLiteral("/run/x"), .isLocalSocket = true};
    client.renew();
    client.send(Client::protocolHeader());
    QCOMPARE(client.expect<wa::ConnectionStart>(0).mechanisms, QByteArray("PLAIN AMQPLAIN EXTERNAL"));
    client.send(0, wa::ConnectionStartOk{{}, "EXTERNAL", {}, "en_US"});
    client.expect<wa::ConnectionTune>(0);
    client.send(0, wa::ConnectionTuneOk{2047, 131072, 0});
    client.send(0, wa::ConnectionOpen{"/"});
    client.expect<wa::ConnectionOpenOk>(0);
    QCOMPARE(client.connection().snapshot().user, QString::fromLocal8Bit(getpwuid(geteuid())->pw_name));
}

void TestHandshake::emptyResponseIsAskedForBySecure()
{
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(0, wa::ConnectionStartOk{{}, "PLAIN", {}, "en_US"});
    client.expect<wa::ConnectionSecure>(0);
    client.send(0, wa::ConnectionSecureOk{QByteArray("\0guest\0guest", 12)});
    client.expect<wa::ConnectionTune>(0);
}

void TestHandshake::tuning_data()
{
    QTest::addColumn<int>("channelMax");
    QTest::addColumn<quint32>("frameMax");
    QTest::addColumn<QByteArray>("text"); // empty: accepted
    const auto row = [](const char *name, int channelMax, quint32 frameMax, const char *text) {
        QTest::newRow(name) << channelMax << frameMax << QByteArray(text);
    };
    row("as proposed", 2047, 131072, "");
    row("lowest", 1, 4096, "");
    row("frame too small", 2047, 4095,
        "NOT_ALLOWED - negotiated frame_max = 4095 is lower than the minimum allowed value (4096)");
    row("frame too large", 2047, 131073,
        "NOT_ALLOWED - negotiated frame_max = 131073 is higher than the maximum allowed value (131072)");
    row("frame unlimited", 2047, 0,
        "NOT_ALLOWED - negotiated frame_max = 0 is higher than the maximum allowed value (131072)");
    row("more channels", 2048, 131072,
        "NOT_ALLOWED - negotiated channel_max = 2048 is higher than the maximum allowed value (2047)");
    row("channels unlimited", 0, 131072,
        "NOT_ALLOWED - negotiated channel_max = 0 (no limit) is higher than the maximum allowed value (2047)");
}

void TestHandshake::tuning()
{
    QFETCH(int, channelMax);
    QFETCH(quint32, frameMax);
    QFETCH(QByteArray, text);
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(0, Client::login());
    client.expect<wa::ConnectionTune>(0);
    client.send(0, wa::ConnectionTuneOk{quint16(channelMax), frameMax, 0});
    if (text.isEmpty()) {
        QVERIFY(client.silent());
        return;
    }
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, 530);
    QCOMPARE(close.replyText, text);
    QCOMPARE(close.classId, 10);
    QCOMPARE(close.methodId, 30);
}

void TestHandshake::lowerLimitsAreKept()
{
    Broking broking;
    Client client(broking);
    client.connect({2, 4096, 7});
    const ConnectionSnapshot snapshot = client.connection().snapshot();
    QCOMPARE(snapshot.channelMax, 2u);
    QCOMPARE(snapshot.frameMax, 4096u);
    QCOMPARE(snapshot.heartbeatSeconds, 7u);
    client.open(1);
    client.open(2);
    client.send(3, wa::ChannelOpen{});
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, 530);
    QCOMPARE(close.replyText,
             QByteArray("NOT_ALLOWED - number of channels opened (2) has reached the negotiated channel_max (2)"));
}

void TestHandshake::unknownVirtualHost()
{
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(0, Client::login());
    client.expect<wa::ConnectionTune>(0);
    client.send(0, wa::ConnectionTuneOk{2047, 131072, 0});
    client.send(0, wa::ConnectionOpen{"nowhere"});
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, 530);
    QCOMPARE(close.replyText, QByteArray("NOT_ALLOWED - vhost nowhere not found"));
    QCOMPARE(close.methodId, 40);
}

void TestHandshake::methodsOutOfOrder_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("open") << Client::encoded(0, wa::ConnectionOpen{"/"})
                          << QByteArray("CHANNEL_ERROR - unexpected method in connection state starting");
    QTest::newRow("tune-ok") << Client::encoded(0, wa::ConnectionTuneOk{})
                             << QByteArray("CHANNEL_ERROR - unexpected method in connection state starting");
    QTest::newRow("a channel's method") << Client::encoded(0, wa::ChannelOpen{})
                                        << QByteArray("CHANNEL_ERROR - unexpected method in connection state starting");
    QTest::newRow("unknown") << Client::frame(wa::FrameType::Method, 0, QByteArray("\0\x63\0\x0a", 4))
                             << QByteArray("COMMAND_INVALID - unknown method id {99,10}");
    QTest::newRow("cut start-ok")
        << Client::frame(wa::FrameType::Method, 0, QByteArray("\0\x0a\0\x0b\0", 5))
        << QByteArray("FRAME_ERROR - cannot decode connection.start-ok: a field is cut off (octet 4)");
    QTest::newRow("larger than a handshake needs")
        << Client::frame(wa::FrameType::Method, 0, QByteArray(8193, 'x'))
        << QByteArray("FRAME_ERROR - type 1, all octets = <<>>: {frame_too_large,8193,8184}");
    QTest::newRow("content") << Client::frame(wa::FrameType::Body, 0, "abc")
                             << QByteArray("UNEXPECTED_FRAME - type 3, all octets = <<\"abc\">>");
}

void TestHandshake::methodsOutOfOrder()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(bytes);
    QCOMPARE(client.expect<wa::ConnectionClose>(0).replyText, text);
}

void TestHandshake::framesOfChannelsBeforeOpen()
{
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(1, wa::ChannelOpen{});
    QCOMPARE(client.expect<wa::ConnectionClose>(0).replyCode, 505);
}

void TestHandshake::closeDuringTheHandshake()
{
    Broking broking;
    Client client(broking);
    begin(client);
    client.send(0, wa::ConnectionClose{200, "bye", 0, 0});
    client.expect<wa::ConnectionCloseOk>(0);
    QVERIFY(client.transport.closed);
}

void TestHandshake::timesOut()
{
    Broking broking;
    Client client(broking);
    begin(client);
    client.connection().tick(1000);
    client.connection().tick(10'999);
    QVERIFY(!client.transport.aborted);
    client.connection().tick(11'000);
    QVERIFY(client.transport.aborted);
}

SIGHTGLASS_TEST(TestHandshake)
#include "tst_amqp_handshake.moc"
