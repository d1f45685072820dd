// SPDX-License-Identifier: GPL-3.0-or-later
// CreatePartitions (37). Adding partitions to topics. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct CreatePartitionsResponse;

struct CreatePartitionsRequest
{
    static constexpr ApiKey Key = ApiKey::CreatePartitions;
    using Response = CreatePartitionsResponse;

    struct CreatePartitionsAssignment
    {
        QList<qint32> brokerIds;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.array("brokerIds", m.brokerIds);
        }
        bool operator==(const CreatePartitionsAssignment &) const = default;
    };

    struct CreatePartitionsTopic
    {
        QByteArray name;
        qint32 count = 0; ///< afterwards, the present ones included
        std::optional<QList<CreatePartitionsAssignment>> assignments;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.int32("count", m.count);
            v.nullableArray("assignments", m.assignments);
        }
        bool operator==(const CreatePartitionsTopic &) const = default;
    };

    QList<CreatePartitionsTopic> topics;
    qint32 timeoutMs = 0;
    bool validateOnly = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("topics", m.topics);
        v.int32("timeoutMs", m.timeoutMs);
        v.boolean("validateOnly", m.validateOnly);
    }
    bool operator==(const CreatePartitionsRequest &) const = default;
};

struct CreatePartitionsResponse
{
    static constexpr ApiKey Key = ApiKey::CreatePartitions;

    struct CreatePartitionsTopicResult
    {
        QByteArray name;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
        }
        bool operator==(const CreatePartitionsTopicResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<CreatePartitionsTopicResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("results", m.results);
    }
    bool operator==(const CreatePartitionsResponse &) const = default;
};

} // namespace engine::wire::kafka
