// SPDX-License-Identifier: GPL-3.0-or-later
// DefinitionCommands: policies, and definitions files in and out. Each one answers when its effect is as durable as it will
// get. Owner: EngineHost. Thread: engine.
#pragma once

#include "facade/answer.h"
#include "facade/scramderivation.h"

#include <engine/definitionsfile.h>
#include <engine/ids.h>
#include <engine/policies.h>

#include <optional>

namespace engine::core {
class Broker;
}

namespace engine::facade {

class DefinitionCommands
{
public:
    /// `window`: the connection in whose name the commands run; `version`: what an export says it was made with.
    DefinitionCommands(core::Broker &broker, ConnectionId window, QByteArray version)
        : m_broker(broker)
        , m_window(window)
        , m_version(std::move(version))
        , m_scram(broker)
    {}

    void putPolicy(const PolicySpec &spec, const AnswerPtr<void> &answer);
    void deletePolicy(const QString &virtualHost, const QString &name, bool isOperator, const AnswerPtr<void> &answer);
    void exportDefinitions(const std::optional<QString> &virtualHost,
                           const AnswerPtr<ExportedDefinitions> &answer) const;
    void importDefinitions(const QByteArray &json, const std::optional<QString> &virtualHost, OnConflict onConflict,
                           const AnswerPtr<ImportReport> &answer);

private:
    template <typename T>
    void finish(const AnswerPtr<T> &answer, Result<T> result);

    core::Broker &m_broker;
    const ConnectionId m_window;
    const QByteArray m_version;
    ScramDerivation m_scram;
};

} // namespace engine::facade
