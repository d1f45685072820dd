// SPDX-License-Identifier: GPL-3.0-or-later
// What scripts rely on: options, lines on standard output, one line on standard error, exit codes, signals.
#include "processfixture.h"

#include "demo/amqpclient.h"

#include <QDir>
#include <QLocalSocket>
#include <QScopeGuard>

#include <unistd.h>

using namespace test;

class TestCommandLine : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_directory;

    QString path(const char *name) const { return m_directory->filePath(QString::fromLatin1(name)); }
    QStringList serveArguments(const QStringList &more = {}) const
    {
        return QStringList{u"serve"_s,   u"--data-dir"_s,  path("data"),  u"--amqp"_s,   u"127.0.0.1:0"_s,
                           u"--kafka"_s, u"127.0.0.1:0"_s, u"--socket"_s, path("socket")} +
               more;
    }
    void writeFile(const QString &name, const QByteArray &text)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void init()
    {
        qunsetenv("TMPDIR");
        m_directory = std::make_unique<QTemporaryDir>();
    }

    void version()
    {
        Program program({u"--version"_s});
        QCOMPARE(program.end(), 0);
        QCOMPARE(program.output(), QStringList{u"sightglass " SIGHTGLASS_VERSION ""_s});
    }
    void help()
    {
        Program program({u"serve"_s, u"--help"_s});
        QCOMPARE(program.end(), 0);
        for (const auto &option :
             {u"--data-dir"_s, u"--amqp"_s, u"--socket"_s, u"--memory"_s, u"--config"_s, u"--demo"_s})
            QVERIFY2(program.output().join(u'\n').contains(option), qPrintable(option));
    }

    void badOptions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{u"--nonsense"_s};
        QTest::newRow("unknown word") << QStringList{u"server"_s};
        QTest::newRow("missing value") << QStringList{u"serve"_s, u"--amqp"_s};
        QTest::newRow("no port") << QStringList{u"serve"_s, u"--amqp"_s, u"localhost"_s};
        QTest::newRow("port too high") << QStringList{u"serve"_s, u"--amqp=127.0.0.1:65536"_s};
        QTest::newRow("no port for kafka") << QStringList{u"serve"_s, u"--kafka"_s, u"127.0.0.1"_s};
        QTest::newRow("partitions") << QStringList{u"serve"_s, u"--kafka-partitions=1025"_s};
        QTest::newRow("retention") << QStringList{u"serve"_s, u"--kafka-retention=-2"_s};
        QTest::newRow("neither on nor off") << QStringList{u"serve"_s, u"--kafka-auto-create=perhaps"_s};
        QTest::newRow("mqtt is not there") << QStringList{u"serve"_s, u"--mqtt=127.0.0.1:1883"_s};
        QTest::newRow("neither synced nor not") << QStringList{u"serve"_s, u"--sync=sometimes"_s};
        QTest::newRow("size") << QStringList{u"serve"_s, u"--memory-limit=much"_s};
        QTest::newRow("channels") << QStringList{u"serve"_s, u"--channel-max=65536"_s};
        QTest::newRow("milliseconds") << QStringList{u"serve"_s, u"--consumer-timeout=-1"_s};
        QTest::newRow("value for a switch") << QStringList{u"serve"_s, u"--memory=yes"_s};
        QTest::newRow("demo with a directory") << QStringList{u"serve"_s, u"--demo"_s, u"--data-dir"_s, u"/tmp/x"_s};
        QTest::newRow("no such settings file") << QStringList{u"serve"_s, u"--config"_s, u"/no/such/file"_s};
    }
    void badOptions()
    {
        QFETCH(QStringList, arguments);
        Program program(arguments);
        QCOMPARE(program.end(), 2);
        QVERIFY(program.output().isEmpty());
        QCOMPARE(program.errors().size(), 1);
        QVERIFY(program.errors().first().startsWith(u"sightglass: "));
    }

    void serves()
    {
        Program program(serveArguments());
        const QStringList lines = program.waitForLine(u"ready"_s);
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith(u"listening amqp 127.0.0.1:"));
        QVERIFY(lines[1].startsWith(u"listening kafka 127.0.0.1:"));
        QCOMPARE(lines[2], u"listening socket "_s + path("socket"));
        QVERIFY(speaksAmqp(program.amqpPort()));
        QLocalSocket local;
        local.connectToServer(path("socket"));
        QVERIFY(local.waitForConnected(patienceMs));
        QCOMPARE(program.endWith(SIGTERM), 0);
        QVERIFY(!QFileInfo::exists(path("socket")));
    }

    void theNeedOfNoDisplay()
    {
        // A platform that does not exist would end a program that starts Qt Gui.
        Program program(serveArguments(), u"none-such"_s);
        QVERIFY(program.amqpPort() != 0);
        QCOMPARE(program.endWith(SIGINT), 0);
    }

    void servesSoonAndSmall()
    {
        QElapsedTimer timer;
        timer.start();
        Program program(serveArguments());
        const quint16 port = program.amqpPort();
        QVERIFY(speaksAmqp(port));
        qInfo("%lld ms until a client was answered", timer.elapsed());
        QFile status(u"/proc/%1/status"_s.arg(program.process().processId()));
        if (status.open(QIODevice::ReadOnly)) {
            const QByteArray text = status.readAll();
            const qsizetype at = text.indexOf("VmRSS:");
            qInfo("%s", text.mid(at, text.indexOf('\n', at) - at).constData());
        }
        // Sanitizers and busy machines take their time; the figure itself is the benchmark's.
        QVERIFY(timer.elapsed() < 10000);
    }

    void listenersCanBeOff()
    {
        Program program({u"serve"_s, u"--memory"_s, u"--amqp=off"_s, u"--kafka=off"_s, u"--mqtt=off"_s,
                         u"--stomp=off"_s, u"--socket=off"_s});
        QCOMPARE(program.waitForLine(u"ready"_s), QStringList{u"ready"_s});
        QCOMPARE(program.endWith(SIGHUP), 0);
    }

    /// What it does is seen in tests/crash; here that it is said, and by whom it can be asked for.
    void saysThatConfirmsDoNotWaitForTheDisk()
    {
        const QString said = u"sightglass: confirms survive a crash of the program, not a power failure (--sync off)"_s;
        Program usual(serveArguments());
        QVERIFY(usual.amqpPort() != 0);
        QCOMPARE(usual.endWith(SIGTERM), 0);
        QCOMPARE(usual.errors(), QStringList());
        Program asked(serveArguments({u"--sync"_s, u"off"_s}));
        QVERIFY(asked.amqpPort() != 0);
        QCOMPARE(asked.endWith(SIGTERM), 0);
        QCOMPARE(asked.errors(), QStringList{said});
        writeFile(path("settings"), "sync=off\n");
        Program fromFile(serveArguments({u"--config"_s, path("settings")}));
        QVERIFY(fromFile.amqpPort() != 0);
        QCOMPARE(fromFile.endWith(SIGTERM), 0);
        QCOMPARE(fromFile.errors(), QStringList{said});
        Program overruled(serveArguments({u"--config"_s, path("settings"), u"--sync=on"_s}));
        QVERIFY(overruled.amqpPort() != 0);
        QCOMPARE(overruled.endWith(SIGTERM), 0);
        QCOMPARE(overruled.errors(), QStringList());
    }

    void aTakenPortEndsIt()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        Program program({u"serve"_s, u"--memory"_s, u"--socket=off"_s, u"--kafka=off"_s, u"--amqp"_s,
                         u"127.0.0.1:%1"_s.arg(other.serverPort())});
        QCOMPARE(program.end(), 1);
        QVERIFY(program.output().isEmpty());
        QCOMPARE(program.errors().size(), 1);
        QVERIFY2(program.errors().first().contains(QString::number(other.serverPort())),
                 qPrintable(program.errors().first()));
    }

    void aRuntimeFolderOfOthersIsNotUsed()
    {
        const QByteArray given = qgetenv("XDG_RUNTIME_DIR");
        const auto restore = qScopeGuard([&] {
            qputenv("XDG_RUNTIME_DIR", given);
            qunsetenv("TMPDIR");
        });
        qputenv("TMPDIR", QFile::encodeName(m_directory->path()));
        const QString folder = path("sightglass-") + QString::number(getuid());
        constexpr auto all = QFile::Permissions(0x7777);
        const QStringList arguments = {u"serve"_s, u"--memory"_s, u"--kafka=off"_s, u"--amqp"_s, u"127.0.0.1:0"_s};

        // A folder that others may write to is passed over for one of the user's own.
        QVERIFY(QDir().mkpath(path("open")) && QFile::setPermissions(path("open"), all));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(path("open")));
        Program beside(arguments);
        QVERIFY(beside.waitForLine(u"ready"_s).contains(u"listening socket "_s + folder + u"/sightglass"));
        QCOMPARE(beside.endWith(SIGTERM), 0);
        QVERIFY(!(QFileInfo(folder).permissions() & (QFile::ReadOther | QFile::ExeOther)));

        // Where that is open, too, no socket is opened.
        QVERIFY(QFile::setPermissions(folder, all));
        Program refused(arguments);
        QCOMPARE(refused.end(), 1);
        QCOMPARE(refused.errors().size(), 1);
        QVERIFY2(refused.errors().first().contains(folder), qPrintable(refused.errors().first()));
        Program without(arguments + QStringList{u"--socket=off"_s});
        QVERIFY(without.amqpPort() != 0);
        QCOMPARE(without.endWith(SIGTERM), 0);
    }

    void aDirectoryInUseEndsIt()
    {
        Program first(serveArguments());
        QVERIFY(first.amqpPort() != 0);
        Program second(
            {u"serve"_s, u"--data-dir"_s, path("data"), u"--amqp=off"_s, u"--kafka=off"_s, u"--socket=off"_s});
        QCOMPARE(second.end(), 1);
        QCOMPARE(second.errors().size(), 1);
        QVERIFY(second.errors().first().contains(u"in use"));
    }

    void aDirectoryThatCanNotBeWrittenEndsIt()
    {
        Program program(
            {u"serve"_s, u"--data-dir"_s, u"/proc/none/such"_s, u"--amqp=off"_s, u"--kafka=off"_s, u"--socket=off"_s});
        QCOMPARE(program.end(), 1);
        QCOMPARE(program.errors().size(), 1);
    }

    void settingsComeFromAFileToo()
    {
        const QString file = path("settings.ini");
        writeFile(file, "amqp=127.0.0.1:0\nsocket=" + path("from-file").toLocal8Bit() + "\nmemory=true\nkafka=off\n");
        Program program({u"serve"_s, u"--config"_s, file});
        QVERIFY(program.waitForLine(u"ready"_s).contains(u"listening socket "_s + path("from-file")));
        QCOMPARE(program.endWith(SIGTERM), 0);
        // The command line has the last word.
        Program other({u"serve"_s, u"--socket=off"_s, u"--config"_s, file});
        QVERIFY(!other.waitForLine(u"ready"_s).join(u'\n').contains(u"listening socket"));
    }
    void badSettingsEndIt()
    {
        const QString file = path("settings.ini");
        writeFile(file, "colour=blue\n");
        Program unknown({u"serve"_s, u"--config"_s, file});
        QCOMPARE(unknown.end(), 2);
        QVERIFY2(unknown.errors().first().contains(u"colour"), qPrintable(unknown.errors().first()));
        writeFile(file, "amqp=nonsense\n");
        Program bad({u"serve"_s, u"--config"_s, file});
        QCOMPARE(bad.end(), 2);
        QVERIFY(bad.errors().first().contains(file));
    }

    /// What the window's preferences keep; the command line comes before it, the demo and --memory know nothing of it.
    void whatIsKeptBesideTheDataIsUsed()
    {
        QVERIFY(QDir().mkpath(path("data")));
        const QString kept = path("data/settings.conf");
        writeFile(kept, "sync=off\n");
        const QString said = u"sightglass: confirms survive a crash of the program, not a power failure (--sync off)"_s;
        Program program(serveArguments());
        QVERIFY(program.amqpPort() != 0);
        QCOMPARE(program.endWith(SIGTERM), 0);
        QCOMPARE(program.errors(), QStringList{said});
        Program overruled(serveArguments({u"--sync=on"_s}));
        QVERIFY(overruled.amqpPort() != 0);
        QCOMPARE(overruled.endWith(SIGTERM), 0);
        QCOMPARE(overruled.errors(), QStringList());
        writeFile(path("settings"), "sync=on\n");
        Program config(serveArguments({u"--config"_s, path("settings")}));
        QVERIFY(config.amqpPort() != 0);
        QCOMPARE(config.endWith(SIGTERM), 0);
        QCOMPARE(config.errors(), QStringList());
        Program memory(serveArguments({u"--memory"_s}));
        QVERIFY(memory.amqpPort() != 0);
        QCOMPARE(memory.endWith(SIGTERM), 0);
        QVERIFY(!memory.errors().contains(said));
        writeFile(kept, "sync=perhaps\n");
        Program bad(serveArguments());
        QCOMPARE(bad.end(), 2);
        QVERIFY2(bad.errors().first().contains(kept), qPrintable(bad.errors().first()));
    }

    void theDemoLivesAndLeavesNothing()
    {
        qputenv("TMPDIR", m_directory->path().toLocal8Bit());
        Program program({u"serve"_s, u"--demo"_s, u"--demo-seed=1"_s, u"--amqp=127.0.0.1:0"_s, u"--kafka=off"_s,
                         u"--socket=off"_s});
        QVERIFY(program.amqpPort() != 0);
        const QStringList folders =
            QDir(m_directory->path()).entryList({u"Sightglass-*"_s}, QDir::Dirs | QDir::CaseSensitive);
        QCOMPARE(folders.size(), 1); // TMPDIR is ours
        // Shares the audit log's work: what arrives there has been through the shop.
        app::demo::AmqpClient client({{}, u"127.0.0.1"_s, program.amqpPort()}, "test");
        QList<QByteArray> keys;
        client.whenReady = [&] { client.consume("audit", "test", 0, true); };
        client.whenDelivered = [&](const app::demo::Delivery &delivery) { keys.append(delivery.routingKey); };
        client.open();
        QTRY_VERIFY_WITH_TIMEOUT(
            std::any_of(keys.begin(), keys.end(), [](const QByteArray &key) { return key.endsWith(".order.paid"); }),
            patienceMs);
        client.close();
        QCOMPARE(program.endWith(SIGTERM), 0);
        QVERIFY(QDir(m_directory->path()).entryList({u"Sightglass-*"_s}, QDir::Dirs | QDir::CaseSensitive).isEmpty());
    }
    void whatBillingGivesUpIsADeadLetter()
    {
        Program program({u"serve"_s, u"--demo"_s, u"--demo-seed=1"_s, u"--amqp=127.0.0.1:0"_s, u"--kafka=off"_s,
                         u"--socket=off"_s});
        app::demo::AmqpClient client({{}, u"127.0.0.1"_s, program.amqpPort()}, "test");
        const QByteArray order = R"({"order": "T-1", "total": 5000})";
        std::optional<app::demo::Delivery> dead;
        client.whenReady = [&] { client.consume("orders.dead", "test", 0, true); };
        client.whenDelivered = [&](const app::demo::Delivery &delivery) {
            if (delivery.body == order)
                dead = delivery;
        };
        client.open();
        QTRY_VERIFY_WITH_TIMEOUT(client.isReady(), patienceMs);
        client.publish("orders", "eu.order.new", {}, order);
        QTRY_VERIFY_WITH_TIMEOUT(dead.has_value(), patienceMs);
        QCOMPARE(dead->exchange, QByteArray("orders.failed"));
        QVERIFY(dead->properties.headers.has_value());
        const engine::FieldValue *history = dead->properties.headers->find("x-death");
        QVERIFY(history);
        const auto *entries = std::get_if<engine::FieldArray>(&history->value);
        QVERIFY(entries && entries->items.size() == 1);
        const auto *entry = std::get_if<engine::FieldTable>(&entries->items.first().value);
        QVERIFY(entry);
        QCOMPARE(entry->find("queue")->toText(), QByteArray("billing"));
        QCOMPARE(entry->find("reason")->toText(), QByteArray("rejected"));
        client.close();
        QCOMPARE(program.endWith(SIGTERM), 0);
    }
    void theDemoHasAStream()
    {
        Program program({u"serve"_s, u"--demo"_s, u"--demo-seed=1"_s, u"--amqp=127.0.0.1:0"_s, u"--kafka=off"_s,
                         u"--socket=off"_s});
        app::demo::AmqpClient client({{}, u"127.0.0.1"_s, program.amqpPort()}, "test");
        QList<QByteArray> pages;
        client.whenReady = [&] {
            engine::FieldTable arguments;
            arguments.set("x-stream-offset", QByteArray("first"));
            client.consume("clicks", "test", 10, false, arguments);
        };
        client.whenDelivered = [&](const app::demo::Delivery &delivery) {
            pages.append(delivery.body);
            client.ack(delivery.tag);
        };
        client.open();
        QTRY_VERIFY_WITH_TIMEOUT(pages.size() > 12, patienceMs); // more than one credit's worth
        QVERIFY2(pages.first().contains("\"page\":\"/item/"), pages.first().constData());
        client.close();
        QCOMPARE(program.endWith(SIGTERM), 0);
    }
    void theDemoTakesNoOtherPortThanTheOneThatWasNamed()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        Program program(
            {u"serve"_s, u"--demo"_s, u"--socket=off"_s, u"--amqp"_s, u"127.0.0.1:%1"_s.arg(other.serverPort())});
        QCOMPARE(program.end(), 1);
        QVERIFY2(program.errors().first().contains(QString::number(other.serverPort())),
                 qPrintable(program.errors().first()));
    }
    void withoutTheDemoNoFolderIsMade()
    {
        qputenv("TMPDIR", m_directory->path().toLocal8Bit());
        Program program({u"serve"_s, u"--memory"_s, u"--amqp=127.0.0.1:0"_s, u"--kafka=off"_s, u"--socket=off"_s});
        QVERIFY(program.amqpPort() != 0);
        QVERIFY(QDir(m_directory->path()).entryList({u"Sightglass-*"_s}, QDir::Dirs | QDir::CaseSensitive).isEmpty());
        QCOMPARE(program.endWith(SIGTERM), 0);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_app_commandline.moc"
