// SPDX-License-Identifier: GPL-3.0-or-later
// Placeholders and what is made of drafts with them, alone.
#include "program/testprogram.h"
#include "ui/publisher/bodytext.h"
#include "ui/publisher/generator.h"
#include "ui/publisher/placeholders.h"
#include "ui/publisher/randomvalues.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace ui::publisher;

namespace {

constexpr qint64 someTimeMs = 1'764'190'267'113; // 2025-11-26T20:51:07.113Z

QString expand(const QString &text, quint64 index = 0, const DataRow *row = nullptr,
               const std::optional<QStringList> &columns = {})
{
    QRandomGenerator random(7);
    Expansion values{index, someTimeMs, &random, row, {}};
    return Template::parse(text, columns).expand(values);
}

QString problemOf(const QString &text)
{
    const auto problems = Template::parse(text).problems();
    return problems.isEmpty() ? QString() : problems.first().text;
}

} // namespace

class TestPlaceholders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void expands_data();
    void expands();
    void matches_data();
    void matches();
    void namedUuidsAreTheSameThroughoutAMessage();
    void randomNumbersStayInTheirRange();
    void whatMakesNoSenseIsSaidAtItsPlace_data();
    void whatMakesNoSenseIsSaidAtItsPlace();
    void anyTextCanBeEscaped_data();
    void anyTextCanBeEscaped();
    void placesAreMappedBack();

    void csvRows();
    void csvWithOtherSeparatorsAndQuotes();
    void jsonLines();
    void whatIsNoDataFile();
    void columnsAreKnown();

    void jsonIsCheckedThroughPlaceholders();
    void xmlIsCheckedAtItsLine();
    void formattingKeepsPlaceholders_data();
    void formattingKeepsPlaceholders();

    void aDraftBecomesMessages();
    void aDraftBecomesRecords();
    void aDraftSaysWhatIsWrong_data();
    void aDraftSaysWhatIsWrong();
    void aMessageTakenOverIsTheSame();
    void aRecordTakenOverIsARecord();
    void aFileIsTheBody();
    void draftsAreKept();
    void thousandsASecond();
};

void TestPlaceholders::expands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << u"{\"a\": {\"b\": 1}}"_s << u"{\"a\": {\"b\": 1}}"_s;
    QTest::newRow("seq") << u"n{{seq}}"_s << u"n42"_s;
    QTest::newRow("seq from") << u"{{seq 100}}"_s << u"141"_s;
    QTest::newRow("seq padded") << u"{{seq 0001}}"_s << u"0042"_s;
    QTest::newRow("blanks") << u"{{  seq   }}"_s << u"42"_s;
    QTest::newRow("now") << u"{{now}}"_s << u"2025-11-26T20:51:07.113Z"_s;
    QTest::newRow("now ms") << u"{{now ms}}"_s << u"1764190267113"_s;
    QTest::newRow("now s") << u"{{now s}}"_s << u"1764190267"_s;
    QTest::newRow("now with a format") << u"{{now yyyy-MM-dd HH:mm}}"_s << u"2025-11-26 20:51"_s;
    QTest::newRow("tomorrow") << u"{{now +1d yyyy-MM-dd}}"_s << u"2025-11-27"_s;
    QTest::newRow("before") << u"{{now -7s s}}"_s << u"1764190260"_s;
    QTest::newRow("one of one") << u"{{random a, a}}"_s << u"a"_s;
    QTest::newRow("range of one") << u"{{random 5..5}}"_s << u"5"_s;
    QTest::newRow("decimals") << u"{{random 1.50..1.50}}"_s << u"1.50"_s;
    QTest::newRow("negative") << u"{{random -3..-3}}"_s << u"-3"_s;
    QTest::newRow("quoted") << u"{{\"{{\"}}seq{{\"}}\"}}"_s << u"{{seq}}"_s;
    QTest::newRow("three braces") << u"{{{seq}}}"_s << u"{42}"_s;
    QTest::newRow("filter") << u"{{\"ab\" | upper}}"_s << u"AB"_s;
    QTest::newRow("two filters") << u"{{\"ab\" | upper | hex}}"_s << u"4142"_s;
    QTest::newRow("json filter") << u"{{\"a\\b\" | json}}"_s << u"a\\\\b"_s;
    QTest::newRow("base64 filter") << u"{{\"hi\"|base64}}"_s << u"aGk="_s;
}

