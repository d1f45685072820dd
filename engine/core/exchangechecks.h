// SPDX-License-Identifier: GPL-3.0-or-later
// What the types of exchanges ask of their arguments and of their bindings, with RabbitMQ's texts (without the reply code's
// name in front). Thread: engine.
#pragma once

#include "core/bindinglist.h"
#include "core/definitions.h"

#include <engine/result.h>

namespace engine::core {

/// alternate-exchange must be a name, x-delayed-type a type; what an x-consistent-hash exchange hashes must be something it can.
Result<void> checkArguments(const ExchangeDefinition &definition);
/// The arguments of a declaration that are kept and have no effect, in its order.
QByteArrayList argumentsWithoutEffect(const ExchangeDefinition &definition);
/// x-match of a headers exchange, the weight of an x-consistent-hash exchange; an x-local-random exchange takes no key and leads
/// to classic queues only.
Result<void> checkBinding(const Binding &binding);

} // namespace engine::core
