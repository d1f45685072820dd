// SPDX-License-Identifier: GPL-3.0-or-later
// The window's tabs and panels over a session without a broker: objects that are made again, steps that are taken back, what is
// remembered of a closed tab, and the keys that lead from panel to panel.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/transferactions.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/bindingmodel.h"
#include "ui/models/messagemodel.h"
#include "ui/pages/queuepage.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/historypanel.h"
#include "ui/publisher/librarypanel.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSessionManager>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;

class TestTabs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void takingABindingBackIsNoNewStep();
    void aBindingThatWasThereIsNoStep();
    void aQueueThatWasMadeAgainIsShown();
    void whatIsGoneTakesNoOrders();
    void aClosedTabIsRememberedToo();
    void thePublishersComeBackAsTheyWere();
    void aLargeDraftComesBack();
    void aDraftThatCanNotBeReadIsSetAside();
    void aDraftThatCanNotBeKeptIsTold();
    void whatIsWrittenSinceThenIsToldToo();
    void aCloseThatWasRefusedEndsNothing();
    void nothingHoldsUpTheEndOfTheSession();
    void aClosedTabSurvivesAnEndThatIsCalledOff();
    void aLargeMessageComesBack();
    void whatIsWrittenIsNotOpenedOver();
    void oneUndoForTheBrokerAndForWhatIsSaved();
    void everyPanelHasAKey();
    void comesToTheFront();

private:
    MainWindow &window() { return *m_window; }
    void makeWindow();
    /// Binds orders.eu to orders in the form.
    void bindInTheForm();

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestTabs::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
}

