// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the page of the dead letters in its states, light and dark, to PNG files: sightglass-deadshots OUTDIR
// A real broker runs behind it; its clients are the demo's.
#include "demo/amqpclient.h"
#include "facade/embeddedsession.h"
#include "support/pictures.h"

#include "ui/dialogs/requeueform.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/deadlettermodel.h"
#include "ui/pages/deadletterspage.h"
#include "ui/pages/messagetable.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using app::demo::AmqpClient;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using tests::runFor;
using ui::mainwindow::MainWindow;
using ui::theme::Theme;

namespace {

constexpr QSize windowSize{1440, 900};
constexpr QSize smallSize{1280, 720};
constexpr int settleMs = 900;
constexpr int expiryMs = 2500; // longer than the messages of "shipping" may wait

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_theme(application)
        , m_folder(folder)
    {}

    bool shoot()
    {
        const QTemporaryDir folder;
        engine::facade::EngineConfig config;
        config.dataDirectory = folder.filePath(u"data"_s);
        config.amqpAddress = u"127.0.0.1:0"_s;
        config.kafkaAddress.reset();
        config.socketPath = folder.filePath(u"socket"_s);
        EmbeddedSession session(config);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(session, m_theme, settings);
        window.resize(windowSize);
        window.show();
        session.start();
        runFor(settleMs);
        if (session.state() != BrokerSession::State::Running)
            return false;
        window.openPage(u"deadLetters"_s);
        shootBoth(window, u"dead-empty"_s);
        const auto billing = kill(session, *config.socketPath);
        shootPage(window);
        return true;
    }

private:
    static void declare(AmqpClient &client)
    {
        client.declareExchange("orders", "topic");
        client.declareExchange("orders.failed", "fanout");
        engine::FieldTable dying;
        dying.set("x-dead-letter-exchange", QByteArray("orders.failed"));
        client.declareQueue("orders.eu", dying);
        engine::FieldTable waiting = dying;
        waiting.set("x-message-ttl", qint32(500));
        client.declareQueue("shipping", waiting);
        engine::FieldTable limited = dying;
        limited.set("x-max-length", qint32(2));
        client.declareQueue("orders.us", limited);
        client.declareQueue("orders.dead");
        client.bindQueue("orders.eu", "orders", "eu.*");
        client.bindQueue("shipping", "orders", "*.paid");
        client.bindQueue("orders.us", "orders", "us.*");
        client.bindQueue("orders.dead", "orders.failed", "");
    }

    static void publish(AmqpClient &client, const QByteArray &key, const QByteArray &body)
    {
        engine::wire::amqp::BasicProperties properties;
        properties.contentType = "application/json";
        properties.deliveryMode = quint8(2);
        engine::FieldTable headers;
        headers.set("region", key.left(key.indexOf('.')));
        properties.headers = headers;
        client.publish("orders", key, properties, body);
    }

    /// Dies by every reason: rejected, waited too long, pushed out.
    static std::unique_ptr<AmqpClient> kill(EmbeddedSession &session, const QString &socket)
    {
        Q_UNUSED(session)
        auto billing = std::make_unique<AmqpClient>(app::demo::Address{socket, {}, 0}, "billing-svc");
        AmqpClient *client = billing.get();
        client->whenReady = [client] {
            declare(*client);
            client->consume("orders.eu", "billing", 5, false);
            const QByteArrayList totals{R"("n/a")", "null", R"("")", R"("12,50")"};
            for (int i = 0; i < 12; ++i)
                publish(*client, i % 5 == 4 ? "eu.refund" : "eu.new",
                        R"({"id":)" + QByteArray::number(1688 - i * 13) +
                            R"(,"customer":{"name":"M. Okafor","country":"DE"},"total":)" +
                            totals.at(i % totals.size()) + R"(,"currency":"EUR"})");
            for (int i = 0; i < 4; ++i)
                publish(*client, "apac.paid", R"({"id":)" + QByteArray::number(900 + i) + R"(,"express":true})");
            for (int i = 0; i < 3; ++i)
                publish(*client, "us.new",
                        R"({"id":)" + QByteArray::number(2000 + i) + R"(,"total":9.5,"currency":"USD"})");
        };
        client->whenDelivered = [client](const app::demo::Delivery &delivery) { client->reject(delivery.tag, false); };
        client->open();
        runFor(expiryMs);
        return billing;
    }

    void shootPage(MainWindow &window)
    {
        auto *page = qobject_cast<ui::pages::DeadLettersPage *>(window.tabs().currentWidget());
        runFor(settleMs);
        shootBoth(window, u"dead-all"_s);
        QAbstractItemModel *groups = page->groups().model();
        const QModelIndexList rejected = groups->match(groups->index(0, 0), Qt::DisplayRole, u"rejected"_s);
        if (!rejected.isEmpty())
            page->groups().setCurrentIndex(rejected.first());
        runFor(settleMs);
        page->messages().setCurrentIndex(page->letters().index(0, ui::models::KeyColumn));
        page->messages().selectionModel()->select(page->letters().index(0, 0),
                                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        page->messages().setFocus();
        runFor(settleMs);
        shootBoth(window, u"dead-group"_s);
        pressReturn(page->messages());
        runFor(settleMs);
        if (auto *form = window.findChild<ui::dialogs::RequeueForm *>()) {
            shootBoth(*form, u"dead-edit"_s);
            form->close();
        }
        runFor(settleMs);
        page->groups().clearSelection();
        page->messages().clearSelection();
        window.resize(smallSize);
        runFor(settleMs);
        shootBoth(window, u"dead-small"_s);
        window.resize(windowSize);
    }

    static void pressReturn(QWidget &widget)
    {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
        QApplication::sendEvent(&widget, &press);
    }

    void shootBoth(QWidget &widget, const QString &name)
    {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            runFor(settleMs);
            const QString suffix = mode == Theme::Mode::Light ? u"-light.png"_s : u"-dark.png"_s;
            widget.grab().save(m_folder + u'/' + name + suffix);
        }
        m_theme.setMode(Theme::Mode::Light);
    }

    Theme m_theme;
    const QString m_folder;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    tests::useFontOfPictures();
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 2 || !QDir().mkpath(arguments.at(1)))
        return 2;
    return Camera(application, arguments.at(1)).shoot() ? 0 : 1;
}
