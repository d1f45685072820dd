// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a running engine, with a client written by others attached: what the client does is seen, what the user does
// happens. Skipped, visibly, where pika is not installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/closeconnectiondialog.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/livemodel.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/connectionmodel.h"
#include "ui/models/exchangemodel.h"
#include "ui/models/queuemodel.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuespage.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace tests;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::models::QueueModel;

namespace {

engine::facade::EngineConfig configIn(const QTemporaryDir &folder, const QString &address)
{
    engine::facade::EngineConfig config;
    config.dataDirectory = folder.filePath(u"data"_s);
    config.amqpAddress = address;
    config.kafkaAddress.reset();
    return config;
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
    void anExchangeIsMadeAndBoundInTheForms();
    void whatIsPublishedByHandReachesTheClient();
    void theInspectorShowsTheClientsMessages();
    void theFeedShowsWhatTheClientDoes();
    void tabsComeBackWithTheBroker();
    void whatWasFoundStaysWhenTheFilterGoes();
    void aFrozenFeedCountsWhatItMisses();
    void aClickOnAValueFilters();

private:
    void start(const QString &address = u"127.0.0.1:0"_s);
    void attach(int publish, int hold) { attach(publish, QString::number(hold)); }
    void attach(int publish, const QString &hold);
    /// What the client says next.
    QByteArray heard();
    /// Writes into one of a form's editable boxes as a person does.
    static void type(QComboBox *box, const QString &text);
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

void TestLive::attach(int publish, const QString &hold)
{
    m_client = std::make_unique<QProcess>();
    m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(LIVE_CLIENT), QString::number(portOf(*m_session)), u"live"_s,
                                            QString::number(publish), hold});
    QTRY_VERIFY_WITH_TIMEOUT(m_client->canReadLine(), patience);
    QCOMPARE(m_client->readLine().trimmed(), QByteArray("ready"));
}

QByteArray TestLive::heard()
{
    const bool said = QTest::qWaitFor([this] { return m_client->canReadLine(); }, patience);
    return said ? m_client->readLine().trimmed() : QByteArray();
}

void TestLive::type(QComboBox *box, const QString &text)
{
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), text);
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

void TestLive::anExchangeIsMadeAndBoundInTheForms()
{
    start();
    attach(0, u"take"_s);
    auto *exchanges = page<ui::pages::ExchangesPage>(u"exchanges"_s);
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    const QPointer form = m_window->findChild<ui::dialogs::CreateExchangeDialog *>();
    QVERIFY(form);
    QTest::keyClicks(form->findChild<QLineEdit *>(u"name"_s), u"by.hand"_s);
    auto *types = form->findChild<QComboBox *>(u"type"_s);
    QTest::keyClicks(types, u"topic"_s);
    QCOMPARE(types->currentText(), u"topic"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    const QAbstractItemModel *list = exchanges->view()->model();
    const auto isThere = [list] {
        const QModelIndex first = list->index(0, ui::models::ExchangeModel::Name);
        return !list->match(first, Qt::DisplayRole, u"by.hand"_s, 1, Qt::MatchExactly).isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!form, patience);
    m_window->activateWindow(); // nobody else does where there is no window manager
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));

    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QPointer<ui::dialogs::CreateBindingDialog> binding;
    QTRY_VERIFY_WITH_TIMEOUT(binding = m_window->findChild<ui::dialogs::CreateBindingDialog *>(), patience);
    type(binding->findChild<QComboBox *>(u"source"_s), u"by.hand"_s);
    type(binding->findChild<QComboBox *>(u"destination"_s), u"live"_s);
    QTest::keyClicks(binding->findChild<QLineEdit *>(u"key"_s), u"eu.#"_s);
    QTest::mouseClick(binding->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!binding, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->notices().text(), u"live is bound to by.hand."_s, patience);
    // It is what it says: a message takes this way to the client.
    engine::PublishRequest request;
    request.exchange = u"by.hand"_s;
    request.routingKey = u"eu.order.new"_s;
    request.body = "routed";
    const auto receipt = m_session->publish(request);
    QCOMPARE(heard(), QByteArray("got routed"));
    QTRY_VERIFY(receipt.isFinished());
    QCOMPARE(receipt.result()->queues, QStringList{u"live"_s});
}

