// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/contentassembly.h"

#include "core/replyaddresses.h"
#include "protocol/amqp/frameerrors.h"
#include "protocol/amqp/limits.h"
#include "protocol/amqp/selectedkeys.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <engine/durations.h>

namespace engine::protocol::amqp {

using namespace wire::amqp;

namespace {

void assign(QByteArray &name, QByteArrayView value)
{
    if (QByteArrayView(name) != value)
        name = value.toByteArray();
}

/// Milliseconds as decimal text; the failure's detail is what RabbitMQ says of each mistake.
Outcome readExpiration(QByteArrayView text, qint64 &milliseconds)
{
    const auto invalid = [&](const QByteArray &reason) {
        return Failure{ReplyCode::PreconditionFailed, "invalid expiration '" + text.toByteArray() + "': " + reason,
                       BasicPublish::Id};
    };
    qsizetype digits = text.startsWith('-') ? 1 : 0;
    const qsizetype first = digits;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
        ++digits;
    if (digits == first)
        return invalid("no_integer");
    if (digits < text.size())
        return invalid("{leftover_string,\"" + text.sliced(digits).toByteArray() + "\"}");
    if (first == 1)
        return invalid("{value_negative," + text.toByteArray() + "}");
    bool ok = false;
    const quint64 value = text.toByteArray().toULongLong(&ok);
    if (!ok || value > quint64(longestDurationMs))
        return invalid("{value_too_large," + text.toByteArray() + "}");
    milliseconds = qint64(value);
    return {};
}

} // namespace

Outcome ContentAssembly::refuse(ReplyCode code, const QByteArray &detail)
{
    abandon();
    return Failure{code, detail, BasicPublish::Id};
}

void ContentAssembly::abandon()
{
    m_expects = Expects::Method;
    m_message.reset();
}

Outcome ContentAssembly::begin(QByteArrayView payload)
{
    const auto method = decodeMethodAs<BasicPublishView>(payload);
    if (!method)
        return undecodable(BasicPublish::Id, method.error());
    if (method->immediate)
        return refuse(ReplyCode::NotImplemented, "immediate=true");
    assign(m_exchange, method->exchange);
    assign(m_routingKey, method->routingKey);
    m_mandatory = method->mandatory;
    m_expects = Expects::Header;
    return {};
}

Outcome ContentAssembly::take(const FrameView &frame)
{
    if (m_expects == Expects::Body) {
        if (frame.type == FrameType::Body) [[likely]]
            return takeBody(frame.payload);
        return refuse(ReplyCode::UnexpectedFrame, "expected content body, got non content body frame instead");
    }
    if (frame.type == FrameType::Header) [[likely]]
        return takeHeader(frame.payload);
    return refuse(ReplyCode::UnexpectedFrame,
                  "expected content header for class 60, got non content header frame instead");
}

Outcome ContentAssembly::takeHeader(QByteArrayView payload)
{
    const auto header = decodeContentHeader(payload);
    if (!header)
        return refuse(ReplyCode::FrameError, header.error().what);
    if (header->classId != quint16(ClassId::Basic)) {
        return refuse(ReplyCode::UnexpectedFrame, "expected content header for class 60, got one for class " +
                                                      QByteArray::number(header->classId) + " instead");
    }
    if (header->bodySize > MaxMessageSize) {
        return refuse(ReplyCode::PreconditionFailed, "message size " + QByteArray::number(header->bodySize) +
                                                         " is larger than configured max size " +
                                                         QByteArray::number(MaxMessageSize));
    }
    const auto properties = scan(header->properties);
    if (!properties)
        return refuse(ReplyCode::SyntaxError, QByteArray("message properties: ") + properties.error().what);

    m_message = MessagePtr(new core::Message);
    core::Message &message = *m_message;
    message.routingKey = m_routingKey;
    message.format = core::PropertiesFormat::Amqp091;
    message.persistent = properties->isPersistent();
    if (properties->has(HasPriority))
        message.priority = properties->priority;
    m_hasUserId = properties->has(HasUserId);
    m_asksForReplies = properties->replyTo == core::ReplyAddresses::pseudoQueue;
    if (properties->has(HasExpiration)) {
        if (Outcome outcome = readExpiration(properties->expiration, message.expirationMs)) {
            abandon();
            return outcome;
        }
    }
    QByteArrayView kept = header->properties;
    QByteArray rewritten;
    if (!properties->headers.isEmpty()) {
        if (Outcome outcome = takeSelectedKeys(*properties, kept, message.extraKeys, rewritten))
            return refuse(outcome->code, outcome->detail);
        if (!rewritten.isNull()) [[unlikely]]
            kept = rewritten;
    }
    message.propertiesSize = quint32(kept.size());
    m_wholeSize = kept.size() + qsizetype(header->bodySize);
    message.payload.reserve(qMin(m_wholeSize, kept.size() + EagerBodySize));
    message.payload.append(kept);
    m_expects = header->bodySize == 0 ? Expects::Method : Expects::Body;
    return {};
}

Outcome ContentAssembly::takeBody(QByteArrayView payload)
{
    QByteArray &whole = m_message->payload;
    const qsizetype size = whole.size() + payload.size();
    if (size > m_wholeSize)
        return refuse(ReplyCode::FrameError, "content body is longer than its header says");
    if (size > whole.capacity())
        whole.reserve(qMin(m_wholeSize, qMax(size, whole.capacity() * 2)));
    whole.append(payload);
    if (size == m_wholeSize)
        m_expects = Expects::Method;
    return {};
}

void ContentAssembly::setReplyTo(const QByteArray &address)
{
    core::Message &message = *m_message;
    const auto properties = scan(message.properties());
    if (!properties || properties->replyTo.isNull())
        return;
    // A short string: its length in one octet, then the text (specification 4.2.5.3).
    const qsizetype at = properties->replyTo.data() - message.payload.constData() - 1;
    const qsizetype size = properties->replyTo.size() + 1;
    message.payload.replace(at, size, QByteArray(QByteArray(1, char(address.size())) + address));
    message.propertiesSize += quint32(address.size() + 1 - size);
}

QByteArrayView ContentAssembly::userId() const
{
    if (!m_hasUserId || !m_message)
        return {};
    const auto properties = scan(m_message->properties());
    return properties ? properties->userId : QByteArrayView();
}

} // namespace engine::protocol::amqp
