// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/topicreader.h"

#include "core/broker.h"
#include "core/topic.h"

#include <algorithm>

namespace engine::replay {

namespace {

using core::Partition;

// Of all partitions together so much is decoded ahead, and of each one no more and no less than this.
constexpr qsizetype aheadBytes = 2 * 1024 * 1024;
constexpr qsizetype leastWindow = 8 * 1024, largestWindow = 128 * 1024;
constexpr size_t mostDecoded = 5000; // records: a batch may hold very many
constexpr int fillsPerLook = 4;      // then others get the engine's thread
constexpr int loadsAtOnce = 16;      // of as many partitions, each a chunk

struct Offsets
{
    quint64 first = 0, end = 0;
    bool isEmpty() const { return first >= end; }
};

Offsets offsetsIn(const Partition &partition, const ReplayRange &range)
{
    Offsets offsets{partition.logStart(), partition.lastStable()};
    if (range.firstOffset)
        offsets.first = std::max(offsets.first, *range.firstOffset);
    if (range.lastOffset && *range.lastOffset < offsets.end)
        offsets.end = *range.lastOffset + 1;
    return offsets;
}

bool isOutOfTime(const Partition::Chunk &chunk, const ReplayRange &range)
{
    return (range.fromMs && chunk.maxTimestamp < *range.fromMs) ||
           (range.beforeMs && chunk.firstTimestamp >= *range.beforeMs);
}

/// The first that ends behind the offset.
std::deque<Partition::Chunk>::const_iterator chunkAt(const Partition &partition, quint64 offset)
{
    return std::upper_bound(partition.chunks().begin(), partition.chunks().end(), offset,
                            [](quint64 value, const Partition::Chunk &chunk) { return value < chunk.end(); });
}

/// Within a chunk records lie as close as its span says.
quint64 estimateIn(const Partition &partition, const ReplayRange &range)
{
    const Offsets offsets = offsetsIn(partition, range);
    double sum = 0;
    for (const Partition::Chunk &chunk : partition.chunks()) {
        const quint64 from = std::max(chunk.base, offsets.first), to = std::min(chunk.end(), offsets.end);
        if (from < to && !isOutOfTime(chunk, range))
            sum += double(chunk.count) * double(to - from) / double(chunk.span);
    }
    return quint64(sum + 0.5);
}

std::vector<Partition *> chosen(const core::Topic &topic, const std::optional<quint32> &number)
{
    std::vector<Partition *> partitions;
    for (const auto &partition : topic.partitions()) {
        if (!number || partition->number() == *number)
            partitions.push_back(partition.get());
    }
    return partitions;
}

} // namespace

/// The place in one partition.
class TopicReader::Cursor final : private core::PartitionReader
{
public:
    Cursor(TopicReader &reader, Partition &partition, const Offsets &offsets)
        : m_reader(reader)
        , m_partition(&partition)
        , m_log(partition.log())
        , m_number(partition.number())
        , m_next(offsets.first)
        , m_end(offsets.end)
    {
        partition.addReader(this);
    }
    ~Cursor() override
    {
        if (m_partition)
            m_partition->removeReader(this);
    }

    /// Decodes what comes next. Item: there is something at hand.
    State fill();
    bool hasItem() const { return m_index < m_window.size(); }
    const Dated &record() const { return m_window[m_index]; }
    quint32 number() const { return m_number; }
    Item item() const { return {record().message, record().timestamp, m_log, m_number, record().offset}; }
    void take() { m_window[m_index++].message.reset(); }

private:
    void partitionAdvanced(Partition &) override
    {
        if (m_isWaiting)
            m_reader.m_ring();
    }
    void partitionLeaves(Partition &) override
    {
        m_partition = nullptr;
        m_reader.m_isGone = true;
        m_reader.m_ring();
    }
    bool skip();
    void passChunk();
    void decode(const std::vector<Partition::Slice> &slices);
    bool decodeBatch(QByteArrayView bytes, const core::Batch &batch);
    void readAhead();

