// SPDX-License-Identifier: GPL-3.0-or-later
// AccessControl: the users, what each may do in which virtual host, and limits, by RabbitMQ's rules and with its texts.
// It decides; whoever asks for a client keeps the answers in an Access (access.h) as long as version() stays.
// Owner: Broker. Thread: engine.
#pragma once

#include "core/definitions.h"

#include <engine/result.h>

#include <QHash>
#include <QRegularExpression>

#include <functional>
#include <map>
#include <optional>
#include <tuple>

namespace engine::core {

class Broker;

enum class Permission : quint8 { Configure, Write, Read };
enum class ResourceKind : quint8 { Exchange, Queue };

/// What is connected in the name of a user, or to a virtual host.
struct SessionCounts
{
    quint32 connections = 0, channels = 0;
};

/// The user that a new broker has, and its password.
inline constexpr char defaultUser[] = "guest";

class AccessControl
{
public:
    explicit AccessControl(Broker &broker);

    /// Changes with everything that may change an answer.
    quint64 version() const { return m_version; }

    // Users.
    const std::map<QByteArray, UserDefinition> &users() const { return m_users; }
    const UserDefinition *user(const QByteArray &name) const;
    bool hasTag(const QByteArray &user, const QByteArray &tag) const;
    /// Makes or replaces one. Who is connected stays so, whatever becomes of the password. With another hash its credentials
    /// for SCRAM go: they were made of the password before. (facade/scramderivation.h makes new ones of one in clear.)
    Result<void> putUser(const UserDefinition &user);
    /// With its permissions, credentials and limits; its connections are closed, as RabbitMQ does: "user 'x' is deleted".
    Result<void> deleteUser(const QByteArray &name);
    /// AccessRefused with what goes to the log, not to the client.
    Result<void> checkPassword(const QByteArray &user, const QByteArray &password) const;

    // What users prove themselves by in SCRAM.
    using UserMechanism = std::pair<QByteArray, ScramMechanism>;
    const std::map<UserMechanism, ScramCredential> &scramCredentials() const { return m_scram; }
    const ScramCredential *scramCredential(const QByteArray &user, ScramMechanism mechanism) const;
    /// Of a user that is there. NotFound, InvalidArgument.
    Result<void> setScramCredential(const ScramCredential &credential);
    /// False: there was none.
    bool removeScramCredential(const QByteArray &user, ScramMechanism mechanism);

    // Permissions. Setting them asks for a user and a virtual host that are there, and for regular expressions that are valid.
    using HostAndUser = std::pair<QByteArray, QByteArray>;
    using HostUserExchange = std::tuple<QByteArray, QByteArray, QByteArray>;
    struct Rights
    {
        PermissionDefinition definition;
        QRegularExpression configure, write, read;
    };
    const std::map<HostAndUser, Rights> &permissions() const { return m_permissions; }
    const std::map<HostUserExchange, TopicPermissionDefinition> &topicPermissions() const { return m_topics; }
    Result<void> setPermissions(const PermissionDefinition &permissions);
    /// Clearing what was not set succeeds.
    Result<void> clearPermissions(const QByteArray &virtualHost, const QByteArray &user);
    Result<void> setTopicPermissions(const TopicPermissionDefinition &permissions);
    /// Those on one exchange, or on all (nullopt).
    Result<void> clearTopicPermissions(const QByteArray &virtualHost, const QByteArray &user,
                                       const std::optional<QByteArray> &exchange);

    // Limits: "max-connections" and "max-queues" of a virtual host, "max-connections" and "max-channels" of a user.
    using Scope = LimitDefinition::Scope;
    using LimitKey = std::tuple<Scope, QByteArray, QByteArray>;
    const std::map<LimitKey, qint64> &limits() const { return m_limits; }
    std::optional<qint64> limit(Scope scope, const QByteArray &owner, const QByteArray &limit) const;
    /// Negative or nullopt: none.
    Result<void> setLimit(Scope scope, const QByteArray &owner, const QByteArray &limit, std::optional<qint64> value);

    // Virtual hosts' descriptions and tags.
    FieldTable metadata(const QByteArray &virtualHost) const { return m_metadata.value(virtualHost); }
    Result<void> setMetadata(const QByteArray &virtualHost, const FieldTable &metadata);

    // Answers.
    bool isPermitted(const QByteArray &user, const QByteArray &virtualHost, Permission permission,
                     const QByteArray &name) const;
    /// The expression that a routing key has to match, variables put in; nullopt: the exchange is not restricted.
    using Variables = QList<std::pair<QByteArray, QByteArray>>;
    std::optional<QRegularExpression> topicRestriction(const QByteArray &user, const QByteArray &virtualHost,
                                                       const QByteArray &exchange, Permission permission,
                                                       const Variables &variables) const;
    /// Whether one more connection may open the virtual host, which is there. NotAllowed with RabbitMQ's text. The owner of
    /// the local socket needs no permission.
    Result<void> checkOpen(const QByteArray &user, const QByteArray &virtualHost, bool isOwner) const;
    Result<void> checkChannel(const QByteArray &user) const;
    /// Before a queue is made; `count`: how many there are.
    Result<void> checkQueueLimit(const QByteArray &virtualHost, const QByteArray &queue, size_t count) const;

    // Who is connected; told by the sessions.
    void connectionOpened(const QByteArray &user, const QByteArray &virtualHost);
    void connectionClosed(const QByteArray &user, const QByteArray &virtualHost);
    void channelOpened(const QByteArray &user) { ++m_userSessions[user].channels; }
    void channelClosed(const QByteArray &user);
    SessionCounts sessionsOfUser(const QByteArray &user) const { return m_userSessions.value(user); }
    SessionCounts sessionsOfHost(const QByteArray &virtualHost) const { return m_hostSessions.value(virtualHost); }

    // Called by Broker only.
    void restore(const Definition &definition);
    /// Where there is no user nobody could log in: makes guest, the administrator, with all permissions everywhere.
    void ensureUser();
    void virtualHostDeleted(const QByteArray &name);

private:
    void changed(DefinitionChange::Kind kind, Definition definition);
    Result<void> checkTarget(const QByteArray &virtualHost, const QByteArray &user) const;
    void insert(const PermissionDefinition &permissions);
    void dropRightsIf(const std::function<bool(const QByteArray &virtualHost, const QByteArray &user)> &matches);
    void dropLimitsOf(Scope scope, const QByteArray &owner);

    Broker &m_broker;
    quint64 m_version = 1;
    std::map<QByteArray, UserDefinition> m_users;
    std::map<UserMechanism, ScramCredential> m_scram;
    std::map<HostAndUser, Rights> m_permissions;
    std::map<HostUserExchange, TopicPermissionDefinition> m_topics;
    std::map<LimitKey, qint64> m_limits;
    QHash<QByteArray, FieldTable> m_metadata;
    QHash<QByteArray, SessionCounts> m_userSessions;
    QHash<QByteArray, SessionCounts> m_hostSessions;
};

} // namespace engine::core
