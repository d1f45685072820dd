// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody is told of who looks elsewhere: once each, until it was looked at; not at all where that is not wanted.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/mainwindow/attention.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/notifier.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <functional>

using namespace Qt::StringLiterals;
using ui::mainwindow::Attention;
using ui::mainwindow::MainWindow;
using Matter = ui::mainwindow::Attention::Matter;

namespace {

/// Writes down what the desktop would show.
class RecordingNotifier final : public ui::mainwindow::Notifier
{
public:
    void show(const QString &title, const QString &text, bool isSerious) override
    {
        titles << title;
        texts << text;
        serious << isSerious;
        isShown = true;
    }
    void withdraw() override { isShown = false; }
    void click() { Q_EMIT clicked(); }

    QStringList titles, texts;
    QList<bool> serious;
    bool isShown = false;
};

/// Belongs to `attention`.
RecordingNotifier &record(Attention &attention)
{
    auto notifier = std::make_unique<RecordingNotifier>();
    RecordingNotifier &recording = *notifier;
    attention.setNotifier(std::move(notifier));
    return recording;
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_session.reset(); }

    void aFirstDeadLetterIsToldOfOnce();
    void whatIsWellIsNothingToTell();
    void publishersThatWaitAndADiskThatIsFull();
    void whatLastsIsToldOfOnce();
    void aSecondTroubleIsToldOf_data();
    void aSecondTroubleIsToldOf();
    void nothingIsToldWhereThatIsNotWanted();
    void theNoticeLeadsThere();
    void theDesktopIsToldOnceUntilSomebodyHasLooked();
    void theDesktopShowsWhatCameLast();
    void whatIsNotWantedLeavesTheDesktop();
    void whoLooksAtTheWindowIsNotToldByTheDesktop();
    void aClickOnTheDesktopLeadsThere_data();
    void aClickOnTheDesktopLeadsThere();
    void thePreferenceKeepsTheWindowQuiet();

private:
    static engine::DeadLettersSnapshot deadAt(qint64 ms, const QString &queue);
    static engine::OverviewSnapshot alarmed(const QString &alarm);

    std::unique_ptr<tests::FakeSession> m_session;
};

void TestAttention::init()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
}

engine::DeadLettersSnapshot TestAttention::deadAt(qint64 ms, const QString &queue)
{
    engine::DeadLettersSnapshot snapshot;
    engine::DeadLetterGroup group;
    group.queue = queue;
    group.lastMs = ms;
    group.count = 1;
    snapshot.groups << group;
    snapshot.total = 1;
    snapshot.isComplete = true;
    return snapshot;
}

engine::OverviewSnapshot TestAttention::alarmed(const QString &alarm)
{
    engine::OverviewSnapshot overview;
    overview.alarm = alarm;
    return overview;
}

void TestAttention::aFirstDeadLetterIsToldOfOnce()
{
    QWidget window;
    Attention attention(window, nullptr);
    QSignalSpy told(&attention, &Attention::told);
    attention.takeDeadLetters({}); // the queues are still being looked through
    attention.takeDeadLetters(deadAt(1000, u"orders"_s));
    QCOMPARE(told.size(), 0); // was there before the window
    attention.takeDeadLetters(deadAt(2000, u"billing"_s));
    QCOMPARE(told.size(), 1);
    QVERIFY(told.at(0).at(1).toString().contains(u"billing"_s));
    attention.takeDeadLetters(deadAt(3000, u"billing"_s));
    QCOMPARE(told.size(), 1);
    attention.noteLookedAt(Matter::DeadLetter);
    attention.takeDeadLetters(deadAt(3000, u"billing"_s));
    QCOMPARE(told.size(), 1);
    attention.takeDeadLetters(deadAt(4000, u"billing"_s));
    QCOMPARE(told.size(), 1); // the queue is known to have some
    attention.takeDeadLetters(deadAt(5000, u"shipping"_s));
    QCOMPARE(told.size(), 2);
    attention.noteLookedAt(Matter::DeadLetter);
    attention.takeDeadLetters(deadAt(6000, u"billing"_s)); // its others had gone
    QCOMPARE(told.size(), 3);
}

