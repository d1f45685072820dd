// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/source.h"

#include "core/broker.h"
#include "core/recordformat.h"
#include "inspect/chunkreader.h"

#include <algorithm>
#include <map>

namespace engine::actions {

using Reason = MessageProblem::Reason;

namespace {

constexpr size_t openedAtOnce = 1000; // records: a compressed batch may hold very many

/// Queue by queue as they are first named, in the order of each queue, each message once.
std::vector<MessageRef> sorted(const QList<MessageRef> &messages)
{
    std::map<QueueId, size_t> ranks;
    for (const MessageRef &ref : messages)
        ranks.try_emplace(ref.queue, ranks.size());
    std::vector<MessageRef> refs(messages.begin(), messages.end());
    std::sort(refs.begin(), refs.end(), [&ranks](const MessageRef &a, const MessageRef &b) {
        return std::pair(ranks.at(a.queue), a.offset) < std::pair(ranks.at(b.queue), b.offset);
    });
    refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
    return refs;
}

const core::Partition::Chunk *chunkFrom(const core::Partition &partition, quint64 offset)
{
    const auto &chunks = partition.chunks();
    const auto found = std::upper_bound(chunks.begin(), chunks.end(), offset,
                                        [](quint64 value, const auto &chunk) { return value < chunk.end(); });
    return found == chunks.end() ? nullptr : &*found;
}

} // namespace

Source::Source(core::Broker &broker, const MessageSelection &selection, bool takes, Wants wants, Ring ring)
    : m_broker(broker)
    , m_takes(takes)
    , m_wants(wants)
    , m_ring(std::move(ring))
    , m_refs(sorted(selection.messages))
    , m_total(m_refs.size())
    , m_self(std::make_shared<Source *>(this))
{
    if (!m_refs.empty())
        return;
    m_first = m_offset = selection.firstOffset.value_or(0);
    for (const QueueId log : selection.logs)
        addLog(log, selection);
}

Source::~Source()
{
    *m_self = nullptr;
}

void Source::addLog(QueueId id, const MessageSelection &selection)
{
    const core::Partition *partition = m_broker.partition(id);
    const core::Queue *queue = m_broker.queue(id);
    if (!partition && !queue)
        return;
    const quint64 whole = partition ? partition->highWatermark() : queue->log().end();
    const quint64 end = selection.lastOffset && *selection.lastOffset < whole ? *selection.lastOffset + 1 : whole;
    const quint64 there = partition ? partition->records() : queue->log().live();
    m_logs.push_back({id, end});
    m_total += std::min(there, end - std::min(end, m_first));
}

// ---- one after the other

Source::State Source::look()
{
    // A partition that is deleted does not answer any more.
    if (m_stretchLog.isValid() && !m_broker.partition(m_stretchLog))
        m_isLoading = false;
    if (m_isLoading)
        return State::Pending;
    m_isLooking = true;
    while (!m_item) {
        const std::optional<MessageRef> ref = next();
        if (!ref)
            break;
        if (!find(*ref) && m_isLoading)
            break;
    }
    m_isLooking = false;
    if (m_item)
        return State::Item;
    return m_isLoading ? State::Pending : State::End;
}

/// Of a log the first place at or after m_offset where something may be.
std::optional<MessageRef> Source::next()
{
    if (isListed())
        return m_index < m_refs.size() ? std::optional(m_refs[m_index]) : std::nullopt;
    for (; m_index < m_logs.size(); skipLog()) {
        const Log &log = m_logs[m_index];
        if (const core::Partition *partition = m_broker.partition(log.id))
            m_offset = std::max(m_offset, partition->logStart());
        else if (const core::Queue *queue = m_broker.queue(log.id))
            m_offset = queue->log().nextLive(m_offset);
        else
            continue; // deleted
        if (m_offset < log.end)
            return MessageRef{log.id, m_offset};
    }
    return std::nullopt;
}

void Source::skipLog()
{
    ++m_index;
    m_offset = m_first;
}

void Source::take()
{
    if (isListed())
        ++m_index;
    else
        m_offset = m_item->ref.offset + 1;
    m_item.reset();
}

QList<MessageRef> Source::rest() const
{
    return isListed() ? QList<MessageRef>(m_refs.begin() + qptrdiff(m_index), m_refs.end()) : QList<MessageRef>();
}

void Source::makeProblem(const MessageRef &ref, Reason reason)
{
    m_item = Item{ref, {}, reason};
}

/// True: it has become the item. False: something is being read for it, or a log has nothing there.
bool Source::find(const MessageRef &ref)
{
    if (core::Partition *partition = m_broker.partition(ref.queue))
        return findInPartition(*partition, ref);
    const core::Queue *queue = m_broker.queue(ref.queue);
    if (!queue) {
        makeProblem(ref, Reason::Gone);
        return true;
    }
    return findInQueue(*queue, ref);
}

// ---- in a queue

std::optional<Reason> Source::problemOf(const core::Queue &queue, quint64 offset) const
{
    if (queue.log().isGone(offset))
        return Reason::Gone;
    if (!m_takes || queue.isReady(offset))
        return std::nullopt;
    return queue.isWaitingRoom() || queue.delayedUntil(offset) ? Reason::Delayed : Reason::Unacked;
}

bool Source::findInQueue(const core::Queue &queue, const MessageRef &ref)
{
    const std::optional<Reason> problem = problemOf(queue, ref.offset);
    // Of everything that matches one has to know first whether it does.
    if (m_wants == Wants::Place || (problem && isListed())) {
        m_item = Item{ref, {}, problem};
        return true;
    }
    core::MessagePtr message = queue.log().at(ref.offset);
    if (!message) {
        const core::Segment &segment = *queue.log().segmentOf(ref.offset);
        if (segment.chunk != m_chunk) {
            load(segment);
            return false;
        }
        message = inspect::messageAt(m_read, ref.offset);
    }
    if (message)
        m_item = Item{ref, message, problem};
    else
        makeProblem(ref, Reason::Unreadable);
    return true;
}

/// A chunk goes with its last message, and may be written anew under another name: a look at the queue tells afterwards.
void Source::load(const core::Segment &segment)
{
    m_isLoading = true;
    m_chunk = segment.chunk;
    m_stretchLog = {};
    m_read.clear();
    m_broker.store().load(m_chunk, [self = m_self](Result<std::vector<core::StoredMessage>> loaded) {
        if (!*self)
            return;
        if (loaded)
            (*self)->m_read = std::move(*loaded);
        (*self)->arrived();
    });
}

// ---- in a partition

bool Source::findInPartition(core::Partition &partition, const MessageRef &ref)
{
    if (ref.queue != m_stretchLog || ref.offset < m_stretchFrom || ref.offset >= m_stretchEnd) {
        const core::Partition::Chunk *chunk = chunkFrom(partition, ref.offset);
        if (chunk && (!isListed() || chunk->base <= ref.offset)) {
            load(partition, ref.offset);
            return false;
        }
        if (isListed())
            makeProblem(ref, Reason::Gone);
        else
            skipLog();
        return isListed();
    }
    const auto found = std::lower_bound(m_read.begin(), m_read.end(), ref.offset,
                                        [](const core::StoredMessage &m, quint64 offset) { return m.offset < offset; });
    if (isListed() && (found == m_read.end() || found->offset != ref.offset)) {
        makeProblem(ref, m_isDamaged ? Reason::Unreadable : Reason::Gone);
        return true;
    }
    if (found == m_read.end()) {
        m_offset = m_stretchEnd; // markers, and what compaction has left
        return false;
    }
    if (!isListed() && found->offset >= m_logs[m_index].end) {
        skipLog();
        return false;
    }
    m_item = Item{{ref.queue, found->offset}, found->message, {}};
    return true;
}

void Source::load(core::Partition &partition, quint64 from)
{
    const core::Partition::Chunk &chunk = *chunkFrom(partition, from);
    m_isLoading = true;
    m_chunk = {};
    m_read.clear();
    m_stretchLog = partition.log();
    m_stretchFrom = from;
    m_stretchEnd = chunk.end();
    partition.load(chunk.id, [self = m_self](const Result<QByteArray> &batches) {
        Source *source = *self;
        if (!source)
            return;
        const auto opened = batches
                                ? source->m_broker.recordFormat().decode(*batches, source->m_stretchFrom, openedAtOnce)
                                : Result<std::vector<core::StoredMessage>>(batches.error());
        source->m_isDamaged = !opened;
        if (opened) {
            source->m_read = *opened;
            if (opened->size() == openedAtOnce)
                source->m_stretchEnd = opened->back().offset + 1;
        }
        source->arrived();
    });
}

void Source::arrived()
{
    m_isLoading = false;
    if (m_isLooking)
        return; // it was at hand
    m_ring();
    m_broker.settle();
}

} // namespace engine::actions
