// SPDX-License-Identifier: GPL-3.0-or-later
// ListOffsets (2). Looking up offsets by time; -1 stands for the end, -2 for the beginning, -3 for the newest
// timestamp. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct ListOffsetsResponse;

struct ListOffsetsRequest
{
    static constexpr ApiKey Key = ApiKey::ListOffsets;
    using Response = ListOffsetsResponse;

    struct ListOffsetsPartition
    {
        qint32 partitionIndex = 0;
        qint32 currentLeaderEpoch = -1;
        qint64 timestamp = 0;
        qint32 maxNumOffsets = 1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int32("currentLeaderEpoch", m.currentLeaderEpoch, since(4));
            v.int64("timestamp", m.timestamp);
            v.int32("maxNumOffsets", m.maxNumOffsets, only(0));
        }
        bool operator==(const ListOffsetsPartition &) const = default;
    };

    struct ListOffsetsTopic
    {
        QByteArray name;
        QList<ListOffsetsPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const ListOffsetsTopic &) const = default;
    };

    qint32 replicaId = 0;
    qint8 isolationLevel = 0; ///< 0: uncommitted, 1: committed
    QList<ListOffsetsTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("replicaId", m.replicaId);
        v.int8("isolationLevel", m.isolationLevel, since(2));
        v.array("topics", m.topics);
    }
    bool operator==(const ListOffsetsRequest &) const = default;
};

struct ListOffsetsResponse
{
    static constexpr ApiKey Key = ApiKey::ListOffsets;

    struct ListOffsetsPartitionResponse
    {
        qint32 partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::None;
        QList<qint64> oldStyleOffsets; ///< newest first
        qint64 timestamp = -1;
        qint64 offset = -1;
        qint32 leaderEpoch = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("errorCode", m.errorCode);
            v.array("oldStyleOffsets", m.oldStyleOffsets, only(0));
            v.int64("timestamp", m.timestamp, since(1));
            v.int64("offset", m.offset, since(1));
            v.int32("leaderEpoch", m.leaderEpoch, since(4));
        }
        bool operator==(const ListOffsetsPartitionResponse &) const = default;
    };

    struct ListOffsetsTopicResponse
    {
        QByteArray name;
        QList<ListOffsetsPartitionResponse> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const ListOffsetsTopicResponse &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<ListOffsetsTopicResponse> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(2));
        v.array("topics", m.topics);
    }
    bool operator==(const ListOffsetsResponse &) const = default;
};

} // namespace engine::wire::kafka
