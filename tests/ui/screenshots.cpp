// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page of the window, and its forms, in light and dark to PNG files: sightglass-screenshots OUTDIR [SECONDS]
// A real broker runs behind it, with the demo's clients, on a free port of loopback and in a temporary directory.
#include "demo/demo.h"
#include "facade/embeddedsession.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/accessforms.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/definitionforms.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/dialogs/importreportdialog.h"
#include "ui/dialogs/policydialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTextStream>
#include <QToolButton>

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::theme::Theme;

namespace {

constexpr QSize windowSize{1440, 900};
constexpr quint32 demoSeed = 7;
constexpr int startMs = 10'000;
constexpr int settleMs = 700;       // more than one round of snapshots
constexpr int selectedMessage = 14; // far enough from the head to be there still

void runFor(int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

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

    int shootAll(int seconds) { return shootShop(seconds) && shootEmpty() ? 0 : 1; }

private:
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
        runFor(seconds * 1000);
        const auto watch = session.watchQueues(
            &window, [this](const QList<engine::QueueSnapshot> &queues) { m_queues = queues; }, 2);
        runFor(settleMs);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            choose(mode);
            shootPages(window);
            shootForms(session, window);
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

    void shootPages(MainWindow &window)
    {
        for (const QString &page : {u"overview"_s, u"queues"_s, u"exchanges"_s, u"connections"_s, u"virtualHosts"_s,
                                    u"users"_s, u"policies"_s}) {
            window.openPage(page);
            runFor(settleMs);
            selectIn(window, page);
            runFor(settleMs);
            save(window, page);
        }
        if (m_queues.isEmpty())
            return;
        window.openQueue(*std::max_element(m_queues.cbegin(), m_queues.cend(),
                                           [](const auto &a, const auto &b) { return a.total() < b.total(); }));
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
            {u"form-import"_s, new ui::dialogs::ImportDefinitionsDialog(session, &window)},
            {u"form-export"_s, new ui::dialogs::ExportDefinitionsDialog(session, &window)},
            {u"import-report"_s, new ui::dialogs::ImportReportDialog(sampleReport(), u"definitions.json"_s, &window)},
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
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (!widget->isVisible() || widget == &window)
                continue;
            save(*widget, u"publish"_s);
            widget->close();
        }
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
    if (argc < 2 || argc > 3) {
        QTextStream(stderr) << "usage: screenshots OUTDIR [SECONDS of traffic first, 20]\n";
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    if (!QDir().mkpath(folder)) {
        QTextStream(stderr) << "cannot make " << folder << '\n';
        return 1;
    }
    // No desktop chooses a font here; the pictures of the documentation are in Inter where it is installed.
    QFont font(u"Inter"_s);
    font.setStyleHint(QFont::SansSerif);
    QApplication::setFont(font);
    return Camera(application, folder).shootAll(argc == 3 ? qBound(1, QByteArray(argv[2]).toInt(), 600) : 20);
}
