// SPDX-License-Identifier: GPL-3.0-or-later
// Dead letters: messages that carry a death history (x-death) and lie in a queue, whatever queue that is; grouped by why and where
// they died and where they lie now. A message that lies in the queue where it died last has been brought back: it is none any more.
// Streams are left out: nothing is taken out of them.
// Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/messageactions.h>
#include <engine/snapshots.h>

#include <QList>
#include <QStringList>

#include <optional>

namespace engine {

// The reasons, as RabbitMQ writes them.
inline constexpr char deathByRejection[] = "rejected";
inline constexpr char deathByExpiry[] = "expired";
inline constexpr char deathByLength[] = "maxlen";
inline constexpr char deathByDeliveryLimit[] = "delivery_limit";

/// An entry of x-death: how often a message died in one queue for one reason.
struct Death
{
    QString reason; ///< one of the four, or what another broker calls it
    QString queue;
    QString exchange; ///< what it had been published with when it came there …
    QStringList routingKeys;
    quint64 count = 1;
    qint64 firstMs = 0;                        ///< the first of these deaths; whole seconds, as milliseconds since 1970
    std::optional<QString> originalExpiration; ///< milliseconds, as the publisher wrote it; taken off when it died
    bool operator==(const Death &) const = default;
};

/// What x-death says, the latest death first; empty where there is none, or where it is no history.
QList<Death> deathsOf(const FieldTable &headers);
/// When it died last, milliseconds since 1970. The history has whole seconds, and of repeated deaths the first; a dead letter's
/// arrival (`publishedAtMs`) tells the rest.
qint64 diedAtMs(const QList<Death> &deaths, qint64 publishedAtMs);
/// The queue that it died in first, where an action with the target Origin takes it back to; empty: it is no dead letter.
QString originOf(const FieldTable &headers);

/// Those that died in one queue for one reason within one hour, and lie in one queue.
struct DeadLetterGroup
{
    QString virtualHost;
    QString reason; ///< of the latest death, as all of these
    QString queue;
    QueueId place; ///< where they lie
    QString placeName;
    qint64 hourMs = 0; ///< the beginning of the hour; 0: of several, where there are too many groups
    quint64 count = 0;
    qint64 firstMs = 0, lastMs = 0; ///< of their deaths
    QString origin;                 ///< where Origin is; empty: not the same for all of them
    QStringList rejectedBy;         ///< names of connections, as far as seen since somebody watches; the first few
    bool operator==(const DeadLetterGroup &) const = default;
};

struct DeadLettersSnapshot
{
    QList<DeadLetterGroup> groups; ///< in an order of no meaning that stays
    quint64 total = 0;
    quint64 examined = 0, toExamine = 0; ///< messages that were in the queues when the watching began
    bool isComplete = false;             ///< all of these have been examined
    bool isCut = false;                  ///< there are more than are counted
    bool operator==(const DeadLettersSnapshot &) const = default;
};

/// Which dead letters. What is empty does not limit; times are those of the last death.
struct DeadLetterFilter
{
    QString virtualHost;
    QString reason;
    QString queue;         ///< they died in
    QList<QueueId> places; ///< they lie in
    qint64 sinceMs = 0, beforeMs = 0;
    bool operator==(const DeadLetterFilter &) const = default;
};

/// Some of them, the latest deaths first.
struct DeadLetterList
{
    QList<MessageRef> messages;
    quint64 total = 0; ///< that the filter lets through
    bool operator==(const DeadLetterList &) const = default;
};

/// A row of the dead letters' list.
struct DeadLetter
{
    MessageSummary message;
    QList<Death> deaths; ///< the latest first
    QString origin;
    qint64 diedMs = 0;
    QString rejectedBy; ///< the name of a connection; empty: nobody has seen it
    bool operator==(const DeadLetter &) const = default;
};

} // namespace engine
