// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/definitionexport.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/passwordhash.h"
#include "core/policies.h"
#include "core/text.h"
#include "facade/definitionjson.h"
#include "facade/scramjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace engine::facade {

using namespace Qt::StringLiterals;
using core::AccessControl;
using core::text;
using Scope = AccessControl::Scope;

namespace {

// The form of the file is the one of this RabbitMQ: those that read it look for this member.
constexpr auto formatVersion = "4.0.0"_L1;

class Exporter
{
public:
    Exporter(const core::Broker &broker, const std::optional<QByteArray> &only)
        : m_broker(broker)
        , m_only(only)
    {}

    ExportedDefinitions run(const QByteArray &version);

private:
    bool wants(const QByteArray &virtualHost) const { return !m_only || *m_only == virtualHost; }
    QJsonObject itemOf(const QByteArray &virtualHost) const;
    QJsonObject jsonOf(const FieldTable &table, const QString &whose);
    QJsonObject limitsOf(Scope scope, const QByteArray &owner) const;
    QJsonArray users() const;
    QJsonObject metadataOf(const QByteArray &virtualHost);
    QJsonArray virtualHosts();
    QJsonArray permissions() const;
    QJsonArray topicPermissions() const;
    QJsonArray parameters();
    QJsonArray policies();
    void addHost(const core::VirtualHost &host);
    void addBinding(const core::BindingDefinition &binding);

    const core::Broker &m_broker;
    const std::optional<QByteArray> m_only;
    QJsonArray m_queues, m_exchanges, m_bindings;
    quint64 m_exclusive = 0;
    QStringList m_notes;
};

/// A file of one virtual host does not name it.
QJsonObject Exporter::itemOf(const QByteArray &virtualHost) const
{
    QJsonObject item;
    if (!m_only)
        item["vhost"_L1] = text(virtualHost);
    return item;
}

QJsonObject Exporter::jsonOf(const FieldTable &table, const QString &whose)
{
    QStringList changed;
    const QJsonObject object = toJson(table, &changed);
    for (const QString &path : changed)
        m_notes.append(u"%1: JSON has no type for %2; it was written as the nearest one."_s.arg(whose, path));
    return object;
}

QJsonObject Exporter::limitsOf(Scope scope, const QByteArray &owner) const
{
    QJsonObject limits;
    for (const auto &[key, value] : m_broker.access().limits()) {
        if (std::get<0>(key) == scope && std::get<1>(key) == owner)
            limits[text(std::get<2>(key))] = value;
    }
    return limits;
}

QJsonArray Exporter::users() const
{
    QJsonArray all;
    for (const auto &[name, user] : m_broker.access().users()) {
        QJsonArray tags;
        for (const QByteArray &tag : user.tags)
            tags.append(text(tag));
        QJsonObject item{{u"name"_s, text(name)},
                         {u"password_hash"_s, QString::fromLatin1(user.passwordHash.toBase64())},
                         {u"hashing_algorithm"_s, text(core::passwordHashingName(user.hashing))},
                         {u"tags"_s, tags},
                         {u"limits"_s, limitsOf(Scope::User, name)}};
        if (const QJsonObject scram = toJson(scramCredentialsOf(m_broker.access(), name)); !scram.isEmpty())
            item[scramMember] = scram;
        all.append(item);
    }
    return all;
}

QJsonObject Exporter::metadataOf(const QByteArray &virtualHost)
{
    QJsonObject metadata = jsonOf(m_broker.access().metadata(virtualHost), u"virtual host %1"_s.arg(text(virtualHost)));
    if (!metadata.contains("description"_L1))
        metadata["description"_L1] = QString();
    if (!metadata.contains("tags"_L1))
        metadata["tags"_L1] = QJsonArray();
    return metadata;
}

QJsonArray Exporter::virtualHosts()
{
    QJsonArray all;
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        const QJsonObject metadata = metadataOf(name);
        QJsonObject item = metadata;
        item["name"_L1] = text(name);
        item["metadata"_L1] = metadata;
        all.append(item);
    }
    return all;
}

QJsonArray Exporter::permissions() const
{
    QJsonArray all;
    for (const auto &[key, rights] : m_broker.access().permissions()) {
        const core::PermissionDefinition &d = rights.definition;
        all.append(QJsonObject{{u"user"_s, text(d.user)},
                               {u"vhost"_s, text(d.virtualHost)},
                               {u"configure"_s, text(d.configure)},
                               {u"write"_s, text(d.write)},
                               {u"read"_s, text(d.read)}});
    }
    return all;
}

QJsonArray Exporter::topicPermissions() const
{
    QJsonArray all;
    for (const auto &[key, d] : m_broker.access().topicPermissions()) {
        all.append(QJsonObject{{u"user"_s, text(d.user)},
                               {u"vhost"_s, text(d.virtualHost)},
                               {u"exchange"_s, text(d.exchange)},
                               {u"write"_s, text(d.write)},
                               {u"read"_s, text(d.read)}});
    }
    return all;
}

QJsonObject policyValue(const core::PolicyDefinition &d, const QJsonObject &definition)
{
    return {{u"pattern"_s, text(d.pattern)},
            {u"apply-to"_s, applyToName(d.applyTo)},
            {u"priority"_s, d.priority},
            {u"definition"_s, definition}};
}

