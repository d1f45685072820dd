// SPDX-License-Identifier: GPL-3.0-or-later
// What we tell clients of ourselves in connection.start, and what they tell us in start-ok.
// Thread: any.
#pragma once

#include <engine/fieldvalue.h>

namespace engine::protocol::amqp {

/// product and version, which are RabbitMQ's, platform … and the capabilities, RabbitMQ's names for extensions: clients switch
/// features on by them. version: Sightglass's.
FieldTable serverProperties(const QByteArray &version);

/// A client's `capabilities` that change what we send.
struct ClientCapabilities
{
    bool consumerCancelNotify = false;
    bool authenticationFailureClose = false;
    bool connectionBlocked = false;
};
ClientCapabilities clientCapabilities(const FieldTable &clientProperties);

} // namespace engine::protocol::amqp
