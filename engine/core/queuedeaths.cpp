// SPDX-License-Identifier: GPL-3.0-or-later
// Queue's limits, times and deaths: what leaves a queue otherwise than by an acknowledgement.
#include "core/broker.h"
#include "core/delayedmessages.h"
#include "core/queue.h"
#include "core/stream.h"
#include "core/virtualhost.h"

#include <algorithm>
#include <limits>

namespace engine::core {

namespace {

constexpr qint64 never = std::numeric_limits<qint64>::max();
constexpr qint64 burialRetryMs = 1000;
constexpr size_t burialsAtOnce = 256;

} // namespace

void Queue::setSettings(const QueueSettings &settings)
{
    if (settings == m_settings || isWaitingRoom())
        return;
    const bool hadByteLimit = m_settings.maxLengthBytes.has_value();
    m_settings = settings;
    m_expiryKnownFor.reset();
    m_mayExpire = m_mayExpire || m_settings.messageTtlMs;
    if (!hadByteLimit && m_settings.maxLengthBytes)
        m_awayBytes = countAwayBytes();
    m_broker.agenda().cancel(m_unusedTicket);
    noteUse();
    schedule();
}

// ---- limits

quint64 Queue::readyBytes() const
{
    const quint64 bytes = m_log.bodyBytes();
    if (m_readyCount == m_log.live())
        return bytes;
    if (m_settings.maxLengthBytes)
        return bytes - std::min(bytes, m_awayBytes);
    return quint64(double(bytes) * double(m_readyCount) / double(m_log.live()));
}

/// Where the size is not in memory the segment's mean stands in. 0: the message is gone.
quint64 Queue::sizeOf(quint64 offset) const
{
    const Segment *segment = m_log.segmentOf(offset);
    if (!segment || segment->isGone(offset))
        return 0;
    const MessagePtr message = m_log.at(offset);
    return message ? message->bodySize() : segment->bodyBytes / std::max(segment->live, 1U);
}

/// Only what is ready counts for x-max-length-bytes. This one is not, from now on.
void Queue::noteAway(quint64 offset)
{
    if (m_settings.maxLengthBytes) [[unlikely]]
        m_awayBytes += sizeOf(offset);
}

/// It is ready again, or about to be gone for good.
void Queue::noteBack(quint64 offset)
{
    if (m_awayBytes == 0) [[likely]]
        return;
    // Sizes are not always known exactly: where nothing else is away, nothing is left of the sum.
    const bool isLast = m_log.live() - m_readyCount <= 1;
    m_awayBytes = isLast ? 0 : m_awayBytes - std::min(m_awayBytes, sizeOf(offset));
}

/// For a byte limit that has just come.
quint64 Queue::countAwayBytes() const
{
    quint64 bytes = 0;
    if (m_readyCount == m_log.live())
        return bytes;
    for (quint64 offset = m_log.nextLive(0); offset < m_fresh; offset = m_log.nextLive(offset + 1)) {
        if (!isOffered(offset))
            bytes += sizeOf(offset);
    }
    return bytes;
}

bool Queue::refuses(const Message &message)
{
    if (m_stream)
        return !m_stream->takes(message);
    return m_settings.hasLimit() && m_settings.overflow != Overflow::DropHead && isFull(message) &&
           !hasRoomAfterDelivery(message);
}

/// Dead letters that nobody takes count, or they would be without bound.
bool Queue::isFull(const Message &message) const
{
    const quint64 kept = m_settings.keepsDeadLetters ? m_dying.size() : 0;
    return (m_settings.maxLength && m_readyCount + kept + 1 > *m_settings.maxLength) ||
           (m_settings.maxLengthBytes && readyBytes() + message.bodySize() > *m_settings.maxLengthBytes);
}

/// Messages of this turn may still be here only because it has not ended: a consumer that waits for them gets them first.
bool Queue::hasRoomAfterDelivery(const Message &message)
{
    if (!hasAbleConsumer())
        return false;
    pump();
    return !isFull(message);
}

bool Queue::isOverLimit() const
{
    return (m_settings.maxLength && m_readyCount > *m_settings.maxLength) ||
           (m_settings.maxLengthBytes && readyBytes() > *m_settings.maxLengthBytes);
}

/// The oldest go first. A queue that refuses new messages instead keeps what it has: what came back may exceed the limit.
void Queue::enforceLimits()
{
    if (m_settings.overflow != Overflow::DropHead)
        return;
    while (isOverLimit()) {
        const auto offset = nextReady();
        if (!offset)
            return;
        const MessagePtr message = m_log.at(*offset);
        takeReady(*offset);
        emitStep(LifecycleStep::Dropped, *offset, message.data(), nullptr, {}, StepCause::MaxLength);
        die(*offset, DeathReason::MaxLength);
    }
}

// ---- time to live

qint64 Queue::expiryOf(const Message &message) const
{
    qint64 ttl = m_settings.messageTtlMs.value_or(never);
    if (message.expirationMs != Message::noExpiration)
        ttl = std::min(ttl, message.expirationMs);
    return ttl == never ? never : message.publishedAtMs + ttl;
}

/// As in RabbitMQ only the head of a queue expires; and what lives 0 ms still reaches a consumer that waits for it.
bool Queue::isExpired(const Message &message)
{
    const qint64 expiry = expiryOf(message);
    const qint64 now = m_broker.nowMs();
    if (expiry > now)
        return false;
    const bool justCame = message.publishedAtMs == now && expiry == now;
    return !justCame || !hasAbleConsumer();
}

void Queue::expire(quint64 offset, const Message &message)
{
    emitStep(LifecycleStep::Expired, offset, &message, nullptr, {});
    takeReady(offset);
    die(offset, DeathReason::Expired);
}

void Queue::armExpiry()
{
    const auto head = nextReady();
    const MessagePtr message = head ? m_log.at(*head) : MessagePtr();
    if (m_log.live() == 0)
        m_mayExpire = m_settings.messageTtlMs.has_value();
    if (message)
        m_expiryKnownFor = head;
    const qint64 due = message ? expiryOf(*message) : never;
    if (due == never || (m_expiryTicket.isValid() && m_expiryTicket.dueMs <= due))
        return; // an earlier look arms anew
    m_broker.agenda().cancel(m_expiryTicket);
    m_expiryTicket = m_broker.agenda().at(due, [this] {
        m_expiryTicket = {};
        m_expiryKnownFor.reset();
        schedule();
    });
}

// ---- deaths

/// It is neither ready nor unacked any more. In a waiting room: its time has come.
void Queue::die(quint64 offset, DeathReason reason)
{
    if (!m_settings.deadLetterExchange && !isWaitingRoom()) {
        removeFromLog(offset);
        return;
    }
    const MessagePtr message = m_log.at(offset);
    if (!message) {
        // The body has to be read first. Should the broker be killed before, the message is where it was.
        m_dying[offset] = {reason};
        if (Segment *segment = m_log.segmentOf(offset); segment && !segment->loading)
            load(*segment);
        return;
    }
    if (isWaitingRoom()) {
        publishDelayed(m_virtualHost, *m_delaysFor, message);
    } else if (m_settings.keepsDeadLetters) {
        m_dying[offset] = {reason, true};
        m_broker.deadLetter(*this, message, reason, offset);
        return;
    } else {
        m_broker.deadLetter(*this, message, reason);
    }
    removeFromLog(offset);
}

/// At-least-once: the message has left in the same transaction, or stays. One that stays is ready again after a restart.
void Queue::deadLetterWent(quint64 offset, bool isTaken)
{
    const auto it = m_dying.find(offset);
    if (it == m_dying.end())
        return;
    const bool isRetry = it->second.isRetry;
    it->second = {it->second.reason};
    if (!isTaken)
        return buryLater(m_broker.nowMs() + burialRetryMs);
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::DeadLettered, offset, message.data(), nullptr, {}, causeOf(it->second.reason));
    m_dying.erase(it);
    removeFromLog(offset);
    if (!m_dying.empty()) // where there is room again, the others go at once
        buryLater(m_broker.nowMs() + (isRetry ? 0 : burialRetryMs));
}

