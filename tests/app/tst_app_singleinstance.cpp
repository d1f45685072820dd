// SPDX-License-Identifier: GPL-3.0-or-later
// The first window of a data directory is asked by the second one, with what the desktop gave that one to come to the front.
#include "singleinstance.h"

#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using app::SingleInstance;

class TestSingleInstance : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_runtime;

    /// As another process does it, which waits for the answer.
    static bool raise(const QString &directory, const QByteArray &token)
    {
        bool isRaised = false;
        std::atomic_bool isDone = false;
        std::thread other([&] {
            isRaised = SingleInstance(directory).raiseOther(token);
            isDone = true;
        });
        const bool ended = QTest::qWaitFor([&] { return isDone.load(); }, 20'000);
        other.join();
        return ended && isRaised;
    }

private Q_SLOTS:
    void init()
    {
        m_runtime = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_runtime->path().toLocal8Bit());
    }

    void theFirstIsAsked()
    {
        SingleInstance first(u"/data/a"_s);
        QVERIFY(!raise(u"/data/a"_s, {})); // nobody is there yet
        QVERIFY(first.listen());
        QSignalSpy asked(&first, &SingleInstance::raiseRequested);
        QVERIFY(raise(u"/data/a"_s, {}));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.takeFirst().first().toByteArray(), QByteArray());
        QVERIFY(raise(u"/data/a"_s, "a-token"));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.takeFirst().first().toByteArray(), QByteArray("a-token"));
        QVERIFY(!raise(u"/data/b"_s, {})); // another directory is another window
        QVERIFY(asked.isEmpty());
    }

    void whoeverSaysNothingRaisesNothing()
    {
        SingleInstance first(u"/data/a"_s);
        QVERIFY(first.listen());
        const QSignalSpy asked(&first, &SingleInstance::raiseRequested);
        QLocalSocket socket;
        socket.connectToServer(m_runtime->filePath(sockets().value(0)));
        QVERIFY(socket.waitForConnected());
        socket.write(QByteArray(10'000, 'x')); // no line, and too long for one
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QVERIFY(asked.isEmpty());
        QVERIFY(raise(u"/data/a"_s, {}));
    }

private:
    QStringList sockets() const { return QDir(m_runtime->path()).entryList(QDir::System); }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_app_singleinstance.moc"
