// SPDX-License-Identifier: GPL-3.0-or-later
// The page of the dead letters over a session that answers what the test says: its states, its groups, what its actions ask for.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/deadletteractions.h"
#include "ui/actions/messageactions.h"
#include "ui/dialogs/requeueform.h"
#include "ui/feed/queryfield.h"
#include "ui/feed/queryhelp.h"
#include "ui/models/deadlettermodel.h"
#include "ui/pages/deadletterspage.h"
#include "ui/pages/messagetable.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/queuesnippet.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using engine::DeadLetter;
using engine::DeadLetterGroup;
using engine::MessageActionSpec;
using tests::FakeSession;
using ui::pages::DeadLettersPage;
using BrokerState = engine::BrokerSession::State;
using ui::widgets::StateView;

class TestDeadLettersPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void everyStateIsADesignedOne();
    void theLatestDeathsComeFirst();
    void theProgramIsReadWithoutScrolling();
    void theBarKeepsRoomForItsSubject();
    void aGroupShowsItsOwn();
    void aGroupIsCopied();
    void whatLeavesIsARowThatGoes();
    void actionsAreForTheSelectionOrTheGroup();
    void anHourIsNamedMessageByMessage();
    void anHourThatCanNotBeNamedSaysSo();
    void headersAreSetForAllOfThem();
    void theyAreExported();
    void theQueueAskedForIsShown();
    void whatIsChosenIsRemembered();
    void moreThanTheFirstAreAskedFor();
    void theFilterFindsWhatIsNotListed();
    void theFilterIsForTheGroup();
    void moreIsFoundAsLongAsThereIsMore();
    void whatLeavesIsNotFoundAnyMore();
    void whatHasLeftTakesNobodysPlace();
    void scatteredRowsComeAtOnce();
    void theFilterIsWrittenWithHelp();

private:
    void addGroup(const QString &reason, const QString &queue, int count, const QString &origin = {});
    void show();
    QAction *action(const QString &beginning);
    QString subject() { return m_page->findChild<ui::widgets::ActionBar *>()->subject(); }
    const MessageActionSpec &started() { return m_session->startedActions.last(); }
    void selectGroup(const QString &title);
    void filterBy(const QString &text);
    /// Seen, and can be pressed.
    QPushButton *button(const QString &text);
    QString position() { return m_page->findChild<QLabel *>(u"position"_s)->text(); }
    int rows() { return m_page->letters().rowCount(); }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ui::actions::BrokerActions> m_broker;
    std::unique_ptr<ui::actions::MessageActions> m_messages;
    std::unique_ptr<ui::actions::DeadLetterActions> m_actions;
    DeadLettersPage *m_page = nullptr;
    qint64 m_nowMs = 0;
    quint64 m_offset = 0;
};

