// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchangechecks.h"

#include "core/declarationchecks.h"
#include "core/distributingmatchers.h"
#include "core/headersmatcher.h"
#include "core/queue.h"

namespace engine::core {

namespace {

/// With RabbitMQ's texts, as they are.
Result<void> checkLocal(const Binding &binding)
{
    const auto refused = [](const QString &why) { return Error{BrokerError::PreconditionFailed, why}; };
    if (const QByteArray &key = binding.definition.routingKey; !key.isEmpty())
        return refused(QStringLiteral("Non empty binding '%1' key not permitted").arg(QString::fromUtf8(key)));
    if (!binding.queue)
        return refused(QStringLiteral("Destination not found"));
    switch (binding.queue->settings().kind) {
    case QueueKind::Classic:
        return {};
    case QueueKind::Quorum:
        return refused(QStringLiteral("Queue type rabbit_quorum_queue not valid for this exchange type"));
    case QueueKind::Stream:
        return refused(QStringLiteral("Queue type rabbit_stream_queue not valid for this exchange type"));
    }
    Q_UNREACHABLE();
}

ExchangeType routingTypeOf(const ExchangeDefinition &definition)
{
    if (definition.type != ExchangeType::Delayed)
        return definition.type;
    return Exchange::delayedType(definition.arguments).value_or(ExchangeType::Direct);
}

} // namespace

QByteArrayList argumentsWithoutEffect(const ExchangeDefinition &definition)
{
    QByteArrayList used = {"alternate-exchange"};
    if (definition.type == ExchangeType::Delayed)
        used << "x-delayed-type";
    if (routingTypeOf(definition) == ExchangeType::ConsistentHash)
        used << "hash-header"
             << "hash-property";
    QByteArrayList idle;
    for (const FieldEntry &entry : definition.arguments.entries) {
        if (!used.contains(entry.name))
            idle << entry.name;
    }
    return idle;
}

Result<void> checkArguments(const ExchangeDefinition &definition)
{
    const FieldValue *alternate = definition.arguments.find("alternate-exchange");
    if (alternate && !alternate->toText()) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("invalid type '%1' for arg 'alternate-exchange' in %2")
                         .arg(fieldTypeName(alternate->typeCode()),
                              describe("exchange", definition.name, definition.virtualHost))};
    }
    if (definition.type == ExchangeType::Delayed && !Exchange::delayedType(definition.arguments)) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("Invalid argument, 'x-delayed-type' must be an existing exchange type")};
    }
    if (routingTypeOf(definition) == ExchangeType::ConsistentHash)
        return ConsistentHashMatcher::validate(definition.arguments);
    return {};
}

Result<void> checkBinding(const Binding &binding)
{
    switch (binding.source->routingType()) {
    case ExchangeType::Headers:
        return HeadersMatcher::validate(binding.definition.arguments);
    case ExchangeType::ConsistentHash:
        return ConsistentHashMatcher::validateKey(binding.definition.routingKey);
    case ExchangeType::LocalRandom:
        return checkLocal(binding);
    default:
        return {};
    }
}

} // namespace engine::core
