// SPDX-License-Identifier: GPL-3.0-or-later
// The durable definitions as core and store exchange them: what a broker is built of when it starts again.
// Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/ids.h>
#include <engine/specs.h>

#include <QByteArray>

#include <variant>
#include <vector>

namespace engine::core {

struct VirtualHostDefinition
{
    QByteArray name;
    bool operator==(const VirtualHostDefinition &) const = default;
};

struct ExchangeDefinition
{
    QByteArray virtualHost, name;
    ExchangeType type = ExchangeType::Direct;
    bool durable = true;
    bool autoDelete = false;
    bool internal = false;
    FieldTable arguments;
    bool operator==(const ExchangeDefinition &) const = default;
};

struct QueueDefinition
{
    QueueId id; ///< names the queue's log; given by the broker at the first declaration
    QByteArray virtualHost, name;
    bool durable = true;
    bool exclusive = false;
    bool autoDelete = false;
    FieldTable arguments;
    bool operator==(const QueueDefinition &) const = default;
};

struct BindingDefinition
{
    QByteArray virtualHost, source;
    DestinationType destinationType = DestinationType::Queue;
    QByteArray destination, routingKey;
    FieldTable arguments;
    bool operator==(const BindingDefinition &) const = default;
};

using Definition = std::variant<VirtualHostDefinition, ExchangeDefinition, QueueDefinition, BindingDefinition>;

/// One change to the durable definitions. A removed queue takes its log (chunks and state) with it; a removed exchange or
/// queue does not take bindings along: the broker removes each by a change of its own, before, in the same transaction.
struct DefinitionChange
{
    enum class Kind : quint8 { Put, Remove };
    Kind kind = Kind::Put;
    Definition definition;
};

} // namespace engine::core
