// SPDX-License-Identifier: GPL-3.0-or-later
// Death histories in plain words, for every reason, for several deaths, with and without what a history may leave out; and dead
// letters grouped as a user wants them.
#include "program/testprogram.h"
#include "ui/models/deadlettergroups.h"
#include "ui/models/deathwords.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui::models;
using engine::DeadLetterGroup;
using engine::Death;

namespace {

const QDateTime noon(QDate(2026, 11, 26), QTime(12, 1, 7));

Death death(const QString &reason, const QString &queue, quint64 count = 1, qint64 firstMs = noon.toMSecsSinceEpoch())
{
    Death made;
    made.reason = reason;
    made.queue = queue;
    made.count = count;
    made.firstMs = firstMs;
    return made;
}

DeathStory story(const QList<Death> &deaths, const QString &rejectedBy = {})
{
    return {deaths, noon.toMSecsSinceEpoch(), rejectedBy, noon.addSecs(60)};
}

DeadLetterGroup group(const QString &reason, const QString &queue, quint64 place, quint64 count, qint64 hour = 1)
{
    DeadLetterGroup made;
    made.virtualHost = u"/"_s;
    made.reason = reason;
    made.queue = queue;
    made.place = {place};
    made.placeName = u"dead.%1"_s.arg(place);
    made.hourMs = hour * 3'600'000;
    made.count = count;
    made.firstMs = made.hourMs + 1000;
    made.lastMs = made.hourMs + 2000;
    made.origin = queue;
    return made;
}

} // namespace

class TestDeathWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyReason_data();
    void everyReason();
    void severalDeathsAreToldFromTheLastToTheFirst();
    void howItHadCome();
    void timesOfOtherDaysHaveTheirDate();
    void withoutAHistoryThereIsNothingToSay();
    void titlesNameWhoAndWhere();
    void groupsAreThoseThatAreAskedFor();
    void aGroupGoesBackToOneQueueOrToSeveral();
    void theModelKeepsItsRows();
};

void TestDeathWords::everyReason_data()
{
    QTest::addColumn<Death>("last");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("words");
    const QString rejected = QLatin1StringView(engine::deathByRejection);
    const QString expired = QLatin1StringView(engine::deathByExpiry);
    const QString maxlen = QLatin1StringView(engine::deathByLength);
    const QString limit = QLatin1StringView(engine::deathByDeliveryLimit);
    QTest::newRow("rejected once") << death(rejected, u"orders.eu"_s) << QString()
                                   << u"Rejected in orders.eu at 12:01:07."_s;
    QTest::newRow("by somebody") << death(rejected, u"orders.eu"_s) << u"billing-svc"_s
                                 << u"Rejected by billing-svc in orders.eu at 12:01:07."_s;
    QTest::newRow("3 times") << death(rejected, u"orders.eu"_s, 3) << u"billing-svc"_s
                             << u"Rejected by billing-svc 3 times in orders.eu, last at 12:01:07."_s;
    QTest::newRow("expired") << death(expired, u"shipping"_s) << QString() << u"Expired in shipping at 12:01:07."_s;
    Death aged = death(expired, u"shipping"_s, 1204);
    aged.originalExpiration = u"30000"_s;
    QTest::newRow("with a time to live")
        << aged << QString() << u"Expired 1,204 times in shipping, last at 12:01:07; it had 30 s to live."_s;
    aged.count = 1;
    aged.originalExpiration = u"soon"_s;
    QTest::newRow("with what is none") << aged << QString()
                                       << u"Expired in shipping at 12:01:07; its expiration was “soon”."_s;
    QTest::newRow("maxlen") << death(maxlen, u"orders.us"_s) << QString()
                            << u"Went over the limit of orders.us at 12:01:07."_s;
    QTest::newRow("maxlen twice") << death(maxlen, u"orders.us"_s, 2) << QString()
                                  << u"Went over the limit of orders.us 2 times, last at 12:01:07."_s;
    QTest::newRow("delivery limit") << death(limit, u"jobs"_s) << u"worker"_s
                                    << u"Returned too often by worker in jobs at 12:01:07."_s;
    QTest::newRow("another broker's") << death(u"tired"_s, u"jobs"_s) << QString()
                                      << u"Died in jobs, for the reason “tired” at 12:01:07."_s;
    QTest::newRow("no queue") << death(rejected, {}) << QString()
                              << u"Rejected in a queue that is not named at 12:01:07."_s;
    QTest::newRow("a name with a per cent sign")
        << death(rejected, u"50%1"_s) << u"%2"_s << u"Rejected by %2 in 50%1 at 12:01:07."_s;
}

