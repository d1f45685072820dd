// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeTransactions (65). Transactions by transactional id. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeTransactionsResponse;

struct DescribeTransactionsRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeTransactions;
    using Response = DescribeTransactionsResponse;

    QList<QByteArray> transactionalIds;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("transactionalIds", m.transactionalIds);
    }
    bool operator==(const DescribeTransactionsRequest &) const = default;
};

struct DescribeTransactionsResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeTransactions;

    struct TopicData
    {
        QByteArray topic;
        QList<qint32> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const TopicData &) const = default;
    };

    struct TransactionState
    {
        ErrorCode errorCode = ErrorCode::None;
        QByteArray transactionalId;
        QByteArray transactionState;
        qint32 transactionTimeoutMs = 0;
        qint64 transactionStartTimeMs = 0;
        qint64 producerId = 0;
        qint16 producerEpoch = 0;
        QList<TopicData> topics;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.string("transactionalId", m.transactionalId);
            v.string("transactionState", m.transactionState);
            v.int32("transactionTimeoutMs", m.transactionTimeoutMs);
            v.int64("transactionStartTimeMs", m.transactionStartTimeMs);
            v.int64("producerId", m.producerId);
            v.int16("producerEpoch", m.producerEpoch);
            v.array("topics", m.topics);
        }
        bool operator==(const TransactionState &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<TransactionState> transactionStates;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("transactionStates", m.transactionStates);
    }
    bool operator==(const DescribeTransactionsResponse &) const = default;
};

} // namespace engine::wire::kafka
