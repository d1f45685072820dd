// SPDX-License-Identifier: GPL-3.0-or-later
// Tap: one live view on the lifecycle stream. Events become values while its token bucket has tokens; above that, and while
// it is paused, they are only counted, at the price of a few branches, so that a view that is open does not slow the broker
// down. A paused tap compares neither text nor body: where the filter asks for one, what passes is counted as unexamined.
// Records of topics come in batches and are counted so; a batch is opened for as many of its records as become values, or as may
// be compared with what the filter asks of a record: its key, its size, a text.
// Owner: facade's EngineHost, which calls take() about ten times a second. Thread: engine.
#pragma once

#include "core/recordformat.h"
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
    /// The same for conditions on bodies: bytes of bodies that are looked into between two refills, and of one of them.
    static constexpr qsizetype bodyBytesPerTake = 2 << 20;
    static constexpr qsizetype longestBody = 64 << 10;

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
    void observeRecords(const core::RecordsEvent &event) override;

private:
    bool examine(const core::LifecycleEvent &event);
    /// Whether there is time left to look for a text, and into a body of this size. Counts it as done.
    bool mayExamine(qsizetype bodySize);
    bool mayLookInto(qsizetype bodySize);
    LiveEvent makeEvent(const core::LifecycleEvent &event) const;
    LiveEvent makeEvent(const core::RecordsEvent &event, const core::RecordFormat::RecordKey &record) const;
    void takeRecords(const core::RecordsEvent &event, quint64 firstSequence);
    void examineRecords(const core::RecordsEvent &event, quint64 firstSequence);
    /// Calls `look(record)` for the first of them, so many at most.
    template <typename Look>
    void walk(const core::RecordsEvent &event, quint64 most, Look look) const;

    core::Broker &m_broker;
    const ConnectionNames m_names;
    std::unique_ptr<LiveMatcher> m_matcher;
    quint32 m_maxPerSecond = 0;
    double m_tokens = 0;
    quint32 m_examinations = examinationsPerTake;
    qsizetype m_bodyBytes = bodyBytesPerTake;
    quint32 m_tag = 0;
    quint64 m_sequence = 0;
    bool m_paused = false;
    LiveBatch m_batch;
};

} // namespace engine::inspect
