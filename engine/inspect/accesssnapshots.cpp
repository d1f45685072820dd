// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/accesssnapshots.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/passwordhash.h"
#include "core/text.h"

namespace engine::inspect {

using core::text;

namespace {

using core::AccessControl;
using Scope = AccessControl::Scope;

std::optional<quint32> limitOf(const AccessControl &access, Scope scope, const QByteArray &owner, const char *name)
{
    const std::optional<qint64> limit = access.limit(scope, owner, name);
    return limit ? std::optional(quint32(*limit)) : std::nullopt;
}

VirtualHostSpec virtualHostSpec(const QByteArray &name, const FieldTable &metadata)
{
    VirtualHostSpec spec{text(name), {}, {}};
    if (const FieldValue *description = metadata.find("description"))
        spec.description = text(description->toText().value_or(QByteArray()));
    if (const FieldValue *type = metadata.find("default_queue_type"))
        spec.defaultQueueType = text(type->toText().value_or(QByteArray()));
    const FieldValue *tags = metadata.find("tags");
    if (const auto *list = tags ? std::get_if<FieldArray>(&tags->value) : nullptr) {
        for (const FieldValue &tag : list->items)
            spec.tags.append(text(tag.toText().value_or(QByteArray())));
    }
    return spec;
}

} // namespace

QList<VirtualHostSnapshot> virtualHosts(const core::Broker &broker)
{
    const AccessControl &access = broker.access();
    QList<VirtualHostSnapshot> all;
    for (const auto &[name, host] : broker.virtualHosts()) {
        VirtualHostSnapshot s;
        s.spec = virtualHostSpec(name, access.metadata(name));
        s.limits = {limitOf(access, Scope::VirtualHost, name, "max-connections"),
                    limitOf(access, Scope::VirtualHost, name, "max-queues")};
        s.queues = quint32(host->queues().size());
        s.exchanges = quint32(host->exchanges().size());
        s.connections = access.sessionsOfHost(name).connections;
        for (const auto &[queueName, queue] : host->queues()) {
            s.ready += queue->ready();
            s.unacked += queue->unacked();
        }
        for (const auto &[key, rights] : access.permissions()) {
            if (key.first == name)
                s.users.append(text(key.second));
        }
        all.append(std::move(s));
    }
    return all;
}

QList<UserSnapshot> users(const core::Broker &broker)
{
    const AccessControl &access = broker.access();
    QList<UserSnapshot> all;
    for (const auto &[name, user] : access.users()) {
        UserSnapshot s;
        s.name = text(name);
        for (const QByteArray &tag : user.tags)
            s.tags.append(text(tag));
        s.hasPassword = !user.passwordHash.isEmpty();
        s.hashing = text(core::passwordHashingName(user.hashing));
        s.limits = {limitOf(access, Scope::User, name, "max-connections"),
                    limitOf(access, Scope::User, name, "max-channels")};
        const core::SessionCounts sessions = access.sessionsOfUser(name);
        s.connections = sessions.connections;
        s.channels = sessions.channels;
        for (const auto &[key, rights] : access.permissions()) {
            const core::PermissionDefinition &d = rights.definition;
            if (d.user == name)
                s.permissions.append({s.name, text(d.virtualHost), text(d.configure), text(d.write), text(d.read)});
        }
        for (const auto &[key, d] : access.topicPermissions()) {
            if (d.user == name)
                s.topicPermissions.append({s.name, text(d.virtualHost), text(d.exchange), text(d.write), text(d.read)});
        }
        all.append(std::move(s));
    }
    return all;
}

} // namespace engine::inspect
