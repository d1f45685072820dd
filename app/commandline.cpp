// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "definitions.h"
#include "invalid.h"
#include "keptsettings.h"
#include "paths.h"
#include "settingsfile.h"
#include "tls.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <array>

namespace app {

using namespace Qt::StringLiterals;
using engine::Result;

namespace {

struct Option
{
    QLatin1StringView name;
    bool takesValue;
    bool inSettings; ///< the settings file may have it
    Result<void> (*apply)(Options &options, const QString &value);
};

Result<bool> toBool(const QString &name, const QString &value)
{
    if (value.isEmpty() || value == u"true" || value == u"1" || value == u"yes" || value == u"on")
        return true;
    if (value == u"false" || value == u"0" || value == u"no" || value == u"off")
        return false;
    return invalid(u"%1 takes true or false, not '%2'"_s.arg(name, value));
}

/// "0", "1500000", "50MB", "2GiB": RabbitMQ's units, decimal and binary.
Result<quint64> toBytes(const char *option, const QString &value)
{
    static const QRegularExpression form(u"^(\\d+)\\s*([kKMGT]?)(i?)B?$"_s);
    const QRegularExpressionMatch match = form.match(value);
    bool isNumber = false;
    const quint64 number = match.captured(1).toULongLong(&isNumber);
    if (!match.hasMatch() || !isNumber)
        return invalid(u"--%1 takes a size as 500MB or 2GiB, or 0, not '%2'"_s.arg(QLatin1StringView(option), value));
    const qsizetype power = match.captured(2).isEmpty() ? 0 : u"KMGT"_s.indexOf(match.captured(2).toUpper()) + 1;
    quint64 unit = 1;
    for (qsizetype i = 0; i < power; ++i)
        unit *= match.captured(3).isEmpty() ? 1000 : 1024;
    return number * unit;
}

Result<void> setMemoryLimit(Options &options, const QString &value)
{
    const Result<quint64> bytes = toBytes("memory-limit", value);
    if (!bytes)
        return bytes.error();
    options.engine.memoryLimitBytes = *bytes;
    return {};
}

Result<void> setFreeDiskLimit(Options &options, const QString &value)
{
    const Result<quint64> bytes = toBytes("disk-free-limit", value);
    if (!bytes)
        return bytes.error();
    options.engine.freeDiskLimitBytes = *bytes;
    return {};
}

Result<void> setChannelMax(Options &options, const QString &value)
{
    bool isNumber = false;
    const quint16 most = value.toUShort(&isNumber);
    if (!isNumber || most == 0)
        return invalid(u"--channel-max takes a number from 1 to 65535, not '%1'"_s.arg(value));
    options.engine.channelMax = most;
    return {};
}

Result<void> setConsumerTimeout(Options &options, const QString &value)
{
    bool isNumber = false;
    const qint64 milliseconds = value.toLongLong(&isNumber);
    if (!isNumber || milliseconds < 0)
        return invalid(u"--consumer-timeout takes milliseconds, or 0 for none, not '%1'"_s.arg(value));
    options.engine.limits.consumerTimeoutMs = milliseconds;
    return {};
}

Result<void> setDataDirectory(Options &options, const QString &value)
{
    if (value.isEmpty())
        return invalid(u"--data-dir needs a directory"_s);
    options.engine.dataDirectory = QDir(value).absolutePath();
    return {};
}

/// "HOST:PORT" or off.
Result<std::optional<QString>> toAddress(const char *option, const QString &value)
{
    if (value == u"off")
        return std::optional<QString>();
    const qsizetype colon = value.lastIndexOf(u':');
    bool isPort = false;
    value.mid(colon + 1).toUShort(&isPort);
    if (colon < 1 || !isPort)
        return invalid(u"--%1 takes HOST:PORT or off, not '%2'"_s.arg(QLatin1StringView(option), value));
    return std::optional<QString>(value);
}

Result<void> setAmqp(Options &options, const QString &value)
{
    auto address = toAddress("amqp", value);
    if (!address)
        return address.error();
    options.engine.amqpAddress = *address;
    options.amqpGiven = true;
    return {};
}

Result<void> setAmqps(Options &options, const QString &value)
{
    auto address = toAddress("amqps", value);
    if (!address)
        return address.error();
    options.engine.amqpsAddress = *address;
    options.amqpsGiven = true;
    return {};
}

Result<void> setKafka(Options &options, const QString &value)
{
    auto address = toAddress("kafka", value);
    if (!address)
        return address.error();
    options.engine.kafkaAddress = *address;
    options.kafkaGiven = true;
    return {};
}

Result<void> setKafkaAdvertised(Options &options, const QString &value)
{
    auto address = toAddress("kafka-advertised", value);
    if (!address)
        return address.error();
    options.engine.kafka.advertisedAddress = *address;
    return {};
}

Result<void> setKafkaAutoCreate(Options &options, const QString &value)
{
    const Result<bool> on = toBool(u"kafka-auto-create"_s, value);
    if (!on)
        return on.error();
    options.engine.kafka.autoCreateTopics = *on;
    return {};
}

Result<void> setKafkaPartitions(Options &options, const QString &value)
{
    constexpr quint32 most = engine::core::Topics::maxPartitions;
    bool isNumber = false;
    const quint32 partitions = value.toUInt(&isNumber);
    if (!isNumber || partitions < 1 || partitions > most)
        return invalid(u"--kafka-partitions takes a number from 1 to %1, not '%2'"_s.arg(most).arg(value));
    options.engine.kafka.defaultPartitions = partitions;
    return {};
}

Result<void> setKafkaRetention(Options &options, const QString &value)
{
    bool isNumber = false;
    const qint64 milliseconds = value.toLongLong(&isNumber);
    if (!isNumber || milliseconds < -1)
        return invalid(u"--kafka-retention takes milliseconds, or -1 for ever, not '%1'"_s.arg(value));
    options.engine.kafka.defaultRetentionMs = milliseconds;
    return {};
}

Result<void> setTlsVerify(Options &options, const QString &value)
{
    if (value != u"none" && value != u"peer" && value != u"require")
        return invalid(u"--tls-verify takes none, peer or require, not '%1'"_s.arg(value));
    options.tlsVerifyGiven = true;
    options.engine.tls.verifyPeer = value != u"none";
    options.engine.tls.requirePeerCertificate = value == u"require";
    return {};
}

Result<void> setTlsLogin(Options &options, const QString &value)
{
    using LoginFrom = engine::net::TlsConfig::LoginFrom;
    if (value != u"distinguished-name" && value != u"common-name")
        return invalid(u"--tls-login takes distinguished-name or common-name, not '%1'"_s.arg(value));
    options.engine.tls.loginFrom = value == u"common-name" ? LoginFrom::CommonName : LoginFrom::DistinguishedName;
    return {};
}

template <QString engine::net::TlsConfig::*member>
Result<void> setTlsFile(Options &options, const QString &value)
{
    options.engine.tls.*member = QDir().absoluteFilePath(value);
    return {};
}

/// The other protocols have their options, so that scripts can be written for them; they can only be off.
Result<void> checkOff(const char *protocol, const QString &value)
{
    if (value == u"off")
        return {};
    return invalid(u"this version does not speak %1: --%1 takes only off"_s.arg(QLatin1StringView(protocol)));
}

Result<void> setSocket(Options &options, const QString &value)
{
    if (value.isEmpty())
        return invalid(u"--socket takes a name, a path, or off"_s);
    if (value == u"off")
        options.engine.socketPath.reset();
    else if (value.contains(u'/'))
        options.engine.socketPath = QDir().absoluteFilePath(value);
    else
        options.engine.socketPath = runtimeDirectory() % u'/' % value;
    options.socketGiven = true;
    return {};
}

Result<void> setMemory(Options &options, const QString &value)
{
    const Result<bool> memory = toBool(u"memory"_s, value);
    if (!memory)
        return memory.error();
    options.engine.keepInMemory = *memory;
    return {};
}

Result<void> setSync(Options &options, const QString &value)
{
    const Result<bool> sync = toBool(u"sync"_s, value);
    if (!sync)
        return sync.error();
    options.engine.syncCommits = *sync;
    return {};
}

Result<void> setDemoSeed(Options &options, const QString &value)
{
    bool isNumber = false;
    options.demoSeed = value.toUInt(&isNumber);
    if (!isNumber)
        return invalid(u"--demo-seed takes a number, not '%1'"_s.arg(value));
    return {};
}

constexpr std::array knownOptions = {
    Option{"data-dir"_L1, true, true, setDataDirectory},
    Option{"amqp"_L1, true, true, setAmqp},
    Option{"amqps"_L1, true, true, setAmqps},
    Option{"tls-cert"_L1, true, true, setTlsFile<&engine::net::TlsConfig::certificateFile>},
    Option{"tls-key"_L1, true, true, setTlsFile<&engine::net::TlsConfig::keyFile>},
    Option{"tls-ca"_L1, true, true, setTlsFile<&engine::net::TlsConfig::caFile>},
    Option{"tls-verify"_L1, true, true, setTlsVerify},
    Option{"tls-login"_L1, true, true, setTlsLogin},
    Option{"kafka"_L1, true, true, setKafka},
    Option{"kafka-advertised"_L1, true, true, setKafkaAdvertised},
    Option{"kafka-auto-create"_L1, true, true, setKafkaAutoCreate},
    Option{"kafka-partitions"_L1, true, true, setKafkaPartitions},
    Option{"kafka-retention"_L1, true, true, setKafkaRetention},
    Option{"mqtt"_L1, true, true, [](Options &, const QString &value) { return checkOff("mqtt", value); }},
    Option{"stomp"_L1, true, true, [](Options &, const QString &value) { return checkOff("stomp", value); }},
    Option{"socket"_L1, true, true, setSocket},
    Option{"memory"_L1, false, true, setMemory},
    Option{"sync"_L1, true, true, setSync},
    Option{"memory-limit"_L1, true, true, setMemoryLimit},
    Option{"disk-free-limit"_L1, true, true, setFreeDiskLimit},
    Option{"channel-max"_L1, true, true, setChannelMax},
    Option{"consumer-timeout"_L1, true, true, setConsumerTimeout},
    Option{"config"_L1, true, false, [](Options &, const QString &) { return Result<void>(); }},
    Option{"vhost"_L1, true, false,
           [](Options &o, const QString &value) {
               o.definitionsHost = value;
               return Result<void>();
           }},
    Option{"replace"_L1, false, false,
           [](Options &o, const QString &) {
               o.replaceDefinitions = true;
               return Result<void>();
           }},
    Option{"demo"_L1, false, false,
           [](Options &o, const QString &) {
               o.demo = true;
               return Result<void>();
           }},
    Option{"demo-seed"_L1, true, false, setDemoSeed},
    Option{"version"_L1, false, false,
           [](Options &o, const QString &) {
               o.mode = Options::Mode::ShowVersion;
               return Result<void>();
           }},
    Option{"help"_L1, false, false,
           [](Options &o, const QString &) {
               o.mode = Options::Mode::ShowHelp;
               return Result<void>();
           }},
};

const Option *find(QStringView name)
{
    const auto it =
        std::find_if(knownOptions.begin(), knownOptions.end(), [name](const Option &o) { return o.name == name; });
    return it == knownOptions.end() ? nullptr : &*it;
}

struct Given
{
    const Option *option;
    QString value;
};

/// Splits the arguments into options with their values; "serve" is a mode.
Result<std::vector<Given>> split(const QStringList &arguments, Options &parsed)
{
    std::vector<Given> given;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == u"serve" && i == 0) {
            parsed.mode = Options::Mode::Serve;
            continue;
        }
        if (argument == u"tls" && i == 0) {
            const Result<qsizetype> taken = readTlsCommand(arguments, parsed);
            if (!taken)
                return taken.error();
            i += *taken;
            continue;
        }
        if (argument == u"definitions" && i == 0) {
            const Result<qsizetype> taken = readDefinitionsCommand(arguments, parsed);
            if (!taken)
                return taken.error();
            i += *taken;
            continue;
        }
        if (!argument.startsWith(u"-") && argument != u"-")
            return invalid(u"'%1' is not known; try --help"_s.arg(argument));
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = argument == u"-h"            ? u"help"_s
                             : argument == u"-v"          ? u"version"_s
                             : argument.startsWith(u"--") ? argument.mid(2, equals < 0 ? -1 : equals - 2)
                                                          : QString();
        const Option *option = find(name);
        if (!option)
            return invalid(u"there is no option %1; try --help"_s.arg(equals < 0 ? argument : argument.left(equals)));
        if (!option->takesValue && equals >= 0)
            return invalid(u"--%1 takes no value"_s.arg(name));
        if (option->takesValue && equals < 0 && i + 1 == arguments.size())
            return invalid(u"--%1 needs a value"_s.arg(name));
        given.push_back({option, equals >= 0          ? argument.mid(equals + 1)
                                 : option->takesValue ? arguments[++i]
                                                      : QString()});
    }
    return given;
}

