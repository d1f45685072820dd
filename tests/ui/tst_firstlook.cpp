// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody stumbles over who sees the window for the first time: an inspector that tells of another page, notices that lie
// over buttons, what went wrong unseen, names that can not be read, keys that do something else than what is marked.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/roles.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/page.h"
#include "ui/pages/queuepage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tabbuttons.h"

#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using ui::inspector::InspectorPanel;
using ui::mainwindow::MainWindow;
using ui::models::NavigatorModel;
using ui::pages::Page;
using ui::widgets::NoticeBar;

class TestFirstLook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void theInspectorFollowsThePage();
    void whatTheFeedShowsStaysWithoutASelection();
    void everyPageFitsASmallWindow();
    void buttonsGiveWayToTabs();
    void aNoticeLiesOverNothingThatCanBeClicked();
    void refusedLoginsAreCountedUntilSomebodyLooks();
    void tabsCanBeRead();
    void returnPressesTheButtonThatHasTheKeyboard();
    void everyPageTakesTheKeyboard();
    void panelsFollowEachOther();
    void streamsAreTopicsOnly();

private:
    MainWindow &window() { return *m_window; }
    InspectorPanel &inspector() { return *window().findChild<InspectorPanel *>(); }
    /// Opens the queue and selects its first message.
    void lookIntoAQueue();
    /// The inspector is empty, and says what it is for.
    bool teaches();
    QVariant badge();

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestFirstLook::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

void TestFirstLook::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestFirstLook::lookIntoAQueue()
{
    window().openQueue(m_session->queues.first());
    auto *page = qobject_cast<ui::pages::QueuePage *>(window().tabs().currentWidget());
    QVERIFY(page);
    ui::pages::MessageTable &table = page->messages().table();
    QTRY_VERIFY(table.model()->rowCount() > 0);
    QTRY_VERIFY(table.messageAt(0).ref.queue.isValid());
    table.setCurrentIndex(table.model()->index(0, 0));
    QTRY_VERIFY(inspector().shownMessage().queue.isValid());
}

bool TestFirstLook::teaches()
{
    const auto states = inspector().findChildren<ui::widgets::StateView *>();
    return std::any_of(states.begin(), states.end(), [](const ui::widgets::StateView *state) {
        return state->isVisible() && state->title() == u"Nothing selected"_s;
    });
}

void TestFirstLook::theInspectorFollowsThePage()
{
    lookIntoAQueue();
    const engine::MessageRef shown = inspector().shownMessage();
    window().openPage(u"queues"_s);
    QVERIFY(!inspector().shownMessage().queue.isValid());
    QTRY_VERIFY(teaches());
    // Back where it was selected it is there again.
    window().openQueue(m_session->queues.first());
    QTRY_COMPARE(inspector().shownMessage(), shown);
}

void TestFirstLook::whatTheFeedShowsStaysWithoutASelection()
{
    engine::LiveEvent event;
    event.step = engine::LifecycleStep::Unroutable;
    event.exchange = u"orders"_s;
    event.routingKey = u"eu.cart.abandoned"_s;
    window().openPage(u"overview"_s);
    inspector().showLiveEvent(event);
    window().openPage(u"queues"_s);
    QVERIFY(inspector().isOfFeed());
    QVERIFY(!teaches());
}

/// What needs the room: widgets and how wide they must be.
QString widest(const QWidget &window)
{
    QString all;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const QSize least = widget->layout() ? widget->layout()->totalMinimumSize() : widget->minimumSizeHint();
        if (widget->isVisible() && (least.width() > 250 || least.height() > 150))
            all +=
                u"%1 %2 %3 x %4; "_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName())
                    .arg(least.width())
                    .arg(least.height());
    }
    return all;
}

void TestFirstLook::everyPageFitsASmallWindow()
{
    tests::openFakeTopics(*m_session);
    const auto limited = std::find_if(m_session->queues.cbegin(), m_session->queues.cend(),
                                      [](const auto &one) { return one.spec.name == u"orders.eu"; });
    engine::QueueSnapshot queue = *limited; // with limit and dead letters
    queue.id = {100};
    queue.spec.name = u"payments.settlement.incoming"_s;
    queue.state = engine::QueueSnapshot::State::Paused;
    m_session->queues << queue;
    m_session->push();
    window().openQueue(queue);
    window().openTopic(m_session->topics.first());
    window().resize(1280, 720);
    for (int index = 0; index < window().tabs().count(); ++index) {
        window().tabs().setTabVisible(index, true);
        window().tabs().setCurrentIndex(index);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        window().resize(1280, 720);
        const QSize least = window().minimumSizeHint();
        QVERIFY2(least.width() <= 1280 && least.height() <= 720,
                 qPrintable(u"%1 needs %2 x %3: %4"_s.arg(window().tabs().tabText(index))
                                .arg(least.width())
                                .arg(least.height())
                                .arg(widest(window()))));
    }
}

