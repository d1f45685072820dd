// SPDX-License-Identifier: GPL-3.0-or-later
// Queue's limits, times and deaths: what leaves a queue otherwise than by an acknowledgement.
#include "core/broker.h"
#include "core/delayedmessages.h"
#include "core/queue.h"
#include "core/virtualhost.h"

#include <algorithm>
#include <limits>

namespace engine::core {

namespace {

constexpr qint64 never = std::numeric_limits<qint64>::max();

} // namespace

void Queue::setSettings(const QueueSettings &settings)
{
    if (settings == m_settings || isWaitingRoom())
        return;
    m_settings = settings;
    m_expiryKnownFor.reset();
    m_mayExpire = m_mayExpire || m_settings.messageTtlMs;
    m_unackedBytes = 0;
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
        return bytes - std::min(bytes, m_unackedBytes);
    return quint64(double(bytes) * double(m_readyCount) / double(m_log.live()));
}

/// What is unacked does not count for x-max-length-bytes. Where the size is not in memory the segment's mean stands in.
void Queue::noteUnackedBytes(quint64 offset, bool out)
{
    if (!m_settings.maxLengthBytes)
        return;
    const Segment *segment = m_log.segmentOf(offset);
    if (!segment || segment->isGone(offset))
        return;
    const MessagePtr message = m_log.at(offset);
    const quint64 size = message ? message->bodySize() : segment->bodyBytes / std::max(segment->live, 1U);
    m_unackedBytes = out ? m_unackedBytes + size : m_unackedBytes - std::min(m_unackedBytes, size);
}

bool Queue::isFull(const Message &message) const
{
    return (m_settings.maxLength && m_readyCount + 1 > *m_settings.maxLength) ||
           (m_settings.maxLengthBytes && readyBytes() + message.bodySize() > *m_settings.maxLengthBytes);
}

bool Queue::isOverLimit() const
{
    return (m_settings.maxLength && m_readyCount > *m_settings.maxLength) ||
           (m_settings.maxLengthBytes && readyBytes() > *m_settings.maxLengthBytes);
}

/// The oldest go first, whatever the rule for new ones: a policy may have lowered the limit.
void Queue::enforceLimits()
{
    while (isOverLimit()) {
        const auto offset = nextReady();
        if (!offset)
            return;
        const MessagePtr message = m_log.at(*offset);
        takeReady(*offset);
        emitStep(LifecycleStep::Dropped, *offset, message.data(), nullptr, {});
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

// ---- returned messages

/// True: it is dead. Counted for quorum queues.
bool Queue::returnTooOften(quint64 offset, Consumer *consumer, ChannelRef by)
{
    const quint32 count = ++m_returns[offset];
    if (!m_settings.deliveryLimit || count <= *m_settings.deliveryLimit)
        return false;
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::Rejected, offset, message.data(), consumer, by);
    die(offset, DeathReason::DeliveryLimit);
    return true;
}

/// With x-delivery-count, as a quorum queue delivers what has been returned before.
MessagePtr Queue::withReturns(quint64 offset, const MessagePtr &message) const
{
    const quint32 count = m_returns.value(offset);
    const PropertyEditor *editor = m_broker.propertyEditor();
    if (count == 0 || !editor)
        return message;
    PropertyEditor::Edit edit{editor->headers(*message), false};
    edit.headers.set("x-delivery-count", FieldValue(qint64(count)));
    const auto properties = editor->edited(*message, edit);
    if (!properties)
        return message;
    auto *copy = new Message(*message);
    copy->setProperties(*properties, PropertiesFormat::Amqp091);
    return MessagePtr(copy);
}

std::optional<qint64> Queue::delayedUntil(quint64 offset) const
{
    const auto it = std::find_if(m_delayed.begin(), m_delayed.end(),
                                 [offset](const auto &entry) { return entry.second == offset; });
    return it == m_delayed.end() ? std::nullopt : std::optional(it->first);
}

void Queue::armDelayed()
{
    const qint64 due = m_delayed.empty() ? never : m_delayed.begin()->first;
    if (m_delayedTicket.isValid() && m_delayedTicket.dueMs == due)
        return;
    m_broker.agenda().cancel(m_delayedTicket);
    if (due == never)
        return;
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

// ---- deaths

/// It is neither ready nor unacked any more. In a waiting room: its time has come.
void Queue::die(quint64 offset, DeathReason reason)
{
    if (!m_settings.deadLetterExchange && !isWaitingRoom()) {
        removeFromLog(offset);
        return;
    }
    if (const MessagePtr message = m_log.at(offset)) {
        if (isWaitingRoom())
            publishDelayed(m_virtualHost, *m_delaysFor, message);
        else
            m_broker.deadLetter(*this, message, reason);
        removeFromLog(offset);
        return;
    }
    // The body has to be read first. Should the broker be killed before, the message is where it was.
    m_dying.emplace(offset, reason);
    if (Segment *segment = m_log.segmentOf(offset); segment && !segment->loading)
        load(*segment);
}

void Queue::buryLoaded(const Segment &segment)
{
    const quint64 end = segment.end();
    auto it = m_dying.lower_bound(segment.base);
    while (it != m_dying.end() && it->first < end) {
        const auto [offset, reason] = *it;
        it = m_dying.erase(it);
        if (m_log.at(offset))
            die(offset, reason);
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
        const auto it = std::find_if(segments.begin(), segments.end(), [from](const auto &segment) {
            return segment->end() > from && segment->live > 0;
        });
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
    else
        m_levels->insert(offset, message.priority);
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