void TestPlaceholders::expands()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(problemOf(text), QString());
    QCOMPARE(expand(text, 41), expected);
}

void TestPlaceholders::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("uuid") << u"{{uuid}}"_s << u"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"_s;
    QTest::newRow("choice") << u"{{random red, green}}"_s << u"red|green"_s;
    QTest::newRow("name") << u"{{random.name}}"_s << u"\\S+ \\S+"_s;
    QTest::newRow("email") << u"{{random.email}}"_s << u"[a-z.0-9]+@example\\.com"_s;
    QTest::newRow("hex") << u"{{random.hex 8}}"_s << u"[0-9a-f]{8}"_s;
    QTest::newRow("text") << u"{{random.text 20}}"_s << u"[0-9a-zA-Z]{20}"_s;
    QTest::newRow("bool") << u"{{random.bool}}"_s << u"true|false"_s;
    QTest::newRow("date") << u"{{random.date}}"_s << u"20\\d\\d-\\d\\d-\\d\\d"_s;
    QTest::newRow("ip") << u"{{random.ip}}"_s << u"203\\.0\\.113\\.\\d+"_s;
    QTest::newRow("sentence") << u"{{random.sentence 3}}"_s << u"[A-Z]\\w* \\w+ \\w+\\."_s;
    QTest::newRow("filtered name") << u"{{random.city | upper}}"_s << u"[^a-z]+"_s;
}

void TestPlaceholders::matches()
{
    QFETCH(QString, text);
    QFETCH(QString, pattern);
    QCOMPARE(problemOf(text), QString());
    const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern));
    for (quint64 i = 0; i < 50; ++i)
        QVERIFY2(whole.match(expand(text, i)).hasMatch(), qPrintable(expand(text, i)));
    QVERIFY(randomKinds().size() > 10);
}

void TestPlaceholders::namedUuidsAreTheSameThroughoutAMessage()
{
    QRandomGenerator random(1);
    Expansion values{0, someTimeMs, &random, nullptr, {}};
    const Template header = Template::parse(u"{{uuid order}}"_s), body = Template::parse(u"{{uuid order}} {{uuid}}"_s);
    const QString id = header.expand(values);
    const QString text = body.expand(values);
    QVERIFY(text.startsWith(id));
    QVERIFY(!text.endsWith(id));
    Expansion next{1, someTimeMs, &random, nullptr, {}};
    QVERIFY(header.expand(next) != id);
}

void TestPlaceholders::randomNumbersStayInTheirRange()
{
    QRandomGenerator random(3);
    Expansion values{0, someTimeMs, &random, nullptr, {}};
    const Template whole = Template::parse(u"{{random 1..3}}"_s), decimal = Template::parse(u"{{random 0.00..9.99}}"_s);
    QSet<QString> seen;
    for (int i = 0; i < 300; ++i) {
        seen.insert(whole.expand(values));
        const QString number = decimal.expand(values);
        QCOMPARE(number.size(), 4);
        QVERIFY(number.toDouble() >= 0 && number.toDouble() <= 9.99);
    }
    QCOMPARE(seen, (QSet<QString>{u"1"_s, u"2"_s, u"3"_s}));
}

