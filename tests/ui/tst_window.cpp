// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window over a session without a broker: pages and their states, tabs, filter, actions with undo, what is remembered,
// and that nothing is watched that is not seen.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/dialogs/purgequeuedialog.h"
#include "ui/mainwindow/brokerstatusbar.h"
#include "ui/mainwindow/filterfield.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/statuspill.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/queuemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/bindingspanel.h"
#include "ui/pages/clienteventspanel.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/queuedetails.h"
#include "ui/pages/queuespage.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/connectsnippet.h"
#include "ui/widgets/listdelegate.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/noticebar.h"

#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QStatusBar>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;
using ui::pages::ExchangesPage;
using ui::pages::QueuesPage;
using ui::widgets::StateView;

class TestWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void showsTheQueues();
    void teachesWhenEmpty();
    void showsEveryState_data();
    void showsEveryState();
    void filtersTheCurrentPage();
    void findsAQueueWhereNothingIsFiltered();
    void opensAQueueByKeyboard();
    void opensFromTheNavigator();
    void purgesAndTakesBack();
    void asksBeforeItPurgesForGood();
    void anExpiredUndoTakesNothingElseBack();
    void unbindsAndBindsAgain();
    void deletingClosesTheTab();
    void reportsAFailure();
    void offersAFreePort();
    void warningsWaitUntilTheyAreDismissed();
    void sortsAndChoosesColumnsByKeyboard();
    void theMenuKeyMeansTheSelectedRow();
    void watchesOnlyWhatIsSeen();
    void tellsHowSafeAConfirmIs();
    void saysNothingOfConfirmsWithoutABroker();
    void remembersLayoutAndTabs();
    void chosenColumnsAreKept();
    void switchesTheTheme();
    void largerLettersCutNoHeading();
    void tenThousandQueuesAreNoTrouble();
    void manyTabsKeepTheirNames();
    void oneListAtATimeHasATab();
    void aNoticeMovesNothing();
    void severalVirtualHostsAreTold();
    void columnsGiveWayWhereThereIsNoRoom();
    void figuresWithoutRoomAreRounded();
    void tellsWhatWentWrongWithClients();
    void tellsWhoWaitsAndWhy();
    void listsTheArgumentsOfAQueue();

private:
    MainWindow &window() { return *m_window; }
    void makeWindow();
    template <typename T>
    T *page(const QString &id)
    {
        window().openPage(id);
        return qobject_cast<T *>(window().tabs().currentWidget());
    }
    /// Selects the row of this name and answers whether it was there.
    bool select(ui::pages::ListPage &list, const QString &name);
    QAction *actionOf(QWidget &widget, const QString &text);

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindow::initTestCase()
{
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestWindow::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
}

