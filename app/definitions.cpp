// SPDX-License-Identifier: GPL-3.0-or-later
#include "definitions.h"

#include "definitionsserver.h"
#include "facade/embeddedsession.h"
#include "invalid.h"
#include "serve.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace app {

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::Result;

namespace {

Result<QByteArray> readAll(const QString &path)
{
    QFile file;
    const bool isOpen =
        path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : (file.setFileName(path), file.open(QIODevice::ReadOnly));
    if (!isOpen)
        return invalid(u"%1 can not be read: %2"_s.arg(path, file.errorString()));
    return file.readAll();
}

/// Only its user reads it: it holds the hashes of passwords.
Result<void> writeAll(const QString &path, const QByteArray &bytes)
{
    if (path == u"-") {
        QFile out;
        if (out.open(stdout, QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.flush())
            return {};
        return invalid(u"standard output can not be written: %1"_s.arg(out.errorString()));
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        file.write(bytes) == bytes.size() && file.commit())
        return {};
    return invalid(u"%1 can not be written: %2"_s.arg(path, file.errorString()));
}

/// A broker without listeners on the data directory, for one request.
class Task : public QObject
{
public:
    using Done = std::function<void(const DefinitionsAnswer &)>;

    Task(const Options &options, DefinitionsRequest request, Done done)
        : m_request(std::move(request))
        , m_done(std::move(done))
        , m_session(configOf(options))
    {
        connect(&m_session, &BrokerSession::stateChanged, this, &Task::follow);
        connect(&m_session, &BrokerSession::noticed, this, [](const QString &text) { tellError(text); });
    }

    void start() { m_session.start(); }

private:
    static engine::facade::EngineConfig configOf(const Options &options)
    {
        engine::facade::EngineConfig config = options.engine;
        config.amqpAddress.reset();
        config.amqpsAddress.reset();
        config.kafkaAddress.reset();
        config.socketPath.reset();
        return config;
    }

    void follow(BrokerSession::State state)
    {
        if (state == BrokerSession::State::Running) {
            runRequest(m_session, m_request, this, [this](const DefinitionsAnswer &answer) {
                m_answer = answer;
                m_session.stop();
            });
        } else if (state == BrokerSession::State::Failed) {
            m_done({{}, {m_session.problem()}, {}, CanNotRun});
        } else if (state == BrokerSession::State::Stopped) {
            m_done(m_answer);
        }
    }

    const DefinitionsRequest m_request;
    const Done m_done;
    engine::facade::EmbeddedSession m_session;
    DefinitionsAnswer m_answer;
};

Result<DefinitionsRequest> requestOf(const Options &options)
{
    DefinitionsRequest request{
        options.mode == Options::Mode::ImportDefinitions, options.definitionsHost, options.replaceDefinitions, {}};
    if (!request.isImport)
        return request;
    Result<QByteArray> file = readAll(options.definitionsFile);
    if (!file)
        return file.error();
    request.file = *file;
    return request;
}

/// Tells it, and writes what was exported; the exit code.
int finish(const Options &options, const DefinitionsAnswer &answer)
{
    int exitCode = answer.exitCode;
    if (options.mode == Options::Mode::ExportDefinitions && exitCode == Success) {
        if (const Result<void> written = writeAll(options.definitionsFile, answer.file); !written) {
            tellError(written.error().detail);
            exitCode = CanNotRun;
        }
    }
    for (const QString &line : answer.lines)
        tell(line);
    for (const QString &problem : answer.problems)
        tellError(problem);
    return exitCode;
}

} // namespace

Result<qsizetype> readDefinitionsCommand(const QStringList &arguments, Options &options)
{
    const QString verb = arguments.value(1);
    if (verb != u"import" && verb != u"export")
        return invalid(u"'definitions' is followed by import FILE or export FILE"_s);
    options.mode = verb == u"import" ? Options::Mode::ImportDefinitions : Options::Mode::ExportDefinitions;
    options.definitionsFile = arguments.value(2);
    if (options.definitionsFile.isEmpty() || options.definitionsFile.startsWith(u"--"))
        return invalid(u"definitions %1 needs a file; - is standard input or output"_s.arg(verb));
    return 2;
}

int runDefinitions(int &argc, char **argv, const Options &options)
{
    QCoreApplication application(argc, argv);
    const Result<DefinitionsRequest> request = requestOf(options);
    if (!request) {
        tellError(request.error().detail);
        return CanNotRun;
    }
    if (const auto answer = askRunningBroker(options.engine.dataDirectory, *request))
        return finish(options, *answer);
    Task task(options, *request,
              [&options](const DefinitionsAnswer &answer) { QCoreApplication::exit(finish(options, answer)); });
    // From within the event loop: what fails at once ends it.
    QMetaObject::invokeMethod(
        &task, [&task] { task.start(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app
