// SPDX-License-Identifier: GPL-3.0-or-later
// CreateTopics (19). Creating topics. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct CreateTopicsResponse;

struct CreateTopicsRequest
{
    static constexpr ApiKey Key = ApiKey::CreateTopics;
    using Response = CreateTopicsResponse;

    struct CreatableReplicaAssignment
    {
        qint32 partitionIndex = 0;
        QList<qint32> brokerIds;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.array("brokerIds", m.brokerIds);
        }
        bool operator==(const CreatableReplicaAssignment &) const = default;
    };

    struct CreatableTopicConfig
    {
        QByteArray name;
        NullableBytes value;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.nullableString("value", m.value);
        }
        bool operator==(const CreatableTopicConfig &) const = default;
    };

    struct CreatableTopic
    {
        QByteArray name;
        qint32 numPartitions = 0;     ///< -1: the broker's default
        qint16 replicationFactor = 0; ///< -1: the broker's default
        QList<CreatableReplicaAssignment> assignments;
        QList<CreatableTopicConfig> configs;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.int32("numPartitions", m.numPartitions);
            v.int16("replicationFactor", m.replicationFactor);
            v.array("assignments", m.assignments);
            v.array("configs", m.configs);
        }
        bool operator==(const CreatableTopic &) const = default;
    };

    QList<CreatableTopic> topics;
    qint32 timeoutMs = 60000;
    bool validateOnly = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("topics", m.topics);
        v.int32("timeoutMs", m.timeoutMs);
        v.boolean("validateOnly", m.validateOnly, since(1));
    }
    bool operator==(const CreateTopicsRequest &) const = default;
};

struct CreateTopicsResponse
{
    static constexpr ApiKey Key = ApiKey::CreateTopics;

    struct CreatableTopicConfigs
    {
        QByteArray name;
        NullableBytes value;
        bool readOnly = false;
        qint8 configSource = -1;
        bool isSensitive = false;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.nullableString("value", m.value);
            v.boolean("readOnly", m.readOnly);
            v.int8("configSource", m.configSource);
            v.boolean("isSensitive", m.isSensitive);
        }
        bool operator==(const CreatableTopicConfigs &) const = default;
    };

    struct CreatableTopicResult
    {
        QByteArray name;
        Uuid topicId;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        ErrorCode topicConfigErrorCode = ErrorCode::None;
        qint32 numPartitions = -1;
        qint16 replicationFactor = -1;
        std::optional<QList<CreatableTopicConfigs>> configs;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.uuid("topicId", m.topicId, since(7));
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage, since(1));
            v.int32("numPartitions", m.numPartitions, since(5));
            v.int16("replicationFactor", m.replicationFactor, since(5));
            v.nullableArray("configs", m.configs, since(5));
            v.tagged(
                0, m.topicConfigErrorCode != ErrorCode::None,
                [&](auto &tag) { tag.errorCode("topicConfigErrorCode", m.topicConfigErrorCode); }, since(5));
        }
        bool operator==(const CreatableTopicResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<CreatableTopicResult> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(2));
        v.array("topics", m.topics);
    }
    bool operator==(const CreateTopicsResponse &) const = default;
};

} // namespace engine::wire::kafka