void TestWindow::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestWindow::makeWindow()
{
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

bool TestWindow::select(ui::pages::ListPage &list, const QString &name)
{
    const QAbstractItemModel *model = list.view()->model();
    const QModelIndexList found = model->match(model->index(0, 1), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return false;
    list.view()->setCurrentIndex(found.first());
    return true;
}

QAction *TestWindow::actionOf(QWidget &widget, const QString &text)
{
    for (QAction *action : widget.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

void TestWindow::showsTheQueues()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_COMPARE(queues->view()->model()->rowCount(), 6);
    QVERIFY(queues->view()->isVisible());
    QVERIFY(select(*queues, u"orders.eu"_s));
    m_session->queues[0].ready = 99;
    m_session->push();
    QCOMPARE(queues->selected()->ready, quint64(99));
    m_session->queues.removeFirst();
    m_session->push();
    QTRY_COMPARE(queues->view()->model()->rowCount(), 5);
}

void TestWindow::teachesWhenEmpty()
{
    m_session->queues.clear();
    m_session->currentListeners[0].address = u"127.0.0.1:5673"_s;
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_COMPARE(queues->stateView()->kind(), StateView::Kind::Empty);
    auto *snippet = queues->findChild<ui::widgets::ConnectSnippet *>();
    QVERIFY(snippet->isVisible());
    QVERIFY(snippet->code().contains(u"localhost:5673"_s));
}

void TestWindow::showsEveryState_data()
{
    using State = engine::BrokerSession::State;
    QTest::addColumn<engine::BrokerSession::State>("state");
    QTest::addColumn<StateView::Kind>("kind");
    QTest::newRow("starting") << State::Starting << StateView::Kind::Loading;
    QTest::newRow("failed") << State::Failed << StateView::Kind::Failed;
    QTest::newRow("stopped") << State::Stopped << StateView::Kind::Disconnected;
}

void TestWindow::showsEveryState()
{
    QFETCH(engine::BrokerSession::State, state);
    QFETCH(StateView::Kind, kind);
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_VERIFY(queues->view()->isVisible());
    m_session->enter(state, u"the data directory is in use"_s);
    QVERIFY(queues->stateView()->isVisible());
    QCOMPARE(queues->stateView()->kind(), kind);
    const auto buttons = window().findChildren<QPushButton *>();
    const auto canPress = [&buttons](const QString &text) {
        return std::any_of(buttons.begin(), buttons.end(),
                           [&text](const QPushButton *b) { return b->text() == text && b->isEnabled(); });
    };
    for (const QString &text : {u"+ New"_s, u"Publish…"_s, u"New queue…"_s})
        QVERIFY2(!canPress(text), qPrintable(text));
    m_session->enter(engine::BrokerSession::State::Running);
    m_session->push();
    QVERIFY(queues->view()->isVisible());
    for (const QString &text : {u"+ New"_s, u"Publish…"_s, u"New queue…"_s})
        QVERIFY2(canPress(text), qPrintable(text));
}

void TestWindow::filtersTheCurrentPage()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_COMPARE(queues->view()->model()->rowCount(), 6);
    auto *filter = window().findChild<ui::mainwindow::FilterField *>();
    QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"orders eu"_s);
    QCOMPARE(queues->view()->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(queues->view()->hasFocus());
    // Each page keeps its own filter.
    page<ExchangesPage>(u"exchanges"_s);
    QVERIFY(filter->text().isEmpty());
    page<QueuesPage>(u"queues"_s);
    QCOMPARE(filter->text(), u"orders eu"_s);
    filter->setText(u"nothing of the kind"_s);
    QCOMPARE(queues->stateView()->kind(), StateView::Kind::NothingFound);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(queues->view()->model()->rowCount(), 6);
}

void TestWindow::findsAQueueWhereNothingIsFiltered()
{
    makeWindow();
    window().openPage(u"overview"_s);
    auto *filter = window().findChild<ui::mainwindow::FilterField *>();
    QVERIFY(filter->isFinding());
    QTest::keyClicks(filter, u"shipp"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(window().tabs().currentId(), u"queue:/:shipping"_s);
}

void TestWindow::opensAQueueByKeyboard()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_VERIFY(select(*queues, u"shipping"_s));
    queues->view()->setFocus();
    QTest::keyClick(queues->view(), Qt::Key_Return);
    QCOMPARE(window().tabs().currentId(), u"queue:/:shipping"_s);
    QTest::keyClick(&window(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(window().tabs().objectIds().isEmpty());
    // A list can not be closed.
    const int lists = window().tabs().count();
    window().tabs().closeTab(0);
    QCOMPARE(window().tabs().count(), lists);
}

void TestWindow::opensFromTheNavigator()
{
    makeWindow();
    using Section = ui::models::NavigatorModel::Section;
    auto &navigator = window().navigator();
    QTRY_COMPARE(navigator.model()->rowCount(navigator.contents().sectionIndex(Section::Queues)), 6);
    const QModelIndex queue = navigator.contents().queueIndex(m_session->queues.first().id);
    QTest::mouseClick(navigator.viewport(), Qt::LeftButton, {}, navigator.visualRect(queue).center());
    QCOMPARE(window().tabs().currentId(), u"queue:/:orders.eu"_s);
    const QModelIndex connections = navigator.contents().sectionIndex(Section::Connections);
    QTest::mouseClick(navigator.viewport(), Qt::LeftButton, {}, navigator.visualRect(connections).center());
    QCOMPARE(window().tabs().currentId(), u"connections"_s);
    // And back: the navigator follows the tabs.
    window().openPage(u"exchanges"_s);
    const QModelIndex exchanges = navigator.contents().sectionIndex(Section::Exchanges);
    QCOMPARE(navigator.currentIndex(), exchanges);
    // A publisher has no place there: nothing is marked, and the keyboard finds its place again.
    window().openPublisher({}, {}, {});
    QVERIFY(!navigator.selectionModel()->hasSelection());
    QCOMPARE(navigator.currentIndex(), exchanges);
    window().openPage(u"exchanges"_s);
    QVERIFY(navigator.selectionModel()->isSelected(exchanges));
}

void TestWindow::purgesAndTakesBack()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_VERIFY(select(*queues, u"orders.eu"_s));
    actionOf(*queues, u"Purge"_s)->trigger();
    QTRY_COMPARE(window().notices().text(), u"1,204 messages purged from orders.eu"_s);
    QVERIFY(window().brokerActions().canUndo());
    QTest::mouseClick(window().notices().actionButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->commands, (QStringList{u"purgeQueue orders.eu"_s, u"undo 7"_s}));
    QVERIFY(!window().brokerActions().canUndo());
    // The keyboard's way.
    actionOf(*queues, u"Purge"_s)->trigger();
    QTRY_VERIFY(window().brokerActions().canUndo());
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_session->commands.last(), u"undo 7"_s);
}

void TestWindow::asksBeforeItPurgesForGood()
{
    makeWindow();
    m_session->purgeRefusal = {engine::BrokerError::ResourceExhausted, u"too much"_s};
    engine::QueueSnapshot queue = m_session->queues.first();
    queue.ready = 1'204'331;
    queue.readyBytes = 310'000'000;
    const auto ask = [&] {
        window().brokerActions().purgeQueue(queue);
        QPointer<ui::dialogs::PurgeQueueDialog> form;
        const auto find = [&] { return form = window().findChild<ui::dialogs::PurgeQueueDialog *>(); };
        return QTest::qWaitFor([&] { return bool(find()); }) ? form : nullptr;
    };
    QPointer<ui::dialogs::PurgeQueueDialog> form = ask();
    QVERIFY(form);
    const QString question = u"%1 messages (%2) are too many to bring back. Purge anyway?"_s.arg(
        ui::theme::formatCount(queue.ready), ui::theme::formatSize(queue.readyBytes));
    const auto labels = form->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == question; }));
    QVERIFY(!form->okButton()->isDefault());
    form->reject();
    QTRY_VERIFY(!form);
    QCOMPARE(m_session->commands, QStringList{u"purgeQueue orders.eu"_s}); // refused, and that was it

    form = ask();
    QVERIFY(form);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(window().notices().text(), u"1,204 messages purged from orders.eu"_s);
    QCOMPARE(m_session->commands.last(), u"purgeQueue orders.eu for good"_s);
    QVERIFY(!window().notices().actionButton()->isVisible());
    QVERIFY(!window().brokerActions().canUndo());
}

