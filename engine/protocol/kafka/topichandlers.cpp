// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/names.h"
#include "protocol/kafka/topicconfig.h"
#include "protocol/kafka/topicmaker.h"
#include "wire/kafka/api/createpartitions.h"
#include "wire/kafka/api/createtopics.h"
#include "wire/kafka/api/deletetopics.h"

#include <algorithm>
#include <set>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

using CreateResult = CreateTopicsResponse::CreatableTopicResult;
using DeleteResult = DeleteTopicsResponse::DeletableTopicResult;

/// Names that a request has more than once.
template <typename List>
std::set<QByteArray> repeatedNames(const List &list)
{
    std::set<QByteArray> seen, repeated;
    for (const auto &entry : list) {
        if (!seen.insert(entry.name).second)
            repeated.insert(entry.name);
    }
    return repeated;
}

template <typename Result>
void refuse(Result &result, const Refusal &refusal)
{
    result.errorCode = refusal.code;
    result.errorMessage = refusal.text;
}

/// How many partitions the assignment asks for: each to the one broker there is.
std::variant<qint32, Refusal> partitionsOf(const CreateTopicsRequest::CreatableTopic &topic)
{
    if (topic.assignments.isEmpty()) {
        if (topic.replicationFactor != -1 && topic.replicationFactor != 1) {
            return Refusal(ErrorCode::InvalidReplicationFactor,
                           "Replication factor: " + QByteArray::number(topic.replicationFactor) +
                               ", but there is one broker");
        }
        return topic.numPartitions;
    }
    if (topic.numPartitions != -1 || topic.replicationFactor != -1)
        return Refusal(ErrorCode::InvalidRequest,
                       "Both numPartitions or replicationFactor and replicasAssignments were set");
    std::set<qint32> numbers;
    for (const auto &assignment : topic.assignments) {
        if (assignment.brokerIds != QList<qint32>{NodeId})
            return Refusal(ErrorCode::InvalidReplicaAssignment, "There is one broker, with the id 1");
        numbers.insert(assignment.partitionIndex);
    }
    const auto count = qint32(topic.assignments.size());
    if (qint32(numbers.size()) != count || *numbers.begin() != 0 || *numbers.rbegin() != count - 1)
        return Refusal(ErrorCode::InvalidReplicaAssignment,
                       "Partitions should be a consecutive 0-based integer sequence");
    return count;
}

std::variant<TopicMaker::Request, Refusal> requestFor(const CreateTopicsRequest::CreatableTopic &topic)
{
    const auto partitions = partitionsOf(topic);
    if (const auto *refusal = std::get_if<Refusal>(&partitions))
        return *refusal;
    TopicMaker::Request request{topic.name, std::get<qint32>(partitions), {}};
    for (const auto &config : topic.configs) {
        if (!config.value)
            return Refusal(ErrorCode::InvalidConfig, "Null value not supported for topic configs : " + config.name);
        request.config.set(config.name, *config.value);
    }
    return request;
}

void tellConfig(const core::Topics::Request &made, const core::TopicDefaults &defaults, CreateResult &result)
{
    result.numPartitions = qint32(made.partitions);
    result.replicationFactor = 1;
    auto &configs = result.configs.emplace();
    for (const DescribedConfig &config : describedTopicConfig(made.config, defaults))
        configs.append({config.name, config.value, config.readOnly, config.configSource, config.isSensitive});
}

CreateResult create(Session &session, const CreateTopicsRequest::CreatableTopic &topic, bool onlyCheck)
{
    CreateResult result;
    result.name = topic.name;
    const auto request = requestFor(topic);
    if (const auto *refusal = std::get_if<Refusal>(&request)) {
        refuse(result, *refusal);
        return result;
    }
    TopicMaker maker(session);
    const auto made = maker.make(std::get<TopicMaker::Request>(request), onlyCheck);
    if (const auto *refusal = std::get_if<Refusal>(&made)) {
        refuse(result, *refusal);
        return result;
    }
    if (const core::Topic *created = std::get<core::Topic *>(made))
        result.topicId = uuidOf(created->definition().uuid);
    tellConfig(maker.completed(std::get<TopicMaker::Request>(request)), session.broker().topicDefaults(), result);
    return result;
}

