// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/offsetset.h"
#include "program/testprogram.h"

#include <QTest>

#include <random>
#include <set>

using engine::core::OffsetSet;

class TestOffsetSet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mergesNeighbours()
    {
        OffsetSet set;
        set.insert(1);
        set.insert(3);
        set.insert(2);
        QCOMPARE(set.intervals().size(), size_t(1));
        QCOMPARE(set.count(), quint64(3));
        set.insertRange(0, 10);
        QCOMPARE(set.count(), quint64(10));
        QCOMPARE(set.takeFirst(), quint64(0));
        QVERIFY(set.remove(5));
        QVERIFY(!set.remove(5));
        QCOMPARE(set.intervals().size(), size_t(2));
    }

    void agreesWithAPlainSet()
    {
        std::mt19937 random(7);
        OffsetSet set;
        std::set<quint64> reference;
        for (int step = 0; step < 20000; ++step) {
            const quint64 offset = random() % 300;
            switch (random() % 5) {
            case 0:
                set.insert(offset);
                reference.insert(offset);
                break;
            case 1: {
                const quint64 to = offset + random() % 20;
                set.insertRange(offset, to);
                for (quint64 o = offset; o < to; ++o)
                    reference.insert(o);
                break;
            }
            case 2:
                if (random() % 20 == 0) {
                    set.removeBelow(offset);
                    reference.erase(reference.begin(), reference.lower_bound(offset));
                }
                break;
            case 3:
                QCOMPARE(set.remove(offset), reference.erase(offset) == 1);
                break;
            default:
                if (!reference.empty()) {
                    QCOMPARE(set.takeFirst(), *reference.begin());
                    reference.erase(reference.begin());
                }
            }
            QCOMPARE(set.count(), quint64(reference.size()));
            QCOMPARE(set.contains(offset), reference.contains(offset));
            QCOMPARE(set.isEmpty(), reference.empty());
        }
    }
};

SIGHTGLASS_TEST(TestOffsetSet)
#include "tst_core_offsetset.moc"