void TestWindow::anExpiredUndoTakesNothingElseBack()
{
    makeWindow();
    window().brokerActions().unbind(m_session->bindings.first().spec);
    QTRY_VERIFY(window().brokerActions().canUndo());
    m_session->undoSeconds = -1;
    window().brokerActions().purgeQueue(m_session->queues.first());
    QTRY_VERIFY(window().brokerActions().undoText().contains(u"purged"_s));
    window().brokerActions().undo();
    QVERIFY(window().notices().text().startsWith(u"Too late to undo"_s));
    QVERIFY(m_session->bound.isEmpty());
    QVERIFY(window().brokerActions().undoText().contains(u"unbound"_s));
}

void TestWindow::unbindsAndBindsAgain()
{
    makeWindow();
    auto *exchanges = page<ExchangesPage>(u"exchanges"_s);
    QTRY_VERIFY(select(*exchanges, u"orders"_s));
    auto *list = exchanges->bindings()->outgoing();
    QTRY_COMPARE(list->model()->rowCount(), 3);
    QVERIFY(!exchanges->bindings()->unbindButton()->isEnabled());
    list->setCurrentIndex(list->model()->index(0, 1));
    QTest::mouseClick(exchanges->bindings()->unbindButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->unbound.size(), 1);
    QTRY_VERIFY(window().brokerActions().canUndo());
    window().brokerActions().undo();
    QTRY_COMPARE(m_session->bound, m_session->unbound);
    // What the default exchange binds by itself can not be unbound.
    QVERIFY(select(*exchanges, u"(AMQP default)"_s));
    list->setCurrentIndex(list->model()->index(0, 1));
    QVERIFY(!exchanges->bindings()->unbindButton()->isEnabled());
}