void remove(Session &session, core::Topic *topic, ErrorCode whenMissing, DeleteResult &result)
{
    if (topic && session.mayDescribe(topic->name()))
        result.name = topic->name();
    if (result.name && !session.allows(core::Permission::Configure, *result.name)) {
        refuse(result, ErrorCode::TopicAuthorizationFailed);
    } else if (!topic || !result.name) {
        refuse(result, whenMissing);
    } else {
        result.topicId = uuidOf(topic->definition().uuid);
        session.topics().remove(*topic);
    }
}

DeleteResult removeByName(Session &session, const QByteArray &name)
{
    DeleteResult result;
    result.name = name;
    remove(session, session.topics().find(name), ErrorCode::UnknownTopicOrPartition, result);
    return result;
}

DeleteResult removeById(Session &session, const Uuid &id)
{
    DeleteResult result;
    result.topicId = id;
    remove(session, session.topics().find(uuidOf(id)), ErrorCode::UnknownTopicId, result);
    return result;
}

std::optional<Refusal> grow(Session &session, const CreatePartitionsRequest::CreatePartitionsTopic &wanted,
                            bool onlyCheck)
{
    if (!session.allows(core::Permission::Configure, wanted.name))
        return ErrorCode::TopicAuthorizationFailed;
    core::Topic *topic = session.topics().find(wanted.name);
    if (!topic)
        return Refusal(ErrorCode::UnknownTopicOrPartition, "The topic '" + wanted.name + "' does not exist.");
    const auto have = qint32(topic->partitions().size());
    if (wanted.count <= have || wanted.count > qint32(core::Topics::maxPartitions)) {
        return Refusal(ErrorCode::InvalidPartitions, "Topic currently has " + QByteArray::number(have) +
                                                         " partitions, which can grow to " +
                                                         QByteArray::number(core::Topics::maxPartitions));
    }
    if (wanted.assignments) {
        const bool isOurs = std::all_of(wanted.assignments->begin(), wanted.assignments->end(),
                                        [](const auto &one) { return one.brokerIds == QList<qint32>{NodeId}; });
        if (!isOurs || wanted.assignments->size() != wanted.count - have)
            return Refusal(ErrorCode::InvalidReplicaAssignment, "Each new partition belongs to the one broker, 1");
    }
    if (onlyCheck)
        return std::nullopt;
    const Result<void> grown = session.topics().grow(*topic, quint32(wanted.count));
    return grown ? std::nullopt : std::optional(Refusal(ErrorCode::InvalidPartitions, grown.error().detail.toUtf8()));
}

} // namespace

void handle(const Call<CreateTopicsRequest> &call)
{
    const std::set<QByteArray> repeated = repeatedNames(call.request.topics);
    CreateTopicsResponse response;
    std::set<QByteArray> told;
    for (const auto &topic : call.request.topics) {
        if (!repeated.contains(topic.name)) {
            response.topics.append(create(call.session, topic, call.request.validateOnly));
        } else if (told.insert(topic.name).second) {
            CreateResult &result = response.topics.emplaceBack();
            result.name = topic.name;
            refuse(result, Refusal(ErrorCode::InvalidRequest, "Duplicate topic name."));
        }
    }
    call.reply.sendWhenCommitted(call.session.broker(), std::move(response),
                                 [](CreateTopicsResponse &failed) { markLost(failed.topics); });
}

void handle(const Call<DeleteTopicsRequest> &call)
{
    DeleteTopicsResponse response;
    for (const QByteArray &name : call.request.topicNames)
        response.responses.append(removeByName(call.session, name));
    for (const auto &topic : call.request.topics)
        response.responses.append(topic.name ? removeByName(call.session, *topic.name)
                                             : removeById(call.session, topic.topicId));
    call.reply.sendWhenCommitted(call.session.broker(), std::move(response),
                                 [](DeleteTopicsResponse &failed) { markLost(failed.responses); });
}

void handle(const Call<CreatePartitionsRequest> &call)
{
    const std::set<QByteArray> repeated = repeatedNames(call.request.topics);
    CreatePartitionsResponse response;
    for (const auto &topic : call.request.topics) {
        auto &result = response.results.emplaceBack();
        result.name = topic.name;
        const auto refusal = repeated.contains(topic.name) ? Refusal(ErrorCode::InvalidRequest, "Duplicate topic name.")
                                                           : grow(call.session, topic, call.request.validateOnly);
        if (refusal)
            refuse(result, *refusal);
    }
    call.reply.sendWhenCommitted(call.session.broker(), std::move(response),
                                 [](CreatePartitionsResponse &failed) { markLost(failed.results); });
}

} // namespace engine::protocol::kafka
