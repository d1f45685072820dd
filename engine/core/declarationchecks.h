// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of declarations against what exists, with RabbitMQ's texts (without the reply code's name in front).
// Thread: engine.
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

namespace engine::core {

/// "queue 'orders' in vhost '/'"
QString describe(const char *kind, const QByteArray &name, const QByteArray &virtualHost);
Error lockedQueue(const QByteArray &name, const QByteArray &virtualHost);
/// basic.get of a quorum queue with a single active consumer.
Error notByHand(const QByteArray &name, const QByteArray &virtualHost);
Error reservedName(const char *kind, const QByteArray &name);
Error systemExchange(const QByteArray &name, const QByteArray &virtualHost);

Error preconditionFailed(const char *why);

/// PreconditionFailed, naming the first difference and both values.
Result<void> checkEquivalent(const ExchangeDefinition &current, const ExchangeDefinition &asked);
Result<void> checkEquivalent(const QueueDefinition &current, const QueueDefinition &asked);
/// The name of a field type in RabbitMQ's messages: "longstr", "signedint" …
QString fieldTypeName(char code);

} // namespace engine::core