void TestWindow::deletingClosesTheTab()
{
    makeWindow();
    window().openQueue(m_session->queues.first());
    window().brokerActions().deleteQueue(m_session->queues.first());
    auto *form = window().findChild<ui::dialogs::DeleteQueueDialog *>();
    QVERIFY(form);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY(window().tabs().objectIds().isEmpty());
    QVERIFY(window().notices().text().contains(u"orders.eu"_s));
}

void TestWindow::reportsAFailure()
{
    makeWindow();
    m_session->nextError = {engine::BrokerError::NotFound, u"no queue 'orders.eu' in vhost '/'"_s};
    window().brokerActions().purgeQueue(m_session->queues.first());
    QTRY_VERIFY(window().notices().text().contains(u"no queue 'orders.eu'"_s));
    QVERIFY(!window().brokerActions().canUndo());
    Q_EMIT m_session->noticed(u"The disk is full."_s);
    QCOMPARE(window().notices().text(), u"The disk is full."_s);
}

void TestWindow::offersAFreePort()
{
    engine::ListenerSnapshot &listener = m_session->currentListeners[0];
    listener.state = engine::ListenerSnapshot::State::Failed;
    listener.problem = u"127.0.0.1:5672 is taken by beam.smp"_s;
    listener.suggestedPort = 5673;
    makeWindow();
    auto *pill = window().findChild<ui::mainwindow::StatusPill *>();
    QVERIFY(pill->accessibleName().contains(u"amqp not listening"_s));
    QTest::mouseClick(pill, Qt::LeftButton);
    QWidget *popup = QApplication::activePopupWidget();
    QVERIFY(popup);
    const auto buttons = popup->findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 1);
    QTest::mouseClick(buttons.first(), Qt::LeftButton);
    QTRY_COMPARE(m_session->commands, QStringList{u"listen amqp 127.0.0.1:5673"_s});
}

void TestWindow::warningsWaitUntilTheyAreDismissed()
{
    engine::ListenerSnapshot &listener = m_session->currentListeners[0];
    listener.state = engine::ListenerSnapshot::State::Failed;
    listener.problem = u"127.0.0.1:5672 is taken by beam.smp"_s;
    listener.suggestedPort = 5673;
    makeWindow();
    auto &notices = window().notices();
    QCOMPARE(notices.text(), listener.problem);
    Q_EMIT m_session->noticed(u"A damaged file was set aside."_s);
    QCOMPARE(notices.text(), u"A damaged file was set aside."_s);
    QCOMPARE(notices.waiting(), 1);
    Q_EMIT m_session->noticed(u"A damaged file was set aside."_s); // said again, there once
    QCOMPARE(notices.waiting(), 1);
    // What was done shows at once and goes with the next thing; the warnings stay behind it.
    window().brokerActions().purgeQueue(m_session->queues.first());
    QTRY_COMPARE(notices.actionButton()->text(), u"Undo"_s);
    QCOMPARE(notices.waiting(), 2);
    Q_EMIT window().brokerActions().done(u"Done."_s);
    QCOMPARE(notices.text(), u"Done."_s);
    QCOMPARE(notices.waiting(), 2);
    notices.dismiss();
    QCOMPARE(notices.text(), u"A damaged file was set aside."_s);
    notices.dismiss();
    QCOMPARE(notices.text(), listener.problem);
    QTest::mouseClick(notices.actionButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->commands.last(), u"listen amqp 127.0.0.1:5673"_s);
}

