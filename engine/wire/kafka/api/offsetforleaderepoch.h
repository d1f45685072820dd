// SPDX-License-Identifier: GPL-3.0-or-later
// OffsetForLeaderEpoch (23). Where a leader epoch ended: how a consumer notices that a log was cut. Thread: any
// (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct OffsetForLeaderEpochResponse;

struct OffsetForLeaderEpochRequest
{
    static constexpr ApiKey Key = ApiKey::OffsetForLeaderEpoch;
    using Response = OffsetForLeaderEpochResponse;

    struct OffsetForLeaderPartition
    {
        qint32 partition = 0;
        qint32 currentLeaderEpoch = -1;
        qint32 leaderEpoch = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partition", m.partition);
            v.int32("currentLeaderEpoch", m.currentLeaderEpoch, since(2));
            v.int32("leaderEpoch", m.leaderEpoch);
        }
        bool operator==(const OffsetForLeaderPartition &) const = default;
    };

    struct OffsetForLeaderTopic
    {
        QByteArray topic;
        QList<OffsetForLeaderPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetForLeaderTopic &) const = default;
    };

    qint32 replicaId = -2;
    QList<OffsetForLeaderTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("replicaId", m.replicaId, since(3));
        v.array("topics", m.topics);
    }
    bool operator==(const OffsetForLeaderEpochRequest &) const = default;
};

struct OffsetForLeaderEpochResponse
{
    static constexpr ApiKey Key = ApiKey::OffsetForLeaderEpoch;

    struct EpochEndOffset
    {
        ErrorCode errorCode = ErrorCode::None;
        qint32 partition = 0;
        qint32 leaderEpoch = -1;
        qint64 endOffset = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.int32("partition", m.partition);
            v.int32("leaderEpoch", m.leaderEpoch, since(1));
            v.int64("endOffset", m.endOffset);
        }
        bool operator==(const EpochEndOffset &) const = default;
    };

    struct OffsetForLeaderTopicResult
    {
        QByteArray topic;
        QList<EpochEndOffset> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetForLeaderTopicResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<OffsetForLeaderTopicResult> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(2));
        v.array("topics", m.topics);
    }
    bool operator==(const OffsetForLeaderEpochResponse &) const = default;
};

} // namespace engine::wire::kafka
