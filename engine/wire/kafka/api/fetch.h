// SPDX-License-Identifier: GPL-3.0-or-later
// Fetch (1). Fetching. The response takes the records as pieces, stored batches that are copied once, into the buffer
// that is sent. Version 7 brought fetch sessions (KIP-227). Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct FetchResponse;

struct FetchRequest
{
    static constexpr ApiKey Key = ApiKey::Fetch;
    using Response = FetchResponse;

    struct FetchPartition
    {
        qint32 partition = 0;
        qint32 currentLeaderEpoch = -1;
        qint64 fetchOffset = 0;
        qint32 lastFetchedEpoch = -1;
        qint64 logStartOffset = -1;
        qint32 partitionMaxBytes = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partition", m.partition);
            v.int32("currentLeaderEpoch", m.currentLeaderEpoch, since(9));
            v.int64("fetchOffset", m.fetchOffset);
            v.int32("lastFetchedEpoch", m.lastFetchedEpoch, since(12));
            v.int64("logStartOffset", m.logStartOffset, since(5));
            v.int32("partitionMaxBytes", m.partitionMaxBytes);
        }
        bool operator==(const FetchPartition &) const = default;
    };

    struct FetchTopic
    {
        QByteArray topic;
        QList<FetchPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const FetchTopic &) const = default;
    };

    struct ForgottenTopic
    {
        QByteArray topic;
        QList<qint32> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const ForgottenTopic &) const = default;
    };

    NullableBytes clusterId;
    qint32 replicaId = -1; ///< -1: a consumer
    qint32 maxWaitMs = 0;
    qint32 minBytes = 0;
    qint32 maxBytes = 0x7fffffff;
    qint8 isolationLevel = 0; ///< 0: uncommitted, 1: committed
    qint32 sessionId = 0;
    qint32 sessionEpoch = -1; ///< -1: no session, 0: a new one
    QList<FetchTopic> topics;
    QList<ForgottenTopic> forgottenTopicsData;
    QByteArray rackId;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("replicaId", m.replicaId);
        v.int32("maxWaitMs", m.maxWaitMs);
        v.int32("minBytes", m.minBytes);
        v.int32("maxBytes", m.maxBytes, since(3));
        v.int8("isolationLevel", m.isolationLevel, since(4));
        v.int32("sessionId", m.sessionId, since(7));
        v.int32("sessionEpoch", m.sessionEpoch, since(7));
        v.array("topics", m.topics);
        v.array("forgottenTopicsData", m.forgottenTopicsData, since(7));
        v.string("rackId", m.rackId, since(11));
        v.tagged(
            0, m.clusterId.has_value(), [&](auto &tag) { tag.nullableString("clusterId", m.clusterId); }, since(12));
    }
    bool operator==(const FetchRequest &) const = default;
};

struct FetchResponse
{
    static constexpr ApiKey Key = ApiKey::Fetch;

    struct EpochEndOffset
    {
        qint32 epoch = -1;
        qint64 endOffset = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("epoch", m.epoch);
            v.int64("endOffset", m.endOffset);
        }
        bool operator==(const EpochEndOffset &) const = default;
    };

    struct LeaderIdAndEpoch
    {
        qint32 leaderId = -1;
        qint32 leaderEpoch = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("leaderId", m.leaderId);
            v.int32("leaderEpoch", m.leaderEpoch);
        }
        bool operator==(const LeaderIdAndEpoch &) const = default;
    };

    struct SnapshotId
    {
        qint64 endOffset = -1;
        qint32 epoch = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int64("endOffset", m.endOffset);
            v.int32("epoch", m.epoch);
        }
        bool operator==(const SnapshotId &) const = default;
    };

    struct AbortedTransaction
    {
        qint64 producerId = 0;
        qint64 firstOffset = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int64("producerId", m.producerId);
            v.int64("firstOffset", m.firstOffset);
        }
        bool operator==(const AbortedTransaction &) const = default;
    };

    struct PartitionData
    {
        qint32 partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::None;
        qint64 highWatermark = 0;
        qint64 lastStableOffset = -1;
        qint64 logStartOffset = -1;
        EpochEndOffset divergingEpoch;
        LeaderIdAndEpoch currentLeader;
        SnapshotId snapshotId;
        std::optional<QList<AbortedTransaction>> abortedTransactions; ///< null for those who read uncommitted records
        qint32 preferredReadReplica = -1;
        RecordPieces records; ///< borrowed until the response is written

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("errorCode", m.errorCode);
            v.int64("highWatermark", m.highWatermark);
            v.int64("lastStableOffset", m.lastStableOffset, since(4));
            v.int64("logStartOffset", m.logStartOffset, since(5));
            v.nullableArray("abortedTransactions", m.abortedTransactions, since(4));
            v.int32("preferredReadReplica", m.preferredReadReplica, since(11));
            v.records("records", m.records);
            v.tagged(
                0, m.divergingEpoch != EpochEndOffset{},
                [&](auto &tag) { tag.structure("divergingEpoch", m.divergingEpoch); }, since(12));
            v.tagged(
                1, m.currentLeader != LeaderIdAndEpoch{},
                [&](auto &tag) { tag.structure("currentLeader", m.currentLeader); }, since(12));
            v.tagged(
                2, m.snapshotId != SnapshotId{}, [&](auto &tag) { tag.structure("snapshotId", m.snapshotId); },
                since(12));
        }
        bool operator==(const PartitionData &) const = default;
    };

    struct FetchableTopicResponse
    {
        QByteArray topic;
        QList<PartitionData> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const FetchableTopicResponse &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    qint32 sessionId = 0;
    QList<FetchableTopicResponse> responses;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.errorCode("errorCode", m.errorCode, since(7));
        v.int32("sessionId", m.sessionId, since(7));
        v.array("responses", m.responses);
    }
    bool operator==(const FetchResponse &) const = default;
};

} // namespace engine::wire::kafka
