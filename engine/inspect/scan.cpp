// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/scan.h"

#include "core/broker.h"
#include "inspect/chunkreader.h"
#include "inspect/messagerows.h"

#include <algorithm>
#include <limits>

namespace engine::inspect {

namespace {

constexpr qint64 anyTime = std::numeric_limits<qint64>::max();

ScanRequest bounded(ScanRequest request)
{
    request.limit = std::clamp<quint32>(request.limit, 1, Scan::mostLimit);
    return request;
}

/// In chunks or segments, ascending and disjoint: the first that ends behind `offset`.
template <typename Parts, typename End>
auto partAbove(const Parts &parts, quint64 offset, End end)
{
    return std::upper_bound(parts.begin(), parts.end(), offset,
                            [end](quint64 value, const auto &part) { return value < end(part); });
}

/// The last that begins before `offset`, or parts.end().
template <typename Parts, typename Base>
auto partBelow(const Parts &parts, quint64 offset, Base base)
{
    const auto after = std::lower_bound(parts.begin(), parts.end(), offset,
                                        [base](const auto &part, quint64 value) { return base(part) < value; });
    return after == parts.begin() ? parts.end() : std::prev(after);
}

const core::Partition::Chunk *chunkAt(const core::Partition &partition, quint64 from, quint64 to, bool isUpward)
{
    const auto &chunks = partition.chunks();
    const auto found = isUpward
                           ? partAbove(chunks, from, [](const core::Partition::Chunk &chunk) { return chunk.end(); })
                           : partBelow(chunks, to, [](const core::Partition::Chunk &chunk) { return chunk.base; });
    return found == chunks.end() || found->base >= to || found->end() <= from ? nullptr : &*found;
}

const core::Segment *segmentAt(const core::Queue &queue, quint64 from, quint64 to, bool isUpward)
{
    const auto &segments = queue.log().segments();
    const auto found = isUpward ? partAbove(segments, from, [](const auto &segment) { return segment->end(); })
                                : partBelow(segments, to, [](const auto &segment) { return segment->base; });
    return found == segments.end() || (*found)->base >= to || (*found)->end() <= from ? nullptr : found->get();
}

quint64 countIn(const core::Partition &partition, quint64 from)
{
    quint64 count = 0;
    for (const core::Partition::Chunk &chunk : partition.chunks()) {
        if (chunk.end() > from)
            count += std::min<quint64>(chunk.count, chunk.end() - std::max(from, chunk.base));
    }
    return count;
}

/// Where the first message can be that is not older.
quint64 offsetSince(const core::Partition &partition, qint64 sinceMs)
{
    for (const core::Partition::Chunk &chunk : partition.chunks()) {
        if (chunk.maxTimestamp >= sinceMs)
            return std::max(chunk.base, partition.logStart());
    }
    return partition.highWatermark();
}

/// Puts the live messages of a stretch into it, from memory or from what was read. False: some are in neither.
bool gather(const core::Queue &queue, Stretch &stretch, const std::vector<core::StoredMessage> &read)
{
    bool isAllThere = true;
    stretch.messages.clear();
    const core::QueueLog &log = queue.log();
    for (quint64 offset = log.nextLive(stretch.from); offset < stretch.to; offset = log.nextLive(offset + 1)) {
        core::MessagePtr message = log.at(offset);
        if (!message)
            message = messageAt(read, offset);
        isAllThere = isAllThere && message;
        stretch.messages.push_back({offset, false, message});
    }
    return isAllThere;
}

} // namespace

Scan::Scan(core::Broker &broker, const ScanRequest &request)
    : m_broker(broker)
    , m_request(bounded(request))
    , m_matcher(std::make_shared<MessageMatcher>(request.filter))
{
    m_sources.reserve(size_t(request.logs.size()));
    for (const QueueId log : request.logs)
        addSource(log);
}

void Scan::addSource(QueueId log)
{
    Source source;
    source.log = log;
    source.high = source.next = endOf(log);
    if (const core::Partition *partition = m_broker.partition(log)) {
        source.low =
            m_request.filter.sinceMs ? offsetSince(*partition, m_request.filter.sinceMs) : partition->logStart();
        m_batch.total += countIn(*partition, source.low);
    } else if (const core::Queue *queue = m_broker.queue(log)) {
        source.low = queue->log().lowWater();
        m_batch.total += queue->log().live();
    } else {
        return;
    }
    m_sources.push_back(source);
}

quint64 Scan::endOf(QueueId log) const
{
    if (const core::Partition *partition = m_broker.partition(log))
        return partition->highWatermark();
    const core::Queue *queue = m_broker.queue(log);
    return queue ? queue->log().end() : 0;
}

// ---- what comes next

Scan::Rank Scan::rankOf(const MessageSummary &message) const
{
    const Rank rank = m_sources.size() == 1 ? Rank(message.ref.offset) : Rank(message.publishedAt.toMSecsSinceEpoch());
    return isNewestFirst() ? rank : -rank;
}

/// No message that is still to be examined there ranks above this. Times within a log are taken to ascend.
Scan::Rank Scan::boundOf(const Source &source) const
{
    if (m_sources.size() == 1)
        return isNewestFirst() ? Rank(source.high) - 1 : -Rank(source.low);
    const core::Partition *partition = m_broker.partition(source.log);
    if (!partition)
        return source.reached;
    const auto *chunk = chunkAt(*partition, source.low, source.high, !isNewestFirst());
    if (!chunk)
        return -anyTime;
    return std::min(source.reached, isNewestFirst() ? chunk->maxTimestamp : -chunk->firstTimestamp);
}

Scan::Source *Scan::best()
{
    Source *best = nullptr;
    Rank bound = 0;
    for (Source &source : m_sources) {
        if (source.isExhausted())
            continue;
        const Rank rank = boundOf(source);
        if (best && rank <= bound)
            continue;
        best = &source;
        bound = rank;
    }
    return best;
}

bool Scan::isSatisfied(const Source &best) const
{
    return m_best.size() >= m_request.limit && boundOf(best) <= m_best.top();
}

bool Scan::admit(const MessageSummary &row)
{
    const Rank rank = rankOf(row);
    if (m_best.size() < m_request.limit) {
        m_best.push(rank);
        return true;
    }
    m_isCut = true;
    if (rank <= m_best.top())
        return false;
    m_best.pop();
    m_best.push(rank);
    return true;
}

// ---- going on

void Scan::tick()
{
    // Where the oldest are wanted, what comes in is wanted when everything before has been.
    if (isNewestFirst() || (m_batch.isComplete && !m_batch.isLimited)) {
        for (Source &source : m_sources) {
            source.due = endOf(source.log);
            if (source.due > source.next + mostNewcomers) {
                m_batch.leftOut += source.due - source.next - mostNewcomers;
                source.next = source.due - mostNewcomers;
                m_hasNews = true;
            }
        }
    }
    advance();
}

void Scan::advance()
{
    if (m_isAdvancing)
        return;
    m_isAdvancing = true;
    while (!m_isUnderWay && m_batch.found.size() < mostWaiting && (stepNewcomers() || stepBacklog())) {
    }
    m_isAdvancing = false;
}

bool Scan::stepNewcomers()
{
    const auto waiting =
        std::find_if(m_sources.begin(), m_sources.end(), [](const Source &source) { return source.next < source.due; });
    if (waiting == m_sources.end())
        return false;
    read(size_t(waiting - m_sources.begin()), waiting->next, waiting->due, true);
    return true;
}

bool Scan::stepBacklog()
{
    if (m_batch.isComplete)
        return false;
    const Source *source = best();
    if (!source || isSatisfied(*source)) {
        complete();
        return false;
    }
    read(size_t(source - m_sources.data()), source->low, source->high, false);
    return true;
}

void Scan::complete()
{
    m_batch.isComplete = true;
    m_batch.isLimited =
        m_isCut || std::any_of(m_sources.begin(), m_sources.end(), [](const Source &s) { return !s.isExhausted(); });
    m_hasNews = true;
}

void Scan::read(size_t source, quint64 from, quint64 to, bool isNewcomer)
{
    Step step;
    step.source = source;
    step.isNewcomer = isNewcomer;
    step.isUpward = isNewcomer || !isNewestFirst();
    step.stretch.log = m_sources[source].log;
    step.stretch.from = from;
    step.stretch.to = to;
    step.stretch.isNewestWanted = isNewestFirst();
    step.stretch.most = qsizetype(m_request.limit);
    step.stretch.death = m_request.death;
    if (core::Partition *partition = m_broker.partition(step.stretch.log))
        readPartition(*partition, std::move(step));
    else if (const core::Queue *queue = m_broker.queue(step.stretch.log))
        readQueue(*queue, std::move(step));
    else
        pass(step);
}

void Scan::readPartition(core::Partition &partition, Step &&step)
{
    Stretch &stretch = step.stretch;
    const quint64 from = std::max(stretch.from, partition.logStart());
    const core::Partition::Chunk *chunk =
        from < stretch.to ? chunkAt(partition, from, stretch.to, step.isUpward) : nullptr;
    if (!chunk)
        return pass(step);
    stretch.from = std::max(from, chunk->base);
    stretch.to = std::min(stretch.to, chunk->end());
    // Everything is wanted, so no more of it than the newest.
    if (!step.isUpward && m_matcher->matchesAll())
        stretch.from = std::max(stretch.from, stretch.to - std::min<quint64>(stretch.to, m_request.limit));
    m_isUnderWay = true;
    stretch.batches = m_broker.chunkCache().find(chunk->id);
    if (stretch.batches.isNull())
        loadBatches(chunk->id, std::move(step));
    else
        look(std::move(step));
}

void Scan::readQueue(const core::Queue &queue, Step &&step)
{
    Stretch &stretch = step.stretch;
    const core::Segment *segment = segmentAt(queue, stretch.from, stretch.to, step.isUpward);
    if (!segment)
        return pass(step);
    stretch.from = std::max(stretch.from, segment->base);
    stretch.to = std::min(stretch.to, segment->end());
    m_isUnderWay = true;
    if (gather(queue, stretch, {}) || !segment->chunk.isValid())
        look(std::move(step));
    else
        loadMessages(segment->chunk, std::move(step));
}

/// Past the broker's cache, which is for those who consume.
void Scan::loadBatches(core::ChunkId chunk, Step &&step)
{
    m_broker.store().loadBatches(chunk,
                                 [this, alive = std::weak_ptr(m_alive), chunk,
                                  step = std::make_shared<Step>(std::move(step))](const Result<QByteArray> &read) {
                                     if (alive.expired())
                                         return;
                                     const core::Partition *partition = m_broker.partition(step->stretch.log);
                                     if (read) {
                                         step->stretch.batches = *read;
                                         look(std::move(*step));
                                     } else if (partition && partition->uses(chunk)) {
                                         finish(*step, {{}, step->stretch.to, 0, true, false});
                                     } else {
                                         m_isUnderWay = false; // merged with others meanwhile: looked up anew
                                         advance();
                                     }
                                 });
}

void Scan::loadMessages(core::ChunkId chunk, Step &&step)
{
    m_broker.store().load(chunk, [this, alive = std::weak_ptr(m_alive), step = std::make_shared<Step>(std::move(step))](
                                     const Result<std::vector<core::StoredMessage>> &read) {
        if (alive.expired())
            return;
        if (const core::Queue *queue = m_broker.queue(step->stretch.log))
            gather(*queue, step->stretch, read ? *read : std::vector<core::StoredMessage>());
        look(std::move(*step));
    });
}

void Scan::look(Step &&step)
{
    struct Work
    {
        Step step;
        LookedThrough looked;
    };
    const auto work = std::make_shared<Work>(Work{std::move(step), {}});
    const core::RecordFormat *format = work->step.stretch.batches.isNull() ? nullptr : &m_broker.recordFormat();
    m_broker.runElsewhere(
        [work, alive = std::weak_ptr(m_alive), matcher = m_matcher, format] {
            if (!alive.expired())
                work->looked = lookThrough(work->step.stretch, *matcher, format);
        },
        [this, work, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                finish(work->step, std::move(work->looked));
        });
}

// ---- what was found

void Scan::finish(const Step &step, LookedThrough &&looked)
{
    m_isUnderWay = false;
    m_hasNews = true;
    move(step, looked.to);
    m_isCut = m_isCut || (looked.isCut && !(step.isNewcomer && isNewestFirst()));
    if (!step.isNewcomer) {
        m_batch.examined += looked.examined;
        if (!looked.found.isEmpty())
            m_sources[step.source].reached = rankOf(isNewestFirst() ? looked.found.first() : looked.found.last());
    }
    if (looked.isDamaged)
        m_batch.unreadable += std::max<quint64>(1, step.stretch.to - step.stretch.from - looked.examined);
    for (MessageSummary &row : looked.found) {
        // Of what comes in the newest push out the oldest; where the oldest are wanted, they are as good as what was there.
        if (describeState(row) && ((step.isNewcomer && isNewestFirst()) || admit(row)))
            m_batch.found.append(std::move(row));
    }
    if (m_batch.isComplete && !isNewestFirst())
        m_batch.isLimited = m_batch.isLimited || m_isCut;
    advance();
}

void Scan::pass(const Step &step)
{
    Source &source = m_sources[step.source];
    if (step.isNewcomer)
        source.next = step.stretch.to;
    else
        source.low = source.high;
}

void Scan::move(const Step &step, quint64 to)
{
    Source &source = m_sources[step.source];
    if (step.isNewcomer)
        source.next = to;
    else if (step.isUpward)
        source.low = to;
    else
        source.high = step.stretch.from;
}

/// False: it has left the queue meanwhile.
bool Scan::describeState(MessageSummary &row) const
{
    const MessageStanding standing = standingOf(m_broker, row.ref);
    if (standing.state == MessageState::Gone)
        return false;
    row.state = standing.state;
    row.redelivered = standing.redelivered;
    row.readyAt = standing.readyAt;
    return true;
}

ScanBatch Scan::take()
{
    ScanBatch batch = m_batch;
    m_batch.found.clear();
    m_hasNews = false;
    return batch;
}

} // namespace engine::inspect
