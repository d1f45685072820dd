// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/names.h"
#include "protocol/kafka/seenbefore.h"
#include "protocol/kafka/topicmaker.h"
#include "wire/kafka/api/describecluster.h"
#include "wire/kafka/api/findcoordinator.h"
#include "wire/kafka/api/metadata.h"

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

using TopicAnswer = MetadataResponse::MetadataResponseTopic;

/// One metadata request, topic by topic.
class TopicDescriber
{
public:
    explicit TopicDescriber(const Call<MetadataRequest> &call)
        : m_session(call.session)
        , m_request(call.request)
        , m_version(call.version)
    {}

    void describe(MetadataResponse &response);
    bool hasMade() const { return m_hasMade; }

private:
    bool wantsAll() const { return !m_request.topics || (m_version == 0 && m_request.topics->isEmpty()); }
    TopicAnswer describe(const core::Topic &topic) const;
    TopicAnswer answerTo(const MetadataRequest::MetadataRequestTopic &wanted);
    TopicAnswer missing(const QByteArray &name);
    TopicAnswer refused(const NullableBytes &name, ErrorCode code) const;

    Session &m_session;
    const MetadataRequest &m_request;
    const qint16 m_version;
    bool m_hasMade = false;
};

void TopicDescriber::describe(MetadataResponse &response)
{
    if (!wantsAll()) {
        SeenBefore<std::pair<QByteArray, QUuid>> seen;
        for (const auto &wanted : *m_request.topics) {
            const QUuid id = wanted.name ? QUuid() : uuidOf(wanted.topicId);
            if (!seen({wanted.name.value_or(QByteArray()), id}))
                response.topics.append(answerTo(wanted));
        }
        return;
    }
    for (const auto &[name, topic] : m_session.topics().all()) {
        if (m_session.mayDescribe(name))
            response.topics.append(describe(*topic));
    }
}

TopicAnswer TopicDescriber::answerTo(const MetadataRequest::MetadataRequestTopic &wanted)
{
    if (!wanted.name) {
        const core::Topic *topic = m_session.topics().find(uuidOf(wanted.topicId));
        if (topic && m_session.mayDescribe(topic->name()))
            return describe(*topic);
        TopicAnswer unknown = refused(std::nullopt, ErrorCode::UnknownTopicId);
        unknown.topicId = wanted.topicId;
        return unknown;
    }
    if (!m_session.mayDescribe(*wanted.name))
        return refused(wanted.name, ErrorCode::TopicAuthorizationFailed);
    const core::Topic *topic = m_session.topics().find(*wanted.name);
    return topic ? describe(*topic) : missing(*wanted.name);
}

/// Makes it where that is wanted and allowed.
TopicAnswer TopicDescriber::missing(const QByteArray &name)
{
    if (!core::Topics::isKafkaName(name))
        return refused(name, ErrorCode::InvalidTopicException);
    if (!m_session.settings().autoCreateTopics || !m_request.allowAutoTopicCreation)
        return refused(name, ErrorCode::UnknownTopicOrPartition);
    const auto made = TopicMaker(m_session).make({name, -1, {}});
    if (const auto *refusal = std::get_if<Refusal>(&made))
        return refused(name, refusal->code);
    m_hasMade = true;
    return describe(*std::get<core::Topic *>(made));
}

TopicAnswer TopicDescriber::refused(const NullableBytes &name, ErrorCode code) const
{
    TopicAnswer answer;
    answer.errorCode = code;
    answer.name = name;
    return answer;
}

TopicAnswer TopicDescriber::describe(const core::Topic &topic) const
{
    TopicAnswer answer;
    answer.name = topic.name();
    answer.topicId = uuidOf(topic.definition().uuid);
    answer.partitions.reserve(qsizetype(topic.partitions().size()));
    for (const auto &partition : topic.partitions()) {
        auto &described = answer.partitions.emplaceBack();
        described.partitionIndex = qint32(partition->number());
        described.leaderId = NodeId;
        described.leaderEpoch = LeaderEpoch;
        described.replicaNodes = described.isrNodes = {NodeId};
    }
    if (m_request.includeTopicAuthorizedOperations)
        answer.topicAuthorizedOperations = TopicOperations;
    return answer;
}

/// Topics that were made for an answer whose commit failed.
void markUnavailable(MetadataResponse &response)
{
    for (TopicAnswer &topic : response.topics) {
        if (topic.errorCode != ErrorCode::None)
            continue;
        topic.errorCode = ErrorCode::LeaderNotAvailable;
        topic.partitions.clear();
    }
}

} // namespace

void handle(const Call<MetadataRequest> &call)
{
    const Address here = call.session.advertised();
    MetadataResponse response;
    response.brokers.append({NodeId, here.host, here.port, std::nullopt});
    response.clusterId = call.session.settings().clusterId;
    response.controllerId = NodeId;
    if (call.request.includeClusterAuthorizedOperations)
        response.clusterAuthorizedOperations = ClusterOperations;
    TopicDescriber describer(call);
    describer.describe(response);
    if (describer.hasMade())
        call.reply.sendWhenCommitted(call.session.broker(), std::move(response), markUnavailable);
    else
        call.reply.send(response);
}

void handle(const Call<FindCoordinatorRequest> &call)
{
    constexpr qint8 group = 0, transaction = 1;
    const Address here = call.session.advertised();
    const bool isKnownType = call.request.keyType == group || call.request.keyType == transaction;
    FindCoordinatorResponse response;
    response.errorCode = isKnownType ? ErrorCode::None : ErrorCode::InvalidRequest;
    response.nodeId = isKnownType ? NodeId : -1;
    response.host = isKnownType ? here.host : QByteArray();
    response.port = isKnownType ? here.port : -1;
    for (const QByteArray &key : call.request.coordinatorKeys)
        response.coordinators.append(
            {key, response.nodeId, response.host, response.port, response.errorCode, std::nullopt});
    call.reply.send(response);
}

void handle(const Call<DescribeClusterRequest> &call)
{
    constexpr qint8 brokers = 1;
    DescribeClusterResponse response;
    if (call.request.endpointType != brokers) {
        response.errorCode = ErrorCode::MismatchedEndpointType;
        response.errorMessage = "The request was sent to an endpoint of type BROKER";
        call.reply.send(response);
        return;
    }
    const Address here = call.session.advertised();
    response.clusterId = call.session.settings().clusterId;
    response.controllerId = NodeId;
    response.brokers.append({NodeId, here.host, here.port, std::nullopt});
    if (call.request.includeClusterAuthorizedOperations)
        response.clusterAuthorizedOperations = ClusterOperations;
    call.reply.send(response);
}

} // namespace engine::protocol::kafka
