// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/scramderivation.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/scram.h"

#include <memory>

namespace engine::facade {

void ScramDerivation::run(const std::vector<ClearPassword> &passwords, const std::function<void()> &done)
{
    std::vector<ClearPassword> given;
    for (const ClearPassword &password : passwords) {
        if (!password.password.isEmpty()) // nobody logs in with an empty one
            given.push_back(password);
    }
    if (given.empty())
        return done();
    for (size_t i = 0; i < given.size(); ++i)
        derive(given[i], i + 1 == given.size() ? done : std::function<void()>());
}

void ScramDerivation::derive(const ClearPassword &password, const std::function<void()> &done)
{
    const auto made = std::make_shared<std::vector<core::ScramCredential>>();
    m_broker.runElsewhere(
        [made, password] {
            for (const core::ScramMechanism mechanism : core::scramMechanisms)
                made->push_back(core::deriveScramCredential(password.user, mechanism, password.password));
        },
        m_whileAlive([this, made, password, done] {
            core::AccessControl &access = m_broker.access();
            const core::UserDefinition *user = access.user(password.user);
            const bool isStillHis = user && user->passwordHash == password.hash;
            for (const core::ScramCredential &credential : *made) {
                if (isStillHis)
                    (void)access.setScramCredential(credential);
            }
            if (done)
                done();
        }));
}

} // namespace engine::facade
