// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectionSnapshots: the client connections with their channels and consumers as values, rates included; and the names
// of connections, those that have gone a moment ago too. Keeps counters only while connections are watched.
// Owner: EngineHost; the registry outlives it. Thread: engine.
#pragma once

#include "inspect/clientfacts.h"
#include "inspect/histories.h"
#include "inspect/rates.h"

#include <engine/clientevents.h>
#include <engine/snapshots.h>

#include <QHash>

#include <functional>
#include <map>
#include <optional>

namespace engine::protocol {
class ConnectionInfo;
class SessionRegistry;
} // namespace engine::protocol

namespace engine::facade {

class ConnectionSnapshots
{
public:
    /// `window`: the connection id that messages published by hand carry.
    ConnectionSnapshots(const protocol::SessionRegistry &registry, ConnectionId window);

    /// Ascending by id: in order of arrival. `nowMs` is monotonic time.
    QList<ConnectionSnapshot> list(qint64 nowMs);
    void forget() { m_known.clear(); }
    /// What else is to be listed: the window, while it consumes.
    void listAlso(std::function<std::optional<ConnectionSnapshot>()> other) { m_other = std::move(other); }
    /// Within a pass of the histories.
    void observe(inspect::Histories &histories) const;
    /// What went wrong with them and with those that were not let in, the newest first.
    QList<ClientEvent> events() const;
    /// Fills the counts of connections and channels.
    void count(OverviewSnapshot &overview) const;
    /// Empty where the id was never seen.
    QString nameOf(ConnectionId id) const { return factsOf(id).name; }
    inspect::ClientFacts factsOf(ConnectionId id) const;

private:
    struct Known
    {
        inspect::Rates<4> rates;
        std::map<quint16, inspect::Rates<5>> channels;
        std::map<QByteArray, inspect::Rates<2>> topics;
        std::map<ConsumerId, inspect::Rates<1>> consumers;
    };
    static void fillTopics(ConnectionSnapshot &snapshot, const protocol::ConnectionInfo &connection, Known &known,
                           qint64 nowMs);
    static void fillRates(ConnectionSnapshot &snapshot, const protocol::ConnectionInfo &connection, Known &known,
                          qint64 nowMs);

    const protocol::SessionRegistry &m_registry;
    const ConnectionId m_window;
    std::function<std::optional<ConnectionSnapshot>()> m_other;
    std::map<ConnectionId, Known> m_known;
    mutable QHash<ConnectionId, inspect::ClientFacts> m_facts;
};

} // namespace engine::facade
