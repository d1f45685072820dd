// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/tap.h"

#include "core/broker.h"

#include <algorithm>

namespace engine::inspect {

namespace {

constexpr quint32 maxPerSecondLimit = 20000;

} // namespace

Tap::Tap(core::Broker &broker, ConnectionNames names, const LiveFilter &filter)
    : m_broker(broker)
    , m_names(std::move(names))
{
    setFilter(filter);
    m_tokens = m_maxPerSecond;
    m_broker.lifecycle().add(this);
}

Tap::~Tap()
{
    m_broker.lifecycle().remove(this);
}

void Tap::setFilter(const LiveFilter &filter)
{
    m_matcher = std::make_unique<LiveMatcher>(filter, m_names);
    m_maxPerSecond = std::clamp<quint32>(filter.maxPerSecond, 1, maxPerSecondLimit);
    m_tokens = std::min<double>(m_tokens, m_maxPerSecond);
}

void Tap::observe(const core::LifecycleEvent &event)
{
    ++m_sequence;
    if (!m_matcher->wants(event.step))
        return;
    if (!m_matcher->isStepOnly()) {
        if (!m_matcher->matchesNames(event))
            return;
        if (m_matcher->looksForText()) {
            if (m_paused || m_examinations == 0) {
                ++m_batch.unexamined;
                return;
            }
            --m_examinations;
            if (!m_matcher->matchesText(event))
                return;
        }
    }
    ++m_batch.seen;
    if (m_paused || m_tokens < 1) {
        ++m_batch.leftOut;
        return;
    }
    m_tokens -= 1;
    m_batch.events.append(makeEvent(event));
}

LiveEvent Tap::makeEvent(const core::LifecycleEvent &event) const
{
    LiveEvent e;
    e.atMs = m_broker.nowMs();
    e.sequence = m_sequence;
    e.step = event.step;
    if (const core::Message *message = event.message) {
        e.message = message->id;
        e.exchange = QString::fromUtf8(message->exchange);
        e.routingKey = QString::fromUtf8(message->routingKey);
        e.size = message->bodySize();
        e.preview = previewOf(*message).toByteArray();
    }
    if (event.virtualHost)
        e.virtualHost = QString::fromUtf8(event.virtualHost->name());
    if (event.queue) {
        e.queue = QString::fromUtf8(event.queue->name());
        e.queueId = event.queue->id();
        e.offset = event.offset;
    }
    e.channel = event.channel;
    if (event.channel.connection.isValid())
        e.client = m_names(event.channel.connection);
    return e;
}

LiveBatch Tap::take(qint64 elapsedMs)
{
    LiveBatch batch = std::exchange(m_batch, {});
    refill(elapsedMs);
    return batch;
}

void Tap::refill(qint64 elapsedMs)
{
    // What waits to be taken counts against the bucket, so that a batch never holds more than one second's worth.
    const double room = double(m_maxPerSecond) - double(m_batch.events.size());
    m_tokens = std::clamp(m_tokens + double(m_maxPerSecond) * double(elapsedMs) / 1000.0, 0.0, std::max(room, 0.0));
    m_examinations = examinationsPerTake;
}

} // namespace engine::inspect
