// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accesscontrol.h"

#include "core/broker.h"
#include "core/passwordhash.h"
#include "core/scram.h"
#include "core/text.h"

#include <array>

namespace engine::core {

namespace {

/// As RabbitMQ matches: byte by byte, anywhere in the name; an empty expression allows nothing.
QRegularExpression expressionOf(const QByteArray &pattern)
{
    return QRegularExpression(pattern.isEmpty() ? QStringLiteral("^$") : QString::fromLatin1(pattern));
}

Result<void> checkExpressions(std::initializer_list<QByteArray> patterns)
{
    for (const QByteArray &pattern : patterns) {
        const QRegularExpression expression = expressionOf(pattern);
        if (!expression.isValid())
            return Error{BrokerError::InvalidArgument,
                         QStringLiteral("invalid regular expression '%1': %2 at position %3")
                             .arg(text(pattern), expression.errorString())
                             .arg(expression.patternErrorOffset())};
    }
    return {};
}

Error noUser(const QByteArray &name)
{
    return {BrokerError::NotFound, QStringLiteral("user '%1' not found").arg(text(name))};
}

Error noHost(const QByteArray &name)
{
    return {BrokerError::NotFound, QStringLiteral("vhost '%1' not found").arg(text(name))};
}

bool isReached(const std::optional<qint64> &limit, quint64 count)
{
    return limit && qint64(count) >= *limit;
}

/// Everybody knows the default user's password, so they are made of it once for all brokers of the process.
const ScramCredential &defaultScramCredential(ScramMechanism mechanism)
{
    static const std::array made{deriveScramCredential(defaultUser, ScramMechanism::Sha256, defaultUser),
                                 deriveScramCredential(defaultUser, ScramMechanism::Sha512, defaultUser)};
    return made[size_t(mechanism)];
}

} // namespace

AccessControl::AccessControl(Broker &broker)
    : m_broker(broker)
{}

void AccessControl::changed(DefinitionChange::Kind kind, Definition definition)
{
    ++m_version;
    m_broker.definitionChanged({kind, std::move(definition)});
}

// ---- users

const UserDefinition *AccessControl::user(const QByteArray &name) const
{
    const auto it = m_users.find(name);
    return it == m_users.end() ? nullptr : &it->second;
}

bool AccessControl::hasTag(const QByteArray &name, const QByteArray &tag) const
{
    const UserDefinition *found = user(name);
    return found && found->tags.contains(tag);
}

Result<void> AccessControl::putUser(const UserDefinition &asked)
{
    if (asked.name.isEmpty())
        return Error{BrokerError::InvalidArgument, QStringLiteral("a user needs a name")};
    if (!isPasswordHash(asked.passwordHash, asked.hashing))
        return Error{BrokerError::InvalidArgument,
                     QStringLiteral("the password hash of user '%1' is not one of %2")
                         .arg(text(asked.name), text(passwordHashingName(asked.hashing)))};
    for (const QByteArray &tag : asked.tags) {
        if (tag.isEmpty() || tag.contains(','))
            return Error{BrokerError::InvalidArgument, QStringLiteral("'%1' cannot be a tag").arg(text(tag))};
    }
    UserDefinition &kept = m_users[asked.name];
    if (kept == asked)
        return {};
    const bool isOtherPassword = kept.passwordHash != asked.passwordHash || kept.hashing != asked.hashing;
    kept = asked;
    changed(DefinitionChange::Kind::Put, asked);
    for (const ScramMechanism mechanism : scramMechanisms) {
        if (isOtherPassword)
            removeScramCredential(asked.name, mechanism);
    }
    return {};
}

Result<void> AccessControl::deleteUser(const QByteArray &name)
{
    const auto it = m_users.find(name);
    if (it == m_users.end())
        return noUser(name);
    const UserDefinition leaving = it->second;
    m_users.erase(it);
    for (const ScramMechanism mechanism : scramMechanisms)
        removeScramCredential(leaving.name, mechanism);
    dropRightsIf([&](const QByteArray &, const QByteArray &user) { return user == leaving.name; });
    dropLimitsOf(Scope::User, leaving.name);
    changed(DefinitionChange::Kind::Remove, leaving);
    m_broker.userDeleted(leaving.name);
    return {};
}

Result<void> AccessControl::checkPassword(const QByteArray &name, const QByteArray &password) const
{
    const auto refused = [&](const QString &why) {
        return Error{BrokerError::AccessRefused, QStringLiteral("user '%1' %2").arg(text(name), why)};
    };
    if (password.isEmpty())
        return refused(QStringLiteral("attempted to log in with a blank password, which is prohibited"));
    const UserDefinition *found = user(name);
    if (!found || !isPasswordOf(*found, password))
        return refused(QStringLiteral("- invalid credentials"));
    return {};
}

const ScramCredential *AccessControl::scramCredential(const QByteArray &user, ScramMechanism mechanism) const
{
    const auto it = m_scram.find({user, mechanism});
    return it == m_scram.end() ? nullptr : &it->second;
}

Result<void> AccessControl::setScramCredential(const ScramCredential &credential)
{
    if (!user(credential.user))
        return noUser(credential.user);
    if (!isScramCredential(credential))
        return Error{BrokerError::InvalidArgument,
                     QStringLiteral("the %1 credential of user '%2' has sizes or iterations it cannot have")
                         .arg(text(scramMechanismName(credential.mechanism)), text(credential.user))};
    ScramCredential &kept = m_scram[{credential.user, credential.mechanism}];
    if (kept == credential)
        return {};
    kept = credential;
    changed(DefinitionChange::Kind::Put, credential);
    return {};
}

bool AccessControl::removeScramCredential(const QByteArray &user, ScramMechanism mechanism)
{
    const auto it = m_scram.find({user, mechanism});
    if (it == m_scram.end())
        return false;
    const ScramCredential leaving = it->second;
    m_scram.erase(it);
    changed(DefinitionChange::Kind::Remove, leaving);
    return true;
}

// ---- permissions

Result<void> AccessControl::checkTarget(const QByteArray &virtualHost, const QByteArray &userName) const
{
    if (!user(userName))
        return noUser(userName);
    if (!m_broker.virtualHost(virtualHost))
        return noHost(virtualHost);
    return {};
}

void AccessControl::insert(const PermissionDefinition &d)
{
    m_permissions.insert_or_assign({d.virtualHost, d.user},
                                   Rights{d, expressionOf(d.configure), expressionOf(d.write), expressionOf(d.read)});
}

Result<void> AccessControl::setPermissions(const PermissionDefinition &asked)
{
    if (Result<void> target = checkTarget(asked.virtualHost, asked.user); !target)
        return target;
    if (Result<void> valid = checkExpressions({asked.configure, asked.write, asked.read}); !valid)
        return valid;
    insert(asked);
    changed(DefinitionChange::Kind::Put, asked);
    return {};
}

Result<void> AccessControl::clearPermissions(const QByteArray &virtualHost, const QByteArray &user)
{
    const auto it = m_permissions.find({virtualHost, user});
    if (it == m_permissions.end())
        return checkTarget(virtualHost, user);
    const PermissionDefinition leaving = it->second.definition;
    m_permissions.erase(it);
    changed(DefinitionChange::Kind::Remove, leaving);
    return {};
}

Result<void> AccessControl::setTopicPermissions(const TopicPermissionDefinition &asked)
{
    if (Result<void> target = checkTarget(asked.virtualHost, asked.user); !target)
        return target;
    if (Result<void> valid = checkExpressions({asked.write, asked.read}); !valid)
        return valid;
    m_topics.insert_or_assign({asked.virtualHost, asked.user, asked.exchange}, asked);
    changed(DefinitionChange::Kind::Put, asked);
    return {};
}

Result<void> AccessControl::clearTopicPermissions(const QByteArray &virtualHost, const QByteArray &user,
                                                  const std::optional<QByteArray> &exchange)
{
    std::erase_if(m_topics, [&](const auto &entry) {
        const TopicPermissionDefinition &d = entry.second;
        if (d.virtualHost != virtualHost || d.user != user || (exchange && d.exchange != *exchange))
            return false;
        changed(DefinitionChange::Kind::Remove, d);
        return true;
    });
    return checkTarget(virtualHost, user);
}

void AccessControl::dropRightsIf(const std::function<bool(const QByteArray &, const QByteArray &)> &matches)
{
    std::erase_if(m_permissions, [&](const auto &entry) {
        const PermissionDefinition &d = entry.second.definition;
        if (!matches(d.virtualHost, d.user))
            return false;
        changed(DefinitionChange::Kind::Remove, d);
        return true;
    });
    std::erase_if(m_topics, [&](const auto &entry) {
        const TopicPermissionDefinition &d = entry.second;
        if (!matches(d.virtualHost, d.user))
            return false;
        changed(DefinitionChange::Kind::Remove, d);
        return true;
    });
}

// ---- limits

std::optional<qint64> AccessControl::limit(Scope scope, const QByteArray &owner, const QByteArray &limit) const
{
    if (m_limits.empty()) [[likely]]
        return std::nullopt;
    const auto it = m_limits.find({scope, owner, limit});
    return it == m_limits.end() ? std::nullopt : std::optional(it->second);
}

Result<void> AccessControl::setLimit(Scope scope, const QByteArray &owner, const QByteArray &limit,
                                     std::optional<qint64> value)
{
    const bool ofHost = scope == Scope::VirtualHost;
    if (limit != "max-connections" && limit != (ofHost ? "max-queues" : "max-channels"))
        return Error{BrokerError::InvalidArgument,
                     QStringLiteral("unknown limit '%1' of a %2")
                         .arg(text(limit), ofHost ? QStringLiteral("virtual host") : QStringLiteral("user"))};
    if (ofHost ? !m_broker.virtualHost(owner) : !user(owner))
        return ofHost ? noHost(owner) : noUser(owner);
    const LimitKey key{scope, owner, limit};
    if (value && *value >= 0) {
        m_limits[key] = *value;
        changed(DefinitionChange::Kind::Put, LimitDefinition{scope, owner, limit, *value});
    } else if (m_limits.erase(key) > 0) {
        changed(DefinitionChange::Kind::Remove, LimitDefinition{scope, owner, limit, -1});
    }
    return {};
}

void AccessControl::dropLimitsOf(Scope scope, const QByteArray &owner)
{
    std::erase_if(m_limits, [&](const auto &entry) {
        const auto &[ofScope, ofOwner, name] = entry.first;
        if (ofScope != scope || ofOwner != owner)
            return false;
        changed(DefinitionChange::Kind::Remove, LimitDefinition{scope, owner, name, entry.second});
        return true;
    });
}

Result<void> AccessControl::setMetadata(const QByteArray &virtualHost, const FieldTable &metadata)
{
    if (!m_broker.virtualHost(virtualHost))
        return noHost(virtualHost);
    if (m_metadata.value(virtualHost) == metadata)
        return {};
    const bool isEmpty = metadata.isEmpty();
    if (isEmpty)
        m_metadata.remove(virtualHost);
    else
        m_metadata.insert(virtualHost, metadata);
    changed(isEmpty ? DefinitionChange::Kind::Remove : DefinitionChange::Kind::Put,
            VirtualHostMetadata{virtualHost, metadata});
    return {};
}

// ---- answers

bool AccessControl::isPermitted(const QByteArray &user, const QByteArray &virtualHost, Permission permission,
                                const QByteArray &name) const
{
    const auto it = m_permissions.find({virtualHost, user});
    if (it == m_permissions.end())
        return false;
    const Rights &rights = it->second;
    const QRegularExpression &expression = permission == Permission::Configure ? rights.configure
                                           : permission == Permission::Write   ? rights.write
                                                                               : rights.read;
    return expression.match(QString::fromLatin1(name)).hasMatch();
}

std::optional<QRegularExpression> AccessControl::topicRestriction(const QByteArray &user, const QByteArray &virtualHost,
                                                                  const QByteArray &exchange, Permission permission,
                                                                  const Variables &variables) const
{
    const auto it = m_topics.find({virtualHost, user, exchange});
    if (it == m_topics.end())
        return std::nullopt;
    QByteArray pattern = permission == Permission::Write ? it->second.write : it->second.read;
    for (const auto &[name, value] : variables)
        pattern.replace(QByteArray('{' + name + '}'), value);
    return expressionOf(pattern);
}

Result<void> AccessControl::checkOpen(const QByteArray &user, const QByteArray &virtualHost, bool isOwner) const
{
    const auto refused = [&](const QString &why) {
        return Error{
            BrokerError::NotAllowed,
            QStringLiteral("access to vhost '%1' refused for user '%2'%3").arg(text(virtualHost), text(user), why)};
    };
    const std::optional<qint64> ofHost = limit(Scope::VirtualHost, virtualHost, "max-connections");
    if (isReached(ofHost, sessionsOfHost(virtualHost).connections))
        return refused(QStringLiteral(": connection limit (%1) is reached").arg(*ofHost));
    const std::optional<qint64> ofUser = limit(Scope::User, user, "max-connections");
    if (isReached(ofUser, sessionsOfUser(user).connections))
        return Error{BrokerError::NotAllowed,
                     QStringLiteral("connection refused for user '%1': user connection limit (%2) is reached")
                         .arg(text(user))
                         .arg(*ofUser)};
    if (!isOwner && !m_permissions.contains({virtualHost, user}))
        return refused({});
    return {};
}

Result<void> AccessControl::checkChannel(const QByteArray &user) const
{
    const std::optional<qint64> most = limit(Scope::User, user, "max-channels");
    if (!isReached(most, sessionsOfUser(user).channels))
        return {};
    return Error{
        BrokerError::NotAllowed,
        QStringLiteral("number of channels opened for user '%1' has reached the maximum allowed user limit of (%2)")
            .arg(text(user))
            .arg(*most)};
}

Result<void> AccessControl::checkQueueLimit(const QByteArray &virtualHost, const QByteArray &queue, size_t count) const
{
    const std::optional<qint64> most = limit(Scope::VirtualHost, virtualHost, "max-queues");
    if (!isReached(most, count))
        return {};
    return Error{BrokerError::PreconditionFailed,
                 QStringLiteral("cannot declare queue '%1': queue limit in vhost '%2' (%3) is reached")
                     .arg(text(queue), text(virtualHost))
                     .arg(*most)};
}

// ---- sessions

void AccessControl::connectionOpened(const QByteArray &user, const QByteArray &virtualHost)
{
    ++m_userSessions[user].connections;
    ++m_hostSessions[virtualHost].connections;
}

namespace {

void count(QHash<QByteArray, SessionCounts> &sessions, const QByteArray &key, quint32 SessionCounts::*kind)
{
    const auto it = sessions.find(key);
    if (it == sessions.end())
        return;
    --((*it).*kind);
    if (it->connections == 0 && it->channels == 0)
        sessions.erase(it);
}

} // namespace

void AccessControl::connectionClosed(const QByteArray &user, const QByteArray &virtualHost)
{
    count(m_userSessions, user, &SessionCounts::connections);
    count(m_hostSessions, virtualHost, &SessionCounts::connections);
}

void AccessControl::channelClosed(const QByteArray &user)
{
    count(m_userSessions, user, &SessionCounts::channels);
}

// ---- for Broker

void AccessControl::restore(const Definition &definition)
{
    ++m_version;
    if (const auto *user = std::get_if<UserDefinition>(&definition))
        m_users[user->name] = *user;
    else if (const auto *credential = std::get_if<ScramCredential>(&definition))
        m_scram[{credential->user, credential->mechanism}] = *credential;
    else if (const auto *permission = std::get_if<PermissionDefinition>(&definition))
        insert(*permission);
    else if (const auto *topic = std::get_if<TopicPermissionDefinition>(&definition))
        m_topics[{topic->virtualHost, topic->user, topic->exchange}] = *topic;
    else if (const auto *limit = std::get_if<LimitDefinition>(&definition))
        m_limits[{limit->scope, limit->owner, limit->limit}] = limit->value;
    else if (const auto *metadata = std::get_if<VirtualHostMetadata>(&definition))
        m_metadata[metadata->virtualHost] = metadata->metadata;
}

void AccessControl::ensureUser()
{
    if (!m_users.empty())
        return;
    (void)putUser({defaultUser, hashPassword(defaultUser), PasswordHashing::Sha256, {"administrator"}});
    for (const ScramMechanism mechanism : scramMechanisms)
        (void)setScramCredential(defaultScramCredential(mechanism));
    for (const auto &[name, host] : m_broker.virtualHosts())
        (void)setPermissions({name, defaultUser, ".*", ".*", ".*"});
}

void AccessControl::virtualHostDeleted(const QByteArray &name)
{
    dropRightsIf([&](const QByteArray &virtualHost, const QByteArray &) { return virtualHost == name; });
    dropLimitsOf(Scope::VirtualHost, name);
    (void)setMetadata(name, {});
}

} // namespace engine::core
