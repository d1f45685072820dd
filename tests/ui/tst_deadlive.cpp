// SPDX-License-Identifier: GPL-3.0-or-later
// Dead letters of a client written by others, in the window over a running engine: what it rejects is seen with the reason, and goes
// back by clicks and keys: one, a selection, a group; corrected, elsewhere; and all of it can be taken back. Skipped, visibly,
// where pika is not installed.
#include "support/deadwindow.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/widgets/queuesnippet.h"

using namespace tests;

class TestDeadLive : public DeadWindow
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { begin(); }
    void init() { open(); }
    void cleanup() { close(); }

    void whatTheEmptyPageTeachesWorks();
    void whatAClientRejectsIsSeen();
    void theInspectorSaysWhyItDied();
    void oneIsCorrectedAndAcknowledged();
    void aGroupGoesBackAndReturnsWithUndo();
    void aSelectionGoesElsewhereByTheForm();
    void deletedOnesReturnWithUndo();
    void theFilterLooksThroughBodies();
    void whatComesIsThereAtOnce();
    void theirHistoryCanBeKept();
};

/// The lines of the empty page make a queue whose dead letters arrive.
void TestDeadLive::whatTheEmptyPageTeachesWorks()
{
    openPage();
    QTRY_COMPARE_WITH_TIMEOUT(page().stateView().title(), u"No dead letters"_s, patience);
    const auto *snippet = page().findChild<ui::widgets::QueueSnippet *>();
    QVERIFY(snippet && snippet->isVisible());
    QProcess python;
    python.start(u"/usr/bin/python3"_s,
                 {u"-c"_s, snippet->code() + u"\nchannel.basic_publish('', 'orders', b'bad')\n"
                                             "method, _, _ = channel.basic_get('orders')\n"
                                             "channel.basic_reject(method.delivery_tag, requeue=False)\n"
                                             "connection.close()\n"_s});
    QTRY_COMPARE_WITH_TIMEOUT(python.state(), QProcess::NotRunning, patience);
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    waitForLetters(1);
    QCOMPARE(groupCell(0, Group::LiesIn), u"failed"_s);
}

void TestDeadLive::whatAClientRejectsIsSeen()
{
    attach(2, 3);
    openPage();
    QTRY_COMPARE_WITH_TIMEOUT(page().groups().model()->rowCount(), 1, patience);
    QCOMPARE(groupCell(0, Group::Title), u"rejected by billing-svc in work"_s);
    QTRY_COMPARE_WITH_TIMEOUT(groupCell(0, Group::Count), u"3"_s, patience);
    QCOMPARE(groupCell(0, Group::LiesIn), u"dead"_s);
    waitForLetters(3);
    QCOMPARE(letterCell(0, ui::models::DeathColumn), u"rejected by billing-svc in work"_s);
    QCOMPARE(letterCell(0, ui::models::DeathsColumn), u"1"_s);
    QCOMPARE(letterCell(0, ui::models::KeyColumn), u"eu.new"_s);
    QVERIFY(letterCell(0, ui::models::BodyColumn).contains(u"n/a"_s));
    // The navigator counts them.
    QTRY_COMPARE_WITH_TIMEOUT(navigatorCount(), u"3"_s, patience);
}

void TestDeadLive::theInspectorSaysWhyItDied()
{
    attach(0, 1);
    openPage();
    waitForLetters(1);
    selectLetter(0);
    QTRY_VERIFY_WITH_TIMEOUT(inspectorWords().startsWith(u"Rejected by billing-svc in work at "_s), patience);
    QVERIFY(inspectorWords().contains(u"through the exchange shop with the key eu.new"_s));
}

void TestDeadLive::oneIsCorrectedAndAcknowledged()
{
    attach(0, 2);
    openPage();
    waitForLetters(2);
    selectLetter(1);
    QTest::keyClick(&page().messages(), Qt::Key_Return);
    auto *form = waitForForm();
    QVERIFY(form);
    writeBody(*form, QString::fromLatin1(R"({"id": 0, "total": 12})"));
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QCOMPARE(heard(), QByteArray(R"(acked {"id": 0, "total": 12})"));
    waitForLetters(1);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"dead"_s), quint64(1), patience);
}

