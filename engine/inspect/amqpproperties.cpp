// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/amqpproperties.h"

#include "wire/amqp/limits.h"
#include "wire/amqp/properties.h"

#include <engine/durations.h>

namespace engine::inspect {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> toText(const std::optional<QByteArray> &bytes)
{
    return bytes ? std::optional(QString::fromUtf8(*bytes)) : std::nullopt;
}

/// Converts, and remembers the first text that is too long for a short string (AMQP 0-9-1 §4.2.5.3).
class TextEncoder
{
public:
    std::optional<QByteArray> operator()(const char *name, const std::optional<QString> &text)
    {
        if (!text)
            return std::nullopt;
        const QByteArray bytes = text->toUtf8();
        if (bytes.size() > wire::amqp::MaxShortString && m_problem.isEmpty())
            m_problem = u"%1 has %2 bytes, at most 255 are possible"_s.arg(QLatin1StringView(name)).arg(bytes.size());
        return bytes;
    }
    const QString &problem() const { return m_problem; }

private:
    QString m_problem;
};

/// What is wrong with a table's names or depth, or an empty text.
QString tableProblem(const FieldTable &table, int depth = 1);

QString valueProblem(const FieldValue &value, int depth)
{
    if (depth > wire::amqp::MaxNesting)
        return u"the headers are nested more than %1 deep"_s.arg(wire::amqp::MaxNesting);
    if (const auto *inner = std::get_if<FieldTable>(&value.value))
        return tableProblem(*inner, depth + 1);
    if (const auto *array = std::get_if<FieldArray>(&value.value)) {
        for (const FieldValue &item : array->items) {
            if (const QString problem = valueProblem(item, depth + 1); !problem.isEmpty())
                return problem;
        }
    }
    return {};
}

QString tableProblem(const FieldTable &table, int depth)
{
    for (const FieldEntry &entry : table.entries) {
        if (entry.name.size() > wire::amqp::MaxShortString)
            return u"the header name %1… has more than 255 bytes"_s.arg(QString::fromUtf8(entry.name.left(40)));
        if (const QString problem = valueProblem(entry.value, depth); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString expirationProblem(const std::optional<QString> &expiration)
{
    if (!expiration)
        return {};
    bool isNumber = false;
    const quint64 milliseconds = expiration->toULongLong(&isNumber);
    if (!isNumber)
        return u"the expiration '%1' is not a number of milliseconds"_s.arg(*expiration);
    return milliseconds <= quint64(longestDurationMs)
               ? QString()
               : u"the expiration '%1' is longer than ten years, %2 milliseconds"_s.arg(*expiration)
                     .arg(longestDurationMs);
}

} // namespace

MessageProperties propertiesOf(const core::Message &message)
{
    MessageProperties p;
    if (message.format != core::PropertiesFormat::Amqp091)
        return p;
    const auto decoded = wire::amqp::decodeProperties(message.properties());
    if (!decoded.ok())
        return p;
    const wire::amqp::BasicProperties &b = decoded.value();
    p.contentType = toText(b.contentType);
    p.contentEncoding = toText(b.contentEncoding);
    p.headers = b.headers.value_or(FieldTable{});
    p.deliveryMode = b.deliveryMode;
    p.priority = b.priority;
    p.correlationId = toText(b.correlationId);
    p.replyTo = toText(b.replyTo);
    p.expiration = toText(b.expiration);
    p.messageId = toText(b.messageId);
    p.timestamp = b.timestamp;
    p.type = toText(b.type);
    p.userId = toText(b.userId);
    p.appId = toText(b.appId);
    p.clusterId = toText(b.clusterId);
    return p;
}

QString contentTypeOf(const core::Message &message)
{
    if (message.format != core::PropertiesFormat::Amqp091)
        return {};
    const auto scanned = wire::amqp::scan(message.properties());
    return scanned.ok() ? QString::fromUtf8(scanned.value().contentType) : QString();
}

Result<QByteArray> encodeProperties(const MessageProperties &properties)
{
    TextEncoder encode;
    wire::amqp::BasicProperties b;
    b.contentType = encode("content-type", properties.contentType);
    b.contentEncoding = encode("content-encoding", properties.contentEncoding);
    if (!properties.headers.isEmpty())
        b.headers = properties.headers;
    b.deliveryMode = properties.deliveryMode;
    b.priority = properties.priority;
    b.correlationId = encode("correlation-id", properties.correlationId);
    b.replyTo = encode("reply-to", properties.replyTo);
    b.expiration = encode("expiration", properties.expiration);
    b.messageId = encode("message-id", properties.messageId);
    b.timestamp = properties.timestamp;
    b.type = encode("type", properties.type);
    b.userId = encode("user-id", properties.userId);
    b.appId = encode("app-id", properties.appId);
    b.clusterId = encode("cluster-id", properties.clusterId);
    for (const QString &problem :
         {encode.problem(), tableProblem(properties.headers), expirationProblem(properties.expiration)}) {
        if (!problem.isEmpty())
            return Error{BrokerError::InvalidArgument, problem};
    }
    return wire::amqp::encodeProperties(b);
}

} // namespace engine::inspect
