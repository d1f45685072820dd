// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on values in JSON bodies: found by their path in the bytes as they are, whole or cut; and in the filters that have them.
#include "program/testprogram.h"

#include <engine/bodycondition.h>
#include <engine/events.h>
#include <engine/scans.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using Op = BodyCondition::Op;

class TestBodyCondition : public QObject
{
    Q_OBJECT
private:
    static Truth check(const QByteArray &body, const QString &path, Op op, const QString &value, bool isWhole = true,
                       bool isNegated = false)
    {
        return BodyMatcher({{path, op, value, isNegated}}).matches(body, isWhole);
    }

private Q_SLOTS:
    void findsAndCompares_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::addColumn<Op>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("holds");
        const QByteArray order =
            "{\"id\":17,\"total\":96.5,\"customer\":{\"name\":\"M. Okafor\",\"country\":\"DE\",\"tags\":[\"a\",\"B\"]},"
            "\"lines\":[{\"sku\":\"A-17\",\"qty\":2},{\"sku\":\"B-3\",\"qty\":10}],\"paid\":false,\"note\":null,"
            "\"date\":\"2026-11-26\",\"amount\":\"12.50\",\"big\":12345678901234567890,\"7\":\"seven\",\"w\":"
            "\"Stra\\u00dfe \\ud83d\\ude00\"}";
        const auto row = [&](const char *path, Op op, const char *value, bool holds) {
            QTest::addRow("%s %d %s", path, int(op), value)
                << order << QString::fromUtf8(path) << op << QString::fromUtf8(value) << holds;
        };
        row("total", Op::Greater, "96", true);
        row("total", Op::Greater, "96.5", false);
        row("total", Op::GreaterOrEqual, "96.5", true);
        row("total", Op::Less, "100", true);
        row("total", Op::LessOrEqual, "96.4", false);
        row("total", Op::Equal, "96.50", true);
        row("total", Op::NotEqual, "96.5", false);
        row("id", Op::Less, "9", false); // as numbers, not as texts
        row("customer.country", Op::Equal, "de", true);
        row("customer.country", Op::Equal, "D?", true);
        row("customer.name", Op::Contains, "okafor", true);
        row("customer.name", Op::Greater, "5", false); // a word is neither above nor below a number
        row("customer.missing", Op::NotEqual, "x", false);
        row("country", Op::Equal, "DE", false); // it is not at the top
        row("lines[0].sku", Op::Equal, "A-17", true);
        row("lines[1].qty", Op::GreaterOrEqual, "10", true);
        row("lines[2].qty", Op::Greater, "0", false);
        row("lines.1.sku", Op::Equal, "B-3", true);
        row("lines[].qty", Op::Greater, "5", true);
        row("lines[].qty", Op::Greater, "10", false);
        row("lines[*].sku", Op::Equal, "B-*", true);
        row("*.country", Op::Equal, "DE", true);
        row("customer.tags[]", Op::Equal, "b", true);
        row("customer", Op::Contains, "Okafor", true);
        row("customer", Op::Equal, "Okafor", false);
        row("paid", Op::Equal, "false", true);
        row("note", Op::Equal, "null", true);
        row("date", Op::Greater, "2026-11-01", true);
        row("date", Op::Less, "2026-11-26T12", true);
        row("amount", Op::Less, "13", true); // a number written as a text
        row("big", Op::Equal, "12345678901234567891", false);
        row("big", Op::Equal, "12345678901234567890", true);
        row("7", Op::Equal, "seven", true);
        row("w", Op::Equal, "Straße 😀", true);
        row("", Op::Contains, "A-17", true);
        QTest::newRow("no json") << QByteArray("total 500") << u"total"_s << Op::Greater << u"1"_s << false;
        QTest::newRow("whole text") << QByteArray("hello world") << u""_s << Op::Contains << u"WORLD"_s << true;
        QTest::newRow("an array") << QByteArray("[{\"a\":1},{\"a\":2}]") << u"[1].a"_s << Op::Equal << u"2"_s << true;
        QTest::newRow("name with escapes")
            << QByteArray("{\"a\\\"b\":1,\"gr\\u00f6ße\":3}") << u"größe"_s << Op::Equal << u"3"_s << true;
        QTest::newRow("brackets in texts")
            << QByteArray("{\"x\":\"}]\\\"{\",\"y\":{\"z\":\"]\"},\"a\":5}") << u"a"_s << Op::Equal << u"5"_s << true;
        QTest::newRow("empty text") << QByteArray("{\"a\":\"\"}") << u"a"_s << Op::Equal << u""_s << true;
        QTest::newRow("nothing") << QByteArray() << u"a"_s << Op::Equal << u"1"_s << false;
        QTest::newRow("wrong end") << QByteArray("{\"b\":1]}") << u"a"_s << Op::Equal << u"1"_s << false;
    }

    void findsAndCompares()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, path);
        QFETCH(Op, op);
        QFETCH(QString, value);
        QFETCH(bool, holds);
        QCOMPARE(check(body, path, op, value), holds ? Truth::Yes : Truth::No);
        QCOMPARE(check(body, path, op, value, true, true), holds ? Truth::No : Truth::Yes);
        // However it is cut, nothing else is claimed.
        for (qsizetype size = 0; size < body.size(); ++size) {
            const Truth cut = check(body.first(size), path, op, value, false);
            if (cut != Truth::Unknown)
                QCOMPARE(cut, holds ? Truth::Yes : Truth::No);
        }
    }

    void knowsWhatItDoesNotKnow()
    {
        QCOMPARE(check("{\"a\":1,\"b\":12", u"a"_s, Op::Equal, u"1"_s, false), Truth::Yes);
        QCOMPARE(check("{\"a\":1,\"b\":12", u"b"_s, Op::Equal, u"12"_s, false), Truth::Unknown);
        QCOMPARE(check("{\"a\":1,\"b\":12", u"c"_s, Op::Equal, u"12"_s, false), Truth::Unknown);
        QCOMPARE(check("{\"a\":1,\"b\":12", u"c"_s, Op::Equal, u"12"_s, false, true), Truth::Unknown);
        QCOMPARE(check("\x01\x02", u"c"_s, Op::Equal, u"12"_s, false), Truth::No);
        // Cut short for good, it is no JSON that has it.
        QCOMPARE(check("{\"a\":1,\"b\":12", u"c"_s, Op::Equal, u"12"_s), Truth::No);
    }

    void deepAndLongBodiesAreNoTrouble()
    {
        QCOMPARE(check(QByteArray(1 << 20, '['), u"a"_s, Op::Equal, u"1"_s), Truth::No);
        QCOMPARE(check("{\"a\":" + QByteArray(1 << 20, '[') + QByteArray(1 << 20, ']') + ",\"b\":1}", u"b"_s, Op::Equal,
                       u"1"_s),
                 Truth::Yes);
        QCOMPARE(check("{\"a\":\"" + QByteArray("\\\\").repeated(1 << 19) + "\",\"b\":1}", u"b"_s, Op::Equal, u"1"_s),
                 Truth::Yes);
    }

    void searchesHaveThem()
    {
        MessageFilter filter;
        filter.body = {{u"total"_s, Op::Greater, u"100"_s, false}};
        filter.notRoutingKeys = {u"us.*"_s};
        filter.notTexts = {u"refund"_s};
        filter.maxSize = 40;
        const MessageMatcher matcher(filter);
        QVERIFY(matcher.matches("eu.new", "orders", {}, "{\"total\":101}", 0));
        QVERIFY(!matcher.matches("eu.new", "orders", {}, "{\"total\":100}", 0));
        QVERIFY(!matcher.matches("us.new", "orders", {}, "{\"total\":101}", 0));
        QVERIFY(!matcher.matches("eu.new", "orders", {}, "{\"total\":101,\"why\":\"Refund\"}", 0));
        QVERIFY(!matcher.matches("eu.new", "orders", {}, "{\"total\":101,\"more\":\"                          \"}", 0));
        MessageSummary row;
        row.preview = "{\"total\":101}";
        row.size = 13;
        QVERIFY(matcher.matches(row));
        row.size = 30; // there may be a refund behind it
        QVERIFY(!matcher.matches(row));
    }

    void eventsOfATapWithTheSameFilterMatch()
    {
        LiveFilter filter;
        filter.body = {{u"total"_s, Op::Greater, u"100"_s, false}};
        filter.exclusions = {{LiveExclusion::What::Queue, u"audit*"_s}};
        filter.tag = 3;
        const LiveEventMatcher matcher(filter);
        LiveEvent event;
        event.message = {1};
        event.queue = u"orders"_s;
        event.queueId = {1};
        event.preview = "{\"id\":1";
        event.size = 5000;
        QCOMPARE(matcher.compare(event), Truth::Unknown);
        event.filterTag = 3;
        QCOMPARE(matcher.compare(event), Truth::Yes);
        event.queue = u"audit.eu"_s;
        QCOMPARE(matcher.compare(event), Truth::No);
    }

    void namesThatAreNotThereAreNotExcluded()
    {
        LiveFilter filter;
        filter.exclusions = {{LiveExclusion::What::Queue, u"*"_s}};
        LiveEvent event;
        event.message = {1};
        QVERIFY(LiveEventMatcher(filter).matches(event));
        event.queue = u"q"_s;
        event.queueId = {1};
        QVERIFY(!LiveEventMatcher(filter).matches(event));
    }
};

SIGHTGLASS_TEST(TestBodyCondition)
#include "tst_inspect_bodycondition.moc"