void TestFirstLook::buttonsGiveWayToTabs()
{
    window().resize(1280, 720);
    window().openQueue(m_session->queues.first());
    auto *page = qobject_cast<ui::pages::QueuePage *>(window().tabs().currentWidget());
    auto *buttons = page->findChild<ui::widgets::TabButtons *>();
    QTRY_VERIFY(buttons->moreButton().isVisible());
    const auto *tabs = page->findChild<QTabWidget *>();
    QVERIFY(tabs->tabBar()->width() >= tabs->tabBar()->sizeHint().width()); // nothing is scrolled out of sight
    const auto all = buttons->findChildren<QPushButton *>();
    const auto purge =
        std::find_if(all.begin(), all.end(), [](const QPushButton *one) { return one->text() == u"Purge"; });
    QVERIFY(purge != all.end() && !(*purge)->isVisible());
    QVERIFY((*purge)->isEnabled());
    QMenu *menu = buttons->moreButton().menu();
    Q_EMIT menu->aboutToShow();
    const auto entries = menu->actions();
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [](const QAction *one) { return one->text() == u"Purge"; });
    QVERIFY(entry != entries.end() && (*entry)->isEnabled());
    (*entry)->trigger();
    QTRY_VERIFY(m_session->commands.contains(u"purgeQueue orders.eu"_s));
    window().resize(2400, 900);
    QTRY_VERIFY(!buttons->moreButton().isVisible() && (*purge)->isVisible());
    // The keyboard goes as they stand.
    QVERIFY(!all.isEmpty());
    QWidget *next = all.first();
    QStringList order;
    for (int i = 0; i < 40 && order.size() < all.size(); ++i, next = next->nextInFocusChain()) {
        if (auto *button = qobject_cast<QPushButton *>(next); button && buttons->isAncestorOf(button))
            order << button->text();
    }
    QCOMPARE(order, (QStringList{u"Charts"_s, u"Pause"_s, u"Purge"_s, u"Replay…"_s, u"Delete…"_s, u"Publish here…"_s}));
}

