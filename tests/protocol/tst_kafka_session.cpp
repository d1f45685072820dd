// SPDX-License-Identifier: GPL-3.0-or-later
// The session itself: framing, versions, the order of answers, back-pressure, logging in, and what a window sees of it.
#include "program/testprogram.h"
#include "protocol/kafkafixture.h"

#include "core/accesscontrol.h"
#include "core/passwordhash.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void apiVersionsTellsWhatIsHandled()
    {
        Broking broking;
        Client client(broking);
        for (qint16 version = 0; version <= 3; ++version) {
            const auto response = client.call(version, wk::ApiVersionsRequest{"tester", "1.0"});
            QCOMPARE(response.errorCode, ErrorCode::None);
            QCOMPARE(response.apiKeys.size(), qsizetype(wk::Apis.size()));
        }
        QVERIFY(!client.transport.closed);
    }
    void anApiVersionOfTomorrowIsAnsweredInVersion0()
    {
        Broking broking;
        Client client(broking);
        OutBuffer out;
        wk::appendRequest(out, {18, 3, 1, QByteArray("tester")}, wk::ApiVersionsRequest{"tester", "1.0"});
        QByteArray bytes = out.toByteArray();
        bytes[7] = 9; // the version's low byte
        client.send(bytes);
        const auto response = client.expect<wk::ApiVersionsRequest>(0);
        QCOMPARE(response.errorCode, ErrorCode::UnsupportedVersion);
        QVERIFY(!response.apiKeys.isEmpty());
        QVERIFY(!client.transport.closed);
    }
    void othersOfTomorrowCloseTheConnection()
    {
        Broking broking;
        Client client(broking);
        QByteArray bytes = client.encoded(12, wk::MetadataRequest{});
        bytes[7] = 99;
        client.send(bytes);
        QVERIFY(client.transport.closed);
        QVERIFY(client.silent());
    }

    void brokenBytesCloseTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("negative length") << QByteArray("\xff\xff\xff\xff", 4);
        QTest::newRow("longer than any request") << QByteArray("\x7f\xff\xff\xff", 4);
        QTest::newRow("no header") << QByteArray("\0\0\0\2\0\3", 6);
        QTest::newRow("no body")
            << QByteArray("\0\0\0\x0c\0\3\0\x0c\0\0\0\1\0\0\0\0", 16).replace(3, 1, "\x0a").first(14);
        QTest::newRow("a count that lies") << QByteArray("\0\0\0\x0e\0\3\0\1\0\0\0\1\xff\xff\x7f\xff\xff\xff", 18);
    }
    void brokenBytesCloseTheConnection()
    {
        QFETCH(QByteArray, bytes);
        Broking broking;
        Client client(broking);
        client.send(bytes);
        QVERIFY(client.transport.closed);
        QVERIFY(client.silent());
    }

    void requestsComeInPieces()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const QByteArray bytes = client.encoded(9, client.producing("t", batchOf({"a", "b"})));
        for (const char byte : bytes)
            client.send(QByteArray(1, byte));
        QCOMPARE(client.expect<wk::ProduceRequest>(9).responses.first().partitionResponses.first().baseOffset, 0);
    }
    void largeRequestsAreCollected()
    {
        Broking broking;
        FieldTable config;
        config.set("max.message.bytes", QByteArray::number(20 << 20));
        broking.makeTopic("t", 1, config);
        Client client(broking);
        const QByteArray value(10 << 20, 'x');
        const QByteArray bytes = client.encoded(9, client.producing("t", batchOf({value})));
        constexpr qsizetype piece = 100'000;
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            client.send(bytes.mid(at, piece));
            QCOMPARE(client.unread(), 0); // taken as they come
        }
        QCOMPARE(client.expect<wk::ProduceRequest>(9).responses.first().partitionResponses.first().errorCode,
                 ErrorCode::None);
        QCOMPARE(client.fetch("t", 0), QList<QByteArray>{value});
    }

    void answersKeepTheOrderOfTheRequests()
    {
        Broking broking;
        broking.makeTopic("t");
        broking.bench.store.autoCommit = false;
        Client client(broking);
        client.send(9, client.producing("t", batchOf({"a"})));
        client.send(3, wk::ApiVersionsRequest{"tester", "1.0"});
        client.send(12, Client::fetching("t", 0));
        client.send(3, wk::ApiVersionsRequest{"tester", "1.0"});
        QVERIFY(client.silent()); // the first one waits for its commit
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        QCOMPARE(client.expect<wk::ProduceRequest>(9).responses.size(), 1);
        client.expect<wk::ApiVersionsRequest>(3);
        const auto fetched = Client::only(client.expect<wk::FetchRequest>(12));
        QCOMPARE(valuesOf(fetched.records.joined()), QList<QByteArray>{"a"});
        client.expect<wk::ApiVersionsRequest>(3);
        QVERIFY(client.silent());
    }
    void pipeliningIsBounded()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        auto waiting = Client::fetching("t", 0);
        waiting.maxWaitMs = 60'000;
        client.send(12, waiting);
        QByteArray bytes;
        for (size_t i = 0; i < 2 * kafka::MaxPipelined; ++i)
            bytes += client.encoded(3, wk::ApiVersionsRequest{"tester", "1.0"});
        client.send(bytes);
        QVERIFY(!client.transport.reading);
        QVERIFY(client.unread() > 0);
        broking.advance(60'000);
        client.offer();
        client.expect<wk::FetchRequest>(12);
        for (size_t i = 0; i < 2 * kafka::MaxPipelined; ++i)
            client.expect<wk::ApiVersionsRequest>(3);
        QCOMPARE(client.unread(), 0);
    }
    void aClientThatDoesNotReadIsNotRead()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({QByteArray(900'000, 'x')}));
        client.transport.stuck = true;
        auto request = Client::fetching("t", 0);
        for (int i = 0; i < 10; ++i)
            client.send(12, request);
        // One answer too many at most waits in memory; the other fetches have not even been looked at.
        QVERIFY(client.transport.unsent.size() < 2 * 1'000'000);
        for (int i = 0; i < 10; ++i) {
            client.readAll();
            client.transport.stuck = true;
            QCOMPARE(Client::only(client.expect<wk::FetchRequest>(12)).errorCode, ErrorCode::None);
        }
    }
    void producersWaitForTheStore()
    {
        BrokerLimits limits;
        limits.uncommittedBytes = 1000;
        Broking broking(limits);
        broking.makeTopic("t");
        broking.bench.store.autoCommit = false;
        Client client(broking);
        client.send(9, client.producing("t", batchOf({QByteArray(2000, 'x')})));
        QVERIFY(!client.transport.reading);
        client.send(3, wk::ApiVersionsRequest{"tester", "1.0"});
        QVERIFY(client.unread() > 0);
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        QVERIFY(client.transport.reading);
        client.offer();
        client.expect<wk::ProduceRequest>(9);
        client.expect<wk::ApiVersionsRequest>(3);
    }

    void withoutSaslAClientOfThisMachineIsGuest()
    {
        Broking broking;
        Client client(broking);
        client.call(12, wk::MetadataRequest{});
        QCOMPARE(broking.registry.connections().size(), size_t(1));
        const ConnectionSnapshot snapshot = client.session().snapshot();
        QCOMPARE(snapshot.user, u"guest"_s);
        QCOMPARE(snapshot.protocol, u"Kafka"_s);
        QCOMPARE(snapshot.name, u"tester"_s);
    }
    void aClientOfAnotherMachineHasToLogIn()
    {
        Broking broking;
        Client client(broking);
        client.transport.info.isLoopback = false;
        client.renew();
        client.call(3, wk::ApiVersionsRequest{"tester", "1.0"});
        client.send(12, wk::MetadataRequest{});
        QVERIFY(client.transport.closed);
        QVERIFY(client.silent());
    }
    void plainLogsIn()
    {
        Broking broking;
        auto &access = broking.bench.broker.access();
        QVERIFY(access.putUser({"ann", core::hashPassword("secret"), core::PasswordHashing::Sha256, {}}).ok());
        QVERIFY(access.setPermissions({"/", "ann", "^a", "^a", "^a"}).ok());
        broking.bench.settle();
        Client client(broking);
        client.transport.info.isLoopback = false;
        client.renew();
        QCOMPARE(client.call(1, wk::SaslHandshakeRequest{"PLAIN"}).errorCode, ErrorCode::None);
        QCOMPARE(client.call(2, wk::SaslAuthenticateRequest{QByteArray("\0ann\0secret", 11)}).errorCode,
                 ErrorCode::None);
        QCOMPARE(client.session().snapshot().user, u"ann"_s);
        // Permissions of the virtual host hold.
        QCOMPARE(client.produce("b", batchOf({"x"})).errorCode, ErrorCode::TopicAuthorizationFailed);
        wk::MetadataRequest metadata;
        metadata.topics = {{{{}, QByteArray("abc")}, {{}, QByteArray("bcd")}}};
        const auto topics = client.call(12, metadata).topics;
        QCOMPARE(topics[0].errorCode, ErrorCode::None);
        QCOMPARE(topics[1].errorCode, ErrorCode::TopicAuthorizationFailed);
        QVERIFY(access.deleteUser("ann").ok());
        QVERIFY(client.transport.closed);
    }
    void bareTokensFollowTheFirstHandshake()
    {
        Broking broking;
        Client client(broking);
        QCOMPARE(client.call(0, wk::SaslHandshakeRequest{"PLAIN"}).errorCode, ErrorCode::None);
        client.send(QByteArray("\0\0\0\x0c\0guest\0guest", 16));
        QCOMPARE(client.transport.sent, QByteArray("\0\0\0\0", 4));
        client.transport.sent.clear();
        QCOMPARE(client.call(12, wk::MetadataRequest{}).controllerId, kafka::NodeId);
    }
    void wrongPasswordsAreToldAndClosed()
    {
        Broking broking;
        Client client(broking);
        client.call(1, wk::SaslHandshakeRequest{"PLAIN"});
        const auto refused = client.call(2, wk::SaslAuthenticateRequest{QByteArray("\0guest\0wrong", 12)});
        QCOMPARE(refused.errorCode, ErrorCode::SaslAuthenticationFailed);
        QVERIFY(client.transport.closed);
        client.renew();
        const auto unknown = client.call(1, wk::SaslHandshakeRequest{"GSSAPI"});
        QCOMPARE(unknown.errorCode, ErrorCode::UnsupportedSaslMechanism);
        QCOMPARE(unknown.mechanisms, (QList<QByteArray>{"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"}));
    }

    void closingTakesWhatWaitsAlong()
    {
        Broking broking;
        broking.makeTopic("t");
        {
            Client client(broking);
            auto waiting = Client::fetching("t", 0);
            waiting.maxWaitMs = 60'000;
            client.send(12, waiting);
            broking.bench.store.autoCommit = false;
            client.send(9, client.producing("t", batchOf({"a"})));
            client.session().closeByOperator(u"no reason"_s);
            QVERIFY(client.transport.closed);
        }
        QVERIFY(broking.registry.connections().empty());
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        broking.advance(60'000);
        Client other(broking);
        QCOMPARE(other.fetch("t", 0), QList<QByteArray>{"a"});
    }
};

SIGHTGLASS_TEST(TestSession)
#include "tst_kafka_session.moc"
