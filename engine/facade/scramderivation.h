// SPDX-License-Identifier: GPL-3.0-or-later
// ScramDerivation: what SCRAM needs of passwords that have come in clear is made on the broker's worker, a password at a time:
// four thousand rounds of a hash are nothing for the engine's thread. Until then their users are there, and log in otherwise.
// Owner: the commands that take passwords; when it goes, what is under way comes to nothing. Thread: engine.
#pragma once

#include "core/whilealive.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace engine::core {
class Broker;
}

namespace engine::facade {

/// Of a user that has been put with this hash of it.
struct ClearPassword
{
    QByteArray user;
    QByteArray hash;
    QByteArray password;
};

class ScramDerivation
{
public:
    explicit ScramDerivation(core::Broker &broker)
        : m_broker(broker)
    {}

    /// Sets the credentials of those who still have that hash; then `done`, at once where there is nothing to derive.
    void run(const std::vector<ClearPassword> &passwords, const std::function<void()> &done);

private:
    void derive(const ClearPassword &password, const std::function<void()> &done);

    core::Broker &m_broker;
    core::WhileAlive m_whileAlive;
};

} // namespace engine::facade
