// SPDX-License-Identifier: GPL-3.0-or-later
// What a broker keeps of a password for SCRAM (RFC 5802; SHA-256 as in RFC 7677, SHA-512 alike), made from the password itself:
// RabbitMQ's hash of it is of another kind. With it clients prove that they know the password without sending it, and what is
// kept logs nobody in. Passwords are taken as their bytes in UTF-8, as Kafka and its clients take them, without SASLprep.
// Thread: any (plain functions).
#pragma once

#include "core/definitions.h"

#include <array>
#include <optional>

namespace engine::core {

inline constexpr std::array scramMechanisms{ScramMechanism::Sha256, ScramMechanism::Sha512};
/// Of what is made here: RFC 7677 asks for no less, and Kafka neither.
inline constexpr qint32 scramIterations = 4096;
/// As Kafka has it.
inline constexpr qint32 maxScramIterations = 16384;
inline constexpr qsizetype scramSaltSize = 16;
/// Of a client's choice.
inline constexpr qsizetype maxScramSaltSize = 1024;

/// "SCRAM-SHA-256", "SCRAM-SHA-512"
QByteArray scramMechanismName(ScramMechanism mechanism);
std::optional<ScramMechanism> scramMechanismFromName(QByteArrayView name);

/// Bytes of a hash, and so of every key and proof.
qsizetype scramHashSize(ScramMechanism mechanism);
QByteArray scramHash(ScramMechanism mechanism, const QByteArray &bytes);
QByteArray scramHmac(ScramMechanism mechanism, const QByteArray &key, const QByteArray &message);

/// RFC 5802's Hi(): what costs the time.
QByteArray saltedPassword(ScramMechanism mechanism, const QByteArray &password, const QByteArray &salt,
                          qint32 iterations);
/// With StoredKey and ServerKey of a salted password, which the caller forgets.
ScramCredential scramCredential(const QByteArray &user, ScramMechanism mechanism, const QByteArray &salt,
                                qint32 iterations, const QByteArray &saltedPassword);
/// Of a password in clear, with a salt of its own. Takes some milliseconds.
ScramCredential deriveScramCredential(const QByteArray &user, ScramMechanism mechanism, const QByteArray &password);
/// True when its sizes are the mechanism's and its iterations within Kafka's limits.
bool isScramCredential(const ScramCredential &credential);

} // namespace engine::core
