// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeProducers (61). Producers that wrote to a partition lately, with their open transactions. Thread: any
// (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeProducersResponse;

struct DescribeProducersRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeProducers;
    using Response = DescribeProducersResponse;

    struct TopicRequest
    {
        QByteArray name;
        QList<qint32> partitionIndexes;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitionIndexes", m.partitionIndexes);
        }
        bool operator==(const TopicRequest &) const = default;
    };

    QList<TopicRequest> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("topics", m.topics);
    }
    bool operator==(const DescribeProducersRequest &) const = default;
};

struct DescribeProducersResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeProducers;

    struct ProducerState
    {
        qint64 producerId = 0;
        qint32 producerEpoch = 0;
        qint32 lastSequence = -1;
        qint64 lastTimestamp = -1;
        qint32 coordinatorEpoch = 0;
        qint64 currentTxnStartOffset = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int64("producerId", m.producerId);
            v.int32("producerEpoch", m.producerEpoch);
            v.int32("lastSequence", m.lastSequence);
            v.int64("lastTimestamp", m.lastTimestamp);
            v.int32("coordinatorEpoch", m.coordinatorEpoch);
            v.int64("currentTxnStartOffset", m.currentTxnStartOffset);
        }
        bool operator==(const ProducerState &) const = default;
    };

    struct PartitionResponse
    {
        qint32 partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        QList<ProducerState> activeProducers;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
            v.array("activeProducers", m.activeProducers);
        }
        bool operator==(const PartitionResponse &) const = default;
    };

    struct TopicResponse
    {
        QByteArray name;
        QList<PartitionResponse> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const TopicResponse &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<TopicResponse> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("topics", m.topics);
    }
    bool operator==(const DescribeProducersResponse &) const = default;
};

} // namespace engine::wire::kafka
