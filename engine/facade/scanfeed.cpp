// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/scanfeed.h"

namespace engine::facade {

ScanFeed::ScanFeed(core::Broker &broker)
    : m_broker(broker)
{
    m_timer.setTimerType(Qt::CoarseTimer);
    m_timer.setInterval(everyMs);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

void ScanFeed::add(const ScanRequest &request, const std::shared_ptr<BatchLink> &link)
{
    m_scans.push_back({std::make_unique<inspect::Scan>(m_broker, request), link});
    m_scans.back().scan->advance();
    if (!m_timer.isActive())
        m_timer.start();
}

void ScanFeed::tick()
{
    std::erase_if(m_scans, [](const Entry &entry) { return entry.link->isEnded(); });
    for (const Entry &entry : m_scans) {
        if (entry.scan->hasNews() && entry.link->isIdle())
            entry.link->send(entry.scan->take());
        entry.scan->tick();
    }
    if (m_scans.empty())
        m_timer.stop();
}

} // namespace engine::facade
