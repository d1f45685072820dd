// SPDX-License-Identifier: GPL-3.0-or-later
// WhileAlive: what somebody else calls later (after a commit, once the broker has caught up, when something has been read), and
// not once its owner is gone, so that it may capture its owner: broker.whenCommitted(m_whileAlive([this](bool ok) { … })).
// What is due at a time is a DueTask's.
// Owner: whoever is to be called, as its last member: then nothing is called while its other members go. Thread: the owner's.
#pragma once

#include <QtGlobal>

#include <memory>
#include <utility>

namespace engine::core {

class WhileAlive
{
public:
    WhileAlive() = default;
    Q_DISABLE_COPY_MOVE(WhileAlive)

    /// To hand to whoever calls: does what `call` does, with its arguments, as often as it is called, and nothing once this is
    /// destroyed. The call may destroy the owner. It is called on the owner's thread.
    template <typename Call>
    auto operator()(Call call) const
    {
        return [alive = std::weak_ptr(m_alive), call = std::move(call)](auto &&...arguments) {
            if (!alive.expired())
                call(std::forward<decltype(arguments)>(arguments)...);
        };
    }

private:
    const std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace engine::core
