// SPDX-License-Identifier: GPL-3.0-or-later
// Users as they are when their passwords have come in clear. Thread: engine (the test's).
#pragma once

#include "core/accesscontrol.h"
#include "core/passwordhash.h"
#include "core/scram.h"

namespace test {

/// With the password's hash, and what SCRAM needs of it; of an empty one there is nothing.
inline bool putUser(engine::core::AccessControl &access, engine::core::UserDefinition user, const QByteArray &password)
{
    user.passwordHash = engine::core::hashPassword(password, user.hashing);
    bool isPut = access.putUser(user).ok();
    for (const engine::core::ScramMechanism mechanism : engine::core::scramMechanisms) {
        if (!password.isEmpty())
            isPut = isPut && access.setScramCredential(deriveScramCredential(user.name, mechanism, password)).ok();
    }
    return isPut;
}

} // namespace test