void TestTabs::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestTabs::makeWindow()
{
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

void TestTabs::bindInTheForm()
{
    engine::BindingSpec start;
    start.virtualHost = u"/"_s;
    start.source = u"orders"_s;
    start.destination = u"orders.eu"_s;
    start.routingKey = u"eu.#"_s;
    window().brokerActions().newBinding(start);
    QPointer<ui::dialogs::CreateBindingDialog> form;
    QTRY_VERIFY(form = window().findChild<ui::dialogs::CreateBindingDialog *>());
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY(!form);
    QCOMPARE(m_session->bound.size(), 1);
}

void TestTabs::takingABindingBackIsNoNewStep()
{
    makeWindow();
    bindInTheForm();
    QTRY_COMPARE(window().notices().text(), u"orders.eu is bound to orders."_s);
    QVERIFY(window().brokerActions().canUndo());
    window().brokerActions().undo();
    QTRY_COMPARE(m_session->unbound, m_session->bound);
    QTRY_COMPARE(window().notices().text(), u"orders.eu is no longer bound to orders."_s);
    QVERIFY(!window().brokerActions().canUndo());
}

void TestTabs::aBindingThatWasThereIsNoStep()
{
    makeWindow();
    m_session->bindingChanges = false;
    bindInTheForm();
    QTRY_COMPARE(window().notices().text(), u"orders.eu was bound to orders like this already."_s);
    QVERIFY(!window().brokerActions().canUndo());
    window().brokerActions().unbind(m_session->bindings.first().spec);
    QTRY_VERIFY(window().notices().text().contains(u"was not bound"_s));
    QVERIFY(!window().brokerActions().canUndo());
}

/// Deleted and declared again by a client: the same name, another queue.
void TestTabs::aQueueThatWasMadeAgainIsShown()
{
    makeWindow();
    window().openQueue(m_session->queues.at(0));
    window().openQueue(m_session->queues.at(1));
    m_session->queues[0].id = {4711};
    m_session->push();
    window().openQueue(m_session->queues.at(0));
    const auto *page = qobject_cast<ui::pages::QueuePage *>(window().tabs().currentWidget());
    QVERIFY(page);
    QCOMPARE(page->queue().id, engine::QueueId{4711});
    QCOMPARE(window().tabs().objectIds(), (QStringList{u"queue:/:orders.eu"_s, u"queue:/:orders.us"_s}));
    window().openQueue(m_session->queues.at(0));
    QCOMPARE(window().tabs().currentWidget(), page);
}

void TestTabs::whatIsGoneTakesNoOrders()
{
    makeWindow();
    window().openQueue(m_session->queues.first());
    auto *page = qobject_cast<ui::pages::QueuePage *>(window().tabs().currentWidget());
    QVERIFY(page);
    const auto button = [page](const QString &text) {
        const auto buttons = page->findChildren<QPushButton *>();
        const auto it = std::find_if(buttons.begin(), buttons.end(), [&](auto *b) { return b->text() == text; });
        return it == buttons.end() ? nullptr : *it;
    };
    auto *purge = button(u"Purge"_s);
    auto *publish = button(u"Publish here…"_s);
    auto *bind = button(u"Add binding…"_s);
    auto *replay = button(u"Replay…"_s);
    QVERIFY(purge && publish && bind && replay);
    QTRY_VERIFY(purge->isEnabled());
    QVERIFY(publish->isEnabled() && bind->isEnabled() && replay->isEnabled());
    m_session->queues[0].id = {4711}; // another queue has its name
    m_session->push();
    QTRY_VERIFY(!purge->isEnabled());
    QVERIFY(!publish->isEnabled() && !bind->isEnabled() && !replay->isEnabled());
    for (const auto *list : page->findChildren<QAbstractItemView *>()) {
        if (list->accessibleName() == u"Bindings to this queue")
            QCOMPARE(list->model()->rowCount(), 0);
    }
}

void TestTabs::aClosedTabIsRememberedToo()
{
    const auto header = [this] {
        return window().tabs().currentWidget()->findChild<ui::tables::VirtualTable *>()->header();
    };
    makeWindow();
    window().openQueue(m_session->queues.first());
    const bool wasHidden = header()->isSectionHidden(ui::models::MessageModel::SizeColumn);
    header()->setSectionHidden(ui::models::MessageModel::SizeColumn, !wasHidden);
    const auto bindings = [this]() -> ui::widgets::ListView * {
        const auto lists = window().tabs().currentWidget()->findChildren<ui::widgets::ListView *>();
        const auto it = std::find_if(lists.begin(), lists.end(), [](const ui::widgets::ListView *list) {
            return list->accessibleName() == u"Bindings to this queue";
        });
        return it == lists.end() ? nullptr : *it;
    };
    QVERIFY(bindings());
    QVERIFY(!bindings()->isColumnHidden(ui::models::BindingModel::Arguments));
    bindings()->setColumnHidden(ui::models::BindingModel::Arguments, true);
    window().tabs().closeTab(window().tabs().currentIndex());
    window().openQueue(m_session->queues.at(1));
    QCOMPARE(header()->isSectionHidden(ui::models::MessageModel::SizeColumn), !wasHidden);
    QVERIFY(bindings()->isColumnHidden(ui::models::BindingModel::Arguments));
}

void TestTabs::thePublishersComeBackAsTheyWere()
{
    using ui::publisher::PublisherPage;
    makeWindow();
    window().openPublisher(u"/"_s, u"orders"_s, u"eu.new"_s);
    window().publishers().openNew();
    ui::publisher::Draft written;
    written.kind = ui::publisher::TargetKind::Topic;
    written.target = u"clicks"_s;
    written.key = u"{{seq}}"_s;
    written.body = u"{\"a\": 1}"_s;
    qobject_cast<PublisherPage *>(window().tabs().currentWidget())->setDraft(written);
    QCOMPARE(window().tabs().objectIds(), (QStringList{u"publisher:1"_s, u"publisher:2"_s}));
    QCOMPARE(window().tabs().tabText(window().tabs().currentIndex()), u"Publish → clicks"_s);
    window().close();
    makeWindow();
    QCOMPARE(window().tabs().objectIds(), (QStringList{u"publisher:1"_s, u"publisher:2"_s}));
    const auto *second = qobject_cast<PublisherPage *>(window().tabs().currentWidget());
    QVERIFY(second);
    QCOMPARE(second->draft().body, written.body);
    QCOMPARE(second->draft().key, written.key);
    const auto *first = qobject_cast<PublisherPage *>(window().tabs().page(u"publisher:1"_s));
    QVERIFY(first);
    QCOMPARE(first->draft().target, u"orders"_s);
    QCOMPARE(first->draft().routingKey, u"eu.new"_s);
}

namespace {

/// More than the settings take.
ui::publisher::Draft largeDraft()
{
    ui::publisher::Draft draft;
    draft.target = u"orders"_s;
    draft.body = QString(99, u'x') + u'\n';
    draft.body = draft.body.repeated(5'000);
    return draft;
}

} // namespace

void TestTabs::aLargeDraftComesBack()
{
    using ui::publisher::PublisherPage;
    const ui::publisher::Draft large = largeDraft();
    makeWindow();
    window().publishers().openNew().setDraft(large);
    window().publishers().openNew().setDraft(large);
    window().tabs().closeTab(window().tabs().currentIndex());
    // Closed, and gone back to.
    window().publishers().restore({u"publisher:2"_s});
    const auto *again = qobject_cast<PublisherPage *>(window().tabs().page(u"publisher:2"_s));
    QVERIFY(again);
    QCOMPARE(again->draft().body, large.body);
    window().tabs().closeId(u"publisher:2"_s);
    // And after another start; what was closed by then needs no file any more.
    QVERIFY(window().close());
    makeWindow();
    const auto *page = qobject_cast<PublisherPage *>(window().tabs().page(u"publisher:1"_s));
    QVERIFY(page);
    QCOMPARE(page->draft().target, large.target);
    QCOMPARE(page->draft().body, large.body);
    const auto files = [this] { return QDir(m_scratch->filePath(u"window-drafts"_s)).entryList(QDir::Files); };
    QCOMPARE(files(), QStringList{u"publisher-1.json"_s});
    // Small again: in the settings, without a file.
    window().publishers().open().setDraft({});
    QVERIFY(window().close());
    QVERIFY(files().isEmpty());
    makeWindow();
    page = qobject_cast<PublisherPage *>(window().tabs().page(u"publisher:1"_s));
    QVERIFY(page);
    QCOMPARE(page->draft().body, QString());
}

/// Its tab opens empty, and that is kept in another place.
void TestTabs::aDraftThatCanNotBeReadIsSetAside()
{
    const QString path = m_scratch->filePath(u"window-drafts/publisher-1.json"_s);
    makeWindow();
    window().publishers().openNew().setDraft(largeDraft());
    QVERIFY(window().close());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() - 1)); // as a full disk leaves it
    const QByteArray left = file.readAll();
    file.close();
    for (int run = 0; run < 2; ++run) {
        makeWindow();
        QCOMPARE(window().tabs().objectIds(), QStringList{u"publisher:1"_s});
        QVERIFY(window().close());
    }
    QVERIFY(!QFile::exists(path));
    QFile aside(path + u".damaged"_s);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), left);
}

