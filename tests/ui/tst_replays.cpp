// SPDX-License-Identifier: GPL-3.0-or-later
// Replays in the window: the form, what it offers and asks for, and the list of those that are under way.
#include "fakesession.h"
#include "support/formfields.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/topicactions.h"
#include "ui/dialogs/replayform.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/replaybutton.h"
#include "ui/mainwindow/replayrow.h"
#include "ui/mainwindow/replayspopup.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/replaytext.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using tests::field;
using namespace ui;
using engine::ReplayProgress;
using engine::ReplaySource;
using engine::ReplaySpec;
using engine::ReplayTarget;
using tests::FakeSession;
using ReplayState = ReplayProgress::State;

namespace {

void fillWithTargets(FakeSession &session)
{
    for (const QString &name : {u"orders"_s, u"orders.retry"_s}) {
        engine::QueueSnapshot queue;
        queue.id = {quint64(session.queues.size() + 1)};
        queue.spec.name = name;
        session.queues << queue;
    }
    session.queues << session.queues.front();
    session.queues.back().id = {77};
    session.queues.back().spec.virtualHost = u"dev"_s;
    session.queues.back().spec.name = u"elsewhere"_s;
    for (const QString &name : {QString(), u"audit"_s}) {
        engine::ExchangeSnapshot exchange;
        exchange.id = {quint64(session.exchanges.size() + 1)};
        exchange.spec.name = name;
        session.exchanges << exchange;
    }
    engine::TopicSnapshot topic;
    topic.id = {5};
    topic.spec.name = u"clicks"_s;
    topic.spec.partitions = 3;
    for (quint32 number = 0; number < 3; ++number) {
        engine::PartitionSnapshot partition;
        partition.log = {500 + number};
        partition.number = number;
        topic.partitions << partition;
    }
    session.topics << topic;
}

ReplaySource wholeTopic()
{
    return {ReplaySource::Kind::Topic, u"/"_s, u"clicks"_s, {}};
}

ReplayProgress progress(quint64 id, ReplayState state = ReplayState::Running)
{
    ReplayProgress replay;
    replay.id = {id};
    replay.spec.source = wholeTopic();
    replay.spec.target.name = u"orders.retry"_s;
    replay.state = state;
    replay.total = 12'000;
    replay.looked = 3000;
    replay.sent = 2950;
    replay.skipped = 50;
    return replay;
}

QStringList offered(QWidget &form)
{
    QStringList all;
    const auto &box = field<QComboBox>(form, u"target"_s);
    for (int i = 0; i < box.count(); ++i)
        all << box.itemText(i);
    return all;
}

/// A form over a session with something in it.
struct OpenedForm
{
    explicit OpenedForm(const ReplaySource &source = wholeTopic(), quint32 partitions = 3)
    {
        fillWithTargets(session);
        form = new dialogs::ReplayForm(session, source, partitions, &window);
        form->open();
    }
    bool isReady() const { return form->okButton()->isEnabled(); }
    void choose(const QString &name, int index) { field<QComboBox>(*form, name).setCurrentIndex(index); }
    void type(const QString &name, const QString &text)
    {
        auto &line = field<QLineEdit>(*form, name);
        line.clear();
        QTest::keyClicks(&line, text);
    }
    FakeSession session;
    QWidget window;
    QPointer<dialogs::ReplayForm> form;
};

} // namespace

