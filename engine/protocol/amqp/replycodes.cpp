// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/replycodes.h"

#include "wire/amqp/limits.h"

#include <algorithm>

namespace engine::protocol::amqp {

namespace {

struct Reply
{
    ReplyCode code;
    const char *name;
    bool endsConnection;
};

constexpr Reply replies[] = {
    {ReplyCode::ReplySuccess, "OK", false},
    {ReplyCode::ContentTooLarge, "CONTENT_TOO_LARGE", false},
    {ReplyCode::NoRoute, "NO_ROUTE", false},
    {ReplyCode::NoConsumers, "NO_CONSUMERS", false},
    {ReplyCode::ConnectionForced, "CONNECTION_FORCED", true},
    {ReplyCode::InvalidPath, "INVALID_PATH", true},
    {ReplyCode::AccessRefused, "ACCESS_REFUSED", false},
    {ReplyCode::NotFound, "NOT_FOUND", false},
    {ReplyCode::ResourceLocked, "RESOURCE_LOCKED", false},
    {ReplyCode::PreconditionFailed, "PRECONDITION_FAILED", false},
    {ReplyCode::FrameError, "FRAME_ERROR", true},
    {ReplyCode::SyntaxError, "SYNTAX_ERROR", true},
    {ReplyCode::CommandInvalid, "COMMAND_INVALID", true},
    {ReplyCode::ChannelError, "CHANNEL_ERROR", true},
    {ReplyCode::UnexpectedFrame, "UNEXPECTED_FRAME", true},
    {ReplyCode::ResourceError, "RESOURCE_ERROR", true},
    {ReplyCode::NotAllowed, "NOT_ALLOWED", true},
    {ReplyCode::NotImplemented, "NOT_IMPLEMENTED", true},
    {ReplyCode::InternalError, "INTERNAL_ERROR", true},
};

const Reply &replyOf(ReplyCode code)
{
    const auto it =
        std::find_if(std::begin(replies), std::end(replies), [code](const Reply &r) { return r.code == code; });
    return it == std::end(replies) ? *std::prev(std::end(replies)) : *it;
}

ReplyCode codeOf(BrokerError error)
{
    switch (error) {
    case BrokerError::None:
        return ReplyCode::ReplySuccess;
    case BrokerError::NotFound:
        return ReplyCode::NotFound;
    case BrokerError::AlreadyExists:
        return ReplyCode::NotAllowed;
    case BrokerError::PreconditionFailed:
        return ReplyCode::PreconditionFailed;
    case BrokerError::AccessRefused:
        return ReplyCode::AccessRefused;
    case BrokerError::ResourceLocked:
        return ReplyCode::ResourceLocked;
    case BrokerError::NotAllowed:
        return ReplyCode::NotAllowed;
    case BrokerError::InvalidArgument:
    case BrokerError::OffsetOutOfRange:
    case BrokerError::MessageTooLarge:
        return ReplyCode::PreconditionFailed; // as RabbitMQ answers bad arguments
    case BrokerError::NotImplemented:
        return ReplyCode::NotImplemented;
    case BrokerError::ResourceExhausted:
        return ReplyCode::ResourceError;
    case BrokerError::Unavailable:
        return ReplyCode::ConnectionForced;
    case BrokerError::StorageFailed:
    case BrokerError::Damaged:
    case BrokerError::Cancelled:
    case BrokerError::Internal:
    case BrokerError::OutOfOrderSequence: // no client of AMQP has a producer's id
    case BrokerError::ProducerFenced:
        return ReplyCode::InternalError;
    }
    return ReplyCode::InternalError;
}

} // namespace

const char *replyName(ReplyCode code)
{
    return replyOf(code).name;
}

bool endsConnection(ReplyCode code)
{
    return replyOf(code).endsConnection;
}

Failure failureOf(const Error &error)
{
    return {codeOf(error.code), error.detail.toUtf8(), {}};
}

QByteArray replyText(const Failure &failure)
{
    constexpr qsizetype limit = wire::amqp::MaxShortString;
    QByteArray text = QByteArray(replyName(failure.code)) + " - " + failure.detail;
    if (text.size() <= limit)
        return text;
    qsizetype end = limit - 3;
    while (end > 0 && (quint8(text[end]) & 0xC0) == 0x80) // not inside a character
        --end;
    return text.left(end) + "...";
}

} // namespace engine::protocol::amqp
