// SPDX-License-Identifier: GPL-3.0-or-later
// The live feed: its query language, its ring, the panel driven by keys.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/livemodel.h"
#include "ui/feed/livequery.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using engine::LifecycleStep;
using engine::LiveEvent;
using fake::FakeSession;
using ui::feed::FeedPanel;
using ui::feed::LiveModel;
using ui::feed::parseLiveQuery;
using ui::feed::suggestAt;

class TestFeed : public QObject
{
    Q_OBJECT
private:
    static quint32 bit(LifecycleStep step) { return 1u << int(step); }
    static QList<LiveEvent> events(int from, int count)
    {
        QList<LiveEvent> made;
        for (int i = 0; i < count; ++i) {
            LiveEvent event;
            event.sequence = quint64(from + i);
            event.step = LifecycleStep::Enqueued;
            event.exchange = u"orders"_s;
            event.message = {quint64(from + i + 1)};
            event.queue = u"orders.eu"_s;
            event.queueId = {7};
            event.routingKey = QString::number(from + i);
            made << event;
        }
        return made;
    }

    static bool says(const FeedPanel &panel, const QString &text)
    {
        const auto labels = panel.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == text; });
    }

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("queue");
        QTest::addColumn<QString>("exchange");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("find");
        QTest::addColumn<quint32>("steps");
        QTest::addColumn<quint64>("minSize");
        const QString n;
        const quint32 dead = bit(LifecycleStep::DeadLettered);
        QTest::newRow("empty") << u""_s << n << n << n << n << n << 0u << quint64(0);
        QTest::newRow("queue") << u"queue:orders.*"_s << u"orders.*"_s << n << n << n << n << 0u << quint64(0);
        QTest::newRow("all") << u"queue:a exchange:b key:eu.* client:shop* \"n/a\" size>10k event:dead-lettered"_s
                             << u"a"_s << u"b"_s << u"eu.*"_s << u"shop*"_s << u"n/a"_s << dead << quint64(10'001);
        QTest::newRow("case") << u"Queue:A EVENT:Dead-Lettered"_s << u"A"_s << n << n << n << n << dead << quint64(0);
        QTest::newRow("two events") << u"event:acked,rejected"_s << n << n << n << n << n
                                    << (bit(LifecycleStep::Acked) | bit(LifecycleStep::Rejected)) << quint64(0);
        QTest::newRow("event twice") << u"event:acked event:rejected"_s << n << n << n << n << n
                                     << (bit(LifecycleStep::Acked) | bit(LifecycleStep::Rejected)) << quint64(0);
        QTest::newRow("event glob") << u"event:dead*"_s << n << n << n << n << n << dead << quint64(0);
        QTest::newRow("quoted value") << u"queue:\"my queue\""_s << u"my queue"_s << n << n << n << n << 0u
                                      << quint64(0);
        QTest::newRow("escape") << u"\"say \\\"hi\\\"\""_s << n << n << n << n << u"say \"hi\""_s << 0u << quint64(0);
        QTest::newRow("bare words") << u"foo bar"_s << n << n << n << n << u"foo bar"_s << 0u << quint64(0);
        QTest::newRow("size at least") << u"size>=1.5M"_s << n << n << n << n << n << 0u << quint64(1'500'000);
        QTest::newRow("size binary") << u"size>2KiB"_s << n << n << n << n << n << 0u << quint64(2049);
        QTest::newRow("size bytes") << u"size>0"_s << n << n << n << n << n << 0u << quint64(1);
        QTest::newRow("digits with a colon") << u"12:01"_s << n << n << n << n << u"12:01"_s << 0u << quint64(0);
    }

    void parses()
    {
        QFETCH(QString, text);
        const auto query = parseLiveQuery(text);
        QVERIFY2(query.isValid(), qPrintable(query.problem));
        QTEST(query.filter.queue, "queue");
        QTEST(query.filter.exchange, "exchange");
        QTEST(query.filter.routingKey, "key");
        QTEST(query.filter.client, "client");
        QTEST(query.filter.text, "find");
        QTEST(query.filter.steps, "steps");
        QTEST(query.filter.minSize, "minSize");
    }

    void recordsHaveTheirPlaces()
    {
        QCOMPARE(parseLiveQuery(u"topic:ord*"_s).filter.topic, u"ord*"_s);
        LiveEvent event;
        event.step = LifecycleStep::Delivered;
        event.virtualHost = u"/"_s;
        event.topic = u"orders"_s;
        event.partition = 3;
        event.offset = 12'345;
        event.queueId = {9};
        event.routingKey = u"eu-7"_s;
        event.preview = "body";
        LiveModel model;
        model.append({event});
        QCOMPARE(model.index(0, LiveModel::PathColumn).data().toString(),
                 u"orders · 3 @ %1"_s.arg(ui::theme::formatCount(12'345)));
        QCOMPARE(model.index(0, LiveModel::KeyColumn).data().toString(), u"eu-7"_s);
        QCOMPARE(model.index(0, LiveModel::BodyColumn).data().toString(), u"body"_s);
        const auto rowsWith = [&](const QString &query) {
            model.setFilter(parseLiveQuery(query).filter);
            return model.rowCount();
        };
        QCOMPARE(rowsWith(u"topic:orders key:eu-*"_s), 1);
        QCOMPARE(rowsWith(u"order"_s), 1);
        QCOMPARE(rowsWith(u"topic:other"_s), 0);
        QCOMPARE(rowsWith(u"queue:orders"_s), 0);
        QCOMPARE(rowsWith(u"exchange:*s"_s), 0);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("at");
        QTest::newRow("unknown word") << u"queue:a colour:red"_s << u"colour"_s << 8;
        QTest::newRow("unknown event") << u"event:eaten"_s << u"eaten"_s << 0;
        QTest::newRow("one bad of two") << u"event:acked,eaten"_s << u"eaten"_s << 0;
        QTest::newRow("no event") << u"event:"_s << u"event:"_s << 0;
        QTest::newRow("no name") << u"queue:"_s << u"queue:"_s << 0;
        QTest::newRow("twice") << u"queue:a queue:b"_s << u"twice"_s << 8;
        QTest::newRow("no size") << u"size>big"_s << u"big"_s << 0;
        QTest::newRow("size colon") << u"size:10"_s << u">"_s << 0;
        QTest::newRow("nothing is that small") << u"size<0"_s << u"smaller"_s << 0;
        QTest::newRow("no comparison of a value") << u"body.total!5"_s << u"body.total"_s << 0;
        QTest::newRow("nothing to compare with") << u"body.total>"_s << u">"_s << 0;
        QTest::newRow("no event is left") << u"event:acked -event:acked"_s << u"event"_s << 0;
        QTest::newRow("open quote") << u"\"text"_s << u"quotation"_s << 0;
        QTest::newRow("compared name") << u"queue>a"_s << u"colon"_s << 0;
    }

    void refuses()
    {
        QFETCH(QString, text);
        const auto query = parseLiveQuery(text);
        QVERIFY(!query.isValid());
        QFETCH(QString, says);
        QVERIFY2(query.problem.contains(says), qPrintable(query.problem));
        QFETCH(int, at);
        QCOMPARE(int(query.problemAt), at);
        QVERIFY(query.problemLength > 0 || says == u"event"_s); // that one is no single word's
    }

    void anyTextEndsInAnAnswer()
    {
        const QString alphabet = u"ques:>\"\\ ,a1k*-body.[]~=!<"_s;
        quint32 seed = 1;
        for (int round = 0; round < 5000; ++round) {
            QString text;
            for (int i = 0; i < round % 24; ++i) {
                seed = seed * 1664525u + 1013904223u;
                text += alphabet[(seed >> 16) % quint32(alphabet.size())];
            }
            const auto query = parseLiveQuery(text);
            QVERIFY(query.problemAt + query.problemLength <= text.size());
            suggestAt(text, text.size() / 2);
        }
    }

    void suggests()
    {
        QCOMPARE(suggestAt(u"qu", 2).words, QStringList{u"queue:"_s});
        QCOMPARE(suggestAt(u"key:a event:dead", 16).words, QStringList{u"dead-lettered"_s});
        QCOMPARE(suggestAt(u"key:a event:dead", 16).from, 12);
        QCOMPARE(suggestAt(u"event:acked,exp", 15).words, QStringList{u"expired"_s});
        QVERIFY(suggestAt(u"queue:or", 8).words.isEmpty());
    }

    void ringKeepsTheNewest()
    {
        LiveModel model(nullptr, 100);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.append(events(0, 60));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.eventAt(0).sequence, quint64(59));
        model.append(events(60, 60));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.eventAt(0).sequence, quint64(119));
        QCOMPARE(model.eventAt(99).sequence, quint64(20));
        model.append(events(120, 1000));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.eventAt(0).sequence, quint64(1119));
        QCOMPARE(model.eventAt(99).sequence, quint64(1020));
        model.append({});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void panelTapsOnlyWhileVisible()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        FeedPanel panel(session, theme);
        QVERIFY(!session.lastTap);
        panel.show();
        QVERIFY(session.lastTap && session.lastTap->alive);
        panel.hide();
        QVERIFY(!session.lastTap->alive);
    }

    void panelFiltersFreezesAndCounts()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        FeedPanel panel(session, theme);
        panel.resize(900, 240);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *filter = panel.findChild<QLineEdit *>();
        auto *table = panel.findChild<ui::tables::VirtualTable *>();
        session.sendEvents({events(0, 20), 0, 20});
        QCOMPARE(table->model()->rowCount(), 20);
        panel.focusFilter();
        QTest::keyClicks(filter, u"queue:orders.* event:acked"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(session.lastTap->filter.queue, u"orders.*"_s);
        QCOMPARE(session.lastTap->filter.steps, bit(LifecycleStep::Acked));
        QCOMPARE(table->model()->rowCount(), 0); // of the twenty none was acknowledged
        QTest::keyClicks(filter, u" shape:round"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(filter->property("invalid").toBool());
        QCOMPARE(session.lastTap->filter.queue, u"orders.*"_s); // the last valid one stays
        panel.setQuery({});
        QCOMPARE(table->model()->rowCount(), 20);
        session.sendEvents({events(0, 4812), 7, 4819});
        QVERIFY(says(panel, u"4,839 events · 7 left out"_s));
        panel.setFrozen(true);
        QVERIFY(session.lastTap->paused);
        const int rows = table->model()->rowCount();
        session.sendEvents({events(5000, 5), 0, 5});
        QCOMPARE(table->model()->rowCount(), rows);
    }

    void panelSaysWhatItDidNotShow()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        FeedPanel panel(session, theme);
        panel.show();
        session.sendEvents({events(0, 10), 1204, 1214, 310});
        QVERIFY(says(panel, u"1,214 events · 1,204 left out · 310 not compared"_s));
        panel.setFrozen(true);
        session.sendEvents({events(10, 2), 0, 2}); // was on its way
        session.sendEvents({{}, 40, 40, 5});
        QVERIFY(says(panel, u"1,256 events · 1,246 left out (42 while frozen) · 315 not compared"_s));
        panel.setFrozen(false);
        session.sendEvents({events(12, 4), 0, 4});
        QVERIFY(says(panel, u"1,260 events · 1,246 left out (42 while frozen) · 315 not compared"_s));
        panel.setQuery(u"queue:audit"_s);
        QVERIFY(says(panel, u"0 events · 0 left out"_s));
        panel.setQuery(u"queue:orders.*"_s);
        QVERIFY(says(panel, u"14 events · 0 left out"_s)); // those that are here still
    }

    void aFilterMeansWhatIsHereToo_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("rows");
        QTest::newRow("all") << QString() << 4;
        QTest::newRow("queue") << u"queue:orders.*"_s << 2;
        QTest::newRow("virtual host") << u"vhost:dev"_s << 1;
        QTest::newRow("event") << u"event:acked"_s << 1;
        QTest::newRow("size") << u"size>100"_s << 1;
        QTest::newRow("client") << u"client:shop*"_s << 1;
        QTest::newRow("no queue") << u"queue:?*"_s << 3;
        QTest::newRow("text in the body") << u"porto"_s << 1;
        QTest::newRow("both") << u"queue:orders.eu vhost:/"_s << 1;
    }

    void aFilterMeansWhatIsHereToo()
    {
        QList<LiveEvent> some = events(0, 4);
        for (LiveEvent &event : some) {
            event.message = {1};
            event.queueId = {1};
            event.virtualHost = u"/"_s;
        }
        some[0].virtualHost = u"dev"_s;
        some[1].step = LifecycleStep::Acked;
        some[1].queue = u"audit"_s;
        some[1].size = 101;
        some[2].queue.clear();
        some[2].queueId = {};
        some[2].client = u"shop-web"_s;
        some[2].channel = {{3}, 1};
        some[3].preview = "{\"city\":\"Porto\"}";
        LiveModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.append(some);
        QFETCH(QString, query);
        QFETCH(int, rows);
        model.setFilter(parseLiveQuery(query).filter);
        QCOMPARE(model.rowCount(), rows);
        // A batch that was on its way is looked through as well.
        QCOMPARE(model.append(some), rows);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 8);
    }

    void newerRowsAreToldWhileReadingFurtherDown()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        FeedPanel panel(session, theme);
        panel.resize(900, 240);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *table = panel.findChild<ui::tables::VirtualTable *>();
        auto *chip = panel.findChild<QToolButton *>(u"newer"_s);
        session.sendEvents({events(0, 100), 0, 100});
        QVERIFY(!chip->isVisible());
        table->verticalScrollBar()->setValue(30);
        session.sendEvents({events(100, 12), 0, 12});
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), u"↑ 12 newer"_s);
        session.sendEvents({events(112, 3), 0, 3});
        QCOMPARE(chip->text(), u"↑ 15 newer"_s);
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(table->firstVisibleRow(), 0);
        QVERIFY(!chip->isVisible());
    }

    void selectionStaysOnItsEvent()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        FeedPanel panel(session, theme);
        QSignalSpy selected(&panel, &FeedPanel::eventSelected);
        panel.resize(900, 240);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *table = panel.findChild<ui::tables::VirtualTable *>();
        session.sendEvents({events(0, 100), 0, 100});
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(60, table->rowHeight() * 2 + 4));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected.at(0).at(0).value<LiveEvent>().sequence, quint64(97));
        session.sendEvents({events(100, 10), 0, 10});
        QCOMPARE(table->currentIndex().row(), 12);
        QCOMPARE(selected.count(), 1);
        // Scrolled down, what is read stays in place while more arrives above.
        table->verticalScrollBar()->setValue(30);
        session.sendEvents({events(110, 10), 0, 10});
        QCOMPARE(table->firstVisibleRow(), 40);
        // The selected one falls out of the ring: nothing is selected instead.
        session.sendEvents({events(120, 5000), 0, 5000});
        QVERIFY(!table->selectionModel()->hasSelection());
        QCOMPARE(selected.count(), 1);
    }
};

SIGHTGLASS_WINDOW_TEST(TestFeed)
#include "tst_feed.moc"
