// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/watches.h"

#include "core/broker.h"
#include "inspect/accesssnapshots.h"

namespace engine::facade {

using Kind = inspect::Snapshotter::Kind;

Watches::Watches(core::Broker &broker, ConnectionSnapshots &connectionList,
                 std::function<void(OverviewSnapshot &)> completeOverview)
    : overview(
          [this, &connectionList, complete = std::move(completeOverview)] {
              OverviewSnapshot snapshot = m_snapshotter.overview(now());
              connectionList.count(snapshot);
              complete(snapshot);
              return snapshot;
          },
          [this] { m_snapshotter.forget(Kind::Overview); })
    , exchanges([this] { return m_snapshotter.exchanges(now()); }, [this] { m_snapshotter.forget(Kind::Exchanges); })
    , queues([this] { return m_snapshotter.queues(now()); }, [this] { m_snapshotter.forget(Kind::Queues); })
    , bindings([this] { return m_snapshotter.bindings(); }, [this] { m_snapshotter.forget(Kind::Bindings); })
    , policies([this] { return m_snapshotter.policies(); }, [this] { m_snapshotter.forget(Kind::Policies); })
    , connections([this, &connectionList] { return connectionList.list(now()); },
                  [&connectionList] { connectionList.forget(); })
    , virtualHosts([&broker] { return inspect::virtualHosts(broker); }, [] {})
    , users([&broker] { return inspect::users(broker); }, [] {})
    , m_snapshotter(broker)
    , m_taps(broker, [&connectionList](ConnectionId id) { return connectionList.nameOf(id); })
{
    m_clock.start();
}

} // namespace engine::facade
