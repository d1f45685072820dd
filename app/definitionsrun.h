// SPDX-License-Identifier: GPL-3.0-or-later
// What `sightglass definitions` asks of a broker and what it tells then: the same whether this process opens the data
// directory itself or asks the broker that runs on it (definitionsserver.h). Thread: main.
#pragma once

#include <engine/brokersession.h>

#include <QDataStream>

#include <functional>
#include <optional>

namespace app {

struct DefinitionsRequest
{
    bool isImport = false;
    std::optional<QString> virtualHost; ///< unset: the whole broker
    bool replaces = false;              ///< an import's users, permissions and policies take the place of others
    QByteArray file;                    ///< what to import
};

struct DefinitionsAnswer
{
    QStringList lines;    ///< for standard output
    QStringList problems; ///< for standard error
    QByteArray file;      ///< what was exported
    int exitCode = 0;
};

/// The session is running; `done` is called once, later, unless the context has gone.
void runRequest(engine::BrokerSession &session, const DefinitionsRequest &request, QObject *context,
                std::function<void(const DefinitionsAnswer &answer)> done);

QDataStream &operator<<(QDataStream &out, const DefinitionsRequest &request);
QDataStream &operator>>(QDataStream &in, DefinitionsRequest &request);
QDataStream &operator<<(QDataStream &out, const DefinitionsAnswer &answer);
QDataStream &operator>>(QDataStream &in, DefinitionsAnswer &answer);

} // namespace app