void TestDeadLettersPage::initTestCase()
{
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestDeadLettersPage::init()
{
    m_nowMs = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000;
    m_offset = 0;
    m_session = std::make_unique<FakeSession>();
    m_session->deadLetters.isComplete = true;
    m_window = std::make_unique<QWidget>();
    m_window->resize(1000, 700);
    m_broker = std::make_unique<ui::actions::BrokerActions>(*m_session, m_window.get(), nullptr);
    m_messages = std::make_unique<ui::actions::MessageActions>(*m_session, *m_broker, m_window.get(), nullptr);
    m_actions =
        std::make_unique<ui::actions::DeadLetterActions>(*m_session, *m_messages, *m_broker, m_window.get(), nullptr);
    m_page = new DeadLettersPage(*m_session, *m_actions, m_window.get());
    m_page->setGeometry(0, 0, 1000, 700);
}

void TestDeadLettersPage::cleanup()
{
    m_window.reset();
    m_actions.reset();
    m_messages.reset();
    m_broker.reset();
    m_session.reset();
}

/// The latest deaths of all come with the last group.
void TestDeadLettersPage::addGroup(const QString &reason, const QString &queue, int count, const QString &origin)
{
    DeadLetterGroup group;
    group.virtualHost = u"/"_s;
    group.reason = reason;
    group.queue = queue;
    group.place = {7};
    group.placeName = u"dead"_s;
    group.hourMs = m_nowMs / 3'600'000 * 3'600'000;
    group.count = quint64(count);
    group.origin = origin.isEmpty() ? queue : origin;
    for (int i = 0; i < count; ++i) {
        engine::Death death;
        death.reason = reason;
        death.queue = queue;
        DeadLetter letter;
        letter.message.ref = {{7}, m_offset++};
        letter.message.routingKey = queue + u".new"_s;
        letter.message.preview = "{\"n\":" + QByteArray::number(i) + '}';
        letter.message.size = quint64(letter.message.preview.size());
        letter.deaths = {death};
        letter.origin = group.origin;
        letter.diedMs = m_nowMs + qint64(m_offset) * 1000;
        group.firstMs = group.firstMs ? group.firstMs : letter.diedMs;
        group.lastMs = letter.diedMs;
        m_session->deadMessages.prepend(letter);
    }
    m_session->deadLetters.groups << group;
    m_session->deadLetters.total += quint64(count);
}

void TestDeadLettersPage::show()
{
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_session->push();
    // The keyboard's focus has come to the groups, and with it the selection of the first.
    m_page->groups().clearSelection();
    QTRY_COMPARE(rows(), int(qMin<quint64>(m_session->deadLetters.total, ui::models::DeadLetterModel::firstLimit)));
    // The one at the top is read first, then what is around it.
    QTRY_VERIFY(rows() == 0 || m_page->letters().letterAt(qMin(rows() - 1, 9)));
}

QAction *TestDeadLettersPage::action(const QString &beginning)
{
    for (QAction *action : m_page->actions()) {
        if (action->text().startsWith(beginning))
            return action;
    }
    return nullptr;
}

void TestDeadLettersPage::selectGroup(const QString &title)
{
    QAbstractItemModel *groups = m_page->groups().model();
    const QModelIndexList found = groups->match(groups->index(0, 0), Qt::DisplayRole, title, 1, Qt::MatchExactly);
    QVERIFY2(!found.isEmpty(), qPrintable(title));
    const QRect rect = m_page->groups().visualRect(found.first());
    QTest::mouseClick(m_page->groups().viewport(), Qt::LeftButton, {}, rect.center());
}

void TestDeadLettersPage::filterBy(const QString &text)
{
    auto *field = m_page->findChild<QLineEdit *>(u"messageFilter"_s);
    QVERIFY(field);
    field->setText(text);
    QTest::keyClick(field, Qt::Key_Return);
}

QPushButton *TestDeadLettersPage::button(const QString &text)
{
    for (QPushButton *button : m_page->findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible() && button->isEnabled())
            return button;
    }
    return nullptr;
}

void TestDeadLettersPage::everyStateIsADesignedOne()
{
    m_session->deadLetters.isComplete = false;
    m_session->deadLetters.toExamine = 12'000;
    m_window->show();
    m_session->push();
    const StateView &state = m_page->stateView();
    QTRY_COMPARE(state.title(), u"Looking through the queues…"_s);
    QCOMPARE(state.kind(), StateView::Kind::Loading);
    m_session->deadLetters.isComplete = true;
    m_session->push();
    QCOMPARE(state.kind(), StateView::Kind::Empty);
    QCOMPARE(state.title(), u"No dead letters"_s);
    QVERIFY(subject().isEmpty());
    m_session->enter(BrokerState::Stopped);
    QCOMPARE(state.kind(), StateView::Kind::Disconnected);
    m_session->enter(BrokerState::Failed, u"the disk is full"_s);
    QCOMPARE(state.kind(), StateView::Kind::Failed);
    m_session->enter(BrokerState::Running);
    QCOMPARE(state.kind(), StateView::Kind::Loading);
    QTRY_COMPARE(state.title(), u"Looking through the queues…"_s); // its first snapshot, which knows nothing yet
    addGroup(u"rejected"_s, u"work"_s, 2);
    m_session->push();
    QTRY_COMPARE(rows(), 2);
    QTRY_VERIFY(!state.isVisible());
    // While the rest is still looked through, the page says so.
    m_session->deadLetters.isComplete = false;
    m_session->push();
    QVERIFY(m_page->findChild<QLabel *>(u"looking"_s)->isVisible());
}

