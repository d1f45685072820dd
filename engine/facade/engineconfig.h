// SPDX-License-Identifier: GPL-3.0-or-later
// EngineConfig: what an embedded broker is told when it starts. app fills it from the command line and the settings.
// Thread: any (value).
#pragma once

#include "core/broker.h"
#include "net/tlsconfig.h"

#include <QString>

#include <optional>

namespace engine::facade {

struct EngineConfig
{
    QString dataDirectory;     ///< made when it does not exist; unused with keepInMemory
    bool keepInMemory = false; ///< keep nothing on disk
    std::optional<QString> amqpAddress = QStringLiteral("127.0.0.1:5672"); ///< "HOST:PORT", port 0: any; unset: off
    std::optional<QString> amqpsAddress; ///< the same with TLS, as `tls` has it; unset: off
    net::TlsConfig tls;
    std::optional<QString> socketPath;                                     ///< of the local socket; unset: off
    QByteArray version = QByteArrayLiteral("0");                           ///< Sightglass's, told to clients
    core::BrokerLimits limits;
};

} // namespace engine::facade
