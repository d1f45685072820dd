// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topics.h"
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/seenbefore.h"
#include "protocol/kafka/topicconfig.h"
#include "wire/kafka/api/alterconfigs.h"
#include "wire/kafka/api/incrementalalterconfigs.h"

#include <algorithm>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

/// What IncrementalAlterConfigs does with a value.
enum Operation : qint8 { Set = 0, Delete = 1, Append = 2, Subtract = 3 };

using ConfigAnswer = DescribeConfigsResponse::DescribeConfigsResult;

/// An empty name stands for the defaults of all brokers.
bool isThisBroker(const QByteArray &name)
{
    return name.isEmpty() || name == QByteArray::number(NodeId);
}

std::optional<Refusal> describeResource(Session &session, ConfigAnswer &result)
{
    if (result.resourceType == TopicResource) {
        if (!session.mayDescribe(result.resourceName))
            return ErrorCode::TopicAuthorizationFailed;
        const core::Topic *topic = session.topics().find(result.resourceName);
        if (!topic)
            return ErrorCode::UnknownTopicOrPartition;
        result.configs = describedTopicConfig(topic->definition().config, session.broker().topicDefaults());
    } else if (result.resourceType == BrokerResource) {
        if (!isThisBroker(result.resourceName))
            return Refusal(ErrorCode::InvalidRequest, "Unexpected broker id, expected 1");
        const Address here = session.advertised();
        if (!result.resourceName.isEmpty()) // those that are set for all brokers together: none
            result.configs = describedBrokerConfig(session.settings(), session.broker().topicDefaults(),
                                                   here.host + ':' + QByteArray::number(here.port));
    } else {
        return Refusal(ErrorCode::InvalidRequest, "Unsupported resource type");
    }
    return std::nullopt;
}

void keepWanted(const DescribeConfigsRequest &request, const std::optional<QList<QByteArray>> &keys,
                ConfigAnswer &result)
{
    // An empty list is taken for all, as Kafka does.
    if (keys && !keys->isEmpty())
        result.configs.removeIf([&](const DescribedConfig &config) { return !keys->contains(config.name); });
    for (DescribedConfig &config : result.configs) {
        if (!request.includeSynonyms)
            config.synonyms.clear();
        if (!request.includeDocumentation)
            config.documentation.reset();
    }
}

/// The topic that is to be altered.
std::variant<core::Topic *, Refusal> alterable(Session &session, qint8 type, const QByteArray &name)
{
    if (type != TopicResource) {
        return Refusal(ErrorCode::InvalidRequest, type == BrokerResource
                                                      ? "The broker's configuration is given when it starts"
                                                      : "Unsupported resource type");
    }
    if (!session.allows(core::Permission::Configure, name))
        return ErrorCode::TopicAuthorizationFailed;
    if (core::Topic *topic = session.topics().find(name))
        return topic;
    return ErrorCode::UnknownTopicOrPartition;
}

std::optional<Refusal> setConfig(Session &session, core::Topic &topic, const FieldTable &config, bool onlyCheck)
{
    if (onlyCheck) {
        const Result<core::TopicSettings> settings = core::topicSettingsOf(config);
        return settings ? std::nullopt
                        : std::optional(Refusal(ErrorCode::InvalidConfig, settings.error().detail.toUtf8()));
    }
    const Result<void> set = session.topics().setConfig(topic, config);
    return set ? std::nullopt : std::optional(Refusal(ErrorCode::InvalidConfig, set.error().detail.toUtf8()));
}

Refusal nullValue(const QByteArray &name)
{
    return Refusal(ErrorCode::InvalidConfig, "Null value not supported for topic configs : " + name);
}

std::optional<Refusal> alter(Session &session, const AlterConfigsRequest::AlterConfigsResource &resource,
                             bool onlyCheck)
{
    const auto found = alterable(session, resource.resourceType, resource.resourceName);
    if (const auto *refusal = std::get_if<Refusal>(&found))
        return *refusal;
    FieldTable config;
    for (const auto &entry : resource.configs) {
        if (!entry.value)
            return nullValue(entry.name);
        config.set(entry.name, *entry.value);
    }
    return setConfig(session, *std::get<core::Topic *>(found), config, onlyCheck);
}

