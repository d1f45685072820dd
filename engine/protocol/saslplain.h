// SPDX-License-Identifier: GPL-3.0-or-later
// The mechanism PLAIN (RFC 4616), which protocols with SASL share. Thread: any (plain functions).
#pragma once

#include <engine/result.h>

#include <QByteArray>

namespace engine::protocol {

struct Credentials
{
    QByteArray user;
    QByteArray password;
};

/// [authzid] NUL authcid NUL passwd. InvalidArgument where it is not of that form; the text holds no part of it, since it may
/// be a password.
Result<Credentials> readPlain(const QByteArray &response);

} // namespace engine::protocol
