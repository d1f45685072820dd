// SPDX-License-Identifier: GPL-3.0-or-later
// Watches: all that is watched of a running engine: the feeds of snapshots, the taps and the scans. Costs nothing while nobody
// watches, but for what is recorded once a second (HistoryFeed).
// Owner: EngineHost. Thread: engine.
#pragma once

#include "actions/actions.h"
#include "facade/connectionsnapshots.h"
#include "facade/feed.h"
#include "facade/historyfeed.h"
#include "facade/scanfeed.h"
#include "facade/tapfeed.h"
#include "inspect/deadletterindex.h"
#include "inspect/deadletterreader.h"
#include "inspect/journeys.h"
#include "inspect/snapshotter.h"
#include "inspect/topicsnapshots.h"
#include "inspect/unroutedkeeper.h"
#include "replay/replays.h"

#include <engine/access.h>
#include <engine/groups.h>
#include <engine/snapshots.h>

#include <QElapsedTimer>

namespace engine::facade {

class Watches
{
public:
    /// completeOverview adds what core and connections do not know: listeners, memory, disk.
    Watches(core::Broker &broker, ConnectionSnapshots &connections, const replay::Replays &replayList,
            const actions::Actions &actionList, const inspect::UnroutedKeeper &tray, inspect::Journeys &journeyList,
            std::function<void(OverviewSnapshot &)> completeOverview);

    TapFeed &taps() { return m_taps; }
    ScanFeed &scans() { return m_scans; }
    HistoryFeed &history() { return m_history; }
    inspect::DeadLetterIndex &deadLetterIndex() { return m_deadLetterIndex; }
    inspect::DeadLetterReader &deadLetterReader() { return m_deadLetterReader; }

    // Public: EmbeddedSession adds links to them.
    Feed<OverviewSnapshot> overview;
    Feed<QList<ExchangeSnapshot>> exchanges;
    Feed<QList<QueueSnapshot>> queues;
    Feed<QList<BindingSnapshot>> bindings;
    Feed<QList<PolicySnapshot>> policies;
    Feed<QList<TopicSnapshot>> topics;
    Feed<QList<GroupSnapshot>> groups;
    Feed<QList<ReplayProgress>> replays;
    Feed<QList<MessageActionProgress>> messageActions;
    Feed<UnroutedTray> unrouted;
    Feed<JourneyRecording> journeys; ///< what makes the broker record them
    Feed<QList<ConnectionSnapshot>> connections;
    Feed<QList<ClientEvent>> clientEvents;
    Feed<QList<VirtualHostSnapshot>> virtualHosts;
    Feed<QList<UserSnapshot>> users;
    Feed<DeadLettersSnapshot> deadLetters;

private:
    qint64 now() const { return m_clock.elapsed(); }

    inspect::Snapshotter m_snapshotter;
    inspect::TopicSnapshots m_topicSnapshots;
    TapFeed m_taps;
    ScanFeed m_scans;
    inspect::DeadLetterIndex m_deadLetterIndex;
    inspect::DeadLetterReader m_deadLetterReader;
    HistoryFeed m_history;
    QElapsedTimer m_clock;
};

} // namespace engine::facade