void Queue::buryLater(qint64 dueMs)
{
    if (m_burialTicket.isValid() && m_burialTicket.dueMs <= dueMs)
        return;
    m_broker.agenda().cancel(m_burialTicket);
    m_burialTicket = m_broker.agenda().at(dueMs, [this] {
        m_burialTicket = {};
        buryAgain();
    });
}

/// Some of those that nobody has taken, in turn, so that those that nobody ever takes do not hold up the others.
void Queue::buryAgain()
{
    std::vector<std::pair<quint64, DeathReason>> next;
    auto it = m_dying.lower_bound(m_burialFrom);
    for (; it != m_dying.end() && next.size() < burialsAtOnce; ++it) {
        if (!it->second.isUnderWay)
            next.emplace_back(it->first, it->second.reason);
    }
    m_burialFrom = it == m_dying.end() ? 0 : it->first;
    for (const auto &[offset, reason] : next) {
        m_dying.erase(offset);
        die(offset, reason);
        if (const auto again = m_dying.find(offset); again != m_dying.end())
            again->second.isRetry = true;
    }
    if (!m_dying.empty())
        buryLater(m_broker.nowMs() + burialRetryMs);
}

void Queue::buryLoaded(const Segment &segment)
{
    const quint64 end = segment.end();
    auto it = m_dying.lower_bound(segment.base);
    while (it != m_dying.end() && it->first < end) {
        const auto [offset, dying] = *it;
        ++it;
        if (dying.isUnderWay || !m_log.at(offset))
            continue;
        m_dying.erase(offset);
        die(offset, dying.reason);
    }
}

