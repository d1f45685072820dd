// SPDX-License-Identifier: GPL-3.0-or-later
// Produce (0). Producing. The records are borrowed from the request: 10 MB of them are not copied. Versions 0 to 2
// carry message sets of the old formats, later ones record batches. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct ProduceResponse;

struct ProduceRequest
{
    static constexpr ApiKey Key = ApiKey::Produce;
    using Response = ProduceResponse;

    struct PartitionProduceData
    {
        qint32 index = 0;
        QByteArrayView records; ///< borrowed

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("index", m.index);
            v.records("records", m.records);
        }
        bool operator==(const PartitionProduceData &) const = default;
    };

    struct TopicProduceData
    {
        QByteArray name;
        QList<PartitionProduceData> partitionData;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitionData", m.partitionData);
        }
        bool operator==(const TopicProduceData &) const = default;
    };

    NullableBytes transactionalId;
    qint16 acks = 0; ///< 0: no answer, 1 and -1 (all): an answer after the commit
    qint32 timeoutMs = 0;
    QList<TopicProduceData> topicData;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.nullableString("transactionalId", m.transactionalId, since(3));
        v.int16("acks", m.acks);
        v.int32("timeoutMs", m.timeoutMs);
        v.array("topicData", m.topicData);
    }
    bool operator==(const ProduceRequest &) const = default;
};

struct ProduceResponse
{
    static constexpr ApiKey Key = ApiKey::Produce;

    struct BatchIndexAndErrorMessage
    {
        qint32 batchIndex = 0;
        NullableBytes batchIndexErrorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("batchIndex", m.batchIndex);
            v.nullableString("batchIndexErrorMessage", m.batchIndexErrorMessage);
        }
        bool operator==(const BatchIndexAndErrorMessage &) const = default;
    };

    struct PartitionProduceResponse
    {
        qint32 index = 0;
        ErrorCode errorCode = ErrorCode::None;
        qint64 baseOffset = 0;
        qint64 logAppendTimeMs = -1; ///< -1: the timestamps are the producer's
        qint64 logStartOffset = -1;
        QList<BatchIndexAndErrorMessage> recordErrors;
        NullableBytes errorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("index", m.index);
            v.errorCode("errorCode", m.errorCode);
            v.int64("baseOffset", m.baseOffset);
            v.int64("logAppendTimeMs", m.logAppendTimeMs, since(2));
            v.int64("logStartOffset", m.logStartOffset, since(5));
            v.array("recordErrors", m.recordErrors, since(8));
            v.nullableString("errorMessage", m.errorMessage, since(8));
        }
        bool operator==(const PartitionProduceResponse &) const = default;
    };

    struct TopicProduceResponse
    {
        QByteArray name;
        QList<PartitionProduceResponse> partitionResponses;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitionResponses", m.partitionResponses);
        }
        bool operator==(const TopicProduceResponse &) const = default;
    };

    QList<TopicProduceResponse> responses;
    qint32 throttleTimeMs = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("responses", m.responses);
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
    }
    bool operator==(const ProduceResponse &) const = default;
};

} // namespace engine::wire::kafka
