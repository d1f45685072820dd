// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual hosts, users, permissions and limits, as they are asked for (specs) and seen (snapshots). Names are RabbitMQ's.
// Thread: any (values).
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace engine {

struct VirtualHostSpec
{
    QString name;
    QString description;
    QStringList tags;
    /// What a queue is that is declared without x-queue-type, where it can be: "classic", "quorum", "stream". Empty: classic.
    QString defaultQueueType = {};
    bool operator==(const VirtualHostSpec &) const = default;
};

/// Unset: no limit. 0 allows none.
struct VirtualHostLimits
{
    std::optional<quint32> maxConnections, maxQueues;
    bool operator==(const VirtualHostLimits &) const = default;
};

struct UserLimits
{
    std::optional<quint32> maxConnections, maxChannels;
    bool operator==(const UserLimits &) const = default;
};

/// Regular expressions over names, not anchored; an empty one allows nothing.
struct PermissionSpec
{
    QString user;
    QString virtualHost = QStringLiteral("/");
    QString configure, write, read;
    bool operator==(const PermissionSpec &) const = default;
};

/// Regular expressions over routing keys; {username}, {vhost} and {client_id} stand for the client's.
struct TopicPermissionSpec
{
    QString user;
    QString virtualHost = QStringLiteral("/");
    QString exchange;
    QString write, read;
    bool operator==(const TopicPermissionSpec &) const = default;
};

struct UserSpec
{
    /// A password as RabbitMQ's definitions files have it. Kafka clients that log in by SCRAM need one that is set in clear.
    struct Hash
    {
        QByteArray base64; ///< of four bytes of salt and the hash; empty: cannot log in with a password
        QString algorithm; ///< "rabbit_password_hashing_sha256", …_sha512, …_md5
    };
    QString name;
    QStringList tags;
    std::optional<QString> password; ///< empty: cannot log in with a password
    std::optional<Hash> hash;        ///< instead of the password
};

struct VirtualHostSnapshot
{
    VirtualHostSpec spec;
    VirtualHostLimits limits;
    quint32 queues = 0, exchanges = 0, connections = 0;
    quint64 ready = 0, unacked = 0;
    QStringList users; ///< who has permissions in it
    bool operator==(const VirtualHostSnapshot &) const = default;
};

struct UserSnapshot
{
    QString name;
    QStringList tags;
    bool hasPassword = false;
    QString hashing; ///< the algorithm of the password's hash
    UserLimits limits;
    quint32 connections = 0, channels = 0;
    QList<PermissionSpec> permissions; ///< by virtual host
    QList<TopicPermissionSpec> topicPermissions;
    bool operator==(const UserSnapshot &) const = default;
};

} // namespace engine
