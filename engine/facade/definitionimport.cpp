// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/definitionimport.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/declarationchecks.h"
#include "core/exchangechecks.h"
#include "core/passwordhash.h"
#include "core/policies.h"
#include "core/queuesettings.h"
#include "core/scram.h"
#include "facade/definitionjson.h"
#include "facade/scramjson.h"

#include <QJsonDocument>

#include <array>
#include <functional>

namespace engine::facade {

using namespace Qt::StringLiterals;
using core::AccessControl;
using Outcome = ImportedItem::Outcome;
using Scope = AccessControl::Scope;

namespace {

constexpr qsizetype maxNameBytes = 255; // AMQP 0-9-1 §4.2.5.3: names travel as short strings

class Importer
{
public:
    Importer(core::Broker &broker, ConnectionId by, const std::optional<QByteArray> &only, OnConflict onConflict)
        : m_broker(broker)
        , m_by(by)
        , m_only(only)
        , m_replaces(onConflict == OnConflict::Replace)
    {}

    Imported run(const QJsonObject &file);

private:
    using Handler = void (Importer::*)(const QJsonObject &item);
    struct Section
    {
        const char *name;
        const char *kind; ///< of its items
        Handler handler;
        bool inHost; ///< its items belong to a virtual host
    };
    static const std::array<Section, 11> sections;

    void takeSection(const Section &section, const QJsonValue &value);
    void takeVirtualHost(const QJsonObject &item);
    void takeUser(const QJsonObject &item);
    void takePermission(const QJsonObject &item);
    void takeTopicPermission(const QJsonObject &item);
    void takeParameter(const QJsonObject &item);
    void takeGlobalParameter(const QJsonObject &item);
    void takePolicy(const QJsonObject &item);
    void takeQueue(const QJsonObject &item);
    void takeExchange(const QJsonObject &item);
    void takeBinding(const QJsonObject &item);

    void takeDefaultUser(const core::UserDefinition &current, const core::UserDefinition &user,
                         const std::function<Result<void>()> &put);
    Result<void> putUser(const core::UserDefinition &user, const std::optional<ScramCredentials> &scram);
    void takeLimits(Scope scope, const QByteArray &owner, const QJsonValue &limits);
    void takePolicyValue(const QByteArray &name, const QJsonObject &value, bool isOperator);
    void takeHost(const QByteArray &name, const FieldTable &metadata, const QString &detail = {});
    void takeOnlyHost(const QJsonObject &file);
    void reportLeft(const QJsonObject &file);
    /// The item's text under this key; an empty one where it is no text.
    QByteArray text(const QJsonObject &item, QLatin1StringView key) const
    {
        return item.value(key).toString().toUtf8();
    }
    core::VirtualHost *host();
    void report(Outcome outcome, const QString &detail = {});
    void reportRefused(const Error &error) { report(Outcome::NotHonored, error.detail); }
    /// Created, or refused.
    void reportMade(const Result<void> &made, const QString &detail = {});
    /// For what may be replaced: equal, left, or put.
    template <typename Put>
    void settle(bool isThere, bool isEqual, const QString &difference, const Put &put, const QString &detail = {});

