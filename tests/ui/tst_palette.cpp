// SPDX-License-Identifier: GPL-3.0-or-later
// The command palette: what letters find and how well, pages and actions and objects by the keyboard alone, the second step, what was
// used last; and that nothing is watched while it is closed.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/canvas/flowview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/messagemodel.h"
#include "ui/pages/listpage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/fuzzymatch.h"
#include "ui/palette/palettemodel.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;
using ui::palette::CommandPalette;
using ui::palette::Entry;
using ui::palette::fuzzyMatch;
using ui::palette::PaletteModel;

class TestPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void lettersAreFoundInOrder();
    void wordsThatBeginCountMore();
    void theModelSortsAndMarks();
    void whatWasUsedLastComesFirst();
    void opensAQueueByItsLetters();
    void opensAPageWithItsKeyShown();
    void doesWhatAMenuDoes();
    void theSecondStepActsOnTheObject();
    void whatCanNotBeDoneIsNotDone();
    void everyKindOfObjectIsFound();
    void everyActionOfTheMenusIsFound();
    void whatAPageOffersIsFound_data();
    void whatAPageOffersIsFound();
    void whatAPublisherOffersIsFound();
    void whatAMessageOffersIsFound();
    void anOfferIsTaken();
    void topicsArePublishedTo();
    void savedMessagesAreOpened();
    void bindingsAreToldApart();
    void consumersAreCancelledAndBindingsRemoved();
    void nothingIsWatchedWhileItIsClosed();
    void saysWhenNothingIsFound();

private:
    MainWindow &window() { return *m_window; }
    CommandPalette &palette() { return window().commandPalette(); }
    void open();
    void type(const QString &text) { QTest::keyClicks(palette().field(), text); }
    void press(Qt::Key key) { QTest::keyClick(palette().field(), key); }
    QString current() { return palette().list()->currentIndex().data().toString(); }
    QStringList shown();
    QStringList keys();

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestPalette::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    tests::openFakeTopics(*m_session);
    engine::VirtualHostSnapshot host;
    host.spec.name = u"staging"_s;
    m_session->virtualHosts << host;
    engine::UserSnapshot user;
    user.name = u"ann"_s;
    m_session->users << user;
    engine::PolicySnapshot policy;
    policy.spec.virtualHost = u"/"_s;
    policy.spec.name = u"limits"_s;
    m_session->policies << policy;
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

void TestPalette::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestPalette::open()
{
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(palette().isVisible());
    QTRY_VERIFY(palette().rows().rowOf(u"queue:/:audit"_s) >= 0); // the broker has told
}

QStringList TestPalette::shown()
{
    QStringList texts;
    for (int row = 0; row < palette().rows().rowCount(); ++row)
        texts << palette().rows().index(row).data().toString();
    return texts;
}

QStringList TestPalette::keys()
{
    QStringList all;
    for (int row = 0; row < palette().rows().rowCount(); ++row)
        all << palette().rows().index(row).data(PaletteModel::KeyRole).toString();
    return all;
}

void TestPalette::lettersAreFoundInOrder()
{
    QVERIFY(!fuzzyMatch(u"oe", u"audit"));
    QVERIFY(!fuzzyMatch(u"eo", u"orders.eu.x"_s.left(6)));
    const auto found = fuzzyMatch(u"OEU", u"orders.eu");
    QVERIFY(found);
    QCOMPARE(found->places, (QList<int>{0, 7, 8}));
    QCOMPARE(fuzzyMatch(u"ders", u"orders.eu")->places, (QList<int>{2, 3, 4, 5}));
    QVERIFY(fuzzyMatch(u"", u"anything"));
    QVERIFY(!fuzzyMatch(u"longer than the text", u"text"));
}

void TestPalette::wordsThatBeginCountMore()
{
    const auto score = [](QStringView letters, QStringView text) { return fuzzyMatch(letters, text)->score; };
    QVERIFY(score(u"dead", u"orders.dead") > score(u"dead", u"de.orders.a.d"));
    QVERIFY(score(u"nq", u"New queue…") > score(u"nq", u"unique"));
    QVERIFY(score(u"orders", u"orders") > score(u"orders", u"orders.eu.archive.of.last.year"));
    QVERIFY(score(u"ord", u"orders") > score(u"ord", u"border"));
    QVERIFY(score(u"oS", u"orderService") >= score(u"os", u"orderxservice"));
}

