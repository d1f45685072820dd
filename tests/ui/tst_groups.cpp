// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer groups in the window: models, the list, moving offsets with a preview, and their marks on a topic's lanes.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/groupactions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/resetoffsetsform.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/groupmodel.h"
#include "ui/models/roles.h"
#include "ui/pages/groupspage.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/partitionlanes.h"
#include "ui/widgets/timechart.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace ui;
using engine::GroupOffsetSnapshot;
using engine::GroupSnapshot;
using engine::OffsetResetRequest;
using engine::OffsetResetStep;
using tests::FakeSession;

namespace {

/// "analytics": one member, behind in partition 0 of clicks, nearly done in partition 1, and orders, which is not there any more.
GroupSnapshot analytics()
{
    GroupSnapshot g;
    g.virtualHost = u"/"_s;
    g.name = u"analytics"_s;
    g.state = GroupSnapshot::State::Stable;
    g.protocolType = u"consumer"_s;
    g.protocol = u"range"_s;
    g.members = {{u"a-1"_s, {}, u"a"_s, u"127.0.0.1"_s, {{u"clicks"_s, 0}, {u"clicks"_s, 1}, {u"clicks"_s, 2}}}};
    g.offsets = {GroupOffsetSnapshot{{u"clicks"_s, 0}, 100, 0, 500, 400, 38'000},
                 GroupOffsetSnapshot{{u"clicks"_s, 1}, 495, 0, 500, 5, 40},
                 GroupOffsetSnapshot{{u"orders"_s, 0}, 7, 0, 0, {}, {}}};
    g.lag = 405;
    g.lagMs = 38'000;
    return g;
}

GroupSnapshot archive()
{
    GroupSnapshot g;
    g.virtualHost = u"/"_s;
    g.name = u"archive"_s;
    g.offsets = {GroupOffsetSnapshot{{u"clicks"_s, 0}, 500, 0, 500, 0, 0}};
    g.lag = 0;
    g.lagMs = 0;
    return g;
}

engine::TopicSnapshot clicksTopic()
{
    engine::TopicSnapshot t;
    t.id = {5};
    t.spec.name = u"clicks"_s;
    for (quint32 number = 0; number < 3; ++number) {
        engine::PartitionSnapshot p;
        p.log = {500 + number};
        p.number = number;
        p.nextOffset = p.records = 500;
        t.partitions << p;
    }
    return t;
}

OffsetResetStep step(quint32 partition, qint64 from, std::optional<qint64> to)
{
    OffsetResetStep s;
    s.partition = {u"clicks"_s, partition};
    s.current = from;
    s.target = to;
    s.lagBefore = 500 - from;
    s.lagAfter = 500 - to.value_or(from);
    return s;
}

} // namespace

class TestGroups : public QObject
{
    Q_OBJECT
private:
    template <typename Dialog>
    static Dialog *opened(QWidget &window)
    {
        for (Dialog *dialog : window.findChildren<Dialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    static void choose(QWidget &form, OffsetResetRequest::To to)
    {
        auto *box = form.findChild<QComboBox *>(u"to"_s);
        box->setCurrentIndex(box->findData(int(to)));
    }

private Q_SLOTS:
    void modelsFollowAnySequence()
    {
        QRandomGenerator random(5);
        models::GroupModel groups;
        models::GroupPlaceModel places;
        models::GroupMemberModel members;
        models::ResetStepModel steps;
        const QAbstractItemModelTester groupTester(&groups);
        const QAbstractItemModelTester placeTester(&places);
        const QAbstractItemModelTester memberTester(&members);
        const QAbstractItemModelTester stepTester(&steps);
        for (int round = 0; round < 60; ++round) {
            QList<GroupSnapshot> some;
            QList<OffsetResetStep> plan;
            for (quint32 i = 0; i < 12; ++i) {
                GroupSnapshot g = analytics();
                g.name += QString::number(i);
                g.offsets.resize(random.bounded(3));
                g.members.resize(random.bounded(2));
                if (random.bounded(2))
                    some << g;
                if (random.bounded(2))
                    plan << step(i, 100, random.bounded(500));
            }
            groups.update(some);
            QCOMPARE(groups.rowCount(), int(some.size()));
            const GroupSnapshot shown = some.isEmpty() ? GroupSnapshot() : some.front();
            places.update(models::placesOf(shown));
            members.update(shown.members);
            steps.update(plan);
            QCOMPARE(steps.rowCount(), int(plan.size()));
        }
    }

    void modelsSpeak()
    {
        models::GroupModel groups;
        groups.update({archive(), analytics()});
        using G = models::GroupModel;
        QCOMPARE(groups.index(0, G::Name).data(), u"analytics"_s);
        QCOMPARE(groups.index(0, G::State).data(), u"Stable"_s);
        QCOMPARE(groups.index(0, G::Members).data(), u"1"_s);
        QCOMPARE(groups.index(0, G::Topics).data(), u"2"_s);
        QCOMPARE(groups.index(0, G::Lag).data(), u"405"_s);
        QCOMPARE(groups.index(0, G::Behind).data(), u"38 s"_s);
        QCOMPARE(groups.index(0, G::Lag).data(models::ToneRole).toInt(), int(models::Tone::Unacked));
        QCOMPARE(groups.index(1, G::State).data(), u"Empty"_s);
        QCOMPARE(groups.index(1, G::Lag).data(), u"0"_s);
        QCOMPARE(groups.index(1, G::Behind).data(), QString());
        GroupSnapshot begins = analytics();
        begins.name = u"begins"_s;
        begins.offsets.clear();
        begins.lag = begins.lagMs = std::nullopt;
        groups.update({archive(), begins});
        QCOMPARE(groups.index(1, G::Name).data(), u"begins"_s);
        QCOMPARE(groups.index(1, G::Lag).data(), u"–"_s);
        QCOMPARE(groups.index(1, G::Behind).data(), QString());
        QCOMPARE(groups.index(1, G::Lag).data(models::ToneRole).toInt(), int(models::Tone::Muted));
        QCOMPARE(groups.index(1, G::Lag).data(models::SortRole).toInt(), -1); // before one that has read all
        models::GroupPlaceModel places;
        places.update(models::placesOf(analytics()));
        using P = models::GroupPlaceModel;
        QCOMPARE(places.rowCount(), 4); // one is assigned and has nothing committed, one is not there any more
        QCOMPARE(places.index(0, P::Lag).data(), u"400"_s);
        QCOMPARE(places.index(0, P::Member).data(), u"a"_s);
        QCOMPARE(places.index(2, P::Committed).data(), u"nothing"_s);
        QCOMPARE(places.index(3, P::Topic).data(), u"orders"_s);
        QCOMPARE(places.index(3, P::Lag).data(), u"–"_s);
        QCOMPARE(places.index(3, P::Member).data(), u"nobody"_s);
        models::GroupMemberModel members;
        members.update(analytics().members);
        QCOMPARE(members.index(0, models::GroupMemberModel::Assignment).data(), u"clicks 0, 1, 2"_s);
        QCOMPARE(models::lagText(400, 38'000), u"is 400 messages and 38 s behind"_s);
        QCOMPARE(models::lagText(1, std::nullopt), u"is 1 message behind"_s);
        QCOMPARE(models::lagText(0, 0), u"has read all"_s);
    }

    void listShowsDetailsAndDeletes()
    {
        FakeSession session;
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::GroupActions actions(session, broker, &window, nullptr);
        pages::GroupsPage page(session, actions, &window);
        page.resize(1100, 600);
        window.resize(1100, 600);
        window.show();
        QTRY_COMPARE(page.stateView()->kind(), widgets::StateView::Kind::Empty);
        session.groups = {analytics(), archive()};
        session.push();
        QTRY_COMPARE(page.view()->model()->rowCount(), 2);
        page.selectGroup(u"/"_s, u"analytics"_s);
        QVERIFY(page.selected());
        auto *tabs = page.findChild<QTabWidget *>();
        QCOMPARE(tabs->tabText(0), u"Offsets  4"_s);
        QCOMPARE(tabs->tabText(1), u"Members  1"_s);
        const auto named = [&page](const QString &text) {
            for (QAction *action : page.actions()) {
                if (action->text() == text)
                    return action;
            }
            return static_cast<QAction *>(nullptr);
        };
        QVERIFY(!named(u"Delete…"_s)->isEnabled()); // it has a member
        page.selectGroup(u"/"_s, u"archive"_s);
        QVERIFY(named(u"Delete…"_s)->isEnabled());
        named(u"Delete…"_s)->trigger();
        auto *confirm = opened<dialogs::ConfirmDialog>(window);
        QVERIFY(confirm);
        confirm->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"deleteGroup archive"_s));
    }

    void resetShowsBeforeAndAfter()
    {
        FakeSession session;
        session.plan = {step(0, 100, 0), step(1, 495, 0)};
        QWidget window;
        auto *form = new dialogs::ResetOffsetsForm(session, analytics(), {u"clicks"_s, {}, {}}, &window);
        const QSignalSpy done(form, &dialogs::ResetOffsetsForm::done);
        form->open();
        QTRY_COMPARE(form->plan().size(), 2);
        QCOMPARE(session.plannedResets.back().to, OffsetResetRequest::To::Earliest);
        QCOMPARE(session.plannedResets.back().partitions.size(), 3); // of clicks only
        auto *model = form->findChild<models::ResetStepModel *>();
        QCOMPARE(model->index(0, models::ResetStepModel::Before).data(), u"100"_s);
        QCOMPARE(model->index(0, models::ResetStepModel::After).data(), u"0"_s);
        QCOMPARE(model->index(1, models::ResetStepModel::LagAfter).data(), u"500"_s);
        QCOMPARE(form->findChild<QLabel *>(u"summary"_s)->text(),
                 u"2 partitions change: 595 messages to read again."_s);
        QVERIFY(form->findChild<QCheckBox *>(u"fence"_s)->isChecked());
        form->okButton()->click();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(session.commands, QStringList(u"resetOffsets analytics 2 fence"_s));
    }

    void resetAsksAgainForEveryTarget()
    {
        FakeSession session;
        session.plan = {step(0, 100, 97)};
        QWidget window;
        auto *form = new dialogs::ResetOffsetsForm(session, archive(), {}, &window);
        form->open();
        using To = OffsetResetRequest::To;
        QVERIFY(!form->findChild<QCheckBox *>(u"fence"_s)); // nobody to hold back
        auto *value = form->findChild<QLineEdit *>(u"value"_s);
        QVERIFY(!value->isVisible());
        choose(*form, To::Shift);
        QVERIFY(value->isVisible());
        QVERIFY(!form->okButton()->isEnabled()); // by how many?
        value->setText(u"-3"_s);
        QTRY_VERIFY(form->okButton()->isEnabled());
        QCOMPARE(session.plannedResets.back().to, To::Shift);
        QCOMPARE(session.plannedResets.back().value, -3);
        choose(*form, To::Offset);
        QVERIFY(!form->okButton()->isEnabled()); // there is no offset below 0
        choose(*form, To::Timestamp);
        auto *time = form->findChild<QDateTimeEdit *>(u"time"_s);
        QVERIFY(time->isVisible());
        const QDateTime noon = QDateTime::currentDateTime().addDays(-1);
        time->setDateTime(noon);
        QCOMPARE(session.plannedResets.back().value, noon.toMSecsSinceEpoch());
        choose(*form, To::Copy);
        QVERIFY(!form->okButton()->isEnabled());
        form->findChild<QLineEdit *>(u"other"_s)->setText(u"analytics"_s);
        QTRY_VERIFY(form->okButton()->isEnabled());
        QCOMPARE(session.plannedResets.back().copyFrom, u"analytics"_s);
        // A plan that changes nothing is not sent.
        session.plan = {step(0, 100, 100)};
        choose(*form, To::Latest);
        QTRY_COMPARE(form->plan().size(), 1);
        QVERIFY(!form->okButton()->isEnabled());
    }

    void resetOfOnePartition()
    {
        FakeSession session;
        session.plan = {step(1, 495, 20)};
        QWidget window;
        auto *form = new dialogs::ResetOffsetsForm(session, analytics(), {u"clicks"_s, 1u, 20u}, &window);
        form->open();
        QTRY_COMPARE(form->plan().size(), 1);
        const OffsetResetRequest &asked = session.plannedResets.back();
        QCOMPARE(asked.to, OffsetResetRequest::To::Offset);
        QCOMPARE(asked.value, 20);
        QCOMPARE(asked.partitions, (QList<engine::PartitionName>{{u"clicks"_s, 1}}));
        auto *partition = form->findChild<QComboBox *>(u"partition"_s);
        QCOMPARE(partition->count(), 4); // all, and its three
        partition->setCurrentIndex(0);
        QCOMPARE(session.plannedResets.back().partitions.size(), 3);
        auto *topic = form->findChild<QComboBox *>(u"topic"_s);
        topic->setCurrentIndex(0);
        QVERIFY(!partition->isEnabled()); // of all topics, all
        QCOMPARE(session.plannedResets.back().partitions.size(), 4);
    }

    void aMarkIsDraggedToAnOffset()
    {
        const QTemporaryDir folder;
        settings::Settings settings(folder.filePath(u"window.ini"_s));
        theme::Theme theme(*qApp);
        FakeSession session;
        session.topics = {clicksTopic()};
        session.groups = {analytics(), archive()};
        session.plan = {step(0, 100, 300)};
        mainwindow::MainWindow window(session, theme, settings);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.openTopic(session.topics.front());
        auto *page = window.tabs().currentWidget();
        auto *lanes = page->findChild<widgets::PartitionLanes *>();
        QTRY_COMPARE(lanes->lanes().front().marks.size(), 2);
        const QSignalSpy moved(lanes, &widgets::PartitionLanes::markMoved);
        const QPoint from = lanes->handleOf(0, 100);
        const QPoint to(lanes->positionOf(0, 300).x(), from.y());
        const auto drag = [&](const QPoint &where) {
            QTest::mousePress(lanes, Qt::LeftButton, {}, from);
            QTest::mouseMove(lanes, (from + where) / 2);
            QTest::mouseMove(lanes, where);
        };
        // Given up.
        drag(to);
        QTest::keyClick(lanes, Qt::Key_Escape);
        QTest::mouseRelease(lanes, Qt::LeftButton, {}, to);
        QVERIFY(moved.isEmpty());
        QVERIFY(!opened<dialogs::ResetOffsetsForm>(window));
        // A click on a mark moves nothing.
        QTest::mouseClick(lanes, Qt::LeftButton, {}, from);
        QVERIFY(moved.isEmpty());
        drag(to);
        QTest::mouseRelease(lanes, Qt::LeftButton, {}, to);
        QCOMPARE(moved.count(), 1);
        const qint64 offset = moved.front().at(2).toLongLong();
        QVERIFY(qAbs(offset - 300) <= 2);
        auto *form = opened<dialogs::ResetOffsetsForm>(window);
        QVERIFY(form);
        QCOMPARE(session.plannedResets.back().group, u"analytics"_s);
        QCOMPARE(session.plannedResets.back().value, offset);
        QCOMPARE(session.plannedResets.back().partitions, (QList<engine::PartitionName>{{u"clicks"_s, 0}}));
        QTRY_VERIFY(form->okButton()->isEnabled());
        QVERIFY(session.commands.isEmpty()); // nothing is moved before it is said so
        form->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"resetOffsets analytics 1 fence"_s));
        // Beyond the end is the end.
        drag({lanes->width() - 1, from.y()});
        QTest::mouseRelease(lanes, Qt::LeftButton, {}, QPoint(lanes->width() - 1, from.y()));
        QCOMPARE(moved.back().at(2).toULongLong(), 500ull);
    }

