// SPDX-License-Identifier: GPL-3.0-or-later
// Deleting over a running engine, by keys and clicks alone: a queue that a client written by others consumes from, a binding and
// an exchange. The client is told, they are gone for it, and so they are from the lists. Skipped, visibly, where pika is not
// installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/dialogs/deleteexchangedialog.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/bindingmodel.h"
#include "ui/models/exchangemodel.h"
#include "ui/models/queuemodel.h"
#include "ui/pages/bindingspanel.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/queuespage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tests;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::models::BindingModel;
using ui::models::ExchangeModel;
using ui::models::QueueModel;
using ui::widgets::ListView;

namespace {

/// The row with this text in that column, or an invalid one.
QModelIndex rowOf(const ListView &list, int column, const QString &text)
{
    const QAbstractItemModel *model = list.model();
    return model->match(model->index(0, column), Qt::DisplayRole, text, 1, Qt::MatchExactly).value(0);
}

QString cell(const ListView &list, int nameColumn, const QString &name, int column)
{
    const QModelIndex row = rowOf(list, nameColumn, name);
    return row.isValid() ? row.siblingAtColumn(column).data().toString() : QString();
}

/// True once the row is selected and the keys go to its list.
bool click(ListView &list, const QModelIndex &row)
{
    if (!row.isValid())
        return false;
    list.scrollTo(row);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(row).center());
    return list.hasFocus() && list.selectedRow().row() == row.row();
}

/// The menu of the selected row by the Menu key, in it down to the entry, and Return. False: there is no such entry.
bool chooseFromMenu(ListView &list, const QString &entry)
{
    const QPoint place(5, 5);
    QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, place, list.mapToGlobal(place));
    QApplication::sendEvent(&list, &menuKey);
    const QPointer menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu)
        return false;
    for (qsizetype i = 0; i < menu->actions().size(); ++i) {
        QTest::keyClick(menu, Qt::Key_Down);
        if (menu->activeAction() && menu->activeAction()->text() == entry) {
            QTest::keyClick(menu, Qt::Key_Return);
            return true;
        }
    }
    menu->close();
    return false;
}

} // namespace

class TestDeleteLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aQueueGoesAndItsConsumerIsTold();
    void aBindingGoes();
    void anExchangeGoesWithItsBinding();

private:
    /// Sends the client a command and waits for what comes of it.
    QByteArray ask(const QByteArray &command);
    /// True once the client has said this line.
    bool hears(const QByteArray &line);
    void listen();
    /// To the list of this name, with the window in front: where there is no window manager nobody else brings it there.
    template <typename Page>
    Page *open(const QString &id)
    {
        m_window->openPage(id);
        m_window->activateWindow();
        return QTest::qWaitForWindowActive(m_window.get()) ? qobject_cast<Page *>(m_window->tabs().currentWidget())
                                                           : nullptr;
    }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QProcess> m_client;
    QByteArrayList m_said; ///< by the client, answers excepted
    QByteArrayList m_answers;
};

void TestDeleteLive::initTestCase()
{
    QProcess probe;
    probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("pika is not installed");
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

// The client consumes from live, which is bound to shop by eu.*; beside it there is another queue.
void TestDeleteLive::init()
{
    m_said.clear();
    m_answers.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
    engine::facade::EngineConfig config;
    config.dataDirectory = m_folder->filePath(u"data"_s);
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress.reset();
    m_session = std::make_unique<EmbeddedSession>(config);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->resize(1440, 900);
    m_window->show();
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
    QString port;
    for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
        if (listener.protocol == u"amqp")
            port = listener.address.section(u':', -1);
    }
    m_client = std::make_unique<QProcess>();
    m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(LIVE_CLIENT), port, u"live"_s, u"0"_s, u"obey"_s});
    QVERIFY(hears("ready"));
    for (const char *command : {"queue other", "exchange shop", "bind live shop eu.*", "publish shop eu.new first"})
        QCOMPARE(ask(command), QByteArray("ok"));
    QVERIFY(hears("got first"));
}

void TestDeleteLive::cleanup()
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

void TestDeleteLive::listen()
{
    constexpr QByteArrayView answer = "answer ";
    while (m_client->canReadLine()) {
        const QByteArray line = m_client->readLine().trimmed();
        if (line.startsWith(answer))
            m_answers += line.sliced(answer.size());
        else
            m_said += line;
    }
}

QByteArray TestDeleteLive::ask(const QByteArray &command)
{
    m_client->write(command + '\n');
    const auto isAnswered = [this] {
        listen();
        return !m_answers.isEmpty();
    };
    return QTest::qWaitFor(isAnswered, patience) ? m_answers.takeFirst() : QByteArray();
}

bool TestDeleteLive::hears(const QByteArray &line)
{
    return QTest::qWaitFor(
        [&] {
            listen();
            return m_said.contains(line);
        },
        patience);
}

