// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cleaningpass.h"

#include "core/broker.h"
#include "core/topic.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace engine::core {

namespace {

constexpr size_t manyChunks = 16; // so many unchanged ones in a row are worth being one
constexpr quint64 longestSpan = std::numeric_limits<qint32>::max();

/// The earliest time at which something of these may go; what may go already stays for another reason.
qint64 horizonOf(const std::vector<Batch> &batches, qint64 nowMs)
{
    qint64 earliest = 0;
    for (const Batch &batch : batches) {
        const qint64 horizon = batch.deleteHorizonMs.value_or(0);
        if (horizon > nowMs && (earliest == 0 || horizon < earliest))
            earliest = horizon;
    }
    return earliest;
}

} // namespace

CleaningPass::CleaningPass(Partition &partition, const CompactionJudge::Facts &facts, std::function<void(bool)> ended)
    : m_partition(partition)
    , m_broker(partition.topic().broker())
    , m_judge(std::make_shared<CompactionJudge>(facts, partition.producers()))
    , m_ended(std::move(ended))
    , m_at(facts.mappedFrom)
    , m_end(facts.end)
    , m_self(std::make_shared<CleaningPass *>(this))
{
    m_partition.rewriter().holdBelow(m_end);
}

CleaningPass::~CleaningPass()
{
    *m_self = nullptr;
    m_partition.rewriter().holdBelow(0);
}

void CleaningPass::start()
{
    mapNext();
}

/// The chunk that ends behind this offset; null: the pass does not go so far.
const Partition::Chunk *CleaningPass::next(quint64 from) const
{
    const auto &chunks = m_partition.chunks();
    const auto found = std::upper_bound(chunks.begin(), chunks.end(), from,
                                        [](quint64 value, const auto &chunk) { return value < chunk.end(); });
    return found == chunks.end() || found->base >= m_end ? nullptr : &*found;
}

void CleaningPass::load(const Partition::Chunk &chunk,
                        void (CleaningPass::*then)(const Partition::Chunk &, const QByteArray &))
{
    const auto loaded = [self = m_self, chunk, then](const Result<QByteArray> &bytes) {
        if (CleaningPass *pass = *self; pass && bytes)
            (pass->*then)(chunk, *bytes);
        else if (pass)
            pass->end(false); // lost, or not to be read just now: the next pass sees which
    };
    m_partition.load(chunk.id, loaded, Partition::Keep::No);
}

/// `done` is called in a turn of its own.
void CleaningPass::work(std::function<void(CompactionJudge &)> job, std::function<void()> done)
{
    m_broker.runElsewhere([judge = m_judge, job = std::move(job)] { job(*judge); },
                          [self = m_self, done = std::move(done)] {
                              if (*self)
                                  done();
                          });
}

// ---- keys

void CleaningPass::mapNext()
{
    if (!m_partition.topic().settings().compacts)
        return end(false);
    const Partition::Chunk *chunk = next(m_at);
    if (chunk && m_judge->hasRoomFor(chunk->count)) {
        load(*chunk, &CleaningPass::map);
        return;
    }
    if (chunk) {
        m_end = m_at; // the rest is another pass's
        m_judge->endAt(m_end);
    }
    m_at = m_partition.logStart();
    cleanNext();
}

void CleaningPass::map(const Partition::Chunk &chunk, const QByteArray &bytes)
{
    const RecordFormat &format = m_broker.recordFormat();
    work([&format, bytes, end = chunk.end()](CompactionJudge &judge) { judge.noteKeys(format, bytes, end); },
         [this, end = chunk.end()] {
             m_at = end;
             mapNext();
         });
}

// ---- what is left

/// Where nothing is new only what has reached its horizon is looked at.
bool CleaningPass::isSkipped(const Partition::Chunk &chunk) const
{
    const CompactionJudge::Facts &facts = m_judge->facts();
    return facts.mappedFrom == facts.end && (chunk.horizonMs == 0 || chunk.horizonMs > facts.nowMs);
}

