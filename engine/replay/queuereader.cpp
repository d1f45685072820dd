// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/queuereader.h"

#include "core/broker.h"

#include <algorithm>

namespace engine::replay {

namespace {

core::MessagePtr messageAt(const std::vector<core::StoredMessage> &messages, quint64 offset)
{
    const auto found =
        std::lower_bound(messages.begin(), messages.end(), offset,
                         [](const core::StoredMessage &stored, quint64 value) { return stored.offset < value; });
    return found != messages.end() && found->offset == offset ? found->message : core::MessagePtr();
}

quint64 endOf(const core::Queue &queue, const ReplayRange &range)
{
    const quint64 end = queue.log().end();
    return range.lastOffset && *range.lastOffset < end ? *range.lastOffset + 1 : end;
}

/// Exact where the range covers whole segments.
quint64 countIn(const core::Queue &queue, const ReplayRange &range)
{
    const quint64 first = range.firstOffset.value_or(0), end = endOf(queue, range);
    double sum = 0;
    for (const auto &segment : queue.log().segments()) {
        const quint64 from = std::max(segment->base, first), to = std::min(segment->end(), end);
        if (from < to)
            sum += double(segment->live) * double(to - from) / double(segment->span);
    }
    return quint64(sum + 0.5);
}

} // namespace

QueueReader::QueueReader(core::Broker &broker, const core::Queue &queue, const ReplayRange &range, Ring ring)
    : m_broker(broker)
    , m_queue(queue.id())
    , m_name(queue.name())
    , m_ring(std::move(ring))
    , m_end(endOf(queue, range))
    , m_total(countIn(queue, range))
    , m_next(range.firstOffset.value_or(0))
    , m_self(std::make_shared<QueueReader *>(this))
{}

QueueReader::~QueueReader()
{
    *m_self = nullptr;
}

ReplayEstimate QueueReader::estimate(const core::Queue &queue, const ReplayRange &range)
{
    return {countIn(queue, range), 1};
}

Reader::State QueueReader::look()
{
    const core::Queue *queue = m_broker.queue(m_queue);
    if (!queue)
        return State::Gone;
    if (m_isLoading)
        return State::Pending;
    while (!m_item.message) {
        m_next = queue->log().nextLive(m_next);
        if (m_next >= m_end)
            return State::End;
        if (!find(*queue))
            return State::Pending;
    }
    return State::Item;
}

/// The message at m_next becomes the item, or is passed over as unreadable. False: its chunk has to be read first.
bool QueueReader::find(const core::Queue &queue)
{
    core::MessagePtr message = queue.log().at(m_next);
    if (!message)
        message = messageAt(m_chunk, m_next);
    if (!message) {
        const core::Segment *segment = queue.log().segmentOf(m_next);
        if (segment->chunk != m_chunkId) {
            load(*segment);
            return false;
        }
        ++m_unreadable;
        ++m_next;
        return true;
    }
    m_item = {message, message->publishedAtMs, m_queue, 0, m_next};
    return true;
}

void QueueReader::take()
{
    m_item.message.reset();
    ++m_next;
}

void QueueReader::load(const core::Segment &segment)
{
    m_isLoading = true;
    m_chunk.clear();
    m_chunkId = segment.chunk;
    m_broker.store().load(m_chunkId, [self = m_self](Result<std::vector<core::StoredMessage>> messages) {
        if (*self)
            (*self)->loaded(std::move(messages));
    });
}

void QueueReader::loaded(Result<std::vector<core::StoredMessage>> messages)
{
    m_isLoading = false;
    if (messages)
        m_chunk = std::move(*messages);
    m_ring();
    m_broker.settle();
}

} // namespace engine::replay
