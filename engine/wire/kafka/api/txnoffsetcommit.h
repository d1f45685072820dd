// SPDX-License-Identifier: GPL-3.0-or-later
// TxnOffsetCommit (28). Committing offsets as part of a transaction. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct TxnOffsetCommitResponse;

struct TxnOffsetCommitRequest
{
    static constexpr ApiKey Key = ApiKey::TxnOffsetCommit;
    using Response = TxnOffsetCommitResponse;

    struct TxnOffsetCommitRequestPartition
    {
        qint32 partitionIndex = 0;
        qint64 committedOffset = 0;
        qint32 committedLeaderEpoch = -1;
        NullableBytes committedMetadata;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("committedOffset", m.committedOffset);
            v.int32("committedLeaderEpoch", m.committedLeaderEpoch, since(2));
            v.nullableText("committedMetadata", m.committedMetadata);
        }
        bool operator==(const TxnOffsetCommitRequestPartition &) const = default;
    };

    struct TxnOffsetCommitRequestTopic
    {
        QByteArray name;
        QList<TxnOffsetCommitRequestPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const TxnOffsetCommitRequestTopic &) const = default;
    };

    QByteArray transactionalId;
    QByteArray groupId;
    qint64 producerId = 0;
    qint16 producerEpoch = 0;
    qint32 generationId = -1;
    QByteArray memberId;
    NullableBytes groupInstanceId;
    QList<TxnOffsetCommitRequestTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("transactionalId", m.transactionalId);
        v.string("groupId", m.groupId);
        v.int64("producerId", m.producerId);
        v.int16("producerEpoch", m.producerEpoch);
        v.int32("generationId", m.generationId, since(3));
        v.string("memberId", m.memberId, since(3));
        v.nullableString("groupInstanceId", m.groupInstanceId, since(3));
        v.array("topics", m.topics);
    }
    bool operator==(const TxnOffsetCommitRequest &) const = default;
};

struct TxnOffsetCommitResponse
{
    static constexpr ApiKey Key = ApiKey::TxnOffsetCommit;

    struct TxnOffsetCommitResponsePartition
    {
        qint32 partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const TxnOffsetCommitResponsePartition &) const = default;
    };

    struct TxnOffsetCommitResponseTopic
    {
        QByteArray name;
        QList<TxnOffsetCommitResponsePartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const TxnOffsetCommitResponseTopic &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<TxnOffsetCommitResponseTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("topics", m.topics);
    }
    bool operator==(const TxnOffsetCommitResponse &) const = default;
};

} // namespace engine::wire::kafka