    void historyOfTheLag()
    {
        FakeSession session;
        session.groups = {analytics(), archive()};
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::GroupActions actions(session, broker, &window, nullptr);
        pages::GroupsPage page(session, actions, &window);
        page.resize(1100, 700);
        window.resize(1100, 700);
        window.show();
        QTRY_COMPARE(page.view()->model()->rowCount(), 2);
        const QList<widgets::TimeChart *> charts = page.findChildren<widgets::TimeChart *>();
        QCOMPARE(charts.size(), 2);
        auto *tabs = page.findChild<QTabWidget *>();
        tabs->setCurrentIndex(2);
        page.selectGroup(u"/"_s, u"archive"_s);
        QTRY_VERIFY(!session.followed.isEmpty());
        QCOMPARE(session.followed.back().subject, engine::HistorySubject::ofGroup(u"/"_s, u"archive"_s));
        QCOMPARE(charts.front()->data().size(), 0); // nothing is known yet
        engine::HistorySeries lag{engine::HistoryFigure::Lag, {}}, behind{engine::HistoryFigure::LagMs, {}};
        for (int i = 0; i < 100; ++i) {
            lag.values << i * 1000;
            behind.values << (i == 50 ? std::numeric_limits<double>::quiet_NaN() : i * 300);
        }
        session.recorded.firstMs = QDateTime(QDate(2026, 11, 26), QTime(12, 0)).toMSecsSinceEpoch();
        session.recorded.series = {lag, behind};
        page.selectGroup(u"/"_s, u"analytics"_s);
        QTRY_COMPARE(charts.front()->data().size(), 100);
        QCOMPARE(session.followed.back().subject, engine::HistorySubject::ofGroup(u"/"_s, u"analytics"_s));
        QCOMPARE(charts.front()->textAt(99), u"12:01:40  not read yet 99,000"_s);
        QCOMPARE(charts.back()->textAt(99), u"12:01:40  behind 30 s"_s);
        charts.back()->setFocus();
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(charts.back(), Qt::Key_Left);
        QCOMPARE(charts.back()->accessibleDescription(), u"12:00:51  behind unknown"_s);
    }