void TestPlaceholders::whatMakesNoSenseIsSaidAtItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const QString &text, qsizetype position, const QString &word) {
        QTest::newRow(name) << text << position << word;
    };
    row("unknown", u"ab {{nope}}"_s, 3, u"{{nope}}"_s);
    row("open", u"ab {{seq"_s, 3, u"has no }}"_s);
    row("open before a line", u"{{seq\n}}"_s, 0, u"has no }}"_s);
    row("empty", u"{{}}"_s, 0, u"{{uuid}}"_s);
    row("seq of a word", u"{{seq one}}"_s, 0, u"whole number"_s);
    row("a range upside down", u"{{random 9..1}}"_s, 0, u"smaller one first"_s);
    row("random alone", u"{{random}}"_s, 0, u"range or a choice"_s);
    row("random kind", u"{{random.colour}}"_s, 0, u"random.colour"_s);
    row("a shift without a unit", u"{{now +5}}"_s, 0, u"ms, s, m, h or d"_s);
    row("no data file", u"{{csv.name}}"_s, 0, u"data file"_s);
    row("no such filter", u"{{seq | rot13}}"_s, 0, u"rot13"_s);
}

void TestPlaceholders::whatMakesNoSenseIsSaidAtItsPlace()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    QFETCH(QString, word);
    const Template read = Template::parse(text);
    QCOMPARE(read.problems().size(), 1);
    QCOMPARE(read.problems().first().position, position);
    QVERIFY2(read.problems().first().text.contains(word), qPrintable(read.problems().first().text));
    QVERIFY(read.hasPlaceholders());
    QCOMPARE(expand(text), text); // left as it is
}

void TestPlaceholders::anyTextCanBeEscaped_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"{{seq}}"_s, u"{{{{"_s, u"{{{"_s, u"}}"_s, u"{ {{ } }}"_s, u"{{\"{{\"}}"_s,
                                u"{{\n}}"_s, u"plain"_s, u"{\"a\":{\"b\":{}}}"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestPlaceholders::anyTextCanBeEscaped()
{
    QFETCH(QString, text);
    const QString escaped = escapedBraces(text);
    QCOMPARE(problemOf(escaped), QString());
    QCOMPARE(expand(escaped), text);
}

void TestPlaceholders::placesAreMappedBack()
{
    QRandomGenerator random(1);
    Expansion values{99, someTimeMs, &random, nullptr, {}};
    SourceMap map;
    const Template read = Template::parse(u"a{{seq}}bc"_s);
    QCOMPARE(read.expand(values, &map), u"a100bc"_s);
    QCOMPARE(map.toTemplate(0), 0);
    QCOMPARE(map.toTemplate(1), 1);
    QCOMPARE(map.toTemplate(3), 1); // within what the placeholder has become
    QCOMPARE(map.toTemplate(4), 8);
    QCOMPARE(map.toTemplate(5), 9);
    QCOMPARE(map.toTemplate(6), 10);
    QCOMPARE(read.spans(), (QList<Template::Span>{{1, 7}}));
}

// ---- data files

void TestPlaceholders::csvRows()
{
    const auto rows = DataRows::parse("\xef\xbb\xbfid,name,note\n1,Zo\xc3\xab,\"a, \"\"b\"\"\nc\"\n2,Kofi,\n");
    QVERIFY(rows);
    QCOMPARE((*rows)->columns(), (QStringList{u"id"_s, u"name"_s, u"note"_s}));
    QCOMPARE((*rows)->count(), 2);
    const DataRow first = (*rows)->row(0);
    QCOMPARE(expand(u"{{csv.id}} {{csv.name}} {{row.number}}: {{csv.note}}"_s, 0, &first, (*rows)->columns()),
             u"1 Zoë 1: a, \"b\"\nc"_s);
    QCOMPARE(expand(u"{{csv.note | json}}"_s, 0, &first, (*rows)->columns()), u"a, \\\"b\\\"\\nc"_s);
    QCOMPARE((*rows)->row(1).text, u"2,Kofi,"_s);
    QCOMPARE((*rows)->row(2).values.value(u"id"_s), u"1"_s); // after the last one the first again
}

void TestPlaceholders::csvWithOtherSeparatorsAndQuotes()
{
    QCOMPARE((*DataRows::parse("a;b\n1,5;2\n"))->row(0).values.value(u"a"_s), u"1,5"_s);
    QCOMPARE((*DataRows::parse("a\tb\n1\t2"))->row(0).values.value(u"b"_s), u"2"_s);
    QCOMPARE((*DataRows::parse("a name\r\nx\r\n"))->row(0).values.value(u"a name"_s), u"x"_s);
    const auto short_ = DataRows::parse("a,b\n1\n");
    QCOMPARE((*short_)->row(0).values.value(u"b"_s), QString());
}

