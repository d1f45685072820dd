// SPDX-License-Identifier: GPL-3.0-or-later
// Closing the window over a session without a broker: what is under way is asked about, unless nobody could answer.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/actions/messageactions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/transferactions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QFile>
#include <QMessageBox>
#include <QPointer>
#include <QSessionManager>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;

class TestClosing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void closingAsksWhileSomethingIsUnderWay();
    void closingAsksAboutReplaysAndMoves();
    void closesUnaskedWhereNobodyAnswers();
    void asksAgainWhenTheSessionGoesOn();

private:
    MainWindow &window() { return *m_window; }
    void makeWindow();
    /// Of a file that is made for it; under way until events are handled.
    void startImport();

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestClosing::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
}

void TestClosing::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestClosing::makeWindow()
{
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
}

void TestClosing::startImport()
{
    const QString path = m_scratch->filePath(u"orders.jsonl"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    engine::MessageTarget target;
    target.name = u"orders.us"_s;
    window().transferActions().importFrom(path, target);
    QCOMPARE(window().transferActions().underWay().size(), 1);
}

void TestClosing::closingAsksWhileSomethingIsUnderWay()
{
    makeWindow();
    startImport();
    window().close();
    QVERIFY(window().isVisible());
    const QPointer<QMessageBox> question = window().findChild<QMessageBox *>(u"closeQuestion"_s);
    QVERIFY(question);
    QVERIFY2(question->text().contains(u"Importing orders.jsonl"_s), qPrintable(question->text()));
    window().close(); // is asked about once
    QCOMPARE(window().findChildren<QMessageBox *>(u"closeQuestion"_s).size(), 1);
    const auto press = [](QMessageBox &box, const QString &text) {
        for (QAbstractButton *button : box.buttons()) {
            if (button->text() == text)
                return button->click();
        }
        QFAIL(qPrintable(u"there is no button "_s + text));
    };
    press(*question, u"Keep it running"_s);
    QVERIFY(window().isVisible());
    QTRY_VERIFY(!question);
    QTRY_VERIFY(window().transferActions().underWay().isEmpty());

    startImport();
    window().close();
    auto *again = window().findChild<QMessageBox *>(u"closeQuestion"_s);
    QVERIFY(again);
    press(*again, u"End it and close"_s);
    QVERIFY(!window().isVisible());

    // Nothing runs: nothing is asked.
    makeWindow();
    window().close();
    QVERIFY(!window().isVisible());
}

void TestClosing::closingAsksAboutReplaysAndMoves()
{
    makeWindow();
    engine::ReplayProgress over;
    over.id = {1};
    over.spec.source.name = u"orders.eu"_s;
    over.spec.target.name = u"audit"_s;
    over.state = engine::ReplayProgress::State::Finished;
    engine::ReplayProgress paused = over;
    paused.id = {2};
    paused.spec.target.name = u"shipping"_s;
    paused.state = engine::ReplayProgress::State::Paused;
    m_session->replays = {paused, over};
    engine::MessageActionSpec move;
    move.what = engine::MessageActionSpec::What::Move;
    move.target.name = u"orders.us"_s;
    window().messageActions().start(move);
    engine::MessageActionProgress moving;
    moving.id = {1}; // the first one of this session
    moving.spec = move;
    moving.state = engine::MessageActionProgress::State::Running;
    m_session->messageActions = {moving};
    m_session->push();
    QTRY_COMPARE(window().messageActions().underWay().size(), 1);
    QTRY_COMPARE(window().replayActions().replays().size(), 2);
    window().close();
    QVERIFY(window().isVisible());
    auto *question = window().findChild<QMessageBox *>(u"closeQuestion"_s);
    QVERIFY(question);
    QVERIFY2(question->text().contains(u"Moving to orders.us"_s), qPrintable(question->text()));
    QVERIFY2(question->text().contains(u"Replay: orders.eu → shipping"_s), qPrintable(question->text()));
    QVERIFY(!question->text().contains(u"audit"_s)); // is over
}

void TestClosing::closesUnaskedWhereNobodyAnswers()
{
    makeWindow();
    startImport();
    window().closeUnasked();
    QVERIFY(!window().isVisible());
    QVERIFY(!window().findChild<QMessageBox *>(u"closeQuestion"_s));
    // Without a broker nothing goes on that could be kept.
    makeWindow();
    startImport();
    m_session->enter(engine::BrokerSession::State::Failed);
    window().close();
    QVERIFY(!window().isVisible());
}

/// The user has called its end off, which nobody is told.
void TestClosing::asksAgainWhenTheSessionGoesOn()
{
    makeWindow();
    startImport();
    auto *manager = qApp->findChild<QSessionManager *>();
    QVERIFY(manager);
    Q_EMIT qApp->commitDataRequest(*manager);
    window().close();
    QVERIFY(window().isVisible());
    QVERIFY(window().findChild<QMessageBox *>(u"closeQuestion"_s));
}

SIGHTGLASS_WINDOW_TEST(TestClosing)
#include "tst_closing.moc"