void TestDeathWords::everyReason()
{
    QFETCH(Death, last);
    QFETCH(QString, by);
    QFETCH(QString, words);
    QCOMPARE(lastDeathWords(story({last}, by)), words);
    QCOMPARE(deathWords(story({last}, by)), words);
}

void TestDeathWords::severalDeathsAreToldFromTheLastToTheFirst()
{
    const qint64 early = noon.addSecs(-70).toMSecsSinceEpoch();
    Death first = death(u"rejected"_s, u"work"_s, 3, early);
    const QList<Death> deaths{death(u"expired"_s, u"work.retry"_s, 2), first,
                              death(u"maxlen"_s, u"intake"_s, 1, early)};
    QCOMPARE(
        deathWords(story(deaths)),
        u"Expired 2 times in work.retry, last at 12:01:07. Before that, rejected 3 times in work, first at 11:59:57. "
        "Before that, went over the limit of intake at 11:59:57."_s);
    QCOMPARE(lastDeathWords(story(deaths)), u"Expired 2 times in work.retry, last at 12:01:07."_s);
    QCOMPARE(deathCount(deaths), quint64(6));
}

void TestDeathWords::howItHadCome()
{
    Death last = death(u"rejected"_s, u"orders.eu"_s);
    const auto told = [&last] { return deathWords(story({last})).section(u". "_s, 1); };
    last.exchange = u"orders"_s;
    last.routingKeys = {u"eu.new"_s};
    QCOMPARE(told(), u"It had come through the exchange orders with the key eu.new."_s);
    last.routingKeys = {u"eu.new"_s, u"copy"_s};
    QCOMPARE(told(), u"It had come through the exchange orders with the key eu.new, copy."_s);
    last.routingKeys.clear();
    QCOMPARE(told(), u"It had come through the exchange orders."_s);
    last.exchange.clear();
    last.routingKeys = {u"orders.eu"_s};
    QCOMPARE(told(), u"It had been published straight to orders.eu."_s);
}

void TestDeathWords::timesOfOtherDaysHaveTheirDate()
{
    QCOMPARE(momentText(noon.toMSecsSinceEpoch(), noon), u"12:01:07"_s);
    QCOMPARE(momentText(noon.toMSecsSinceEpoch(), noon.addDays(1)), u"2026-11-26 12:01:07"_s);
    Death timeless = death(u"rejected"_s, u"work"_s, 1, 0);
    QCOMPARE(deathWords({{timeless}, 0, {}, noon}), u"Rejected in work."_s);
}

void TestDeathWords::withoutAHistoryThereIsNothingToSay()
{
    QVERIFY(deathWords(story({})).isEmpty());
    QVERIFY(lastDeathWords(story({})).isEmpty());
    QCOMPARE(deathCount({}), quint64(0));
}

void TestDeathWords::titlesNameWhoAndWhere()
{
    QCOMPARE(deathTitle(u"rejected"_s, u"orders.eu"_s, {u"billing-svc"_s}), u"rejected by billing-svc in orders.eu"_s);
    QCOMPARE(deathTitle(u"maxlen"_s, u"orders.us"_s, {}), u"over the limit in orders.us"_s);
    QCOMPARE(deathTitle(u"expired"_s, {}, {}), u"expired"_s);
    QCOMPARE(deathTitle({}, u"work"_s, {}), u"died in work"_s);
    QCOMPARE(deathTitle(u"rejected"_s, u"q"_s, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}), u"rejected by a, b, c … in q"_s);
    for (const char *reason : {"rejected", "expired", "maxlen", "delivery_limit"})
        QVERIFY(!deathReasonMeaning(QLatin1StringView(reason)).isEmpty());
}

