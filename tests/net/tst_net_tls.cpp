// SPDX-License-Identifier: GPL-3.0-or-later
// TLS below the protocols: the stream alone, fed byte by byte by a client made of OpenSSL, the names in certificates, the files;
// and a server with real sockets: detection, back-pressure, a handshake that does not come to its end.
#include "net/localcertificate.h"
#include "net/netfixture.h"
#include "net/tlsrefusal.h"
#include "net/tlsstream.h"
#include "program/testprogram.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <openssl/bio.h>
#include <openssl/ssl.h>

using namespace test;
using net::TlsConfig;
using net::TlsContext;
using net::TlsStream;

namespace {

/// The other side, in memory.
class MemoryClient
{
public:
    explicit MemoryClient(const QString &folder, const QString &certificate = {})
        : m_context(SSL_CTX_new(TLS_client_method()))
    {
        if (!certificate.isEmpty()) {
            SSL_CTX_use_certificate_chain_file(m_context, QFile::encodeName(folder % u'/' % certificate % u".pem"));
            SSL_CTX_use_PrivateKey_file(m_context, QFile::encodeName(folder % u'/' % certificate % u"-key.pem"),
                                        SSL_FILETYPE_PEM);
        }
        m_ssl = SSL_new(m_context);
        SSL_set_bio(m_ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_connect_state(m_ssl);
    }
    ~MemoryClient()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
    }
    MemoryClient(const MemoryClient &) = delete;
    MemoryClient &operator=(const MemoryClient &) = delete;

    void take(QByteArrayView wire)
    {
        if (!wire.isEmpty())
            BIO_write(SSL_get_rbio(m_ssl), wire.data(), int(wire.size()));
        char plain[65536];
        std::size_t got = 0;
        while (SSL_read_ex(m_ssl, plain, sizeof plain, &got) == 1)
            received.append(plain, qsizetype(got));
    }
    void write(QByteArrayView plain)
    {
        std::size_t taken = 0;
        QCOMPARE(SSL_write_ex(m_ssl, plain.data(), std::size_t(plain.size()), &taken), 1);
    }
    void sayGoodbye() { SSL_shutdown(m_ssl); }
    bool isReady() const { return SSL_is_init_finished(m_ssl) == 1; }
    QByteArray output()
    {
        char wire[65536];
        const int size = BIO_read(SSL_get_wbio(m_ssl), wire, sizeof wire);
        return QByteArray(wire, std::max(size, 0));
    }

    QByteArray received;

private:
    SSL_CTX *const m_context;
    SSL *m_ssl = nullptr;
};

/// The server's side, with what it has decrypted.
struct MemoryServer
{
    explicit MemoryServer(const TlsContext &context)
        : stream(context)
    {}

    TlsStream::Status take(QByteArrayView wire, qsizetype step = TlsStream::MaxInput)
    {
        auto status = TlsStream::Status::Open;
        std::vector<char> room(TlsStream::MaxInput * 2);
        while (!wire.isEmpty() && status == TlsStream::Status::Open) {
            const QByteArrayView now = wire.first(std::min(step, wire.size()));
            qsizetype count = 0;
            status = stream.decrypt(now, room.data(), qsizetype(room.size()), count);
            received.append(room.data(), count);
            wire = wire.sliced(now.size());
        }
        return status;
    }
    QByteArray output()
    {
        const QByteArray bytes = stream.output().toByteArray();
        stream.clearOutput();
        return bytes;
    }

    TlsStream stream;
    QByteArray received;
};

/// Until neither has anything to say; false: the server has failed.
bool shakeHands(MemoryClient &client, MemoryServer &server, qsizetype step = TlsStream::MaxInput)
{
    for (;;) {
        client.take(server.output());
        const QByteArray said = client.output();
        if (said.isEmpty())
            return client.isReady();
        if (server.take(said, step) != TlsStream::Status::Open)
            return false;
    }
}

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bytesThereAndBack_data();
    void bytesThereAndBack();
    void namesInCertificates();
    void certificateOfAStranger();
    void noCertificateWhereOneIsRequired();
    void plainBytesFail();
    void goodbyes();
    void filesThatCanNotBeUsed();
    void looksLikeTls();
    void servesOverTls();
    void largeMessageThereAndBack();
    void clientThatDoesNotReadIsWaitedFor();
    void handshakeThatDoesNotEnd();
    void certificateThatCanNotBeUsedIsTold();
    void listenerKeepsItsTlsWhenItMoves();

private:
    QString folder() const { return net::localCertificateFolder(m_data.path()); }
    TlsConfig config() const { return *net::localCertificate(folder()); }
    net::ListenerConfig listener() const
    {
        return {.protocol = u"amqps"_s, .address = u"127.0.0.1:0"_s, .tls = config()};
    }
    std::unique_ptr<MemoryServer> server(const TlsConfig &config) const
    {
        const auto context = TlsContext::load(config);
        return context ? std::make_unique<MemoryServer>(**context) : nullptr;
    }

    QTemporaryDir m_data;
    QTemporaryDir m_stranger;
};

