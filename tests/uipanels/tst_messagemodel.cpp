// SPDX-License-Identifier: GPL-3.0-or-later
// MessageModel and the page over it: any depth, moving head and tail, selection that stays on its message.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/models/foundmodel.h"
#include "ui/models/messagemodel.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/topicpage.h"
#include "ui/tables/cells.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using fake::FakeSession;
using ui::models::MessageModel;
using ui::tables::VirtualTable;

class TestMessageModel : public QObject
{
    Q_OBJECT
private:
    static void settle(MessageModel &model) { QTRY_VERIFY(!model.isFetching()); }
    static QString keyAt(const MessageModel &model, int row)
    {
        return model.index(row, MessageModel::KeyColumn).data().toString();
    }
    static QString keyOf(const VirtualTable &table, int row)
    {
        return table.model()->index(row, MessageModel::KeyColumn).data().toString();
    }
    static engine::QueueSnapshot snapshotOf(const FakeSession &session)
    {
        engine::QueueSnapshot queue;
        queue.id = session.queueId;
        queue.spec.name = session.queueName;
        queue.ready = session.total();
        return queue;
    }

private Q_SLOTS:
    void showsOnlyWhatIsAskedFor()
    {
        FakeSession session;
        session.range = {{100, 10'000'100}};
        MessageModel model(session);
        model.setQueue(session.queueId, session.total());
        QCOMPARE(model.rowCount(), 10'000'000);
        model.setVisibleRange(5'000'000, 5'000'040);
        QVERIFY(model.index(5'000'000, 0).data(ui::tables::LoadingRole).toBool());
        settle(model);
        QCOMPARE(keyAt(model, 5'000'000), QStringLiteral("key.5000100"));
        for (const auto &[first, count] : session.browses)
            QVERIFY(count <= MessageModel::fetchLimit);
        QCOMPARE(session.browses.size(), 1);
    }

