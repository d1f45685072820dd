// SPDX-License-Identifier: GPL-3.0-or-later
// OffsetDelete (47). Deleting committed offsets of topics that a group does not read. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct OffsetDeleteResponse;

struct OffsetDeleteRequest
{
    static constexpr ApiKey Key = ApiKey::OffsetDelete;
    using Response = OffsetDeleteResponse;

    struct OffsetDeleteRequestPartition
    {
        qint32 partitionIndex = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
        }
        bool operator==(const OffsetDeleteRequestPartition &) const = default;
    };

    struct OffsetDeleteRequestTopic
    {
        QByteArray name;
        QList<OffsetDeleteRequestPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetDeleteRequestTopic &) const = default;
    };

    QByteArray groupId;
    QList<OffsetDeleteRequestTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId);
        v.array("topics", m.topics);
    }
    bool operator==(const OffsetDeleteRequest &) const = default;
};

struct OffsetDeleteResponse
{
    static constexpr ApiKey Key = ApiKey::OffsetDelete;

    struct OffsetDeleteResponsePartition
    {
        qint32 partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const OffsetDeleteResponsePartition &) const = default;
    };

    struct OffsetDeleteResponseTopic
    {
        QByteArray name;
        QList<OffsetDeleteResponsePartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const OffsetDeleteResponseTopic &) const = default;
    };

    ErrorCode errorCode = ErrorCode::None;
    qint32 throttleTimeMs = 0;
    QList<OffsetDeleteResponseTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.errorCode("errorCode", m.errorCode);
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("topics", m.topics);
    }
    bool operator==(const OffsetDeleteResponse &) const = default;
};

} // namespace engine::wire::kafka
