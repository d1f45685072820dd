// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/messagejson.h"

#include "ui/widgets/plaintext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

namespace {

QJsonObject tableJson(const engine::FieldTable &table);

struct JsonOf
{
    QJsonValue operator()(std::monostate) const { return QJsonValue::Null; }
    QJsonValue operator()(bool v) const { return v; }
    template <typename T>
    requires std::is_arithmetic_v<T> QJsonValue operator()(T v) const
    {
        if constexpr (std::is_floating_point_v<T>)
            return double(v);
        else if constexpr (std::is_same_v<T, quint64>)
            return v <= quint64(std::numeric_limits<qint64>::max()) ? QJsonValue(qint64(v))
                                                                    : QJsonValue(QString::number(v));
        else
            return qint64(v);
    }
    QJsonValue operator()(const engine::FieldDecimal &v) const { return v.value / std::pow(10.0, v.scale); }
    QJsonValue operator()(const QByteArray &v) const { return QString::fromUtf8(v); }
    QJsonValue operator()(const engine::FieldBytes &v) const { return QString::fromLatin1(v.bytes.toBase64()); }
    QJsonValue operator()(const engine::FieldTimestamp &v) const { return qint64(v.seconds); }
    QJsonValue operator()(const engine::FieldArray &v) const
    {
        QJsonArray array;
        for (const engine::FieldValue &item : v.items)
            array.append(std::visit(JsonOf(), item.value));
        return array;
    }
    QJsonValue operator()(const engine::FieldTable &v) const { return tableJson(v); }
};

QJsonObject tableJson(const engine::FieldTable &table)
{
    QJsonObject object;
    for (const engine::FieldEntry &entry : table.entries)
        object.insert(QString::fromUtf8(entry.name), std::visit(JsonOf(), entry.value.value));
    return object;
}

QJsonObject propertiesJson(const engine::MessageProperties &p)
{
    QJsonObject object;
    const auto add = [&object](const QString &name, const auto &value) {
        if (value)
            object.insert(name, QJsonValue(*value));
    };
    const auto number = [](const auto &value) { return value ? std::optional<qint64>(qint64(*value)) : std::nullopt; };
    add(u"content_type"_s, p.contentType);
    add(u"content_encoding"_s, p.contentEncoding);
    if (!p.headers.isEmpty())
        object.insert(u"headers"_s, tableJson(p.headers));
    add(u"delivery_mode"_s, number(p.deliveryMode));
    add(u"priority"_s, number(p.priority));
    add(u"correlation_id"_s, p.correlationId);
    add(u"reply_to"_s, p.replyTo);
    add(u"expiration"_s, p.expiration);
    add(u"message_id"_s, p.messageId);
    add(u"timestamp"_s, number(p.timestamp));
    add(u"type"_s, p.type);
    add(u"user_id"_s, p.userId);
    add(u"app_id"_s, p.appId);
    add(u"cluster_id"_s, p.clusterId);
    return object;
}

} // namespace

QByteArray messageJson(const engine::MessageDetails &details)
{
    const bool text = widgets::isPlainText(details.body);
    const QJsonObject object{
        {u"vhost"_s, details.virtualHost},
        {u"queue"_s, details.queue},
        {u"exchange"_s, details.summary.exchange},
        {u"routing_key"_s, details.summary.routingKey},
        {u"redelivered"_s, details.summary.redelivered},
        {u"properties"_s, propertiesJson(details.properties)},
        {u"payload_bytes"_s, qint64(details.body.size())},
        {u"payload_encoding"_s, text ? u"string"_s : u"base64"_s},
        {u"payload"_s, text ? QString::fromUtf8(details.body) : QString::fromLatin1(details.body.toBase64())},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace ui::inspector
