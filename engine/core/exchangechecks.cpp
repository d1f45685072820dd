// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchangechecks.h"

#include "core/declarationchecks.h"
#include "core/distributingmatchers.h"
#include "core/headersmatcher.h"

namespace engine::core {

Result<void> checkArguments(const ExchangeDefinition &definition)
{
    const FieldValue *alternate = definition.arguments.find("alternate-exchange");
    if (alternate && !alternate->toText()) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("invalid type '%1' for arg 'alternate-exchange' in %2")
                         .arg(fieldTypeName(alternate->typeCode()),
                              describe("exchange", definition.name, definition.virtualHost))};
    }
    const auto delayed = Exchange::delayedType(definition.arguments);
    if (definition.type == ExchangeType::Delayed && !delayed) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("Invalid argument, 'x-delayed-type' must be an existing exchange type")};
    }
    if ((definition.type == ExchangeType::Delayed ? *delayed : definition.type) == ExchangeType::ConsistentHash)
        return ConsistentHashMatcher::validate(definition.arguments);
    return {};
}

Result<void> checkBinding(ExchangeType source, const BindingDefinition &definition)
{
    if (source == ExchangeType::Headers)
        return HeadersMatcher::validate(definition.arguments);
    if (source == ExchangeType::ConsistentHash)
        return ConsistentHashMatcher::validateKey(definition.routingKey);
    return {};
}

} // namespace engine::core