// ---- unused queues

void Queue::noteUse()
{
    if (!m_settings.expiresMs)
        return;
    m_lastUseMs = m_broker.nowMs();
    if (!m_unusedTicket.isValid()) {
        m_unusedTicket = m_broker.agenda().at(m_lastUseMs + *m_settings.expiresMs, [this] {
            m_unusedTicket = {};
            checkUnused();
        });
    }
}

void Queue::checkUnused()
{
    if (!m_settings.expiresMs)
        return;
    const qint64 now = m_broker.nowMs();
    if (m_consumers.empty() && now - m_lastUseMs >= *m_settings.expiresMs) {
        m_virtualHost.removeQueue(*this); // destroys this
        return;
    }
    const qint64 since = m_consumers.empty() ? m_lastUseMs : now;
    m_unusedTicket = m_broker.agenda().at(since + *m_settings.expiresMs, [this] {
        m_unusedTicket = {};
        checkUnused();
    });
}

// ---- what was restored

/// Reads the restored segments one after another, from this offset on, and sorts their messages in.
void Queue::scanRestored(quint64 from)
{
    while (from < m_scanEnd) {
        const auto &segments = m_log.segments();
        auto it = std::partition_point(segments.begin(), segments.end(),
                                       [from](const auto &segment) { return segment->end() <= from; });
        while (it != segments.end() && (*it)->live == 0)
            ++it;
        if (it == segments.end() || (*it)->base >= m_scanEnd)
            break;
        Segment &segment = **it;
        m_scanFrom = segment.base;
        if (segment.isPagedOut()) {
            if (!segment.loading)
                load(segment);
            return;
        }
        for (quint64 offset = segment.base; offset < segment.end(); ++offset) {
            if (const MessagePtr &message = segment.slots[offset - segment.base])
                takeScanned(offset, *message);
        }
        from = segment.end();
    }
    m_scanFrom.reset();
    if (isWaitingRoom())
        armDelayed();
    else
        schedule();
}

void Queue::takeScanned(quint64 offset, const Message &message)
{
    if (isWaitingRoom())
        m_delayed.emplace(dueMsOf(m_broker, message), offset);
    else if (!delayedUntil(offset))
        m_levels->insert(offset, returns(offset) > 0 ? PriorityLevels::quorumReturned : levelOf(message));
}

/// Nothing is ready here; when each message is due stands in its headers.
void Queue::restoreWaiting()
{
    m_requeued.clear();
    m_readyCount = 0;
    m_fresh = m_scanEnd = m_log.end();
    scanRestored(0);
}

} // namespace engine::core
