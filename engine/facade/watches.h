// SPDX-License-Identifier: GPL-3.0-or-later
// Watches: all that is watched of a running engine: the feeds of snapshots and the taps. Costs nothing while nobody watches.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "facade/connectionsnapshots.h"
#include "facade/feed.h"
#include "facade/tapfeed.h"
#include "inspect/snapshotter.h"

#include <engine/access.h>
#include <engine/snapshots.h>

#include <QElapsedTimer>

namespace engine::facade {

class Watches
{
public:
    /// completeOverview adds what core and connections do not know: listeners, memory, disk.
    Watches(core::Broker &broker, ConnectionSnapshots &connections,
            std::function<void(OverviewSnapshot &)> completeOverview);

    TapFeed &taps() { return m_taps; }

    // Public: EmbeddedSession adds links to them.
    Feed<OverviewSnapshot> overview;
    Feed<QList<ExchangeSnapshot>> exchanges;
    Feed<QList<QueueSnapshot>> queues;
    Feed<QList<BindingSnapshot>> bindings;
    Feed<QList<PolicySnapshot>> policies;
    Feed<QList<ConnectionSnapshot>> connections;
    Feed<QList<VirtualHostSnapshot>> virtualHosts;
    Feed<QList<UserSnapshot>> users;

private:
    qint64 now() const { return m_clock.elapsed(); }

    inspect::Snapshotter m_snapshotter;
    TapFeed m_taps;
    QElapsedTimer m_clock;
};

} // namespace engine::facade