namespace {

class TlsClient : public Client<QSslSocket>
{
public:
    TlsClient(quint16 port, const QString &folder)
    {
        QSslConfiguration configuration = socket.sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(folder % u"/ca.pem"));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, port);
    }
};

} // namespace

void TestTls::initTestCase()
{
    QVERIFY(net::makeLocalCertificate(folder()).ok());
    QVERIFY(net::makeClientCertificate(folder(), u"größe"_s).ok());
    const QString stranger = net::localCertificateFolder(m_stranger.path());
    QVERIFY(net::makeLocalCertificate(stranger).ok());
    QVERIFY(net::makeClientCertificate(stranger, u"alice"_s).ok());
}

void TestTls::bytesThereAndBack_data()
{
    QTest::addColumn<int>("step");
    QTest::newRow("as they come") << int(TlsStream::MaxInput);
    QTest::newRow("byte by byte") << 1;
    QTest::newRow("across records") << 1499;
}

void TestTls::bytesThereAndBack()
{
    QFETCH(int, step);
    MemoryClient client(folder());
    const auto server = this->server(config());
    QVERIFY(shakeHands(client, *server, step));
    QCOMPARE(server->stream.peerName(), QByteArray());
    const QByteArray bytes = QByteArray("some bytes").repeated(3000);
    client.write(bytes);
    QCOMPARE(server->take(client.output(), step), TlsStream::Status::Open);
    QCOMPARE(server->received, bytes);
    QVERIFY(server->stream.encrypt(bytes));
    const QByteArray wire = server->output();
    for (qsizetype at = 0; at < wire.size(); at += step)
        client.take(QByteArrayView(wire).sliced(at, std::min<qsizetype>(step, wire.size() - at)));
    QCOMPARE(client.received, bytes);
}

void TestTls::namesInCertificates()
{
    TlsConfig named = config();
    for (const auto &[from, name] : {std::pair(TlsConfig::LoginFrom::DistinguishedName, "CN=größe"),
                                     std::pair(TlsConfig::LoginFrom::CommonName, "größe")}) {
        named.loginFrom = from;
        MemoryClient client(folder(), u"größe"_s);
        const auto server = this->server(named);
        QVERIFY(shakeHands(client, *server));
        QCOMPARE(server->stream.peerName(), QByteArray(name));
    }
    named.verifyPeer = false; // then nobody is asked, and nothing is proven
    MemoryClient client(folder(), u"größe"_s);
    const auto server = this->server(named);
    QVERIFY(shakeHands(client, *server));
    QCOMPARE(server->stream.peerName(), QByteArray());
}

void TestTls::certificateOfAStranger()
{
    MemoryClient client(net::localCertificateFolder(m_stranger.path()), u"alice"_s);
    const auto server = this->server(config());
    QVERIFY(!shakeHands(client, *server));
    QCOMPARE(server->stream.problem(), u"certificate verify failed"_s);
    QVERIFY(!server->stream.output().isEmpty()); // the alert
    QCOMPARE(server->received, QByteArray());
}

void TestTls::noCertificateWhereOneIsRequired()
{
    TlsConfig required = config();
    required.requirePeerCertificate = true;
    MemoryClient client(folder());
    const auto server = this->server(required);
    QVERIFY(!shakeHands(client, *server));
    QCOMPARE(server->stream.problem(), u"peer did not return a certificate"_s);
}

void TestTls::plainBytesFail()
{
    const auto server = this->server(config());
    QCOMPARE(server->take(protocolHeader()), TlsStream::Status::Failed);
    QVERIFY(!server->stream.problem().isEmpty());
    server->stream.sayGoodbye(); // harmless
    QVERIFY(!server->stream.encrypt("x"));
}

void TestTls::goodbyes()
{
    MemoryClient client(folder());
    const auto server = this->server(config());
    QVERIFY(shakeHands(client, *server));
    client.write("last words");
    client.sayGoodbye();
    QCOMPARE(server->take(client.output()), TlsStream::Status::Ended);
    QCOMPARE(server->received, QByteArray("last words"));
    server->stream.sayGoodbye();
    QVERIFY(!server->stream.output().isEmpty());
    server->stream.clearOutput();
    server->stream.sayGoodbye();
    QVERIFY(server->stream.output().isEmpty());
}

void TestTls::filesThatCanNotBeUsed()
{
    const TlsConfig good = config();
    const auto problemOf = [](const TlsConfig &config) {
        const auto context = TlsContext::load(config);
        return context ? QString() : context.error().detail;
    };
    QCOMPARE(problemOf(good), QString());
    TlsConfig bad = good;
    bad.certificateFile = folder() % u"/none.pem";
    QCOMPARE(problemOf(bad), u"the certificate %1: there is no such file"_s.arg(bad.certificateFile));
    bad = good;
    bad.certificateFile = good.keyFile;
    QVERIFY(problemOf(bad).startsWith(u"the certificate "_s % good.keyFile));
    bad = good;
    bad.keyFile = folder() % u"/ca-key.pem";
    QVERIFY(problemOf(bad).contains(bad.keyFile));
    bad = good;
    bad.caFile.clear();
    QVERIFY(problemOf(bad).startsWith(u"the CA certificates"_s));
}

