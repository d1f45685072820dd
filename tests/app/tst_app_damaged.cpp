// SPDX-License-Identifier: GPL-3.0-or-later
// A damaged data file under the real program: it starts nevertheless, says what it has done, and serves what is left.
#include "confirmingclient.h"
#include "processfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

using namespace test;

namespace {

constexpr int messageCount = 500;
constexpr int atOnce = 20; // so that there are many chunks

/// No two are alike, and some are larger than a page of the file.
QByteArray bodyOf(int number)
{
    return QByteArray::number(number) + ':' + QByteArray(50 + number % 37 * 150, char('a' + number % 26));
}

/// Publishes them all; what was sent, or nothing where not all of it was confirmed.
QByteArrayList fill(ConfirmingClient &client, const QByteArray &exchange, const QByteArray &key)
{
    QByteArrayList sent;
    std::vector<quint64> numbers;
    for (int i = 0; i < messageCount; ++i) {
        sent += bodyOf(i);
        numbers.push_back(client.publish(exchange, key, sent.last()));
        if (i % atOnce == atOnce - 1)
            (void)client.answerTo(numbers.back());
    }
    const bool confirmed =
        std::all_of(numbers.begin(), numbers.end(), [&](quint64 number) { return client.answerTo(number) == true; });
    return confirmed ? sent : QByteArrayList();
}

/// Each of them was sent; none is there twice or before another that was sent earlier.
bool isPartOf(const QByteArrayList &left, const QByteArrayList &sent)
{
    qsizetype at = 0;
    return std::all_of(left.begin(), left.end(), [&](const QByteArray &body) {
        at = sent.indexOf(body, at) + 1;
        return at > 0;
    });
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What it says of the damage, or nothing.
QString noticeOf(Program &program)
{
    QString notice;
    (void)QTest::qWaitFor(
        [&] {
            for (const QString &line : program.errors()) {
                if (line.contains(u"set aside"))
                    notice = line;
            }
            return !notice.isEmpty();
        },
        patienceMs);
    return notice;
}

} // namespace

class TestDamaged : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_directory;

    QString path(const char *name) const { return m_directory->filePath(QString::fromLatin1(name)); }
    QString database() const { return path("data/sightglass.db"); }
    QStringList arguments() const
    {
        return {u"serve"_s,       u"--data-dir"_s,  path("data"), u"--amqp=127.0.0.1:0"_s,
                u"--kafka=off"_s, u"--socket=off"_s};
    }
    /// The name of the file that was set aside; empty where there is not just one.
    QString setAside() const
    {
        QStringList names = QDir(path("data")).entryList({u"sightglass.db.damaged-*"_s});
        names.removeIf([](const QString &name) { return name.endsWith(u"-wal"); });
        return names.size() == 1 ? names.first() : QString();
    }
    /// By the program's own export, which asks the one that runs.
    QStringList queues() const
    {
        Program program({u"definitions"_s, u"export"_s, path("definitions.json"), u"--data-dir"_s, path("data")});
        if (program.end() != 0)
            return {};
        QStringList names;
        const QJsonObject all = QJsonDocument::fromJson(readFile(path("definitions.json"))).object();
        for (const QJsonValue queue : all.value(u"queues").toArray())
            names += queue.toObject().value(u"name").toString();
        return names;
    }

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void servesWhatIsLeftOfACutFile()
    {
        QByteArrayList sent;
        {
            Program program(arguments());
            ConfirmingClient client;
            QVERIFY(client.open(program.amqpPort()));
            QVERIFY(client.declareQueue("orders"));
            sent = fill(client, {}, "orders");
            QCOMPARE(sent.size(), messageCount);
            client.close();
            QCOMPARE(program.endWith(SIGTERM), 0);
            QCOMPARE(program.errors(), QStringList());
        }
        QVERIFY(QFile::resize(database(), QFileInfo(database()).size() * 55 / 100));
        const QByteArray damaged = readFile(database());

        Program program(arguments());
        const quint16 port = program.amqpPort(); // it is ready
        QVERIFY2(port != 0, qPrintable(program.errors().join(u'\n')));
        const QString notice = noticeOf(program);
        QVERIFY(notice.startsWith(u"sightglass: "));
        QVERIFY2(!setAside().isEmpty() && notice.contains(setAside()), qPrintable(notice));
        QCOMPARE(readFile(path("data/") + setAside()), damaged);

        // The definitions stand in the first pages: the queue is there, with as many messages as were told of.
        ConfirmingClient client;
        QVERIFY(client.open(port));
        const auto ready = client.messagesIn("orders");
        QVERIFY2(ready, client.refusal().constData());
        const QString told = u" with %1 messages "_s.arg(QLocale(QLocale::English).toString(*ready));
        QVERIFY2(notice.contains(told), qPrintable(notice));
        // New ones come behind the old ones.
        QVERIFY(client.answerTo(client.publish({}, "orders", "after")) == true);
        QByteArrayList left = client.takeAll("orders");
        QCOMPARE(left.size(), qsizetype(*ready) + 1);
        QCOMPARE(left.takeLast(), QByteArray("after"));
        qInfo("%d of %d messages were left", int(left.size()), messageCount);
        QVERIFY(!left.isEmpty() && left.size() < sent.size());
        QVERIFY(isPartOf(left, sent));

        // It is a sound file again.
        QVERIFY(client.answerTo(client.publish({}, "orders", "kept")) == true);
        client.close();
        QCOMPARE(program.endWith(SIGTERM), 0);
        QCOMPARE(program.errors(), QStringList{notice});
        Program again(arguments());
        ConfirmingClient later;
        QVERIFY(later.open(again.amqpPort()));
        QCOMPARE(later.takeAll("orders"), QByteArrayList{"kept"});
        later.close();
        QCOMPARE(again.endWith(SIGTERM), 0);
        QCOMPARE(again.errors(), QStringList());
        QVERIFY(!setAside().isEmpty());
    }

