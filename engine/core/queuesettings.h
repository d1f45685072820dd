// SPDX-License-Identifier: GPL-3.0-or-later
// QueueSettings: what a queue's arguments mean once they have been checked: limits, times to live, dead letters, priorities.
// The names are RabbitMQ's: an argument "x-message-ttl" is the policy key "message-ttl".
// Thread: any (values).
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

#include <optional>

namespace engine::core {

enum class QueueKind : quint8 { Classic, Quorum };
enum class Overflow : quint8 { DropHead, RejectPublish, RejectPublishDeadLetter };
/// Which returned messages wait before they are ready again: all, those that were given back by nack or reject ("returned"),
/// those whose consumer has gone without settling them ("failed").
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
    std::optional<quint8> maxPriority; ///< messages above count as this one
    bool singleActiveConsumer = false;
    std::optional<quint32> deliveryLimit; ///< returns that a message may have; one more and it is dead
    DelayedRetry delayedRetry = DelayedRetry::Disabled;
    qint64 delayedRetryMinMs = 0, delayedRetryMaxMs = 0;
    std::optional<qint64> consumerTimeoutMs;

    bool hasLimit() const { return maxLength || maxLengthBytes; }
    /// A message is returned for the count-th time: how long it waits, milliseconds.
    qint64 retryDelayMs(quint32 count) const;
    bool operator==(const QueueSettings &) const = default;
};

/// Checks every argument that this broker knows: PreconditionFailed with RabbitMQ's text.
Result<QueueSettings> settingsOf(const QueueDefinition &definition);

/// The settings of a queue under a policy and an operator policy (definitions as RabbitMQ has them: "message-ttl": 1000 …;
/// null: none). Limits and times take the lowest value of all three; for the rest arguments win over the policy. What does
/// not parse in a policy is ignored: it was checked when the policy was set, with checkPolicy().
QueueSettings settingsUnder(const QueueDefinition &definition, const FieldTable *policy,
                            const FieldTable *operatorPolicy);

/// A policy's definition for queues. InvalidArgument, naming the key. Keys that are not a queue's are left to the caller:
/// isQueueKey().
Result<void> checkQueuePolicy(const FieldTable &definition);
bool isQueueKey(QByteArrayView policyKey);
/// An operator policy may set limits only, as in RabbitMQ.
bool isOperatorKey(QByteArrayView policyKey);

} // namespace engine::core