void TestPalette::theModelSortsAndMarks()
{
    PaletteModel model;
    QAbstractItemModelTester tester(&model);
    QList<Entry> entries;
    for (const QString &name : {u"border"_s, u"orders"_s, u"audit"_s}) {
        Entry entry;
        entry.key = entry.text = name;
        entry.kind = u"Queue"_s;
        entries << entry;
    }
    entries[0].detail = u"staging"_s;
    model.setEntries(entries);
    QCOMPARE(model.rowCount(), 3);
    model.setQuery(u"ord"_s);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), u"orders"_s);
    QCOMPARE(model.index(0).data(PaletteModel::PlacesRole).value<QList<int>>(), (QList<int>{0, 1, 2}));
    model.setQuery(u"bord stag"_s); // a word of the name, one of where it is
    QCOMPARE(model.rowCount(), 1);
    model.setQuery(u"queue au"_s);
    QCOMPARE(model.index(0).data().toString(), u"audit"_s);
    entries.removeFirst();
    model.setEntries(entries);
    model.setQuery({});
    QCOMPARE(model.rowCount(), 2);
}

void TestPalette::whatWasUsedLastComesFirst()
{
    open();
    type(u"shipping"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(window().tabs().currentId(), u"queue:/:shipping"_s);
    open();
    QCOMPARE(current(), u"shipping"_s);
    // In the next run, too.
    press(Qt::Key_Escape);
    QVERIFY(!palette().isVisible());
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    open();
    QCOMPARE(current(), u"shipping"_s);
}

void TestPalette::opensAQueueByItsLetters()
{
    open();
    QVERIFY(palette().field()->hasFocus());
    type(u"ordead"_s);
    QCOMPARE(current(), u"orders.dead"_s);
    press(Qt::Key_Return);
    QVERIFY(!palette().isVisible());
    QCOMPARE(window().tabs().currentId(), u"queue:/:orders.dead"_s);
}

void TestPalette::opensAPageWithItsKeyShown()
{
    open();
    type(u"exchanges"_s);
    const QModelIndex row = palette().list()->currentIndex();
    QCOMPARE(row.data().toString(), u"Exchanges"_s);
    QCOMPARE(row.data(PaletteModel::KindRole).toString(), u"Page"_s);
    QCOMPARE(row.data(PaletteModel::ShortcutRole).toString(),
             QKeySequence(Qt::ALT | Qt::Key_3).toString(QKeySequence::NativeText));
    press(Qt::Key_Return);
    QCOMPARE(window().tabs().currentId(), u"exchanges"_s);
}

void TestPalette::doesWhatAMenuDoes()
{
    open();
    type(u"dark"_s);
    QCOMPARE(current(), u"Dark"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_theme->mode(), ui::theme::Theme::Mode::Dark);
    m_theme->setMode(ui::theme::Theme::Mode::System);
}

void TestPalette::theSecondStepActsOnTheObject()
{
    open();
    type(u"orders.eu"_s);
    press(Qt::Key_Right);
    QCOMPARE(palette().subject(), u"orders.eu"_s);
    QVERIFY(shown().contains(u"Purge"_s));
    press(Qt::Key_Backspace);
    QVERIFY(palette().subject().isEmpty());
    QCOMPARE(palette().field()->text(), u"orders.eu"_s);
    press(Qt::Key_Tab);
    type(u"pur"_s);
    QCOMPARE(current(), u"Purge"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_session->commands.last(), u"purgeQueue orders.eu"_s);
    open();
    type(u"orders.eu"_s);
    press(Qt::Key_Tab);
    type(u"copy"_s);
    press(Qt::Key_Return);
    QCOMPARE(QApplication::clipboard()->text(), u"orders.eu"_s);
}

void TestPalette::whatCanNotBeDoneIsNotDone()
{
    open();
    type(u"amq.topic exchange"_s);
    press(Qt::Key_Tab);
    type(u"delete"_s);
    QCOMPARE(current(), u"Delete…"_s); // pre-declared: stays
    press(Qt::Key_Return);
    QVERIFY(palette().isVisible());
    QVERIFY(m_session->commands.isEmpty());
}

void TestPalette::everyKindOfObjectIsFound()
{
    const struct
    {
        QString typed, kind, tab;
    } objects[] = {
        {u"billing-svc connection"_s, u"Connection"_s, u"connections"_s},
        {m_session->topics.front().spec.name + u" topic"_s, u"Topic"_s,
         u"topic:/:"_s + m_session->topics.front().spec.name},
        {m_session->groups.front().name + u" group"_s, u"Consumer group"_s, u"groups"_s},
        {u"orders.dlx"_s, u"Exchange"_s, u"exchanges"_s},
        {u"ctag1.3 consumer"_s, u"Consumer"_s, u"connections"_s},
        {u"orders orders.eu binding"_s, u"Binding"_s, u"exchanges"_s},
        {u"staging"_s, u"Virtual host"_s, u"virtualHosts"_s},
        {u"ann user"_s, u"User"_s, u"users"_s},
        {u"limits policy"_s, u"Policy"_s, u"policies"_s},
    };
    for (const auto &object : objects) {
        open();
        type(object.typed);
        QCOMPARE(palette().list()->currentIndex().data(PaletteModel::KindRole).toString(), object.kind);
        press(Qt::Key_Return);
        QTRY_COMPARE(window().tabs().currentId(), object.tab);
        if (auto *list = qobject_cast<ui::pages::ListPage *>(window().tabs().currentWidget()))
            QTRY_VERIFY2(list->selectedSourceRow().isValid(), qPrintable(object.typed));
    }
}

void TestPalette::everyActionOfTheMenusIsFound()
{
    open();
    const QStringList all = keys();
    for (const QString &key :
         {u"action:Broker/New queue…"_s, u"action:Broker/New topic…"_s, u"action:Broker/New user…"_s,
          u"action:Broker/New virtual host…"_s, u"action:Broker/New policy…"_s, u"action:File/Quit"_s,
          u"action:View › Theme/Light"_s, u"page:flow"_s, u"page:policies"_s, u"queue:/:audit"_s})
        QVERIFY2(all.contains(key), qPrintable(key));
    // A page is there once, whatever menu it stands in.
    QCOMPARE(all.filter(u"Exchanges"_s).size(), 0);
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
}

void TestPalette::whatAPageOffersIsFound_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QStringList>("offered");
    const auto row = [](const char *page, const QStringList &offered) {
        QTest::newRow(page) << QString::fromLatin1(page) << offered;
    };
    row("flow", {u"action:Flow/Tidy"_s, u"action:Flow/Fit"_s, u"action:Flow/Zoom in (+)"_s,
                 u"action:Flow › Show/What is idle"_s, u"action:Flow › Show/Export as SVG…"_s,
                 u"action:Live feed/Freeze the live feed"_s});
    row("queues", {u"action:Queues/New queue…"_s, u"action:Queues/Purge"_s});
    row("topics", {u"action:Topics/New topic…"_s, u"action:Topics/Recreate…"_s});
    row("groups", {u"action:Consumer groups/Copy group ID"_s});
    row("exchanges", {u"action:Exchanges/New exchange…"_s, u"action:Exchanges/Copy name"_s});
    row("unrouted", {u"action:Unrouted/Republish…"_s});
    row("deadLetters", {u"action:Dead letters/Show all"_s});
    row("connections", {u"action:Connections/Copy name"_s, u"action:Connections/Expand all"_s});
    row("virtualHosts", {u"action:Virtual hosts/New virtual host…"_s});
    row("users", {u"action:Users/New user…"_s, u"action:Users/Set permissions…"_s});
    row("policies", {u"action:Policies/New policy…"_s, u"action:Policies/Copy…"_s});
}

