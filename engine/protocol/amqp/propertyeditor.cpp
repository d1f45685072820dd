// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/propertyeditor.h"

#include "wire/amqp/fieldtable.h"
#include "wire/amqp/properties.h"

namespace engine::protocol::amqp {

using namespace wire::amqp;

namespace {

/// A message that came without properties of this protocol has none.
QByteArrayView bytesOf(const core::Message &message)
{
    return message.format == core::PropertiesFormat::Amqp091 ? message.properties() : QByteArrayView("\0\0", 2);
}

} // namespace

FieldTable PropertyEditor::headers(const core::Message &message) const
{
    const auto found = scan(bytesOf(message));
    if (!found || found->headers.isNull())
        return {};
    const auto table = decodeTableEntries(found->headers);
    return table ? *table : FieldTable();
}

std::optional<QByteArray> PropertyEditor::expiration(const core::Message &message) const
{
    const auto found = scan(bytesOf(message));
    if (!found || !found->has(HasExpiration))
        return std::nullopt;
    return found->expiration.toByteArray();
}

std::optional<QByteArray> PropertyEditor::edited(const core::Message &message, const Edit &edit) const
{
    auto properties = decodeProperties(bytesOf(message));
    if (!properties)
        return std::nullopt;
    properties->headers = edit.headers;
    if (edit.headers.isEmpty())
        properties->headers.reset();
    if (edit.dropExpiration)
        properties->expiration.reset();
    return encodeProperties(*properties);
}

} // namespace engine::protocol::amqp
