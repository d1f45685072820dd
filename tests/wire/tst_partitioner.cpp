// SPDX-License-Identifier: GPL-3.0-or-later
// Keys go where Kafka's own clients put them. The hashes are those that Kafka's and librdkafka's own tests expect.
#include "program/testprogram.h"
#include "wire/kafka/partitioner.h"

#include <QTest>

using namespace engine::wire::kafka;

class TestPartitioner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hashes_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<qint32>("hash");
        QTest::newRow("two bytes") << QByteArray("21") << qint32(-973932308);
        QTest::newRow("six") << QByteArray("foobar") << qint32(-790332482);
        QTest::newRow("24") << QByteArray("a-little-bit-long-string") << qint32(-985981536);
        QTest::newRow("26") << QByteArray("a-little-bit-longer-string") << qint32(-1486304829);
        QTest::newRow("long") << QByteArray("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8") << qint32(-58897971);
        QTest::newRow("three") << QByteArray("abc") << qint32(479470107);
    }
    void hashes()
    {
        QFETCH(QByteArray, key);
        QFETCH(qint32, hash);
        QCOMPARE(qint32(murmur2(key)), hash);
    }
    void negativeHashesAreMadePositive() { QCOMPARE(partitionForKey("21", 7), quint32((-973932308) & 0x7fffffff) % 7); }
};

SIGHTGLASS_TEST(TestPartitioner)
#include "tst_partitioner.moc"
