// SPDX-License-Identifier: GPL-3.0-or-later
// ScanFeed: the scans that are under way, and the timer that hands over what they have found, ten times a second at most. While a
// receiver has not taken the last batch, its scan goes on within its limits, then waits.
// Owner: Watches. Thread: engine.
#pragma once

#include "facade/link.h"
#include "inspect/scan.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace engine::facade {

class ScanFeed
{
public:
    static constexpr int everyMs = 100;
    using BatchLink = ValueLink<ScanBatch>;

    explicit ScanFeed(core::Broker &broker);

    void add(const ScanRequest &request, const std::shared_ptr<BatchLink> &link);

private:
    struct Entry
    {
        std::unique_ptr<inspect::Scan> scan;
        std::shared_ptr<BatchLink> link;
    };
    void tick();

    core::Broker &m_broker;
    std::vector<Entry> m_scans;
    QTimer m_timer;
};

} // namespace engine::facade