void TestFirstLook::aNoticeLiesOverNothingThatCanBeClicked()
{
    window().resize(1280, 720);
    window().openPage(u"queues"_s);
    window().notices().post(NoticeBar::Kind::Error, u"The broker refused it: "_s + u"many words "_s.repeated(60),
                            u"Do something else"_s, [] {});
    QTRY_VERIFY(window().notices().isVisible());
    const QRect notice(window().notices().mapTo(&window(), QPoint()), window().notices().size());
    for (const QWidget *widget : window().findChildren<QWidget *>()) {
        const bool isIts = widget == &window().notices() || window().notices().isAncestorOf(widget);
        if (isIts || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const QRect seen(widget->mapTo(&window(), QPoint()), widget->size());
        QVERIFY2(!seen.intersects(notice), widget->metaObject()->className());
    }
}

QVariant TestFirstLook::badge()
{
    NavigatorModel &model = window().navigator().contents();
    return model.sectionIndex(NavigatorModel::Section::Connections).data(ui::models::BadgesRole);
}

void TestFirstLook::refusedLoginsAreCountedUntilSomebodyLooks()
{
    QVERIFY(badge().toStringList().isEmpty());
    engine::ClientEvent refused;
    refused.sequence = 1;
    refused.kind = engine::ClientEvent::Kind::Refused;
    refused.code = 403;
    engine::ClientEvent lost;
    lost.sequence = 2;
    engine::ClientEvent byHand;
    byHand.sequence = 3;
    byHand.kind = engine::ClientEvent::Kind::ConnectionClosed;
    byHand.code = 320;
    m_session->clientEvents = {byHand, lost, refused};
    m_session->push();
    QCOMPARE(badge().toStringList(), QStringList{u"2"_s});
    window().openPage(u"connections"_s);
    QVERIFY(badge().toStringList().isEmpty());
    window().openPage(u"queues"_s);
    m_session->push();
    QVERIFY(badge().toStringList().isEmpty());
    refused.sequence = 4; // the same client once more
    refused.times = 2;
    m_session->clientEvents = {refused, byHand, lost};
    m_session->push();
    QCOMPARE(badge().toStringList(), QStringList{u"1"_s});
}

void TestFirstLook::tabsCanBeRead()
{
    window().resize(1280, 720);
    for (quint64 id = 100; id < 112; ++id) {
        engine::QueueSnapshot queue = m_session->queues.first();
        queue.id = {id};
        queue.spec.name = u"payments.settlement.incoming.%1"_s.arg(id);
        window().openQueue(queue);
    }
    const QTabBar *bar = window().tabs().tabBar();
    for (int index = 0; index < bar->count(); ++index) {
        QVERIFY2(!bar->tabToolTip(index).isEmpty(), qPrintable(bar->tabText(index)));
        if (bar->isTabVisible(index) && !window().tabs().isFixed(index))
            QVERIFY(bar->tabRect(index).width() >= 130);
    }
    QCOMPARE(bar->elideMode(), Qt::ElideMiddle);
    QVERIFY(bar->usesScrollButtons());
    // The current one is in sight.
    QVERIFY(bar->rect().intersects(bar->tabRect(bar->currentIndex())));
}

void TestFirstLook::returnPressesTheButtonThatHasTheKeyboard()
{
    window().brokerActions().newQueue();
    QPointer<ui::dialogs::CreateQueueDialog> form;
    QTRY_VERIFY(form = window().findChild<ui::dialogs::CreateQueueDialog *>());
    form->findChild<QLineEdit *>(u"name"_s)->setText(u"returns"_s);
    QPushButton *cancel = nullptr;
    for (QPushButton *button : form->findChildren<QPushButton *>())
        cancel = button->text() == u"Cancel"_s ? button : cancel;
    QVERIFY(cancel);
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Return);
    QTRY_VERIFY(!form);
    QVERIFY(m_session->declaredQueues.isEmpty());
    // In the window itself, where no dialog helps.
    window().openPage(u"queues"_s);
    QPushButton *create = nullptr;
    for (QPushButton *button : window().tabs().currentWidget()->findChildren<QPushButton *>())
        create = button->text() == u"New queue…"_s ? button : create;
    QVERIFY(create);
    create->setFocus();
    QTest::keyClick(create, Qt::Key_Enter);
    QTRY_VERIFY(window().findChild<ui::dialogs::CreateQueueDialog *>());
}

void TestFirstLook::everyPageTakesTheKeyboard()
{
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    for (const bool isEmpty : {false, true}) {
        if (isEmpty) {
            m_session->queues.clear();
            m_session->topics.clear();
            m_session->groups.clear();
            m_session->connections.clear();
            m_session->policies.clear();
            m_session->push();
        }
        for (int index = 0; index < window().tabs().count(); ++index) {
            window().openPage(window().tabs().idAt(index));
            QTest::keyClick(&window(), Qt::Key_1, Qt::ControlModifier);
            QTest::keyClick(&window(), Qt::Key_2, Qt::ControlModifier);
            QVERIFY2(window().tabs().currentWidget()->isAncestorOf(QApplication::focusWidget()),
                     qPrintable(window().tabs().currentId()));
        }
    }
}

void TestFirstLook::panelsFollowEachOther()
{
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    window().openPage(u"queues"_s);
    const auto dock = [this](const QString &name) { return window().findChild<QDockWidget *>(name); };
    dock(u"inspectorDock"_s)->hide(); // is passed over
    QWidget *const panels[] = {dock(u"navigatorDock"_s), &window().tabs(), dock(u"feedDock"_s)};
    window().navigator().setFocus();
    for (const int panel : {1, 2, 0, 1}) {
        QTest::keyClick(&window(), Qt::Key_F6);
        QVERIFY2(panels[panel]->isAncestorOf(QApplication::focusWidget()), QByteArray::number(panel).constData());
    }
    QTest::keyClick(&window(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(panels[0]->isAncestorOf(QApplication::focusWidget()));
}

void TestFirstLook::streamsAreTopicsOnly()
{
    engine::QueueSnapshot stream = m_session->queues.first();
    stream.id = {99};
    stream.spec.name = u"clicks"_s;
    stream.spec.arguments.set("x-queue-type", QByteArray("stream"));
    m_session->queues << stream;
    m_session->push();
    NavigatorModel &model = window().navigator().contents();
    QVERIFY(!model.queueIndex({99}).isValid());
    QCOMPARE(model.rowCount(model.sectionIndex(NavigatorModel::Section::Queues)), 6);
}

SIGHTGLASS_WINDOW_TEST(TestFirstLook)
#include "tst_firstlook.moc"