void TestDeadLettersPage::theProgramIsReadWithoutScrolling()
{
    m_page->resize(840, 700); // in a window of 1440
    m_window->show();
    m_session->push();
    const auto *snippet = m_page->findChild<ui::widgets::QueueSnippet *>();
    const auto *code = snippet->findChild<QPlainTextEdit *>();
    QTRY_VERIFY(code->isVisible());
    int longest = 0;
    for (const QString &line : snippet->code().split(u'\n'))
        longest = qMax(longest, code->fontMetrics().horizontalAdvance(line));
    QVERIFY(longest > 0);
    QTRY_VERIFY(code->viewport()->width() >= longest);
    QTRY_COMPARE(code->horizontalScrollBar()->maximum(), 0);
}

/// Of a narrow window: what the buttons would take of it goes into a menu.
void TestDeadLettersPage::theBarKeepsRoomForItsSubject()
{
    addGroup(u"rejected"_s, u"orders.europe"_s, 12);
    show();
    selectGroup(u"rejected in orders.europe"_s);
    const auto &bar = *m_page->findChild<ui::widgets::ActionBar *>();
    const auto &subject = *bar.findChild<ui::widgets::ElidedLabel *>();
    QCOMPARE(subject.text(), bar.subject());
    const auto isOnTheBar = [&bar](const QString &text) {
        const auto buttons = bar.findChildren<QPushButton *>();
        return std::any_of(buttons.begin(), buttons.end(), [&text](const QPushButton *button) {
            return button->isVisible() && button->text() == text;
        });
    };
    m_page->resize(1600, 700);
    QTRY_VERIFY(!bar.moreButton().isVisible());
    QTRY_COMPARE(subject.width(), subject.sizeHint().width());
    QVERIFY(isOnTheBar(u"Delete all"_s) && isOnTheBar(u"Export…"_s));
    m_page->resize(720, 700);
    QTRY_VERIFY(bar.moreButton().isVisible());
    QVERIFY(!isOnTheBar(u"Export…"_s));
    QVERIFY(bar.moreButton().menu()->actions().contains(action(u"Export…"_s)));
    QVERIFY(isOnTheBar(u"Requeue all 12 to orders.europe"_s));
    constexpr int letters = 20;
    QTRY_VERIFY(subject.width() >=
                qMin(subject.sizeHint().width(), letters * subject.fontMetrics().averageCharWidth()));
    // What is shown again when the action changes is not what the menu has.
    action(u"Export…"_s)->setToolTip(u"elsewhere"_s);
    QVERIFY(!isOnTheBar(u"Export…"_s));
    m_page->resize(1600, 700);
    QTRY_VERIFY(isOnTheBar(u"Export…"_s));
    QVERIFY(!bar.moreButton().isVisible());
}

void TestDeadLettersPage::theLatestDeathsComeFirst()
{
    const QAbstractItemModelTester tester(&m_page->letters());
    const QAbstractItemModelTester groupsTester(m_page->groups().model());
    addGroup(u"rejected"_s, u"work"_s, 3);
    addGroup(u"expired"_s, u"slow"_s, 1);
    show();
    QCOMPARE(m_page->letters().index(0, ui::models::DeathColumn).data().toString(), u"expired in slow"_s);
    QCOMPARE(m_page->letters().letterAt(3)->message.ref.offset, quint64(0));
    // What comes is above, and what is selected stays selected.
    QTest::mouseClick(m_page->messages().viewport(), Qt::LeftButton, {}, QPoint(200, 5));
    QCOMPARE(m_page->choice().selection.messages, (QList<engine::MessageRef>{{{7}, 3}}));
    addGroup(u"maxlen"_s, u"short"_s, 1);
    m_session->push();
    QTRY_COMPARE(rows(), 5);
    QTRY_VERIFY(m_page->letters().letterAt(0));
    QCOMPARE(m_page->letters().index(0, ui::models::DeathColumn).data().toString(), u"over the limit in short"_s);
    QCOMPARE(m_page->choice().selection.messages, (QList<engine::MessageRef>{{{7}, 3}}));
}

