// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/histories.h"
#include "program/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace engine;
using inspect::ChangeLog;
using inspect::Histories;

class TestHistories : public QObject
{
    Q_OBJECT
private:
    static constexpr qint64 startMs = 1'700'000'000'000 / 60'000 * 60'000; // a minute begins
    static constexpr QueueId queue{7};

    /// Of a queue: published, delivered, acked, redelivered, ready, unacked, memory, bodies.
    static void pass(Histories &histories, qint64 second, const Histories::Reading &reading, int times = 1)
    {
        for (int i = 0; i < times; ++i) {
            if (!histories.begin(startMs + (second + i) * 1000))
                continue;
            histories.observe(HistorySubject::of(queue), reading);
            histories.end();
        }
    }
    static History secondsOf(const Histories &histories, qint64 fromMs = 0, QueueId id = queue)
    {
        return histories.read({HistorySubject::of(id), HistoryResolution::Second, fromMs});
    }
    static History minutesOf(const Histories &histories)
    {
        return histories.read({HistorySubject::of(queue), HistoryResolution::Minute, 0});
    }
    static QList<double> valuesOf(const History &history, HistoryFigure figure)
    {
        for (const HistorySeries &series : history.series) {
            if (series.figure == figure)
                return series.values;
        }
        return {};
    }

private Q_SLOTS:
    void aLogGivesBackWhatItWasTold()
    {
        ChangeLog log(3);
        QRandomGenerator random(4711);
        std::vector<ChangeLog::Values> told;
        ChangeLog::Values values{};
        for (qint64 slot = 0; slot < 1000; ++slot) {
            if (random.bounded(3) == 0)
                values[random.bounded(3)] =
                    qint64(random.generate64() >> (2 + random.bounded(60))) * (random.bounded(2) ? 1 : -1);
            told.push_back(values);
            log.append(100 + slot, values);
        }
        std::vector<ChangeLog::Values> read;
        qint64 next = 100;
        log.read(0, 1100, [&](qint64 first, qint64 end, const ChangeLog::Values &v) {
            QCOMPARE(first, next);
            next = end;
            read.insert(read.end(), size_t(end - first), v);
        });
        QVERIFY(read == told);
        // From the middle, in the middle of a piece.
        std::vector<ChangeLog::Values> part;
        log.read(637, 702, [&](qint64 first, qint64 end, const ChangeLog::Values &v) {
            part.insert(part.end(), size_t(end - first), v);
        });
        QVERIFY(std::equal(part.begin(), part.end(), told.begin() + 537));
        QCOMPARE(part.size(), size_t(65));
        // The oldest go, the others stay as they were.
        const size_t before = log.bytes();
        log.dropBefore(600);
        QVERIFY(log.bytes() < before);
        QVERIFY(log.first() <= 600 && log.first() > 500);
        part.clear();
        log.read(600, 1100, [&](qint64 first, qint64 end, const ChangeLog::Values &v) {
            part.insert(part.end(), size_t(end - first), v);
        });
        QVERIFY(std::equal(part.begin(), part.end(), told.begin() + 500));
    }

