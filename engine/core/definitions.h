// SPDX-License-Identifier: GPL-3.0-or-later
// The durable definitions as core and store exchange them: what a broker is built of when it starts again.
// Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/ids.h>
#include <engine/policies.h>
#include <engine/specs.h>

#include <QByteArray>
#include <QByteArrayList>
#include <QUuid>

#include <variant>
#include <vector>

namespace engine::core {

struct VirtualHostDefinition
{
    QByteArray name;
    bool operator==(const VirtualHostDefinition &) const = default;
};

/// What a virtual host carries besides its name: RabbitMQ's "description", "tags", "default_queue_type". Without an entry,
/// there is none.
struct VirtualHostMetadata
{
    QByteArray virtualHost;
    FieldTable metadata;
    bool operator==(const VirtualHostMetadata &) const = default;
};

/// RabbitMQ's names: rabbit_password_hashing_sha256, …_sha512, …_md5.
enum class PasswordHashing : quint8 { Sha256, Sha512, Md5 };

struct UserDefinition
{
    QByteArray name;
    QByteArray passwordHash; ///< four bytes of salt, then the hash; empty: cannot log in with a password
    PasswordHashing hashing = PasswordHashing::Sha256;
    QByteArrayList tags;
    bool operator==(const UserDefinition &) const = default;
};

enum class ScramMechanism : quint8 { Sha256, Sha512 };

/// What a user proves itself by in SCRAM, one for each mechanism (core/scram.h). Without an entry it cannot.
struct ScramCredential
{
    QByteArray user;
    ScramMechanism mechanism = ScramMechanism::Sha256;
    qint32 iterations = 0;
    QByteArray salt, storedKey, serverKey;
    bool operator==(const ScramCredential &) const = default;
};

/// Regular expressions over the names of what is in the virtual host, not anchored; an empty one allows nothing.
struct PermissionDefinition
{
    QByteArray virtualHost, user;
    QByteArray configure, write, read;
    bool operator==(const PermissionDefinition &) const = default;
};

/// Regular expressions over routing keys, for one topic exchange. Without an entry the exchange is not restricted.
struct TopicPermissionDefinition
{
    QByteArray virtualHost, user, exchange;
    QByteArray write, read;
    bool operator==(const TopicPermissionDefinition &) const = default;
};

/// A limit of a virtual host ("max-connections", "max-queues") or of a user ("max-connections", "max-channels").
struct LimitDefinition
{
    enum class Scope : quint8 { VirtualHost, User };
    Scope scope = Scope::VirtualHost;
    QByteArray owner, limit;
    qint64 value = -1; ///< negative: no limit
    bool operator==(const LimitDefinition &) const = default;
};

/// A policy, or an operator policy: two name spaces.
struct PolicyDefinition
{
    QByteArray virtualHost, name, pattern;
    ApplyTo applyTo = ApplyTo::All;
    qint32 priority = 0;
    FieldTable definition;
    bool isOperator = false;
    bool operator==(const PolicyDefinition &) const = default;
};

struct ExchangeDefinition
{
    QByteArray virtualHost, name;
    ExchangeType type = ExchangeType::Direct;
    bool durable = true;
    bool autoDelete = false;
    bool internal = false;
    FieldTable arguments;
    bool operator==(const ExchangeDefinition &) const = default;
};

struct QueueDefinition
{
    QueueId id; ///< names the queue's log; given by the broker at the first declaration
    QByteArray virtualHost, name;
    bool durable = true;
    bool exclusive = false;
    bool autoDelete = false;
    FieldTable arguments;
    bool operator==(const QueueDefinition &) const = default;
};

/// A queue that delivers nothing until it is resumed. Without an entry it delivers.
struct PausedQueue
{
    QueueId queue;
    bool operator==(const PausedQueue &) const = default;
};

struct BindingDefinition
{
    QByteArray virtualHost, source;
    DestinationType destinationType = DestinationType::Queue;
    QByteArray destination, routingKey;
    FieldTable arguments;
    bool operator==(const BindingDefinition &) const = default;
};

/// A log that keeps what it is given. Each partition is a log of chunks as a queue is one, named by a QueueId.
struct TopicDefinition
{
    TopicId id;
    QByteArray virtualHost, name;
    QUuid uuid;                      ///< Kafka's topic id; a topic that is made again under its name has another
    std::vector<QueueId> partitions; ///< their logs, by number
    FieldTable config;               ///< what differs from the defaults, by Kafka's names ("retention.ms"), as text
    FieldTable arguments;            ///< as AMQP declared it (x-queue-type=stream …); empty: it was made otherwise
    bool operator==(const TopicDefinition &) const = default;
};

/// How far a consumer group has come in one partition. Kept until the group is deleted or its offsets expire.
struct GroupOffset
{
    QByteArray virtualHost, group, topic;
    qint32 partition = 0;
    qint64 offset = 0;
    qint32 leaderEpoch = -1;
    QByteArray metadata; ///< the client's
    qint64 committedAtMs = 0;
    bool operator==(const GroupOffset &) const = default;
};

/// What a transactional producer has under way, or how it ended last.
struct TransactionState
{
    enum class Phase : quint8 { Empty, Ongoing, Committed, Aborted };
    QByteArray transactionalId;
    qint64 producer = -1;
    qint16 epoch = -1;
    qint32 timeoutMs = 0;
    Phase phase = Phase::Empty;
    qint64 startedAtMs = 0; ///< of the one that is ongoing
    qint64 changedAtMs = 0;
    std::vector<QueueId> partitions;  ///< that it has written to, by their logs
    std::vector<GroupOffset> offsets; ///< to be committed with it
    bool operator==(const TransactionState &) const = default;
};

/// Producer ids below this one have been given out. One row.
struct ProducerIdLimit
{
    qint64 next = 0;
    bool operator==(const ProducerIdLimit &) const = default;
};

/// store's definitionrows.cpp names a table for each, in this order.
using Definition = std::variant<VirtualHostDefinition, ExchangeDefinition, QueueDefinition, BindingDefinition,
                                UserDefinition, PermissionDefinition, TopicPermissionDefinition, LimitDefinition,
                                VirtualHostMetadata, PolicyDefinition, TopicDefinition, GroupOffset, TransactionState,
                                ProducerIdLimit, ScramCredential, PausedQueue>;

/// One change to the durable definitions. A removed queue takes its log (chunks and state) with it, a removed topic those of
/// all its partitions; neither bindings, group offsets nor a pause go along: the broker removes each by a change of its own, before, in
/// the same transaction.
struct DefinitionChange
{
    enum class Kind : quint8 { Put, Remove };
    Kind kind = Kind::Put;
    Definition definition;
};

} // namespace engine::core
