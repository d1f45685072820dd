// SPDX-License-Identifier: GPL-3.0-or-later
// Queue's messages that are taken out by hand, and brought back.
#include "core/broker.h"
#include "core/queue.h"

namespace engine::core {

std::optional<Queue::Taken> Queue::take(quint64 offset, LifecycleStep step, ChannelRef by)
{
    if (m_stream || !isReady(offset))
        return std::nullopt;
    Taken taken{offset, m_log.at(offset), isRedelivered(offset), returns(offset), failures(offset)};
    emitStep(step, offset, taken.message.data(), nullptr, by,
             step == LifecycleStep::Dropped ? StepCause::Removed : StepCause::None);
    takeAnywhere(offset);
    removeFromLog(offset);
    if (m_mayExpire)
        schedule(); // the time of the next one
    return taken;
}

QueueLog::Place Queue::placeOf(quint64 offset)
{
    if (m_stream || isWaitingRoom())
        return QueueLog::Place::None;
    const QueueLog::Place place = m_log.placeOf(offset);
    if (place == QueueLog::Place::PagedOut) {
        if (Segment *segment = m_log.segmentOf(offset); !segment->loading)
            load(*segment);
    }
    return place;
}

bool Queue::putBack(const Taken &taken)
{
    if (m_stream || m_log.placeOf(taken.offset) != QueueLog::Place::Free)
        return false;
    const Message &message = *taken.message;
    const bool prioritised = isPrioritised(message);
    if (prioritised && !m_levels)
        sortIntoLevels();
    m_log.putBack(taken.offset, taken.message);
    if (prioritised)
        m_log.segmentOf(taken.offset)->hasPriorities = true;
    if (m_levels) {
        const bool comesFirst = m_settings.kind == QueueKind::Quorum && (taken.redelivered || taken.returns > 0);
        m_levels->insert(taken.offset, comesFirst ? PriorityLevels::quorumReturned : levelOf(message));
    }
    if (m_levels || taken.offset < m_fresh) { // behind that everything is ready, and was never delivered
        if (taken.redelivered)
            m_requeued.insert(taken.offset);
        else if (!m_levels)
            m_putBack.insert(taken.offset);
    }
    if (taken.returns > 0) {
        m_returned[taken.offset] = {taken.returns, taken.failures, 0};
        if (m_log.isPersistent())
            m_returnsChanged.push_back(taken.offset);
    }
    ++m_readyCount;
    m_mayExpire = m_mayExpire || message.expirationMs != Message::noExpiration || m_settings.messageTtlMs;
    m_expiryKnownFor.reset();
    emitStep(LifecycleStep::Enqueued, taken.offset, &message, nullptr, {});
    if (m_log.isDirty())
        m_broker.markDirty(this);
    schedule();
    return true;
}

} // namespace engine::core
