// SPDX-License-Identifier: GPL-3.0-or-later
// What the window tells of by itself, over a running engine with pika attached: the first dead letter, and who has to wait for memory;
// and where its notice leads. Skipped, visibly, where pika is not installed.
#include "support/deadwindow.h"

#include "program/testprogram.h"
#include "ui/pages/connectionspage.h"
#include "ui/widgets/noticebar.h"

#include <QToolButton>

using namespace tests;

class TestAttentionLive : public DeadWindow
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { begin(); }
    void cleanup() { close(); }

    void theFirstDeadLetterIsTold();
    void whoWaitsForMemoryIsTold();

private:
    ui::widgets::NoticeBar &notices() { return window().notices(); }
    void follow() { QTest::mouseClick(notices().actionButton(), Qt::LeftButton); }
    void waitUntilNoneIsKnown();
    bool bringUp(const QString &text);
};

/// Those that were there before are no news. The broker answers in the order of the questions: the window has its answer by then.
void TestAttentionLive::waitUntilNoneIsKnown()
{
    std::optional<engine::DeadLettersSnapshot> known;
    const auto watching =
        session().watchDeadLetters(this, [&known](const engine::DeadLettersSnapshot &now) { known = now; });
    QTRY_VERIFY_WITH_TIMEOUT(known && known->isComplete, patience);
    QCOMPARE(known->total, quint64(0));
}

/// The broker has a notice of its own about the same; which of the two comes last is chance.
bool TestAttentionLive::bringUp(const QString &text)
{
    if (!QTest::qWaitFor([this] { return notices().waiting() > 0; }, patience))
        return false;
    if (notices().text() != text)
        QTest::mouseClick(notices().closeButton(), Qt::LeftButton);
    return notices().text() == text;
}

void TestAttentionLive::theFirstDeadLetterIsTold()
{
    open();
    waitUntilNoneIsKnown();
    attach(1, 0);
    QCOMPARE(notices().text(), QString());
    tell("publish");
    QVERIFY(heard().startsWith("rejected "));
    QTRY_COMPARE_WITH_TIMEOUT(notices().text(), u"A message of work has become a dead letter."_s, patience);
    QVERIFY(window().tabs().currentId() != u"deadLetters"_s);
    follow();
    QCOMPARE(window().tabs().currentId(), u"deadLetters"_s);
    QCOMPARE(notices().text(), QString());
    waitForLetters(1);
    QCOMPARE(letterCell(0, ui::models::DeathColumn), u"rejected by billing-svc in work"_s);
}

void TestAttentionLive::whoWaitsForMemoryIsTold()
{
    open(1); // less than the program has taken before anybody came
    QVERIFY2(bringUp(u"Publishers wait: low on memory. Consumers go on."_s), qPrintable(notices().text()));
    // Its first message is taken, and nothing after it: it is not asked to end, either.
    QProcess publisher;
    publisher.start(u"/usr/bin/python3"_s, {QStringLiteral(DEAD_CLIENT), QString::number(port()), u"1"_s, u"0"_s});
    follow();
    QCOMPARE(window().tabs().currentId(), u"connections"_s);
    const auto *page = qobject_cast<ui::pages::ConnectionsPage *>(window().tabs().currentWidget());
    QVERIFY(page);
    QTRY_COMPARE_WITH_TIMEOUT(page->waiting(),
                              u"1 connection waits (low on memory). The broker reads nothing more from them until that "
                              "is over; consumers go on. Waiting: shop-web."_s,
                              patience);
    publisher.kill();
    QVERIFY(publisher.waitForFinished(patience));
}

SIGHTGLASS_WINDOW_TEST(TestAttentionLive)
#include "tst_attentionlive.moc"
