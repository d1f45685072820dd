// SPDX-License-Identifier: GPL-3.0-or-later
// Who a connection is, as what is kept of its messages says later, when it may have gone.
// Thread: engine.
#pragma once

#include <engine/ids.h>

#include <QString>

#include <functional>

namespace engine::inspect {

struct ClientFacts
{
    QString name; ///< of the connection
    QString user;
    QString protocol; ///< "AMQP 0-9-1"
};

/// Empty where the connection is not known (any more).
using ClientFactsOf = std::function<ClientFacts(ConnectionId)>;

} // namespace engine::inspect