void TestDeleteLive::aQueueGoesAndItsConsumerIsTold()
{
    auto *queues = open<ui::pages::QueuesPage>(u"queues"_s);
    QVERIFY(queues);
    ListView &list = *queues->view();
    QTRY_COMPARE_WITH_TIMEOUT(cell(list, QueueModel::Name, u"live"_s, QueueModel::Consumers), u"1"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(list, QueueModel::Name, u"live"_s, QueueModel::Total), u"0"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(list, QueueModel::Name, u"other"_s).isValid(), patience);
    QTRY_VERIFY(click(list, rowOf(list, QueueModel::Name, u"live"_s)));
    QTest::keyClick(&list, Qt::Key_Delete);
    QPointer<ui::dialogs::DeleteQueueDialog> form;
    QTRY_VERIFY(form = m_window->findChild<ui::dialogs::DeleteQueueDialog *>());
    QCOMPARE(form->okButton()->text(), u"Delete live"_s);
    // Return alone deletes nothing.
    QTest::keyClick(form.data(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!form, patience);
    QCOMPARE(ask("is-queue live"), QByteArray("ok"));

    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(click(list, rowOf(list, QueueModel::Name, u"live"_s)));
    QTest::keyClick(&list, Qt::Key_Delete);
    QTRY_VERIFY(form = m_window->findChild<ui::dialogs::DeleteQueueDialog *>());
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!form, patience);
    QVERIFY(hears("cancelled taker"));
    const QByteArray refusal = ask("is-queue live");
    QVERIFY2(refusal.startsWith("404 NOT_FOUND"), refusal.constData());
    QTRY_VERIFY_WITH_TIMEOUT(!rowOf(list, QueueModel::Name, u"live"_s).isValid(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"The queue live is deleted."_s, patience);
    // Its binding has gone with it; nothing else has.
    QCOMPARE(ask("publish shop eu.new second"), QByteArray("unroutable"));
    QVERIFY(rowOf(list, QueueModel::Name, u"other"_s).isValid());
    QCOMPARE(ask("is-queue other"), QByteArray("ok"));
}

void TestDeleteLive::aBindingGoes()
{
    auto *exchanges = open<ui::pages::ExchangesPage>(u"exchanges"_s);
    QVERIFY(exchanges);
    QTRY_VERIFY_WITH_TIMEOUT(click(*exchanges->view(), rowOf(*exchanges->view(), ExchangeModel::Name, u"shop"_s)),
                             patience);
    ListView &bindings = *exchanges->bindings()->outgoing();
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(bindings, BindingModel::RoutingKey, u"eu.*"_s).isValid(), patience);
    QTRY_VERIFY(click(bindings, rowOf(bindings, BindingModel::RoutingKey, u"eu.*"_s)));
    QVERIFY(chooseFromMenu(bindings, u"Unbind"_s));
    QTRY_COMPARE_WITH_TIMEOUT(bindings.model()->rowCount(), 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"live is unbound from shop."_s, patience);
    QCOMPARE(ask("publish shop eu.new second"), QByteArray("unroutable"));
    // Both ends stay, and the client consumes still. The Delete key is the other way to the same.
    QCOMPARE(ask("bind live shop us.*"), QByteArray("ok"));
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(bindings, BindingModel::RoutingKey, u"us.*"_s).isValid(), patience);
    QCOMPARE(ask("publish shop us.new third"), QByteArray("ok"));
    QVERIFY(hears("got third"));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(click(bindings, rowOf(bindings, BindingModel::RoutingKey, u"us.*"_s)));
    QTest::keyClick(&bindings, Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(bindings.model()->rowCount(), 0, patience);
    QCOMPARE(ask("publish shop us.new fourth"), QByteArray("unroutable"));
    QVERIFY(!m_window->findChild<ui::dialogs::DeleteExchangeDialog *>());
    QVERIFY(rowOf(*exchanges->view(), ExchangeModel::Name, u"shop"_s).isValid());
}

void TestDeleteLive::anExchangeGoesWithItsBinding()
{
    auto *exchanges = open<ui::pages::ExchangesPage>(u"exchanges"_s);
    QVERIFY(exchanges);
    ListView &list = *exchanges->view();
    QTRY_COMPARE_WITH_TIMEOUT(cell(list, ExchangeModel::Name, u"shop"_s, ExchangeModel::Bindings), u"1"_s, patience);
    QTRY_VERIFY(click(list, rowOf(list, ExchangeModel::Name, u"shop"_s)));
    QVERIFY(chooseFromMenu(list, u"Delete…"_s));
    QPointer<ui::dialogs::DeleteExchangeDialog> form;
    QTRY_VERIFY(form = m_window->findChild<ui::dialogs::DeleteExchangeDialog *>());
    QCOMPARE(form->okButton()->text(), u"Delete shop and its binding"_s);
    QTest::keyClick(form->okButton(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!form, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!rowOf(list, ExchangeModel::Name, u"shop"_s).isValid(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"The exchange shop is deleted."_s, patience);
    for (const char *command : {"is-exchange shop", "publish shop eu.new second"}) {
        const QByteArray refusal = ask(command);
        QVERIFY2(refusal.startsWith("404 NOT_FOUND"), refusal.constData());
    }
    // The queue that was bound to it stays, and its consumer too.
    QCOMPARE(ask("publish - live third"), QByteArray("ok"));
    QVERIFY(hears("got third"));
    QVERIFY(!m_said.contains("cancelled taker"));
}

SIGHTGLASS_WINDOW_TEST(TestDeleteLive)
#include "tst_deletelive.moc"
