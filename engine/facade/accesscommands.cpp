// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/accesscommands.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/passwordhash.h"

namespace engine::facade {

using namespace Qt::StringLiterals;
using core::AccessControl;
using Scope = AccessControl::Scope;

namespace {

constexpr qsizetype maxName = 255; // AMQP 0-9-1 §4.2.5.3: names travel as short strings

Result<void> checkName(const QString &name)
{
    if (name.toUtf8().size() > maxName)
        return Error{BrokerError::InvalidArgument, u"the name %1… has more than 255 bytes"_s.arg(name.left(40))};
    return {};
}

std::optional<qint64> limitOf(std::optional<quint32> limit)
{
    return limit ? std::optional(qint64(*limit)) : std::nullopt;
}

void setOrRemove(FieldTable &table, const QByteArray &key, const FieldValue &value, bool isEmpty)
{
    if (isEmpty)
        table.remove(key);
    else
        table.set(key, value);
}

} // namespace

void AccessCommands::finish(const AnswerPtr<void> &answer, Result<void> result)
{
    if (!result.ok() || !m_broker.hasUncommittedDefinitions()) {
        answer->finish(std::move(result));
    } else {
        m_broker.whenCommitted([answer](bool ok) {
            answer->finish(ok ? Result<void>()
                              : Error{BrokerError::StorageFailed, u"the change could not be stored"_s});
        });
    }
    m_broker.settle();
}

// ---- virtual hosts

Result<void> AccessCommands::put(const VirtualHostSpec &spec)
{
    if (Result<void> name = checkName(spec.name); !name)
        return name;
    if (const QString &type = spec.defaultQueueType;
        !type.isEmpty() && type != u"classic" && type != u"quorum" && type != u"stream")
        return Error{BrokerError::InvalidArgument, u"'%1' is no type of queue"_s.arg(type)};
    const auto host = m_broker.createVirtualHost(spec.name.toUtf8());
    if (!host)
        return host.error();
    // What else stands there stays.
    FieldTable metadata = m_broker.access().metadata((*host)->name());
    setOrRemove(metadata, "description", spec.description.toUtf8(), spec.description.isEmpty());
    FieldArray tags;
    for (const QString &tag : spec.tags)
        tags.items.append(FieldValue(tag.toUtf8()));
    setOrRemove(metadata, "tags", tags, tags.items.isEmpty());
    setOrRemove(metadata, "default_queue_type", spec.defaultQueueType.toUtf8(), spec.defaultQueueType.isEmpty());
    return m_broker.access().setMetadata((*host)->name(), metadata);
}

void AccessCommands::putVirtualHost(const VirtualHostSpec &spec, const AnswerPtr<void> &answer)
{
    finish(answer, put(spec));
}

void AccessCommands::deleteVirtualHost(const QString &name, const AnswerPtr<void> &answer)
{
    finish(answer, m_broker.deleteVirtualHost(name.toUtf8()));
}

void AccessCommands::setVirtualHostLimits(const QString &name, const VirtualHostLimits &limits,
                                          const AnswerPtr<void> &answer)
{
    AccessControl &access = m_broker.access();
    const QByteArray host = name.toUtf8();
    Result<void> done = access.setLimit(Scope::VirtualHost, host, "max-connections", limitOf(limits.maxConnections));
    if (done)
        done = access.setLimit(Scope::VirtualHost, host, "max-queues", limitOf(limits.maxQueues));
    finish(answer, std::move(done));
}

// ---- users

Result<core::UserDefinition> AccessCommands::userOf(const UserSpec &spec) const
{
    if (const Result<void> name = checkName(spec.name); !name)
        return name.error();
    core::UserDefinition user{spec.name.toUtf8(), {}, core::PasswordHashing::Sha256, {}};
    for (const QString &tag : spec.tags)
        user.tags.append(tag.toUtf8());
    if (spec.hash) {
        const auto hashing = core::passwordHashingFromName(spec.hash->algorithm.toLatin1());
        if (!hashing)
            return Error{BrokerError::InvalidArgument, u"'%1' is no way to hash passwords"_s.arg(spec.hash->algorithm)};
        const auto hash = QByteArray::fromBase64Encoding(spec.hash->base64, QByteArray::AbortOnBase64DecodingErrors);
        if (!hash)
            return Error{BrokerError::InvalidArgument, u"the password hash is not in base64"_s};
        user.hashing = *hashing;
        user.passwordHash = *hash;
    } else if (spec.password) {
        user.passwordHash = core::hashPassword(spec.password->toUtf8(), user.hashing);
    } else if (const core::UserDefinition *known = m_broker.access().user(user.name)) {
        user.passwordHash = known->passwordHash;
        user.hashing = known->hashing;
    }
    return user;
}

void AccessCommands::putUser(const UserSpec &spec, const AnswerPtr<void> &answer)
{
    const Result<core::UserDefinition> user = userOf(spec);
    if (!user)
        return finish(answer, user.error());
    // The user is there at once, for the commands that come next.
    if (const Result<void> put = m_broker.access().putUser(*user); !put)
        return finish(answer, put.error());
    std::vector<ClearPassword> clear;
    if (spec.password && !spec.hash)
        clear.push_back({user->name, user->passwordHash, spec.password->toUtf8()});
    m_scram.run(clear, [this, answer] { finish(answer, {}); });
    m_broker.settle();
}

void AccessCommands::deleteUser(const QString &name, const AnswerPtr<void> &answer)
{
    finish(answer, m_broker.access().deleteUser(name.toUtf8()));
}

void AccessCommands::setUserLimits(const QString &name, const UserLimits &limits, const AnswerPtr<void> &answer)
{
    AccessControl &access = m_broker.access();
    const QByteArray user = name.toUtf8();
    Result<void> done = access.setLimit(Scope::User, user, "max-connections", limitOf(limits.maxConnections));
    if (done)
        done = access.setLimit(Scope::User, user, "max-channels", limitOf(limits.maxChannels));
    finish(answer, std::move(done));
}

// ---- permissions

void AccessCommands::setPermissions(const PermissionSpec &spec, const AnswerPtr<void> &answer)
{
    finish(answer,
           m_broker.access().setPermissions({spec.virtualHost.toUtf8(), spec.user.toUtf8(), spec.configure.toUtf8(),
                                             spec.write.toUtf8(), spec.read.toUtf8()}));
}

void AccessCommands::clearPermissions(const QString &user, const QString &virtualHost, const AnswerPtr<void> &answer)
{
    finish(answer, m_broker.access().clearPermissions(virtualHost.toUtf8(), user.toUtf8()));
}

void AccessCommands::setTopicPermissions(const TopicPermissionSpec &spec, const AnswerPtr<void> &answer)
{
    finish(answer,
           m_broker.access().setTopicPermissions({spec.virtualHost.toUtf8(), spec.user.toUtf8(), spec.exchange.toUtf8(),
                                                  spec.write.toUtf8(), spec.read.toUtf8()}));
}

void AccessCommands::clearTopicPermissions(const QString &user, const QString &virtualHost, const QString &exchange,
                                           const AnswerPtr<void> &answer)
{
    finish(answer, m_broker.access().clearTopicPermissions(virtualHost.toUtf8(), user.toUtf8(), exchange.toUtf8()));
}

} // namespace engine::facade