void TestDeadLettersPage::aGroupShowsItsOwn()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    addGroup(u"expired"_s, u"slow"_s, 2);
    show();
    QCOMPARE(m_page->findChild<QLabel *>(u"shown"_s)->text(), u"All dead letters"_s);
    selectGroup(u"expired in slow"_s);
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(m_page->findChild<QLabel *>(u"shown"_s)->text(), u"expired in slow"_s);
    QCOMPARE(subject(), u"expired in slow"_s);
    action(u"Show all"_s)->trigger();
    QTRY_COMPARE(rows(), 5);
    // Grouped otherwise.
    auto *grouping = m_page->findChild<QComboBox *>(u"grouping"_s);
    QTest::keyClick(grouping, Qt::Key_Home);
    QTest::keyClick(grouping, Qt::Key_Down);
    QCOMPARE(grouping->currentText(), u"Group by reason"_s);
    selectGroup(u"rejected"_s);
    QTRY_COMPARE(rows(), 3);
}

void TestDeadLettersPage::aGroupIsCopied()
{
    addGroup(u"rejected"_s, u"orders.eu"_s, 3);
    show();
    ui::widgets::ListView &groups = m_page->groups();
    const QModelIndex first = groups.model()->index(0, 0);
    groups.setCurrentIndex(first);
    Q_EMIT groups.customContextMenuRequested(groups.visualRect(first).center());
    const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(menu->actions().contains(groups.copyAction()));
    groups.copyAction()->trigger();
    QApplication::activePopupWidget()->close();
    const QStringList cells = QApplication::clipboard()->text().split(u'\t');
    QCOMPARE(cells.value(0), first.data().toString());
    QCOMPARE(cells.value(1), u"3"_s);
}

void TestDeadLettersPage::whatLeavesIsARowThatGoes()
{
    const QAbstractItemModelTester tester(&m_page->letters());
    addGroup(u"rejected"_s, u"work"_s, 4);
    show();
    const QPersistentModelIndex last = m_page->letters().index(3, 0);
    m_session->deadMessages.removeAt(1);
    m_session->deadLetters.groups.first().count = m_session->deadLetters.total = 3;
    m_session->push();
    QTRY_COMPARE(rows(), 3);
    QVERIFY(last.isValid());
    QCOMPARE(last.row(), 2);
    // The group goes with its last one, and so does the page's content.
    m_session->deadMessages.clear();
    m_session->deadLetters.groups.clear();
    m_session->deadLetters.total = 0;
    m_session->push();
    QTRY_COMPARE(m_page->stateView().kind(), StateView::Kind::Empty);
}

void TestDeadLettersPage::actionsAreForTheSelectionOrTheGroup()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    addGroup(u"expired"_s, u"slow"_s, 2);
    show();
    // All: they go to several queues.
    QCOMPARE(subject(), u"All dead letters"_s);
    QVERIFY(action(u"Requeue all 5 to where they came from"_s));
    QVERIFY(!action(u"Edit and requeue"_s)->isEnabled());
    selectGroup(u"rejected in work"_s);
    QTRY_COMPARE(rows(), 3);
    QAction *requeue = action(u"Requeue all 3 to work"_s);
    QVERIFY(requeue);
    requeue->trigger();
    QCOMPARE(started().what, MessageActionSpec::What::Move);
    QCOMPARE(started().target.kind, engine::MessageTarget::Kind::Origin);
    QCOMPARE(started().selection.logs, QList<engine::QueueId>{{7}});
    QCOMPARE(started().selection.death->reason, u"rejected"_s);
    QCOMPARE(started().selection.death->queue, u"work"_s);
    QVERIFY(started().edit.dropDeathHeaders);
    QVERIFY(started().isUndoable);
    // A selection.
    QTest::mouseClick(m_page->messages().viewport(), Qt::LeftButton, {}, QPoint(200, 5));
    QVERIFY(action(u"Edit and requeue"_s)->isEnabled());
    QTest::keyClick(&m_page->messages(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(subject(), u"2 selected"_s);
    QVERIFY(!action(u"Edit and requeue"_s)->isEnabled());
    m_page->findChild<QCheckBox *>(u"keepHistory"_s)->setChecked(true);
    action(u"Requeue to work"_s)->trigger();
    QCOMPARE(started().selection.messages.size(), 2);
    QVERIFY(!started().edit.dropDeathHeaders);
    action(u"Delete"_s)->trigger();
    QCOMPARE(started().what, MessageActionSpec::What::Delete);
    QCOMPARE(started().selection.messages.size(), 2);
}

void TestDeadLettersPage::anHourIsNamedMessageByMessage()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    show();
    auto *grouping = m_page->findChild<QComboBox *>(u"grouping"_s);
    grouping->setCurrentIndex(grouping->findText(u"Group by hour"_s));
    QCOMPARE(m_page->groups().model()->rowCount(), 1);
    QTest::mouseClick(m_page->groups().viewport(), Qt::LeftButton, {}, QPoint(60, 8));
    QVERIFY(m_page->letters().filter().sinceMs > 0);
    action(u"Delete all"_s)->trigger();
    QTRY_COMPARE(m_session->startedActions.size(), 1);
    QCOMPARE(started().selection.messages.size(), 3);
    QVERIFY(!started().selection.death);
    // More than can be named: what is done is what is said.
    m_session->deadLetters.groups.first().count = m_session->deadLetters.total = 250'000;
    m_session->push();
    QTRY_VERIFY(action(u"Requeue the latest 100,000 to work"_s));
    QVERIFY(action(u"Requeue the latest 100,000 to…"_s));
    QVERIFY(action(u"Delete the latest 100,000"_s));
}

