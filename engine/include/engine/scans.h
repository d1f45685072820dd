// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for messages in whole queues and partitions: what is asked for, and what is found as the search goes on.
// Thread: any (values).
#pragma once

#include <engine/bodycondition.h>
#include <engine/glob.h>
#include <engine/snapshots.h>

#include <limits>
#include <optional>

namespace engine {

/// Which messages are wanted. Empty members match everything; patterns are globs (* and ?), case-insensitive.
struct MessageFilter
{
    QString routingKey; ///< of a record: its key
    QString exchange;
    QString text; ///< found in routing key, exchange, properties or body
    quint64 minSize = 0;
    quint64 maxSize = std::numeric_limits<quint64>::max(); ///< bytes
    QStringList notRoutingKeys, notExchanges,
        notTexts;              ///< written as those above; a message that has one is not wanted
    QList<BodyCondition> body; ///< all of them hold
    qint64 sinceMs = 0;        ///< not older than this, milliseconds since 1970; 0: of any age
    bool operator==(const MessageFilter &) const = default;
};

/// Of dead letters, by the latest entry of their x-death. What is empty matches every dead letter; times are milliseconds since
/// 1970, of the death, whose entry knows seconds.
struct DeathFilter
{
    QString reason; ///< "rejected", "expired", "maxlen", "delivery_limit"
    QString queue;  ///< the one it died in
    qint64 sinceMs = 0;
    qint64 beforeMs = 0; ///< 0: no end
    bool operator==(const DeathFilter &) const = default;
};

struct ScanRequest
{
    enum class Order : quint8 { NewestFirst, OldestFirst };
    QList<QueueId> logs; ///< queues and partitions; those that are not there are passed over
    MessageFilter filter;
    Order order = Order::NewestFirst;
    quint32 limit = 1000;             ///< the scan ends when it has the newest (oldest) so many
    std::optional<DeathFilter> death; ///< dead letters only, and those that match
    bool operator==(const ScanRequest &) const = default;
};

/// How far a scan has come, and what it has found since it last said so.
struct ScanBatch
{
    QList<MessageSummary> found; ///< in no particular order
    quint64 examined = 0;        ///< messages, of all that the scan has to go through
    quint64 total = 0;           ///< messages that were there when it began
    quint64 unreadable = 0;      ///< of the examined ones
    quint64 leftOut = 0;         ///< messages that came in since and were not looked at: too many at a time
    bool isComplete = false;     ///< everything has been examined, or as much as the limit asks for
    bool isLimited = false;      ///< complete, and there may be more than the limit let through
};

/// A filter made ready for many messages.
class MessageMatcher
{
public:
    explicit MessageMatcher(const MessageFilter &filter = {});

    bool matchesAll() const { return m_matchesAll; }
    /// `properties` are the bytes that headers and properties are kept as.
    bool matches(QByteArrayView routingKey, QByteArrayView exchange, QByteArrayView properties, QByteArrayView body,
                 qint64 publishedAtMs) const;
    /// As far as a summary tells: what stands behind the preview, or in the properties, is not seen.
    bool matches(const MessageSummary &message) const;

private:
    bool isOfSizeAndAge(quint64 size, qint64 publishedAtMs) const;
    bool matchesTexts(QByteArrayView routingKey, QByteArrayView exchange, QByteArrayView properties,
                      QByteArrayView body) const;

    NameFilter m_routingKey, m_exchange;
    Needle m_text;
    std::vector<Needle> m_unwantedTexts;
    BodyMatcher m_body;
    quint64 m_minSize, m_maxSize;
    qint64 m_sinceMs;
    bool m_matchesAll;
};

} // namespace engine