    void whatStandsStillCostsNothing()
    {
        ChangeLog log(2);
        log.append(0, {5, 7});
        const size_t bytes = log.bytes();
        for (qint64 slot = 1; slot < 100'000; ++slot)
            log.append(slot, {5, 7});
        QCOMPARE(log.bytes(), bytes);
        log.dropBefore(90'000);
        QCOMPARE(log.first(), 90'000);
        QVERIFY(log.bytes() <= bytes);
        log.append(100'000, {6, 7});
        int stretches = 0;
        log.read(95'000, 100'010, [&](qint64 first, qint64 end, const ChangeLog::Values &v) {
            QCOMPARE(v[0], stretches == 0 ? 5 : 6);
            QCOMPARE(end - first, stretches == 0 ? 5000 : 10);
            ++stretches;
        });
        QCOMPARE(stretches, 2);
    }

    void ratesAndLevels()
    {
        Histories histories;
        pass(histories, 0, {});
        QCOMPARE(histories.objects(), 0); // it has done nothing
        QCOMPARE(secondsOf(histories).size(), 0);
        pass(histories, 1, {10, 4, 3, 1, 6, 1, 1000, 600});
        pass(histories, 2, {30, 4, 3, 1, 26, 1, 1000, 600});
        pass(histories, 2, {99, 4, 3, 1, 26, 1, 1000, 600}); // that second has been
        pass(histories, 3, {30, 4, 3, 1, 26, 1, 1000, 600});
        const History history = secondsOf(histories);
        QCOMPARE(history.firstMs, startMs); // it rises from nothing
        QCOMPARE(history.stepMs, 1000);
        QCOMPARE(history.series.size(), 9);
        QCOMPARE(valuesOf(history, HistoryFigure::Published), (QList<double>{0, 10, 20, 0}));
        QCOMPARE(valuesOf(history, HistoryFigure::Delivered), (QList<double>{0, 4, 0, 0}));
        QCOMPARE(valuesOf(history, HistoryFigure::Ready), (QList<double>{0, 6, 26, 26}));
        QCOMPARE(valuesOf(history, HistoryFigure::BodyBytes), (QList<double>{0, 600, 600, 600}));
        // Going on from where one is.
        QCOMPARE(history.endMs(), startMs + 4000);
        QCOMPARE(secondsOf(histories, history.endMs()).size(), 0);
        pass(histories, 4, {37, 4, 3, 1, 33, 1, 1000, 600});
        const History news = secondsOf(histories, history.endMs());
        QCOMPARE(news.firstMs, history.endMs());
        QCOMPARE(valuesOf(news, HistoryFigure::Published), (QList<double>{7}));
        QCOMPARE(secondsOf(histories, 0, QueueId{8}).size(), 0);
    }

    void minutesAreMeansAndMaxima()
    {
        Histories histories;
        for (int second = 0; second < 125; ++second)
            pass(histories, second, {second * 3, 0, 0, 0, second % 60 == 30 ? 500 : 20, 0, 0, 0});
        const History history = minutesOf(histories);
        QCOMPARE(history.stepMs, 60'000);
        QCOMPARE(history.firstMs, startMs);
        QCOMPARE(history.size(), 2); // the third is not over
        QCOMPARE(valuesOf(history, HistoryFigure::Published), (QList<double>{59 * 3 / 60.0, 3}));
        QCOMPARE(valuesOf(history, HistoryFigure::Ready), (QList<double>{500, 500}));
    }

    void aStallIsSharedOutAndASleepIsAGap()
    {
        Histories histories;
        pass(histories, 0, {1, 0, 0, 0, 1, 0, 0, 0});
        pass(histories, 4, {41, 0, 0, 0, 41, 0, 0, 0});
        QCOMPARE(valuesOf(secondsOf(histories), HistoryFigure::Published), (QList<double>{1, 10, 10, 10, 10}));
        pass(histories, 100, {42, 0, 0, 0, 42, 0, 0, 0});
        const QList<double> ready = valuesOf(secondsOf(histories), HistoryFigure::Ready);
        QCOMPARE(ready.size(), 101);
        QVERIFY(std::isnan(ready.at(5)) && std::isnan(ready.at(99)));
        QCOMPARE(ready.at(100), 42.0);
        QVERIFY(!std::isnan(ready.at(4)));
    }

    void whoComesAfterAStallBeginsThen()
    {
        for (const qint64 stall : {3, 100}) {
            Histories histories;
            pass(histories, 0, {});
            pass(histories, stall, {4, 0, 0, 0, 4, 0, 0, 0});
            QCOMPARE(valuesOf(secondsOf(histories), HistoryFigure::Ready), (QList<double>{0, 4}));
            QCOMPARE(secondsOf(histories).endMs(), startMs + (stall + 1) * 1000);
        }
    }

    void aClockThatIsSetBackGoesOn()
    {
        Histories histories;
        pass(histories, 1000, {1, 0, 0, 0, 1, 0, 0, 0});
        pass(histories, 1001, {2, 0, 0, 0, 2, 0, 0, 0});
        pass(histories, 10, {5, 0, 0, 0, 5, 0, 0, 0});
        const History history = secondsOf(histories);
        QCOMPARE(valuesOf(history, HistoryFigure::Ready), (QList<double>{1, 2, 5}));
        QCOMPARE(history.endMs(), startMs + 11'000); // by the clock as it is now
    }

    void keepsAnHourAndADay()
    {
        Histories histories;
        for (qint64 second = 0; second < 25 * 3600; ++second)
            pass(histories, second, {second, second / 2, second / 2, 0, second % 100, second % 7, 0, 0});
        const History fine = secondsOf(histories);
        QVERIFY(fine.size() >= Histories::secondsKept && fine.size() <= Histories::secondsKept + ChangeLog::pieceSlots);
        QCOMPARE(fine.endMs(), startMs + 25 * 3'600'000);
        const History coarse = minutesOf(histories);
        QVERIFY(coarse.size() >= Histories::minutesKept &&
                coarse.size() <= Histories::minutesKept + ChangeLog::pieceSlots);
        // Half a dozen figures that move every second: what the header says of a busy queue.
        QVERIFY(histories.bytes() < 80'000);
    }

    void manyBusyQueuesStayWithinTheBound()
    {
        constexpr int queues = 1500;
        Histories histories;
        for (qint64 second = 0; second < 2400; ++second) {
            QVERIFY(histories.begin(startMs + second * 1000));
            for (int i = 0; i < queues; ++i) {
                const qint64 noise = (second * 7919 + i * 104'729) % 1000;
                histories.observe(HistorySubject::of(QueueId{quint64(i + 1)}),
                                  {second * 1000 + noise, second * 990, second * 990, 0, noise, noise % 50, noise * 200,
                                   noise * 100});
            }
            histories.end();
            QVERIFY(histories.bytes() <= Histories::mostBytes);
        }
        QCOMPARE(histories.objects(), queues);
        QVERIFY(histories.keptSeconds() < Histories::secondsKept); // or this test has shown nothing
        QVERIFY(histories.keptSeconds() >= 600);
        const History last = histories.read({HistorySubject::of(QueueId{1}), HistoryResolution::Second, 0});
        QVERIFY(last.size() >= histories.keptSeconds());
        QCOMPARE(last.endMs(), startMs + 2'400'000);
    }

    void idleOnesCostNothingAndGoneOnesAreForgotten()
    {
        Histories histories;
        for (qint64 second = 0; second < 200; ++second) {
            QVERIFY(histories.begin(startMs + second * 1000));
            for (quint64 id = 1; id <= 20'000; ++id)
                histories.observe(HistorySubject::of(QueueId{id}), {});
            if (second < 50)
                histories.observe(HistorySubject::of(QueueId{30'000}), {second + 1, 0, 0, 0, 1, 0, 0, 0});
            histories.end();
            if (second == 49)
                QCOMPARE(secondsOf(histories, 0, QueueId{30'000}).size(), 50);
        }
        QCOMPARE(histories.objects(), 0);
        QCOMPARE(histories.bytes(), size_t(0));
        QCOMPARE(secondsOf(histories, 0, QueueId{30'000}).size(), 0);
    }

    void noMoreObjectsThanTheBound()
    {
        Histories histories;
        QVERIFY(histories.begin(startMs));
        for (quint64 id = 1; id <= Histories::mostObjects + 10; ++id)
            histories.observe(HistorySubject::of(QueueId{id}), {1, 0, 0, 0, 1, 0, 0, 0});
        histories.end();
        QCOMPARE(histories.objects(), qsizetype(Histories::mostObjects));
        QCOMPARE(secondsOf(histories, 0, QueueId{Histories::mostObjects + 1}).size(), 0);
    }
};

SIGHTGLASS_TEST(TestHistories)
#include "tst_inspect_histories.moc"
