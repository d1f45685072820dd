// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata (3). Brokers, topics and partitions: what every client asks for first. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct MetadataResponse;

struct MetadataRequest
{
    static constexpr ApiKey Key = ApiKey::Metadata;
    using Response = MetadataResponse;

    struct MetadataRequestTopic
    {
        Uuid topicId;
        NullableBytes name;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.uuid("topicId", m.topicId, since(10));
            v.nullableString("name", m.name, Versions{}, NullSince{10});
        }
        bool operator==(const MetadataRequestTopic &) const = default;
    };

    std::optional<QList<MetadataRequestTopic>> topics; ///< null: all topics; in version 0 an empty list means all
    bool allowAutoTopicCreation = true;
    bool includeClusterAuthorizedOperations = false;
    bool includeTopicAuthorizedOperations = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.nullableArray("topics", m.topics, Versions{}, NullSince{1});
        v.boolean("allowAutoTopicCreation", m.allowAutoTopicCreation, since(4));
        v.boolean("includeClusterAuthorizedOperations", m.includeClusterAuthorizedOperations, between(8, 10));
        v.boolean("includeTopicAuthorizedOperations", m.includeTopicAuthorizedOperations, since(8));
    }
    bool operator==(const MetadataRequest &) const = default;
};

struct MetadataResponse
{
    static constexpr ApiKey Key = ApiKey::Metadata;

    struct MetadataResponseBroker
    {
        qint32 nodeId = 0;
        QByteArray host;
        qint32 port = 0;
        NullableBytes rack;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("nodeId", m.nodeId);
            v.string("host", m.host);
            v.int32("port", m.port);
            v.nullableString("rack", m.rack, since(1));
        }
        bool operator==(const MetadataResponseBroker &) const = default;
    };

    struct MetadataResponsePartition
    {
        ErrorCode errorCode = ErrorCode::None;
        qint32 partitionIndex = 0;
        qint32 leaderId = 0;
        qint32 leaderEpoch = -1;
        QList<qint32> replicaNodes;
        QList<qint32> isrNodes;
        QList<qint32> offlineReplicas;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.int32("partitionIndex", m.partitionIndex);
            v.int32("leaderId", m.leaderId);
            v.int32("leaderEpoch", m.leaderEpoch, since(7));
            v.array("replicaNodes", m.replicaNodes);
            v.array("isrNodes", m.isrNodes);
            v.array("offlineReplicas", m.offlineReplicas, since(5));
        }
        bool operator==(const MetadataResponsePartition &) const = default;
    };

    struct MetadataResponseTopic
    {
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes name;
        Uuid topicId;
        bool isInternal = false;
        QList<MetadataResponsePartition> partitions;
        qint32 topicAuthorizedOperations = OperationsOmitted;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("name", m.name, Versions{}, NullSince{12});
            v.uuid("topicId", m.topicId, since(10));
            v.boolean("isInternal", m.isInternal, since(1));
            v.array("partitions", m.partitions);
            v.int32("topicAuthorizedOperations", m.topicAuthorizedOperations, since(8));
        }
        bool operator==(const MetadataResponseTopic &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<MetadataResponseBroker> brokers;
    NullableBytes clusterId;
    qint32 controllerId = -1;
    QList<MetadataResponseTopic> topics;
    qint32 clusterAuthorizedOperations = OperationsOmitted;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(3));
        v.array("brokers", m.brokers);
        v.nullableString("clusterId", m.clusterId, since(2));
        v.int32("controllerId", m.controllerId, since(1));
        v.array("topics", m.topics);
        v.int32("clusterAuthorizedOperations", m.clusterAuthorizedOperations, between(8, 10));
    }
    bool operator==(const MetadataResponse &) const = default;
};

} // namespace engine::wire::kafka
