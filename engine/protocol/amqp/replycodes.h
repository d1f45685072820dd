// SPDX-License-Identifier: GPL-3.0-or-later
// Reply codes of AMQP 0-9-1 (specification 1.1 "constants"): what each means, whether it ends a channel or the connection, and
// which one an error of the broker becomes. The texts clients see are RabbitMQ's: "NOT_FOUND - no queue 'x' in vhost '/'".
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <engine/result.h>

#include <optional>

namespace engine::protocol::amqp {

enum class ReplyCode : quint16 {
    /// "Indicates that the method completed successfully."
    ReplySuccess = 200,
    /// "The client attempted to transfer content larger than the server could accept at the present time."
    ContentTooLarge = 311,
    /// "When the exchange cannot deliver to a consumer …" A mandatory message that no queue takes is returned with it.
    NoRoute = 312,
    /// "When the exchange cannot deliver to a consumer when the immediate flag is set."
    NoConsumers = 313,
    /// "An operator intervened to close the connection for some reason."
    ConnectionForced = 320,
    /// "The client tried to work with an unknown virtual host." (RabbitMQ answers NotAllowed instead.)
    InvalidPath = 402,
    /// "The client attempted to work with a server entity to which it has no access due to security settings."
    AccessRefused = 403,
    /// "The client attempted to work with a server entity that does not exist."
    NotFound = 404,
    /// "… to which it has no access because another client is working with it."
    ResourceLocked = 405,
    /// "The client requested a method that was not allowed because some precondition failed."
    PreconditionFailed = 406,
    /// "The sender sent a malformed frame that the recipient could not decode."
    FrameError = 501,
    /// "The sender sent a frame that contained illegal values for one or more fields."
    SyntaxError = 502,
    /// "The client sent an invalid sequence of frames, attempting to perform an operation that was considered invalid."
    CommandInvalid = 503,
    /// "The client attempted to work with a channel that had not been correctly opened."
    ChannelError = 504,
    /// "The peer sent a frame that was not expected, usually in the context of a content header and body."
    UnexpectedFrame = 505,
    /// "The server could not complete the method because it lacked sufficient resources."
    ResourceError = 506,
    /// "The client tried to work with some entity in a manner that is prohibited by the server …"
    NotAllowed = 530,
    /// "The client tried to use functionality that is not implemented in the server."
    NotImplemented = 540,
    /// "The server could not complete the method because of an internal error."
    InternalError = 541,
};

/// The specification's name in capitals, "NOT_FOUND".
const char *replyName(ReplyCode code);
/// True: the connection is closed ("hard error"); false: the channel.
bool endsConnection(ReplyCode code);

/// Why a method was refused; `method` is filled in by whoever dispatched it.
struct Failure
{
    ReplyCode code = ReplyCode::InternalError;
    QByteArray detail;
    wire::amqp::MethodId method;
};

/// Of a handler: nothing, or why not.
using Outcome = std::optional<Failure>;

Failure failureOf(const Error &error);
/// "NAME - detail", at most 255 bytes of whole characters.
QByteArray replyText(const Failure &failure);

} // namespace engine::protocol::amqp
