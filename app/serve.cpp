// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve.h"

#include "definitionsserver.h"
#include "demo/demo.h"
#include "facade/embeddedsession.h"
#include "paths.h"
#include "signalwatcher.h"
#include "terminal.h"

#include <QCoreApplication>

namespace app {

namespace {

using engine::BrokerSession;
using engine::ListenerSnapshot;

/// Runs one session from start to end and decides what the process answers.
class Server : public QObject
{
public:
    explicit Server(const Options &options)
        : m_options(options)
        , m_session(options.engine)
    {
        connect(&m_session, &BrokerSession::stateChanged, this, &Server::follow);
        connect(&m_session, &BrokerSession::noticed, this, [](const QString &text) { tellError(text); });
        connect(&m_signals, &SignalWatcher::endRequested, this, [this] { end(Success); });
    }

    void start() { m_session.start(); }

private:
    void follow(BrokerSession::State state)
    {
        switch (state) {
        case BrokerSession::State::Running:
            announce();
            break;
        case BrokerSession::State::Failed:
            tellError(m_session.problem());
            end(CanNotRun);
            break;
        case BrokerSession::State::Stopped:
            QCoreApplication::exit(m_exitCode);
            break;
        case BrokerSession::State::Starting:
        case BrokerSession::State::Stopping:
            break;
        }
    }

    void announce()
    {
        const QList<ListenerSnapshot> listeners = m_session.listeners();
        for (const ListenerSnapshot &listener : listeners) {
            if (listener.state != ListenerSnapshot::State::Failed)
                continue;
            tellError(listener.problem);
            return end(CanNotRun);
        }
        for (const ListenerSnapshot &listener : listeners) {
            if (listener.state == ListenerSnapshot::State::Listening)
                tell(u"listening " % listener.protocol % u' ' % listener.address);
        }
        if (!m_options.engine.keepInMemory && !m_options.engine.syncCommits)
            tellError(QStringLiteral("confirms survive a crash of the program, not a power failure (--sync off)"));
        if (!m_options.engine.keepInMemory)
            m_definitions = std::make_unique<DefinitionsServer>(m_session, m_options.engine.dataDirectory);
        tell(QStringLiteral("ready"));
        if (m_options.demo)
            m_demo = std::make_unique<demo::Demo>(listeners, m_options.demoSeed);
    }

    void end(int exitCode)
    {
        m_exitCode = std::max(m_exitCode, exitCode);
        m_demo.reset();
        m_definitions.reset();
        m_session.stop();
    }

    const Options &m_options;
    engine::facade::EmbeddedSession m_session;
    SignalWatcher m_signals;
    std::unique_ptr<DefinitionsServer> m_definitions;
    std::unique_ptr<demo::Demo> m_demo;
    int m_exitCode = Success;
};

} // namespace

int serve(int &argc, char **argv, const Options &options)
{
    QCoreApplication application(argc, argv);
    Server server(options);
    server.start();
    return QCoreApplication::exec();
}

} // namespace app
