// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a running engine, with a client written by others attached: what the client does is seen, what the user does
// happens. Skipped, visibly, where pika is not installed.
#include "facade/embeddedsession.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/closeconnectiondialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/connectionmodel.h"
#include "ui/models/queuemodel.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/queuespage.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::models::QueueModel;

namespace {

constexpr int patience = 20'000;

engine::facade::EngineConfig configIn(const QTemporaryDir &folder, const QString &address)
{
    engine::facade::EngineConfig config;
    config.dataDirectory = folder.filePath(u"data"_s);
    config.amqpAddress = address;
    return config;
}

quint16 portOf(const BrokerSession &session)
{
    for (const engine::ListenerSnapshot &listener : session.listeners()) {
        if (listener.protocol == u"amqp" && listener.state == engine::ListenerSnapshot::State::Listening)
            return listener.address.section(u':', -1).toUShort();
    }
    return 0;
}

} // namespace

class TestLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theClientIsSeen();
    void itsMessagesAreBrowsedInPlace();
    void aPurgeIsTakenBack();
    void aQueueIsMadeInTheForm();
    void aRefusalIsShownInTheForm();
    void theClientIsToldWhyItIsClosed();
    void listensElsewhereWhenThePortIsTaken();

private:
    void start(const QString &address = u"127.0.0.1:0"_s);
    void attach(int publish, int hold);
    template <typename T>
    T *page(const QString &id)
    {
        m_window->openPage(id);
        return qobject_cast<T *>(m_window->tabs().currentWidget());
    }
    /// The figure in this column of the client's queue, or an empty text before it is there.
    QString cell(ui::pages::QueuesPage &queues, int column);
    QAction *action(QWidget &widget, const QString &text);

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QProcess> m_client;
};

void TestLive::initTestCase()
{
    QProcess probe;
    probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("pika is not installed");
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestLive::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
}

void TestLive::cleanup()
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

void TestLive::start(const QString &address)
{
    m_session = std::make_unique<EmbeddedSession>(configIn(*m_folder, address));
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
}

void TestLive::attach(int publish, int hold)
{
    m_client = std::make_unique<QProcess>();
    m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(LIVE_CLIENT), QString::number(portOf(*m_session)), u"live"_s,
                                            QString::number(publish), QString::number(hold)});
    QTRY_VERIFY_WITH_TIMEOUT(m_client->canReadLine(), patience);
    QCOMPARE(m_client->readLine().trimmed(), QByteArray("ready"));
}

QString TestLive::cell(ui::pages::QueuesPage &queues, int column)
{
    const QAbstractItemModel *model = queues.view()->model();
    const QModelIndexList found =
        model->match(model->index(0, QueueModel::Name), Qt::DisplayRole, u"live"_s, 1, Qt::MatchExactly);
    return found.isEmpty() ? QString() : found.first().siblingAtColumn(column).data().toString();
}

QAction *TestLive::action(QWidget &widget, const QString &text)
{
    const auto actions = widget.actions();
    const auto it =
        std::find_if(actions.cbegin(), actions.cend(), [&text](const QAction *a) { return a->text() == text; });
    return it == actions.cend() ? nullptr : *it;
}

void TestLive::theClientIsSeen()
{
    start();
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    attach(50, 3);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Ready), u"47"_s, patience);
    QCOMPARE(cell(*queues, QueueModel::Unacked), u"3"_s);
    auto *connections = page<ui::pages::ConnectionsPage>(u"connections"_s);
    const QAbstractItemModel *model = connections->view()->model();
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, patience);
    const QModelIndex connection = model->index(0, 0);
    QCOMPARE(connection.data().toString(), u"live client"_s);
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(connection), 1, patience);
    const QModelIndex channel = model->index(0, 0, connection);
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(channel), 1, patience);
    QVERIFY(model->index(0, 0, channel).data().toString().contains(u"holder"_s));
    QCOMPARE(model->index(0, ui::models::ConnectionModel::Unacked, channel).data().toString(), u"3"_s);
}

void TestLive::itsMessagesAreBrowsedInPlace()
{
    start();
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    attach(50, 3);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Total), u"50"_s, patience);
    queues->focusContent();
    QTest::keyClick(queues->view(), Qt::Key_Return);
    QCOMPARE(m_window->tabs().currentId(), u"queue:/:live"_s);
    auto *table = m_window->tabs().currentWidget()->findChild<ui::tables::VirtualTable *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 50, patience);
    // Looking has taken nothing away.
    queues = page<ui::pages::QueuesPage>(u"queues"_s);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Ready), u"47"_s, patience);
    QCOMPARE(cell(*queues, QueueModel::Unacked), u"3"_s);
}

void TestLive::aPurgeIsTakenBack()
{
    start();
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    attach(50, 0);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Ready), u"50"_s, patience);
    queues->focusContent();
    action(*queues, u"Purge"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Ready), u"0"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->notices().text().contains(u"50 messages"_s), patience);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Ready), u"50"_s, patience);
}

void TestLive::aQueueIsMadeInTheForm()
{
    start();
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    auto *form = m_window->findChild<ui::dialogs::CreateQueueDialog *>();
    QVERIFY(form);
    auto *name = form->findChild<QLineEdit *>(u"name"_s);
    QTest::keyClicks(name, u"live"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::State).isEmpty(), false, patience);
    QTRY_VERIFY(m_window->notices().text().contains(u"live"_s));
}

void TestLive::aRefusalIsShownInTheForm()
{
    start();
    attach(0, 0);
    m_window->brokerActions().newQueue();
    auto *form = m_window->findChild<ui::dialogs::CreateQueueDialog *>();
    form->findChild<QLineEdit *>(u"name"_s)->setText(u"live"_s);
    form->findChild<QComboBox *>(u"durability"_s)->setCurrentIndex(1); // transient, while the client's is durable
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(form->refusal().contains(u"durable"_s), patience);
    QTRY_COMPARE_WITH_TIMEOUT(form->refusalTable().mid(3, 3), (QStringList{u"durable"_s, u"no"_s, u"yes"_s}), patience);
    QVERIFY(form->isVisible());
    form->close();
}

void TestLive::theClientIsToldWhyItIsClosed()
{
    start();
    attach(1, 0);
    auto *connections = page<ui::pages::ConnectionsPage>(u"connections"_s);
    QTRY_COMPARE_WITH_TIMEOUT(connections->view()->model()->rowCount(), 1, patience);
    connections->focusContent();
    QTest::keyClick(connections->view(), Qt::Key_Delete);
    auto *form = m_window->findChild<ui::dialogs::CloseConnectionDialog *>();
    QVERIFY(form);
    form->findChild<QLineEdit *>()->setText(u"a drill"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_client->canReadLine(), patience);
    const QByteArray told = m_client->readLine();
    QVERIFY2(told.startsWith("closed 320") && told.contains("a drill"), told.constData());
    QTRY_COMPARE_WITH_TIMEOUT(connections->view()->model()->rowCount(), 0, patience);
}

void TestLive::listensElsewhereWhenThePortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    start(u"127.0.0.1:%1"_s.arg(other.serverPort()));
    QCOMPARE(portOf(*m_session), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->notices().actionButton()->isHidden(), patience);
    QTest::mouseClick(m_window->notices().actionButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(portOf(*m_session) != 0, patience);
    QVERIFY(portOf(*m_session) != other.serverPort());
    attach(5, 0);
}

QTEST_MAIN(TestLive)
#include "tst_live.moc"
