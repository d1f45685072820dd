// SPDX-License-Identifier: GPL-3.0-or-later
// Listeners: addresses, ports that are taken, the local socket's file: its permissions, dead and living owners.
#include "net/netfixture.h"
#include "net/tcplistener.h"
#include "program/testprogram.h"

#include <QFileInfo>
#include <QLocalServer>
#include <QProcess>
#include <QTcpServer>

using namespace test;

class TestListeners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void anyPort();
    void portTaken();
    void oneFailureLeavesTheOthers();
    void movesToAnotherPort();
    void badAddress();
    void socketAdmitsItsOwnerOnly();
    void socketOfADeadProcessIsReplaced();
    void socketOfALivingProcessIsNot();
    void otherFilesAreLeftAlone();
    void socketFileGoesWithTheListener();
};

void TestListeners::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host"); // empty: refused
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << u"127.0.0.1:5672"_s << u"127.0.0.1"_s << 5672;
    QTest::newRow("localhost") << u"localhost:5672"_s << u"127.0.0.1"_s << 5672;
    QTest::newRow("IPv6") << u"[::1]:5672"_s << u"::1"_s << 5672;
    QTest::newRow("all") << u"0.0.0.0:0"_s << u"0.0.0.0"_s << 0;
    QTest::newRow("no port") << u"127.0.0.1"_s << QString() << 0;
    QTest::newRow("no number") << u"127.0.0.1:amqp"_s << QString() << 0;
    QTest::newRow("port too high") << u"127.0.0.1:65536"_s << QString() << 0;
    QTest::newRow("a name") << u"broker.example:5672"_s << QString() << 0;
    QTest::newRow("nothing") << QString() << QString() << 0;
}

void TestListeners::addresses()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto parsed = net::parseHostPort(text);
    QCOMPARE(parsed.has_value(), !host.isEmpty());
    if (parsed) {
        QCOMPARE(parsed->host.toString(), host);
        QCOMPARE(int(parsed->port), port);
    }
}

void TestListeners::anyPort()
{
    Serving serving;
    QSignalSpy changed(&serving.server, &net::Server::listenersChanged);
    serving.server.start({{u"amqp"_s, u"127.0.0.1:0"_s}});
    QCOMPARE(changed.count(), 1);
    const auto listeners = serving.server.listeners();
    QCOMPARE(listeners.size(), 1);
    QCOMPARE(listeners.first().protocol, u"amqp"_s);
    QCOMPARE(listeners.first().state, ListenerSnapshot::State::Listening);
    QVERIFY(serving.port() > 0);
    QVERIFY(listeners.first().problem.isEmpty());
}

void TestListeners::portTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    Serving serving;
    serving.server.start({{u"amqp"_s, u"127.0.0.1:%1"_s.arg(other.serverPort())}});
    const ListenerSnapshot snapshot = serving.server.listeners().first();
    QCOMPARE(snapshot.state, ListenerSnapshot::State::Failed);
    QVERIFY2(snapshot.problem.contains(u"port %1 is in use by"_s.arg(other.serverPort())),
             qPrintable(snapshot.problem));
    QVERIFY2(snapshot.problem.contains(QString::number(QCoreApplication::applicationPid())),
             qPrintable(snapshot.problem));
    QVERIFY(snapshot.suggestedPort > other.serverPort());
    QVERIFY(serving.server.listen(u"amqp"_s, u"127.0.0.1:%1"_s.arg(snapshot.suggestedPort)).ok());
    QCOMPARE(serving.server.listeners().size(), 1);
    QCOMPARE(serving.server.listeners().first().state, ListenerSnapshot::State::Listening);
    QCOMPARE(serving.server.listeners().first().suggestedPort, 0);
}