void TestWindow::sortsAndChoosesColumnsByKeyboard()
{
    using Column = ui::models::QueueModel::Column;
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_VERIFY(select(*queues, u"shipping"_s));
    queues->view()->setFocus();
    QMenu *view = nullptr;
    for (QAction *action : window().menuBar()->actions())
        view = action->text() == u"&View"_s ? action->menu() : view;
    QVERIFY(view);
    const auto choose = [&](const QString &menu, const QString &entry) {
        Q_EMIT view->aboutToShow();
        const QAction *submenu = actionOf(*view, menu);
        QAction *action = submenu ? actionOf(*submenu->menu(), entry) : nullptr;
        if (action)
            action->trigger();
        return action != nullptr;
    };
    QVERIFY(choose(u"&Sort by"_s, u"Ready"_s));
    QVERIFY(choose(u"&Sort by"_s, u"&Descending"_s));
    QCOMPARE(queues->view()->model()->index(0, Column::Name).data().toString(), u"orders.eu"_s);
    QVERIFY(queues->view()->isColumnHidden(Column::Consumers));
    QVERIFY(choose(u"&Columns"_s, u"consumers"_s));
    QVERIFY(!queues->view()->isColumnHidden(Column::Consumers));
    QVERIFY(choose(u"&Columns"_s, u"Ready"_s));
    QVERIFY(queues->view()->isColumnHidden(Column::Ready));
    // Another list, another menu; messages, too.
    window().openPage(u"connections"_s);
    QTRY_VERIFY(choose(u"&Sort by"_s, u"Unacked"_s));
    window().openQueue(m_session->queues.first());
    QTRY_VERIFY(choose(u"&Columns"_s, u"Holder"_s));
    QVERIFY(actionOf(*view, u"&Sort by"_s)->isEnabled());
}

void TestWindow::theMenuKeyMeansTheSelectedRow()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    QTRY_VERIFY(select(*queues, u"shipping"_s));
    queues->view()->setFocus();
    QPoint asked;
    connect(queues->view(), &QWidget::customContextMenuRequested, this, [&asked](const QPoint &at) { asked = at; });
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(5, 5), queues->view()->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(queues->view(), &byKey);
    QCOMPARE(queues->view()->indexAt(asked).row(), queues->view()->currentIndex().row());
    QCOMPARE(queues->selected()->spec.name, u"shipping"_s);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu && actionOf(*menu, u"Purge"_s));
    menu->close();
}

void TestWindow::watchesOnlyWhatIsSeen()
{
    makeWindow();
    window().openPage(u"exchanges"_s);
    const qsizetype onExchanges = m_session->watchers();
    window().openPage(u"connections"_s);
    QCOMPARE(m_session->watchers(), onExchanges - 1); // connections, instead of exchanges and bindings
    window().hide();
    QVERIFY(m_session->watchers() <= 1); // the navigator's list of queues
}

void TestWindow::tellsHowSafeAConfirmIs()
{
    makeWindow();
    auto *bar = window().findChild<ui::mainwindow::BrokerStatusBar *>();
    QCOMPARE(bar->durabilityText(), u"every confirm is on disk"_s);
    m_session->overview.durable = false;
    m_session->push();
    QCOMPARE(bar->durabilityText(), u"memory only: nothing is kept"_s);
    m_session->overview.durable = true;
    m_session->overview.synced = false;
    m_session->push();
    QCOMPARE(bar->durabilityText(), u"confirms survive a crash of the program, not a power failure"_s);
    m_session->overview.storageProblem = u"no space left on the disk"_s;
    m_session->push();
    QCOMPARE(bar->durabilityText(), u"no space left on the disk"_s);
}

void TestWindow::saysNothingOfConfirmsWithoutABroker()
{
    using State = engine::BrokerSession::State;
    m_session->currentState = State::Starting;
    makeWindow();
    auto *bar = window().findChild<ui::mainwindow::BrokerStatusBar *>();
    QCOMPARE(bar->durabilityText(), QString());
    m_session->enter(State::Failed, u"the directory is in use"_s);
    QCOMPARE(bar->durabilityText(), QString());
    m_session->enter(State::Running);
    m_session->push();
    QCOMPARE(bar->durabilityText(), u"every confirm is on disk"_s);
    m_session->enter(State::Stopping);
    QCOMPARE(bar->durabilityText(), QString());
}

void TestWindow::remembersLayoutAndTabs()
{
    makeWindow();
    window().resize(1100, 700);
    window().openQueue(m_session->queues.at(1));
    window().openQueue(m_session->queues.at(3));
    window().openPage(u"connections"_s);
    window().close();
    makeWindow();
    QTRY_COMPARE(window().tabs().objectIds(), (QStringList{u"queue:/:orders.us"_s, u"queue:/:shipping"_s}));
    QCOMPARE(window().tabs().currentId(), u"connections"_s);
    QCOMPARE(window().size(), QSize(1100, 700));
}

