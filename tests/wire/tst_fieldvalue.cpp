// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"

#include <engine/fieldvalue.h>

#include <QTest>

#include <limits>

using namespace engine;

class TestFieldValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void integers();
    void otherConversions();
    void tables();
    void equivalence();
    void notANumberIsItself();
    void equivalenceOfTables();
    void equivalenceOfLargeTables();
    void whatIsEquivalentHashesAlike();
};

void TestFieldValue::integers()
{
    QCOMPARE(FieldValue(qint8(-3)).toInteger(), std::optional<qint64>(-3));
    QCOMPARE(FieldValue(quint16(65535)).toInteger(), std::optional<qint64>(65535));
    QCOMPARE(FieldValue(quint64(1) << 63).toInteger(), std::nullopt);
    QCOMPARE(FieldValue(std::numeric_limits<qint64>::min()).toInteger(), std::numeric_limits<qint64>::min());
    QCOMPARE(FieldValue(true).toInteger(), std::nullopt);
    QCOMPARE(FieldValue(1.0).toInteger(), std::nullopt);
    QCOMPARE(FieldValue(FieldTimestamp{5}).toInteger(), std::nullopt);
}

void TestFieldValue::otherConversions()
{
    QCOMPARE(FieldValue(QByteArray("x")).toText(), std::optional<QByteArray>("x"));
    QCOMPARE(FieldValue(FieldBytes{"x"}).toText(), std::nullopt);
    QCOMPARE(FieldValue(true).toBool(), std::optional<bool>(true));
    QCOMPARE(FieldValue(qint32(1)).toBool(), std::nullopt);
    QCOMPARE(FieldValue().typeCode(), 'V');
    QCOMPARE(FieldValue(FieldTable()).typeCode(), 'F');
}

void TestFieldValue::tables()
{
    FieldTable table;
    table.set("a", qint32(1));
    table.set("b", QByteArray("x"));
    table.set("a", qint32(2));
    QCOMPARE(table.entries.size(), 2);
    QCOMPARE(table.find("a")->toInteger(), std::optional<qint64>(2));
    QVERIFY(!table.find("c"));
    table.entries.append({"b", qint32(9)});
    QCOMPARE(table.find("b")->toText(), std::optional<QByteArray>("x"));
    QVERIFY(table.remove("b"));
    QVERIFY(!table.contains("b"));
    QVERIFY(!table.remove("b"));
}

void TestFieldValue::equivalence()
{
    QVERIFY(FieldValue(qint8(5)).equivalentTo(quint64(5)));
    QVERIFY(!FieldValue(qint8(-1)).equivalentTo(std::numeric_limits<quint64>::max()));
    QVERIFY(FieldValue(std::numeric_limits<quint64>::max()).equivalentTo(std::numeric_limits<quint64>::max()));
    QVERIFY(FieldValue(1.5f).equivalentTo(1.5));
    QVERIFY(!FieldValue(qint32(1)).equivalentTo(1.0));
    QVERIFY(!FieldValue(qint32(1)).equivalentTo(true));
    QVERIFY(!FieldValue(QByteArray("x")).equivalentTo(FieldBytes{"x"}));
    QVERIFY(FieldValue(FieldArray{{qint32(1)}}).equivalentTo(FieldArray{{qint64(1)}}));
    QVERIFY(!FieldValue(FieldArray{{qint32(1)}}).equivalentTo(FieldArray{}));
    QVERIFY(FieldValue(qint32(1)) != FieldValue(qint64(1)));
}

void TestFieldValue::notANumberIsItself()
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    constexpr float other = -std::numeric_limits<float>::quiet_NaN();
    const FieldTable table{{{"x", FieldArray{{none}}}}};
    QVERIFY(table == table);
    QVERIFY(equivalent(table, table));
    QVERIFY(FieldValue(none) != FieldValue(1.0));
    QVERIFY(FieldValue(none) != FieldValue(other));
    QVERIFY(FieldValue(none).equivalentTo(other));
    QVERIFY(!FieldValue(none).equivalentTo(1.0));
    QCOMPARE(equivalenceHash(FieldValue(none)), equivalenceHash(FieldValue(other)));
}

void TestFieldValue::equivalenceOfTables()
{
    const FieldTable a{{{"x", qint32(1)}, {"y", QByteArray("t")}}};
    const FieldTable b{{{"y", QByteArray("t")}, {"x", qint64(1)}}};
    QVERIFY(equivalent(a, b));
    QVERIFY(FieldValue(a).equivalentTo(b));
    QVERIFY(!(a == b));
    const FieldTable twice{{{"x", qint32(1)}, {"x", qint32(1)}}};
    const FieldTable other{{{"x", qint32(1)}, {"z", qint32(1)}}};
    QVERIFY(!equivalent(twice, other));
    QVERIFY(!equivalent(a, FieldTable{}));
}

void TestFieldValue::equivalenceOfLargeTables()
{
    FieldTable forward;
    FieldTable backward;
    for (int i = 0; i < 50000; ++i)
        forward.entries.append({QByteArray::number(i), qint32(i)});
    backward.entries = {forward.entries.crbegin(), forward.entries.crend()};
    QVERIFY(equivalent(forward, backward));
}

void TestFieldValue::whatIsEquivalentHashesAlike()
{
    FieldTable one, other;
    one.set("n", FieldValue(qint32(7)));
    one.set("f", FieldValue(float(1.5)));
    one.set("t", FieldValue(FieldTable{{{"a", FieldValue(true)}, {"b", FieldValue(QByteArray("x"))}}}));
    other.set("t", FieldValue(FieldTable{{{"b", FieldValue(QByteArray("x"))}, {"a", FieldValue(true)}}}));
    other.set("f", FieldValue(1.5));
    other.set("n", FieldValue(qint64(7)));
    QVERIFY(equivalent(one, other));
    QCOMPARE(equivalenceHash(one), equivalenceHash(other));
    QSet<size_t> hashes;
    for (int i = 0; i < 10000; ++i) {
        one.set("n", FieldValue(qint32(i)));
        hashes.insert(equivalenceHash(one));
    }
    QVERIFY(hashes.size() > 9990);
}

SIGHTGLASS_TEST(TestFieldValue)
#include "tst_fieldvalue.moc"
