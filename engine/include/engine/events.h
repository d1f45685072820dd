// SPDX-License-Identifier: GPL-3.0-or-later
// The lifecycle of messages as the live view receives it: batches, sampled under load, with an exact count of what was left out.
// Thread: any (values).
#pragma once

#include <engine/ids.h>

#include <QByteArray>
#include <QList>
#include <QString>

namespace engine {

/// Every step of every message. The names are the words the window and the filter use (eventName()).
enum class LifecycleStep : quint8 {
    Published,  ///< arrived at an exchange
    Routed,     ///< matched bindings; one event for each publish
    Unroutable, ///< matched nothing
    Enqueued,   ///< entered a queue
    Delivered,  ///< went out to a consumer, or by get
    Acked,
    Rejected, ///< nack or reject without requeue
    Requeued,
    Expired,
    Dropped, ///< by a limit, a purge, a deletion or a gate
    DeadLettered,
    Replayed,
    Returned, ///< mandatory and unroutable: sent back to the publisher
    Held,     ///< kept by a gate before it was routed
};
inline constexpr int lifecycleStepCount = int(LifecycleStep::Held) + 1;

/// "published", "dead-lettered" …; the inverse is for filters.
QString lifecycleStepName(LifecycleStep step);

struct LiveEvent
{
    qint64 atMs = 0;      ///< milliseconds since 1970, the broker's clock
    quint64 sequence = 0; ///< of all events of the broker; gaps are what was left out
    LifecycleStep step = LifecycleStep::Published;
    MessageId message;
    QString virtualHost;
    QString exchange;
    QString routingKey;
    QString queue; ///< empty where none is concerned
    QueueId queueId;
    quint64 offset = 0;
    QString client; ///< who published, or who received: the connection's name
    ChannelRef channel;
    quint64 size = 0;   ///< of the body, bytes
    QByteArray preview; ///< the first 256 bytes of the body at most
};

struct LiveBatch
{
    QList<LiveEvent> events; ///< oldest first, bounded
    quint64 leftOut = 0;     ///< matching events since the last batch that were not sent
    quint64 seen = 0;        ///< matching events since the last batch, sent or not: events.size() + leftOut
    quint64 unexamined = 0; ///< not compared with the filter's text, for lack of time or while paused; in neither count
};

/// What a tap lets through. Empty members match everything; patterns are globs (* and ?), case-insensitive.
struct LiveFilter
{
    quint32 steps = 0; ///< bit (1 << LifecycleStep) set: wanted; 0: all
    QString queue;
    QString exchange;
    QString routingKey;
    QString client;
    QString text; ///< found in routing key, names or the preview
    quint64 minSize = 0;
    quint32 maxPerSecond = 2000; ///< the tap samples above this
    bool operator==(const LiveFilter &) const = default;
};

} // namespace engine
