// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as JSON lines: one object a line, with the names that RabbitMQ's management API gives the same things. Nothing of a
// message is lost: headers keep their types (fieldjson.h), a body that is no text is in base64. queue, offset and
// published_at tell where it was, and are not read back.
// Thread: any (plain functions).
#pragma once

#include <engine/messageactions.h>
#include <engine/result.h>

#include <QByteArray>

namespace ui::transfer {

/// Without the end of the line.
QByteArray lineOf(const engine::MessageDetails &message);
/// InvalidArgument, with one sentence. Only the payload must be there.
engine::Result<engine::NewMessage> messageOfLine(const QByteArray &line);

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

/// A body as text where it is text; `isBase64` says whether it is not.
QString payloadText(const QByteArray &body, bool &isBase64);
/// The inverse. InvalidArgument for another encoding than "string" and "base64".
engine::Result<QByteArray> payloadOf(const QString &text, const QString &encoding);

} // namespace ui::transfer