void CleaningPass::cleanNext()
{
    if (!m_partition.topic().settings().compacts)
        return end(false);
    const Partition::Chunk *chunk = next(std::max(m_at, m_partition.logStart()));
    while (chunk && isSkipped(*chunk)) {
        m_at = chunk->end();
        if (!m_group.chunks.empty())
            return flush([this] { cleanNext(); });
        chunk = next(m_at);
    }
    if (chunk)
        load(*chunk, &CleaningPass::clean);
    else if (!m_group.chunks.empty())
        flush([this] { cleanNext(); });
    else
        end(true);
}

void CleaningPass::clean(const Partition::Chunk &chunk, const QByteArray &bytes)
{
    const RecordFormat &format = m_broker.recordFormat();
    const auto job = std::make_shared<Job>();
    job->bytes = bytes;
    work([job, &format](CompactionJudge &judge) { job->filtered = format.filtered(job->bytes, judge); },
         [this, job, chunk] { take(chunk, *job); });
}

void CleaningPass::take(const Partition::Chunk &chunk, const Job &job)
{
    RecordFormat::Filtered filtered;
    if (job.filtered) {
        filtered = *job.filtered;
    } else { // its records make no sense: it stays, whatever is in it
        filtered.bytes = job.bytes;
        filtered.batches = m_broker.recordFormat().describe(job.bytes);
        m_judge->skipped();
    }
    const PartitionRewriter::Replacement &with = m_group.with;
    const bool fits = m_group.chunks.empty() || (with.bytes.size() + filtered.bytes.size() <= Partition::chunkBytes &&
                                                 chunk.end() - with.base <= longestSpan);
    for (const auto &[producer, marker] : m_judge->takeGoneAborts())
        m_partition.forgetAborted(producer, marker);
    m_at = chunk.end();
    if (fits) {
        addToGroup(chunk, std::move(filtered));
        cleanNext();
        return;
    }
    flush([this, chunk, filtered]() mutable {
        addToGroup(chunk, std::move(filtered));
        cleanNext();
    });
}

void CleaningPass::addToGroup(const Partition::Chunk &chunk, RecordFormat::Filtered &&filtered)
{
    PartitionRewriter::Replacement &with = m_group.with;
    const qint64 horizon = horizonOf(filtered.batches, m_judge->facts().nowMs);
    if (m_group.chunks.empty())
        with.base = chunk.base;
    with.end = chunk.end();
    with.bytes += filtered.bytes;
    with.batches.insert(with.batches.end(), filtered.batches.begin(), filtered.batches.end());
    if (horizon != 0 && (with.horizonMs == 0 || horizon < with.horizonMs))
        with.horizonMs = horizon;
    m_group.chunks.emplace_back(chunk.id, horizon);
    m_group.isChanged = m_group.isChanged || filtered.isChanged;
}

/// Goes on when the group has taken the place of its chunks, or at once where that is not worth it.
void CleaningPass::flush(std::function<void()> then)
{
    if (!m_partition.rewriter().isIdle()) { // what has come meanwhile is being merged
        m_broker.whenCommitted([self = m_self, then = std::move(then)](bool) {
            if (*self)
                (*self)->flush(then);
        });
        return;
    }
    Group group = std::exchange(m_group, {});
    if (!group.isChanged && group.chunks.size() < manyChunks) {
        for (const auto &[chunk, horizon] : group.chunks)
            m_partition.noteHorizon(chunk, horizon);
        then();
        return;
    }
    const quint64 number = m_partition.replace(std::move(group.with));
    if (number == 0) // the chunks are others now: retention was faster
        return end(false);
    m_broker.whenCommitted([self = m_self, number, then = std::move(then)](bool ok) {
        CleaningPass *pass = *self;
        if (pass && ok && pass->m_partition.rewriter().wasApplied(number))
            then();
        else if (pass)
            pass->end(false);
    });
    m_broker.agenda().at(m_broker.nowMs(), [] {}); // a turn in which it is handed over, whatever this is part of
}

void CleaningPass::end(bool complete)
{
    if (complete)
        m_partition.noteClean(m_judge->mappedBelow());
    m_judge.reset();
    m_partition.rewriter().holdBelow(0);
    m_ended(complete);
}

} // namespace engine::core