    void lanesMarkTheGroups()
    {
        FakeSession session;
        session.topics = {clicksTopic()};
        session.groups = {analytics(), archive()};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 700);
        page.show();
        auto *lanes = page.findChild<widgets::PartitionLanes *>();
        QTRY_COMPARE(lanes->lanes().front().marks.size(), 2);
        const widgets::LaneMark &slow = lanes->lanes().front().marks.front();
        QVERIFY(slow.isBehind);
        QCOMPARE(slow.offset, 100ull);
        QCOMPARE(slow.words, u"analytics is 400 messages and 38 s behind"_s);
        QVERIFY(!lanes->lanes().front().marks.back().isBehind);
        QVERIFY(!lanes->lanes().at(1).marks.front().isBehind); // 40 ms are nothing
        QVERIFY(lanes->lanes().at(2).marks.isEmpty());
        auto *groups = page.findChild<models::GroupModel *>();
        QCOMPARE(groups->rowCount(), 2);
        // What it has in other topics does not count here.
        QCOMPARE(groups->index(0, models::GroupModel::Topics).data(), u"1"_s);
    }

    void windowOpensTheGroupOfATopic()
    {
        const QTemporaryDir folder;
        settings::Settings settings(folder.filePath(u"window.ini"_s));
        theme::Theme theme(*qApp);
        FakeSession session;
        session.topics = {clicksTopic()};
        session.groups = {analytics(), archive()};
        session.overview.groups = 2;
        mainwindow::MainWindow window(session, theme, settings);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        session.push();
        using Section = models::NavigatorModel::Section;
        QTRY_COMPARE(window.navigator().contents().sectionIndex(Section::Groups).data(models::SortRole), u"2"_s);
        window.openTopic(session.topics.front());
        auto *topic = qobject_cast<pages::TopicPage *>(window.tabs().currentWidget());
        QVERIFY(topic);
        Q_EMIT topic->groupOpened(u"/"_s, u"archive"_s);
        QCOMPARE(window.tabs().currentId(), u"groups"_s);
        auto *groups = qobject_cast<pages::GroupsPage *>(window.tabs().currentWidget());
        QTRY_VERIFY(groups->selected());
        QCOMPARE(groups->selected()->name, u"archive"_s);
    }
};

SIGHTGLASS_WINDOW_TEST(TestGroups)
#include "tst_groups.moc"
