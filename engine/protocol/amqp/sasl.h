// SPDX-License-Identifier: GPL-3.0-or-later
// The SASL responses clients send: PLAIN (RFC 4616) and AMQPLAIN, a field table. Reading them only; judging is Authenticator's.
// Thread: any.
#pragma once

#include <engine/result.h>

#include <QByteArray>

namespace engine::protocol::amqp {

struct Credentials
{
    QByteArray user;
    QByteArray password;
};

/// InvalidArgument when the response is not of the mechanism's form; the text holds no part of it, since it may be a password.
Result<Credentials> readPlain(const QByteArray &response);
Result<Credentials> readAmqPlain(const QByteArray &response);

} // namespace engine::protocol::amqp
