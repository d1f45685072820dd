// SPDX-License-Identifier: GPL-3.0-or-later
// EngineConfig: what an embedded broker is told when it starts. app fills it from the command line and the settings.
// Thread: any (value).
#pragma once

#include "core/broker.h"
#include "net/tlsconfig.h"
#include "protocol/amqp/limits.h"
#include "protocol/kafka/environment.h"

#include <QString>

#include <optional>

namespace engine::facade {

struct EngineConfig
{
    QString dataDirectory;     ///< made when it does not exist; unused with keepInMemory
    bool keepInMemory = false; ///< keep nothing on disk
    bool syncCommits = true;   ///< false: confirms do not wait for the disk; a power failure may take the last ones
    std::optional<QString> amqpAddress = QStringLiteral("127.0.0.1:5672"); ///< "HOST:PORT", port 0: any; unset: off
    std::optional<QString> amqpsAddress; ///< the same with TLS, as `tls` has it; unset: off
    net::TlsConfig tls;
    std::optional<QString> kafkaAddress = QStringLiteral("127.0.0.1:9092"); ///< for Kafka clients; unset: off
    protocol::kafka::Settings kafka;             ///< cluster id, secret and data directory are the host's to fill in
    std::optional<QString> socketPath;           ///< of the local socket; unset: off
    QByteArray version = QByteArrayLiteral("0"); ///< Sightglass's, told to clients
    core::BrokerLimits limits;
    quint32 journeySteps = 65536; ///< of all messages together that are kept while journeys are watched
    quint16 channelMax = protocol::amqp::ChannelMax; ///< channels a connection may have, up to 65,535
    std::optional<quint64>
        memoryLimitBytes; ///< of the process: publishers wait above it; unset: 40 % of the machine's, 0: none
    std::optional<quint64> freeDiskLimitBytes; ///< publishers wait when less is free; unset: 50 MB, 0: none
};

} // namespace engine::facade
