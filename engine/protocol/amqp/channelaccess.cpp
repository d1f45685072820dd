// SPDX-License-Identifier: GPL-3.0-or-later
// Which permissions the methods of a channel ask for.
#include "protocol/amqp/channel.h"

#include "core/virtualhost.h"

namespace engine::protocol::amqp {

using core::Permission;
using core::ResourceKind;

namespace {

/// The name in an argument that points to an exchange; null: none, or not a text, which the declaration complains of.
QByteArray exchangeNamedBy(const FieldTable &arguments, QByteArrayView key)
{
    const FieldValue *value = arguments.find(key);
    const std::optional<QByteArray> text = value ? value->toText() : std::nullopt;
    return text && text->isNull() ? QByteArray("", 0) : text.value_or(QByteArray());
}

} // namespace

Outcome Channel::require(Permission permission, ResourceKind kind, const QByteArray &name)
{
    if (m_access.allows(permission, kind, name)) [[likely]]
        return {};
    return failureOf(m_access.refusal(permission, kind, name));
}

Outcome Channel::requireTopic(Permission permission, const core::Exchange &exchange, const QByteArray &routingKey)
{
    if (exchange.type() != ExchangeType::Topic || m_access.allowsTopic(permission, exchange.name(), routingKey))
        [[likely]]
        return {};
    return failureOf(m_access.topicRefusal(permission, exchange.name(), routingKey));
}

/// Of every key of the whole message: CC and BCC route as the routing key does.
Outcome Channel::requireTopicsOfPublish(const core::Exchange &exchange)
{
    if (Outcome refused = requireTopic(Permission::Write, exchange, m_content.routingKey())) [[unlikely]]
        return refused;
    for (const QByteArray &key : m_content.extraKeys()) {
        if (Outcome refused = requireTopic(Permission::Write, exchange, key))
            return refused;
    }
    return {};
}

/// For binding and unbinding alike.
Outcome Channel::requireToBind(const core::BindingDefinition &binding)
{
    const bool toQueue = binding.destinationType == DestinationType::Queue;
    if (Outcome refused =
            require(Permission::Write, toQueue ? ResourceKind::Queue : ResourceKind::Exchange, binding.destination))
        return refused;
    if (binding.source.isEmpty() || (!toQueue && binding.destination.isEmpty()))
        return {}; // the default exchange is refused for its own reason
    if (Outcome refused = require(Permission::Read, ResourceKind::Exchange, binding.source))
        return refused;
    const core::Exchange *source = m_core->virtualHost().exchange(binding.source);
    return source ? requireTopic(Permission::Read, *source, binding.routingKey) : Outcome();
}

Outcome Channel::requireToDeclareQueue(const QByteArray &name, const FieldTable &arguments)
{
    // What the broker is to name is asked for by a name of that form.
    const QByteArray asked = name.isEmpty() ? QByteArrayLiteral("amq.gen-AAAAAAAAAAAAAAAAAAAAAA") : name;
    if (Outcome refused = require(Permission::Configure, ResourceKind::Queue, asked))
        return refused;
    const QByteArray deadLetters = exchangeNamedBy(arguments, "x-dead-letter-exchange");
    if (deadLetters.isNull() || m_core->virtualHost().queue(name))
        return {};
    if (Outcome refused = require(Permission::Read, ResourceKind::Queue, asked))
        return refused;
    return require(Permission::Write, ResourceKind::Exchange, deadLetters);
}

Outcome Channel::requireToDeclareExchange(const QByteArray &name, const FieldTable &arguments)
{
    if (name.isEmpty())
        return {}; // refused for its own reason
    if (Outcome refused = require(Permission::Configure, ResourceKind::Exchange, name))
        return refused;
    const QByteArray alternate = exchangeNamedBy(arguments, "alternate-exchange");
    if (alternate.isNull() || m_core->virtualHost().exchange(name))
        return {};
    if (Outcome refused = require(Permission::Read, ResourceKind::Exchange, name))
        return refused;
    return require(Permission::Write, ResourceKind::Exchange, alternate);
}

} // namespace engine::protocol::amqp
