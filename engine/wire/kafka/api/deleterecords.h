// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteRecords (21). Deleting records below an offset. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DeleteRecordsResponse;

struct DeleteRecordsRequest
{
    static constexpr ApiKey Key = ApiKey::DeleteRecords;
    using Response = DeleteRecordsResponse;

    struct DeleteRecordsPartition
    {
        qint32 partitionIndex = 0;
        qint64 offset = 0; ///< -1: the high watermark

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("offset", m.offset);
        }
        bool operator==(const DeleteRecordsPartition &) const = default;
    };

    struct DeleteRecordsTopic
    {
        QByteArray name;
        QList<DeleteRecordsPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const DeleteRecordsTopic &) const = default;
    };

    QList<DeleteRecordsTopic> topics;
    qint32 timeoutMs = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("topics", m.topics);
        v.int32("timeoutMs", m.timeoutMs);
    }
    bool operator==(const DeleteRecordsRequest &) const = default;
};

struct DeleteRecordsResponse
{
    static constexpr ApiKey Key = ApiKey::DeleteRecords;

    struct DeleteRecordsPartitionResult
    {
        qint32 partitionIndex = 0;
        qint64 lowWatermark = 0;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("lowWatermark", m.lowWatermark);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const DeleteRecordsPartitionResult &) const = default;
    };

    struct DeleteRecordsTopicResult
    {
        QByteArray name;
        QList<DeleteRecordsPartitionResult> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const DeleteRecordsTopicResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<DeleteRecordsTopicResult> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("topics", m.topics);
    }
    bool operator==(const DeleteRecordsResponse &) const = default;
};

} // namespace engine::wire::kafka