void TestWindow::chosenColumnsAreKept()
{
    using Column = ui::models::QueueModel::Column;
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    queues->view()->setColumnHidden(Column::Consumers, false);
    queues->view()->header()->moveSection(queues->view()->header()->visualIndex(Column::Ready), 1);
    queues->view()->sortByColumn(Column::Ready, Qt::DescendingOrder);
    window().close();
    makeWindow();
    queues = page<QueuesPage>(u"queues"_s);
    QVERIFY(!queues->view()->isColumnHidden(Column::Consumers));
    QCOMPARE(queues->view()->header()->visualIndex(Column::Ready), 1);
    QCOMPARE(queues->view()->header()->sortIndicatorSection(), int(Column::Ready));
    QTRY_COMPARE(queues->view()->model()->index(0, Column::Name).data().toString(), u"orders.eu"_s);
}

void TestWindow::switchesTheTheme()
{
    makeWindow();
    m_theme->setMode(ui::theme::Theme::Mode::Dark);
    QVERIFY(ui::theme::tokensFor(m_window.get()).dark);
    m_theme->setMode(ui::theme::Theme::Mode::Light);
    QVERIFY(!ui::theme::tokensFor(m_window.get()).dark);
    m_theme->setMode(ui::theme::Theme::Mode::System);
    m_theme->setSystemDark(true);
    QVERIFY(ui::theme::tokensFor(m_window.get()).dark);
    m_theme->setSystemDark(false);
    m_settings->setThemeMode(ui::theme::Theme::Mode::Dark);
    QCOMPARE(m_settings->themeMode(), ui::theme::Theme::Mode::Dark);
}

void TestWindow::largerLettersCutNoHeading()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    const QHeaderView &header = *queues->view()->header();
    const int before = header.fontMetrics().height();
    const auto isCut = [&header] {
        for (int column = 0; column < header.count(); ++column) {
            if (!header.isSectionHidden(column) && header.sectionSize(column) < header.sectionSizeHint(column))
                return true;
        }
        return false;
    };
    QVERIFY(!isCut());
    m_theme->setFontPixels(ui::theme::Theme::mostFontPixels);
    QTRY_VERIFY(header.fontMetrics().height() > before);
    const bool isCutNow = isCut();
    m_theme->setFontPixels(ui::theme::Theme::usualFontPixels);
    QVERIFY(!isCutNow);
}

void TestWindow::tenThousandQueuesAreNoTrouble()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    for (quint64 id = 100; id < 10'100; ++id) {
        engine::QueueSnapshot queue;
        queue.id = {id};
        queue.spec.name = u"many.%1"_s.arg(id);
        m_session->queues << queue;
    }
    QElapsedTimer timer;
    timer.start();
    m_session->push();
    QCOMPARE(queues->view()->model()->rowCount(), 10'006);
    m_session->queues[5000].ready = 1;
    m_session->push();
    m_session->queues.resize(6);
    m_session->push();
    QCOMPARE(queues->view()->model()->rowCount(), 6);
    // Ten times what it takes: a warning of work that grows with the square, not a measurement.
    QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()).constData());
}

void TestWindow::manyTabsKeepTheirNames()
{
    makeWindow();
    window().resize(1280, 720);
    for (quint64 id = 100; id < 115; ++id) {
        engine::QueueSnapshot queue;
        queue.id = {id};
        queue.spec.name = u"a.queue.with.a.name.%1"_s.arg(id);
        window().openQueue(queue);
    }
    const QTabBar *bar = window().tabs().tabBar();
    for (int index = 0; index < bar->count(); ++index) {
        if (bar->isTabVisible(index) && !window().tabs().isFixed(index))
            QVERIFY2(bar->tabRect(index).width() >= 130, QByteArray::number(bar->tabRect(index).width()).constData());
    }
}

void TestWindow::oneListAtATimeHasATab()
{
    makeWindow();
    window().openPage(u"exchanges"_s);
    window().openQueue(m_session->queues.at(0));
    window().openPage(u"users"_s);
    QStringList seen;
    for (int index = 0; index < window().tabs().count(); ++index) {
        if (window().tabs().isTabVisible(index))
            seen << window().tabs().idAt(index);
    }
    // The flow stays, before all others.
    QCOMPARE(seen, (QStringList{u"flow"_s, u"users"_s, u"queue:/:orders.eu"_s}));
    window().tabs().step(1);
    QCOMPARE(window().tabs().currentId(), u"queue:/:orders.eu"_s);
    window().tabs().step(1);
    QCOMPARE(window().tabs().currentId(), u"flow"_s);
    window().tabs().step(1);
    QCOMPARE(window().tabs().currentId(), u"users"_s);
    window().tabs().step(1);
    window().tabs().closeTab(window().tabs().currentIndex());
    QCOMPARE(window().tabs().currentId(), u"users"_s);
}