void TestDeathWords::groupsAreThoseThatAreAskedFor()
{
    const QList<DeadLetterGroup> groups{
        group(u"rejected"_s, u"eu"_s, 1, 3, 10), group(u"rejected"_s, u"eu"_s, 1, 2, 11),
        group(u"rejected"_s, u"us"_s, 2, 1, 11), group(u"expired"_s, u"eu"_s, 2, 4, 11)};
    const auto counts = [&groups](DeadLetterGrouping grouping) {
        QList<quint64> list;
        for (const DeadLetterRow &row : groupedBy(grouping, groups))
            list << row.count;
        std::sort(list.begin(), list.end());
        return list;
    };
    QCOMPARE(counts(DeadLetterGrouping::ReasonAndQueue), (QList<quint64>{1, 4, 5}));
    QCOMPARE(counts(DeadLetterGrouping::Reason), (QList<quint64>{4, 6}));
    QCOMPARE(counts(DeadLetterGrouping::Queue), (QList<quint64>{1, 9}));
    QCOMPARE(counts(DeadLetterGrouping::Hour), (QList<quint64>{3, 7}));
    const DeadLetterRow all = allOf(groups);
    QCOMPARE(all.count, quint64(10));
    QCOMPARE(all.filter, engine::DeadLetterFilter());
    QCOMPARE(all.logs.size(), 2);

    for (const DeadLetterRow &row : groupedBy(DeadLetterGrouping::ReasonAndQueue, groups)) {
        QCOMPARE(row.filter.reason, row.reason);
        QCOMPARE(row.filter.queue, row.queue);
        if (row.count != 5)
            continue;
        QCOMPARE(row.title, u"rejected in eu"_s);
        QCOMPARE(row.places, QStringList{u"dead.1"_s});
        QCOMPARE(row.firstMs, groups.at(0).firstMs);
        QCOMPARE(row.lastMs, groups.at(1).lastMs);
    }
    // What was counted without its hour is not all there is.
    const DeadLetterRow other = groupedBy(DeadLetterGrouping::Hour, {group(u"rejected"_s, u"eu"_s, 1, 1, 0)}).first();
    QVERIFY(!(other.filter == engine::DeadLetterFilter()));
}

void TestDeathWords::aGroupGoesBackToOneQueueOrToSeveral()
{
    const QList<DeadLetterGroup> groups{group(u"rejected"_s, u"eu"_s, 1, 3), group(u"rejected"_s, u"us"_s, 1, 3)};
    QCOMPARE(groupedBy(DeadLetterGrouping::Queue, groups).first().origin, u"eu"_s);
    QVERIFY(groupedBy(DeadLetterGrouping::Reason, groups).first().origin.isEmpty());
}

void TestDeathWords::theModelKeepsItsRows()
{
    DeadLetterGroupModel model;
    const QAbstractItemModelTester tester(&model);
    QList<DeadLetterGroup> groups{group(u"rejected"_s, u"eu"_s, 1, 3), group(u"expired"_s, u"us"_s, 2, 1)};
    model.update(groupedBy(DeadLetterGrouping::ReasonAndQueue, groups));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), int(DeadLetterGroupModel::ColumnCount));
    const QPersistentModelIndex us = model.index(1, 0);
    QCOMPARE(us.data().toString(), u"expired in us"_s);
    groups.removeFirst();
    groups.first().count = 7;
    model.update(groupedBy(DeadLetterGrouping::ReasonAndQueue, groups));
    QVERIFY(us.isValid());
    QCOMPARE(us.sibling(us.row(), DeadLetterGroupModel::Count).data().toString(), u"7"_s);
}

SIGHTGLASS_TEST(TestDeathWords)
#include "tst_deathwords.moc"
