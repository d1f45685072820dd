// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a running engine with pika attached: its backlog is stepped through by hand, its queue is paused, its consumer cancelled,
// and what it did is in the charts. Skipped, visibly, where pika is not installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/dialogs/confirmdialog.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/heldmodel.h"
#include "ui/models/queuemodel.h"
#include "ui/pages/handpanel.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/queuespage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/timechart.h"

#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace tests;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::pages::HandPanel;
using ui::pages::QueuePage;

class TestByHandLive : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QProcess> m_client;

    quint16 port() const
    {
        for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
            if (listener.protocol == u"amqp")
                return listener.address.section(u':', -1).toUShort();
        }
        return 0;
    }
    void attach(int publish, const QString &hold)
    {
        m_client = std::make_unique<QProcess>();
        m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(LIVE_CLIENT), QString::number(port()), u"live"_s,
                                                QString::number(publish), hold});
        QTRY_VERIFY_WITH_TIMEOUT(m_client->canReadLine(), patience);
        QCOMPARE(m_client->readLine().trimmed(), QByteArray("ready"));
    }
    QByteArray heard()
    {
        const bool said = QTest::qWaitFor([this] { return m_client->canReadLine(); }, patience);
        return said ? m_client->readLine().trimmed() : QByteArray();
    }
    /// What the client says to a command.
    QByteArray told(const QByteArray &command)
    {
        m_client->write(command + '\n');
        return heard().replace("answer ", "");
    }
    /// The page of one of the client's queues, opened from the list by the keyboard.
    QueuePage *openQueue(const QString &name = u"live"_s)
    {
        m_window->openPage(u"queues"_s);
        auto *queues = qobject_cast<ui::pages::QueuesPage *>(m_window->tabs().currentWidget());
        const QAbstractItemModel *model = queues->view()->model();
        const auto row = [&] {
            return model
                ->match(model->index(0, ui::models::QueueModel::Name), Qt::DisplayRole, name, 1, Qt::MatchExactly)
                .value(0);
        };
        if (!QTest::qWaitFor([&] { return row().isValid(); }, patience))
            return nullptr;
        queues->focusContent();
        queues->view()->setCurrentIndex(row());
        QTest::keyClick(queues->view(), Qt::Key_Return);
        return qobject_cast<QueuePage *>(m_window->tabs().currentWidget());
    }
    static QPushButton *button(QWidget &within, const QString &text)
    {
        for (QPushButton *candidate : within.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QProcess probe;
        probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
        if (!probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("pika is not installed");
        m_theme = std::make_unique<ui::theme::Theme>(*qApp);
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
        engine::facade::EngineConfig config;
        config.dataDirectory = m_folder->filePath(u"data"_s);
        config.amqpAddress = u"127.0.0.1:0"_s;
        config.kafkaAddress.reset();
        m_session = std::make_unique<EmbeddedSession>(config);
        m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
        m_window->resize(1500, 1000);
        m_window->show();
        m_session->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
    }
    void cleanup()
    {
        if (m_client) {
            m_client->closeWriteChannel();
            if (!m_client->waitForFinished(patience))
                m_client->kill();
        }
        m_client.reset();
        m_window.reset();
        m_session.reset();
    }

    void aBacklogIsSteppedThrough()
    {
        attach(5, u"0"_s);
        QueuePage *page = openQueue();
        QVERIFY(page);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().ready, 5u, patience);
        HandPanel &panel = page->consumeByHand();
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.held(), 1, patience);
        // It is looked at in the inspector …
        auto *body = m_window->findChild<ui::inspector::BodyView *>();
        QTRY_COMPARE_WITH_TIMEOUT(body->body(), QByteArray("{\"number\": 0}"), patience);
        // … and it is unacked, as with any consumer.
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().unacked, 1u, patience);
        auto *list = panel.findChild<ui::widgets::ListView *>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_A);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().total(), 4u, patience);
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.held(), 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(body->body(), QByteArray("{\"number\": 2}"), patience);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_R); // nobody takes its dead letters
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().total(), 3u, patience);
        // The other one goes back with the tab, and that is said.
        m_window->tabs().closeId(u"queue:/:live"_s);
        QVERIFY(m_window->notices().text().contains(u"held by hand is back in live"_s));
        page = openQueue();
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().ready, 3u, patience);
        QCOMPARE(page->queue().unacked, 0u);
    }

    void whatIsGivenBackOrRejectedIsSeenByAClient()
    {
        attach(0, u"obey"_s);
        QCOMPARE(told("queue dead"), QByteArray("ok"));
        QCOMPARE(told("dying-queue steps dead"), QByteArray("ok"));
        QCOMPARE(told("publish - steps first"), QByteArray("ok"));
        QCOMPARE(told("publish - steps second"), QByteArray("ok"));
        QueuePage *page = openQueue(u"steps"_s);
        QVERIFY(page);
        HandPanel &panel = page->consumeByHand();
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.held(), 1, patience);
        QTRY_VERIFY(button(panel, u"Nack, requeue"_s)->isEnabled());
        QTest::mouseClick(button(panel, u"Nack, requeue"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.held(), 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().ready, 2u, patience);
        QCOMPARE(told("get steps"), QByteArray("first redelivered"));
        QTest::mouseClick(button(panel, u"Take next"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel.held(), 1, patience);
        QTRY_VERIFY(button(panel, u"Reject"_s)->isEnabled());
        QTest::mouseClick(button(panel, u"Reject"_s), Qt::LeftButton);
        const auto labels = panel.findChildren<QLabel *>();
        QTRY_VERIFY_WITH_TIMEOUT(
            std::any_of(labels.begin(), labels.end(),
                        [](const QLabel *one) { return one->text().contains(u"a dead letter now"); }),
            patience);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().total(), 0u, patience);
        QCOMPARE(told("get dead"), QByteArray("second new rejected steps"));
        QCOMPARE(told("get steps"), QByteArray("empty"));
    }

    void aPausedQueueWaits()
    {
        attach(0, u"take"_s);
        QueuePage *page = openQueue();
        QVERIFY(page);
        QTest::mouseClick(button(*page, u"Pause"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().state, engine::QueueSnapshot::State::Paused, patience);
        engine::PublishRequest request;
        request.routingKey = u"live"_s;
        request.body = "waits";
        (void)m_session->publish(request);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().ready, 1u, patience);
        QVERIFY(!m_client->canReadLine());
        QTRY_VERIFY_WITH_TIMEOUT(button(*page, u"Resume"_s), patience);
        QTest::mouseClick(button(*page, u"Resume"_s), Qt::LeftButton);
        QCOMPARE(heard(), QByteArray("got waits"));
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().total(), 0u, patience);
    }

    void theConsumerIsCancelled()
    {
        attach(3, u"1"_s);
        QueuePage *page = openQueue();
        QVERIFY(page);
        ui::widgets::ListView *list = nullptr;
        for (auto *candidate : page->findChildren<ui::widgets::ListView *>()) {
            if (candidate->accessibleName() == u"Consumers")
                list = candidate;
        }
        QVERIFY(list);
        auto *tabs = page->findChild<QTabWidget *>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->widget(i) == list || tabs->widget(i)->isAncestorOf(list))
                tabs->setCurrentIndex(i);
        }
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, patience);
        QTRY_VERIFY(list->isVisible());
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Delete);
        auto *form = m_window->findChild<ui::dialogs::ConfirmDialog *>();
        QVERIFY(form);
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(page->queue().consumers, 0u, patience);
        QCOMPARE(page->queue().unacked, 1u); // it stays with its channel
    }

    void whatItDidIsInTheCharts()
    {
        attach(200, u"0"_s);
        QueuePage *page = openQueue();
        QVERIFY(page);
        if (!page->charts().isVisible())
            QTest::mouseClick(button(*page, u"Charts"_s), Qt::LeftButton);
        const auto &depth = *page->charts().charts().front();
        const auto &rates = *page->charts().charts().at(1);
        const auto published = [&] {
            const QList<double> values = rates.data().values.value(0);
            return std::accumulate(values.begin(), values.end(), 0.0);
        };
        QTRY_COMPARE_WITH_TIMEOUT(published(), 200, patience);
        QTRY_COMPARE_WITH_TIMEOUT(depth.data().values.front().back(), 200, patience);
        const qint64 end = depth.data().endMs();
        QTRY_VERIFY_WITH_TIMEOUT(depth.data().endMs() > end, patience); // it goes on
    }
};

SIGHTGLASS_WINDOW_TEST(TestByHandLive)
#include "tst_byhandlive.moc"