void TestLive::whatIsPublishedByHandReachesTheClient()
{
    start();
    attach(0, u"take"_s);
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    auto *form = m_window->findChild<ui::publisher::PublisherPage *>();
    QVERIFY(form);
    QVERIFY(form->isVisible());
    const auto buttons = form->findChildren<QToolButton *>();
    const auto toQueue =
        std::find_if(buttons.begin(), buttons.end(), [](const auto *b) { return b->text() == u"To queue"; });
    QVERIFY(toQueue != buttons.end());
    QTest::mouseClick(*toQueue, Qt::LeftButton);
    const auto boxes = form->findChildren<QComboBox *>();
    const auto queue =
        std::find_if(boxes.begin(), boxes.end(), [](const auto *b) { return b->accessibleName() == u"Queue"; });
    QVERIFY(queue != boxes.end());
    type(*queue, u"live"_s);
    QWidget *body = form->body().editor().input();
    QTest::keyClicks(body, u"hello by hand"_s);
    QTest::keyClick(body, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(heard(), QByteArray("got hello by hand"));
    QTRY_COMPARE_WITH_TIMEOUT(form->result(), u"Message published to live."_s, patience);
}

void TestLive::theInspectorShowsTheClientsMessages()
{
    start();
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    attach(20, 1);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Total), u"20"_s, patience);
    queues->focusContent();
    QTest::keyClick(queues->view(), Qt::Key_Return);
    auto *table = m_window->tabs().currentWidget()->findChild<ui::tables::VirtualTable *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 20, patience);
    auto *inspector = m_window->findChild<ui::inspector::InspectorPanel *>();
    const auto *shown = inspector->findChild<ui::inspector::BodyView *>();
    QTest::keyClick(table, Qt::Key_Home);
    QTRY_COMPARE_WITH_TIMEOUT(shown->body(), QByteArray(R"({"number": 0})"), patience);
    QTest::keyClick(table, Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(shown->body(), QByteArray(R"({"number": 1})"), patience);
    QTest::keyClick(table, Qt::Key_End);
    QTRY_COMPARE_WITH_TIMEOUT(shown->body(), QByteArray(R"({"number": 19})"), patience);
    // The client holds the first one still, and the others are ready: looking has changed nothing.
    queues = page<ui::pages::QueuesPage>(u"queues"_s);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Ready), u"19"_s, patience);
    QCOMPARE(cell(*queues, QueueModel::Unacked), u"1"_s);
}

void TestLive::theFeedShowsWhatTheClientDoes()
{
    using ui::feed::LiveModel;
    start();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    QWidget *filter = QApplication::focusWidget();
    auto *feed = m_window->findChild<ui::feed::FeedPanel *>();
    QVERIFY(filter && feed->isAncestorOf(filter));
    QTest::keyClicks(filter, u"queue:live event:enqueued"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    attach(5, 0);
    auto *table = feed->findChild<ui::tables::VirtualTable *>();
    const QAbstractItemModel *events = table->model();
    QTRY_COMPARE_WITH_TIMEOUT(events->rowCount(), 5, patience);
    for (int row = 0; row < 5; ++row) {
        QVERIFY(events->index(row, LiveModel::ClientColumn).data().toString().contains(u"live client"_s));
        QVERIFY(events->index(row, LiveModel::BodyColumn).data().toString().contains(QString::number(4 - row)));
    }
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Home);
    const auto *shown = m_window->findChild<ui::inspector::InspectorPanel *>()->findChild<ui::inspector::BodyView *>();
    QTRY_COMPARE_WITH_TIMEOUT(shown->body(), QByteArray(R"({"number": 4})"), patience);
}

void TestLive::tabsComeBackWithTheBroker()
{
    start();
    attach(3, 0);
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Total), u"3"_s, patience);
    queues->focusContent();
    QTest::keyClick(queues->view(), Qt::Key_Return);
    const QString tab = u"queue:/:live"_s;
    QTRY_COMPARE(m_window->tabs().currentId(), tab);
    engine::TopicSpec topic;
    topic.name = u"clicks"_s;
    (void)m_session->createTopic(topic);
    engine::TopicSnapshot made;
    auto watching = m_session->watchTopics(
        this, [&](const QList<engine::TopicSnapshot> &topics) { made = topics.isEmpty() ? made : topics.first(); }, 20);
    QTRY_VERIFY_WITH_TIMEOUT(made.id.isValid(), patience);
    watching.reset();
    m_window->openTopic(made);
    m_window->openPage(u"overview"_s);
    m_client->closeWriteChannel();
    QVERIFY(m_client->waitForFinished(patience));
    m_window->close();
    m_window.reset();
    m_session.reset();

    start();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->tabs().page(tab) && m_window->tabs().page(u"topic:/:clicks"_s), patience);
    QTRY_COMPARE(m_window->tabs().currentId(), u"overview"_s);
}

