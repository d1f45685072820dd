// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/records/recordmapping.h"

#include "protocol/records/headertexts.h"
#include "wire/amqp/fieldtable.h"
#include "wire/amqp/limits.h"
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
using wire::amqp::PropertyFlag;
using wire::amqp::PropertyScan;
using wire::kafka::HeaderReader;
using wire::kafka::RecordHeader;
using wire::kafka::RecordView;
using Headers = core::RecordFormat::Headers;

namespace {

const QByteArray keyHeader = QByteArrayLiteral("x-kafka-key");
const QByteArray timestampHeader = QByteArrayLiteral("x-kafka-timestamp");
const QByteArray tombstoneHeader = QByteArrayLiteral("x-kafka-tombstone");
const QByteArray omittedHeader = QByteArrayLiteral("x-kafka-headers-omitted");
const QByteArray envelopeHeader = QByteArrayLiteral("x-sightglass-message");
constexpr quint8 envelopeVersion = 1;
constexpr qsizetype maxShortString = 255;
/// Properties travel in one frame: with more than this no client of AMQP could take them.
constexpr qsizetype maxPropertiesSize = 100 * 1024;
/// All of them but the headers of the record and its key are smaller together.
constexpr qsizetype maxOwnSize = 1024;
/// What a client of AMQP has written itself came in a frame: class, weight and the body's size stand before it.
constexpr qsizetype maxWrittenSize = wire::amqp::DefaultFrameMax - wire::amqp::FrameOverhead - 12;

enum EnvelopeFlag : quint8 { IsPersistent = 1, IsPrioritised = 2 };

/// The properties that are text, by the names they have as record headers.
struct TextProperty
{
    const char *name;
    PropertyFlag flag;
    QByteArrayView PropertyScan::*value;
};
constexpr std::array<TextProperty, 10> textProperties = {
    {{"content-type", wire::amqp::HasContentType, &PropertyScan::contentType},
     {"content-encoding", wire::amqp::HasContentEncoding, &PropertyScan::contentEncoding},
     {"correlation-id", wire::amqp::HasCorrelationId, &PropertyScan::correlationId},
     {"reply-to", wire::amqp::HasReplyTo, &PropertyScan::replyTo},
     {"expiration", wire::amqp::HasExpiration, &PropertyScan::expiration},
     {"message-id", wire::amqp::HasMessageId, &PropertyScan::messageId},
     {"type", wire::amqp::HasType, &PropertyScan::type},
     {"user-id", wire::amqp::HasUserId, &PropertyScan::userId},
     {"app-id", wire::amqp::HasAppId, &PropertyScan::appId},
     {"cluster-id", wire::amqp::HasClusterId, &PropertyScan::clusterId}}};

/// Null stays null: Kafka tells it from empty.
QByteArrayView viewOf(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArrayView() : QByteArrayView(bytes);
}

bool isSame(QByteArrayView a, QByteArrayView b)
{
    return a.isNull() == b.isNull() && a == b;
}

PropertyScan propertiesOf(const Message &message)
{
    if (message.format != PropertiesFormat::Amqp091)
        return {};
    const auto found = wire::amqp::scan(message.properties());
    return found ? *found : PropertyScan();
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

/// null: there is none.
QByteArray keyOf(const Message &message, const PropertyScan &properties)
{
    if (const std::optional<FieldValue> key = wire::amqp::findInTable(properties.headers, keyHeader))
        return headerText(*key);
    if (message.exchange.isEmpty())
        return {};
    return message.routingKey.isNull() ? QByteArray("", 0) : message.routingKey;
}

bool isTombstone(const Message &message, const PropertyScan &properties)
{
    if (message.bodySize() > 0)
        return false;
    const std::optional<FieldValue> header = wire::amqp::findInTable(properties.headers, tombstoneHeader);
    return header && header->toBool().value_or(false);
}

/// Calls `take(name, value)` for what a header of AMQP is as headers of a record, until it answers false.
template <typename Take>
bool eachTextOf(QByteArrayView name, const FieldValue &value, Take &take)
{
    const auto *array = std::get_if<FieldArray>(&value.value);
    if (!array)
        return take(name, headerText(value));
    return std::all_of(array->items.begin(), array->items.end(),
                       [&](const FieldValue &item) { return take(name, headerText(item)); });
}

/// The same for all headers of a message's record but the envelope. What is taken points into the message.
template <typename Take>
bool eachText(const Message &message, const PropertyScan &properties, Take take)
{
    const bool isNull = isTombstone(message, properties);
    wire::ByteReader entries(properties.headers);
    while (entries.ok() && !entries.atEnd()) {
        const QByteArrayView name = entries.bytes(entries.u8());
        const FieldValue value = wire::amqp::readValue(entries);
        const bool isSaidByRecord = name == keyHeader || name == envelopeHeader || (isNull && name == tombstoneHeader);
        if (!isSaidByRecord && !eachTextOf(name, value, take))
            return false;
    }
    for (const TextProperty &property : textProperties) {
        const QByteArrayView value = properties.*property.value;
        if (properties.has(property.flag) && !take(property.name, QByteArray::fromRawData(value.data(), value.size())))
            return false;
    }
    if (properties.has(wire::amqp::HasPriority) && !take("priority", QByteArray::number(properties.priority)))
        return false;
    return !properties.has(wire::amqp::HasTimestamp) || take("timestamp", QByteArray::number(properties.timestamp));
}

/// The next header of a record, over the envelope where that is left out.
bool nextHeader(HeaderReader &reader, RecordHeader &header, bool withEnvelope)
{
    while (reader.next(header)) {
        if (withEnvelope || header.key != envelopeHeader)
            return true;
    }
    return false;
}

/// The record is what appendMessage() makes of the message. Clients of Kafka that forward a record take the envelope along,
/// and may have given it another key or other headers.
bool isUntouched(const Message &message, const RecordView &record)
{
    const PropertyScan properties = propertiesOf(message);
    if (isTombstone(message, properties) != record.value.isNull() ||
        !isSame(viewOf(keyOf(message, properties)), record.key))
        return false;
    HeaderReader reader(record);
    RecordHeader header;
    const bool areSame = eachText(message, properties, [&](QByteArrayView name, const QByteArray &value) {
        return nextHeader(reader, header, false) && header.key == name && isSame(header.value, viewOf(value));
    });
    return areSame && !nextHeader(reader, header, false);
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

/// What the broker says of a record itself.
void addOwnHeaders(FieldTable &headers, const RecordView &record, bool withKey)
{
    if (withKey && !record.key.isNull())
        headers.set(keyHeader, headerValue(record.key));
    headers.set(timestampHeader, FieldValue(qint64(record.timestamp)));
    if (record.value.isNull())
        headers.set(tombstoneHeader, FieldValue(true));
}

FieldTable headersOf(const RecordView &record, bool withEnvelope)
{
    FieldTable headers;
    HeaderReader reader(record);
    for (RecordHeader header; nextHeader(reader, header, withEnvelope);)
        addValue(headers, header.key.first(std::min(header.key.size(), maxShortString)).toByteArray(),
                 headerValue(header.value));
    addOwnHeaders(headers, record, true);
    return headers;
}

/// In place of headers that are too much: what is left of them, and how many were not.
FieldTable fewHeadersOf(const RecordView &record, bool withEnvelope)
{
    const bool keyFits = record.key.size() <= maxPropertiesSize - maxOwnSize;
    qint64 omitted = keyFits ? 0 : 1;
    HeaderReader reader(record);
    for (RecordHeader header; nextHeader(reader, header, withEnvelope);)
        ++omitted;
    FieldTable headers;
    addOwnHeaders(headers, record, keyFits);
    headers.set(omittedHeader, FieldValue(omitted));
    return headers;
}

MessagePtr fromRecord(const RecordView &record, Headers which, bool withEnvelope)
{
    auto *message = new Message;
    MessagePtr held(message);
    message->publishedAtMs = record.timestamp;
    message->persistent = true;
    if (record.key.size() <= maxShortString && wire::isUtf8(record.key))
        message->routingKey = record.key.toByteArray();
    BasicProperties properties;
    properties.headers = headersOf(record, withEnvelope);
    properties.deliveryMode = 2;
    if (record.timestamp >= 0)
        properties.timestamp = quint64(record.timestamp / 1000);
    QByteArray encoded = wire::amqp::encodeProperties(properties);
    if (which == Headers::ThatFit && encoded.size() > maxPropertiesSize) {
        properties.headers = fewHeadersOf(record, withEnvelope);
        encoded = wire::amqp::encodeProperties(properties);
    }
    message->payload = encoded + record.value;
    message->propertiesSize = quint32(encoded.size());
    message->format = PropertiesFormat::Amqp091;
    return held;
}

} // namespace

void appendMessage(wire::kafka::RecordBatchBuilder &builder, quint64 offset, qint64 timeMs, const Message &message)
{
    const PropertyScan properties = propertiesOf(message);
    std::vector<std::pair<QByteArrayView, QByteArray>> texts; // what the headers point into
    eachText(message, properties, [&texts](QByteArrayView name, const QByteArray &value) {
        texts.emplace_back(name, value);
        return true;
    });
    const QByteArray envelope = envelopeOf(message);
    std::vector<RecordHeader> headers;
    headers.reserve(texts.size() + 1);
    for (const auto &[name, value] : texts)
        headers.push_back({name, viewOf(value)});
    headers.push_back({envelopeHeader, envelope});
    const QByteArray key = keyOf(message, properties);
    const QByteArrayView body = message.bodySize() > 0 ? message.body() : QByteArrayView("", 0);
    builder.append(qint64(offset), timeMs, viewOf(key), isTombstone(message, properties) ? QByteArrayView() : body,
                   headers);
}

bool hasKey(const Message &message)
{
    return !keyOf(message, propertiesOf(message)).isNull();
}

MessagePtr messageOf(const RecordView &record, Headers which)
{
    const QByteArrayView envelope = wire::kafka::headerValue(record, envelopeHeader);
    MessagePtr sent = envelope.isNull() ? MessagePtr() : fromEnvelope(envelope, record);
    if (sent) {
        const bool fits = which == Headers::All || sent->properties().size() <= maxWrittenSize;
        if (fits && isUntouched(*sent, record))
            return sent;
    }
    return fromRecord(record, which, !sent);
}

} // namespace engine::protocol::records