void TestPalette::whatAPageOffersIsFound()
{
    QFETCH(QString, page);
    QFETCH(QStringList, offered);
    window().openPage(page);
    m_session->push();
    if (page == u"flow")
        QTRY_VERIFY(window().findChild<ui::canvas::FlowView *>()->isVisible());
    open();
    const QStringList all = keys();
    for (const QString &key : std::as_const(offered))
        QVERIFY2(all.contains(key), qPrintable(key + u" is not among "_s + all.filter(u"action:"_s).join(u", "_s)));
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
}

void TestPalette::whatAPublisherOffersIsFound()
{
    window().publishers().openNew();
    const QString title = window().tabs().titleOf(window().tabs().currentId());
    open();
    const QStringList all = keys();
    for (const QString &what : {u"Save…"_s, u"Repeat…"_s})
        QVERIFY2(all.contains(QString(u"action:"_s + title + u'/' + what)), qPrintable(what));
    QVERIFY(all.filter(QString(u"action:"_s + title + u" › Copy as code/"_s)).size() >= 5); // languages
}

void TestPalette::whatAMessageOffersIsFound()
{
    window().resize(1440, 900);
    window().openQueue(m_session->queues.front());
    auto *page = qobject_cast<ui::pages::QueuePage *>(window().tabs().currentWidget());
    QVERIFY(page);
    ui::pages::MessageTable &table = page->messages().table();
    QTRY_VERIFY(table.messageAt(5).ref.queue.isValid());
    const QModelIndex index = table.model()->index(1, ui::models::BodyColumn);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    const auto isMessageShown = [this] {
        const auto buttons = window().findChildren<QPushButton *>();
        return std::any_of(buttons.begin(), buttons.end(),
                           [](const QPushButton *b) { return b->isVisible() && b->text() == u"Follow"; });
    };
    QTRY_VERIFY(isMessageShown());
    open();
    const QStringList all = keys();
    const QString title = window().tabs().titleOf(window().tabs().currentId());
    for (const QString &what :
         {u"Edit and republish…"_s, u"Move to…"_s, u"Copy to…"_s, u"Export…"_s, u"Delete"_s, u"Select for compare"_s})
        QVERIFY2(all.contains(QString(u"action:"_s + title + u'/' + what)), qPrintable(what));
    for (const QString &key : {u"action:Inspector/Follow"_s, u"action:Inspector › Copy/Copy body"_s,
                               u"action:Inspector › Copy/Save body…"_s})
        QVERIFY2(all.contains(key), qPrintable(key));
}

