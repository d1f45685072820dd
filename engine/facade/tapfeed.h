// SPDX-License-Identifier: GPL-3.0-or-later
// TapFeed: the live views that are open, and the timer that hands their batches over, ten times a second at most. While a
// receiver has not taken the last batch, events go on gathering in its tap, within the tap's limits.
// Owner: Watches. Thread: engine.
#pragma once

#include "facade/link.h"
#include "inspect/tap.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <memory>

namespace engine::facade {

class TapFeed
{
public:
    static constexpr int everyMs = 100;
    using BatchLink = ValueLink<LiveBatch>;

    TapFeed(core::Broker &broker, inspect::ConnectionNames names);

    /// `id` is the caller's, for setFilter() and setPaused(); ids that are not known (any more) are ignored.
    void add(quint64 id, const LiveFilter &filter, const std::shared_ptr<BatchLink> &link);
    void setFilter(quint64 id, const LiveFilter &filter);
    void setPaused(quint64 id, bool paused);

private:
    struct Entry
    {
        std::unique_ptr<inspect::Tap> tap;
        std::shared_ptr<BatchLink> link;
    };
    void tick();

    core::Broker &m_broker;
    const inspect::ConnectionNames m_names;
    std::map<quint64, Entry> m_taps;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
};

} // namespace engine::facade
