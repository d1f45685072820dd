// SPDX-License-Identifier: GPL-3.0-or-later
// OffsetCommit (8). Committing offsets for a consumer group. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct OffsetCommitResponse;

struct OffsetCommitRequest
{
    static constexpr ApiKey Key = ApiKey::OffsetCommit;
    using Response = OffsetCommitResponse;

    struct OffsetCommitRequestPartition
    {
        qint32 partitionIndex = 0;
        qint64 committedOffset = 0;
        qint32 committedLeaderEpoch = -1;
        qint64 commitTimestamp = -1;
        NullableBytes committedMetadata;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("committedOffset", m.committedOffset);
            v.int32("committedLeaderEpoch", m.committedLeaderEpoch, since(6));
            v.int64("commitTimestamp", m.commitTimestamp, only(1));
            v.nullableText("committedMetadata", m.committedMetadata);
        }
        bool operator==(const OffsetCommitRequestPartition &) const = default;
    };

    struct OffsetCommitRequestTopic
    {
        QByteArray name;
        QList<OffsetCommitRequestPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetCommitRequestTopic &) const = default;
    };

    QByteArray groupId;
    qint32 generationId = -1;
    QByteArray memberId;
    NullableBytes groupInstanceId;
    qint64 retentionTimeMs = -1;
    QList<OffsetCommitRequestTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId);
        v.int32("generationId", m.generationId, since(1));
        v.string("memberId", m.memberId, since(1));
        v.nullableString("groupInstanceId", m.groupInstanceId, since(7));
        v.int64("retentionTimeMs", m.retentionTimeMs, between(2, 4));
        v.array("topics", m.topics);
    }
    bool operator==(const OffsetCommitRequest &) const = default;
};

struct OffsetCommitResponse
{
    static constexpr ApiKey Key = ApiKey::OffsetCommit;

    struct OffsetCommitResponsePartition
    {
        qint32 partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const OffsetCommitResponsePartition &) const = default;
    };

    struct OffsetCommitResponseTopic
    {
        QByteArray name;
        QList<OffsetCommitResponsePartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetCommitResponseTopic &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<OffsetCommitResponseTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(3));
        v.array("topics", m.topics);
    }
    bool operator==(const OffsetCommitResponse &) const = default;
};

} // namespace engine::wire::kafka
