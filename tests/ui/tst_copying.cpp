// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C in lists: the row as it is seen, unless the page has a copy of its own for the list; over a session without a broker.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/roles.h"
#include "ui/pages/exchangespage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;
using ui::widgets::ListView;

class TestCopying : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void copiesWhatIsSeenInTheOrderOfTheHeader();
    void aCellStaysOneCell();
    void withoutACurrentRowNothingIsCopied();
    void aBindingOfAQueueIsCopied();
    void aPageCopiesItsObjectsAndItsOtherListsCopyRows();

private:
    void openWindow();
    /// Of what is seen now, brought to the front of its tabs.
    ListView *list(const QString &name);
    /// By the keyboard.
    static void copyFrom(ListView &list, const QModelIndex &row);
    static QModelIndex rowWith(const ListView &list, int column, const QString &text);
    static QString copied() { return QGuiApplication::clipboard()->text(); }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestCopying::init()
{
    QGuiApplication::clipboard()->setText(u"what was there before"_s);
}

void TestCopying::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestCopying::openWindow()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_session->push();
}

ListView *TestCopying::list(const QString &name)
{
    for (ListView *candidate : m_window->tabs().currentWidget()->findChildren<ListView *>()) {
        if (candidate->accessibleName() != name)
            continue;
        for (QTabWidget *parts : m_window->tabs().currentWidget()->findChildren<QTabWidget *>()) {
            for (int part = 0; part < parts->count(); ++part) {
                if (parts->widget(part) == candidate || parts->widget(part)->isAncestorOf(candidate))
                    parts->setCurrentIndex(part);
            }
        }
        return candidate;
    }
    return nullptr;
}

void TestCopying::copyFrom(ListView &list, const QModelIndex &row)
{
    list.setFocus();
    list.setCurrentIndex(row);
    QTest::keySequence(&list, QKeySequence::Copy);
}

QModelIndex TestCopying::rowWith(const ListView &list, int column, const QString &text)
{
    const QAbstractItemModel *model = list.model();
    return model->match(model->index(0, column), Qt::DisplayRole, text, 1, Qt::MatchExactly).value(0);
}

void TestCopying::copiesWhatIsSeenInTheOrderOfTheHeader()
{
    QStandardItemModel model(0, 4);
    model.appendRow({new QStandardItem(u"first"_s), new QStandardItem(u"second"_s), new QStandardItem(u"third"_s),
                     new QStandardItem(u"fourth"_s)});
    ListView view;
    view.setModel(&model);
    view.setCurrentIndex(model.index(0, 0));
    view.copyAction()->trigger();
    QCOMPARE(copied(), u"first\tsecond\tthird\tfourth"_s);
    view.header()->hideSection(1);
    view.header()->moveSection(3, 0);
    view.copyAction()->trigger();
    QCOMPARE(copied(), u"fourth\tfirst\tthird"_s);
}

void TestCopying::aCellStaysOneCell()
{
    QStandardItemModel model(0, 2);
    auto *named = new QStandardItem(u"orders"_s);
    named->setData(u"dev"_s, ui::models::SuffixRole); // its virtual host
    model.appendRow({named, new QStandardItem(u"two\nlines\tand a tab"_s)});
    ListView view;
    view.setModel(&model);
    view.setCurrentIndex(model.index(0, 1));
    view.copyAction()->trigger();
    QCOMPARE(copied(), u"orders · dev\ttwo lines and a tab"_s);
}

void TestCopying::withoutACurrentRowNothingIsCopied()
{
    QStandardItemModel model(1, 1);
    ListView view;
    view.setModel(&model);
    view.copyAction()->trigger();
    QCOMPARE(copied(), u"what was there before"_s);
}

void TestCopying::aBindingOfAQueueIsCopied()
{
    openWindow();
    m_window->openQueue(m_session->queues.first());
    m_session->push();
    ListView *bindings = list(u"Bindings to this queue"_s);
    QVERIFY(bindings);
    QTRY_VERIFY(bindings->isVisible());
    QVERIFY(bindings->actions().contains(bindings->copyAction())); // and so in its menu
    QTRY_VERIFY(rowWith(*bindings, 0, u"orders"_s).isValid());
    copyFrom(*bindings, rowWith(*bindings, 0, u"orders"_s));
    QCOMPARE(copied(), u"orders\teu.*\t"_s);
}

void TestCopying::aPageCopiesItsObjectsAndItsOtherListsCopyRows()
{
    openWindow();
    m_window->openPage(u"exchanges"_s);
    m_session->push();
    auto *page = qobject_cast<ui::pages::ExchangesPage *>(m_window->tabs().currentWidget());
    QVERIFY(page);
    QTRY_VERIFY(page->view()->isVisible());
    const QModelIndex orders =
        page->view()
            ->model()
            ->match(page->view()->model()->index(0, 0), ui::models::IdRole, quint64(7), 1, Qt::MatchExactly)
            .value(0);
    QVERIFY(orders.isValid());
    copyFrom(*page->view(), orders);
    QCOMPARE(copied(), u"orders"_s);
    QVERIFY(!page->view()->copyAction()->isVisible());
    ListView *bindings = list(u"Bindings from this exchange"_s);
    QVERIFY(bindings);
    QTRY_VERIFY(bindings->isVisible());
    QTRY_VERIFY(rowWith(*bindings, 1, u"eu.*"_s).isValid());
    copyFrom(*bindings, rowWith(*bindings, 1, u"eu.*"_s));
    QCOMPARE(copied(), u"eu.*\t\torders.eu\tqueue"_s);
}

SIGHTGLASS_WINDOW_TEST(TestCopying)
#include "tst_copying.moc"