void TestAttention::whatIsWellIsNothingToTell()
{
    QWidget window;
    Attention attention(window, nullptr);
    QSignalSpy told(&attention, &Attention::told);
    engine::DeadLettersSnapshot none;
    none.isComplete = true;
    attention.takeDeadLetters(none);
    attention.takeDeadLetters(none);
    attention.takeOverview(m_session->overview);
    QCOMPARE(told.size(), 0);
}

void TestAttention::publishersThatWaitAndADiskThatIsFull()
{
    QWidget window;
    Attention attention(window, nullptr);
    QSignalSpy told(&attention, &Attention::told);
    engine::OverviewSnapshot overview;
    overview.alarm = u"low on memory"_s;
    attention.takeOverview(overview);
    attention.takeOverview(overview);
    QCOMPARE(told.size(), 1);
    QVERIFY(attention.isTold(Matter::PublishersWait));
    overview.alarm = u"low on disk"_s;
    attention.takeOverview(overview);
    QCOMPARE(told.size(), 2);
    QVERIFY(attention.isTold(Matter::Storage));
    // Over and back, but nobody has looked meanwhile.
    attention.takeOverview({});
    attention.takeOverview(overview);
    QCOMPARE(told.size(), 2);
    attention.noteLookedAt(Matter::Storage);
    overview.alarm.clear();
    overview.storageProblem = u"database or disk is full"_s;
    attention.takeOverview(overview);
    QCOMPARE(told.size(), 3);
    QVERIFY(told.at(2).at(1).toString().contains(u"database or disk is full"_s));
}

void TestAttention::whatLastsIsToldOfOnce()
{
    QWidget window;
    Attention attention(window, nullptr);
    QSignalSpy told(&attention, &Attention::told);
    attention.takeOverview(alarmed(u"low on disk"_s));
    attention.noteLookedAt(Matter::Storage);
    attention.takeOverview(alarmed(u"low on disk"_s));
    QCOMPARE(told.size(), 1);
    attention.takeOverview({});
    attention.takeOverview(alarmed(u"low on disk"_s));
    QCOMPARE(told.size(), 2);
    attention.takeOverview({});
    attention.noteLookedAt(Matter::Storage);
    attention.takeOverview(alarmed(u"low on disk"_s));
    QCOMPARE(told.size(), 3);
}

void TestAttention::aSecondTroubleIsToldOf_data()
{
    using Look = std::function<void(MainWindow &)>;
    const Look dismiss = [](MainWindow &window) { QTest::mouseClick(window.notices().closeButton(), Qt::LeftButton); };
    const auto open = [](const QString &page) { return Look([page](MainWindow &window) { window.openPage(page); }); };
    QTest::addColumn<QString>("alarm");
    QTest::addColumn<QString>("page");
    QTest::addColumn<Look>("look");
    QTest::newRow("the notice was dismissed") << u"low on disk"_s << u"queues"_s << dismiss;
    QTest::newRow("the overview was opened") << u"low on disk"_s << u"queues"_s << open(u"overview"_s);
    QTest::newRow("the overview was left") << u"low on disk"_s << u"overview"_s << open(u"queues"_s);
    QTest::newRow("the connections were left") << u"low on memory"_s << u"connections"_s << open(u"queues"_s);
}

