// SPDX-License-Identifier: GPL-3.0-or-later
// Environment: what all Kafka sessions of a server share. Owner: whoever makes the sessions (net::Server's protocol entry); it
// outlives them. Thread: engine.
#pragma once

#include "protocol/authenticator.h"
#include "protocol/bufferpool.h"
#include "protocol/sessioninfo.h"
#include "wire/kafka/batchcheck.h"
#include "wire/kafka/compression.h"

#include <optional>

namespace engine::core {
class Broker;
}

namespace engine::protocol::kafka {

/// What the user decides.
struct Settings
{
    bool autoCreateTopics = true;  ///< a topic that a client asks for is made when it is not there
    quint32 defaultPartitions = 1; ///< of a topic whose maker does not say how many
    /// retention.ms of topics that do not say, whoever has made them; unset: seven days. The host hands it to the broker.
    std::optional<qint64> defaultRetentionMs;
    /// "HOST:PORT" that clients are told to connect to; unset: the address they have connected to.
    std::optional<QString> advertisedAddress;
    QByteArray clusterId = "sightglass"; ///< stable as long as the data directory
    QByteArray loginSecret;              ///< likewise, and told to nobody: see ScramExchange
    QByteArray dataDirectory = "/";      ///< as DescribeLogDirs tells it
    bool operator==(const Settings &) const = default;
};

struct Environment
{
    core::Broker &broker;
    SessionRegistry &registry;
    const Authenticator &authenticator;
    Settings settings = {};
    /// Where clients of the local socket are sent: the address of the Kafka listener; empty: there is none.
    QString listenerAddress = {};
    BufferPool outputs{16, 2 * 1024 * 1024};
    BufferPool requests{4, 4 * 1024 * 1024};
    wire::kafka::BatchCheck batchCheck = {};
    wire::kafka::Decompressor decompressor = {};
    qint32 lastFetchSession = 0;
};

} // namespace engine::protocol::kafka
