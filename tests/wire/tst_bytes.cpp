// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "wire/bytereader.h"
#include "wire/bytewriter.h"

#include <QTest>

#include <limits>

using namespace engine::wire;

class TestBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreBigEndian();
    void numbersSurvive();
    void failureSticks();
    void bytesNeverNull();
    void negativeAndHugeLengths();
    void nestedMustBeUsedUp();
    void nestedFailureHasItsPlace();
    void varints_data();
    void varints();
    void varintsTooLong_data();
    void varintsTooLong();
    void utf8_data();
    void utf8();
    void bufferKeepsOrder();
    void bufferMoves();
    void bufferShrinks();
};

void TestBytes::numbersAreBigEndian()
{
    OutBuffer out;
    ByteWriter writer(out);
    writer.u16(0x0102);
    writer.u32(0x03040506);
    writer.u64(0x0708090a0b0c0d0eULL);
    writer.f32(1.5f);
    writer.f64(-2.0);
    QCOMPARE(out.toByteArray().toHex(), QByteArray("0102030405060708090a0b0c0d0e3fc00000c000000000000000"));
}

void TestBytes::numbersSurvive()
{
    OutBuffer out;
    ByteWriter writer(out);
    writer.i8(-1);
    writer.i16(std::numeric_limits<qint16>::min());
    writer.i32(std::numeric_limits<qint32>::min());
    writer.i64(std::numeric_limits<qint64>::min());
    const qsizetype at = writer.placeholder(4);
    writer.bytes("tail");
    writer.patchU32(at, 77);
    ByteReader reader(out.view());
    QCOMPARE(reader.i8(), qint8(-1));
    QCOMPARE(reader.i16(), std::numeric_limits<qint16>::min());
    QCOMPARE(reader.i32(), std::numeric_limits<qint32>::min());
    QCOMPARE(reader.i64(), std::numeric_limits<qint64>::min());
    QCOMPARE(reader.u32(), 77u);
    QCOMPARE(reader.rest(), QByteArrayView("tail"));
    QVERIFY(reader.ok());
    QVERIFY(reader.atEnd());
}

void TestBytes::failureSticks()
{
    ByteReader reader(QByteArrayView("\1\2\3", 3));
    QCOMPARE(reader.u8(), quint8(1));
    QCOMPARE(reader.u32(), 0u);
    QVERIFY(!reader.ok());
    QCOMPARE(reader.u8(), quint8(0));
    reader.fail(Fault::BadType, "later");
    QCOMPARE(reader.fault(), Fault::Truncated);
    QCOMPARE(reader.error().offset, 1);
    QCOMPARE(reader.remaining(), 0);
}

void TestBytes::bytesNeverNull()
{
    ByteReader empty{QByteArrayView()};
    QVERIFY(!empty.bytes(1).isNull());
    ByteReader reader(QByteArrayView("a", 1));
    QVERIFY(!reader.bytes(0).isNull());
    QVERIFY(reader.ok());
}

void TestBytes::negativeAndHugeLengths()
{
    for (const qint64 length :
         {qint64(-1), std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(), qint64(4)}) {
        ByteReader reader(QByteArrayView("abc", 3));
        QVERIFY(reader.bytes(length).isEmpty());
        QCOMPARE(reader.fault(), Fault::Truncated);
    }
}

void TestBytes::nestedMustBeUsedUp()
{
    ByteReader reader(QByteArrayView("\1\2\3\4", 4));
    reader.nested(3, [](ByteReader &sub) { sub.u16(); });
    QCOMPARE(reader.fault(), Fault::TrailingBytes);
}

void TestBytes::nestedFailureHasItsPlace()
{
    ByteReader reader(QByteArrayView("\1\2\3\4", 4));
    reader.u8();
    reader.nested(2, [](ByteReader &sub) {
        sub.u8();
        sub.u16();
    });
    QCOMPARE(reader.fault(), Fault::Truncated);
    QCOMPARE(reader.error().offset, 2);
}

void TestBytes::varints_data()
{
    QTest::addColumn<quint64>("value");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("0") << quint64(0) << QByteArray::fromHex("00");
    QTest::newRow("127") << quint64(127) << QByteArray::fromHex("7f");
    QTest::newRow("128") << quint64(128) << QByteArray::fromHex("8001");
    QTest::newRow("300") << quint64(300) << QByteArray::fromHex("ac02");
    QTest::newRow("16383") << quint64(16383) << QByteArray::fromHex("ff7f");
    QTest::newRow("32 bits") << quint64(0xffffffff) << QByteArray::fromHex("ffffffff0f");
    QTest::newRow("64 bits") << ~quint64(0) << QByteArray::fromHex("ffffffffffffffffff01");
}