void TestLive::whatWasFoundStaysWhenTheFilterGoes()
{
    start();
    attach(900, 0);
    auto *queues = page<ui::pages::QueuesPage>(u"queues"_s);
    QTRY_COMPARE_WITH_TIMEOUT(cell(*queues, QueueModel::Total), u"900"_s, patience);
    queues->focusContent();
    QTest::keyClick(queues->view(), Qt::Key_Return);
    auto *panel = m_window->tabs().currentWidget()->findChild<ui::pages::MessagePanel *>();
    auto *filter = panel->findChild<QLineEdit *>(u"messageFilter"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel->table().model()->rowCount(), 900, patience);
    const int columns = panel->table().header()->count() - panel->table().header()->hiddenSectionCount();
    QTest::keyClicks(filter, u"body.number>897"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(panel->table().model()->rowCount(), 2, patience);
    ui::pages::MessageTable &found = panel->table();
    QTest::mouseClick(found.viewport(), Qt::LeftButton, {}, found.visualRect(found.model()->index(1, 1)).center());
    const auto *inspector = m_window->findChild<ui::inspector::InspectorPanel *>();
    const auto *shown = inspector->findChild<ui::inspector::BodyView *>();
    QTRY_VERIFY_WITH_TIMEOUT(shown->body().contains("89"), patience);
    const QByteArray body = shown->body();
    filter->clear();
    QTRY_COMPARE_WITH_TIMEOUT(panel->table().model()->rowCount(), 900, patience);
    QTRY_VERIFY_WITH_TIMEOUT(panel->table().messageAt(0).ref.queue.isValid(), patience);
    QCOMPARE(shown->body(), body);
    QVERIFY(shown->isVisible());
    QCOMPARE(panel->table().header()->count() - panel->table().header()->hiddenSectionCount(), columns);
    // It is where it was.
    QTest::keyClick(&panel->table(), Qt::Key_End);
    QTRY_VERIFY_WITH_TIMEOUT(panel->table().messageAt(899).ref.queue.isValid(), patience);
}

void TestLive::aFrozenFeedCountsWhatItMisses()
{
    start();
    auto *feed = m_window->findChild<ui::feed::FeedPanel *>();
    feed->setQuery(u"event:enqueued"_s);
    attach(3, u"obey"_s);
    const QAbstractItemModel *events = feed->findChild<ui::tables::VirtualTable *>()->model();
    QTRY_COMPARE_WITH_TIMEOUT(events->rowCount(), 3, patience);
    const auto buttons = feed->findChildren<QToolButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(),
                                    [](const QToolButton *one) { return one->text().contains(u"Freeze"); });
    QVERIFY(found != buttons.end());
    QToolButton *freeze = *found;
    QTest::mouseClick(freeze, Qt::LeftButton);
    QVERIFY(feed->isFrozen());
    for (int i = 0; i < 4; ++i) {
        m_client->write("publish - live late\n");
        while (heard() != "answer ok") // it tells what it gets, too
            QCOMPARE(m_client->state(), QProcess::Running);
    }
    QTRY_COMPARE_WITH_TIMEOUT(freeze->text(), u"▶ Resume · 4 missed"_s, patience);
    QCOMPARE(events->rowCount(), 3);
    QTest::mouseClick(freeze, Qt::LeftButton);
    m_client->write("publish - live again\n");
    QTRY_COMPARE_WITH_TIMEOUT(events->rowCount(), 4, patience);
    QVERIFY(events->index(0, ui::feed::LiveModel::BodyColumn).data().toString().contains(u"again"_s));
}

void TestLive::aClickOnAValueFilters()
{
    using ui::feed::LiveModel;
    start();
    attach(3, u"obey"_s);
    auto *feed = m_window->findChild<ui::feed::FeedPanel *>();
    auto *table = feed->findChild<ui::tables::VirtualTable *>();
    const auto rowOf = [table](const QString &event) {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, LiveModel::EventColumn).data().toString() == event)
                return row;
        }
        return -1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"acked"_s) >= 0, patience);
    const QModelIndex acked = table->model()->index(rowOf(u"acked"_s), LiveModel::EventColumn);
    table->scrollTo(acked);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, table->visualRect(acked).center());
    QTRY_COMPARE(feed->query(), u"event:acked"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, patience);
    for (int row = 0; row < 3; ++row)
        QCOMPARE(table->model()->index(row, LiveModel::EventColumn).data().toString(), u"acked"_s);
}

SIGHTGLASS_WINDOW_TEST(TestLive)
#include "tst_live.moc"
