// SPDX-License-Identifier: GPL-3.0-or-later
// A newcomer's walk, by clicks and keys only: --demo is started, a dead letter is counted at the left; why did it die? Its body is
// corrected, it goes back to where it came from, and is seen being acknowledged. All in under a minute from the start on.
#include "app/demoroom.h"
#include "app/windowedbroker.h"

#include "support/deadwindow.h"

#include "ui/feed/feedpanel.h"
#include "ui/feed/livemodel.h"
#include "ui/tables/virtualtable.h"

#include <QElapsedTimer>

using namespace tests;

namespace {

constexpr int walkMs = 60'000;

} // namespace

class TestNewcomer : public DeadWindow
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void fromTheStartToAnAcknowledgement();

private:
    void followWhatIsInspected();
    bool isAcknowledged(engine::MessageId message);

    std::unique_ptr<QTemporaryDir> m_socketFolder;
    app::Options m_options;
    std::unique_ptr<QTemporaryDir> m_room;
    std::unique_ptr<app::WindowedBroker> m_demo;
};

/// As the program does with this command line; its addresses are in nobody's way.
void TestNewcomer::init()
{
    m_socketFolder = std::make_unique<QTemporaryDir>();
    const engine::Result<app::Options> options =
        app::parseCommandLine({u"--demo"_s, u"--demo-seed=7"_s, u"--amqp=127.0.0.1:0"_s, u"--kafka=127.0.0.1:0"_s,
                               u"--socket"_s, m_socketFolder->filePath(u"socket"_s)});
    QVERIFY2(options.ok(), options.ok() ? "" : qPrintable(options.error().detail));
    m_options = *options;
    QCOMPARE(m_options.mode, app::Options::Mode::Window);
    m_room = app::makeRoomForDemo(m_options);
    QVERIFY(m_room);
    m_demo = std::make_unique<app::WindowedBroker>(*qApp, m_options);
    use(m_demo->session(), m_demo->window());
}

void TestNewcomer::cleanup()
{
    close();
    m_demo.reset();
    m_room.reset();
    m_socketFolder.reset();
}

/// The live feed shows what becomes of it from here on.
void TestNewcomer::followWhatIsInspected()
{
    QPushButton *follow = nullptr;
    for (QPushButton *one : window().findChild<ui::inspector::InspectorPanel *>()->findChildren<QPushButton *>())
        follow = one->text() == u"Follow" ? one : follow;
    QVERIFY(follow && follow->isVisible() && follow->isEnabled());
    QTest::mouseClick(follow, Qt::LeftButton);
    QVERIFY(window().findChild<ui::feed::FeedPanel *>()->isVisible());
}

bool TestNewcomer::isAcknowledged(engine::MessageId message)
{
    const auto *table = window().findChild<ui::feed::FeedPanel *>()->findChild<ui::tables::VirtualTable *>();
    const auto *events = qobject_cast<const ui::feed::LiveModel *>(table->model());
    for (int row = 0; row < events->rowCount(); ++row) {
        const engine::LiveEvent &event = events->eventAt(row);
        if (event.message == message && event.queue == u"billing" && event.step == engine::LifecycleStep::Acked)
            return true;
    }
    return false;
}

void TestNewcomer::fromTheStartToAnAcknowledgement()
{
    QElapsedTimer walk;
    walk.start();
    m_demo->start();

    // It is counted at the left.
    QTRY_VERIFY_WITH_TIMEOUT(navigatorCount().toInt() > 0, walkMs);
    openPage();
    QTRY_VERIFY_WITH_TIMEOUT(page().letters().rowCount() > 0 && page().letters().letterAt(0), patience);

    // Why did it die?
    QCOMPARE(letterCell(0, ui::models::DeathColumn), u"rejected by billing-svc in billing"_s);
    selectLetter(0);
    const engine::DeadLetter letter = *page().letters().letterAt(page().messages().currentIndex().row());
    QTRY_VERIFY_WITH_TIMEOUT(inspectorWords().startsWith(u"Rejected by billing-svc in billing at "_s), patience);

    // Its total is more than billing takes. Corrected, it goes back.
    followWhatIsInspected();
    QTRY_VERIFY_WITH_TIMEOUT(button(u"Edit and requeue…"_s), patience);
    QTest::mouseClick(button(u"Edit and requeue…"_s), Qt::LeftButton);
    ui::dialogs::RequeueForm *form = waitForForm();
    QVERIFY(form);
    QCOMPARE(form->findChild<QComboBox *>(u"kind"_s)->currentText(), u"billing, where it came from"_s);
    writeBody(*form, QString::fromLatin1(R"({"order": "W-1", "total": 12, "currency": "EUR", "express": false})"));
    QTest::mouseClick(form->okButton(), Qt::LeftButton);

    // It is acknowledged, and no dead letter any more.
    QTRY_VERIFY_WITH_TIMEOUT(isAcknowledged(letter.message.id), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page().letters().rowOf(letter.message.ref) < 0, patience);
    QVERIFY2(walk.elapsed() < walkMs, qPrintable(QString::number(walk.elapsed())));
}

QTEST_MAIN(TestNewcomer)
#include "tst_newcomer.moc"
