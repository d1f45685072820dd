// SPDX-License-Identifier: GPL-3.0-or-later
// The journey of one message: who published it, through which bindings it went where, who had it, what became of it. Steps are
// recorded while somebody watches (BrokerSession::watchJourneys()), a bounded number of them for all messages; what was before
// is completed, as far as it tells, from the message itself: when it was published, its x-death, what it was replayed from.
// What is not known is left out, and Journey says so.
// Thread: any (values).
#pragma once

#include <engine/events.h>
#include <engine/specs.h>

#include <QList>

namespace engine {

struct JourneyStep
{
    enum class Known : quint8 {
        Recorded,    ///< seen as it happened
        FromMessage, ///< what the message tells of its past
        Now,         ///< not a step: where it is, and who holds it
    };
    Known known = Known::Recorded;
    LifecycleStep step =
        LifecycleStep::Published; ///< Now: Enqueued is ready, Delivered is held, Requeued waits for its next try
    StepCause cause = StepCause::None;
    qint64 atMs = 0;   ///< milliseconds since 1970; x-death knows seconds only; 0: not known
    MessageId message; ///< the id it had then
    QString virtualHost;
    QString exchange, routingKey; ///< Published: where to; Routed and Unroutable likewise
    QString queue;                ///< empty where none is concerned
    QueueId queueId;
    quint64 offset = 0;
    QString topic; ///< empty where none is concerned
    quint32 partition = 0;
    ConnectionId connection; ///< who published or received; not valid: nobody did, or nobody knows
    quint16 channel = 0;
    QString client, user, protocol; ///< of it; empty: not known (any more)
    QString consumerTag;
    bool automatic = false; ///< Delivered: to a consumer that does not acknowledge
    quint32 count = 0;      ///< Routed: to so many queues; FromMessage: so often; records: so many at once
    QList<BindingSpec> via; ///< Routed: the bindings that took it, as far as they can be told …
    bool viaAsNow = false;  ///< … which have changed since: these are those of now
    bool operator==(const JourneyStep &) const = default;
};

struct Journey
{
    static constexpr int maxSteps = 1000;

    MessageId message;
    QList<JourneyStep> steps;   ///< in the order they happened; of more than maxSteps the last ones
    quint64 leftOut = 0;        ///< steps before these
    bool isWhole = false;       ///< its publication was seen: nothing is missing before the first step
    bool isThere = false;       ///< a copy of it is in a queue or topic still
    qint64 recordedSinceMs = 0; ///< milliseconds since 1970; 0: nothing is being recorded
    qint64 keptSinceMs = 0;     ///< what was recorded before has been let go to make room; 0: nothing has
    bool operator==(const Journey &) const = default;
};

/// What is recorded at present.
struct JourneyRecording
{
    qint64 sinceMs = 0;     ///< milliseconds since 1970
    qint64 keptSinceMs = 0; ///< as in Journey
    quint64 steps = 0;      ///< kept
    quint64 capacity = 0;
    bool operator==(const JourneyRecording &) const = default;
};

} // namespace engine
