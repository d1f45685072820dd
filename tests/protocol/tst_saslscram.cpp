// SPDX-License-Identifier: GPL-3.0-or-later
// SCRAM by the letters of RFC 5802 and RFC 7677, and what a client may not do. The example of SHA-512 is RFC 7677's user and
// password with another salt and nonce; its values were computed by another program.
#include "core/accesscontrol.h"
#include "core/corefixture.h"
#include "core/passwordfixture.h"
#include "core/passwordhash.h"
#include "program/testprogram.h"
#include "protocol/saslscram.h"
#include "protocol/scramclient.h"

#include <QTest>

using namespace test;
using protocol::ScramExchange;

namespace {

struct Example
{
    ScramMechanism mechanism;
    QByteArray salt, clientFirst, serverNonce, serverFirst, clientFinal, proof, serverFinal;
};

Example sha256()
{
    return {ScramMechanism::Sha256,
            "W22ZaJ0SNY7soEsUEjb6gQ==",
            "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
            "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
            "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="};
}

Example sha512()
{
    return {ScramMechanism::Sha512,
            "Yin2FuHTt/M0kJWb0t9OI32n2VmOGi3m+JfjOvuDF88=",
            "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
            "02431b08-2f89-4bad-a4e6-80c0564ec865",
            "r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,"
            "s=Yin2FuHTt/M0kJWb0t9OI32n2VmOGi3m+JfjOvuDF88=,i=4096",
            "c=biws,r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865",
            "Hc5yec3NmCD7t+kFRw4/3yD6/F3SQHc7AVYschRja+Bc3sbdjlA0eH1OjJc0DD4ghn1tnXN5/Wr6qm9xmaHt4A==",
            "v=BQuhnKHqYDwQWS5jAw4sZed+C9KFUALsbrq81bB0mh+bcUUbbMPNNmBIupnS2AmyyDnG5CTBQtkjJ9kyY4kzmw=="};
}

} // namespace

