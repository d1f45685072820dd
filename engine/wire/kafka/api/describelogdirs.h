// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeLogDirs (35). How large partitions are on disk. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeLogDirsResponse;

struct DescribeLogDirsRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeLogDirs;
    using Response = DescribeLogDirsResponse;

    struct DescribableLogDirTopic
    {
        QByteArray topic;
        QList<qint32> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const DescribableLogDirTopic &) const = default;
    };

    std::optional<QList<DescribableLogDirTopic>> topics; ///< null: all

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.nullableArray("topics", m.topics);
    }
    bool operator==(const DescribeLogDirsRequest &) const = default;
};

struct DescribeLogDirsResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeLogDirs;

    struct DescribeLogDirsPartition
    {
        qint32 partitionIndex = 0;
        qint64 partitionSize = 0;
        qint64 offsetLag = 0;
        bool isFutureKey = false;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.int64("partitionSize", m.partitionSize);
            v.int64("offsetLag", m.offsetLag);
            v.boolean("isFutureKey", m.isFutureKey);
        }
        bool operator==(const DescribeLogDirsPartition &) const = default;
    };

    struct DescribeLogDirsTopic
    {
        QByteArray name;
        QList<DescribeLogDirsPartition> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const DescribeLogDirsTopic &) const = default;
    };

    struct DescribeLogDirsResult
    {
        ErrorCode errorCode = ErrorCode::None;
        QByteArray logDir;
        QList<DescribeLogDirsTopic> topics;
        qint64 totalBytes = -1;
        qint64 usableBytes = -1;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.string("logDir", m.logDir);
            v.array("topics", m.topics);
            v.int64("totalBytes", m.totalBytes, since(4));
            v.int64("usableBytes", m.usableBytes, since(4));
        }
        bool operator==(const DescribeLogDirsResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    QList<DescribeLogDirsResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode, since(3));
        v.array("results", m.results);
    }
    bool operator==(const DescribeLogDirsResponse &) const = default;
};

} // namespace engine::wire::kafka
