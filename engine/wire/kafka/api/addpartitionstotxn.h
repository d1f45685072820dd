// SPDX-License-Identifier: GPL-3.0-or-later
// AddPartitionsToTxn (24). Taking partitions into a transaction. Names as in the versions before 4. Thread: any
// (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct AddPartitionsToTxnResponse;

struct AddPartitionsToTxnRequest
{
    static constexpr ApiKey Key = ApiKey::AddPartitionsToTxn;
    using Response = AddPartitionsToTxnResponse;

    struct AddPartitionsToTxnTopic
    {
        QByteArray name;
        QList<qint32> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("partitions", m.partitions);
        }
        bool operator==(const AddPartitionsToTxnTopic &) const = default;
    };

    QByteArray transactionalId;
    qint64 producerId = 0;
    qint16 producerEpoch = 0;
    QList<AddPartitionsToTxnTopic> topics;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("transactionalId", m.transactionalId);
        v.int64("producerId", m.producerId);
        v.int16("producerEpoch", m.producerEpoch);
        v.array("topics", m.topics);
    }
    bool operator==(const AddPartitionsToTxnRequest &) const = default;
};

struct AddPartitionsToTxnResponse
{
    static constexpr ApiKey Key = ApiKey::AddPartitionsToTxn;

    struct AddPartitionsToTxnPartitionResult
    {
        qint32 partitionIndex = 0;
        ErrorCode partitionErrorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("partitionIndex", m.partitionIndex);
            v.errorCode("partitionErrorCode", m.partitionErrorCode);
        }
        bool operator==(const AddPartitionsToTxnPartitionResult &) const = default;
    };

    struct AddPartitionsToTxnTopicResult
    {
        QByteArray name;
        QList<AddPartitionsToTxnPartitionResult> resultsByPartition;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.array("resultsByPartition", m.resultsByPartition);
        }
        bool operator==(const AddPartitionsToTxnTopicResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<AddPartitionsToTxnTopicResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("results", m.results);
    }
    bool operator==(const AddPartitionsToTxnResponse &) const = default;
};

} // namespace engine::wire::kafka