void TestDeadLettersPage::anHourThatCanNotBeNamedSaysSo()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    show();
    auto *grouping = m_page->findChild<QComboBox *>(u"grouping"_s);
    grouping->setCurrentIndex(grouping->findText(u"Group by hour"_s));
    QTest::mouseClick(m_page->groups().viewport(), Qt::LeftButton, {}, QPoint(60, 8));
    const QSignalSpy failed(m_broker.get(), &ui::actions::BrokerActions::failed);
    m_session->deadListRefusal = {engine::BrokerError::Internal, u"the disk is full"_s};
    action(u"Requeue all 3 to work"_s)->trigger();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.last().first().toString(), u"The dead letters can not be listed: the disk is full"_s);
    // They leave before the page hears of it.
    m_session->deadListRefusal.code = engine::BrokerError::None;
    m_session->deadMessages.clear();
    action(u"Delete all"_s)->trigger();
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(failed.last().first().toString(), u"These dead letters are not there any more"_s);
    // Where there are too many groups, some are counted without their hour.
    m_session->deadLetters.groups.first().hourMs = 0;
    m_session->push();
    QTest::mouseClick(m_page->groups().viewport(), Qt::LeftButton, {}, QPoint(60, 8));
    QCOMPARE(m_page->letters().filter().beforeMs, qint64(1));
    action(u"Delete all"_s)->trigger();
    QTRY_COMPARE(failed.size(), 3);
    QVERIFY(failed.last().first().toString().startsWith(u"They died in too many different hours"_s));
    QVERIFY(m_session->startedActions.isEmpty());
}

void TestDeadLettersPage::headersAreSetForAllOfThem()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    show();
    action(u"Requeue all to…"_s)->trigger();
    ui::dialogs::RequeueForm *form = nullptr;
    QTRY_VERIFY((form = m_window->findChild<ui::dialogs::RequeueForm *>()) && form->isVisible());
    const auto field = [form](const QString &accessibleName) -> QLineEdit * {
        for (QLineEdit *edit : form->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == accessibleName)
                return edit;
        }
        return nullptr;
    };
    QVERIFY(field(u"Name of the header"_s) && field(u"Value of the header"_s));
    QTest::keyClicks(field(u"Name of the header"_s), u"tries"_s);
    QTest::keyClicks(field(u"Value of the header"_s), u"again"_s);
    auto *removed = form->findChild<QLineEdit *>(u"removeHeaders"_s);
    QVERIFY(removed);
    removed->setText(u"broken, x-old ,"_s);
    QVERIFY(form->okButton()->isEnabled());
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->startedActions.size(), 1);
    engine::FieldTable wanted;
    wanted.set("tries", engine::FieldValue(QByteArray("again")));
    QCOMPARE(started().edit.setHeaders, wanted);
    QCOMPARE(started().edit.removeHeaders, (QList<QByteArray>{"broken", "x-old"}));
    QVERIFY(!started().edit.body);
    QVERIFY(!started().edit.properties);
    QCOMPARE(started().selection.logs, QList<engine::QueueId>{{7}});
}