void TestPlaceholders::jsonLines()
{
    const auto rows = DataRows::parse("{\"id\": 17, \"who\": {\"name\": \"Ada\", \"tags\": [1, 2]}}\n\n"
                                      "{\"id\": 18.5, \"late\": true, \"who\": null}\n");
    QVERIFY(rows);
    QCOMPARE((*rows)->count(), 2);
    QVERIFY((*rows)->columns().contains(u"who.name"_s));
    QVERIFY((*rows)->columns().contains(u"late"_s));
    const DataRow first = (*rows)->row(0), second = (*rows)->row(1);
    QCOMPARE(first.values.value(u"id"_s), u"17"_s);
    QCOMPARE(first.values.value(u"who.name"_s), u"Ada"_s);
    QCOMPARE(first.values.value(u"who.tags"_s), u"[1,2]"_s);
    QCOMPARE(first.values.value(u"who"_s), u"{\"name\":\"Ada\",\"tags\":[1,2]}"_s);
    QCOMPARE(second.values.value(u"id"_s), u"18.5"_s);
    QCOMPARE(second.values.value(u"late"_s), u"true"_s);
    QCOMPARE(second.values.value(u"who"_s), u"null"_s);
    QCOMPARE(second.values.value(u"who.name"_s), QString());
    QCOMPARE(expand(u"{{json.who.name}} {{row}}"_s, 0, &first, (*rows)->columns()), u"Ada "_s + first.text);
}

void TestPlaceholders::whatIsNoDataFile()
{
    QVERIFY(!DataRows::parse(""));
    QVERIFY(!DataRows::parse("only,a,head\n"));
    QVERIFY(DataRows::parse("{\"a\":1}\n{broken\n").error().detail.contains(u"Row 2"_s));
    QVERIFY(DataRows::parse("a,b\n\"x\"y,2\n").error().detail.contains(u"CSV"_s));
    QVERIFY(!DataRows::load(u"/nowhere/at/all.csv"_s));
}

void TestPlaceholders::columnsAreKnown()
{
    const QStringList columns{u"id"_s, u"name"_s};
    QVERIFY(Template::parse(u"{{csv.name}}"_s, columns).problems().isEmpty());
    QVERIFY(Template::parse(u"{{csv.name}}"_s, columns).usesRows());
    const auto problems = Template::parse(u"{{csv.nome}}"_s, columns).problems();
    QCOMPARE(problems.size(), 1);
    QVERIFY(problems.first().text.contains(u"id, name"_s));
}

// ---- bodies

void TestPlaceholders::jsonIsCheckedThroughPlaceholders()
{
    QRandomGenerator random(1);
    Expansion values{0, someTimeMs, &random, nullptr, {}};
    const auto check = [&](const QString &text) {
        return findProblem(Template::parse(text), TextLanguage::Json, values);
    };
    QVERIFY(!check(u"{\"id\": {{seq}}, \"at\": \"{{now}}\"}"_s));
    const auto problem = check(u"{\n  \"at\": {{now}},\n  \"b\": 1\n}"_s);
    QVERIFY(problem);
    QCOMPARE(problem->line, 1);
    QCOMPARE(problem->column, 8);
    const auto behind = check(u"{\n  \"id\": {{uuid | upper | lower}}{{seq}},\n  nope\n}"_s);
    QVERIFY(behind);
    const auto later = check(u"{\n  \"id\": {{seq 1000000}},\n  nope\n}"_s);
    QVERIFY(later);
    QCOMPARE(later->line, 2);
    QCOMPARE(later->column, 2);
}