void TestListeners::oneFailureLeavesTheOthers()
{
    Serving serving;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    const QString path = serving.folder.filePath(u"socket"_s);
    serving.server.start({{u"amqp"_s, u"127.0.0.1:%1"_s.arg(other.serverPort())}, {u"socket"_s, path}});
    QCOMPARE(serving.server.listeners()[0].state, ListenerSnapshot::State::Failed);
    QCOMPARE(serving.server.listeners()[1].state, ListenerSnapshot::State::Listening);
    LocalClient client(path);
    client.socket.write(hello());
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
}

void TestListeners::movesToAnotherPort()
{
    Serving serving;
    serving.server.start({{u"amqp"_s, u"127.0.0.1:0"_s}});
    const quint16 before = serving.port();
    TcpClient client(before);
    client.socket.write(hello());
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
    QVERIFY(serving.server.listen(u"amqp"_s, u"127.0.0.1:0"_s).ok());
    QVERIFY(serving.port() != before);
    QCOMPARE(serving.server.connectionCount(), 1); // who is there stays
    TcpClient next(serving.port());
    next.socket.write(hello());
    QTRY_VERIFY(next.has<wa::ChannelOpenOk>());
}

void TestListeners::badAddress()
{
    Serving serving;
    const Result<void> result = serving.server.listen(u"amqp"_s, u"somewhere"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().detail,
             u"cannot listen on somewhere: it is not of the form HOST:PORT with a numeric host"_s);
}

void TestListeners::socketAdmitsItsOwnerOnly()
{
    Serving serving;
    const QString path = serving.folder.filePath(u"socket"_s);
    serving.server.start({{u"socket"_s, path}});
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(QFileInfo::exists(path));
    QVERIFY(!(QFileInfo(path).permissions() & others));
}

void TestListeners::socketOfADeadProcessIsReplaced()
{
    Serving serving;
    const QString path = serving.folder.filePath(u"socket"_s);
    // A file whose process is gone: bound, and closed without being removed.
    {
        QProcess dead;
        dead.start(u"/usr/bin/python3"_s,
                   {u"-c"_s, u"import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"_s, path});
        QVERIFY(dead.waitForFinished());
    }
    if (!QFileInfo::exists(path))
        QSKIP("no python3 to leave a socket behind");
    serving.server.start({{u"socket"_s, path}});
    QCOMPARE(serving.server.listeners().first().problem, QString());
    LocalClient client(path);
    client.socket.write(hello());
    QTRY_VERIFY(client.has<wa::ChannelOpenOk>());
}

void TestListeners::socketOfALivingProcessIsNot()
{
    Serving serving;
    const QString path = serving.folder.filePath(u"socket"_s);
    QLocalServer other;
    QVERIFY(other.listen(path));
    serving.server.start({{u"socket"_s, path}});
    const ListenerSnapshot snapshot = serving.server.listeners().first();
    QCOMPARE(snapshot.state, ListenerSnapshot::State::Failed);
    QVERIFY2(snapshot.problem.contains(u"it is in use by"_s), qPrintable(snapshot.problem));
    QVERIFY(snapshot.problem.contains(QString::number(QCoreApplication::applicationPid())));
    LocalClient client(path);
    QTRY_VERIFY(other.hasPendingConnections()); // the file is still theirs
}

void TestListeners::otherFilesAreLeftAlone()
{
    Serving serving;
    const QString path = serving.folder.filePath(u"notes.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    serving.server.start({{u"socket"_s, path}});
    QVERIFY(serving.server.listeners().first().problem.contains(u"a file is in the way"_s));
    QCOMPARE(QFileInfo(path).size(), 8);
}

void TestListeners::socketFileGoesWithTheListener()
{
    Serving serving;
    const QString path = serving.folder.filePath(u"socket"_s);
    serving.server.start({{u"socket"_s, path}});
    QVERIFY(QFileInfo::exists(path));
    bool done = false;
    serving.server.closeAll(u"shutdown"_s, 1000, [&] { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(!QFileInfo::exists(path));
}

SIGHTGLASS_TEST(TestListeners)
#include "tst_net_listeners.moc"
