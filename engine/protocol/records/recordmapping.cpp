// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/records/recordmapping.h"

#include "protocol/records/headertexts.h"
#include "wire/amqp/properties.h"
#include "wire/utf8.h"

#include <algorithm>
#include <array>
#include <vector>

namespace engine::protocol::records {

using core::Message;
using core::MessagePtr;
using core::PropertiesFormat;
using wire::amqp::BasicProperties;
using wire::kafka::RecordHeader;
using wire::kafka::RecordView;

namespace {

const QByteArray keyHeader = QByteArrayLiteral("x-kafka-key");
const QByteArray timestampHeader = QByteArrayLiteral("x-kafka-timestamp");
const QByteArray tombstoneHeader = QByteArrayLiteral("x-kafka-tombstone");
const QByteArray envelopeHeader = QByteArrayLiteral("x-sightglass-message");
constexpr quint8 envelopeVersion = 1;
constexpr qsizetype maxShortString = 255;
/// Properties travel in one frame: with more than this no client of AMQP could take them.
constexpr qsizetype maxPropertiesSize = 100 * 1024;

enum EnvelopeFlag : quint8 { IsPersistent = 1, IsPrioritised = 2 };

/// The properties that are text, by the names they have as record headers.
struct TextProperty
{
    const char *name;
    std::optional<QByteArray> BasicProperties::*value;
};
constexpr std::array<TextProperty, 10> textProperties = {{{"content-type", &BasicProperties::contentType},
                                                          {"content-encoding", &BasicProperties::contentEncoding},
                                                          {"correlation-id", &BasicProperties::correlationId},
                                                          {"reply-to", &BasicProperties::replyTo},
                                                          {"expiration", &BasicProperties::expiration},
                                                          {"message-id", &BasicProperties::messageId},
                                                          {"type", &BasicProperties::type},
                                                          {"user-id", &BasicProperties::userId},
                                                          {"app-id", &BasicProperties::appId},
                                                          {"cluster-id", &BasicProperties::clusterId}}};

BasicProperties propertiesOf(const Message &message)
{
    if (message.format != PropertiesFormat::Amqp091)
        return {};
    const auto decoded = wire::amqp::decodeProperties(message.properties());
    return decoded ? *decoded : BasicProperties();
}

void writeBlock(wire::ByteWriter &writer, QByteArrayView bytes)
{
    writer.varint(quint64(bytes.size()));
    writer.bytes(bytes);
}

/// Everything of a message that is not its body, in its own types.
QByteArray envelopeOf(const Message &message)
{
    wire::OutBuffer out;
    wire::ByteWriter writer(out);
    writer.u8(envelopeVersion);
    writer.u8(quint8(message.format));
    writer.u8(quint8((message.persistent ? IsPersistent : 0) | (message.priority ? IsPrioritised : 0)));
    writer.u8(message.priority.value_or(0));
    writer.zigzag64(message.expirationMs);
    writer.i64(message.publishedAtMs);
    writeBlock(writer, message.exchange);
    writeBlock(writer, message.routingKey);
    writeBlock(writer, message.properties());
    return out.toByteArray();
}

struct Texts ///< what record headers point into while a record is written
{
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    void add(const QByteArray &name, const QByteArray &value) { headers.emplace_back(name, value); }
};

void addHeader(Texts &texts, const QByteArray &name, const FieldValue &value)
{
    if (const auto *array = std::get_if<FieldArray>(&value.value)) {
        for (const FieldValue &item : array->items)
            texts.add(name, headerText(item));
    } else {
        texts.add(name, headerText(value));
    }
}

const FieldValue *headerOf(const BasicProperties &properties, const QByteArray &name)
{
    return properties.headers ? properties.headers->find(name) : nullptr;
}

/// null: there is none.
QByteArray keyOf(const Message &message, const BasicProperties &properties)
{
    if (const FieldValue *key = headerOf(properties, keyHeader))
        return headerText(*key);
    if (message.exchange.isEmpty())
        return {};
    return message.routingKey.isNull() ? QByteArray("", 0) : message.routingKey;
}

bool isTombstone(const Message &message, const BasicProperties &properties)
{
    const FieldValue *header = headerOf(properties, tombstoneHeader);
    return header && message.bodySize() == 0 && header->toBool().value_or(false);
}

Texts textsOf(const Message &message, const BasicProperties &properties)
{
    Texts texts;
    const bool isNull = isTombstone(message, properties);
    for (const FieldEntry &entry : properties.headers.value_or(FieldTable()).entries) {
        const bool isSaidByRecord =
            entry.name == keyHeader || entry.name == envelopeHeader || (isNull && entry.name == tombstoneHeader);
        if (!isSaidByRecord)
            addHeader(texts, entry.name, entry.value);
    }
    for (const TextProperty &property : textProperties) {
        if (const auto &value = properties.*property.value)
            texts.add(property.name, *value);
    }
    if (properties.priority)
        texts.add("priority", QByteArray::number(*properties.priority));
    if (properties.timestamp)
        texts.add("timestamp", QByteArray::number(*properties.timestamp));
    return texts;
}

void addValue(FieldTable &headers, const QByteArray &name, FieldValue value)
{
    const FieldValue *before = headers.find(name);
    if (!before) {
        headers.set(name, std::move(value));
        return;
    }
    FieldArray items;
    if (const auto *array = std::get_if<FieldArray>(&before->value))
        items = *array;
    else
        items.items.append(*before);
    items.items.append(std::move(value));
    headers.set(name, FieldValue(std::move(items)));
}

/// Anybody may write a header of this name: what AMQP's clients would not understand is none of ours.
bool isSound(PropertiesFormat format, QByteArrayView properties)
{
    if (format == PropertiesFormat::None)
        return properties.isEmpty();
    return format == PropertiesFormat::Amqp091 && wire::amqp::scan(properties).ok();
}

MessagePtr fromEnvelope(QByteArrayView envelope, const RecordView &record)
{
    wire::ByteReader reader(envelope);
    auto *message = new Message;
    MessagePtr held(message);
    if (reader.u8() != envelopeVersion)
        return {};
    message->format = PropertiesFormat(reader.u8());
    const quint8 flags = reader.u8();
    const quint8 priority = reader.u8();
    message->persistent = flags & IsPersistent;
    if ((flags & IsPrioritised) || priority > 0) // older versions have no flag for it
        message->priority = priority;
    message->expirationMs = reader.zigzag64();
    message->publishedAtMs = reader.i64();
    message->exchange = reader.bytes(qint64(reader.varint32())).toByteArray();
    message->routingKey = reader.bytes(qint64(reader.varint32())).toByteArray();
    const QByteArrayView properties = reader.bytes(qint64(reader.varint32()));
    reader.expectEnd();
    const bool fits = message->exchange.size() <= maxShortString && message->routingKey.size() <= maxShortString;
    if (!reader.ok() || !fits || !isSound(message->format, properties))
        return {};
    message->payload = properties.toByteArray() + record.value;
    message->propertiesSize = quint32(properties.size());
    return held;
}

FieldTable headersOf(const RecordView &record)
{
    FieldTable headers;
    wire::kafka::HeaderReader reader(record);
    for (RecordHeader header; reader.next(header);)
        addValue(headers, header.key.first(std::min(header.key.size(), maxShortString)).toByteArray(),
                 headerValue(header.value));
    if (!record.key.isNull())
        headers.set(keyHeader, headerValue(record.key));
    headers.set(timestampHeader, FieldValue(qint64(record.timestamp)));
    if (record.value.isNull())
        headers.set(tombstoneHeader, FieldValue(true));
    return headers;
}

} // namespace

void appendMessage(wire::kafka::RecordBatchBuilder &builder, quint64 offset, qint64 timeMs, const Message &message)
{
    const BasicProperties properties = propertiesOf(message);
    const Texts texts = textsOf(message, properties);
    const QByteArray envelope = envelopeOf(message);
    std::vector<RecordHeader> headers;
    headers.reserve(texts.headers.size() + 1);
    for (const auto &[name, value] : texts.headers)
        headers.push_back({name, value.isNull() ? QByteArrayView() : QByteArrayView(value)});
    headers.push_back({envelopeHeader, envelope});
    const QByteArray key = keyOf(message, properties);
    builder.append(qint64(offset), timeMs, key.isNull() ? QByteArrayView() : QByteArrayView(key),
                   isTombstone(message, properties) ? QByteArrayView() : message.body(), headers);
}

bool hasKey(const Message &message)
{
    return !keyOf(message, propertiesOf(message)).isNull();
}

MessagePtr messageOf(const RecordView &record)
{
    if (const QByteArrayView envelope = wire::kafka::headerValue(record, envelopeHeader); !envelope.isNull()) {
        if (MessagePtr message = fromEnvelope(envelope, record))
            return message;
    }
    auto *message = new Message;
    MessagePtr held(message);
    message->publishedAtMs = record.timestamp;
    message->persistent = true;
    if (record.key.size() <= maxShortString && wire::isUtf8(record.key))
        message->routingKey = record.key.toByteArray();
    BasicProperties properties;
    properties.headers = headersOf(record);
    properties.deliveryMode = 2;
    if (record.timestamp >= 0)
        properties.timestamp = quint64(record.timestamp / 1000);
    QByteArray encoded = wire::amqp::encodeProperties(properties);
    if (encoded.size() > maxPropertiesSize) {
        properties.headers.reset();
        encoded = wire::amqp::encodeProperties(properties);
    }
    message->payload = encoded + record.value;
    message->propertiesSize = quint32(encoded.size());
    message->format = PropertiesFormat::Amqp091;
    return held;
}

} // namespace engine::protocol::records