class TestSaslScram : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;

    AccessControl &access() { return m_bench->broker.access(); }
    void makeUser(const QByteArray &name) { QVERIFY(access().putUser({name, {}, PasswordHashing::Sha256, {}}).ok()); }
    void makeUser(const QByteArray &name, const Example &example)
    {
        if (!access().user(name))
            makeUser(name);
        const QByteArray salt = QByteArray::fromBase64(example.salt);
        const QByteArray salted = core::saltedPassword(example.mechanism, "pencil", salt, 4096);
        QVERIFY(access().setScramCredential(core::scramCredential(name, example.mechanism, salt, 4096, salted)).ok());
    }
    ScramExchange exchange(const Example &example = sha256())
    {
        return ScramExchange(example.mechanism, access(), "secret", example.serverNonce);
    }
    static QByteArray finalOf(const QByteArray &first, const QByteArray &serverFirst, const QByteArray &password,
                              const QByteArray &header = "n,,")
    {
        return scramFinal(ScramMechanism::Sha256, first, serverFirst, password, header);
    }
    static void refused(ScramExchange &exchange, const QByteArray &message, BrokerError code)
    {
        const Result<QByteArray> answer = exchange.take(message);
        QVERIFY2(!answer.ok(), message.constData());
        QCOMPARE(answer.error().code, code);
        QVERIFY(!exchange.isProven());
        QVERIFY(!exchange.take(sha256().clientFirst).ok()); // and it stays so
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        makeUser("user", sha256());
        makeUser("user", sha512());
    }
    void cleanup() { m_bench.reset(); }

    void theExamples()
    {
        for (const Example &example : {sha256(), sha512()}) {
            ScramExchange exchange = this->exchange(example);
            const Result<QByteArray> first = exchange.take(example.clientFirst);
            QVERIFY(first.ok());
            QCOMPARE(*first, example.serverFirst);
            QVERIFY(!exchange.isProven());
            const Result<QByteArray> last = exchange.take(example.clientFinal + ",p=" + example.proof);
            QVERIFY2(last.ok(), last.ok() ? "" : qPrintable(last.error().detail));
            QCOMPARE(*last, example.serverFinal);
            QVERIFY(exchange.isProven());
            QCOMPARE(exchange.user(), QByteArray("user"));
        }
    }
    void theKeysOfRfc7677()
    {
        const ScramCredential *kept = access().scramCredential("user", ScramMechanism::Sha256);
        QCOMPARE(kept->storedKey.toBase64(), QByteArray("WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="));
        QCOMPARE(kept->serverKey.toBase64(), QByteArray("wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="));
    }
    void everyExchangeHasItsOwnNonce()
    {
        QSet<QByteArray> answers;
        for (int i = 0; i < 10; ++i) {
            ScramExchange exchange(ScramMechanism::Sha256, access(), "secret");
            answers.insert(*exchange.take(sha256().clientFirst));
        }
        QCOMPARE(answers.size(), 10);
        const QByteArray nonce = answers.begin()->split(',').first();
        QVERIFY(nonce.startsWith("r=rOprNGfwEbeRWgbNEkqO") && nonce.size() >= 22 + 24);
    }

    void namesMayHaveAnyLetters()
    {
        const QByteArray name = "a,b=c \xc3\xa9";
        makeUser(name, sha256());
        ScramExchange exchange = this->exchange();
        const QByteArray first = "n,a=a=2Cb=3Dc \xc3\xa9,n=a=2Cb=3Dc \xc3\xa9,r=abc";
        const Result<QByteArray> answer = exchange.take(first);
        QVERIFY(answer.ok());
        QVERIFY(exchange.take(finalOf(first, *answer, "pencil", "n,a=a=2Cb=3Dc \xc3\xa9,")).ok());
        QCOMPARE(exchange.user(), name);
    }
    void aClientThatCouldBindIsTold()
    {
        // "y": it could bind to a channel but thinks that nobody here can, and that is so.
        ScramExchange exchange = this->exchange();
        const QByteArray first = "y,,n=user,r=abc";
        const Result<QByteArray> answer = exchange.take(first);
        QVERIFY(answer.ok());
        QVERIFY(exchange.take(finalOf(first, *answer, "pencil", "y,,")).ok());
        QVERIFY(exchange.isProven());
    }
    void whoeverChangesTheHeaderFails()
    {
        ScramExchange exchange = this->exchange();
        const QByteArray first = "n,,n=user,r=abc";
        const Result<QByteArray> answer = exchange.take(first);
        refused(exchange, finalOf("y,,n=user,r=abc", *answer, "pencil", "y,,"), BrokerError::InvalidArgument);
    }

    void aNonceSaidTwiceIsTheSame()
    {
        // As librdkafka before 2.6.1 says it.
        ScramExchange exchange = this->exchange();
        const QByteArray first = "n,,n=user,r=abc";
        QByteArray answer = *exchange.take(first);
        QCOMPARE(answer.first(10), QByteArray("r=abc%hvYD"));
        QVERIFY(exchange.take(scramFinal(ScramMechanism::Sha256, first, answer, "pencil", "n,,", "abc")).ok());
        QVERIFY(exchange.isProven());
    }

    void badFirstMessages_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no header") << QByteArray("n=user,r=abc");
        QTest::newRow("half a header") << QByteArray("n,n=user");
        QTest::newRow("binding to a channel") << QByteArray("p=tls-unique,,n=user,r=abc");
        QTest::newRow("a header of another kind") << QByteArray("x,,n=user,r=abc");
        QTest::newRow("a longer flag") << QByteArray("no,,n=user,r=abc");
        QTest::newRow("for somebody else") << QByteArray("n,a=other,n=user,r=abc");
        QTest::newRow("for nobody that can be read") << QByteArray("n,other,n=user,r=abc");
        QTest::newRow("a mandatory extension") << QByteArray("n,,m=1,n=user,r=abc");
        QTest::newRow("no user") << QByteArray("n,,r=abc,n=user");
        QTest::newRow("an empty user") << QByteArray("n,,n=,r=abc");
        QTest::newRow("an equals sign in the user") << QByteArray("n,,n=us=er,r=abc");
        QTest::newRow("an escape that is none") << QByteArray("n,,n=us=2cer,r=abc");
        QTest::newRow("no nonce") << QByteArray("n,,n=user");
        QTest::newRow("an empty nonce") << QByteArray("n,,n=user,r=");
        QTest::newRow("a nonce with a blank") << QByteArray("n,,n=user,r=a b");
        QTest::newRow("a nonce that does not show") << QByteArray("n,,n=user,r=a\x01");
        QTest::newRow("a delegation token") << QByteArray("n,,n=user,r=abc,tokenauth=true");
        QTest::newRow("the last message") << QByteArray(sha256().clientFinal + ",p=" + sha256().proof);
        QTest::newRow("oversized") << QByteArray("n,,n=user,r=" + QByteArray(ScramExchange::maxMessageSize, 'x'));
    }
    void badFirstMessages()
    {
        QFETCH(QByteArray, message);
        ScramExchange exchange = this->exchange();
        refused(exchange, message, BrokerError::InvalidArgument);
    }

    void badLastMessages_data()
    {
        const Example example = sha256();
        QTest::addColumn<QByteArray>("message");
        const QByteArray good = example.clientFinal + ",p=" + example.proof;
        QByteArray cut = good;
        cut.replace("k0,p", "k,p");
        QByteArray other = good;
        other.replace("r=rO", "r=RO");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("the first message again") << example.clientFirst;
        QTest::newRow("no proof") << example.clientFinal;
        QTest::newRow("an empty proof") << QByteArray(example.clientFinal + ",p=");
        QTest::newRow("a proof that is no base64") << QByteArray(example.clientFinal + ",p=!" + example.proof);
        QTest::newRow("a short proof") << QByteArray(example.clientFinal + ",p=AAAA");
        QTest::newRow("a nonce cut short") << cut;
        QTest::newRow("another nonce") << other;
        QTest::newRow("the client's nonce alone") << QByteArray("c=biws,r=rOprNGfwEbeRWgbNEkqO,p=" + example.proof);
        QTest::newRow("the client's nonce three times")
            << QByteArray("c=biws,r=rOprNGfwEbeRWgbNEkqOrOprNGfwEbeRWgbNEkqOrOprNGfwEbeRWgbNEkqO"
                          "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=" +
                          example.proof);
        QTest::newRow("no header") << QByteArray(good.sliced(7));
        QTest::newRow("a header of another kind") << QByteArray("c=eSws" + good.sliced(6));
        QTest::newRow("a header that is no base64") << QByteArray("c=bi_s" + good.sliced(6));
        QTest::newRow("oversized") << QByteArray(
            example.clientFinal + ",x=" + QByteArray(ScramExchange::maxMessageSize, 'x') + ",p=" + example.proof);
    }
    void badLastMessages()
    {
        QFETCH(QByteArray, message);
        ScramExchange exchange = this->exchange();
        QVERIFY(exchange.take(sha256().clientFirst).ok());
        refused(exchange, message, BrokerError::InvalidArgument);
    }

    void aWrongProofProvesNothing()
    {
        ScramExchange exchange = this->exchange();
        QVERIFY(exchange.take(sha256().clientFirst).ok());
        QByteArray proof = sha256().proof;
        proof[0] = 'e';
        refused(exchange, sha256().clientFinal + ",p=" + proof, BrokerError::AccessRefused);
    }
    void extensionsAreSigned()
    {
        // They are read over, but the proof is over them, too.
        ScramExchange exchange = this->exchange();
        QVERIFY(exchange.take(sha256().clientFirst).ok());
        refused(exchange, sha256().clientFinal + ",x=1,p=" + sha256().proof, BrokerError::AccessRefused);
    }
    void nothingComesBehindTheEnd()
    {
        ScramExchange exchange = this->exchange();
        QVERIFY(exchange.take(sha256().clientFirst).ok());
        const QByteArray last = sha256().clientFinal + ",p=" + sha256().proof;
        QVERIFY(exchange.take(last).ok());
        QVERIFY(!exchange.take(last).ok());
        QVERIFY(!exchange.isProven());
    }

    void whoIsNotThereLooksLikeOthers()
    {
        const auto answerFor = [this](const QByteArray &name, const QByteArray &secret) {
            ScramExchange exchange(ScramMechanism::Sha256, access(), secret, "nonce");
            return *exchange.take("n,,n=" + name + ",r=abc");
        };
        QVERIFY(putUser(access(), {"real", {}, PasswordHashing::Sha256, {}}, "pencil"));
        const QByteArray real = answerFor("real", "secret");
        const QByteArray nobody = answerFor("nobody", "secret");
        QCOMPARE(nobody.size(), real.size());
        QVERIFY(nobody.startsWith("r=abcnonce,s=") && nobody.endsWith(",i=4096"));
        QCOMPARE(answerFor("nobody", "secret"), nobody); // the same salt for ever
        QVERIFY(answerFor("somebody", "secret") != nobody);
        QVERIFY(answerFor("nobody", "other") != nobody);

        ScramExchange exchange = this->exchange();
        const QByteArray first = "n,,n=nobody,r=abc";
        refused(exchange, finalOf(first, *exchange.take(first), "pencil"), BrokerError::AccessRefused);
    }
    void aHashAloneIsNotEnough()
    {
        UserDefinition ann{"ann", core::hashPassword("pencil"), PasswordHashing::Sha256, {}};
        QVERIFY(access().putUser(ann).ok());
        const QByteArray first = "n,,n=ann,r=abc";
        ScramExchange exchange = this->exchange();
        const Result<QByteArray> answer = exchange.take(finalOf(first, *exchange.take(first), "pencil"));
        QCOMPARE(answer.error().code, BrokerError::AccessRefused);
        QVERIFY(answer.error().detail.contains(QStringLiteral("password has to be set again")));
    }
    void aCredentialWithoutItsUserLogsNobodyIn()
    {
        ScramCredential stray = *access().scramCredential("user", ScramMechanism::Sha256);
        stray.user = "stray";
        access().restore(stray);
        const QByteArray first = "n,,n=stray,r=abc";
        ScramExchange exchange = this->exchange();
        refused(exchange, finalOf(first, *exchange.take(first), "pencil"), BrokerError::AccessRefused);
    }
    void whatChangesMeanwhileDoesNotMatter()
    {
        ScramExchange exchange = this->exchange();
        QVERIFY(exchange.take(sha256().clientFirst).ok());
        QVERIFY(access().removeScramCredential("user", ScramMechanism::Sha256));
        QVERIFY(exchange.take(sha256().clientFinal + ",p=" + sha256().proof).ok());
    }
};

SIGHTGLASS_TEST(TestSaslScram)
#include "tst_saslscram.moc"
