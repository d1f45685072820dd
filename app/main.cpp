// SPDX-License-Identifier: GPL-3.0-or-later
// The program: reads the command line and becomes a window or a server.
#include "allocator.h"
#include "commandline.h"
#include "definitions.h"
#include "demoroom.h"
#include "paths.h"
#include "serve.h"
#include "terminal.h"
#include "tls.h"
#ifdef SIGHTGLASS_WINDOW
#include "windowed.h"
#endif

#include <QCoreApplication>

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

int show(int &argc, char **argv, const app::Options &options)
{
#ifdef SIGHTGLASS_WINDOW
    return app::showWindow(argc, argv, options);
#else
    Q_UNUSED(argc)
    Q_UNUSED(argv)
    Q_UNUSED(options)
    app::tellError(QStringLiteral("this build has no window; try sightglass serve"));
    return app::BadUsage;
#endif
}

int run(int &argc, char **argv, app::Options &options)
{
    const engine::Result<void> runtime = app::makeRuntimeDirectory();
    options.runtimeProblem = runtime ? QString() : runtime.error().detail;
    options.engine.version = SIGHTGLASS_VERSION;
    const std::unique_ptr<QTemporaryDir> demoRoom = app::makeRoomForDemo(options);
    if (options.mode == app::Options::Mode::Serve)
        return app::serve(argc, argv, options);
    return show(argc, argv, options);
}

} // namespace

int main(int argc, char **argv)
{
    app::keepFreedMemory();
    // Qt's own event dispatcher costs less for each socket event than GLib's.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication::setApplicationName(QStringLiteral("Sightglass"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGHTGLASS_VERSION));

    engine::Result<app::Options> options = app::parseCommandLine(argumentsOf(argc, argv));
    if (!options) {
        app::tellError(options.error().detail);
        return app::BadUsage;
    }
    switch (options->mode) {
    case app::Options::Mode::ShowHelp:
        app::tell(app::helpText().trimmed());
        return app::Success;
    case app::Options::Mode::ShowVersion:
        app::tell(QStringLiteral("sightglass " SIGHTGLASS_VERSION));
        return app::Success;
    case app::Options::Mode::Tls:
        return app::makeCertificates(*options);
    case app::Options::Mode::ImportDefinitions:
    case app::Options::Mode::ExportDefinitions:
        options->engine.version = SIGHTGLASS_VERSION;
        return app::runDefinitions(argc, argv, *options);
    case app::Options::Mode::Serve:
    case app::Options::Mode::Window:
        break;
    }
    return run(argc, argv, *options);
}
