// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords as RabbitMQ keeps them: four bytes of salt, then the hash of salt and password; in definitions files as base64, with
// the name of the algorithm beside it. New ones are SHA-256; the others are there for users that were imported.
// Thread: any (plain functions).
#pragma once

#include "core/definitions.h"

#include <optional>

namespace engine::core {

/// "rabbit_password_hashing_sha256" …
QByteArray passwordHashingName(PasswordHashing hashing);
std::optional<PasswordHashing> passwordHashingFromName(QByteArrayView name);

/// With a salt of its own. An empty password gives an empty hash: nobody logs in with it.
QByteArray hashPassword(const QByteArray &password, PasswordHashing hashing = PasswordHashing::Sha256);
bool isPasswordOf(const UserDefinition &user, const QByteArray &password);
/// True for an empty hash, and for one of the length that salt and algorithm make.
bool isPasswordHash(const QByteArray &hash, PasswordHashing hashing);

} // namespace engine::core