Result<void> applySettingsFile(const QString &path, Options &parsed, QStringList &names)
{
    const auto values = readSettingsFile(path);
    if (!values)
        return values.error();
    names += values->keys();
    for (auto it = values->begin(); it != values->end(); ++it) {
        const Option *option = find(it.key());
        if (!option || !option->inSettings)
            return invalid(u"%1: there is no setting '%2'"_s.arg(path, it.key()));
        if (const Result<void> applied = option->apply(parsed, it.value()); !applied)
            return invalid(u"%1: %2"_s.arg(path, applied.error().detail));
    }
    return {};
}

/// The options before anything is said about them.
Options usualOptions()
{
    Options usual;
    usual.engine.dataDirectory = defaultDataDirectory();
    usual.engine.socketPath = runtimeDirectory() % u"/sightglass"_s;
    return usual;
}

/// What is kept beside the data is for a broker that runs on them: not for the demo's own, nor for one that keeps nothing.
bool usesKeptSettings(const Options &asked)
{
    const bool runs = asked.mode == Options::Mode::Window || asked.mode == Options::Mode::Serve;
    return runs && !asked.demo && !asked.engine.keepInMemory &&
           QFile::exists(keptSettingsFile(asked.engine.dataDirectory));
}

/// The files that --config names, then the command line itself.
Result<void> applyGiven(const std::vector<Given> &given, Options &parsed)
{
    for (const Given &g : given) {
        if (g.option->name != "config"_L1)
            continue;
        if (const Result<void> applied = applySettingsFile(g.value, parsed, parsed.given); !applied)
            return applied.error();
    }
    for (const Given &g : given) {
        parsed.given << g.option->name;
        if (const Result<void> applied = g.option->apply(parsed, g.value); !applied)
            return applied.error();
    }
    return {};
}

} // namespace