void TestTabs::aDraftThatCanNotBeKeptIsTold()
{
    using ui::publisher::PublisherPage;
    QFile inTheWay(m_scratch->filePath(u"window-drafts"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    makeWindow();
    const ui::publisher::Draft large = largeDraft();
    window().publishers().openNew().setDraft(large);
    window().tabs().closeTab(window().tabs().currentIndex());
    QVERIFY(window().notices().text().contains(u"could not be kept"_s));
    // In this run it is there all the same.
    window().publishers().restore({u"publisher:1"_s});
    const auto *page = qobject_cast<PublisherPage *>(window().tabs().page(u"publisher:1"_s));
    QVERIFY(page);
    QCOMPARE(page->draft().body, large.body);
    // The window stays once, to say it.
    QVERIFY(!window().close());
    QVERIFY(window().isVisible());
    QVERIFY(window().notices().text().contains(u"could not be kept"_s));
    QVERIFY(window().notices().text().startsWith(u"Close the window once more to end all the same"_s));
    QVERIFY(window().close());
}

/// One refusal is no leave to lose what comes later.
void TestTabs::whatIsWrittenSinceThenIsToldToo()
{
    QFile inTheWay(m_scratch->filePath(u"window-drafts"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    makeWindow();
    ui::publisher::PublisherPage &page = window().publishers().openNew();
    ui::publisher::Draft draft = largeDraft();
    page.setDraft(draft);
    QVERIFY(!window().close());
    draft.body += u"more"_s;
    page.setDraft(draft);
    QVERIFY(!window().close());
    QVERIFY(window().close());
}

void TestTabs::aCloseThatWasRefusedEndsNothing()
{
    QFile inTheWay(m_scratch->filePath(u"window-drafts"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const QString imported = m_scratch->filePath(u"orders.jsonl"_s);
    QFile file(imported);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    makeWindow();
    window().publishers().openNew().setDraft(largeDraft());
    engine::MessageTarget target;
    target.name = u"orders.us"_s;
    const auto closeAmidAnImport = [&] {
        window().transferActions().importFrom(imported, target);
        window().close();
        const QPointer<QMessageBox> question = window().findChild<QMessageBox *>(u"closeQuestion"_s);
        QVERIFY(question);
        const auto buttons = question->buttons();
        const auto end = std::find_if(buttons.begin(), buttons.end(),
                                      [](const QAbstractButton *one) { return one->text() == u"End it and close"; });
        QVERIFY(end != buttons.end());
        (*end)->click();
        QTRY_VERIFY(!question);
    };
    closeAmidAnImport();
    QVERIFY(window().isVisible()); // the draft can not be kept
    QTRY_VERIFY(window().transferActions().underWay().isEmpty());
    closeAmidAnImport();
    QVERIFY(!window().isVisible());
}

namespace {

/// As the desktop says it when its session is to end.
void announceTheEnd()
{
    auto *manager = qApp->findChild<QSessionManager *>();
    QVERIFY(manager);
    Q_EMIT qApp->commitDataRequest(*manager);
}

/// Takes the end of the program away from the application, which the other tests still need.
class EndTaker : public QObject
{
public:
    EndTaker() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        return watched == qApp && event->type() == QEvent::Quit;
    }
};

} // namespace

void TestTabs::nothingHoldsUpTheEndOfTheSession()
{
    QFile inTheWay(m_scratch->filePath(u"window-drafts"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const EndTaker endTaker;
    makeWindow();
    window().publishers().openNew().setDraft(largeDraft());
    announceTheEnd();
    QVERIFY(window().isVisible()); // it may be called off
    QEvent end(QEvent::Quit);
    QCoreApplication::sendEvent(qApp, &end);
    QVERIFY(!window().isVisible());
    // Nor does it hold up a signal.
    makeWindow();
    window().publishers().openNew().setDraft(largeDraft());
    window().closeUnasked();
    QVERIFY(!window().isVisible());
}

void TestTabs::aClosedTabSurvivesAnEndThatIsCalledOff()
{
    makeWindow();
    const ui::publisher::Draft large = largeDraft();
    window().publishers().openNew().setDraft(large);
    window().tabs().closeId(u"publisher:1"_s);
    announceTheEnd();
    window().publishers().restore({u"publisher:1"_s});
    const auto *page = qobject_cast<ui::publisher::PublisherPage *>(window().tabs().page(u"publisher:1"_s));
    QVERIFY(page);
    QCOMPARE(page->draft().body, large.body);
}

/// Taken over into a publisher: its body is there as long as the tab can come back.
void TestTabs::aLargeMessageComesBack()
{
    using ui::publisher::PublisherPage;
    engine::MessageDetails details;
    details.virtualHost = u"/"_s;
    details.summary.exchange = u"orders"_s;
    details.summary.routingKey = u"eu.new"_s;
    details.body = QByteArray(3 << 20, 'x');
    makeWindow();
    window().openPublisherWith(details);
    const auto page = [this] { return qobject_cast<PublisherPage *>(window().tabs().page(u"publisher:1"_s)); };
    QVERIFY(page());
    QFile body(page()->draft().body);
    QTRY_VERIFY(body.exists());
    const QPointer<QWidget> closed = page();
    window().tabs().closeId(u"publisher:1"_s);
    QTRY_VERIFY(!closed);
    window().publishers().library().bodies().removeUnheld();
    window().publishers().restore({u"publisher:1"_s});
    QVERIFY(page());
    QCOMPARE(page()->draft().body, body.fileName());
    QVERIFY(body.exists());
    QVERIFY(window().close());
    makeWindow();
    QVERIFY(page());
    QCOMPARE(page()->draft().body, body.fileName());
    QVERIFY(body.open(QIODevice::ReadOnly));
    QCOMPARE(body.readAll(), details.body);
}

/// A saved message and one of the history open beside it.
void TestTabs::whatIsWrittenIsNotOpenedOver()
{
    using ui::publisher::Draft;
    using ui::publisher::PublisherPage;
    makeWindow();
    Draft saved, published;
    saved.body = u"saved"_s;
    published.body = u"published"_s;
    window().publishers().library().save({}, u"New order"_s, saved);
    window().publishers().history().add({0, 0, published, true, {}, 1});
    PublisherPage &written = window().publishers().openNew();
    written.body().setBody(ui::publisher::BytesForm::Text, u"being written"_s);
    const auto open = [](QAbstractItemView &list) {
        list.setCurrentIndex(list.model()->index(0, 0));
        QTest::keyClick(&list, Qt::Key_Return);
    };
    const auto openSaved = [&](PublisherPage &page) {
        page.findChild<QTabWidget *>()->setCurrentIndex(1);
        open(page.findChild<ui::publisher::LibraryPanel *>()->tree());
    };
    const auto openPublished = [&](PublisherPage &page) {
        page.findChild<QTabWidget *>()->setCurrentIndex(2);
        open(page.findChild<ui::publisher::HistoryPanel *>()->list());
    };
    const auto current = [this] { return qobject_cast<PublisherPage *>(window().tabs().currentWidget()); };
    openSaved(written);
    QCOMPARE(written.draft().body, u"being written"_s);
    QVERIFY(current() && current() != &written);
    QCOMPARE(current()->draft().body, u"saved"_s);
    // In which nothing was changed: it is saved, so that others take its place.
    QCOMPARE(window().tabs().objectIds().size(), 2);
    openPublished(*current());
    QCOMPARE(window().tabs().objectIds().size(), 2);
    QCOMPARE(current()->draft().body, u"published"_s);
    // Changed: it stays.
    PublisherPage *changed = current();
    changed->body().setBody(ui::publisher::BytesForm::Text, u"changed"_s);
    openPublished(*changed);
    QCOMPARE(changed->draft().body, u"changed"_s);
    QCOMPARE(window().tabs().objectIds().size(), 3);
    QCOMPARE(current()->draft().body, u"published"_s);
}

/// Ctrl+Z takes back what was done last, whichever it was.
void TestTabs::oneUndoForTheBrokerAndForWhatIsSaved()
{
    makeWindow();
    window().brokerActions().purgeQueue(m_session->queues.first());
    QTRY_VERIFY(window().brokerActions().undoText().contains(u"purged"_s));
    ui::publisher::MessageLibrary &library = window().publishers().library();
    library.save({}, u"New order"_s, {});
    auto &page = window().publishers().openNew();
    page.findChild<QTabWidget *>()->setCurrentIndex(1);
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    auto &tree = page.findChild<ui::publisher::LibraryPanel *>()->tree();
    tree.setFocus();
    tree.setCurrentIndex(tree.model()->index(0, 0));
    QTest::keyClick(&tree, Qt::Key_Delete);
    QTRY_VERIFY(library.messages().isEmpty());
    QCOMPARE(window().notices().text(), u"New order is no longer saved."_s);
    QCOMPARE(window().brokerActions().undoText(), window().notices().text());
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(library.messages().size(), 1);
    QCOMPARE(library.messages().first().name, u"New order"_s);
    QVERIFY(!m_session->commands.contains(u"undo 7"_s));
    // What the notice offered is done: it must not offer it for the purge.
    QCOMPARE(window().notices().text(), u"Taken back: New order is no longer saved."_s);
    QVERIFY(!window().notices().actionButton()->isVisible());
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_session->commands.last(), u"undo 7"_s);
    QCOMPARE(library.messages().size(), 1);
}

void TestTabs::everyPanelHasAKey()
{
    makeWindow();
    window().openQueue(m_session->queues.first());
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    const auto panelOf = [this](const QString &name) { return window().findChild<QDockWidget *>(name); };
    const struct
    {
        Qt::Key key;
        QWidget *panel;
    } ways[] = {{Qt::Key_1, panelOf(u"navigatorDock"_s)},
                {Qt::Key_2, window().tabs().currentWidget()},
                {Qt::Key_3, panelOf(u"inspectorDock"_s)},
                {Qt::Key_4, panelOf(u"feedDock"_s)}};
    for (const auto &way : ways) {
        if (qobject_cast<QDockWidget *>(way.panel))
            way.panel->hide();
        QTest::keyClick(&window(), way.key, Qt::ControlModifier);
        QVERIFY(way.panel->isVisible());
        QVERIFY2(way.panel->isAncestorOf(QApplication::focusWidget()), QByteArray::number(int(way.key)).constData());
    }
    QVERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget())); // the feed's filter
}

void TestTabs::comesToTheFront()
{
    makeWindow();
    window().showMaximized();
    QTRY_VERIFY(window().isMaximized());
    window().setWindowState(window().windowState() | Qt::WindowMinimized);
    QTRY_VERIFY(window().isMinimized());
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    window().raiseToFront();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QVERIFY(!window().isMinimized());
    QVERIFY(window().isMaximized()); // as it was before
}

SIGHTGLASS_WINDOW_TEST(TestTabs)
#include "tst_tabs.moc"