void TestWindow::aNoticeMovesNothing()
{
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    window().resize(1280, 720);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QRect before(queues->mapTo(&window(), QPoint()), queues->size());
    window().notices().post(ui::widgets::NoticeBar::Kind::Error, u"It did not work. "_s.repeated(20));
    QVERIFY(window().notices().isVisible());
    QCOMPARE(QRect(queues->mapTo(&window(), QPoint()), queues->size()), before);
    // In the status bar, so that nothing that can be clicked is below it.
    QTRY_VERIFY(window().statusBar()->rect().contains(window().notices().geometry()));
    QTRY_VERIFY(window().notices().wholeButton()->isVisible());
    window().resize(1000, 640);
    QTRY_VERIFY(window().statusBar()->rect().contains(window().notices().geometry()));
    QTest::mouseClick(window().notices().wholeButton(), Qt::LeftButton);
    QPointer<QMessageBox> box;
    QTRY_VERIFY(box = window().findChild<QMessageBox *>());
    QCOMPARE(box->text(), window().notices().text());
    box->close();
    window().notices().dismiss();
    QVERIFY(!window().notices().isVisible());
}

void TestWindow::severalVirtualHostsAreTold()
{
    m_session->queues[1].spec.virtualHost = u"dev"_s;
    makeWindow();
    auto *queues = page<QueuesPage>(u"queues"_s);
    const auto suffixOf = [&](const QString &name) {
        const QAbstractItemModel *model = queues->view()->model();
        const QModelIndexList found = model->match(model->index(0, 1), Qt::DisplayRole, name, 1, Qt::MatchExactly);
        return found.isEmpty() ? u"not there"_s : found.first().data(ui::models::SuffixRole).toString();
    };
    QTRY_COMPARE(suffixOf(u"orders.us"_s), u"dev"_s);
    QCOMPARE(suffixOf(u"orders.eu"_s), QString());
    window().openQueue(m_session->queues.at(1));
    QCOMPARE(window().tabs().tabText(window().tabs().currentIndex()), u"orders.us · dev"_s);
    QVERIFY(window().navigator().contents().queueLabelled(u"orders.us · dev"_s));
    QVERIFY(!window().navigator().contents().queueLabelled(u"orders.us"_s));
}

void TestWindow::columnsGiveWayWhereThereIsNoRoom()
{
    using Column = ui::models::QueueModel::Column;
    makeWindow();
    window().resize(1440, 900);
    auto *view = page<QueuesPage>(u"queues"_s)->view();
    QTRY_VERIFY(!view->isColumnHidden(Column::Total));
    window().resize(1150, 700);
    QTRY_VERIFY(view->isColumnHidden(Column::Total));
    QVERIFY(!view->isColumnHidden(Column::Ready));
    window().close(); // what is hidden for want of room is not remembered as hidden
    window().resize(1440, 900);
    window().show();
    QTRY_VERIFY(!view->isColumnHidden(Column::Total));
}

void TestWindow::figuresWithoutRoomAreRounded()
{
    using Column = ui::models::QueueModel::Column;
    using ui::widgets::ListDelegate;
    m_session->queues[0].ready = 1'675'664;
    makeWindow();
    auto *view = page<QueuesPage>(u"queues"_s)->view();
    const auto ready = [view] {
        const QAbstractItemModel *model = view->model();
        const QModelIndexList found =
            model->match(model->index(0, Column::Name), Qt::DisplayRole, u"orders.eu"_s, 1, Qt::MatchExactly);
        return found.isEmpty() ? QModelIndex() : found.first().siblingAtColumn(Column::Ready);
    };
    QTRY_COMPARE(ready().data().toString(), u"1,675,664"_s);
    const QFontMetrics metrics = view->fontMetrics();
    QCOMPARE(ListDelegate::shownFigure(ready(), metrics, 200), u"1,675,664"_s);
    QCOMPARE(ListDelegate::shownFigure(ready(), metrics, 48), u"1.7 M"_s);
}

