// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page of the window, and its forms, in light and dark to PNG files: sightglass-screenshots OUTDIR [SECONDS [flow]]
// A real broker runs behind it, with the demo's clients, on a free port of loopback and in a temporary directory.
#include "demo/amqpclient.h"
#include "demo/demo.h"
#include "facade/embeddedsession.h"
#include "fakefleet.h"
#include "fakeshop.h"
#include "faketopics.h"
#include "support/pictures.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/accessforms.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/definitionforms.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/dialogs/importreportdialog.h"
#include "ui/dialogs/policydialog.h"
#include "ui/dialogs/purgequeuedialog.h"
#include "ui/dialogs/replayform.h"
#include "ui/dialogs/resetoffsetsform.h"
#include "ui/dialogs/topicform.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/clienteventspanel.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/flowpage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTextStream>
#include <QToolButton>

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using tests::runFor;
using ui::mainwindow::MainWindow;
using ui::theme::Theme;

namespace {

constexpr QSize windowSize{1440, 900};
constexpr quint32 demoSeed = 7;
constexpr int startMs = 10'000;
constexpr QSize smallSize{1280, 720};
constexpr int alarmMs = 4000; // the publishers have tried, and waited long enough to be told
const QString retryQueue = u"imports"_s;
constexpr int settleMs = 700;       // more than one round of snapshots
constexpr int selectedMessage = 14; // far enough from the head to be there still

bool waitForRunning(const BrokerSession &session)
{
    QElapsedTimer timer;
    timer.start();
    while (session.state() != BrokerSession::State::Running && timer.elapsed() < startMs)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    return session.state() == BrokerSession::State::Running;
}

engine::facade::EngineConfig configIn(const QTemporaryDir &folder)
{
    engine::facade::EngineConfig config;
    config.dataDirectory = folder.filePath(u"data"_s);
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress = u"127.0.0.1:0"_s;
    config.socketPath = folder.filePath(u"socket"_s);
    return config;
}

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_theme(application)
        , m_folder(folder)
    {}

    int shootAll(int seconds)
    {
        return shootFlow(seconds) && shootShop(seconds) && shootTopics() && shootAlarm() && shootEmpty() ? 0 : 1;
    }
    /// The flow of the demo, of a shop with topics, of three hundred nodes, and of nothing.
    bool shootFlow(int seconds)
    {
        return shootDemoFlow(seconds) && shootFakeFlow(u"flow-topics"_s, openShopWithTopics) &&
               shootFakeFlow(u"flow-300"_s, openFleet) && shootFakeFlow(u"flow-empty"_s, [](tests::FakeSession &) {});
    }
    /// Topics and groups only: what needs no broker.
    bool shootMadeUp() { return shootTopics(); }

private:
    static void openFleet(tests::FakeSession &session) { tests::openFakeFleet(session, 30); }

    static void openShopWithTopics(tests::FakeSession &session)
    {
        tests::openFakeShop(session);
        tests::openFakeTopics(session);
        session.queues[0].incomingRate = 68;
        session.queues[0].deliverGetRate = session.queues[0].ackRate = 12;
        session.connections[2].channels[0].consumers[0].deliverRate = 12;
        session.connections[3].channels[0].consumers[0].unacked = 4;
        session.connections[4].channels[0].consumers[0].unacked = 0;
    }

    /// What the fake shop's clients would be seen to do.
    static engine::LiveBatch shopTraffic()
    {
        engine::LiveBatch batch;
        for (quint64 client : {1, 2}) {
            engine::LiveEvent event;
            event.step = engine::LifecycleStep::Published;
            event.virtualHost = u"/"_s;
            event.exchange = u"orders"_s;
            event.channel = {{client}, 1};
            batch.events << event;
        }
        batch.seen = 2;
        return batch;
    }

    ui::pages::FlowPage &flowOf(MainWindow &window)
    {
        window.openPage(u"flow"_s);
        return *window.findChild<ui::pages::FlowPage *>();
    }

