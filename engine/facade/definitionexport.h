// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's definitions as RabbitMQ's definitions.json. Thread: engine (a plain function).
#pragma once

#include <engine/definitionsfile.h>
#include <engine/result.h>

#include <optional>

namespace engine::core {
class Broker;
}

namespace engine::facade {

/// All of it, or one virtual host: then without users and permissions, and items do not name their virtual host, as in
/// RabbitMQ's files of that kind. `version`: ours. NotFound: no such virtual host.
Result<ExportedDefinitions> exportDefinitions(const core::Broker &broker, const std::optional<QByteArray> &virtualHost,
                                              const QByteArray &version);

} // namespace engine::facade