void TestDeadLive::aGroupGoesBackAndReturnsWithUndo()
{
    attach(0, 5);
    tell("leave");
    QCOMPARE(heard(), QByteArray("left"));
    openPage();
    waitForLetters(5);
    QTest::mouseClick(button(u"Requeue all 5 to work"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"work"_s), quint64(5), patience);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"dead"_s), quint64(0), patience);
    QTRY_COMPARE_WITH_TIMEOUT(page().stateView().title(), u"No dead letters"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(window().brokerActions().canUndo(), patience);
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"dead"_s), quint64(5), patience);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"work"_s), quint64(0), patience);
    waitForLetters(5);
}

void TestDeadLive::aSelectionGoesElsewhereByTheForm()
{
    attach(0, 4);
    openPage();
    waitForLetters(4);
    QTRY_VERIFY_WITH_TIMEOUT(page().letters().letterAt(1), patience);
    selectLetter(0);
    QTest::keyClick(&page().messages(), Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(page().messages().selectedCount(), 2);
    QTRY_VERIFY(button(u"Requeue to…"_s) && button(u"Requeue to…"_s)->isEnabled());
    QTest::keyClick(&page().messages(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    auto *form = waitForForm();
    QVERIFY(form);
    auto *kind = form->findChild<QComboBox *>(u"kind"_s);
    QTest::keyClicks(kind, u"a queue"_s);
    QCOMPARE(kind->currentText(), u"a queue"_s);
    auto *target = form->findChild<QComboBox *>(u"target"_s);
    target->lineEdit()->selectAll();
    QTest::keyClicks(target->lineEdit(), u"parking"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"parking"_s), quint64(2), patience);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"dead"_s), quint64(2), patience);
    // Without their history they are dead letters no more.
    waitForLetters(2);
}

void TestDeadLive::deletedOnesReturnWithUndo()
{
    attach(0, 2);
    openPage();
    waitForLetters(2);
    selectLetter(0);
    QTest::keyClick(&page().messages(), Qt::Key_Delete);
    waitForLetters(1);
    QTRY_VERIFY_WITH_TIMEOUT(window().brokerActions().canUndo(), patience);
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    waitForLetters(2);
}

void TestDeadLive::theFilterLooksThroughBodies()
{
    attach(0, 12);
    openPage();
    waitForLetters(12);
    QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
    auto *filter = page().findChild<QLineEdit *>(u"messageFilter"_s);
    QCOMPARE(QApplication::focusWidget(), filter);
    QTest::keyClicks(filter, u"7,"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(page().letters().rowCount(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(page().letters().letterAt(0), patience);
    QVERIFY(letterCell(0, ui::models::BodyColumn).contains(u"\"id\": 7"_s));
    // What is done now is done to what was found.
    tell("leave");
    QCOMPARE(heard(), QByteArray("left"));
    QTRY_VERIFY(button(u"Requeue to work"_s));
    QTest::mouseClick(button(u"Requeue to work"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(queueTotal(u"work"_s), quint64(1), patience);
    QTest::keyClick(&page(), Qt::Key_Escape);
    waitForLetters(11);
}

void TestDeadLive::whatComesIsThereAtOnce()
{
    openPage();
    QTRY_COMPARE_WITH_TIMEOUT(page().stateView().title(), u"No dead letters"_s, patience);
    attach(0, 1);
    waitForLetters(1);
    tell("publish");
    QVERIFY(heard().startsWith("rejected"));
    waitForLetters(2);
    QTRY_VERIFY_WITH_TIMEOUT(letterCell(0, ui::models::BodyColumn).contains(u"4711"_s), patience);
}

void TestDeadLive::theirHistoryCanBeKept()
{
    attach(0, 1);
    openPage();
    waitForLetters(1);
    auto *keep = page().findChild<QCheckBox *>(u"keepHistory"_s);
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QVERIFY(keep->isChecked());
    selectLetter(0);
    QTest::keyClick(&page().messages(), Qt::Key_Return, Qt::ControlModifier);
    // It comes back, and its history has gone on.
    QVERIFY(heard().startsWith("rejected"));
    QTRY_COMPARE_WITH_TIMEOUT(letterCell(0, ui::models::DeathsColumn), u"2"_s, patience);
}

SIGHTGLASS_WINDOW_TEST(TestDeadLive)
#include "tst_deadlive.moc"
