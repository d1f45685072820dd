// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/tapfeed.h"

namespace engine::facade {

TapFeed::TapFeed(core::Broker &broker, inspect::ConnectionNames names)
    : m_broker(broker)
    , m_names(std::move(names))
{
    m_timer.setTimerType(Qt::CoarseTimer);
    m_timer.setInterval(everyMs);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

void TapFeed::add(quint64 id, const LiveFilter &filter, const std::shared_ptr<BatchLink> &link)
{
    m_taps[id] = {std::make_unique<inspect::Tap>(m_broker, m_names, filter), link};
    if (!m_timer.isActive()) {
        m_sinceTick.start();
        m_timer.start();
    }
}

void TapFeed::setFilter(quint64 id, const LiveFilter &filter)
{
    if (const auto it = m_taps.find(id); it != m_taps.end())
        it->second.tap->setFilter(filter);
}

void TapFeed::setPaused(quint64 id, bool paused)
{
    if (const auto it = m_taps.find(id); it != m_taps.end())
        it->second.tap->setPaused(paused);
}

void TapFeed::tick()
{
    const qint64 elapsedMs = m_sinceTick.restart();
    for (auto it = m_taps.begin(); it != m_taps.end();) {
        auto &[tap, link] = it->second;
        if (link->isEnded()) {
            it = m_taps.erase(it);
            continue;
        }
        if (tap->hasNews() && link->isIdle())
            link->send(tap->take(elapsedMs));
        else
            tap->refill(elapsedMs);
        ++it;
    }
    if (m_taps.empty())
        m_timer.stop();
}

} // namespace engine::facade