/// The elements of a list that stands in a value, blanks around them left out.
QList<QByteArray> elementsOf(const FieldTable &config, const core::TopicConfig &key)
{
    const FieldValue *own = config.find(key.name);
    QList<QByteArray> elements;
    for (const QByteArray &part :
         (own ? own->toText().value_or(QByteArray()) : QByteArray(key.defaultValue)).split(',')) {
        if (const QByteArray element = part.trimmed(); !element.isEmpty())
            elements.append(element);
    }
    return elements;
}

std::optional<Refusal> applyTo(FieldTable &config, const IncrementalAlterConfigsRequest::AlterableConfig &change)
{
    if (change.configOperation == Delete) {
        config.remove(change.name);
        return std::nullopt;
    }
    if (!change.value)
        return nullValue(change.name);
    if (change.configOperation == Set) {
        config.set(change.name, *change.value);
        return std::nullopt;
    }
    const core::TopicConfig *key = core::topicConfig(change.name);
    const bool isList = key && key->type == core::TopicConfig::Type::List;
    if (!isList || (change.configOperation != Append && change.configOperation != Subtract)) {
        return Refusal(ErrorCode::InvalidConfig,
                       "Only values of lists can be appended to or subtracted from, which " + change.name + " is not");
    }
    QList<QByteArray> elements = elementsOf(config, *key);
    for (const QByteArray &part : change.value->split(',')) {
        elements.removeAll(part.trimmed());
        if (change.configOperation == Append)
            elements.append(part.trimmed());
    }
    config.set(change.name, elements.join(','));
    return std::nullopt;
}

std::optional<Refusal> alter(Session &session, const IncrementalAlterConfigsRequest::AlterConfigsResource &resource,
                             bool onlyCheck)
{
    const auto found = alterable(session, resource.resourceType, resource.resourceName);
    if (const auto *refusal = std::get_if<Refusal>(&found))
        return *refusal;
    core::Topic &topic = *std::get<core::Topic *>(found);
    FieldTable config = topic.definition().config;
    for (const auto &change : resource.configs) {
        if (auto refusal = applyTo(config, change))
            return refusal;
    }
    return setConfig(session, topic, config, onlyCheck);
}

template <typename Request>
void alterAll(const Call<Request> &call)
{
    using Response = typename Request::Response;
    Response response;
    for (const auto &resource : call.request.resources) {
        auto &result = response.responses.emplaceBack();
        result.resourceType = resource.resourceType;
        result.resourceName = resource.resourceName;
        if (const auto refusal = alter(call.session, resource, call.request.validateOnly)) {
            result.errorCode = refusal->code;
            result.errorMessage = refusal->text;
        }
    }
    call.reply.sendWhenCommitted(call.session.broker(), std::move(response), [](Response &failed) {
        for (auto &result : failed.responses)
            result.errorCode = ErrorCode::KafkaStorageError;
    });
}

} // namespace

void handle(const Call<DescribeConfigsRequest> &call)
{
    DescribeConfigsResponse response;
    SeenBefore<std::pair<qint8, QByteArray>> seen;
    for (const auto &resource : call.request.resources) {
        if (seen({resource.resourceType, resource.resourceName}))
            continue;
        ConfigAnswer &result = response.results.emplaceBack();
        result.resourceType = resource.resourceType;
        result.resourceName = resource.resourceName;
        if (const auto refusal = describeResource(call.session, result)) {
            result.errorCode = refusal->code;
            result.errorMessage = refusal->text;
        }
        keepWanted(call.request, resource.configurationKeys, result);
    }
    call.reply.send(response);
}

void handle(const Call<AlterConfigsRequest> &call)
{
    alterAll(call);
}

void handle(const Call<IncrementalAlterConfigsRequest> &call)
{
    alterAll(call);
}

} // namespace engine::protocol::kafka