void TestTls::looksLikeTls()
{
    using Match = net::ProtocolEntry::Match;
    QCOMPARE(net::looksLikeTls("\x16\x03\x01"), Match::Yes);
    QCOMPARE(net::looksLikeTls("\x16"), Match::NeedMore);
    QCOMPARE(net::looksLikeTls(""), Match::No);
    QCOMPARE(net::looksLikeTls("\x16\x02"), Match::No);
    QCOMPARE(net::looksLikeTls("AMQP"), Match::No);
}

void TestTls::servesOverTls()
{
    Serving serving;
    serving.server.start({listener()});
    QCOMPARE(serving.server.listeners().first().protocol, u"amqps"_s);
    TlsClient client(serving.port(), folder());
    client.socket.write(hello());
    QTRY_VERIFY2(client.has<wa::ChannelOpenOk>(), qPrintable(client.socket.errorString()));
    const auto snapshot = (*serving.server.registry().connections().begin())->snapshot();
    QVERIFY(snapshot.tls);
    client.socket.write(encoded(0, wa::ConnectionClose{200, {}, 0, 0}));
    QTRY_VERIFY(client.has<wa::ConnectionCloseOk>());
    QTRY_VERIFY(client.disconnected);
    QTRY_COMPARE(serving.server.connectionCount(), 0);
}

void TestTls::largeMessageThereAndBack()
{
    Serving serving;
    serving.server.start({listener()});
    TlsClient client(serving.port(), folder());
    const QByteArray body(20'000'000, 'b');
    wa::QueueDeclare declare;
    declare.queue = "q";
    wire::OutBuffer publish;
    wa::appendPublish(publish, 1, {{}, "q", false, false}, {QByteArrayView("\0\0", 2), body, 131072});
    client.socket.write(hello() + encoded(1, declare) + publish.toByteArray() + encoded(1, wa::BasicGet{"q", true}));
    QTRY_COMPARE_WITH_TIMEOUT(client.bodyBytes(), quint64(body.size()), 20'000);
}

void TestTls::clientThatDoesNotReadIsWaitedFor()
{
    Serving serving;
    serving.server.start({listener()});
    TlsClient client(serving.port(), folder());
    wa::QueueDeclare declare;
    declare.queue = "q";
    client.socket.write(hello() + encoded(1, declare));
    QTRY_VERIFY(client.has<wa::QueueDeclareOk>());
    // Half of what is published fits no socket; the rest stays in the queue until the client reads.
    const QByteArray body(500'000, 'b');
    for (int i = 0; i < 80; ++i) {
        wire::OutBuffer publish;
        wa::appendPublish(publish, 1, {{}, "q", false, false}, {QByteArrayView("\0\0", 2), body, 131072});
        client.socket.write(publish.toByteArray());
    }
    QTRY_COMPARE_WITH_TIMEOUT(client.socket.encryptedBytesToWrite() + client.socket.bytesToWrite(), 0, 20'000);
    client.socket.setReadBufferSize(1000);
    wa::BasicConsume consume;
    consume.queue = "q";
    consume.noAck = true;
    client.socket.write(encoded(1, consume));
    QTRY_VERIFY((*serving.server.registry().connections().begin())->snapshot().channels.value(0).consumers.size() == 1);
    client.socket.setReadBufferSize(0);
    QTRY_COMPARE_WITH_TIMEOUT(client.bodyBytes(), quint64(80 * body.size()), 20'000);
}

void TestTls::handshakeThatDoesNotEnd()
{
    Serving serving;
    serving.server.start({listener()});
    TcpClient silent(serving.port());
    MemoryClient half(folder());
    half.take({});
    TcpClient stopped(serving.port());
    stopped.socket.write(half.output());
    QTRY_VERIFY(stopped.received.size() > 100); // the server's part
    QTRY_VERIFY_WITH_TIMEOUT(silent.disconnected && stopped.disconnected, net::Connection::DetectionTimeoutMs + 5000);
    QTRY_COMPARE(serving.server.connectionCount(), 0);
}

void TestTls::certificateThatCanNotBeUsedIsTold()
{
    Serving serving;
    net::ListenerConfig broken = listener();
    broken.tls->keyFile = folder() % u"/none.pem";
    serving.server.start({broken});
    const ListenerSnapshot snapshot = serving.server.listeners().first();
    QCOMPARE(snapshot.state, ListenerSnapshot::State::Failed);
    QVERIFY2(snapshot.problem.contains(broken.tls->keyFile), qPrintable(snapshot.problem));
}

void TestTls::listenerKeepsItsTlsWhenItMoves()
{
    Serving serving;
    serving.server.start({listener()});
    const quint16 before = serving.port();
    QVERIFY(serving.server.listen(u"amqps"_s, u"127.0.0.1:0"_s).ok());
    QVERIFY(serving.port() != before);
    TlsClient client(serving.port(), folder());
    client.socket.write(hello());
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
}

SIGHTGLASS_TEST(TestTls)
#include "tst_net_tls.moc"
