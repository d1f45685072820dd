// SPDX-License-Identifier: GPL-3.0-or-later
// What bodies are: each format against what is written elsewhere, and against bytes that are cut, wrong or hostile.
#include "treetext.h"

#include "program/testprogram.h"
#include "ui/decoding/cbortree.h"
#include "ui/decoding/jsonindex.h"
#include "ui/decoding/messagepacktree.h"
#include "ui/decoding/protobuftree.h"
#include "ui/decoding/reading.h"
#include "ui/decoding/xmltree.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace ui::decoding;
using test::faultOf;
using test::inOneLine;

class TestDecoding : public QObject
{
    Q_OBJECT
private:
    static QByteArray hex(const char *digits) { return QByteArray::fromHex(digits); }

    template <typename Tree>
    void everyPartIsAProblem(const QByteArray &bytes)
    {
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const Tree tree = Tree::build(bytes.first(size));
            QVERIFY2(!tree.isValid(), qPrintable(QString::number(size)));
            QVERIFY(tree.problem().offset >= 0 && tree.problem().offset <= size);
            QVERIFY(!tree.problem().what.isEmpty());
        }
    }

private Q_SLOTS:
    // ---- CBOR

    void readsCbor_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        // RFC 8949, appendix A.
        const auto row = [](const char *digits, const QString &text) {
            QTest::newRow(digits) << QByteArray::fromHex(digits) << text;
        };
        row("00", u"0"_s);
        row("1818", u"24"_s);
        row("1bffffffffffffffff", u"18446744073709551615"_s);
        row("20", u"-1"_s);
        row("3bffffffffffffffff", u"-18446744073709551616"_s);
        row("f93e00", u"1.5"_s);
        row("f9c400", u"-4"_s);
        row("fa47c35000", u"100000"_s);
        row("fb3ff199999999999a", u"1.1"_s);
        row("f97c00", u"Infinity"_s);
        row("f97e00", u"NaN"_s);
        row("f4", u"false"_s);
        row("f6", u"null"_s);
        row("f7", u"undefined"_s);
        row("f8ff", u"simple(255)"_s);
        row("4401020304", u"\"01 02 03 04\""_s);
        row("62c3bc", u"\"ü\""_s);
        row("83010203", u"[1, 2, 3]"_s);
        row("8301820203820405", u"[1, [2, 3], [4, 5]]"_s);
        row("a201020304", u"{\"1\": 2, \"3\": 4}"_s);
        row("a26161016162820203", u"{\"a\": 1, \"b\": [2, 3]}"_s);
        row("5f42010243030405ff", u"\"01 02 03 04 05\""_s);
        row("7f657374726561646d696e67ff", u"\"streaming\""_s);
        row("9f018202039f0405ffff", u"[1, [2, 3], [4, 5]]"_s);
        row("bf6346756ef563416d7421ff", u"{\"Fun\": true, \"Amt\": -2}"_s);
        row("c11a514b67b0", u"1363896240"_s);
        row("a1820102f5", u"{\"[…]\": true}"_s);
        row("d9d9f7a0", u"{}"_s);
    }
    void readsCbor()
    {
        QFETCH(QByteArray, bytes);
        const CborTree tree = CborTree::build(bytes);
        QVERIFY2(tree.isComplete(), qPrintable(tree.problem().text()));
        QTEST(inOneLine(tree), "text");
        QCOMPARE(faultOf(tree), QString());
        everyPartIsAProblem<CborTree>(bytes);
    }

    void readsWhatQtWritesAsCbor()
    {
        const QCborMap map{{u"id"_s, 17},
                           {u"total"_s, 96.5},
                           {u"tags"_s, QCborArray{u"a"_s, nullptr, true}},
                           {u"when"_s, QCborValue(QDateTime::fromSecsSinceEpoch(0, Qt::UTC))},
                           {u"raw"_s, QByteArray("\x01\xff", 2)}};
        const CborTree tree = CborTree::build(QCborValue(map).toCbor());
        QCOMPARE(inOneLine(tree), u"{\"id\": 17, \"total\": 96.5, \"tags\": [\"a\", null, true], "
                                  "\"when\": \"1970-01-01T00:00:00.000Z\", \"raw\": \"01 ff\"}"_s);
        const quint32 when = findInTree(tree, u"1970"_s, 10).value(0);
        QCOMPARE(tree.note(when), u"tag 0, date and time"_s);
        QCOMPARE(tree.path(when), u".when"_s);
    }

    void saysWhatIsWrongWithCbor()
    {
        const auto problem = [](const char *digits) { return CborTree::build(QByteArray::fromHex(digits)).problem(); };
        QCOMPARE(problem("8201ff").offset, 2);
        QVERIFY(problem("8201ff").what.contains(u"break"_s));
        QCOMPARE(problem("0000").offset, 1);
        QCOMPARE(problem("fc").offset, 0);
        QVERIFY(problem("9b7fffffffffffffff00").what.contains(u"only 1 bytes are left"_s));
        QVERIFY(problem("5b7fffffffffffffff00").what.contains(u"only 1 are left"_s));
        QVERIFY(problem("62c328").what.contains(u"UTF-8"_s));
        QVERIFY(CborTree::build(QByteArray(1 << 20, '\x81')).problem().what.contains(u"deep"_s));
        QVERIFY(CborTree::build(QByteArray(1 << 20, '\xc1')).problem().what.contains(u"tags"_s));
    }

    // ---- MessagePack

    void readsMessagePack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *digits, const QString &text) {
            QTest::newRow(digits) << QByteArray::fromHex(digits) << text;
        };
        row("07", u"7"_s);
        row("ff", u"-1"_s);
        row("c0", u"null"_s);
        row("c3", u"true"_s);
        row("cc80", u"128"_s);
        row("cfffffffffffffffff", u"18446744073709551615"_s);
        row("d080", u"-128"_s);
        row("d1fffe", u"-2"_s);
        row("d2fffffffe", u"-2"_s);
        row("d38000000000000000", u"-9223372036854775808"_s);
        row("ca3fc00000", u"1.5"_s);
        row("cb3ff199999999999a", u"1.1"_s);
        row("a3666f6f", u"\"foo\""_s);
        row("d903666f6f", u"\"foo\""_s);
        row("da0003666f6f", u"\"foo\""_s);
        row("a2ff00", u"\"ff 00\""_s); // bytes, as they were sent before there was a type for them
        row("c4020102", u"\"01 02\""_s);
        row("93010203", u"[1, 2, 3]"_s);
        row("dc00020102", u"[1, 2]"_s);
        row("82a7636f6d70616374c3a6736368656d6100", u"{\"compact\": true, \"schema\": 0}"_s);
        row("de0001a16190", u"{\"a\": []}"_s);
        row("d6ff00000000", u"\"1970-01-01T00:00:00.000Z\""_s);
        row("d7ff0000000000000001", u"\"1970-01-01T00:00:01.000Z\""_s);
        row("c70cff3b9ac9ff0000000000000000", u"\"1970-01-01T00:00:00.999Z\""_s);
        row("d405ab", u"\"ab\""_s);
        row("c70305010203", u"\"01 02 03\""_s);
    }
    void readsMessagePack()
    {
        QFETCH(QByteArray, bytes);
        const MessagePackTree tree = MessagePackTree::build(bytes);
        QVERIFY2(tree.isComplete(), qPrintable(tree.problem().text()));
        QTEST(inOneLine(tree), "text");
        QCOMPARE(faultOf(tree), QString());
        everyPartIsAProblem<MessagePackTree>(bytes);
    }

    void saysWhatIsWrongWithMessagePack()
    {
        const auto problem = [](const char *digits) {
            return MessagePackTree::build(QByteArray::fromHex(digits)).problem();
        };
        QCOMPARE(problem("91c1").offset, 1);
        QVERIFY(problem("91c1").what.contains(u"0xc1"_s));
        QVERIFY(problem("ddffffffff01").what.contains(u"4294967295 values are announced"_s));
        QVERIFY(problem("dbffffffff01").what.contains(u"only 1 are left"_s));
        QCOMPARE(problem("0101").offset, 1);
        QVERIFY(MessagePackTree::build(QByteArray(1 << 20, '\x91')).problem().what.contains(u"deep"_s));
        QCOMPARE(MessagePackTree::build(hex("d405ab")).note(0), u"extension 5"_s);
    }

    // ---- Protobuf

    void readsTheWireOfProtobuf_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("note"); // of the first field
        const auto row = [](const char *digits, const QString &text, const QString &note) {
            QTest::newRow(digits) << QByteArray::fromHex(digits) << text << note;
        };
        row("089601", u"{\"1\": 150}"_s, u"varint · sint 75"_s);
        row("120774657374696e67", u"{\"2\": \"testing\"}"_s, {});
        row("1a03089601", u"{\"3\": {\"1\": 150}}"_s, {});
        row("0801", u"{\"1\": 1}"_s, u"varint · true · sint -1"_s);
        row("08ffffffffffffffffff01", u"{\"1\": 18446744073709551615}"_s,
            u"varint · int64 -1 · sint -9223372036854775808"_s);
        row("0d0000c03f", u"{\"1\": 1069547520}"_s, u"32 bits · float 1.5"_s);
        row("09000000000000f83f", u"{\"1\": 4609434218613702656}"_s, u"64 bits · double 1.5"_s);
        row("3206038e029ea705", u"{\"6\": \"03 8e 02 9e a7 05\"}"_s, u"6 bytes · packed 3, 270, 86942"_s);
        row("0b08960110010c", u"{\"1\": {\"1\": 150, \"2\": 1}}"_s, u"group"_s);
        row("0a000a0141", u"{\"1\": \"\", \"1\": \"A\"}"_s, {});
        row("0a04ffffffff", u"{\"1\": \"ff ff ff ff\"}"_s, u"4 bytes"_s);
    }
    void readsTheWireOfProtobuf()
    {
        QFETCH(QByteArray, bytes);
        const ProtobufTree tree = ProtobufTree::build(bytes);
        QVERIFY2(tree.isComplete(), qPrintable(tree.problem().text()));
        QTEST(inOneLine(tree), "text");
        QTEST(tree.note(1), "note");
        QCOMPARE(faultOf(tree), QString());
    }

    void saysWhatIsWrongWithProtobuf()
    {
        const auto problem = [](const char *digits) {
            return ProtobufTree::build(QByteArray::fromHex(digits)).problem();
        };
        QVERIFY(problem("00").what.contains(u"number 0"_s));
        QVERIFY(problem("0e").what.contains(u"wire type 6"_s));
        QCOMPARE(problem("0801120561").offset, 3);
        QVERIFY(problem("0801120561").what.contains(u"5 bytes, but only 1"_s));
        QVERIFY(problem("08ffffffffffffffffffff01").what.contains(u"does not end"_s));
        QVERIFY(problem("0d0000").what.contains(u"4 bytes"_s));
        QVERIFY(problem("0b0801").what.contains(u"Group 1"_s));
        QVERIFY(problem("0c").what.contains(u"did not begin"_s));
        QVERIFY(!ProtobufTree::isLikely("hi"));
        QVERIFY(!ProtobufTree::isLikely(hex("00010203")));
        QVERIFY(ProtobufTree::isLikely(hex("089601120774657374696e67")));
        // Within each other as deep as it goes, then bytes.
        QByteArray deep = "\x08\x01";
        for (int i = 0; i < 40; ++i)
            deep = "\x0a" + QByteArray(1, char(deep.size())) + deep;
        QCOMPARE(faultOf(ProtobufTree::build(deep)), QString());
        QVERIFY(ProtobufTree::build(QByteArray(1 << 20, '\x0b')).problem().what.contains(u"deep"_s));
    }

    // ---- XML

    void readsXml()
    {
        const XmlTree tree =
            XmlTree::build("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
                           "<order id=\"17\"><!-- new -->\n  <customer>M. Okafor &amp; S\xc3\xb6hne</customer>\n"
                           "  <line sku=\"A-17\">2</line><line><![CDATA[<3>]]></line><note/>last</order>");
        QVERIFY2(tree.isComplete(), qPrintable(tree.problem().text()));
        QCOMPARE(tree.key(0), u"order"_s);
        QCOMPARE(inOneLine(tree),
                 u"{\"@id\": \"17\", \"customer\": \"M. Okafor & Söhne\", "
                 "\"line\": {\"@sku\": \"A-17\", \"#text\": \"2\"}, \"line\": \"<3>\", \"note\": \"\", "
                 "\"#text\": \"last\"}"_s);
        QCOMPARE(faultOf(tree), QString());
        const quint32 sku = findInTree(tree, u"a-17"_s, 10).value(0);
        QCOMPARE(tree.path(sku), u"/order/line/@sku"_s);
        QCOMPARE(prettyXml("<a><b c='1'>x</b><d/></a>", 1000), QByteArray("<a>\n  <b c=\"1\">x</b>\n  <d/>\n</a>"));
    }

    void saysWhatIsWrongWithXml()
    {
        const Problem problem = XmlTree::build("<a>\n  <b></c>\n</a>").problem();
        QCOMPARE(problem.line, 2);
        QVERIFY(!problem.what.isEmpty());
        everyPartIsAProblem<XmlTree>("<a b=\"1\"><c>x</c></a>");
        QVERIFY(XmlTree::build(QByteArray("<a>").repeated(2000)).problem().what.contains(u"deep"_s));
        // A billion laughs are not laughed.
        const QByteArray laughs = "<!DOCTYPE l [<!ENTITY a \"hahahahaha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                                  "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
                                  "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">]><l>&e;&e;&e;</l>";
        QVERIFY(!XmlTree::build(laughs).isValid());
    }

    // ---- all of them

    void limitsOfValuesAreKept()
    {
        const QByteArray cbor = QCborValue(QCborArray{1, 2, 3, 4, 5}).toCbor();
        QVERIFY(CborTree::build(cbor, 3).isValid());
        QVERIFY(!CborTree::build(cbor, 3).isComplete());
        QVERIFY(!CborTree::build(cbor.chopped(1), 3).isValid());
        QVERIFY(!XmlTree::build("<a><b/><b/><b/></a>", 2).isComplete());
        QVERIFY(!ProtobufTree::build(hex("080108010801"), 2).isComplete());
    }

    void cancelledIsNeitherValidNorAProblem()
    {
        const std::atomic_bool cancelled = true;
        const QByteArray many = "\xdd" + hex("00010000") + QByteArray(65536, '\x01');
        QVERIFY(MessagePackTree::build(many).isValid());
        const MessagePackTree tree = MessagePackTree::build(many, ValueTree::defaultNodeLimit, &cancelled);
        QVERIFY(!tree.isValid());
        QVERIFY(!tree.problem().isSet());
    }

    void anyBytesEndInAnAnswer()
    {
        quint32 seed = 7;
        const auto next = [&seed] { return seed = seed * 1664525u + 1013904223u, seed >> 16; };
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes;
            for (int i = 0; i < round % 40; ++i)
                bytes += char(next() % 4 ? next() : "\x81\x91\xa1\x0a\x9f\xbf\x7f\xc7"[next() % 8]);
            QCOMPARE(faultOf(CborTree::build(bytes)), QString());
            QCOMPARE(faultOf(MessagePackTree::build(bytes)), QString());
            QCOMPARE(faultOf(ProtobufTree::build(bytes)), QString());
            QCOMPARE(faultOf(JsonIndex::build(bytes)), QString());
        }
    }

    void membersAreSortedForComparison()
    {
        const JsonIndex a = JsonIndex::build(R"({"b":[{"z":1,"a":2}],"a":"x\ny"})");
        const JsonIndex b = JsonIndex::build(R"({ "a" : "x\ny", "b" : [ { "a" : 2, "z" : 1 } ] })");
        QCOMPARE(treeText(a, true, 1000), treeText(b, true, 1000));
        QCOMPARE(
            treeText(a, true, 1000),
            QByteArray("{\n  \"a\": \"x\\ny\",\n  \"b\": [\n    {\n      \"a\": 2,\n      \"z\": 1\n    }\n  ]\n}"));
    }

    void findsInNamesAndValues()
    {
        const JsonIndex json = JsonIndex::build(R"({"Total":1,"x":"total","y":"gr\u00f6\u00dfe","n":100})");
        QCOMPARE(findInTree(json, u"TOTAL"_s, 10), (QList<quint32>{1, 2}));
        QCOMPARE(findInTree(json, u"größe"_s, 10), QList<quint32>{3});
        QCOMPARE(findInTree(json, u"10"_s, 10), QList<quint32>{4});
        QCOMPARE(findInTree(json, u"t"_s, 1), QList<quint32>{1});
    }

    void readingsAreRememberedAsText()
    {
        Reading reading;
        QVERIFY(reading.isAutomatic());
        QCOMPARE(reading.toString(), QString());
        QCOMPARE(Reading::fromString(u"nonsense"), Reading());
        reading.layers = QList<Layer>{Layer::Gzip, Layer::Base64};
        reading.format = Reading::Format::Cbor;
        reading.charset = u"windows-1252"_s;
        QCOMPARE(reading.toString(), u"gzip+base64/cbor/windows-1252"_s);
        QCOMPARE(Reading::fromString(reading.toString()), reading);
        reading.layers = QList<Layer>();
        QCOMPARE(Reading::fromString(reading.toString()), reading);
    }
};

SIGHTGLASS_TEST(TestDecoding)
#include "tst_decoding.moc"
