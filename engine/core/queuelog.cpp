// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queuelog.h"

#include <algorithm>

namespace engine::core {

namespace {

constexpr size_t mostLookedAt = 2000;   // segments, for an estimate
constexpr qsizetype goneBitsStep = 512; // bits are added in steps, so that acknowledging one by one does not reallocate

bool isKept(const Segment &segment)
{
    return segment.live > 0 || segment.where == Segment::Where::Committing;
}

void setGone(Segment &segment, quint64 offset)
{
    const qsizetype i = qsizetype(offset - segment.base);
    if (i >= segment.gone.size())
        segment.gone.resize((qsizetype(segment.span) + goneBitsStep - 1) / goneBitsStep * goneBitsStep);
    segment.gone.setBit(i);
}

GoneBits trimmed(const Segment &segment)
{
    GoneBits bits = segment.gone;
    bits.resize(segment.span);
    return bits;
}

} // namespace

QueueLog::QueueLog(QueueId id, Keeps keeps, MemoryUse &use)
    : m_id(id)
    , m_keeps(keeps)
    , m_use(use)
{}

quint64 QueueLog::storedBytes() const
{
    // Of a very long log every nth segment speaks for its neighbours: this is asked each second.
    const size_t step = std::max<size_t>(1, m_segments.size() / mostLookedAt);
    quint64 bytes = 0;
    for (size_t i = 0; i < m_segments.size(); i += step) {
        const Segment &segment = *m_segments[i];
        if (segment.live > 0)
            bytes += segment.bodyBytes * (segment.live - segment.unstored) / segment.live;
    }
    return std::min(bytes * step, m_bodyBytes);
}

QueueLog::~QueueLog()
{
    m_use.footprint -= m_footprint;
    m_use.uncommitted -= m_uncommitted;
}

void QueueLog::restore(const StoredLog &stored)
{
    m_end = m_statedLow = stored.state.lowWater;
    for (const ChunkInfo &chunk : stored.chunks) {
        auto segment = std::make_unique<Segment>();
        segment->base = chunk.base;
        segment->span = chunk.span;
        segment->gone = chunk.gone;
        segment->live = chunk.span - quint32(chunk.gone.count(true));
        segment->bodyBytes = chunk.bytes;
        segment->where = Segment::Where::Stored;
        segment->spilled = true;
        segment->chunk = chunk.chunk;
        m_end = std::max(m_end, segment->end());
        if (segment->live == 0) {
            m_removals.push_back(chunk.chunk);
            continue;
        }
        m_live += segment->live;
        m_bodyBytes += segment->bodyBytes;
        m_segments.push_back(std::move(segment));
    }
    m_collectFrom = m_end;
    m_dirty = !m_removals.empty();
}

// ---- finding

/// Index of the last segment that starts at or before the offset, or m_segments.size().
size_t QueueLog::indexOf(quint64 offset) const
{
    if (m_hint < m_segments.size() && m_segments[m_hint]->holds(offset))
        return m_hint;
    const auto after = std::upper_bound(m_segments.begin(), m_segments.end(), offset,
                                        [](quint64 value, const auto &segment) { return value < segment->base; });
    if (after == m_segments.begin())
        return m_segments.size();
    m_hint = size_t(after - m_segments.begin()) - 1;
    return m_hint;
}

Segment *QueueLog::segmentOf(quint64 offset) const
{
    const size_t index = indexOf(offset);
    if (index == m_segments.size() || !m_segments[index]->holds(offset))
        return nullptr;
    return m_segments[index].get();
}

MessagePtr QueueLog::at(quint64 offset) const
{
    const Segment *segment = segmentOf(offset);
    if (!segment || segment->slots.empty())
        return {};
    return segment->slots[offset - segment->base];
}

bool QueueLog::isGone(quint64 offset) const
{
    const Segment *segment = segmentOf(offset);
    return !segment || segment->isGone(offset);
}

quint64 QueueLog::nextLive(quint64 from) const
{
    size_t index = indexOf(from);
    if (index == m_segments.size())
        index = 0;
    for (; index < m_segments.size(); ++index) {
        const Segment &segment = *m_segments[index];
        if (segment.live == 0)
            continue;
        for (quint64 offset = std::max(from, segment.base); offset < segment.end(); ++offset) {
            if (!segment.isGone(offset))
                return offset;
        }
    }
    return m_end;
}

quint64 QueueLog::lowWater() const
{
    return nextLive(0);
}

// ---- in

Segment &QueueLog::tailFor(quint64 bytes)
{
    if (!m_segments.empty()) {
        Segment &tail = *m_segments.back();
        const bool open = tail.where == Segment::Where::Memory && tail.end() == m_end;
        const bool room = tail.span < maxSegmentSpan && tail.footprint + bytes <= maxSegmentBytes;
        if (open && room)
            return tail;
    }
    m_segments.push_back(std::make_unique<Segment>());
    m_segments.back()->base = m_end;
    return *m_segments.back();
}

void QueueLog::noteUncommitted(Segment &segment, qint64 change)
{
    segment.uncommitted += quint64(change);
    m_uncommitted += quint64(change);
    m_use.uncommitted += quint64(change);
}

/// The sums for a message that has just been put into its slot.
void QueueLog::place(Segment &segment, quint64 offset, const MessagePtr &message)
{
    const quint64 footprint = message->footprint();
    ++segment.live;
    ++segment.unstored;
    segment.bodyBytes += message->bodySize();
    segment.footprint += footprint;
    m_footprint += footprint;
    m_use.footprint += footprint;
    m_bodyBytes += message->bodySize();
    ++m_live;
    if (keeps(*message)) {
        noteUncommitted(segment, qint64(footprint));
        m_collectFrom = std::min(m_collectFrom, offset);
        m_dirty = true;
    }
}

quint64 QueueLog::append(const MessagePtr &message, quint64 due)
{
    Segment &tail = tailFor(message->footprint());
    tail.due = tail.span == 0 ? due : std::min(tail.due, due);
    tail.slots.push_back(message);
    ++tail.span;
    place(tail, m_end, message);
    return m_end++;
}

/// A segment in memory whose next position is the offset, in a stretch that no segment covers.
Segment *QueueLog::gapSegment(quint64 offset)
{
    const size_t index = indexOf(offset);
    const bool hasBefore = index < m_segments.size();
    if (hasBefore) {
        Segment &before = *m_segments[index];
        if (before.where == Segment::Where::Memory && before.end() == offset && before.span < maxSegmentSpan &&
            before.footprint < maxSegmentBytes)
            return &before;
    }
    auto segment = std::make_unique<Segment>();
    segment->base = offset;
    const auto at = m_segments.begin() + (hasBefore ? qptrdiff(index) + 1 : 0);
    return m_segments.insert(at, std::move(segment))->get();
}

QueueLog::Place QueueLog::placeOf(quint64 offset) const
{
    if (offset >= m_end)
        return Place::None;
    const Segment *segment = segmentOf(offset);
    if (!segment)
        return Place::Free;
    if (!segment->isGone(offset))
        return Place::None;
    if (segment->where == Segment::Where::Committing)
        return Place::Committing;
    return segment->slots.empty() ? Place::PagedOut : Place::Free;
}

bool QueueLog::putBack(quint64 offset, const MessagePtr &message)
{
    if (placeOf(offset) != Place::Free)
        return false;
    Segment *segment = segmentOf(offset);
    if (!segment) {
        segment = gapSegment(offset);
        segment->slots.push_back(message);
        ++segment->span;
    } else {
        if (segment->where == Segment::Where::Stored)
            reopen(*segment);
        segment->slots[offset - segment->base] = message;
        if (qsizetype(offset - segment->base) < segment->gone.size())
            segment->gone.clearBit(qsizetype(offset - segment->base));
    }
    place(*segment, offset, message);
    m_isLowered = true;
    m_hint = 0;
    return true;
}

/// Its chunk may lack what is to be put back, if that was removed before it was written: all of it is written anew.
void QueueLog::reopen(Segment &segment)
{
    segment.where = Segment::Where::Memory;
    segment.lacks = true;
    segment.due = 0;
    recount(segment);
    m_collectFrom = std::min(m_collectFrom, segment.base);
    m_dirty = m_dirty || segment.uncommitted > 0;
}

// ---- out

bool QueueLog::remove(quint64 offset)
{
    const size_t index = indexOf(offset);
    if (index == m_segments.size())
        return false;
    Segment &segment = *m_segments[index];
    if (!segment.holds(offset) || segment.isGone(offset))
        return false;
    forgetSlot(segment, offset);
    --m_live;
    if (--segment.live > 0)
        setGone(segment, offset); // a segment that is empty needs no bits: isGone() knows
    noteGone(segment);
    dropIfFinished(index);
    return true;
}

void QueueLog::forgetSlot(Segment &segment, quint64 offset)
{
    if (segment.slots.empty() || !segment.slots[offset - segment.base]) {
        // Paged out (or unreadable): the size is not at hand; its share of the sum keeps the sum from drifting.
        const quint64 share = segment.bodyBytes / segment.live;
        segment.bodyBytes -= share;
        m_bodyBytes -= share;
        return;
    }
    MessagePtr &slot = segment.slots[offset - segment.base];
    const quint64 footprint = slot->footprint();
    segment.bodyBytes -= slot->bodySize();
    m_bodyBytes -= slot->bodySize();
    segment.footprint -= footprint;
    m_footprint -= footprint;
    m_use.footprint -= footprint;
    const bool persistent = keeps(*slot);
    const bool stored = segment.where == Segment::Where::Stored;
    if (!stored || (!persistent && !segment.spilled))
        --segment.unstored;
    if (persistent && segment.where == Segment::Where::Memory)
        noteUncommitted(segment, -qint64(footprint));
    slot.reset();
}

void QueueLog::noteGone(Segment &segment)
{
    if ((segment.where == Segment::Where::Memory && !segment.chunk.isValid()) || segment.goneChanged)
        return;
    segment.goneChanged = true;
    m_goneChanged.push_back(segment.base);
    m_dirty = true;
}

void QueueLog::dropIfFinished(size_t index)
{
    Segment &segment = *m_segments[index];
    if (isKept(segment))
        return;
    if (segment.chunk.isValid()) {
        m_removals.push_back(segment.chunk);
        m_dirty = true;
    }
    m_segments.erase(m_segments.begin() + qptrdiff(index));
    m_hint = 0;
}

// ---- to the store

void QueueLog::appendChunk(Segment &segment, StoreTransaction &transaction, quint64 &nextChunk, bool withTransient)
{
    ChunkAppend append;
    append.chunk = ChunkId{++nextChunk};
    append.log = m_id;
    append.base = segment.base;
    append.span = segment.span;
    append.messages.reserve(segment.live);
    for (quint32 i = 0; i < segment.span; ++i) {
        const MessagePtr &message = segment.slots[i];
        if (!message)
            continue;
        const bool persistent = keeps(*message);
        if (persistent || withTransient)
            append.messages.push_back({segment.base + i, !persistent, message});
    }
    segment.replaced = segment.chunk;
    if (segment.replaced.isValid())
        transaction.removals.push_back(segment.replaced);
    segment.chunk = append.chunk;
    segment.where = Segment::Where::Committing;
    segment.spilled = withTransient;
    segment.unstored = segment.live;
    transaction.appends.push_back(std::move(append));
}

bool QueueLog::collect(StoreTransaction &transaction, quint64 &nextChunk, quint64 dueUpTo)
{
    size_t index = indexOf(m_collectFrom);
    if (index == m_segments.size())
        index = 0;
    quint64 collectFrom = m_end;
    bool isLeft = false;
    for (; index < m_segments.size(); ++index) {
        Segment &segment = *m_segments[index];
        const bool inMemory = segment.where == Segment::Where::Memory;
        if (inMemory && segment.uncommitted > 0 && segment.due <= dueUpTo) {
            appendChunk(segment, transaction, nextChunk, false);
            continue;
        }
        isLeft = isLeft || (inMemory && segment.uncommitted > 0);
        if (inMemory &&
            (segment.uncommitted > 0 || segment.end() == m_end)) // still open: a persistent message may join it
            collectFrom = std::min(collectFrom, segment.base);
    }
    m_collectFrom = collectFrom;
    collectLowered(transaction);
    collectGone(transaction);
    transaction.removals.insert(transaction.removals.end(), m_removals.begin(), m_removals.end());
    m_removals.clear();
    m_dirty = isLeft || !m_goneChanged.empty();
    return isLeft;
}

/// What was put back lies below the mark under which everything is gone. What else is gone there is told by the mark alone, as
/// far as it lies in the segment that the mark is in: those before have no chunk any more, or are being written anew.
void QueueLog::collectLowered(StoreTransaction &transaction)
{
    if (!std::exchange(m_isLowered, false) || !isPersistent())
        return;
    const quint64 low = lowWater();
    if (low >= m_statedLow)
        return;
    const Segment *segment = segmentOf(m_statedLow);
    if (segment && segment->chunk.isValid() && segment->where != Segment::Where::Committing)
        transaction.gone.push_back({segment->chunk, trimmed(*segment)});
    transaction.states.push_back({m_id, low, 0});
    m_statedLow = low;
}

void QueueLog::collectGone(StoreTransaction &transaction)
{
    std::vector<quint64> later;
    for (const quint64 base : m_goneChanged) {
        Segment *segment = segmentOf(base);
        if (!segment || !segment->goneChanged)
            continue;
        if (segment->where == Segment::Where::Committing) {
            later.push_back(base);
            continue;
        }
        segment->goneChanged = false;
        const quint64 firstLive = nextLive(segment->base);
        const bool isPrefix = firstLive - segment->base == segment->span - segment->live;
        if (isPrefix && segment == m_segments.front().get()) {
            transaction.states.push_back({m_id, firstLive, 0});
            m_statedLow = firstLive;
            continue;
        }
        transaction.gone.push_back({segment->chunk, trimmed(*segment)});
    }
    m_goneChanged = std::move(later);
}

quint64 QueueLog::collectSpill(StoreTransaction &transaction, quint64 &nextChunk, quint64 keepFrom, quint64 keepTo,
                               quint64 budget)
{
    quint64 taken = 0;
    for (const auto &segment : m_segments) {
        if (taken >= budget)
            break;
        const bool settled = segment->where != Segment::Where::Committing && segment->end() != m_end;
        const bool wanted = segment->end() > keepFrom && segment->base < keepTo;
        if (!settled || wanted || segment->unstored == 0 || segment->slots.empty())
            continue;
        taken += segment->footprint;
        appendChunk(*segment, transaction, nextChunk, true);
    }
    return taken;
}

void QueueLog::committed(const ChunkAppend &append, bool ok)
{
    Segment *segment = segmentOf(append.base);
    if (!segment || segment->chunk != append.chunk)
        return;
    if (!ok) {
        segment->chunk = segment->replaced;
        segment->spilled = false;
        m_collectFrom = std::min(m_collectFrom, segment->base);
        m_dirty = true;
    }
    segment->replaced = {};
    segment->lacks = segment->lacks && !ok;
    segment->where = segment->chunk.isValid() && !segment->lacks ? Segment::Where::Stored : Segment::Where::Memory;
    recount(*segment);
    dropIfFinished(indexOf(append.base));
}

void QueueLog::collectState(StoreTransaction &transaction, quint64 deliveredHigh) const
{
    if (isPersistent())
        transaction.states.push_back({m_id, lowWater(), deliveredHigh});
}

/// What is not on disk, after the chunk of a segment in memory has changed.
void QueueLog::recount(Segment &segment)
{
    quint64 uncommitted = 0;
    segment.unstored = 0;
    for (const MessagePtr &message : segment.slots) {
        if (!message)
            continue;
        const bool persistent = keeps(*message);
        const bool stored = segment.chunk.isValid() && !segment.lacks && (persistent || segment.spilled);
        segment.unstored += stored ? 0 : 1;
        uncommitted += persistent && !stored ? message->footprint() : 0;
    }
    noteUncommitted(segment, qint64(uncommitted) - qint64(segment.uncommitted));
}

// ---- paging

quint64 QueueLog::unload(Segment &segment)
{
    const quint64 freed = segment.footprint;
    m_footprint -= freed;
    m_use.footprint -= freed;
    segment.footprint = 0;
    std::vector<MessagePtr>().swap(segment.slots);
    return freed;
}

quint64 QueueLog::pageOut(quint64 from, quint64 to, quint64 wanted)
{
    quint64 freed = 0;
    for (auto it = m_segments.rbegin(); it != m_segments.rend() && freed < wanted; ++it) {
        Segment &segment = **it;
        if (segment.base < from)
            break;
        if (segment.end() <= to && segment.where == Segment::Where::Stored && segment.unstored == 0 &&
            !segment.slots.empty())
            freed += unload(segment);
    }
    return freed;
}

void QueueLog::loaded(ChunkId chunk, quint64 base, const std::vector<StoredMessage> &messages)
{
    Segment *segment = segmentOf(base);
    if (!segment || segment->chunk != chunk)
        return;
    segment->loading = false;
    if (!segment->slots.empty())
        return;
    segment->slots.resize(segment->span);
    m_bodyBytes -= segment->bodyBytes; // estimated, where some of its messages have gone
    segment->bodyBytes = 0;
    for (const StoredMessage &stored : messages) {
        if (!segment->holds(stored.offset) || segment->isGone(stored.offset))
            continue;
        segment->slots[stored.offset - segment->base] = stored.message;
        segment->footprint += stored.message->footprint();
        segment->bodyBytes += stored.message->bodySize();
    }
    m_bodyBytes += segment->bodyBytes;
    m_footprint += segment->footprint;
    m_use.footprint += segment->footprint;
}

std::vector<quint64> QueueLog::unreadable(quint64 base) const
{
    std::vector<quint64> offsets;
    const Segment *segment = segmentOf(base);
    if (!segment)
        return offsets;
    for (quint64 offset = segment->base; offset < segment->end(); ++offset) {
        if (!segment->isGone(offset) && (segment->slots.empty() || !segment->slots[offset - segment->base]))
            offsets.push_back(offset);
    }
    return offsets;
}

} // namespace engine::core
