// SPDX-License-Identifier: GPL-3.0-or-later
// Tap: one live view on the lifecycle stream. Events become values while its token bucket has tokens; above that, and while
// it is paused, they are only counted, at the price of a few branches, so that a view that is open does not slow the broker
// down. A paused tap compares no text: where the filter has one, what passes is counted as unexamined.
// Owner: facade's EngineHost, which calls take() about ten times a second. Thread: engine.
#pragma once

#include "inspect/livematcher.h"

#include <memory>

namespace engine::core {
class Broker;
}

namespace engine::inspect {

class Tap : public core::LifecycleObserver
{
public:
    /// Events that are searched for the filter's text between two refills; those above are counted as unexamined, so that a
    /// text that is rarely found does not cost the broker more than a few per cent under full load.
    static constexpr quint32 examinationsPerTake = 15000;

    Tap(core::Broker &broker, ConnectionNames names, const LiveFilter &filter);
    ~Tap() override;
    Tap(const Tap &) = delete;
    Tap &operator=(const Tap &) = delete;

    void setFilter(const LiveFilter &filter);
    void setPaused(bool paused) { m_paused = paused; }
    bool isPaused() const { return m_paused; }

    /// What has gathered since the last call, and new tokens for `elapsedMs`. Always: seen == events.size() + leftOut.
    LiveBatch take(qint64 elapsedMs);
    /// Tokens only: the last batch has not been processed yet, and events go on gathering.
    void refill(qint64 elapsedMs);
    bool hasNews() const { return m_batch.seen > 0 || m_batch.unexamined > 0; }

    void observe(const core::LifecycleEvent &event) override;

private:
    LiveEvent makeEvent(const core::LifecycleEvent &event) const;

    core::Broker &m_broker;
    const ConnectionNames m_names;
    std::unique_ptr<LiveMatcher> m_matcher;
    quint32 m_maxPerSecond = 0;
    double m_tokens = 0;
    quint32 m_examinations = examinationsPerTake;
    quint64 m_sequence = 0;
    bool m_paused = false;
    LiveBatch m_batch;
};

} // namespace engine::inspect