void TestDeadLettersPage::theyAreExported()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    addGroup(u"expired"_s, u"slow"_s, 2);
    show();
    QSignalSpy requested(m_page, &DeadLettersPage::exportRequested);
    const auto pick = [&requested] { return requested.last().first().value<ui::models::MessagePick>(); };
    selectGroup(u"rejected in work"_s);
    QTRY_COMPARE(rows(), 3);
    action(u"Export…"_s)->trigger();
    QTRY_COMPARE(requested.size(), 1);
    QCOMPARE(pick().selection.logs, QList<engine::QueueId>{{7}});
    QCOMPARE(pick().selection.death->reason, u"rejected"_s);
    QCOMPARE(pick().selection.death->queue, u"work"_s);
    QCOMPARE(pick().count, quint64(3));
    // A selection.
    QTest::mouseClick(m_page->messages().viewport(), Qt::LeftButton, {}, QPoint(200, 5));
    action(u"Export…"_s)->trigger();
    QTRY_COMPARE(requested.size(), 2);
    QCOMPARE(pick().selection.messages, (QList<engine::MessageRef>{{{7}, 2}}));
}

void TestDeadLettersPage::theQueueAskedForIsShown()
{
    m_window->show();
    QTRY_COMPARE(m_page->stateView().kind(), StateView::Kind::Empty); // its first snapshot
    m_page->showQueue(u"/"_s, u"slow"_s);                             // before there is anything
    addGroup(u"rejected"_s, u"work"_s, 3);
    addGroup(u"expired"_s, u"slow"_s, 2);
    m_session->push();
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(m_page->findChild<QLabel *>(u"shown"_s)->text(), u"died in slow"_s);
}

void TestDeadLettersPage::whatIsChosenIsRemembered()
{
    const QTemporaryDir folder;
    ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
    m_page->restoreLayout(settings);
    QVERIFY(!m_actions->keepsHistory());
    m_page->findChild<QCheckBox *>(u"keepHistory"_s)->setChecked(true);
    m_page->saveLayout(settings);
    m_actions->setKeepsHistory(false);
    DeadLettersPage again(*m_session, *m_actions, nullptr);
    again.restoreLayout(settings);
    QVERIFY(m_actions->keepsHistory());
}

void TestDeadLettersPage::moreThanTheFirstAreAskedFor()
{
    addGroup(u"rejected"_s, u"work"_s, 1500);
    show();
    QCOMPARE(rows(), 1000);
    QVERIFY(m_page->findChild<QLabel *>(u"position"_s)->text().startsWith(u"the latest 1,000 of 1,500"_s));
    QVERIFY(m_page->letters().canShowMore());
    m_page->letters().showMore();
    QTRY_COMPARE(rows(), 1500);
    QVERIFY(!m_page->letters().canShowMore());
}

/// However many have died since.
void TestDeadLettersPage::theFilterFindsWhatIsNotListed()
{
    addGroup(u"rejected"_s, u"work"_s, 1500);
    show();
    filterBy(u"body.n=3"_s);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(m_page->letters().refAt(0), (engine::MessageRef{{7}, 3}));
    QTRY_VERIFY(m_page->letters().letterAt(0));
    QTRY_VERIFY(m_page->messages().isVisible());
    QCOMPARE(position(), u"1 of 1,500 dead letters · 1 found in 1,500 messages"_s);
    QCOMPARE(subject(), u"1 found"_s);
    QVERIFY(action(u"Requeue to work"_s));
    action(u"Requeue to work"_s)->trigger();
    QCOMPARE(started().selection.messages, (QList<engine::MessageRef>{{{7}, 3}}));
    // What is not there has no row, and nothing is done to what had one.
    filterBy(u"body.n=4711"_s);
    QTRY_COMPARE(rows(), 0);
    QVERIFY(!action(u"Delete"_s)->isEnabled());
    const auto isNothingFound = [this] {
        const auto states = m_page->findChildren<StateView *>();
        return std::any_of(states.begin(), states.end(), [](const StateView *state) {
            return state->isVisible() && state->kind() == StateView::Kind::NothingFound;
        });
    };
    QTRY_VERIFY(isNothingFound());
    action(u"Show all"_s)->trigger();
    QTRY_COMPARE(rows(), 1000);
}

