// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as JSON lines and CSV, there and back; what is wrong in a file; command lines that publish a message again.
#include "fakesession.h"
#include "support/livebroker.h"

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

constexpr qint64 recordMs = 1'700'000'000'123;

/// As the broker shows what a Kafka client wrote.
MessageDetails recorded(const std::optional<QByteArray> &key, const std::optional<QByteArray> &value)
{
    MessageDetails message;
    message.queue = u"clicks-2"_s;
    message.partition = 2;
    message.summary.ref = {{1}, 7};
    FieldTable &headers = message.properties.headers;
    headers.set("trace", FieldValue(engine::FieldArray{{FieldValue(QByteArray("1")), FieldValue()}}));
    headers.set("bytes", FieldValue(engine::FieldBytes{QByteArray("\xff\0", 2)}));
    if (key)
        headers.set("x-kafka-key", FieldValue(*key));
    headers.set("x-kafka-timestamp", FieldValue(recordMs));
    if (!value)
        headers.set("x-kafka-tombstone", FieldValue(true));
    message.properties.deliveryMode = quint8(2);
    message.properties.timestamp = quint64(recordMs / 1000);
    message.body = value.value_or(QByteArray());
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
    static void addMessages()
    {
        QTest::addColumn<MessageDetails>("message");
        QTest::addColumn<std::optional<qint64>>("timestampMs"); // of a record
        const std::optional<qint64> none;
        QTest::newRow("JSON") << detailed("{\"a\": \"b\"}") << none;
        QTest::newRow("lines") << detailed("one\ntwo\r\n\"three\",") << none;
        QTest::newRow("empty") << detailed("") << none;
        QTest::newRow("bytes") << detailed(QByteArray("\xff\0\x80\n", 4)) << none;
        QTest::newRow("a zero") << detailed(QByteArray("a\0b", 3)) << none;
        QTest::newRow("spaces") << detailed("  a  ") << none;
        QTest::newRow("a mark of byte order") << detailed("\xef\xbb\xbf{\"a\": 1}") << none;
        QTest::newRow("nothing but a mark of byte order") << detailed("\xef\xbb\xbf") << none;
        for (const quint64 seconds : {1ULL << 53, (1ULL << 53) + 1, 1ULL << 63, ~0ULL}) {
            MessageDetails message = detailed("{}");
            message.properties.timestamp = seconds;
            QTest::addRow("the time %llu", seconds) << message << none;
        }
        QTest::newRow("a record") << recorded("k", "v") << std::optional(recordMs);
        QTest::newRow("a record without a key") << recorded({}, "") << std::optional(recordMs);
        QTest::newRow("a tombstone") << recorded("", {}) << std::optional(recordMs);
        // What an AMQP client passed on, with what it had been.
        MessageDetails passedOn = recorded("k", "v");
        passedOn.summary.exchange = u"shop"_s;
        QTest::newRow("a record passed on through an exchange") << passedOn << none;
        passedOn = recorded("k", "v");
        passedOn.properties.contentType = u"text/plain"_s;
        QTest::newRow("a record passed on with a type") << passedOn << none;
    }

private Q_SLOTS:
    void jsonLinesLoseNothing_data() { addMessages(); }
    void jsonLinesLoseNothing()
    {
        QFETCH(MessageDetails, message);
        QFETCH(std::optional<qint64>, timestampMs);
        const QByteArray line = transfer::lineOf(message);
        QVERIFY(!line.contains('\n'));
        const auto back = transfer::messageOfLine(line);
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().detail));
        QCOMPARE(back->exchange, message.summary.exchange);
        QCOMPARE(back->routingKey, message.summary.routingKey);
        QCOMPARE(back->properties, message.properties);
        QCOMPARE(back->body, message.body);
        QCOMPARE(back->partition, message.partition);
        QCOMPARE(back->timestampMs, timestampMs);
    }
    void numbersAreReadAsTextToo()
    {
        MessageDetails message = detailed("{}");
        message.properties.timestamp = 1ULL << 63;
        QVERIFY(transfer::lineOf(message).contains("\"timestamp\":\"9223372036854775808\""));
        message.properties.timestamp = (1ULL << 53) - 1;
        QVERIFY(transfer::lineOf(message).contains("\"timestamp\":9007199254740991,"));
        const auto made = transfer::messageOfLine(
            R"({"payload": "", "properties": {"timestamp": "17", "priority": 5}, "partition": "3"})");
        QVERIFY(made.ok());
        QCOMPARE(made->properties.timestamp, std::optional<quint64>(17));
        QCOMPARE(made->properties.priority, std::optional<quint8>(5));
        QCOMPARE(made->partition, std::optional<quint32>(3));
    }
    void csvComesBack_data() { addMessages(); }
    void csvComesBack()
    {
        QFETCH(MessageDetails, message);
        QFETCH(std::optional<qint64>, timestampMs);
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
        QCOMPARE(back.front()->body, message.body);
        QCOMPARE(back.front()->partition, message.partition);
        QCOMPARE(back.front()->timestampMs, timestampMs);
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
        QTest::newRow("half a priority") << QByteArray(R"({"payload": "a", "properties": {"priority": 1.5}})");
        QTest::newRow("bad time") << QByteArray(R"({"payload": "a", "properties": {"timestamp": -1}})");
        QTest::newRow("bad partition") << QByteArray(R"({"payload": "a", "partition": "all"})");
        QTest::newRow("bad time of a record") << QByteArray(R"({"payload": "a", "timestamp_ms": "now"})");
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
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
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
            QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
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
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
        QVERIFY2(made.problem().isEmpty(), qPrintable(made.problem()));
        QCOMPARE(made.written(), quint64(2));
        const QList<QByteArray> lines = read(m_folder.filePath(u"dead.jsonl"_s)).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(transfer::messageOfLine(lines.at(0))->body, QByteArray("1"));
        QCOMPARE(transfer::messageOfLine(lines.at(1))->body, QByteArray("3"));
    }
    void recordsAreRecordsAgainInATopic()
    {
        MessageDetails ofAmqp = detailed("published");
        ofAmqp.partition = 1;
        QByteArray file;
        for (const MessageDetails &message :
             {recorded("k", "v"), recorded({}, ""), ofAmqp, recorded("", {}), recorded("k", "last")})
            file += transfer::lineOf(message) + '\n';
        file += R"({"timestamp_ms": -5, "payload": "by hand"})";
        FakeSession session;
        engine::MessageTarget target{engine::MessageTarget::Kind::Topic, u"shop"_s, u"copy"_s, {}};
        transfer::MessageImport made(session, write(u"records.jsonl"_s, file), target, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
        QVERIFY2(made.problem().isEmpty(), qPrintable(made.problem()));
        QCOMPARE(made.arrived(), quint64(6));
        QCOMPARE(made.leftOut(), quint64(0));
        QCOMPARE(made.undo().v, quint64(0));
        QCOMPARE(session.commands, (QStringList{u"publishBatch"_s, u"putMessages copy"_s, u"publishBatch"_s}));
        QCOMPARE(session.putInto, QList<engine::NewMessage>{*transfer::messageOfLine(transfer::lineOf(ofAmqp))});
        const QList<engine::RecordRequest> before = session.publishedBatches.at(0).records;
        const QList<engine::RecordRequest> after = session.publishedBatches.at(1).records;
        QCOMPARE(before.size(), 2);
        QCOMPARE(after.size(), 3);
        for (const engine::RecordRequest &record : {before.at(0), before.at(1), after.at(0), after.at(1)}) {
            QCOMPARE(record.virtualHost, u"shop"_s);
            QCOMPARE(record.topic, u"copy"_s);
            QCOMPARE(record.partition, std::optional<quint32>(2));
            QVERIFY(!record.isPartitionBinding);
            QCOMPARE(record.timestampMs, std::optional(recordMs));
            QCOMPARE(record.headers,
                     (QList<engine::RecordHeader>{
                         {u"trace"_s, QByteArray("1")}, {u"trace"_s, {}}, {u"bytes"_s, QByteArray("\xff\0", 2)}}));
        }
        QCOMPARE(before.at(0).key, std::optional(QByteArray("k")));
        QCOMPARE(before.at(0).value, std::optional(QByteArray("v")));
        QCOMPARE(before.at(1).key, std::optional<QByteArray>());
        QCOMPARE(before.at(1).value, std::optional(QByteArray("")));
        QCOMPARE(after.at(0).key, std::optional(QByteArray("")));
        QCOMPARE(after.at(0).value, std::optional<QByteArray>());
        QCOMPARE(after.at(1).value, std::optional(QByteArray("last")));
        QCOMPARE(after.at(2).timestampMs, std::optional<qint64>(-5));
        QCOMPARE(after.at(2).partition, std::optional<quint32>());
    }
    void recordsAreMessagesInAQueue()
    {
        FakeSession session;
        const MessageDetails message = recorded("k", "v");
        engine::MessageTarget target;
        target.name = u"orders"_s;
        transfer::MessageImport made(session, write(u"one.jsonl"_s, transfer::lineOf(message)), target, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
        QVERIFY(session.publishedBatches.isEmpty());
        QCOMPARE(session.putInto.size(), 1);
        QCOMPARE(session.putInto.first().properties, message.properties);
    }
    void recordsThatATopicRefusesAreTold()
    {
        FakeSession session;
        session.batchRefusals = {{2, u"the record is too large"_s}};
        const QByteArray line = transfer::lineOf(recorded("k", "v")) + '\n';
        engine::MessageTarget target;
        target.kind = engine::MessageTarget::Kind::Topic;
        target.name = u"clicks"_s;
        transfer::MessageImport made(session, write(u"refused.jsonl"_s, '\n' + line + line + line), target, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
        QVERIFY2(made.problem().isEmpty(), qPrintable(made.problem()));
        QCOMPARE(made.arrived(), quint64(1));
        QCOMPARE(made.leftOut(), quint64(2));
        QCOMPARE(made.told(), QStringList{u"lines 2 to 4: the record is too large"_s});
    }
    void whatCannotBeWrittenIsSaid()
    {
        FakeSession session;
        models::MessagePick pick;
        pick.selection.messages = {{{1}, 0}};
        transfer::MessageExport made(session, pick, m_folder.filePath(u"no/such/folder.jsonl"_s), nullptr);
        const QSignalSpy finished(&made, &transfer::MessageExport::finished);
        made.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
        QVERIFY(!made.problem().isEmpty());
    }
    void badLinesAreLeftOutAndTold()
    {
        FakeSession session;
        const QString path = write(u"some.jsonl"_s, "{\"payload\":\"1\"}\n\nnot json\n{\"payload\":\"2\"}");
        transfer::MessageImport made(session, path, {}, nullptr);
        const QSignalSpy finished(&made, &transfer::MessageImport::finished);
        made.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
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
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
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
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
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
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::patience);
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
