// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/watches.h"

#include "core/broker.h"
#include "inspect/accesssnapshots.h"
#include "inspect/groupsnapshots.h"

namespace engine::facade {

using Kind = inspect::Snapshotter::Kind;

Watches::Watches(core::Broker &broker, ConnectionSnapshots &connectionList, const replay::Replays &replayList,
                 const actions::Actions &actionList, const inspect::UnroutedKeeper &tray,
                 inspect::Journeys &journeyList, std::function<void(OverviewSnapshot &)> completeOverview)
    : overview(
          [this, &connectionList, complete = completeOverview] {
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
    , topics([this] { return m_topicSnapshots.topics(now()); }, [this] { m_topicSnapshots.forget(); })
    , groups([&broker] { return inspect::groups(broker); }, [] {})
    , replays([&replayList] { return replayList.list(); }, [] {})
    , messageActions([&actionList] { return actionList.list(); }, [] {})
    , unrouted([&tray] { return tray.tray(); }, [] {})
    , journeys([&journeyList] { return journeyList.record(); }, [&journeyList] { journeyList.stopRecording(); })
    , connections([this, &connectionList] { return connectionList.list(now()); },
                  [&connectionList] { connectionList.forget(); })
    , clientEvents([&connectionList] { return connectionList.events(); }, [] {})
    , virtualHosts([&broker] { return inspect::virtualHosts(broker); }, [] {})
    , users([&broker] { return inspect::users(broker); }, [] {})
    , deadLetters([this] { return m_deadLetterIndex.snapshot(); }, [this] { m_deadLetterIndex.forget(); })
    , m_snapshotter(broker)
    , m_topicSnapshots(broker)
    , m_taps(broker, [&connectionList](ConnectionId id) { return connectionList.nameOf(id); })
    , m_scans(broker)
    , m_deadLetterIndex(broker, [&connectionList](ConnectionId id) { return connectionList.nameOf(id); })
    , m_deadLetterReader(broker, [this](MessageRef message) { return m_deadLetterIndex.rejectedBy(message); })
    , m_history(
          broker,
          [complete = std::move(completeOverview)] {
              OverviewSnapshot snapshot;
              complete(snapshot);
              return HistoryFeed::ProcessBytes{snapshot.residentBytes, snapshot.diskBytes};
          },
          [&connectionList](inspect::Histories &histories) { connectionList.observe(histories); })
{
    m_clock.start();
}

} // namespace engine::facade
