// SPDX-License-Identifier: GPL-3.0-or-later
// Acting on messages where they lie: delete, move, copy, edit and republish, put dead letters back to where they came from; and
// reading and putting many at a time, for export and import. A message leaves one queue and arrives in the next in one
// transaction of the store: it is never in neither place, whatever happens.
// A message that has moved keeps its id, and the exchange and routing key it was published with, but for a target that is an
// exchange; its time to live begins anew, and it is not marked as redelivered. A copy is a message of its own.
// Thread: any (values).
#pragma once

#include <engine/ids.h>
#include <engine/scans.h>
#include <engine/specs.h>

#include <QDateTime>
#include <QList>

#include <compare>
#include <optional>

namespace engine {

struct MessageActionId
{
    quint64 v = 0;
    bool isValid() const { return v != 0; }
    auto operator<=>(const MessageActionId &) const = default;
};

/// Which messages. Those of the list; or, where it is empty, all that lie in `logs` when the action begins, and match. A message
/// whose turn comes is looked at as it is then.
struct MessageSelection
{
    QList<MessageRef> messages; ///< of any number of queues; in the order of each queue whatever the order here
    QList<QueueId> logs;        ///< one after the other
    MessageFilter filter;
    std::optional<DeathFilter> death;               ///< dead letters only, and those that match
    std::optional<quint64> firstOffset, lastOffset; ///< of each log only from here, only through here
    bool operator==(const MessageSelection &) const = default;
};

struct MessageTarget
{
    enum class Kind : quint8 {
        /// Of a dead letter: the queue that it died in first (x-first-death-queue, or the oldest entry of x-death), with the
        /// exchange and the routing key that it had there.
        Origin,
        Queue,
        Exchange, ///< routed as if published: to nowhere is a problem, and the message stays
        Topic,    ///< the partition by the key, as Kafka's clients choose
    };
    Kind kind = Kind::Queue;
    QString virtualHost = QStringLiteral("/"); ///< not of Origin: that is where the message lies
    QString name;                              ///< not of Origin
    std::optional<QString> routingKey;         ///< to an exchange; none: the message's own
    bool operator==(const MessageTarget &) const = default;
};

/// What is changed on the way, in this order. What is empty stays as it is.
struct MessageEdit
{
    std::optional<QByteArray> body;
    std::optional<MessageProperties> properties; ///< all of them, headers included
    FieldTable setHeaders;
    QList<QByteArray> removeHeaders;
    bool dropDeathHeaders = false; ///< x-death, x-first-death-*, x-last-death-*, x-delivery-count, x-acquired-count
    bool isEmpty() const { return *this == MessageEdit(); }
    bool operator==(const MessageEdit &) const = default;
};

struct MessageActionSpec
{
    enum class What : quint8 {
        Delete, ///< not dead-lettered: gone
        Move,
        Copy, ///< of messages that consumers hold, too, and of records
    };
    What what = What::Move;
    MessageSelection selection;
    MessageTarget target; ///< not of Delete
    MessageEdit edit;     ///< not of Delete
    /// There is an undo token afterwards. What is more than can be kept ends the action: Failed and isBeyondUndo, with the token
    /// for what was done until then. False: done whatever it is, and for good.
    bool isUndoable = true;
    bool operator==(const MessageActionSpec &) const = default;
};

/// Why one message was left where it was.
struct MessageProblem
{
    enum class Reason : quint8 {
        Unacked,    ///< a consumer has it
        Delayed,    ///< waits for its next try, or in the waiting room of an exchange
        Gone,       ///< has left the queue
        Unreadable, ///< the store could not give it back
        Unroutable, ///< the exchange has no queue for it
        Refused,    ///< a queue that it would reach is full
        NoOrigin,   ///< it is no dead letter
        OriginGone, ///< the queue that it died in is not there any more
        Keyless,    ///< a compacted topic takes no message without a key
        NotEdited,  ///< its properties make no sense, or cannot be what the edit wants
    };
    static constexpr int reasonCount = int(Reason::NotEdited) + 1;
    MessageRef message;
    Reason reason = Reason::Gone;
    QString text; ///< one sentence, plain English
    bool operator==(const MessageProblem &) const = default;
};

struct MessageActionProgress
{
    enum class State : quint8 {
        Running,
        Waiting, ///< would go on, but the broker can take no more just now: `text` says why
        Finished,
        Cancelled, ///< what was done stays done
        Failed,    ///< likewise; `text` says why
    };
    /// Of problems so many are told one by one.
    static constexpr int mostProblems = 200;

