// SPDX-License-Identifier: GPL-3.0-or-later
// ChunkCache: what was used last stays, within the budget, and everybody's share of it is known.
#include "core/chunkcache.h"

#include "program/testprogram.h"

#include <QTest>

using namespace engine;
using namespace engine::core;

class TestChunkCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatWasUsedLast()
    {
        ChunkCache cache(250);
        for (quint64 id = 1; id <= 2; ++id)
            cache.insert({id}, QByteArray(100, 'x'));
        QVERIFY(!cache.find({1}).isNull()); // used after the second one
        cache.insert({3}, QByteArray(100, 'x'));
        QVERIFY(cache.contains({1}) && !cache.contains({2}) && cache.contains({3}));
        QCOMPARE(cache.bytes(), quint64(200));
    }

    void sharesAreWhatIsThere()
    {
        ChunkCache cache(250);
        const auto mine = std::make_shared<quint64>(0);
        auto others = std::make_shared<quint64>(0);
        cache.insert({1}, QByteArray(100, 'x'), mine);
        cache.insert({2}, QByteArray(60, 'x'), mine);
        cache.insert({3}, QByteArray(80, 'x'), others);
        QCOMPARE(*mine, quint64(160));
        QCOMPARE(*others, quint64(80));
        cache.insert({2}, QByteArray(40, 'x'), mine); // in the place of itself
        QCOMPARE(*mine, quint64(140));
        cache.insert({4}, QByteArray(90, 'x'), others); // the first one goes for it
        QCOMPARE(*mine, quint64(40));
        QCOMPARE(*others, quint64(170));
        cache.remove({2});
        QCOMPARE(*mine, quint64(0));
        others.reset(); // its chunks are there still
        cache.remove({3});
        QCOMPARE(cache.bytes(), quint64(90));
    }
};

SIGHTGLASS_TEST(TestChunkCache)
#include "tst_core_chunkcache.moc"
