// SPDX-License-Identifier: GPL-3.0-or-later
// Back and forward through where one has been: pages with what was selected in them, tabs that were closed meanwhile, by key, by
// button and by the mouse's own buttons; and the tabs of the last run.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/mainwindow/history.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/listpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QApplication>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::mainwindow::History;
using ui::mainwindow::MainWindow;

class TestHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void whatLaysAheadIsForgotten();
    void isBounded();
    void leadsBackToTheSelection();
    void opensWhatWasClosed();
    void passesOverWhatIsGone();
    void hearsTheMouse();
    void theTabsOfTheLastRunAreNoHistory();

private:
    MainWindow &window() { return *m_window; }
    void makeWindow();
    void back() { QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier); }
    void forward() { QTest::keyClick(&window(), Qt::Key_Right, Qt::AltModifier); }
    QString tab() { return window().tabs().currentId(); }
    ui::pages::ListPage *list() { return qobject_cast<ui::pages::ListPage *>(window().tabs().currentWidget()); }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestHistory::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    tests::openFakeTopics(*m_session);
    makeWindow();
}

void TestHistory::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestHistory::makeWindow()
{
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

void TestHistory::whatLaysAheadIsForgotten()
{
    History history;
    QVERIFY(!history.goBack());
    for (const QString &tab : {u"a"_s, u"b"_s, u"b"_s, u"c"_s})
        history.arriveAt(tab);
    QCOMPARE(history.count(), size_t(3));
    history.notePlace(7);
    QCOMPARE(history.goBack()->tab, u"b"_s);
    QCOMPARE(history.goBack()->tab, u"a"_s);
    QVERIFY(!history.goBack());
    QCOMPARE(history.goForward()->tab, u"b"_s);
    QCOMPARE(history.goForward()->place.toInt(), 7);
    history.goBack();
    history.arriveAt(u"d"_s);
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.goBack()->tab, u"b"_s);
    history.forgetOthers();
    QVERIFY(!history.canGoBack() && !history.canGoForward());
    QCOMPARE(history.currentTab(), u"b"_s);
}

void TestHistory::isBounded()
{
    History history;
    for (size_t i = 0; i < 3 * History::mostStops; ++i)
        history.arriveAt(QString::number(i));
    QCOMPARE(history.count(), History::mostStops);
    QCOMPARE(history.currentTab(), QString::number(3 * History::mostStops - 1));
}

void TestHistory::leadsBackToTheSelection()
{
    window().openPage(u"exchanges"_s);
    QTRY_VERIFY(list()->view()->model()->rowCount() > 3);
    list()->selectId(quint64(7));
    QVERIFY(list()->selectedSourceRow().isValid());
    window().openPage(u"connections"_s);
    window().openPage(u"exchanges"_s);
    list()->selectId(quint64(8));
    back();
    QCOMPARE(tab(), u"connections"_s);
    back();
    QCOMPARE(tab(), u"exchanges"_s);
    QTRY_COMPARE(list()->place().toULongLong(), quint64(7));
    forward();
    forward();
    QCOMPARE(tab(), u"exchanges"_s);
    QTRY_COMPARE(list()->place().toULongLong(), quint64(8));
}

void TestHistory::opensWhatWasClosed()
{
    window().openQueue(m_session->queues.at(1));
    auto *parts = window().tabs().currentWidget()->findChild<QTabWidget *>();
    parts->setCurrentIndex(2);
    window().openPage(u"users"_s);
    window().tabs().closeId(u"queue:/:orders.us"_s);
    back();
    QTRY_COMPARE(tab(), u"queue:/:orders.us"_s);
    QCOMPARE(window().tabs().currentWidget()->findChild<QTabWidget *>()->currentIndex(), 2);
    window().openTopic(m_session->topics.front());
    const QString topic = tab();
    window().openPage(u"users"_s);
    window().tabs().closeId(topic);
    back();
    QTRY_COMPARE(tab(), topic);
}

void TestHistory::passesOverWhatIsGone()
{
    window().openPage(u"exchanges"_s);
    window().openQueue(m_session->queues.at(1));
    window().openPage(u"users"_s);
    window().tabs().closeId(u"queue:/:orders.us"_s);
    m_session->queues.removeAt(1);
    m_session->push();
    back();
    QTRY_COMPARE(tab(), u"exchanges"_s);
}

void TestHistory::hearsTheMouse()
{
    window().openPage(u"exchanges"_s);
    window().openPage(u"users"_s);
    QTest::mouseClick(window().tabs().currentWidget(), Qt::BackButton);
    QCOMPARE(tab(), u"exchanges"_s);
    QTest::mouseClick(window().tabs().currentWidget(), Qt::ForwardButton);
    QCOMPARE(tab(), u"users"_s);
}

void TestHistory::theTabsOfTheLastRunAreNoHistory()
{
    window().openTopic(m_session->topics.front());
    const QString topic = tab();
    window().openQueue(m_session->queues.at(0));
    window().openQueue(m_session->queues.at(1));
    window().close();
    makeWindow();
    QTRY_COMPARE(tab(), u"queue:/:orders.us"_s);
    QCOMPARE(window().tabs().objectIds(), (QStringList{topic, u"queue:/:orders.eu"_s, u"queue:/:orders.us"_s}));
    back();
    QCOMPARE(tab(), u"queue:/:orders.us"_s);
}

SIGHTGLASS_WINDOW_TEST(TestHistory)
#include "tst_history.moc"
