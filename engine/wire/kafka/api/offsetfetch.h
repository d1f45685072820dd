// SPDX-License-Identifier: GPL-3.0-or-later
// OffsetFetch (9). Reading the offsets that were committed; from version 8 on for several groups at once. Thread: any
// (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct OffsetFetchResponse;

struct OffsetFetchRequest
{
    static constexpr ApiKey Key = ApiKey::OffsetFetch;
    using Response = OffsetFetchResponse;

    struct OffsetFetchRequestTopic
    {
        QByteArray name;
        QList<qint32> partitionIndexes;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitionIndexes", m.partitionIndexes);
        }
        bool operator==(const OffsetFetchRequestTopic &) const = default;
    };

    struct OffsetFetchRequestTopics
    {
        QByteArray name;
        QList<qint32> partitionIndexes;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitionIndexes", m.partitionIndexes);
        }
        bool operator==(const OffsetFetchRequestTopics &) const = default;
    };

    struct OffsetFetchRequestGroup
    {
        QByteArray groupId;
        std::optional<QList<OffsetFetchRequestTopics>> topics; ///< null: all that the group has committed

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("groupId", m.groupId);
            v.nullableArray("topics", m.topics);
        }
        bool operator==(const OffsetFetchRequestGroup &) const = default;
    };

    QByteArray groupId;
    std::optional<QList<OffsetFetchRequestTopic>> topics; ///< null: all that the group has committed
    QList<OffsetFetchRequestGroup> groups;
    bool requireStable = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId, until(7));
        v.nullableArray("topics", m.topics, until(7), NullSince{2});
        v.array("groups", m.groups, since(8));
        v.boolean("requireStable", m.requireStable, since(7));
    }
    bool operator==(const OffsetFetchRequest &) const = default;
};

struct OffsetFetchResponse
{
    static constexpr ApiKey Key = ApiKey::OffsetFetch;

    struct OffsetFetchResponsePartition
    {
        qint32 partitionIndex = 0;
        qint64 committedOffset = 0;
        qint32 committedLeaderEpoch = -1;
        NullableBytes metadata;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("committedOffset", m.committedOffset);
            v.int32("committedLeaderEpoch", m.committedLeaderEpoch, since(5));
            v.nullableText("metadata", m.metadata);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const OffsetFetchResponsePartition &) const = default;
    };

    struct OffsetFetchResponseTopic
    {
        QByteArray name;
        QList<OffsetFetchResponsePartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetFetchResponseTopic &) const = default;
    };

    struct OffsetFetchResponsePartitions
    {
        qint32 partitionIndex = 0;
        qint64 committedOffset = 0;
        qint32 committedLeaderEpoch = -1;
        NullableBytes metadata;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("committedOffset", m.committedOffset);
            v.int32("committedLeaderEpoch", m.committedLeaderEpoch);
            v.nullableText("metadata", m.metadata);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const OffsetFetchResponsePartitions &) const = default;
    };

    struct OffsetFetchResponseTopics
    {
        QByteArray name;
        QList<OffsetFetchResponsePartitions> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetFetchResponseTopics &) const = default;
    };

    struct OffsetFetchResponseGroup
    {
        QByteArray groupId;
        QList<OffsetFetchResponseTopics> topics;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("groupId", m.groupId);
            v.array("topics", m.topics);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const OffsetFetchResponseGroup &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<OffsetFetchResponseTopic> topics;
    ErrorCode errorCode = ErrorCode::None;
    QList<OffsetFetchResponseGroup> groups;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(3));
        v.array("topics", m.topics, until(7));
        v.errorCode("errorCode", m.errorCode, between(2, 7));
        v.array("groups", m.groups, since(8));
    }
    bool operator==(const OffsetFetchResponse &) const = default;
};

} // namespace engine::wire::kafka
