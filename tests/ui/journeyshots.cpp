// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of what tells where messages go, in light and dark: sightglass-journeyshots OUTDIR
// A real broker runs behind the window, with clients on a local socket.
#include "demo/amqpclient.h"
#include "facade/embeddedsession.h"
#include "support/pictures.h"

#include "ui/dialogs/republishform.h"
#include "ui/inspector/journeymodel.h"
#include "ui/inspector/journeyview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/unroutedpage.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/routingpreview.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTextStream>
#include <QToolButton>

using namespace Qt::StringLiterals;
using app::demo::AmqpClient;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using tests::runFor;
using ui::mainwindow::MainWindow;

namespace {

constexpr int longestMs = 10'000;

bool waitUntil(const std::function<bool()> &isSo)
{
    QElapsedTimer timer;
    timer.start();
    while (!isSo() && timer.elapsed() < longestMs)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    return isSo();
}

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_theme(application)
        , m_folder(folder)
        , m_settings(m_data.filePath(u"window.ini"_s))
        , m_session(configIn(m_data))
        , m_window(m_session, m_theme, m_settings)
    {}

    int shootAll()
    {
        m_window.resize(1440, 900);
        m_window.show();
        m_session.start();
        if (!waitUntil([this] { return m_session.state() == BrokerSession::State::Running; }))
            return 1;
        m_window.openPage(u"unrouted"_s);
        runFor(800);
        shoot(m_window, u"unrouted-empty"_s);
        if (!makeTraffic())
            return 1;
        shootTray();
        shootPublisher();
        shootJourney();
        return 0;
    }

private:
    static engine::facade::EngineConfig configIn(const QTemporaryDir &folder)
    {
        engine::facade::EngineConfig config;
        config.dataDirectory = folder.filePath(u"data"_s);
        config.amqpAddress = u"127.0.0.1:0"_s;
        config.kafkaAddress.reset();
        config.socketPath = folder.filePath(u"socket"_s);
        return config;
    }

    std::unique_ptr<AmqpClient> connectClient(const QByteArray &name)
    {
        auto client = std::make_unique<AmqpClient>(app::demo::Address{m_data.filePath(u"socket"_s), {}, 0}, name);
        client->open();
        waitUntil([&] { return client->isReady(); });
        return client;
    }

    bool makeTraffic()
    {
        m_shop = connectClient("shop-web");
        m_billing = connectClient("billing-svc");
        engine::FieldTable mortal;
        mortal.set("x-dead-letter-exchange", engine::FieldValue(QByteArray("dead")));
        m_shop->declareExchange("orders", "topic");
        m_shop->declareExchange("dead", "fanout");
        m_shop->declareQueue("orders.dead");
        m_shop->bindQueue("orders.dead", "dead", "");
        for (const char *queue : {"orders.eu", "orders.us", "audit"})
            m_shop->declareQueue(queue, mortal);
        m_shop->bindQueue("orders.eu", "orders", "eu.*.new");
        m_shop->bindQueue("orders.us", "orders", "us.*.new");
        m_shop->bindQueue("orders.us", "orders", "ca.*.new");
        m_shop->bindQueue("audit", "orders", "*.refund.#");
        m_billing->whenDelivered = [this](const app::demo::Delivery &delivery) {
            m_billing->reject(delivery.tag, delivery.redelivered ? false : true);
        };
        m_billing->consume("orders.eu", "worker-1", 1, false);
        engine::wire::amqp::BasicProperties properties;
        properties.contentType = "application/json";
        properties.deliveryMode = 2;
        m_shop->publish("orders", "eu.web.new", properties, R"({"id":1688,"total":"n/a","currency":"EUR"})");
        m_shop->publish("orders", "eu.web.nwe", properties, R"({"id":1690,"total":12.5,"currency":"EUR"})");
        m_shop->publish("orders", "eu.new", properties, R"({"id":1691,"total":7,"currency":"EUR"})");
        m_shop->publish("orders", "fr.web.new", properties, R"({"id":1692,"total":99,"currency":"EUR"})");
        m_shop->publish("", "order.eu", properties, R"({"id":1693})");
        return waitUntil([this] {
            const engine::QueueSnapshot *dead = m_window.navigator().contents().queueLabelled(u"orders.dead"_s);
            return dead && dead->total() == 1;
        });
    }