void TestPlaceholders::xmlIsCheckedAtItsLine()
{
    QRandomGenerator random(1);
    Expansion values{0, someTimeMs, &random, nullptr, {}};
    QVERIFY(!findProblem(Template::parse(u"<a><b n=\"{{seq}}\">{{uuid}}</b></a>"_s), TextLanguage::Xml, values));
    const auto problem = findProblem(Template::parse(u"<a>\n  <b>\n</a>"_s), TextLanguage::Xml, values);
    QVERIFY(problem);
    QCOMPARE(problem->line, 2);
    QCOMPARE(languageOf(u" <a/>"_s, {}), TextLanguage::Xml);
    QCOMPARE(languageOf(u"{{seq}}"_s, {}), TextLanguage::Plain);
    QCOMPARE(languageOf(u"{ \"a\": 1 }"_s, {}), TextLanguage::Json);
    QCOMPARE(languageOf(u"nothing"_s, u"application/json; charset=utf-8"_s), TextLanguage::Json);
}

void TestPlaceholders::formattingKeepsPlaceholders_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("indentedText");
    QTest::addColumn<QString>("minifiedText");
    QTest::newRow("json") << u"{\"a\":{{seq}}, \"b\" : [\"{{uuid}}\", {{\"{{\"}}]}"_s
                          << u"{\n  \"a\": {{seq}},\n  \"b\": [\n    \"{{uuid}}\",\n    {{\"{{\"}}\n  ]\n}"_s
                          << u"{\"a\":{{seq}},\"b\":[\"{{uuid}}\",{{\"{{\"}}]}"_s;
    QTest::newRow("xml") << u"<a><b>{{seq}}</b><c x=\"{{uuid}}\"/></a>"_s
                         << u"<a>\n  <b>{{seq}}</b>\n  <c x=\"{{uuid}}\"/>\n</a>"_s
                         << u"<a><b>{{seq}}</b><c x=\"{{uuid}}\"/></a>"_s;
    QTest::newRow("broken xml") << u"<a><b>"_s << u"<a><b>"_s << u"<a><b>"_s;
}

void TestPlaceholders::formattingKeepsPlaceholders()
{
    QFETCH(QString, text);
    QFETCH(QString, indentedText);
    QFETCH(QString, minifiedText);
    const TextLanguage language = languageOf(text, {});
    QCOMPARE(indented(Template::parse(text), language), indentedText);
    QCOMPARE(minified(Template::parse(indentedText), language), minifiedText);
}

// ---- drafts

void TestPlaceholders::aDraftBecomesMessages()
{
    Draft draft;
    draft.target = u"orders"_s;
    draft.routingKey = u"eu.{{csv.what}}"_s;
    draft.properties[u"message_id"_s] = u"{{uuid m}}"_s;
    draft.properties[u"priority"_s] = u"{{csv.priority}}"_s;
    draft.properties[u"timestamp"_s] = u"{{now s}}"_s;
    draft.headers = {{u"n"_s, 'l', u"{{seq}}"_s, {}}, {u"id"_s, 'S', u"{{uuid m}}"_s, {}}};
    draft.body = u"{\"n\": {{seq}}}"_s;
    Generator generator(draft, *DataRows::parse("what,priority\nnew,1\ngone,2\n"));
    QCOMPARE(generator.problem(), QString());
    const auto second = generator.message(1, someTimeMs);
    QVERIFY(second);
    const auto &request = std::get<engine::PublishRequest>(*second);
    QCOMPARE(request.exchange, u"orders"_s);
    QCOMPARE(request.routingKey, u"eu.gone"_s);
    QCOMPARE(request.body, QByteArray("{\"n\": 2}"));
    QCOMPARE(request.properties.priority, quint8(2));
    QCOMPARE(request.properties.deliveryMode, quint8(2));
    QCOMPARE(request.properties.timestamp, quint64(someTimeMs / 1000));
    QCOMPARE(*request.properties.headers.find("n"), engine::FieldValue(qint64(2)));
    QCOMPARE(request.properties.headers.find("id")->toText(), request.properties.messageId->toUtf8());
}

