// SPDX-License-Identifier: GPL-3.0-or-later
// DefinitionsServer: lets `sightglass definitions` reach the broker that runs on a data directory, by a local socket in that
// directory, which is open to its user only. One request a connection. Owner: serve() or the window's main function; made
// once the session runs, so that the directory is this broker's. Thread: main.
#pragma once

#include "definitionsrun.h"

#include <QLocalServer>

class QLocalSocket;

namespace app {

class DefinitionsServer : public QObject
{
public:
    DefinitionsServer(engine::BrokerSession &session, const QString &dataDirectory);

private:
    void take(QLocalSocket *socket);
    void answer(QLocalSocket *socket, QDataStream &stream);

    engine::BrokerSession &m_session;
    QLocalServer m_server;
};

/// Asks the broker that runs on the data directory, and waits for it. nullopt: there is none, or it is not to be reached.
std::optional<DefinitionsAnswer> askRunningBroker(const QString &dataDirectory, const DefinitionsRequest &request);

} // namespace app
