// SPDX-License-Identifier: GPL-3.0-or-later
// A user's credentials for SCRAM in a definitions file: a member of our own, by the mechanisms' names, which RabbitMQ reads over;
// its hash of the password is of no use for SCRAM. Thread: any (plain functions).
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

#include <QJsonObject>

#include <vector>

namespace engine::core {
class AccessControl;
}

namespace engine::facade {

inline constexpr QLatin1StringView scramMember("scram_credentials");

using ScramCredentials = std::vector<core::ScramCredential>; ///< of one user, by mechanism

ScramCredentials scramCredentialsOf(const core::AccessControl &access, const QByteArray &user);
/// Empty: it has none.
QJsonObject toJson(const ScramCredentials &credentials);
/// InvalidArgument where one could not log anybody in.
Result<ScramCredentials> scramFromJson(const QByteArray &user, const QJsonValue &value);

} // namespace engine::facade
