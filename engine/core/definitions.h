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

struct BindingDefinition
{
    QByteArray virtualHost, source;
    DestinationType destinationType = DestinationType::Queue;
    QByteArray destination, routingKey;
    FieldTable arguments;
    bool operator==(const BindingDefinition &) const = default;
};

/// store's definitionrows.cpp names a table for each, in this order.
using Definition = std::variant<VirtualHostDefinition, ExchangeDefinition, QueueDefinition, BindingDefinition,
                                UserDefinition, PermissionDefinition, TopicPermissionDefinition, LimitDefinition,
                                VirtualHostMetadata, PolicyDefinition>;

/// One change to the durable definitions. A removed queue takes its log (chunks and state) with it; a removed exchange or
/// queue does not take bindings along: the broker removes each by a change of its own, before, in the same transaction.
struct DefinitionChange
{
    enum class Kind : quint8 { Put, Remove };
    Kind kind = Kind::Put;
    Definition definition;
};

} // namespace engine::core
