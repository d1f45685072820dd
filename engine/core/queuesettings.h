// SPDX-License-Identifier: GPL-3.0-or-later
// QueueSettings: what a queue's arguments mean once they have been checked: limits, times to live, dead letters, priorities.
// The names are RabbitMQ's: an argument "x-message-ttl" is the policy key "message-ttl".
// Thread: any (values).
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

#include <optional>

namespace engine::core {

/// What a queue without the argument x-queue-type is, is Classic.
enum class QueueKind : quint8 { Classic, Quorum, Stream };
enum class Overflow : quint8 { DropHead, RejectPublish, RejectPublishDeadLetter };
/// Which returned messages wait before they are ready again: all, those that were given back by basic.nack ("returned"), those
/// that were refused by basic.reject or whose consumer has gone without settling them ("failed"). As in RabbitMQ 4.3.
enum class DelayedRetry : quint8 { Disabled, All, Failed, Returned };

struct QueueSettings
{
    QueueKind kind = QueueKind::Classic;
    std::optional<qint64> messageTtlMs;
    std::optional<qint64> expiresMs;
    std::optional<quint64> maxLength;      ///< ready messages
    std::optional<quint64> maxLengthBytes; ///< bodies of ready messages
    Overflow overflow = Overflow::DropHead;
    std::optional<QByteArray> deadLetterExchange; ///< an empty name is the default exchange
    std::optional<QByteArray> deadLetterRoutingKey;
    /// x-dead-letter-strategy=at-least-once: a dead letter stays until all its queues have taken it. Of quorum queues that refuse
    /// what is too much for them; otherwise, as in RabbitMQ, it is at-most-once.
    bool keepsDeadLetters = false;
    std::optional<quint8> maxPriority; ///< messages above count as this one
    bool singleActiveConsumer = false;
    std::optional<quint32> deliveryLimit; ///< failures that a message may have; one more and it is dead
    DelayedRetry delayedRetry = DelayedRetry::Disabled;
    qint64 delayedRetryMinMs = 0; ///< the first delay; after a second failure it takes twice as long …
    qint64 delayedRetryMaxMs = 0; ///< … and none longer than this; without the argument, all take as long as the first
    /// An acknowledgement that takes longer closes the channel, whatever the type of the queue, as up to RabbitMQ 4.2. (Since
    /// 4.3 classic queues have no such limit, and quorum queues take the message back and cancel the consumer.) 0: for ever.
    std::optional<qint64> consumerTimeoutMs;

    bool hasLimit() const { return maxLength || maxLengthBytes; }
    /// What it refuses is a dead letter. Without an exchange for these it is refused and no more.
    bool buriesRefused() const { return overflow == Overflow::RejectPublishDeadLetter && deadLetterExchange; }
    /// A message is returned that has failed so often: how long it waits, milliseconds.
    qint64 retryDelayMs(quint32 failures) const;
    bool operator==(const QueueSettings &) const = default;
};

/// By its argument x-queue-type; Classic where that makes no sense.
QueueKind kindOf(const QueueDefinition &definition);

/// Checks every argument that this broker knows: PreconditionFailed with RabbitMQ's text.
Result<QueueSettings> settingsOf(const QueueDefinition &definition);

/// What a consumer of a queue asks for with its arguments.
struct ConsumerSettings
{
    qint32 priority = 0;
    std::optional<qint64> timeoutMs; ///< as QueueSettings::consumerTimeoutMs, and ahead of it
};

/// Checks x-priority and x-consumer-timeout: PreconditionFailed with RabbitMQ's text.
Result<ConsumerSettings> consumerSettingsOf(const FieldTable &arguments, const QueueDefinition &queue);

/// RabbitMQ's rule for a queue declared without x-queue-type: it gets the virtual host's default type as that argument, if it
/// can be of that type; else it is a classic queue. Stays as it is where there is no default, or one that is not known.
void applyDefaultType(QueueDefinition &definition, const FieldTable &virtualHostMetadata);

/// The settings of a queue under a policy and an operator policy (definitions as RabbitMQ has them: "message-ttl": 1000 …;
/// null: none). Limits and times take the lowest value of all three. Whether returned messages wait is the policy's to say,
/// and so is what a full quorum queue does; for the rest, what a full classic queue does among it, arguments win, over the
/// operator policy too. What does not parse in a policy is ignored: it was checked when it was set, with checkQueuePolicy().
QueueSettings settingsUnder(const QueueDefinition &definition, const FieldTable *policy,
                            const FieldTable *operatorPolicy);

/// A queue's argument, "x-message-ttl", that this broker knows. The others are not compared when a queue is declared again.
bool isKnownArgument(const QByteArray &name);

/// The arguments of a declaration that are kept and have no effect here, in its order: what concerns clusters or RabbitMQ's
/// ways of storing, and what nobody knows.
QByteArrayList argumentsWithoutEffect(const QueueDefinition &definition);
/// Of a policy's keys, likewise; false for those that are not a queue's.
bool isIdleQueueKey(QByteArrayView policyKey);

/// A policy's definition for queues. InvalidArgument, naming the key. Keys that are not a queue's are left to the caller:
/// isQueueKey().
Result<void> checkQueuePolicy(const FieldTable &definition);
bool isQueueKey(QByteArrayView policyKey);
/// An operator policy may set limits, the delays of returned messages and the overflow, as in RabbitMQ.
bool isOperatorKey(QByteArrayView policyKey);

} // namespace engine::core