void TestPalette::anOfferIsTaken()
{
    QTRY_VERIFY(window().findChild<ui::canvas::FlowView *>()->isVisible());
    auto &view = *window().findChild<ui::canvas::FlowView *>();
    view.zoomTo(1);
    open();
    type(u"zoom in"_s);
    QCOMPARE(current(), u"Zoom in (+)"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(view.zoom() > 1.1);
}

void TestPalette::topicsArePublishedTo()
{
    open();
    type(m_session->topics.front().spec.name + u" topic"_s);
    press(Qt::Key_Tab);
    type(u"publish"_s);
    QCOMPARE(current(), u"Publish to it…"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(qobject_cast<ui::publisher::PublisherPage *>(window().tabs().currentWidget()));
    const auto *page = qobject_cast<ui::publisher::PublisherPage *>(window().tabs().currentWidget());
    QCOMPARE(page->draft().kind, ui::publisher::TargetKind::Topic);
    QCOMPARE(page->draft().target, m_session->topics.front().spec.name);
}

void TestPalette::savedMessagesAreOpened()
{
    ui::publisher::PublisherPage &page = window().publishers().open();
    ui::publisher::Draft draft;
    draft.target = u"orders"_s;
    draft.routingKey = u"eu.new"_s;
    page.setDraft(draft);
    window().publishers().library().save(u"shop/orders"_s, u"Without a total"_s, draft);
    window().openPage(u"queues"_s);
    open();
    type(u"without saved"_s);
    QCOMPARE(current(), u"Without a total"_s);
    press(Qt::Key_Return);
    auto *shown = qobject_cast<ui::publisher::PublisherPage *>(window().tabs().currentWidget());
    QVERIFY(shown);
    QCOMPARE(shown->draft().routingKey, u"eu.new"_s);
}

void TestPalette::bindingsAreToldApart()
{
    engine::BindingSnapshot first;
    first.spec.virtualHost = u"/"_s;
    first.spec.source = u"amq.headers"_s;
    first.spec.destination = u"audit"_s;
    first.spec.arguments.set("region", QByteArray("eu"));
    engine::BindingSnapshot second = first;
    second.spec.arguments.set("region", QByteArray("us"));
    m_session->bindings << first << second;
    m_session->push();
    open();
    const QStringList all = keys().filter(u"amq.headers → audit"_s);
    QCOMPARE(all.size(), 2);
    QVERIFY(all.at(0) != all.at(1));
    type(u"amq.headers audit us"_s);
    QVERIFY2(current().contains(u"us"_s), qPrintable(current()));
    press(Qt::Key_Tab);
    type(u"unbind"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(!m_session->commands.isEmpty());
}

void TestPalette::consumersAreCancelledAndBindingsRemoved()
{
    open();
    type(u"orders orders.eu binding"_s);
    press(Qt::Key_Tab);
    type(u"unbind"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(!m_session->commands.isEmpty());
    QVERIFY2(m_session->commands.last().startsWith(u"unbind"), qPrintable(m_session->commands.last()));
    open();
    type(u"ctag1.3 consumer"_s);
    press(Qt::Key_Tab);
    type(u"cancel"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(QApplication::activeModalWidget());
    qobject_cast<QDialog *>(QApplication::activeModalWidget())->reject();
}

void TestPalette::nothingIsWatchedWhileItIsClosed()
{
    const qsizetype before = m_session->watchers();
    open();
    QVERIFY(m_session->watchers() > before);
    // What comes while it is open is found.
    engine::QueueSnapshot queue = m_session->queues.first();
    queue.id = {77};
    queue.spec.name = u"chargebacks"_s;
    m_session->queues << queue;
    type(u"chargebacks"_s);
    QVERIFY(!shown().contains(u"chargebacks"_s));
    m_session->push();
    QCOMPARE(current(), u"chargebacks"_s);
    press(Qt::Key_Escape);
    QCOMPARE(m_session->watchers(), before);
}

void TestPalette::saysWhenNothingIsFound()
{
    open();
    type(u"zzzz"_s);
    QCOMPARE(palette().rows().rowCount(), 0);
    press(Qt::Key_Return); // does nothing
    QVERIFY(palette().isVisible());
    const auto labels = palette().findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel *label) { return label->isVisible() && label->text().contains(u"zzzz"_s); }));
}

SIGHTGLASS_WINDOW_TEST(TestPalette)
#include "tst_palette.moc"
