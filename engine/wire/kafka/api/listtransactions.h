// SPDX-License-Identifier: GPL-3.0-or-later
// ListTransactions (66). All transactions, by state or producer. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct ListTransactionsResponse;

struct ListTransactionsRequest
{
    static constexpr ApiKey Key = ApiKey::ListTransactions;
    using Response = ListTransactionsResponse;

    QList<QByteArray> stateFilters;
    QList<qint64> producerIdFilters;
    qint64 durationFilter = -1; ///< -1: all; otherwise those open for so many milliseconds

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("stateFilters", m.stateFilters);
        v.array("producerIdFilters", m.producerIdFilters);
        v.int64("durationFilter", m.durationFilter, since(1));
    }
    bool operator==(const ListTransactionsRequest &) const = default;
};

struct ListTransactionsResponse
{
    static constexpr ApiKey Key = ApiKey::ListTransactions;

    struct TransactionState
    {
        QByteArray transactionalId;
        qint64 producerId = 0;
        QByteArray transactionState;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("transactionalId", m.transactionalId);
            v.int64("producerId", m.producerId);
            v.string("transactionState", m.transactionState);
        }
        bool operator==(const TransactionState &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    QList<QByteArray> unknownStateFilters;
    QList<TransactionState> transactionStates;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
        v.array("unknownStateFilters", m.unknownStateFilters);
        v.array("transactionStates", m.transactionStates);
    }
    bool operator==(const ListTransactionsResponse &) const = default;
};

} // namespace engine::wire::kafka