    void coalescesWhileScrolling()
    {
        FakeSession session;
        session.deferred = true;
        session.range = {{0, 1'000'000}};
        MessageModel model(session);
        model.setQueue(session.queueId, session.total());
        for (int row = 0; row < 900'000; row += 1000)
            model.setVisibleRange(row, row + 40);
        QVERIFY(session.browses.size() <= 2);
        session.answer();
        QTRY_VERIFY(session.browses.size() >= 2);
        session.answer();
        QTRY_COMPARE(keyAt(model, 899'000), QStringLiteral("key.899000"));
        QVERIFY(session.maxBrowsesInFlight <= 2);
        QVERIFY(session.browses.size() <= 3);
    }

    void keepsRowsWhenTheHeadDrains()
    {
        FakeSession session;
        session.range = {{0, 10'000}};
        MessageModel model(session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setQueue(session.queueId, session.total());
        model.setVisibleRange(500, 540);
        settle(model);
        const QPersistentModelIndex watched = model.index(510, 0);
        session.range = {{37, 10'200}};
        model.refresh(session.total());
        settle(model);
        QTRY_COMPARE(model.rowCount(), 10'163);
        QVERIFY(watched.isValid());
        QCOMPARE(model.summaryAt(watched.row()).ref.offset, quint64(510));
        QCOMPARE(watched.row(), 510 - 37);
    }

    void findsItsPlaceWhenEverythingVisibleHasMoved()
    {
        FakeSession session;
        session.range = {{0, 100'000}};
        MessageModel model(session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setQueue(session.queueId, session.total());
        model.setVisibleRange(0, 40);
        settle(model);
        session.range = {{60'000, 100'500}};
        model.refresh(session.total());
        settle(model);
        QTRY_COMPARE(model.rowCount(), 40'500);
        QTRY_COMPARE(keyAt(model, 0), QStringLiteral("key.60000"));
        session.range = {{100'500, 100'500}};
        model.refresh(session.total());
        QTRY_COMPARE(model.rowCount(), 0);
        session.range = {{100'500, 100'503}};
        model.refresh(session.total());
        model.setVisibleRange(0, 2);
        QTRY_COMPARE(keyAt(model, 2), QStringLiteral("key.100502"));
    }

    void showsTheHeadAgainAfterAnUndonePurge()
    {
        FakeSession session;
        session.range = {{1000, 1010}};
        MessageModel model(session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setQueue(session.queueId, session.total());
        model.setVisibleRange(0, 9);
        settle(model);
        session.range = {{990, 1010}};
        model.refresh(session.total());
        model.setVisibleRange(0, 19);
        QTRY_COMPARE(keyAt(model, 0), QStringLiteral("key.990"));
        QTRY_COMPARE(keyAt(model, 19), QStringLiteral("key.1009"));
    }

    void boundsItsMemory()
    {
        FakeSession session;
        session.range = {{0, 10'000'000}};
        MessageModel model(session);
        model.setQueue(session.queueId, session.total());
        for (int row = 0; row < 1'000'000; row += 10'000) {
            model.setVisibleRange(row, row + 50);
            settle(model);
            QVERIFY(model.rowOf({session.queueId, quint64(row)}) == row);
        }
        int cached = 0;
        for (int row = 0; row < 1'000'000; ++row)
            cached += model.summaryAt(row).ref.queue.isValid();
        QVERIFY(cached <= (MessageModel::stretchLimit + 1) * MessageModel::stretchSize);
    }

    void survivesRandomPagingAndUpdates()
    {
        FakeSession session;
        quint64 next = 0;
        for (; next < 3000; ++next)
            session.offsets.push_back(next);
        MessageModel model(session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setQueue(session.queueId, session.total());
        QRandomGenerator random(4711);
        for (int round = 0; round < 150; ++round) {
            const auto action = random.bounded(4);
            if (action == 0 && !session.offsets.empty()) { // the head drains
                for (int i = random.bounded(200); i > 0 && !session.offsets.empty(); --i)
                    session.offsets.pop_front();
            } else if (action == 1) { // messages arrive
                for (int i = random.bounded(200); i > 0; --i)
                    session.offsets.push_back(next++);
            } else if (action == 2 && session.offsets.size() > 60) { // out of order acknowledgements
                for (int i = 0; i < 5; ++i)
                    session.offsets.erase(session.offsets.begin() +
                                          qptrdiff(random.bounded(int(session.offsets.size()))));
            } else {
                const int first = random.bounded(qMax(1, model.rowCount()));
                model.setVisibleRange(first, first + 40);
            }
            model.refresh(session.total());
            settle(model);
        }
        // At rest the visible rows are the truth.
        model.setVisibleRange(0, 40);
        settle(model);
        model.refresh(session.total());
        settle(model);
        QTRY_COMPARE(model.rowCount(), int(session.total()));
        for (int row = 0; row < qMin(40, model.rowCount()); ++row)
            QCOMPARE(model.summaryAt(row).ref.offset, session.offsetAt(quint64(row)));
    }

    void aLogWithHolesIsAskedForOnce()
    {
        FakeSession session;
        session.range = {{0, 1000}};
        session.makeSummary = [](quint64 offset) {
            engine::MessageSummary row;
            if (offset % 3 == 0)
                row.routingKey = QStringLiteral("key.%1").arg(offset);
            else
                row.state = engine::MessageState::Gone;
            return row;
        };
        MessageModel model(session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setLook({true, {}, true});
        model.setQueue(session.queueId, session.total());
        model.setVisibleRange(500, 540);
        settle(model);
        QCOMPARE(session.browses.size(), 1);
        QCOMPARE(keyAt(model, 501), QStringLiteral("key.501"));
        QCOMPARE(keyAt(model, 502), QString());
        QVERIFY(!model.index(502, MessageModel::BodyColumn).data(ui::tables::LoadingRole).toBool());
        QCOMPARE(model.index(502, MessageModel::IndexColumn).data().toString(), QStringLiteral("502"));
        QVERIFY(!model.index(502, MessageModel::BodyColumn).data().toString().isEmpty());
        QCOMPARE(model.index(502, MessageModel::SizeColumn).data().toString(), QString());
    }

    void anAnswerThatIsTooShortIsNotAskedForAgainAtOnce()
    {
        FakeSession session;
        session.range = {{0, 1000}};
        session.leftOut = 20;
        MessageModel model(session);
        model.setQueue(session.queueId, session.total());
        model.setVisibleRange(960, 999);
        QTRY_VERIFY(!model.isFetching());
        QCOMPARE(session.browses.size(), 1);
        session.leftOut = 0;
        model.refresh(session.total());
        QTRY_COMPARE(keyAt(model, 999), QStringLiteral("key.999"));
    }

    void aDeletedQueueIsEmpty()
    {
        FakeSession session;
        session.range = {{0, 10}};
        MessageModel model(session);
        model.setQueue(engine::QueueId{99}, 10);
        model.setVisibleRange(0, 9);
        settle(model);
        QTRY_COMPARE(model.rowCount(), 0);
        QVERIFY(!model.problem().isEmpty());
    }

    void theTableScrollsThroughTenMillion()
    {
        FakeSession session;
        session.range = {{0, 10'000'000}};
        MessageModel model(session);
        model.setQueue(session.queueId, session.total());
        VirtualTable table;
        table.setFollowTop(false);
        table.resize(900, 600);
        QElapsedTimer clock;
        clock.start();
        table.setModel(&model);
        connect(&table, &VirtualTable::visibleRangeChanged, &model, &MessageModel::setVisibleRange);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QTest::keyClick(&table, Qt::Key_End);
        QTRY_COMPARE(table.currentIndex().row(), 9'999'999);
        QTRY_COMPARE(keyAt(model, 9'999'999), QStringLiteral("key.9999999"));
        QTest::keyClick(&table, Qt::Key_Home);
        QCOMPARE(table.currentIndex().row(), 0);
        QTest::keyClick(&table, Qt::Key_PageDown);
        QVERIFY(table.currentIndex().row() >= 10);
        const QPoint third(100, table.rowHeight() * 2 + 5);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, third);
        QCOMPARE(table.currentIndex().row(), table.firstVisibleRow() + 2);
        // Head drains: what is read stays in place, at once.
        const int row = table.currentIndex().row() + 5000;
        table.setCurrentIndex(model.index(row, 0));
        QTRY_VERIFY(model.summaryAt(row).ref.queue.isValid());
        const int top = table.firstVisibleRow();
        clock.restart();
        session.range = {{1000, 10'000'000}};
        model.refresh(session.total());
        QTRY_COMPARE(model.rowCount(), 9'999'000);
        QCOMPARE(table.currentIndex().row(), row - 1000);
        QCOMPARE(table.firstVisibleRow(), top - 1000);
        QVERIFY(clock.elapsed() < 500);
    }

    void thePageKeepsTheSelectedMessage()
    {
        FakeSession session;
        for (quint64 i = 0; i < 500; ++i)
            session.offsets.push_back(i);
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        QSignalSpy selected(&page, &ui::pages::QueuePage::messageSelected);
        QSignalSpy left(&page, &ui::pages::QueuePage::messageLeft);
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *table = page.findChild<VirtualTable *>();
        auto *model = page.findChild<MessageModel *>();
        QTRY_VERIFY(model->summaryAt(5).ref.queue.isValid());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(100, table->rowHeight() * 5 + 4));
        QTRY_COMPARE(selected.count(), 1);
        QCOMPARE(selected.at(0).at(0).value<engine::MessageRef>().offset, quint64(5));
        // Three before it are acknowledged, one of them out of order.
        session.offsets.erase(session.offsets.begin() + 3);
        session.offsets.pop_front();
        session.offsets.pop_front();
        session.sendQueues({snapshotOf(session)});
        QTRY_COMPARE(model->summaryAt(table->currentIndex().row()).ref.offset, quint64(5));
        QTRY_COMPARE(table->currentIndex().row(), 2);
        QCOMPARE(selected.count(), 1);
        // It leaves itself.
        session.offsets.erase(session.offsets.begin() + 2);
        session.sendQueues({snapshotOf(session)});
        QTRY_COMPARE(left.count(), 1);
        QCOMPARE(left.at(0).at(0).value<engine::MessageRef>().offset, quint64(5));
    }

    void thePageFollowsTheTail()
    {
        FakeSession session;
        session.range = {{0, 5000}};
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *table = page.findChild<VirtualTable *>();
        auto *model = page.findChild<MessageModel *>();
        page.setFollowing(true);
        QTRY_VERIFY(model->summaryAt(4999).ref.queue.isValid());
        session.range = {{100, 6000}};
        session.sendQueues({snapshotOf(session)});
        QTRY_COMPARE(model->rowCount(), 5900);
        QTRY_VERIFY(table->isAtBottom());
        QTRY_COMPARE(model->summaryAt(5899).ref.offset, quint64(5999));
        QVERIFY(page.isFollowing());
        QTest::keyClick(table, Qt::Key_Up);
        QTRY_VERIFY(!page.isFollowing() || table->currentIndex().row() == 5899);
        page.jumpTo(1);
        QVERIFY(!page.isFollowing());
        QTRY_COMPARE(model->summaryAt(0).ref.offset, quint64(100));
    }

    void thePageFindsInTheWholeQueue()
    {
        FakeSession session;
        session.range = {{0, 1'000'000}};
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        QSignalSpy selected(&page, &ui::pages::QueuePage::messageSelected);
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_VERIFY(page.findChild<MessageModel *>()->summaryAt(5).ref.queue.isValid());
        auto *filter = page.findChild<QLineEdit *>(QStringLiteral("messageFilter"));
        QTest::keyClicks(filter, QStringLiteral("key:key.7*"));
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(session.scans.size(), 1);
        QCOMPARE(session.scans.front().logs, QList<engine::QueueId>{session.queueId});
        QCOMPARE(session.scans.front().filter.routingKey, QStringLiteral("key.7*"));
        // The loaded ones that match are there: 7, 70 … 79 and more.
        ui::pages::MessageTable &table = page.messages().table();
        QCOMPARE(keyOf(table, 0), QStringLiteral("key.7"));
        QVERIFY(table.model()->rowCount() >= 11);
        engine::ScanBatch batch;
        batch.found = {session.summary(7), session.summary(777'777)};
        batch.examined = batch.total = 1'000'000;
        batch.isComplete = true;
        const int before = table.model()->rowCount();
        session.sendFound(batch);
        QCOMPARE(table.model()->rowCount(), before + 1);
        QTest::keyClick(&table, Qt::Key_End);
        QCOMPARE(selected.back().front().value<engine::MessageRef>().offset, quint64(777'777));
        // A place is one in the whole queue.
        page.jumpTo(5001);
        QCOMPARE(session.scansUnderWay(), 0);
        QTRY_COMPARE(selected.back().front().value<engine::MessageRef>().offset, quint64(5000));
        QVERIFY(filter->text().isEmpty());
    }

    void aLookAtWhatWasFoundIsBounded()
    {
        FakeSession session;
        session.range = {{0, 50'000}};
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.messages().setFilterText(QStringLiteral("size>1"));
        page.messages().search().searchOn(); // 10,000
        engine::ScanBatch batch;
        for (quint64 offset = 40'000; offset < 50'000; ++offset)
            batch.found << session.summary(offset);
        batch.examined = batch.total = 50'000;
        batch.isComplete = true;
        session.sendFound(batch);
        ui::pages::MessageTable &table = page.messages().table();
        QCOMPARE(table.model()->rowCount(), 10'000);
        // All but the newest hundred are consumed: all of it goes, a part at a time.
        session.range = {{49'900, 50'000}};
        session.standingsAsked.clear();
        session.sendQueues({snapshotOf(session)});
        QTRY_COMPARE_WITH_TIMEOUT(table.model()->rowCount(), 100, 20'000);
        QCOMPARE(table.model()->index(0, MessageModel::KeyColumn).data().toString(), QStringLiteral("key.49900"));
        for (const qsizetype asked : std::as_const(session.standingsAsked))
            QVERIFY(asked <= ui::pages::MessageSearch::mostLooked + table.visibleRows() + 1);
        QVERIFY(session.standingsAsked.size() >= 3);
    }

    void whatIsLookedForAgainMakesRoom_data()
    {
        QTest::addColumn<engine::ScanRequest::Order>("order");
        QTest::newRow("the newest") << engine::ScanRequest::Order::NewestFirst;
        QTest::newRow("the oldest") << engine::ScanRequest::Order::OldestFirst;
    }
    /// Offsets are counted from the end that is asked for first.
    void whatIsLookedForAgainMakesRoom()
    {
        QFETCH(engine::ScanRequest::Order, order);
        const bool isNewestFirst = order == engine::ScanRequest::Order::NewestFirst;
        const auto offsetOf = [isNewestFirst](quint64 place) { return isNewestFirst ? 999 - place : place; };
        const auto stretch = [&offsetOf](quint64 from, quint64 to) {
            QList<engine::MessageSummary> rows;
            for (quint64 place = from; place < to; ++place) {
                engine::MessageSummary row;
                row.ref = {{1}, offsetOf(place)};
                rows << row;
            }
            return rows;
        };
        ui::models::FoundModel model;
        const QAbstractItemModelTester tester(&model);
        const auto placeAt = [&](int row) {
            return offsetOf(model.summaryAt(isNewestFirst ? model.rowCount() - 1 - row : row).ref.offset);
        };
        engine::ScanRequest request;
        request.logs = {{1}};
        request.order = order;
        request.limit = 100;
        model.reset({}, request);
        model.add(stretch(0, 100));
        // The first hundred are gone: those behind them stay.
        model.doubtAll();
        model.add(stretch(100, 150));
        QCOMPARE(model.rowCount(), 150);
        QCOMPARE(model.endDoubt(false).size(), 100);
        QCOMPARE(model.rowCount(), 50);
        QCOMPARE(placeAt(0), quint64(100));
        // What is found twice is in doubt no more; of what is found the limit lets through as much as ever.
        model.doubtAll();
        model.add(stretch(101, 220));
        QCOMPARE(model.endDoubt(true), (QList<engine::MessageRef>{{{1}, offsetOf(100)}}));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(placeAt(0), quint64(101));
        QCOMPARE(placeAt(99), quint64(200));
        // What is only behind the limit has not left.
        model.doubtAll();
        model.add(stretch(50, 150));
        QVERIFY(model.endDoubt(true).isEmpty());
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(placeAt(0), quint64(50));
        QCOMPARE(placeAt(99), quint64(149));
    }

    void theRestIsFoundWhenTheFirstHaveBeenMoved()
    {
        FakeSession session;
        session.range = {{0, 1500}};
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.messages().goToTime(QDateTime::fromMSecsSinceEpoch(1));
        QCOMPARE(session.scans.back().order, engine::ScanRequest::Order::OldestFirst);
        const auto find = [&session](quint64 from, quint64 to) {
            engine::ScanBatch batch;
            for (quint64 offset = from; offset < to; ++offset)
                batch.found << session.summary(offset);
            batch.examined = batch.total = 1500;
            batch.isComplete = true;
            batch.isLimited = to < 1500;
            session.sendFound(batch);
        };
        find(0, 1000);
        const ui::pages::MessageTable &table = page.messages().table();
        QCOMPARE(table.model()->rowCount(), 1000);
        session.range = {{1000, 1500}};
        session.deferred = true; // how they stand is not known before the search is through
        page.messages().reload();
        find(1000, 1500);
        QCOMPARE(table.model()->rowCount(), 500);
        QCOMPARE(table.messageAt(0).ref.offset, quint64(1000));
        session.answer();
        QCOMPARE(table.model()->rowCount(), 500);
    }

    void whatWasStoppedStaysStopped()
    {
        FakeSession session;
        session.range = {{0, 100}};
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.messages().setFilterText(QStringLiteral("size>1"));
        engine::ScanBatch batch;
        for (quint64 offset = 90; offset < 100; ++offset)
            batch.found << session.summary(offset);
        batch.examined = 10;
        batch.total = 100;
        session.sendFound(batch);
        ui::pages::MessageSearch &search = page.messages().search();
        search.stop();
        QCOMPARE(session.scansUnderWay(), 0);
        const qsizetype scans = session.scans.size();
        // An action has taken the newest: they go, and nothing else is looked for.
        session.range = {{0, 95}};
        page.messages().reload();
        QTRY_COMPARE(search.found().rowOf({session.queueId, 99}), -1);
        QVERIFY(search.found().rowOf({session.queueId, 94}) >= 0);
        QCOMPARE(session.scans.size(), scans);
        QVERIFY(!search.isSearching());
    }

    void aTopicOfTwentyMillionOpensAndJumps()
    {
        FakeSession session;
        session.range = {{1'000'000, 21'000'000}};
        engine::TopicSnapshot topic;
        topic.id = {3};
        topic.spec.name = QStringLiteral("clicks");
        engine::PartitionSnapshot partition;
        partition.log = session.queueId;
        partition.firstOffset = 1'000'000;
        partition.nextOffset = 21'000'000;
        topic.partitions = {partition};
        QElapsedTimer clock;
        clock.start();
        ui::pages::TopicPage page(session, topic);
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *model = page.findChild<MessageModel *>();
        QTRY_VERIFY(model->summaryAt(0).ref.queue.isValid());
        page.jumpTo(15'000'000);
        QTRY_COMPARE(model->summaryAt(14'000'000).ref.offset, quint64(15'000'000));
        page.setFollowing(true);
        QTRY_VERIFY(model->summaryAt(19'999'999).ref.queue.isValid());
        for (const auto &[first, count] : session.browses)
            QVERIFY(count <= MessageModel::fetchLimit);
        QVERIFY(session.browses.size() <= 10);
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    }

    void thePageStopsWatchingWhenHidden()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        ui::pages::QueuePage page(session, theme, snapshotOf(session));
        page.show();
        QVERIFY(session.isWatchingQueues());
        page.hide();
        QVERIFY(!session.isWatchingQueues());
        const auto asked = session.browses.size();
        QTest::qWait(0);
        QCOMPARE(session.browses.size(), asked);
    }
};

SIGHTGLASS_WINDOW_TEST(TestMessageModel)
#include "tst_messagemodel.moc"
