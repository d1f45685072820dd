// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowed.h"

#include "serve.h"
#include "signalwatcher.h"
#include "singleinstance.h"
#include "terminal.h"
#include "windowedbroker.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>

namespace app {

namespace {

using engine::BrokerSession;

constexpr char activationVariable[] = "XDG_ACTIVATION_TOKEN";

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
    const QByteArray activationToken = qgetenv(activationVariable);
    QApplication application(argc, argv);
    const QString id = QStringLiteral("org.sightglass.Sightglass");
    QGuiApplication::setDesktopFileName(id);
    QGuiApplication::setWindowIcon(QIcon::fromTheme(id, QIcon(QStringLiteral(":/icons/sightglass.svg"))));
    SingleInstance instance(options.engine.dataDirectory);
    const bool isShared = wantsSharing(options) && options.runtimeProblem.isEmpty();
    if (wantsSharing(options) && !isShared)
        tellError(QStringLiteral("another start will not find this window: ") + options.runtimeProblem);
    if (isShared && instance.raiseOther(activationToken))
        return Success;
    if (isShared && !instance.listen())
        tellError(QStringLiteral("another start will not find this window: its socket can not be made"));

    WindowedBroker broker(application, options);
    ui::mainwindow::MainWindow &window = broker.window();
    QObject::connect(&broker.session(), &BrokerSession::stateChanged, &window, [&](BrokerSession::State state) {
        if (state == BrokerSession::State::Failed)
            showFailure(&window, broker.session().problem());
    });
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, [&window](const QByteArray &token) {
        // Where Qt looks for it, when it asks a Wayland desktop for the front.
        if (!token.isEmpty())
            qputenv(activationVariable, token);
        window.raiseToFront();
    });
    const SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::endRequested, &window, [&window] {
        window.closeUnasked(); // which remembers its state
        QCoreApplication::quit();
    });
    broker.start();
    const int exitCode = QApplication::exec();
    return broker.session().state() == BrokerSession::State::Failed ? CanNotRun : exitCode;
}

} // namespace app
