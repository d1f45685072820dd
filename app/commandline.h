// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of sightglass, a contract that scripts rely on: --help prints it. What the settings file says is taken
// where the command line is silent, and what is kept beside the data where both are. Thread: any (pure, but for these files).
#pragma once

#include "facade/engineconfig.h"

#include <engine/result.h>

#include <QStringList>

namespace app {

struct Options
{
    enum class Mode : quint8 { Window, Serve, Tls, ImportDefinitions, ExportDefinitions, ShowHelp, ShowVersion };
    Mode mode = Mode::Window;
    QString clientCertificate;   ///< with Tls: whose to make; empty: the broker's
    bool amqpsGiven = false;     ///< otherwise the TLS listener is there when a certificate is
    bool tlsVerifyGiven = false; ///< otherwise clients are asked when the certificate for local use is shown
    QString definitionsFile;     ///< with ImportDefinitions and ExportDefinitions; "-": standard input or output
    std::optional<QString> definitionsHost; ///< one virtual host of it; unset: all
    bool replaceDefinitions = false;        ///< an import's users, permissions and policies take the place of others
    bool demo = false;
    bool amqpGiven = false; ///< the demo then takes no other port in its place
    bool kafkaGiven = false;
    bool socketGiven = false; ///< nor another socket
    quint32 demoSeed = 0;     ///< 0: a different shop each time
    QStringList given;        ///< names of the options that the command line or the settings file has
    QString runtimeProblem;   ///< why the runtime directory is not to be trusted; empty: it is
    engine::facade::EngineConfig engine;
};

/// `arguments` without the program's name. InvalidArgument: a bad option, with a text for a person.
engine::Result<Options> parseCommandLine(const QStringList &arguments);

/// InvalidArgument, as of the command line: no setting can be called so, or this value can not be.
engine::Result<void> checkSetting(const QString &name, const QString &value);

QString helpText();

} // namespace app
