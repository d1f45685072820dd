// SPDX-License-Identifier: GPL-3.0-or-later
// How the broker and each of its objects have fared over time: a value a second for the last hour, a value a minute for the last day.
// It is recorded while the broker runs, watched or not, within a fixed amount of memory (inspect/histories.h): when very many objects
// are busy at once, the oldest values go before their time, those of seconds first.
// Thread: any (values).
#pragma once

#include <engine/ids.h>

#include <QList>
#include <QString>

namespace engine {

enum class HistoryFigure : quint8 {
    // Events in a second; of a minute the mean.
    Published, ///< came in, or was appended to a topic
    Delivered, ///< went out: deliver, get, fetch
    Acked,
    Redelivered, ///< of those delivered
    Unroutable,
    Routed, ///< copies that an exchange gave to queues
    BytesIn,
    BytesOut,
    // As it stood at the end of the second; of a minute the highest.
    Ready,
    Unacked,
    Messages,    ///< that a topic keeps
    MemoryBytes, ///< of the broker its whole process, of a queue or topic its messages in memory
    DiskBytes,   ///< of the broker its files, of a topic its records, of a queue the bodies that are stored
    BodyBytes,   ///< of all messages of a queue, wherever they are
    Lag,         ///< of a group, messages
    LagMs,       ///< how old the first message is that it has not read, in the partition that is most behind
};
inline constexpr int historyFigureCount = int(HistoryFigure::LagMs) + 1;

inline constexpr bool isRate(HistoryFigure figure)
{
    return figure <= HistoryFigure::BytesOut;
}

/// Whose history it is.
struct HistorySubject
{
    enum class Kind : quint8 { Broker, Queue, Exchange, Topic, Group, Connection };
    Kind kind = Kind::Broker;
    quint64 id = 0;             ///< a QueueId, ExchangeId, TopicId or ConnectionId
    QString virtualHost, group; ///< of a group, which has no id

    static HistorySubject of(QueueId queue) { return {Kind::Queue, queue.v, {}, {}}; }
    static HistorySubject of(ExchangeId exchange) { return {Kind::Exchange, exchange.v, {}, {}}; }
    static HistorySubject of(TopicId topic) { return {Kind::Topic, topic.v, {}, {}}; }
    static HistorySubject of(ConnectionId connection) { return {Kind::Connection, connection.v, {}, {}}; }
    static HistorySubject ofGroup(const QString &virtualHost, const QString &name)
    {
        return {Kind::Group, 0, virtualHost, name};
    }

    bool operator==(const HistorySubject &) const = default;
    friend size_t qHash(const HistorySubject &s, size_t seed = 0)
    {
        return ::qHashMulti(seed, quint8(s.kind), s.id, s.virtualHost, s.group);
    }
};

enum class HistoryResolution : quint8 { Second, Minute };

struct HistoryRequest
{
    HistorySubject subject;
    HistoryResolution resolution = HistoryResolution::Second;
    qint64 fromMs = 0; ///< milliseconds since 1970; what is older than what is kept is left out
    bool operator==(const HistoryRequest &) const = default;
};

struct HistorySeries
{
    HistoryFigure figure = HistoryFigure::Published;
    QList<double> values; ///< one for each step; not a number: it was not known, or the broker slept
};

/// One stretch of a history, without gaps: the first values are those of [firstMs, firstMs + stepMs).
struct History
{
    qint64 firstMs = 0; ///< milliseconds since 1970, by the broker's clock
    qint64 stepMs = 1000;
    QList<HistorySeries> series; ///< all of the same length; which there are depends on the kind of the subject

    qsizetype size() const { return series.isEmpty() ? 0 : series.front().values.size(); }
    qint64 endMs() const { return firstMs + size() * stepMs; }
};

} // namespace engine
