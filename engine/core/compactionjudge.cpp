// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compactionjudge.h"

#include <algorithm>

namespace engine::core {

using BatchFate = RecordFormat::BatchFate;
using RecordKey = RecordFormat::RecordKey;

CompactionJudge::CompactionJudge(const Facts &facts, const PartitionProducers &producers)
    : m_facts(facts)
    , m_keys(facts.mostKeys)
    , m_mappedBelow(facts.mappedFrom)
{
    for (const PartitionProducers::Aborted &aborted : producers.aborted(facts.start, facts.end))
        m_aborted[aborted.producer].emplace_back(aborted.first, aborted.last);
    for (auto it = producers.states().cbegin(); it != producers.states().cend(); ++it) {
        const auto &runs = it->last;
        m_last.insert(it.key(), {it->epoch, runs.empty() ? std::nullopt : std::optional(runs.back().lastOffset)});
    }
}

// ---- keys

bool CompactionJudge::hasRoomFor(quint32 records) const
{
    return m_keys.size() == 0 || m_keys.hasRoomFor(records);
}

void CompactionJudge::noteKeys(const RecordFormat &format, QByteArrayView batches, quint64 chunkEnd)
{
    for (const Batch &batch : format.describe(batches)) {
        const QByteArrayView bytes = batches.first(format.find(batches, batch.end()));
        batches = batches.sliced(bytes.size());
        if (batch.kind != BatchKind::Data || isAborted(batch) || m_isFull)
            continue;
        // What cannot be read stays, and is nobody's successor.
        (void)format.walk(bytes, [this](const RecordKey &record) {
            if (record.offset < m_facts.mappedFrom || !record.key)
                return true;
            m_isFull = !m_keys.put(*record.key, record.offset);
            if (m_isFull)
                m_mappedBelow = record.offset;
            return !m_isFull;
        });
    }
    if (!m_isFull)
        m_mappedBelow = chunkEnd;
}

// ---- what stays

BatchFate CompactionJudge::judge(const Batch &batch)
{
    m_horizonMs = batch.deleteHorizonMs;
    if (batch.kind != BatchKind::Data)
        return judgeMarker(batch);
    if (batch.transactional)
        m_inTransaction.insert(batch.producer.id);
    BatchFate fate;
    fate.keepsRecords = !isAborted(batch);
    fate.keepsHead = isLastOfProducer(batch) || batch.end() == m_facts.end;
    fate.horizonMs = m_facts.nowMs + m_facts.deleteRetentionMs;
    return fate;
}

BatchFate CompactionJudge::judgeMarker(const Batch &marker)
{
    const bool hasBatches = m_inTransaction.remove(marker.producer.id);
    if (hasBatches || (!m_facts.isWhole && !m_horizonMs) || isLastOfProducer(marker) || marker.end() == m_facts.end)
        return {};
    BatchFate fate;
    fate.keepsRecords = !m_horizonMs || *m_horizonMs > m_facts.nowMs;
    if (!fate.keepsRecords && marker.kind == BatchKind::Abort)
        m_goneAborts.emplace_back(marker.producer.id, marker.base);
    fate.horizonMs = m_facts.nowMs + m_facts.deleteRetentionMs;
    return fate;
}

bool CompactionJudge::isAborted(const Batch &batch) const
{
    if (!batch.transactional)
        return false;
    const auto found = m_aborted.constFind(batch.producer.id);
    if (found == m_aborted.cend())
        return false;
    const auto last = std::lower_bound(found->begin(), found->end(), batch.base,
                                       [](const auto &entry, quint64 offset) { return entry.second < offset; });
    return last != found->end() && batch.base >= last->first;
}

bool CompactionJudge::isLastOfProducer(const Batch &batch) const
{
    const auto found = batch.producer.isSet() ? m_last.constFind(batch.producer.id) : m_last.cend();
    if (found == m_last.cend())
        return false;
    if (batch.kind != BatchKind::Data)
        return !found->dataOffset && found->epoch == batch.producer.epoch;
    return found->dataOffset == batch.end() - 1;
}

bool CompactionJudge::keeps(const RecordKey &record)
{
    if (record.offset < m_facts.start)
        return false;
    if (record.offset >= m_mappedBelow)
        return true;
    if (!record.key)
        return false;
    if (record.isTombstone && m_horizonMs && *m_horizonMs <= m_facts.nowMs)
        return false;
    const std::optional<quint64> latest = m_keys.find(*record.key);
    return !latest || *latest <= record.offset;
}

} // namespace engine::core