    /// The row that defines the queue is lost, and all of its messages are sound: they must be found, and somebody told where.
    void aLostDefinitionIsToldOf()
    {
        // Not in the messages: they go through an exchange, by another key.
        const QByteArray name = "a.queue.like.no.other";
        QByteArrayList sent;
        {
            Program program(arguments());
            ConfirmingClient client;
            QVERIFY(client.open(program.amqpPort()));
            QVERIFY(client.declareQueue(name));
            wa::ExchangeDeclare exchange;
            exchange.exchange = "shop";
            exchange.type = "direct";
            exchange.durable = true;
            QVERIFY(client.call<wa::ExchangeDeclareOk>(exchange));
            wa::QueueBind binding;
            binding.queue = name;
            binding.exchange = "shop";
            binding.routingKey = "new";
            QVERIFY(client.call<wa::QueueBindOk>(binding));
            sent = fill(client, "shop", "new");
            QCOMPARE(sent.size(), messageCount);
            client.close();
            QCOMPARE(program.endWith(SIGTERM), 0);
        }
        QByteArray bytes = readFile(database());
        const auto places = bytes.count(name);
        QVERIFY(places > 1);
        bytes.replace(name, "a.queue.like.nO.other");
        QFile file(database());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();

        Program program(arguments());
        const quint16 port = program.amqpPort();
        QVERIFY2(port != 0, qPrintable(program.errors().join(u'\n')));
        const QString notice = noticeOf(program);
        QVERIFY2(!setAside().isEmpty() && notice.contains(setAside()), qPrintable(notice));
        const QStringList names = queues();
        QCOMPARE(names.size(), 1);
        QVERIFY2(names.first().startsWith(u"recovered-"), qPrintable(names.first()));
        ConfirmingClient client;
        QVERIFY(client.open(port));
        QCOMPARE(client.takeAll(names.first().toUtf8()), sent);
        wa::ExchangeDeclare look;
        look.exchange = "shop";
        look.passive = true;
        QVERIFY(client.call<wa::ExchangeDeclareOk>(look));
        client.close();
        QCOMPARE(program.endWith(SIGTERM), 0);
        QVERIFY2(notice.contains(names.first()), qPrintable(notice));
    }
};

QTEST_GUILESS_MAIN(TestDamaged)
#include "tst_app_damaged.moc"
