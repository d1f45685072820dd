// SPDX-License-Identifier: GPL-3.0-or-later
// HistoryFeed: records what the broker and its objects do, once a second, watched or not, and hands it on to those who follow: first what
// there is since the time they asked for, then what comes. Who has not taken the last piece gets a longer one later; nothing is left out.
// Owner: Watches; the broker outlives it. Thread: engine.
#pragma once

#include "facade/link.h"
#include "inspect/histories.h"
#include "inspect/historysampler.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace engine::facade {

class HistoryFeed
{
public:
    using HistoryLink = ValueLink<History>;
    /// What core does not know.
    struct ProcessBytes
    {
        quint64 resident = 0, disk = 0;
    };

    /// observeOthers: adds what core does not know of, within the pass.
    HistoryFeed(core::Broker &broker, std::function<ProcessBytes()> processBytes,
                std::function<void(inspect::Histories &)> observeOthers);

    const inspect::Histories &histories() const { return m_histories; }
    void add(const HistoryRequest &request, const std::shared_ptr<HistoryLink> &link);

private:
    struct Follower
    {
        HistoryRequest request; ///< from where it goes on
        std::shared_ptr<HistoryLink> link;
    };
    void record();
    void send(Follower &follower) const;
    void armTimer();

    // Set in the constructor.
    core::Broker &m_broker;
    const std::function<ProcessBytes()> m_processBytes;
    const std::function<void(inspect::Histories &)> m_observeOthers;

    inspect::Histories m_histories;
    inspect::HistorySampler m_sampler;
    std::vector<Follower> m_followers;
    QTimer m_timer;
};

} // namespace engine::facade
