// SPDX-License-Identifier: GPL-3.0-or-later
#include "definitions.h"

#include "facade/embeddedsession.h"
#include "serve.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QFutureWatcher>
#include <QSaveFile>

namespace app {

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::ImportedItem;
using engine::Result;

namespace {

engine::Error invalid(const QString &text)
{
    return {engine::BrokerError::InvalidArgument, text};
}

QString placeOf(const ImportedItem &item)
{
    return item.virtualHost.isEmpty() ? item.name : item.name % u" in "_s % item.virtualHost;
}

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

/// A broker without listeners on the data directory, for one command.
class Task : public QObject
{
public:
    explicit Task(const Options &options)
        : m_options(options)
        , m_session(configOf(options))
    {
        connect(&m_session, &BrokerSession::stateChanged, this, &Task::follow);
        connect(&m_session, &BrokerSession::noticed, this, [](const QString &text) { tellError(text); });
    }

    void start()
    {
        if (isImport()) {
            Result<QByteArray> file = readAll(m_options.definitionsFile);
            if (!file) {
                tellError(file.error().detail);
                return QCoreApplication::exit(CanNotRun);
            }
            m_file = std::move(*file);
        }
        m_session.start();
    }

private:
    static engine::facade::EngineConfig configOf(const Options &options)
    {
        engine::facade::EngineConfig config = options.engine;
        config.amqpAddress.reset();
        config.amqpsAddress.reset();
        config.socketPath.reset();
        return config;
    }
    bool isImport() const { return m_options.mode == Options::Mode::ImportDefinitions; }

    void follow(BrokerSession::State state)
    {
        if (state == BrokerSession::State::Running) {
            if (isImport())
                runImport();
            else
                runExport();
        } else if (state == BrokerSession::State::Failed) {
            tellError(m_session.problem());
            tellError(u"definitions are read and written while no broker runs on the data directory; in the window: "
                      "File, Import definitions and Export definitions"_s);
            QCoreApplication::exit(CanNotRun);
        } else if (state == BrokerSession::State::Stopped) {
            QCoreApplication::exit(m_exitCode);
        }
    }

    template <typename T, typename Done>
    void whenDone(const QFuture<Result<T>> &future, Done done)
    {
        auto *watcher = new QFutureWatcher<Result<T>>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, done] {
            const Result<T> result = watcher->result();
            if (result)
                done(*result);
            else
                fail(result.error());
            m_session.stop();
        });
        watcher->setFuture(future);
    }
    void fail(const engine::Error &error)
    {
        tellError(error.detail);
        m_exitCode = CanNotRun;
    }

    void runImport()
    {
        const auto onConflict = m_options.replaceDefinitions ? engine::OnConflict::Replace : engine::OnConflict::Keep;
        whenDone(m_session.importDefinitions(m_file, m_options.definitionsHost, onConflict),
                 [this](const engine::ImportReport &report) {
                     for (const ImportedItem &item : report.items) {
                         const QString why = item.detail.isEmpty() ? QString() : QString(u": "_s % item.detail);
                         tell(engine::outcomeName(item.outcome) % u"  "_s % item.kind % u' ' % placeOf(item) % why);
                     }
                     tell(report.summary());
                     if (!report.isComplete())
                         m_exitCode = LeftOut;
                 });
    }
    void runExport()
    {
        whenDone(m_session.exportDefinitions(m_options.definitionsHost),
                 [this](const engine::ExportedDefinitions &exported) {
                     if (const Result<void> written = writeAll(m_options.definitionsFile, exported.json); !written)
                         return fail(written.error());
                     for (const QString &note : exported.notes)
                         tellError(note);
                 });
    }

    const Options &m_options;
    engine::facade::EmbeddedSession m_session;
    QByteArray m_file;
    int m_exitCode = Success;
};

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
    Task task(options);
    // From within the event loop: what fails at once ends it.
    QMetaObject::invokeMethod(
        &task, [&task] { task.start(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app
