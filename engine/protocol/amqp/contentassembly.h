// SPDX-License-Identifier: GPL-3.0-or-later
// ContentAssembly: basic.publish, its content header and body frames put together to one core::Message (specification 4.2.6).
// The hot path in: properties and body go into one allocation, names are shared with the publish before while they stay equal.
// Owner: Channel. Thread: engine.
#pragma once

#include "core/message.h"
#include "protocol/amqp/replycodes.h"
#include "wire/amqp/frame.h"

#include <QExplicitlySharedDataPointer>

namespace engine::protocol::amqp {

class ContentAssembly
{
public:
    enum class Expects : quint8 { Method, Header, Body };
    using MessagePtr = QExplicitlySharedDataPointer<core::Message>;

    Expects expects() const { return m_expects; }
    bool isComplete() const { return m_message && m_expects == Expects::Method; }

    /// The payload of a basic.publish method frame.
    Outcome begin(QByteArrayView payload);
    /// Any frame while a header or a body is expected.
    Outcome take(const wire::amqp::FrameView &frame);
    /// The whole message; the assembly is ready for the next one.
    MessagePtr finish() { return std::move(m_message); }
    void abandon();
    /// Replaces the reply-to property of the whole message, in place.
    void setReplyTo(const QByteArray &address);

    // Of the publish under way, or the last one.
    const QByteArray &exchange() const { return m_exchange; }
    const QByteArray &routingKey() const { return m_routingKey; }
    bool isMandatory() const { return m_mandatory; }
    /// The reply-to property is amq.rabbitmq.reply-to: direct reply-to is asked for.
    bool asksForReplies() const { return m_asksForReplies; }
    /// The user-id property; null where there is none. Valid until finish().
    QByteArrayView userId() const;
    /// The routing keys in CC and BCC of the whole message. Valid until finish().
    const QByteArrayList &extraKeys() const { return m_message->extraKeys; }

private:
    Outcome takeHeader(QByteArrayView payload);
    Outcome takeBody(QByteArrayView payload);
    Outcome refuse(ReplyCode code, const QByteArray &detail);

    Expects m_expects = Expects::Method;
    bool m_mandatory = false;
    bool m_hasUserId = false;
    bool m_asksForReplies = false;
    qsizetype m_wholeSize = 0; ///< of properties and body
    QByteArray m_exchange;
    QByteArray m_routingKey;
    MessagePtr m_message;
};

} // namespace engine::protocol::amqp