Result<void> checkSetting(const QString &name, const QString &value)
{
    const Option *option = find(name);
    if (!option || !option->inSettings)
        return invalid(u"there is no setting '%1'"_s.arg(name));
    Options scratch = usualOptions();
    return option->apply(scratch, value);
}

Result<Options> parseCommandLine(const QStringList &arguments)
{
    Options parsed = usualOptions();
    const auto given = split(arguments, parsed);
    if (!given)
        return given.error();
    const Options::Mode mode = parsed.mode;
    if (const Result<void> applied = applyGiven(*given, parsed); !applied)
        return applied.error();
    const bool namesDirectory =
        std::any_of(given->cbegin(), given->cend(), [](const Given &g) { return g.option->name == "data-dir"_L1; });
    if (usesKeptSettings(parsed)) {
        // Only now it is known where they are; the others come over them.
        const QString directory = parsed.engine.dataDirectory;
        parsed = usualOptions();
        parsed.mode = mode;
        QStringList kept;
        const Result<void> applied = applySettingsFile(keptSettingsFile(directory), parsed, kept);
        parsed.engine.dataDirectory = directory;
        if (!applied)
            return applied.error();
        if (const Result<void> again = applyGiven(*given, parsed); !again)
            return again.error();
    }
    if (parsed.demo && namesDirectory)
        return invalid(u"--demo keeps its data in a folder of its own: --data-dir can not be given with it"_s);
    const bool isDefinitions =
        parsed.mode == Options::Mode::ImportDefinitions || parsed.mode == Options::Mode::ExportDefinitions;
    if (!isDefinitions && (parsed.definitionsHost || parsed.replaceDefinitions))
        return invalid(u"--vhost and --replace belong to definitions import and export"_s);
    if (isDefinitions && parsed.engine.keepInMemory)
        return invalid(u"definitions are kept in a data directory: --memory has none"_s);
    if (const Result<void> completed = completeTls(parsed); !completed)
        return completed.error();
    return parsed;
}