void TestDeadLettersPage::theFilterIsForTheGroup()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    addGroup(u"expired"_s, u"slow"_s, 2);
    show();
    selectGroup(u"expired in slow"_s);
    filterBy(u"new"_s);
    QTRY_VERIFY(action(u"Delete the 2 found"_s));
    QCOMPARE(m_session->scans.last().death, (engine::DeathFilter{u"expired"_s, u"slow"_s, 0, 0}));
    selectGroup(u"rejected in work"_s);
    QTRY_VERIFY(action(u"Delete the 3 found"_s));
    QCOMPARE(m_session->scans.last().death, (engine::DeathFilter{u"rejected"_s, u"work"_s, 0, 0}));
    QVERIFY(action(u"Requeue the 3 found to work"_s));
    QVERIFY(action(u"Requeue the 3 found to…"_s));
    QVERIFY(action(u"Export the 3 found…"_s));
}

void TestDeadLettersPage::moreIsFoundAsLongAsThereIsMore()
{
    const QAbstractItemModelTester tester(&m_page->letters());
    addGroup(u"rejected"_s, u"work"_s, 12'000);
    show();
    filterBy(u"key:work.*"_s);
    // What is done is done to as many as are said.
    QTRY_VERIFY(action(u"Delete the 1,000 found"_s));
    QTRY_VERIFY(button(u"Show more"_s) && m_page->messages().isVisible());
    QTest::mouseClick(m_page->messages().viewport(), Qt::LeftButton, {}, QPoint(200, 5));
    const QList<engine::MessageRef> chosen = m_page->choice().selection.messages;
    QCOMPARE(chosen.size(), 1);
    QTest::mouseClick(button(u"Show more"_s), Qt::LeftButton);
    QTRY_COMPARE(rows(), 10'000);
    QCOMPARE(m_page->choice().selection.messages, chosen);
    QTRY_VERIFY(button(u"Show more"_s));
    QTest::mouseClick(button(u"Show more"_s), Qt::LeftButton);
    QTRY_COMPARE(rows(), 12'000);
    QTRY_VERIFY(!button(u"Show more"_s));
    m_page->messages().clearSelection();
    QVERIFY(action(u"Delete the 12,000 found"_s));
    action(u"Delete the 12,000 found"_s)->trigger();
    QCOMPARE(started().selection.messages.size(), 12'000);
    QVERIFY(started().selection.messages.contains({{7}, 0}));
    // Without the filter it is as good.
    action(u"Show all"_s)->trigger();
    for (const int count : {1000, 10'000, 12'000}) {
        QTRY_COMPARE(rows(), count);
        QTRY_COMPARE(button(u"Show more"_s) != nullptr, count < 12'000);
        if (count < 12'000)
            QTest::mouseClick(button(u"Show more"_s), Qt::LeftButton);
    }
}

void TestDeadLettersPage::whatLeavesIsNotFoundAnyMore()
{
    const QAbstractItemModelTester tester(&m_page->letters());
    addGroup(u"rejected"_s, u"work"_s, 6);
    show();
    filterBy(u"key:work.*"_s);
    QTRY_VERIFY(action(u"Delete the 6 found"_s));
    const DeadLetter left = m_session->deadMessages.takeAt(2);
    m_session->deadLetters.groups.first().count = m_session->deadLetters.total = 5;
    m_session->push();
    QTRY_COMPARE(rows(), 5);
    QTRY_VERIFY(position().startsWith(u"5 of 5 dead letters · 5 found"_s));
    QVERIFY(action(u"Delete the 5 found"_s));
    QVERIFY(!m_page->choice().selection.messages.contains(left.message.ref));
    QCOMPARE(m_page->choice().selection.messages.size(), 5);
    // And is there again when it has been brought back.
    m_session->deadMessages.insert(2, left);
    m_session->deadLetters.groups.first().count = m_session->deadLetters.total = 6;
    m_session->push();
    QTRY_COMPARE(rows(), 6);
    QCOMPARE(m_page->letters().refAt(2), left.message.ref);
}

/// The first thousand have gone while nobody saw the page: of those that are left the filter finds all.
void TestDeadLettersPage::whatHasLeftTakesNobodysPlace()
{
    const QAbstractItemModelTester tester(&m_page->letters());
    addGroup(u"rejected"_s, u"work"_s, 1500);
    show();
    filterBy(u"key:work.*"_s);
    QTRY_VERIFY(action(u"Delete the 1,000 found"_s));
    m_window->hide();
    m_session->deadMessages = m_session->deadMessages.last(500);
    m_session->deadLetters.groups.first().count = m_session->deadLetters.total = 500;
    m_window->show();
    m_session->push();
    QTRY_COMPARE(rows(), 500);
    QTRY_COMPARE(position(), u"500 of 500 dead letters · 500 found in 500 messages"_s);
    QVERIFY(action(u"Delete the 500 found"_s));
    QVERIFY(!button(u"Show more"_s));
}

/// Every second letter is found; with the filter the others come back, between them, and what is selected stays selected.
void TestDeadLettersPage::scatteredRowsComeAtOnce()
{
    using ui::models::DeadLetterModel;
    addGroup(u"rejected"_s, u"work"_s, 3000);
    for (qsizetype i = 0; i < m_session->deadMessages.size(); i += 2)
        m_session->deadMessages[i].message.routingKey = u"odd"_s;
    show();
    DeadLetterModel &letters = m_page->letters();
    const QAbstractItemModelTester tester(&letters);
    letters.showMore();
    QTRY_COMPARE(rows(), 3000);
    filterBy(u"key:odd"_s);
    QTRY_COMPARE(rows(), 1000);
    QTRY_VERIFY(m_page->messages().isVisible());
    m_page->messages().scrollTo(letters.index(700, 0), QAbstractItemView::PositionAtTop);
    QTest::mouseClick(m_page->messages().viewport(), Qt::LeftButton, {}, QPoint(200, 5));
    const engine::MessageRef chosen = letters.refAt(700);
    QCOMPARE(m_page->choice().selection.messages, QList<engine::MessageRef>{chosen});
    const QSignalSpy inserted(&letters, &QAbstractItemModel::rowsInserted);
    filterBy({});
    QTRY_COMPARE(rows(), 3000);
    QVERIFY(inserted.size() <= DeadLetterModel::mostRuns);
    QCOMPARE(m_page->choice().selection.messages, QList<engine::MessageRef>{chosen});
    QCOMPARE(letters.refAt(m_page->messages().currentIndex().row()), chosen);
    QCOMPARE(letters.refAt(m_page->messages().firstVisibleRow()), chosen);
}

/// As every other line of the query language.
void TestDeadLettersPage::theFilterIsWrittenWithHelp()
{
    addGroup(u"rejected"_s, u"work"_s, 3);
    show();
    auto *field = m_page->findChild<ui::feed::QueryField *>(u"messageFilter"_s);
    QVERIFY(field);
    field->setFocus();
    QTest::keyClicks(field, u"key:wo"_s);
    auto *completer = field->findChild<QCompleter *>();
    QTRY_VERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QCOMPARE(field->text(), u"key:work.new"_s);
    completer->popup()->hide();
    QTRY_VERIFY(!m_session->scans.isEmpty() && m_session->scans.last().filter.routingKey == u"work.new");
    // What is not understood is marked.
    field->setText(u"size>many"_s);
    QTRY_VERIFY(field->property("invalid").toBool());
    field->clear();
    QTRY_VERIFY(!field->property("invalid").toBool());
    // The key down leads to what is listed.
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    field->setFocus();
    QTRY_VERIFY(m_page->messages().isVisible());
    QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(m_page->messages().hasFocus());
    QVERIFY(m_page->findChild<QToolButton *>(u"queryHelp"_s)->isVisible());
    QTest::keyClick(field, Qt::Key_F1);
    const auto *help = field->findChild<ui::feed::QueryHelp *>();
    QVERIFY(help && help->isVisible());
}

SIGHTGLASS_WINDOW_TEST(TestDeadLettersPage)
#include "tst_deadletterspage.moc"
