// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a process, on a display that shows nothing: one for each data directory, whatever the ports do.
#include "processfixture.h"

using namespace test;

class TestWindow : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_directory;

    QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{
                   u"--data-dir"_s, m_directory->filePath(u"data"_s),  u"--amqp"_s, u"127.0.0.1:0"_s, u"--kafka=off"_s,
                   u"--socket"_s,   m_directory->filePath(u"socket"_s)} +
               more;
    }
    bool isUp() const { return QFileInfo::exists(m_directory->filePath(u"socket"_s)); }

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void endsCleanly()
    {
        Program window(arguments());
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), patienceMs);
        QCOMPARE(window.endWith(SIGTERM), 0);
        QVERIFY(!isUp());
    }

    void aSecondStartRaisesTheFirst()
    {
        Program first(arguments());
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), patienceMs);
        Program second(arguments());
        QCOMPARE(second.end(), 0);
        QCOMPARE(first.process().state(), QProcess::Running);
        // Another directory is another broker.
        QTemporaryDir elsewhere;
        Program other({u"--data-dir"_s, elsewhere.path(), u"--amqp=off"_s, u"--kafka=off"_s, u"--socket"_s,
                       elsewhere.filePath(u"socket"_s)});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(elsewhere.filePath(u"socket"_s)), patienceMs);
        QCOMPARE(other.endWith(SIGTERM), 0);
        QCOMPARE(first.endWith(SIGTERM), 0);
    }

    void aKilledOneIsNotWaitedFor()
    {
        {
            Program first(arguments());
            QTRY_VERIFY_WITH_TIMEOUT(isUp(), patienceMs);
        } // SIGKILL
        QFile::remove(m_directory->filePath(u"socket"_s));
        Program second(arguments());
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), patienceMs);
        QCOMPARE(second.endWith(SIGTERM), 0);
    }

    void aServerHoldsTheDirectory()
    {
        Program server(QStringList{u"serve"_s} + arguments());
        QVERIFY(server.amqpPort() != 0);
        Program window(
            {u"--data-dir"_s, m_directory->filePath(u"data"_s), u"--amqp=off"_s, u"--kafka=off"_s, u"--socket=off"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!window.errors().filter(u"in use"_s).isEmpty(), patienceMs);
        QCOMPARE(window.endWith(SIGTERM), 1);
        QCOMPARE(server.endWith(SIGTERM), 0);
    }

    void aTakenPortDoesNotStopIt()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        Program window({u"--data-dir"_s, m_directory->filePath(u"data"_s), u"--socket"_s,
                        m_directory->filePath(u"socket"_s), u"--kafka=off"_s, u"--amqp"_s,
                        u"127.0.0.1:%1"_s.arg(other.serverPort())});
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), patienceMs);
        QCOMPARE(window.endWith(SIGTERM), 0);
    }
};

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_app_window.moc"
