// SPDX-License-Identifier: GPL-3.0-or-later
// Definitions of core as the specs that a window knows them by. Thread: any (plain functions).
#pragma once

#include "core/definitions.h"
#include "core/text.h"

#include <engine/specs.h>

namespace engine::inspect {

inline ExchangeSpec specOf(const core::ExchangeDefinition &d)
{
    using core::text;
    return {text(d.virtualHost), text(d.name), d.type, d.durable, d.autoDelete, d.internal, d.arguments};
}

inline QueueSpec specOf(const core::QueueDefinition &d)
{
    using core::text;
    return {text(d.virtualHost), text(d.name), d.durable, d.exclusive, d.autoDelete, d.arguments};
}

inline BindingSpec specOf(const core::BindingDefinition &d)
{
    using core::text;
    return {text(d.virtualHost), text(d.source),     d.destinationType,
            text(d.destination), text(d.routingKey), d.arguments};
}

} // namespace engine::inspect
