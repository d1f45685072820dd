// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/partitionproducers.h"

#include <algorithm>

namespace engine::core {

namespace {

/// How many records a run has, which is also how many sequences.
quint32 lengthOf(const ProducerRun &run)
{
    return quint32(run.lastOffset - run.firstOffset) + 1;
}

/// How far a sequence lies behind the first one of a run.
quint32 stepsFrom(qint32 first, qint32 sequence)
{
    return (quint32(sequence) - quint32(first)) & 0x7fffffff;
}

} // namespace

ProducerRun runOf(const Batch &batch)
{
    ProducerRun run;
    run.producer = batch.producer.id;
    run.epoch = batch.producer.epoch;
    run.kind = batch.kind;
    run.transactional = batch.transactional;
    run.firstOffset = batch.base;
    run.lastOffset = batch.end() - 1;
    if (batch.kind == BatchKind::Data) {
        run.firstSequence = batch.producer.sequence;
        run.lastSequence = sequenceAfter(batch.producer.sequence, batch.span - 1);
    }
    return run;
}

void addRun(std::vector<ProducerRun> &runs, const Batch &batch)
{
    if (!batch.producer.isSet())
        return;
    const ProducerRun run = runOf(batch);
    if (!runs.empty()) {
        ProducerRun &before = runs.back();
        const bool same = before.producer == run.producer && before.epoch == run.epoch && before.kind == run.kind &&
                          before.transactional == run.transactional;
        const bool follows =
            before.lastOffset + 1 == run.firstOffset && sequenceAfter(before.lastSequence, 1) == run.firstSequence;
        if (same && follows && run.kind == BatchKind::Data) {
            before.lastOffset = run.lastOffset;
            before.lastSequence = run.lastSequence;
            return;
        }
    }
    runs.push_back(run);
}

PartitionProducers::Check PartitionProducers::check(const Batch &batch) const
{
    const auto found = m_states.constFind(batch.producer.id);
    if (found == m_states.cend())
        return {}; // nobody knows it: its first batch here, or it was forgotten
    const State &state = *found;
    if (batch.producer.epoch < state.epoch)
        return {Verdict::Fenced, 0};
    if (batch.kind != BatchKind::Data)
        return {};
    if (batch.producer.epoch > state.epoch)
        return {batch.producer.sequence == 0 ? Verdict::Fresh : Verdict::OutOfOrder, 0};
    for (const ProducerRun &run : state.last) {
        const quint32 steps = stepsFrom(run.firstSequence, batch.producer.sequence);
        if (quint64(steps) + batch.span <= lengthOf(run))
            return {Verdict::Duplicate, run.firstOffset + steps};
    }
    if (state.last.empty() || sequenceAfter(state.last.back().lastSequence, 1) == batch.producer.sequence)
        return {};
    return {Verdict::OutOfOrder, 0};
}

void PartitionProducers::note(const ProducerRun &run, qint64 atMs)
{
    State &state = m_states[run.producer];
    if (run.epoch != state.epoch) {
        state.last.clear();
        state.epoch = run.epoch;
    }
    state.lastAtMs = std::max(state.lastAtMs, atMs);
    if (run.kind == BatchKind::Data)
        noteData(state, run);
    else
        noteMarker(state, run);
}

void PartitionProducers::noteData(State &state, const ProducerRun &run)
{
    state.last.push_back(run);
    if (state.last.size() > kept)
        state.last.pop_front();
    if (run.transactional && !state.openSince) {
        state.openSince = run.firstOffset;
        m_open.emplace(run.firstOffset, openEnd);
    }
}

void PartitionProducers::noteMarker(State &state, const ProducerRun &run)
{
    if (!state.openSince)
        return;
    if (run.kind == BatchKind::Abort)
        m_aborted.push_back({run.producer, *state.openSince, run.lastOffset});
    m_open[*state.openSince] = run.lastOffset;
    state.openSince.reset();
}

std::optional<quint64> PartitionProducers::firstOpen(quint64 highWatermark) const
{
    for (const auto &[first, marker] : m_open) {
        if (marker >= highWatermark)
            return first;
    }
    return std::nullopt;
}

void PartitionProducers::noteCommitted(quint64 highWatermark)
{
    std::erase_if(m_open, [highWatermark](const auto &open) { return open.second < highWatermark; });
}

bool PartitionProducers::hasOpen(qint64 producer) const
{
    const auto found = m_states.constFind(producer);
    return found != m_states.cend() && found->openSince;
}

std::vector<PartitionProducers::Aborted> PartitionProducers::aborted(quint64 from, quint64 to) const
{
    std::vector<Aborted> reaching;
    const auto first = std::lower_bound(m_aborted.begin(), m_aborted.end(), from,
                                        [](const Aborted &entry, quint64 offset) { return entry.last < offset; });
    for (auto it = first; it != m_aborted.end(); ++it) {
        if (it->first < to)
            reaching.push_back(*it);
    }
    return reaching;
}

bool PartitionProducers::isAborted(const Batch &batch) const
{
    if (!batch.transactional || m_aborted.empty())
        return false;
    const std::vector<Aborted> reaching = aborted(batch.base, batch.end());
    return std::any_of(reaching.begin(), reaching.end(), [&](const Aborted &entry) {
        return entry.producer == batch.producer.id && batch.base >= entry.first;
    });
}

void PartitionProducers::forgetAborted(quint64 below)
{
    std::erase_if(m_aborted, [below](const Aborted &entry) { return entry.last < below; });
}

void PartitionProducers::forgetAborted(qint64 producer, quint64 marker)
{
    std::erase_if(m_aborted, [&](const Aborted &entry) { return entry.producer == producer && entry.last == marker; });
}

void PartitionProducers::forgetIdle(qint64 beforeMs)
{
    m_states.removeIf([beforeMs](const auto &state) { return !state->openSince && state->lastAtMs < beforeMs; });
}

} // namespace engine::core