    TopicReader &m_reader;
    Partition *m_partition; ///< null: it was deleted
    const QueueId m_log;
    const quint32 m_number;
    quint64 m_next; ///< nothing below is still to be read
    const quint64 m_end;
    std::vector<Dated> m_window;
    size_t m_index = 0;
    bool m_isWaiting = false;
};

Reader::State TopicReader::Cursor::fill()
{
    m_isWaiting = false;
    m_window.clear();
    m_index = 0;
    while (m_window.empty()) {
        if (!m_partition)
            return State::Gone;
        if (!skip())
            return State::End;
        std::vector<Partition::Slice> slices;
        switch (m_partition->read(m_next, m_partition->lastStable(), m_reader.m_windowBytes, slices)) {
        case Partition::ReadState::Loading:
            m_isWaiting = true;
            return State::Pending;
        case Partition::ReadState::Data:
            if (const quint64 before = m_next; decode(slices), m_next == before)
                passChunk();
            break;
        case Partition::ReadState::AtEnd: // what was there has been lost or compacted away
        case Partition::ReadState::OutOfRange:
            m_next = m_end;
            break;
        }
    }
    readAhead();
    return State::Item;
}

/// Over what was deleted and whole chunks of other times. False: there is nothing more.
bool TopicReader::Cursor::skip()
{
    if (const quint64 start = std::min(m_partition->logStart(), m_end); m_next < start) {
        m_reader.m_missed += start - m_next;
        m_next = start;
    }
    const auto end = m_partition->chunks().end();
    for (auto chunk = chunkAt(*m_partition, m_next); chunk != end && isOutOfTime(*chunk, m_reader.m_range); ++chunk)
        m_next = chunk->end();
    return m_next < m_end;
}

/// Its bytes are no batches.
void TopicReader::Cursor::passChunk()
{
    const auto chunk = chunkAt(*m_partition, m_next);
    m_reader.m_unreadable += chunk->count;
    m_next = chunk->end();
}

void TopicReader::Cursor::decode(const std::vector<Partition::Slice> &slices)
{
    const core::RecordFormat &format = m_reader.m_broker.recordFormat();
    for (const Partition::Slice &slice : slices) {
        QByteArrayView rest = slice.view();
        for (const core::Batch &batch : format.describe(rest)) {
            if (m_next >= m_end || m_window.size() >= mostDecoded)
                return;
            const qsizetype size = format.find(rest, batch.end());
            if (batch.kind != core::BatchKind::Data || m_partition->producers().isAborted(batch))
                m_next = std::max(m_next, batch.end());
            else if (!decodeBatch(rest.first(size), batch))
                return;
            rest = rest.sliced(size);
        }
    }
}

/// False: not all of it, the rest is for the next time.
bool TopicReader::Cursor::decodeBatch(QByteArrayView bytes, const core::Batch &batch)
{
    const size_t room = mostDecoded - m_window.size();
    auto records = m_reader.m_broker.recordFormat().decodeDated(bytes, m_next, room, m_reader.m_headers);
    if (!records) {
        m_reader.m_unreadable += batch.count;
        m_next = batch.end();
        return true;
    }
    const bool isWhole = records->size() < room;
    for (Dated &record : *records) {
        m_next = record.offset + 1;
        if (record.offset < m_end)
            m_window.push_back(std::move(record));
    }
    if (isWhole)
        m_next = std::max(m_next, batch.end());
    return isWhole;
}

/// What follows is on its way while this is replayed.
void TopicReader::Cursor::readAhead()
{
    std::vector<Partition::Slice> slices;
    if (m_next < m_end)
        (void)m_partition->read(m_next, m_partition->lastStable(), 1, slices);
}

TopicReader::TopicReader(core::Broker &broker, core::Topic &topic, const std::optional<quint32> &partition,
                         const ReplayRange &range, Headers headers, Ring ring)
    : m_broker(broker)
    , m_name(topic.name())
    , m_partitions(quint32(topic.partitions().size()))
    , m_range(range)
    , m_headers(headers)
    , m_ring(std::move(ring))
{
    for (Partition *source : chosen(topic, partition)) {
        const Offsets offsets = offsetsIn(*source, range);
        if (offsets.isEmpty())
            continue;
        m_total += estimateIn(*source, range);
        m_cursors.push_back(std::make_unique<Cursor>(*this, *source, offsets));
        m_unready.push_back(m_cursors.back().get());
    }
    const qsizetype each = aheadBytes / qsizetype(std::max<size_t>(1, m_cursors.size()));
    m_windowBytes = std::clamp(each, leastWindow, largestWindow);
}

TopicReader::~TopicReader() = default;

ReplayEstimate TopicReader::estimate(const core::Topic &topic, const std::optional<quint32> &partition,
                                     const ReplayRange &range)
{
    ReplayEstimate estimate;
    for (const Partition *source : chosen(topic, partition)) {
        const quint64 messages = estimateIn(*source, range);
        estimate.messages += messages;
        estimate.partitions += messages > 0 ? 1 : 0;
    }
    return estimate;
}

/// The earliest record can be told only when the next one of each partition is known.
Reader::State TopicReader::look()
{
    int fills = 0, loads = 0;
    for (size_t i = 0; i < m_unready.size() && !m_isGone;) {
        Cursor *cursor = m_unready[i];
        if (!cursor->hasItem() && (fills == fillsPerLook || loads == loadsAtOnce))
            break;
        const State state = cursor->hasItem() ? State::Item : cursor->fill();
        if (state == State::Pending) {
            ++loads;
            ++i;
            continue;
        }
        if (state == State::Item) {
            ++fills;
            m_heads.push({cursor->record().timestamp, cursor->number(), cursor});
        }
        m_unready.erase(m_unready.begin() + qptrdiff(i));
    }
    if (m_isGone)
        return State::Gone;
    if (!m_unready.empty()) {
        if (loads == 0)
            m_ring();
        return State::Pending;
    }
    if (m_heads.empty())
        return State::End;
    m_item = m_heads.top().cursor->item();
    return State::Item;
}

void TopicReader::take()
{
    Cursor *cursor = m_heads.top().cursor;
    m_heads.pop();
    cursor->take();
    m_unready.push_back(cursor);
}

} // namespace engine::replay
