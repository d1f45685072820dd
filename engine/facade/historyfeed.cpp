// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/historyfeed.h"

#include "core/broker.h"

namespace engine::facade {

namespace {

constexpr qint64 everyMs = 1000;
constexpr qint64 afterTheSecondMs = 5; // a timer may be a little early

} // namespace

HistoryFeed::HistoryFeed(core::Broker &broker, std::function<ProcessBytes()> processBytes,
                         std::function<void(inspect::Histories &)> observeOthers)
    : m_broker(broker)
    , m_processBytes(std::move(processBytes))
    , m_observeOthers(std::move(observeOthers))
    , m_sampler(broker, m_histories)
{
    m_timer.setTimerType(Qt::PreciseTimer); // a second that is a tenth longer would count a tenth more
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        record();
        armTimer();
    });
    armTimer();
}

void HistoryFeed::armTimer()
{
    m_timer.start(int(everyMs - m_broker.nowMs() % everyMs + afterTheSecondMs));
    m_broker.settle(); // ends the turn that asking for the time has begun
}

void HistoryFeed::record()
{
    if (!m_histories.begin(m_broker.nowMs()))
        return;
    const ProcessBytes bytes = m_processBytes();
    m_sampler.sample(bytes.resident, bytes.disk);
    m_observeOthers(m_histories);
    m_histories.end();
    std::erase_if(m_followers, [](const Follower &follower) { return follower.link->isEnded(); });
    for (Follower &follower : m_followers)
        send(follower);
}

void HistoryFeed::send(Follower &follower) const
{
    if (!follower.link->isIdle())
        return;
    History news = m_histories.read(follower.request);
    if (news.size() == 0)
        return;
    follower.request.fromMs = news.endMs();
    follower.link->send(std::move(news));
}

void HistoryFeed::add(const HistoryRequest &request, const std::shared_ptr<HistoryLink> &link)
{
    m_followers.push_back({request, link});
    send(m_followers.back());
}

} // namespace engine::facade
