// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/editing.h"

#include "actions/deaths.h"
#include "core/propertyeditor.h"
#include "core/senderselected.h"
#include "inspect/amqpproperties.h"

namespace engine::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 255; // AMQP 0-9-1 §4.2.5.3: names travel as short strings

/// The message gets these properties and all that follows from them; its body stays.
Result<void> setProperties(core::Message &message, const MessageProperties &properties)
{
    const Result<QByteArrayList> keys = core::selectedKeys(properties.headers);
    if (!keys)
        return keys.error();
    MessageProperties kept = properties;
    kept.headers.remove(core::bccHeader);
    const Result<QByteArray> bytes = inspect::encodeProperties(kept);
    if (!bytes)
        return bytes.error();
    message.setProperties(*bytes, core::PropertiesFormat::Amqp091);
    message.extraKeys = *keys;
    message.persistent = properties.deliveryMode == quint8(2);
    message.priority = properties.priority;
    message.expirationMs = properties.expiration ? properties.expiration->toLongLong() : core::Message::noExpiration;
    return {};
}

void setBody(core::Message &message, const QByteArray &body)
{
    const QByteArray properties = message.properties().toByteArray();
    message.payload = properties + body;
    message.propertiesSize = quint32(properties.size());
}

Result<QByteArray> nameBytes(const QString &name, const QString &what)
{
    const QByteArray bytes = name.toUtf8();
    if (bytes.size() > longestName)
        return Error{BrokerError::InvalidArgument, u"the %1 has more than 255 bytes"_s.arg(what)};
    return bytes;
}

} // namespace

Result<void> Editing::check(const MessageEdit &edit)
{
    MessageProperties properties = edit.properties.value_or(MessageProperties());
    for (const FieldEntry &entry : edit.setHeaders.entries)
        properties.headers.set(entry.name, entry.value);
    core::Message message;
    return setProperties(message, properties);
}

FieldTable Editing::editedHeaders(FieldTable headers) const
{
    for (const FieldEntry &entry : m_edit.setHeaders.entries)
        headers.set(entry.name, entry.value);
    for (const QByteArray &name : m_edit.removeHeaders)
        headers.remove(name);
    if (m_edit.dropDeathHeaders)
        dropDeathHeaders(headers);
    return headers;
}

Result<FreshMessage> Editing::edited(const core::Message &message, const FieldTable &headers) const
{
    FreshMessage fresh(new core::Message(message));
    if (m_edit.properties) {
        MessageProperties properties = *m_edit.properties;
        properties.headers = editedHeaders(properties.headers);
        if (const Result<void> set = setProperties(*fresh, properties); !set)
            return set.error();
    } else if (changesHeaders()) {
        // Only the headers: all other properties stay the bytes they were.
        const FieldTable wanted = editedHeaders(headers);
        const auto bytes = m_editor ? m_editor->edited(message, {wanted, false}) : std::nullopt;
        if (!bytes)
            return Error{BrokerError::InvalidArgument, u"the properties of the message make no sense"_s};
        fresh->setProperties(*bytes, core::PropertiesFormat::Amqp091);
        if (wanted.find(core::ccHeader) || headers.find(core::ccHeader)) {
            const Result<QByteArrayList> keys = core::selectedKeys(wanted);
            if (!keys)
                return keys.error();
            fresh->extraKeys = *keys;
        }
    }
    if (m_edit.body)
        setBody(*fresh, *m_edit.body);
    return fresh;
}

Result<FreshMessage> messageOf(const NewMessage &made)
{
    const Result<QByteArray> exchange = nameBytes(made.exchange, u"name of the exchange"_s);
    if (!exchange)
        return exchange.error();
    const Result<QByteArray> key = nameBytes(made.routingKey, u"routing key"_s);
    if (!key)
        return key.error();
    FreshMessage message(new core::Message);
    message->exchange = *exchange;
    message->routingKey = *key;
    message->payload = made.body;
    if (const Result<void> set = setProperties(*message, made.properties); !set)
        return set.error();
    return message;
}

} // namespace engine::actions
