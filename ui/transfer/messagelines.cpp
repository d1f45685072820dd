// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/messagelines.h"

#include "ui/models/invalid.h"
#include "ui/transfer/fieldjson.h"
#include "ui/transfer/records.h"
#include "ui/transfer/words.h"
#include "ui/widgets/plaintext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui::transfer {

using namespace Qt::StringLiterals;
using engine::MessageProperties;
using engine::Result;
using models::invalid;

namespace {

/// As text where it is beyond what all readers of JSON have exactly (RFC 8259, section 6).
template <typename T>
QJsonValue numberToJson(T number)
{
    constexpr qint64 largestExact = (1LL << 53) - 1;
    if (std::cmp_less_equal(number, largestExact) && std::cmp_greater_equal(number, -largestExact))
        return qint64(number);
    return QString::number(number);
}

QJsonObject propertiesToJson(const MessageProperties &properties)
{
    QJsonObject json;
    for (const TextProperty &text : textProperties) {
        if (const std::optional<QString> &value = properties.*text.member)
            json.insert(QLatin1StringView(text.name), *value);
    }
    if (properties.deliveryMode)
        json.insert(u"delivery_mode"_s, int(*properties.deliveryMode));
    if (properties.priority)
        json.insert(u"priority"_s, int(*properties.priority));
    if (properties.timestamp)
        json.insert(u"timestamp"_s, numberToJson(*properties.timestamp));
    if (!properties.headers.isEmpty())
        json.insert(u"headers"_s, tableToJson(properties.headers));
    return json;
}

/// Of a number, or of a text with one; what is not whole is none.
QByteArray digitsOf(const QJsonValue &json)
{
    if (json.isString())
        return json.toString().toLatin1();
    const qint64 number = json.toInteger(0);
    return number == json.toInteger(1) ? QByteArray::number(number) : QByteArray();
}

template <typename T>
Result<void> readNumberMember(const QJsonObject &json, const QString &name, std::optional<T> &to)
{
    const QJsonValue value = json.value(name);
    if (value.isUndefined() || value.isNull())
        return {};
    to = numberIn<T>(digitsOf(value));
    return to ? Result<void>() : invalid(Words::tr("%1 is no number that it can have").arg(name));
}

Result<MessageProperties> propertiesFromJson(const QJsonObject &json)
{
    MessageProperties properties;
    for (const TextProperty &text : textProperties) {
        const QJsonValue value = json.value(QLatin1StringView(text.name));
        if (value.isUndefined() || value.isNull())
            continue;
        if (!value.isString() && !value.isDouble())
            return invalid(Words::tr("%1 is no text").arg(QLatin1StringView(text.name)));
        properties.*text.member = value.isString() ? value.toString() : QString::number(value.toInteger());
    }
    for (const Result<void> &read : {readNumberMember(json, u"delivery_mode"_s, properties.deliveryMode),
                                     readNumberMember(json, u"priority"_s, properties.priority),
                                     readNumberMember(json, u"timestamp"_s, properties.timestamp)}) {
        if (!read)
            return read.error();
    }
    if (const QJsonValue headers = json.value(u"headers"_s); !headers.isUndefined() && !headers.isNull()) {
        Result<engine::FieldTable> table = tableFromJson(headers);
        if (!table)
            return table.error();
        properties.headers = std::move(*table);
    }
    return properties;
}

/// A payload that was written by hand as JSON, not as text with JSON in it.
QByteArray compact(const QJsonValue &json)
{
    const QJsonDocument document = json.isArray() ? QJsonDocument(json.toArray()) : QJsonDocument(json.toObject());
    return document.toJson(QJsonDocument::Compact);
}

} // namespace

QString payloadText(const QByteArray &body, bool &isBase64)
{
    isBase64 = !widgets::isPlainText(body);
    return isBase64 ? QString::fromLatin1(body.toBase64()) : QString::fromUtf8(body);
}

Result<QByteArray> payloadOf(const QString &text, const QString &encoding)
{
    if (encoding.isEmpty() || encoding == u"string")
        return text.toUtf8();
    if (encoding != u"base64")
        return invalid(Words::tr("“%1” is no encoding of a payload").arg(encoding));
    const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return invalid(Words::tr("the payload is not in base64"));
    return *decoded;
}

QByteArray lineOf(const engine::MessageDetails &message)
{
    bool isBase64 = false;
    const QString payload = payloadText(message.body, isBase64);
    QJsonObject json{
        {u"queue"_s, message.queue},
        {u"offset"_s, qint64(message.summary.ref.offset)},
        {u"published_at"_s, message.summary.publishedAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"exchange"_s, message.summary.exchange},
        {u"routing_key"_s, message.summary.routingKey},
        {u"properties"_s, propertiesToJson(message.properties)},
        {u"payload_encoding"_s, isBase64 ? u"base64"_s : u"string"_s},
        {u"payload"_s, payload},
    };
    if (message.partition)
        json.insert(u"partition"_s, qint64(*message.partition));
    if (const auto time = recordTimeOf(message.summary.exchange, message.properties))
        json.insert(u"timestamp_ms"_s, numberToJson(*time));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

void decideWhetherRecord(FileMessage &message)
{
    if (!message.timestampMs)
        message.timestampMs = recordTimeOf(message.exchange, message.properties);
    else if (!fitsARecord(message.exchange, message.properties))
        message.timestampMs.reset();
}

Result<FileMessage> messageOfLine(const QByteArray &line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(error.errorString());
    const QJsonObject json = document.object();
    const QJsonValue payload = json.value(u"payload"_s);
    if (payload.isUndefined())
        return invalid(Words::tr("there is no payload"));
    Result<MessageProperties> properties = propertiesFromJson(json.value(u"properties"_s).toObject());
    if (!properties)
        return properties.error();
    const bool isJson = payload.isObject() || payload.isArray();
    const Result<QByteArray> body = isJson
                                        ? Result<QByteArray>(compact(payload))
                                        : payloadOf(payload.toString(), json.value(u"payload_encoding"_s).toString());
    if (!body)
        return body.error();
    FileMessage message{
        {json.value(u"exchange"_s).toString(), json.value(u"routing_key"_s).toString(), std::move(*properties), *body},
        {},
        {}};
    for (const Result<void> &read : {readNumberMember(json, u"partition"_s, message.partition),
                                     readNumberMember(json, u"timestamp_ms"_s, message.timestampMs)}) {
        if (!read)
            return read.error();
    }
    decideWhetherRecord(message);
    return message;
}

} // namespace ui::transfer
