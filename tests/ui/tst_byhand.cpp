// SPDX-License-Identifier: GPL-3.0-or-later
// Consuming by hand, over a session without a broker: taking, looking, settling by mouse and key; stepping through a topic; pausing a
// queue and cancelling a consumer.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/heldmodel.h"
#include "ui/models/queuemodel.h"
#include "ui/pages/handpanel.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/queuespage.h"
#include "ui/pages/steppanel.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;
using ui::pages::HandPanel;
using ui::pages::StepPanel;

class TestByHand : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;

    static engine::HeldMessage message(quint64 tag, engine::QueueId queue = {4})
    {
        engine::HeldMessage held;
        held.tag = tag;
        held.message.ref = {queue, tag + 10};
        held.message.state = engine::MessageState::Unacked;
        held.message.routingKey = u"eu.new"_s;
        held.message.preview = "{\"number\": " + QByteArray::number(tag) + "}";
        return held;
    }
    engine::QueueSnapshot queueNamed(const QString &name) const
    {
        for (const engine::QueueSnapshot &queue : m_session->queues) {
            if (queue.spec.name == name)
                return queue;
        }
        return {};
    }
    void makeWindow()
    {
        m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
        m_window->resize(1600, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        m_session->push();
    }
    static QPushButton *button(QWidget &within, const QString &text)
    {
        for (QPushButton *candidate : within.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    static QAction *action(QWidget &within, const QString &text)
    {
        for (QAction *candidate : within.actions()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }
    static QStringList held(HandPanel &panel)
    {
        const QAbstractItemModel *model = panel.findChild<ui::widgets::ListView *>()->model();
        QStringList tags;
        for (int row = 0; row < model->rowCount(); ++row)
            tags << model->index(row, ui::models::HeldModel::Tag).data().toString();
        return tags;
    }
    static bool says(QWidget &panel, const QString &text)
    {
        for (const QLabel *label : panel.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    QStringList commands(const QStringList &kinds) const
    {
        QStringList found;
        for (const QString &command : m_session->commands) {
            if (kinds.contains(command.section(u' ', 0, 0)))
                found << command;
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
        m_session = std::make_unique<tests::FakeSession>();
        tests::openFakeShop(*m_session);
    }
    void cleanup()
    {
        m_window.reset();
        m_session.reset();
    }

    void takesLooksAndSettles()
    {
        QWidget window;
        HandPanel panel(*m_session, m_session->queues.front(), &window);
        const QAbstractItemModelTester tester(panel.findChild<ui::models::HeldModel *>());
        panel.resize(900, 500);
        window.resize(900, 500);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy selected(&panel, &HandPanel::messageSelected);
        QVERIFY(m_session->commands.isEmpty()); // looking at the page takes nothing
        m_session->toTake = {message(1), message(2), message(3)};
        auto *state = panel.findChild<ui::widgets::StateView *>();
        QVERIFY(state->isVisible());
        QTest::mouseClick(button(*state, u"Take next"_s), Qt::LeftButton);
        QTRY_COMPARE(held(panel), QStringList{u"1"_s});
        QTRY_COMPARE(selected.size(), 1);
        QCOMPARE(selected.back().front().value<engine::MessageRef>(), message(1).message.ref);
        // By the keyboard, several at once; the newest is looked at.
        QTest::keyClick(panel.focusWidget() ? panel.focusWidget() : &panel, Qt::Key_T);
        QTest::keyClick(panel.focusWidget() ? panel.focusWidget() : &panel, Qt::Key_T);
        QTRY_COMPARE(held(panel), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QTRY_COMPARE(selected.back().front().value<engine::MessageRef>(), message(3).message.ref);
        QTest::mouseClick(button(panel, u"Ack"_s), Qt::LeftButton);
        QTRY_COMPARE(held(panel), (QStringList{u"1"_s, u"2"_s}));
        QTRY_VERIFY(says(panel, u"Acknowledged."_s));
        auto *list = panel.findChild<ui::widgets::ListView *>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_N);
        QTRY_COMPARE(held(panel), QStringList{u"1"_s});
        QTest::keyClick(list, Qt::Key_R);
        QTRY_COMPARE(held(panel), QStringList());
        QCOMPARE(commands({u"ack"_s, u"requeue"_s, u"reject"_s}),
                 (QStringList{u"ack 3"_s, u"requeue 2"_s, u"reject 1"_s}));
        QVERIFY(state->isVisible());
    }

    void saysWhenNothingIsReady()
    {
        HandPanel panel(*m_session, m_session->queues.front(), nullptr);
        panel.resize(900, 500);
        panel.show();
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTRY_VERIFY(says(panel, u"Nothing is ready"_s));
        m_session->nextError = {engine::BrokerError::ResourceLocked, u"it is exclusive to another connection"_s};
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTRY_VERIFY(says(panel, u"exclusive to another connection"_s));
    }

    void waitsForTheNextOne()
    {
        HandPanel panel(*m_session, m_session->queues.front(), nullptr);
        panel.resize(900, 500);
        panel.show();
        panel.take();
        QTRY_VERIFY(panel.isWaiting());
        QVERIFY(says(panel, u"Waiting for the next message…"_s));
        QVERIFY(button(panel, u"Stop waiting"_s));
        m_session->toTake = {message(1), message(2)};
        QTRY_COMPARE(held(panel), QStringList{u"1"_s}); // one was asked for
        QTRY_VERIFY(!panel.isWaiting());
        QVERIFY(!button(panel, u"Stop waiting"_s));
        QVERIFY(!says(panel, u"Waiting"_s));
        panel.take();
        panel.take();
        QTRY_COMPARE(held(panel), (QStringList{u"1"_s, u"2"_s}));
        // Given up: what comes then is somebody else's.
        QTRY_VERIFY(panel.isWaiting());
        QTest::mouseClick(button(panel, u"Stop waiting"_s), Qt::LeftButton);
        QVERIFY(!panel.isWaiting());
        QVERIFY(!says(panel, u"Waiting"_s));
        m_session->toTake = {message(3)};
        QTest::qWait(600);
        QCOMPARE(held(panel), (QStringList{u"1"_s, u"2"_s}));
        // With its queue it ends.
        m_session->toTake.clear();
        panel.take();
        QTRY_VERIFY(panel.isWaiting());
        panel.setGone(true);
        QVERIFY(!panel.isWaiting());
    }

    void whatARejectMeansIsSaid()
    {
        engine::QueueSnapshot queue = m_session->queues.front();
        queue.spec.arguments = {};
        HandPanel panel(*m_session, queue, nullptr);
        QVERIFY(action(panel, u"Reject"_s)->toolTip().contains(u"it is gone"_s));
        queue.spec.arguments.set("x-dead-letter-exchange", engine::FieldValue(QByteArray("dlx")));
        panel.setQueue(queue);
        QVERIFY(action(panel, u"Reject"_s)->toolTip().contains(u"dead letter"_s));
        panel.setGone(true);
        QVERIFY(!action(panel, u"Take next"_s)->isEnabled());
    }

    void aClosedTabGivesBackAndSaysSo()
    {
        makeWindow();
        m_window->brokerActions().consumeByHand(queueNamed(u"orders.eu"_s));
        auto *page = qobject_cast<ui::pages::QueuePage *>(m_window->tabs().currentWidget());
        QVERIFY(page);
        auto *panel = page->findChild<HandPanel *>();
        QVERIFY(panel->isVisible());
        m_session->toTake = {message(1, page->queue().id), message(2, page->queue().id)};
        panel->take();
        panel->take();
        QTRY_COMPARE(page->held(), 2);
        auto *tabs = page->findChild<QTabWidget *>();
        QTRY_COMPARE(tabs->tabText(tabs->indexOf(panel)), u"By hand  2"_s);
        // Another tab in front changes nothing.
        m_window->openPage(u"queues"_s);
        QCOMPARE(page->held(), 2);
        m_window->tabs().closeId(u"queue:/:orders.eu"_s);
        QTRY_VERIFY(m_session->commands.contains(u"release 2"_s));
        QVERIFY(m_window->notices().text().contains(u"2 messages that were held by hand are back in orders.eu"_s));
    }

    void aQueueIsPausedAndResumed()
    {
        makeWindow();
        m_window->openQueue(queueNamed(u"orders.eu"_s));
        auto *page = qobject_cast<ui::pages::QueuePage *>(m_window->tabs().currentWidget());
        QTest::mouseClick(button(*page, u"Pause"_s), Qt::LeftButton);
        QTRY_COMPARE(commands({u"pause"_s}), QStringList{u"pause orders.eu"_s});
        QTRY_VERIFY(m_window->notices().text().contains(u"orders.eu is paused"_s));
        for (engine::QueueSnapshot &queue : m_session->queues) {
            if (queue.spec.name == u"orders.eu")
                queue.state = engine::QueueSnapshot::State::Paused;
        }
        m_session->push();
        QTRY_VERIFY(button(*page, u"Resume"_s));
        const auto badges = page->findChildren<ui::widgets::Badge *>();
        QVERIFY(std::any_of(badges.cbegin(), badges.cend(),
                            [](const auto *badge) { return badge->text() == u"paused" && badge->isVisible(); }));
        // In the list, too, whatever columns it shows.
        m_window->openPage(u"queues"_s);
        auto *queues = qobject_cast<ui::pages::QueuesPage *>(m_window->tabs().currentWidget());
        queues->selectId(queueNamed(u"orders.eu"_s).id.v);
        QTRY_VERIFY(queues->selected());
        const QModelIndex row = queues->view()->selectedRow();
        QCOMPARE(row.siblingAtColumn(ui::models::QueueModel::Name).data(ui::models::SuffixRole).toString(),
                 u"paused"_s);
        QTRY_VERIFY(action(*queues, u"Resume"_s));
        action(*queues, u"Resume"_s)->trigger();
        QTRY_COMPARE(commands({u"resume"_s}), QStringList{u"resume orders.eu"_s});
        // And taken back.
        QTRY_VERIFY(m_window->notices().text().contains(u"orders.eu delivers again"_s));
        m_window->brokerActions().undo();
        QTRY_COMPARE(commands({u"pause"_s}).size(), 2);
    }

    void aConsumerIsCancelledAfterAQuestion()
    {
        const engine::QueueSnapshot queue = queueNamed(u"orders.eu"_s);
        for (engine::ConnectionSnapshot &connection : m_session->connections) {
            for (engine::ChannelSnapshot &channel : connection.channels) {
                for (engine::ConsumerSnapshot &consumer : channel.consumers)
                    consumer.queue = consumer.queueName == queue.spec.name ? queue.id : engine::QueueId();
            }
        }
        makeWindow();
        m_window->openQueue(queue);
        auto *page = qobject_cast<ui::pages::QueuePage *>(m_window->tabs().currentWidget());
        page->findChild<QTabWidget *>()->setCurrentIndex(1);
        ui::widgets::ListView *list = nullptr;
        for (auto *candidate : page->findChildren<ui::widgets::ListView *>()) {
            if (candidate->accessibleName() == u"Consumers")
                list = candidate;
        }
        QTRY_VERIFY(list && list->model()->rowCount() > 0);
        list->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(list->selectedRow().isValid());
        const QString id = list->selectedRow().data(ui::models::IdRole).toString();
        QTest::mouseClick(button(*page, u"Cancel consumer…"_s), Qt::LeftButton);
        auto *form = m_window->findChild<ui::dialogs::ConfirmDialog *>();
        QVERIFY(form);
        QVERIFY(commands({u"cancelConsumer"_s}).isEmpty());
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE(commands({u"cancelConsumer"_s}), QStringList{u"cancelConsumer "_s + id});
        QTRY_VERIFY(m_window->notices().text().contains(u"is cancelled"_s));
    }

    void stepsThroughATopicAndCommits()
    {
        tests::openFakeTopics(*m_session);
        const engine::TopicSnapshot topic = m_session->topics.front();
        const engine::PartitionSnapshot &partition = topic.partitions.front();
        StepPanel panel(*m_session, topic, nullptr);
        const QAbstractItemModelTester tester(panel.findChild<ui::models::SteppedModel *>());
        panel.resize(1000, 500);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QSignalSpy selected(&panel, &StepPanel::messageSelected);
        QCOMPARE(panel.position(), partition.firstOffset);
        auto *state = panel.findChild<ui::widgets::StateView *>();
        QTest::mouseClick(button(*state, u"Next"_s), Qt::LeftButton);
        QTRY_COMPARE(selected.size(), 1);
        const auto first = selected.back().front().value<engine::MessageRef>();
        QCOMPARE(first.queue, partition.log);
        QTRY_COMPARE(panel.position(), first.offset + 1);
        auto *list = panel.findChild<ui::widgets::ListView *>();
        QTRY_VERIFY(list->isVisible());
        QTest::keyClick(list, Qt::Key_T);
        QTRY_COMPARE(selected.size(), 2);
        QVERIFY(selected.back().front().value<engine::MessageRef>().offset > first.offset);
        // Without a group there is nothing to commit for.
        QVERIFY(!button(panel, u"Commit"_s)->isEnabled());
        auto *group = panel.findChildren<QComboBox *>().back();
        group->setEditText(u"by-hand"_s);
        QVERIFY(button(panel, u"Commit"_s)->isEnabled());
        QTest::mouseClick(button(panel, u"Commit"_s), Qt::LeftButton);
        const QString commit = u"commit by-hand "_s + topic.spec.name + u" 0 "_s + QString::number(panel.position());
        QTRY_COMPARE(commands({u"commit"_s}), QStringList{commit});
        QTRY_VERIFY(says(panel, u"by-hand goes on at offset"_s));
        // With every step.
        panel.findChild<QCheckBox *>()->setChecked(true);
        panel.step();
        QTRY_COMPARE(commands({u"commit"_s}).size(), 2);
        m_session->nextError = {engine::BrokerError::PreconditionFailed, u"the consumer group 'by-hand' has members"_s};
        panel.step();
        QTRY_VERIFY(says(panel, u"has members"_s));
    }

    /// The panel knows the first offset from a snapshot; meanwhile retention may have moved it.
    void passesOverNothingWhileRetentionRuns_data()
    {
        QTest::addColumn<quint64>("deleted");
        QTest::addColumn<quint64>("from");
        QTest::newRow("a few are gone") << quint64(5) << quint64(10);
        QTest::newRow("nearly all are gone") << quint64(40) << quint64(41);
        QTest::newRow("this one as well") << quint64(40) << quint64(10);
    }

    void passesOverNothingWhileRetentionRuns()
    {
        QFETCH(quint64, deleted);
        QFETCH(quint64, from);
        tests::openFakeTopics(*m_session);
        const engine::TopicSnapshot topic = m_session->topics.front();
        const engine::PartitionSnapshot &partition = topic.partitions.front();
        const quint64 start = partition.firstOffset;
        m_session->messages.removeIf([&](const engine::MessageDetails &message) {
            const engine::MessageRef ref = message.summary.ref;
            return ref.queue == partition.log && (ref.offset < start + deleted || ref.offset >= start + 45);
        });
        QWidget window; // as in the window: a panel is hidden before it goes
        StepPanel &panel = *new StepPanel(*m_session, topic, &window);
        panel.resize(1000, 500);
        window.show();
        auto *offset = panel.findChildren<QLineEdit *>().front();
        offset->setFocus();
        offset->selectAll();
        QTest::keyClicks(offset, QString::number(start + from));
        QTest::keyClick(offset, Qt::Key_Return);
        QSignalSpy selected(&panel, &StepPanel::messageSelected);
        panel.step();
        QTRY_VERIFY(!selected.isEmpty());
        QCOMPARE(selected.back().front().value<engine::MessageRef>().offset, start + std::max(deleted, from));
        QCOMPARE(panel.position(), start + std::max(deleted, from) + 1);
    }

    void goesToAnOffsetAndKnowsTheEnd()
    {
        tests::openFakeTopics(*m_session);
        const engine::TopicSnapshot topic = m_session->topics.front();
        const engine::PartitionSnapshot &partition = topic.partitions.front();
        StepPanel panel(*m_session, topic, nullptr);
        panel.resize(1000, 500);
        panel.show();
        auto *offset = panel.findChildren<QLineEdit *>().front();
        offset->setFocus();
        offset->selectAll();
        QTest::keyClicks(offset, QString::number(partition.nextOffset));
        QTest::keyClick(offset, Qt::Key_Return);
        QCOMPARE(panel.position(), partition.nextOffset);
        panel.step();
        QTRY_VERIFY(says(panel, u"This is the end"_s));
        offset->selectAll();
        QTest::keyClicks(offset, u"soon"_s);
        QTest::keyClick(offset, Qt::Key_Return);
        QVERIFY(says(panel, u"is no offset"_s));
        QCOMPARE(panel.position(), partition.nextOffset);
    }
};

SIGHTGLASS_WINDOW_TEST(TestByHand)
#include "tst_byhand.moc"