/// Limits of virtual hosts and operator policies are runtime parameters in RabbitMQ.
QJsonArray Exporter::parameters()
{
    QJsonArray all;
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        const QJsonObject limits = limitsOf(Scope::VirtualHost, name);
        if (!wants(name) || limits.isEmpty())
            continue;
        QJsonObject item = itemOf(name);
        item["component"_L1] = u"vhost-limits"_s;
        item["name"_L1] = u"limits"_s;
        item["value"_L1] = limits;
        all.append(item);
    }
    for (const auto &[key, policy] : m_broker.policies().all()) {
        const core::PolicyDefinition &d = policy.definition;
        if (!d.isOperator || !wants(d.virtualHost))
            continue;
        QJsonObject item = itemOf(d.virtualHost);
        item["component"_L1] = u"operator_policy"_s;
        item["name"_L1] = text(d.name);
        item["value"_L1] = policyValue(d, jsonOf(d.definition, u"operator policy %1"_s.arg(text(d.name))));
        all.append(item);
    }
    return all;
}

QJsonArray Exporter::policies()
{
    QJsonArray all;
    for (const auto &[key, policy] : m_broker.policies().all()) {
        const core::PolicyDefinition &d = policy.definition;
        if (d.isOperator || !wants(d.virtualHost))
            continue;
        QJsonObject item = policyValue(d, jsonOf(d.definition, u"policy %1"_s.arg(text(d.name))));
        if (!m_only)
            item["vhost"_L1] = text(d.virtualHost);
        item["name"_L1] = text(d.name);
        all.append(item);
    }
    return all;
}

void Exporter::addBinding(const core::BindingDefinition &d)
{
    QJsonObject item = itemOf(d.virtualHost);
    item["source"_L1] = text(d.source);
    item["destination"_L1] = text(d.destination);
    item["destination_type"_L1] = d.destinationType == DestinationType::Queue ? u"queue"_s : u"exchange"_s;
    item["routing_key"_L1] = text(d.routingKey);
    item["arguments"_L1] = jsonOf(d.arguments, u"binding %1 → %2"_s.arg(text(d.source), text(d.destination)));
    m_bindings.append(item);
}

QString typeName(core::QueueKind kind)
{
    switch (kind) {
    case core::QueueKind::Classic:
        return u"classic"_s;
    case core::QueueKind::Quorum:
        return u"quorum"_s;
    case core::QueueKind::Stream:
        return u"stream"_s;
    }
    return {};
}

/// Everything but what is there without being asked for, as the waiting room of an exchange that delays is, and what goes with a
/// connection.
void Exporter::addHost(const core::VirtualHost &host)
{
    std::map<QByteArray, const core::Queue *> queues;
    for (const auto &[name, queue] : host.queues()) {
        if (queue->definition().exclusive)
            ++m_exclusive;
        else if (!queue->isWaitingRoom())
            queues[name] = queue.get();
    }
    for (const auto &[name, queue] : queues) {
        const core::QueueDefinition &d = queue->definition();
        QJsonObject item = itemOf(host.name());
        item["name"_L1] = text(name);
        item["type"_L1] = typeName(core::kindOf(d));
        item["durable"_L1] = d.durable;
        item["auto_delete"_L1] = d.autoDelete;
        item["arguments"_L1] = jsonOf(d.arguments, u"queue %1"_s.arg(text(name)));
        m_queues.append(item);
    }
    std::map<QByteArray, const core::Exchange *> exchanges;
    for (const auto &[name, exchange] : host.exchanges())
        exchanges[name] = exchange.get();
    for (const auto &[name, exchange] : exchanges) {
        for (const auto &binding : exchange->bindings()) {
            if (!binding->queue || !binding->queue->definition().exclusive)
                addBinding(binding->definition);
        }
        if (exchange->isPredeclared() || exchange->isDefault())
            continue;
        const core::ExchangeDefinition &d = exchange->definition();
        QJsonObject item = itemOf(host.name());
        item["name"_L1] = text(name);
        item["type"_L1] = exchangeTypeName(d.type);
        item["durable"_L1] = d.durable;
        item["auto_delete"_L1] = d.autoDelete;
        item["internal"_L1] = d.internal;
        item["arguments"_L1] = jsonOf(d.arguments, u"exchange %1"_s.arg(text(name)));
        m_exchanges.append(item);
    }
}

ExportedDefinitions Exporter::run(const QByteArray &version)
{
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        if (wants(name))
            addHost(*host);
    }
    QJsonObject file{{u"rabbit_version"_s, QString(formatVersion)},
                     {u"rabbitmq_version"_s, QString(formatVersion)},
                     {u"product_name"_s, u"Sightglass"_s},
                     {u"product_version"_s, QString::fromLatin1(version)},
                     {u"parameters"_s, parameters()},
                     {u"policies"_s, policies()},
                     {u"queues"_s, m_queues},
                     {u"exchanges"_s, m_exchanges},
                     {u"bindings"_s, m_bindings}};
    if (!m_only) {
        file["users"_L1] = users();
        file["vhosts"_L1] = virtualHosts();
        file["permissions"_L1] = permissions();
        file["topic_permissions"_L1] = topicPermissions();
        file["global_parameters"_L1] = QJsonArray();
    } else { // its limits are among the parameters
        const QJsonObject metadata = metadataOf(*m_only);
        file["metadata"_L1] = metadata;
        file["description"_L1] = metadata.value("description"_L1);
    }
    if (m_exclusive > 0)
        m_notes.append(u"Exclusive queues belong to a connection and are not in the file: %1."_s.arg(m_exclusive));
    return {QJsonDocument(file).toJson(), m_notes};
}

} // namespace

Result<ExportedDefinitions> exportDefinitions(const core::Broker &broker, const std::optional<QByteArray> &virtualHost,
                                              const QByteArray &version)
{
    if (virtualHost && !broker.virtualHost(*virtualHost))
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(text(*virtualHost))};
    return Exporter(broker, virtualHost).run(version);
}

} // namespace engine::facade
