// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "wire/crc32c.h"

#include <QTest>

using namespace engine::wire;

class TestCrc32c : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownValues_data();
    void knownValues();
    void bothWaysAgree();
    void continues();
};

void TestCrc32c::knownValues_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint32>("crc");
    QByteArray ascending;
    QByteArray descending;
    for (int i = 0; i < 32; ++i) {
        ascending.append(char(i));
        descending.prepend(char(i));
    }
    QTest::newRow("empty") << QByteArray() << 0u;
    QTest::newRow("check value") << QByteArray("123456789") << 0xE3069283u;
    // RFC 3720, B.4
    QTest::newRow("32 zeros") << QByteArray(32, '\0') << 0x8A9136AAu;
    QTest::newRow("32 ones") << QByteArray(32, '\xff') << 0x62A8AB43u;
    QTest::newRow("ascending") << ascending << 0x46DD794Eu;
    QTest::newRow("descending") << descending << 0x113FDB5Cu;
    QByteArray large;
    for (int i = 0; i < 10000; ++i)
        large.append(char(i * 7 + 3));
    QTest::newRow("large") << large << 0x4EB72655u;
}

void TestCrc32c::knownValues()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint32, crc);
    QCOMPARE(crc32c(bytes), crc);
    QCOMPARE(crc32cPortable(bytes), crc);
}

void TestCrc32c::bothWaysAgree()
{
    QByteArray bytes(20000, Qt::Uninitialized);
    quint32 state = 1;
    for (char &c : bytes) {
        state = state * 1664525 + 1013904223;
        c = char(state >> 24);
    }
    for (qsizetype offset = 0; offset < 9; ++offset) {
        for (const qsizetype size : {0, 1, 7, 8, 9, 63, 3071, 3072, 3073, 6144, 9999, 19000}) {
            const QByteArrayView part = QByteArrayView(bytes).sliced(offset, size);
            QCOMPARE(crc32c(part), crc32cPortable(part));
        }
    }
}

void TestCrc32c::continues()
{
    const QByteArray bytes(5000, 'x');
    for (const qsizetype cut : {0, 1, 100, 3072, 4999, 5000}) {
        const QByteArrayView whole(bytes);
        QCOMPARE(crc32c(whole.sliced(cut), crc32c(whole.first(cut))), crc32c(whole));
    }
}

SIGHTGLASS_TEST(TestCrc32c)
#include "tst_crc32c.moc"
