// SPDX-License-Identifier: GPL-3.0-or-later
// Who listens on a port, the next free one, and the limit on open files.
#include "net/openfiles.h"
#include "net/portowner.h"
#include "net/protocoldetector.h"
#include "program/testprogram.h"

#include <QTcpServer>
#include <QtTest>

#include <sys/resource.h>

using namespace engine;
using namespace Qt::StringLiterals;

class TestPortOwner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheProcess();
    void nobody();
    void nextFree();
    void raisesTheLimitOfOpenFiles();
    void detectsAmqp_data();
    void detectsAmqp();
};

void TestPortOwner::namesTheProcess()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    const auto owner = net::ownerOfPort(server.serverPort());
    QVERIFY(owner);
    QCOMPARE(owner->pid, QCoreApplication::applicationPid());
    QVERIFY(owner->describe().contains(u"(process %1)"_s.arg(owner->pid)));
}

void TestPortOwner::nobody()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = server.serverPort();
    server.close();
    QVERIFY(!net::ownerOfPort(port));
}

void TestPortOwner::nextFree()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = net::nextFreePort(QHostAddress(QHostAddress::LocalHost), server.serverPort());
    QVERIFY(port > server.serverPort());
    QTcpServer next;
    QVERIFY(next.listen(QHostAddress(QHostAddress::LocalHost), port));
    QCOMPARE(net::nextFreePort(QHostAddress(QHostAddress::LocalHost), 65535), 0);
}

void TestPortOwner::raisesTheLimitOfOpenFiles()
{
    const qint64 limit = net::raiseOpenFilesLimit();
    rlimit now{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &now), 0);
    QCOMPARE(now.rlim_cur, now.rlim_max);
    QVERIFY(limit >= 16);
}

void TestPortOwner::detectsAmqp_data()
{
    using Match = net::ProtocolEntry::Match;
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<int>("match");
    QTest::newRow("nothing yet") << QByteArray() << int(Match::NeedMore);
    QTest::newRow("one byte") << QByteArray("A") << int(Match::NeedMore);
    QTest::newRow("all") << QByteArray("AMQP") << int(Match::Yes);
    QTest::newRow("more") << QByteArray("AMQP\0\0\x09\x01", 8) << int(Match::Yes);
    QTest::newRow("another") << QByteArray("\x10") << int(Match::No);
    QTest::newRow("almost") << QByteArray("AMQX") << int(Match::No);
}

void TestPortOwner::detectsAmqp()
{
    QFETCH(QByteArray, first);
    QFETCH(int, match);
    QCOMPARE(int(net::looksLikeAmqp(first)), match);
}

SIGHTGLASS_TEST(TestPortOwner)
#include "tst_net_portowner.moc"
