// SPDX-License-Identifier: GPL-3.0-or-later
// SCRAM as Kafka's clients use it, and the requests that see and change what users log in with (KIP-84, KIP-554).
#include "core/accesscontrol.h"
#include "core/passwordfixture.h"
#include "core/passwordhash.h"
#include "program/testprogram.h"
#include "protocol/kafkafixture.h"
#include "protocol/scramclient.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestScram : public QObject
{
    Q_OBJECT
private:
    static AccessControl &access(Broking &broking) { return broking.bench.broker.access(); }
    static void makeUser(Broking &broking, const QByteArray &name, const QByteArray &password,
                         const QByteArrayList &tags = {})
    {
        QVERIFY(putUser(access(broking), {name, {}, PasswordHashing::Sha256, tags}, password));
        QVERIFY(access(broking).setPermissions({"/", name, ".*", ".*", ".*"}).ok());
        broking.bench.settle();
    }
    static QString lastRefusal(Broking &broking)
    {
        const auto &events = broking.registry.journal().events();
        return events.isEmpty() ? QString() : events.first().text;
    }
    /// Up to the client's last message, and its answer.
    static wk::SaslAuthenticateResponse logIn(Client &client, const QByteArray &user, const QByteArray &password,
                                              ScramMechanism mechanism = ScramMechanism::Sha256)
    {
        if (client.call(1, wk::SaslHandshakeRequest{scramMechanismName(mechanism)}).errorCode != ErrorCode::None)
            return {ErrorCode::UnsupportedSaslMechanism, {}, {}, 0};
        const QByteArray first = "n,,n=" + user + ",r=fyko+d2lbbFgONRv9qkxdawL";
        const auto answer = client.call(2, wk::SaslAuthenticateRequest{first});
        if (answer.errorCode != ErrorCode::None)
            return answer;
        return client.call(2, wk::SaslAuthenticateRequest{scramFinal(mechanism, first, answer.authBytes, password)});
    }
    static QByteArray framed(const QByteArray &token)
    {
        OutBuffer out;
        engine::wire::ByteWriter writer(out);
        writer.u32(quint32(token.size()));
        writer.bytes(token);
        return out.toByteArray();
    }
    using Upsertion = wk::AlterUserScramCredentialsRequest::ScramCredentialUpsertion;
    static Upsertion upsertion(const QByteArray &user, ScramMechanism mechanism, const QByteArray &password,
                               qint32 iterations = 4096)
    {
        return {user, qint8(qint8(mechanism) + 1), iterations, "a client's salt",
                saltedPassword(mechanism, password, "a client's salt", iterations)};
    }
    static QList<std::pair<QByteArray, ErrorCode>> alter(Client &client,
                                                         const wk::AlterUserScramCredentialsRequest &request)
    {
        QList<std::pair<QByteArray, ErrorCode>> results;
        for (const auto &result : client.call(0, request).results)
            results.append({result.user, result.errorCode});
        return results;
    }

private Q_SLOTS:
    void bothMechanismsLogIn()
    {
        Broking broking;
        makeUser(broking, "ann", "secret");
        for (const ScramMechanism mechanism : scramMechanisms) {
            Client client(broking);
            client.transport.info.isLoopback = false;
            client.renew();
            const auto answer = logIn(client, "ann", "secret", mechanism);
            QCOMPARE(answer.errorCode, ErrorCode::None);
            QVERIFY(answer.authBytes.startsWith("v="));
            QCOMPARE(client.session().snapshot().user, u"ann"_s);
            QCOMPARE(client.call(12, wk::MetadataRequest{}).controllerId, kafka::NodeId);
        }
    }
    void bareTokensToo()
    {
        Broking broking;
        Client client(broking);
        QCOMPARE(client.call(0, wk::SaslHandshakeRequest{"SCRAM-SHA-512"}).errorCode, ErrorCode::None);
        const QByteArray first = "n,,n=guest,r=abc";
        client.send(framed(first));
        const QByteArray serverFirst = std::exchange(client.transport.sent, {}).sliced(4);
        QVERIFY(broking.registry.connections().empty()); // not yet
        client.send(framed(scramFinal(ScramMechanism::Sha512, first, serverFirst, "guest")));
        QVERIFY(std::exchange(client.transport.sent, {}).sliced(4).startsWith("v="));
        QCOMPARE(client.call(12, wk::MetadataRequest{}).controllerId, kafka::NodeId);
    }
    void bareTokensThatProveNothingCloseTheConnection()
    {
        Broking broking;
        Client client(broking);
        client.call(0, wk::SaslHandshakeRequest{"SCRAM-SHA-256"});
        const QByteArray first = "n,,n=guest,r=abc";
        client.send(framed(first));
        const QByteArray serverFirst = std::exchange(client.transport.sent, {}).sliced(4);
        client.send(framed(scramFinal(ScramMechanism::Sha256, first, serverFirst, "wrong")));
        QVERIFY(client.transport.closed);
        QVERIFY(client.silent());
    }
    void theClientIsToldNoReasons()
    {
        Broking broking;
        makeUser(broking, "ann", "secret");
        QVERIFY(access(broking).putUser({"old", hashPassword("secret"), PasswordHashing::Sha256, {}}).ok());
        const QByteArray text =
            "Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256";
        const auto refusal = [&](const QByteArray &user, const QByteArray &password) {
            Client client(broking);
            const auto answer = logIn(client, user, password);
            const bool isRefused = answer.errorCode == ErrorCode::SaslAuthenticationFailed &&
                                   answer.errorMessage == text && answer.authBytes.isEmpty() && client.transport.closed;
            return isRefused ? lastRefusal(broking) : u"(let in)"_s;
        };
        QCOMPARE(refusal("ann", "wrong"), u"SASL login refused: user 'ann' - invalid credentials"_s);
        QCOMPARE(refusal("nobody", "secret"), u"SASL login refused: user 'nobody' - invalid credentials"_s);
        QCOMPARE(refusal("old", "secret"), u"SASL login refused: user 'old' has no credential for SCRAM-SHA-256: its "
                                           u"password has to be set again"_s);
        QVERIFY(refusal("a=b", "secret").startsWith(u"SASL login refused: a SCRAM message that makes no sense"_s));
    }
    void guestComesFromThisMachineOnly()
    {
        Broking broking;
        Client client(broking);
        QCOMPARE(logIn(client, "guest", "guest").errorCode, ErrorCode::None);
        Client other(broking);
        other.transport.info.isLoopback = false;
        other.renew();
        QCOMPARE(logIn(other, "guest", "guest").errorCode, ErrorCode::SaslAuthenticationFailed);
        QCOMPARE(lastRefusal(broking), u"SASL login refused: user 'guest' can only connect via localhost"_s);
    }
    void withoutPermissionsNobodyGetsIn()
    {
        Broking broking;
        QVERIFY(putUser(access(broking), {"ann", {}, PasswordHashing::Sha256, {}}, "secret"));
        Client client(broking);
        QCOMPARE(logIn(client, "ann", "secret").errorCode, ErrorCode::SaslAuthenticationFailed);
    }
    void nothingElseMayComeInBetween()
    {
        Broking broking;
        {
            Client client(broking);
            client.call(1, wk::SaslHandshakeRequest{"SCRAM-SHA-256"});
            client.call(2, wk::SaslAuthenticateRequest{"n,,n=guest,r=abc"});
            client.send(12, wk::MetadataRequest{});
            QVERIFY(client.transport.closed);
        }
        Client client(broking);
        client.call(1, wk::SaslHandshakeRequest{"SCRAM-SHA-256"});
        client.call(2, wk::SaslAuthenticateRequest{"n,,n=guest,r=abc"});
        QCOMPARE(client.call(1, wk::SaslHandshakeRequest{"PLAIN"}).errorCode, ErrorCode::IllegalSaslState);
        QVERIFY(client.transport.closed);
    }
    void messagesOutOfOrderAndOversized()
    {
        Broking broking;
        for (const QByteArray &token : {QByteArray("c=biws,r=abc,p=AAAA"), QByteArray(), QByteArray(5000, 'n')}) {
            Client client(broking);
            client.call(1, wk::SaslHandshakeRequest{"SCRAM-SHA-256"});
            QCOMPARE(client.call(2, wk::SaslAuthenticateRequest{token}).errorCode, ErrorCode::SaslAuthenticationFailed);
            QVERIFY(client.transport.closed);
        }
    }

    // ---- DescribeUserScramCredentials, AlterUserScramCredentials

    void describing()
    {
        Broking broking;
        makeUser(broking, "ann", "secret");
        QVERIFY(access(broking).removeScramCredential("ann", ScramMechanism::Sha256));
        QVERIFY(access(broking).putUser({"old", hashPassword("secret"), PasswordHashing::Sha256, {}}).ok());
        Client client(broking);
        const auto all = client.call(0, wk::DescribeUserScramCredentialsRequest{});
        QCOMPARE(all.errorCode, ErrorCode::None);
        QCOMPARE(all.results.size(), 2);
        QCOMPARE(all.results[0].user, QByteArray("ann"));
        QCOMPARE(all.results[0].credentialInfos.size(), 1);
        QCOMPARE(all.results[0].credentialInfos[0].mechanism, qint8(2));
        QCOMPARE(all.results[0].credentialInfos[0].iterations, 4096);
        QCOMPARE(all.results[1].user, QByteArray("guest"));
        QCOMPARE(all.results[1].credentialInfos.size(), 2);

        wk::DescribeUserScramCredentialsRequest some;
        some.users = {{{"old"}, {"ann"}, {"nobody"}, {"guest"}, {"guest"}}};
        const auto named = client.call(0, some).results;
        QCOMPARE(named.size(), 4);
        QCOMPARE(named[0].user, QByteArray("ann"));
        QCOMPARE(named[0].errorCode, ErrorCode::None);
        QCOMPARE(named[1].user, QByteArray("guest"));
        QCOMPARE(named[1].errorCode, ErrorCode::DuplicateResource);
        QVERIFY(named[1].credentialInfos.isEmpty());
        QCOMPARE(named[2].errorCode, ErrorCode::ResourceNotFound);
        QCOMPARE(named[3].errorCode, ErrorCode::ResourceNotFound);
    }
    void altering()
    {
        Broking broking;
        makeUser(broking, "ann", "secret");
        Client client(broking);
        wk::AlterUserScramCredentialsRequest request;
        request.upsertions = {upsertion("ann", ScramMechanism::Sha256, "other", 8192),
                              upsertion("new", ScramMechanism::Sha256, "first"),
                              upsertion("new", ScramMechanism::Sha512, "first")};
        request.deletions = {{"ann", 2}, {"guest", 1}};
        QCOMPARE(alter(client, request),
                 (QList<std::pair<QByteArray, ErrorCode>>{
                     {"ann", ErrorCode::None}, {"guest", ErrorCode::None}, {"new", ErrorCode::None}}));
        Client ann(broking);
        QCOMPARE(logIn(ann, "ann", "other").errorCode, ErrorCode::None);
        Client before(broking);
        QCOMPARE(logIn(before, "ann", "secret").errorCode, ErrorCode::SaslAuthenticationFailed);
        QVERIFY(!access(broking).scramCredential("ann", ScramMechanism::Sha512));
        // The password itself was not told: PLAIN goes on with the one it knows.
        QVERIFY(access(broking).checkPassword("ann", "secret").ok());
        // Made as a user who may nothing yet.
        const UserDefinition *made = access(broking).user("new");
        QVERIFY(made && made->passwordHash.isEmpty() && made->tags.isEmpty());
        QVERIFY(access(broking).setPermissions({"/", "new", "", "", ""}).ok());
        Client other(broking);
        QCOMPARE(logIn(other, "new", "first", ScramMechanism::Sha512).errorCode, ErrorCode::None);
    }
    void alteringIsAnsweredAfterTheCommit()
    {
        Broking broking;
        Client client(broking);
        broking.bench.store.autoCommit = false;
        wk::AlterUserScramCredentialsRequest request;
        request.upsertions = {upsertion("new", ScramMechanism::Sha256, "first")};
        client.send(0, request);
        QVERIFY(client.silent());
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        QCOMPARE(client.expect<wk::AlterUserScramCredentialsRequest>(0).results[0].errorCode, ErrorCode::None);
    }
    void whatCannotBeAltered()
    {
        Broking broking;
        makeUser(broking, "ann", "secret");
        const auto before = access(broking).scramCredentials();
        Client client(broking);
        const auto refusalOf = [&](const wk::AlterUserScramCredentialsRequest &request) {
            const auto results = alter(client, request);
            return results.size() == 1 ? results[0].second : ErrorCode::UnknownServerError;
        };
        const auto upserting = [&](auto change) {
            Upsertion one = upsertion("ann", ScramMechanism::Sha256, "other");
            change(one);
            return refusalOf({{}, {one}});
        };
        QCOMPARE(upserting([](Upsertion &u) { u.iterations = 4095; }), ErrorCode::UnacceptableCredential);
        QCOMPARE(upserting([](Upsertion &u) { u.iterations = 16385; }), ErrorCode::UnacceptableCredential);
        QCOMPARE(upserting([](Upsertion &u) { u.salt.clear(); }), ErrorCode::UnacceptableCredential);
        QCOMPARE(upserting([](Upsertion &u) { u.saltedPassword.chop(1); }), ErrorCode::UnacceptableCredential);
        QCOMPARE(upserting([](Upsertion &u) { u.name.clear(); }), ErrorCode::UnacceptableCredential);
        QCOMPARE(upserting([](Upsertion &u) { u.name.fill('x', 256); }), ErrorCode::UnacceptableCredential);
        QCOMPARE(upserting([](Upsertion &u) { u.mechanism = 0; }), ErrorCode::UnsupportedSaslMechanism);
        QCOMPARE(upserting([](Upsertion &u) { u.mechanism = 3; }), ErrorCode::UnsupportedSaslMechanism);
        QCOMPARE(refusalOf({{{"nobody", 1}}, {}}), ErrorCode::ResourceNotFound);
        QCOMPARE(refusalOf({{{"ann", 1}, {"ann", 1}}, {}}), ErrorCode::DuplicateResource);
        // Of one user all or nothing.
        QCOMPARE(refusalOf({{{"ann", 2}}, {upsertion("ann", ScramMechanism::Sha256, "other", 1)}}),
                 ErrorCode::UnacceptableCredential);
        QVERIFY(access(broking).scramCredentials() == before);
        QVERIFY(!access(broking).user("nobody"));
    }
    void onlyAdministratorsMay()
    {
        Broking broking;
        makeUser(broking, "ann", "secret");
        makeUser(broking, "boss", "secret", {"administrator"});
        const auto before = access(broking).scramCredentials();
        Client client(broking);
        QCOMPARE(logIn(client, "ann", "secret").errorCode, ErrorCode::None);
        const auto described = client.call(0, wk::DescribeUserScramCredentialsRequest{});
        QCOMPARE(described.errorCode, ErrorCode::ClusterAuthorizationFailed);
        QVERIFY(described.results.isEmpty());
        const wk::AlterUserScramCredentialsRequest request{{{"boss", 1}, {"nobody", 1}},
                                                           {upsertion("ann", ScramMechanism::Sha256, "other")}};
        for (const auto &[user, error] : alter(client, request))
            QCOMPARE(error, ErrorCode::ClusterAuthorizationFailed);
        QVERIFY(access(broking).scramCredentials() == before);

        Client boss(broking);
        QCOMPARE(logIn(boss, "boss", "secret").errorCode, ErrorCode::None);
        QCOMPARE(boss.call(0, wk::DescribeUserScramCredentialsRequest{}).results.size(), 3);
        Client owner(broking);
        owner.transport.info.isLocalSocket = true;
        owner.renew();
        QCOMPARE(owner.call(0, wk::DescribeUserScramCredentialsRequest{}).results.size(), 3);
    }
};

SIGHTGLASS_TEST(TestScram)
#include "tst_kafka_scram.moc"