    bool shootDemoFlow(int seconds)
    {
        using ui::canvas::NodeKind;
        const QTemporaryDir folder;
        EmbeddedSession session(configIn(folder));
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        session.start();
        if (!waitForRunning(session))
            return fail(session);
        const app::demo::Demo demo(session.listeners(), demoSeed);
        runFor(seconds * 1000);
        ui::pages::FlowPage &flow = flowOf(window);
        flow.view().tidy();
        runFor(settleMs);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            flow.view().setCurrent(ui::canvas::nodeId(NodeKind::Queue, u"/"_s, u"billing"_s));
            runFor(settleMs);
            save(window, u"flow"_s);
            flow.showOnly(ui::canvas::nodeId(NodeKind::Queue, u"/"_s, u"orders.dead"_s));
            runFor(settleMs);
            save(window, u"flow-only"_s);
            flow.showOnly({});
            window.resize(smallSize);
            flow.view().setCurrent({});
            runFor(settleMs);
            save(window, u"small-flow"_s);
            window.resize(windowSize);
            flow.view().fit();
        }
        return true;
    }

    bool shootFakeFlow(const QString &name, void (*open)(tests::FakeSession &))
    {
        const QTemporaryDir folder;
        tests::FakeSession session;
        open(session);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        ui::pages::FlowPage &flow = flowOf(window);
        runFor(settleMs);
        if (!session.connections.isEmpty())
            session.pushLive(name == u"flow-300" ? tests::fleetTraffic(session) : shopTraffic());
        session.push();
        runFor(settleMs);
        flow.view().tidy();
        runFor(2 * settleMs);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            runFor(settleMs);
            save(window, name);
        }
        return true;
    }

    bool shootShop(int seconds)
    {
        const QTemporaryDir folder;
        EmbeddedSession session(configIn(folder));
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        session.start();
        if (!waitForRunning(session))
            return fail(session);
        const app::demo::Demo demo(session.listeners(), demoSeed);
        addPeople(session);
        addPolicies(session);
        const auto retrying = makeRetries(session, folder.filePath(u"socket"_s));
        runFor(seconds * 1000);
        annoyClients(session, folder.filePath(u"socket"_s));
        const auto watch = session.watchQueues(
            &window, [this](const QList<engine::QueueSnapshot> &queues) { m_queues = queues; }, 2);
        runFor(settleMs);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            shootPages(window);
            shootEvents(window);
            shootRetry(window);
            shootForms(session, window);
            shootSmall(window);
        }
        return true;
    }

    /// Another virtual host, and users with rights and limits.
    static void addPeople(BrokerSession &session)
    {
        (void)session.putVirtualHost({u"dev"_s, u"what the developers try out"_s, {u"team-a"_s}});
        (void)session.setVirtualHostLimits(u"dev"_s, {10, 100});
        (void)session.putUser({u"ann"_s, {u"monitoring"_s}, u"secret"_s, std::nullopt});
        (void)session.setUserLimits(u"ann"_s, {std::nullopt, 64});
        (void)session.setPermissions({u"ann"_s, u"dev"_s, u"^ann-"_s, u"^(ann-.*|amq\\.default)$"_s, u".*"_s});
        (void)session.setTopicPermissions({u"ann"_s, u"dev"_s, u"amq.topic"_s, u"^{username}\\."_s, u".*"_s});
        (void)session.putUser({u"new-service"_s, {}, QString(), std::nullopt});
    }

    static engine::PolicySpec orderPolicy()
    {
        return {u"/"_s,
                u"orders"_s,
                u"^orders"_s,
                engine::ApplyTo::All,
                5,
                {{{"message-ttl", qint64(3'600'000)}, {"dead-letter-exchange", QByteArray("dead")}}},
                false};
    }
    static void addPolicies(BrokerSession &session)
    {
        using engine::ApplyTo;
        (void)session.putPolicy(orderPolicy());
        (void)session.putPolicy(
            {u"/"_s, u"default"_s, u".*"_s, ApplyTo::Queues, 0, {{{"max-length", qint64(100'000)}}}, false});
        (void)session.putPolicy(
            {u"/"_s, u"cap"_s, u".*"_s, ApplyTo::Queues, 0, {{{"max-length-bytes", qint64(1'000'000'000)}}}, true});
    }

    /// A queue whose messages wait before they are tried again, and the worker that gives them back.
    static std::unique_ptr<app::demo::AmqpClient> makeRetries(BrokerSession &session, const QString &socket)
    {
        engine::QueueSpec queue;
        queue.name = retryQueue;
        queue.arguments.set("x-queue-type", QByteArray("quorum"));
        queue.arguments.set("x-delayed-retry-type", QByteArray("all"));
        queue.arguments.set("x-delayed-retry-min", qint64(600'000));
        queue.arguments.set("x-delayed-retry-max", qint64(3'600'000));
        queue.arguments.set("x-max-length", qint64(1000));
        (void)session.declareQueue(queue);
        for (const char *city : {"Lagos", "Bergen", "Porto", "Quito"}) {
            engine::PublishRequest request;
            request.routingKey = retryQueue;
            request.properties.contentType = u"application/json"_s;
            request.properties.deliveryMode = quint8(2);
            request.properties.headers.set("x-attempt-of-the-customer-import", qint64(3));
            request.body = QByteArray("{\"import\":\"customers\",\"city\":\"") + city + "\"}";
            (void)session.publish(request);
        }
        auto worker = std::make_unique<app::demo::AmqpClient>(app::demo::Address{socket, {}, 0}, "import-worker");
        worker->whenReady = [client = worker.get()] { client->consume("imports", "import", 3, false); };
        worker->whenDelivered = [client = worker.get(), count = 0](const app::demo::Delivery &delivery) mutable {
            if (++count <= 3) // the fourth it holds
                client->reject(delivery.tag, true);
        };
        worker->open();
        return worker;
    }

    /// What the Connections page tells of: a client that is not let in, one whose channel is closed, one that is lost.
    static void annoyClients(BrokerSession &session, const QString &socket)
    {
        QTcpSocket browser;
        for (const engine::ListenerSnapshot &listener : session.listeners()) {
            if (listener.protocol == u"amqp")
                browser.connectToHost(QHostAddress::LocalHost, listener.address.section(u':', -1).toUShort());
        }
        browser.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        app::demo::AmqpClient lost({socket, {}, 0}, "report-nightly");
        lost.open();
        app::demo::AmqpClient wrong({socket, {}, 0}, "invoice-svc");
        wrong.whenReady = [&wrong] { wrong.consume("invoices", "invoices", 1, false); };
        wrong.open();
        runFor(settleMs);
    }

    void shootEvents(MainWindow &window)
    {
        window.openPage(u"connections"_s);
        auto *page = qobject_cast<ui::pages::ConnectionsPage *>(window.tabs().currentWidget());
        page->events().setOpen(true);
        runFor(settleMs);
        page->events().view()->setCurrentIndex(page->events().view()->model()->index(0, 0));
        runFor(settleMs);
        save(window, u"client-events"_s);
        page->events().setOpen(false);
    }

    /// Messages that wait for their next try: the rows, the badge, the properties; and the queue's arguments.
    void shootRetry(MainWindow &window)
    {
        const auto queue =
            std::find_if(m_queues.cbegin(), m_queues.cend(), [](const auto &q) { return q.spec.name == retryQueue; });
        if (queue == m_queues.cend())
            return;
        window.openQueue(*queue);
        runFor(settleMs);
        auto *table = window.tabs().currentWidget()->findChild<ui::tables::VirtualTable *>();
        table->setCurrentIndex(table->model()->index(0, 0));
        auto *inspector = window.findChild<ui::inspector::InspectorPanel *>()->findChild<QTabWidget *>();
        inspector->setCurrentIndex(1);
        runFor(settleMs);
        save(window, u"queue-delayed"_s);
        inspector->setCurrentIndex(0);
        auto *tabs = window.tabs().currentWidget()->findChild<QTabWidget *>();
        tabs->setCurrentIndex(tabs->count() - 1);
        runFor(settleMs);
        save(window, u"queue-arguments"_s);
        window.tabs().closeTab(window.tabs().currentIndex());
    }

    /// On a small screen, with more tabs than there is room for and a notice over the page.
    void shootSmall(MainWindow &window)
    {
        window.resize(smallSize);
        for (const engine::QueueSnapshot &queue : std::as_const(m_queues))
            window.openQueue(queue);
        window.notices().post(ui::widgets::NoticeBar::Kind::Done, u"Purged 1,204 messages from billing"_s, u"Undo"_s,
                              [] {});
        runFor(settleMs);
        save(window, u"small-queue"_s);
        window.notices().dismiss();
        for (const QString &page : {u"overview"_s, u"queues"_s, u"connections"_s}) {
            window.openPage(page);
            runFor(settleMs);
            save(window, u"small-"_s + page);
        }
        for (const QString &id : window.tabs().objectIds())
            window.tabs().closeId(id);
        window.resize(windowSize);
        runFor(100);
    }

    /// Too little memory from the first message on: who publishes waits.
    bool shootAlarm()
    {
        const QTemporaryDir folder;
        engine::facade::EngineConfig config = configIn(folder);
        config.memoryLimitBytes = 1;
        EmbeddedSession session(config);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        session.start();
        if (!waitForRunning(session))
            return fail(session);
        const app::demo::Demo demo(session.listeners(), demoSeed);
        runFor(alarmMs);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            window.openPage(u"connections"_s);
            runFor(settleMs);
            save(window, u"alarm"_s);
        }
        return true;
    }

    void shootPages(MainWindow &window)
    {
        for (const QString &page : {u"overview"_s, u"queues"_s, u"exchanges"_s, u"unrouted"_s, u"connections"_s,
                                    u"deadLetters"_s, u"virtualHosts"_s, u"users"_s, u"policies"_s}) {
            window.openPage(page);
            runFor(settleMs);
            selectIn(window, page);
            runFor(settleMs);
            save(window, page);
        }
        if (m_queues.isEmpty())
            return;
        window.openQueue(fullest());
        runFor(settleMs);
        if (auto *table = window.tabs().currentWidget()->findChild<ui::tables::VirtualTable *>();
            table && table->model()->rowCount() > 0)
            table->setCurrentIndex(table->model()->index(qMin(selectedMessage, table->model()->rowCount() - 1), 0));
        runFor(settleMs);
        save(window, u"queue"_s);
        auto *tabs = window.tabs().currentWidget()->findChild<QTabWidget *>();
        for (int tab = 1; tabs && tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            runFor(settleMs);
            save(window, u"queue-%1"_s.arg(tab));
        }
        window.tabs().closeTab(window.tabs().currentIndex());
    }

    engine::QueueSnapshot fullest() const
    {
        return *std::max_element(m_queues.cbegin(), m_queues.cend(),
                                 [](const auto &a, const auto &b) { return a.total() < b.total(); });
    }

    static void selectIn(MainWindow &window, const QString &page)
    {
        auto *list = window.tabs().currentWidget()->findChild<ui::widgets::ListView *>();
        if (!list || page == u"overview" || list->model()->rowCount() == 0)
            return;
        if (page == u"connections")
            list->expandAll();
        const int row = page == u"exchanges" ? list->model()->rowCount() - 2 : qMin(2, list->model()->rowCount() - 1);
        list->setCurrentIndex(list->model()->index(row, 0));
    }

    static engine::ImportReport sampleReport()
    {
        using Outcome = engine::ImportedItem::Outcome;
        return {{{u"virtual host"_s, {}, u"shop"_s, Outcome::Created, {}},
                 {u"user"_s, {}, u"ann"_s, Outcome::Different, u"the password hash differs"_s},
                 {u"parameter"_s, u"shop"_s, u"shovel move"_s, Outcome::NotHonored, u"this broker has no shovels"_s},
                 {u"policy"_s, u"shop"_s, u"mirrors"_s, Outcome::Created, u"without effect here: ha-mode"_s},
                 {u"queue"_s, u"shop"_s, u"orders"_s, Outcome::Same, {}},
                 {u"binding"_s, u"shop"_s, u"in → orders (orders.#)"_s, Outcome::Created, {}}}};
    }

    void shootForms(BrokerSession &session, MainWindow &window)
    {
        engine::BindingSpec start;
        start.source = u"amq.headers"_s;
        ui::dialogs::BindingChoices choices;
        choices.exchanges << engine::ExchangeSpec{
            u"/"_s, start.source, engine::ExchangeType::Headers, true, false, false, {}};
        const std::pair<QString, QDialog *> forms[] = {
            {u"form-exchange"_s, new ui::dialogs::CreateExchangeDialog(session, u"/"_s, &window)},
            {u"form-queue"_s, new ui::dialogs::CreateQueueDialog(session, u"/"_s, &window)},
            {u"form-binding"_s, new ui::dialogs::CreateBindingDialog(session, start, choices, &window)},
            {u"form-virtualhost"_s, new ui::dialogs::VirtualHostForm(session, std::nullopt, &window)},
            {u"form-user"_s, new ui::dialogs::UserForm(session, std::nullopt, &window)},
            {u"form-permissions"_s,
             new ui::dialogs::PermissionsForm(session, {u"ann"_s, u"dev"_s, u"^ann-"_s, u"^ann-"_s, u".*"_s},
                                              std::nullopt, &window)},
            {u"form-policy"_s, new ui::dialogs::PolicyDialog(session, orderPolicy(), false, &window)},
            {u"form-topic"_s, new ui::dialogs::TopicForm(session, std::nullopt, &window)},
            {u"form-import"_s, new ui::dialogs::ImportDefinitionsDialog(session, &window)},
            {u"form-export"_s, new ui::dialogs::ExportDefinitionsDialog(session, &window)},
            {u"import-report"_s, new ui::dialogs::ImportReportDialog(sampleReport(), u"definitions.json"_s, &window)},
            {u"form-purge"_s, new ui::dialogs::PurgeQueueDialog(session, fullest(),
                                                                {engine::BrokerError::ResourceExhausted,
                                                                 u"the messages are too many to be kept for an undo"_s},
                                                                &window)},
            {u"form-delete"_s, new ui::dialogs::DeleteQueueDialog(session, m_queues.value(0), &window)},
        };
        for (const auto &[name, form] : forms) {
            form->open();
            runFor(100);
            save(*form, name);
            form->close();
            runFor(20);
        }
        shootQueueForm(session, window);
        window.openPublisher(u"/"_s, u"orders"_s, u"eu.new"_s);
        runFor(settleMs);
        save(window, u"publish"_s);
    }

    /// All arguments, and what is said when the queue is there already and is another.
    void shootQueueForm(BrokerSession &session, MainWindow &window)
    {
        auto *form = new ui::dialogs::CreateQueueDialog(session, u"/"_s, &window);
        form->open();
        const auto sections = form->findChildren<QToolButton *>();
        for (QToolButton *section : sections) {
            if (section->property("section").toBool())
                section->setChecked(true);
        }
        runFor(100);
        save(*form, u"form-queue-open"_s);
        for (QToolButton *section : sections)
            section->setChecked(false);
        form->findChild<QLineEdit *>(u"name"_s)->setText(m_queues.value(0).spec.name);
        form->findChild<QLineEdit *>(u"x-message-ttl"_s)->setText(u"60000"_s);
        form->findChild<QComboBox *>(u"durability"_s)->setCurrentIndex(1);
        form->okButton()->click();
        runFor(settleMs);
        save(*form, u"form-mismatch"_s);
        form->close();
        runFor(20);
    }

    /// Groups need clients that the demo has not: these are made up.
    bool shootTopics()
    {
        const QTemporaryDir folder;
        tests::FakeSession session;
        tests::openFakeShop(session);
        tests::openFakeTopics(session);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            for (const QString &page : {u"topics"_s, u"groups"_s}) {
                window.openPage(page);
                if (auto *details = window.tabs().currentWidget()->findChild<QTabWidget *>())
                    details->setCurrentIndex(0);
                runFor(100);
                window.tabs().currentWidget()->findChild<ui::widgets::ListView *>()->setCurrentIndex(
                    window.tabs().currentWidget()->findChild<ui::widgets::ListView *>()->model()->index(0, 0));
                runFor(100);
                save(window, page);
            }
            window.tabs().currentWidget()->findChild<QTabWidget *>()->setCurrentIndex(2);
            runFor(100);
            save(window, u"groups-lag"_s);
            shootTopic(session, window);
            shootReset(session, window, {}, u"form-reset"_s);
            shootReset(session, window, {u"clicks"_s, 0u, 300'000u}, u"form-reset-mark"_s);
            shootReplays(session, window);
        }
        return shootNoTopics();
    }

    void shootReset(tests::FakeSession &session, MainWindow &window, const ui::dialogs::ResetStart &start,
                    const QString &name)
    {
        auto *form = new ui::dialogs::ResetOffsetsForm(session, session.groups.front(), start, &window);
        form->open();
        runFor(100);
        save(*form, name);
        form->close();
        runFor(20);
    }

    /// Before anybody has made a topic.
    bool shootNoTopics()
    {
        const QTemporaryDir folder;
        tests::FakeSession session;
        tests::openFakeShop(session);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            for (const QString &page : {u"topics"_s, u"groups"_s}) {
                window.openPage(page);
                runFor(100);
                save(window, u"empty-"_s + page);
            }
        }
        return true;
    }

    void shootReplays(tests::FakeSession &session, MainWindow &window)
    {
        auto *form = new ui::dialogs::ReplayForm(session, {engine::ReplaySource::Kind::Topic, u"/"_s, u"clicks"_s, {}},
                                                 3, &window);
        form->open();
        form->findChild<QComboBox *>(u"which"_s)->setCurrentIndex(2);
        form->findChild<QComboBox *>(u"speed"_s)->setCurrentIndex(2);
        runFor(100);
        save(*form, u"form-replay"_s);
        form->close();
        session.replays = tests::fakeReplays();
        session.push();
        window.openPage(u"topics"_s);
        runFor(100);
        save(window, u"replaying"_s);
        window.showReplays();
        runFor(100);
        if (QWidget *popup = QApplication::activePopupWidget()) {
            save(*popup, u"replays"_s);
            popup->close();
        }
        session.replays.clear();
        session.push();
    }

    void shootTopic(const tests::FakeSession &session, MainWindow &window)
    {
        window.openTopic(session.topics.front());
        runFor(settleMs);
        auto *table = window.tabs().currentWidget()->findChild<ui::tables::VirtualTable *>();
        table->setCurrentIndex(table->model()->index(3, 0));
        runFor(settleMs);
        save(window, u"topic"_s);
        auto *tabs = window.tabs().currentWidget()->findChild<QTabWidget *>();
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            runFor(100);
            save(window, u"topic-%1"_s.arg(tab));
        }
        tabs->setCurrentIndex(0);
        auto *page = qobject_cast<ui::pages::TopicPage *>(window.tabs().currentWidget());
        page->chooseAll();
        runFor(settleMs);
        save(window, u"topic-all"_s);
        page->messages().setFilterText(u"/item/17"_s);
        runFor(settleMs);
        save(window, u"topic-found"_s);
        page->messages().setFilterText(u"nothing like this"_s);
        runFor(settleMs);
        save(window, u"topic-nothing-found"_s);
        window.resize(smallSize);
        page->messages().setFilterText({});
        runFor(settleMs);
        save(window, u"small-topic"_s);
        window.resize(windowSize);
        window.tabs().closeTab(window.tabs().currentIndex());
        window.openTopic(session.topics.back());
        runFor(settleMs);
        save(window, u"topic-empty"_s);
        window.tabs().closeTab(window.tabs().currentIndex());
    }

    /// A broker nobody has connected to yet, whose port somebody else has.
    bool shootEmpty()
    {
        QTcpServer other;
        if (!other.listen(QHostAddress::LocalHost))
            return false;
        const QTemporaryDir folder;
        engine::facade::EngineConfig config = configIn(folder);
        config.amqpAddress = u"127.0.0.1:%1"_s.arg(other.serverPort());
        EmbeddedSession session(config);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        session.start();
        if (!waitForRunning(session))
            return fail(session);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            for (const QString &page : {u"overview"_s, u"queues"_s, u"connections"_s}) {
                window.openPage(page);
                runFor(settleMs);
                save(window, u"empty-"_s + page);
            }
            window.showListeners();
            runFor(100);
            if (QWidget *popup = QApplication::activePopupWidget()) {
                save(*popup, u"listeners"_s);
                popup->close();
            }
        }
        return true;
    }

    void choose(Theme::Mode mode)
    {
        m_theme.setMode(mode);
        m_suffix = mode == Theme::Mode::Light ? u"light"_s : u"dark"_s;
        runFor(100);
    }

    static bool fail(const BrokerSession &session)
    {
        QTextStream(stderr) << "the broker did not start: " << session.problem() << '\n';
        return false;
    }

    void save(QWidget &widget, const QString &name)
    {
        const QString path = m_folder + u'/' + name + u'-' + m_suffix + u".png"_s;
        if (!widget.grab().save(path))
            qFatal("cannot write %s", qPrintable(path));
        QTextStream(stdout) << path << '\n';
    }

    Theme m_theme;
    QString m_folder;
    QString m_suffix;
    QList<engine::QueueSnapshot> m_queues;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QByteArrayView only(argc == 4 ? argv[3] : "");
    if (argc < 2 || argc > 4 || (argc == 4 && only != "flow" && only != "topics")) {
        QTextStream(stderr) << "usage: screenshots OUTDIR [SECONDS of traffic first, 20 [flow|topics]]\n";
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    if (!QDir().mkpath(folder)) {
        QTextStream(stderr) << "cannot make " << folder << '\n';
        return 1;
    }
    tests::useFontOfPictures();
    const int seconds = argc > 2 ? qBound(1, QByteArray(argv[2]).toInt(), 600) : 20;
    Camera camera(application, folder);
    if (only == "flow")
        return camera.shootFlow(seconds) ? 0 : 1;
    if (only == "topics")
        return camera.shootMadeUp() ? 0 : 1;
    return camera.shootAll(seconds);
}
