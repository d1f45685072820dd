// SPDX-License-Identifier: GPL-3.0-or-later
// What the types of exchanges ask of their arguments and of their bindings, with RabbitMQ's texts (without the reply code's
// name in front). Thread: engine.
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

namespace engine::core {

/// alternate-exchange must be a name, x-delayed-type a type; what an x-consistent-hash exchange hashes must be something it can.
Result<void> checkArguments(const ExchangeDefinition &definition);
/// x-match of a headers exchange, the weight of an x-consistent-hash exchange. source: Exchange::routingType().
Result<void> checkBinding(ExchangeType source, const BindingDefinition &definition);

} // namespace engine::core