void TestAttention::aSecondTroubleIsToldOf()
{
    QFETCH(QString, alarm);
    QFETCH(QString, page);
    QFETCH(std::function<void(MainWindow &)>, look);
    ui::theme::Theme theme(*qApp);
    const QTemporaryDir scratch;
    ui::settings::Settings settings(scratch.filePath(u"window.ini"_s));
    MainWindow window(*m_session, theme, settings);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.openPage(page);
    QSignalSpy told(&window.attention(), &Attention::told);
    m_session->overview.alarm = alarm;
    m_session->push();
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(window.notices().isVisible());
    look(window);
    m_session->push();
    QCOMPARE(told.size(), 1); // it lasts
    m_session->overview.alarm.clear();
    m_session->push();
    m_session->overview.alarm = alarm;
    m_session->push();
    QTRY_COMPARE(told.size(), 2);
}

void TestAttention::nothingIsToldWhereThatIsNotWanted()
{
    QWidget window;
    Attention attention(window, nullptr);
    attention.setOn(false);
    QSignalSpy told(&attention, &Attention::told);
    attention.takeDeadLetters(deadAt(1000, u"billing"_s));
    attention.takeDeadLetters(deadAt(2000, u"billing"_s));
    engine::OverviewSnapshot overview;
    overview.alarm = u"low on memory"_s;
    attention.takeOverview(overview);
    QCOMPARE(told.size(), 0);
    attention.setOn(true);
    attention.takeDeadLetters(deadAt(3000, u"billing"_s));
    QCOMPARE(told.size(), 1);
}

void TestAttention::theNoticeLeadsThere()
{
    ui::theme::Theme theme(*qApp);
    const QTemporaryDir scratch;
    ui::settings::Settings settings(scratch.filePath(u"window.ini"_s));
    MainWindow window(*m_session, theme, settings);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    m_session->overview.alarm = u"low on memory"_s;
    m_session->push();
    QTRY_VERIFY(window.notices().text().contains(u"low on memory"_s));
    QTest::mouseClick(window.notices().actionButton(), Qt::LeftButton);
    QCOMPARE(window.tabs().currentId(), u"connections"_s);
    QVERIFY(window.notices().text().isEmpty());
}

void TestAttention::theDesktopIsToldOnceUntilSomebodyHasLooked()
{
    QWidget window; // not in front
    window.setWindowTitle(u"Broker"_s);
    Attention attention(window, nullptr);
    RecordingNotifier &desktop = record(attention);
    attention.takeDeadLetters(deadAt(1000, u"orders"_s));
    QVERIFY(desktop.texts.isEmpty());
    attention.takeDeadLetters(deadAt(2000, u"billing"_s));
    attention.takeDeadLetters(deadAt(3000, u"billing"_s));
    QCOMPARE(desktop.titles, QStringList{u"Broker"_s});
    QVERIFY(desktop.texts.first().contains(u"billing"_s));
    QCOMPARE(desktop.serious, QList<bool>{false});
    QVERIFY(desktop.isShown);
    attention.noteLookedAt(Matter::DeadLetter);
    QVERIFY(!desktop.isShown);
    attention.takeDeadLetters(deadAt(4000, u"orders"_s));
    QCOMPARE(desktop.texts.size(), 2);
    QVERIFY(desktop.texts.last().contains(u"orders"_s));
}

void TestAttention::theDesktopShowsWhatCameLast()
{
    QWidget window;
    Attention attention(window, nullptr);
    RecordingNotifier &desktop = record(attention);
    QSignalSpy followed(&attention, &Attention::followed);
    attention.takeOverview(alarmed(u"low on memory"_s));
    attention.takeOverview(alarmed(u"low on memory"_s));
    desktop.click();
    attention.takeOverview(alarmed(u"low on disk"_s));
    attention.takeOverview(alarmed(u"low on disk"_s));
    desktop.click();
    QCOMPARE(desktop.texts.size(), 2);
    QCOMPARE(desktop.serious, (QList<bool>{true, true}));
    QCOMPARE(followed.size(), 2);
    QCOMPARE(followed.at(0).at(0).value<Matter>(), Matter::PublishersWait);
    QCOMPARE(followed.at(1).at(0).value<Matter>(), Matter::Storage);
}

