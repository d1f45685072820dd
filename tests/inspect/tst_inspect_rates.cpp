// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/rates.h"
#include "program/testprogram.h"

#include <QTest>

using engine::inspect::Rates;

class TestRates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSingleSampleSaysNothing()
    {
        Rates<1> rates;
        QCOMPARE(rates[0], 0.0);
        rates.sample({1000}, 0);
        QCOMPARE(rates[0], 0.0);
    }
    void aSteadyFlowIsExact()
    {
        Rates<2> rates;
        for (int i = 0; i <= 20; ++i)
            rates.sample({quint64(i) * 50, quint64(i) * 5}, i * 500);
        QCOMPARE(rates[0], 100.0);
        QCOMPARE(rates[1], 10.0);
    }
    void aStopIsSeenWithinTheWindow()
    {
        Rates<1> rates;
        qint64 now = 0;
        for (; now <= 5000; now += 500)
            rates.sample({quint64(now)}, now);
        QVERIFY(rates[0] > 0);
        for (int i = 0; i < 6; ++i, now += 500)
            rates.sample({5000}, now);
        QCOMPARE(rates[0], 0.0);
    }
    void aFastWatcherDoesNotShortenTheWindow()
    {
        Rates<1> rates;
        // One burst, one second ago, seen by a watcher that looks a hundred times a second.
        rates.sample({0}, 0);
        for (qint64 now = 10; now <= 1000; now += 10)
            rates.sample({1000}, now);
        QCOMPARE(rates[0], 1000.0);
    }
    void twoSamplesAtOnceAreHarmless()
    {
        Rates<1> rates;
        rates.sample({0}, 100);
        rates.sample({50}, 100);
        QCOMPARE(rates[0], 0.0);
    }
};

SIGHTGLASS_TEST(TestRates)
#include "tst_inspect_rates.moc"
