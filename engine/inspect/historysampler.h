// SPDX-License-Identifier: GPL-3.0-or-later
// HistorySampler: looks at the broker, its queues, exchanges, topics and groups once a second, and hands what it sees to Histories. What
// core does not know (connections, the process, the disk) the caller adds in the same pass. Lags are looked up a bounded number of
// offsets at a time: where there are very many, a group waits for its turn.
// Owner: facade's Watches; the broker outlives it. Thread: engine.
#pragma once

#include "core/consumergroups.h"
#include "inspect/histories.h"

namespace engine::core {
class Broker;
class VirtualHost;
} // namespace engine::core

namespace engine::inspect {

class HistorySampler
{
public:
    /// Offsets that one call looks at, more or less.
    static constexpr size_t mostOffsets = 2000;

    HistorySampler(const core::Broker &broker, Histories &histories)
        : m_broker(broker)
        , m_histories(histories)
    {}

    /// Within a pass: between Histories' begin() and end(). Bytes of the process and of the broker's files.
    void sample(quint64 residentBytes, quint64 diskBytes);

private:
    /// Of all queues together.
    struct Sums
    {
        quint64 redelivered = 0, ready = 0, unacked = 0;
    };
    void sampleQueues(const core::VirtualHost &host, Sums &sums);
    void sampleExchanges(const core::VirtualHost &host);
    void sampleTopics(const core::VirtualHost &host);
    void sampleGroups();
    void sampleGroup(const core::ConsumerGroup &group);

    const core::Broker &m_broker;
    Histories &m_histories;
    core::GroupKey m_lastGroup; ///< that was looked at
};

} // namespace engine::inspect