void TestAttention::whatIsNotWantedLeavesTheDesktop()
{
    QWidget window;
    Attention attention(window, nullptr);
    RecordingNotifier &desktop = record(attention);
    attention.takeOverview(alarmed(u"low on disk"_s));
    QVERIFY(desktop.isShown);
    attention.setOn(false);
    QVERIFY(!desktop.isShown);
    attention.takeOverview(alarmed(u"low on memory"_s));
    QCOMPARE(desktop.texts.size(), 1);
}

void TestAttention::whoLooksAtTheWindowIsNotToldByTheDesktop()
{
    QWidget window;
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    Attention attention(window, nullptr);
    RecordingNotifier &desktop = record(attention);
    QSignalSpy told(&attention, &Attention::told);
    attention.takeOverview(alarmed(u"low on memory"_s));
    QCOMPARE(told.size(), 1);
    QVERIFY(desktop.texts.isEmpty());
}

void TestAttention::aClickOnTheDesktopLeadsThere_data()
{
    QTest::addColumn<engine::DeadLettersSnapshot>("deadLetters");
    QTest::addColumn<engine::OverviewSnapshot>("overview");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("page");
    engine::OverviewSnapshot damaged;
    damaged.storageProblem = u"database or disk is full"_s;
    const engine::DeadLettersSnapshot before = deadAt(1000, u"orders"_s);
    QTest::newRow("a dead letter") << deadAt(2000, u"billing"_s) << engine::OverviewSnapshot() << u"billing"_s
                                   << u"deadLetters"_s;
    QTest::newRow("publishers that wait")
        << before << alarmed(u"low on memory"_s) << u"low on memory"_s << u"connections"_s;
    QTest::newRow("a disk without room") << before << alarmed(u"low on disk"_s) << u"disk"_s << u"overview"_s;
    QTest::newRow("a store that fails") << before << damaged << u"database or disk is full"_s << u"overview"_s;
}

void TestAttention::aClickOnTheDesktopLeadsThere()
{
    QFETCH(engine::DeadLettersSnapshot, deadLetters);
    QFETCH(engine::OverviewSnapshot, overview);
    QFETCH(QString, words);
    QFETCH(QString, page);
    ui::theme::Theme theme(*qApp);
    const QTemporaryDir scratch;
    ui::settings::Settings settings(scratch.filePath(u"window.ini"_s));
    m_session->deadLetters = deadAt(1000, u"orders"_s);
    MainWindow window(*m_session, theme, settings); // behind the others: it is not shown
    RecordingNotifier &desktop = record(window.attention());
    m_session->push();
    QVERIFY(desktop.texts.isEmpty());
    m_session->deadLetters = deadLetters;
    m_session->overview = overview;
    m_session->push();
    m_session->push();
    QCOMPARE(desktop.texts.size(), 1);
    QVERIFY2(desktop.texts.first().contains(words), qPrintable(desktop.texts.first()));
    QCOMPARE(desktop.titles.first(), window.windowTitle());
    QVERIFY(window.tabs().currentId() != page);
    desktop.click();
    QVERIFY(window.isVisible());
    QCOMPARE(window.tabs().currentId(), page);
    QVERIFY(!desktop.isShown);
}

void TestAttention::thePreferenceKeepsTheWindowQuiet()
{
    ui::theme::Theme theme(*qApp);
    const QTemporaryDir scratch;
    ui::settings::Settings settings(scratch.filePath(u"window.ini"_s));
    settings.setNotifies(false);
    MainWindow window(*m_session, theme, settings);
    RecordingNotifier &desktop = record(window.attention());
    m_session->overview.alarm = u"low on memory"_s;
    m_session->push();
    QVERIFY(desktop.texts.isEmpty());
    QVERIFY(window.notices().text().isEmpty());
}

SIGHTGLASS_WINDOW_TEST(TestAttention)
#include "tst_attention.moc"
