// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page of the window, and its forms, in light and dark to PNG files: sightglass-screenshots OUTDIR
#include "support/fakeshop.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/exchangespage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace {

class Camera
{
public:
    Camera(QApplication &application, const QString &folder) : m_theme(application), m_folder(folder) {}

    void shootAll()
    {
        for (const auto mode : {ui::theme::Theme::Mode::Light, ui::theme::Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            m_suffix = mode == ui::theme::Theme::Mode::Light ? u"light"_s : u"dark"_s;
            shootShop();
            shootEmpty();
        }
    }

private:
    void shootShop()
    {
        tests::FakeSession session;
        tests::openFakeShop(session);
        ui::settings::Settings settings(m_scratch.filePath(u"%1.ini"_s.arg(m_count++)));
        ui::mainwindow::MainWindow window(session, m_theme, settings);
        window.resize(1440, 900);
        window.show();
        settle();
        for (int step = 1; step < 90; ++step) {
            tests::moveFakeShop(session, step);
            session.push();
            pushLive(session, step);
        }
        settle();
        for (const QString &page : {u"overview"_s, u"queues"_s, u"exchanges"_s, u"connections"_s}) {
            window.openPage(page);
            settle();
            select(window, page);
            settle();
            save(window, page);
        }
        window.openQueue(session.queues.first());
        settle();
        save(window, u"queue"_s);
        shootForms(session, window);
    }

    void shootEmpty()
    {
        tests::FakeSession session;
        session.currentListeners[0].state = engine::ListenerSnapshot::State::Failed;
        session.currentListeners[0].problem = u"127.0.0.1:5672 is taken by beam.smp (process 812)."_s;
        session.currentListeners[0].suggestedPort = 5673;
        ui::settings::Settings settings(m_scratch.filePath(u"%1.ini"_s.arg(m_count++)));
        ui::mainwindow::MainWindow window(session, m_theme, settings);
        window.resize(1440, 900);
        window.show();
        window.openPage(u"queues"_s);
        settle();
        save(window, u"empty"_s);
        window.showListeners();
        settle();
        if (QWidget *popup = QApplication::activePopupWidget()) {
            save(*popup, u"listeners"_s);
            popup->close();
        }
    }

    void shootForms(tests::FakeSession &session, ui::mainwindow::MainWindow &window)
    {
        engine::BindingSpec start;
        start.source = u"amq.headers"_s;
        ui::dialogs::BindingChoices choices;
        for (const engine::ExchangeSnapshot &exchange : session.exchanges)
            choices.exchanges << exchange.spec;
        for (const engine::QueueSnapshot &queue : session.queues)
            choices.queues << queue.spec.name;
        const std::pair<QString, QDialog *> forms[] = {
            {u"form-exchange"_s, new ui::dialogs::CreateExchangeDialog(session, u"/"_s, {}, &window)},
            {u"form-queue"_s, new ui::dialogs::CreateQueueDialog(session, u"/"_s, &window)},
            {u"form-binding"_s, new ui::dialogs::CreateBindingDialog(session, start, choices, &window)},
            {u"form-delete"_s, new ui::dialogs::DeleteQueueDialog(session, session.queues.first(), &window)},
        };
        for (const auto &[name, form] : forms) {
            form->open();
            settle();
            save(*form, name);
            form->close();
            settle();
        }
        window.openPublisher(u"/"_s, u"orders"_s, u"eu.new"_s);
        settle();
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->isVisible() && widget != &window)
                save(*widget, u"publish"_s);
        }
    }

    static void select(ui::mainwindow::MainWindow &window, const QString &page)
    {
        auto *list = window.tabs().currentWidget()->findChild<ui::widgets::ListView *>();
        if (!list || page == u"overview")
            return;
        if (page == u"connections")
            list->expandAll();
        const int row = page == u"exchanges" ? list->model()->rowCount() - 2 : 2;
        list->setCurrentIndex(list->model()->index(row, 0));
    }

    static void pushLive(tests::FakeSession &session, int step)
    {
        static const engine::LifecycleStep steps[] = {engine::LifecycleStep::Published, engine::LifecycleStep::Enqueued,
                                                      engine::LifecycleStep::Delivered, engine::LifecycleStep::Acked, engine::LifecycleStep::Unroutable};
        engine::LiveEvent event;
        event.atMs = QDateTime::currentMSecsSinceEpoch() - 9000 + step * 100;
        event.sequence = quint64(step);
        event.step = steps[step % 5];
        event.exchange = u"orders"_s;
        event.routingKey = u"eu.new"_s;
        if (step % 5)
            event.queue = u"orders.eu"_s;
        event.client = step % 2 ? u"shop-web"_s : u"billing-svc"_s;
        event.size = 312;
        event.preview = "{\"id\":1712,\"total\":96.5,\"currency\":\"EUR\"}";
        session.pushLive({{event}, 0, 1});
    }

    static void settle()
    {
        // Queued snapshots, layouts and first paints; bounded, and waits for nothing that could fail to come.
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 150)
            QApplication::processEvents(QEventLoop::AllEvents, 20);
    }

    void save(QWidget &widget, const QString &name)
    {
        const QString path = m_folder + u'/' + name + u'-' + m_suffix + u".png"_s;
        if (!widget.grab().save(path))
            qFatal("cannot write %s", qPrintable(path));
        QTextStream(stdout) << path << '\n';
    }

    ui::theme::Theme m_theme;
    QString m_folder;
    QString m_suffix;
    QTemporaryDir m_scratch;
    int m_count = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        QTextStream(stderr) << "usage: screenshots OUTDIR\n";
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    if (!QDir().mkpath(folder)) {
        QTextStream(stderr) << "cannot make " << folder << '\n';
        return 1;
    }
    // No desktop chooses a font here; the drawings of the documentation are in Inter where it is installed.
    QFont font(u"Inter"_s);
    font.setStyleHint(QFont::SansSerif);
    QApplication::setFont(font);
    Camera(application, folder).shootAll();
    return 0;
}
