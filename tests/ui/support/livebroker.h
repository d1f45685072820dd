// SPDX-License-Identifier: GPL-3.0-or-later
// What tests with a running broker share: how long they wait for it and its clients, and where it listens.
#pragma once

#include "engine/brokersession.h"

#include <QtGlobal>

namespace tests {

/// Milliseconds: for what takes a fraction of a second on a machine that has nothing else to do.
constexpr int patience = 20'000;
/// The same, where programs of others are started one after the other.
constexpr int longPatience = 30'000;

/// The port of AMQP; 0 when nothing listens.
inline quint16 portOf(const engine::BrokerSession &session)
{
    for (const engine::ListenerSnapshot &listener : session.listeners()) {
        if (listener.protocol == u"amqp" && listener.state == engine::ListenerSnapshot::State::Listening)
            return listener.address.section(u':', -1).toUShort();
    }
    return 0;
}

} // namespace tests