void TestPlaceholders::aDraftBecomesRecords()
{
    Draft draft;
    draft.kind = TargetKind::Topic;
    draft.target = u"clicks"_s;
    draft.key = u"00 ff"_s;
    draft.keyForm = BytesForm::Hex;
    draft.partition = u"2"_s;
    draft.timestamp = u"1700000000123"_s;
    draft.recordHeaders = {{u"a"_s, 'S', u"1"_s, {}}, {u"a"_s, 'x', u"0x00ff"_s, {}}, {u"b"_s, 'V', {}, {}}};
    draft.bodyForm = BytesForm::Base64;
    draft.body = u"AP\n8B"_s;
    Generator generator(draft, nullptr);
    QCOMPARE(generator.problem(), QString());
    const auto record = std::get<engine::RecordRequest>(*generator.message(0, someTimeMs));
    QCOMPARE(record.topic, u"clicks"_s);
    QCOMPARE(record.key, QByteArray("\x00\xff", 2));
    QCOMPARE(record.value, QByteArray("\x00\xff\x01", 3));
    QCOMPARE(record.partition, quint32(2));
    QCOMPARE(record.timestampMs, qint64(1'700'000'000'123));
    QCOMPARE(record.headers, (QList<engine::RecordHeader>{
                                 {u"a"_s, QByteArray("1")}, {u"a"_s, QByteArray("\x00\xff", 2)}, {u"b"_s, {}}}));
    draft.key.clear();
    draft.bodyForm = BytesForm::Null;
    const auto null = std::get<engine::RecordRequest>(*Generator(draft, nullptr).message(0, someTimeMs));
    QVERIFY(!null.key);
    QVERIFY(!null.value);
}

void TestPlaceholders::aDraftSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("word");
    QTest::newRow("queue") << QByteArray(R"({"to":"queue"})") << u"queue"_s;
    QTest::newRow("topic") << QByteArray(R"({"to":"topic"})") << u"topic"_s;
    QTest::newRow("placeholder") << QByteArray(R"({"target":"o","body":"{{x}}"})") << u"The body"_s;
    QTest::newRow("base64") << QByteArray(R"({"target":"o","body":"§","body_form":"base64"})") << u"base64"_s;
    QTest::newRow("hex") << QByteArray(R"({"target":"o","body":"abc","body_form":"hex"})") << u"hex"_s;
    QTest::newRow("priority") << QByteArray(R"({"target":"o","properties":{"priority":"{{random a, b}}"}})")
                              << u"priority"_s;
    QTest::newRow("header") << QByteArray(R"({"target":"o","headers":[{"name":"n","type":"l","value":"x"}]})")
                            << u"n:"_s;
    QTest::newRow("partition") << QByteArray(R"({"to":"topic","target":"t","partition":"x"})") << u"partition"_s;
    QTest::newRow("file") << QByteArray(R"({"target":"o","body_form":"file"})") << u"file"_s;
    QTest::newRow("no body") << QByteArray(R"({"target":"o","body_form":"null"})") << u"records"_s;
}

void TestPlaceholders::aDraftSaysWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, word);
    const QString problem = Generator(draftFromJson(QJsonDocument::fromJson(json).object()), nullptr).problem();
    QVERIFY2(problem.contains(word, Qt::CaseInsensitive), qPrintable(problem));
}

