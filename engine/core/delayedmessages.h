// SPDX-License-Identifier: GPL-3.0-or-later
// Delayed messages: what an x-delayed-message exchange does with the header x-delay. The message waits in a queue of the
// exchange's own, its waiting room, which is stored like any other queue and gives out nothing; when its time has come, the exchange
// routes it as its x-delayed-type says. So a delayed message is confirmed when it is safe, and survives what a queue survives.
// Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/fieldvalue.h>

#include <optional>

namespace engine::core {

class Broker;
class VirtualHost;

/// The name of the waiting room of this exchange: "amq.delayed.NAME". Clients cannot declare such a queue.
QByteArray waitingRoomName(const QByteArray &exchange);
/// The exchange whose waiting room has this name; nullopt: an ordinary queue.
std::optional<QByteArray> delayingExchange(const QByteArray &queue);

/// Milliseconds that a message with these headers is to wait; 0: none, or nothing that RabbitMQ's plugin would take.
qint64 delayOf(const FieldTable &headers);
/// When a message that waits is due, milliseconds since 1970.
qint64 dueMsOf(const Broker &broker, const Message &message);
/// Its time has come: routed with its x-delay negated, so that no exchange delays it again. If the exchange has gone, so has it.
void publishDelayed(VirtualHost &host, const QByteArray &exchange, const MessagePtr &message);

} // namespace engine::core