class TestReplays : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTopicToAQueueByClicks()
    {
        OpenedForm opened;
        QTRY_COMPARE(opened.form->preview(), u"1,204 messages in 3 partitions."_s);
        QVERIFY(!opened.isReady());
        QTRY_COMPARE(offered(*opened.form), (QStringList{u"orders"_s, u"orders.retry"_s}));
        auto &target = field<QComboBox>(*opened.form, u"target"_s);
        QTest::keyClicks(target.lineEdit(), u"orders.retry"_s);
        QTRY_VERIFY(opened.isReady());
        QTest::mouseClick(opened.form->okButton(), Qt::LeftButton);
        QTRY_VERIFY(!opened.form);
        QCOMPARE(opened.session.commands, QStringList(u"startReplay clicks orders.retry"_s));
        ReplaySpec wanted;
        wanted.source = wholeTopic();
        wanted.target.name = u"orders.retry"_s;
        QCOMPARE(opened.session.startedReplays, QList<ReplaySpec>{wanted});
    }

    void allThatCanBeChosen()
    {
        OpenedForm opened;
        opened.choose(u"partition"_s, 2);
        opened.choose(u"which"_s, 1);
        opened.type(u"first"_s, u"100"_s);
        opened.type(u"last"_s, u"200"_s);
        opened.choose(u"kind"_s, 1);
        QTRY_COMPARE(offered(*opened.form), QStringList{u"audit"_s});
        field<QComboBox>(*opened.form, u"target"_s).setEditText(u"audit"_s);
        opened.type(u"routingKey"_s, u"again"_s);
        opened.choose(u"speed"_s, 2);
        field<QDoubleSpinBox>(*opened.form, u"factor"_s).setValue(2.5);
        for (QToolButton *button : opened.form->findChildren<QToolButton *>()) {
            if (button->property("section").toBool())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(field<QLineEdit>(*opened.form, u"filterKey"_s).isVisible());
        opened.type(u"filterKey"_s, u"eu.*"_s);
        opened.type(u"filterValue"_s, u"7"_s);
        QTRY_VERIFY(!opened.isReady()); // a value of which header?
        opened.type(u"filterHeader"_s, u"kind"_s);
        opened.type(u"filterBody"_s, u"error"_s);
        QTRY_VERIFY(opened.form->preview().contains(u"of which the filter chooses"_s));
        QTRY_VERIFY(opened.isReady());
        ReplaySpec wanted;
        wanted.source = wholeTopic();
        wanted.source.partition = 1;
        wanted.range.firstOffset = 100;
        wanted.range.lastOffset = 200;
        wanted.target = {ReplayTarget::Kind::Exchange, u"/"_s, u"audit"_s, u"again"_s};
        wanted.speed = 2.5;
        wanted.filter = {u"eu.*"_s, u"kind"_s, u"7"_s, u"error"_s};
        QCOMPARE(opened.form->spec(), wanted);
        opened.choose(u"kind"_s, 2);
        QTRY_COMPARE(offered(*opened.form), QStringList{u"clicks"_s});
        opened.choose(u"speed"_s, 1);
        opened.type(u"routingKey"_s, {});
        wanted.target = {ReplayTarget::Kind::Topic, u"/"_s, u"audit"_s, {}};
        wanted.speed = 1;
        QCOMPARE(opened.form->spec(), wanted);
    }

    void timesAndMistakes()
    {
        OpenedForm opened;
        field<QComboBox>(*opened.form, u"target"_s).setEditText(u"orders"_s);
        QTRY_VERIFY(opened.isReady());
        opened.choose(u"which"_s, 1);
        opened.type(u"first"_s, u"20"_s);
        opened.type(u"last"_s, u"10"_s);
        QTRY_VERIFY(!opened.isReady());
        opened.type(u"last"_s, u"x"_s);
        QTRY_VERIFY(!opened.isReady());
        opened.type(u"last"_s, {});
        QTRY_VERIFY(opened.isReady());
        opened.choose(u"which"_s, 2);
        QTRY_VERIFY(opened.isReady());
        auto &from = field<QDateTimeEdit>(*opened.form, u"from"_s);
        auto &before = field<QDateTimeEdit>(*opened.form, u"before"_s);
        QVERIFY(from.isVisible() && before.isVisible() && !field<QLineEdit>(*opened.form, u"first"_s).isVisible());
        const ReplaySpec spec = opened.form->spec();
        QCOMPARE(spec.range.fromMs, std::optional(from.dateTime().toMSecsSinceEpoch()));
        QCOMPARE(spec.range.beforeMs, std::optional(before.dateTime().toMSecsSinceEpoch()));
        QVERIFY(!spec.range.firstOffset);
        before.setDateTime(from.dateTime());
        QTRY_VERIFY(!opened.isReady());
        before.setDateTime(from.dateTime().addSecs(1));
        QTRY_VERIFY(opened.isReady());
        opened.session.estimate = {0, 0};
        before.setDateTime(from.dateTime().addSecs(2));
        QTRY_VERIFY(!opened.isReady());
    }

    void aQueueHasNoPartitions()
    {
        OpenedForm opened({ReplaySource::Kind::Queue, u"/"_s, u"orders"_s, {}}, 0);
        opened.session.estimate = {17, 1};
        field<QComboBox>(*opened.form, u"target"_s).setEditText(u"orders.retry"_s);
        opened.choose(u"which"_s, 1);
        QTRY_COMPARE(opened.form->preview(), u"17 messages."_s);
        QVERIFY(!opened.form->findChild<QComboBox *>(u"partition"_s));
        QCOMPARE(opened.form->spec().source.kind, ReplaySource::Kind::Queue);
    }

    void refusalsStayInTheForm()
    {
        OpenedForm opened;
        field<QComboBox>(*opened.form, u"target"_s).setEditText(u"gone"_s);
        QTRY_VERIFY(opened.isReady());
        opened.session.nextError = {engine::BrokerError::NotFound, u"no queue 'gone' in vhost '/'"_s};
        opened.form->okButton()->click();
        QTRY_VERIFY(opened.form->refusal().contains(u"gone"_s));
        QVERIFY(opened.form->isVisible());
    }

    void words()
    {
        ReplayProgress replay = progress(1);
        QCOMPARE(models::replayTitle(replay.spec), u"clicks → orders.retry"_s);
        QCOMPARE(models::replayCounts(replay), u"2,950 of 12,000 messages, 50 skipped"_s);
        QCOMPARE(models::replayPercent(replay), 25);
        QCOMPARE(models::replayPace(replay.spec), u"as fast as possible"_s);
        replay.spec.speed = 10;
        QCOMPARE(models::replayPace(replay.spec), u"10 times as fast"_s);
        replay.spec.source.partition = 2;
        replay.spec.target = {ReplayTarget::Kind::Exchange, u"/"_s, u"audit"_s, {}};
        QCOMPARE(models::replayTitle(replay.spec), u"clicks, partition 2 → (audit)"_s);
        replay.looked = 20'000; // more than was estimated
        QCOMPARE(models::replayPercent(replay), 99);
        replay.state = ReplayState::Finished;
        QCOMPARE(models::replayPercent(replay), 100);
        replay.state = ReplayState::Failed;
        replay.text = u"the queue 'x' was deleted"_s;
        QVERIFY(models::replayOutcome(replay).endsWith(u"failed after 2,950 messages: the queue 'x' was deleted."_s));
    }

    void theWindowFollowsReplays()
    {
        const QTemporaryDir folder;
        settings::Settings settings(folder.filePath(u"window.ini"_s));
        theme::Theme theme(*qApp);
        FakeSession session;
        fillWithTargets(session);
        mainwindow::MainWindow window(session, theme, settings);
        window.resize(1400, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *button = window.findChild<mainwindow::ReplayButton *>();
        QVERIFY(button && !button->isVisible());

        session.replays = {progress(1)};
        session.push();
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(button->text(), u"replay clicks → orders.retry 25 %"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        auto *popup = window.findChild<mainwindow::ReplaysPopup *>();
        QVERIFY(popup && popup->isVisible());
        auto *row = popup->findChild<mainwindow::ReplayRow *>();
        QVERIFY(row);
        QCOMPARE(row->findChild<QProgressBar *>()->value(), 25);
        QTest::mouseClick(row->findChild<QToolButton *>(u"pause"_s), Qt::LeftButton);
        QCOMPARE(session.commands, QStringList(u"pauseReplay 1"_s));

        session.replays.front().state = ReplayState::Paused;
        session.push();
        QTRY_COMPARE(row->findChild<QToolButton *>(u"pause"_s)->text(), u"Resume"_s);
        QTest::mouseClick(row->findChild<QToolButton *>(u"pause"_s), Qt::LeftButton);
        QTest::mouseClick(row->findChild<QToolButton *>(u"cancel"_s), Qt::LeftButton);
        QCOMPARE(session.commands, (QStringList{u"pauseReplay 1"_s, u"resumeReplay 1"_s, u"cancelReplay 1"_s}));

        // Another one begins, and the first is over: told once, and the row stays where it belongs.
        session.replays.front().state = ReplayState::Cancelled;
        session.replays.prepend(progress(2, ReplayState::Waiting));
        session.replays.front().text = u"the target is full"_s;
        session.push();
        QTRY_VERIFY(window.notices().text().contains(u"is cancelled"_s));
        QCOMPARE(popup->findChildren<mainwindow::ReplayRow *>().size(), 2);
        QVERIFY(!row->findChild<QProgressBar *>()->isVisible());
        QCOMPARE(button->text(), u"replay clicks → orders.retry waits at 25 %"_s);
        session.replays.front().state = ReplayState::Finished;
        session.replays.front().text.clear();
        session.replays.front().sent = 12'000;
        session.push();
        QTRY_VERIFY(window.notices().text().contains(u"12,000 of 12,000 messages"_s));
        QCOMPARE(button->text(), u"replays"_s);
    }

    void pagesAskForAReplay()
    {
        const QTemporaryDir folder;
        settings::Settings settings(folder.filePath(u"window.ini"_s));
        theme::Theme theme(*qApp);
        FakeSession session;
        fillWithTargets(session);
        mainwindow::MainWindow window(session, theme, settings);
        window.show();
        const auto sourceOfTheForm = [&window] {
            for (auto *form : window.findChildren<dialogs::ReplayForm *>()) {
                if (form->isVisible()) {
                    const ReplaySource source = form->spec().source;
                    form->close();
                    return source.name;
                }
            }
            return QString();
        };
        const auto press = [&window](const QString &text) {
            for (auto *button : window.tabs().currentWidget()->findChildren<QPushButton *>()) {
                if (button->text() == text)
                    return QTest::mouseClick(button, Qt::LeftButton);
            }
            qFatal("no button %s", qPrintable(text));
        };
        window.openTopic(session.topics.front());
        press(u"Replay…"_s);
        QCOMPARE(sourceOfTheForm(), u"clicks"_s);
        window.openQueue(session.queues.front());
        press(u"Replay…"_s);
        QCOMPARE(sourceOfTheForm(), u"orders"_s);
        window.topicActions().replayTopic(session.topics.front());
        QCOMPARE(sourceOfTheForm(), u"clicks"_s);
        window.brokerActions().replayQueue(session.queues.at(1));
        QCOMPARE(sourceOfTheForm(), u"orders.retry"_s);
    }
};

SIGHTGLASS_WINDOW_TEST(TestReplays)
#include "tst_replays.moc"