void TestWindow::tellsWhatWentWrongWithClients()
{
    makeWindow();
    auto *connections = page<ui::pages::ConnectionsPage>(u"connections"_s);
    ui::pages::ClientEventsPanel &events = connections->events();
    QVERIFY(events.latest().startsWith(u"no client was refused"_s));
    engine::ClientEvent refused;
    refused.sequence = 1;
    refused.kind = engine::ClientEvent::Kind::Refused;
    refused.client = refused.peer = u"127.0.0.1:4711"_s;
    refused.protocol = u"AMQP 0-9-1"_s;
    refused.code = 403;
    refused.text = u"PLAIN login refused: user 'ann' - invalid credentials"_s;
    engine::ClientEvent closed = refused;
    closed.sequence = 2;
    closed.times = 3;
    closed.kind = engine::ClientEvent::Kind::ChannelClosed;
    closed.client = u"billing"_s;
    closed.channel = 4;
    closed.code = 404;
    closed.text = u"NOT_FOUND - no queue 'x' in vhost '/'"_s;
    m_session->clientEvents = {closed, refused};
    m_session->push();
    QVERIFY2(events.latest().contains(u"billing: channel 4 closed × 3 · NOT_FOUND"_s), qPrintable(events.latest()));
    events.setOpen(true);
    QCOMPARE(events.view()->model()->rowCount(), 2);
    QVERIFY2(events.story().contains(u"a queue or an exchange that is not there"_s), qPrintable(events.story()));
    events.view()->setCurrentIndex(events.view()->model()->index(1, 0));
    QVERIFY2(events.story().contains(u"User and password do not fit"_s), qPrintable(events.story()));
    // Told as well where nobody is connected, and open again in the next run.
    m_session->connections.clear();
    m_session->push();
    QVERIFY(events.view()->isVisible());
    window().close();
    makeWindow();
    QVERIFY(page<ui::pages::ConnectionsPage>(u"connections"_s)->events().isOpen());
}

void TestWindow::tellsWhoWaitsAndWhy()
{
    makeWindow();
    auto *connections = page<ui::pages::ConnectionsPage>(u"connections"_s);
    QVERIFY(connections->waiting().isEmpty());
    m_session->overview.alarm = u"low on memory"_s;
    m_session->push();
    QVERIFY(connections->waiting().startsWith(u"Publishers wait (low on memory)"_s));
    m_session->connections[0].state = engine::ConnectionSnapshot::State::Blocked;
    m_session->connections[0].waitsFor = u"low on memory"_s;
    m_session->push();
    QVERIFY2(connections->waiting().startsWith(u"1 connection waits (low on memory)"_s),
             qPrintable(connections->waiting()));
    QVERIFY(connections->waiting().contains(m_session->connections[0].name));
    m_session->overview.alarm.clear();
    m_session->connections[0].state = engine::ConnectionSnapshot::State::Running;
    m_session->connections[0].waitsFor.clear();
    m_session->push();
    QVERIFY(connections->waiting().isEmpty());
}

void TestWindow::listsTheArgumentsOfAQueue()
{
    engine::QueueSnapshot queue = m_session->queues.at(1);
    queue.spec.arguments.set("x-max-length", qint64(10));
    queue.policy.policy = u"ttl"_s;
    queue.policy.effective.set("message-ttl", qint64(60'000));
    const auto details = ui::pages::queueDetails(queue);
    QCOMPARE(details.at(0).name, u"x-max-length"_s);
    QCOMPARE(details.at(0).value, u"10"_s);
    QCOMPARE(details.at(0).from, u"declaration"_s);
    QVERIFY(!details.at(0).meaning.isEmpty());
    QCOMPARE(details.at(1).name, u"message-ttl"_s);
    QCOMPARE(details.at(1).from, u"policy ttl"_s);
    QVERIFY(!details.at(1).meaning.isEmpty());
    makeWindow();
    m_session->queues[1] = queue;
    window().openQueue(queue);
    auto *tabs = window().tabs().currentWidget()->findChild<QTabWidget *>();
    QCOMPARE(tabs->tabText(3), u"Arguments  2"_s);
}

SIGHTGLASS_WINDOW_TEST(TestWindow)
#include "tst_window.moc"
