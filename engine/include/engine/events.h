// SPDX-License-Identifier: GPL-3.0-or-later
// The lifecycle of messages as the live view receives it: batches, sampled under load, with an exact count of what was left out.
// Thread: any (values).
#pragma once

#include <engine/bodycondition.h>
#include <engine/glob.h>
#include <engine/ids.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <limits>

namespace engine {

/// Every step of every message. The names are the words the window and the filter use (eventName()).
enum class LifecycleStep : quint8 {
    Published,  ///< arrived at an exchange, or at a topic
    Routed,     ///< matched bindings; one event for each publish
    Unroutable, ///< matched nothing
    Enqueued,   ///< entered a queue, or was appended to a partition
    Delivered,  ///< went out to a consumer, by get or by fetch
    Acked,
    Rejected, ///< nack or reject without requeue
    Requeued,
    Expired,
    Dropped, ///< by a limit, a purge, a deletion or a gate
    DeadLettered,
    Replayed,
    Returned, ///< mandatory and unroutable: sent back to the publisher
    Held,     ///< kept by a gate before it was routed
    Moved,    ///< taken out of a queue by hand, to arrive in another place: Enqueued follows in the same turn
};
inline constexpr int lifecycleStepCount = int(LifecycleStep::Moved) + 1;

/// "published", "dead-lettered" …; the inverse is for filters.
QString lifecycleStepName(LifecycleStep step);

/// Why a step was taken, where it does not say so itself.
enum class StepCause : quint8 {
    None,
    // DeadLettered: x-death's reasons. Dropped: MaxLength; Rejected: DeliveryLimit.
    Rejected,
    Expired,
    MaxLength,
    DeliveryLimit,
    // Dropped.
    QueueFull, ///< it refuses new messages (x-overflow)
    NoKey,     ///< a compacted topic takes none without a key
    TooLarge,  ///< it is larger than the topic's max.message.bytes
    Purged,
    QueueDeleted,
    Removed,    ///< this message alone, by hand
    Gate,       ///< a gate (breakpoint) let it go no further
    DeathCycle, ///< a dead letter that would go round for ever
    NoHistory,  ///< a dead letter whose x-death can not be written
    ReplyLost,  ///< the consumer of replies does not read
    // Unroutable.
    NoExchange, ///< the dead-letter exchange does not exist
};

struct LiveEvent
{
    qint64 atMs = 0;      ///< milliseconds since 1970, the broker's clock
    quint64 sequence = 0; ///< of all events of the broker; gaps are what was left out
    LifecycleStep step = LifecycleStep::Published;
    MessageId message; ///< not valid: its body was not in memory, and nobody asked for this one alone
    QString virtualHost;
    QString exchange;
    QString routingKey; ///< of a record that has no message: its key, as text
    QString queue;      ///< empty where none is concerned
    QueueId queueId;    ///< of the queue, or the log of the partition
    QString topic;      ///< empty where none is concerned; a stream is a queue and a topic
    quint32 partition = 0;
    quint64 offset = 0;
    QString client; ///< who published, or who received: the connection's name
    ChannelRef channel;
    quint64 size = 0;   ///< of the body, bytes
    QByteArray preview; ///< the first 256 bytes of the body at most
    StepCause cause = StepCause::None;
    quint32 filterTag = 0; ///< of the filter that a tap let it through by
};

struct LiveBatch
{
    QList<LiveEvent> events; ///< oldest first, bounded
    quint64 leftOut = 0;     ///< matching events since the last batch that were not sent
    quint64 seen = 0;        ///< matching events since the last batch, sent or not: events.size() + leftOut
    /// Not compared with the filter's text or its conditions on bodies: for lack of time, while paused, because the body is
    /// large or not in memory. In neither count.
    quint64 unexamined = 0;
};

/// What an event must not have: its pattern is written as that of the member of LiveFilter with this name.
struct LiveExclusion
{
    enum class What : quint8 { VirtualHost, Queue, Topic, Exchange, RoutingKey, Client, Text };
    What what = What::Queue;
    QString pattern;
    bool operator==(const LiveExclusion &) const = default;
};

/// What a tap lets through. Empty members match everything; patterns are globs (* and ?), case-insensitive.
struct LiveFilter
{
    quint32 steps = 0; ///< bit (1 << LifecycleStep) set: wanted; 0: all
    QString virtualHost;
    QString queue;
    QString topic;
    QString exchange;
    QString routingKey;
    QString client;
    QString text; ///< found in routing key or key, names or the preview
    quint64 minSize = 0;
    quint64 maxSize = std::numeric_limits<quint64>::max(); ///< bytes; so many are let through
    QList<LiveExclusion> exclusions;                       ///< what has one of these is left out
    QList<BodyCondition> body;                             ///< all of them hold
    quint32 maxPerSecond = 2000;                           ///< the tap samples above this
    MessageId message;                                     ///< this one alone, whatever becomes of it; not valid: all
    quint32 tag = 0;                                       ///< events that it lets through have the same
    bool operator==(const LiveFilter &) const = default;

    bool isSizeLimited() const { return minSize > 0 || maxSize != std::numeric_limits<quint64>::max(); }
    bool isOfSize(quint64 size) const { return size >= minSize && size <= maxSize; }
    /// The patterns of the exclusions of one kind.
    QStringList excluded(LiveExclusion::What what) const;
};

/// A filter over events that have arrived already: lets through what a tap with this filter would.
class LiveEventMatcher
{
public:
    explicit LiveEventMatcher(const LiveFilter &filter = {});
    bool matches(const LiveEvent &event) const { return compare(event) == Truth::Yes; }
    /// Unknown: it depends on more of the body than the event has. What came through a tap by the filter of this tag matches.
    Truth compare(const LiveEvent &event) const;

private:
    bool matchesNames(const LiveEvent &event) const;
    bool matchesTexts(const LiveEvent &event) const;

    quint32 m_steps;
    LiveFilter m_filter;
    NameFilter m_virtualHost, m_queue, m_topic, m_exchange, m_routingKey, m_client;
    Needle m_text;
    std::vector<Needle> m_unwantedTexts;
    BodyMatcher m_body;
};

} // namespace engine
