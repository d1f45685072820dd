// SPDX-License-Identifier: GPL-3.0-or-later
// Replays: what a log holds, published once more, somewhere else or in the same place. A replay takes nothing out of its source
// and moves no group's offsets; it ends where the source ended when it began. It lives as long as the broker runs.
// Thread: any (values).
#pragma once

#include <QList>
#include <QString>

#include <compare>
#include <optional>

namespace engine {

// The headers of a message that was replayed; of one that was replayed before, those of the last time. Everything else of the
// message stays as it was, its time included, but for the exchange and routing key that it is published with.
inline constexpr char replayedFromTopicHeader[] = "x-replayed-from-topic";         ///< text
inline constexpr char replayedFromPartitionHeader[] = "x-replayed-from-partition"; ///< number; of a topic only
inline constexpr char replayedFromQueueHeader[] = "x-replayed-from-queue"; ///< text; of a queue, in place of the topic
inline constexpr char replayedFromOffsetHeader[] = "x-replayed-from-offset"; ///< number; its position there
inline constexpr char replayedAtHeader[] = "x-replayed-at";                  ///< number; milliseconds since 1970
// Where the message was published to an exchange, and now is to another one or with another key: what they were.
inline constexpr char replayedExchangeHeader[] = "x-replayed-exchange";      ///< text
inline constexpr char replayedRoutingKeyHeader[] = "x-replayed-routing-key"; ///< text

struct ReplayId
{
    quint64 v = 0;
    bool isValid() const { return v != 0; }
    auto operator<=>(const ReplayId &) const = default;
};

struct ReplaySource
{
    enum class Kind : quint8 {
        Topic, ///< records of committed transactions, and those without one
        Queue, ///< all that is in it, whoever holds it: copied. One that is a stream is a topic
    };
    Kind kind = Kind::Topic;
    QString virtualHost = QStringLiteral("/");
    QString name;
    std::optional<quint32> partition; ///< of a topic; none: all, by the time of their records
    bool operator==(const ReplaySource &) const = default;
};

/// What is not set does not limit.
struct ReplayRange
{
    std::optional<quint64> firstOffset, lastOffset; ///< in each partition, or positions in the queue; both are replayed
    std::optional<qint64> fromMs, beforeMs; ///< times of records, or of arrival in the queue; milliseconds since 1970
    bool operator==(const ReplayRange &) const = default;
};

/// What is empty matches everything. Key and body are compared without regard to the case of ASCII letters.
struct ReplayFilter
{
    QString key;         ///< a pattern of * and ?: the record's key, else the routing key
    QString header;      ///< a header of this name must be there …
    QString headerValue; ///< … with this value, written as Kafka's clients see it; empty: any
    QString bodyText;    ///< somewhere in the body
    bool isEmpty() const { return key.isEmpty() && header.isEmpty() && bodyText.isEmpty(); }
    bool operator==(const ReplayFilter &) const = default;
};

struct ReplayTarget
{
    enum class Kind : quint8 {
        Queue,
        Exchange,
        Topic, ///< where it has as many partitions as the source, the same one; else by the key, as Kafka's clients choose
    };
    Kind kind = Kind::Queue;
    QString virtualHost = QStringLiteral("/");
    QString name;
    std::optional<QString> routingKey; ///< to an exchange; none: the message's own
    bool operator==(const ReplayTarget &) const = default;
};

struct ReplaySpec
{
    ReplaySource source;
    ReplayRange range;
    ReplayFilter filter;
    ReplayTarget target;
    std::optional<double>
        speed; ///< 1: as the messages came, 10: ten times as fast; none: as fast as the target takes them
    bool operator==(const ReplaySpec &) const = default;
};

/// What lies in the range of a replay. Counted by chunks, so about where a range begins or ends within one; the filter is not
/// looked at, nor are times within a queue.
struct ReplayEstimate
{
    quint64 messages = 0;
    quint32 partitions = 0; ///< with any of them; of a queue 1
    bool operator==(const ReplayEstimate &) const = default;
};

struct ReplayProgress
{
    enum class State : quint8 {
        Running,
        Waiting, ///< would go on, but the target or the broker can take no more just now: `text` says why
        Paused,
        Finished,
        Cancelled,
        Failed, ///< `text` says why
    };
    ReplayId id;
    ReplaySpec spec;
    State state = State::Running;
    quint64 total = 0;      ///< estimated when it began
    quint64 looked = 0;     ///< messages of the range so far, whatever became of them
    quint64 sent = 0;       ///< as safe at the target as a publisher's confirm says
    quint64 skipped = 0;    ///< the filter does not want them
    quint64 unroutable = 0; ///< no queue took them
    quint64 failed = 0;     ///< could not be read, stored or copied to all queues
    quint32 partition = 0;  ///< where it is: of the message that was looked at last
    quint64 offset = 0;
    qint64 startedMs = 0, endedMs = 0; ///< milliseconds since 1970; endedMs 0: it has not
    qint64 nextMs = 0;                 ///< at a pace: when the next message is due; 0: not known
    QString text;                      ///< plain English; what failed last, too
    bool isOver() const { return state >= State::Finished; }
    bool operator==(const ReplayProgress &) const = default;
};

} // namespace engine
