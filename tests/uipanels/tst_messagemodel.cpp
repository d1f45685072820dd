// SPDX-License-Identifier: GPL-3.0-or-later
// MessageModel and the page over it: any depth, moving head and tail, selection that stays on its message.
#include "fakesession.h"

#include "ui/models/messagemodel.h"
#include "ui/pages/queuepage.h"
#include "ui/tables/cells.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
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

QTEST_MAIN(TestMessageModel)
#include "tst_messagemodel.moc"