    core::Broker &m_broker;
    const ConnectionId m_by;
    const std::optional<QByteArray> m_only;
    const bool m_replaces;
    ImportReport m_report;
    std::vector<ClearPassword> m_passwords;
    ImportedItem m_item; ///< the one being taken
    QByteArray m_host;   ///< its virtual host
};

// In an order in which everything is there when it is needed.
const std::array<Importer::Section, 11> Importer::sections = {{
    {"vhosts", "virtual host", &Importer::takeVirtualHost, false},
    {"users", "user", &Importer::takeUser, false},
    {"permissions", "permission", &Importer::takePermission, false},
    {"topic_permissions", "topic permission", &Importer::takeTopicPermission, false},
    {"global_parameters", "global parameter", &Importer::takeGlobalParameter, false},
    {"global-parameters", "global parameter", &Importer::takeGlobalParameter, false},
    {"parameters", "parameter", &Importer::takeParameter, true},
    {"policies", "policy", &Importer::takePolicy, true},
    {"exchanges", "exchange", &Importer::takeExchange, true},
    {"queues", "queue", &Importer::takeQueue, true},
    {"bindings", "binding", &Importer::takeBinding, true},
}};

/// What describes the file itself.
constexpr std::array fileMembers = {"rabbit_version",
                                    "rabbitmq_version",
                                    "product_name",
                                    "product_version",
                                    "rabbitmq_definition_format",
                                    "original_cluster_name",
                                    "original_vhost_name",
                                    "explanation",
                                    "name"};
/// What RabbitMQ's file of one virtual host says of it.
constexpr std::array hostMembers = {"metadata", "description", "tags", "default_queue_type", "limits"};

template <typename Names>
bool isOneOf(const Names &names, const QByteArray &member)
{
    return std::any_of(names.begin(), names.end(), [&](const char *name) { return member == name; });
}

QString shown(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

// ---- the report

void Importer::report(Outcome outcome, const QString &detail)
{
    m_item.outcome = outcome;
    m_item.detail = detail;
    m_report.items.append(m_item);
}

void Importer::reportMade(const Result<void> &made, const QString &detail)
{
    if (made)
        report(Outcome::Created, detail);
    else
        reportRefused(made.error());
}

template <typename Put>
void Importer::settle(bool isThere, bool isEqual, const QString &difference, const Put &put, const QString &detail)
{
    if (isThere && isEqual)
        return report(Outcome::Same, detail);
    if (isThere && !m_replaces)
        return report(Outcome::Different, difference);
    const Result<void> done = put();
    if (!done)
        return reportRefused(done.error());
    report(isThere ? Outcome::Replaced : Outcome::Created, isThere ? difference : detail);
}

// ---- the file

Imported Importer::run(const QJsonObject &file)
{
    if (m_only)
        takeOnlyHost(file);
    else
        reportLeft(file);
    for (const Section &section : sections) {
        const auto it = file.find(QLatin1StringView(section.name));
        if (it != file.end())
            takeSection(section, it.value());
    }
    for (auto it = file.begin(); it != file.end(); ++it) {
        const QByteArray member = it.key().toUtf8();
        if (isOneOf(fileMembers, member) || isOneOf(hostMembers, member) ||
            std::any_of(sections.begin(), sections.end(), [&](const Section &s) { return member == s.name; }))
            continue;
        m_item = {u"section"_s, {}, it.key(), {}, {}};
        report(Outcome::NotHonored, u"this part of the file is not known"_s);
    }
    return {std::move(m_report), std::move(m_passwords)};
}

void Importer::takeSection(const Section &section, const QJsonValue &value)
{
    const QString kind = QString::fromLatin1(section.kind);
    if (!value.isArray()) {
        m_item = {kind, {}, QString::fromLatin1(section.name), {}, {}};
        return report(Outcome::NotHonored, u"the file has no list here"_s);
    }
    for (const QJsonValue element : value.toArray()) {
        const QJsonObject item = element.toObject();
        const bool namesHost = item.contains("vhost"_L1);
        m_host = namesHost ? text(item, "vhost"_L1) : m_only.value_or(QByteArrayLiteral("/"));
        const QByteArray name = text(item, "name"_L1);
        m_item = {kind, namesHost || section.inHost ? shown(m_host) : QString(), shown(name), {}, {}};
        if (!element.isObject())
            report(Outcome::NotHonored, u"the file has no object here"_s);
        else if (name.size() > maxNameBytes)
            report(Outcome::NotHonored, u"the name has more than 255 bytes"_s);
        else if (m_only && !section.inHost)
            report(Outcome::NotHonored, u"left out: only virtual host '%1' was to be imported"_s.arg(shown(*m_only)));
        else if (m_only && m_host != *m_only)
            report(Outcome::NotHonored, u"left out: it belongs to virtual host '%1'"_s.arg(shown(m_host)));
        else
            (this->*section.handler)(item);
    }
}

core::VirtualHost *Importer::host()
{
    core::VirtualHost *found = m_broker.virtualHost(m_host);
    if (!found)
        report(Outcome::NotHonored, u"there is no virtual host '%1'"_s.arg(shown(m_host)));
    return found;
}

// ---- virtual hosts, users, what they may do

/// What it says of a virtual host, in its metadata or beside it. What says nothing is not kept: a virtual host without a
/// description is one without the member, too.
FieldTable metadataOf(const QJsonObject &item)
{
    QJsonObject members = objectOf(item.value("metadata"_L1));
    for (const auto key : {"description"_L1, "tags"_L1, "default_queue_type"_L1}) {
        if (!members.contains(key) && item.contains(key))
            members.insert(key, item.value(key));
    }
    if (members.contains("tags"_L1))
        members["tags"_L1] = tagList(members.value("tags"_L1));
    for (auto it = members.begin(); it != members.end();) {
        const QJsonValue value = it.value();
        const bool isEmpty = value.isNull() || value == QJsonValue(QString()) || value == QJsonValue(QJsonArray());
        it = isEmpty || value == u"undefined"_s ? members.erase(it) : std::next(it);
    }
    return tableFromJson(members);
}

void Importer::takeHost(const QByteArray &name, const FieldTable &metadata, const QString &detail)
{
    const bool isThere = m_broker.virtualHost(name);
    settle(
        isThere, equivalent(m_broker.access().metadata(name), metadata), u"description, tags or queue type differ"_s,
        [&]() -> Result<void> {
            if (const auto made = m_broker.createVirtualHost(name); !made)
                return made.error();
            return m_broker.access().setMetadata(name, metadata);
        },
        detail);
}

void Importer::takeVirtualHost(const QJsonObject &item)
{
    const QByteArray name = text(item, "name"_L1);
    QString detail;
    if (item.value("tracing"_L1).toBool())
        detail = u"tracing is not switched on: the window shows all messages instead"_s;
    takeHost(name, metadataOf(item), detail);
    takeLimits(Scope::VirtualHost, name, item.value("limits"_L1));
}

/// The one that everything goes into. A file of one virtual host says of it what the list of all says otherwise.
void Importer::takeOnlyHost(const QJsonObject &file)
{
    const FieldTable metadata = metadataOf(file);
    m_item = {u"virtual host"_s, {}, shown(*m_only), {}, {}};
    if (!m_broker.virtualHost(*m_only) || !metadata.isEmpty())
        takeHost(*m_only, metadata);
    takeLimits(Scope::VirtualHost, *m_only, file.value("limits"_L1));
}

/// A file of one virtual host that goes into the whole broker.
void Importer::reportLeft(const QJsonObject &file)
{
    const bool hasMetadata = !metadataOf(file).isEmpty();
    const bool hasLimits = !objectOf(file.value("limits"_L1)).isEmpty();
    for (const QString &left : {hasMetadata ? u"metadata"_s : QString(), hasLimits ? u"limits"_s : QString()}) {
        if (left.isEmpty())
            continue;
        m_item = {u"section"_s, {}, left, {}, {}};
        report(Outcome::NotHonored, u"it is of one virtual host, and none was named to import the file into"_s);
    }
}

QByteArrayList tagsOf(const QJsonValue &value)
{
    QByteArrayList tags;
    for (const QJsonValue tag : tagList(value))
        tags.append(tag.toString().toUtf8());
    return tags;
}

/// The user that a new broker begins with, as it was made: nobody has chosen this password.
bool isUntouchedDefault(const core::UserDefinition &user)
{
    return user.name == core::defaultUser && user.tags == QByteArrayList{"administrator"} &&
           core::isPasswordOf(user, core::defaultUser);
}

void Importer::takeUser(const QJsonObject &item)
{
    AccessControl &access = m_broker.access();
    core::UserDefinition user;
    user.name = text(item, "name"_L1);
    user.tags = tagsOf(item.value("tags"_L1));
    const QByteArray algorithm = text(item, "hashing_algorithm"_L1);
    const auto hashing = algorithm.isEmpty() ? core::PasswordHashing::Sha256 : core::passwordHashingFromName(algorithm);
    if (!hashing)
        return report(Outcome::NotHonored, u"the hashing algorithm '%1' is not known"_s.arg(shown(algorithm)));
    user.hashing = *hashing;
    const QByteArray plain = text(item, "password"_L1);
    const bool isPlain = !plain.isEmpty() && !item.contains("password_hash"_L1);
    user.passwordHash =
        isPlain ? core::hashPassword(plain, user.hashing) : QByteArray::fromBase64(text(item, "password_hash"_L1));
    std::optional<ScramCredentials> scram;
    if (!isPlain && item.contains(scramMember)) {
        const Result<ScramCredentials> read = scramFromJson(user.name, item.value(scramMember));
        if (!read)
            return reportRefused(read.error());
        scram = *read;
    }
    const core::UserDefinition *current = access.user(user.name);
    const bool samePassword = current && (current->passwordHash == user.passwordHash ||
                                          (!plain.isEmpty() && core::isPasswordOf(*current, plain)));
    const bool sameScram = !scram || *scram == scramCredentialsOf(access, user.name);
    const auto put = [&] {
        Result<void> done = putUser(user, scram);
        if (done && isPlain)
            m_passwords.push_back({user.name, user.passwordHash, plain});
        return done;
    };
    if (isPlain && samePassword && scramCredentialsOf(access, user.name).empty())
        m_passwords.push_back({user.name, current->passwordHash, plain}); // it was known by its hash only
    if (current && !samePassword && isUntouchedDefault(*current)) {
        takeDefaultUser(*current, user, put);
    } else {
        settle(current, samePassword && sameScram && current->tags == user.tags,
               !samePassword ? u"the password hash differs"_s
               : !sameScram  ? u"the credentials for SCRAM differ"_s
                             : u"the tags differ"_s,
               put);
    }
    takeLimits(Scope::User, user.name, item.value("limits"_L1));
}

/// As the file has it: without credentials for SCRAM it has none to tell of, and those that are there stay with their password.
Result<void> Importer::putUser(const core::UserDefinition &user, const std::optional<ScramCredentials> &scram)
{
    AccessControl &access = m_broker.access();
    if (Result<void> put = access.putUser(user); !put || !scram)
        return put;
    for (const core::ScramMechanism mechanism : core::scramMechanisms)
        access.removeScramCredential(user.name, mechanism);
    for (const core::ScramCredential &credential : *scram) {
        if (Result<void> set = access.setScramCredential(credential); !set)
            return set;
    }
    return {};
}

/// Every broker salts the hash of its own, so that two brokers nobody has touched differ in it: no conflict to ask about.
void Importer::takeDefaultUser(const core::UserDefinition &current, const core::UserDefinition &user,
                               const std::function<Result<void>()> &put)
{
    const bool isEqual = core::isPasswordOf(user, core::defaultUser) && user.tags == current.tags;
    if (const Result<void> done = put(); !done)
        return reportRefused(done.error());
    if (isEqual)
        report(Outcome::Same);
    else
        report(Outcome::Replaced, u"took the place of the user that every new broker has"_s);
}

void Importer::takeLimits(Scope scope, const QByteArray &owner, const QJsonValue &limits)
{
    AccessControl &access = m_broker.access();
    const QJsonObject object = objectOf(limits);
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QByteArray name = it.key().toUtf8();
        m_item = {u"limit"_s,
                  scope == Scope::VirtualHost ? shown(owner) : QString(),
                  scope == Scope::User ? u"%1: %2"_s.arg(shown(owner), it.key()) : it.key(),
                  {},
                  {}};
        if (!it.value().isDouble()) {
            report(Outcome::NotHonored, u"its value is no number"_s);
            continue;
        }
        const qint64 value = it.value().toInteger(-1);
        const std::optional<qint64> current = access.limit(scope, owner, name);
        settle(current.has_value(), current == value,
               u"it is %1 here, %2 in the file"_s.arg(current.value_or(-1)).arg(value),
               [&] { return access.setLimit(scope, owner, name, value); });
    }
}

void Importer::takePermission(const QJsonObject &item)
{
    AccessControl &access = m_broker.access();
    const core::PermissionDefinition asked{m_host, text(item, "user"_L1), text(item, "configure"_L1),
                                           text(item, "write"_L1), text(item, "read"_L1)};
    m_item.name = shown(asked.user);
    const auto current = access.permissions().find({asked.virtualHost, asked.user});
    const bool isThere = current != access.permissions().end();
    settle(isThere, isThere && current->second.definition == asked, u"the expressions differ"_s,
           [&] { return access.setPermissions(asked); });
}

void Importer::takeTopicPermission(const QJsonObject &item)
{
    AccessControl &access = m_broker.access();
    const core::TopicPermissionDefinition asked{m_host, text(item, "user"_L1), text(item, "exchange"_L1),
                                                text(item, "write"_L1), text(item, "read"_L1)};
    m_item.name = u"%1 on %2"_s.arg(shown(asked.user), shown(asked.exchange));
    const auto current = access.topicPermissions().find({asked.virtualHost, asked.user, asked.exchange});
    const bool isThere = current != access.topicPermissions().end();
    settle(isThere, isThere && current->second == asked, u"the expressions differ"_s,
           [&] { return access.setTopicPermissions(asked); });
}

// ---- parameters and policies

QString whyNoParameter(const QString &component)
{
    if (component.startsWith(u"federation"))
        return u"federation needs other brokers: this one stands alone"_s;
    if (component == u"shovel")
        return u"this broker has no shovels"_s;
    return u"parameters of '%1' have no meaning to this broker"_s.arg(component);
}

void Importer::takeParameter(const QJsonObject &item)
{
    const QString component = item.value("component"_L1).toString();
    const QByteArray name = text(item, "name"_L1);
    const QJsonObject value = objectOf(item.value("value"_L1));
    if (component == u"operator_policy") {
        m_item.kind = u"operator policy"_s;
        return takePolicyValue(name, value, true);
    }
    if (component == u"vhost-limits") {
        if (host())
            takeLimits(Scope::VirtualHost, m_host, value);
        return;
    }
    m_item.name = component + u' ' + shown(name);
    report(Outcome::NotHonored, whyNoParameter(component));
}

void Importer::takeGlobalParameter(const QJsonObject &item)
{
    const QString name = item.value("name"_L1).toString();
    report(Outcome::NotHonored, name == u"cluster_name" || name == u"internal_cluster_id"
                                    ? u"this broker is no cluster"_s
                                    : u"global parameter '%1' has no meaning to this broker"_s.arg(name));
}

void Importer::takePolicy(const QJsonObject &item)
{
    takePolicyValue(text(item, "name"_L1), item, false);
}

QString idleNote(const QByteArrayList &idle)
{
    return idle.isEmpty() ? QString() : u"without effect here: %1"_s.arg(shown(idle.join(", ")));
}

void Importer::takePolicyValue(const QByteArray &name, const QJsonObject &value, bool isOperator)
{
    const QByteArray applyToText = text(value, "apply-to"_L1);
    const auto applyTo = applyToText.isEmpty() ? ApplyTo::All : applyToFromName(applyToText);
    if (!applyTo)
        return report(Outcome::NotHonored, u"apply-to '%1' is not known"_s.arg(shown(applyToText)));
    const core::PolicyDefinition asked{m_host,
                                       name,
                                       text(value, "pattern"_L1),
                                       *applyTo,
                                       qint32(value.value("priority"_L1).toInt()),
                                       tableFromJson(objectOf(value.value("definition"_L1))),
                                       isOperator};
    core::Policies &policies = m_broker.policies();
    const core::Policy *current = policies.find(m_host, isOperator, name);
    const auto isEqual = [&] {
        const core::PolicyDefinition &d = current->definition;
        return d.pattern == asked.pattern && d.applyTo == asked.applyTo && d.priority == asked.priority &&
               equivalent(d.definition, asked.definition);
    };
    const QString detail = idleNote(core::Policies::keysWithoutEffect(asked.definition));
    settle(
        current, current && isEqual(), u"pattern, priority or keys differ"_s, [&] { return policies.put(asked); },
        detail);
}

// ---- exchanges, queues, bindings

void Importer::takeExchange(const QJsonObject &item)
{
    core::VirtualHost *at = host();
    if (!at)
        return;
    const QByteArray typeName = text(item, "type"_L1);
    const auto type = exchangeTypeFromName(typeName);
    if (!type)
        return report(Outcome::NotHonored, u"this broker has no exchanges of type '%1'"_s.arg(shown(typeName)));
    const core::ExchangeDefinition asked{m_host,
                                         text(item, "name"_L1),
                                         *type,
                                         item.value("durable"_L1).toBool(true),
                                         item.value("auto_delete"_L1).toBool(),
                                         item.value("internal"_L1).toBool(),
                                         tableFromJson(objectOf(item.value("arguments"_L1)))};
    const QString note = idleNote(core::argumentsWithoutEffect(asked));
    if (const core::Exchange *current = at->exchange(asked.name)) {
        const Result<void> same = core::checkEquivalent(current->definition(), asked);
        return same ? report(Outcome::Same, note) : report(Outcome::Different, same.error().detail);
    }
    const Result<core::Exchange *> made = at->declareExchange(asked);
    reportMade(made ? Result<void>() : made.error(), note);
}

void Importer::takeQueue(const QJsonObject &item)
{
    core::VirtualHost *at = host();
    if (!at)
        return;
    core::QueueDefinition asked;
    asked.virtualHost = m_host;
    asked.name = text(item, "name"_L1);
    asked.durable = item.value("durable"_L1).toBool(true);
    asked.autoDelete = item.value("auto_delete"_L1).toBool();
    asked.arguments = tableFromJson(objectOf(item.value("arguments"_L1)));
    const QByteArray type = text(item, "type"_L1); // beside the arguments in some files
    // The virtual host's default is for clients: what the file says of no other type is a classic queue.
    const bool hasDefault = m_broker.access().metadata(m_host).contains("default_queue_type");
    if (!asked.arguments.contains("x-queue-type") && (hasDefault || (!type.isEmpty() && type != "classic")))
        asked.arguments.set("x-queue-type", type.isEmpty() ? QByteArray("classic") : type);
    if (asked.name.isEmpty())
        return report(Outcome::NotHonored, u"it has no name"_s);
    const QString note = idleNote(core::argumentsWithoutEffect(asked));
    if (const core::Queue *current = at->queue(asked.name)) {
        if (current->definition().exclusive)
            return report(Outcome::Different, u"an exclusive queue of a connection has this name"_s);
        const Result<void> same = core::checkEquivalent(current->definition(), asked);
        return same ? report(Outcome::Same, note) : report(Outcome::Different, same.error().detail);
    }
    const Result<core::Queue *> made = at->declareQueue(asked, m_by);
    reportMade(made ? Result<void>() : made.error(), note);
}

void Importer::takeBinding(const QJsonObject &item)
{
    core::BindingDefinition asked;
    asked.virtualHost = m_host;
    asked.source = text(item, "source"_L1);
    asked.destination = text(item, "destination"_L1);
    asked.routingKey = text(item, "routing_key"_L1);
    asked.arguments = tableFromJson(objectOf(item.value("arguments"_L1)));
    asked.destinationType =
        text(item, "destination_type"_L1) == "exchange" ? DestinationType::Exchange : DestinationType::Queue;
    m_item.name = u"%1 → %2 (%3)"_s.arg(shown(asked.source), shown(asked.destination), shown(asked.routingKey));
    core::VirtualHost *at = host();
    if (!at)
        return;
    const core::Exchange *source = at->exchange(asked.source);
    if (source && source->find(asked))
        return report(Outcome::Same);
    reportMade(at->bind(asked, m_by));
}

} // namespace

Result<QJsonObject> parseDefinitions(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (document.isNull())
        return Error{BrokerError::InvalidArgument,
                     u"this is no JSON: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset)};
    if (!document.isObject())
        return Error{BrokerError::InvalidArgument, u"this is no definitions file: it holds no object"_s};
    const QJsonObject file = document.object();
    constexpr std::array known = {"users", "vhosts", "permissions", "policies", "queues", "exchanges", "bindings"};
    if (std::none_of(known.begin(), known.end(),
                     [&](const char *name) { return file.contains(QLatin1StringView(name)); }))
        return Error{BrokerError::InvalidArgument,
                     u"this is no definitions file: it has no users, virtual hosts, queues, exchanges or bindings"_s};
    return file;
}

Imported importDefinitions(core::Broker &broker, ConnectionId by, const QJsonObject &file,
                           const std::optional<QByteArray> &virtualHost, OnConflict onConflict)
{
    return Importer(broker, by, virtualHost, onConflict).run(file);
}

} // namespace engine::facade
