// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/messagereader.h"

#include "wire/amqp/fieldtable.h"
#include "wire/amqp/properties.h"

namespace engine::protocol::amqp {

using namespace wire::amqp;

namespace {

FieldTable headersOf(const core::Message &message)
{
    const auto properties = scan(message.properties());
    if (!properties || properties->headers.isNull())
        return FieldTable();
    const auto table = decodeTableEntries(properties->headers);
    return table ? *table : FieldTable();
}

std::optional<QByteArray> propertyOf(const core::Message &message, QByteArrayView name)
{
    const auto properties = scan(message.properties());
    if (!properties)
        return std::nullopt;
    if (name == QByteArrayView("message_id") && properties->has(HasMessageId))
        return properties->messageId.toByteArray();
    if (name == QByteArrayView("correlation_id") && properties->has(HasCorrelationId))
        return properties->correlationId.toByteArray();
    if (name == QByteArrayView("timestamp") && properties->has(HasTimestamp))
        return QByteArray::number(properties->timestamp);
    return std::nullopt;
}

} // namespace

core::RoutingInput::Reader readerOf(const core::Message &message)
{
    core::RoutingInput::Reader reader([&message] { return headersOf(message); });
    reader.property = [&message](QByteArrayView name) { return propertyOf(message, name); };
    return reader;
}

} // namespace engine::protocol::amqp