void TestPlaceholders::aMessageTakenOverIsTheSame()
{
    engine::MessageDetails details;
    details.virtualHost = u"/"_s;
    details.summary.exchange = u"orders"_s;
    details.summary.routingKey = u"{{seq}}"_s;
    details.properties.headers.set("attempt", engine::FieldValue(qint32(3)));
    engine::FieldTable inner;
    inner.set("time", engine::FieldValue(engine::FieldTimestamp{1'700'000'000}));
    details.properties.headers.set("x-death", engine::FieldValue(engine::FieldArray{{engine::FieldValue(inner)}}));
    details.properties.correlationId = u"{{uuid}}"_s;
    details.body = "{{template}} \"{{\" }}";
    const auto made = Generator(draftOf(details), nullptr).message(0, someTimeMs);
    QVERIFY(made);
    const auto &request = std::get<engine::PublishRequest>(*made);
    QCOMPARE(request.routingKey, details.summary.routingKey);
    QCOMPARE(request.properties, details.properties);
    QCOMPARE(request.body, details.body);
    details.body = QByteArray("\x00\x01\xfe", 3);
    QCOMPARE(std::get<engine::PublishRequest>(*Generator(draftOf(details), nullptr).message(0, 0)).body, details.body);
}

void TestPlaceholders::aRecordTakenOverIsARecord()
{
    engine::MessageDetails details;
    details.virtualHost = u"/"_s;
    details.queue = u"clicks"_s;
    details.properties.headers.set("x-kafka-key", engine::FieldValue(engine::FieldBytes{"user-1"}));
    details.properties.headers.set("x-kafka-timestamp", engine::FieldValue(qint64(someTimeMs)));
    details.properties.headers.set(
        "trace", engine::FieldValue(engine::FieldArray{{engine::FieldValue(QByteArray("1")), engine::FieldValue()}}));
    details.body = "{}";
    const Draft draft = draftOf(details);
    QCOMPARE(draft.kind, TargetKind::Topic);
    const auto record = std::get<engine::RecordRequest>(*Generator(draft, nullptr).message(0, someTimeMs));
    QCOMPARE(record.topic, u"clicks"_s);
    QCOMPARE(record.key, QByteArray("user-1"));
    QCOMPARE(record.value, QByteArray("{}"));
    QCOMPARE(record.headers, (QList<engine::RecordHeader>{{u"trace"_s, QByteArray("1")}, {u"trace"_s, {}}}));
    QVERIFY(!record.timestampMs); // it is published now
}

void TestPlaceholders::aFileIsTheBody()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"body.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x00{{seq}}\xff", 9);
    file.close();
    Draft draft;
    draft.target = u"o"_s;
    draft.bodyForm = BytesForm::File;
    draft.body = file.fileName();
    Generator generator(draft, nullptr);
    QVERIFY(generator.load());
    QCOMPARE(std::get<engine::PublishRequest>(*generator.message(0, 0)).body, QByteArray("\x00{{seq}}\xff", 9));
    draft.body += u".gone"_s;
    QVERIFY(!Generator(draft, nullptr).load());
}

void TestPlaceholders::draftsAreKept()
{
    Draft draft;
    draft.kind = TargetKind::Topic;
    draft.virtualHost = u"dev"_s;
    draft.target = u"clicks"_s;
    draft.key = u"{{uuid}}"_s;
    draft.keyForm = BytesForm::Base64;
    draft.partition = u"1"_s;
    draft.timestamp = u"now"_s;
    draft.recordHeaders = {{u"a"_s, 'x', u"0x00"_s, {}}};
    draft.properties = {{u"type"_s, u"t"_s}};
    draft.headers = {{u"h"_s, 'F', u"{\"a\":1}"_s, {}}};
    draft.bodyForm = BytesForm::Hex;
    draft.body = u"00"_s;
    draft.dataFile = u"/tmp/x.csv"_s;
    const QByteArray stored = QJsonDocument(toJson(draft)).toJson();
    QCOMPARE(draftFromJson(QJsonDocument::fromJson(stored).object()), draft);
    QCOMPARE(draftFromJson({}), Draft());
}

/// Ten thousand in well under a second: a tenth of what a second has room for is enough to keep any rate that is asked for.
void TestPlaceholders::thousandsASecond()
{
    Draft draft;
    draft.target = u"orders"_s;
    draft.routingKey = u"eu.{{random a, b}}"_s;
    draft.properties[u"message_id"_s] = u"{{uuid}}"_s;
    draft.body = u"{\"id\": {{seq}}, \"at\": \"{{now}}\", \"name\": \"{{random.name | json}}\"}"_s;
    Generator generator(draft, nullptr);
    QElapsedTimer clock;
    clock.start();
    for (quint64 i = 0; i < 10'000; ++i)
        QVERIFY(generator.message(i, someTimeMs));
    QVERIFY2(clock.elapsed() < 5000, QByteArray::number(clock.elapsed()).constData());
}

SIGHTGLASS_TEST(TestPlaceholders)
#include "tst_placeholders.moc"
