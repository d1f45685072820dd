// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as JSON lines and CSV, there and back; what is wrong in a file; command lines that publish a message again.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/transfer/fieldjson.h"
#include "ui/transfer/messagecsv.h"
#include "ui/transfer/messageexport.h"
#include "ui/transfer/messageimport.h"
#include "ui/transfer/messagelines.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace ui;
using engine::FieldTable;
using engine::FieldValue;
using engine::MessageDetails;
using tests::FakeSession;

namespace {

/// A value of every type, nested ones among them, and the limits of each.
FieldTable everyType()
{
    FieldTable inner;
    inner.set("z", FieldValue(qint64(1)));
    inner.set("a", FieldValue(QByteArray("not sorted")));
    FieldTable table;
    table.set("void", FieldValue());
    table.set("true", FieldValue(true));
    table.set("b", FieldValue(std::numeric_limits<qint8>::min()));
    table.set("B", FieldValue(std::numeric_limits<quint8>::max()));
    table.set("s", FieldValue(std::numeric_limits<qint16>::min()));
    table.set("u", FieldValue(std::numeric_limits<quint16>::max()));
    table.set("I", FieldValue(std::numeric_limits<qint32>::min()));
    table.set("i", FieldValue(std::numeric_limits<quint32>::max()));
    table.set("l", FieldValue(std::numeric_limits<qint64>::min()));
    table.set("L", FieldValue(std::numeric_limits<quint64>::max()));
    table.set("f", FieldValue(0.1F));
    table.set("d", FieldValue(0.1));
    table.set("whole d", FieldValue(2.0));
    table.set("inf", FieldValue(std::numeric_limits<double>::infinity()));
    table.set("D", FieldValue(engine::FieldDecimal{2, -12345}));
    table.set("S", FieldValue(QByteArray("text, \"quoted\"\nand ümlaut")));
    table.set("S that is no text", FieldValue(QByteArray("\xff\xfe")));
    table.set("S after a mark of byte order", FieldValue(QByteArray("\xef\xbb\xbfx")));
    table.set("x", FieldValue(engine::FieldBytes{QByteArray("\0\1\2", 3)}));
    table.set("T", FieldValue(engine::FieldTimestamp{1'700'000'000}));
    table.set("A", FieldValue(engine::FieldArray{{FieldValue(qint8(1)), FieldValue(inner)}}));
    table.set("F", FieldValue(inner));
    table.entries.append({"F", FieldValue(true)}); // a name may come twice
    return table;
}

MessageDetails detailed(const QByteArray &body)
{
    MessageDetails message;
    message.queue = u"orders"_s;
    message.summary.ref = {{1}, 42};
    message.summary.exchange = u"shop, inc"_s;
    message.summary.routingKey = u"eu.new"_s;
    message.summary.publishedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123);
    engine::MessageProperties &p = message.properties;
    p.contentType = u"application/json"_s;
    p.contentEncoding = u"utf-8"_s;
    p.headers = everyType();
    p.deliveryMode = quint8(2);
    p.priority = quint8(255);
    p.correlationId = u"c"_s;
    p.replyTo = u"r"_s;
    p.expiration = u"60000"_s;
    p.messageId = u"m"_s;
    p.timestamp = quint64(1'700'000'000);
    p.type = u"t"_s;
    p.userId = u"guest"_s;
    p.appId = u"a"_s;
    p.clusterId = u"k"_s;
    message.body = body;
    return message;
}

} // namespace

class TestTransfer : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void addBodies()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("JSON") << QByteArray("{\"a\": \"b\"}");
        QTest::newRow("lines") << QByteArray("one\ntwo\r\n\"three\",");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("bytes") << QByteArray("\xff\0\x80\n", 4);
        QTest::newRow("a zero") << QByteArray("a\0b", 3);
        QTest::newRow("spaces") << QByteArray("  a  ");
        QTest::newRow("a mark of byte order") << QByteArray("\xef\xbb\xbf{\"a\": 1}");
        QTest::newRow("nothing but a mark of byte order") << QByteArray("\xef\xbb\xbf");
    }

private Q_SLOTS:
    void jsonLinesLoseNothing_data() { addBodies(); }
    void jsonLinesLoseNothing()
    {
        QFETCH(QByteArray, body);
        const MessageDetails message = detailed(body);
        const QByteArray line = transfer::lineOf(message);
        QVERIFY(!line.contains('\n'));
        const auto back = transfer::messageOfLine(line);
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().detail));
        QCOMPARE(back->exchange, message.summary.exchange);
        QCOMPARE(back->routingKey, message.summary.routingKey);
        QCOMPARE(back->properties, message.properties);
        QCOMPARE(back->body, body);
    }
    void csvComesBack_data() { addBodies(); }
    void csvComesBack()
    {
        QFETCH(QByteArray, body);
        const MessageDetails message = detailed(body);
        transfer::CsvReader reader;
        const QByteArray file = transfer::csvHeading() + transfer::csvOf(message);
        QList<transfer::CsvReader::Message> back;
        for (const char c : file) // in the smallest pieces there are
            back += reader.read(QByteArray(1, c));
        back += reader.finish();
        QVERIFY(reader.problem().isEmpty());
        QCOMPARE(back.size(), 1);
        QVERIFY2(back.front().ok(), back.front().ok() ? "" : qPrintable(back.front().error().detail));
        QCOMPARE(back.front()->properties, message.properties);
        QCOMPARE(back.front()->routingKey, message.summary.routingKey);
        QCOMPARE(back.front()->exchange, message.summary.exchange);
        QCOMPARE(back.front()->body, body);
    }
    void whatIsWrittenByHandIsUnderstood()
    {
        const auto made = transfer::messageOfLine(
            R"({"routing_key": "eu", "properties": {"headers": {"n": 5, "x": 1.5, "t": true, "s": "a", "o": {"k": [1]}}},
                "payload": {"id": 17}})");
        QVERIFY(made.ok());
        QCOMPARE(made->body, QByteArray("{\"id\":17}"));
        QCOMPARE(*made->properties.headers.find("n"), FieldValue(qint64(5)));
        QCOMPARE(*made->properties.headers.find("x"), FieldValue(1.5));
        QCOMPARE(*made->properties.headers.find("t"), FieldValue(true));
        QCOMPARE(*made->properties.headers.find("s"), FieldValue(QByteArray("a")));
        QCOMPARE(made->properties.headers.find("o")->typeCode(), 'F');
    }
    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("no payload") << QByteArray("{\"routing_key\": \"a\"}");
        QTest::newRow("bad base64") << QByteArray(R"({"payload": "???", "payload_encoding": "base64"})");
        QTest::newRow("bad encoding") << QByteArray(R"({"payload": "a", "payload_encoding": "rot13"})");
        QTest::newRow("bad priority") << QByteArray(R"({"payload": "a", "properties": {"priority": 256}})");
        QTest::newRow("bad header") << QByteArray(R"({"payload": "a", "properties": {"headers": [["n", "b", 300]]}})");
        QTest::newRow("bad type") << QByteArray(R"({"payload": "a", "properties": {"headers": [["n", "?", 1]]}})");
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QByteArray, line);
        const auto made = transfer::messageOfLine(line);
        QVERIFY(!made.ok());
        QVERIFY(!made.error().detail.isEmpty());
    }

    void aQueueIsExportedWithAFilter()
    {
        FakeSession session;
        for (int i = 0; i < 50; ++i) {
            MessageDetails message = detailed(QByteArray::number(i));
            message.summary.ref = {{1}, quint64(i)};
            message.summary.routingKey = i % 2 ? u"odd"_s : u"even"_s;
            session.messages << message;
        }
        models::MessagePick pick;
        pick.selection.logs = {{1}};
        pick.selection.filter.routingKey = u"odd"_s;
        pick.count = 50;
        for (const QString &name : {u"m.jsonl"_s, u"m.csv"_s}) {
            transfer::MessageExport made(session, pick, m_folder.filePath(name), nullptr);
            const QSignalSpy finished(&made, &transfer::MessageExport::finished);
            made.start();
            QTRY_COMPARE(finished.count(), 1);
            QVERIFY2(made.problem().isEmpty(), qPrintable(made.problem()));
            QCOMPARE(made.written(), quint64(25));
        }
        QCOMPARE(read(m_folder.filePath(u"m.jsonl"_s)).count('\n'), 25);
        QVERIFY(read(m_folder.filePath(u"m.csv"_s)).startsWith("\"queue\",\"offset\""));
        // And back, from both.
        for (const QString &name : {u"m.jsonl"_s, u"m.csv"_s}) {
            session.putInto.clear();
            engine::MessageTarget target;
            target.name = u"orders"_s;
            transfer::MessageImport made(session, m_folder.filePath(name), target, nullptr);
            const QSignalSpy finished(&made, &transfer::MessageImport::finished);
            made.start();
            QTRY_COMPARE(finished.count(), 1);
            QVERIFY2(made.problem().isEmpty(), qPrintable(made.problem()));
            QCOMPARE(made.arrived(), quint64(25));
            QCOMPARE(session.putInto.size(), 25);
            QCOMPARE(session.putInto.at(1).body, QByteArray("3"));
            QCOMPARE(session.putInto.at(1).properties, session.messages.at(3).properties);
        }
    }
    void aGroupOfDeadLettersIsExportedByItsDeath()
    {
        FakeSession session;
        for (int i = 0; i < 6; ++i) {
            MessageDetails message;
            message.summary.ref = {{1}, quint64(i)};
            message.body = QByteArray::number(i);
            if (i > 0) { // the first one is no dead letter
                FieldTable death;
                death.set("reason", FieldValue(QByteArray(i % 2 ? "rejected" : "expired")));
                death.set("queue", FieldValue(QByteArray(i == 5 ? "other" : "work")));
                message.properties.headers.set("x-death",
                                               FieldValue(engine::FieldArray{{FieldValue(std::move(death))}}));
            }
            session.messages << message;
        }
        models::MessagePick pick;
        pick.selection.logs = {{1}};
        pick.selection.death = engine::DeathFilter{u"rejected"_s, u"work"_s, 0, 0};
        pick.count = 2;
        transfer::MessageExport made(session, pick, m_folder.filePath(u"dead.jsonl"_s), nullptr);
        const QSignalSpy finished(&made, &transfer::MessageExport::finished);
        made.start();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY2(made.problem().isEmpty(), qPrintable(made.problem()));
        QCOMPARE(made.written(), quint64(2));
        const QList<QByteArray> lines = read(m_folder.filePath(u"dead.jsonl"_s)).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(transfer::messageOfLine(lines.at(0))->body, QByteArray("1"));
        QCOMPARE(transfer::messageOfLine(lines.at(1))->body, QByteArray("3"));
    }
    void whatCannotBeWrittenIsSaid()
    {
        FakeSession session;
        models::MessagePick pick;
        pick.selection.messages = {{{1}, 0}};
        transfer::MessageExport made(session, pick, m_folder.filePath(u"no/such/folder.jsonl"_s), nullptr);
        const QSignalSpy finished(&made, &transfer::MessageExport::finished);
        made.start();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!made.problem().isEmpty());
    }
    void badLinesAreLeftOutAndTold()
    {
        FakeSession session;
        const QString path = write(u"some.jsonl"_s, "{\"payload\":\"1\"}\n\nnot json\n{\"payload\":\"2\"}");
        transfer::MessageImport made(session, path, {}, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(made.arrived(), quint64(2));
        QCOMPARE(made.leftOut(), quint64(1));
        QVERIFY(made.told().front().startsWith(u"line 3"_s));
    }
    void aTableWithoutPayloadIsNone()
    {
        FakeSession session;
        transfer::MessageImport made(session, write(u"bad.csv"_s, "a,b\n1,2\n"), {}, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(made.problem().contains(u"payload"_s));
        QVERIFY(session.putInto.isEmpty());
    }
    void manyRecordsGoInParts()
    {
        FakeSession session;
        QByteArray file = "payload\n";
        for (int i = 0; i < 3000; ++i)
            file += QByteArray::number(i) + '\n';
        transfer::MessageImport made(session, write(u"many.csv"_s, file), {}, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session.putInto.size(), 3000);
        QCOMPARE(session.putInto.back().body, QByteArray("2999"));
        QVERIFY(session.commands.filter(u"putMessages"_s).size() >= 6);
    }

    void anImportIsTakenBackAsAWhole_data()
    {
        QTest::addColumn<QList<quint64>>("answered");
        QTest::addColumn<quint64>("token");
        QTest::newRow("all parts are kept") << QList<quint64>(6, 9) << quint64(9);
        QTest::newRow("what was kept gives way") << QList<quint64>{9, 9} << quint64(0);
        QTest::newRow("nothing is kept") << QList<quint64>() << quint64(0);
    }
    void anImportIsTakenBackAsAWhole()
    {
        QFETCH(QList<quint64>, answered);
        QFETCH(quint64, token);
        FakeSession session;
        session.putTokens = answered;
        QByteArray file = "payload\n";
        for (int i = 0; i < 3000; ++i)
            file += QByteArray::number(i) + '\n';
        transfer::MessageImport made(session, write(u"undone.csv"_s, file), {}, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session.putUndos.size(), 6);
        QCOMPARE(session.putUndos.first(), (engine::PutUndo{true, 0}));
        if (!answered.isEmpty())
            QCOMPARE(session.putUndos.at(1), (engine::PutUndo{true, 9}));
        QCOMPARE(session.putUndos.last().isWanted, answered.size() != 2);
        QCOMPARE(made.undo().v, token);
    }
};

SIGHTGLASS_WINDOW_TEST(TestTransfer)
#include "tst_transfer.moc"
