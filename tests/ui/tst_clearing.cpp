// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of topics are deleted from the window, over a session without a broker: up to one of them, or all of them; never unasked.
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/actions/topicactions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/topicpage.h"
#include "ui/pages/topicspage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using ui::dialogs::ConfirmDialog;
using ui::mainwindow::MainWindow;

class TestClearing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void deletesUpToAMessage();
    void deletesUpToAMessageOfSeveralPartitions();
    void saysThatThereMayBeFewer();
    void whatHasGoneIsNotDeletedOnceMore();
    void clearsATopic();
    void aTopicThatOnlyCompactsKeepsItsMessages();

private:
    ui::pages::TopicPage &openClicks();
    /// Of the menu of the messages, for the current one; null: it does not offer that.
    QAction *deleteUpToHere(ui::pages::TopicPage &page);
    ConfirmDialog *question() const;
    static bool asks(const ConfirmDialog &dialog, const QString &words);

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QMenu> m_menu;
};

void TestClearing::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeTopics(*m_session);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

void TestClearing::cleanup()
{
    m_menu.reset();
    m_window.reset();
    m_session.reset();
}

ui::pages::TopicPage &TestClearing::openClicks()
{
    m_window->openTopic(m_session->topics.front());
    return *qobject_cast<ui::pages::TopicPage *>(m_window->tabs().currentWidget());
}

QAction *TestClearing::deleteUpToHere(ui::pages::TopicPage &page)
{
    m_menu = std::make_unique<QMenu>();
    Q_EMIT page.messages().menuAboutToShow(m_menu.get());
    for (QAction *action : m_menu->actions()) {
        if (action->text() == u"Delete up to here…"_s)
            return action;
    }
    return nullptr;
}

ConfirmDialog *TestClearing::question() const
{
    for (ConfirmDialog *dialog : m_window->findChildren<ConfirmDialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

bool TestClearing::asks(const ConfirmDialog &dialog, const QString &words)
{
    const auto labels = dialog.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) { return label->text() == words; });
}

void TestClearing::deletesUpToAMessage()
{
    ui::pages::TopicPage &page = openClicks();
    page.choosePartition(1);
    page.jumpTo(28'006);
    const ui::pages::MessageTable &table = page.messages().table();
    QTRY_COMPARE(table.messageAt(table.currentIndex().row()).ref.offset, quint64(28'006));
    const QStringList before = m_session->commands;
    QAction *deletes = deleteUpToHere(page);
    QVERIFY(deletes && deletes->isEnabled());
    deletes->trigger();
    QVERIFY(question());
    QVERIFY(asks(*question(),
                 u"7 messages of partition 1 are lost: offsets 28,000 to 28,006, the last one included. This "
                 "can not be undone."_s));
    question()->reject();
    QTRY_VERIFY(!question());
    QCOMPARE(m_session->commands, before);
    deletes->trigger();
    question()->okButton()->click();
    QTRY_VERIFY(!question());
    QCOMPARE(m_session->commands.last(), u"deleteRecords clicks 1 28007"_s);
    QCOMPARE(m_window->notices().text(), u"Partition 1 of clicks begins after offset 28,006 now."_s);
}

void TestClearing::deletesUpToAMessageOfSeveralPartitions()
{
    ui::pages::TopicPage &page = openClicks();
    page.chooseAll();
    const ui::pages::MessageTable &table = page.messages().table();
    QTRY_VERIFY(table.model()->rowCount() > 2);
    // They are merged by time, which takes them from one partition after the other.
    const engine::QueueId chosen = page.topic().partitions.at(0).log;
    const int row = table.messageAt(0).ref.queue == chosen ? 1 : 0;
    page.messages().goToRow(row);
    const engine::MessageRef message = table.messageAt(row).ref;
    const auto partitions = page.topic().partitions;
    const auto its = std::find_if(partitions.begin(), partitions.end(),
                                  [message](const engine::PartitionSnapshot &one) { return one.log == message.queue; });
    QVERIFY(its != partitions.end() && its->log != chosen);
    QAction *deletes = deleteUpToHere(page);
    QVERIFY(deletes);
    deletes->trigger();
    question()->okButton()->click();
    QTRY_COMPARE(m_session->commands.last(), u"deleteRecords clicks %1 %2"_s.arg(its->number).arg(message.offset + 1));
}

void TestClearing::saysThatThereMayBeFewer()
{
    engine::TopicSnapshot clicks = m_session->topics.front();
    clicks.partitions[0].records -= 1000; // compaction has left gaps
    m_window->topicActions().deleteUpTo(clicks, 0, 45'049);
    QVERIFY(question());
    QVERIFY(asks(*question(), u"At most 50 messages of partition 0 are lost: offsets 45,000 to 45,049, the last one "
                              "included. This can not be undone."_s));
}

void TestClearing::whatHasGoneIsNotDeletedOnceMore()
{
    m_window->topicActions().deleteUpTo(m_session->topics.front(), 0, 44'999);
    QVERIFY(!question());
    QCOMPARE(m_window->notices().text(), u"These messages are gone already."_s);
}

void TestClearing::clearsATopic()
{
    m_window->openPage(u"topics"_s);
    m_session->push();
    auto *page = qobject_cast<ui::pages::TopicsPage *>(m_window->tabs().currentWidget());
    QVERIFY(page);
    page->selectId(m_session->topics.front().id.v);
    QTRY_VERIFY(page->selected());
    for (QAction *action : page->actions()) {
        if (action->text() == u"Clear messages…"_s)
            action->trigger();
    }
    QVERIFY(question());
    QVERIFY(asks(*question(),
                 u"1,981,275 messages are lost. All of its 3 partitions are cleared to their ends; what comes "
                 "then gets the next offsets. This can not be undone."_s));
    question()->okButton()->click();
    QTRY_VERIFY(!question());
    QCOMPARE(m_session->commands.last(), u"clearTopic clicks"_s);
    QCOMPARE(m_window->notices().text(), u"The messages of the topic clicks are deleted."_s);
}

void TestClearing::aTopicThatOnlyCompactsKeepsItsMessages()
{
    const engine::TopicSnapshot prices = m_session->topics.at(1);
    QVERIFY(prices.retention.compacts && !prices.retention.deletes);
    const QStringList before = m_session->commands;
    m_window->topicActions().clearTopic(prices);
    QVERIFY(!question());
    QVERIFY(m_window->notices().text().startsWith(u"The topic prices only compacts"_s));
    m_window->topicActions().deleteUpTo(prices, 0, 5);
    QVERIFY(!question());
    QCOMPARE(m_session->commands, before);
}

SIGHTGLASS_WINDOW_TEST(TestClearing)
#include "tst_clearing.moc"
