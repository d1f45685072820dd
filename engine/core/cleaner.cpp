// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cleaner.h"

#include "core/broker.h"
#include "core/topics.h"

#include <algorithm>

namespace engine::core {

Cleaner::Cleaner(Broker &broker)
    : m_broker(broker)
    , m_look(broker.agenda())
{}

Cleaner::~Cleaner() = default;

void Cleaner::arm()
{
    if (!m_look.isSet() && !isAtWork())
        lookAgainAt(m_broker.nowMs() + everyMs);
}

void Cleaner::partitionLeaves(const Partition &partition)
{
    if (!m_pass || &m_pass->partition() != &partition)
        return;
    m_pass.reset();
    m_isOver = false;
    arm();
}

void Cleaner::lookAgainAt(qint64 ms)
{
    m_look.at(ms, [this] { look(); });
}

void Cleaner::look()
{
    if (isAtWork())
        return;
    m_pass.reset();
    m_isOver = false;
    std::optional<Plan> best;
    bool hasTopics = false;
    for (const auto &[hostName, host] : m_broker.virtualHosts()) {
        for (const auto &[name, topic] : host->topics().all()) {
            if (!topic->settings().compacts)
                continue;
            hasTopics = true;
            for (const auto &partition : topic->partitions()) {
                const auto plan = planFor(*partition);
                if (plan && (!best || plan->urgency > best->urgency))
                    best = plan;
            }
        }
    }
    if (best && !m_broker.isCongested()) {
        m_pass = std::make_unique<CleaningPass>(*best->partition, best->facts,
                                                [this](bool complete) { passEnded(complete); });
        m_pass->start();
    } else if (hasTopics) {
        lookAgainAt(m_broker.nowMs() + everyMs);
    }
}

/// nullopt: it is not due.
std::optional<Cleaner::Plan> Cleaner::planFor(Partition &partition) const
{
    const TopicSettings &settings = partition.topic().settings();
    if (!partition.rewriter().isIdle() || partition.chunks().empty())
        return std::nullopt;
    const qint64 nowMs = m_broker.nowMs();
    Plan plan;
    plan.partition = &partition;
    plan.facts.start = partition.logStart();
    plan.facts.mappedFrom = plan.facts.end = std::max(partition.cleanBelow(), partition.logStart());
    plan.facts.nowMs = nowMs;
    plan.facts.deleteRetentionMs = settings.deleteRetentionMs;
    plan.facts.mostKeys = m_mostKeys;
    quint64 clean = 0, dirty = 0;
    qint64 oldest = nowMs;
    bool isOverHorizon = false;
    for (const Partition::Chunk &chunk : partition.chunks()) {
        isOverHorizon = isOverHorizon || (chunk.horizonMs != 0 && chunk.horizonMs <= nowMs);
        if (chunk.end() <= plan.facts.mappedFrom) {
            clean += chunk.bytes;
            continue;
        }
        const bool isYoung =
            settings.minCompactionLagMs > 0 && chunk.maxTimestamp > nowMs - settings.minCompactionLagMs;
        if (chunk.end() > partition.lastStable() || isYoung)
            break;
        oldest = dirty == 0 ? chunk.firstTimestamp : oldest;
        dirty += chunk.bytes;
        plan.facts.end = chunk.end();
    }
    const double ratio = dirty == 0 ? 0 : double(dirty) / double(clean + dirty);
    if (ratio > settings.minCleanableDirtyRatio || (dirty > 0 && oldest < nowMs - settings.maxCompactionLagMs)) {
        plan.urgency = 1 + ratio;
        return plan;
    }
    plan.facts.end = plan.facts.mappedFrom;
    plan.facts.isWhole = false;
    return isOverHorizon ? std::optional(plan) : std::nullopt;
}

/// Called by the pass, which is still at it.
void Cleaner::passEnded(bool complete)
{
    m_isOver = true;
    lookAgainAt(m_broker.nowMs() + (complete ? 0 : everyMs));
}

} // namespace engine::core
