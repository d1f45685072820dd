// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to messages from their table, by clicks and keys: what is picked, what is asked for, what is said about it.
#include "fakesession.h"
#include "support/formfields.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/messageactions.h"
#include "ui/actions/transferactions.h"
#include "ui/dialogs/deleteforgooddialog.h"
#include "ui/dialogs/importmessagesform.h"
#include "ui/dialogs/messageeditors.h"
#include "ui/dialogs/movemessagesform.h"
#include "ui/feed/feedpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/actionprogress.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/deadlettermodel.h"
#include "ui/pages/deadletterspage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/topicpage.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/headermenus.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <functional>
#include <limits>

using namespace Qt::StringLiterals;
using tests::field;
using namespace ui;
using engine::MessageActionProgress;
using engine::MessageActionSpec;
using engine::MessageProblem;
using engine::MessageTarget;
using tests::FakeSession;
using What = MessageActionSpec::What;
using ActionState = MessageActionProgress::State;

namespace {

constexpr engine::QueueId orders{1};
constexpr engine::QueueId clicks{500};
constexpr int count = 60;

void fillWithMessages(FakeSession &session)
{
    for (const QString &name : {u"orders"_s, u"orders.retry"_s}) {
        engine::QueueSnapshot queue;
        queue.id = {quint64(session.queues.size() + 1)};
        queue.spec.name = name;
        session.queues << queue;
    }
    session.queues.front().ready = count;
    engine::ExchangeSnapshot exchange;
    exchange.id = {3};
    exchange.spec.name = u"audit"_s;
    session.exchanges << exchange;
    engine::TopicSnapshot topic;
    topic.id = {5};
    topic.spec.name = u"clicks"_s;
    engine::PartitionSnapshot partition;
    partition.log = clicks;
    partition.nextOffset = partition.records = count;
    topic.partitions << partition;
    session.topics << topic;
    for (const engine::QueueId log : {orders, clicks}) {
        for (int i = 0; i < count; ++i) {
            engine::MessageDetails message;
            message.summary.ref = {log, quint64(i)};
            message.summary.routingKey = u"eu.%1"_s.arg(i % 7);
            message.summary.size = quint64((i * 37) % 100);
            message.summary.publishedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + i);
            message.body = "{\"id\":" + QByteArray::number(i) + '}';
            message.summary.preview = message.body;
            message.virtualHost = u"/"_s;
            message.queue = u"orders"_s;
            session.messages << message;
        }
    }
}

/// The window with a page of messages in it.
struct OpenedList
{
    explicit OpenedList(bool topic = false)
        : theme(*qApp)
        , settings(folder.filePath(u"window.ini"_s))
        , window(session, theme, settings)
    {
        fillWithMessages(session);
        window.resize(1440, 900);
        window.show();
        if (topic)
            window.openTopic(session.topics.front());
        else
            window.openQueue(session.queues.front());
        window.activateWindow();
    }
    bool isReady()
    {
        return QTest::qWaitForWindowActive(&window) &&
               QTest::qWaitFor([this] { return table().messageAt(5).ref.queue.isValid(); });
    }
    pages::MessagePanel &panel()
    {
        if (auto *queue = qobject_cast<pages::QueuePage *>(window.tabs().currentWidget()))
            return queue->messages();
        return qobject_cast<pages::TopicPage *>(window.tabs().currentWidget())->messages();
    }
    pages::MessageTable &table() { return panel().table(); }
    widgets::ActionBar &bar() { return *panel().findChild<widgets::ActionBar *>(); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QModelIndex index = table().model()->index(row, models::BodyColumn);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, table().visualRect(index).center());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&table(), key, modifiers); }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *button : panel().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text)
                return button;
        }
        return nullptr;
    }
    /// What came of the action that was begun last.
    void answer(ActionState state, quint64 done, quint64 left = 0, quint64 undo = 1)
    {
        MessageActionProgress action;
        action.id = {quint64(session.startedActions.size())};
        action.spec = session.startedActions.back();
        action.state = state;
        action.isBeyondUndo = state == ActionState::Failed;
        action.rest =
            action.isBeyondUndo ? action.spec.selection.messages.mid(qsizetype(done)) : QList<engine::MessageRef>();
        action.total = action.looked = done + left;
        action.done = done;
        action.left = left;
        if (left > 0) {
            action.text = u"1 is held by consumers"_s;
            action.problems << MessageProblem{{orders, 0}, MessageProblem::Reason::Unacked, u"a consumer holds it"_s};
        }
        action.undo.v = undo;
        action.undo.what = u"%1 messages deleted from orders"_s.arg(done);
        action.undo.until = QDateTime::currentDateTime().addSecs(600);
        session.messageActions = {action};
        session.push();
    }
    engine::MessageSummary &message(quint64 offset)
    {
        const auto is = [offset](const engine::MessageDetails &one) {
            return one.summary.ref == engine::MessageRef{orders, offset};
        };
        return std::find_if(session.messages.begin(), session.messages.end(), is)->summary;
    }
    /// They have been acknowledged; the window hears of it with the next push().
    void consume(const std::function<bool(quint64)> &which)
    {
        session.queues.front().ready -= quint64(session.messages.removeIf([&](const engine::MessageDetails &one) {
            return one.summary.ref.queue == orders && which(one.summary.ref.offset);
        }));
    }
    QList<quint64> offsets() const
    {
        QList<quint64> all;
        for (const engine::MessageRef &ref : session.startedActions.back().selection.messages)
            all << ref.offset;
        return all;
    }
    template <typename Form>
    Form *form()
    {
        Form *found = nullptr;
        const bool is = QTest::qWaitFor([&] {
            found = window.findChild<Form *>();
            return found && found->isVisible();
        });
        return is ? found : nullptr;
    }

    QTemporaryDir folder;
    FakeSession session;
    theme::Theme theme;
    settings::Settings settings;
    mainwindow::MainWindow window;
};

} // namespace

class TestMessageActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void severalAreDeletedAndBroughtBack()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        QVERIFY(opened.bar().isHidden());
        opened.click(2);
        opened.click(4, Qt::ControlModifier);
        QCOMPARE(opened.bar().subject(), u"2 selected"_s);
        opened.press(Qt::Key_Delete);
        QCOMPARE(opened.session.startedActions.size(), 1);
        QCOMPARE(opened.session.startedActions.back().what, What::Delete);
        QCOMPARE(opened.offsets(), QList<quint64>({2, 4}));
        QVERIFY(opened.session.startedActions.back().isUndoable);
        // Other messages will be in these rows: none of them is selected.
        QCOMPARE(opened.table().selectedCount(), 0);
        QVERIFY(opened.bar().isHidden());
        opened.answer(ActionState::Finished, 2);
        QTRY_COMPARE(opened.window.notices().text(), u"2 messages deleted from orders"_s);
        QTest::mouseClick(opened.window.notices().actionButton(), Qt::LeftButton);
        QTRY_VERIFY(opened.session.commands.filter(u"undo"_s).size() == 1);
        QTRY_COMPARE(opened.window.notices().text(), u"Taken back: 2 messages deleted from orders"_s);
    }
    void aRangeIsExtendedByShift()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(1);
        opened.click(4, Qt::ShiftModifier);
        QCOMPARE(opened.table().selectedCount(), 4);
        opened.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(opened.table().selectedCount(), 5);
        opened.press(Qt::Key_End, Qt::ShiftModifier); // the anchor is out of sight then
        QCOMPARE(opened.table().selectedCount(), count - 1);
        opened.press(Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(opened.table().selectedCount(), 2);
        opened.press(Qt::Key_Delete);
        QCOMPARE(opened.offsets(), QList<quint64>({0, 1}));
    }
    void allMeansAllAlsoWhatIsNotLoaded()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.table().setFocus();
        opened.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(opened.bar().subject(), u"all: 60 messages"_s);
        opened.press(Qt::Key_Delete);
        const engine::MessageSelection &selection = opened.session.startedActions.back().selection;
        QVERIFY(selection.messages.isEmpty());
        QCOMPARE(selection.logs, QList<engine::QueueId>{orders});
        QCOMPARE(selection.filter, engine::MessageFilter());
    }
    void allThatMatchMeansTheFilter()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.panel().setFilterText(u"key:eu.3"_s);
        QTRY_COMPARE(opened.table().model()->rowCount(), 9);
        opened.table().setFocus();
        opened.press(Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(opened.bar().subject(), u"all that match"_s);
        opened.press(Qt::Key_Delete);
        const engine::MessageSelection &selection = opened.session.startedActions.back().selection;
        QCOMPARE(selection.logs, QList<engine::QueueId>{orders});
        QCOMPARE(selection.filter.routingKey, u"eu.3"_s);
        // What was found is looked for again when it is over.
        const qsizetype scans = opened.session.scans.size();
        opened.answer(ActionState::Finished, 9);
        QTRY_COMPARE(opened.session.scans.size(), scans + 1);
    }
    void whatWasLeftBehindIsTold()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(0);
        opened.click(1, Qt::ShiftModifier);
        opened.press(Qt::Key_Delete);
        opened.answer(ActionState::Finished, 1, 1);
        QTRY_COMPARE(opened.window.notices().text(), u"1 of 2 messages stay where they are: 1 is held by consumers."_s);
    }
    void theyMoveByTheForm()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(3);
        QTest::mouseClick(opened.button(u"Move to…"_s), Qt::LeftButton);
        auto *form = opened.form<dialogs::MoveMessagesForm>();
        QVERIFY(form);
        QVERIFY(!form->okButton()->isEnabled());
        auto &name = field<QComboBox>(*form, u"target"_s);
        QTRY_COMPARE(name.count(), 2);
        QTest::keyClicks(name.lineEdit(), u"orders.retry"_s);
        QVERIFY(form->okButton()->isEnabled());
        QTest::keyClick(name.lineEdit(), Qt::Key_Return);
        QTRY_COMPARE(opened.session.startedActions.size(), 1);
        const MessageActionSpec &spec = opened.session.startedActions.back();
        QCOMPARE(spec.what, What::Move);
        QCOMPARE(spec.target.kind, MessageTarget::Kind::Queue);
        QCOMPARE(spec.target.name, u"orders.retry"_s);
        QCOMPARE(opened.offsets(), QList<quint64>{3});
    }
    void allOfThemMeansThoseThatComeInFirst_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("moved") << Qt::Key_M;
        QTest::newRow("copied") << Qt::Key_K;
    }
    void allOfThemMeansThoseThatComeInFirst()
    {
        QFETCH(Qt::Key, key);
        const auto says = [](QWidget &widget, const QString &words) {
            const QList<QLabel *> labels = widget.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&words](const QLabel *label) { return label->text().contains(words); });
        };
        for (const bool all : {false, true}) {
            OpenedList opened;
            QVERIFY(opened.isReady());
            // Single ones are those that are listed.
            opened.click(1);
            opened.click(3, Qt::ControlModifier);
            if (all)
                opened.press(Qt::Key_A, Qt::ControlModifier);
            QCOMPARE(says(opened.bar(), u"with what comes in until then"_s), all);
            opened.press(key, Qt::ControlModifier | Qt::ShiftModifier);
            auto *form = opened.form<dialogs::MoveMessagesForm>();
            QVERIFY(form);
            QCOMPARE(says(*form, u"What comes in until it begins is among them."_s), all);
        }
    }
    void aRangeEndsWithItsLast()
    {
        models::MessagePick range;
        range.selection.logs << orders;
        QVERIFY(range.takesNewcomers());
        range.selection.firstOffset = range.selection.lastOffset = 20;
        QVERIFY(!range.takesNewcomers());
        QVERIFY(!models::MessagePick().takesNewcomers());
    }
    void theyAreCopiedToAnExchangeByKey()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(3);
        opened.press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        auto *form = opened.form<dialogs::MoveMessagesForm>();
        QVERIFY(form);
        field<QComboBox>(*form, u"kind"_s).setCurrentIndex(1);
        QTest::keyClicks(field<QComboBox>(*form, u"target"_s).lineEdit(), u"audit"_s);
        QTest::keyClicks(&field<QLineEdit>(*form, u"routingKey"_s), u"eu.new"_s);
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.session.startedActions.size(), 1);
        const MessageActionSpec &spec = opened.session.startedActions.back();
        QCOMPARE(spec.what, What::Copy);
        QCOMPARE(spec.target.kind, MessageTarget::Kind::Exchange);
        QVERIFY(spec.target.routingKey == u"eu.new"_s);
    }
    void oneIsEditedAndRepublished()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(7);
        opened.press(Qt::Key_F2);
        auto *form = opened.form<dialogs::MoveMessagesForm>();
        QVERIFY(form);
        QWidget *body = form->findChild<dialogs::MessageEditors *>()->bodyInput();
        QTRY_VERIFY(body->hasFocus());
        QTest::keyClick(body, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(body, u"88"_s);
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.session.startedActions.size(), 1);
        const MessageActionSpec &spec = opened.session.startedActions.back();
        QCOMPARE(spec.what, What::Move); // the original goes
        QCOMPARE(spec.target.name, u"orders"_s);
        QVERIFY(spec.edit.body == QByteArray("88"));
        QVERIFY(!spec.edit.properties); // nobody has touched them
        opened.click(7);
        opened.press(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(opened.window.findChildren<dialogs::MoveMessagesForm *>().size() >= 1);
    }
    void whatIsNotTouchedStaysByteForByte_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("text") << QByteArray("{\"id\": 1}");
        QTest::newRow("lines") << QByteArray("one\r\ntwo\rthree\n");
        QTest::newRow("a mark of byte order") << QByteArray("\xef\xbb\xbf{\"id\": 1}");
        QTest::newRow("bytes") << QByteArray("\xff\0\x80", 3);
    }
    void whatIsNotTouchedStaysByteForByte()
    {
        QFETCH(QByteArray, body);
        const OpenedList opened;
        engine::MessageDetails details;
        details.body = body;
        details.properties.headers.set("marked", engine::FieldValue(QByteArray("\xef\xbb\xbfx")));
        const dialogs::MessageEditors editors(details, nullptr);
        QVERIFY(!editors.changedBody());
        QVERIFY(!editors.changedProperties());
        auto *type = editors.findChild<QLineEdit *>(u"content_type"_s);
        QVERIFY(type);
        type->setText(u"text/plain"_s);
        QVERIFY(!editors.changedBody());
        const std::optional<engine::MessageProperties> properties = editors.changedProperties();
        QVERIFY(properties);
        QCOMPARE(properties->headers, details.properties.headers);
    }
    void aLargeBodyIsKeptAsItIs()
    {
        const OpenedList opened;
        // What an editor costs by itself is measured along; a busy machine shows not every time.
        const auto openingMs = [](const QByteArray &body) {
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 3; ++i) {
                engine::MessageDetails details;
                details.body = body;
                QElapsedTimer clock;
                clock.start();
                dialogs::MessageEditors editors(details, nullptr);
                editors.show();
                editors.findChild<QLineEdit *>(u"content_type"_s)->setText(u"text/plain"_s);
                QCoreApplication::processEvents();
                if (!editors.problem().isEmpty() || editors.changedBody())
                    return qint64(-1);
                best = qMin(best, clock.elapsed());
            }
            return best;
        };
        const qint64 small = openingMs("{}");
        const qint64 large = openingMs(QByteArray(50 << 20, 'x'));
        qInfo("%lld ms with 50 MB, %lld ms without", large, small);
        QVERIFY(small >= 0 && large >= 0);
        QVERIFY2(large < small + 100, qPrintable(QString::number(large)));
    }
    void aKeptBodyIsLoadedOrReplaced()
    {
        const OpenedList opened;
        engine::MessageDetails details;
        details.body = QByteArray("a line of text\n").repeated(72'000);
        dialogs::MessageEditors editors(details, nullptr);
        editors.show();
        auto *body = editors.findChild<publisher::BodyEditor *>();
        QVERIFY(body->isKept());
        auto *load = editors.findChild<QPushButton *>(u"loadBody"_s);
        QVERIFY(load->isVisible());
        // By a file, a large one at that.
        const QByteArray other(3 << 20, 'y');
        QFile file(opened.folder.filePath(u"other"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(other), other.size());
        file.close();
        body->takeFile(file.fileName());
        QTRY_VERIFY(editors.changedBody().has_value());
        QVERIFY(body->isKept());
        QVERIFY(*editors.changedBody() == other);
        body->setBytes(details.body);
        QVERIFY(!editors.changedBody());
        // Into the editor.
        QTest::mouseClick(load, Qt::LeftButton);
        QVERIFY(!body->isKept());
        QVERIFY(!load->isVisible());
        QVERIFY(!editors.changedBody());
        body->setBody(publisher::BytesForm::Text, {});
        QVERIFY(editors.changedBody() == QByteArray());
    }
    void deadLettersAreRequeuedByKey()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(1);
        opened.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(opened.session.startedActions.size(), 1);
        QCOMPARE(opened.session.startedActions.back().target.kind, MessageTarget::Kind::Origin);
        QVERIFY(opened.session.startedActions.back().edit.dropDeathHeaders);
    }
    /// Of more dead letters than are found at once, those that are found are deleted.
    void theDeadLettersBehindThoseFoundAreFound()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        QList<engine::DeadLetter> &dead = opened.session.deadMessages;
        for (quint64 offset = 1500; offset-- > 0;) {
            engine::DeadLetter letter;
            letter.message.ref = {orders, offset};
            letter.message.routingKey = u"eu"_s;
            letter.deaths.emplaceBack().reason = u"rejected"_s;
            dead << letter;
        }
        const auto tell = [&] {
            engine::DeadLetterGroup group;
            group.reason = u"rejected"_s;
            group.place = orders;
            group.count = opened.session.deadLetters.total = quint64(dead.size());
            opened.session.deadLetters.groups = {group};
            opened.session.deadLetters.isComplete = true;
            opened.session.push();
        };
        tell();
        opened.window.openPage(u"deadLetters"_s);
        auto *page = qobject_cast<pages::DeadLettersPage *>(opened.window.tabs().currentWidget());
        QVERIFY(page);
        page->findChild<QLineEdit *>(u"messageFilter"_s)->setText(u"key:eu"_s);
        QTRY_COMPARE(page->findChild<widgets::ActionBar *>()->subject(), u"1,000 found"_s);
        page->messages().setFocus();
        QTest::keyClick(&page->messages(), Qt::Key_Delete);
        QTRY_COMPARE(opened.session.startedActions.size(), 1);
        const QList<engine::DeadLetter> before = std::exchange(dead, dead.last(500));
        tell();
        const auto isSaid = [page](const QString &title) {
            const auto states = page->findChildren<widgets::StateView *>();
            return std::any_of(states.begin(), states.end(), [&](const widgets::StateView *state) {
                return state->isVisible() && state->title() == title;
            });
        };
        QTRY_VERIFY(isSaid(u"No dead letter matches so far"_s));
        opened.answer(ActionState::Finished, 1000);
        QTRY_COMPARE(page->letters().rowCount(), 500);
        // Taken back they are found as they were.
        dead = before;
        QTest::mouseClick(opened.window.notices().actionButton(), Qt::LeftButton);
        QTRY_COMPARE(page->letters().rowCount(), 1000);
        QCOMPARE(page->letters().refAt(0), (engine::MessageRef{orders, 1499}));
    }
    void aTopicExplainsWhatItCannot()
    {
        OpenedList opened(true);
        QVERIFY(opened.isReady());
        opened.click(2);
        QCOMPARE(opened.bar().subject(), u"1 selected"_s);
        QVERIFY(!opened.button(u"Delete"_s));
        QVERIFY(!opened.button(u"Move to…"_s));
        opened.press(Qt::Key_Delete);
        QVERIFY(opened.session.startedActions.isEmpty());
        QTRY_VERIFY(opened.window.notices().text().contains(u"can not be taken out"_s));
        opened.press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        auto *form = opened.form<dialogs::MoveMessagesForm>();
        QVERIFY(form);
        QTest::keyClicks(field<QComboBox>(*form, u"target"_s).lineEdit(), u"orders"_s);
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.session.startedActions.size(), 1);
        QCOMPARE(opened.session.startedActions.back().what, What::Copy);
        QCOMPARE(opened.session.startedActions.back().selection.messages, (QList<engine::MessageRef>{{clicks, 2}}));
    }

    void whatTakesAWhileIsSeenAndCancelled()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        auto *progress = opened.window.findChild<mainwindow::ActionProgress *>();
        QVERIFY(progress->isHidden());
        opened.table().setFocus();
        opened.press(Qt::Key_A, Qt::ControlModifier);
        opened.press(Qt::Key_Delete);
        opened.answer(ActionState::Running, 12, 0, 0);
        QTRY_VERIFY(progress->isVisible());
        QVERIFY(progress->findChild<QLabel *>()->text().startsWith(u"Deleting messages"_s));
        QTest::mouseClick(progress->findChild<QToolButton *>(u"cancelAction"_s), Qt::LeftButton);
        QTRY_COMPARE(opened.session.commands.back(), u"cancelMessageAction 1"_s);
        opened.answer(ActionState::Cancelled, 12);
        QTRY_VERIFY(progress->isHidden());
    }
    void whatIsTooMuchIsAskedFor()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.table().setFocus();
        opened.press(Qt::Key_A, Qt::ControlModifier);
        opened.press(Qt::Key_Delete);
        opened.answer(ActionState::Failed, 40);
        auto *form = opened.form<dialogs::DeleteForGoodDialog>();
        QVERIFY(form);
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.session.startedActions.size(), 2);
        QVERIFY(!opened.session.startedActions.back().isUndoable);
        QCOMPARE(opened.session.startedActions.back().selection.logs, QList<engine::QueueId>{orders});
    }
    void theRestOfAListIsAskedFor_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<MessageActionSpec::What>("what");
        QTest::newRow("deleted") << Qt::Key_Delete << What::Delete;
        QTest::newRow("put back") << Qt::Key_R << What::Move;
    }
    void theRestOfAListIsAskedFor()
    {
        QFETCH(Qt::Key, key);
        QFETCH(MessageActionSpec::What, what);
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(0);
        opened.click(3, Qt::ShiftModifier);
        opened.press(key, key == Qt::Key_R ? Qt::ControlModifier | Qt::ShiftModifier : Qt::KeyboardModifiers());
        QTRY_COMPARE(opened.session.startedActions.size(), 1);
        opened.answer(ActionState::Failed, 3);
        auto *form = opened.form<dialogs::DeleteForGoodDialog>();
        QVERIFY(form);
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.session.startedActions.size(), 2);
        const MessageActionSpec &spec = opened.session.startedActions.back();
        QCOMPARE(spec.what, what);
        QVERIFY(!spec.isUndoable);
        QCOMPARE(opened.offsets(), QList<quint64>{3});
        QVERIFY(what == What::Delete || spec.edit.dropDeathHeaders);
    }

    void whatIsLoadedIsSorted()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        QHeaderView *header = opened.table().header();
        const auto clickOn = [&](int column) {
            QHeaderView *shown = opened.table().header();
            QTest::mouseClick(shown->viewport(), Qt::LeftButton, {},
                              QPoint(shown->sectionViewportPosition(column) + 20, shown->height() / 2));
        };
        Q_UNUSED(header);
        clickOn(models::SizeColumn);
        QTRY_COMPARE(opened.table().model()->rowCount(), count);
        QAbstractItemModelTester tester(opened.table().model());
        const auto sizes = [&] {
            QList<quint64> all;
            for (int row = 0; row < opened.table().model()->rowCount(); ++row)
                all << opened.table().messageAt(row).size;
            return all;
        };
        QList<quint64> wanted = sizes();
        std::sort(wanted.begin(), wanted.end());
        QCOMPARE(sizes(), wanted);
        QVERIFY(opened.panel().findChild<QLabel *>(u"position"_s)->text().contains(u"sorted by Size"_s));
        clickOn(models::SizeColumn);
        std::reverse(wanted.begin(), wanted.end());
        QCOMPARE(sizes(), wanted);
        clickOn(models::SizeColumn); // as they lie
        QTRY_COMPARE(opened.table().messageAt(3).ref.offset, quint64(3));
        QCOMPARE(opened.session.scansUnderWay(), 0);
        // The same from the menu bar.
        QMenu menu;
        widgets::fillSortMenu(menu, opened.table());
        QCOMPARE(menu.actions().front()->text(), u"Their own order"_s);
        for (QAction *action : menu.actions()) {
            if (action->text() == u"Size"_s)
                action->trigger();
        }
        QCOMPARE(opened.table().sortedColumn(), int(models::SizeColumn));
    }

    void whatHasLeftGoesFromWhatWasFound()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.panel().setFilterText(u"key:eu.3"_s);
        const auto *position = opened.panel().findChild<QLabel *>(u"position"_s);
        QTRY_COMPARE(position->text(), u"9 found in 60 messages"_s); // 3, 10, 17, 24, 31, 38, 45 …
        opened.click(6);
        QCOMPARE(opened.panel().pick().selection.messages, (QList<engine::MessageRef>{{orders, 45}}));
        const QSignalSpy resets(opened.table().model(), &QAbstractItemModel::modelReset);
        const QSignalSpy left(&opened.panel(), &pages::MessagePanel::messageLeft);
        const qsizetype scans = opened.session.scans.size();
        // A consumer has taken the oldest, and holds one more.
        opened.consume([](quint64 offset) { return offset < 25; });
        opened.message(31).state = engine::MessageState::Unacked;
        opened.session.push();
        QTRY_COMPARE(opened.table().model()->rowCount(), 5);
        QCOMPARE(opened.table().messageAt(0).ref.offset, quint64(31));
        QCOMPARE(opened.table().messageAt(0).state, engine::MessageState::Unacked);
        QCOMPARE(opened.table().messageAt(1).state, engine::MessageState::Ready);
        QCOMPARE(position->text(), u"5 found in 60 messages"_s);
        QCOMPARE(opened.panel().pick().selection.messages, (QList<engine::MessageRef>{{orders, 45}}));
        QCOMPARE(left.count(), 0);
        // What is shown in the inspector is told by name.
        opened.consume([](quint64 offset) { return offset == 45; });
        opened.session.push();
        QTRY_COMPARE(left.count(), 1);
        QCOMPARE(left.front().front().value<engine::MessageRef>(), (engine::MessageRef{orders, 45}));
        QCOMPARE(opened.table().model()->rowCount(), 4);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(opened.session.scans.size(), scans);
    }

    void whatHasLeftGoesFromASortedTable()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        Q_EMIT opened.table().sortRequested(models::SizeColumn, Qt::AscendingOrder);
        QTRY_COMPARE(opened.table().model()->rowCount(), count);
        const QAbstractItemModelTester tester(opened.table().model());
        opened.consume([](quint64 offset) { return offset % 3 == 0; });
        opened.session.push();
        QTRY_COMPARE(opened.table().model()->rowCount(), 40);
        for (int row = 1; row < opened.table().model()->rowCount(); ++row)
            QVERIFY(opened.table().messageAt(row - 1).size <= opened.table().messageAt(row).size);
        opened.table().setFocus();
        opened.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(opened.bar().subject(), u"all: 40 messages"_s);
    }

    void aJumpIsToAPlaceInTheQueueAlsoWhereItIsSorted()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        Q_EMIT opened.table().sortRequested(models::SizeColumn, Qt::DescendingOrder);
        QTRY_COMPARE(opened.table().model()->rowCount(), count);
        QVERIFY(opened.table().messageAt(4).ref.offset != 4);
        // What was consumed meanwhile is no place any more.
        opened.consume([](quint64 offset) { return offset < 20; });
        opened.session.push();
        QTRY_COMPARE(opened.table().model()->rowCount(), count - 20);
        auto *page = qobject_cast<pages::QueuePage *>(opened.window.tabs().currentWidget());
        const QSignalSpy selected(page, &pages::QueuePage::messageSelected);
        page->jumpTo(5);
        QTRY_VERIFY(!selected.isEmpty());
        QCOMPARE(selected.back().front().value<engine::MessageRef>(), (engine::MessageRef{orders, 24}));
        QTRY_COMPARE(opened.table().messageAt(opened.table().currentIndex().row()).ref.offset, quint64(24));
        // The header says that it is not sorted any more.
        QCOMPARE(opened.table().sortedColumn(), -1);
        QCOMPARE(opened.session.scansUnderWay(), 0);
    }

    void theNewestIsThatOfTheQueueAlsoWhereItIsSorted()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        Q_EMIT opened.table().sortRequested(models::SizeColumn, Qt::AscendingOrder);
        QTRY_COMPARE(opened.table().model()->rowCount(), count);
        for (QToolButton *button : opened.panel().findChildren<QToolButton *>()) {
            if (button->text() == u"Newest"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(opened.table().messageAt(opened.table().currentIndex().row()).ref.offset, quint64(count - 1));
        QCOMPARE(opened.table().sortedColumn(), -1);
    }

    void anActionLeavesWhatWasFoundInItsPlace()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.panel().setFilterText(u"key:eu.3"_s);
        QTRY_COMPARE(opened.table().model()->rowCount(), 9);
        opened.panel().search().searchOn(); // as "Show 10,000" does
        QTRY_COMPARE(opened.table().model()->rowCount(), 9);
        opened.click(2);
        const QList<engine::MessageRef> chosen{{orders, 17}};
        QCOMPARE(opened.panel().pick().selection.messages, chosen);
        const QSignalSpy resets(opened.table().model(), &QAbstractItemModel::modelReset);
        const qsizetype scans = opened.session.scans.size();
        const auto remove = [&](engine::MessageRef message) {
            models::MessagePick pick;
            pick.selection.messages << message;
            Q_EMIT opened.panel().deedRequested(models::MessageDeed::Delete, pick);
        };
        // In another queue: nothing is looked for.
        remove({{2}, 3});
        opened.answer(ActionState::Finished, 1);
        QTRY_COMPARE(opened.window.notices().text(), u"1 messages deleted from orders"_s);
        QCOMPARE(opened.session.scans.size(), scans);
        // In this one: what is gone goes, the rest stays as it is.
        remove({orders, 3});
        const engine::MessageDetails gone = opened.session.messages.at(3);
        opened.consume([](quint64 offset) { return offset == 3; });
        opened.answer(ActionState::Finished, 2);
        QTRY_COMPARE(opened.window.notices().text(), u"2 messages deleted from orders"_s);
        QTRY_COMPARE(opened.table().model()->rowCount(), 8);
        QCOMPARE(opened.session.scans.size(), scans + 1);
        QCOMPARE(opened.session.scans.back().limit, 10 * pages::MessageSearch::firstLimit);
        QCOMPARE(opened.panel().pick().selection.messages, chosen);
        QCOMPARE(opened.table().currentIndex().row(), 1);
        // Taken back it is found again.
        opened.session.messages.insert(3, gone);
        QTest::mouseClick(opened.window.notices().actionButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.table().model()->rowCount(), 9);
        QCOMPARE(opened.table().messageAt(0).ref.offset, quint64(3));
        QCOMPARE(opened.session.scans.back().limit, 10 * pages::MessageSearch::firstLimit);
        QCOMPARE(opened.panel().pick().selection.messages, chosen);
        QCOMPARE(resets.count(), 0);
    }

    void theyAreCopiedToTheClipboard()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        opened.click(1);
        opened.click(2, Qt::ControlModifier);
        QGuiApplication::clipboard()->clear();
        opened.press(Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"{\"id\":1}\n{\"id\":2}"_s);
        opened.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"[\n"_s));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"routing_key\": \"eu.2\""_s));
        opened.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(
            u"\nprintf %s '{\"id\":1}' | amqp-publish --url=amqp://guest:guest@127.0.0.1:5672/%2F \\\n"_s));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u" \\\n  --routing-key='eu.1'"_s));
    }

    void theyAreExportedAndImported()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        const QString path = opened.folder.filePath(u"orders.jsonl"_s);
        opened.click(1);
        opened.click(3, Qt::ShiftModifier);
        opened.window.transferActions().exportTo(opened.panel().pick(), path);
        QTRY_COMPARE(opened.window.notices().text(), u"3 messages exported to orders.jsonl."_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 3);
        // All of them, from the menu; whatever is selected.
        auto *transfer = opened.panel().findChild<QPushButton *>(u"transfer"_s);
        Q_EMIT transfer->menu()->aboutToShow();
        QStringList texts;
        for (QAction *action : transfer->menu()->actions())
            texts << action->text();
        QVERIFY(texts.contains(u"Export the selection…"_s));
        QVERIFY(texts.contains(u"Export all messages…"_s));
        for (QAction *action : transfer->menu()->actions()) {
            if (action->text() == u"Import into this queue…"_s)
                action->trigger();
        }
        auto *form = opened.form<dialogs::ImportMessagesForm>();
        QVERIFY(form);
        QCOMPARE(form->target().name, u"orders"_s);
        QVERIFY(!form->okButton()->isEnabled());
        QTest::keyClicks(&field<QLineEdit>(*form, u"file"_s), path);
        QVERIFY(form->okButton()->isEnabled());
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(opened.session.putInto.size(), 3);
        QCOMPARE(opened.session.putInto.front().body, QByteArray("{\"id\":1}"));
        QCOMPARE(opened.session.putInto.front().routingKey, u"eu.1"_s);
        QTRY_COMPARE(opened.window.notices().text(), u"3 messages imported from orders.jsonl into orders."_s);
    }
    void aValueOfABodyIsAskedFor()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        auto *inspector = opened.window.findChild<inspector::InspectorPanel *>();
        QVERIFY(inspector);
        QMenu menu;
        Q_EMIT inspector->valueMenuAboutToShow(&menu, u"body.id=7"_s);
        const auto trigger = [&menu](const QString &text) {
            for (QAction *action : menu.actions()) {
                if (action->text() == text)
                    return action->trigger();
            }
            qFatal("no such action");
        };
        trigger(u"Filter the live feed by this"_s);
        auto *feed = opened.window.findChild<feed::FeedPanel *>();
        QCOMPARE(feed->query(), u"body.id=7"_s);
        trigger(u"Find here"_s);
        QCOMPARE(opened.panel().filterText(), u"body.id=7"_s);
        QTRY_VERIFY(!opened.session.scans.isEmpty());
        QCOMPARE(opened.session.scans.back().filter.body.size(), 1);
        QCOMPARE(opened.session.scans.back().filter.body.front().value, u"7"_s);
    }
    void columnsAreChosenAndRemembered()
    {
        OpenedList opened;
        QVERIFY(opened.isReady());
        QMenu menu;
        widgets::fillColumnMenu(menu, *opened.table().header());
        for (QAction *action : menu.actions()) {
            if (action->text() == u"Content type"_s)
                action->setChecked(true);
        }
        opened.table().header()->moveSection(opened.table().header()->visualIndex(models::SizeColumn), 0);
        opened.panel().saveLayout(opened.settings);
        pages::QueuePage page(opened.session, opened.theme, opened.session.queues.front());
        page.restoreLayout(opened.settings);
        QHeaderView *header = page.messages().table().header();
        QVERIFY(!header->isSectionHidden(models::ContentTypeColumn));
        QCOMPARE(header->logicalIndex(0), int(models::SizeColumn));
    }
};

SIGHTGLASS_WINDOW_TEST(TestMessageActions)
#include "tst_messageactions.moc"
