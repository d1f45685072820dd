// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as JSON lines: one object a line, with the names that RabbitMQ's management API gives the same things. Nothing of a
// message is lost: headers keep their types (fieldjson.h), a body that is no text is in base64. queue, offset and
// published_at tell where it was, and are not read back. A record of a topic has partition and, where a Kafka client wrote it,
// timestamp_ms: a topic makes the same record of it again. What a record has and AMQP can not carry is not in it
// (engine/protocol/records/recordmapping.h). Numbers that JSON's readers would round are written as text.
// Thread: any (plain functions).
#pragma once

#include <engine/messageactions.h>
#include <engine/result.h>

#include <QByteArray>

#include <optional>
#include <type_traits>
#include <utility>

namespace ui::transfer {

/// Without the end of the line.
QByteArray lineOf(const engine::MessageDetails &message);
/// A message as a file tells it.
struct FileMessage : engine::NewMessage
{
    std::optional<quint32> partition;  ///< that it lay in; none: it was in no topic
    std::optional<qint64> timestampMs; ///< of a record of a Kafka client; none: a message of an AMQP client
    bool operator==(const FileMessage &) const = default;
};
/// InvalidArgument, with one sentence. Only the payload must be there.
engine::Result<FileMessage> messageOfLine(const QByteArray &line);
/// Where the file has no time of a record it is taken from the headers; what does not fit a record is none, whatever it has.
void decideWhetherRecord(FileMessage &message);

/// The texts among the properties and their names, as both formats call them.
struct TextProperty
{
    const char *name;
    std::optional<QString> engine::MessageProperties::*member;
};
inline constexpr TextProperty textProperties[] = {
    {"content_type", &engine::MessageProperties::contentType},
    {"content_encoding", &engine::MessageProperties::contentEncoding},
    {"correlation_id", &engine::MessageProperties::correlationId},
    {"reply_to", &engine::MessageProperties::replyTo},
    {"expiration", &engine::MessageProperties::expiration},
    {"message_id", &engine::MessageProperties::messageId},
    {"type", &engine::MessageProperties::type},
    {"user_id", &engine::MessageProperties::userId},
    {"app_id", &engine::MessageProperties::appId},
    {"cluster_id", &engine::MessageProperties::clusterId},
};

/// The number in a text; nothing where it is none, or none that T has.
template <typename T>
std::optional<T> numberIn(const QByteArray &text)
{
    bool isNumber = false;
    if constexpr (std::is_signed_v<T>) {
        const qint64 number = text.toLongLong(&isNumber);
        return isNumber && std::in_range<T>(number) ? std::optional(T(number)) : std::nullopt;
    } else {
        const quint64 number = text.toULongLong(&isNumber);
        return isNumber && std::in_range<T>(number) ? std::optional(T(number)) : std::nullopt;
    }
}

/// A body as text where it is text; `isBase64` says whether it is not.
QString payloadText(const QByteArray &body, bool &isBase64);
/// The inverse. InvalidArgument for another encoding than "string" and "base64".
engine::Result<QByteArray> payloadOf(const QString &text, const QString &encoding);

} // namespace ui::transfer
