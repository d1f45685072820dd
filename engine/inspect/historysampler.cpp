// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/historysampler.h"

#include "core/broker.h"
#include "core/groupprogress.h"
#include "core/stream.h"

#include <algorithm>

namespace engine::inspect {

namespace {

/// In the order of figuresOf().
template <typename... Values>
Histories::Reading reading(Values... values)
{
    return {qint64(values)...};
}

} // namespace

void HistorySampler::sample(quint64 residentBytes, quint64 diskBytes)
{
    Sums sums;
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        sampleQueues(*host, sums);
        sampleExchanges(*host);
        sampleTopics(*host);
    }
    sampleGroups();
    const core::BrokerCounters &c = m_broker.counters();
    m_histories.observe({}, reading(c.published, c.deliveredOrGot, c.acked, sums.redelivered, c.unroutable, sums.ready,
                                    sums.unacked, residentBytes, diskBytes));
}

void HistorySampler::sampleQueues(const core::VirtualHost &host, Sums &sums)
{
    for (const auto &[name, queue] : host.queues()) {
        if (queue->stream())
            continue; // it is recorded as a topic
        const core::QueueCounters &c = queue->counters();
        const quint64 ready = queue->ready(), unacked = queue->unacked();
        sums.redelivered += c.redelivered;
        sums.ready += ready;
        sums.unacked += unacked;
        m_histories.observe(HistorySubject::of(queue->id()),
                            reading(c.published, c.deliveredOrGot, c.acked, c.redelivered, ready, unacked,
                                    queue->log().footprint(), queue->log().bodyBytes(), queue->log().storedBytes()));
    }
}

void HistorySampler::sampleExchanges(const core::VirtualHost &host)
{
    for (const auto &[name, exchange] : host.exchanges()) {
        const core::ExchangeCounters &c = exchange->counters;
        m_histories.observe(HistorySubject::of(exchange->id()), reading(c.in, c.out, c.unroutable));
    }
}

void HistorySampler::sampleTopics(const core::VirtualHost &host)
{
    for (const auto &[name, topic] : host.topics().all()) {
        quint64 appended = 0, delivered = 0, records = 0, bytes = 0, inMemory = 0;
        for (const auto &partition : topic->partitions()) {
            appended += partition->appended();
            delivered += partition->delivered();
            records += partition->records();
            bytes += partition->bytes();
            inMemory += partition->cachedBytes();
        }
        m_histories.observe(HistorySubject::of(topic->id()),
                            reading(appended, delivered, records, m_broker.store().isDurable() ? bytes : 0, inMemory));
    }
}

void HistorySampler::sampleGroups()
{
    const auto &groups = m_broker.groups().all();
    size_t looked = 0;
    auto next = groups.upper_bound(m_lastGroup);
    for (size_t i = 0; i < groups.size() && looked < mostOffsets; ++i, ++next) {
        if (next == groups.end())
            next = groups.begin();
        m_lastGroup = next->first;
        looked += 1 + next->second->offsets().size();
        sampleGroup(*next->second);
    }
}

void HistorySampler::sampleGroup(const core::ConsumerGroup &group)
{
    if (group.offsets().empty())
        return; // it has not begun to read
    qint64 lag = 0, lagMs = 0;
    for (const core::PartitionProgress &progress : core::progressOf(m_broker, group)) {
        if (progress.lag.value_or(0) <= 0)
            continue;
        lag += *progress.lag;
        lagMs = lagMs == Histories::unknown || !progress.lagMs ? Histories::unknown : std::max(lagMs, *progress.lagMs);
    }
    m_histories.observe(
        HistorySubject::ofGroup(QString::fromUtf8(group.key().virtualHost), QString::fromUtf8(group.key().name)),
        reading(lag, lagMs));
}

} // namespace engine::inspect