    void shoot(QWidget &widget, const QString &name)
    {
        for (const auto &[mode, suffix] : {std::pair(ui::theme::Theme::Mode::Light, u"light"_s),
                                           std::pair(ui::theme::Theme::Mode::Dark, u"dark"_s)}) {
            m_theme.setMode(mode);
            runFor(200);
            const QString path = QDir(m_folder).filePath(name + u'-' + suffix + u".png"_s);
            if (!widget.grab().save(path))
                QTextStream(stderr) << "cannot write " << path << '\n';
        }
        m_theme.setMode(ui::theme::Theme::Mode::Light);
    }

    void shootTray()
    {
        auto *page = qobject_cast<ui::pages::UnroutedPage *>(m_window.tabs().currentWidget());
        waitUntil([page] { return page->view()->model()->rowCount() == 4; });
        page->view()->setCurrentIndex(page->view()->model()->index(3, 0));
        waitUntil([page] { return page->why()->explanation().has_value(); });
        runFor(300);
        shoot(m_window, u"unrouted"_s);
        page->why()->suggestions().value(0)->click();
        waitUntil([this] { return m_window.findChild<ui::dialogs::RepublishForm *>(); });
        auto *form = m_window.findChild<ui::dialogs::RepublishForm *>();
        waitUntil([form] { return form->preview()->explanation().has_value(); });
        runFor(200);
        shoot(*form, u"republish"_s);
        form->reject();
        m_window.resize(1280, 720);
        runFor(300);
        shoot(m_window, u"unrouted-small"_s);
        m_window.resize(1440, 900);
    }

    void shootPublisher()
    {
        m_window.openPublisher(u"/"_s, u"orders"_s, u"eu.web.nwe"_s);
        auto *dialog = m_window.findChild<ui::publisher::PublisherPage *>();
        auto *preview = dialog->findChild<ui::publisher::RoutingPreview *>();
        waitUntil([preview] { return preview->explanation().has_value(); });
        runFor(300);
        shoot(*dialog, u"publish-folded"_s);
        preview->showBindings(true);
        runFor(200);
        shoot(*dialog, u"publish-nowhere"_s);
        dialog->publish();
        runFor(500);
        shoot(*dialog, u"publish-unrouted"_s);
        dialog->setTarget(u"/"_s, u"orders"_s, u"eu.refund.new"_s);
        runFor(500);
        shoot(*dialog, u"publish-routed"_s);
    }

    void shootJourney()
    {
        m_window.openQueue(*m_window.navigator().contents().queueLabelled(u"orders.dead"_s));
        auto *table = m_window.tabs().currentWidget()->findChild<ui::pages::MessageTable *>();
        waitUntil([table] { return table->model()->rowCount() == 1; });
        table->goTo(0);
        auto *journey = m_window.findChild<ui::inspector::JourneyView *>();
        for (QWidget *parent = journey; parent; parent = parent->parentWidget()) {
            if (auto *tabs = qobject_cast<QTabWidget *>(parent))
                tabs->setCurrentWidget(journey);
        }
        waitUntil([journey] { return journey->model()->rowCount() > 5; });
        runFor(300);
        shoot(m_window, u"journey"_s);
    }

    ui::theme::Theme m_theme;
    const QString m_folder;
    QTemporaryDir m_data;
    ui::settings::Settings m_settings;
    EmbeddedSession m_session;
    MainWindow m_window;
    std::unique_ptr<AmqpClient> m_shop, m_billing;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    tests::useFontOfPictures();
    if (argc < 2) {
        QTextStream(stderr) << "usage: sightglass-journeyshots OUTDIR\n";
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(folder);
    return Camera(application, folder).shootAll();
}
