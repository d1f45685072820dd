// SPDX-License-Identifier: GPL-3.0-or-later
// Queue's messages that have come back: how often, when they are ready again, and what of that is on disk.
#include "core/broker.h"
#include "core/queue.h"

#include <algorithm>
#include <set>

namespace engine::core {

quint32 Queue::returns(quint64 offset) const
{
    const auto it = m_returned.find(offset);
    return it == m_returned.end() ? 0 : it->second.count;
}

quint32 Queue::failures(quint64 offset) const
{
    const auto it = m_returned.find(offset);
    return it == m_returned.end() ? 0 : it->second.failures;
}

/// Of quorum queues. False: it has failed too often and is dead.
bool Queue::countReturn(quint64 offset, Return cause, Consumer *consumer, ChannelRef by)
{
    Returned &returned = m_returned[offset];
    returned = {returned.count + 1, returned.failures + (cause == Return::GivenBack ? 0U : 1U), 0};
    if (m_settings.deliveryLimit && returned.failures > *m_settings.deliveryLimit) {
        const MessagePtr message = m_log.at(offset);
        emitStep(LifecycleStep::Rejected, offset, message.data(), consumer, by, StepCause::DeliveryLimit);
        die(offset, DeathReason::DeliveryLimit);
        return false;
    }
    if (m_log.isPersistent()) {
        m_returnsChanged.push_back(offset);
        m_broker.markDirty(this);
    }
    return true;
}

/// It waits for its next try: countReturn() has counted it before.
void Queue::postpone(quint64 offset)
{
    Returned &returned = m_returned[offset];
    returned.waitsUntilMs = m_broker.nowMs() + m_settings.retryDelayMs(returned.failures);
    m_delayed.emplace(returned.waitsUntilMs, offset);
    armDelayed();
}

/// With x-acquired-count and x-delivery-count (the failures among them), as a quorum queue of RabbitMQ 4.3 delivers what has
/// been returned before.
MessagePtr Queue::withReturns(quint64 offset, const MessagePtr &message) const
{
    const auto it = m_returned.find(offset);
    const PropertyEditor *editor = m_broker.propertyEditor();
    if (it == m_returned.end() || !editor)
        return message;
    const Returned &returned = it->second;
    PropertyEditor::Edit edit{editor->headers(*message), false};
    edit.headers.set("x-acquired-count", FieldValue(qint64(returned.count)));
    if (returned.failures > 0)
        edit.headers.set("x-delivery-count", FieldValue(qint64(returned.failures)));
    const auto properties = editor->edited(*message, edit);
    if (!properties)
        return message;
    auto *copy = new Message(*message);
    copy->setProperties(*properties, PropertiesFormat::Amqp091);
    return MessagePtr(copy);
}

std::optional<qint64> Queue::delayedUntil(quint64 offset) const
{
    if (m_burialTicket.isValid() && m_dying.contains(offset))
        return m_burialTicket.dueMs;
    const auto returned = m_returned.find(offset);
    if (returned == m_returned.end())
        return std::nullopt;
    const qint64 until = returned->second.waitsUntilMs;
    return m_delayed.contains({until, offset}) ? std::optional(until) : std::nullopt;
}

void Queue::armDelayed()
{
    if (m_delayed.empty()) {
        m_broker.agenda().cancel(m_delayedTicket);
        return;
    }
    const qint64 due = m_delayed.begin()->first;
    if (m_delayedTicket.isValid() && m_delayedTicket.dueMs == due)
        return;
    m_broker.agenda().cancel(m_delayedTicket);
    m_delayedTicket = m_broker.agenda().at(due, [this] {
        m_delayedTicket = {};
        delayedDue();
    });
}

void Queue::delayedDue()
{
    while (!m_delayed.empty() && m_delayed.begin()->first <= m_broker.nowMs()) {
        const quint64 offset = m_delayed.begin()->second;
        m_delayed.erase(m_delayed.begin());
        if (m_log.isGone(offset))
            continue;
        if (isWaitingRoom())
            die(offset, DeathReason::Expired);
        else
            makeReady(offset);
    }
    armDelayed();
}

// ---- on disk

bool Queue::collect(StoreTransaction &transaction, quint64 &nextChunk, quint64 dueUpTo)
{
    const size_t firstAppend = transaction.appends.size();
    const bool isLeft = m_log.collect(transaction, nextChunk, dueUpTo);
    collectReturns(transaction, firstAppend);
    return isLeft;
}

namespace {

/// Where the mark for priorities has room; the segment's end: nowhere.
template <typename Returned>
quint64 firstWithoutReturn(const Segment &segment, const std::map<quint64, Returned> &returned)
{
    quint64 offset = segment.base;
    for (auto it = returned.lower_bound(offset); it != returned.end() && it->first == offset; ++it)
        ++offset;
    return std::min(offset, segment.end());
}

} // namespace

/// The returns of a chunk are written whole: where some have changed, and where a chunk is new. What has gone since is left
/// out, but nothing is written for that alone: a restart takes no notice of it.
void Queue::collectReturns(StoreTransaction &transaction, size_t firstAppend)
{
    const std::vector<quint64> changed = std::exchange(m_returnsChanged, {});
    if (m_returned.empty() && !m_levels)
        return;
    std::set<quint64> bases;
    for (size_t i = firstAppend; i < transaction.appends.size(); ++i)
        bases.insert(transaction.appends[i].base);
    for (const quint64 offset : changed) {
        const Segment *segment = m_log.segmentOf(offset);
        if (segment && segment->chunk.isValid())
            bases.insert(segment->base);
    }
    for (const quint64 base : bases) {
        const Segment *segment = m_log.segmentOf(base);
        ChunkReturns returns{segment->chunk, {}};
        const quint64 mark = segment->hasPriorities ? firstWithoutReturn(*segment, m_returned) : segment->end();
        for (auto it = m_returned.lower_bound(base); it != m_returned.end() && it->first < segment->end(); ++it) {
            if (!segment->isGone(it->first))
                returns.messages.push_back({it->first, it->second.count, it->second.waitsUntilMs, it->second.failures});
        }
        if (mark != segment->end()) {
            const auto place = std::find_if(returns.messages.begin(), returns.messages.end(),
                                            [mark](const ReturnedMessage &message) { return message.offset > mark; });
            returns.messages.insert(place, {mark, 0, 0});
        }
        if (!returns.messages.empty())
            transaction.returns.push_back(std::move(returns));
    }
}

void Queue::restoreReturns(const std::vector<ReturnedMessage> &returned)
{
    for (const ReturnedMessage &message : returned) {
        if (message.returns == 0)
            restorePriorities(message.offset);
        if (message.returns == 0 || m_log.isGone(message.offset))
            continue;
        m_returned[message.offset] = {message.returns, message.failures, message.waitsUntilMs};
        if (message.waitsUntilMs <= m_broker.nowMs() || !m_requeued.remove(message.offset))
            continue;
        --m_readyCount;
        noteAway(message.offset);
        m_delayed.emplace(message.waitsUntilMs, message.offset);
    }
    armDelayed();
}

/// The chunk that has this offset says so. What was restored is read before anything is delivered.
void Queue::restorePriorities(quint64 offset)
{
    Segment *segment = m_log.segmentOf(offset);
    if (!segment || m_settings.kind != QueueKind::Quorum)
        return;
    segment->hasPriorities = true;
    if (!m_levels)
        m_levels = std::make_unique<PriorityLevels>(PriorityLevels::quorumReturned);
}

} // namespace engine::core
