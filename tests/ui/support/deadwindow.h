// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of dead letters share: the window over a running engine, a client that rejects, and what a user looks at and clicks.
// Thread: ui.
#pragma once

#include "livebroker.h"

#include "facade/embeddedsession.h"

#include "ui/dialogs/messageeditors.h"
#include "ui/dialogs/requeueform.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/deadlettermodel.h"
#include "ui/models/roles.h"
#include "ui/pages/deadletterspage.h"
#include "ui/pages/messagetable.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/stateview.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tests {

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::models::NavigatorModel;
using ui::pages::DeadLettersPage;
using Group = ui::models::DeadLetterGroupModel;

class DeadWindow : public QObject
{
protected:
    void begin()
    {
        QProcess probe;
        probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
        if (!probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("pika is not installed");
        m_theme = std::make_unique<ui::theme::Theme>(*qApp);
    }

    void open(std::optional<quint64> memoryLimitBytes = {})
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
        engine::facade::EngineConfig config;
        config.dataDirectory = m_folder->filePath(u"data"_s);
        config.amqpAddress = u"127.0.0.1:0"_s;
        config.kafkaAddress.reset();
        config.memoryLimitBytes = memoryLimitBytes;
        config.socketPath = m_folder->filePath(u"socket"_s);
        m_ownSession = std::make_unique<EmbeddedSession>(config);
        m_ownWindow = std::make_unique<ui::mainwindow::MainWindow>(*m_ownSession, *m_theme, *m_settings);
        use(*m_ownSession, *m_ownWindow);
        m_window->show();
        m_ownSession->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
    }

    /// What was brought up elsewhere; it outlives what is done with it here.
    void use(BrokerSession &session, ui::mainwindow::MainWindow &window)
    {
        m_session = &session;
        m_window = &window;
        m_window->resize(1440, 900);
    }

    void close()
    {
        if (m_client) {
            m_client->closeWriteChannel();
            if (!m_client->waitForFinished(patience))
                m_client->kill();
        }
        m_client.reset();
        m_window = nullptr;
        m_session = nullptr;
        m_ownWindow.reset();
        m_ownSession.reset();
    }

    // ---- the client

    void attach(int good, int bad)
    {
        m_client = std::make_unique<QProcess>();
        m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(DEAD_CLIENT), QString::number(port()),
                                                QString::number(good), QString::number(bad)});
        QCOMPARE(heard(), QByteArray("ready"));
    }
    QByteArray heard()
    {
        const bool said = QTest::qWaitFor([this] { return m_client->canReadLine(); }, patience);
        return said ? m_client->readLine().trimmed() : QByteArray();
    }
    void tell(const QByteArray &command) { m_client->write(command + '\n'); }
    quint16 port() const
    {
        for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
            if (listener.protocol == u"amqp" && listener.state == engine::ListenerSnapshot::State::Listening)
                return listener.address.section(u':', -1).toUShort();
        }
        return 0;
    }

    // ---- the window

    ui::mainwindow::MainWindow &window() { return *m_window; }
    BrokerSession &session() { return *m_session; }
    DeadLettersPage &page() { return *qobject_cast<DeadLettersPage *>(m_window->tabs().page(u"deadLetters"_s)); }
    void activate()
    {
        m_window->activateWindow(); // nobody else does where there is no window manager
        QVERIFY(QTest::qWaitForWindowActive(m_window));
    }
    /// By a click in the navigator.
    void openPage()
    {
        activate();
        QAbstractItemView &navigator = m_window->navigator();
        const QModelIndex section = m_window->navigator().contents().sectionIndex(NavigatorModel::Section::DeadLetters);
        navigator.scrollTo(section);
        QTest::mouseClick(navigator.viewport(), Qt::LeftButton, {}, navigator.visualRect(section).center());
        QCOMPARE(m_window->tabs().currentId(), u"deadLetters"_s);
    }
    QString navigatorCount()
    {
        return m_window->navigator()
            .contents()
            .sectionIndex(NavigatorModel::Section::DeadLetters)
            .data(ui::models::SortRole)
            .toString();
    }
    QString groupCell(int row, int column) { return page().groups().model()->index(row, column).data().toString(); }
    QString letterCell(int row, int column) { return page().letters().index(row, column).data().toString(); }
    /// So many are listed, and those that are seen are there.
    void waitForLetters(int count)
    {
        QTRY_COMPARE_WITH_TIMEOUT(page().letters().rowCount(), count, patience);
        QTRY_VERIFY_WITH_TIMEOUT(count == 0 || page().letters().letterAt(0), patience);
    }
    void selectLetter(int row)
    {
        ui::pages::MessageTable &table = page().messages();
        const QModelIndex cell = page().letters().index(row, ui::models::KeyColumn);
        table.scrollTo(cell);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(cell).center());
        QCOMPARE(table.currentIndex().row(), row);
    }
    /// Seen, and can be pressed.
    QPushButton *button(const QString &text)
    {
        for (QPushButton *button : m_window->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible() && button->isEnabled())
                return button;
        }
        return nullptr;
    }
    ui::dialogs::RequeueForm *waitForForm()
    {
        const auto find = [this] { return m_window->findChild<ui::dialogs::RequeueForm *>(); };
        return QTest::qWaitFor([&] { return find() && find()->isVisible(); }, patience) ? find() : nullptr;
    }
    /// As a person does: all of it is replaced.
    static void writeBody(ui::dialogs::RequeueForm &form, const QString &body)
    {
        auto *editors = form.findChild<ui::dialogs::MessageEditors *>();
        QVERIFY(editors);
        QTest::keyClick(editors->bodyInput(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editors->bodyInput(), body);
        QCOMPARE(editors->changedBody(), std::optional(body.toUtf8()));
    }
    QString inspectorWords()
    {
        const auto *words = m_window->findChild<ui::inspector::InspectorPanel *>()->findChild<QLabel *>(u"deathNote"_s);
        return words && words->isVisible() ? words->text() : QString();
    }
    /// As the broker says now.
    quint64 queueTotal(const QString &name)
    {
        QObject context;
        std::optional<QList<engine::QueueSnapshot>> queues;
        const auto watching = m_session->watchQueues(
            &context, [&](const QList<engine::QueueSnapshot> &now) { queues = now; }, 20);
        if (!QTest::qWaitFor([&] { return queues.has_value(); }, patience))
            return 0;
        for (const engine::QueueSnapshot &queue : *queues) {
            if (queue.spec.name == name)
                return queue.total();
        }
        return 0;
    }

private:
    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_ownSession;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<ui::mainwindow::MainWindow> m_ownWindow;
    std::unique_ptr<QProcess> m_client;
    BrokerSession *m_session = nullptr;
    ui::mainwindow::MainWindow *m_window = nullptr;
};

} // namespace tests