void TestBytes::varints()
{
    QFETCH(quint64, value);
    QFETCH(QByteArray, bytes);
    OutBuffer out;
    ByteWriter writer(out);
    writer.varint(value);
    QCOMPARE(out.toByteArray(), bytes);
    QCOMPARE(varintSize(value), int(bytes.size()));
    ByteReader reader(bytes);
    QCOMPARE(reader.varint64(), value);
    QVERIFY(reader.ok() && reader.atEnd());
    if (value <= 0xffffffff) {
        ByteReader narrow(bytes);
        QCOMPARE(narrow.varint32(), quint32(value));
        QVERIFY(narrow.ok());
    }
    const qint64 back = qint64(value);
    out.clear();
    writer.zigzag64(back);
    ByteReader signedReader(out.view());
    QCOMPARE(signedReader.zigzag64(), back);
    for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
        ByteReader partial(QByteArrayView(bytes).first(cut));
        partial.varint64();
        QCOMPARE(partial.fault(), Fault::Truncated);
    }
}

void TestBytes::varintsTooLong_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("33 bits") << 32 << QByteArray::fromHex("ffffffff1f");
    QTest::newRow("six bytes") << 32 << QByteArray::fromHex("808080808000");
    QTest::newRow("65 bits") << 64 << QByteArray::fromHex("ffffffffffffffffff03");
    QTest::newRow("eleven bytes") << 64 << QByteArray::fromHex("8080808080808080808000");
}

void TestBytes::varintsTooLong()
{
    QFETCH(int, width);
    QFETCH(QByteArray, bytes);
    ByteReader reader(bytes);
    if (width == 32)
        reader.varint32();
    else
        reader.varint64();
    QCOMPARE(reader.fault(), Fault::BadVarint);
}

void TestBytes::utf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ascii") << QByteArray("orders.eu.new and more") << true;
    QTest::newRow("zero") << QByteArray("a\0b", 3) << true;
    QTest::newRow("two bytes") << QByteArray::fromHex("61c3a962") << true;
    QTest::newRow("four bytes") << QByteArray::fromHex("f09f9880") << true;
    QTest::newRow("lone continuation") << QByteArray::fromHex("6161616161616180") << false;
    QTest::newRow("cut off") << QByteArray::fromHex("c3") << false;
    QTest::newRow("overlong") << QByteArray::fromHex("c080") << false;
    QTest::newRow("surrogate") << QByteArray::fromHex("eda080") << false;
    QTest::newRow("above the last") << QByteArray::fromHex("f4908080") << false;
    QTest::newRow("latin-1 in the tail") << QByteArray::fromHex("6162636465666768e9") << false;
}

void TestBytes::utf8()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    QCOMPARE(isUtf8(text), valid);
}

void TestBytes::bufferKeepsOrder()
{
    OutBuffer out;
    QByteArray expected;
    for (int i = 0; i < 2000; ++i) {
        const QByteArray part(i % 37, char('a' + i % 26));
        out.append(part);
        expected += part;
        const qsizetype sent = qMin(expected.size(), qsizetype(i % 29));
        QCOMPARE(out.view(), QByteArrayView(expected));
        out.consume(sent);
        expected.remove(0, sent);
    }
    out.consume(out.size());
    QVERIFY(out.isEmpty());
    QVERIFY(out.capacity() > 0);
}

void TestBytes::bufferMoves()
{
    OutBuffer a;
    a.append("abc");
    OutBuffer b(std::move(a));
    QCOMPARE(b.view(), QByteArrayView("abc"));
    OutBuffer c;
    c.append("other");
    c = std::move(b);
    QCOMPARE(c.toByteArray(), QByteArray("abc"));
    c.truncate(1);
    QCOMPARE(c.toByteArray(), QByteArray("a"));
}

void TestBytes::bufferShrinks()
{
    OutBuffer out;
    out.append(QByteArray(100000, 'x'));
    out.consume(99990);
    out.shrink(64);
    QCOMPARE(out.capacity(), 64);
    QCOMPARE(out.toByteArray(), QByteArray(10, 'x'));
    out.clear();
    out.shrink();
    QCOMPARE(out.capacity(), 0);
    out.append("again");
    QCOMPARE(out.toByteArray(), QByteArray("again"));
}

SIGHTGLASS_TEST(TestBytes)
#include "tst_bytes.moc"