QString helpText()
{
    return u"Sightglass: the message broker with a window in it\n"
           u"\n"
           u"  sightglass [OPTIONS]         the window with the embedded broker\n"
           u"  sightglass serve [OPTIONS]   the same broker without a window, same data directory\n"
           u"  sightglass tls create [OPTIONS]       a certificate for local use, and the authority that signs it\n"
           u"  sightglass tls client NAME [OPTIONS]  a certificate for a client, signed by it\n"
           u"  sightglass definitions import|export FILE [OPTIONS]\n"
           u"                               RabbitMQ's definitions.json into, or out of, the data directory; - is\n"
           u"                               standard input or output. A broker that runs on it is asked to do it\n"
           u"\n"
           u"  --data-dir DIR               where messages and definitions are kept\n"
           u"                               default: %1\n"
           u"  --amqp HOST:PORT|off         where AMQP 0-9-1 clients connect; port 0: any free port\n"
           u"                               default: 127.0.0.1:5672\n"
           u"  --amqps HOST:PORT|off        the same with TLS; default: 127.0.0.1:5671 where there is a certificate\n"
           u"  --tls-cert, --tls-key FILE   the broker's certificate and its key (PEM); default: the one for local "
           u"use\n"
           u"  --tls-ca FILE                who may sign clients' certificates (PEM)\n"
           u"  --tls-verify none|peer|require\n"
           u"                               whether clients are asked for a certificate, or must have one\n"
           u"  --tls-login distinguished-name|common-name\n"
           u"                               what of its certificate is a client's user name with EXTERNAL\n"
           u"  --kafka HOST:PORT|off        where Kafka clients connect; default: 127.0.0.1:9092\n"
           u"  --kafka-advertised HOST:PORT|off\n"
           u"                               where Kafka clients are told to connect; default: where they did\n"
           u"  --kafka-auto-create on|off   whether topics are made when a client asks for them (default: on)\n"
           u"  --kafka-partitions N         partitions of a topic whose maker does not say (default: 1)\n"
           u"  --kafka-retention MS         how long such a topic keeps its records (default: 7 days; -1: for ever)\n"
           u"  --mqtt, --stomp off          not in this version yet: only off is possible\n"
           u"  --socket NAME|PATH|off       the local socket; a name is put into %2\n"
           u"                               default: sightglass\n"
           u"  --memory                     keep nothing on disk\n"
           u"  --sync on|off                whether a confirm waits for the disk (default: on). off is faster: what "
           u"is\n"
           u"                               confirmed survives a crash of the program, but not a power failure\n"
           u"  --memory-limit SIZE          publishers wait above it (default: 40 % of the machine's memory; 0: none)\n"
           u"  --disk-free-limit SIZE       publishers wait when the disk has less (default: 50MB; 0: none)\n"
           u"  --channel-max N              channels that a connection may have (default: 2047)\n"
           u"  --consumer-timeout MS        how long a delivery may stay unacknowledged (default: 30 minutes; 0: for "
           u"ever)\n"
           u"  --config FILE                the same settings as a file: lines of option=value. What the window's\n"
           u"                               preferences keep, in settings.conf beside the data, comes last\n"
           u"  --vhost NAME                 with definitions: this virtual host only\n"
           u"  --replace                    with definitions import: users, permissions and policies that differ are\n"
           u"                               replaced; without it they are left\n"
           u"  --demo                       a small shop to look at, in a folder of its own that is removed at the "
           u"end\n"
           u"  --demo-seed N                the same shop each time\n"
           u"  --version, --help\n"_s.arg(defaultDataDirectory(), runtimeDirectory());
}

} // namespace app
