// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowed.h"

#include "demo/demo.h"
#include "facade/embeddedsession.h"
#include "serve.h"
#include "signalwatcher.h"
#include "singleinstance.h"
#include "terminal.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>

namespace app {

namespace {

using engine::BrokerSession;

/// The demo leaves the user's own window layout alone.
std::unique_ptr<ui::settings::Settings> makeSettings(const Options &options)
{
    if (options.demo)
        return std::make_unique<ui::settings::Settings>(QString(options.engine.dataDirectory % u"/window.ini"));
    return std::make_unique<ui::settings::Settings>();
}

void showFailure(QWidget *parent, const QString &problem)
{
    tellError(problem);
    auto *box = new QMessageBox(QMessageBox::Critical, QCoreApplication::applicationName(),
                                QCoreApplication::translate("app", "The broker could not be started."),
                                QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        problem + u"\n\n" +
        QCoreApplication::translate("app", "If another Sightglass uses the directory, end it first, or start "
                                           "this one with --data-dir and a directory of its own."));
    QObject::connect(box, &QDialog::finished, qApp, &QCoreApplication::quit);
    box->open();
}

} // namespace

int showWindow(int &argc, char **argv, const Options &options)
{
    QApplication application(argc, argv);
    const QString id = QStringLiteral("org.sightglass.Sightglass");
    QGuiApplication::setDesktopFileName(id);
    QGuiApplication::setWindowIcon(QIcon::fromTheme(id, QIcon(QStringLiteral(":/icons/sightglass.svg"))));
    SingleInstance instance(options.engine.dataDirectory);
    const bool wantsSharing = !options.demo && !options.engine.keepInMemory;
    const bool isShared = wantsSharing && options.runtimeProblem.isEmpty();
    if (wantsSharing && !isShared)
        tellError(QStringLiteral("another start will not find this window: ") + options.runtimeProblem);
    if (isShared && instance.raiseOther())
        return Success;
    if (isShared && !instance.listen())
        tellError(QStringLiteral("another start will not find this window: its socket can not be made"));

    engine::facade::EmbeddedSession session(options.engine);
    const std::unique_ptr<ui::settings::Settings> settings = makeSettings(options);
    ui::theme::Theme theme(application);
    theme.setMode(settings->themeMode());
    std::unique_ptr<demo::Demo> demo;
    ui::mainwindow::MainWindow window(session, theme, *settings);

    QObject::connect(&session, &BrokerSession::stateChanged, &window, [&](BrokerSession::State state) {
        if (state == BrokerSession::State::Failed)
            showFailure(&window, session.problem());
        else if (state == BrokerSession::State::Running && options.demo)
            demo = std::make_unique<demo::Demo>(session.listeners(), options.demoSeed);
    });
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &ui::mainwindow::MainWindow::raiseToFront);
    const SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::endRequested, &window, [&window] {
        window.close(); // which remembers its state
        QCoreApplication::quit();
    });
    window.show();
    session.start();
    const int exitCode = QApplication::exec();
    return session.state() == BrokerSession::State::Failed ? CanNotRun : exitCode;
}

} // namespace app
