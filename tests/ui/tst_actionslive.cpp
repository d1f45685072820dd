// SPDX-License-Identifier: GPL-3.0-or-later
// Actions on messages in the window over a running engine, with pika on the other side: what is done by clicks and keys is what
// the client finds, and what the client does is what charts and palette tell. Skipped, visibly, where pika is not installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/actions/transferactions.h"
#include "ui/dialogs/messageeditors.h"
#include "ui/dialogs/movemessagesform.h"
#include "ui/dialogs/replayform.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/palettemodel.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/timechart.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tests;
using namespace ui;
using engine::BrokerSession;
using engine::QueueSnapshot;
using engine::facade::EmbeddedSession;

class TestActionsLive : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<settings::Settings> m_settings;
    std::unique_ptr<mainwindow::MainWindow> m_window;
    std::unique_ptr<QProcess> m_client;
    QList<QueueSnapshot> m_queues;
    engine::SubscriptionPtr m_watching;

    void start(int messages, int hold = 0)
    {
        engine::facade::EngineConfig config;
        config.dataDirectory = m_folder->filePath(u"data"_s);
        config.amqpAddress = u"127.0.0.1:0"_s;
        config.kafkaAddress.reset();
        m_session = std::make_unique<EmbeddedSession>(config);
        m_window = std::make_unique<mainwindow::MainWindow>(*m_session, *m_theme, *m_settings);
        m_window->resize(1440, 900);
        m_window->show();
        m_session->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
        m_watching = m_session->watchQueues(
            this, [this](const QList<QueueSnapshot> &queues) { m_queues = queues; }, 20);
        m_client = std::make_unique<QProcess>();
        m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(ACTIONS_CLIENT), QString::number(portOf(*m_session)),
                                                QString::number(messages), QString::number(hold)});
        QCOMPARE(heard(), QByteArray("ready"));
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders"_s).total(), quint64(messages), patience);
    }
    QByteArray heard()
    {
        if (!QTest::qWaitFor([this] { return m_client->canReadLine(); }, patience))
            return "silence";
        return m_client->readLine().trimmed();
    }
    QByteArray ask(const QByteArray &command)
    {
        m_client->write(command + '\n');
        return heard();
    }
    QueueSnapshot queue(const QString &name) const
    {
        for (const QueueSnapshot &queue : m_queues) {
            if (queue.spec.name == name)
                return queue;
        }
        return {};
    }
    pages::MessagePanel &open(const QString &name)
    {
        m_window->openQueue(queue(name));
        m_window->activateWindow();
        auto *page = qobject_cast<pages::QueuePage *>(m_window->tabs().currentWidget());
        if (!page || !QTest::qWaitForWindowActive(m_window.get()) ||
            !QTest::qWaitFor([&] { return page->messages().table().messageAt(0).ref.queue.isValid(); }, patience))
            qFatal("the page does not open");
        page->messages().focusMessages();
        return page->messages();
    }
    static void click(pages::MessagePanel &panel, int row, Qt::KeyboardModifiers modifiers = {})
    {
        pages::MessageTable &table = panel.table();
        const QModelIndex index = table.model()->index(row, models::BodyColumn);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, table.visualRect(index).center());
    }
    static void press(pages::MessagePanel &panel, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&panel.table(), key, modifiers);
    }
    template <typename Form = dialogs::MoveMessagesForm>
    Form *form()
    {
        Form *found = nullptr;
        const bool is = QTest::qWaitFor(
            [&] {
                found = m_window->findChild<Form *>();
                return found && found->isVisible();
            },
            patience);
        return is ? found : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QProcess probe;
        probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
        if (!probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("pika is not installed");
        m_theme = std::make_unique<theme::Theme>(*qApp);
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<settings::Settings>(m_folder->filePath(u"window.ini"_s));
    }
    void cleanup()
    {
        if (m_client) {
            m_client->closeWriteChannel();
            if (!m_client->waitForFinished(patience))
                m_client->kill();
        }
        m_client.reset();
        m_watching.reset();
        m_window.reset();
        m_session.reset();
        m_queues.clear();
    }

    void whatIsMovedIsFoundByTheClient()
    {
        start(20);
        pages::MessagePanel &panel = open(u"orders"_s);
        click(panel, 3);
        click(panel, 5, Qt::ShiftModifier);
        press(panel, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        auto *move = form();
        QVERIFY(move);
        QTest::keyClicks(move->findChild<QComboBox *>(u"target"_s)->lineEdit(), u"orders.retry"_s);
        QTest::mouseClick(move->okButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"3 messages moved from orders to queue 'orders.retry'"_s,
                                  patience);
        QCOMPARE(ask("depth orders"), QByteArray("depth 17"));
        QCOMPARE(ask("take orders.retry 1"),
                 QByteArray("took {\"number\": 3} {\"kind\": \"test\", \"number\": 3} 3 False"));
        QCOMPARE(ask("depth orders.retry"), QByteArray("depth 2"));
        // The two that are left come back to their places, the third has been taken.
        QTest::mouseClick(m_window->notices().actionButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->notices().text().contains(u"1 of 3"_s), patience);
        QCOMPARE(ask("depth orders.retry"), QByteArray("depth 0"));
        QCOMPARE(ask("depth orders"), QByteArray("depth 19"));
        for (const int number : {0, 1, 2, 4, 5, 6}) {
            const QByteArray took = ask("take orders 1");
            const QByteArray wanted = "took {\"number\": " + QByteArray::number(number) + '}';
            QVERIFY2(took.startsWith(wanted), took.constData());
            QVERIFY(took.endsWith("False"));
        }
    }
    void whatIsDeletedIsGoneAndWhatIsHeldStays()
    {
        start(10, 2);
        pages::MessagePanel &panel = open(u"orders"_s);
        press(panel, Qt::Key_A, Qt::ControlModifier);
        press(panel, Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(),
                                  u"2 of 10 messages stay where they are: 2 are held by consumers."_s, patience);
        QCOMPARE(ask("depth orders"), QByteArray("depth 0"));
        m_window->notices().dismiss();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders"_s).ready, quint64(8), patience);
        QCOMPARE(ask("depth orders"), QByteArray("depth 8"));
    }
    void deadLettersAreCorrectedAndGoBack()
    {
        start(3);
        QCOMPARE(ask("reject 3"), QByteArray("rejected"));
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders.dead"_s).ready, quint64(3), patience);
        pages::MessagePanel &panel = open(u"orders.dead"_s);
        click(panel, 0);
        press(panel, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders"_s).ready, quint64(1), patience);
        QCOMPARE(ask("take orders 1"), QByteArray("took {\"number\": 0} {\"kind\": \"test\", \"number\": 0} 0 False"));
        // One with another body.
        QTRY_COMPARE_WITH_TIMEOUT(panel.table().model()->rowCount(), 2, patience);
        click(panel, 0);
        press(panel, Qt::Key_E, Qt::ControlModifier);
        auto *edit = form();
        QVERIFY(edit);
        QWidget *body = edit->findChild<dialogs::MessageEditors *>()->bodyInput();
        QTRY_VERIFY(body->hasFocus());
        QTest::keyClick(body, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(body, u"corrected"_s);
        auto *kind = edit->findChild<QComboBox *>(u"kind"_s);
        kind->setCurrentIndex(1);
        QTest::keyClicks(edit->findChild<QComboBox *>(u"target"_s)->lineEdit(), u"orders"_s);
        QTest::mouseClick(edit->okButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders"_s).ready, quint64(1), patience);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders.dead"_s).total(), quint64(1), patience);
        QVERIFY(ask("take orders 1").startsWith("took corrected "));
    }
    void whatWasExportedComesBackAsItWas()
    {
        start(12);
        pages::MessagePanel &panel = open(u"orders"_s);
        const QString path = m_folder->filePath(u"orders.jsonl"_s);
        m_window->transferActions().exportTo(panel.pickEverything(), path);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"12 messages exported to orders.jsonl."_s, patience);
        engine::MessageTarget target;
        target.name = u"orders.retry"_s;
        m_window->transferActions().importFrom(path, target);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders.retry"_s).ready, quint64(12), patience);
        for (int number = 0; number < 12; ++number) {
            const QByteArray n = QByteArray::number(number);
            QCOMPARE(ask("take orders.retry 1"), "took {\"number\": " + n + "} {\"kind\": \"test\", \"number\": " + n +
                                                     "} " + QByteArray::number(number % 10) + " False");
        }
    }
    void whatWasImportedIsTakenBackWhereItStillIs()
    {
        start(3);
        pages::MessagePanel &panel = open(u"orders"_s);
        const QString path = m_folder->filePath(u"orders.jsonl"_s);
        m_window->transferActions().exportTo(panel.pickEverything(), path);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"3 messages exported to orders.jsonl."_s, patience);
        engine::MessageTarget target;
        target.name = u"orders"_s;
        m_window->transferActions().importFrom(path, target);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"3 messages imported from orders.jsonl into orders"_s,
                                  patience);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders"_s).ready, quint64(6), patience);
        // Those that were there before, and the first one that was imported.
        for (const int number : {0, 1, 2, 0}) {
            const QByteArray wanted = "took {\"number\": " + QByteArray::number(number) + '}';
            const QByteArray took = ask("take orders 1");
            QVERIFY2(took.startsWith(wanted), took.constData());
        }
        QTest::mouseClick(m_window->notices().actionButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->notices().text().contains(u"1 of 3"_s), patience);
        QCOMPARE(ask("depth orders"), QByteArray("depth 0"));
    }
    void copiesOfWhatIsWaitingAreReplayed()
    {
        start(5);
        open(u"orders"_s);
        QPushButton *replay = nullptr;
        for (auto *button : m_window->tabs().currentWidget()->findChildren<QPushButton *>()) {
            if (button->text() == u"Replay…")
                replay = button;
        }
        QVERIFY(replay);
        QTest::mouseClick(replay, Qt::LeftButton);
        auto *asked = form<dialogs::ReplayForm>();
        QVERIFY(asked);
        QTRY_COMPARE_WITH_TIMEOUT(asked->preview(), u"5 messages."_s, patience);
        QTest::keyClicks(asked->findChild<QComboBox *>(u"target"_s)->lineEdit(), u"orders.retry"_s);
        QTRY_VERIFY_WITH_TIMEOUT(asked->okButton()->isEnabled(), patience);
        QTest::mouseClick(asked->okButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"orders.retry"_s).ready, quint64(5), patience);
        for (int number = 0; number < 5; ++number) {
            const QByteArray wanted = "took {\"number\": " + QByteArray::number(number) + "} ";
            const QByteArray took = ask("take orders.retry 1");
            QVERIFY2(took.startsWith(wanted), took.constData());
            QVERIFY(took.contains("\"kind\": \"test\""));
        }
        QCOMPARE(ask("depth orders"), QByteArray("depth 5")); // copies: nothing has left
    }
    void theChartsTellWhatTheClientDoes()
    {
        start(20);
        m_window->resize(1500, 1000); // a low page shows its charts only when asked to
        open(u"orders"_s);
        auto *page = qobject_cast<pages::QueuePage *>(m_window->tabs().currentWidget());
        QVERIFY(page->charts().isVisible());
        widgets::TimeChart &depth = *page->charts().charts().front();
        const auto newest = [&depth] {
            return depth.data().size() == 0 ? QString() : depth.textAt(depth.data().size() - 1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(newest().contains(u"ready 20"_s), patience);
        QCOMPARE(ask("reject 3"), QByteArray("rejected"));
        QTRY_VERIFY_WITH_TIMEOUT(newest().contains(u"ready 17"_s), patience);
        // What was a moment ago is told to who points at it.
        depth.setFocus();
        QTest::keyClick(&depth, Qt::Key_End);
        while (!depth.accessibleDescription().contains(u"ready 20"_s)) {
            const auto at = depth.pointed();
            QTest::keyClick(&depth, Qt::Key_Left);
            QVERIFY(depth.pointed() != at);
        }
        const auto isAckSeen = [page] {
            const widgets::TimeChart &rates = *page->charts().charts().at(1);
            for (qsizetype step = 0; step < rates.data().size(); ++step) {
                const QString text = rates.textAt(step);
                if (!text.contains(u"ack 0/s"_s) && !text.contains(u"ack unknown"_s))
                    return true;
            }
            return false;
        };
        QVERIFY(!isAckSeen());
        QCOMPARE(ask("take orders 1").left(4), QByteArray("took"));
        QTRY_VERIFY_WITH_TIMEOUT(isAckSeen(), patience);
    }
    void thePaletteOpensWhatTheClientDeclared()
    {
        start(1);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        palette::CommandPalette &found = m_window->commandPalette();
        QTRY_VERIFY_WITH_TIMEOUT(found.rows().rowOf(u"queue:/:orders.retry"_s) >= 0, patience);
        QTest::keyClicks(found.field(), u"ordretry"_s);
        QTest::keyClick(found.field(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->tabs().currentId(), u"queue:/:orders.retry"_s, patience);
    }
};

SIGHTGLASS_WINDOW_TEST(TestActionsLive)
#include "tst_actionslive.moc"