    MessageActionId id;
    MessageActionSpec spec;
    State state = State::Running;
    quint64 total = 0;                 ///< messages to look at, as far as known when it began
    quint64 looked = 0;                ///< so far, whatever became of them
    quint64 done = 0;                  ///< deleted, moved or copied; safe when the action is over
    quint64 skipped = 0;               ///< the filter does not want them
    quint64 left = 0;                  ///< for a problem each, these among them:
    QList<MessageProblem> problems;    ///< the first ones
    UndoToken undo;                    ///< once it is over; v 0: there is nothing to undo
    bool isBeyondUndo = false;         ///< it failed because the next one could not be undone any more
    QList<MessageRef> rest;            ///< then, where messages were listed: those that it did not come to
    qint64 startedMs = 0, endedMs = 0; ///< milliseconds since 1970; endedMs 0: it has not
    QString text;                      ///< plain English
    bool isOver() const { return state >= State::Finished; }
    bool operator==(const MessageActionProgress &other) const
    {
        return id == other.id && state == other.state && looked == other.looked && done == other.done &&
               skipped == other.skipped && left == other.left && undo.v == other.undo.v && endedMs == other.endedMs &&
               text == other.text;
    }
};

/// Reading many: a stretch of a queue or a partition, bodies and all.
struct MessageStretchRequest
{
    QueueId log;
    quint64 fromOffset = 0;
    std::optional<quint64> endOffset; ///< not part of it; none: where the log ends now
    MessageFilter filter;
    quint32 mostMessages = 1000;         ///< at most 1,000
    quint64 mostBytes = 4 * 1024 * 1024; ///< of bodies: with the message that reaches it the stretch ends
    bool operator==(const MessageStretchRequest &) const = default;
};

struct MessageStretch
{
    QList<MessageDetails> messages; ///< ascending offsets; may be empty though there is more
    quint64 nextOffset = 0;         ///< to go on from
    quint64 endOffset = 0;          ///< of the request, or where the log ended
    quint64 looked = 0;             ///< messages, the filter's too
    quint64 unreadable = 0;
    bool isAtEnd = false;
};

/// Putting many: what was exported, or never was in a broker.
struct NewMessage
{
    QString exchange,
        routingKey; ///< as if published with; a target that is an exchange has its own name, and may have a key
    MessageProperties properties;
    QByteArray body;
    bool operator==(const NewMessage &) const = default;
};

struct PutProblem
{
    qsizetype index = 0; ///< of the message in the list
    MessageProblem::Reason reason = MessageProblem::Reason::Unroutable;
    QString text;
    bool operator==(const PutProblem &) const = default;
};

/// Whether what is put can be taken back: undo() removes those that are still ready where they arrived, and says how many are
/// not. Records stay in topics.
struct PutUndo
{
    bool isWanted = false;
    quint64 continued = 0; ///< the token of the part before, which takes these back, too; 0: this is the first part
    bool operator==(const PutUndo &) const = default;
};

struct PutReceipt
{
    quint64 arrived = 0;
    QList<PutProblem> problems; ///< one for each that did not
    /// Of all parts so far, with ten minutes from now on. v 0: there is nothing to undo, it was more than can be kept, or the
    /// token of the part before had given way.
    UndoToken undo = {};
};

} // namespace engine
