// SPDX-License-Identifier: GPL-3.0-or-later
// Dead letters: what RabbitMQ writes into the headers of a message that died in a queue, and how it tells a cycle.
// Thread: engine.
#pragma once

#include "core/message.h"
#include "core/propertyeditor.h"

#include <engine/events.h>
#include <engine/fieldvalue.h>

#include <optional>

namespace engine::core {

class Broker;

enum class DeathReason : quint8 { Rejected, Expired, MaxLength, DeliveryLimit };
/// "rejected", "expired", "maxlen", "delivery_limit".
QByteArray deathReasonName(DeathReason reason);
/// The same for the lifecycle stream.
StepCause causeOf(DeathReason reason);

/// A death, as it is noted in x-death.
struct Death
{
    QByteArray queue;
    DeathReason reason = DeathReason::Rejected;
    qint64 atMs = 0;
};

/// A message on its way from the queue it died in to that queue's dead-letter exchange.
struct DeadLetter
{
    QByteArray virtualHost;
    QByteArray exchange;
    std::optional<QByteArray> routingKey; ///< instead of the message's own
    Death death;
    MessagePtr message;
    QueueId queue;                      ///< where it died
    std::optional<quint64> keptAt = {}; ///< its offset there, where it stays until it has been taken (at-least-once)
};

/// Routes it: an exchange that does not exist takes nothing, and neither does a queue that would make it a cycle. False: it is
/// kept, and no queue or not every one of its queues would take it now; then none of them gets it.
bool publishDeadLetter(Broker &broker, const DeadLetter &letter);

/// The headers with this death noted: x-death (the entry of the same queue and reason is counted up and comes first; a new one
/// has the exchange and routing keys the message came with, and its expiration), x-first-death-*, x-last-death-*. As since
/// RabbitMQ 4.0 only this broker's own entries, those that Message::deaths tells, are counted and kept: what a client wrote
/// under these names goes.
FieldTable withDeath(const FieldTable &headers, const Death &death, const Message &message,
                     const std::optional<QByteArray> &expiration);

/// True if a message with these headers (this death noted already) must not go to that queue: it has been there before, and
/// since then nobody has rejected it, so that it would go round for ever.
bool isDeathCycle(const FieldTable &headers, QByteArrayView queue);

} // namespace engine::core
