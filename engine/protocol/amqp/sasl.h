// SPDX-License-Identifier: GPL-3.0-or-later
// The SASL response that only AMQP clients send: AMQPLAIN, a field table. Reading it only; judging is Authenticator's.
// Thread: any.
#pragma once

#include "protocol/saslplain.h"

namespace engine::protocol::amqp {

/// InvalidArgument when the response is not of the mechanism's form; the text holds no part of it, since it may be a password.
Result<Credentials> readAmqPlain(const QByteArray &response);

} // namespace engine::protocol::amqp
